// SPDX-License-Identifier: GPL-2.0-only
#include "helper/topology/validate/firewall-rules.h"

#include "helper/topology/filter-text.h"
#include "helper/topology/validate/filter-rules.h"

#include <algorithm>
#include <map>
#include <set>

namespace ns3::v6lab
{

namespace
{

constexpr uint32_t LEAST_PRIORITY = 100;
constexpr uint32_t MOST_PRIORITY = 65000;

class FirewallRuleChecker : private FirewallFaults
{
  public:
    FirewallRuleChecker(ValidationContext& context, size_t place)
        : FirewallFaults(context, place)
    {
    }

    void Check()
    {
        CheckDnat();
        CheckNetworkRules();
        FilterTexts(m_context, m_firewall.name, "M2")
            .Ranges(m_firewall.privateRanges, true, m_path + ".privateRanges");
    }

  private:
    template <class Collection>
    void CheckPriority(const Collection& collection,
                       const std::string& path,
                       std::map<uint32_t, std::string>& taken)
    {
        if (collection.priority < LEAST_PRIORITY || collection.priority > MOST_PRIORITY)
        {
            Add(path + ".priority",
                "",
                "M2",
                std::to_string(collection.priority) + " is not within 100 to 65000");
        }
        const auto [first, fresh] = taken.emplace(collection.priority, collection.name);
        if (!fresh)
        {
            Add(path + ".priority",
                "",
                "M2",
                first->second + " has priority " + std::to_string(collection.priority) +
                    " already");
        }
    }

    void CheckNetworkRules()
    {
        std::map<uint32_t, std::string> priorities;
        for (size_t i = 0; i < m_firewall.networkRuleCollections.size(); ++i)
        {
            const auto& collection = m_firewall.networkRuleCollections[i];
            const std::string path = Item(".networkRuleCollections", i);
            CheckPriority(collection, path, priorities);
            std::set<std::string> names;
            for (size_t j = 0; j < collection.rules.size(); ++j)
            {
                const auto& rule = collection.rules[j];
                const std::string at = Item(path + ".rules", j);
                CheckTexts(rule, collection.name, at, names);
                CheckVersions(rule, at);
            }
        }
    }

    template <class Rule>
    void CheckTexts(const Rule& rule,
                    const std::string& collection,
                    const std::string& path,
                    std::set<std::string>& names)
    {
        const FilterTexts texts(m_context, collection + "/" + rule.name, "M2");
        const std::string at = m_path + path;
        if (!names.insert(rule.name).second)
        {
            texts.Add(at + ".name", "the name \"" + rule.name + "\" is already taken");
        }
        texts.Protocols(rule.protocols, at + ".protocols");
        texts.Addresses(rule.sourceAddresses, at + ".sourceAddresses");
        texts.Ports(rule.destinationPorts, at + ".destinationPorts");
    }

    /** M2: rules are for one IP version each; D3: only some firewalls have IPv6. */
    void CheckVersions(const FirewallNetworkRule& rule, const std::string& path)
    {
        FilterTexts(m_context, rule.name, "M2")
            .Addresses(rule.destinationAddresses, m_path + path + ".destinationAddresses");
        auto versions = FamiliesOf(rule.sourceAddresses);
        const auto others = FamiliesOf(rule.destinationAddresses);
        versions.insert(others.begin(), others.end());
        if (versions.size() > 1)
        {
            Add(path, "", "M2", "a rule is for one IP version: IPv6 needs rules of its own");
        }
        else if (versions.count(Family::V6) != 0 && !m_firewall.dualStack)
        {
            Add(path, "", "D3", "names IPv6, which only a dual-stack firewall carries (dualStack)");
        }
    }

    void CheckDnat()
    {
        std::map<uint32_t, std::string> priorities;
        for (size_t i = 0; i < m_firewall.natRuleCollections.size(); ++i)
        {
            const auto& collection = m_firewall.natRuleCollections[i];
            const std::string path = Item(".natRuleCollections", i);
            CheckPriority(collection, path, priorities);
            std::set<std::string> names;
            for (size_t j = 0; j < collection.rules.size(); ++j)
            {
                const auto& rule = collection.rules[j];
                CheckTexts(rule, collection.name, Item(path + ".rules", j), names);
                CheckDnatRule(rule, Item(path + ".rules", j));
            }
        }
    }

    void CheckDnatRule(const FirewallNatRule& rule, const std::string& path)
    {
        const auto server = IpAddress::Parse(rule.translatedAddress);
        if (!server)
        {
            Add(path + ".translatedAddress",
                "",
                "M2",
                "\"" + rule.translatedAddress + "\" is no IP address");
        }
        if ((server && server->IsV6()) || FamiliesOf(rule.sourceAddresses).count(Family::V6) != 0)
        {
            Add(path, "", "D3", "there is no destination NAT for IPv6");
        }
        const auto port = azure::ParsePortRange(rule.translatedPort);
        if (!port || port->first != port->last || port->first == 0)
        {
            Add(path + ".translatedPort",
                "",
                "M2",
                "\"" + rule.translatedPort + "\" is no port from 1 to 65535");
        }
        for (size_t i = 0; i < rule.destinationAddresses.size(); ++i)
        {
            if (!IsOwnPublic(rule.destinationAddresses[i]))
            {
                Add(Item(path + ".destinationAddresses", i),
                    "",
                    "M2",
                    "\"" + rule.destinationAddresses[i] +
                        "\" is no public address of the firewall, and no name of one");
            }
        }
    }

    bool IsOwnPublic(const std::string& text) const
    {
        const auto literal = IpAddress::Parse(text);
        const auto& all = m_firewall.ipConfigurations;
        return std::any_of(all.begin(), all.end(), [&](const auto& configuration) {
            const auto place = m_context.publicIps.Find(configuration.publicIPAddress);
            return place &&
                   (text == configuration.publicIPAddress ||
                    (literal &&
                     literal ==
                         IpAddress::Parse(m_context.topology.publicIPAddresses[*place].ipAddress)));
        });
    }
};

} // namespace

void
CheckFirewallRules(ValidationContext& context, size_t place)
{
    FirewallRuleChecker(context, place).Check();
}

} // namespace ns3::v6lab
