// SPDX-License-Identifier: GPL-2.0-only
#include "model/dns/dns-sockets.h"

#include "model/core/dns/dns-type.h"
#include "model/dns/packet-text.h"
#include "model/routing/drop-watch.h"
#include "model/routing/forwarding-plane.h"
#include "model/routing/simulated-time.h"
#include "model/workload/socket-address.h"
#include "model/workload/tcp-transfer.h"

#include "ns3/callback.h"
#include "ns3/inet-socket-address.h"
#include "ns3/inet6-socket-address.h"
#include "ns3/simulator.h"
#include "ns3/tcp-socket-factory.h"
#include "ns3/udp-socket-factory.h"
#include "ns3/uinteger.h"

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(DnsSockets);

namespace
{

using Icmp4 = Callback<void, Ipv4Address, uint8_t, uint8_t, uint8_t, uint32_t>;
using Icmp6 = Callback<void, Ipv6Address, uint8_t, uint8_t, uint8_t, uint32_t>;

Ptr<Packet>
ToPacket(const std::string& bytes)
{
    return Create<Packet>(Data(bytes), static_cast<uint32_t>(bytes.size()));
}

bool
IsTcp(const DnsSending& sending)
{
    return sending.transport == DnsTransport::Tcp;
}

} // namespace

TypeId
DnsSockets::GetTypeId()
{
    static TypeId tid = TypeId("ns3::v6lab::DnsSockets")
                            .SetParent<Object>()
                            .SetGroupName("V6lab")
                            .AddConstructor<DnsSockets>();
    return tid;
}

void
DnsSockets::SetNode(const Ptr<ns3::Node>& node)
{
    m_node = node;
}

void
DnsSockets::SetLedger(const Ptr<DnsLedger>& ledger)
{
    m_ledger = ledger;
}

void
DnsSockets::SetListener(const Reply& reply, const Fail& fail)
{
    m_reply = reply;
    m_fail = fail;
}

void
DnsSockets::DoDispose()
{
    for (const auto& [token, query] : m_open)
    {
        Close(query);
    }
    m_open.clear();
    m_reply = nullptr;
    m_fail = nullptr;
    m_ledger = nullptr;
    m_node = nullptr;
    Object::DoDispose();
}

void
DnsSockets::Send(const DnsSending& sending)
{
    Query& query = m_open[sending.token];
    query.sending = sending;
    const bool open = FindRoute(m_node, sending.server) && Open(query);
    Announce(query);
    const Address remote = ToSocketAddress({sending.server, dns::PORT});
    const bool sent =
        open && (IsTcp(sending) ? query.socket->Connect(remote) == 0
                                : query.socket->SendTo(ToPacket(sending.bytes), 0, remote) >= 0);
    if (!sent)
    {
        FailLater(sending.token, DnsFailure::Unreachable, "no-route");
    }
}

bool
DnsSockets::Open(Query& query)
{
    const bool tcp = IsTcp(query.sending);
    query.socket =
        Socket::CreateSocket(m_node,
                             tcp ? TcpSocketFactory::GetTypeId() : UdpSocketFactory::GetTypeId());
    if (tcp)
    {
        const IpAddress& server = query.sending.server;
        query.socket->SetAttribute(
            "SegmentSize",
            UintegerValue(SegmentBytes(server.GetFamily(), FindRoute(m_node, server)->mtu)));
    }
    if (Bind(query) != 0)
    {
        return false;
    }
    const auto plane = m_node->GetObject<ForwardingPlane>();
    Address local;
    if (!tcp && plane && query.socket->GetSockName(local) == 0)
    {
        WatchUdpSocket(*plane, query.socket, FromSocketAddress(local).port);
    }
    Listen(query);
    return true;
}

