// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_STORED_RUNS_H
#define V6LAB_STORED_RUNS_H

#include "model/record/database.h"
#include "model/record/run-info.h"

#include <map>
#include <string>

namespace ns3::v6lab
{

/** One record of a run in a file. */
struct StoredRun
{
    int64_t key{0}; //!< in the file's tables
    RunStatus status{RunStatus::Incomplete};
    RecordLevel level{RecordLevel::Flows};
    std::string startedAt; //!< UTC, ISO 8601
    bool judged{true};     //!< its checks have been evaluated, which is done last

    /** Complete with its checks, and recorded in at least this detail. */
    bool Serves(RecordLevel wanted) const;
    /**
     * Whether this record is worth more than another of the same run: a complete one, then one of
     * more detail; of two that are not complete, the later one.
     */
    bool IsBetterThan(const StoredRun& other) const;
};

/** The best record of each run, by the run's id (without +2, which further records of it have). */
using StoredRuns = std::map<std::string, StoredRun>;

/** Of an open file; throws RecordError. */
StoredRuns ReadStoredRuns(Database& database);
/** Of a file that is attached under the name `schema`; throws SQLite's exceptions. */
StoredRuns ReadStoredRuns(SQLite::Database& database, const std::string& schema);

} // namespace ns3::v6lab

#endif // V6LAB_STORED_RUNS_H
