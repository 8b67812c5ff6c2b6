// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_GATEWAY_EXCHANGE_H
#define V6LAB_GATEWAY_EXCHANGE_H

#include "helper/install/azure-plan.h"

#include <string>
#include <vector>

/**
 * Who knows which prefixes on either side of a gateway. What BGP would exchange is exchanged here
 * once, when a topology is installed: the `networks` of nodes outside Azure go to the gateways, the
 * virtual networks to those nodes. This is the one file to change when sessions do it.
 */
namespace ns3::v6lab
{

/**
 * What a gateway tells the other side: its network and those that use it (P4), whole (D7), or of
 * peered subnets these alone (P12).
 */
std::vector<Prefix> AdvertisedBy(const Topology& topology,
                                 const AzurePlan& plan,
                                 const VirtualNetworkGateway& gateway);

/** What a gateway learns by an IPsec or Vnet2Vnet connection, in all families. */
std::vector<Prefix> LearnedBy(const Topology& topology,
                              const AzurePlan& plan,
                              const GatewayConnection& connection);

/** What a Microsoft edge learns from the router at the other end of its link. */
std::vector<Prefix> LearnedFromRouter(const Topology& topology,
                                      const ExpressRouteCircuit& circuit,
                                      bool secondary);

/** The node outside Azure with this address, public or on a link; null if there is none. */
const OutsideNode* NodeAt(const Topology& topology, const std::string& address);

/** R7: fills the gateway routes of all virtual networks; the plan has their gateways. */
void PlanGatewayRoutes(const Topology& topology, AzurePlan& plan);

} // namespace ns3::v6lab

#endif // V6LAB_GATEWAY_EXCHANGE_H
