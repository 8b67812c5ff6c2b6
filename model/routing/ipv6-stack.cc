// SPDX-License-Identifier: GPL-2.0-only
#include "model/routing/ipv6-stack.h"

#include "model/routing/drop-watch.h"
#include "model/routing/link-frame.h"
#include "model/routing/packet-bytes.h"

#include "ns3/ipv6-interface.h"
#include "ns3/ipv6-queue-disc-item.h"
#include "ns3/ndisc-cache.h"
#include "ns3/node.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

#include <algorithm>

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(Ipv6Stack);

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
    static_cast<StackLink&>(m_links[index]) = StackLink(device);
    m_links[index].interface = GetInterface(index);
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
    else if (link.HasQueue(*m_tc))
    {
        m_tc->Send(link.device,
                   Create<Ipv6QueueDiscItem>(payload, link.broadcast, PROT_NUMBER, header));
    }
    else
    {
        payload->AddHeader(header);
        link.SendBare(payload, PROT_NUMBER);
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
    else if (!link.direct || link.HasQueue(*m_tc))
    {
        Ipv6Header header;
        frame->RemoveHeader(header);
        Transmit(frame, header, interface, target);
    }
    else
    {
        link.SendBare(frame, PROT_NUMBER);
    }
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
Ipv6Stack::OnUnresolved(Reason reason, const Ptr<const Packet>& packet, bool own)
{
    m_sender.DropUnresolved(reason, packet, own);
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
