// SPDX-License-Identifier: GPL-2.0-only
#include "model/record/state-writer.h"

#include "model/record/sql-bind.h"

namespace ns3::v6lab
{

using namespace sql;
using SQLite::Statement;

namespace
{

/** Address and port in two places. */
void
BindEnd(Statement& statement, int index, const TransportAddress& end)
{
    statement.bind(index, end.address.ToString());
    statement.bind(index + 1, uint32_t{end.port});
}

/** Address and port in two places; a binding of all protocols has no port: NULL. */
void
BindEnd(Statement& statement, int index, const TransportAddress& end, bool hasPort)
{
    BindEnd(statement, index, end);
    if (!hasPort)
    {
        statement.bind(index + 1);
    }
}

/** The inside of a stored SYN is not known: NULL. */
void
BindInside(Statement& statement, int index, const SessionRecord& session)
{
    if (session.inside.address.IsUnspecified())
    {
        statement.bind(index);
        statement.bind(index + 1);
        return;
    }
    BindEnd(statement, index, session.inside);
}

void
BindState(Statement& statement, int index, const SessionRecord& session)
{
    const char* word = session.stateWord ? session.stateWord : ToWord(session.state);
    BindText(statement, index, session.kind == BibKind::Tcp ? word : "");
}

void
BindTime(Statement& statement, int index, const std::optional<int64_t>& timeNs)
{
    timeNs ? statement.bind(index, *timeNs) : statement.bind(index);
}

const char*
EventWord(Change change)
{
    switch (change)
    {
    case Change::Added:
        return "added";
    case Change::Changed:
        return "state";
    case Change::Removed:
        break;
    }
    return "removed";
}

} // namespace

StateWriter::StateWriter(SQLite::Database& database, int64_t runKey)
    : m_runKey(runKey),
      m_binding(database, "INSERT INTO binding VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
      m_session(database,
                "INSERT INTO session VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
      m_event(database, "INSERT INTO session_event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
      // Replaced: where a run ends at the time of a row, the last use counts.
      m_pool(database, "INSERT OR REPLACE INTO pool_use VALUES (?, ?, ?, ?, ?, ?)"),
      m_forgetBindings(database, "DELETE FROM binding WHERE run_key = ? AND removed_ns IS NULL"),
      m_forgetSessions(database, "DELETE FROM session WHERE run_key = ? AND removed_ns IS NULL")
{
    for (Statement* statement :
         {&m_binding, &m_session, &m_event, &m_pool, &m_forgetBindings, &m_forgetSessions})
    {
        statement->bind(1, m_runKey);
    }
}

void
StateWriter::Write(const StateRows& rows)
{
    for (const auto& row : rows.bindings)
    {
        Write(row);
    }
    for (const auto& row : rows.sessions)
    {
        Write(row);
    }
    for (const auto& row : rows.events)
    {
        Write(row);
    }
    for (const auto& row : rows.pools)
    {
        Write(row);
    }
}

void
StateWriter::Write(const BindingRow& row)
{
    const BindingRecord& binding = row.binding;
    m_binding.bind(2, ++m_bindings);
    m_binding.bind(3, NodeId(row.node));
    m_binding.bindNoCopy(4, ToWord(binding.kind));
    const bool hasPorts = binding.kind.has_value();
    BindEnd(m_binding, 5, binding.inside, hasPorts);
    BindEnd(m_binding, 7, binding.outside, hasPorts);
    m_binding.bind(9, binding.isStatic ? 1 : 0);
    m_binding.bind(10, binding.createdNs);
    BindTime(m_binding, 11, row.expiresNs);
    BindTime(m_binding, 12, row.removedNs);
    m_binding.bindNoCopy(13,
                         ToWord(binding.isStatic ? BindingOrigin::Administrator : binding.origin));
    BindText(m_binding, 14, binding.host ? binding.host->ToString() : "");
    Run(m_binding);
    m_live = m_live || !row.removedNs;
}

void
StateWriter::Write(const SessionRow& row)
{
    const SessionRecord& session = row.session;
    m_session.bind(2, ++m_sessions);
    m_session.bind(3, NodeId(row.node));
    m_session.bindNoCopy(4, ToWord(session.kind));
    BindInside(m_session, 5, session);
    BindEnd(m_session, 7, session.remote6);
    BindEnd(m_session, 9, session.outside);
    BindEnd(m_session, 11, session.remote4);
    BindState(m_session, 13, session);
    m_session.bind(14, row.isStatic ? 1 : 0);
    m_session.bind(15, session.createdNs);
    m_session.bind(16, session.expiresNs);
    BindTime(m_session, 17, row.removedNs);
    Run(m_session);
    m_live = m_live || !row.removedNs;
}

void
StateWriter::Write(const SessionEventRow& row)
{
    const SessionRecord& session = row.session;
    m_event.bind(2, ++m_events);
    m_event.bind(3, row.timeNs);
    m_event.bind(4, NodeId(row.node));
    m_event.bindNoCopy(5, ToWord(session.kind));
    m_event.bindNoCopy(6, EventWord(row.change));
    BindState(m_event, 7, session);
    BindInside(m_event, 8, session);
    BindEnd(m_event, 10, session.outside);
    BindEnd(m_event, 12, session.remote4);
    Run(m_event);
}

void
StateWriter::Write(const PoolRow& row)
{
    m_pool.bind(2, NodeId(row.node));
    m_pool.bindNoCopy(3, ToWord(row.kind));
    m_pool.bind(4, row.timeNs);
    m_pool.bind(5, static_cast<int64_t>(row.used));
    m_pool.bind(6, static_cast<int64_t>(row.capacity));
    Run(m_pool);
}

bool
StateWriter::HasLive() const
{
    return m_live;
}

void
StateWriter::ForgetLive()
{
    Run(m_forgetBindings);
    Run(m_forgetSessions);
    m_live = false;
}

} // namespace ns3::v6lab
