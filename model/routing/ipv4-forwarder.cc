// SPDX-License-Identifier: GPL-2.0-only
#include "model/routing/ipv4-forwarder.h"

#include "model/core/address-rules.h"
#include "model/routing/ipv4-fragments.h"
#include "model/routing/ipv4-stack.h"
#include "model/routing/packet-bytes.h"
#include "model/routing/packet-gate.h"
#include "model/routing/rewritten-packet.h"

#include "ns3/node.h"
#include "ns3/socket.h"

namespace ns3::v6lab
{

namespace
{

/** ns-3's queue discs sort by this tag; as Ipv4L3Protocol sets it when it forwards. */
void
TagPriority(const Ptr<Packet>& packet, uint8_t tos)
{
    if (tos != 0)
    {
        SocketPriorityTag tag;
        tag.SetPriority(Socket::IpTos2Priority(tos));
        packet->ReplacePacketTag(tag);
    }
}

/** Takes the header off, and the padding of the link. */
Ptr<Packet>
Open(Ptr<Packet> packet, Ipv4Header& header)
{
    packet->RemoveHeader(header);
    if (packet->GetSize() > header.GetPayloadSize())
    {
        packet->RemoveAtEnd(packet->GetSize() - header.GetPayloadSize());
    }
    return packet;
}

} // namespace

Ipv4Forwarder::Ipv4Forwarder(Ipv4Stack& stack)
    : m_stack(stack)
{
}

Reason
Ipv4Forwarder::Judge(const Ipv4Header& header, const RouteEntry<uint32_t>* route) const
{
    if (!m_stack.GetPlane().IsForwarding())
    {
        return Reason::NotForwarding;
    }
    const Reason martian =
        rules::MayForward(header.GetSource().Get(), header.GetDestination().Get());
    if (martian != Reason::None)
    {
        return martian;
    }
    if (!route)
    {
        return Reason::NoRoute;
    }
    if (route->kind == RouteKind::Broadcast) // RFC 2644: directed broadcasts are not forwarded
    {
        return Reason::BadDestination;
    }
    return header.GetTtl() <= 1 ? Reason::HopLimitExceeded : Reason::None;
}

void
Ipv4Forwarder::Forward(const Ptr<const Packet>& frame,
                       const RouteEntry<uint32_t>* route,
                       const Arrived& arrived,
                       const Passage* passage) const
{
    Ipv4Header header;
    if (m_stack.GetPlane().ChecksumEnabled())
    {
        header.EnableChecksum();
    }
    Ptr<Packet> payload = Open(frame->Copy(), header);
    Reason reason = header.IsChecksumOk() ? Judge(header, route) : Reason::BadChecksum;
    if (reason == Reason::None && arrived.linkBroadcast)
    {
        reason = Reason::LinkBroadcast;
    }
    uint32_t mtu = 0;
    if (reason == Reason::None)
    {
        mtu = m_stack.GetMtu(route->interface);
        const bool stuck = header.IsDontFragment() || mtu < PathMtuCache::MINIMUM_V4;
        reason = payload->GetSize() + 20 > mtu && stuck ? Reason::FragmentationNeeded : reason;
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
    header.SetTtl(static_cast<uint8_t>(header.GetTtl() - 1));
    TagPriority(payload, header.GetTos());
    if (payload->GetSize() + 20 <= mtu)
    {
        Pass(frame, payload, header, *route, passage);
        return;
    }
    for (const auto& [piece, pieceHeader] : CutPacket(payload, header, mtu))
    {
        Pass(frame, piece, pieceHeader, *route, passage);
    }
}

void
Ipv4Forwarder::Pass(const Ptr<const Packet>& frame,
                    const Ptr<Packet>& payload,
                    const Ipv4Header& header,
                    const RouteEntry<uint32_t>& route,
                    const Passage* passage) const
{
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
                     route.interface,
                     route.onLink ? header.GetDestination() : Ipv4Address(route.gateway));
}

void
Ipv4Forwarder::Refuse(Reason reason,
                      const Ptr<const Packet>& frame,
                      const Arrived& arrived,
                      uint32_t mtu) const
{
    if (const auto facts = FactsOf(frame))
    {
        m_stack.GetPlane().OnDrop(reason, frame, *facts);
    }
    switch (reason) // RFC 1812 5.3.7 and 5.2.2: the others are dropped in silence
    {
    case Reason::NoRoute:
        m_stack.SendError(icmp::NoRoute(Family::V4), frame, arrived);
        break;
    case Reason::HopLimitExceeded:
        m_stack.SendError(icmp::TimeExceeded(Family::V4), frame, arrived);
        break;
    case Reason::FragmentationNeeded:
        m_stack.SendError(icmp::TooBig(Family::V4, mtu), frame, arrived);
        break;
    default:
        break;
    }
}

} // namespace ns3::v6lab
