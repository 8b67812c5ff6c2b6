// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_GATEWAY_ROUTE_TABLE_H
#define V6LAB_GATEWAY_ROUTE_TABLE_H

#include "model/azure/vnet-fabric.h"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace ns3::v6lab
{

/**
 * The gateway routes of a fabric's virtual networks while gateways learn and lose prefixes. What is
 * there at the beginning stays known. Of a prefix that a circuit leads to, the circuit's routes are
 * used, and those of tunnels stand by.
 */
class GatewayRouteTable
{
  public:
    explicit GatewayRouteTable(const Ptr<VnetFabric>& fabric);

    /** What the speaker knows of the prefix now, instead of what it knew; it may be nothing. */
    void Set(azure::Index vnet,
             const std::string& speaker,
             const Prefix& prefix,
             const std::vector<azure::Route>& routes);

  private:
    bool IsByCircuit(const azure::Route& route) const;
    std::vector<azure::Route> Used(azure::Index vnet, const Prefix& prefix) const;

    using Key = std::pair<azure::Index, Prefix>;

    Ptr<VnetFabric> m_fabric;
    std::map<Key, std::map<std::string, std::vector<azure::Route>>> m_known; //!< by speaker
};

} // namespace ns3::v6lab

#endif // V6LAB_GATEWAY_ROUTE_TABLE_H
