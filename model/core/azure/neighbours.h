// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_AZURE_NEIGHBOURS_H
#define V6LAB_AZURE_NEIGHBOURS_H

#include "model/core/azure/estate.h"

#include <algorithm>

namespace ns3::v6lab::azure
{

/** A virtual network that another one reaches directly, and what it sees of it. */
struct Neighbour
{
    Index vnet{NOTHING};
    const std::vector<Prefix>& prefixes;
    Index group{NOTHING};              //!< the connected group between them
    const Peering* peering{nullptr};   //!< our side of the peering between them
    const Peering* theirSide{nullptr}; //!< its other side

    /** P3 on the side that receives; Azure tells of no such limit in connected groups [K]. */
    bool AcceptsForwarded() const
    {
        return theirSide == nullptr || theirSide->allowForwardedTraffic;
    }

    /** P2, as tags of security groups read it. */
    bool AllowsAccess() const
    {
        return peering == nullptr || peering->allowVirtualNetworkAccess;
    }

    bool Shows(const IpAddress& address) const
    {
        return std::any_of(prefixes.begin(), prefixes.end(), [&](const Prefix& prefix) {
            return prefix.Contains(address);
        });
    }
};

/**
 * Calls `visit` with each neighbour: peers (P1, P12) first, in the order of the peerings, then
 * fellow members of connected groups (N1), the last one first as Azure lists them (R10).
 */
template <class Visit>
void
ForEachNeighbour(const Estate& estate, Index self, Visit&& visit)
{
    for (const auto& peering : estate.vnets[self].peerings)
    {
        if (estate.AreConnected(self, peering.remote))
        {
            visit(Neighbour{peering.remote,
                            peering.subnets ? *peering.subnets
                                            : estate.vnets[peering.remote].prefixes,
                            NOTHING,
                            &peering,
                            estate.FindPeering(peering.remote, self)});
        }
    }
    for (const Index group : estate.vnets[self].connectedGroups)
    {
        const auto& members = estate.connectedGroups[group].members;
        for (auto member = members.rbegin(); member != members.rend(); ++member)
        {
            if (member->vnet != self)
            {
                visit(Neighbour{member->vnet, member->prefixes, group});
            }
        }
    }
}

} // namespace ns3::v6lab::azure

#endif // V6LAB_AZURE_NEIGHBOURS_H
