// SPDX-License-Identifier: GPL-2.0-only
#include "model/routing/ipv6-stack.h"

#include "model/core/address-rules.h"
#include "model/core/header-check.h"
#include "model/core/internet-checksum.h"
#include "model/routing/drop-watch.h"
#include "model/routing/link-frame.h"
#include "model/routing/packet-bytes.h"
#include "model/routing/packet-gate.h"

#include "ns3/ipv6-interface.h"
#include "ns3/ipv6-queue-disc-item.h"
#include "ns3/ndisc-cache.h"
#include "ns3/net-device-queue-interface.h"
#include "ns3/node.h"
#include "ns3/queue-disc.h"
#include "ns3/simulator.h"
#include "ns3/socket.h"
#include "ns3/uinteger.h"

#include <algorithm>

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(Ipv6Stack);

namespace
{

constexpr uint32_t HEADERS = 100; //!< the IPv6 and the longest TCP header
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

TypeId
Ipv6Stack::GetTypeId()
{
    static TypeId tid = TypeId("ns3::v6lab::Ipv6Stack")
                            .SetParent<Ipv6L3Protocol>()
                            .SetGroupName("V6lab")
                            .AddConstructor<Ipv6Stack>();
    return tid;
}

Ipv6Stack::Ipv6Stack()
    : m_links(1),
      m_forwarder(*this),
      m_sender(*this)
{
}

void
Ipv6Stack::NotifyNewAggregate()
{
    Ipv6L3Protocol::NotifyNewAggregate();
    if (!m_plane)
    {
        m_plane = GetObject<ForwardingPlane>();
    }
}

void
Ipv6Stack::DoDispose()
{
    m_plane = nullptr;
    m_lpm = nullptr;
    m_tc = nullptr;
    m_links.clear();
    Ipv6L3Protocol::DoDispose();
}

void
Ipv6Stack::SetRoutingProtocol(Ptr<Ipv6RoutingProtocol> routing)
{
    m_lpm = DynamicCast<Ipv6LpmRouting>(routing);
    Ipv6L3Protocol::SetRoutingProtocol(routing);
}

uint32_t
Ipv6Stack::AddInterface(Ptr<NetDevice> device)
{
    const uint32_t index = Ipv6L3Protocol::AddInterface(device);
    const auto node = GetObject<Node>();
    m_tc = GetObject<TrafficControlLayer>();
    // Received frames come here first, without ns-3's detour through traffic control.
    node->UnregisterProtocolHandler(MakeCallback(&TrafficControlLayer::Receive, m_tc));
    node->RegisterProtocolHandler(MakeCallback(&Ipv6Stack::ReceiveFrame, this),
                                  PROT_NUMBER,
                                  device,
                                  TellsBroadcasts(device));
    m_links.resize(index + 1);
    Link& link = m_links[index];
    link.interface = GetInterface(index);
    link.device = device;
    link.broadcast = device->GetBroadcast();
    link.direct = !device->NeedsArp();
    link.flowControl = device->GetObject<NetDeviceQueueInterface>() != nullptr;
    WatchDevice(*m_plane, device);
    return index;
}

/** Brings up the interface; ns-3 then asks for routers unless it is a router's interface. */
void
Ipv6Stack::SetUp(uint32_t interface)
{
    Ipv6L3Protocol::SetUp(interface);
    const auto ipv6Interface = GetInterface(interface);
    if (const auto cache = ipv6Interface->GetNdiscCache())
    {
        cache->SetAttribute("UnresolvedQueueSize", UintegerValue(m_plane->GetPendingPackets()));
    }
    if (!m_plane->SolicitsRouters() && !ipv6Interface->IsForwarding())
    {
        ipv6Interface->SetForwarding(true);
        Simulator::ScheduleNow(&Ipv6Interface::SetForwarding, ipv6Interface, false);
    }
}

bool
Ipv6Stack::IsOurs(const Ipv6Address& address) const
{
    const auto* route = m_lpm->Lookup(KeyOf(address));
    return route && route->kind == RouteKind::Local;
}

bool
Ipv6Stack::IsPointToPoint(uint32_t interface) const
{
    return interface < m_links.size() && m_links[interface].device &&
           m_links[interface].device->IsPointToPoint();
}

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

/** Refuses what ns-3's parsers could not stand; false as well if there is nothing to parse. */
bool
Ipv6Stack::IsDeliverable(const Ptr<const Packet>& frame,
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
        LearnFromError(message, atHand);
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
    const auto bytes = BytesOf(frame, light ? std::min(total, HEADERS) : total);
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
    if (IsDeliverable(frame, bytes, total) &&
        !(discovery && TakeDiscovery(interface, frame, bytes)))
    {
        Arrival arrival(*m_plane, frame, discovery || !ours); // multicast is not traced
        Ipv6L3Protocol::Receive(device, frame, PROT_NUMBER, from, to, type);
    }
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
Ipv6Stack::LearnFromError(const uint8_t* message, size_t size)
{
    const auto read = ReadIcmpError(Family::V6, message, size);
    if (read && read->error.type == 2 && IsOurs(ToNs3V6(read->quoted.source)) &&
        !IsOurs(ToNs3V6(read->quoted.destination)))
    {
        m_plane->LearnPathMtu(read->quoted.destination, read->error.parameter, read->quoted.length);
    }
}

void
Ipv6Stack::Refuse(Reason reason, const Ptr<const Packet>& frame)
{
    PacketFacts unreadable;
    unreadable.family = Family::V6;
    unreadable.length = frame->GetSize();
    m_plane->OnDrop(reason, frame, FactsOf(frame).value_or(unreadable));
}

void
Ipv6Stack::Forward(const Ptr<const Packet>& frame,
                   uint32_t interface,
                   const RouteEntry<Key128>* route,
                   const Arrived& arrived,
                   const Passage* passage)
{
    m_forwarder.Forward(frame, interface, route, arrived, passage);
}

void
Ipv6Stack::Transmit(const Ptr<Packet>& payload,
                    const Ipv6Header& header,
                    uint32_t interface,
                    const Ipv6Address& target)
{
    const Link& link = m_links[interface];
    if (!link.interface->IsUp())
    {
        m_plane->OnDrop(Reason::InterfaceDown, payload, FactsOf(header, payload));
    }
    else if (!link.direct)
    {
        link.interface->Send(payload, header, target);
    }
    else if (HasQueue(link))
    {
        m_tc->Send(link.device,
                   Create<Ipv6QueueDiscItem>(payload, link.broadcast, PROT_NUMBER, header));
    }
    else
    {
        payload->AddHeader(header);
        SendBare(link, payload);
    }
}

void
Ipv6Stack::Transmit(const Ptr<Packet>& frame, uint32_t interface, const Ipv6Address& target)
{
    const Link& link = m_links[interface];
    if (!link.interface->IsUp())
    {
        m_plane->OnDrop(Reason::InterfaceDown, frame, *FactsOf(frame));
    }
    else if (!link.direct || HasQueue(link))
    {
        Ipv6Header header;
        frame->RemoveHeader(header);
        Transmit(frame, header, interface, target);
    }
    else
    {
        SendBare(link, frame);
    }
}

bool
Ipv6Stack::HasQueue(const Link& link) const
{
    return link.flowControl || m_tc->GetRootQueueDiscOnDevice(link.device);
}

/** What traffic control comes to where nothing can queue, without an item for the queue. */
void
Ipv6Stack::SendBare(const Link& link, const Ptr<Packet>& frame)
{
    SocketPriorityTag ofQueues;
    frame->RemovePacketTag(ofQueues);
    link.device->Send(frame, link.broadcast, PROT_NUMBER);
}

void
Ipv6Stack::Inject(const Ptr<Packet>& frame, const Ipv6Address& destination, const Detour* from)
{
    m_sender.Inject(frame, destination, from);
}

void
Ipv6Stack::Loop(const Ptr<Packet>& frame, uint32_t interface)
{
    Simulator::ScheduleNow(&Ipv6Stack::ReceiveFrame,
                           Ptr<Ipv6Stack>(this),
                           GetNetDevice(interface),
                           Ptr<const Packet>(frame),
                           PROT_NUMBER,
                           Address(),
                           Address(),
                           NetDevice::PACKET_HOST);
}

void
Ipv6Stack::Send(Ptr<Packet> packet,
                Ipv6Address source,
                Ipv6Address destination,
                uint8_t protocol,
                Ptr<Ipv6Route> route)
{
    m_sender.Send(packet, source, destination, protocol, route);
}

void
Ipv6Stack::SetPmtu(Ipv6Address, uint32_t)
{
}

uint16_t
Ipv6Stack::GetMtu(uint32_t interface) const
{
    if (interface >= m_links.size() || !m_links[interface].device)
    {
        return Ipv6L3Protocol::GetMtu(interface);
    }
    const Link& link = m_links[interface];
    const uint16_t most = link.device->GetMtu();
    return link.mtu == 0 ? most : static_cast<uint16_t>(std::min<uint32_t>(most, link.mtu));
}

uint8_t
Ipv6Stack::GetHopLimit(uint32_t interface) const
{
    return interface < m_links.size() ? m_links[interface].hopLimit : 0;
}

void
Ipv6Stack::SetAdvertised(uint32_t interface, uint8_t hopLimit, uint32_t mtu)
{
    m_links.at(interface).hopLimit = hopLimit;
    m_links.at(interface).mtu = mtu;
}

void
Ipv6Stack::SendError(const IcmpError& error, const Ptr<const Packet>& about, const Arrived& arrived)
{
    m_sender.SendError(error, about, arrived);
}

void
Ipv6Stack::OnNoRouteOut(const Ptr<Packet>& payload, const Ipv6Header& header, Reason reason)
{
    // TCP's segments come to Send() all the same, and ns-3's own answers never existed.
    const uint8_t protocol = header.GetNextHeader();
    if (!payload || payload->GetSize() == 0 || protocol == protocol::TCP ||
        header.GetDestination().IsMulticast() ||
        (protocol != protocol::UDP && m_plane->GetArrival()))
    {
        return;
    }
    // UDP asks before it adds its header: ports are not known yet.
    PacketFacts facts = FactsOf(header, Create<Packet>());
    facts.length = payload->GetSize() + header.GetSerializedSize();
    m_plane->OnDrop(reason, payload, facts);
}

} // namespace ns3::v6lab
