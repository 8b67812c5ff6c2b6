// SPDX-License-Identifier: GPL-2.0-only
#include "model/vpn/vpn-tcp-relay.h"

#include "model/routing/simulated-time.h"
#include "model/workload/tcp-transfer.h"

#include "ns3/nstime.h"
#include "ns3/simulator.h"
#include "ns3/tcp-socket-factory.h"
#include "ns3/uinteger.h"

namespace ns3::v6lab
{

namespace
{

/** Without IP and TCP header (RFC 9293 3.7.1). */
uint16_t
MssFor(Family family, uint16_t mtu)
{
    return static_cast<uint16_t>(mtu - (family == Family::V4 ? 40 : 60));
}

} // namespace

uint16_t
VpnTcpRelay::OpenSocket(const LocalRoute& route)
{
    const bool v4 = route.source.IsV4();
    m_socket = Socket::CreateSocket(m_owner.GetNode(), TcpSocketFactory::GetTypeId());
    m_socket->SetAttribute("SegmentSize",
                           UintegerValue(SegmentBytes(route.source.GetFamily(), route.mtu)));
    m_socket->SetAttribute("ConnTimeout", TimeValue(NanoSeconds(vpn::TcpEnd::FIRST_TIMEOUT)));
    Address local;
    if ((v4 ? m_socket->Bind() : m_socket->Bind6()) != 0 || m_socket->GetSockName(local) != 0)
    {
        m_socket = nullptr;
        return 0;
    }
    const Ptr<VpnTcpRelay> self(this);
    HearErrors(m_socket);
    m_socket->SetConnectCallback(MakeCallback(&VpnTcpRelay::OnConnected, self),
                                 MakeCallback(&VpnTcpRelay::OnFailed, self));
    m_socket->SetCloseCallbacks(MakeCallback(&VpnTcpRelay::OnPeerClosed, self),
                                MakeCallback(&VpnTcpRelay::OnFailed, self));
    m_socket->SetRecvCallback(MakeCallback(&VpnTcpRelay::OnReceive, self));
    m_socket->SetSendCallback(MakeCallback(&VpnTcpRelay::OnSendSpace, self));
    m_socket->TraceConnectWithoutContext("Rx", MakeCallback(&VpnTcpRelay::OnSegment, this));
    return FromSocketAddress(local).port;
}

void
VpnTcpRelay::Begin(const AppFrame& syn)
{
    // The sequence numbers of a connection that may come again must differ (RFC 9293 3.4.1): a
    // clock of 4 us.
    const auto initial = static_cast<uint32_t>(NowNs() / 4000);
    const Family family = m_key.app.address.GetFamily();
    m_end.emplace(family, syn.read.tcp, initial, MssFor(family, m_owner.GetMtu()), BUFFER);
    const auto ledger = GetLedger();
    const auto identity = PacketIdentity::Of(syn.packet);
    if (ledger && identity.GetFlow() != 0)
    {
        ledger->Continue(OutsideKey(), m_owner.GetNode()->GetId(), identity);
    }
    const bool opens = m_socket->Connect(ToSocketAddress(Remote())) == 0;
    if (ledger)
    {
        ledger->EndContinuation();
    }
    if (!opens)
    {
        Break();
    }
}

void
VpnTcpRelay::Take(const AppFrame& frame)
{
    Remember(frame);
    if (!m_end)
    {
        m_owner.Touch(m_key, vpn::IdleClass::TcpTransitory);
        Begin(frame);
        return;
    }
    const auto input =
        m_end->Receive(frame.read.tcp, frame.read.payload, frame.read.payloadSize, NowNs());
    if (input.reset)
    {
        const Ptr<VpnTcpRelay> alive(this);
        m_reset = PacketIdentity::Of(frame.packet);
        m_owner.End(m_key);
        return;
    }
    if (input.size > 0)
    {
        PassOn({input.bytes, input.bytes + input.size}, PacketIdentity::Of(frame.packet));
    }
    if (input.finished)
    {
        m_appFinished = true;
        SendMore();
    }
    ReadMore(); // the application may have acknowledged what others wait behind
    Settle();
}

void
VpnTcpRelay::OnFailed(Ptr<Socket>)
{
    Break();
}

void
VpnTcpRelay::OnSegment(Ptr<const Packet> packet, const TcpHeader& header, Ptr<const TcpSocketBase>)
{
    if (PacketIdentity::Of(packet).GetFlow() != 0)
    {
        m_answer = PacketIdentity::Of(packet);
    }
    // ns-3 3.37 throws resets without a timestamp away, which RFC 7323 3.2 forbids.
    if ((header.GetFlags() & TcpHeader::RST) != 0)
    {
        m_hasReset = true;
        Simulator::ScheduleNow(&VpnTcpRelay::OnReset, Ptr<VpnTcpRelay>(this));
    }
}

void
VpnTcpRelay::OnReset()
{
    Break();
}

void
VpnTcpRelay::Break()
{
    if (!m_closed && m_end)
    {
        m_broken = true;
        m_end->Reset();
        Settle();
    }
}

void
VpnTcpRelay::OnTimer()
{
    if (!m_closed)
    {
        m_end->Advance(NowNs());
        Settle();
    }
}

void
VpnTcpRelay::Settle()
{
    for (const auto& segment : m_end->TakeSegments())
    {
        WriteSegment(segment);
    }
    m_timer.Cancel();
    if (m_end->GetState() == vpn::TcpEndState::Closed)
    {
        const Ptr<VpnTcpRelay> alive(this);
        m_owner.End(m_key);
        return;
    }
    m_owner.Touch(m_key, GetIdleClass());
    if (const auto deadline = m_end->GetDeadline())
    {
        m_timer = Simulator::Schedule(NanoSeconds(std::max<int64_t>(*deadline - NowNs(), 0)),
                                      &VpnTcpRelay::OnTimer,
                                      Ptr<VpnTcpRelay>(this));
    }
}

void
VpnTcpRelay::WriteSegment(const vpn::TcpSegment& segment)
{
    const vpn::MadeHead head{m_key.remote,
                             m_key.app,
                             m_owner.NextIdentification(),
                             m_owner.HasChecksums()};
    // What the destination said goes on as its packet; acknowledgements are the service's own.
    const bool passed = !segment.payload.empty() ||
                        (segment.tcp.flags & ~(vpn::TcpFields::ACK | vpn::TcpFields::PSH)) != 0;
    PacketIdentity identity = m_answer;
    if (passed)
    {
        m_answer = PacketIdentity(); // of several segments made of one the first is that one
    }
    if (const auto ledger = GetLedger(); ledger && (!passed || identity.GetFlow() == 0))
    {
        const uint32_t flow = PacketIdentity::Of(m_last.packet).GetFlow();
        identity = flow == 0 ? PacketIdentity() : ledger->NextIdentity(flow);
    }
    m_owner.WritePacket(
        vpn::MakeTcp(head, segment.tcp, segment.payload.data(), segment.payload.size()),
        identity);
}

const char*
VpnTcpRelay::GetStateWord() const
{
    return ToWord(m_end ? m_end->GetState() : vpn::TcpEndState::Opening);
}

vpn::IdleClass
VpnTcpRelay::GetIdleClass() const
{
    return m_end && m_end->GetState() == vpn::TcpEndState::Established
               ? vpn::IdleClass::TcpEstablished
               : vpn::IdleClass::TcpTransitory;
}

void
VpnTcpRelay::Close()
{
    m_closed = true;
    m_timer.Cancel();
    m_waiting.clear();
    if (!m_socket)
    {
        return;
    }
    const auto socket = m_socket;
    m_socket = nullptr;
    Deafen(socket);
    socket->SetConnectCallback(MakeNullCallback<void, Ptr<Socket>>(),
                               MakeNullCallback<void, Ptr<Socket>>());
    socket->SetCloseCallbacks(MakeNullCallback<void, Ptr<Socket>>(),
                              MakeNullCallback<void, Ptr<Socket>>());
    socket->SetRecvCallback(MakeNullCallback<void, Ptr<Socket>>());
    socket->SetSendCallback(MakeNullCallback<void, Ptr<Socket>, uint32_t>());
    socket->TraceDisconnectWithoutContext("Rx", MakeCallback(&VpnTcpRelay::OnSegment, this));
    if (m_broken || !m_connected)
    {
        Simulator::ScheduleNow(&Abandon, m_owner.GetNode(), socket);
    }
    else if (!m_remoteFinished || !m_finPassed) // ns-3 may be in the middle of it
    {
        Simulator::ScheduleNow(&VpnTcpRelay::Abort,
                               socket,
                               GetLedger(),
                               OutsideKey(),
                               m_owner.GetNode()->GetId(),
                               m_reset);
    }
}

void
VpnTcpRelay::Abort(const Ptr<Socket>& socket,
                   const Ptr<FlowLedger>& ledger,
                   const FlowKey& key,
                   uint32_t node,
                   const PacketIdentity& reset)
{
    if (ledger && reset.GetFlow() != 0)
    {
        ledger->Continue(key, node, reset);
    }
    v6lab::Abort(socket);
    if (ledger)
    {
        ledger->EndContinuation();
    }
}

} // namespace ns3::v6lab
