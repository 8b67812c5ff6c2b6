// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_GATEWAY_PLAN_H
#define V6LAB_GATEWAY_PLAN_H

#include "helper/install/azure-plan.h"

#include <optional>
#include <string>

namespace ns3::v6lab
{

/**
 * Adds the interfaces of virtual network gateways, in the order of the topology, and those by which
 * Microsoft edges lead into the networks. The plan has all networks and virtual machines' NICs.
 * Throws std::invalid_argument for what Validate() would have refused.
 */
void PlanGateways(const Topology& topology, AzurePlan& plan);

/** Whether a VPN gateway's tunnels carry IPv6 (D1, D2). */
bool CarriesIpv6(const Topology& topology, const VirtualNetworkGateway& gateway);

/** Names as resources give them; null if there is none. */
const VirtualNetworkGateway* FindGateway(const Topology& topology, const std::string& name);
/** Where a tunnel of a node outside ends, by name or by a public address that the topology gives
 * the gateway; null: at none of its gateways. */
const VirtualNetworkGateway* GatewayOf(const Topology& topology, const TunnelConfig& tunnel);
const LocalNetworkGateway* FindSite(const Topology& topology, const std::string& name);
const ExpressRouteCircuit* FindCircuit(const Topology& topology, const std::string& name);

/** The virtual network that a gateway stands in, and its GatewaySubnet; empty without a subnet. */
std::string NetworkOf(const VirtualNetworkGateway& gateway);
/** The private peering of a circuit that is enabled; null if there is none. */
const ExpressRoutePeering* PrivatePeeringOf(const ExpressRouteCircuit& circuit);

/** "er-primary": the node that ends a link of a circuit at Microsoft's side. */
std::string EdgeName(const ExpressRouteCircuit& circuit, bool secondary);

/** G3: the customer has the first usable address of a /30 or /126, Microsoft the second. */
struct PeeringLink
{
    Prefix prefix;
    IpAddress customer;
    IpAddress microsoft;
};

/** Nothing if that link has no prefix of the family. */
std::optional<PeeringLink> LinkOf(const ExpressRouteCircuit& circuit,
                                  bool secondary,
                                  Family family);

} // namespace ns3::v6lab

#endif // V6LAB_GATEWAY_PLAN_H
