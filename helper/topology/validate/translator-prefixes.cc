// SPDX-License-Identifier: GPL-2.0-only
// Prefixes of translators that links have, too.
#include "helper/topology/validate/translator-prefixes.h"

#include "helper/topology/island-text.h"
#include "helper/topology/validate/delegated-pools.h"
#include "helper/topology/validate/learned-prefixes.h"
#include "helper/topology/validate/link-prefixes.h"
#include "model/core/dhcpv6/sub-prefixes.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

/** Whether a node is the way to a link: what it has of the link's prefix comes to it first. */
bool
LeadsTo(const OutsideNode& node, const std::string& link)
{
    const auto zone = node.openwrt ? node.openwrt->lan : std::vector<std::string>();
    return std::count(zone.begin(), zone.end(), link) > 0 || IsDownlink(node.prefixRequests, link);
}

/** The downlink that has this prefix if the router is given what it lies in; else null. */
const DownlinkConfig*
DownlinkWith(const OutsideNode& node, const DelegatedPool& pool, const Prefix& prefix)
{
    const Prefix given(prefix.GetAddress(), pool.settings.length);
    for (const auto& request : node.prefixRequests)
    {
        for (const auto& downlink : request.downlinks)
        {
            const auto own = SubPrefix(given, downlink.subnet);
            if (request.link == pool.config->link && pool.settings.pool.Contains(prefix) && own &&
                own->Overlaps(prefix))
            {
                return &downlink;
            }
        }
    }
    return nullptr;
}

/** In words, a link of the node that has nothing beside the NAT64's prefix, if there is one. */
std::optional<std::string>
LearnedLinkOfNat64(const Topology& topology, const std::string& name, const Prefix& nat64)
{
    for (const auto& node : topology.nodes)
    {
        const auto learned = node.name == name ? LearnedPrefixes(topology, node, nat64)
                                               : std::vector<LearnedPrefix>();
        for (const auto& [prefix, source] : learned)
        {
            if (nat64.Contains(prefix))
            {
                return prefix.ToString() + " of " + source;
            }
        }
    }
    return std::nullopt;
}

} // namespace

std::optional<std::string>
LinkOfNat64(const Topology& topology, const TranslatorConfig& nat64)
{
    const auto prefix = Prefix::Parse(nat64.prefix);
    if (!prefix || prefix->GetFamily() != Family::V6)
    {
        return std::nullopt;
    }
    for (const auto& [own, link, because] : LinkPrefixes(topology))
    {
        const auto leads = [&nat64, &link = link](const OutsideNode& one) {
            return one.name == nat64.node && LeadsTo(one, link);
        };
        const bool part = own.Contains(*prefix) && own != *prefix &&
                          std::any_of(topology.nodes.begin(), topology.nodes.end(), leads);
        if (own.Overlaps(*prefix) && !part)
        {
            return own.ToString() + " of link " + link + ", " + because;
        }
    }
    return LearnedLinkOfNat64(topology, nat64.node, *prefix);
}

std::optional<std::string>
LinkOfDedicated(const Topology& topology, const TranslatorConfig& clat)
{
    const auto dedicated = Prefix::Parse(clat.dedicatedPrefix);
    if (!dedicated || dedicated->GetFamily() != Family::V6)
    {
        return std::nullopt;
    }
    for (const auto& [prefix, link, because] : LinkPrefixes(topology))
    {
        if (prefix.Overlaps(*dedicated))
        {
            return "link " + link + ", " + because;
        }
    }
    for (const auto& pool : DelegatedPools(topology))
    {
        for (const auto& node : topology.nodes)
        {
            const auto* downlink =
                node.name == clat.node ? DownlinkWith(node, pool, *dedicated) : nullptr;
            if (downlink)
            {
                return "link " + downlink->link + ", which gets subnet " +
                       std::to_string(downlink->subnet) + " of the delegated prefix";
            }
        }
    }
    return std::nullopt;
}

} // namespace ns3::v6lab
