// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_SWEEP_JOB_H
#define V6LAB_SWEEP_JOB_H

#include "scenarios/cli/sweep-report.h"
#include "scenarios/sweep/process-pool.h"

#include <chrono>

namespace ns3::v6lab::cli
{

/**
 * Makes the missing runs of a sweep, each by a process of this program, and merges them in the
 * order of the plan while others still run, so that the same sweep gives the same file.
 */
class SweepJob
{
  public:
    /** `program` is the path of this program. */
    SweepJob(OpenSweep& sweep, const std::string& program);

    /** Failed runs are told on stderr when they fail; progress too, if that is a terminal. */
    SweepOutcome Run(size_t jobs);

  private:
    void CollectMissing();
    void End(const ProcessEnd& end);
    void MergeSettled();
    void Fail(size_t run, const std::string& reason);
    void Draw();
    void Wipe() const;

    OpenSweep& m_sweep;
    std::string m_program;
    bool m_shown;
    std::chrono::steady_clock::time_point m_began;
    Jobs m_jobs;
    std::vector<size_t> m_runOfJob;
    std::vector<bool> m_settled; //!< by run: nothing more will happen to its file
    size_t m_next{0};            //!< the first run that is not merged
    size_t m_ended{0};
    SweepOutcome m_outcome;
};

} // namespace ns3::v6lab::cli

#endif // V6LAB_SWEEP_JOB_H
