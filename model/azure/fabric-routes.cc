// SPDX-License-Identifier: GPL-2.0-only
// Changes of routes while packets flow: who does not see them keeps what was compiled.
#include "model/azure/vnet-fabric.h"

namespace ns3::v6lab
{

void
VnetFabric::RoutesChanged(const std::vector<azure::Index>& subnets)
{
    m_guard.RoutesChanged(subnets);
    for (const auto subnet : m_delivery ? subnets : std::vector<azure::Index>())
    {
        m_delivery->Forget(subnet);
    }
}

void
VnetFabric::SetGatewayRoutes(azure::Index vnet, std::vector<azure::Route> routes)
{
    m_estate.vnets[vnet].gatewayRoutes = std::move(routes);
    std::vector<bool> sees(m_estate.vnets.size()); // P4: its own subnets, and who uses its gateway
    for (azure::Index one = 0; one < sees.size(); ++one)
    {
        sees[one] = one == vnet || m_estate.RemoteGatewayOf(one) == vnet;
    }
    std::vector<azure::Index> concerned;
    for (azure::Index subnet = 0; subnet < m_estate.subnets.size(); ++subnet)
    {
        if (sees[m_estate.subnets[subnet].vnet])
        {
            concerned.push_back(subnet);
        }
    }
    RoutesChanged(concerned);
}

void
VnetFabric::SetRouteTable(azure::Index table, azure::RouteTable routes)
{
    m_estate.routeTables[table] = std::move(routes);
    std::vector<azure::Index> concerned;
    for (azure::Index subnet = 0; subnet < m_estate.subnets.size(); ++subnet)
    {
        if (m_estate.subnets[subnet].routeTable == table)
        {
            concerned.push_back(subnet);
        }
    }
    RoutesChanged(concerned);
}

bool
VnetFabric::IsCompiled(azure::Index subnet) const
{
    return m_delivery && m_delivery->IsCompiled(subnet);
}

} // namespace ns3::v6lab
