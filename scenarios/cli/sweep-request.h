// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_SWEEP_REQUEST_H
#define V6LAB_SWEEP_REQUEST_H

#include "scenarios/cli/command-line.h"
#include "scenarios/sweep/sweep-store.h"

#include <optional>

namespace ns3::v6lab::cli
{

/** What the words of `sweep` ask for. */
struct SweepOrder
{
    SweepRequest request;
    std::string database;
    size_t jobs{1};
    bool planOnly{false};
    bool resume{false};
    bool json{false};
    bool quiet{false};
};

/**
 * Reads the words behind `sweep`; nothing if they asked for help, which is then printed.
 * Throws UsageError for what is wrong with them; the request is not checked: PlanSweep() does that.
 */
std::optional<SweepOrder> ParseSweep(const Words& words);

/** A sweep that is planned, and where each of its runs stands. */
struct OpenSweep
{
    explicit OpenSweep(const SweepOrder& order);

    SweepPlan plan;
    SweepStore store;
    std::vector<RunPlace> places; //!< of the plan's runs
};

/**
 * The shell command that makes a run: with `program`, if the run is one of a file in the folder
 * that the file's name is relative to.
 */
std::string CommandOf(const OpenSweep& sweep, const PlannedRun& run, const std::string& program);

/** The plan as a JSON object, for programs that make the runs themselves. */
std::string PlanJson(const OpenSweep& sweep, const std::string& program);

} // namespace ns3::v6lab::cli

#endif // V6LAB_SWEEP_REQUEST_H
