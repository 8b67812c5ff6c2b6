// SPDX-License-Identifier: GPL-2.0-only
// Network Watcher's connection troubleshoot: a probe is simulated, and judged in its words.
#include "helper/install/probe-run.h"
#include "helper/topology/validate.h"
#include "model/core/azure/diagnosis.h"
#include "scenarios/cli/azure-question.h"
#include "scenarios/cli/probe-words.h"
#include "scenarios/cli/rule-analysis.h"
#include "scenarios/cli/verbs.h"

#include "ns3/rng-seed-manager.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <numeric>

namespace po = boost::program_options;

namespace ns3::v6lab::cli
{

namespace
{

using Json = nlohmann::ordered_json;

constexpr uint32_t MOST_PROBES = 100;

uint32_t
Number(const AzureQuestion& question, const char* option, uint32_t least, uint32_t most)
{
    const auto value = question.map[option].as<int64_t>();
    if (value < least || value > most)
    {
        throw UsageError(fmt::format("--{}={}: allowed is {} to {}", option, value, least, most));
    }
    return static_cast<uint32_t>(value);
}

/** "Tcp" or "Icmp", whatever the letter case. */
bool
IsTcp(const AzureQuestion& question)
{
    const std::string text = question.map["protocol"].as<std::string>();
    for (const auto& [word, tcp] : {std::pair("tcp", true), std::pair("icmp", false)})
    {
        if (std::equal(
                text.begin(),
                text.end(),
                word,
                word + std::string(word).size(),
                [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == b; }))
        {
            return tcp;
        }
    }
    throw UsageError(fmt::format("--protocol={}: allowed is Tcp|Icmp", text));
}

std::string
SourceOf(const AzureQuestion& question)
{
    const std::string name = Need(question, "vm", "app");
    const auto& all = question.topology.virtualMachines;
    std::vector<std::string> names;
    for (const auto& vm : all)
    {
        names.push_back(vm.name);
    }
    if (std::find(names.begin(), names.end(), name) == names.end())
    {
        throw UsageError(fmt::format("--vm={}: there is no such virtual machine; allowed are {}",
                                     name,
                                     fmt::join(names, ", ")));
    }
    return name;
}

Workload
ProbeOf(const AzureQuestion& question)
{
    const bool byAddress = question.map.count("dest-address") != 0;
    if (byAddress == (question.map.count("dest-resource") != 0))
    {
        throw UsageError("--dest-address or --dest-resource: give one of them");
    }
    Workload probe;
    probe.name = "connectivity";
    probe.from = SourceOf(question);
    probe.to = byAddress ? NeedAddress(question, "dest-address").ToString()
                         : question.map["dest-resource"].as<std::string>();
    probe.count = Number(question, "probes", 1, MOST_PROBES);
    probe.kind = IsTcp(question) ? "tcp" : "ping";
    if (probe.kind == "tcp")
    {
        if (!question.map.count("dest-port"))
        {
            throw UsageError("--dest-port is missing: write --dest-port 443, or --protocol Icmp");
        }
        probe.port = static_cast<uint16_t>(Number(question, "dest-port", 1, 65535));
    }
    else if (question.map.count("dest-port"))
    {
        throw UsageError("--dest-port: only Tcp has ports");
    }
    probe.family = question.map.count("family") ? question.map["family"].as<std::string>() : "auto";
    if (probe.family != "auto" && probe.family != "v4" && probe.family != "v6")
    {
        throw UsageError(fmt::format("--family={}: allowed is v4|v6|auto", probe.family));
    }
    return probe;
}

double
Milliseconds(double value)
{
    return std::round(value * 1000) / 1000;
}

Json
NextHopOf(const AzureQuestion& question, const ProbeResult& result)
{
    const auto& topology = question.topology;
    for (const auto& [name, index] : question.plan.nics)
    {
        const auto& nic = question.plan.estate.nics[index];
        for (const auto& one : nic.ipConfigurations)
        {
            const bool own =
                std::any_of(topology.virtualMachines.begin(),
                            topology.virtualMachines.end(),
                            [&, nicName = name](const VirtualMachine& vm) {
                                const auto& all = vm.networkInterfaces;
                                return vm.name == result.flow.sourceNode &&
                                       std::find(all.begin(), all.end(), nicName) != all.end();
                            });
            if (!own || one.address != result.flow.source)
            {
                continue;
            }
            const auto hop = azure::NextHop(result.estate, nic.subnet, result.flow.destination);
            return {
                {"NextHopType",
                 hop.nextHopType == "VirtualNetwork" ? "VnetLocal" : hop.nextHopType},
                {"NextHopIpAddress", hop.nextHopIpAddress ? hop.nextHopIpAddress->ToString() : ""},
                {"RouteTableId",
                 hop.routeTable == azure::NOTHING ? "System Route"
                                                  : topology.routeTables[hop.routeTable].name}};
        }
    }
    return nullptr;
}

/** What the probes were sent through: a design, in which no other traffic is. */
std::string
BasisOf(const AzureQuestion& question, const ProbeResult& result)
{
    const std::string start = SecondsText(result.startNs);
    return question.recorded
               ? fmt::format("the design of run {}, simulated again to {} without its workloads",
                             question.recorded->handle.id,
                             start)
               : fmt::format("the design, simulated to {}", start);
}

/** Nothing: when the BGP sessions are up. */
std::optional<Time>
StartOf(const AzureQuestion& question)
{
    const auto asked = TimeAsked(question);
    if (!asked && question.recorded && !question.recorded->endNs)
    {
        throw UsageError(fmt::format("run {} did not end: say by --at TIME when to probe",
                                     question.recorded->handle.id));
    }
    const auto start = asked || !question.recorded ? asked : question.recorded->endNs;
    return start ? std::optional(NanoSeconds(*start)) : std::nullopt;
}

/** A flow must not end where it starts; the machine's assigned addresses are known here only. */
void
RefuseOwnAddress(const AzureQuestion& question, const Workload& probe)
{
    const auto address = IpAddress::Parse(probe.to);
    for (const auto& vm : question.topology.virtualMachines)
    {
        for (const auto& name : vm.networkInterfaces)
        {
            const auto& nic = question.plan.estate.nics[question.plan.nics.at(name)];
            const auto& all = nic.ipConfigurations;
            const bool own = std::any_of(all.begin(), all.end(), [&](const auto& one) {
                return one.address == address || one.publicAddress == address;
            });
            if (address && own && vm.name == probe.from)
            {
                throw UsageError(fmt::format("--dest-address={}: is an address of {} itself",
                                             probe.to,
                                             probe.from));
            }
        }
    }
}

Json
AnswerOf(const AzureQuestion& question, const Workload& probe, const ProbeResult& result)
{
    const auto& flow = result.flow;
    const bool reachable = flow.receivedPackets > 0;
    Json answer{{"ConnectionStatus", reachable ? "Reachable" : "Unreachable"}};
    const auto& rtt = flow.rttMs;
    if (!rtt.empty())
    {
        const double sum = std::accumulate(rtt.begin(), rtt.end(), 0.0);
        answer["AvgLatencyInMs"] = Milliseconds(sum / static_cast<double>(rtt.size()));
        answer["MinLatencyInMs"] = Milliseconds(*std::min_element(rtt.begin(), rtt.end()));
        answer["MaxLatencyInMs"] = Milliseconds(*std::max_element(rtt.begin(), rtt.end()));
    }
    answer["AnswersFor"] = BasisOf(question, result);
    answer["ProbesSent"] = flow.sentPackets;
    answer["ProbesFailed"] = flow.sentPackets - flow.receivedPackets;
    answer["Hops"] = HopsOf(question, result);
    answer["Issues"] = IssuesOf(question, result);
    answer["NextHopAnalysis"] = NextHopOf(question, result);
    answer["SourceSecurityRuleAnalysis"] = SourceAnalysis(question, probe, result);
    answer["DestinationSecurityRuleAnalysis"] = DestinationAnalysis(question, probe, result);
    const bool left = !flow.source.IsUnspecified();
    answer["SourcePortStatus"] = left ? "Reachable" : "Unknown";
    answer["DestinationPortStatus"] = reachable ? "Reachable"
                                      : !left   ? "Unknown"
                                      : flow.failure.find("refused") == std::string::npos
                                          ? "Timeout"
                                          : "NoConnection";
    return answer;
}

std::string
Plain(const Json& value)
{
    return value.is_string() ? value.get<std::string>() : value.dump();
}

void
PrintAnswer(const Json& answer)
{
    for (const auto& [name, value] : answer.items())
    {
        if (!value.is_structured() && !value.is_null())
        {
            fmt::print("{:<22} {}\n", name, Plain(value));
        }
    }
    fmt::print("Hops\n");
    for (const auto& hop : answer["Hops"])
    {
        fmt::print("  {:<17} {:<24} {}\n",
                   Plain(hop["Type"]),
                   Plain(hop["Address"]),
                   Plain(hop["ResourceId"]));
    }
    for (const auto& issue : answer["Issues"])
    {
        fmt::print("Issue                  {} {} {}:",
                   Plain(issue["Severity"]),
                   Plain(issue["Origin"]),
                   Plain(issue["Type"]));
        for (const auto& one : issue["Context"])
        {
            fmt::print(" {}={}", Plain(one["key"]), Plain(one["value"]));
        }
        fmt::print("\n");
    }
}

} // namespace

int
Connectivity(const Words& words)
{
    po::options_description own("options");
    const auto text = [](const char* name) { return po::value<std::string>()->value_name(name); };
    own.add_options()                                                                    //
        ("dest-address", text("ADDR"), "where the probes go")                            //
        ("dest-resource", text("NAME"), "or the virtual machine, node or load balancer") //
        ("dest-port",
         po::value<int64_t>()->value_name("PORT"),
         "of Tcp; something listens there")                                                       //
        ("protocol", text("PROTOCOL")->default_value("Tcp"), "Tcp|Icmp")                          //
        ("family", text("FAMILY"), "v4|v6|auto, with --dest-resource")                            //
        ("probes", po::value<int64_t>()->value_name("N")->default_value(4), "how many, 1 to 100") //
        ("at",
         text("TIME"),
         "simulated time of the first probe. Probes are new packets, sent through the design "
         "alone: "
         "of a run, it is simulated again without its workloads up to this time, or to the run's "
         "end; else until BGP sessions are up");
    const auto question = AskAzure("connectivity", own, words);
    if (!question)
    {
        return GOOD;
    }
    if (question->map.count("nic"))
    {
        throw UsageError("--nic: the guest chooses the interface; name a machine by --vm");
    }
    const Workload probe = ProbeOf(*question);
    Topology judged = question->topology;
    judged.workloads = {probe};
    judged.checks.clear();
    for (const auto& fault : Validate(judged))
    {
        if (fault.path.rfind("workloads", 0) == 0)
        {
            throw UsageError("--dest-resource, --dest-address: " + fault.sentence);
        }
    }
    RefuseOwnAddress(*question, probe);
    const auto start = StartOf(*question);
    if (question->recorded)
    {
        RngSeedManager::SetSeed(question->recorded->seed);
        RngSeedManager::SetRun(question->recorded->run);
    }
    const auto result = RunProbe(question->topology, probe, start);
    const Json answer = AnswerOf(*question, probe, result);
    if (question->map.count("json"))
    {
        fmt::print("{}\n", answer.dump(2));
    }
    else
    {
        PrintAnswer(answer);
    }
    return answer["ConnectionStatus"] == "Reachable" ? GOOD : FAILED;
}

} // namespace ns3::v6lab::cli
