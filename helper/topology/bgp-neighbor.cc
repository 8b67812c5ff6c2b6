// SPDX-License-Identifier: GPL-2.0-only
#include "helper/topology/bgp-neighbor.h"

#include "helper/topology/interface-address.h"
#include "helper/topology/own-address.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

const OutsideNode*
NodeNamed(const Topology& topology, const std::string& name)
{
    const auto found = std::find_if(topology.nodes.begin(),
                                    topology.nodes.end(),
                                    [&](const OutsideNode& node) { return node.name == name; });
    return found == topology.nodes.end() ? nullptr : &*found;
}

bool
HasAddress(const OutsideNode& node, const IpAddress& address)
{
    for (const auto& interface : node.interfaces)
    {
        for (const auto& text : interface.addresses)
        {
            const auto parsed = ParseInterfaceAddress(text);
            if (parsed && parsed->address == address)
            {
                return true;
            }
        }
    }
    const auto has = [&](const std::vector<std::string>& texts) {
        return std::any_of(texts.begin(), texts.end(), [&](const std::string& text) {
            return IpAddress::Parse(text) == address;
        });
    };
    return (node.internet && has(node.internet->addresses)) ||
           std::any_of(node.tunnels.begin(), node.tunnels.end(), [&](const TunnelConfig& tunnel) {
               return std::any_of(
                   tunnel.addresses.begin(),
                   tunnel.addresses.end(),
                   [&](const std::string& text) { return ParseOwnAddress(text) == address; });
           });
}

/** Addresses of two interfaces that are in one subnet. */
void
FindPair(const Interface& mine, const Interface& theirs, BgpNeighborEnds& ends)
{
    for (const Family family : {Family::V4, Family::V6})
    {
        for (const auto& ours : mine.addresses)
        {
            for (const auto& text : theirs.addresses)
            {
                const auto here = ParseInterfaceAddress(ours);
                const auto there = ParseInterfaceAddress(text);
                const bool fits = here && there && here->network == there->network &&
                                  here->address.GetFamily() == family;
                if (fits && !ends.remote)
                {
                    ends.local = here->address;
                    ends.remote = there->address;
                }
            }
        }
    }
}

/** The address of ours in the subnet of the remote one. */
std::optional<IpAddress>
LocalTowards(const OutsideNode& node, const IpAddress& remote)
{
    for (const auto& interface : node.interfaces)
    {
        for (const auto& text : interface.addresses)
        {
            const auto parsed = ParseInterfaceAddress(text);
            if (parsed && parsed->network.Contains(remote))
            {
                return parsed->address;
            }
        }
    }
    return std::nullopt;
}

} // namespace

BgpNeighborEnds
FindBgpNeighbor(const Topology& topology, const OutsideNode& node, const BgpNeighbor& neighbor)
{
    BgpNeighborEnds ends;
    const OutsideNode* other = nullptr;
    if (const auto address = IpAddress::Parse(neighbor.address))
    {
        ends.remote = address;
        ends.local = LocalTowards(node, *address);
        for (const auto& candidate : topology.nodes)
        {
            const bool its = candidate.name != node.name && HasAddress(candidate, *address);
            other = its && !other ? &candidate : other;
        }
    }
    else
    {
        other = NodeNamed(topology, neighbor.address);
    }
    for (const auto& mine : node.interfaces)
    {
        for (const auto& theirs : other ? other->interfaces : std::vector<Interface>())
        {
            if (mine.link == theirs.link)
            {
                ends.links.push_back(mine.link);
                FindPair(mine, theirs, ends); // keeps an address that was given
            }
        }
    }
    if (!neighbor.localAddress.empty())
    {
        ends.local = IpAddress::Parse(neighbor.localAddress);
    }
    ends.node = other ? other->name : "";
    const bool known = neighbor.asn == 0 && other && other->bgp;
    ends.asn = known ? other->bgp->asn : neighbor.asn;
    return ends;
}

bool
HasBgpNeighbor(const Topology& topology,
               const OutsideNode& node,
               const std::string& name,
               const BgpNeighborEnds& seenFromThere)
{
    if (!node.bgp)
    {
        return false;
    }
    const auto& all = node.bgp->neighbors;
    return std::any_of(all.begin(), all.end(), [&](const BgpNeighbor& neighbor) {
        const auto ends = FindBgpNeighbor(topology, node, neighbor);
        const bool same = !seenFromThere.local || ends.remote == seenFromThere.local;
        return ends.node == name && same;
    });
}

} // namespace ns3::v6lab
