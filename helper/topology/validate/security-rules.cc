// SPDX-License-Identifier: GPL-2.0-only
// Rules S1, S5, A7 and N4: what a security rule may say.
#include "helper/topology/validate/security-checker.h"
#include "model/core/azure/service-tags.h"

namespace ns3::v6lab
{

namespace
{

/** Azure's limit of a network security group. */
constexpr size_t MOST_RULES = 1000;

bool
NamesIcmp6(const std::string& protocol)
{
    return protocol == "Icmpv6" || protocol == "ICMPv6" || protocol == "icmpv6" ||
           protocol == "IcmpV6";
}

} // namespace

void
SecurityChecker::CheckRules(const std::string& group,
                            const std::vector<SecurityRule>& rules,
                            const std::string& path)
{
    m_subject = group;
    if (rules.size() > MOST_RULES)
    {
        Add(path, "", "S1", "has more than " + std::to_string(MOST_RULES) + " rules");
    }
    std::map<std::pair<std::string, uint32_t>, std::string> taken;
    for (size_t i = 0; i < rules.size(); ++i)
    {
        const auto& rule = rules[i];
        m_subject = group + "/" + rule.name;
        CheckRule(rule, Item(path, i));
        const auto [first, fresh] =
            taken.emplace(std::pair{rule.direction, rule.priority}, rule.name);
        if (!fresh && !m_admin)
        {
            Add(Item(path, i) + ".priority",
                "SecurityRuleConflict",
                "S1",
                "the " + rule.direction + " rule " + first->second + " has priority " +
                    std::to_string(rule.priority) + " already");
        }
    }
}

void
SecurityChecker::CheckRule(const SecurityRule& rule, const std::string& path)
{
    const uint32_t least = m_admin ? 1 : 100;
    if (rule.priority < least || rule.priority > 4096)
    {
        Add(path + ".priority",
            "SecurityRuleInvalidPriority",
            m_admin ? "N4" : "S1",
            std::to_string(rule.priority) + " is not within " + std::to_string(least) + " to 4096");
    }
    if (rule.access == "AlwaysAllow" && !m_admin)
    {
        Add(path + ".access",
            "SecurityRuleInvalidAccessType",
            "N4",
            "AlwaysAllow is for security admin rules only");
    }
    if (NamesIcmp6(rule.protocol))
    {
        Add(path + ".protocol",
            "",
            "S5",
            "security rules know no ICMPv6; only rules for the protocol * cover it");
    }
    CheckPorts(rule.sourcePortRanges, path + ".sourcePortRanges");
    CheckPorts(rule.destinationPortRanges, path + ".destinationPortRanges");
    m_families.clear();
    CheckEnd(rule.sourceAddressPrefixes, rule.sourceApplicationSecurityGroups, path, "source");
    CheckEnd(rule.destinationAddressPrefixes,
             rule.destinationApplicationSecurityGroups,
             path,
             "destination");
    if (m_families.size() > 1)
    {
        Add(path,
            "ResourceCannotContainAddressPrefixesFromDifferentAddressFamilies",
            "S5",
            "a rule cannot have IPv4 and IPv6 prefixes; it takes one rule for each");
    }
    CheckPlatformTag(rule, path);
    CheckGroupNetworks(rule, path);
}

void
SecurityChecker::CheckPorts(const std::vector<std::string>& ranges, const std::string& path)
{
    for (size_t i = 0; i < ranges.size(); ++i)
    {
        if (!azure::ParsePortRange(ranges[i]))
        {
            Add(Item(path, i),
                "SecurityRuleInvalidPortRange",
                "S1",
                "\"" + ranges[i] +
                    "\" is neither a port, nor a range such as \"80-90\", nor \"*\"");
        }
    }
}

void
SecurityChecker::CheckEnd(const std::vector<std::string>& addresses,
                          const std::vector<std::string>& groups,
                          const std::string& path,
                          const std::string& end)
{
    const std::string list = path + "." + end + "AddressPrefixes";
    for (size_t i = 0; i < addresses.size(); ++i)
    {
        CheckAddress(addresses[i], Item(list, i), addresses.size());
    }
    const std::string groupList = path + "." + end + "ApplicationSecurityGroups";
    if (!groups.empty() && !addresses.empty())
    {
        Add(groupList,
            "",
            "S1",
            "a rule names either prefixes or application security groups at one end");
    }
    for (size_t i = 0; i < groups.size(); ++i)
    {
        if (m_admin || !m_applicationGroups.Find(groups[i]))
        {
            Add(Item(groupList, i),
                m_admin ? "" : "InvalidResourceReference",
                m_admin ? "N4" : "S1",
                m_admin ? "security admin rules name no application security groups"
                        : "there is no application security group \"" + groups[i] + "\"");
        }
    }
}

void
SecurityChecker::CheckAddress(const std::string& text, const std::string& path, size_t count)
{
    const auto address = IpAddress::Parse(text);
    const auto prefix = address ? Prefix(*address, address->GetBits()) : Prefix::Parse(text);
    if (prefix)
    {
        m_families.insert(prefix->GetFamily());
        return;
    }
    if (text != "*" && azure::CanonicalServiceTag(text) != text)
    {
        const std::string tag = azure::CanonicalServiceTag(text);
        Add(path,
            "SecurityRuleInvalidAddressPrefix",
            "S1",
            "\"" + text + "\" is neither an address, nor a prefix without host bits, nor a " +
                "service tag, nor \"*\"" + (tag.empty() ? "" : " (write " + tag + ")"));
    }
    else if (count > 1)
    {
        Add(path,
            "SecurityRuleParameterContainsUnsupportedValue",
            "S1",
            "\"" + text + "\" must stand alone: lists hold addresses and prefixes only");
    }
}

void
SecurityChecker::CheckPlatformTag(const SecurityRule& rule, const std::string& path)
{
    for (const auto* list : {&rule.sourceAddressPrefixes, &rule.destinationAddressPrefixes})
    {
        for (const auto& text : *list)
        {
            if (azure::IsPlatformTag(text) && rule.access != "Deny")
            {
                Add(path + ".access",
                    "SecurityRuleInvalidAccessType",
                    "A7",
                    "rules with " + text + " can only deny");
            }
        }
    }
}

void
SecurityChecker::CheckGroupNetworks(const SecurityRule& rule, const std::string& path)
{
    std::set<size_t> networks;
    for (const auto* list :
         {&rule.sourceApplicationSecurityGroups, &rule.destinationApplicationSecurityGroups})
    {
        for (const auto& name : *list)
        {
            const auto found = m_network.find(name);
            if (found != m_network.end())
            {
                networks.insert(found->second);
            }
        }
    }
    if (networks.size() > 1)
    {
        Add(path,
            "",
            "S1",
            "the application security groups of a rule must have their members in one virtual "
            "network");
    }
}

} // namespace ns3::v6lab
