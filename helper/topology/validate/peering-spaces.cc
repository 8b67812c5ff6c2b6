// SPDX-License-Identifier: GPL-2.0-only
// Rules P6, P6a and P12: address spaces that peerings open, whole or by single subnets.
#include "helper/topology/validate/peering-checker.h"

#include <algorithm>
#include <set>

namespace ns3::v6lab
{

std::vector<Claim>
PeeringChecker::Offered(const Half& half, size_t place) const
{
    const auto& peering = Get(half);
    if (peering.peerCompleteVnets)
    {
        return ParsedClaims(m_vnets[place].addressPrefixes);
    }
    std::vector<Claim> claims;
    for (const auto& name :
         place == half.vnet ? peering.localSubnetNames : peering.remoteSubnetNames)
    {
        for (const auto& subnet : m_vnets[place].subnets)
        {
            for (const Claim& claim : ParsedClaims(subnet.addressPrefixes))
            {
                if (subnet.name == name &&
                    (claim.prefix.GetFamily() == Family::V6 || !peering.enableOnlyIPv6Peering))
                {
                    claims.push_back(claim);
                }
            }
        }
    }
    return claims;
}

void
PeeringChecker::CheckNamedSubnets(const Half& half,
                                  size_t place,
                                  const std::vector<std::string>& names,
                                  const char* field)
{
    if (names.empty())
    {
        Add(half, "", "P12", "peerCompleteVnets=false needs at least one of " + std::string(field));
    }
    for (const auto& name : names)
    {
        const auto& subnets = m_vnets[place].subnets;
        const auto found = std::find_if(subnets.begin(), subnets.end(), [&](const auto& one) {
            return one.name == name;
        });
        if (found == subnets.end())
        {
            Add(half,
                "InvalidResourceReference",
                "P12",
                std::string(field) + ": " + m_vnets[place].name + " has no subnet \"" + name +
                    "\"");
        }
        else if (Get(half).enableOnlyIPv6Peering &&
                 !PrefixSet(ParsedClaims(found->addressPrefixes)).Has(Family::V6))
        {
            Add(half,
                "",
                "P12",
                std::string(field) + ": with enableOnlyIPv6Peering the subnet " + name +
                    " needs an IPv6 prefix");
        }
    }
}

void
PeeringChecker::CheckSubnets(const Half& half)
{
    const auto& peering = Get(half);
    if (peering.peerCompleteVnets)
    {
        if (!peering.localSubnetNames.empty() || !peering.remoteSubnetNames.empty() ||
            peering.enableOnlyIPv6Peering)
        {
            Add(half,
                "",
                "P12",
                "localSubnetNames, remoteSubnetNames and enableOnlyIPv6Peering need "
                "peerCompleteVnets=false");
        }
    }
    else
    {
        CheckNamedSubnets(half, half.vnet, peering.localSubnetNames, "localSubnetNames");
        CheckNamedSubnets(half, half.remote, peering.remoteSubnetNames, "remoteSubnetNames");
    }
    const Half* other = Other(half);
    if (!other || half.remote < half.vnet)
    {
        return;
    }
    const auto& back = Get(*other);
    const auto same = [](std::vector<std::string> a, std::vector<std::string> b) {
        std::sort(a.begin(), a.end());
        std::sort(b.begin(), b.end());
        return a == b;
    };
    if (peering.peerCompleteVnets != back.peerCompleteVnets ||
        peering.enableOnlyIPv6Peering != back.enableOnlyIPv6Peering ||
        !same(peering.localSubnetNames, back.remoteSubnetNames) ||
        !same(peering.remoteSubnetNames, back.localSubnetNames))
    {
        Add(half,
            "",
            "P12",
            "both sides must name the same subnets; the side of " + m_vnets[half.remote].name +
                " differs");
    }
}

void
PeeringChecker::CheckOverlap(const Half& half)
{
    const Half* other = Other(half);
    if (other && half.remote < half.vnet)
    {
        return;
    }
    std::string overlaps;
    const PrefixSet near(Offered(half, half.vnet));
    for (const Claim& claim : Offered(half, half.remote))
    {
        if (const Claim* mine = near.Overlapping(claim.prefix))
        {
            overlaps += (overlaps.empty() ? "" : ", ") + mine->prefix.ToString() + " and " +
                        claim.prefix.ToString();
        }
    }
    if (!overlaps.empty())
    {
        Add(half,
            "VnetAddressSpacesOverlap",
            "P6",
            m_vnets[half.vnet].name + " and " + m_vnets[half.remote].name +
                " cannot be peered because their address spaces overlap: " + overlaps);
    }
}

void
PeeringChecker::CheckSecondOrder(size_t hub)
{
    std::vector<Claim> claims;
    for (const auto& [place, neighbour] : m_neighbours[hub])
    {
        for (const Claim& claim : Offered(m_halves[neighbour.half], place))
        {
            claims.push_back({claim.prefix, place});
        }
    }
    std::set<std::pair<size_t, size_t>> told;
    for (const auto& [first, second] : FindOverlaps(claims))
    {
        const size_t a = claims[first].owner;
        const size_t b = claims[second].owner;
        const auto& around = m_neighbours[hub];
        const bool counts = around.at(a).own || around.at(b).own;
        if (!counts || !told.emplace(a, b).second)
        {
            continue;
        }
        Add(m_halves[around.at(b).half],
            "VnetAddressSpaceOverlapsWithAlreadyPeeredVnet",
            "P6a",
            claims[second].prefix.ToString() + " of " + m_vnets[b].name + " overlaps " +
                claims[first].prefix.ToString() + " of " + m_vnets[a].name +
                ", which is already peered with " + m_vnets[hub].name);
    }
}

} // namespace ns3::v6lab
