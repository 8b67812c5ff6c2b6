// SPDX-License-Identifier: GPL-2.0-only
#include "model/record/run-writer.h"

#include "model/record/bgp-writer.h"
#include "model/record/dns-writer.h"
#include "model/record/flow-writer.h"
#include "model/record/sql-bind.h"
#include "model/record/state-writer.h"

#include <fmt/format.h>

namespace ns3::v6lab
{

namespace
{

using SQLite::Statement;
using SQLite::Transaction;
using SQLite::TransactionBehavior;
using namespace sql;

} // namespace

RunWriter::RunWriter(const std::shared_ptr<Database>& database,
                     const RunInfo& info,
                     RecordLevel level)
    : m_database(database)
{
    m_database->Guard([&] { Begin(info, level); });
}

RunWriter::~RunWriter() = default;

int64_t
RunWriter::GetRunKey() const
{
    return m_runKey;
}

const std::string&
RunWriter::GetRunId() const
{
    return m_claim->GetName();
}

void
RunWriter::Begin(const RunInfo& info, RecordLevel level)
{
    SQLite::Database& database = m_database->Get();
    Transaction transaction(database, TransactionBehavior::IMMEDIATE);
    m_claim = std::make_unique<RunClaim>(database, info, level);
    m_runKey = m_claim->GetKey();
    transaction.commit();
    // From here on rows are right by construction, and checking each parent costs as much as the
    // insert. The tests run PRAGMA foreign_key_check on recorded files.
    database.exec("PRAGMA foreign_keys = OFF");
    m_header = std::make_unique<Statement>(
        database,
        "INSERT INTO header VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)");
    m_hops = std::make_unique<HopWriter>(database.getHandle());
    m_state = std::make_unique<StateWriter>(database, m_runKey);
    m_dns = std::make_unique<DnsWriter>(database, m_runKey);
    m_bgp = std::make_unique<BgpWriter>(database, m_runKey);
    m_drop = std::make_unique<Statement>(
        database,
        "INSERT INTO dropped VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)");
    m_node = std::make_unique<Statement>(database, "INSERT OR REPLACE INTO node VALUES (?, ?, ?)");
}

void
RunWriter::SetTranslationsUnknown()
{
    m_counted = false;
}

void
RunWriter::WriteNodes(const std::map<uint32_t, std::string>& names)
{
    Write([&] {
        for (const auto& [node, name] : names)
        {
            m_nodes[node] = name;
            m_node->bind(1, m_runKey);
            m_node->bind(2, NodeId(node));
            m_node->bind(3, name);
            Run(*m_node);
        }
    });
}

void
RunWriter::NeedNode(uint32_t node)
{
    const bool fabric = node == PacketEvent::FABRIC;
    const auto [found, isNew] =
        m_nodes.try_emplace(node, fabric ? "fabric" : fmt::format("node {}", node));
    if (isNew)
    {
        m_node->bind(1, m_runKey);
        m_node->bind(2, NodeId(node));
        m_node->bind(3, found->second);
        Run(*m_node);
    }
}

void
RunWriter::WriteFlows(const std::vector<FlowRecord>& flows, int64_t first)
{
    Write([&] { v6lab::WriteFlows(m_database->Get(), m_runKey, first, flows, m_counted); });
}

void
RunWriter::WriteChecks(const std::vector<CheckSpec>& checks)
{
    Write([&] {
        Statement insert(m_database->Get(),
                         "INSERT OR REPLACE INTO expectation (run_key, ordinal, name, spec) "
                         "VALUES (?, ?, ?, ?)");
        insert.bind(1, m_runKey);
        for (size_t i = 0; i < checks.size(); ++i)
        {
            insert.bind(2, static_cast<int64_t>(i + 1));
            insert.bind(3, checks[i].name);
            insert.bind(4, ToJson(checks[i]));
            Run(insert);
        }
    });
}

void
RunWriter::Finish(const std::vector<FlowRecord>& flows,
                  const std::vector<FlowWalks>& walks,
                  RunStatus status,
                  double simSeconds,
                  double wallSeconds,
                  uint64_t packets)
{
    // A pragma has no effect within a transaction.
    m_database->Guard([&] { m_database->Get().exec("PRAGMA foreign_keys = ON"); });
    Write([&] {
        v6lab::WriteFlows(m_database->Get(), m_runKey, 1, flows, m_counted);
        for (size_t i = 0; i < flows.size(); ++i)
        {
            const auto id = static_cast<int64_t>(i + 1);
            WriteRouters(m_database->Get(), m_runKey, id, flows[i].routers);
            WriteAttempts(m_database->Get(), m_runKey, id, flows[i].attempts);
        }
        for (size_t i = 1; i < walks.size(); ++i)
        {
            WriteWalks(m_database->Get(), m_runKey, static_cast<int64_t>(i), walks[i]);
        }
        Statement run(m_database->Get(),
                      "UPDATE run SET status = ?, sim_seconds = ?, wall_seconds = ?, packets = ? "
                      "WHERE run_key = ?");
        run.bind(1, ToWord(status));
        run.bind(2, simSeconds);
        run.bind(3, wallSeconds);
        run.bind(4, static_cast<int64_t>(packets));
        run.bind(5, m_runKey);
        run.exec();
        if (status == RunStatus::Complete)
        {
            m_claim->Settle(m_database->Get());
        }
    });
}

} // namespace ns3::v6lab
