// SPDX-License-Identifier: GPL-2.0-only
#include "model/record/merge-runs.h"

#include "model/record/schema.h"
#include "model/record/stored-runs.h"

#include <SQLiteCpp/Transaction.h>
#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <vector>

namespace ns3::v6lab
{

namespace
{

using SQLite::Statement;

/** The names of what a query finds in its first column. */
std::vector<std::string>
Names(SQLite::Database& database, const std::string& sql)
{
    std::vector<std::string> names;
    Statement select(database, sql);
    while (select.executeStep())
    {
        names.push_back(select.getColumn(0).getString());
    }
    return names;
}

/** The other file under the name "source", for as long as this lives. */
class Attachment
{
  public:
    Attachment(SQLite::Database& database, const std::string& path)
        : m_database(database)
    {
        Statement attach(m_database, "ATTACH DATABASE ? AS source");
        attach.bind(1, path);
        attach.exec();
        // Rows come with their parents, and go with them below; checking each costs as much again.
        m_database.exec("PRAGMA foreign_keys = OFF");
    }

    Attachment(const Attachment&) = delete;
    Attachment& operator=(const Attachment&) = delete;

    ~Attachment()
    {
        m_database.tryExec("DETACH DATABASE source");
        m_database.tryExec("PRAGMA foreign_keys = ON");
    }

  private:
    SQLite::Database& m_database;
};

/** Statements that copy one run, prepared once a file. */
class Copier
{
  public:
    explicit Copier(SQLite::Database& database)
        : m_database(database)
    {
        const auto tables = Names(database,
                                  "SELECT name FROM main.sqlite_schema WHERE type = 'table' "
                                  "AND name NOT IN ('run', 'hop', 'reason', 'action')");
        for (const auto& table : tables)
        {
            AddTable(table, "run_key", "?2", "run_key = ?1");
            m_removals.emplace_back(database,
                                    fmt::format("DELETE FROM main.{} WHERE run_key = ?", table));
        }
        const std::string first = fmt::format("(?1 << {})", hopkey::HOP_BITS + hopkey::PACKET_BITS);
        const std::string last =
            fmt::format("((?1 + 1 << {}) - 1)", hopkey::HOP_BITS + hopkey::PACKET_BITS);
        AddTable("hop",
                 "hop_id",
                 fmt::format("hop_id + (?2 - ?1 << {})", hopkey::HOP_BITS + hopkey::PACKET_BITS),
                 fmt::format("hop_id BETWEEN {} AND {}", first, last));
    }

    /** Removes every record of the run; the trigger run_gone takes the hops. */
    void Remove(const std::string& id)
    {
        Statement find(m_database,
                       "SELECT run_key FROM main.run WHERE run_id = ?1 OR run_id LIKE ?1 || '+%'");
        find.bind(1, id);
        std::vector<int64_t> keys;
        while (find.executeStep())
        {
            keys.push_back(find.getColumn(0).getInt64());
        }
        for (const int64_t key : keys)
        {
            for (auto& removal : m_removals)
            {
                Run(removal, key);
            }
            Statement remove(m_database, "DELETE FROM main.run WHERE run_key = ?");
            Run(remove, key);
        }
    }

    /** Copies a record of the run; it gets the run's plain id. */
    void Copy(const std::string& id, int64_t key)
    {
        Statement insert(m_database,
                         fmt::format("INSERT INTO main.run SELECT {} FROM source.run "
                                     "WHERE run_key = ?1",
                                     Columns("run",
                                             {{"run_key", "NULL"}, //
                                              {"run_id", "?2"}})));
        insert.bind(1, key);
        insert.bind(2, id);
        insert.exec();
        const int64_t newKey = m_database.getLastInsertRowid();
        if (newKey > hopkey::MAX_RUN)
        {
            throw RecordError(fmt::format("{}: one file holds at most {} runs; merge into another",
                                          m_database.getFilename(),
                                          hopkey::MAX_RUN));
        }
        for (auto& copy : m_copies)
        {
            copy.bind(2, newKey);
            Run(copy, key);
        }
    }

  private:
    static void Run(Statement& statement, int64_t key)
    {
        statement.bind(1, key);
        statement.exec();
        statement.reset();
    }

    /** The columns of a table, some of them replaced by an expression. */
    std::string Columns(const std::string& table, const std::map<std::string, std::string>& other)
    {
        std::string columns;
        for (const auto& name :
             Names(m_database, fmt::format("SELECT name FROM pragma_table_info('{}')", table)))
        {
            const auto found = other.find(name);
            columns +=
                (columns.empty() ? "" : ", ") + (found == other.end() ? name : found->second);
        }
        return columns;
    }

    void AddTable(const std::string& table,
                  const std::string& key,
                  const std::string& newKey,
                  const std::string& which)
    {
        m_copies.emplace_back(m_database,
                              fmt::format("INSERT INTO main.{0} SELECT {1} FROM source.{0} "
                                          "WHERE {2}",
                                          table,
                                          Columns(table, {{key, newKey}}),
                                          which));
    }

    SQLite::Database& m_database;
    std::vector<Statement> m_copies;
    std::vector<Statement> m_removals;
};

/** In the order of their file. */
std::vector<std::pair<std::string, StoredRun>>
InOrder(const StoredRuns& runs)
{
    std::vector<std::pair<std::string, StoredRun>> ordered(runs.begin(), runs.end());
    std::sort(ordered.begin(), ordered.end(), [](const auto& a, const auto& b) {
        return a.second.key < b.second.key;
    });
    return ordered;
}

MergeCounts
MergeAttached(SQLite::Database& database)
{
    MergeCounts counts;
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    const StoredRuns there = ReadStoredRuns(database, "main");
    Copier copier(database);
    database.exec("INSERT OR IGNORE INTO main.reason SELECT * FROM source.reason");
    for (const auto& [id, run] : InOrder(ReadStoredRuns(database, "source")))
    {
        const auto old = there.find(id);
        if (old != there.end() && !run.IsBetterThan(old->second))
        {
            ++counts.known;
            continue;
        }
        if (old != there.end())
        {
            copier.Remove(id);
        }
        copier.Copy(id, run.key);
        ++(old == there.end() ? counts.added : counts.replaced);
    }
    transaction.commit();
    return counts;
}

} // namespace

MergeCounts&
MergeCounts::operator+=(const MergeCounts& other)
{
    added += other.added;
    replaced += other.replaced;
    known += other.known;
    return *this;
}

MergeCounts
MergeRuns(Database& into, const std::string& path)
{
    std::error_code code;
    if (std::filesystem::equivalent(path, into.GetPath(), code))
    {
        return {0, 0, ReadStoredRuns(into).size()};
    }
    Database::Read(path); // says what is wrong with it, and undoes what a killed process left half
    return into.Guard([&] {
        const Attachment attachment(into.Get(), path);
        return MergeAttached(into.Get());
    });
}

} // namespace ns3::v6lab
