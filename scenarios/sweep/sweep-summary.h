// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_SWEEP_SUMMARY_H
#define V6LAB_SWEEP_SUMMARY_H

#include "model/record/run-figures.h"
#include "scenarios/sweep/statistics.h"
#include "scenarios/sweep/sweep-plan.h"

#include <map>
#include <string>
#include <vector>

namespace ns3::v6lab
{

/** A metric of a benchmark at one point: over the runs' medians. */
struct BenchInterval
{
    std::string metric;
    std::string unit;
    Interval median;
};

/** The runs of one point together. */
struct PointSummary
{
    size_t runs{0};   //!< complete ones
    size_t passed{0}; //!< of those, without a failed check
    Interval rttMs;   //!< each over the runs that have the figure (RunFigures)
    Interval throughputBps;
    Interval delivered;
    std::vector<BenchInterval> bench; //!< in the order of v_bench_summary; of a benchmark only
};

/** One summary for each point of the plan. */
std::vector<PointSummary> Summarise(const SweepPlan& plan,
                                    const std::map<std::string, RunFigures>& figures);

} // namespace ns3::v6lab

#endif // V6LAB_SWEEP_SUMMARY_H
