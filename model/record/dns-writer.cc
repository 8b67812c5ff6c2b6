// SPDX-License-Identifier: GPL-2.0-only
#include "model/record/dns-writer.h"

#include "model/record/sql-bind.h"

namespace ns3::v6lab
{

using namespace sql;

namespace
{

/** "CNAME www.example.com.; AAAA 64:ff9b::c000:201". Signatures would bury the rest. */
std::string
AnswersText(const DnsRecords& answers)
{
    std::string text;
    for (const auto& record : answers)
    {
        if (record.type != dns::RRSIG)
        {
            text += (text.empty() ? "" : "; ") + DnsTypeWord(record.type) + " " + record.DataText();
        }
    }
    return text;
}

} // namespace

DnsWriter::DnsWriter(SQLite::Database& database, int64_t runKey)
    : m_insert(database,
               "INSERT INTO dns_exchange VALUES "
               "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
{
    m_insert.bind(1, runKey);
}

void
DnsWriter::Write(const std::vector<DnsExchange>& exchanges)
{
    for (const auto& exchange : exchanges)
    {
        Write(exchange);
    }
}

void
DnsWriter::Write(const DnsExchange& exchange)
{
    m_insert.bind(2, static_cast<int64_t>(exchange.id));
    BindId(m_insert, 3, static_cast<int64_t>(exchange.parent));
    BindId(m_insert, 4, exchange.flow);
    m_insert.bind(5, exchange.startNs);
    m_insert.bind(6, exchange.endNs);
    m_insert.bind(7, NodeId(exchange.clientNode));
    exchange.serverNode ? m_insert.bind(8, NodeId(*exchange.serverNode)) : m_insert.bind(8);
    BindAddress(m_insert, 9, exchange.client.address);
    m_insert.bind(10, uint32_t{exchange.client.port});
    m_insert.bind(11, exchange.server.ToString());
    m_insert.bind(12, exchange.tcp ? "tcp" : "udp");
    m_insert.bind(13, exchange.question.name.ToString());
    m_insert.bind(14, DnsTypeWord(exchange.question.type));
    m_insert.bind(15, exchange.outcome);
    m_insert.bind(16, AnswersText(exchange.answers));
    m_insert.bind(17, exchange.synthesised ? 1 : 0);
    m_insert.bind(18, exchange.authenticData ? 1 : 0);
    m_insert.bind(19, exchange.truncated ? 1 : 0);
    m_insert.bind(20, exchange.referral);
    Run(m_insert);
}

} // namespace ns3::v6lab
