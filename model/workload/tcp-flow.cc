// SPDX-License-Identifier: GPL-2.0-only
#include "model/workload/tcp-flow.h"

#include "ns3/simulator.h"
#include "ns3/tcp-socket-factory.h"
#include "ns3/trace-source-accessor.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <cmath>

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(TcpFlow);

namespace
{

/** SYNs that fit into the time, doubling from about one second (RFC 6298 2.1, 5.5). */
uint32_t
SynTries(Time timeout)
{
    return std::max(1, static_cast<int>(std::log2(timeout.GetSeconds() + 1.0)));
}

/** A request shorter than its own header could not say what it wants. */
uint32_t
RequestBytes(uint32_t size)
{
    return std::max(size, TransferHeader::BYTES);
}

} // namespace

TypeId
TcpFlow::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::v6lab::TcpFlow")
            .SetParent<FlowApplication>()
            .SetGroupName("V6lab")
            .AddConstructor<TcpFlow>()
            .AddAttribute("Port",
                          "Port to call.",
                          UintegerValue(80),
                          MakeUintegerAccessor(&TcpFlow::SetPort, &TcpFlow::GetPort),
                          MakeUintegerChecker<uint16_t>(1))
            .AddAttribute("Size",
                          "Payload bytes of a request; at least the 8 of its header.",
                          UintegerValue(64),
                          MakeUintegerAccessor(&TcpFlow::m_size),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("ReplySize",
                          "Payload bytes of an answer.",
                          UintegerValue(1000),
                          MakeUintegerAccessor(&TcpFlow::m_replySize),
                          MakeUintegerChecker<uint32_t>(1))
            .AddTraceSource("Connected",
                            "A connection was made; the time it took.",
                            MakeTraceSourceAccessor(&TcpFlow::m_connected),
                            "ns3::Time::TracedCallback");
    return tid;
}

const char*
TcpFlow::GetProtocolWord() const
{
    return "tcp";
}

uint8_t
TcpFlow::GetProtocolNumber() const
{
    return protocol::TCP;
}

bool
TcpFlow::EndsByItself() const
{
    return true; // Watch() ends what does not move
}

void
TcpFlow::DoDispose()
{
    while (!m_open.empty())
    {
        Release(m_open.back().socket);
    }
    FlowApplication::DoDispose();
}

void
TcpFlow::Ask(uint32_t)
{
    const LocalRoute* route = Route();
    const auto socket = route ? Open(*route) : nullptr;
    if (!socket)
    {
        NoteLost();
        return;
    }
    Transaction& transaction = m_open.emplace_back();
    transaction.socket = socket;
    transaction.started = transaction.progress = Simulator::Now();
    transaction.toSend = RequestBytes(m_size);
    transaction.toReceive = m_replySize;
    UintegerValue segment;
    socket->GetAttribute("SegmentSize", segment);
    transaction.segment = static_cast<uint32_t>(segment.Get());
    transaction.watch = Simulator::Schedule(m_timeout, &TcpFlow::Watch, this, socket);
    if (socket->Connect(ToSocketAddress(m_remote)) != 0)
    {
        Fail(socket, "network is unreachable");
    }
}

Ptr<Socket>
TcpFlow::Open(const LocalRoute& route)
{
    const bool v4 = m_remote.address.IsV4();
    const auto socket = Socket::CreateSocket(GetNode(), TcpSocketFactory::GetTypeId());
    const uint32_t tries = SynTries(m_timeout);
    const double first = m_timeout.GetSeconds() / ((1 << tries) - 1);
    socket->SetAttribute("SegmentSize",
                         UintegerValue(SegmentBytes(m_remote.address.GetFamily(), route.mtu)));
    socket->SetAttribute("ConnCount", UintegerValue(tries));
    socket->SetAttribute("ConnTimeout", TimeValue(Seconds(first)));
    socket->SetAttribute("IcmpCallback", CallbackValue(MakeCallback(&TcpFlow::OnIcmp4, this)));
    socket->SetAttribute("IcmpCallback6", CallbackValue(MakeCallback(&TcpFlow::OnIcmp6, this)));
    if ((v4 ? socket->Bind() : socket->Bind6()) != 0)
    {
        NoteNoPort("no free port");
        return nullptr;
    }
    socket->SetConnectCallback(MakeCallback(&TcpFlow::OnConnected, this),
                               MakeCallback(&TcpFlow::OnConnectionFailed, this));
    socket->SetCloseCallbacks(MakeCallback(&TcpFlow::OnClosed, this),
                              MakeCallback(&TcpFlow::OnError, this));
    socket->SetRecvCallback(MakeCallback(&TcpFlow::OnReceive, this));
    socket->TraceConnectWithoutContext("Rx", MakeCallback(&TcpFlow::OnSegment, this));
    BindKey(socket, route);
    return socket;
}

