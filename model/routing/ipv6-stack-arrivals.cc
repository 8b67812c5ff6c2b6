// SPDX-License-Identifier: GPL-2.0-only
// What becomes of received frames: refused, translated, forwarded or delivered.
#include "model/core/address-rules.h"
#include "model/core/header-check.h"
#include "model/core/internet-checksum.h"
#include "model/routing/drop-watch.h"
#include "model/routing/ipv6-stack.h"
#include "model/routing/link-frame.h"
#include "model/routing/packet-bytes.h"
#include "model/routing/packet-gate.h"
#include "model/routing/whole-quote.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

constexpr uint32_t IPV6_HEADERS = 100; //!< the IPv6 and the longest TCP header
constexpr uint8_t HOP_BY_HOP = 0;
constexpr uint8_t ESP = 50;
constexpr uint8_t AUTHENTICATION = 51;
constexpr uint8_t NO_NEXT_HEADER = 59;

Key128
DestinationOf(const uint8_t* header)
{
    return KeyOfV6(IpAddress::V6(header + 24));
}

} // namespace

void
Ipv6Stack::ReceiveFrame(Ptr<NetDevice> device,
                        Ptr<const Packet> frame,
                        uint16_t,
                        const Address& from,
                        const Address& to,
                        NetDevice::PacketType type)
{
    if (IsForAnother(*device, to, type))
    {
        return;
    }
    uint8_t head[40];
    const uint32_t size = frame->CopyData(head, sizeof(head));
    if (!IsSoundIpv6(head, size, frame->GetSize()))
    {
        Refuse(Reason::MalformedHeader, frame);
        return;
    }
    const auto interface = static_cast<uint32_t>(GetInterfaceForDevice(device));
    if (!IsUp(interface))
    {
        Refuse(Reason::InterfaceDown, frame);
        return;
    }
    const Key128 destination = DestinationOf(head);
    // RFC 4291 2.5.3: the loopback address does not come from outside.
    if (interface != 0 && destination.high == 0 && destination.low == 1)
    {
        Refuse(Reason::BadDestination, frame);
        return;
    }
    Arrived arrived = ArrivedAs(type);
    arrived.onInterface = static_cast<int32_t>(interface);
    if ((m_plane->GetGate() && !EnterGate(device, frame, destination, arrived)) ||
        TakeDetour(frame, destination, type))
    {
        return;
    }
    const auto* route = m_lpm->Lookup(destination);
    // ns-3 processes hop-by-hop options, which concern routers too, and then asks RouteInput().
    if (rules::IsMulticast(destination) || (route && route->kind == RouteKind::Local) ||
        head[6] == HOP_BY_HOP)
    {
        Deliver(device, frame, from, to, type);
        return;
    }
    Forward(frame, interface, route, arrived);
}

/** False: that was all for the packet. */
bool
Ipv6Stack::EnterGate(const Ptr<NetDevice>& device,
                     const Ptr<const Packet>& frame,
                     const Key128& destination,
                     const Arrived& arrived)
{
    const auto passage = m_plane->GetGate()->Enter(frame, device, IsOurs(FromKey(destination)));
    if (passage.way == Passage::Way::Translated)
    {
        const auto& to = passage.rewrite.destination;
        const auto* route = m_lpm->Lookup(to ? KeyOfV6(*to) : destination);
        Forward(frame, static_cast<uint32_t>(arrived.onInterface), route, arrived, &passage);
    }
    return passage.way == Passage::Way::On;
}

bool
Ipv6Stack::TakeDetour(const Ptr<const Packet>& frame,
                      const Key128& destination,
                      NetDevice::PacketType type)
{
    Detour* detour = m_lpm->FindDetour(destination);
    return detour && detour->Take(frame, Family::V6, ArrivedAs(type));
}

void
Ipv6Stack::Deliver(const Ptr<NetDevice>& device,
                   const Ptr<const Packet>& frame,
                   const Address& from,
                   const Address& to,
                   NetDevice::PacketType type)
{
    uint8_t head[40];
    frame->CopyData(head, sizeof(head));
    const Key128 destination = DestinationOf(head);
    const auto* route = m_lpm->Lookup(destination);
    const bool ours = route && route->kind == RouteKind::Local;
    const auto total = static_cast<uint32_t>(40 + (head[4] << 8 | head[5]));
    // The headers are enough for transport protocols, unless bad checksums are to be named.
    const bool light =
        !m_plane->IsWatched() && (head[6] == protocol::UDP || head[6] == protocol::TCP);
    const auto bytes = BytesOf(frame, light ? std::min(total, IPV6_HEADERS) : total);
    if (!ours && !rules::IsMulticast(destination)) // hop-by-hop options on their way through
    {
        size_t upper = 0;
        uint8_t protocol = 0;
        if (!IsSoundChain(bytes.data(), bytes.size(), upper, protocol))
        {
            Refuse(Reason::MalformedHeader, frame);
            return;
        }
        Ipv6L3Protocol::Receive(device, frame, PROT_NUMBER, from, to, type);
        return;
    }
    const bool discovery =
        head[6] == protocol::ICMPV6 && bytes.size() > 40 && bytes[40] >= 133 && bytes[40] <= 137;
    const auto interface = static_cast<uint32_t>(GetInterfaceForDevice(device));
    if (IsDeliverable(device, frame, bytes, total) &&
        !(discovery && TakeDiscovery(interface, frame, bytes)))
    {
        Arrival arrival(*m_plane, frame, discovery || !ours); // multicast is not traced
        const auto given = WithWholeQuote(frame, bytes);
        Ipv6L3Protocol::Receive(device, given, PROT_NUMBER, from, to, type);
    }
}

