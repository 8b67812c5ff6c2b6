// SPDX-License-Identifier: GPL-2.0-only
#include "model/routing/ipv6-sender.h"

#include "model/core/fragment.h"
#include "model/routing/first-identification.h"
#include "model/routing/ipv6-stack.h"
#include "model/routing/packet-bytes.h"
#include "model/routing/tcp-segments.h"
#include "model/trace/raw-header.h"

#include "ns3/ipv6-interface.h"
#include "ns3/node.h"
#include "ns3/socket.h"
#include "ns3/uinteger.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

constexpr uint32_t HEADER = 40;
constexpr uint32_t FRAGMENT_HEADER = 8;

uint8_t
IcmpTypeOf(uint8_t protocol, const Ptr<const Packet>& message)
{
    uint8_t type = 0;
    if (protocol == protocol::ICMPV6)
    {
        message->CopyData(&type, 1);
    }
    return type;
}

/** RFC 4861: router and neighbour messages and redirects; not traced. */
bool
IsNeighbourDiscovery(uint8_t icmpType)
{
    return icmpType >= 133 && icmpType <= 137;
}

/** RFC 8200 4.5. */
RawHeader
FragmentHeader(uint8_t nextHeader, const FragmentPiece& piece, uint32_t identification)
{
    const uint32_t offset = piece.offset | (piece.more ? 1 : 0);
    return RawHeader({nextHeader,
                      0,
                      static_cast<uint8_t>(offset >> 8),
                      static_cast<uint8_t>(offset),
                      static_cast<uint8_t>(identification >> 24),
                      static_cast<uint8_t>(identification >> 16),
                      static_cast<uint8_t>(identification >> 8),
                      static_cast<uint8_t>(identification)});
}

} // namespace

Ipv6Sender::Ipv6Sender(Ipv6Stack& stack)
    : m_stack(stack)
{
}

uint8_t
Ipv6Sender::GetDefaultHopLimit()
{
    if (m_defaultHopLimit == 0)
    {
        UintegerValue limit;
        m_stack.GetAttribute("DefaultTtl", limit);
        m_defaultHopLimit = static_cast<uint8_t>(limit.Get());
    }
    return m_defaultHopLimit;
}

void
Ipv6Sender::Send(const Ptr<Packet>& payload,
                 const Ipv6Address& source,
                 const Ipv6Address& destination,
                 uint8_t protocol,
                 Ptr<Ipv6Route> route)
{
    const uint8_t icmpType = IcmpTypeOf(protocol, payload);
    if (icmpType > 0 && icmpType < 128)
    {
        ReplaceError(payload);
        return;
    }
    Ipv6Header header;
    header.SetFlowLabel(0); // ns-3's default is 1
    header.SetSource(source);
    header.SetDestination(destination);
    header.SetNextHeader(protocol);
    SocketIpv6HopLimitTag limit;
    header.SetHopLimit(payload->RemovePacketTag(limit) ? limit.GetHopLimit() : 0);
    SocketIpv6TclassTag tclass;
    header.SetTrafficClass(payload->RemovePacketTag(tclass) ? tclass.GetTclass() : 0);
    if (!route)
    {
        Socket::SocketErrno error;
        route = m_stack.GetLpm().RouteOutput(nullptr, header, nullptr, error);
    }
    if (route)
    {
        Emit(payload, header, route);
    }
    else if (!IsNeighbourDiscovery(icmpType))
    {
        if (header.GetHopLimit() == 0)
        {
            header.SetHopLimit(GetDefaultHopLimit());
        }
        m_stack.GetPlane().OnUnsent(Reason::NoRoute, payload, FactsOf(header, payload));
    }
}

