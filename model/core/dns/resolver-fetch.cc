// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/resolver-fetch.h"

#include <algorithm>
#include <tuple>

namespace ns3::v6lab
{

namespace
{

/** Per search: who delegates to hundreds of names makes others do the work (NXNSAttack). */
constexpr uint32_t MOST_LOOK_UPS = 10;

} // namespace

ResolverFetch::ResolverFetch(ResolverCore& core,
                             const DnsQuestion& question,
                             const ResolverContext& context,
                             FindingDone done)
    : m_core(core),
      m_question(question),
      m_context(context),
      m_done(std::move(done))
{
}

void
ResolverFetch::Start(int64_t nowNs)
{
    m_delegation = ClosestDelegation(m_question, m_core.settings, Cache(), nowNs);
    Next(nowNs);
}

DnsCache&
ResolverFetch::Cache()
{
    return m_core.CacheFor(m_context.checkingDisabled);
}

void
ResolverFetch::Finish(const IpAddress& server, DnsFinding finding, int64_t nowNs)
{
    finding.server = server;
    m_done(finding, nowNs);
}

void
ResolverFetch::Next(int64_t nowNs)
{
    const DnsWork& work = *m_context.work;
    if (work.queriesLeft > 0 && nowNs < work.deadlineNs)
    {
        if (const auto server = ChooseServer(false, nowNs))
        {
            AskServer(*server, nowNs);
            return;
        }
        if (LookUpServer(nowNs))
        {
            return;
        }
        if (const auto server = ChooseServer(true, nowNs))
        {
            AskServer(*server, nowNs);
            return;
        }
    }
    m_done(DnsFinding(), nowNs);
}

std::optional<IpAddress>
ResolverFetch::ChooseServer(bool dead, int64_t nowNs) const
{
    const auto& settings = m_core.settings;
    std::optional<IpAddress> best;
    std::tuple<uint32_t, bool, int64_t> bestRank;
    for (const auto& server : m_delegation.addresses)
    {
        const auto& avoid = m_context.avoid;
        if (std::find(avoid.begin(), avoid.end(), server) != avoid.end())
        {
            continue;
        }
        const auto found = m_tries.find(server);
        const uint32_t tries = found == m_tries.end() ? 0 : found->second;
        const bool isDead = m_core.servers.IsDead(server, nowNs);
        // One that died during this search has had its chance.
        if (isDead != dead || tries >= (dead ? 1 : settings.tries))
        {
            continue;
        }
        const bool other = settings.preferred && server.GetFamily() != *settings.preferred;
        const std::tuple rank(tries, other, m_core.servers.GetRoundTrip(server));
        if (!best || rank < bestRank)
        {
            best = server;
            bestRank = rank;
        }
    }
    return best;
}

void
ResolverFetch::AskServer(const IpAddress& server, int64_t nowNs)
{
    ++m_tries[server];
    DnsOrder order;
    order.question = m_question;
    order.server = server;
    order.work = m_context.work;
    order.recursionDesired = m_delegation.relayed;
    // RFC 6840 5.9: who validates itself wants what there is.
    order.checkingDisabled =
        m_delegation.relayed && (m_core.Validates() || m_context.checkingDisabled);
    order.dnssecOk = true;
    m_core.exchanges.Start(order,
                           nowNs,
                           [self = shared_from_this(), server](const auto& result, int64_t now) {
                               self->OnResult(server, result, now);
                           });
}

void
ResolverFetch::OnResult(const IpAddress& server, const DnsResult& result, int64_t nowNs)
{
    switch (result.end)
    {
    case DnsResult::End::Reply:
        OnReading(server,
                  ReadDnsReply(result.reply, m_question, m_delegation.zone, m_delegation.relayed),
                  nowNs);
        return;
    case DnsResult::End::Timeout:
        break;
    case DnsResult::End::Unreachable:
    case DnsResult::End::Broken:
        m_tries[server] = m_core.settings.tries;
        break;
    }
    Next(nowNs);
}

void
ResolverFetch::OnReading(const IpAddress& server, const DnsReading& reading, int64_t nowNs)
{
    for (const auto& [question, finding] : reading.learned)
    {
        Cache().Put(question, finding, nowNs);
    }
    switch (reading.kind)
    {
    case DnsReading::Kind::Finding:
        Finish(server, reading.finding, nowNs);
        return;
    case DnsReading::Kind::Referral:
        m_delegation = FromReferral(reading, m_core.settings, Cache(), nowNs);
        m_tries.clear();
        break;
    case DnsReading::Kind::Unusable:
        m_tries[server] = m_core.settings.tries;
        break;
    }
    Next(nowNs);
}

bool
ResolverFetch::WaitsFor(const DnsQuestion& question) const
{
    const auto& above = m_context.above;
    return question == m_question || std::find(above.begin(), above.end(), question) != above.end();
}

bool
ResolverFetch::LookUpServer(int64_t nowNs)
{
    auto& missing = m_delegation.missing;
    while (!missing.empty() && WaitsFor(missing.front()))
    {
        missing.erase(missing.begin());
    }
    if (missing.empty() || m_lookUps >= MOST_LOOK_UPS ||
        m_context.above.size() >= m_core.settings.maxDepth)
    {
        return false;
    }
    ++m_lookUps;
    const DnsQuestion question = missing.front();
    missing.erase(missing.begin());
    ResolverContext context = m_context;
    context.above.push_back(m_question);
    context.avoid.clear();
    FindRecords(m_core,
                question,
                context,
                nowNs,
                [self = shared_from_this()](const DnsFinding& finding, int64_t now) {
                    for (const auto& record : finding.records)
                    {
                        // An alias is no name server (RFC 2181 10.3).
                        if (const auto address = record.GetAddress())
                        {
                            self->m_delegation.Add(*address, self->m_core.settings);
                        }
                    }
                    self->Next(now);
                });
    return true;
}

} // namespace ns3::v6lab
