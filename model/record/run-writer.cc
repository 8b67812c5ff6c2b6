// SPDX-License-Identifier: GPL-2.0-only
#include "model/record/run-writer.h"

#include "model/record/bgp-writer.h"
#include "model/record/dns-writer.h"
#include "model/record/flow-writer.h"
#include "model/record/sql-bind.h"
#include "model/record/state-writer.h"

#include <algorithm>
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

template <typename Work>
void
RunWriter::Write(Work work)
{
    m_database->Guard([&] {
        Transaction transaction(m_database->Get(), TransactionBehavior::IMMEDIATE);
        if (m_claim->IsHeld(m_database->Get()))
        {
            work();
        }
        transaction.commit();
    });
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
RunWriter::NeedNodes(const std::vector<HopRow>& hops)
{
    std::vector<bool> seen; // by node, the fabric at 0
    for (const HopRow& row : hops)
    {
        const size_t place = row.node + 1u;
        if (place >= seen.size())
        {
            seen.resize(place + 1, false);
        }
        if (!seen[place])
        {
            seen[place] = true;
            NeedNode(row.node);
        }
    }
}

void
RunWriter::WriteFlows(const std::vector<FlowRecord>& flows, int64_t first)
{
    Write([&] { v6lab::WriteFlows(m_database->Get(), m_runKey, first, flows, m_counted); });
}

void
RunWriter::WriteEvents(const HeaderTable& headers,
                       std::vector<HopRow>& hops,
                       const std::vector<DropRow>& drops)
{
    if (hops.empty() && drops.empty())
    {
        return;
    }
    // In key order each row is appended, save where a packet spans two batches.
    std::sort(hops.begin(), hops.end(), [](const HopRow& a, const HopRow& b) {
        return a.key < b.key;
    });
    const size_t before = m_headersWritten;
    try
    {
        Write([&] {
            WriteHeaders(headers);
            NeedNodes(hops);
            m_hops->Write(hops);
            for (const DropRow& row : drops)
            {
                WriteDrop(row);
            }
        });
    }
    catch (...)
    {
        m_headersWritten = before;
        throw;
    }
}

void
RunWriter::WriteHeaders(const HeaderTable& headers)
{
    const auto& all = headers.GetAll();
    for (; m_headersWritten < all.size(); ++m_headersWritten)
    {
        const HeaderKey& key = all[m_headersWritten];
        const bool icmp = (key.protocol == protocol::ICMPV4 || key.protocol == protocol::ICMPV6) &&
                          key.icmpType != HeaderKey::NO_ICMP_TYPE;
        m_header->bind(1, m_runKey);
        m_header->bind(2, static_cast<int64_t>(m_headersWritten + 1));
        m_header->bind(3, ToWord(key.source.GetFamily()));
        m_header->bind(4, ProtocolWord(key.protocol));
        m_header->bind(5, key.source.ToString());
        m_header->bind(6, uint32_t{key.sourcePort});
        m_header->bind(7, key.destination.ToString());
        m_header->bind(8, uint32_t{key.destinationPort});
        icmp ? m_header->bind(9, uint32_t{key.icmpType}) : m_header->bind(9);
        BindText(*m_header, 10, TcpFlagsWord(key.tcpFlags));
        key.icmpError ? m_header->bind(11, uint32_t{key.icmpCode}) : m_header->bind(11);
        key.mtu != 0 ? m_header->bind(12, uint32_t{key.mtu}) : m_header->bind(12);
        Run(*m_header);
    }
}

void
RunWriter::WriteDrop(const DropRow& row)
{
    NeedNode(row.node);
    Statement& drop = *m_drop;
    drop.bind(1, m_runKey);
    drop.bind(2, row.timeNs);
    drop.bind(3, NodeId(row.node));
    BindNear(drop, 4, row.near);
    drop.bind(5, row.flow);
    drop.bind(6, row.packet);
    BindReason(drop, 7, row.reason);
    drop.bind(8, row.header);
    drop.bind(9, uint32_t{row.ttl});
    drop.bind(10, row.length);
    drop.bind(11, static_cast<int64_t>(row.count));
    row.rule ? drop.bind(12, row.rule) : drop.bind(12);
    Run(drop);
}

template <typename Rows>
void
RunWriter::NeedNodesOf(const Rows& rows)
{
    for (const auto& row : rows)
    {
        NeedNode(row.node);
    }
}

void
RunWriter::WriteState(const StateRows& rows)
{
    if (rows.GetSize() == 0)
    {
        return;
    }
    Write([&] {
        NeedNodesOf(rows.bindings);
        NeedNodesOf(rows.sessions);
        NeedNodesOf(rows.events);
        NeedNodesOf(rows.pools);
        m_state->Write(rows);
    });
}

void
RunWriter::WriteDns(const std::vector<DnsExchange>& exchanges)
{
    if (exchanges.empty())
    {
        return;
    }
    Write([&] {
        for (const auto& exchange : exchanges)
        {
            NeedNode(exchange.clientNode);
            if (exchange.serverNode)
            {
                NeedNode(*exchange.serverNode);
            }
        }
        m_dns->Write(exchanges);
    });
}

void
RunWriter::WriteBgpEvents(const std::vector<BgpEventRow>& events)
{
    if (events.empty())
    {
        return;
    }
    Write([&] {
        NeedNodesOf(events);
        m_bgp->Write(events);
    });
}

void
RunWriter::WriteBgpStatus(const BgpStatusRows& rows)
{
    if (rows.peers.empty() && rows.routes.empty())
    {
        return;
    }
    Write([&] {
        NeedNodesOf(rows.peers);
        NeedNodesOf(rows.routes);
        m_bgp->Write(rows);
    });
}

void
RunWriter::ForgetLiveState()
{
    if (m_state->HasLive())
    {
        Write([&] { m_state->ForgetLive(); });
    }
}

void
RunWriter::WriteEffectiveSecurityRules(const std::vector<EffectiveSecurityRuleRow>& rows)
{
    Write([&] {
        Statement insert(m_database->Get(),
                         "INSERT INTO effective_security_rule VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, "
                         "?, ?, ?, ?, ?, ?)");
        insert.bind(1, m_runKey);
        for (const auto& row : rows)
        {
            insert.bind(2, row.nic);
            insert.bind(3, row.group);
            insert.bind(4, row.appliesTo);
            insert.bind(5, row.name);
            insert.bind(6, row.direction);
            insert.bind(7, row.priority);
            insert.bind(8, row.access);
            insert.bind(9, row.protocol);
            insert.bind(10, row.sourceAddressPrefix);
            insert.bind(11, row.sourcePortRange);
            insert.bind(12, row.destinationAddressPrefix);
            insert.bind(13, row.destinationPortRange);
            insert.bind(14, row.expandedSourceAddressPrefix);
            insert.bind(15, row.expandedDestinationAddressPrefix);
            Run(insert);
        }
    });
}

void
RunWriter::WriteFlowLog(const std::vector<FlowLogRow>& rows)
{
    Write([&] {
        Statement insert(m_database->Get(),
                         "INSERT INTO flow_log VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
                         "?, 'NX', ?, ?, ?, ?)");
        insert.bind(1, m_runKey);
        for (const auto& row : rows)
        {
            int at = 1;
            for (const auto* text :
                 {&row.time, &row.flowLogResourceId, &row.targetResourceId, &row.mac, &row.aclId})
            {
                insert.bind(++at, *text);
            }
            insert.bind(7, row.rule);
            insert.bind(8, row.timestamp);
            insert.bind(9, row.source);
            insert.bind(10, row.destination);
            insert.bind(11, static_cast<int>(row.sourcePort));
            insert.bind(12, static_cast<int>(row.destinationPort));
            insert.bind(13, static_cast<int>(row.protocol));
            insert.bind(14, row.direction);
            insert.bind(15, row.state);
            insert.bind(16, static_cast<int64_t>(row.packetsSent));
            insert.bind(17, static_cast<int64_t>(row.bytesSent));
            insert.bind(18, static_cast<int64_t>(row.packetsReceived));
            insert.bind(19, static_cast<int64_t>(row.bytesReceived));
            Run(insert);
        }
    });
}

void
RunWriter::WriteMetrics(const std::vector<MetricRow>& rows)
{
    Write([&] {
        Statement insert(m_database->Get(), "INSERT INTO metric VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
        insert.bind(1, m_runKey);
        for (const auto& row : rows)
        {
            insert.bind(2, row.time);
            insert.bind(3, row.resource);
            insert.bind(4, row.type);
            insert.bind(5, row.metric);
            insert.bind(6, row.dimensions);
            insert.bind(7, row.value);
            insert.bind(8, row.aggregation);
            Run(insert);
        }
    });
}

void
RunWriter::WriteEffectiveRoutes(const std::vector<EffectiveRouteRow>& rows)
{
    Write([&] {
        Statement insert(m_database->Get(),
                         "INSERT INTO effective_route VALUES (?, ?, ?, ?, ?, ?, ?)");
        insert.bind(1, m_runKey);
        for (const auto& row : rows)
        {
            insert.bind(2, row.nic);
            insert.bind(3, row.source);
            insert.bind(4, row.state);
            insert.bind(5, row.addressPrefix);
            insert.bind(6, row.nextHopType);
            insert.bind(7, row.nextHopIp);
            Run(insert);
        }
    });
}

void
RunWriter::WriteLeftOut(const std::vector<LeftOutRow>& rows)
{
    Write([&] {
        Statement insert(m_database->Get(), "INSERT INTO left_out VALUES (?, ?, ?, ?)");
        insert.bind(1, m_runKey);
        for (const auto& row : rows)
        {
            insert.bind(2, row.name);
            insert.bind(3, row.type);
            insert.bind(4, row.what);
            Run(insert);
        }
    });
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
