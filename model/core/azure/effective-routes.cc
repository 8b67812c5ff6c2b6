// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/azure/effective-routes.h"

#include <algorithm>
#include <unordered_map>

namespace ns3::v6lab::azure
{

namespace
{

using Rows = std::vector<EffectiveRoute>;

const Prefix ALL_V4(IpAddress(), 0);
const Prefix ALL_V6(*IpAddress::Parse("::"), 0);

/** The routes that R11a protects from routes learned by BGP. */
bool
IsPreferredSystemRoute(const EffectiveRoute& row)
{
    switch (row.nextHopType)
    {
    case NextHopType::VnetLocal:
    case NextHopType::VNetPeering:
    case NextHopType::VNetGlobalPeering:
    case NextHopType::VirtualNetworkServiceEndpoint:
        return row.source == RouteSource::Default;
    default:
        return false;
    }
}

/** R11 and R11a for routes to the same prefix: the lowest rank wins. */
int
RankOf(const EffectiveRoute& row)
{
    if (row.source == RouteSource::User)
    {
        return 0;
    }
    if (IsPreferredSystemRoute(row))
    {
        return 1;
    }
    return row.source == RouteSource::VirtualNetworkGateway ? 2 : 3;
}

void
AddRoutes(Rows& rows, const std::vector<Route>& routes, RouteSource source)
{
    for (const auto& route : routes)
    {
        rows.push_back({source,
                        RouteState::Active,
                        route.prefix,
                        route.nextHopType,
                        route.nextHopIp,
                        NOTHING,
                        route.carrier});
    }
}

/** R1: per prefix of the network; R6, P1, P9: per prefix of a peer, in families we have. */
void
AddNetworks(Rows& rows, const Estate& estate, Index self)
{
    const Vnet& vnet = estate.vnets[self];
    for (const auto& prefix : vnet.prefixes)
    {
        rows.push_back({RouteSource::Default, RouteState::Active, prefix, NextHopType::VnetLocal});
    }
    for (const auto& peering : vnet.peerings)
    {
        if (!estate.AreConnected(self, peering.remote))
        {
            continue;
        }
        const Vnet& remote = estate.vnets[peering.remote];
        const auto type = remote.location == vnet.location ? NextHopType::VNetPeering
                                                           : NextHopType::VNetGlobalPeering;
        for (const auto& prefix : remote.prefixes)
        {
            if (estate.HasFamily(self, prefix.GetFamily()))
            {
                rows.push_back({RouteSource::Default,
                                RouteState::Active,
                                prefix,
                                type,
                                std::nullopt,
                                peering.remote});
            }
        }
    }
}

/** R7 for the network's own gateway, P4 for the gateway of a peer; P9: in families we have. */
void
AddGatewayRoutes(Rows& rows, const Estate& estate, Index self)
{
    const auto add = [&](Index vnet) {
        std::vector<Route> routes = estate.vnets[vnet].gatewayRoutes;
        routes.erase(std::remove_if(routes.begin(),
                                    routes.end(),
                                    [&](const Route& route) {
                                        return !estate.HasFamily(self, route.prefix.GetFamily());
                                    }),
                     routes.end());
        AddRoutes(rows, routes, RouteSource::VirtualNetworkGateway);
    };
    add(self);
    if (const Index remote = estate.RemoteGatewayOf(self); remote != NOTHING)
    {
        add(remote);
    }
}

/** R2, R3, R4: `rows` are those of the networks and gateways so far, `user` those to come. */
void
AddReserved(Rows& rows, const Estate& estate, const Rows& user)
{
    const auto isDefaultRoute = [](const EffectiveRoute& row) { return row.prefix == ALL_V4; };
    if (std::any_of(user.begin(), user.end(), isDefaultRoute) ||
        std::any_of(rows.begin(), rows.end(), [&](const EffectiveRoute& row) {
            return row.source == RouteSource::VirtualNetworkGateway && isDefaultRoute(row);
        }))
    {
        return;
    }
    Rows none;
    for (const auto& range : estate.reserved)
    {
        if (std::none_of(rows.begin(), rows.end(), [&](const EffectiveRoute& row) {
                return IsPreferredSystemRoute(row) && row.prefix.Contains(range);
            }))
        {
            none.push_back({RouteSource::Default, RouteState::Active, range, NextHopType::None});
        }
    }
    rows.insert(rows.end(), none.begin(), none.end());
}

/** R11: one winner per prefix; R11a: no gateway route within a preferred system route. */
void
SetStates(Rows& rows)
{
    std::unordered_map<Prefix, int> best;
    Rows protectedRows;
    for (const auto& row : rows)
    {
        const auto entry = best.emplace(row.prefix, RankOf(row)).first;
        entry->second = std::min(entry->second, RankOf(row));
    }
    std::copy_if(rows.begin(),
                 rows.end(),
                 std::back_inserter(protectedRows),
                 IsPreferredSystemRoute);
    for (auto& row : rows)
    {
        const bool hidden =
            row.source == RouteSource::VirtualNetworkGateway &&
            std::any_of(protectedRows.begin(), protectedRows.end(), [&](const EffectiveRoute& p) {
                return p.prefix.Contains(row.prefix);
            });
        row.state =
            hidden || RankOf(row) != best[row.prefix] ? RouteState::Invalid : RouteState::Active;
    }
}

} // namespace

const char*
ToWord(RouteSource source)
{
    switch (source)
    {
    case RouteSource::User:
        return "User";
    case RouteSource::VirtualNetworkGateway:
        return "VirtualNetworkGateway";
    default:
        return "Default";
    }
}

const char*
ToWord(RouteState state)
{
    return state == RouteState::Active ? "Active" : "Invalid";
}

std::vector<EffectiveRoute>
EffectiveRoutes(const Estate& estate, Index subnet)
{
    const Subnet& self = estate.subnets[subnet];
    Rows user;
    bool gatewayRoutes = true;
    if (self.routeTable != NOTHING)
    {
        const RouteTable& table = estate.routeTables[self.routeTable];
        AddRoutes(user, table.routes, RouteSource::User);
        gatewayRoutes = !table.disableBgpRoutePropagation; // R17
    }
    Rows rows;
    AddNetworks(rows, estate, self.vnet);
    AddRoutes(rows, self.serviceEndpoints, RouteSource::Default);
    if (gatewayRoutes)
    {
        AddGatewayRoutes(rows, estate, self.vnet);
    }
    rows.push_back({RouteSource::Default, RouteState::Active, ALL_V4, NextHopType::Internet});
    if (estate.HasFamily(self.vnet, Family::V6)) // R5
    {
        rows.push_back({RouteSource::Default, RouteState::Active, ALL_V6, NextHopType::Internet});
    }
    AddReserved(rows, estate, user);
    rows.insert(rows.end(), user.begin(), user.end());
    SetStates(rows);
    std::stable_partition(rows.begin(), rows.end(), [](const EffectiveRoute& row) {
        return row.prefix.GetFamily() == Family::V4;
    });
    return rows;
}

} // namespace ns3::v6lab::azure
