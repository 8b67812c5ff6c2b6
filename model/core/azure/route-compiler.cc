// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/azure/route-compiler.h"

#include "model/core/azure/neighbours.h"

#include <unordered_map>

namespace ns3::v6lab::azure
{

namespace
{

/** Fills in what depends on the network that a packet of `self` is handed to. */
void
Enter(CompiledRoute& route, const Estate& estate, Index self, Index remote)
{
    route.vnet = remote;
    if (remote == self)
    {
        return;
    }
    route.crossing = estate.vnets[self].location == estate.vnets[remote].location
                         ? Crossing::Peering
                         : Crossing::GlobalPeering;
    const Peering* theirSide = estate.FindPeering(remote, self);
    route.acceptsForwarded = route.type == NextHopType::ConnectedGroup || theirSide == nullptr ||
                             theirSide->allowForwardedTraffic;
}

Index
HomeOf(const Estate& estate, Index endpoint)
{
    return estate.subnets[estate.privateEndpoints[endpoint].subnet].vnet;
}

/** R14: in the same network or in one that is directly peered, or in a connected group with it. */
void
ResolveAppliance(CompiledRoute& route,
                 const Estate& estate,
                 const AddressOwners& owners,
                 Index self,
                 const IpAddress& address)
{
    const auto resolve = [&](Index vnet) {
        route.appliance = owners.Find(vnet, address);
        route.balancer = owners.FindBalancer(vnet, address);
        route.frontend = address;
        const bool found = route.appliance != NOTHING || route.balancer != NOTHING;
        if (found)
        {
            Enter(route, estate, self, vnet);
        }
        return found;
    };
    if (resolve(self))
    {
        return;
    }
    ForEachNeighbour(estate, self, [&](const Neighbour& neighbour) {
        const bool found = route.appliance != NOTHING || route.balancer != NOTHING;
        if (!found && neighbour.Shows(address) && resolve(neighbour.vnet))
        {
            route.acceptsForwarded = neighbour.AcceptsForwarded();
        }
    });
}

/** R7: rows of one prefix share its flows; R12: a user's route leads to the VPN gateway. */
void
AddGateways(CompiledRoute& route, const Estate& estate, Index self, const EffectiveRoute& row)
{
    std::vector<Index> found{row.carrier};
    if (row.source == RouteSource::User)
    {
        const Index remote = estate.RemoteGatewayOf(self);
        const bool own = !estate.vnets[self].vpnGateway.empty();
        found = own                 ? estate.vnets[self].vpnGateway
                : remote != NOTHING ? estate.vnets[remote].vpnGateway
                                    : std::vector<Index>{};
    }
    for (const Index nic : found)
    {
        if (nic != NOTHING)
        {
            route.gateways.push_back(nic);
            Enter(route, estate, self, estate.subnets[estate.nics[nic].subnet].vnet);
        }
    }
}

} // namespace

CompiledRoutes
CompileRoutes(const Estate& estate, const AddressOwners& owners, Index subnet)
{
    const Index self = estate.subnets[subnet].vnet;
    CompiledRoutes table;
    std::unordered_map<IpAddress, CompiledRoute> appliances; // many routes name few of them
    for (const auto& row : EffectiveRoutes(estate, subnet))
    {
        if (row.state != RouteState::Active)
        {
            continue;
        }
        CompiledRoute route;
        route.type = row.nextHopType;
        route.source = row.source;
        switch (row.nextHopType)
        {
        case NextHopType::VnetLocal:
            Enter(route, estate, self, self);
            break;
        case NextHopType::VNetPeering:
        case NextHopType::VNetGlobalPeering:
        case NextHopType::ConnectedGroup:
            Enter(route, estate, self, row.remoteVnet);
            break;
        case NextHopType::InterfaceEndpoint:
            Enter(route, estate, self, HomeOf(estate, row.endpoint));
            route.endpoint = row.endpoint;
            break;
        case NextHopType::VirtualAppliance:
            if (row.nextHopIp && row.nextHopIp->GetFamily() == row.prefix.GetFamily()) // R13
            {
                const auto [known, fresh] = appliances.emplace(*row.nextHopIp, route);
                if (fresh)
                {
                    ResolveAppliance(known->second, estate, owners, self, *row.nextHopIp);
                }
                route = known->second;
            }
            break;
        case NextHopType::VirtualNetworkGateway:
            if (const CompiledRoute* other = table.FindExact(row.prefix))
            {
                route = *other;
            }
            AddGateways(route, estate, self, row);
            break;
        default:
            break;
        }
        table.Insert(row.prefix, route);
    }
    return table;
}

} // namespace ns3::v6lab::azure
