// SPDX-License-Identifier: GPL-2.0-only
#include "model/routing/ipv4-sender.h"

#include "model/routing/first-identification.h"
#include "model/routing/ipv4-fragments.h"
#include "model/routing/ipv4-stack.h"
#include "model/routing/packet-bytes.h"
#include "model/routing/tcp-segments.h"

#include "ns3/node.h"
#include "ns3/socket.h"
#include "ns3/uinteger.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

constexpr uint32_t HEADER = 20;
/** RFC 1812 4.3.2.5: errors have precedence 6, internetwork control. */
constexpr uint8_t ERROR_TOS = 0xc0;

template <typename TagType>
uint8_t
TakeTag(const Ptr<Packet>& packet, uint8_t (TagType::*get)() const, uint8_t otherwise)
{
    TagType tag;
    return packet->RemovePacketTag(tag) ? (tag.*get)() : otherwise;
}

/** ns-3's stack answers with an ICMP error, rather than with an echo reply. */
bool
IsIcmpError(uint8_t protocol, const Ptr<const Packet>& message)
{
    if (protocol != protocol::ICMPV4)
    {
        return false;
    }
    uint8_t head[8];
    PacketFacts facts;
    facts.protocol = protocol;
    ReadUpperLayer(facts, head, message->CopyData(head, sizeof(head)));
    return facts.icmpError;
}

} // namespace

Ipv4Sender::Ipv4Sender(Ipv4Stack& stack)
    : m_stack(stack)
{
}

uint8_t
Ipv4Sender::GetDefaultTtl()
{
    if (m_defaultTtl == 0)
    {
        UintegerValue ttl;
        m_stack.GetAttribute("DefaultTtl", ttl);
        m_defaultTtl = static_cast<uint8_t>(ttl.Get());
    }
    return m_defaultTtl;
}

void
Ipv4Sender::Send(const Ptr<Packet>& payload,
                 Ipv4Address source,
                 Ipv4Address destination,
                 uint8_t protocol,
                 Ptr<Ipv4Route> route)
{
    if (IsIcmpError(protocol, payload))
    {
        ReplaceError(payload);
        return;
    }
    Ipv4Header header;
    header.SetSource(source);
    header.SetDestination(destination);
    header.SetProtocol(protocol);
    header.SetTtl(TakeTag(payload, &SocketIpTtlTag::GetTtl, GetDefaultTtl()));
    header.SetTos(TakeTag(payload, &SocketIpTosTag::GetTos, uint8_t{0}));
    SocketSetDontFragmentTag tag;
    const bool insists = payload->RemovePacketTag(tag) && tag.IsEnabled();
    Oversize oversize = insists ? Oversize::Refuse : Oversize::Fragment;
    if (protocol == protocol::TCP)
    {
        oversize = Oversize::Cut;
    }
    if (insists || protocol == protocol::TCP ||
        (protocol == protocol::UDP && m_stack.GetPlane().IsUdpDontFragment()))
    {
        header.SetDontFragment();
    }
    if (!route)
    {
        // What was asked for many has an answer from one (RFC 1122 3.2.2.6, 3.2.1.3).
        const bool one = protocol != protocol::ICMPV4 || m_stack.IsOurs(source);
        Socket::SocketErrno error;
        header.SetSource(one ? source : Ipv4Address::GetAny());
        route = m_stack.GetLpm().RouteOutput(nullptr, header, nullptr, error);
        header.SetSource(one || !route ? source : route->GetSource());
    }
    if (!route)
    {
        header.SetPayloadSize(static_cast<uint16_t>(payload->GetSize()));
        m_stack.GetPlane().OnUnsent(Reason::NoRoute, payload, FactsOf(header, payload));
        return;
    }
    Emit(payload, header, route, oversize);
}

void
Ipv4Sender::SendWithHeader(const Ptr<Packet>& payload,
                           Ipv4Header header,
                           const Ptr<Ipv4Route>& route)
{
    if (!route)
    {
        m_stack.GetPlane().OnUnsent(Reason::NoRoute, payload, FactsOf(header, payload));
        return;
    }
    Emit(payload, header, route, header.IsDontFragment() ? Oversize::Refuse : Oversize::Fragment);
}

