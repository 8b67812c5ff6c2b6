// SPDX-License-Identifier: GPL-2.0-only
#include "model/record/hop-writer.h"

#include <SQLiteCpp/Exception.h>
#include <sqlite3.h>
#include <string>

namespace ns3::v6lab
{

namespace
{

constexpr int COLUMNS = 15;
constexpr size_t TOGETHER = 16;

void
BindIf(sqlite3_stmt* statement, int index, bool given, int64_t value)
{
    given ? sqlite3_bind_int64(statement, index, value) : sqlite3_bind_null(statement, index);
}

/** Null is NULL. */
void
BindWord(sqlite3_stmt* statement, int index, const char* word)
{
    word != nullptr ? sqlite3_bind_text(statement, index, word, -1, SQLITE_STATIC)
                    : sqlite3_bind_null(statement, index);
}

/** Binding a number fails only for a wrong index, which any first row shows. */
void
Bind(sqlite3_stmt* statement, int first, const HopRow& row)
{
    const bool fabric = row.node == PacketEvent::FABRIC;
    const bool passedOn = row.headerAfter != 0;
    sqlite3_bind_int64(statement, first, row.key);
    sqlite3_bind_int64(statement, first + 1, row.flow);
    sqlite3_bind_int64(statement, first + 2, row.timeNs);
    sqlite3_bind_int64(statement, first + 3, fabric ? -1 : static_cast<int64_t>(row.node));
    BindIf(statement, first + 4, row.near != PacketEvent::FABRIC, row.near);
    sqlite3_bind_int(statement, first + 5, static_cast<int>(row.action));
    sqlite3_bind_int64(statement, first + 6, row.header);
    sqlite3_bind_int(statement, first + 7, row.ttl);
    sqlite3_bind_int64(statement, first + 8, row.length);
    BindIf(statement, first + 9, passedOn, row.headerAfter);
    BindIf(statement, first + 10, passedOn, row.ttlAfter);
    BindIf(statement, first + 11, passedOn, row.lengthAfter);
    // The table of reasons is made of string literals, which end in a zero byte.
    BindWord(statement,
             first + 12,
             row.reason == Reason::None ? nullptr : Describe(row.reason).word.data());
    BindWord(statement, first + 13, row.translator);
    BindWord(statement, first + 14, row.rule);
}

} // namespace

void
HopWriter::Finalize::operator()(sqlite3_stmt* statement) const
{
    sqlite3_finalize(statement);
}

HopWriter::HopWriter(sqlite3* handle)
    : m_handle(handle),
      m_many(Prepare(TOGETHER)),
      m_one(Prepare(1))
{
}

HopWriter::Statement
HopWriter::Prepare(int rows) const
{
    std::string row = "(?";
    for (int i = 1; i < COLUMNS; ++i)
    {
        row += ",?";
    }
    std::string sql = "INSERT INTO hop VALUES " + row + ")";
    for (int i = 1; i < rows; ++i)
    {
        sql += "," + row + ")";
    }
    sqlite3_stmt* statement = nullptr;
    const int code = sqlite3_prepare_v3(m_handle,
                                        sql.c_str(),
                                        -1,
                                        SQLITE_PREPARE_PERSISTENT,
                                        &statement,
                                        nullptr);
    if (code != SQLITE_OK)
    {
        throw SQLite::Exception(m_handle, code);
    }
    return Statement(statement);
}

void
HopWriter::Run(sqlite3_stmt* statement) const
{
    const int code = sqlite3_step(statement);
    sqlite3_reset(statement);
    if (code != SQLITE_DONE)
    {
        throw SQLite::Exception(m_handle, code);
    }
}

void
HopWriter::Write(const std::vector<HopRow>& rows)
{
    size_t next = 0;
    for (; next + TOGETHER <= rows.size(); next += TOGETHER)
    {
        for (size_t i = 0; i < TOGETHER; ++i)
        {
            Bind(m_many.get(), 1 + static_cast<int>(i) * COLUMNS, rows[next + i]);
        }
        Run(m_many.get());
    }
    for (; next < rows.size(); ++next)
    {
        Bind(m_one.get(), 1, rows[next]);
        Run(m_one.get());
    }
}

} // namespace ns3::v6lab
