// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/cli/sweep-report.h"

#include "helper/version.h"
#include "model/record/table.h"
#include "scenarios/cli/shell-words.h"

#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace ns3::v6lab::cli
{

namespace
{

using Json = nlohmann::ordered_json;

constexpr double MEGA = 1e6;
constexpr double PERCENT = 100;

/** "12.3456 ± 0.0123"; NULL if no run has the figure. */
Cell
IntervalCell(const Interval& interval, double scale)
{
    if (interval.n == 0)
    {
        return std::monostate();
    }
    const std::string mean = fmt::format("{:.6g}", interval.mean * scale);
    return interval.half ? fmt::format("{} ± {:.3g}", mean, *interval.half * scale) : mean;
}

Json
IntervalJson(const Interval& interval)
{
    if (interval.n == 0)
    {
        return nullptr;
    }
    return {{"n", interval.n},
            {"mean", interval.mean},
            {"ci95", interval.half ? Json(*interval.half) : Json(nullptr)}};
}

std::vector<std::string>
AxisNames(const OpenSweep& sweep)
{
    std::vector<std::string> names;
    for (const auto& axis : sweep.plan.request.axes)
    {
        names.push_back(axis.option);
    }
    return names;
}

/** The metrics of a benchmark in the order in which points have them. */
std::vector<std::string>
Metrics(const SweepOutcome& outcome)
{
    std::vector<std::string> metrics;
    for (const auto& summary : outcome.summaries)
    {
        for (const auto& bench : summary.bench)
        {
            if (std::find(metrics.begin(), metrics.end(), bench.metric) == metrics.end())
            {
                metrics.push_back(bench.metric);
            }
        }
    }
    return metrics;
}

/** Each metric of a benchmark over the points, below each other. */
Table
BenchTable(const OpenSweep& sweep, const SweepOutcome& outcome)
{
    Table table{AxisNames(sweep), {}};
    table.columns.insert(table.columns.begin(), "metric");
    table.columns.insert(table.columns.end(), {"median", "unit"});
    for (const auto& metric : Metrics(outcome))
    {
        for (size_t point = 0; point < sweep.plan.points.size(); ++point)
        {
            for (const auto& bench : outcome.summaries[point].bench)
            {
                if (bench.metric == metric)
                {
                    auto& row = table.rows.emplace_back();
                    row.emplace_back(metric);
                    for (const auto& value : sweep.plan.points[point])
                    {
                        row.emplace_back(value);
                    }
                    row.push_back(IntervalCell(bench.median, 1));
                    row.emplace_back(bench.unit);
                }
            }
        }
    }
    return table;
}

Table
SummaryTable(const OpenSweep& sweep, const SweepOutcome& outcome)
{
    Table table{AxisNames(sweep), {}};
    table.columns.insert(table.columns.end(),
                         {"runs", "passed", "rtt ms", "throughput Mbit/s", "delivered %"});
    for (size_t point = 0; point < sweep.plan.points.size(); ++point)
    {
        const PointSummary& summary = outcome.summaries[point];
        auto& row = table.rows.emplace_back();
        row.assign(sweep.plan.points[point].begin(), sweep.plan.points[point].end());
        row.emplace_back(summary.runs == sweep.plan.request.runs
                             ? fmt::format("{}", summary.runs)
                             : fmt::format("{} of {}", summary.runs, sweep.plan.request.runs));
        row.emplace_back(fmt::format("{} of {}", summary.passed, summary.runs));
        row.push_back(IntervalCell(summary.rttMs, 1));
        row.push_back(IntervalCell(summary.throughputBps, 1 / MEGA));
        row.push_back(IntervalCell(summary.delivered, PERCENT));
    }
    return table;
}

/** What the figures of the table are; of a benchmark also the figures. */
std::string
FiguresText(const OpenSweep& sweep, const SweepOutcome& outcome)
{
    if (Metrics(outcome).empty())
    {
        return "means over runs with their 95 % confidence intervals (Student's t); passed: runs "
               "without a failed\ncheck; rtt: of all answered packets; throughput: of TCP flows; "
               "delivered: answered of the tried\n";
    }
    return Render(BenchTable(sweep, outcome), TableFormat::Aligned) +
           "\nmeans over runs of their medians in v_bench_summary, as simulated, with 95 % "
           "confidence intervals\n(Student's t) where there are several runs; passed: runs without "
           "a failed check\n";
}

Json
BenchJson(const PointSummary& summary)
{
    Json metrics = Json::array();
    for (const auto& bench : summary.bench)
    {
        Json one{{"metric", bench.metric}, {"unit", bench.unit}};
        one.update(IntervalJson(bench.median));
        metrics.push_back(one);
    }
    return metrics;
}

/** "1 run", "2 runs". */
std::string
Counted(size_t count, const std::string& thing)
{
    return fmt::format("{} {}{}", count, thing, count == 1 ? "" : "s");
}

std::string
CountsText(const OpenSweep& sweep, const SweepOutcome& outcome)
{
    const size_t all = sweep.plan.runs.size();
    const size_t missing = all - outcome.made - outcome.before - outcome.failed.size();
    std::string text = fmt::format("{} of {} runs complete", outcome.made + outcome.before, all);
    if (outcome.before > 0)
    {
        text += fmt::format(", {} of them before", outcome.before);
    }
    if (!outcome.failed.empty())
    {
        text += fmt::format("; {} FAILED", outcome.failed.size());
    }
    if (missing > 0)
    {
        text += fmt::format("; {} not made", missing);
    }
    return text + "\n";
}

} // namespace

std::string
FailureText(const OpenSweep& sweep, const FailedRun& failed)
{
    return fmt::format("{} failed: {}\n  {}",
                       NameOf(sweep.plan, sweep.plan.runs[failed.run]),
                       failed.reason,
                       failed.command);
}

std::string
SweepText(const OpenSweep& sweep, const SweepOutcome& outcome)
{
    const SweepRequest& request = sweep.plan.request;
    std::string text = fmt::format("{}  seed {}  {}: {}, {} each  v6lab {}\n\n",
                                   request.design,
                                   request.seed,
                                   Counted(sweep.plan.runs.size(), "run"),
                                   Counted(sweep.plan.points.size(), "point"),
                                   request.runs,
                                   Version());
    text += Render(SummaryTable(sweep, outcome), TableFormat::Aligned);
    text += "\n" + FiguresText(sweep, outcome) + "\n";
    text += CountsText(sweep, outcome);
    for (const auto& failed : outcome.failed)
    {
        text += "  " + FailureText(sweep, failed) + "\n";
    }
    if (outcome.interrupted)
    {
        text += "interrupted: the same command goes on with the missing runs\n";
    }
    const std::string file = sweep.store.GetFile();
    const auto& points = outcome.summaries;
    if (std::any_of(points.begin(), points.end(), [](const PointSummary& point) {
            return point.passed < point.runs;
        }))
    {
        text += "failed checks:  " +
                ShellLine({"v6lab", "show", file, "v_check", "--where", "passed = 0"}) + "\n";
    }
    return text + fmt::format("recorded in {}: try  {}\n",
                              file,
                              ShellLine({"v6lab", "show", file, "v_run"}));
}

std::string
SweepJson(const OpenSweep& sweep, const SweepOutcome& outcome)
{
    Json points = Json::array();
    for (size_t point = 0; point < sweep.plan.points.size(); ++point)
    {
        const PointSummary& summary = outcome.summaries[point];
        points.push_back({{"values", sweep.plan.points[point]},
                          {"runs", summary.runs},
                          {"passed", summary.passed},
                          {"rtt_ms", IntervalJson(summary.rttMs)},
                          {"throughput_bps", IntervalJson(summary.throughputBps)},
                          {"delivered", IntervalJson(summary.delivered)},
                          {"benchmark", BenchJson(summary)}});
    }
    Json failed = Json::array();
    for (const auto& one : outcome.failed)
    {
        const PlannedRun& run = sweep.plan.runs[one.run];
        failed.push_back({{"run_id", run.id},
                          {"values", sweep.plan.points[run.point]},
                          {"run", run.run},
                          {"reason", one.reason},
                          {"command", one.command}});
    }
    const Json report{{"design", sweep.plan.request.design},
                      {"seed", sweep.plan.request.seed},
                      {"version", Version()},
                      {"database", sweep.store.GetFile()},
                      {"interrupted", outcome.interrupted},
                      {"runs", sweep.plan.runs.size()},
                      {"made", outcome.made},
                      {"before", outcome.before},
                      {"axes", AxisNames(sweep)},
                      {"points", points},
                      {"failed", failed}};
    return report.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

int
StatusOf(const SweepOutcome& outcome)
{
    if (outcome.interrupted)
    {
        return INTERRUPTED;
    }
    const bool checks =
        std::all_of(outcome.summaries.begin(), outcome.summaries.end(), [](const auto& summary) {
            return summary.passed == summary.runs;
        });
    return outcome.failed.empty() && checks ? GOOD : FAILED;
}

} // namespace ns3::v6lab::cli