void
Ipv6Sender::Emit(const Ptr<Packet>& payload, Ipv6Header header, const Ptr<Ipv6Route>& route)
{
    ForwardingPlane& plane = m_stack.GetPlane();
    const Way way = FindWay(header, route);
    if (header.GetHopLimit() == 0) // nobody said: RFC 4861 6.3.4, or the node's own default
    {
        const uint8_t advertised = m_stack.GetHopLimit(way.interface);
        header.SetHopLimit(advertised > 0 ? advertised : GetDefaultHopLimit());
    }
    const uint32_t mtu = GetMtu(way, header);
    const bool fits = payload->GetSize() + HEADER <= mtu;
    if (!fits && header.GetNextHeader() == protocol::TCP)
    {
        for (const auto& piece : CutTcp(payload,
                                        ToCore(header.GetSource()),
                                        ToCore(header.GetDestination()),
                                        mtu - HEADER))
        {
            Emit(piece, header, route);
        }
        return;
    }
    header.SetPayloadLength(static_cast<uint16_t>(payload->GetSize()));
    const bool quiet = IsNeighbourDiscovery(IcmpTypeOf(header.GetNextHeader(), payload)) ||
                       header.GetDestination().IsMulticast();
    if (plane.NeedsFacts() && !quiet)
    {
        RefuseIfReset(plane, header.GetNextHeader(), payload);
        plane.OnSend(payload, FactsOf(header, payload));
    }
    if (fits)
    {
        Hand(payload, header, way);
    }
    else
    {
        EmitFragments(payload, header, way, mtu);
    }
}

void
Ipv6Sender::EmitFragments(const Ptr<Packet>& payload,
                          const Ipv6Header& header,
                          const Way& way,
                          uint32_t mtu)
{
    // Of its own: what carries a fragment through a tunnel may be cut before the next one leaves.
    if (!m_identification)
    {
        m_identification =
            FirstIdentification(m_stack.GetPlane().GetObject<ns3::Node>(), Family::V6);
    }
    const uint32_t identification = ++*m_identification;
    for (const auto& piece :
         CutPayload(payload->GetSize(), mtu - HEADER - FRAGMENT_HEADER, 0, false))
    {
        const auto fragment = payload->CreateFragment(piece.start, piece.length);
        fragment->AddHeader(FragmentHeader(header.GetNextHeader(), piece, identification));
        Ipv6Header own = header;
        own.SetNextHeader(protocol::FRAGMENT);
        own.SetPayloadLength(static_cast<uint16_t>(fragment->GetSize()));
        Hand(fragment, own, way);
    }
}

Ipv6Sender::Way
Ipv6Sender::FindWay(const Ipv6Header& header, const Ptr<Ipv6Route>& route) const
{
    Way way;
    way.interface = static_cast<uint32_t>(m_stack.GetInterfaceForDevice(route->GetOutputDevice()));
    if (!m_stack.GetLpm().IsBoundOnly(way.interface))
    {
        way.detour = m_stack.GetLpm().FindDetour(KeyOf(header.GetDestination()));
    }
    way.target = IsGiven(route->GetGateway()) ? route->GetGateway() : header.GetDestination();
    return way;
}

/** What fits the first link, or the path as far as it is known. */
uint32_t
Ipv6Sender::GetMtu(const Way& way, const Ipv6Header& header) const
{
    const IpAddress destination = ToCore(header.GetDestination());
    if (!way.detour && m_stack.IsOurs(header.GetDestination()))
    {
        return 0xffff;
    }
    const uint32_t first =
        way.detour ? way.detour->GetMtu(destination) : m_stack.GetMtu(way.interface);
    const uint32_t path = m_stack.GetPathMtu(destination, way.interface);
    return path == 0 ? first : std::min(first, path);
}

void
Ipv6Sender::Hand(const Ptr<Packet>& payload, const Ipv6Header& header, const Way& way)
{
    if (way.detour)
    {
        const auto frame = payload->Copy();
        frame->AddHeader(header);
        if (!way.detour->Take(frame, Family::V6, Arrived()))
        {
            SendNatively(frame, header.GetDestination());
        }
    }
    else if (m_stack.IsOurs(header.GetDestination()))
    {
        payload->AddHeader(header);
        m_stack.Loop(payload, way.interface);
    }
    else
    {
        m_stack.Transmit(payload, header, way.interface, way.target);
    }
}

/** A packet that starts with its header. */
void
Ipv6Sender::SendNatively(const Ptr<Packet>& frame, const Ipv6Address& destination)
{
    const auto* route = m_stack.GetLpm().Lookup(KeyOf(destination));
    if (!route)
    {
        m_stack.GetPlane().OnDrop(Reason::NoRoute, frame, *FactsOf(frame));
        SendError(icmp::NoRoute(Family::V6), frame, Arrived());
    }
    else if (route->kind == RouteKind::Local)
    {
        m_stack.Loop(frame, route->interface);
    }
    else
    {
        m_stack.Transmit(frame,
                         route->interface,
                         route->onLink ? destination : FromKey(route->gateway));
    }
}

