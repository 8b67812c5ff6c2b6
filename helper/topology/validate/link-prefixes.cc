// SPDX-License-Identifier: GPL-2.0-only
#include "helper/topology/validate/link-prefixes.h"

#include "helper/topology/interface-address.h"
#include "helper/topology/quantity.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

/** Neither withdrawn nor without a use (RFC 4861 6.3.4, RFC 4862 5.5.3). */
bool
IsUsed(const AdvertisedPrefixConfig& config)
{
    return (config.onLink || config.autonomous) &&
           ParseDuration(config.validLifetime) != std::optional<int64_t>(0);
}

/** What routers say that links have. */
void
AddAdvertised(const OutsideNode& node, std::vector<LinkPrefix>& prefixes)
{
    for (const auto& advertisement : node.routerAdvertisements)
    {
        for (const auto& one : advertisement.prefixes)
        {
            if (const auto prefix = Prefix::Parse(one.prefix); prefix && IsUsed(one))
            {
                prefixes.push_back(
                    {*prefix, advertisement.link, "where node " + node.name + " advertises it"});
            }
        }
    }
}

} // namespace

std::vector<LinkPrefix>
LinkPrefixes(const Topology& topology)
{
    std::vector<LinkPrefix> prefixes;
    for (const auto& node : topology.nodes)
    {
        for (const auto& interface : node.interfaces)
        {
            for (const auto& text : interface.addresses)
            {
                const auto read = ParseInterfaceAddress(text);
                if (read && read->address.IsV6())
                {
                    prefixes.push_back({read->network,
                                        interface.link,
                                        "where node " + node.name + " has an address"});
                }
            }
        }
    }
    for (const auto& node : topology.nodes)
    {
        AddAdvertised(node, prefixes);
    }
    return prefixes;
}

const LinkPrefix*
FindOverlap(const std::vector<LinkPrefix>& prefixes,
            const Prefix& prefix,
            const std::set<std::string>& except)
{
    const auto found = std::find_if(prefixes.begin(), prefixes.end(), [&](const LinkPrefix& one) {
        return one.prefix.Overlaps(prefix) && except.count(one.link) == 0;
    });
    return found == prefixes.end() ? nullptr : &*found;
}

std::string
ToText(const LinkPrefix& prefix)
{
    return prefix.prefix.ToString() + " of link " + prefix.link + ", " + prefix.because;
}

} // namespace ns3::v6lab
