// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_MERGE_RUNS_H
#define V6LAB_MERGE_RUNS_H

#include "model/record/database.h"

#include <string>

namespace ns3::v6lab
{

/** What became of the runs of one file. */
struct MergeCounts
{
    size_t added{0};    //!< runs that were not there
    size_t replaced{0}; //!< runs of which only a lesser record was there
    size_t known{0};    //!< runs that were there already, as good or better

    MergeCounts& operator+=(const MergeCounts& other);
};

/**
 * Copies the runs of the database file `path` into another database, which afterwards holds each
 * run once, by its best record (StoredRun::IsBetterThan). Doing it again changes nothing, nor does
 * the order of several files, except for the order of the runs; a file into itself is no work.
 * All of a file's runs arrive, or none.
 *
 * `into` is open for recording (Database::Create()).
 * Throws UnusableDatabase for a file that is missing, no database or of another schema version,
 * RecordError if either cannot be read or written.
 */
MergeCounts MergeRuns(Database& into, const std::string& path);

} // namespace ns3::v6lab

#endif // V6LAB_MERGE_RUNS_H