/** Refuses what ns-3's parsers could not stand; false as well if there is nothing to parse. */
bool
Ipv6Stack::IsDeliverable(const Ptr<NetDevice>& device,
                         const Ptr<const Packet>& frame,
                         const std::vector<uint8_t>& bytes,
                         uint32_t total)
{
    size_t upper = 0;
    uint8_t protocol = 0;
    if (!IsSoundChain(bytes.data(), bytes.size(), upper, protocol))
    {
        Refuse(Reason::MalformedHeader, frame);
        return false;
    }
    if (protocol == ESP || protocol == AUTHENTICATION) // ns-3 would never come to their end
    {
        Refuse(Reason::UnknownProtocol, frame);
        SendError({4, 1, static_cast<uint32_t>(upper)}, frame, Arrived());
        return false;
    }
    const uint8_t* message = bytes.data() + upper;
    const size_t atHand = bytes.size() - upper;
    if (atHand > 0 && !IsSoundUpper(Family::V6, protocol, message, atHand, total - upper))
    {
        Refuse(Reason::MalformedHeader, frame);
        return false;
    }
    const bool whole = atHand > 0 && bytes.size() == total;
    if (whole && m_plane->ChecksumEnabled() &&
        !HasRightChecksum(IpAddress::V6(bytes.data() + 8),
                          IpAddress::V6(bytes.data() + 24),
                          protocol,
                          message,
                          atHand))
    {
        Refuse(Reason::BadChecksum, frame);
        return false;
    }
    if (whole && protocol == protocol::ICMPV6)
    {
        if (upper > 40 && (message[0] == RouterMessage::SOLICITATION ||
                           message[0] == RouterMessage::ADVERTISEMENT)) // RFC 6980 5, and more
        {
            Refuse(Reason::BadRouterMessage, frame);
            return false;
        }
        LearnFromError(device, message, atHand);
    }
    if (whole && protocol == protocol::UDP)
    {
        WatchUdpPort(*m_plane, static_cast<uint16_t>(message[2] << 8 | message[3]));
    }
    if (protocol == NO_NEXT_HEADER) // RFC 8200 4.7: it has arrived, and there is nothing to do
    {
        const Arrival arrival(*m_plane, frame, bytes[24] == 0xff);
        return false;
    }
    return true;
}

/** True if ns-3 is not to get a neighbour discovery message. */
bool
Ipv6Stack::TakeDiscovery(uint32_t interface,
                         const Ptr<const Packet>& frame,
                         const std::vector<uint8_t>& bytes)
{
    const auto verdict = m_takers.Show(interface, bytes);
    if (verdict == RouterMessageTaker::Verdict::Refused)
    {
        Refuse(Reason::BadRouterMessage, frame);
        return true;
    }
    // ns-3 learns neighbours of solicitations. Hosts that ask for no routers listen to none.
    return bytes[40] == RouterMessage::ADVERTISEMENT &&
           (verdict == RouterMessageTaker::Verdict::Taken || !m_plane->SolicitsRouters());
}

/** RFC 8201 4: only for what we sent ourselves. */
void
Ipv6Stack::LearnFromError(const Ptr<NetDevice>& device, const uint8_t* message, size_t size)
{
    const auto read = ReadIcmpError(Family::V6, message, size);
    if (!read || read->error.type != 2 || !IsOurs(ToNs3V6(read->quoted.source)) ||
        IsOurs(ToNs3V6(read->quoted.destination)))
    {
        return;
    }
    const auto& quoted = read->quoted;
    const int32_t interface = GetInterfaceForDevice(device);
    if (interface >= 0 && m_lpm->IsBoundOnly(static_cast<uint32_t>(interface)))
    {
        m_boundPathMtus.Learn(static_cast<uint32_t>(interface),
                              quoted.destination,
                              read->error.parameter,
                              quoted.length);
        return;
    }
    m_plane->LearnPathMtu(quoted.destination, read->error.parameter, quoted.length);
}

uint32_t
Ipv6Stack::GetPathMtu(const IpAddress& destination, uint32_t interface) const
{
    return m_lpm->IsBoundOnly(interface) ? m_boundPathMtus.Get(interface, destination)
                                         : m_plane->GetPathMtu(destination);
}

void
Ipv6Stack::Refuse(Reason reason, const Ptr<const Packet>& frame)
{
    PacketFacts unreadable;
    unreadable.family = Family::V6;
    unreadable.length = frame->GetSize();
    m_plane->OnDrop(reason, frame, FactsOf(frame).value_or(unreadable));
}

} // namespace ns3::v6lab
