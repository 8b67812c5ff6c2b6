// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/azure/security-gate.h"

#include "model/core/azure/end-sets.h"
#include "model/core/special-addresses.h"

#include <algorithm>

namespace ns3::v6lab::azure
{

namespace
{

bool
HasPlatformTag(const SecurityRule& rule)
{
    return IsPlatformTag(rule.destination.serviceTag);
}

} // namespace

const char*
ToWord(RuleStage stage)
{
    switch (stage)
    {
    case RuleStage::AdminRules:
        return "virtual network";
    case RuleStage::Subnet:
        return "subnet";
    default:
        return "network interface";
    }
}

std::vector<std::vector<Prefix>>
GroupMembers(const Estate& estate)
{
    std::vector<std::vector<Prefix>> members;
    for (const auto& nic : estate.nics)
    {
        for (const auto& configuration : nic.ipConfigurations)
        {
            for (const Index group : configuration.applicationSecurityGroups)
            {
                members.resize(std::max<size_t>(members.size(), group + 1));
                const IpAddress& address = configuration.address;
                members[group].emplace_back(address, address.GetBits());
            }
        }
    }
    return members;
}

std::string
RuleText(const Estate& estate, const RuleMatch& match)
{
    return match.stage == RuleStage::AdminRules
               ? estate.securityAdminRules[match.group].name + "/" + match.rule->name
               : estate.networkSecurityGroups[match.group].name + "/" + QualifiedName(*match.rule);
}

SecurityGate::SecurityGate(const Estate& estate)
    : m_estate(estate)
{
    for (const auto& prefixes : GroupMembers(estate))
    {
        auto& set = m_members.emplace_back();
        for (const auto& prefix : prefixes)
        {
            set.push_back({prefix, true});
        }
    }
}

bool
SecurityGate::Guards(Index nic) const
{
    const Nic& self = m_estate.nics[nic];
    const Subnet& subnet = m_estate.subnets[self.subnet];
    return self.networkSecurityGroup != NOTHING || subnet.networkSecurityGroup != NOTHING ||
           !m_estate.vnets[subnet.vnet].securityAdminRules.empty() ||
           std::any_of(self.ipConfigurations.begin(),
                       self.ipConfigurations.end(),
                       [](const IpConfiguration& one) { return one.closedByDefault; });
}

SecurityGate::Half
SecurityGate::Compile(Index subnet, std::vector<Entry> entries) const
{
    std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
        return a.rule->priority < b.rule->priority;
    });
    EndSets sets(m_estate, subnet, m_members);
    std::vector<ClassifierRule> rules;
    for (const auto& entry : entries)
    {
        const SecurityRule& rule = *entry.rule;
        rules.push_back({rule.protocol,
                         sets.Of(rule.source),
                         sets.Of(rule.destination),
                         rule.source.ports,
                         rule.destination.ports});
    }
    return {std::move(entries), RuleClassifier(rules)};
}

std::unique_ptr<SecurityGate::Compiled>
SecurityGate::CompileAll(Index subnet, const std::vector<Entry>& entries) const
{
    std::vector<Entry> inbound;
    std::vector<Entry> outbound;
    std::vector<Entry> platform;
    for (const auto& entry : entries)
    {
        const bool out = entry.rule->direction == RuleDirection::Outbound;
        (!out ? inbound : HasPlatformTag(*entry.rule) ? platform : outbound).push_back(entry);
    }
    auto compiled = std::make_unique<Compiled>();
    compiled->inbound = Compile(subnet, std::move(inbound));
    compiled->outbound = Compile(subnet, std::move(outbound));
    compiled->platform = Compile(subnet, std::move(platform));
    return compiled;
}

const SecurityGate::Compiled&
SecurityGate::Group(Index subnet, Index group)
{
    const Subnet& self = m_estate.subnets[subnet];
    auto& compiled = m_compiled[{group, self.vnet, self.routeTable}];
    if (!compiled)
    {
        std::vector<Entry> entries;
        for (const auto& rule : m_estate.networkSecurityGroups[group].rules)
        {
            entries.push_back({group, &rule});
        }
        for (const auto& rule : DefaultSecurityRules())
        {
            entries.push_back({group, &rule});
        }
        compiled = CompileAll(subnet, entries);
    }
    return *compiled;
}

