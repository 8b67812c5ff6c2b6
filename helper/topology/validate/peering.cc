// SPDX-License-Identifier: GPL-2.0-only
// Rules P1, P4, P6, P6a and P12. P9 needs no check: any two address families may be peered.
#include "helper/topology/validate/context.h"

#include <algorithm>
#include <set>

namespace ns3::v6lab
{

namespace
{

/** One side of a peering by its places. */
struct Half
{
    size_t vnet;
    size_t peering;
    size_t remote;
};

bool
IsOneOf(const std::string& word, const char* a, const char* b)
{
    return word == a || word == b;
}

class PeeringChecker
{
  public:
    explicit PeeringChecker(ValidationContext& context)
        : m_context(context),
          m_vnets(context.topology.virtualNetworks),
          m_neighbours(m_vnets.size())
    {
    }

    void Check()
    {
        for (size_t i = 0; i < m_vnets.size(); ++i)
        {
            CollectHalves(i);
            CheckRemoteGateways(i);
        }
        for (const Half& half : m_halves)
        {
            CheckState(half);
            CheckGateways(half);
            CheckSubnets(half);
            CheckOverlap(half);
        }
        for (size_t i = 0; i < m_vnets.size(); ++i)
        {
            CheckSecondOrder(i);
        }
    }

  private:
    /** How the virtual networks around one are tied to it. */
    struct Neighbour
    {
        bool own{false};    //!< the hub has its half
        bool theirs{false}; //!< the neighbour has its half
        size_t half{0};     //!< of the neighbour if it has one, otherwise of the hub
    };

    const VirtualNetworkPeering& Get(const Half& half) const
    {
        return m_vnets[half.vnet].virtualNetworkPeerings[half.peering];
    }

    void Add(const Half& half, const char* word, const char* rule, const std::string& sentence)
    {
        m_context.Add({Path(half.vnet, half.peering),
                       m_vnets[half.vnet].name + "/" + Get(half).name,
                       word,
                       rule,
                       sentence});
    }

    static std::string Path(size_t vnet, size_t peering)
    {
        return Item(Item("virtualNetworks", vnet) + ".virtualNetworkPeerings", peering);
    }

    void CollectHalves(size_t place)
    {
        const auto& peerings = m_vnets[place].virtualNetworkPeerings;
        for (size_t i = 0; i < peerings.size(); ++i)
        {
            const std::string& name = peerings[i].remoteVirtualNetwork;
            const auto remote = m_context.vnets.Find(name);
            const Half half{place, i, remote.value_or(place)};
            if (!remote)
            {
                if (!name.empty())
                {
                    Add(half,
                        "InvalidResourceReference",
                        "P1",
                        "there is no virtual network \"" + name + "\"");
                }
            }
            else if (*remote == place)
            {
                Add(half, "", "P1", "a virtual network cannot be peered with itself");
            }
            else if (!m_byPair.emplace(std::make_pair(place, *remote), m_halves.size()).second)
            {
                Add(half,
                    "AnotherPeeringAlreadyReferencesRemoteVnet",
                    "P1",
                    "another peering of " + m_vnets[place].name + " already leads to " + name);
            }
            else
            {
                AddNeighbours(half);
            }
        }
    }

    void AddNeighbours(const Half& half)
    {
        Neighbour& ours = m_neighbours[half.vnet][half.remote];
        ours.own = true;
        ours.half = ours.theirs ? ours.half : m_halves.size();
        Neighbour& theirs = m_neighbours[half.remote][half.vnet];
        theirs.theirs = true;
        theirs.half = m_halves.size();
        m_halves.push_back(half);
    }

    const Half* Other(const Half& half) const
    {
        const auto found = m_byPair.find({half.remote, half.vnet});
        return found == m_byPair.end() ? nullptr : &m_halves[found->second];
    }

    void CheckState(const Half& half)
    {
        const std::string& state = Get(half).peeringState;
        const Half* other = Other(half);
        const std::string& remote = m_vnets[half.remote].name;
        if (state == "Connected" && !other)
        {
            Add(half, "", "P1", "cannot be Connected: " + remote + " has no peering back");
        }
        else if (state == "Connected" && Get(*other).peeringState == "Initiated")
        {
            Add(half,
                "",
                "P1",
                "cannot be Connected while the side of " + remote + " is Initiated");
        }
        else if (state == "Initiated" && other &&
                 !IsOneOf(Get(*other).peeringState, "Connected", "Disconnected"))
        {
            Add(half,
                "",
                "P1",
                "cannot be Initiated: both sides exist, which makes them Connected");
        }
        else if (state == "Disconnected" && other && Get(*other).peeringState != "Disconnected")
        {
            Add(*other,
                "RemotePeeringIsDisconnected",
                "P1",
                "the side of " + m_vnets[half.vnet].name +
                    " is Disconnected and must be deleted before a new peering is made");
        }
    }

    void CheckRemoteGateways(size_t place)
    {
        const auto& peerings = m_vnets[place].virtualNetworkPeerings;
        const auto users = std::count_if(peerings.begin(), peerings.end(), [](const auto& p) {
            return p.useRemoteGateways;
        });
        if (users > 1)
        {
            m_context.Add({Item("virtualNetworks", place) + ".virtualNetworkPeerings",
                           m_vnets[place].name,
                           "",
                           "P4",
                           std::to_string(users) +
                               " peerings have useRemoteGateways; a virtual network may have one"});
        }
    }

    bool HasGateway(const std::string& vnet) const
    {
        const auto& gateways = m_context.topology.virtualNetworkGateways;
        return std::any_of(gateways.begin(), gateways.end(), [&](const auto& gateway) {
            return !gateway.ipConfigurations.empty() &&
                   gateway.ipConfigurations[0].subnet.rfind(vnet + "/", 0) == 0;
        });
    }

    void CheckGateways(const Half& half)
    {
        if (!Get(half).useRemoteGateways)
        {
            return;
        }
        const std::string& remote = m_vnets[half.remote].name;
        const Half* other = Other(half);
        if (other && !Get(*other).allowGatewayTransit)
        {
            Add(half,
                "",
                "P4",
                "useRemoteGateways needs allowGatewayTransit on the side of " + remote);
        }
        if (!HasGateway(remote))
        {
            Add(half,
                "RemoteVnetHasNoGateways",
                "P4",
                "useRemoteGateways is set, but " + remote + " has no gateway");
        }
    }

    /** What a peering opens of one of its two networks: all of it, or the subnets it names (P12).
     */
    std::vector<Claim> Offered(const Half& half, size_t place) const
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

    void CheckNamedSubnets(const Half& half,
                           size_t place,
                           const std::vector<std::string>& names,
                           const char* field)
    {
        if (names.empty())
        {
            Add(half,
                "",
                "P12",
                "peerCompleteVnets=false needs at least one of " + std::string(field));
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

    /** P12: what single subnets may be named, and that both sides name the same ones. */
    void CheckSubnets(const Half& half)
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

    /** P6 for one pair, told at the first of its sides. */
    void CheckOverlap(const Half& half)
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

    /** P6a: networks around one hub against each other; halves in any state count. */
    void CheckSecondOrder(size_t hub)
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

    ValidationContext& m_context;
    const std::vector<VirtualNetwork>& m_vnets;
    std::vector<Half> m_halves;                           //!< those that are in order so far
    std::map<std::pair<size_t, size_t>, size_t> m_byPair; //!< from, to → half
    std::vector<std::map<size_t, Neighbour>> m_neighbours;
};

} // namespace

void
ValidatePeering(ValidationContext& context)
{
    PeeringChecker(context).Check();
}

} // namespace ns3::v6lab
