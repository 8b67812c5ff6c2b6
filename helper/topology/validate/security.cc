// SPDX-License-Identifier: GPL-2.0-only
// Rules S1, S5, S6, A6, A7 and N4: security rules, and who refers to their groups.
#include "helper/topology/validate/context.h"
#include "model/core/azure/service-tags.h"

#include <algorithm>
#include <set>

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

class SecurityChecker
{
  public:
    explicit SecurityChecker(ValidationContext& context)
        : m_context(context),
          m_topology(context.topology),
          m_groups(m_topology.networkSecurityGroups),
          m_applicationGroups(m_topology.applicationSecurityGroups)
    {
    }

    void Check()
    {
        CheckMembers();
        for (size_t i = 0; i < m_topology.networkSecurityGroups.size(); ++i)
        {
            const auto& group = m_topology.networkSecurityGroups[i];
            m_admin = false;
            CheckRules(group.name,
                       group.securityRules,
                       Item("networkSecurityGroups", i) + ".securityRules");
        }
        for (size_t i = 0; i < m_topology.securityAdminRuleCollections.size(); ++i)
        {
            CheckCollection(m_topology.securityAdminRuleCollections[i],
                            Item("securityAdminRuleCollections", i));
        }
        CheckAttachments();
    }

  private:
    void Add(const std::string& path,
             const char* word,
             const char* rule,
             const std::string& sentence)
    {
        m_context.Add({path, m_subject, word, rule, sentence});
    }

    void CheckCollection(const SecurityAdminRuleCollection& collection, const std::string& path)
    {
        m_subject = collection.name;
        for (size_t i = 0; i < collection.virtualNetworks.size(); ++i)
        {
            const std::string& name = collection.virtualNetworks[i];
            if (!m_context.vnets.Find(name))
            {
                Add(Item(path + ".virtualNetworks", i),
                    "InvalidResourceReference",
                    "N4",
                    "there is no virtual network \"" + name + "\"");
            }
        }
        m_admin = true;
        CheckRules(collection.name, collection.rules, path + ".rules");
    }

