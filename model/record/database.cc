// SPDX-License-Identifier: GPL-2.0-only
#include "model/record/database.h"

#include "model/core/reason.h"
#include "model/record/schema.h"
#include "model/trace/packet-event.h"

#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <sqlite3.h>
#include <string_view>
#include <sys/resource.h>

namespace ns3::v6lab
{

namespace
{

/** Many processes may record into one file; each holds it for milliseconds at a time. */
constexpr int BUSY_TIMEOUT_MS = 120000;

int64_t
Number(SQLite::Database& database, const char* sql)
{
    return database.execAndGet(sql).getInt64();
}

/**
 * A row that is right already is left alone: were it replaced, SQLite would search every hop of the
 * file for what refers to it.
 */
void
FillLookups(SQLite::Database& database)
{
    SQLite::Statement reason(database,
                             "INSERT INTO reason VALUES (?, ?, ?) ON CONFLICT (word) DO UPDATE SET "
                             "clause = excluded.clause, sentence = excluded.sentence "
                             "WHERE clause <> excluded.clause OR sentence <> excluded.sentence");
    for (size_t i = 1; i < static_cast<size_t>(Reason::Count); ++i)
    {
        const ReasonInfo& info = Describe(static_cast<Reason>(i));
        reason.bind(1, std::string(info.word));
        reason.bind(2, std::string(info.clause));
        reason.bind(3, std::string(info.sentence));
        reason.exec();
        reason.reset();
    }
    SQLite::Statement action(database,
                             "INSERT INTO action VALUES (?, ?) ON CONFLICT (action_id) DO UPDATE "
                             "SET word = excluded.word WHERE word <> excluded.word");
    for (int i = 0; i <= static_cast<int>(Action::Drop); ++i)
    {
        action.bind(1, i);
        action.bind(2, std::string(ToWord(static_cast<Action>(i))));
        action.exec();
        action.reset();
    }
}

/** SQLite says "unable to open database file"; people want to know why. */
std::string
WhyNotOpen(const std::string& path, const std::string& otherwise)
{
    namespace fs = std::filesystem;
    std::error_code code;
    const fs::path folder = fs::absolute(path, code).parent_path();
    if (fs::is_directory(path, code))
    {
        return "it is a folder";
    }
    if (!fs::is_directory(folder, code))
    {
        return fmt::format("the folder {} does not exist", folder.string());
    }
    return otherwise;
}

/** SQLite does not say when a limit of the process is behind a failed write. */
std::string
FileSizeLimit()
{
    rlimit limit{};
    if (getrlimit(RLIMIT_FSIZE, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY)
    {
        return "";
    }
    return fmt::format("; files may not grow beyond {} bytes here (ulimit -f)", limit.rlim_cur);
}

} // namespace

Database::Database(const std::string& path, int flags)
    : m_path(path)
{
    Guard([&] {
        m_database = std::make_unique<SQLite::Database>(path, flags);
        m_database->setBusyTimeout(BUSY_TIMEOUT_MS);
    });
}

std::shared_ptr<Database>
Database::Create(const std::string& path)
{
    std::shared_ptr<Database> database(
        new Database(path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE | SQLite::OPEN_NOMUTEX));
    database->Guard([&] { database->PrepareForRecording(); });
    return database;
}

bool
Database::IsAt(const std::string& path)
{
    constexpr std::string_view BEGINNING =
        "SQLite format 3"; // and a zero (SQLite file format, 1.3)
    std::ifstream file(path, std::ios::binary);
    char head[BEGINNING.size() + 1]{};
    return file.read(head, sizeof(head)) && head == BEGINNING;
}

std::shared_ptr<Database>
Database::Read(const std::string& path)
{
    std::error_code code;
    if (!std::filesystem::exists(path, code))
    {
        throw UnusableDatabase(fmt::format("{}: no such file", path));
    }
    // Read-write, because undoing the unfinished write of a killed process is a write; SQLite
    // falls back to read-only where the file's permissions ask for it.
    std::shared_ptr<Database> database(new Database(path, SQLite::OPEN_READWRITE));
    database->Guard([&] {
        database->CheckVersion();
        database->m_database->exec("PRAGMA query_only = ON");
    });
    return database;
}

const std::string&
Database::GetPath() const
{
    return m_path;
}

SQLite::Database&
Database::Get()
{
    return *m_database;
}

void
Database::Fail(const SQLite::Exception& error) const
{
    switch (error.getErrorCode())
    {
    case SQLITE_NOTADB:
        throw UnusableDatabase(fmt::format("{}: not a SQLite database", m_path));
    case SQLITE_CANTOPEN:
        throw UnusableDatabase(fmt::format("{}: cannot open: {}",
                                           m_path,
                                           WhyNotOpen(m_path, "no permission, or not a file")));
    case SQLITE_READONLY:
        throw UnusableDatabase(fmt::format("{}: not writable", m_path));
    case SQLITE_FULL:
        throw RecordError(fmt::format("{}: the disk is full", m_path));
    case SQLITE_IOERR:
        throw RecordError(fmt::format("{}: {}{}", m_path, error.what(), FileSizeLimit()));
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        throw RecordError(fmt::format("{}: another program keeps it locked", m_path));
    default:
        throw RecordError(fmt::format("{}: {}", m_path, error.what()));
    }
}

void
Database::PrepareForRecording()
{
    // Only a power cut can hurt a file written without fsync; a killed process cannot, because
    // the rollback journal undoes its last, unfinished batch.
    m_database->exec("PRAGMA synchronous = OFF; PRAGMA cache_size = -16000;"
                     "PRAGMA foreign_keys = ON");
    // Read under the write lock: another process may be making the schema right now.
    SQLite::Transaction transaction(*m_database, SQLite::TransactionBehavior::IMMEDIATE);
    const bool empty = Number(*m_database, "PRAGMA user_version") == 0 &&
                       Number(*m_database, "SELECT count(*) FROM sqlite_schema") == 0;
    if (empty)
    {
        MakeSchema();
    }
    CheckVersion();
    FillLookups(*m_database);
    transaction.commit();
}

void
Database::MakeSchema()
{
    m_database->exec(SchemaSql());
    m_database->exec(fmt::format("PRAGMA user_version = {}", SCHEMA_VERSION));
}

void
Database::CheckVersion()
{
    const int64_t found = Number(*m_database, "PRAGMA user_version");
    if (found == SCHEMA_VERSION)
    {
        return;
    }
    if (found == 0)
    {
        throw UnusableDatabase(
            fmt::format("{}: not a database of v6lab (it has no schema version; this program "
                        "reads and writes version {})",
                        m_path,
                        SCHEMA_VERSION));
    }
    throw UnusableDatabase(fmt::format("{}: schema version {}, but this program reads and writes "
                                       "version {}",
                                       m_path,
                                       found,
                                       SCHEMA_VERSION));
}

} // namespace ns3::v6lab
