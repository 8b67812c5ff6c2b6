// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/security-plan.h"

#include "helper/install/address-text.h"
#include "helper/install/plan-names.h"
#include "model/core/azure/effective-security.h"

#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

/** NOTHING for an empty name. */
azure::Index
ResolveIf(const Names& names, const std::string& name, const std::string& where)
{
    return name.empty() ? azure::NOTHING : Resolve(names, name, where);
}

template <class T>
T
Need(const std::optional<T>& value, const std::string& text, const std::string& where)
{
    if (!value)
    {
        throw std::invalid_argument(where + ": \"" + text + "\" is not allowed here");
    }
    return *value;
}

class SecurityPlanner
{
  public:
    SecurityPlanner(const Topology& topology, AzurePlan& plan)
        : m_topology(topology),
          m_plan(plan),
          m_groups(NamesOf(topology.networkSecurityGroups)),
          m_applicationGroups(NamesOf(topology.applicationSecurityGroups))
    {
    }

    void Run()
    {
        for (const auto& group : m_topology.networkSecurityGroups)
        {
            m_plan.estate.networkSecurityGroups.push_back(
                {group.name, Rules(group.name, group.securityRules)});
        }
        PlanAdminRules();
        PlanSubnets();
        PlanNics();
    }

  private:
    azure::RuleEnd End(const std::vector<std::string>& addresses,
                       const std::vector<std::string>& ports,
                       const std::vector<std::string>& groups,
                       const std::string& where) const
    {
        azure::RuleEnd end;
        for (const auto& text : addresses)
        {
            const std::string tag = azure::CanonicalServiceTag(text);
            if (!tag.empty())
            {
                end.serviceTag = tag;
            }
            else if (text != "*")
            {
                const auto address = IpAddress::Parse(text);
                end.prefixes.push_back(address ? Prefix(*address, address->GetBits())
                                               : ReadPrefix(text, where));
            }
        }
        for (const auto& text : ports)
        {
            end.ports.push_back(Need(azure::ParsePortRange(text), text, where));
        }
        for (const auto& name : groups)
        {
            end.applicationSecurityGroups.push_back(Resolve(m_applicationGroups, name, where));
        }
        return end;
    }

    std::vector<azure::SecurityRule> Rules(const std::string& group,
                                           const std::vector<SecurityRule>& rules) const
    {
        std::vector<azure::SecurityRule> all;
        for (const auto& rule : rules)
        {
            const std::string where = group + ", rule " + rule.name;
            all.push_back({rule.name,
                           static_cast<uint16_t>(rule.priority),
                           rule.direction == "Outbound" ? azure::RuleDirection::Outbound
                                                        : azure::RuleDirection::Inbound,
                           Need(azure::AccessFromWord(rule.access), rule.access, where),
                           Need(azure::RuleProtocolFromWord(rule.protocol), rule.protocol, where),
                           End(rule.sourceAddressPrefixes,
                               rule.sourcePortRanges,
                               rule.sourceApplicationSecurityGroups,
                               where),
                           End(rule.destinationAddressPrefixes,
                               rule.destinationPortRanges,
                               rule.destinationApplicationSecurityGroups,
                               where)});
        }
        return all;
    }

    void PlanAdminRules()
    {
        for (const auto& collection : m_topology.securityAdminRuleCollections)
        {
            auto& planned = m_plan.estate.securityAdminRules;
            planned.push_back({collection.name, Rules(collection.name, collection.rules)});
            for (const auto& vnet : collection.virtualNetworks)
            {
                m_plan.estate.vnets[Resolve(m_plan.vnets, vnet, collection.name)]
                    .securityAdminRules.push_back(static_cast<azure::Index>(planned.size() - 1));
            }
        }
    }

    void PlanSubnets()
    {
        for (const auto& vnet : m_topology.virtualNetworks)
        {
            for (const auto& subnet : vnet.subnets)
            {
                const std::string name = vnet.name + "/" + subnet.name;
                m_plan.estate.subnets[m_plan.subnets.at(name)].networkSecurityGroup =
                    ResolveIf(m_groups, subnet.networkSecurityGroup, name);
            }
        }
    }

    void PlanNics()
    {
        for (const auto& nic : m_topology.networkInterfaces)
        {
            auto& planned = m_plan.estate.nics[m_plan.nics.at(nic.name)];
            planned.networkSecurityGroup = ResolveIf(m_groups, nic.networkSecurityGroup, nic.name);
            for (size_t i = 0; i < nic.ipConfigurations.size(); ++i)
            {
                for (const auto& group : nic.ipConfigurations[i].applicationSecurityGroups)
                {
                    planned.ipConfigurations[i].applicationSecurityGroups.push_back(
                        Resolve(m_applicationGroups, group, nic.name));
                }
            }
        }
    }

    const Topology& m_topology;
    AzurePlan& m_plan;
    Names m_groups;
    Names m_applicationGroups;
};

/** Application security groups by name, anything else as Azure writes it. */
std::string
AddressWords(const azure::RuleEnd& end, const Topology& topology)
{
    std::string text;
    for (const auto group : end.applicationSecurityGroups)
    {
        text += (text.empty() ? "" : ",") + topology.applicationSecurityGroups[group].name;
    }
    return text.empty() ? azure::AddressText(end) : text;
}

} // namespace

void
PlanSecurity(const Topology& topology, AzurePlan& plan)
{
    SecurityPlanner(topology, plan).Run();
}

void
AddSecurityRows(std::vector<EffectiveSecurityRuleRow>& rows,
                const std::string& nic,
                const Topology& topology,
                const azure::Estate& estate,
                azure::Index index)
{
    for (const auto& row : azure::EffectiveSecurityRules(estate, index))
    {
        const auto& match = row.match;
        const auto& rule = *match.rule;
        const bool admin = match.stage == azure::RuleStage::AdminRules;
        const auto& groups = admin ? estate.securityAdminRules : estate.networkSecurityGroups;
        rows.push_back({nic,
                        groups[match.group].name,
                        ToWord(match.stage),
                        admin ? rule.name : azure::QualifiedName(rule),
                        ToWord(rule.direction),
                        rule.priority,
                        ToWord(rule.access),
                        ToWord(rule.protocol),
                        AddressWords(rule.source, topology),
                        azure::PortText(rule.source),
                        AddressWords(rule.destination, topology),
                        azure::PortText(rule.destination),
                        azure::JoinPrefixes(row.expandedSource),
                        azure::JoinPrefixes(row.expandedDestination)});
    }
}

} // namespace ns3::v6lab
