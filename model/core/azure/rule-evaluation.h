// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_AZURE_RULE_EVALUATION_H
#define V6LAB_AZURE_RULE_EVALUATION_H

#include "model/core/azure/security-gate.h"

#include <vector>

/** What Network Watcher's NSG diagnostics say: rule by rule, and field by field. */
namespace ns3::v6lab::azure
{

/** Which fields of a rule a packet matches; the rule matches if all do. */
struct RuleEvaluation
{
    const SecurityRule* rule{nullptr};
    Index group{NOTHING}; //!< as in RuleMatch
    bool protocol{false};
    bool source{false};
    bool sourcePort{false};
    bool destination{false};
    bool destinationPort{false};

    bool Matches() const
    {
        return protocol && source && sourcePort && destination && destinationPort;
    }
};

/** The rules of one stage that are for the packet's direction, in the order of their priority. */
struct StageEvaluation
{
    RuleStage stage{RuleStage::Subnet};
    std::vector<RuleEvaluation> rules;

    /** The first one that matches; null if none does. */
    const RuleEvaluation* Matched() const;
};

/**
 * Asks an interface's rules about the first packet of a flow, one by one, until a stage has settled
 * its fate (N4, S1). For questions: costs as much as there are rules.
 */
std::vector<StageEvaluation> EvaluateRules(const Estate& estate,
                                           Index nic,
                                           RuleDirection direction,
                                           const PacketTuple& packet);

} // namespace ns3::v6lab::azure

#endif // V6LAB_AZURE_RULE_EVALUATION_H
