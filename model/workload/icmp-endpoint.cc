// SPDX-License-Identifier: GPL-2.0-only
#include "model/workload/icmp-endpoint.h"

#include "model/routing/packet-bytes.h"
#include "model/workload/socket-address.h"

#include "ns3/boolean.h"
#include "ns3/icmpv4.h"
#include "ns3/icmpv6-header.h"
#include "ns3/ipv4-header.h"
#include "ns3/ipv4-raw-socket-factory.h"
#include "ns3/ipv4-route.h"
#include "ns3/ipv4-routing-protocol.h"
#include "ns3/ipv4.h"
#include "ns3/ipv6-raw-socket-factory.h"
#include "ns3/ipv6.h"
#include "ns3/uinteger.h"

#include <algorithm>

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(IcmpEndpoint);

TypeId
IcmpEndpoint::GetTypeId()
{
    static TypeId tid = TypeId("ns3::v6lab::IcmpEndpoint")
                            .SetParent<Object>()
                            .SetGroupName("V6lab")
                            .AddConstructor<IcmpEndpoint>();
    return tid;
}

Ptr<IcmpEndpoint>
IcmpEndpoint::Of(const Ptr<ns3::Node>& node)
{
    if (const auto found = node->GetObject<IcmpEndpoint>())
    {
        return found;
    }
    const auto endpoint = CreateObject<IcmpEndpoint>();
    endpoint->m_node = node;
    endpoint->m_socket4 = endpoint->Open(Family::V4);
    endpoint->m_socket6 = endpoint->Open(Family::V6);
    endpoint->Listen();
    node->AggregateObject(endpoint);
    return endpoint;
}

Ptr<Socket>
IcmpEndpoint::Open(Family family)
{
    const bool v4 = family == Family::V4;
    if (v4 ? !m_node->GetObject<Ipv4>() : !m_node->GetObject<Ipv6>())
    {
        return nullptr;
    }
    const auto socket = Socket::CreateSocket(m_node,
                                             v4 ? Ipv4RawSocketFactory::GetTypeId()
                                                : Ipv6RawSocketFactory::GetTypeId());
    socket->SetAttribute("Protocol", UintegerValue(v4 ? protocol::ICMPV4 : protocol::ICMPV6));
    if (v4) // the attribute's default is the user's to change
    {
        socket->SetAttribute("IpHeaderInclude", BooleanValue(false));
    }
    socket->ShutdownRecv();
    return socket;
}

void
IcmpEndpoint::Listen()
{
    // Not through the raw sockets: those of ns-3 up to 3.45 see fragments, and what is forwarded.
    if (const auto ipv4 = m_node->GetObject<Ipv4>())
    {
        ipv4->TraceConnectWithoutContext("LocalDeliver",
                                         MakeCallback(&IcmpEndpoint::OnDeliver4, this));
    }
    if (const auto ipv6 = m_node->GetObject<Ipv6>())
    {
        ipv6->TraceConnectWithoutContext("LocalDeliver",
                                         MakeCallback(&IcmpEndpoint::OnDeliver6, this));
    }
}

void
IcmpEndpoint::DoDispose()
{
    for (auto* socket : {&m_socket4, &m_socket6})
    {
        *socket = nullptr;
    }
    m_bySource.clear();
    m_listeners.clear();
    m_ledger = nullptr;
    m_node = nullptr;
    Object::DoDispose();
}

void
IcmpEndpoint::SetLedger(const Ptr<FlowLedger>& ledger)
{
    m_ledger = ledger;
}

bool
IcmpEndpoint::Register(uint16_t identifier, const Listener& listener)
{
    return m_listeners.emplace(identifier, listener).second;
}

uint16_t
IcmpEndpoint::RegisterAny(uint16_t wanted, const Listener& listener)
{
    if (wanted != 0 && Register(wanted, listener))
    {
        return wanted;
    }
    const uint16_t free = FreeIdentifier();
    return free != 0 && Register(free, listener) ? free : 0;
}

void
IcmpEndpoint::Unregister(uint16_t identifier)
{
    m_listeners.erase(identifier);
}

uint16_t
IcmpEndpoint::FreeIdentifier() const
{
    for (uint32_t identifier = 1; identifier <= 0xffff; ++identifier)
    {
        if (m_listeners.count(static_cast<uint16_t>(identifier)) == 0)
        {
            return static_cast<uint16_t>(identifier);
        }
    }
    return 0;
}

Ptr<Packet>
IcmpEndpoint::MakeEcho(Family family,
                       uint16_t identifier,
                       uint16_t sequence,
                       uint32_t size,
                       const PacketIdentity& identity)
{
    const auto payload = Create<Packet>(size);
    const auto message = family == Family::V6 ? payload : Create<Packet>();
    if (identity.GetFlow() != 0)
    {
        message->AddPacketTag(identity);
    }
    if (family == Family::V6)
    {
        Icmpv6Echo echo(true);
        echo.SetId(identifier);
        echo.SetSeq(sequence);
        message->AddHeader(echo);
        return message;
    }
    Icmpv4Echo echo;
    echo.SetIdentifier(identifier);
    echo.SetSequenceNumber(sequence);
    echo.SetData(payload);
    message->AddHeader(echo);
    Icmpv4Header header;
    header.SetType(Icmpv4Header::ICMPV4_ECHO);
    header.SetCode(0);
    if (Node::ChecksumEnabled())
    {
        header.EnableChecksum();
    }
    message->AddHeader(header);
    return message;
}

bool
IcmpEndpoint::Send(const Ptr<Packet>& message, const IpAddress& destination)
{
    const auto& socket = destination.IsV4() ? m_socket4 : m_socket6;
    return socket && socket->SendTo(message, 0, ToSocketAddress({destination, 0})) > 0;
}