void
Ipv6Sender::Inject(const Ptr<Packet>& frame, const Ipv6Address& destination, const Detour* from)
{
    Detour* detour = m_stack.GetLpm().FindDetour(KeyOf(destination));
    if (!detour || detour == from || !detour->Take(frame, Family::V6, Arrived()))
    {
        SendNatively(frame, destination);
    }
}

void
Ipv6Sender::SendError(const IcmpError& error,
                      const Ptr<const Packet>& about,
                      const Arrived& arrived)
{
    const auto facts = FactsOf(about);
    ForwardingPlane& plane = m_stack.GetPlane();
    const auto bytes = BytesOf(about, facts ? facts->length : 0); // without padding of the link
    if (!MaySendIcmpError(error, bytes.data(), bytes.size(), arrived) ||
        (icmp::IsLimited(error, Family::V6) && !plane.MaySendError(Family::V6)))
    {
        return;
    }
    Ipv6Header header;
    header.SetFlowLabel(0);
    header.SetDestination(ToNs3V6(facts->source));
    header.SetNextHeader(protocol::ICMPV6);
    header.SetHopLimit(GetDefaultHopLimit());
    if (m_stack.IsOurs(ToNs3V6(facts->destination))) // RFC 4443 2.2(a)
    {
        header.SetSource(ToNs3V6(facts->destination));
    }
    Socket::SocketErrno unused;
    const bool onLink = facts->source.IsLinkLocal() && arrived.onInterface >= 0;
    const auto device =
        onLink ? m_stack.GetNetDevice(static_cast<uint32_t>(arrived.onInterface)) : nullptr;
    const auto route = m_stack.GetLpm().RouteOutput(nullptr, header, device, unused);
    if (!route)
    {
        return;
    }
    header.SetSource(route->GetSource());
    const auto message =
        BuildIcmpError(error, bytes.data(), bytes.size(), ToCore(route->GetSource()), true);
    const auto packet = Create<Packet>(message.data(), static_cast<uint32_t>(message.size()));
    plane.StampAnswer(packet, about, *facts);
    Emit(packet, header, route);
}

/** ns-3 makes its errors of the packet that they are about: it is still the one on record. */
Ptr<Packet>
Ipv6Sender::QuotedIn(const Ptr<const Packet>& message)
{
    const auto quoted = message->Copy();
    quoted->RemoveAtStart(8);
    const auto facts = FactsOf(quoted);
    if (facts && facts->length < quoted->GetSize()) // it stands behind its quote once more
    {
        quoted->RemoveAtEnd(quoted->GetSize() - facts->length);
    }
    return quoted;
}

/** ns-3 sends its errors without limit, and some to the wrong node. */
void
Ipv6Sender::ReplaceError(const Ptr<Packet>& message)
{
    const auto bytes = BytesOf(message);
    const auto read = ReadIcmpError(Family::V6, bytes.data(), bytes.size());
    if (!read)
    {
        return;
    }
    const auto quoted = QuotedIn(message);
    Arrival* arrival = m_stack.GetPlane().GetArrival();
    if (read->error.type == 1 && read->error.code == 4 && arrival)
    {
        const Ptr<const Packet> about = arrival->GetPacket();
        arrival->Refuse(Reason::NoListener);
        SendError(read->error, about, Arrived());
        return;
    }
    if (read->error.type == 4 && arrival)
    {
        arrival->Refuse(read->error.code == 1 ? Reason::UnknownProtocol : Reason::MalformedHeader);
    }
    if (read->error.type == 1 && read->error.code == 3)
    {
        return; // of the first packet that waited for a neighbour: WaitingPackets tells of all
    }
    SendError(read->error, quoted, Arrived());
}

void
Ipv6Sender::DropUnresolved(Reason reason, const Ptr<const Packet>& packet, bool own)
{
    const auto facts = FactsOf(packet);
    if (!facts || (facts->protocol == protocol::ICMPV6 && IsNeighbourDiscovery(facts->icmpType)))
    {
        return;
    }
    m_stack.GetPlane().OnDrop(reason, packet, *facts);
    // RFC 4861 7.2.2; nobody has an address any more that was ours when it was sent.
    if (reason == Reason::NeighbourUnreachable && (!own || m_stack.IsOurs(ToNs3V6(facts->source))))
    {
        SendError(icmp::HostUnreachable(Family::V6), packet, Arrived());
    }
}

} // namespace ns3::v6lab