void
TcpFlow::BindKey(const Ptr<Socket>& socket, const LocalRoute& route)
{
    Address local;
    socket->GetSockName(local);
    PacketFacts facts;
    facts.source = route.source;
    facts.destination = m_remote.address;
    facts.sourcePort = FromSocketAddress(local).port;
    facts.destinationPort = m_remote.port;
    facts.protocol = protocol::TCP;
    NoteSending(facts.sourcePort);
    if (m_ledger)
    {
        m_ledger->Bind(m_flow, FlowKey::Of(facts), GetNode()->GetId());
    }
}

TcpFlow::Transaction*
TcpFlow::Find(const Ptr<Socket>& socket)
{
    const auto found = std::find_if(m_open.begin(), m_open.end(), [&](const Transaction& open) {
        return open.socket == socket;
    });
    return found == m_open.end() ? nullptr : &*found;
}

void
TcpFlow::OnSegment(Ptr<const Packet>, const TcpHeader& header, Ptr<const TcpSocketBase> socket)
{
    // ns-3 3.37 throws resets without a timestamp away, which RFC 7323 3.2 forbids, and takes the
    // others for the second step of the handshake.
    if (header.GetFlags() & TcpHeader::RST)
    {
        Simulator::ScheduleNow(&TcpFlow::OnRefused,
                               this,
                               Ptr<Socket>(ConstCast<TcpSocketBase>(socket)));
    }
}

void
TcpFlow::OnRefused(Ptr<Socket> socket)
{
    if (Find(socket))
    {
        Fail(socket, "connection refused");
    }
}

void
TcpFlow::OnConnected(Ptr<Socket> socket)
{
    Transaction* transaction = Find(socket);
    if (!transaction)
    {
        return;
    }
    socket->TraceDisconnectWithoutContext("Rx", MakeCallback(&TcpFlow::OnSegment, this));
    transaction->progress = Simulator::Now();
    transaction->handshake = transaction->progress - transaction->started;
    transaction->meter.Start(); // with the request
    m_connected(transaction->handshake);
    const auto header = TransferHeader{RequestBytes(m_size), m_replySize}.Encode();
    // One segment holds the header and as much of the request as fits.
    const uint64_t first = std::min<uint64_t>(transaction->toSend, transaction->segment);
    const auto packet = Create<Packet>(header.data(), TransferHeader::BYTES);
    // Zeros: ns-3's own padding is whatever the memory held, and captures must repeat.
    packet->AddAtEnd(Create<Packet>(static_cast<uint32_t>(first) - TransferHeader::BYTES));
    if (socket->Send(packet) > 0)
    {
        transaction->toSend -= first;
    }
    socket->SetSendCallback(MakeCallback(&TcpFlow::OnSendSpace, this));
    SendMore(*transaction);
}

void
TcpFlow::OnSendSpace(Ptr<Socket> socket, uint32_t)
{
    if (Transaction* transaction = Find(socket))
    {
        transaction->progress = Simulator::Now();
        SendMore(*transaction);
    }
}

void
TcpFlow::SendMore(Transaction& transaction)
{
    const auto socket = transaction.socket;
    while (transaction.toSend > 0 && socket->GetTxAvailable() >= transaction.segment)
    {
        const auto size =
            static_cast<uint32_t>(std::min<uint64_t>(transaction.toSend, transaction.segment));
        if (socket->Send(Create<Packet>(size)) <= 0)
        {
            return;
        }
        transaction.toSend -= size;
    }
}

