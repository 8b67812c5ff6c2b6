// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/azure/rule-evaluation.h"

#include "model/core/azure/end-sets.h"
#include "model/core/special-addresses.h"

#include <algorithm>
#include <functional>

namespace ns3::v6lab::azure
{

namespace
{

class Evaluator
{
  public:
    Evaluator(const Estate& estate, Index nic, RuleDirection direction, const PacketTuple& packet)
        : m_estate(estate),
          m_nic(estate.nics[nic]),
          m_direction(direction),
          m_packet(packet),
          m_members(MembersOf(estate)),
          m_sets(estate, m_nic.subnet, m_members)
    {
    }

    std::vector<StageEvaluation> Run()
    {
        const Subnet& subnet = m_estate.subnets[m_nic.subnet];
        StageEvaluation admin{RuleStage::AdminRules, {}};
        for (const Index collection : m_estate.vnets[subnet.vnet].securityAdminRules)
        {
            Add(admin, collection, m_estate.securityAdminRules[collection].rules);
        }
        StageEvaluation ofSubnet = OfGroup(RuleStage::Subnet, subnet.networkSecurityGroup);
        StageEvaluation ofNic = OfGroup(RuleStage::Nic, m_nic.networkSecurityGroup);
        if (m_direction == RuleDirection::Outbound) // S1
        {
            std::swap(ofSubnet, ofNic);
        }
        std::vector<StageEvaluation> stages;
        for (auto* stage : {&admin, &ofSubnet, &ofNic})
        {
            if (stage->rules.empty())
            {
                continue;
            }
            Sort(stage->rules);
            stages.push_back(std::move(*stage));
            const auto* matched = stages.back().Matched();
            if (matched && matched->rule->access != Access::Allow)
            {
                break;
            }
        }
        return stages;
    }

  private:
    static std::vector<AddressSet> MembersOf(const Estate& estate)
    {
        std::vector<AddressSet> all;
        for (const auto& prefixes : GroupMembers(estate))
        {
            auto& set = all.emplace_back();
            for (const auto& prefix : prefixes)
            {
                set.push_back({prefix, true});
            }
        }
        return all;
    }

    static void Sort(std::vector<RuleEvaluation>& rules)
    {
        std::stable_sort(rules.begin(),
                         rules.end(),
                         [](const RuleEvaluation& a, const RuleEvaluation& b) {
                             return a.rule->priority < b.rule->priority;
                         });
    }

    StageEvaluation OfGroup(RuleStage stage, Index group)
    {
        StageEvaluation evaluation{stage, {}};
        if (group != NOTHING)
        {
            Add(evaluation, group, m_estate.networkSecurityGroups[group].rules);
            Add(evaluation, group, DefaultSecurityRules());
        }
        return evaluation;
    }

    /** A7: what the platform's own addresses are asked about is another list. */
    bool Concerns(const SecurityRule& rule) const
    {
        const bool out = m_direction == RuleDirection::Outbound;
        return rule.direction == m_direction &&
               (!out || IsPlatformTag(rule.destination.serviceTag) ==
                            IsPlatformAddress(m_packet.destination));
    }

    void Add(StageEvaluation& stage, Index group, const std::vector<SecurityRule>& rules)
    {
        for (const auto& rule : rules)
        {
            if (Concerns(rule))
            {
                stage.rules.push_back(Evaluate(rule, group));
            }
        }
    }

    /** One field of the rule alone, with the others left open. */
    bool Fits(const std::function<void(ClassifierRule&)>& field)
    {
        static const AddressSet ANY = AnyAddress();
        ClassifierRule rule{RuleProtocol::Any, &ANY, &ANY, {}, {}};
        field(rule);
        return RuleClassifier({rule}).Match(m_packet) != RuleClassifier::NO_RULE;
    }

    RuleEvaluation Evaluate(const SecurityRule& rule, Index group)
    {
        RuleEvaluation evaluation;
        evaluation.rule = &rule;
        evaluation.group = group;
        evaluation.protocol = Fits([&](ClassifierRule& one) { one.protocol = rule.protocol; });
        evaluation.source = Fits([&](ClassifierRule& one) { one.source = m_sets.Of(rule.source); });
        evaluation.sourcePort =
            Fits([&](ClassifierRule& one) { one.sourcePorts = rule.source.ports; });
        evaluation.destination =
            Fits([&](ClassifierRule& one) { one.destination = m_sets.Of(rule.destination); });
        evaluation.destinationPort =
            Fits([&](ClassifierRule& one) { one.destinationPorts = rule.destination.ports; });
        return evaluation;
    }

    const Estate& m_estate;
    const Nic& m_nic;
    RuleDirection m_direction;
    const PacketTuple& m_packet;
    std::vector<AddressSet> m_members;
    EndSets m_sets;
};

} // namespace

const RuleEvaluation*
StageEvaluation::Matched() const
{
    const auto found = std::find_if(rules.begin(), rules.end(), [](const RuleEvaluation& one) {
        return one.Matches();
    });
    return found == rules.end() ? nullptr : &*found;
}

std::vector<StageEvaluation>
EvaluateRules(const Estate& estate, Index nic, RuleDirection direction, const PacketTuple& packet)
{
    return Evaluator(estate, nic, direction, packet).Run();
}

} // namespace ns3::v6lab::azure
