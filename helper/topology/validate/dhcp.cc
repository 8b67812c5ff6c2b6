// SPDX-License-Identifier: GPL-2.0-only
// What nodes serve by DHCP.
#include "helper/topology/dhcp-text.h"
#include "helper/topology/validate/context.h"

#include <algorithm>
#include <set>
#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

bool
IsOnLink(const OutsideNode& node, const std::string& link)
{
    return std::any_of(node.interfaces.begin(),
                       node.interfaces.end(),
                       [&link](const Interface& interface) { return interface.link == link; });
}

void
CheckService(ValidationContext& context,
             const OutsideNode& node,
             const Dhcpv6Config& config,
             const std::string& path)
{
    if (!config.link.empty() && !IsOnLink(node, config.link))
    {
        context.Add(
            {path + ".link", node.name, "", "", "the node is not on link \"" + config.link + "\""});
    }
    try
    {
        ReadDhcpv6(config);
    }
    catch (const std::invalid_argument& error)
    {
        context.Add({path, node.name, "", "", error.what()});
    }
}

} // namespace

void
ValidateDhcp(ValidationContext& context)
{
    const auto& nodes = context.topology.nodes;
    for (size_t i = 0; i < nodes.size(); ++i)
    {
        const std::string list = Item("nodes", i) + ".dhcpv6";
        std::set<std::string> links;
        for (size_t j = 0; j < nodes[i].dhcpv6.size(); ++j)
        {
            const auto& config = nodes[i].dhcpv6[j];
            CheckService(context, nodes[i], config, Item(list, j));
            if (!links.insert(config.link).second)
            {
                context.Add({Item(list, j) + ".link",
                             nodes[i].name,
                             "",
                             "",
                             "the node serves link \"" + config.link + "\" already"});
            }
        }
    }
}

} // namespace ns3::v6lab
