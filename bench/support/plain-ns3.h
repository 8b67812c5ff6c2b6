// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BENCH_PLAIN_NS3_H
#define V6LAB_BENCH_PLAIN_NS3_H

#include "model/core/address.h"

#include "ns3/internet-stack-helper.h"
#include "ns3/ipv4-address-helper.h"
#include "ns3/ipv4-static-routing-helper.h"
#include "ns3/ipv6-address-helper.h"
#include "ns3/ipv6-static-routing-helper.h"
#include "ns3/net-device-container.h"
#include "ns3/node.h"

#include <string>

/** The baseline: nodes with ns-3's own stack and static routing, as its helpers set them up. */
namespace ns3::v6lab::bench
{

/** An address with a /24 or /64 on a device that has no interface yet; without a queue disc. */
inline void
AddPlainAddress(const Ptr<ns3::Node>& node, const Ptr<NetDevice>& device, const std::string& text)
{
    if (IpAddress::Parse(text)->IsV4())
    {
        const auto ip = node->GetObject<Ipv4>();
        const uint32_t interface = ip->AddInterface(device);
        ip->AddAddress(interface, Ipv4InterfaceAddress(text.c_str(), "255.255.255.0"));
        ip->SetUp(interface);
        return;
    }
    const auto ip = node->GetObject<Ipv6>();
    const uint32_t interface = ip->AddInterface(device);
    ip->AddAddress(interface, Ipv6InterfaceAddress(Ipv6Address(text.c_str()), Ipv6Prefix(64)));
    ip->SetUp(interface);
}

/**
 * Addresses for both ends of a link as ns-3 scripts assign them: ns-3's helpers also put the
 * default queue disc on the devices. Returns the second end's.
 */
inline IpAddress
AssignAsScriptsDo(const NetDeviceContainer& ends, Family family)
{
    if (family == Family::V4)
    {
        const auto interfaces = Ipv4AddressHelper("10.0.0.0", "255.255.255.0").Assign(ends);
        return IpAddress::V4(interfaces.GetAddress(1).Get());
    }
    const auto interfaces = Ipv6AddressHelper("fd00::", Ipv6Prefix(64)).Assign(ends);
    uint8_t bytes[16];
    interfaces.GetAddress(1, 1).GetBytes(bytes); // 0 is the link-local address
    return IpAddress::V6(bytes);
}

/** A default route through the node's first device. */
inline void
AddPlainDefault(const Ptr<ns3::Node>& node, const std::string& via)
{
    if (IpAddress::Parse(via)->IsV4())
    {
        Ipv4StaticRoutingHelper()
            .GetStaticRouting(node->GetObject<Ipv4>())
            ->SetDefaultRoute(via.c_str(), 1);
        return;
    }
    Ipv6StaticRoutingHelper()
        .GetStaticRouting(node->GetObject<Ipv6>())
        ->SetDefaultRoute(Ipv6Address(via.c_str()), 1);
}

/** A static route through the node's first device. */
inline void
AddPlainRoute(const Ptr<ns3::Node>& node, const Prefix& prefix, const std::string& via)
{
    const std::string network = prefix.GetAddress().ToString();
    if (prefix.GetFamily() == Family::V4)
    {
        Ipv4StaticRoutingHelper()
            .GetStaticRouting(node->GetObject<Ipv4>())
            ->AddNetworkRouteTo(network.c_str(),
                                Ipv4Mask(~uint32_t{0} << (32 - prefix.GetLength())),
                                via.c_str(),
                                1);
        return;
    }
    Ipv6StaticRoutingHelper()
        .GetStaticRouting(node->GetObject<Ipv6>())
        ->AddNetworkRouteTo(Ipv6Address(network.c_str()),
                            Ipv6Prefix(prefix.GetLength()),
                            Ipv6Address(via.c_str()),
                            1);
}

} // namespace ns3::v6lab::bench

#endif // V6LAB_BENCH_PLAIN_NS3_H
