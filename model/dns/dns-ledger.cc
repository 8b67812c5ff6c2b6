// SPDX-License-Identifier: GPL-2.0-only
#include "model/dns/dns-ledger.h"

#include "ns3/trace-source-accessor.h"

#include <algorithm>
#include <utility>

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(DnsLedger);

namespace
{

/** RFC 2308 2.1: neither an answer nor a denial, but the servers of a zone further down. */
std::string
ReferralOf(const DnsMessage& answer)
{
    std::string servers;
    const bool denies = std::any_of(answer.authority.begin(),
                                    answer.authority.end(),
                                    [](const auto& record) { return record.type == dns::SOA; });
    const bool silent = answer.answer.empty() && answer.rcode == dns::NOERROR;
    if (answer.authoritative || !silent || denies)
    {
        return servers;
    }
    for (const auto& record : answer.authority)
    {
        if (const auto server = record.type == dns::NS ? record.GetTarget() : std::nullopt)
        {
            servers += (servers.empty() ? "" : ", ") + server->ToString();
        }
    }
    return servers;
}

} // namespace

TypeId
DnsLedger::GetTypeId()
{
    static TypeId tid = TypeId("ns3::v6lab::DnsLedger")
                            .SetParent<Object>()
                            .SetGroupName("V6lab")
                            .AddConstructor<DnsLedger>()
                            .AddTraceSource("Exchange",
                                            "A query was answered, or given up.",
                                            MakeTraceSourceAccessor(&DnsLedger::m_exchange),
                                            "ns3::v6lab::DnsLedger::ExchangeCallback");
    return tid;
}

uint64_t
DnsLedger::Open(DnsExchange exchange)
{
    exchange.id = ++m_last;
    m_open.emplace(m_last, std::move(exchange));
    return m_last;
}

void
DnsLedger::Answered(uint64_t id, const DnsMessage& answer, int64_t nowNs)
{
    const auto found = m_open.find(id);
    if (found == m_open.end())
    {
        return;
    }
    DnsExchange& exchange = found->second;
    exchange.outcome = DnsRcodeWord(answer.rcode);
    exchange.answers = answer.answer;
    exchange.authenticData = answer.authenticData;
    exchange.truncated = answer.truncated;
    exchange.synthesised = exchange.synthesised && !answer.answer.empty(); // TC: they are to come
    exchange.referral = ReferralOf(answer);
    Close(id, nowNs);
}

void
DnsLedger::GaveUp(uint64_t id, const std::string& outcome, int64_t nowNs)
{
    const auto found = m_open.find(id);
    if (found != m_open.end())
    {
        found->second.outcome = outcome;
        Close(id, nowNs);
    }
}

uint64_t
DnsLedger::Arrive(const DnsMessage& query, uint32_t serverNode)
{
    // The latest one: an older one with the same id and question has a retransmission now.
    for (auto open = m_open.rbegin(); open != m_open.rend(); ++open)
    {
        DnsExchange& exchange = open->second;
        if (exchange.messageId == query.id && !query.questions.empty() &&
            exchange.question == query.questions.front())
        {
            exchange.serverNode = serverNode;
            return exchange.id;
        }
    }
    return 0;
}

void
DnsLedger::NoteSynthesis(uint64_t id)
{
    const auto found = m_open.find(id);
    if (found != m_open.end())
    {
        found->second.synthesised = true;
    }
}

void
DnsLedger::Flush(int64_t nowNs)
{
    while (!m_open.empty())
    {
        GaveUp(m_open.begin()->first, "unfinished", nowNs);
    }
}

void
DnsLedger::Close(uint64_t id, int64_t nowNs)
{
    auto node = m_open.extract(id);
    node.mapped().endNs = nowNs;
    m_exchange(node.mapped());
}

} // namespace ns3::v6lab
