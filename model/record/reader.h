// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_READER_H
#define V6LAB_READER_H

#include "model/record/database.h"
#include "model/record/table.h"

#include <string>
#include <vector>

namespace ns3::v6lab
{

/** A run of a file: its key in the tables, and its id. */
struct RunHandle
{
    int64_t key{0};
    std::string id;
};

/** The views of the file, in alphabetical order. */
std::vector<std::string> ListViews(Database& database);

/**
 * Finds a run by its id, a unique beginning of its id, or its place in the file (1, 2, …);
 * an empty text means the latest. An id wins over a place. Digits alone are a place; from six on
 * they may be the beginning of an id.
 * Throws std::invalid_argument: no such run, several runs, no run at all.
 */
RunHandle SelectRun(Database& database, const std::string& text);

/** The simulated topology of a run as text (YAML), as `topology` prints it. */
std::string RecordedTopology(Database& database, const RunHandle& run);

/**
 * The rows of a view: of one run, or of all if `runId` is empty. `where` is an SQL expression over
 * the view's columns, or empty; it can read, but neither write nor attach nor change settings.
 * Throws std::invalid_argument: unknown view (the text lists the views), bad expression;
 * RecordError: the file cannot be read, as when it is damaged.
 */
Table Query(Database& database,
            const std::string& view,
            const std::string& runId,
            const std::string& where);

/** One query of the program's own, with text or whole numbers for its question marks. */
Table Select(Database& database, const std::string& sql, const std::vector<Cell>& arguments);

} // namespace ns3::v6lab

#endif // V6LAB_READER_H
