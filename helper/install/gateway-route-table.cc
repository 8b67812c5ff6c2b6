// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/gateway-route-table.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

const std::string WRITTEN_DOWN; // no speaker has an empty name

bool
SamePlace(const azure::Route& a, const azure::Route& b)
{
    return a.prefix == b.prefix && a.carrier == b.carrier;
}

} // namespace

GatewayRouteTable::GatewayRouteTable(const Ptr<VnetFabric>& fabric)
    : m_fabric(fabric)
{
    const auto& vnets = fabric->GetEstate().vnets;
    for (azure::Index vnet = 0; vnet < vnets.size(); ++vnet)
    {
        for (const auto& route : vnets[vnet].gatewayRoutes)
        {
            m_known[{vnet, route.prefix}][WRITTEN_DOWN].push_back(route);
        }
    }
}

void
GatewayRouteTable::Set(azure::Index vnet,
                       const std::string& speaker,
                       const Prefix& prefix,
                       const std::vector<azure::Route>& routes)
{
    auto& known = m_known[{vnet, prefix}];
    known[speaker] = routes;
    const auto used = Used(vnet, prefix);
    auto all = m_fabric->GetEstate().vnets[vnet].gatewayRoutes;
    const auto first = std::find_if(all.begin(), all.end(), [&](const azure::Route& route) {
        return route.prefix == prefix;
    });
    const auto place = first - all.begin();
    all.erase(std::remove_if(first,
                             all.end(),
                             [&](const azure::Route& route) { return route.prefix == prefix; }),
              all.end());
    all.insert(all.begin() + place, used.begin(), used.end());
    m_fabric->SetGatewayRoutes(vnet, std::move(all));
}

bool
GatewayRouteTable::IsByCircuit(const azure::Route& route) const
{
    return !m_fabric->GetEstate().nics[route.carrier].entries.empty();
}

/** In the order of their carriers, whoever was first to tell. */
std::vector<azure::Route>
GatewayRouteTable::Used(azure::Index vnet, const Prefix& prefix) const
{
    std::vector<azure::Route> circuits;
    std::vector<azure::Route> tunnels;
    for (const auto& [speaker, routes] : m_known.at({vnet, prefix}))
    {
        for (const auto& route : routes)
        {
            auto& list = IsByCircuit(route) ? circuits : tunnels;
            if (std::none_of(list.begin(), list.end(), [&](const azure::Route& other) {
                    return SamePlace(route, other);
                }))
            {
                list.push_back(route);
            }
        }
    }
    auto& used = circuits.empty() ? tunnels : circuits;
    std::sort(used.begin(), used.end(), [](const azure::Route& a, const azure::Route& b) {
        return a.carrier < b.carrier;
    });
    return used;
}

} // namespace ns3::v6lab