    void CheckRules(const std::string& group,
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

    void CheckRule(const SecurityRule& rule, const std::string& path)
    {
        const uint32_t least = m_admin ? 1 : 100;
        if (rule.priority < least || rule.priority > 4096)
        {
            Add(path + ".priority",
                "SecurityRuleInvalidPriority",
                m_admin ? "N4" : "S1",
                std::to_string(rule.priority) + " is not within " + std::to_string(least) +
                    " to 4096");
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

    void CheckPorts(const std::vector<std::string>& ranges, const std::string& path)
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

    void CheckEnd(const std::vector<std::string>& addresses,
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

    void CheckAddress(const std::string& text, const std::string& path, size_t count)
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

    /** A7: those tags only serve to take away what is there without asking. */
    void CheckPlatformTag(const SecurityRule& rule, const std::string& path)
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

    /** Azure: all application security groups of a rule are of one virtual network. */
    void CheckGroupNetworks(const SecurityRule& rule, const std::string& path)
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

    /** Members of an application security group are all in the network of the first. */
    void CheckMembers()
    {
        for (size_t i = 0; i < m_topology.networkInterfaces.size(); ++i)
        {
            const auto& nic = m_topology.networkInterfaces[i];
            for (size_t j = 0; j < nic.ipConfigurations.size(); ++j)
            {
                m_subject = nic.name + "/" + nic.ipConfigurations[j].name;
                CheckMember(nic.ipConfigurations[j],
                            Item(Item("networkInterfaces", i) + ".ipConfigurations", j) +
                                ".applicationSecurityGroups");
            }
        }
    }

    void CheckMember(const IpConfiguration& configuration, const std::string& path)
    {
        const auto place = m_context.FindSubnet(configuration.subnet);
        for (size_t i = 0; i < configuration.applicationSecurityGroups.size(); ++i)
        {
            const std::string& name = configuration.applicationSecurityGroups[i];
            if (!m_applicationGroups.Find(name))
            {
                Add(Item(path, i),
                    "InvalidResourceReference",
                    "S1",
                    "there is no application security group \"" + name + "\"");
            }
            else if (place && m_network.emplace(name, place->vnet).first->second != place->vnet)
            {
                Add(Item(path, i),
                    "",
                    "S1",
                    "the members of " + name +
                        " must be in one virtual network, and others are in " +
                        m_topology.virtualNetworks[m_network[name]].name);
            }
        }
    }

    void CheckAttachments()
    {
        for (size_t i = 0; i < m_topology.networkInterfaces.size(); ++i)
        {
            const auto& nic = m_topology.networkInterfaces[i];
            m_subject = nic.name;
            CheckReference(nic.networkSecurityGroup, Item("networkInterfaces", i));
        }
        for (size_t i = 0; i < m_topology.virtualNetworks.size(); ++i)
        {
            const auto& vnet = m_topology.virtualNetworks[i];
            for (size_t j = 0; j < vnet.subnets.size(); ++j)
            {
                m_subject = vnet.name + "/" + vnet.subnets[j].name;
                CheckSubnet(vnet.subnets[j], Item(Item("virtualNetworks", i) + ".subnets", j));
            }
        }
    }

    void CheckSubnet(const Subnet& subnet, const std::string& path)
    {
        if (!CheckReference(subnet.networkSecurityGroup, path))
        {
            return;
        }
        if (subnet.name == "GatewaySubnet")
        {
            Add(path + ".networkSecurityGroup",
                "NetworkSecurityGroupCannotBeAttachedToGatewaySubnet",
                "S6",
                "GatewaySubnet takes no network security group");
        }
        if (subnet.name == "AzureBastionSubnet")
        {
            CheckBastion(subnet.networkSecurityGroup, path);
        }
    }

    /** False if it names no group that there is. */
    bool CheckReference(const std::string& name, const std::string& path)
    {
        if (!name.empty() && !m_groups.Find(name))
        {
            Add(path + ".networkSecurityGroup",
                "InvalidResourceReference",
                "S1",
                "there is no network security group \"" + name + "\"");
        }
        return m_groups.Find(name).has_value();
    }

    /** S6: what Bastion needs, by the rules that say so in so many words. */
    void CheckBastion(const std::string& name, const std::string& path)
    {
        struct Need
        {
            const char* direction;
            const char* tag;
            const char* port;
        };

        const auto& group = m_topology.networkSecurityGroups[*m_groups.Find(name)];
        for (const Need& need : {Need{"Inbound", "Internet", "443"},
                                 Need{"Inbound", "GatewayManager", "443"},
                                 Need{"Outbound", "VirtualNetwork", "22"},
                                 Need{"Outbound", "VirtualNetwork", "3389"},
                                 Need{"Outbound", "AzureCloud", "443"}})
        {
            if (!Allows(group, need.direction, need.tag, need.port))
            {
                const bool inbound = std::string(need.direction) == "Inbound";
                Add(path + ".networkSecurityGroup",
                    "NetworkSecurityGroupNotCompliantForAzureBastionSubnet",
                    "S6",
                    "AzureBastionSubnet needs an " + std::string(need.direction) +
                        " rule that allows TCP " + need.port + (inbound ? " from " : " to ") +
                        need.tag);
            }
        }
    }

    /** By the first rule about that tag (or any address), port and TCP. */
    static bool Allows(const NetworkSecurityGroup& group,
                       const std::string& direction,
                       const std::string& tag,
                       const std::string& port)
    {
        const SecurityRule* first = nullptr;
        for (const auto& rule : group.securityRules)
        {
            const auto& addresses = direction == "Inbound" ? rule.sourceAddressPrefixes
                                                           : rule.destinationAddressPrefixes;
            const auto about = [&](const std::string& text) { return text == tag || text == "*"; };
            if (rule.direction == direction && (rule.protocol == "Tcp" || rule.protocol == "*") &&
                (addresses.empty() || std::any_of(addresses.begin(), addresses.end(), about)) &&
                HasPort(rule.destinationPortRanges, port) &&
                (first == nullptr || rule.priority < first->priority))
            {
                first = &rule;
            }
        }
        return first != nullptr && first->access == "Allow";
    }

    static bool HasPort(const std::vector<std::string>& ranges, const std::string& port)
    {
        const auto wanted = azure::ParsePortRange(port)->first;
        return ranges.empty() ||
               std::any_of(ranges.begin(), ranges.end(), [wanted](const std::string& text) {
                   const auto range = azure::ParsePortRange(text);
                   return range && range->first <= wanted && wanted <= range->last;
               });
    }

    ValidationContext& m_context;
    const Topology& m_topology;
    NameIndex m_groups;
    NameIndex m_applicationGroups;
    std::map<std::string, size_t> m_network; //!< of each application security group's first member
    std::set<Family> m_families;             //!< of the rule at hand
    std::string m_subject;
    bool m_admin{false};
};

} // namespace

void
ValidateSecurity(ValidationContext& context)
{
    SecurityChecker(context).Check();
}

} // namespace ns3::v6lab
