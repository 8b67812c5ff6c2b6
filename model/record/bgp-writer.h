// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BGP_WRITER_H
#define V6LAB_BGP_WRITER_H

#include "model/record/bgp-rows.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

namespace ns3::v6lab
{

/** Writes what BGP speakers told and know. The caller's transaction is open. */
class BgpWriter
{
  public:
    BgpWriter(SQLite::Database& database, int64_t runKey);

    void Write(const std::vector<BgpEventRow>& events);
    /** In place of what was written before. */
    void Write(const BgpStatusRows& rows);

  private:
    int64_t m_events{0};
    SQLite::Statement m_event;
    SQLite::Statement m_peer;
    SQLite::Statement m_route;
    SQLite::Statement m_forgetPeers;
    SQLite::Statement m_forgetRoutes;
};

} // namespace ns3::v6lab

#endif // V6LAB_BGP_WRITER_H
