// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_GATEWAY_EXCHANGE_H
#define V6LAB_GATEWAY_EXCHANGE_H

#include "helper/install/azure-plan.h"

#include <string>
#include <vector>

/**
 * Who knows which prefixes on either side of a gateway: those written down, and those that BGP
 * exchanges. What sessions exchange while a simulation runs (see gateway-bgp.h) is foreseen here as
 * it is when all of them are up: for questions without a run. What no session can exchange, for the
 * topology does not describe its other end, is exchanged here once.
 */
namespace ns3::v6lab
{

/** What is looked for: all that is known when every session is up, or what needs none. */
enum class Exchange : uint8_t
{
    All,
    WithoutSessions,
};

/** Whether a BGP session runs on this link of a circuit: the router at its end has `bgp`. */
bool HasSession(const Topology& topology, const ExpressRouteCircuit& circuit, bool secondary);

/**
 * The device at the other end of an IPsec connection's BGP sessions: it has `bgp`, and a tunnel to
 * the gateway with the site's bgpPeeringAddress. Null if there are none.
 */
const OutsideNode* SessionPeer(const Topology& topology, const GatewayConnection& connection);

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
                              const GatewayConnection& connection,
                              Exchange exchange = Exchange::All);

/** What a Microsoft edge learns from the router at the other end of its link. */
std::vector<Prefix> LearnedFromRouter(const Topology& topology,
                                      const ExpressRouteCircuit& circuit,
                                      bool secondary);

/** The node outside Azure with this address, public or on a link; null if there is none. */
const OutsideNode* NodeAt(const Topology& topology, const std::string& address);

/** R7: fills the gateway routes of all virtual networks; the plan has their gateways. */
void PlanGatewayRoutes(const Topology& topology,
                       AzurePlan& plan,
                       Exchange exchange = Exchange::All);

} // namespace ns3::v6lab

#endif // V6LAB_GATEWAY_EXCHANGE_H
