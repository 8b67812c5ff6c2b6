// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/resolver.h"

#include "model/core/dns/resolver-lookup.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

constexpr uint16_t FIRST_META = 249; // TKEY, TSIG, IXFR, AXFR, ...; ANY is a question

bool
IsServed(const DnsQuestion& question)
{
    const bool meta = question.type >= FIRST_META && question.type < dns::ANY;
    return question.rclass == dns::IN && question.type != 0 && question.type != dns::OPT && !meta;
}

/** RFC 4035 3.1: who did not set DO gets signatures and proofs only by asking for their type. */
DnsRecords
WithoutDnssec(const DnsRecords& records, uint16_t type)
{
    DnsRecords plain;
    std::copy_if(records.begin(), records.end(), std::back_inserter(plain), [&](const auto& one) {
        const bool dnssec =
            one.type == dns::RRSIG || one.type == dns::NSEC || one.type == dns::NSEC3;
        return !dnssec || one.type == type || type == dns::ANY;
    });
    return plain;
}

DnsAnswer
For(const DnsQuery& query, DnsAnswer answer)
{
    if (!query.dnssecOk)
    {
        answer.answer = WithoutDnssec(answer.answer, query.question.type);
        answer.authority = WithoutDnssec(answer.authority, query.question.type);
    }
    for (auto& record : answer.answer)
    {
        // The asker's letters (RFC 5452 9.3, draft 0x20), whoever asked first.
        if (record.name == query.question.name)
        {
            record.name = query.question.name;
        }
    }
    return answer;
}

DnsAnswer
Failure(uint16_t rcode)
{
    DnsAnswer answer;
    answer.rcode = rcode;
    return answer;
}

} // namespace

Resolver::Resolver(const ResolverSettings& settings, ResolverPort& port)
{
    CheckSettings(settings);
    m_core = std::make_unique<ResolverCore>(settings, port);
}

Resolver::~Resolver() = default;

void
Resolver::Ask(const DnsQuery& query, int64_t nowNs, Done done)
{
    if (!IsServed(query.question))
    {
        done(Failure(dns::REFUSED), nowNs);
        return;
    }
    if (!query.recursionDesired)
    {
        done(For(query, FromCache(query, nowNs)), nowNs);
        return;
    }
    const Key key(query.question.name.ToLower().GetWire(),
                  query.question.type,
                  query.checkingDisabled);
    auto& waiting = m_waiting[key];
    waiting.push_back({query, std::move(done)});
    if (waiting.size() > 1)
    {
        return;
    }
    ResolverContext context;
    context.work = std::make_shared<DnsWork>();
    context.work->queriesLeft = m_core->settings.maxQueries;
    context.work->deadlineNs = nowNs + m_core->settings.totalTimeoutNs;
    context.work->cause = query.cause;
    context.checkingDisabled = query.checkingDisabled;
    std::make_shared<ResolverLookup>(
        *m_core,
        query.question,
        context,
        [this, key](const DnsAnswer& answer, int64_t now) { Answer(key, answer, now); })
        ->Start(nowNs);
}

void
Resolver::Answer(const Key& key, const DnsAnswer& answer, int64_t nowNs)
{
    const auto found = m_waiting.find(key);
    const auto waiting = std::move(found->second);
    m_waiting.erase(found); // who is told may ask again at once
    for (const auto& [query, done] : waiting)
    {
        done(For(query, answer), nowNs);
    }
}

DnsAnswer
Resolver::FromCache(const DnsQuery& query, int64_t nowNs)
{
    const auto known = FindCached(m_core->CacheFor(query.checkingDisabled), query.question, nowNs);
    const bool checked = query.checkingDisabled || !m_core->Validates() ||
                         (known && known->security != DnsSecurity::Unchecked);
    if (!known || known->trust < DnsTrust::Relayed || !checked)
    {
        return Failure(dns::REFUSED);
    }
    if (known->security == DnsSecurity::Bogus && !query.checkingDisabled)
    {
        return Failure(dns::SERVFAIL);
    }
    DnsAnswer answer = Failure(known->outcome == DnsOutcome::NoName ? dns::NXDOMAIN : dns::NOERROR);
    answer.answer = known->records;
    answer.authority = known->proof;
    answer.security = known->security;
    answer.authenticData = known->security == DnsSecurity::Secure;
    return answer;
}

bool
Resolver::OnReply(uint32_t token, const IpAddress& server, const std::string& bytes, int64_t nowNs)
{
    return m_core->exchanges.OnReply(token, server, bytes, nowNs);
}

void
Resolver::OnFailure(uint32_t token, DnsFailure failure, int64_t nowNs)
{
    m_core->exchanges.OnFailure(token, failure, nowNs);
}

void
Resolver::Advance(int64_t nowNs)
{
    m_core->exchanges.Advance(nowNs);
}

int64_t
Resolver::GetNextDeadline() const
{
    return m_core->exchanges.GetNextDeadline();
}

uint64_t
Resolver::GetSent() const
{
    return m_core->exchanges.GetSent();
}

uint32_t
Resolver::GetCached() const
{
    return m_core->cache.GetSize() + (m_core->unchecked ? m_core->unchecked->GetSize() : 0);
}

} // namespace ns3::v6lab
