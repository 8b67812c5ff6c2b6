// SPDX-License-Identifier: GPL-2.0-only
#include "model/record/stored-runs.h"

#include <fmt/format.h>
#include <tuple>

namespace ns3::v6lab
{

namespace
{

RunStatus
StatusFromWord(const std::string& word)
{
    for (const auto status : {RunStatus::Complete, RunStatus::Failed})
    {
        if (word == ToWord(status))
        {
            return status;
        }
    }
    return RunStatus::Incomplete;
}

} // namespace

bool
StoredRun::Serves(RecordLevel wanted) const
{
    return status == RunStatus::Complete && judged && level >= wanted;
}

bool
StoredRun::IsBetterThan(const StoredRun& other) const
{
    const auto rank = [](const StoredRun& run) {
        const bool complete = run.status == RunStatus::Complete;
        return std::tuple(complete && run.judged,
                          complete,
                          run.level,
                          complete ? std::string() : run.startedAt);
    };
    return rank(*this) > rank(other);
}

StoredRuns
ReadStoredRuns(SQLite::Database& database, const std::string& schema)
{
    StoredRuns runs;
    SQLite::Statement select(
        database,
        fmt::format("SELECT run_id, run_key, status, level, started_at, NOT EXISTS (SELECT 1 FROM "
                    "{0}.expectation AS e WHERE e.run_key = r.run_key AND observed IS NULL) "
                    "FROM {0}.run AS r",
                    schema));
    while (select.executeStep())
    {
        const std::string name = select.getColumn(0).getString();
        const StoredRun run{select.getColumn(1).getInt64(),
                            StatusFromWord(select.getColumn(2).getString()),
                            RecordLevelFromWord(select.getColumn(3).getString()),
                            select.getColumn(4).getString(),
                            select.getColumn(5).getInt() != 0};
        const auto [place, isNew] = runs.try_emplace(name.substr(0, name.find('+')), run);
        if (!isNew && run.IsBetterThan(place->second))
        {
            place->second = run;
        }
    }
    return runs;
}

StoredRuns
ReadStoredRuns(Database& database)
{
    return database.Guard([&] { return ReadStoredRuns(database.Get(), "main"); });
}

} // namespace ns3::v6lab
