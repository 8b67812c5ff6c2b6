// SPDX-License-Identifier: GPL-2.0-only
#include "model/routing/ipv4-stack.h"

#include "model/routing/drop-watch.h"
#include "model/routing/link-frame.h"
#include "model/routing/packet-bytes.h"
#include "model/routing/packet-gate.h"

#include "ns3/arp-cache.h"
#include "ns3/arp-l3-protocol.h"
#include "ns3/ipv4-interface.h"
#include "ns3/ipv4-queue-disc-item.h"
#include "ns3/node.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(Ipv4Stack);

TypeId
Ipv4Stack::GetTypeId()
{
    static TypeId tid = TypeId("ns3::v6lab::Ipv4Stack")
                            .SetParent<Ipv4L3Protocol>()
                            .SetGroupName("V6lab")
                            .AddConstructor<Ipv4Stack>();
    return tid;
}

Ipv4Stack::Ipv4Stack()
    : m_links(1),
      m_forwarder(*this),
      m_sender(*this)
{
}

void
Ipv4Stack::NotifyNewAggregate()
{
    Ipv4L3Protocol::NotifyNewAggregate();
    if (!m_plane && GetObject<ForwardingPlane>())
    {
        m_plane = GetObject<ForwardingPlane>();
    }
}

void
Ipv4Stack::DoDispose()
{
    m_plane = nullptr;
    m_lpm = nullptr;
    m_front = nullptr;
    m_tc = nullptr;
    m_links.clear();
    Ipv4L3Protocol::DoDispose();
}

void
Ipv4Stack::SetRoutingProtocol(Ptr<Ipv4RoutingProtocol> routing)
{
    m_lpm = DynamicCast<Ipv4LpmRouting>(routing);
    Ipv4L3Protocol::SetRoutingProtocol(routing);
}

Ptr<Ipv4RoutingProtocol>
Ipv4Stack::GetRoutingProtocol() const
{
    return m_front ? m_front : Ipv4L3Protocol::GetRoutingProtocol();
}

Ipv4InterfaceAddress
Ipv4Stack::GetAddress(uint32_t interface, uint32_t index) const
{
    return index == 0 && GetNAddresses(interface) == 0
               ? Ipv4InterfaceAddress(Ipv4Address::GetLoopback(), Ipv4Mask::GetOnes())
               : Ipv4L3Protocol::GetAddress(interface, index);
}

bool
Ipv4Stack::HasAddress(uint32_t interface, Ipv4Address address) const
{
    bool has = false;
    for (uint32_t i = 0; !has && i < GetNAddresses(interface); ++i)
    {
        has = GetAddress(interface, i).GetLocal() == address;
    }
    return has;
}

void
Ipv4Stack::SetFront(const Ptr<Ipv4RoutingProtocol>& front)
{
    m_front = front;
}

uint32_t
Ipv4Stack::AddInterface(Ptr<NetDevice> device)
{
    const uint32_t index = Ipv4L3Protocol::AddInterface(device);
    const auto node = GetObject<Node>();
    m_tc = GetObject<TrafficControlLayer>();
    // Received frames come here first, without ns-3's detour through traffic control.
    const auto detour = MakeCallback(&TrafficControlLayer::Receive, m_tc);
    node->UnregisterProtocolHandler(detour);
    node->UnregisterProtocolHandler(detour);
    node->RegisterProtocolHandler(MakeCallback(&Ipv4Stack::ReceiveFrame, this),
                                  PROT_NUMBER,
                                  device,
                                  TellsBroadcasts(device));
    node->RegisterProtocolHandler(
        MakeCallback(&ArpL3Protocol::Receive, PeekPointer(GetObject<ArpL3Protocol>())),
        ArpL3Protocol::PROT_NUMBER,
        device);
    m_links.resize(index + 1);
    static_cast<StackLink&>(m_links[index]) = StackLink(device);
    m_links[index].interface = GetInterface(index);
    WatchDevice(*m_plane, device);
    if (const auto cache = GetInterface(index)->GetArpCache())
    {
        cache->SetAttribute("PendingQueueSize", UintegerValue(m_plane->GetPendingPackets()));
        cache->SetAttribute("MaxRetries", UintegerValue(2)); // three in all, as in IPv6
        WatchArp(*m_plane, cache);
    }
    return index;
}

bool
Ipv4Stack::IsOurs(Ipv4Address address) const
{
    const auto* route = m_lpm->Lookup(KeyOf(address));
    return route && route->kind == RouteKind::Local;
}

void
Ipv4Stack::Forward(const Ptr<const Packet>& frame,
                   const RouteEntry<uint32_t>* route,
                   const Arrived& arrived,
                   const Passage* passage)
{
    m_forwarder.Forward(frame, route, arrived, passage);
}

