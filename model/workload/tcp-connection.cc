// SPDX-License-Identifier: GPL-2.0-only
#include "model/workload/tcp-connection.h"

#include "ns3/simulator.h"
#include "ns3/tcp-socket-factory.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <cmath>

namespace ns3::v6lab
{

namespace
{

/** SYNs that fit into the time, doubling from about one second (RFC 6298 2.1, 5.5). */
uint32_t
SynTries(Time timeout)
{
    return std::max(1, static_cast<int>(std::log2(timeout.GetSeconds() + 1.0)));
}

} // namespace

TcpConnection::TcpConnection(Owner& owner, const Ptr<ns3::Node>& node, const Plan& plan)
    : m_owner(&owner),
      m_node(node),
      m_plan(plan),
      m_toSend(plan.requestBytes),
      m_toReceive(plan.replyBytes)
{
}

bool
TcpConnection::Open()
{
    const Family family = m_plan.remote.address.GetFamily();
    m_socket = Socket::CreateSocket(m_node, TcpSocketFactory::GetTypeId());
    if (m_plan.bound)
    {
        m_socket->BindToNetDevice(m_plan.bound);
    }
    const uint32_t tries = SynTries(m_plan.timeout);
    const double first = m_plan.timeout.GetSeconds() / ((1 << tries) - 1);
    m_segment = SegmentBytes(family, m_plan.route.mtu);
    m_socket->SetAttribute("SegmentSize", UintegerValue(m_segment));
    m_socket->SetAttribute("ConnCount", UintegerValue(tries));
    m_socket->SetAttribute("ConnTimeout", TimeValue(Seconds(first)));
    const Ptr<TcpConnection> self(this);
    m_socket->SetAttribute("IcmpCallback",
                           CallbackValue(MakeCallback(&TcpConnection::OnIcmp4, self)));
    m_socket->SetAttribute("IcmpCallback6",
                           CallbackValue(MakeCallback(&TcpConnection::OnIcmp6, self)));
    Address local;
    if ((family == Family::V4 ? m_socket->Bind() : m_socket->Bind6()) != 0 ||
        m_socket->GetSockName(local) != 0)
    {
        Forget();
        return false;
    }
    m_localPort = FromSocketAddress(local).port;
    m_socket->SetConnectCallback(MakeCallback(&TcpConnection::OnEstablished, self),
                                 MakeCallback(&TcpConnection::OnConnectionFailed, self));
    m_socket->SetCloseCallbacks(MakeCallback(&TcpConnection::OnClosed, self),
                                MakeCallback(&TcpConnection::OnError, self));
    m_socket->SetRecvCallback(MakeCallback(&TcpConnection::OnReceive, self));
    m_socket->TraceConnectWithoutContext("Rx", MakeCallback(&TcpConnection::OnSegment, this));
    m_socket->TraceConnectWithoutContext("State", MakeCallback(&TcpConnection::OnState, this));
    return true;
}

void
TcpConnection::Connect()
{
    m_started = m_progress = Simulator::Now();
    m_watch = Simulator::Schedule(m_plan.timeout, &TcpConnection::Watch, this);
    if (m_socket->Connect(ToSocketAddress(m_plan.remote)) != 0)
    {
        Fail(AttemptOutcome::Unreachable, "network is unreachable");
    }
}

Endpoint
TcpConnection::GetLocal() const
{
    return {m_plan.route.source, m_localPort};
}

const Endpoint&
TcpConnection::GetRemote() const
{
    return m_plan.remote;
}

const LocalRoute&
TcpConnection::GetRoute() const
{
    return m_plan.route;
}

Time
TcpConnection::GetHandshake() const
{
    return m_handshake;
}

void
TcpConnection::OnSegment(Ptr<const Packet>, const TcpHeader& header, Ptr<const TcpSocketBase>)
{
    // ns-3 3.37 throws resets without a timestamp away, which RFC 7323 3.2 forbids, and takes the
    // others for the second step of the handshake.
    if (header.GetFlags() & TcpHeader::RST)
    {
        Simulator::ScheduleNow(&TcpConnection::OnReset, Ptr<TcpConnection>(this));
    }
}

/** ns-3 tells a reset as an end, but for the state in which it does (RFC 9293 3.10.7.4). */
void
TcpConnection::OnState(TcpSocket::TcpStates_t, TcpSocket::TcpStates_t now)
{
    m_peerFinished = m_peerFinished || now == TcpSocket::CLOSE_WAIT || now == TcpSocket::LAST_ACK ||
                     now == TcpSocket::CLOSING || now == TcpSocket::TIME_WAIT;
}

void
TcpConnection::OnReset()
{
    if (m_owner)
    {
        Fail(AttemptOutcome::Refused, "connection refused");
    }
}

void
TcpConnection::OnEstablished(Ptr<Socket> socket)
{
    if (!m_owner)
    {
        return;
    }
    socket->TraceDisconnectWithoutContext("Rx", MakeCallback(&TcpConnection::OnSegment, this));
    m_progress = Simulator::Now();
    m_handshake = m_progress - m_started;
    m_meter.Start(); // with the request
    m_owner->OnConnected(*this);
    SendRequest();
}

void
TcpConnection::SendRequest()
{
    const auto header = TransferHeader{m_plan.requestBytes, m_plan.replyBytes}.Encode();
    // One segment holds the header and as much of the request as fits.
    const uint64_t first = std::min<uint64_t>(m_toSend, m_segment);
    const auto packet = Create<Packet>(header.data(), TransferHeader::BYTES);
    // Zeros: ns-3's own padding is whatever the memory held, and captures must repeat.
    packet->AddAtEnd(Create<Packet>(static_cast<uint32_t>(first) - TransferHeader::BYTES));
    if (m_socket->Send(packet) > 0)
    {
        m_toSend -= first;
    }
    m_socket->SetSendCallback(MakeCallback(&TcpConnection::OnSendSpace, Ptr<TcpConnection>(this)));
    SendMore();
}

void
TcpConnection::OnSendSpace(Ptr<Socket>, uint32_t)
{
    if (m_owner)
    {
        m_progress = Simulator::Now();
        SendMore();
    }
}

void
TcpConnection::SendMore()
{
    while (m_toSend > 0 && m_socket->GetTxAvailable() >= m_segment)
    {
        const auto size = static_cast<uint32_t>(std::min<uint64_t>(m_toSend, m_segment));
        if (m_socket->Send(Create<Packet>(size)) <= 0)
        {
            return;
        }
        m_toSend -= size;
    }
}

void
TcpConnection::OnReceive(Ptr<Socket> socket)
{
    uint64_t bytes = 0;
    while (const auto packet = socket->Recv())
    {
        if (packet->GetSize() == 0)
        {
            break; // end of the stream
        }
        bytes += packet->GetSize();
    }
    if (!m_owner || bytes == 0)
    {
        return;
    }
    m_progress = Simulator::Now();
    m_toReceive -= std::min(bytes, m_toReceive);
    if (m_plan.replyBytes >= m_plan.requestBytes) // else the responder measures the request
    {
        m_meter.Count(m_owner->Record(), bytes);
    }
    if (m_toReceive == 0)
    {
        Owner* const owner = m_owner;
        const Ptr<TcpConnection> alive(this);
        Forget();
        socket->Close();
        owner->OnAnswered(*this);
    }
}

void
TcpConnection::OnIcmp4(Ipv4Address, uint8_t, uint8_t type, uint8_t code, uint32_t)
{
    if (m_owner)
    {
        m_owner->OnIcmpError(*this, type, code);
    }
}

void
TcpConnection::OnIcmp6(Ipv6Address, uint8_t, uint8_t type, uint8_t code, uint32_t)
{
    if (m_owner)
    {
        m_owner->OnIcmpError(*this, type, code);
    }
}

void
TcpConnection::OnConnectionFailed(Ptr<Socket>)
{
    if (m_owner)
    {
        Fail(AttemptOutcome::TimedOut, "connection timed out");
    }
}

void
TcpConnection::OnClosed(Ptr<Socket>)
{
    if (m_owner)
    {
        Fail(AttemptOutcome::Refused,
             m_handshake.IsZero() ? "connection refused"
             : m_peerFinished     ? "connection closed early"
                                  : "connection reset");
    }
}

void
TcpConnection::OnError(Ptr<Socket>)
{
    if (m_owner)
    {
        Fail(AttemptOutcome::Refused,
             m_handshake.IsZero() ? "connection refused" : "connection reset");
    }
}

void
TcpConnection::Watch()
{
    const Time quiet = Simulator::Now() - m_progress;
    if (quiet < m_plan.timeout)
    {
        m_watch = Simulator::Schedule(m_plan.timeout - quiet, &TcpConnection::Watch, this);
        return;
    }
    Fail(AttemptOutcome::TimedOut, "connection timed out");
}

void
TcpConnection::Fail(AttemptOutcome outcome, const std::string& failure)
{
    Owner* const owner = m_owner;
    const Ptr<TcpConnection> alive(this);
    // Not now: ns-3 may be in the middle of this socket.
    Simulator::ScheduleNow(&Abandon, m_node, m_socket);
    Forget();
    owner->OnFailed(*this, outcome, failure);
}

void
TcpConnection::Abort()
{
    if (m_owner)
    {
        const auto socket = m_socket;
        Forget();
        Abandon(m_node, socket);
    }
}

void
TcpConnection::Forget()
{
    m_socket->SetConnectCallback(MakeNullCallback<void, Ptr<Socket>>(),
                                 MakeNullCallback<void, Ptr<Socket>>());
    m_socket->SetCloseCallbacks(MakeNullCallback<void, Ptr<Socket>>(),
                                MakeNullCallback<void, Ptr<Socket>>());
    m_socket->SetRecvCallback(MakeNullCallback<void, Ptr<Socket>>());
    m_socket->SetSendCallback(MakeNullCallback<void, Ptr<Socket>, uint32_t>());
    m_socket->SetAttribute(
        "IcmpCallback",
        CallbackValue(MakeNullCallback<void, Ipv4Address, uint8_t, uint8_t, uint8_t, uint32_t>()));
    m_socket->SetAttribute(
        "IcmpCallback6",
        CallbackValue(MakeNullCallback<void, Ipv6Address, uint8_t, uint8_t, uint8_t, uint32_t>()));
    m_socket->TraceDisconnectWithoutContext("Rx", MakeCallback(&TcpConnection::OnSegment, this));
    m_socket->TraceDisconnectWithoutContext("State", MakeCallback(&TcpConnection::OnState, this));
    m_watch.Cancel();
    m_owner = nullptr;
}

} // namespace ns3::v6lab
