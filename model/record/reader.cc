// SPDX-License-Identifier: GPL-2.0-only
#include "model/record/reader.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sqlite3.h>

namespace ns3::v6lab
{

namespace
{

constexpr size_t LEAST_DIGITS = 6; //!< of an id's beginning without letters: fewer are a number

int
AllowReading(void*, int action, const char*, const char*, const char*, const char*)
{
    switch (action)
    {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_FUNCTION:
    case SQLITE_RECURSIVE:
        return SQLITE_OK;
    default:
        return SQLITE_DENY;
    }
}

/** While it lives, statements can be prepared only if they read. */
class ReadingOnly
{
  public:
    explicit ReadingOnly(sqlite3* handle)
        : m_handle(handle)
    {
        sqlite3_set_authorizer(m_handle, &AllowReading, nullptr);
    }

    ~ReadingOnly()
    {
        sqlite3_set_authorizer(m_handle, nullptr, nullptr);
    }

    ReadingOnly(const ReadingOnly&) = delete;
    ReadingOnly& operator=(const ReadingOnly&) = delete;

  private:
    sqlite3* m_handle;
};

/** Trouble with the file, whatever was asked of it. */
bool
IsOfFile(int code)
{
    switch (code)
    {
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_IOERR:
    case SQLITE_FULL:
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PROTOCOL:
        return true;
    default:
        return false;
    }
}

/** A statement of which a part was typed by the user, unless `where` is empty. */
class UserStatement
{
  public:
    UserStatement(sqlite3* handle, const std::string& sql, const std::string& where)
        : m_handle(handle),
          m_typed(!where.empty())
    {
        const ReadingOnly guard(handle);
        const char* rest = nullptr;
        if (sqlite3_prepare_v2(handle, sql.c_str(), -1, &m_statement, &rest) != SQLITE_OK)
        {
            Fail();
        }
        if (std::string(rest).find_first_not_of(" \t\r\n") != std::string::npos)
        {
            sqlite3_finalize(m_statement);
            throw std::invalid_argument("--where takes one SQL expression, not several statements");
        }
    }

    ~UserStatement()
    {
        sqlite3_finalize(m_statement);
    }

    UserStatement(const UserStatement&) = delete;
    UserStatement& operator=(const UserStatement&) = delete;

    Table Fetch()
    {
        Table table;
        const int columns = sqlite3_column_count(m_statement);
        for (int i = 0; i < columns; ++i)
        {
            table.columns.emplace_back(sqlite3_column_name(m_statement, i));
        }
        int state = sqlite3_step(m_statement);
        for (; state == SQLITE_ROW; state = sqlite3_step(m_statement))
        {
            auto& row = table.rows.emplace_back();
            for (int i = 0; i < columns; ++i)
            {
                row.push_back(Value(i));
            }
        }
        if (state != SQLITE_DONE)
        {
            Fail();
        }
        return table;
    }

  private:
    /** Blames what was typed only if it can be to blame. */
    [[noreturn]] void Fail() const
    {
        if (!m_typed || IsOfFile(sqlite3_errcode(m_handle)))
        {
            throw SQLite::Exception(m_handle);
        }
        throw std::invalid_argument(
            fmt::format("--where: {} (it takes an SQL expression over the view's columns)",
                        sqlite3_errmsg(m_handle)));
    }

    Cell Value(int column) const
    {
        switch (sqlite3_column_type(m_statement, column))
        {
        case SQLITE_NULL:
            return std::monostate();
        case SQLITE_INTEGER:
            return int64_t{sqlite3_column_int64(m_statement, column)};
        case SQLITE_FLOAT:
            return sqlite3_column_double(m_statement, column);
        default: {
            const auto* bytes = sqlite3_column_text(m_statement, column);
            return std::string(reinterpret_cast<const char*>(bytes),
                               sqlite3_column_bytes(m_statement, column));
        }
        }
    }

