// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/azure/effective-routes.h"

#include "model/core/azure/neighbours.h"

#include <algorithm>
#include <map>
#include <tuple>
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
    case NextHopType::ConnectedGroup: // [K]
    case NextHopType::InterfaceEndpoint:
        return row.source == RouteSource::Default;
    default:
        return false;
    }
}

/** R8, R11 and R11a for routes to the same prefix: the lowest rank wins. */
int
RankOf(const EffectiveRoute& row)
{
    if (row.nextHopType == NextHopType::InterfaceEndpoint)
    {
        return 0;
    }
    if (row.source == RouteSource::User)
    {
        return 1;
    }
    if (row.nextHopType == NextHopType::ConnectedGroup)
    {
        return 3; // behind a peering with the same network [K]
    }
    if (IsPreferredSystemRoute(row))
    {
        return 2;
    }
    return row.source == RouteSource::VirtualNetworkGateway ? 4 : 5;
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
                        NOTHING,
                        route.row,
                        route.carrier});
    }
}

/** R1: per prefix of the network; R6, R10, P1, P9: of each neighbour's, in families we have. */
void
AddNetworks(Rows& rows, const Estate& estate, Index self)
{
    const Vnet& vnet = estate.vnets[self];
    for (const auto& prefix : vnet.prefixes)
    {
        rows.push_back({RouteSource::Default, RouteState::Active, prefix, NextHopType::VnetLocal});
    }
    ForEachNeighbour(estate, self, [&](const Neighbour& neighbour) {
        const bool global = estate.vnets[neighbour.vnet].location != vnet.location;
        EffectiveRoute row;
        row.nextHopType = neighbour.group != NOTHING ? NextHopType::ConnectedGroup
                          : global                   ? NextHopType::VNetGlobalPeering
                                                     : NextHopType::VNetPeering;
        row.remoteVnet = neighbour.vnet;
        row.row = neighbour.group;
        for (const auto& prefix : neighbour.prefixes)
        {
            if (estate.HasFamily(self, prefix.GetFamily()))
            {
                row.prefix = prefix;
                rows.push_back(row);
            }
        }
    });
}

/** R8: of the network and of those that it reaches directly. */
void
AddPrivateEndpoints(Rows& rows, const Estate& estate, Index self)
{
    const auto add = [&](Index endpoint) {
        const IpAddress& address = estate.privateEndpoints[endpoint].address;
        EffectiveRoute row;
        row.prefix = Prefix(address, address.GetBits());
        row.nextHopType = NextHopType::InterfaceEndpoint;
        row.endpoint = endpoint;
        rows.push_back(row);
    };
    for (Index i = 0; i < estate.privateEndpoints.size(); ++i)
    {
        const auto& endpoint = estate.privateEndpoints[i];
        const Index home = estate.subnets[endpoint.subnet].vnet;
        bool reached = home == self;
        if (!reached)
        {
            ForEachNeighbour(estate, self, [&](const Neighbour& neighbour) {
                reached |= neighbour.vnet == home && neighbour.Shows(endpoint.address);
            });
        }
        if (reached)
        {
            add(i);
        }
    }
}

/** R8: with network policies, a user's route at least as narrow as the network's space wins. */
bool
IsCovered(const EffectiveRoute& row, const Estate& estate, const Rows& all)
{
    const Subnet& subnet = estate.subnets[estate.privateEndpoints[row.endpoint].subnet];
    if (!subnet.privateEndpointNetworkPolicies)
    {
        return false;
    }
    const auto& space = estate.vnets[subnet.vnet].prefixes;
    return std::any_of(all.begin(), all.end(), [&](const EffectiveRoute& user) {
        return user.source == RouteSource::User && user.prefix.Contains(row.prefix) &&
               std::any_of(space.begin(), space.end(), [&](const Prefix& whole) {
                   return whole.Contains(user.prefix);
               });
    });
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
    for (const auto& range : estate.assumptions.reserved)
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
SetStates(Rows& rows, const Estate& estate)
{
    std::unordered_map<Prefix, int> best;
    Rows protectedRows;
    const auto covered = [&](const EffectiveRoute& row) {
        return row.nextHopType == NextHopType::InterfaceEndpoint && IsCovered(row, estate, rows);
    };
    for (const auto& row : rows)
    {
        if (covered(row))
        {
            continue;
        }
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
        row.state = hidden || covered(row) || RankOf(row) != best[row.prefix] ? RouteState::Invalid
                                                                              : RouteState::Active;
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
    AddPrivateEndpoints(rows, estate, self.vnet);
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
    SetStates(rows, estate);
    std::stable_partition(rows.begin(), rows.end(), [](const EffectiveRoute& row) {
        return row.prefix.GetFamily() == Family::V4;
    });
    return rows;
}

std::vector<ShownRoute>
ShownRoutes(const std::vector<EffectiveRoute>& routes)
{
    std::vector<ShownRoute> shown;
    std::map<std::tuple<NextHopType, RouteState, Index>, size_t> places;
    for (const auto& route : routes)
    {
        if (route.row != NOTHING)
        {
            const auto [known, fresh] =
                places.emplace(std::tuple(route.nextHopType, route.state, route.row), shown.size());
            if (!fresh)
            {
                shown[known->second].addressPrefix += " " + route.prefix.ToString();
                continue;
            }
        }
        shown.push_back({route, route.prefix.ToString()});
    }
    return shown;
}

} // namespace ns3::v6lab::azure
