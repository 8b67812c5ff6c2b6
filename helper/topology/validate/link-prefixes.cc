// SPDX-License-Identifier: GPL-2.0-only
#include "helper/topology/validate/link-prefixes.h"

#include "helper/topology/interface-address.h"

namespace ns3::v6lab
{

namespace
{

/** What routers say that links have. */
void
AddAdvertised(const OutsideNode& node, std::vector<LinkPrefix>& prefixes)
{
    for (const auto& advertisement : node.routerAdvertisements)
    {
        for (const auto& one : advertisement.prefixes)
        {
            if (const auto prefix = Prefix::Parse(one.prefix))
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

} // namespace ns3::v6lab
