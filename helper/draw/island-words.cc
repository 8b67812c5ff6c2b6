// SPDX-License-Identifier: GPL-2.0-only
#include "helper/draw/island-words.h"

#include "helper/topology/openwrt-text.h"

#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

std::string
Joined(const std::vector<std::string>& words)
{
    std::string text;
    for (const auto& word : words)
    {
        text += (text.empty() ? "" : ", ") + word;
    }
    return text;
}

/** "rules: ext_mgmt_fwd"; nothing of a text that cannot be read. */
std::string
RuleNames(const std::string& firewall)
{
    std::vector<std::string> names;
    try
    {
        for (const auto& rule : ReadOpenWrtRules(firewall))
        {
            names.push_back(rule.name);
        }
    }
    catch (const std::invalid_argument&)
    {
        return "";
    }
    return names.empty() ? "" : ": " + Joined(names);
}

} // namespace

std::vector<std::string>
IslandLines(const OutsideNode& node)
{
    std::vector<std::string> lines;
    for (const auto& config : node.delegates)
    {
        const std::string parts = config.length == 0 ? "" : " as /" + std::to_string(config.length);
        lines.push_back("delegates " + config.pool + parts + " on " + config.link);
    }
    for (const auto& request : node.prefixRequests)
    {
        lines.push_back("asks for a prefix on " + request.link);
        for (const auto& downlink : request.downlinks)
        {
            lines.push_back("/64 no. " + std::to_string(downlink.subnet) + " of it for " +
                            downlink.link);
        }
    }
    for (const auto& pool : node.dhcpPools)
    {
        lines.push_back("leases " + pool.first + "–" + pool.last + " on " + pool.link);
    }
    if (node.openwrt)
    {
        lines.push_back("firewall " + Joined(node.openwrt->wan) + " → " +
                        Joined(node.openwrt->lan) + RuleNames(node.openwrt->firewall));
    }
    return lines;
}

} // namespace ns3::v6lab
