// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/azure/effective-security.h"

#include <algorithm>

namespace ns3::v6lab::azure
{

namespace
{

class Lister
{
  public:
    Lister(const Estate& estate, Index nic)
        : m_estate(estate),
          m_nic(estate.nics[nic]),
          m_members(GroupMembers(estate))
    {
    }

    std::vector<EffectiveSecurityRule> Run()
    {
        const Subnet& subnet = m_estate.subnets[m_nic.subnet];
        for (const auto direction : {RuleDirection::Inbound, RuleDirection::Outbound})
        {
            AddAdminRules(m_estate.vnets[subnet.vnet], direction);
            if (direction == RuleDirection::Inbound) // S1
            {
                AddGroup(RuleStage::Subnet, subnet.networkSecurityGroup, direction);
                AddGroup(RuleStage::Nic, m_nic.networkSecurityGroup, direction);
            }
            else
            {
                AddGroup(RuleStage::Nic, m_nic.networkSecurityGroup, direction);
                AddGroup(RuleStage::Subnet, subnet.networkSecurityGroup, direction);
            }
        }
        return std::move(m_rows);
    }

  private:
    void AddAdminRules(const Vnet& vnet, RuleDirection direction)
    {
        const size_t from = m_rows.size();
        for (const Index collection : vnet.securityAdminRules)
        {
            Add(RuleStage::AdminRules,
                collection,
                m_estate.securityAdminRules[collection].rules,
                direction);
        }
        Sort(from);
    }

    void AddGroup(RuleStage stage, Index group, RuleDirection direction)
    {
        if (group != NOTHING)
        {
            const size_t from = m_rows.size();
            Add(stage, group, m_estate.networkSecurityGroups[group].rules, direction);
            Add(stage, group, DefaultSecurityRules(), direction);
            Sort(from);
        }
    }

    void Add(RuleStage stage,
             Index group,
             const std::vector<SecurityRule>& rules,
             RuleDirection direction)
    {
        for (const auto& rule : rules)
        {
            if (rule.direction == direction)
            {
                m_rows.push_back(
                    {{stage, group, &rule}, Expand(rule.source), Expand(rule.destination)});
            }
        }
    }

    void Sort(size_t from)
    {
        std::stable_sort(m_rows.begin() + static_cast<std::ptrdiff_t>(from),
                         m_rows.end(),
                         [](const EffectiveSecurityRule& a, const EffectiveSecurityRule& b) {
                             return a.match.rule->priority < b.match.rule->priority;
                         });
    }

    std::vector<Prefix> Expand(const RuleEnd& end) const
    {
        if (end.serviceTag == "VirtualNetwork")
        {
            return VirtualNetworkTag(m_estate, m_nic.subnet);
        }
        if (end.serviceTag == "AzureLoadBalancer")
        {
            return AzureLoadBalancerTag();
        }
        std::vector<Prefix> all;
        for (const Index group : end.applicationSecurityGroups)
        {
            if (group < m_members.size())
            {
                all.insert(all.end(), m_members[group].begin(), m_members[group].end());
            }
        }
        return all;
    }

    const Estate& m_estate;
    const Nic& m_nic;
    std::vector<std::vector<Prefix>> m_members;
    std::vector<EffectiveSecurityRule> m_rows;
};

} // namespace

std::vector<EffectiveSecurityRule>
EffectiveSecurityRules(const Estate& estate, Index nic)
{
    return Lister(estate, nic).Run();
}

std::string
JoinPrefixes(const std::vector<Prefix>& prefixes)
{
    std::string text;
    for (const auto& prefix : prefixes)
    {
        text += (text.empty() ? "" : ",") + prefix.ToString();
    }
    return text;
}

std::string
AddressText(const RuleEnd& end)
{
    if (end.IsAnyAddress())
    {
        return "*";
    }
    return end.serviceTag.empty() ? JoinPrefixes(end.prefixes) : end.serviceTag;
}

std::string
PortText(const RuleEnd& end)
{
    std::string text;
    for (const auto& range : end.ports)
    {
        text += (text.empty() ? "" : ",") + std::to_string(range.first);
        text += range.first == range.last ? "" : "-" + std::to_string(range.last);
    }
    return text.empty() ? "0-65535" : text;
}

} // namespace ns3::v6lab::azure
