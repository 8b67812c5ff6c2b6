// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/sweep/sweep-summary.h"

#include <algorithm>
#include <utility>

namespace ns3::v6lab
{

namespace
{

/** The figures of a point's runs; a run without one leaves it away. */
struct Samples
{
    static void Add(std::vector<double>& sample, const std::optional<double>& value)
    {
        if (value)
        {
            sample.push_back(*value);
        }
    }

    void Add(const BenchFigure& figure)
    {
        auto found = std::find_if(bench.begin(), bench.end(), [&](const auto& one) {
            return one.first.metric == figure.metric;
        });
        if (found == bench.end())
        {
            found = bench.insert(found, {{figure.metric, figure.unit, {}}, {}});
        }
        found->second.push_back(figure.median);
    }

    std::vector<BenchInterval> Bench() const
    {
        std::vector<BenchInterval> intervals;
        for (const auto& [metric, sample] : bench)
        {
            intervals.push_back({metric.metric, metric.unit, ConfidenceInterval(sample)});
        }
        return intervals;
    }

    std::vector<double> rttMs;
    std::vector<double> throughputBps;
    std::vector<double> delivered;
    std::vector<std::pair<BenchInterval, std::vector<double>>> bench;
};

} // namespace

std::vector<PointSummary>
Summarise(const SweepPlan& plan, const std::map<std::string, RunFigures>& figures)
{
    std::vector<PointSummary> summaries(plan.points.size());
    std::vector<Samples> samples(plan.points.size());
    for (const auto& run : plan.runs)
    {
        const auto found = figures.find(run.id);
        if (found == figures.end())
        {
            continue;
        }
        ++summaries[run.point].runs;
        summaries[run.point].passed += found->second.checksFailed == 0 ? 1 : 0;
        Samples& sample = samples[run.point];
        Samples::Add(sample.rttMs, found->second.rttMs);
        Samples::Add(sample.throughputBps, found->second.throughputBps);
        Samples::Add(sample.delivered, found->second.delivered);
        for (const BenchFigure& figure : found->second.bench)
        {
            sample.Add(figure);
        }
    }
    for (size_t point = 0; point < summaries.size(); ++point)
    {
        summaries[point].rttMs = ConfidenceInterval(samples[point].rttMs);
        summaries[point].throughputBps = ConfidenceInterval(samples[point].throughputBps);
        summaries[point].delivered = ConfidenceInterval(samples[point].delivered);
        summaries[point].bench = samples[point].Bench();
    }
    return summaries;
}

} // namespace ns3::v6lab
