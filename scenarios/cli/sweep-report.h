// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_SWEEP_REPORT_H
#define V6LAB_SWEEP_REPORT_H

#include "scenarios/cli/sweep-request.h"
#include "scenarios/sweep/sweep-summary.h"

namespace ns3::v6lab::cli
{

/** A run that did not become complete. */
struct FailedRun
{
    size_t run{0}; //!< place in the plan
    std::string reason;
    std::string command;
};

/** What came of a sweep. */
struct SweepOutcome
{
    size_t made{0};   //!< runs that are complete and were not before
    size_t before{0}; //!< runs that were complete at the beginning
    bool interrupted{false};
    std::vector<FailedRun> failed;
    std::vector<PointSummary> summaries;
};

/** "clat=shared, run 3 failed: why", and its command. */
std::string FailureText(const OpenSweep& sweep, const FailedRun& failed);
/** A table of the points, and what the figures are. */
std::string SweepText(const OpenSweep& sweep, const SweepOutcome& outcome);
/** The same as one JSON object. */
std::string SweepJson(const OpenSweep& sweep, const SweepOutcome& outcome);

/** 0 if all runs are complete and no check of theirs has failed, else 1, or 130. */
int StatusOf(const SweepOutcome& outcome);

} // namespace ns3::v6lab::cli

#endif // V6LAB_SWEEP_REPORT_H
