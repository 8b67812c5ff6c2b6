// SPDX-License-Identifier: GPL-2.0-only
// What security rules say about a probe, in the form of connection troubleshoot's answer.
#include "scenarios/cli/rule-analysis.h"

#include "model/core/azure/rule-evaluation.h"
#include "model/core/packet-facts.h"

#include <algorithm>

namespace ns3::v6lab::cli
{

namespace
{

using Json = nlohmann::ordered_json;

std::string
NameOf(const std::map<std::string, azure::Index>& names, azure::Index index)
{
    const auto found = std::find_if(names.begin(), names.end(), [index](const auto& entry) {
        return entry.second == index;
    });
    return found == names.end() ? "" : found->first;
}

/** What the rules of a stage are attached to. */
std::string
AppliedTo(const AzureQuestion& question, azure::Index nic, azure::RuleStage stage)
{
    const auto subnet = question.plan.estate.nics[nic].subnet;
    switch (stage)
    {
    case azure::RuleStage::AdminRules:
        return NameOf(question.plan.vnets, question.plan.estate.subnets[subnet].vnet);
    case azure::RuleStage::Subnet:
        return NameOf(question.plan.subnets, subnet);
    default:
        return NameOf(question.plan.nics, nic);
    }
}

std::string
RuleName(azure::RuleStage stage, const azure::SecurityRule& rule)
{
    return stage == azure::RuleStage::AdminRules ? rule.name : azure::QualifiedName(rule);
}

Json
GroupsOf(const AzureQuestion& question,
         azure::Index nic,
         const std::vector<azure::StageEvaluation>& stages)
{
    const auto& estate = question.plan.estate;
    Json groups = Json::array();
    for (const auto& stage : stages)
    {
        const auto* matched = stage.Matched();
        const auto& one = matched ? *matched : stage.rules.front();
        const auto& all = stage.stage == azure::RuleStage::AdminRules
                              ? estate.securityAdminRules
                              : estate.networkSecurityGroups;
        Json group{{"NetworkSecurityGroupId", all[one.group].name},
                   {"AppliedTo", AppliedTo(question, nic, stage.stage)},
                   {"MatchedRule", nullptr}};
        if (matched)
        {
            group["MatchedRule"] = {{"RuleName", RuleName(stage.stage, *matched->rule)},
                                    {"Action", azure::ToWord(matched->rule->access)}};
        }
        groups.push_back(group);
    }
    return groups;
}

Json
RulesOf(const std::vector<azure::StageEvaluation>& stages)
{
    Json rules = Json::array();
    for (const auto& stage : stages)
    {
        for (const auto& one : stage.rules)
        {
            rules.push_back({{"Name", RuleName(stage.stage, *one.rule)},
                             {"ProtocolMatched", one.protocol},
                             {"SourceMatched", one.source},
                             {"SourcePortMatched", one.sourcePort},
                             {"DestinationMatched", one.destination},
                             {"DestinationPortMatched", one.destinationPort}});
        }
    }
    return rules;
}

/** Rules see the interface's private address (S5). */
IpAddress
PrivateOf(const azure::Nic& nic, const IpAddress& address)
{
    for (const auto& one : nic.ipConfigurations)
    {
        if (one.publicAddress == address)
        {
            return one.address;
        }
    }
    return address;
}

Json
Analyse(const AzureQuestion& question,
        const Workload& probe,
        const ProbeResult& result,
        azure::RuleDirection direction)
{
    const bool out = direction == azure::RuleDirection::Outbound;
    const auto& flow = result.flow;
    const auto nic = out ? NicOf(question, flow.source, probe.from)
                         : NicOf(question, flow.destination, flow.destinationNode);
    Json results = Json::array();
    if (nic == azure::NOTHING)
    {
        return {{"Results", results}};
    }
    const bool tcp = probe.kind == "tcp";
    azure::PacketTuple packet;
    packet.source = flow.source;
    packet.destination =
        out ? flow.destination : PrivateOf(question.plan.estate.nics[nic], flow.destination);
    packet.protocol = tcp                  ? protocol::TCP
                      : flow.source.IsV4() ? protocol::ICMPV4
                                           : protocol::ICMPV6;
    packet.hasPorts = tcp;
    packet.sourcePort = tcp ? flow.sourcePort : uint16_t{0};
    packet.destinationPort = tcp ? probe.port : uint16_t{0};
    const auto& estate = question.plan.estate;
    const auto verdict =
        azure::SecurityGate(estate).Judge(nic,
                                          direction,
                                          packet,
                                          !out && packet.destination != flow.destination);
    const auto stages = azure::EvaluateRules(estate, nic, direction, packet);
    results.push_back({{"Profile",
                        {{"Source", packet.source.ToString()},
                         {"Destination", packet.destination.ToString()},
                         {"DestinationPort", tcp ? std::to_string(packet.destinationPort) : "0"},
                         {"Protocol", tcp ? "Tcp" : "Icmp"},
                         {"Direction", out ? "Outbound" : "Inbound"}}},
                       {"NetworkSecurityGroupResult",
                        {{"SecurityRuleAccessResult", verdict.Passes() ? "Allow" : "Deny"},
                         {"EvaluatedSecurityGroups", GroupsOf(question, nic, stages)},
                         {"RulesEvaluationResult", RulesOf(stages)}}}});
    return {{"Results", results}};
}

} // namespace

azure::Index
NicOf(const AzureQuestion& question, const IpAddress& address, const std::string& machine)
{
    const auto& nics = question.plan.estate.nics;
    azure::Index found = azure::NOTHING;
    for (azure::Index nic = 0; nic < nics.size(); ++nic)
    {
        const auto& all = nics[nic].ipConfigurations;
        const bool has = std::any_of(all.begin(), all.end(), [&](const auto& one) {
            return one.address == address || one.publicAddress == address;
        });
        const bool named = has && MachineOf(question, nic) == machine;
        found = named || (has && found == azure::NOTHING) ? nic : found;
    }
    return found;
}

std::string
MachineOf(const AzureQuestion& question, azure::Index nic)
{
    const std::string name = NameOf(question.plan.nics, nic);
    for (const auto& vm : question.topology.virtualMachines)
    {
        const auto& all = vm.networkInterfaces;
        if (!name.empty() && std::find(all.begin(), all.end(), name) != all.end())
        {
            return vm.name;
        }
    }
    return "";
}

Json
SourceAnalysis(const AzureQuestion& question, const Workload& probe, const ProbeResult& result)
{
    return Analyse(question, probe, result, azure::RuleDirection::Outbound);
}

Json
DestinationAnalysis(const AzureQuestion& question, const Workload& probe, const ProbeResult& result)
{
    return Analyse(question, probe, result, azure::RuleDirection::Inbound);
}

} // namespace ns3::v6lab::cli
