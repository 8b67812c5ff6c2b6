// SPDX-License-Identifier: GPL-2.0-only
#include "model/routing/ipv6-forwarder.h"

#include "model/core/address-rules.h"
#include "model/routing/ipv6-stack.h"
#include "model/routing/packet-bytes.h"
#include "model/routing/packet-gate.h"
#include "model/routing/rewritten-packet.h"

#include "ns3/socket.h"

namespace ns3::v6lab
{

namespace
{

/** Takes the header off, and the padding of the link. */
Ptr<Packet>
Open(Ptr<Packet> packet, Ipv6Header& header)
{
    packet->RemoveHeader(header);
    if (packet->GetSize() > header.GetPayloadLength())
    {
        packet->RemoveAtEnd(packet->GetSize() - header.GetPayloadLength());
    }
    return packet;
}

} // namespace

Ipv6Forwarder::Ipv6Forwarder(Ipv6Stack& stack)
    : m_stack(stack)
{
}

Reason
Ipv6Forwarder::Judge(const Ipv6Header& header,
                     uint32_t interface,
                     const RouteEntry<Key128>* route) const
{
    if (!m_stack.GetPlane().IsForwarding())
    {
        return Reason::NotForwarding;
    }
    const Reason martian =
        rules::MayForward(KeyOf(header.GetSource()), KeyOf(header.GetDestination()));
    if (martian != Reason::None)
    {
        return martian;
    }
    if (!route)
    {
        return Reason::NoRoute;
    }
    // RFC 4443 3.1: not back onto the point-to-point link whose own subnet it is for.
    if (route->interface == interface && route->kind == RouteKind::Connected &&
        m_stack.IsPointToPoint(interface))
    {
        return Reason::NeighbourUnreachable;
    }
    return header.GetHopLimit() <= 1 ? Reason::HopLimitExceeded : Reason::None;
}

void
Ipv6Forwarder::Forward(const Ptr<const Packet>& frame,
                       uint32_t interface,
                       const RouteEntry<Key128>* route,
                       const Arrived& arrived,
                       const Passage* passage) const
{
    Ipv6Header header;
    Ptr<Packet> payload = Open(frame->Copy(), header);
    Reason reason = Judge(header, interface, route);
    uint32_t mtu = 0;
    if (reason == Reason::None)
    {
        mtu = m_stack.GetMtu(route->interface);
        reason = payload->GetSize() + 40 > mtu ? Reason::PacketTooBig : reason;
    }
    if (reason != Reason::None)
    {
        Refuse(reason, frame, arrived, mtu);
        return;
    }
    if (passage)
    {
        const bool checksums = m_stack.GetPlane().ChecksumEnabled();
        payload = Open(Rewritten(frame, passage->rewrite, checksums), header);
    }
    header.SetHopLimit(static_cast<uint8_t>(header.GetHopLimit() - 1));
    SocketPriorityTag priority; // was for the queues of the node before
    payload->RemovePacketTag(priority);
    ForwardingPlane& plane = m_stack.GetPlane();
    if (passage && plane.IsWatched())
    {
        plane.OnTranslate(frame, *FactsOf(frame), FactsOf(header, payload), passage->rule);
    }
    else if (plane.IsWatched())
    {
        plane.OnForward(frame, *FactsOf(frame), FactsOf(header, payload));
    }
    m_stack.Transmit(payload,
                     header,
                     route->interface,
                     route->onLink ? header.GetDestination() : FromKey(route->gateway));
}

void
Ipv6Forwarder::Refuse(Reason reason,
                      const Ptr<const Packet>& frame,
                      const Arrived& arrived,
                      uint32_t mtu) const
{
    const auto facts = FactsOf(frame);
    if (facts)
    {
        m_stack.GetPlane().OnDrop(reason, frame, *facts);
    }
    switch (reason)
    {
    case Reason::NoRoute:
        m_stack.SendError(icmp::NoRoute(Family::V6), frame, arrived);
        break;
    case Reason::NeighbourUnreachable:
        m_stack.SendError(icmp::HostUnreachable(Family::V6), frame, arrived);
        break;
    case Reason::HopLimitExceeded:
        m_stack.SendError(icmp::TimeExceeded(Family::V6), frame, arrived);
        break;
    case Reason::PacketTooBig:
        m_stack.SendError(icmp::TooBig(Family::V6, mtu), frame, arrived);
        break;
    case Reason::BadSource:
        // A link-local source is no martian: its owner, on this link, sent it too far.
        if (facts && facts->source.IsLinkLocal() && !facts->destination.IsLinkLocal())
        {
            m_stack.SendError(icmp::BeyondScope(), frame, arrived);
        }
        break;
    default: // the others are dropped in silence
        break;
    }
}

} // namespace ns3::v6lab
