// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_OUTBOUND_METHOD_H
#define V6LAB_OUTBOUND_METHOD_H

#include "model/core/address.h"

#include <string>
#include <vector>

namespace ns3::v6lab::azure
{

/** How packets leave a virtual network for the Internet. */
enum class OutboundMethod : uint8_t
{
    None, //!< dropped
    NatGateway,
    InstancePublicAddress,
    OutboundRule,
    DefaultAccess,
};

/** "none", "nat-gateway", "public-address", "outbound-rule", "default-outbound". */
const char* ToWord(OutboundMethod method);

/** What an ipConfiguration could leave by, of one IP version. */
struct OutboundChoices
{
    bool natGateway{false};    //!< the subnet has one that carries the IP version
    bool publicAddress{false}; //!< of the ipConfiguration itself
    /**
     * It is in the pool of an outbound rule, or of a public load balancer's rule that does not
     * disable outbound SNAT.
     */
    bool outboundRule{false};
    bool internalPool{false};  //!< it is in the pool of an internal Standard load balancer
    bool privateSubnet{false}; //!< defaultOutboundAccess is false
};

/**
 * R20: the first of `order` that there is. Default outbound access is for IPv4 only, not for
 * private subnets and not behind an internal Standard load balancer (L5). A user-defined route to
 * an appliance comes before them all and never gets here.
 */
OutboundMethod ChooseOutbound(Family family,
                              const OutboundChoices& choices,
                              const std::vector<OutboundMethod>& order);

/** "nat-gateway public-address": in the order of the words. Throws std::invalid_argument. */
std::vector<OutboundMethod> ParseOutboundOrder(const std::string& words);

/** D9: whether subnets are private unless they say otherwise; `apiVersion` is "2026-05-01". */
bool DefaultsToPrivateSubnet(const std::string& apiVersion);

} // namespace ns3::v6lab::azure

#endif // V6LAB_OUTBOUND_METHOD_H
