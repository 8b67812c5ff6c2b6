// SPDX-License-Identifier: GPL-2.0-only
#include "helper/stack-helper.h"

#include "model/routing/drop-watch.h"
#include "model/routing/icmpv6-stack.h"
#include "model/routing/ipv4-stack.h"
#include "model/routing/ipv6-stack.h"
#include "model/routing/packet-bytes.h"

#include "ns3/arp-l3-protocol.h"
#include "ns3/boolean.h"
#include "ns3/double.h"
#include "ns3/icmpv4-l4-protocol.h"
#include "ns3/integer.h"
#include "ns3/packet-socket-factory.h"
#include "ns3/pointer.h"
#include "ns3/tcp-l4-protocol.h"
#include "ns3/udp-l4-protocol.h"

namespace ns3::v6lab
{

namespace
{

constexpr int64_t FIRST_STREAM = 1 << 20; //!< of random numbers, two for each node

/** The interface of a device, created at need; Ip is Ipv4 or Ipv6. */
template <typename Ip>
uint32_t
EnsureInterface(const Ptr<Ip>& ip, const Ptr<NetDevice>& device)
{
    const int32_t existing = ip->GetInterfaceForDevice(device);
    return existing >= 0 ? static_cast<uint32_t>(existing) : ip->AddInterface(device);
}

template <typename T>
Ptr<T>
Aggregate(const Ptr<ns3::Node>& node)
{
    const auto object = CreateObject<T>();
    node->AggregateObject(object);
    return object;
}

} // namespace

StackHelper::StackHelper()
{
    const auto zero = CreateObject<ConstantRandomVariable>();
    zero->SetAttribute("Constant", DoubleValue(0));
    m_zero = zero;
}

void
StackHelper::SetForwarding(bool forwarding)
{
    m_forwarding = forwarding;
}

void
StackHelper::SetLedger(const Ptr<FlowLedger>& ledger)
{
    m_ledger = ledger;
}

void
StackHelper::Install(const Ptr<ns3::Node>& node) const
{
    const auto plane = Aggregate<ForwardingPlane>(node);
    plane->SetAttribute("Forwarding", BooleanValue(m_forwarding));
    plane->SetLedger(m_ledger);
    const auto arp = Aggregate<ArpL3Protocol>(node);
    arp->SetAttribute("RequestJitter", PointerValue(m_zero));
    const auto ipv4 = Aggregate<Ipv4Stack>(node);
    Aggregate<Icmpv4L4Protocol>(node);
    ipv4->SetRoutingProtocol(CreateObject<Ipv4LpmRouting>());
    ipv4->SetAttribute("IpForward", BooleanValue(m_forwarding));

    const auto ipv6 = Aggregate<Ipv6Stack>(node);
    const auto icmpv6 = Aggregate<Icmpv6Stack>(node);
    icmpv6->SetAttribute("DAD", BooleanValue(false));
    icmpv6->SetAttribute("SolicitationJitter", PointerValue(m_zero));
    // MAX_MULTICAST_SOLICIT is 3 (RFC 4861 10); ns-3 does not count the first one.
    icmpv6->SetAttribute("MaxMulticastSolicit", IntegerValue(2));
    icmpv6->AssignStreams(FIRST_STREAM + 2 * int64_t{node->GetId()});
    ipv6->SetRoutingProtocol(CreateObject<Ipv6LpmRouting>());
    ipv6->SetAttribute("IpForward", BooleanValue(m_forwarding));
    ipv6->SetAttribute("SendIcmpv6Redirect", BooleanValue(false));
    ipv6->RegisterExtensions();
    ipv6->RegisterOptions();

    const auto trafficControl = Aggregate<TrafficControlLayer>(node);
    Aggregate<UdpL4Protocol>(node);
    Aggregate<TcpL4Protocol>(node);
    Aggregate<PacketSocketFactory>(node);
    arp->SetTrafficControl(trafficControl);
    WatchStack(node);
}

void
StackHelper::AddAddress(const Ptr<ns3::Node>& node,
                        const Ptr<NetDevice>& device,
                        const IpAddress& address,
                        uint8_t prefixLength)
{
    if (address.IsV4())
    {
        const auto ipv4 = node->GetObject<Ipv4>();
        const uint32_t interface = EnsureInterface(ipv4, device);
        const uint32_t mask = prefixLength == 0 ? 0 : ~uint32_t{0} << (32 - prefixLength);
        ipv4->AddAddress(interface, Ipv4InterfaceAddress(ToNs3V4(address), Ipv4Mask(mask)));
        ipv4->SetUp(interface);
        return;
    }
    const auto ipv6 = node->GetObject<Ipv6>();
    const uint32_t interface = EnsureInterface(ipv6, device);
    ipv6->AddAddress(interface, Ipv6InterfaceAddress(ToNs3V6(address), Ipv6Prefix(prefixLength)));
    ipv6->SetUp(interface);
}

void
StackHelper::AddRoute(const Ptr<ns3::Node>& node,
                      const Prefix& prefix,
                      const std::optional<IpAddress>& nextHop,
                      const Ptr<NetDevice>& device,
                      uint32_t metric)
{
    if (prefix.GetFamily() == Family::V4)
    {
        const auto ipv4 = node->GetObject<Ipv4Stack>();
        ipv4->GetLpm().AddRoute(prefix, nextHop, EnsureInterface<Ipv4>(ipv4, device), metric);
        return;
    }
    const auto ipv6 = node->GetObject<Ipv6Stack>();
    ipv6->GetLpm().AddRoute(prefix, nextHop, EnsureInterface<Ipv6>(ipv6, device), metric);
}

bool
StackHelper::RemoveRoute(const Ptr<ns3::Node>& node,
                         const Prefix& prefix,
                         const std::optional<IpAddress>& nextHop,
                         const Ptr<NetDevice>& device)
{
    if (prefix.GetFamily() == Family::V4)
    {
        const auto ipv4 = node->GetObject<Ipv4Stack>();
        return ipv4->GetLpm().RemoveRoute(prefix, nextHop, EnsureInterface<Ipv4>(ipv4, device));
    }
    const auto ipv6 = node->GetObject<Ipv6Stack>();
    return ipv6->GetLpm().RemoveRoute(prefix, nextHop, EnsureInterface<Ipv6>(ipv6, device));
}

Ptr<ForwardingPlane>
StackHelper::GetPlane(const Ptr<ns3::Node>& node)
{
    return node->GetObject<ForwardingPlane>();
}

void
StackHelper::ConnectTraces(const Ptr<ns3::Node>& node,
                           const Callback<void, const PacketEvent&>& hop,
                           const Callback<void, const PacketEvent&>& drop)
{
    const auto plane = GetPlane(node);
    if (!hop.IsNull())
    {
        plane->TraceConnectWithoutContext("Hop", hop);
    }
    if (!drop.IsNull())
    {
        plane->TraceConnectWithoutContext("Drop", drop);
    }
}

} // namespace ns3::v6lab
