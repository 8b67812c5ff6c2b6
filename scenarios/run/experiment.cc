// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/run/experiment.h"

#include "helper/dns/zone-plan.h"
#include "helper/format/write.h"
#include "helper/install/azure-install.h"
#include "helper/install/install.h"
#include "helper/install/monitor-install.h"
#include "helper/install/pcap-install.h"
#include "helper/install/route-watch.h"
#include "helper/install/workload-install.h"
#include "helper/topology/dhcp-text.h"
#include "helper/topology/quantity.h"
#include "helper/version.h"
#include "model/record/bench-writer.h"
#include "scenarios/measurement.h"
#include "scenarios/run/interrupt.h"
#include "scenarios/run/ns3-attributes.h"

#include "ns3/global-value.h"
#include "ns3/rng-seed-manager.h"
#include "ns3/simulator.h"
#include "ns3/string.h"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace ns3::v6lab
{

namespace
{

void
PrepareNs3(const RunSettings& settings)
{
    // Few timers are cancelled, many are pending: the fastest of ns-3's schedulers for that.
    GlobalValue::Bind("SchedulerType", StringValue("ns3::PriorityQueueScheduler"));
    SetNs3Attributes(settings.ns3Attributes);
    RngSeedManager::SetSeed(static_cast<uint32_t>(settings.seed));
    RngSeedManager::SetRun(settings.run);
}

std::optional<uint32_t>
MillisecondsOf(const std::string& duration)
{
    const auto ns = ParseDuration(duration);
    return ns ? std::optional(static_cast<uint32_t>(*ns / 1'000'000)) : std::nullopt;
}

std::vector<CheckSpec>
SpecsOf(const Topology& topology)
{
    std::vector<CheckSpec> specs;
    for (const auto& check : topology.checks)
    {
        specs.push_back({check.name,
                         check.workload,
                         check.expect,
                         check.reason,
                         check.at,
                         check.family,
                         check.path,
                         check.returnPath,
                         check.translations,
                         check.ttl,
                         check.clause,
                         check.routers,
                         check.called,
                         check.answer,
                         check.sessions,
                         check.bindings,
                         MillisecondsOf(check.silence),
                         MillisecondsOf(check.attemptDelay),
                         check.authentic,
                         check.machines,
                         check.spread,
                         check.answerTtl,
                         check.answeredFrom});
    }
    return specs;
}

void
RecordDesign(Recorder& recorder,
             const Design& design,
             const Installation& installation,
             bool measured)
{
    recorder.SetNodeNames(installation.names);
    recorder.SetLedger(installation.ledger);
    if (!measured) // of a measurement trials are recorded, not queries
    {
        recorder.SetDnsLedger(installation.dnsLedger);
    }
    ForEachTracedModel(installation,
                       [&recorder](const Ptr<Object>& model) { recorder.Watch(model); });
    recorder.AddEffectiveSecurityRules(EffectiveSecurityRules(design.topology, installation));
    std::vector<LeftOutRow> leftOut;
    for (const auto& item : design.topology.leftOut)
    {
        leftOut.push_back({item.name, item.type, item.what});
    }
    recorder.AddLeftOut(leftOut);
    recorder.AddChecks(SpecsOf(design.topology));
}

void
AddNew(std::vector<std::string>& all, const std::vector<std::string>& more)
{
    for (const auto& one : more)
    {
        if (std::find(all.begin(), all.end(), one) == all.end())
        {
            all.push_back(one);
        }
    }
}

/** In the zones', the pools' and the translators' own words; `translate` has the same of
 * translators. */
std::vector<std::string>
WarningsOf(const Design& design, const Installation& installation)
{
    std::vector<std::string> warnings;
    AddNew(warnings, design.warnings);
    AddNew(warnings, WarningsOfZones(design.topology, [&installation](const std::string& node) {
               const auto found = installation.addresses.find(node);
               return found == installation.addresses.end() ? std::vector<IpAddress>()
                                                            : found->second;
           }));
    AddNew(warnings, WarningsOfPools(design.topology));
    for (const auto& translator : installation.translators)
    {
        AddNew(warnings, translator->GetWarnings());
    }
    return warnings;
}

/** The same of a measurement, whose trials are on record as they come. */
RunStatus
Measure(Measurement& measurement, BenchWriter& writer, const ProgressReport& report)
{
    const Interrupt interrupt;
    const Progress progress(measurement.GetExpectedEnd(), report);
    const bool ended = measurement.Run([&] {
        writer.WriteSome(measurement.GetRows());
        return !interrupt.Happened();
    });
    return ended ? RunStatus::Complete : RunStatus::Incomplete;
}

/** Runs to the end or to Ctrl-C; returns how it ended. */
RunStatus
Simulate(const Topology& topology, const Installation& installation, const ProgressReport& report)
{
    const Interrupt interrupt;
    const Progress progress(EndOfWorkloads(topology), report);
    StopWhenWorkloadsEnd(installation, SettleTime(topology));
    Simulator::Run();
    return interrupt.Happened() ? RunStatus::Incomplete : RunStatus::Complete;
}

/** A run whose captures are not whole has failed, and is on record as such. */
void
Finish(Recorder& recorder, const Captures& captures, RunStatus status)
{
    try
    {
        CloseCaptures(captures);
    }
    catch (const CaptureError&)
    {
        recorder.Finish(RunStatus::Failed);
        throw;
    }
    recorder.Finish(status);
}

} // namespace

RunInfo
DescribeRun(const Design& design, const RunSettings& settings)
{
    RunInfo info;
    info.scenario = design.name;
    info.topology = WriteYaml(design.topology);
    nlohmann::json options = design.options;
    for (const auto& [name, value] : settings.ns3Attributes)
    {
        options[name] = value;
    }
    if (design.options.empty())
    {
        // A file is known by its content too: edited, it gives another run.
        options["topology"] = StableHash(info.topology);
    }
    info.options = options.dump();
    info.seed = settings.seed;
    info.run = settings.run;
    info.version = Version();
    return info;
}

RunResult
RunDesign(const Design& design, const RunSettings& settings)
{
    RefuseFaults(design);
    PrepareNs3(settings);
    const Ns3CrashNotice notice(settings.ns3Attributes);
    RunResult result;
    result.database = Database::Create(settings.database);
    const Installation installation = Install(design.topology);
    result.warnings = WarningsOf(design, installation);
    Captures captures;
    if (!settings.pcapDirectory.empty()) // before the run is on record: the folder may be refused
    {
        captures = EnablePcap(installation, settings.pcapDirectory);
    }
    const auto measurement =
        design.scenario ? design.scenario->Measure(installation) : std::unique_ptr<Measurement>();
    Recorder recorder(result.database,
                      DescribeRun(design, settings),
                      measurement ? RecordLevel::Flows : settings.level);
    if (settings.onRecord)
    {
        settings.onRecord(recorder.GetRunId());
    }
    RecordDesign(recorder, design, installation, measurement != nullptr);
    const auto monitor = InstallMonitor(design.topology, installation);
    const RouteWatch watch(installation);
    BenchWriter trials(result.database, recorder.GetRunId());
    result.status = measurement ? Measure(*measurement, trials, settings.progress)
                                : Simulate(design.topology, installation, settings.progress);
    recorder.AddEffectiveRoutes(EffectiveRoutes(installation)); // as BGP left them
    WriteRouteChanges(*result.database, recorder.GetRunId(), watch.GetChanges());
    if (monitor)
    {
        recorder.AddFlowLog(FlowLogRows(design.topology, installation, monitor));
        recorder.AddMetrics(MetricRows(monitor));
    }
    if (measurement)
    {
        trials.WriteAll(measurement->GetRows());
        if (settings.levelAsked && settings.level != RecordLevel::Flows)
        {
            AddNew(result.warnings,
                   {fmt::format("--record={}: of a benchmark trials are recorded, not packets",
                                ToWord(settings.level))});
        }
        AddNew(result.warnings, measurement->GetWarnings());
    }
    Finish(recorder, captures, result.status);
    result.run = SelectRun(*result.database, recorder.GetRunId());
    if (result.status == RunStatus::Complete)
    {
        auto specs = SpecsOf(design.topology);
        if (measurement)
        {
            const auto figures = measurement->GetChecks();
            specs.insert(specs.end(), figures.begin(), figures.end());
        }
        result.checks = EvaluateChecks(*result.database, result.run, specs);
        if (design.scenario)
        {
            result.conclusion =
                design.scenario->Conclude(*result.database, result.run, settings.pcapDirectory);
        }
    }
    Simulator::Destroy();
    return result;
}

} // namespace ns3::v6lab
