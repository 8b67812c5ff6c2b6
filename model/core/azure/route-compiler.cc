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
    route.appliance = owners.Find(self, address);
    if (route.appliance != NOTHING)
    {
        Enter(route, estate, self, self);
        return;
    }
    ForEachNeighbour(estate, self, [&](const Neighbour& neighbour) {
        const Index nic =
            route.appliance == NOTHING ? owners.Find(neighbour.vnet, address) : NOTHING;
        if (nic != NOTHING && neighbour.Shows(address))
        {
            route.appliance = nic;
            Enter(route, estate, self, neighbour.vnet);
            route.acceptsForwarded = neighbour.AcceptsForwarded();
        }
    });
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
        default:
            break;
        }
        table.Insert(row.prefix, route);
    }
    return table;
}

} // namespace ns3::v6lab::azure