void
TcpFlow::OnReceive(Ptr<Socket> socket)
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
    Transaction* transaction = Find(socket);
    if (!transaction || bytes == 0)
    {
        return;
    }
    transaction->progress = Simulator::Now();
    transaction->toReceive -= std::min(bytes, transaction->toReceive);
    if (m_replySize >= RequestBytes(m_size)) // else the responder measures the request
    {
        transaction->meter.Count(Result(), bytes);
    }
    if (transaction->toReceive == 0)
    {
        Succeed(socket);
    }
}

void
TcpFlow::Succeed(const Ptr<Socket>& socket)
{
    const Time handshake = Find(socket)->handshake;
    Release(socket);
    socket->Close();
    NoteAnswer(handshake);
}

void
TcpFlow::Fail(const Ptr<Socket>& socket, const std::string& failure)
{
    // What ICMP said is nearer to the truth than that nobody answered.
    const std::string seen = Result().failure;
    const bool silent = failure == "connection timed out";
    NoteFailure(silent && !seen.empty() ? seen : failure);
    Release(socket);
    // Not now: ns-3 may be in the middle of this socket.
    Simulator::ScheduleNow(&Abandon, GetNode(), socket);
    NoteLost();
}

void
TcpFlow::Release(const Ptr<Socket>& socket)
{
    socket->SetConnectCallback(MakeNullCallback<void, Ptr<Socket>>(),
                               MakeNullCallback<void, Ptr<Socket>>());
    socket->SetCloseCallbacks(MakeNullCallback<void, Ptr<Socket>>(),
                              MakeNullCallback<void, Ptr<Socket>>());
    socket->SetRecvCallback(MakeNullCallback<void, Ptr<Socket>>());
    socket->SetSendCallback(MakeNullCallback<void, Ptr<Socket>, uint32_t>());
    socket->SetAttribute(
        "IcmpCallback",
        CallbackValue(MakeNullCallback<void, Ipv4Address, uint8_t, uint8_t, uint8_t, uint32_t>()));
    socket->SetAttribute(
        "IcmpCallback6",
        CallbackValue(MakeNullCallback<void, Ipv6Address, uint8_t, uint8_t, uint8_t, uint32_t>()));
    socket->TraceDisconnectWithoutContext("Rx", MakeCallback(&TcpFlow::OnSegment, this));
    if (Transaction* transaction = Find(socket))
    {
        transaction->watch.Cancel();
        m_open.erase(m_open.begin() + (transaction - m_open.data()));
    }
}

void
TcpFlow::OnConnectionFailed(Ptr<Socket> socket)
{
    if (Find(socket))
    {
        Fail(socket, "connection timed out");
    }
}

void
TcpFlow::OnClosed(Ptr<Socket> socket)
{
    if (Transaction* transaction = Find(socket))
    {
        Fail(socket,
             transaction->handshake.IsZero() ? "connection refused" : "connection closed early");
    }
}

void
TcpFlow::OnError(Ptr<Socket> socket)
{
    if (Transaction* transaction = Find(socket))
    {
        Fail(socket, transaction->handshake.IsZero() ? "connection refused" : "connection reset");
    }
}

void
TcpFlow::Watch(Ptr<Socket> socket)
{
    Transaction* transaction = Find(socket);
    if (!transaction)
    {
        return;
    }
    const Time quiet = Simulator::Now() - transaction->progress;
    if (quiet < m_timeout)
    {
        transaction->watch = Simulator::Schedule(m_timeout - quiet, &TcpFlow::Watch, this, socket);
        return;
    }
    Fail(socket, "connection timed out");
}

void
TcpFlow::Close()
{
    while (!m_open.empty())
    {
        const auto socket = m_open.back().socket;
        Release(socket);
        Abandon(GetNode(), socket);
    }
}

} // namespace ns3::v6lab