const SecurityGate::Compiled*
SecurityGate::AdminRules(Index subnet)
{
    const Subnet& self = m_estate.subnets[subnet];
    const auto& collections = m_estate.vnets[self.vnet].securityAdminRules;
    if (collections.empty())
    {
        return nullptr;
    }
    auto& compiled = m_compiled[{NOTHING, self.vnet, self.routeTable}];
    if (!compiled)
    {
        std::vector<Entry> entries;
        for (const Index collection : collections)
        {
            for (const auto& rule : m_estate.securityAdminRules[collection].rules)
            {
                entries.push_back({collection, &rule});
            }
        }
        compiled = CompileAll(subnet, entries);
    }
    return compiled.get();
}

/** True if the packet's fate is settled: it is refused, or AlwaysAllow lets it pass. */
bool
SecurityGate::Ask(SecurityVerdict& verdict,
                  RuleStage stage,
                  const Compiled& rules,
                  RuleDirection direction,
                  const PacketTuple& packet) const
{
    const bool inbound = direction == RuleDirection::Inbound;
    const Half& half = inbound                                 ? rules.inbound
                       : IsPlatformAddress(packet.destination) ? rules.platform
                                                               : rules.outbound;
    const size_t place = half.classifier.Match(packet);
    if (place == RuleClassifier::NO_RULE)
    {
        return false;
    }
    const Entry& entry = half.entries[place];
    verdict.matches[verdict.count++] = {stage, entry.group, entry.rule};
    if (entry.rule->access == Access::Deny)
    {
        verdict.reason = stage == RuleStage::AdminRules ? Reason::AzureAdminRuleDeny
                         : inbound                      ? Reason::AzureNsgDenyInbound
                                                        : Reason::AzureNsgDenyOutbound;
    }
    return entry.rule->access != Access::Allow;
}

SecurityVerdict
SecurityGate::Judge(Index nic,
                    RuleDirection direction,
                    const PacketTuple& packet,
                    bool fromInternet)
{
    const Nic& self = m_estate.nics[nic];
    SecurityVerdict verdict;
    const Compiled* admin = AdminRules(self.subnet);
    if (admin && Ask(verdict, RuleStage::AdminRules, *admin, direction, packet)) // N4
    {
        return verdict;
    }
    std::array<std::pair<RuleStage, Index>, 2> order{
        // S1: inbound
        std::pair{RuleStage::Subnet, m_estate.subnets[self.subnet].networkSecurityGroup},
        std::pair{RuleStage::Nic, self.networkSecurityGroup}};
    if (direction == RuleDirection::Outbound)
    {
        std::swap(order[0], order[1]);
    }
    bool attached = false;
    for (const auto& [stage, group] : order)
    {
        attached |= group != NOTHING;
        if (group != NOTHING && Ask(verdict, stage, Group(self.subnet, group), direction, packet))
        {
            return verdict;
        }
    }
    if (fromInternet && !attached && m_estate.assumptions.standardAddressesShut &&
        IsClosed(nic, packet.destination)) // S4
    {
        verdict.reason = Reason::AzurePublicAddressClosed;
    }
    return verdict;
}

SecurityVerdict
SecurityGate::JudgeEndpoint(Index endpoint, const PacketTuple& packet)
{
    const Index subnet = m_estate.privateEndpoints[endpoint].subnet;
    const Subnet& self = m_estate.subnets[subnet];
    SecurityVerdict verdict;
    if (self.privateEndpointNetworkPolicies && self.networkSecurityGroup != NOTHING)
    {
        Ask(verdict,
            RuleStage::Subnet,
            Group(subnet, self.networkSecurityGroup),
            RuleDirection::Inbound,
            packet);
    }
    return verdict;
}

void
SecurityGate::Forget(Index subnet)
{
    const Subnet& self = m_estate.subnets[subnet];
    for (auto one = m_compiled.begin(); one != m_compiled.end();)
    {
        const auto& [group, vnet, table] = one->first;
        const bool concerned = vnet == self.vnet && table == self.routeTable;
        one = concerned ? m_compiled.erase(one) : std::next(one);
    }
}

bool
SecurityGate::IsClosed(Index nic, const IpAddress& destination) const
{
    const auto& all = m_estate.nics[nic].ipConfigurations;
    return std::any_of(all.begin(), all.end(), [&](const IpConfiguration& one) {
        return one.closedByDefault && one.address == destination;
    });
}

} // namespace ns3::v6lab::azure
