// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_RUN_WRITER_H
#define V6LAB_RUN_WRITER_H

#include "model/record/check-spec.h"
#include "model/record/database.h"
#include "model/record/header-table.h"
#include "model/record/hop-writer.h"
#include "model/record/monitor-rows.h"
#include "model/record/record-rows.h"
#include "model/record/run-claim.h"
#include "model/record/run-info.h"
#include "model/trace/flow-ledger.h"

#include <SQLiteCpp/Transaction.h>
#include <map>
#include <vector>

namespace ns3::v6lab
{

class BgpWriter;
class DnsWriter;
class StateWriter;
struct BgpEventRow;
struct BgpStatusRows;
struct DnsExchange;
struct StateRows;

/**
 * Writes the rows of one run: prepared statements, one short transaction per call, so that several
 * processes can share the file. All calls throw RecordError.
 */
class RunWriter
{
  public:
    /**
     * Writes the run's row with status incomplete and commits it. An older record of the same run
     * goes when this one is complete (RunClaim).
     */
    RunWriter(const std::shared_ptr<Database>& database, const RunInfo& info, RecordLevel level);
    ~RunWriter();
    RunWriter(const RunWriter&) = delete;
    RunWriter& operator=(const RunWriter&) = delete;

    int64_t GetRunKey() const;
    /** The id under which the file has the run at the moment. */
    const std::string& GetRunId() const;

    /** From now on the flows' numbers of translations are NULL. */
    void SetTranslationsUnknown();

    void WriteNodes(const std::map<uint32_t, std::string>& names);
    /** Flows as they are known, numbered from `first`; Finish() replaces them. */
    void WriteFlows(const std::vector<FlowRecord>& flows, int64_t first);
    /** Writes what is new in the headers, and the rows; sorts the hops by key. */
    void WriteEvents(const HeaderTable& headers,
                     std::vector<HopRow>& hops,
                     const std::vector<DropRow>& drops);
    void WriteState(const StateRows& rows);
    void WriteDns(const std::vector<DnsExchange>& exchanges);
    void WriteBgpEvents(const std::vector<BgpEventRow>& events);
    /** In place of what an earlier call wrote. */
    void WriteBgpStatus(const BgpStatusRows& rows);
    /** Takes back what WriteState() wrote of bindings and sessions that had not ended. */
    void ForgetLiveState();
    void WriteEffectiveSecurityRules(const std::vector<EffectiveSecurityRuleRow>& rows);
    void WriteFlowLog(const std::vector<FlowLogRow>& rows);
    void WriteMetrics(const std::vector<MetricRow>& rows);
    void WriteEffectiveRoutes(const std::vector<EffectiveRouteRow>& rows);
    void WriteLeftOut(const std::vector<LeftOutRow>& rows);
    void WriteChecks(const std::vector<CheckSpec>& checks);
    /** Flows, walks and the run's last row; replaces what an earlier call wrote. */
    void Finish(const std::vector<FlowRecord>& flows,
                const std::vector<FlowWalks>& walks,
                RunStatus status,
                double simSeconds,
                double wallSeconds,
                uint64_t packets);

  private:
    void Begin(const RunInfo& info, RecordLevel level);
    void WriteHeaders(const HeaderTable& headers);
    void NeedNodes(const std::vector<HopRow>& hops);
    void WriteDrop(const DropRow& row);
    void NeedNode(uint32_t node);
    template <typename Rows>
    void NeedNodesOf(const Rows& rows);

    /** Runs the work in a transaction, unless another record has taken the place of this one. */
    template <typename Work>
    void Write(Work work);

    std::shared_ptr<Database> m_database;
    std::unique_ptr<RunClaim> m_claim;
    int64_t m_runKey{0};
    size_t m_headersWritten{0};
    bool m_counted{true}; //!< translations
    std::map<uint32_t, std::string> m_nodes;
    std::unique_ptr<SQLite::Statement> m_header;
    std::unique_ptr<HopWriter> m_hops;
    std::unique_ptr<StateWriter> m_state;
    std::unique_ptr<DnsWriter> m_dns;
    std::unique_ptr<BgpWriter> m_bgp;
    std::unique_ptr<SQLite::Statement> m_drop;
    std::unique_ptr<SQLite::Statement> m_node;
};

template <typename Work>
void
RunWriter::Write(Work work)
{
    m_database->Guard([&] {
        SQLite::Transaction transaction(m_database->Get(), SQLite::TransactionBehavior::IMMEDIATE);
        if (m_claim->IsHeld(m_database->Get()))
        {
            work();
        }
        transaction.commit();
    });
}

} // namespace ns3::v6lab

#endif // V6LAB_RUN_WRITER_H
