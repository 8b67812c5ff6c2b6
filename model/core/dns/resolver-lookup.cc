// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/resolver-lookup.h"

#include "model/core/dns/trust-chain.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

void
Append(DnsRecords& to, const DnsRecords& records)
{
    to.insert(to.end(), records.begin(), records.end());
}

/** An answer is as secure as the least of its parts. */
DnsSecurity
Worse(DnsSecurity a, DnsSecurity b)
{
    for (const auto security : {DnsSecurity::Bogus, DnsSecurity::Unchecked, DnsSecurity::Insecure})
    {
        if (a == security || b == security)
        {
            return security;
        }
    }
    return DnsSecurity::Secure;
}

} // namespace

ResolverLookup::ResolverLookup(ResolverCore& core,
                               const DnsQuestion& question,
                               const ResolverContext& context,
                               DnsBackend::Done done)
    : m_core(core),
      m_question(question),
      m_context(context),
      m_done(std::move(done))
{
    m_answer.security = DnsSecurity::Secure;
}

void
ResolverLookup::Start(int64_t nowNs)
{
    FindRecords(m_core,
                m_question,
                m_context,
                nowNs,
                [self = shared_from_this()](const DnsFinding& finding, int64_t now) {
                    self->OnFound(finding, now);
                });
}

void
ResolverLookup::OnFound(const DnsFinding& finding, int64_t nowNs)
{
    const bool check =
        m_core.Validates() && !m_context.checkingDisabled && finding.outcome != DnsOutcome::Failed;
    if (!check || finding.security != DnsSecurity::Unchecked)
    {
        OnChecked(finding, nowNs);
        return;
    }
    ResolverContext ofKeys = m_context;
    ofKeys.avoid.clear();
    m_core.chain->Validate(m_question,
                           finding,
                           ofKeys,
                           nowNs,
                           [self = shared_from_this()](const DnsFinding& checked, int64_t now) {
                               self->OnChecked(checked, now);
                           });
}

void
ResolverLookup::OnChecked(const DnsFinding& finding, int64_t nowNs)
{
    if (finding.outcome == DnsOutcome::Failed && !m_context.avoid.empty())
    {
        Fail(DnsSecurity::Bogus, nowNs); // no other server knows better
        return;
    }
    if (finding.outcome == DnsOutcome::Failed)
    {
        DnsFinding failure; // RFC 9520 3: not asked again at once
        failure.ttl = m_core.settings.failureTtl;
        DnsCache& cache = m_core.CacheFor(m_context.checkingDisabled);
        if (!FindCached(cache, m_question, nowNs))
        {
            cache.Put(m_question, failure, nowNs);
        }
        Fail(DnsSecurity::Unchecked, nowNs);
        return;
    }
    if (finding.security == DnsSecurity::Bogus && !m_context.checkingDisabled)
    {
        if (TryOther(finding, m_context.avoid))
        {
            Start(nowNs);
            return;
        }
        Fail(DnsSecurity::Bogus, nowNs);
        return;
    }
    m_context.avoid.clear();
    m_answer.security = Worse(m_answer.security, finding.security);
    Append(m_answer.answer, finding.records);
    Append(m_answer.authority, finding.proof);
    if (finding.outcome == DnsOutcome::Alias)
    {
        Follow(finding, nowNs);
        return;
    }
    m_answer.rcode = finding.outcome == DnsOutcome::NoName ? dns::NXDOMAIN : dns::NOERROR;
    m_answer.authenticData = m_answer.security == DnsSecurity::Secure;
    m_done(m_answer, nowNs);
}

void
ResolverLookup::Follow(const DnsFinding& alias, int64_t nowNs)
{
    m_aliases.push_back(m_question.name);
    const auto target = AliasTarget(alias);
    const bool loop =
        !target || std::find(m_aliases.begin(), m_aliases.end(), *target) != m_aliases.end();
    if (loop || m_aliases.size() > m_core.settings.maxAliases)
    {
        Fail(DnsSecurity::Unchecked, nowNs);
        return;
    }
    m_question.name = *target;
    Start(nowNs);
}

void
ResolverLookup::Fail(DnsSecurity security, int64_t nowNs)
{
    DnsAnswer failure;
    failure.rcode = dns::SERVFAIL;
    failure.security = security;
    m_done(failure, nowNs);
}

} // namespace ns3::v6lab
