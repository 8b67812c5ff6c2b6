// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_EXPERIMENT_H
#define V6LAB_EXPERIMENT_H

#include "model/record/evaluate-checks.h"
#include "model/record/recorder.h"
#include "scenarios/run/design.h"
#include "scenarios/run/ns3-attributes.h"
#include "scenarios/run/progress.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace ns3::v6lab
{

/** How to run a design. */
struct RunSettings
{
    std::string database{":memory:"};
    std::string pcapDirectory; //!< empty: no captures
    uint64_t seed{1};
    uint64_t run{1};
    RecordLevel level{RecordLevel::Packets};
    bool levelAsked{false}; //!< it is not just the default
    Ns3Attributes ns3Attributes;
    ProgressReport progress;                                //!< none: a bar on a terminal
    std::function<void(const std::string& runId)> onRecord; //!< the run is in the database
};

/** What a run leaves behind. */
struct RunResult
{
    std::shared_ptr<Database> database;
    RunHandle run;
    RunStatus status{RunStatus::Incomplete};
    std::vector<CheckResult> checks; //!< none if the run was interrupted
    /** What is legal in zones and in translators' settings, but a person should know of; each once.
     */
    std::vector<std::string> warnings;
    std::string conclusion{}; //!< what the scenario says of the run beside that, lines
};

/** What identifies the run that RunDesign() would make, and what it keeps of its input. */
RunInfo DescribeRun(const Design& design, const RunSettings& settings);

/**
 * Validates, builds, simulates, records and checks: once per process, because ns-3 does not reset
 * its random streams. Ctrl-C ends the run early with what was recorded.
 *
 * Throws InputError for a faulty design, std::invalid_argument for a wrong setting, RecordError
 * when the database cannot be written, CaptureError when a capture cannot.
 */
RunResult RunDesign(const Design& design, const RunSettings& settings);

} // namespace ns3::v6lab

#endif // V6LAB_EXPERIMENT_H
