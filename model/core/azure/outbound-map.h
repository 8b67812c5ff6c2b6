// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_AZURE_OUTBOUND_MAP_H
#define V6LAB_AZURE_OUTBOUND_MAP_H

#include "model/core/azure/estate.h"
#include "model/core/outbound/outbound-method.h"

#include <map>
#include <utility>
#include <vector>

namespace ns3::v6lab::azure
{

/**
 * By which method the ipConfigurations of an estate reach the Internet (R20). Methods that share
 * public addresses have numbers: 0 is default outbound access, then come the NAT gateways, then the
 * outbound rules, load balancer by load balancer.
 */
class OutboundMap
{
  public:
    /** A shared method: its number, and which instance of its pool the ipConfiguration is. */
    struct Share
    {
        Index method{NOTHING};
        Index instance{0};
    };

    /** The estate must outlive this object and not change meanwhile. */
    explicit OutboundMap(const Estate& estate);

    OutboundMethod MethodOf(Index nic, const IpConfiguration& configuration) const;
    /** The shared method for the protocol; method NOTHING if none carries it. */
    Share Find(Index nic, const IpConfiguration& configuration, uint8_t protocol) const;
    /** The subnet's NAT gateway if it translates IPv6 to IPv4 (D4), else NOTHING. */
    Index Nat64Of(Index subnet) const;

  private:
    using Member = std::pair<Index, IpAddress>; //!< NIC and address

    struct RuleShare
    {
        Share share;
        const OutboundRuleSettings* settings;
    };

    /** NOTHING if the subnet has none that carries the IP version. */
    Index GatewayOf(Index subnet, Family family) const;

    const Estate& m_estate;
    std::vector<Index> m_gateways; //!< by subnet
    std::map<Member, std::vector<RuleShare>> m_rules;
    std::map<Member, bool> m_internal; //!< in a pool of an internal Standard load balancer (L5)
};

} // namespace ns3::v6lab::azure

#endif // V6LAB_AZURE_OUTBOUND_MAP_H