    sqlite3* m_handle;
    bool m_typed;
    sqlite3_stmt* m_statement{nullptr};
};

void
Bind(SQLite::Statement& statement, const std::vector<Cell>& arguments)
{
    for (size_t i = 0; i < arguments.size(); ++i)
    {
        const int index = static_cast<int>(i + 1);
        if (const auto* number = std::get_if<int64_t>(&arguments[i]))
        {
            statement.bind(index, *number);
        }
        else if (const auto* text = std::get_if<std::string>(&arguments[i]))
        {
            statement.bind(index, *text);
        }
    }
}

Cell
ValueOf(const SQLite::Column& column)
{
    if (column.isNull())
    {
        return std::monostate();
    }
    if (column.isInteger())
    {
        return column.getInt64();
    }
    if (column.isFloat())
    {
        return column.getDouble();
    }
    return column.getString();
}

RunHandle
HandleOf(const Table& runs, size_t row)
{
    return {std::get<int64_t>(runs.rows[row][0]), runs.Text(row, "run_id")};
}

} // namespace

Table
Select(Database& database, const std::string& sql, const std::vector<Cell>& arguments)
{
    return database.Guard([&] {
        SQLite::Statement statement(database.Get(), sql);
        Bind(statement, arguments);
        Table table;
        for (int i = 0; i < statement.getColumnCount(); ++i)
        {
            table.columns.emplace_back(statement.getColumnName(i));
        }
        while (statement.executeStep())
        {
            auto& row = table.rows.emplace_back();
            for (int i = 0; i < statement.getColumnCount(); ++i)
            {
                row.push_back(ValueOf(statement.getColumn(i)));
            }
        }
        return table;
    });
}

std::vector<std::string>
ListViews(Database& database)
{
    const Table table =
        Select(database, "SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name", {});
    std::vector<std::string> views;
    for (size_t i = 0; i < table.rows.size(); ++i)
    {
        views.push_back(table.Text(i, "name"));
    }
    return views;
}

RunHandle
SelectRun(Database& database, const std::string& text)
{
    const Table runs = Select(database, "SELECT run_key, run_id FROM run ORDER BY run_key", {});
    if (runs.rows.empty())
    {
        throw std::invalid_argument(fmt::format("{} holds no run", database.GetPath()));
    }
    if (text.empty())
    {
        return HandleOf(runs, runs.rows.size() - 1);
    }
    const bool digits = text.find_first_not_of("0123456789") == text.npos;
    const bool beginning = !digits || text.size() >= LEAST_DIGITS;
    std::vector<size_t> matches;
    for (size_t i = 0; i < runs.rows.size(); ++i)
    {
        const std::string id = runs.Text(i, "run_id");
        if (id == text)
        {
            return HandleOf(runs, i);
        }
        if (beginning && id.compare(0, text.size(), text) == 0)
        {
            matches.push_back(i);
        }
    }
    const size_t place = digits && text.size() <= LEAST_DIGITS ? std::stoul(text) : 0;
    if (place >= 1 && place <= runs.rows.size())
    {
        return HandleOf(runs, place - 1);
    }
    if (matches.size() == 1)
    {
        return HandleOf(runs, matches.front());
    }
    throw std::invalid_argument(
        fmt::format("{} \"{}\"; {} holds runs 1 to {}; `show {} v_run` lists their ids",
                    matches.empty() ? "there is no run" : "several runs begin with",
                    text,
                    database.GetPath(),
                    runs.rows.size(),
                    database.GetPath()));
}

Table
Query(Database& database,
      const std::string& view,
      const std::string& runId,
      const std::string& where)
{
    const auto views = ListViews(database);
    if (std::find(views.begin(), views.end(), view) == views.end())
    {
        throw std::invalid_argument(
            fmt::format("there is no view \"{}\"; the views are {}", view, fmt::join(views, ", ")));
    }
    std::string sql = fmt::format("SELECT * FROM {}", view);
    if (!runId.empty())
    {
        sql += fmt::format(" WHERE run_id = '{}'", runId); // from SelectRun(): hex digits and +
    }
    sqlite3* handle = database.Get().getHandle();
    if (!where.empty())
    {
        // The line feed ends a comment that the user's text may end in.
        sql += fmt::format(" {} ({}\n)", runId.empty() ? "WHERE" : "AND", where);
    }
    const std::string alone =
        where.empty() ? "" : fmt::format("SELECT 1 FROM {} WHERE {}\n", view, where);
    return database.Guard([&] {
        UserStatement statement(handle, sql, where);
        if (!alone.empty())
        {
            // Without our brackets it must be right too: "1) OR (1" would step over the run's
            // filter.
            UserStatement(handle, alone, where);
        }
        return statement.Fetch();
    });
}

std::string
RecordedTopology(Database& database, const RunHandle& run)
{
    const Table table = Select(database, "SELECT topology FROM run WHERE run_key = ?1", {run.key});
    return table.Text(0, "topology");
}

} // namespace ns3::v6lab
