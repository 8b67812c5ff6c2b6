// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_AZURE_ASSUMPTIONS_H
#define V6LAB_AZURE_ASSUMPTIONS_H

#include "model/core/azure/reserved-ranges.h"
#include "model/core/outbound/outbound-method.h"

#include <vector>

namespace ns3::v6lab::azure
{

/**
 * What is common knowledge about Azure, but stands in none of its pages that were read: the rules
 * marked [K], each with the value that is usually told. VnetFabric has an attribute for each.
 */
struct Assumptions
{
    std::vector<Prefix> reserved{MeasuredReservedRanges()}; //!< routed to None by default (R2)
    bool gatewayRoutesInTag{true};    //!< VirtualNetwork has what gateways lead to (S3)
    bool userRoutesInTag{true};       //!< VirtualNetwork has prefixes of user-defined routes (S3)
    bool standardAddressesShut{true}; //!< Standard public addresses need a security group (S4)
    uint16_t udpIdleMinutes{4};       //!< of a load balancer's UDP flows, 4 to 30 (L3)
    /** The first that a configuration has carries its packets to the Internet (R20). */
    std::vector<OutboundMethod> outboundOrder{OutboundMethod::NatGateway,
                                              OutboundMethod::InstancePublicAddress,
                                              OutboundMethod::OutboundRule,
                                              OutboundMethod::DefaultAccess};
};

} // namespace ns3::v6lab::azure

#endif // V6LAB_AZURE_ASSUMPTIONS_H
