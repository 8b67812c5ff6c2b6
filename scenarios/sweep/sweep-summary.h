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

/** The runs of one point together. */
struct PointSummary
{
    size_t runs{0};   //!< complete ones
    size_t passed{0}; //!< of those, without a failed check
    Interval rttMs;   //!< each over the runs that have the figure (RunFigures)
    Interval throughputBps;
    Interval delivered;
};

/** One summary for each point of the plan. */
std::vector<PointSummary> Summarise(const SweepPlan& plan,
                                    const std::map<std::string, RunFigures>& figures);

} // namespace ns3::v6lab

#endif // V6LAB_SWEEP_SUMMARY_H
