// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/azure/estate.h"

#include <algorithm>
#include <array>

namespace ns3::v6lab::azure
{

namespace
{

constexpr std::array<const char*, 10> NEXT_HOP_WORDS{
    "VnetLocal",
    "VNetPeering",
    "VNetGlobalPeering",
    "Internet",
    "None",
    "VirtualAppliance",
    "VirtualNetworkGateway",
    "VirtualNetworkServiceEndpoint",
    "InterfaceEndpoint",
    "ConnectedGroup",
};

template <typename T>
Index
Append(std::vector<T>& list, T item)
{
    list.push_back(std::move(item));
    return static_cast<Index>(list.size() - 1);
}

} // namespace

const char*
ToWord(NextHopType type)
{
    return NEXT_HOP_WORDS[static_cast<size_t>(type)];
}

std::optional<NextHopType>
UserNextHopTypeFromWord(const std::string& word)
{
    for (const auto type : {NextHopType::VirtualAppliance,
                            NextHopType::VirtualNetworkGateway,
                            NextHopType::VnetLocal,
                            NextHopType::Internet,
                            NextHopType::None})
    {
        if (word == ToWord(type))
        {
            return type;
        }
    }
    return std::nullopt;
}

Index
Estate::AddVnet(std::vector<Prefix> prefixes, std::string location)
{
    return Append(vnets, Vnet{std::move(location), std::move(prefixes), {}});
}

Index
Estate::AddRouteTable(std::vector<Route> routes)
{
    return Append(routeTables, RouteTable{std::move(routes)});
}

Index
Estate::AddSubnet(Index vnet, std::vector<Prefix> prefixes, Index routeTable)
{
    return Append(subnets, Subnet{vnet, std::move(prefixes), routeTable});
}

Index
Estate::AddNic(Index subnet, const std::vector<IpAddress>& addresses, bool ipForwarding)
{
    Nic nic{subnet, ipForwarding, {}};
    for (const auto& address : addresses)
    {
        nic.ipConfigurations.push_back({address});
    }
    return Append(nics, std::move(nic));
}

void
Estate::Peer(Index a, Index b, bool allowForwardedTraffic)
{
    vnets[a].peerings.push_back({b, PeeringState::Connected, true, allowForwardedTraffic});
    vnets[b].peerings.push_back({a, PeeringState::Connected, true, allowForwardedTraffic});
}

Index
Estate::Mesh(const std::vector<Index>& members)
{
    std::vector<Prefix> all;
    for (const Index vnet : members)
    {
        all.insert(all.end(), vnets[vnet].prefixes.begin(), vnets[vnet].prefixes.end());
    }
    std::sort(all.begin(), all.end()); // a block comes right before what it contains
    std::vector<bool> overlaps(all.size(), false);
    for (size_t i = 1, widest = 0; i < all.size(); ++i)
    {
        if (all[widest].Contains(all[i]))
        {
            overlaps[i] = overlaps[widest] = true;
        }
        else
        {
            widest = i;
        }
    }
    ConnectedGroup group;
    for (const Index vnet : members)
    {
        GroupMember member{vnet, {}};
        for (const auto& prefix : vnets[vnet].prefixes)
        {
            const auto place = std::lower_bound(all.begin(), all.end(), prefix) - all.begin();
            (overlaps[place] ? member.overlapping : member.prefixes).push_back(prefix);
        }
        group.members.push_back(std::move(member));
    }
    const Index index = Append(connectedGroups, std::move(group));
    for (const Index vnet : members)
    {
        vnets[vnet].connectedGroups.push_back(index);
    }
    return index;
}

const Peering*
Estate::FindPeering(Index vnet, Index remote) const
{
    for (const auto& peering : vnets[vnet].peerings)
    {
        if (peering.remote == remote)
        {
            return &peering;
        }
    }
    return nullptr;
}

Peering*
Estate::FindPeering(Index vnet, Index remote)
{
    return const_cast<Peering*>(static_cast<const Estate*>(this)->FindPeering(vnet, remote));
}

bool
Estate::AreConnected(Index a, Index b) const
{
    // A hub has many peerings and a spoke few: look from the smaller list first.
    const bool aFirst = vnets[a].peerings.size() <= vnets[b].peerings.size();
    const Peering* near = FindPeering(aFirst ? a : b, aFirst ? b : a);
    if (near == nullptr || near->state != PeeringState::Connected)
    {
        return false;
    }
    const Peering* far = FindPeering(aFirst ? b : a, aFirst ? a : b);
    return far != nullptr && far->state == PeeringState::Connected;
}

bool
Estate::SpaceContains(Index vnet, const IpAddress& address) const
{
    const auto& space = vnets[vnet].prefixes;
    return std::any_of(space.begin(), space.end(), [&](const Prefix& prefix) {
        return prefix.Contains(address);
    });
}

Index
Estate::RemoteGatewayOf(Index vnet) const
{
    for (const auto& peering : vnets[vnet].peerings)
    {
        if (peering.useRemoteGateways && AreConnected(vnet, peering.remote) &&
            FindPeering(peering.remote, vnet)->allowGatewayTransit)
        {
            return peering.remote;
        }
    }
    return NOTHING;
}

bool
Estate::HasFamily(Index vnet, Family family) const
{
    const auto& space = vnets[vnet].prefixes;
    return std::any_of(space.begin(), space.end(), [&](const Prefix& prefix) {
        return prefix.GetFamily() == family;
    });
}

} // namespace ns3::v6lab::azure