int
DnsSockets::Bind(const Query& query) const
{
    const bool v4 = query.sending.server.IsV4();
    if (query.sending.sourcePort != 0)
    {
        const IpAddress any = v4 ? IpAddress() : *IpAddress::Parse("::");
        if (query.socket->Bind(ToSocketAddress({any, query.sending.sourcePort})) == 0)
        {
            return 0;
        }
    }
    return v4 ? query.socket->Bind() : query.socket->Bind6(); // the chosen port is taken
}

void
DnsSockets::Listen(const Query& query)
{
    const auto& socket = query.socket;
    const uint32_t token = query.sending.token;
    if (IsTcp(query.sending))
    {
        socket->SetConnectCallback(MakeCallback(&DnsSockets::OnConnected, this, token),
                                   MakeCallback(&DnsSockets::OnRefused, this, token));
        socket->SetCloseCallbacks(MakeCallback(&DnsSockets::OnClosed, this, token),
                                  MakeCallback(&DnsSockets::OnRefused, this, token));
        socket->SetRecvCallback(MakeCallback(&DnsSockets::OnStream, this, token));
        socket->TraceConnectWithoutContext("Rx", MakeCallback(&DnsSockets::OnSegment, this, token));
        return;
    }
    socket->SetRecvCallback(MakeCallback(&DnsSockets::OnDatagram, this, token));
    socket->SetAttribute("IcmpCallback",
                         CallbackValue(MakeCallback(&DnsSockets::OnIcmp4, this, token)));
    socket->SetAttribute("IcmpCallback6",
                         CallbackValue(MakeCallback(&DnsSockets::OnIcmp6, this, token)));
}

void
DnsSockets::Close(const Query& query)
{
    const auto& socket = query.socket;
    if (!socket)
    {
        return;
    }
    socket->SetRecvCallback(MakeNullCallback<void, Ptr<Socket>>());
    if (IsTcp(query.sending))
    {
        socket->SetConnectCallback(MakeNullCallback<void, Ptr<Socket>>(),
                                   MakeNullCallback<void, Ptr<Socket>>());
        socket->SetCloseCallbacks(MakeNullCallback<void, Ptr<Socket>>(),
                                  MakeNullCallback<void, Ptr<Socket>>());
        socket->TraceDisconnectWithoutContext(
            "Rx",
            MakeCallback(&DnsSockets::OnSegment, this, query.sending.token));
        if (!query.connected)
        {
            Abandon(m_node, socket);
            return;
        }
    }
    else
    {
        socket->SetAttribute("IcmpCallback", CallbackValue(Icmp4()));
        socket->SetAttribute("IcmpCallback6", CallbackValue(Icmp6()));
    }
    socket->Close();
}

void
DnsSockets::Release(uint32_t token)
{
    const auto found = m_open.find(token);
    if (found == m_open.end())
    {
        return;
    }
    if (found->second.exchange != 0) // what was answered is closed already
    {
        m_ledger->GaveUp(found->second.exchange, "timeout", NowNs());
    }
    Close(found->second);
    m_open.erase(found);
}

void
DnsSockets::Announce(Query& query)
{
    const std::string& bytes = query.sending.bytes;
    const auto message =
        m_ledger ? DnsMessage::Decode(Data(bytes), bytes.size()) : std::optional<DnsMessage>();
    if (!message || message->questions.empty())
    {
        return;
    }
    DnsExchange exchange;
    exchange.parent = query.sending.cause.exchange;
    exchange.flow = query.sending.cause.flow;
    exchange.startNs = NowNs();
    exchange.clientNode = m_node->GetId();
    exchange.server = query.sending.server;
    exchange.tcp = IsTcp(query.sending);
    exchange.question = message->questions.front();
    exchange.messageId = message->id;
    const auto route = FindRoute(m_node, exchange.server);
    Address local;
    if (route && query.socket && query.socket->GetSockName(local) == 0)
    {
        exchange.client = {route->source, FromSocketAddress(local).port};
    }
    query.exchange = m_ledger->Open(exchange);
}

