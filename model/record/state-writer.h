// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_STATE_WRITER_H
#define V6LAB_STATE_WRITER_H

#include "model/record/state-rows.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

namespace ns3::v6lab
{

/** Inserts what translators hold and held. */
class StateWriter
{
  public:
    StateWriter(SQLite::Database& database, int64_t runKey);

    /** Inside a transaction of the caller's; throws SQLite::Exception. */
    void Write(const StateRows& rows);
    /** Bindings or sessions were written as being there still. */
    bool HasLive() const;
    /** Takes them back. */
    void ForgetLive();

  private:
    void Write(const BindingRow& row);
    void Write(const SessionRow& row);
    void Write(const SessionEventRow& row);
    void Write(const PoolRow& row);

    int64_t m_runKey;
    int64_t m_bindings{0};
    int64_t m_sessions{0};
    int64_t m_events{0};
    bool m_live{false};
    SQLite::Statement m_binding;
    SQLite::Statement m_session;
    SQLite::Statement m_event;
    SQLite::Statement m_pool;
    SQLite::Statement m_forgetBindings;
    SQLite::Statement m_forgetSessions;
};

} // namespace ns3::v6lab

#endif // V6LAB_STATE_WRITER_H
