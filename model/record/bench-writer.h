// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BENCH_WRITER_H
#define V6LAB_BENCH_WRITER_H

#include "model/record/bench-rows.h"
#include "model/record/database.h"

#include <chrono>
#include <memory>
#include <string>

namespace ns3::v6lab
{

/**
 * Adds what a benchmark found to its run, unless that is gone from the file: trials as they come,
 * so that a run that is killed keeps them, and the rest at its end. All throw RecordError.
 */
class BenchWriter
{
  public:
    /** A commit takes a while, a trial need not: between two there is a `pause`. */
    BenchWriter(const std::shared_ptr<Database>& database,
                const std::string& runId,
                std::chrono::milliseconds pause = std::chrono::seconds(1));

    /** Adds trials that are not in the file yet, without their delays, if it is time for that. */
    void WriteSome(const BenchRows& rows);
    /** Adds all that is not in the file yet; once. */
    void WriteAll(const BenchRows& rows);

  private:
    void WriteTrials(int64_t run, const BenchRows& rows);

    std::shared_ptr<Database> m_database;
    std::string m_runId;
    size_t m_written{0}; //!< trials
    std::chrono::milliseconds m_pause;
    std::chrono::steady_clock::time_point m_last;
};

} // namespace ns3::v6lab

#endif // V6LAB_BENCH_WRITER_H
