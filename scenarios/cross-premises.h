// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_CROSS_PREMISES_H
#define V6LAB_CROSS_PREMISES_H

#include "helper/topology/builder.h"

#include <string>
#include <vector>

namespace ns3::v6lab
{

/**
 * The connection of a hub to a data centre: a VPN gateway with an IPsec tunnel to the router
 * "edge", or an ExpressRoute gateway with a circuit to it. Both sides learn each other's prefixes.
 */
class CrossPremises
{
  public:
    /** "vpn" or "expressroute"; whether hub, gateway and circuit are to have IPv6. */
    explicit CrossPremises(const std::string& gateway, bool ipv6 = true);

    /** The hub, with a GatewaySubnet as the last of its subnets so far. */
    build::Vnet Hub() const;
    /**
     * Adds gateway, connection and `edge`, the router. It tells Azure `networks`, and besides what
     * it hears itself it sends `tunnelled` into a VPN tunnel, unasked.
     */
    void Add(build::TopologyBuilder& lab,
             build::Outside edge,
             const std::vector<std::string>& networks,
             const std::vector<std::string>& tunnelled = {}) const;

    /** What packets pass between the hub or its spokes and what stands behind the edge. */
    std::vector<std::string> FromAzure() const;
    std::vector<std::string> ToAzure() const;
    bool IsVpn() const;

  private:
    std::string m_gateway;
    bool m_ipv6;
};

/** Nodes of several stretches of a path, one after the other. */
std::vector<std::string> Join(const std::vector<std::vector<std::string>>& stretches);

} // namespace ns3::v6lab

#endif // V6LAB_CROSS_PREMISES_H