bool
IcmpEndpoint::SendFrom(const IpAddress& source,
                       const Ptr<Packet>& message,
                       const IpAddress& destination)
{
    Ptr<Socket>& socket = m_bySource[source];
    if (!socket)
    {
        socket = Open(source.GetFamily());
        socket->Bind(ToSocketAddress({source, 0}));
    }
    return socket->SendTo(message, 0, ToSocketAddress({destination, 0})) > 0;
}

bool
IcmpEndpoint::SendUnfragmented(const Ptr<Packet>& message,
                               const IpAddress& source,
                               const IpAddress& destination)
{
    const auto ipv4 = m_node->GetObject<Ipv4>();
    if (!ipv4 || !ipv4->GetRoutingProtocol())
    {
        return false;
    }
    Ipv4Header header;
    header.SetDestination(Ipv4Address(destination.ToV4()));
    const bool own = ipv4->GetInterfaceForAddress(ToNs3V4(source)) >= 0; // it may be gone
    header.SetSource(own ? ToNs3V4(source) : Ipv4Address::GetAny());
    // Not by a raw socket: ns-3's wants the way out of the interface that has the source, and that
    // of a CLAT's host address is the loopback.
    Socket::SocketErrno error;
    const auto route = ipv4->GetRoutingProtocol()->RouteOutput(nullptr, header, nullptr, error);
    if (!route)
    {
        return Send(message, destination); // the stack tells the reason
    }
    header.SetSource(own ? header.GetSource() : route->GetSource());
    header.SetProtocol(protocol::ICMPV4);
    header.SetPayloadSize(static_cast<uint16_t>(message->GetSize()));
    header.SetTtl(64);
    header.SetIdentification(++m_lastIpId);
    header.SetDontFragment();
    ipv4->SendWithHeader(message, header, route);
    return true;
}

void
IcmpEndpoint::OnDeliver4(const Ipv4Header& header, Ptr<const Packet> message, uint32_t)
{
    if (header.GetProtocol() == protocol::ICMPV4)
    {
        Handle(FactsOf(header, message), message);
    }
}

void
IcmpEndpoint::OnDeliver6(const Ipv6Header& header, Ptr<const Packet> message, uint32_t)
{
    // Behind extension headers the trace does not say what the payload is; the flow may know, and
    // else a wrong guess still has to hit a registered identifier.
    const uint8_t next = header.GetNextHeader();
    const bool extended = next == 0 || next == 43 || next == protocol::FRAGMENT || next == 60;
    const uint32_t flow = extended && m_ledger ? PacketIdentity::Of(message).GetFlow() : 0;
    const bool other = flow != 0 && m_ledger->Get(flow).protocol != "icmp";
    if (next != protocol::ICMPV6 && (!extended || other))
    {
        return;
    }
    uint8_t bytes[8];
    const size_t size = message->CopyData(bytes, sizeof(bytes));
    PacketFacts facts = FactsOf(header, message);
    facts.protocol = protocol::ICMPV6;
    ReadUpperLayer(facts, bytes, size);
    Handle(facts, message);
}

void
IcmpEndpoint::Handle(const PacketFacts& facts, const Ptr<const Packet>& message)
{
    uint8_t bytes[128]; // the ICMP header, and of a quoted packet what tells its flow
    const size_t size = message->CopyData(bytes, sizeof(bytes));
    const bool v4 = facts.family == Family::V4;
    if (size < 8)
    {
        return;
    }
    if (facts.icmpError)
    {
        HandleError(facts, bytes, size);
    }
    else if (facts.icmpType == (v4 ? 0 : 129))
    {
        Notice notice;
        notice.family = facts.family;
        notice.from = facts.source;
        notice.message = message;
        notice.sequence = static_cast<uint16_t>(bytes[6] << 8 | bytes[7]);
        Notify(facts.sourcePort, notice);
    }
    else if (facts.icmpType == (v4 ? 8 : 128))
    {
        HandleRequest(message, facts);
    }
}

void
IcmpEndpoint::HandleRequest(const Ptr<const Packet>& message, const PacketFacts& facts)
{
    const uint32_t flow = PacketIdentity::Of(message).GetFlow();
    if (m_ledger && flow != 0)
    {
        m_ledger->Arrive(flow, m_node->GetId(), facts.source);
        m_ledger->Bind(flow, FlowKey::Of(facts), m_node->GetId());
    }
}

void
IcmpEndpoint::HandleError(const PacketFacts& facts, const uint8_t* bytes, size_t size)
{
    const auto quoted = ReadFacts(bytes + 8, size - 8);
    if (!quoted || quoted->icmpError)
    {
        return;
    }
    Notice notice;
    notice.error = true;
    notice.family = facts.family;
    notice.type = facts.icmpType;
    notice.code = bytes[1];
    notice.from = facts.source;
    // The ICMP header, the quoted IP header, and the sequence number behind the echo's identifier.
    const size_t sequence = 8 + (facts.family == Family::V4 ? 4u * (bytes[8] & 0x0f) : 40) + 6;
    if (sequence + 2 <= size)
    {
        notice.sequence = static_cast<uint16_t>(bytes[sequence] << 8 | bytes[sequence + 1]);
    }
    if (quoted->protocol == protocol::ICMPV4 || quoted->protocol == protocol::ICMPV6)
    {
        Notify(quoted->sourcePort, notice);
    }
}

void
IcmpEndpoint::Notify(uint16_t identifier, const Notice& notice) const
{
    const auto found = m_listeners.find(identifier);
    if (found != m_listeners.end())
    {
        const Listener listener = found->second; // the call may unregister it
        listener(notice);
    }
}

} // namespace ns3::v6lab
