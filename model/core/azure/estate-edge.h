// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_AZURE_ESTATE_EDGE_H
#define V6LAB_AZURE_ESTATE_EDGE_H

#include "model/core/balancer/balancer-settings.h"
#include "model/core/outbound/nat-gateway.h"
#include "model/core/outbound/outbound-rule.h"

/** The load balancers and NAT gateways of an Estate, and where they stand in it. */
namespace ns3::v6lab::azure
{

/** An outbound rule, or what balancing rules give a pool that has none. */
struct OutboundRulePlace
{
    Index pool{NOTHING};
    OutboundRuleSettings settings;
};

struct BalancerPlace
{
    std::string name;
    LoadBalancerSettings settings;
    std::vector<Index> frontendVnets{}; //!< by frontend; NOTHING of public ones
    std::vector<OutboundRulePlace> outboundRules{};
    bool basic{false}; //!< SKU: open (S4), but not over global peering (P13)
};

struct NatGatewayPlace
{
    std::string name;
    NatGatewaySettings settings;
    std::vector<Index> subnets{}; //!< those that name it
};

} // namespace ns3::v6lab::azure

#endif // V6LAB_AZURE_ESTATE_EDGE_H
