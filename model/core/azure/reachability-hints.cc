// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/azure/reachability-hints.h"

#include "model/core/azure/neighbours.h"

#include <algorithm>

namespace ns3::v6lab::azure
{

namespace
{

/** P1: one side names the other, but the two are not both Connected. */
bool
HasBrokenPeering(const Estate& estate, Index from, const IpAddress& to)
{
    for (const auto& peering : estate.vnets[from].peerings)
    {
        if (!estate.AreConnected(from, peering.remote) && estate.SpaceContains(peering.remote, to))
        {
            return true;
        }
    }
    for (Index vnet = 0; vnet < estate.vnets.size(); ++vnet)
    {
        if (vnet != from && estate.SpaceContains(vnet, to) &&
            estate.FindPeering(vnet, from) != nullptr && !estate.AreConnected(from, vnet))
        {
            return true;
        }
    }
    return false;
}

/** P12: a peering with the network is there, but not with that part of it. */
bool
IsInUnpeeredSubnet(const Estate& estate, Index from, const IpAddress& to)
{
    bool found = false;
    ForEachNeighbour(estate, from, [&](const Neighbour& neighbour) {
        found |= neighbour.peering && neighbour.peering->subnets &&
                 estate.SpaceContains(neighbour.vnet, to) && !neighbour.Shows(to);
    });
    return found;
}

/** N2: left out of a connected group because another member has it too. */
bool
IsOverlapping(const Estate& estate, Index from, const IpAddress& to)
{
    for (const Index group : estate.vnets[from].connectedGroups)
    {
        for (const auto& member : estate.connectedGroups[group].members)
        {
            for (const auto& prefix : member.overlapping)
            {
                if (prefix.Contains(to))
                {
                    return true;
                }
            }
        }
    }
    return false;
}

/** D1, D2: known at the network's gateway, or at that of its peer, but of a family too many. */
bool
IsBehindGateway(const Estate& estate, Index from, const IpAddress& to)
{
    const auto knows = [&](Index vnet) {
        const auto& prefixes = estate.vnets[vnet].unreachedBehindGateway;
        return std::any_of(prefixes.begin(), prefixes.end(), [&](const Prefix& prefix) {
            return prefix.Contains(to);
        });
    };
    const Index remote = estate.RemoteGatewayOf(from);
    return knows(from) || (remote != NOTHING && knows(remote));
}

/** P5: reachable over two neighbours in a row. */
bool
IsTwoPeeringsAway(const Estate& estate, Index from, const IpAddress& to)
{
    bool found = false;
    ForEachNeighbour(estate, from, [&](const Neighbour& first) {
        if (!found)
        {
            ForEachNeighbour(estate, first.vnet, [&](const Neighbour& second) {
                found |= second.vnet != from && second.Shows(to);
            });
        }
    });
    return found;
}

} // namespace

std::optional<Reason>
ExplainUnrouted(const Estate& estate, Index from, const IpAddress& to)
{
    if (estate.SpaceContains(from, to))
    {
        return std::nullopt;
    }
    if (HasBrokenPeering(estate, from, to))
    {
        return Reason::AzurePeeringNotConnected;
    }
    if (IsOverlapping(estate, from, to))
    {
        return Reason::AzureConnectedGroupOverlap;
    }
    if (IsInUnpeeredSubnet(estate, from, to))
    {
        return Reason::AzureSubnetNotPeered;
    }
    if (IsBehindGateway(estate, from, to))
    {
        return Reason::AzureGatewayIpv4Only;
    }
    if (IsTwoPeeringsAway(estate, from, to))
    {
        return Reason::AzurePeeringNotTransitive;
    }
    return std::nullopt;
}

Index
NearestOwner(const Estate& estate,
             const AddressOwners& owners,
             Index from,
             const IpAddress& address)
{
    std::vector<Index> reached{from}; // nearest first
    std::vector<bool> seen(estate.vnets.size(), false);
    seen[from] = true;
    for (size_t i = 0; i < reached.size(); ++i)
    {
        const Index owner = owners.Find(reached[i], address);
        if (owner != NOTHING)
        {
            return owner;
        }
        const Index here = reached[i];
        ForEachNeighbour(estate, here, [&](const Neighbour& neighbour) {
            if (!seen[neighbour.vnet])
            {
                seen[neighbour.vnet] = true;
                reached.push_back(neighbour.vnet);
            }
        });
    }
    return NOTHING;
}

} // namespace ns3::v6lab::azure
