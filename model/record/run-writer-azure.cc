// SPDX-License-Identifier: GPL-2.0-only
// What Azure would show of a run: effective rules and routes, and what its monitor collects.
#include "model/record/run-writer.h"
#include "model/record/sql-bind.h"

namespace ns3::v6lab
{

namespace
{

using SQLite::Statement;

} // namespace

void
RunWriter::WriteEffectiveSecurityRules(const std::vector<EffectiveSecurityRuleRow>& rows)
{
    Write([&] {
        Statement insert(m_database->Get(),
                         "INSERT INTO effective_security_rule VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, "
                         "?, ?, ?, ?, ?, ?)");
        for (const auto& row : rows)
        {
            sql::Insert(insert,
                        m_runKey,
                        row.nic,
                        row.group,
                        row.appliesTo,
                        row.name,
                        row.direction,
                        row.priority,
                        row.access,
                        row.protocol,
                        row.sourceAddressPrefix,
                        row.sourcePortRange,
                        row.destinationAddressPrefix,
                        row.destinationPortRange,
                        row.expandedSourceAddressPrefix,
                        row.expandedDestinationAddressPrefix);
        }
    });
}

void
RunWriter::WriteEffectiveRoutes(const std::vector<EffectiveRouteRow>& rows)
{
    Write([&] {
        Statement insert(m_database->Get(),
                         "INSERT INTO effective_route VALUES (?, ?, ?, ?, ?, ?, ?)");
        for (const auto& row : rows)
        {
            sql::Insert(insert,
                        m_runKey,
                        row.nic,
                        row.source,
                        row.state,
                        row.addressPrefix,
                        row.nextHopType,
                        row.nextHopIp);
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
        for (const auto& row : rows)
        {
            sql::Insert(insert,
                        m_runKey,
                        row.time,
                        row.flowLogResourceId,
                        row.targetResourceId,
                        row.mac,
                        row.aclId,
                        row.rule,
                        row.timestamp,
                        row.source,
                        row.destination,
                        static_cast<int>(row.sourcePort),
                        static_cast<int>(row.destinationPort),
                        static_cast<int>(row.protocol),
                        row.direction,
                        row.state,
                        static_cast<int64_t>(row.packetsSent),
                        static_cast<int64_t>(row.bytesSent),
                        static_cast<int64_t>(row.packetsReceived),
                        static_cast<int64_t>(row.bytesReceived));
        }
    });
}

void
RunWriter::WriteMetrics(const std::vector<MetricRow>& rows)
{
    Write([&] {
        Statement insert(m_database->Get(), "INSERT INTO metric VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
        for (const auto& row : rows)
        {
            sql::Insert(insert,
                        m_runKey,
                        row.time,
                        row.resource,
                        row.type,
                        row.metric,
                        row.dimensions,
                        row.value,
                        row.aggregation);
        }
    });
}

void
RunWriter::WriteLeftOut(const std::vector<LeftOutRow>& rows)
{
    Write([&] {
        Statement insert(m_database->Get(), "INSERT INTO left_out VALUES (?, ?, ?, ?)");
        for (const auto& row : rows)
        {
            sql::Insert(insert, m_runKey, row.name, row.type, row.what);
        }
    });
}

} // namespace ns3::v6lab
