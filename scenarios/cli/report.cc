// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/cli/report.h"

#include "helper/version.h"
#include "scenarios/cli/command-line.h"
#include "scenarios/cli/shell-words.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <nlohmann/json.hpp>

namespace ns3::v6lab::cli
{

namespace
{

using Json = nlohmann::ordered_json;

/** More flows than this are shown as counts by outcome; `show DB v_flow` has them all. */
constexpr size_t FLOWS_SHOWN = 40;

/** Of a run that was interrupted: the application had neither all answers nor given up. */
bool
HadNotEnded(const Table& flows, size_t row)
{
    return flows.Text(row, "outcome") != "delivered" && flows.Text(row, "failure").empty();
}

/** The columns of v_flow that fit a terminal, under short names. */
Table
ShortFlows(const Table& flows, bool interrupted)
{
    static const std::vector<std::pair<const char*, const char*>> columns{
        {"flow", "flow_id"},
        {"name", "name"},
        {"from", "src_node"},
        {"to", "dst_node"},
        {"protocol", "protocol"},
        {"family", "family_at_source"},
        {"outcome", "outcome"},
        {"sent", "tx_packets"},
        {"lost", "lost_packets"},
        {"rtt ms", "rtt_mean_ms"},
        {"reason", "reason"},
    };
    Table table;
    for (const auto& column : columns)
    {
        table.columns.emplace_back(column.first);
    }
    for (size_t row = 0; row < flows.rows.size(); ++row)
    {
        std::vector<Cell> cells;
        for (const auto& column : columns)
        {
            const std::string name = column.second;
            if (interrupted && name == "outcome" && HadNotEnded(flows, row))
            {
                cells.emplace_back("not ended");
                continue;
            }
            const std::string text = flows.Text(row, name);
            const bool rtt = name == "rtt_mean_ms" && !text.empty();
            cells.emplace_back(rtt ? fmt::format("{:.3f}", std::stod(text)) : text);
        }
        table.rows.push_back(std::move(cells));
    }
    return table;
}

std::string
WhyNoFlows(const Topology& topology)
{
    const size_t machines = topology.virtualMachines.size() + topology.nodes.size();
    const char* why = machines == 0   ? "the design has no machines"
                      : machines == 1 ? "the design has one machine"
                                      : "the design has no workloads";
    return fmt::format("no flows: {}\n", why);
}

/** A measurement has figures in place of flows. */
bool
IsMeasured(const Design& design)
{
    return design.scenario && !design.scenario->GetFigureChecks().empty();
}

std::string
FlowsText(const Table& flows, bool interrupted)
{
    if (flows.rows.empty())
    {
        return "no flows: the design has no workloads\n";
    }
    if (flows.rows.size() <= FLOWS_SHOWN)
    {
        return Render(ShortFlows(flows, interrupted), TableFormat::Aligned);
    }
    std::map<std::string, size_t> outcomes;
    for (size_t row = 0; row < flows.rows.size(); ++row)
    {
        ++outcomes[interrupted && HadNotEnded(flows, row) ? "not ended"
                                                          : flows.Text(row, "outcome")];
    }
    std::string text = fmt::format("{} flows:", flows.rows.size());
    for (const auto& [outcome, count] : outcomes)
    {
        text += fmt::format(" {} {}", count, outcome);
    }
    return text + "\n";
}

std::string
WarningsText(const std::vector<std::string>& warnings)
{
    std::string text = warnings.empty() ? "" : "\nwarnings\n";
    for (const auto& warning : warnings)
    {
        text += fmt::format("  {}\n", warning);
    }
    return text;
}

std::string
ImportText(const Topology& topology)
{
    std::string text;
    if (!topology.assumptions.empty())
    {
        text += "\nassumed\n";
        for (const auto& sentence : topology.assumptions)
        {
            text += fmt::format("  {}\n", sentence);
        }
    }
    if (!topology.leftOut.empty())
    {
        text += "\nleft out: in the template, but not simulated\n";
        for (const auto& item : topology.leftOut)
        {
            text += fmt::format("  {} ({}): {}\n", item.name, item.type, item.what);
        }
    }
    return text;
}

/** How many checks came out how. */
std::string
CountsText(const std::vector<CheckResult>& checks)
{
    const auto count = [&checks](std::optional<bool> passed) {
        return std::count_if(checks.begin(), checks.end(), [=](const auto& check) {
            return check.passed == passed;
        });
    };
    const auto unknown =
        std::find_if(checks.begin(), checks.end(), [](const auto& check) { return !check.passed; });
    if (unknown == checks.end())
    {
        return fmt::format("{} of {} checks passed", count(true), checks.size());
    }
    return fmt::format("{} passed, {}{} not evaluated{}",
                       count(true),
                       count(false) == 0 ? "" : fmt::format("{} FAILED, ", count(false)),
                       count(std::nullopt),
                       unknown->unknown.empty() ? "" : fmt::format(" ({})", unknown->unknown));
}

std::string
LastLines(const RunSettings& settings, const RunResult& result, const std::string& worthASee)
{
    std::string text;
    if (result.status != RunStatus::Complete)
    {
        text += "\ninterrupted: what was recorded so far is kept, marked incomplete; flows that "
                "are \"not "
                "ended\" were still at it\n";
    }
    if (settings.database != ":memory:")
    {
        const std::string& file = settings.database;
        const std::string explain = ShellLine({"v6lab", "explain", file, "1"});
        text += fmt::format("\nrecorded in {}: try{}  {}\n",
                            file,
                            worthASee == "v_flow" ? "  " + explain + "  or" : "",
                            ShellLine({"v6lab", "show", file, worthASee}));
    }
    if (!settings.pcapDirectory.empty())
    {
        text += fmt::format("captures in {}\n", settings.pcapDirectory);
    }
    return text;
}

} // namespace

std::string
RunText(const Table& runs, size_t row)
{
    std::string options;
    const Json given = Json::parse(runs.Text(row, "options"));
    for (const auto& [name, value] : given.items())
    {
        options += fmt::format(" {}={}",
                               name,
                               value.is_string() ? value.get<std::string>() : value.dump());
    }
    return fmt::format("{}  seed {}  run {}  v6lab {}  run id {}\n{}",
                       runs.Text(row, "scenario"),
                       runs.Text(row, "seed"),
                       runs.Text(row, "run"),
                       runs.Text(row, "version"),
                       runs.Text(row, "run_id"),
                       options.empty() ? "" : "options:" + options + "\n");
}

std::string
ChecksText(const std::vector<CheckResult>& checks)
{
    std::string text;
    for (const auto& check : checks)
    {
        const char* verdict = !check.passed ? "not evaluated" : *check.passed ? "pass" : "FAIL";
        text += fmt::format("  {}  {}{}\n",
                            verdict,
                            check.name,
                            check.clause.empty() ? "" : fmt::format(" [{}]", check.clause));
        const bool good = check.passed.value_or(false);
        text += fmt::format("        {}{}{}\n",
                            good ? "" : fmt::format("expected {}; observed ", check.expected),
                            check.observed,
                            check.evidence.empty() ? "" : fmt::format(" ({})", check.evidence));
    }
    return text + "  " + CountsText(checks) + "\n";
}

int
StatusOf(const std::vector<CheckResult>& checks)
{
    const bool failed = std::any_of(checks.begin(), checks.end(), [](const auto& check) {
        return check.passed && !*check.passed;
    });
    return failed ? FAILED : GOOD;
}

std::string
ReportText(const Design& design, const RunSettings& settings, const RunResult& result)
{
    const Table flows = Query(*result.database, "v_flow", result.run.id, "");
    const bool interrupted = result.status != RunStatus::Complete;
    std::string text = RunText(Query(*result.database, "v_run", result.run.id, ""), 0) + "\n";
    if (!IsMeasured(design))
    {
        text += flows.rows.empty() ? WhyNoFlows(design.topology) : FlowsText(flows, interrupted);
    }
    if (!result.checks.empty())
    {
        text += "\nchecks\n" + ChecksText(result.checks);
    }
    text += WarningsText(result.warnings);
    text += result.conclusion.empty() ? "" : "\n" + result.conclusion;
    const char* worthASee = IsMeasured(design)   ? "v_bench_summary"
                            : flows.rows.empty() ? "v_effective_route"
                                                 : "v_flow";
    return text + ImportText(design.topology) + LastLines(settings, result, worthASee);
}

std::string
ReportJson(const Design& design, const RunSettings& settings, const RunResult& result)
{
    const auto rows = [&result](const char* view) {
        return Json::parse(
            Render(Query(*result.database, view, result.run.id, ""), TableFormat::Json));
    };
    Json report;
    report["scenario"] = design.name;
    report["options"] = design.options;
    report["seed"] = settings.seed;
    report["run"] = settings.run;
    report["version"] = Version();
    report["run_id"] = result.run.id;
    report["status"] = ToWord(result.status);
    report["database"] = settings.database == ":memory:" ? "" : settings.database;
    report["flows"] = rows("v_flow");
    report["checks"] = rows("v_check");
    report["left_out"] = rows("v_left_out");
    report["assumptions"] = design.topology.assumptions;
    report["warnings"] = result.warnings;
    if (!result.conclusion.empty())
    {
        report["conclusion"] = result.conclusion;
    }
    // A path need not be UTF-8, which JSON must be.
    return report.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace ns3::v6lab::cli
