// SPDX-License-Identifier: GPL-2.0-only
// Microsoft.Network/networkManagers/securityAdminConfigurations with their rule collections.
#include "helper/arm/import-state.h"
#include "helper/arm/resource-id.h"

#include <algorithm>

namespace ns3::v6lab::arm
{

namespace
{

constexpr const char* NETWORK = "Microsoft.Network/virtualNetworks";
constexpr const char* MANAGER = "Microsoft.Network/networkManagers";
constexpr const char* GROUP = "Microsoft.Network/networkManagers/networkGroups";
constexpr const char* MEMBER = "Microsoft.Network/networkManagers/networkGroups/staticMembers";
constexpr const char* CONFIGURATION =
    "Microsoft.Network/networkManagers/securityAdminConfigurations";
constexpr const char* COLLECTION =
    "Microsoft.Network/networkManagers/securityAdminConfigurations/ruleCollections";
constexpr const char* RULE =
    "Microsoft.Network/networkManagers/securityAdminConfigurations/ruleCollections/rules";

/** The networks of the groups that a collection applies to, each once. */
std::vector<std::string>
NetworksOf(ImportState& state, const Imported& collection)
{
    std::vector<std::string> networks;
    for (const auto& item : state.Read(collection)["properties"]["appliesToGroups"].Items())
    {
        const std::string group = item["networkGroupId"].Text();
        if (state.NameOf(group, GROUP).empty())
        {
            state.Leave(collection,
                        "properties.appliesToGroups (\"" + ParseId(group).name +
                            "\" is not in this template)");
            continue;
        }
        for (const auto& member : state.ChildrenOf(group, MEMBER))
        {
            const std::string network =
                state.NameOf(state.Read(member)["properties"]["resourceId"].Text(), NETWORK);
            if (!network.empty() &&
                std::find(networks.begin(), networks.end(), network) == networks.end())
            {
                networks.push_back(network);
            }
        }
    }
    return networks;
}

/** Of "sources" or "destinations"; false if one of them is neither prefix nor service tag. */
bool
ReadAddresses(ImportState& state, const Field& list, std::vector<std::string>& addresses)
{
    std::vector<std::string> texts;
    for (const auto& item : list.Items())
    {
        const std::string type = item["addressPrefixType"].Text("IPPrefix");
        if (!SameWord(type, "IPPrefix") && !SameWord(type, "ServiceTag"))
        {
            return false;
        }
        texts.push_back(item["addressPrefix"].Text());
    }
    addresses = RuleAddresses(state, texts);
    return true;
}

void
AddRule(ImportState& state, const Imported& imported, SecurityAdminRuleCollection& collection)
{
    const Field body = state.Read(imported);
    const Field properties = body["properties"];
    const std::string kind = body["kind"].Text("Custom");
    SecurityRule rule;
    rule.name = SplitPath(imported.resource->name).back();
    rule.description = properties["description"].Text();
    rule.priority = properties["priority"].Number(0);
    rule.direction = Canonical(properties["direction"].Text(), {"Inbound", "Outbound"});
    rule.access = Canonical(properties["access"].Text(), {"Allow", "AlwaysAllow", "Deny"});
    const std::string protocol = properties["protocol"].Text();
    rule.protocol = SameWord(protocol, "Any")
                        ? "*"
                        : Canonical(protocol, {"Tcp", "Udp", "Icmp", "Esp", "Ah", "*"});
    rule.sourcePortRanges = properties["sourcePortRanges"].Texts();
    rule.destinationPortRanges = properties["destinationPortRanges"].Texts();
    if (!SameWord(kind, "Custom"))
    {
        state.Leave(imported, "resource (a rule of kind " + kind + ", which Azure fills in)");
        return;
    }
    if (!ReadAddresses(state, properties["sources"], rule.sourceAddressPrefixes) ||
        !ReadAddresses(state, properties["destinations"], rule.destinationAddressPrefixes))
    {
        state.Leave(imported, "resource (only prefixes and service tags are simulated in it)");
        return;
    }
    collection.rules.push_back(rule);
}

/** Its own name, or all of its path if another collection has that. */
std::string
NameOf(const ImportState& state, const Imported& imported)
{
    const auto parts = SplitPath(imported.resource->name);
    const auto& all = state.topology.securityAdminRuleCollections;
    if (std::none_of(all.begin(), all.end(), [&](const auto& one) {
            return SameWord(one.name, parts.back());
        }))
    {
        return parts.back();
    }
    std::string name = parts.front();
    for (size_t i = 1; i < parts.size(); ++i)
    {
        name += "." + parts[i];
    }
    return name;
}

} // namespace

void
ImportAdminRules(ImportState& state)
{
    for (const auto& configuration : state.Find(CONFIGURATION))
    {
        const auto collections = state.ChildrenOf(configuration.resource->id, COLLECTION);
        for (const auto& imported : collections)
        {
            SecurityAdminRuleCollection collection;
            collection.name = NameOf(state, imported);
            collection.virtualNetworks = NetworksOf(state, imported);
            for (const auto& rule : state.ChildrenOf(imported.resource->id, RULE))
            {
                AddRule(state, rule, collection);
            }
            if (collection.rules.empty())
            {
                state.Leave(imported, "resource (it has no rule that is simulated)");
                continue;
            }
            state.topology.securityAdminRuleCollections.push_back(collection);
        }
        if (!collections.empty())
        {
            state.Assume("Security admin configuration \"" +
                         SplitPath(configuration.resource->name).back() +
                         "\" counts as deployed to all regions of the template: a deployment is no "
                         "resource of its own (N5).");
        }
    }
    state.LeaveOrphans(CONFIGURATION, MANAGER);
    state.LeaveOrphans(COLLECTION, CONFIGURATION);
    state.LeaveOrphans(RULE, COLLECTION);
}

} // namespace ns3::v6lab::arm
