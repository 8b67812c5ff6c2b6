// SPDX-License-Identifier: GPL-2.0-only
#include "model/record/run-claim.h"

#include <SQLiteCpp/Statement.h>
#include <ctime>
#include <fmt/chrono.h>

namespace ns3::v6lab
{

namespace
{

using SQLite::Statement;

/** The record that has a name; key 0 if there is none. */
struct Holder
{
    Holder(SQLite::Database& database, const std::string& name)
    {
        Statement find(database, "SELECT run_key, status = 'complete' FROM run WHERE run_id = ?");
        find.bind(1, name);
        if (find.executeStep())
        {
            key = find.getColumn(0).getInt64();
            complete = find.getColumn(1).getInt() != 0;
        }
    }

    int64_t key{0};
    bool complete{false};
};

void
Delete(SQLite::Database& database, int64_t key)
{
    Statement remove(database, "DELETE FROM run WHERE run_key = ?");
    remove.bind(1, key);
    remove.exec();
}

} // namespace

RunClaim::RunClaim(SQLite::Database& database, const RunInfo& info, RecordLevel level)
    : m_id(RunId(info))
{
    ChooseName(database);
    Statement insert(database,
                     "INSERT INTO run (run_id, scenario, options, seed, run, version, level, "
                     "status, started_at, topology) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    insert.bind(1, m_name);
    insert.bind(2, info.scenario);
    insert.bind(3, info.options);
    insert.bind(4, static_cast<int64_t>(info.seed));
    insert.bind(5, static_cast<int64_t>(info.run));
    insert.bind(6, info.version);
    insert.bind(7, ToWord(level));
    insert.bind(8, ToWord(RunStatus::Incomplete));
    insert.bind(9, fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr))));
    insert.bind(10, info.topology);
    insert.exec();
    m_key = database.getLastInsertRowid();
}

void
RunClaim::ChooseName(SQLite::Database& database)
{
    const Holder first(database, m_id);
    m_old = first.complete ? first.key : 0;
    m_name = m_id;
    for (int i = 2; Holder(database, m_name).key != 0; ++i)
    {
        m_name = fmt::format("{}+{}", m_id, i);
    }
}

void
RunClaim::GiveWay()
{
    m_held = false;
    m_name = m_id;
}

bool
RunClaim::IsHeld(SQLite::Database& database)
{
    if (m_held)
    {
        Statement find(database, "SELECT 1 FROM run WHERE run_key = ?");
        find.bind(1, m_key);
        if (!find.executeStep())
        {
            GiveWay();
        }
    }
    return m_held;
}

void
RunClaim::Settle(SQLite::Database& database)
{
    if (!IsHeld(database))
    {
        return;
    }
    const Holder holder(database, m_id);
    if (holder.complete && holder.key != m_old && holder.key != m_key)
    {
        Delete(database, m_key);
        GiveWay();
        return;
    }
    // Of the same run, and begun before: left behind, or so slow that its process gives way.
    Statement older(
        database,
        "DELETE FROM run WHERE run_key < ?1 AND (run_id = ?2 OR run_id LIKE ?2 || '+%')");
    older.bind(1, m_key);
    older.bind(2, m_id);
    older.exec();
    Statement rename(database, "UPDATE run SET run_id = ? WHERE run_key = ?");
    rename.bind(1, m_id);
    rename.bind(2, m_key);
    rename.exec();
    m_name = m_id;
}

} // namespace ns3::v6lab
