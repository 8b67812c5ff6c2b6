// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_FLOW_WRITER_H
#define V6LAB_FLOW_WRITER_H

#include "model/record/record-rows.h"
#include "model/trace/flow-ledger.h"

#include <SQLiteCpp/Database.h>
#include <vector>

namespace ns3::v6lab
{

/**
 * Inserts or replaces the rows of flows, which are numbered from `first`; a fully delivered flow
 * has no reason. Translations are NULL unless they were counted.
 */
void WriteFlows(SQLite::Database& database,
                int64_t runKey,
                int64_t first,
                const std::vector<FlowRecord>& flows,
                bool counted);

/** Inserts or replaces the rows of those who answered a traceroute. */
void WriteRouters(SQLite::Database& database,
                  int64_t runKey,
                  int64_t flowId,
                  const std::vector<RouterAnswer>& routers);

/** Inserts or replaces the rows of a flow's attempts to connect, which are numbered from 1. */
void WriteAttempts(SQLite::Database& database,
                   int64_t runKey,
                   int64_t flowId,
                   const std::vector<AttemptRecord>& attempts);

/** Inserts or replaces the rows of the directions in which packets of the flow set out. */
void WriteWalks(SQLite::Database& database, int64_t runKey, int64_t flowId, const FlowWalks& walks);

} // namespace ns3::v6lab

#endif // V6LAB_FLOW_WRITER_H