void
Ipv4Stack::Transmit(const Ptr<Packet>& payload,
                    const Ipv4Header& header,
                    uint32_t interface,
                    Ipv4Address target)
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
                   Create<Ipv4QueueDiscItem>(payload, link.broadcast, PROT_NUMBER, header));
    }
    else
    {
        payload->AddHeader(header);
        link.SendBare(payload, PROT_NUMBER);
    }
}

void
Ipv4Stack::Transmit(const Ptr<Packet>& frame, uint32_t interface, Ipv4Address target)
{
    const Link& link = m_links[interface];
    if (!link.interface->IsUp())
    {
        m_plane->OnDrop(Reason::InterfaceDown, frame, *FactsOf(frame));
    }
    else if (!link.direct || link.HasQueue(*m_tc))
    {
        Ipv4Header header;
        if (m_plane->ChecksumEnabled())
        {
            header.EnableChecksum();
        }
        frame->RemoveHeader(header);
        Transmit(frame, header, interface, target);
    }
    else
    {
        link.SendBare(frame, PROT_NUMBER);
    }
}

void
Ipv4Stack::Inject(const Ptr<Packet>& frame, Ipv4Address destination, const Detour* from)
{
    m_sender.Inject(frame, destination, from);
}

void
Ipv4Stack::Loop(const Ptr<Packet>& frame, uint32_t interface)
{
    Simulator::ScheduleNow(&Ipv4Stack::ReceiveFrame,
                           Ptr<Ipv4Stack>(this),
                           GetNetDevice(interface),
                           Ptr<const Packet>(frame),
                           PROT_NUMBER,
                           Address(),
                           Address(),
                           NetDevice::PACKET_HOST);
}

void
Ipv4Stack::GiveBack(const Ptr<const Packet>& frame, int32_t interface)
{
    Simulator::ScheduleNow(&Ipv4Stack::DeliverHere, Ptr<Ipv4Stack>(this), frame, interface);
}

void
Ipv4Stack::DeliverHere(Ptr<const Packet> frame, int32_t interface)
{
    const auto facts = FactsOf(frame);
    const auto* route = facts ? m_lpm->Lookup(KeyOf(ToNs3V4(facts->destination))) : nullptr;
    if (!route || route->kind != RouteKind::Local)
    {
        return;
    }
    const bool linked = interface >= 0;
    const auto device = GetNetDevice(linked ? static_cast<uint32_t>(interface) : route->interface);
    PacketGate* gate = m_plane->GetGate();
    const bool entered =
        linked || !gate || gate->Enter(frame, device, true).way == Passage::Way::On;
    if (entered && (!gate || gate->MayReturn(frame, device)))
    {
        Deliver(device, frame, Address(), Address(), NetDevice::PACKET_HOST);
    }
}

void
Ipv4Stack::Send(Ptr<Packet> packet,
                Ipv4Address source,
                Ipv4Address destination,
                uint8_t protocol,
                Ptr<Ipv4Route> route)
{
    if (destination.IsBroadcast() || destination.IsLocalMulticast())
    {
        if (!route)
        {
            // One copy for each interface; comes back here with a route for each.
            Ipv4L3Protocol::Send(packet, source, destination, protocol, route);
            return;
        }
        const auto interface =
            static_cast<uint32_t>(GetInterfaceForDevice(route->GetOutputDevice()));
        // 0.0.0.0 is at home on every interface for ns-3, rather than where it asks for an address.
        if (interface == 0 || (source.IsAny() && !HasAddress(interface, source)))
        {
            return;
        }
    }
    m_sender.Send(packet, source, destination, protocol, route);
}

void
Ipv4Stack::SendWithHeader(Ptr<Packet> packet, Ipv4Header header, Ptr<Ipv4Route> route)
{
    m_sender.SendWithHeader(packet, header, route);
}

void
Ipv4Stack::SendError(const IcmpError& error, const Ptr<const Packet>& about, const Arrived& arrived)
{
    m_sender.SendError(error, about, arrived);
}

void
Ipv4Stack::OnNoRouteOut(const Ptr<Packet>& payload, const Ipv4Header& header, Reason reason)
{
    // TCP's segments come to Send() all the same, and ns-3's own answers never existed.
    const bool answer = header.GetProtocol() == protocol::ICMPV4 && m_plane->GetArrival();
    if (!payload || payload->GetSize() == 0 || header.GetProtocol() == protocol::TCP || answer)
    {
        return;
    }
    // UDP asks before it adds its header: ports are not known yet.
    const bool raw = header.GetProtocol() == protocol::ICMPV4;
    PacketFacts facts = FactsOf(header, raw ? payload : Create<Packet>());
    facts.length = payload->GetSize() + header.GetSerializedSize();
    facts.source = IsGiven(header.GetSource()) ? facts.source : IpAddress();
    m_plane->OnDrop(reason, payload, facts);
}

} // namespace ns3::v6lab
