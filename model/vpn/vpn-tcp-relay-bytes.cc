// SPDX-License-Identifier: GPL-2.0-only
// What a TCP session's two sides have to say goes to the other one, and waits while there is no
// room.
#include "model/routing/packet-bytes.h"
#include "model/routing/simulated-time.h"
#include "model/vpn/vpn-tcp-relay.h"

#include "ns3/simulator.h"

namespace ns3::v6lab
{

/** Towards the destination: at once if there is room, else when there is. */
void
VpnTcpRelay::PassOn(const std::vector<uint8_t>& bytes, const PacketIdentity& identity)
{
    const auto size = static_cast<uint32_t>(bytes.size());
    const auto packet = Create<Packet>(bytes.data(), size);
    if (m_waiting.empty() && m_connected && m_socket->GetTxAvailable() >= size)
    {
        const auto ledger = GetLedger();
        if (ledger && identity.GetFlow() != 0)
        {
            // ns-3's sockets send a moment after they were told to.
            ledger->Continue(OutsideKey(), m_owner.GetNode()->GetId(), identity);
            Simulator::Schedule(TimeStep(2), &FlowLedger::EndContinuation, ledger);
        }
        m_socket->Send(packet);
    }
    else
    {
        m_waiting.push_back(packet);
        m_waitingBytes += size;
    }
    m_end->SetRoom(BUFFER - m_waitingBytes);
}

void
VpnTcpRelay::SendMore()
{
    while (m_connected && !m_waiting.empty() &&
           m_socket->GetTxAvailable() >= m_waiting.front()->GetSize())
    {
        m_waitingBytes -= m_waiting.front()->GetSize();
        m_socket->Send(m_waiting.front());
        m_waiting.pop_front();
        m_end->SetRoom(BUFFER - m_waitingBytes);
    }
    if (m_connected && m_appFinished && m_waiting.empty() && !m_finPassed)
    {
        m_finPassed = true;
        // ns-3 closes a socket that may not send any more by itself when its peer has finished.
        m_remoteFinished ? m_socket->Close() : m_socket->ShutdownSend();
    }
}

void
VpnTcpRelay::OnConnected(Ptr<Socket>)
{
    if (m_closed)
    {
        return;
    }
    m_connected = true;
    m_end->Accept(NowNs());
    SendMore();
    Settle();
}

void
VpnTcpRelay::OnReceive(Ptr<Socket>)
{
    if (!m_closed)
    {
        ReadMore();
        Settle();
    }
}

/** From the destination, as long as the application keeps up. */
void
VpnTcpRelay::ReadMore()
{
    while (!m_closed && m_connected && m_end->GetBacklog() < BUFFER)
    {
        const auto packet = m_socket->Recv();
        if (!packet || packet->GetSize() == 0)
        {
            return;
        }
        const auto bytes = BytesOf(packet);
        m_end->Send(bytes.data(), bytes.size(), NowNs());
    }
}

void
VpnTcpRelay::OnSendSpace(Ptr<Socket>, uint32_t)
{
    if (!m_closed)
    {
        SendMore();
        Settle();
    }
}

void
VpnTcpRelay::OnPeerClosed(Ptr<Socket>)
{
    if (m_closed || !m_end || m_hasReset)
    {
        return;
    }
    m_remoteFinished = true;
    ReadMore();
    m_end->Finish(NowNs());
    Settle();
}

} // namespace ns3::v6lab
