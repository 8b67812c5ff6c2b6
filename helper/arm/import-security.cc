// SPDX-License-Identifier: GPL-2.0-only
// Microsoft.Network/networkSecurityGroups with their rules, and applicationSecurityGroups.
#include "helper/arm/import-state.h"
#include "helper/arm/resource-id.h"
#include "model/core/address.h"
#include "model/core/azure/service-tags.h"

#include <algorithm>

namespace ns3::v6lab::arm
{

namespace
{

constexpr const char* GROUP = "Microsoft.Network/networkSecurityGroups";
constexpr const char* RULE = "Microsoft.Network/networkSecurityGroups/securityRules";
constexpr const char* APPLICATION_GROUP = "Microsoft.Network/applicationSecurityGroups";

/** The list, to which Azure adds what the property for a single value says. */
std::vector<std::string>
OneOrMany(const Field& properties, const std::string& one, const std::string& many)
{
    std::vector<std::string> all = properties[many].Texts();
    const std::string single = properties[one].Text();
    if (!single.empty())
    {
        all.insert(all.begin(), single);
    }
    return all;
}

SecurityRule
ReadRule(ImportState& state,
         const Imported& owner,
         const std::string& name,
         const Field& properties)
{
    SecurityRule rule;
    rule.name = name;
    rule.description = properties["description"].Text();
    rule.priority = properties["priority"].Number(0);
    rule.direction = Canonical(properties["direction"].Text(), {"Inbound", "Outbound"});
    rule.access = Canonical(properties["access"].Text(), {"Allow", "Deny"});
    rule.protocol =
        Canonical(properties["protocol"].Text(), {"Tcp", "Udp", "Icmp", "Esp", "Ah", "*"});
    rule.sourceAddressPrefixes =
        RuleAddresses(state, OneOrMany(properties, "sourceAddressPrefix", "sourceAddressPrefixes"));
    rule.destinationAddressPrefixes = RuleAddresses(
        state,
        OneOrMany(properties, "destinationAddressPrefix", "destinationAddressPrefixes"));
    rule.sourcePortRanges = OneOrMany(properties, "sourcePortRange", "sourcePortRanges");
    rule.destinationPortRanges =
        OneOrMany(properties, "destinationPortRange", "destinationPortRanges");
    rule.sourceApplicationSecurityGroups =
        ApplicationSecurityGroupsOf(state,
                                    owner,
                                    properties["sourceApplicationSecurityGroups"],
                                    "rule \"" + name + "\": sourceApplicationSecurityGroups");
    rule.destinationApplicationSecurityGroups =
        ApplicationSecurityGroupsOf(state,
                                    owner,
                                    properties["destinationApplicationSecurityGroups"],
                                    "rule \"" + name + "\": destinationApplicationSecurityGroups");
    return rule;
}

/** False if a group it names is not here: without it the rule would be for any address. */
bool
IsWhole(const SecurityRule& rule, const Field& properties)
{
    return rule.sourceApplicationSecurityGroups.size() ==
               properties["sourceApplicationSecurityGroups"].Items().size() &&
           rule.destinationApplicationSecurityGroups.size() ==
               properties["destinationApplicationSecurityGroups"].Items().size();
}

void
AddRule(ImportState& state,
        const Imported& owner,
        NetworkSecurityGroup& group,
        const std::string& name,
        const Field& properties)
{
    const SecurityRule rule = ReadRule(state, owner, name, properties);
    if (!IsWhole(rule, properties))
    {
        return; // said to be left out
    }
    const auto same = std::find_if(group.securityRules.begin(),
                                   group.securityRules.end(),
                                   [&](const auto& one) { return SameWord(one.name, name); });
    if (same == group.securityRules.end())
    {
        group.securityRules.push_back(rule);
    }
    else
    {
        *same = rule; // given within the group and again as its child
    }
}

} // namespace

std::vector<std::string>
RuleAddresses(ImportState& state, std::vector<std::string> texts)
{
    for (auto& text : texts)
    {
        const bool literal =
            text.find_first_of("/:*") != std::string::npos || IpAddress::Parse(text).has_value();
        const std::string tag = literal ? "" : azure::CanonicalServiceTag(text);
        if (tag.empty())
        {
            continue;
        }
        text = tag;
        if (tag != "VirtualNetwork" && tag != "Internet" && tag != "AzureLoadBalancer")
        {
            state.Assume("Service tags of Azure's services, such as " + tag +
                         ", match no packet: those services are not simulated.");
        }
    }
    return texts;
}

std::vector<std::string>
ApplicationSecurityGroupsOf(ImportState& state,
                            const Imported& owner,
                            const Field& list,
                            const std::string& path)
{
    std::vector<std::string> names;
    for (const auto& item : list.Items())
    {
        const std::string id = item["id"].Text();
        const std::string name = state.NameOf(id, APPLICATION_GROUP);
        if (name.empty())
        {
            state.Leave(owner, path + " (\"" + ParseId(id).name + "\" is not in this template)");
        }
        else
        {
            names.push_back(name);
        }
    }
    return names;
}

std::string
SecurityGroupOf(ImportState& state,
                const Imported& owner,
                const Field& properties,
                const std::string& path)
{
    const std::string id = properties["networkSecurityGroup"]["id"].Text();
    const std::string name = state.NameOf(id, GROUP);
    if (!id.empty() && name.empty())
    {
        state.Leave(owner,
                    path + "properties.networkSecurityGroup (\"" + ParseId(id).name +
                        "\" is not in this template)");
    }
    return name;
}

void
ImportSecurityGroups(ImportState& state)
{
    for (const auto& imported : state.Find(APPLICATION_GROUP))
    {
        state.topology.applicationSecurityGroups.push_back({imported.name});
    }
    for (const auto& imported : state.Find(GROUP))
    {
        NetworkSecurityGroup group;
        group.name = imported.name;
        for (const auto& item : state.Read(imported)["properties"]["securityRules"].Items())
        {
            AddRule(state, imported, group, item["name"].Text(), item["properties"]);
        }
        for (const auto& child : state.ChildrenOf(imported.resource->id, RULE))
        {
            const std::string name = SplitPath(child.resource->name).back();
            AddRule(state, child, group, name, state.Read(child)["properties"]);
        }
        state.topology.networkSecurityGroups.push_back(group);
    }
    state.LeaveOrphans(RULE, GROUP);
}

} // namespace ns3::v6lab::arm
