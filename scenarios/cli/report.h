// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_REPORT_H
#define V6LAB_REPORT_H

#include "scenarios/run/experiment.h"

#include <string>

namespace ns3::v6lab::cli
{

/** What a run prints when it is over: the run, its flows, its checks, what was left out. */
std::string ReportText(const Design& design, const RunSettings& settings, const RunResult& result);
/** The same as one JSON object. */
std::string ReportJson(const Design& design, const RunSettings& settings, const RunResult& result);

/** The first lines of a report, from a row of v_run: scenario, seed, run, version, id; options. */
std::string RunText(const Table& runs, size_t row);

/** One line per check, "pass", "FAIL" or "not evaluated", with what was expected and seen. */
std::string ChecksText(const std::vector<CheckResult>& checks);

/**
 * Exit status: good unless a check failed. What was not evaluated did not fail: whoever records
 * less asked for it.
 */
int StatusOf(const std::vector<CheckResult>& checks);

} // namespace ns3::v6lab::cli

#endif // V6LAB_REPORT_H
