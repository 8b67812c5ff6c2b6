// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_FLOW_WRITER_H
#define V6LAB_FLOW_WRITER_H

#include "model/record/record-rows.h"
#include "model/trace/flow-ledger.h"

#include <SQLiteCpp/Database.h>

namespace ns3::v6lab
{

/** Inserts or replaces a flow's row; a fully delivered flow has no reason. */
void WriteFlow(SQLite::Database& database, int64_t runKey, int64_t flowId, const FlowRecord& flow);

/** Inserts or replaces the rows of the directions in which packets of the flow set out. */
void WriteWalks(SQLite::Database& database, int64_t runKey, int64_t flowId, const FlowWalks& walks);

} // namespace ns3::v6lab

#endif // V6LAB_FLOW_WRITER_H
