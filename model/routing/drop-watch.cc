// SPDX-License-Identifier: GPL-2.0-only
#include "model/routing/drop-watch.h"

#include "model/routing/forwarding-plane.h"
#include "model/routing/ipv4-stack.h"
#include "model/routing/packet-bytes.h"

#include "ns3/arp-l3-protocol.h"
#include "ns3/ipv6-l3-protocol.h"
#include "ns3/mac48-address.h"
#include "ns3/net-device.h"
#include "ns3/object-vector.h"
#include "ns3/traffic-control-layer.h"
#include "ns3/udp-l4-protocol.h"

namespace ns3::v6lab
{

namespace
{

Reason
ReasonOf(Ipv4L3Protocol::DropReason reason)
{
    switch (reason)
    {
    case Ipv4L3Protocol::DROP_TTL_EXPIRED:
        return Reason::HopLimitExceeded;
    case Ipv4L3Protocol::DROP_NO_ROUTE:
    case Ipv4L3Protocol::DROP_ROUTE_ERROR:
        return Reason::NoRoute;
    case Ipv4L3Protocol::DROP_BAD_CHECKSUM:
        return Reason::BadChecksum;
    case Ipv4L3Protocol::DROP_INTERFACE_DOWN:
        return Reason::InterfaceDown;
    case Ipv4L3Protocol::DROP_FRAGMENT_TIMEOUT:
        return Reason::ReassemblyTimeout;
    default:
        return Reason::None;
    }
}

Reason
ReasonOf(Ipv6L3Protocol::DropReason reason)
{
    switch (reason)
    {
    case Ipv6L3Protocol::DROP_TTL_EXPIRED:
        return Reason::HopLimitExceeded;
    case Ipv6L3Protocol::DROP_NO_ROUTE:
    case Ipv6L3Protocol::DROP_ROUTE_ERROR:
        return Reason::NoRoute;
    case Ipv6L3Protocol::DROP_INTERFACE_DOWN:
        return Reason::InterfaceDown;
    case Ipv6L3Protocol::DROP_UNKNOWN_PROTOCOL:
        return Reason::UnknownProtocol;
    case Ipv6L3Protocol::DROP_UNKNOWN_OPTION:
    case Ipv6L3Protocol::DROP_MALFORMED_HEADER:
        return Reason::MalformedHeader;
    case Ipv6L3Protocol::DROP_FRAGMENT_TIMEOUT:
        return Reason::ReassemblyTimeout;
    default:
        return Reason::None;
    }
}

/** Of the packet that is arriving, or else of the one that ns-3 names; multicast does not count. */
void
Report(ForwardingPlane* plane,
       Reason reason,
       const Ptr<const Packet>& packet,
       const PacketFacts& facts)
{
    if (plane->GetArrival())
    {
        plane->GetArrival()->Refuse(reason);
    }
    else if (reason != Reason::None && !facts.destination.IsMulticast())
    {
        plane->OnDrop(reason, packet, facts);
    }
}

/** The pieces of a packet that there are, which IPv4's do not say the packet of. */
Ptr<const Packet>
WithIdentity(ForwardingPlane* plane, const Ipv4Header& header, const Ptr<const Packet>& pieces)
{
    const auto known = plane->GetObject<Ipv4Stack>()->IdentityOfFragments(header);
    if (known.GetFlow() == 0 || PacketIdentity::Of(pieces).GetFlow() != 0)
    {
        return pieces;
    }
    const auto packet = pieces->Copy();
    packet->AddPacketTag(known);
    return packet;
}

Ptr<const Packet>
WithIdentity(ForwardingPlane*, const Ipv6Header&, const Ptr<const Packet>& pieces)
{
    return pieces;
}

template <typename HeaderType, typename ReasonType, typename Ip>
void
OnIpDrop(ForwardingPlane* plane,
         const HeaderType& header,
         Ptr<const Packet> payload,
         ReasonType reason,
         Ptr<Ip>,
         uint32_t)
{
    if (reason == ReasonType::DROP_FRAGMENT_TIMEOUT)
    {
        // A timer's drop belongs to no packet that arrives at the moment.
        const Ptr<const Packet> partial = payload ? payload : Create<const Packet>(); // may lack
        const auto facts = FactsOf(header, partial);
        plane->OnDrop(Reason::ReassemblyTimeout, WithIdentity(plane, header, partial), facts);
        return;
    }
    Report(plane, ReasonOf(reason), payload, FactsOf(header, payload));
}

/** A packet that ns-3 gives with its IP header in front. */
void
OnUnreachable(ForwardingPlane* plane, Ptr<const Packet> packet)
{
    const auto facts = FactsOf(packet);
    if (!facts) // ns-3 also traces ARP messages here
    {
        return;
    }
    plane->OnDrop(Reason::NeighbourUnreachable, packet, *facts);
    plane->GetObject<Ipv4Stack>()->SendError(icmp::HostUnreachable(Family::V4), packet, Arrived());
}

void
OnQueueFull(ForwardingPlane* plane, Ptr<const Packet> packet)
{
    if (const auto facts = FactsOf(packet); facts && !facts->destination.IsMulticast())
    {
        plane->OnDrop(Reason::QueueFull, packet, *facts);
    }
}

constexpr uint32_t ETHERNET_HEADER = 14;

/** PPP and Ethernet leave an EtherType or PPP protocol in front of the IP header. */
uint32_t
LinkHeaderSize(const Ptr<const Packet>& frame)
{
    uint8_t head[16] = {};
    frame->CopyData(head, sizeof(head));
    const auto is = [&head](size_t at, uint8_t high, uint8_t low) {
        return head[at] == high && head[at + 1] == low;
    };
    if (head[0] >> 4 == 4 || head[0] >> 4 == 6) // no PPP protocol or ns-3 MAC address starts so
    {
        return 0;
    }
    if (is(0, 0x00, 0x21) || is(0, 0x00, 0x57)) // RFC 1332 2, RFC 5072 3
    {
        return 2;
    }
    return is(12, 0x08, 0x00) || is(12, 0x86, 0xdd) ? ETHERNET_HEADER : 0;
}

void
TellFrame(ForwardingPlane* plane, const Ptr<const Packet>& frame, Reason reason)
{
    const auto packet = frame->Copy();
    packet->RemoveAtStart(LinkHeaderSize(frame));
    const auto facts = FactsOf(packet);
    if (facts && !facts->destination.IsMulticast())
    {
        plane->OnDrop(reason, packet, *facts);
    }
}

void
OnDeviceDrop(ForwardingPlane* plane, Ptr<const Packet> frame)
{
    // A link that is down refuses before it adds its header.
    const bool down = LinkHeaderSize(frame) == 0;
    TellFrame(plane, frame, down ? Reason::InterfaceDown : Reason::QueueFull);
}

/** What an Ethernet gives up after too many attempts on a busy bus. */
void
OnBusyBus(ForwardingPlane* plane, Ptr<const Packet> frame)
{
    TellFrame(plane, frame, Reason::ExcessiveDeferral);
}

/** On an Ethernet every device receives every frame; another one tells of those for itself. */
bool
IsForOther(const NetDevice* device, const Ptr<const Packet>& frame)
{
    uint8_t to[6] = {};
    frame->CopyData(to, sizeof(to));
    Mac48Address address;
    address.CopyFrom(to);
    return !address.IsGroup() && address != Mac48Address::ConvertFrom(device->GetAddress());
}

void
OnLost(ForwardingPlane* plane, NetDevice* device, Ptr<const Packet> frame)
{
    const uint32_t link = LinkHeaderSize(frame);
    if (link == ETHERNET_HEADER && IsForOther(device, frame))
    {
        return;
    }
    const auto packet = frame->Copy();
    packet->RemoveAtStart(link);
    const auto facts = FactsOf(packet);
    if (facts && !facts->destination.IsMulticast())
    {
        plane->OnDrop(Reason::LinkOutage, packet, *facts);
    }
}

void
OnUdpBufferFull(ForwardingPlane* plane, Ptr<const Packet>)
{
    if (plane->GetArrival())
    {
        plane->GetArrival()->Refuse(Reason::ReceiveBufferFull);
    }
}

} // namespace

void
WatchStack(const Ptr<ns3::Node>& node)
{
    ForwardingPlane* plane = PeekPointer(node->GetObject<ForwardingPlane>());
    node->GetObject<Ipv4L3Protocol>()->TraceConnectWithoutContext(
        "Drop",
        MakeBoundCallback(&OnIpDrop<Ipv4Header, Ipv4L3Protocol::DropReason, Ipv4>, plane));
    node->GetObject<Ipv6L3Protocol>()->TraceConnectWithoutContext(
        "Drop",
        MakeBoundCallback(&OnIpDrop<Ipv6Header, Ipv6L3Protocol::DropReason, Ipv6>, plane));
    node->GetObject<ArpL3Protocol>()->TraceConnectWithoutContext(
        "Drop",
        MakeBoundCallback(&OnUnreachable, plane));
    node->GetObject<TrafficControlLayer>()->TraceConnectWithoutContext(
        "TcDrop",
        MakeBoundCallback(&OnQueueFull, plane));
}

void
WatchDevice(ForwardingPlane& plane, const Ptr<NetDevice>& device)
{
    if (plane.IsFirstSightOf(device->GetIfIndex()))
    {
        device->TraceConnectWithoutContext("MacTxDrop", MakeBoundCallback(&OnDeviceDrop, &plane));
        device->TraceConnectWithoutContext("PhyTxDrop", MakeBoundCallback(&OnBusyBus, &plane));
    }
}

void
WatchOutages(ForwardingPlane& plane, const Ptr<NetDevice>& device)
{
    device->TraceConnectWithoutContext("PhyRxDrop",
                                       MakeBoundCallback(&OnLost, &plane, PeekPointer(device)));
}

void
WatchArp(ForwardingPlane& plane, const Ptr<ArpCache>& cache)
{
    cache->TraceConnectWithoutContext("Drop", MakeBoundCallback(&OnUnreachable, &plane));
}

void
WatchUdpPort(ForwardingPlane& plane, uint16_t port)
{
    if (!plane.IsWatched() || !plane.IsFirstSightOfPort(port))
    {
        return;
    }
    ObjectVectorValue sockets;
    plane.GetObject<UdpL4Protocol>()->GetAttribute("SocketList", sockets);
    for (size_t i = 0; i < sockets.GetN(); ++i)
    {
        const auto socket = sockets.Get(i);
        const auto listener = MakeBoundCallback(&OnUdpBufferFull, &plane);
        socket->TraceDisconnectWithoutContext("Drop", listener);
        socket->TraceConnectWithoutContext("Drop", listener);
    }
}

void
WatchUdpSocket(ForwardingPlane& plane, const Ptr<Socket>& socket, uint16_t port)
{
    if (plane.IsWatched())
    {
        plane.IsFirstSightOfPort(port);
        socket->TraceConnectWithoutContext("Drop", MakeBoundCallback(&OnUdpBufferFull, &plane));
    }
}

} // namespace ns3::v6lab