void
DnsSockets::NoteReply(const Query& query, const std::string& bytes)
{
    const auto message = query.exchange != 0 ? DnsMessage::Decode(Data(bytes), bytes.size())
                                             : std::optional<DnsMessage>();
    if (message && message->response)
    {
        m_ledger->Answered(query.exchange, *message, NowNs());
    }
}

void
DnsSockets::FailLater(uint32_t token, DnsFailure failure, const std::string& outcome)
{
    Simulator::ScheduleNow(&DnsSockets::TellFailure,
                           Ptr<DnsSockets>(this),
                           token,
                           failure,
                           outcome);
}

void
DnsSockets::TellFailure(uint32_t token, DnsFailure failure, const std::string& outcome)
{
    const auto found = m_open.find(token);
    if (found == m_open.end())
    {
        return;
    }
    if (found->second.exchange != 0)
    {
        m_ledger->GaveUp(found->second.exchange, outcome, NowNs());
    }
    m_fail(token, failure);
}

void
DnsSockets::OnDatagram(uint32_t token, Ptr<Socket> socket)
{
    Address from;
    while (const auto packet = socket->RecvFrom(from))
    {
        const auto found = m_open.find(token);
        if (found == m_open.end())
        {
            return;
        }
        const Endpoint sender = FromSocketAddress(from);
        const IpAddress server = found->second.sending.server;
        if (sender.address == server && sender.port == dns::PORT) // RFC 5452 9.1
        {
            const std::string bytes = BytesOf(packet);
            NoteReply(found->second, bytes);
            m_reply(token, server, bytes);
        }
    }
}

void
DnsSockets::OnSegment(uint32_t token,
                      Ptr<const Packet>,
                      const TcpHeader& header,
                      Ptr<const TcpSocketBase>)
{
    // ns-3 3.37 throws resets without a timestamp away, which RFC 7323 3.2 forbids.
    if (header.GetFlags() & TcpHeader::RST)
    {
        FailLater(token, DnsFailure::Refused, "refused");
    }
}

void
DnsSockets::OnConnected(uint32_t token, Ptr<Socket> socket)
{
    const auto found = m_open.find(token);
    if (found != m_open.end())
    {
        found->second.connected = true;
        socket->Send(ToPacket(DnsStream::Frame(found->second.sending.bytes)));
    }
}

void
DnsSockets::OnStream(uint32_t token, Ptr<Socket> socket)
{
    while (const auto packet = socket->Recv())
    {
        const auto found = m_open.find(token);
        if (found == m_open.end() || packet->GetSize() == 0)
        {
            return;
        }
        const std::string bytes = BytesOf(packet);
        found->second.stream.Put(Data(bytes), bytes.size());
        if (const auto message = found->second.stream.Take())
        {
            NoteReply(found->second, *message);
            const IpAddress server = found->second.sending.server; // who hears it may release it
            m_reply(token, server, *message);
        }
    }
}

void
DnsSockets::OnRefused(uint32_t token, Ptr<Socket>)
{
    FailLater(token, DnsFailure::Refused, "refused");
}

void
DnsSockets::OnClosed(uint32_t token, Ptr<Socket>)
{
    FailLater(token, DnsFailure::Closed, "closed");
}

void
DnsSockets::OnIcmp4(uint32_t token, Ipv4Address, uint8_t, uint8_t type, uint8_t, uint32_t)
{
    if (type == 3) // Destination Unreachable (RFC 792)
    {
        FailLater(token, DnsFailure::Unreachable, "unreachable");
    }
}

void
DnsSockets::OnIcmp6(uint32_t token, Ipv6Address, uint8_t, uint8_t type, uint8_t, uint32_t)
{
    if (type == 1) // Destination Unreachable (RFC 4443 3.1)
    {
        FailLater(token, DnsFailure::Unreachable, "unreachable");
    }
}

} // namespace ns3::v6lab