void
Ipv4Sender::Emit(const Ptr<Packet>& payload,
                 Ipv4Header header,
                 const Ptr<Ipv4Route>& route,
                 Oversize oversize)
{
    ForwardingPlane& plane = m_stack.GetPlane();
    const Way way = FindWay(header, route);
    const uint32_t mtu = GetMtu(way, header);
    const bool fits = payload->GetSize() + HEADER <= mtu;
    if (!fits && oversize == Oversize::Cut)
    {
        EmitSegments(payload, header, route, mtu);
        return;
    }
    if (!fits && oversize == Oversize::Refuse)
    {
        RefuseTooBig(payload, header, mtu);
        return;
    }
    if (!fits)
    {
        header.SetMayFragment();
    }
    if (!header.IsDontFragment() && header.GetIdentification() == 0)
    {
        if (!m_identification)
        {
            m_identification = static_cast<uint16_t>(
                FirstIdentification(m_stack.GetPlane().GetObject<ns3::Node>(), Family::V4));
        }
        header.SetIdentification(++*m_identification); // RFC 6864 4.2; atomic datagrams keep 0
    }
    header.SetPayloadSize(static_cast<uint16_t>(payload->GetSize()));
    if (plane.ChecksumEnabled())
    {
        header.EnableChecksum();
    }
    if (plane.NeedsFacts())
    {
        RefuseIfReset(plane, header.GetProtocol(), payload);
        plane.OnSend(payload, FactsOf(header, payload));
    }
    if (fits)
    {
        Hand(payload, header, way);
    }
    else
    {
        for (const auto& [piece, own] : CutPacket(payload, header, mtu))
        {
            Hand(piece, own, way);
        }
    }
}

Ipv4Sender::Way
Ipv4Sender::FindWay(const Ipv4Header& header, const Ptr<Ipv4Route>& route) const
{
    Way way;
    const bool forAll =
        header.GetDestination().IsBroadcast() || header.GetDestination().IsMulticast();
    way.interface = static_cast<uint32_t>(m_stack.GetInterfaceForDevice(route->GetOutputDevice()));
    if (!forAll && !m_stack.GetLpm().IsBoundOnly(way.interface))
    {
        way.detour = m_stack.GetLpm().FindDetour(KeyOf(header.GetDestination()));
    }
    way.target = IsGiven(route->GetGateway()) ? route->GetGateway() : header.GetDestination();
    return way;
}

