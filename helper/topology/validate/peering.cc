// SPDX-License-Identifier: GPL-2.0-only
// Rules P1 and P4. P9 needs no check: any two address families may be peered.
#include "helper/topology/validate/peering-checker.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

bool
IsOneOf(const std::string& word, const char* a, const char* b)
{
    return word == a || word == b;
}

std::string
Path(size_t vnet, size_t peering)
{
    return Item(Item("virtualNetworks", vnet) + ".virtualNetworkPeerings", peering);
}

} // namespace

PeeringChecker::PeeringChecker(ValidationContext& context)
    : m_context(context),
      m_vnets(context.topology.virtualNetworks),
      m_neighbours(m_vnets.size())
{
}

void
PeeringChecker::Check()
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

const VirtualNetworkPeering&
PeeringChecker::Get(const Half& half) const
{
    return m_vnets[half.vnet].virtualNetworkPeerings[half.peering];
}

void
PeeringChecker::Add(const Half& half,
                    const char* word,
                    const char* rule,
                    const std::string& sentence)
{
    m_context.Add({Path(half.vnet, half.peering),
                   m_vnets[half.vnet].name + "/" + Get(half).name,
                   word,
                   rule,
                   sentence});
}

void
PeeringChecker::CollectHalves(size_t place)
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

void
PeeringChecker::AddNeighbours(const Half& half)
{
    Neighbour& ours = m_neighbours[half.vnet][half.remote];
    ours.own = true;
    ours.half = ours.theirs ? ours.half : m_halves.size();
    Neighbour& theirs = m_neighbours[half.remote][half.vnet];
    theirs.theirs = true;
    theirs.half = m_halves.size();
    m_halves.push_back(half);
}

const PeeringChecker::Half*
PeeringChecker::Other(const Half& half) const
{
    const auto found = m_byPair.find({half.remote, half.vnet});
    return found == m_byPair.end() ? nullptr : &m_halves[found->second];
}

void
PeeringChecker::CheckState(const Half& half)
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
        Add(half, "", "P1", "cannot be Connected while the side of " + remote + " is Initiated");
    }
    else if (state == "Initiated" && other &&
             !IsOneOf(Get(*other).peeringState, "Connected", "Disconnected"))
    {
        Add(half, "", "P1", "cannot be Initiated: both sides exist, which makes them Connected");
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

void
PeeringChecker::CheckRemoteGateways(size_t place)
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

bool
PeeringChecker::HasGateway(const std::string& vnet) const
{
    const auto& gateways = m_context.topology.virtualNetworkGateways;
    return std::any_of(gateways.begin(), gateways.end(), [&](const auto& gateway) {
        return !gateway.ipConfigurations.empty() &&
               gateway.ipConfigurations[0].subnet.rfind(vnet + "/", 0) == 0;
    });
}

void
PeeringChecker::CheckGateways(const Half& half)
{
    if (!Get(half).useRemoteGateways)
    {
        return;
    }
    const std::string& remote = m_vnets[half.remote].name;
    const Half* other = Other(half);
    if (other && !Get(*other).allowGatewayTransit)
    {
        Add(half, "", "P4", "useRemoteGateways needs allowGatewayTransit on the side of " + remote);
    }
    if (!HasGateway(remote))
    {
        Add(half,
            "RemoteVnetHasNoGateways",
            "P4",
            "useRemoteGateways is set, but " + remote + " has no gateway");
    }
}

void
ValidatePeering(ValidationContext& context)
{
    PeeringChecker(context).Check();
}

} // namespace ns3::v6lab