/** What fits the first link, or the path as far as it is known. */
uint32_t
Ipv4Sender::GetMtu(const Way& way, const Ipv4Header& header) const
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
Ipv4Sender::Hand(const Ptr<Packet>& payload, const Ipv4Header& header, const Way& way)
{
    if (way.detour)
    {
        const auto frame = payload->Copy();
        frame->AddHeader(header);
        if (!way.detour->Take(frame, Family::V4, Arrived()))
        {
            SendRefused(frame, header.GetDestination());
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

/** A detour does not want it, and is not asked again. */
void
Ipv4Sender::SendRefused(const Ptr<Packet>& frame, Ipv4Address destination)
{
    const auto* route = m_stack.GetLpm().Lookup(KeyOf(destination));
    if (route && route->kind == RouteKind::Local)
    {
        m_stack.GiveBack(frame, -1);
    }
    else
    {
        SendNatively(frame, route, destination);
    }
}

/** A packet that starts with its header. */
void
Ipv4Sender::SendNatively(const Ptr<Packet>& frame,
                         const RouteEntry<uint32_t>* route,
                         Ipv4Address destination)
{
    if (!route)
    {
        m_stack.GetPlane().OnDrop(Reason::NoRoute, frame, *FactsOf(frame));
        SendError(icmp::NoRoute(Family::V4), frame, Arrived());
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
Ipv4Sender::Inject(const Ptr<Packet>& frame, Ipv4Address destination, const Detour* from)
{
    Detour* detour = m_stack.GetLpm().FindDetour(KeyOf(destination));
    const bool other = detour && detour != from;
    if (other && detour->Take(frame, Family::V4, Arrived()))
    {
        return;
    }
    const auto* route = m_stack.GetLpm().Lookup(KeyOf(destination));
    if (route && route->kind == RouteKind::Broadcast) // RFC 2644: of others, so not passed on
    {
        m_stack.GetPlane().OnDrop(Reason::BadDestination, frame, *FactsOf(frame));
    }
    else if (other)
    {
        SendRefused(frame, destination);
    }
    else
    {
        SendNatively(frame, route, destination);
    }
}

void
Ipv4Sender::EmitSegments(const Ptr<Packet>& segment,
                         const Ipv4Header& header,
                         const Ptr<Ipv4Route>& route,
                         uint32_t mtu)
{
    const auto pieces = CutTcp(segment,
                               ToCore(header.GetSource()),
                               ToCore(header.GetDestination()),
                               mtu - std::min(mtu, HEADER));
    for (const auto& piece : pieces)
    {
        Emit(piece, header, route, Oversize::Refuse);
    }
    if (pieces.empty())
    {
        RefuseTooBig(segment, header, mtu);
    }
}

/** As Linux: the sender's socket learns of it through an ICMP error from the node itself. */
void
Ipv4Sender::RefuseTooBig(const Ptr<Packet>& payload, const Ipv4Header& header, uint32_t mtu)
{
    m_stack.GetPlane().OnDrop(Reason::FragmentationNeeded, payload, FactsOf(header, payload));
    Ipv4Header own = header;
    own.SetPayloadSize(static_cast<uint16_t>(payload->GetSize()));
    const auto about = payload->Copy();
    about->AddHeader(own);
    SendError(icmp::TooBig(Family::V4, mtu), about, Arrived());
}

void
Ipv4Sender::SendError(const IcmpError& error,
                      const Ptr<const Packet>& about,
                      const Arrived& arrived)
{
    const auto facts = FactsOf(about);
    ForwardingPlane& plane = m_stack.GetPlane();
    auto bytes = BytesOf(about, facts ? facts->length : 0); // without padding of the link
    if (!MaySendIcmpError(error, bytes.data(), bytes.size(), arrived) ||
        (icmp::IsLimited(error, Family::V4) && !plane.MaySendError(Family::V4)))
    {
        return;
    }
    Ipv4Header header;
    header.SetDestination(ToNs3V4(facts->source));
    header.SetProtocol(protocol::ICMPV4);
    header.SetTtl(GetDefaultTtl());
    header.SetTos(ERROR_TOS);
    if (m_stack.IsOurs(ToNs3V4(facts->destination))) // RFC 1122 3.2.2
    {
        header.SetSource(ToNs3V4(facts->destination));
    }
    Socket::SocketErrno unused;
    const auto route = m_stack.GetLpm().RouteOutput(nullptr, header, nullptr, unused);
    if (!route)
    {
        return;
    }
    header.SetSource(route->GetSource()); // RFC 1812 4.3.2.4: of the interface it leaves through
    const auto message = BuildIcmpError(error,
                                        bytes.data(),
                                        bytes.size(),
                                        ToCore(header.GetSource()),
                                        plane.ChecksumEnabled());
    const auto packet = Create<Packet>(message.data(), static_cast<uint32_t>(message.size()));
    plane.StampAnswer(packet, about, *facts);
    Emit(packet, header, route, Oversize::Fragment);
}

/** ns-3 quotes 8 bytes; the packet that it is about is at hand, so that ours can quote it whole. */
void
Ipv4Sender::ReplaceError(const Ptr<Packet>& message)
{
    const auto bytes = BytesOf(message);
    const auto read = ReadIcmpError(Family::V4, bytes.data(), bytes.size());
    if (!read)
    {
        return;
    }
    Arrival* arrival = m_stack.GetPlane().GetArrival();
    const bool port = read->error.type == 3 && read->error.code == 3;
    if (!arrival || !port)
    {
        const auto quoted =
            Create<Packet>(bytes.data() + 8, static_cast<uint32_t>(bytes.size() - 8));
        SendError(read->error, quoted, Arrived());
        return;
    }
    const Ptr<const Packet> about = arrival->GetPacket();
    arrival->Refuse(Reason::NoListener);
    SendError(read->error, about, Arrived());
}

} // namespace ns3::v6lab
