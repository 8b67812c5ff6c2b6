// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/trust-walk.h"

#include "model/core/dns/checked-denial.h"
#include "model/core/dns/dnssec-verify.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

/** The anchors of the longest zone that a name is in. */
DnsRecords
AnchorsAbove(const DnsRecords& anchors, const DnsName& name)
{
    DnsRecords best;
    for (const auto& anchor : anchors)
    {
        if (!name.IsWithin(anchor.name))
        {
            continue;
        }
        if (!best.empty() && best.front().name.CountLabels() < anchor.name.CountLabels())
        {
            best.clear();
        }
        if (best.empty() || best.front().name == anchor.name)
        {
            best.push_back(anchor);
        }
    }
    return best;
}

ZoneTrust
Insecure(const DnsName& zone, uint32_t ttl)
{
    return {zone, DnsSecurity::Insecure, {}, ttl};
}

ZoneTrust
Bogus(const DnsName& zone, uint32_t ttl)
{
    return {zone, DnsSecurity::Bogus, {}, ttl};
}

} // namespace

TrustWalk::TrustWalk(ResolverCore& core,
                     const DnsName& target,
                     const ResolverContext& context,
                     TrustChain::TrustDone done)
    : m_core(core),
      m_target(target),
      m_context(context),
      m_done(std::move(done))
{
}

void
TrustWalk::Start(int64_t nowNs)
{
    const DnsRecords anchors = AnchorsAbove(m_core.settings.trustAnchors, m_target);
    if (anchors.empty() || !IsAnySupported(anchors))
    {
        m_done(Insecure(m_target, 0), nowNs);
        return;
    }
    const DnsName zone = anchors.front().name;
    if (const ZoneTrust* known = m_core.chain->Recall(zone, nowNs))
    {
        m_trust = *known;
        m_labels = zone.CountLabels();
        Next(nowNs);
        return;
    }
    FetchKeys(zone, anchors, nowNs);
}

void
TrustWalk::Next(int64_t nowNs)
{
    while (m_trust.security == DnsSecurity::Secure && m_labels < m_target.CountLabels())
    {
        const DnsName child = m_target.Last(m_labels + 1);
        const ZoneTrust* known = m_core.chain->Recall(child, nowNs);
        if (!known)
        {
            AskSigners(child, nowNs);
            return;
        }
        m_trust = *known;
        ++m_labels;
    }
    m_done(m_trust, nowNs);
}

void
TrustWalk::AskSigners(const DnsName& child, int64_t nowNs)
{
    FindRecords(m_core,
                {child, dns::DS, dns::IN},
                m_context,
                nowNs,
                [self = shared_from_this(), child](const auto& finding, int64_t now) {
                    self->OnSigners(child, finding, now);
                });
}

void
TrustWalk::OnSigners(const DnsName& child, const DnsFinding& finding, int64_t nowNs)
{
    const DnsRecords& keys = m_trust.keys;
    const auto again = [self = shared_from_this(), child](int64_t now) {
        self->AskSigners(child, now);
    };
    switch (finding.outcome)
    {
    case DnsOutcome::Failed:
        OnFailure(child, nowNs);
        return;
    case DnsOutcome::Data:
        if (!VerifySet(finding.records, m_trust.zone, keys, nowNs))
        {
            ArriveBogus(child, finding, nowNs, again);
        }
        else if (!IsAnySupported(finding.records))
        {
            Arrive(child, Insecure(child, finding.ttl), nowNs); // RFC 4035 5.2
        }
        else
        {
            FetchKeys(child, WithoutSignatures(finding.records), nowNs);
        }
        return;
    case DnsOutcome::Alias:
    case DnsOutcome::NoData:
    case DnsOutcome::NoName:
        if (const auto trust = WithoutSigners(child, finding, nowNs);
            trust.security == DnsSecurity::Bogus)
        {
            ArriveBogus(child, finding, nowNs, again);
        }
        else
        {
            Arrive(child, trust, nowNs);
        }
        return;
    }
}

ZoneTrust
TrustWalk::WithoutSigners(const DnsName& child, const DnsFinding& finding, int64_t nowNs) const
{
    ZoneTrust same = m_trust;
    same.ttl = std::min(same.ttl, finding.ttl);
    if (finding.outcome == DnsOutcome::Alias)
    {
        const auto sets = SplitSets(finding.records); // an alias is no delegation
        const bool right = VerifySet(sets.front(), m_trust.zone, m_trust.keys, nowNs);
        return right ? same : Bogus(child, m_core.settings.bogusTtl);
    }
    const CheckedDenial denial(finding.proof,
                               m_core.settings.mostIterations,
                               [this, nowNs](const DnsRecords& set) {
                                   return VerifySet(set, m_trust.zone, m_trust.keys, nowNs);
                               });
    switch (denial.Cut(child))
    {
    case CutProof::Insecure:
        return Insecure(child, finding.ttl);
    case CutProof::NoCut:
    case CutProof::NoName:
        return same;
    case CutProof::None:
        break;
    }
    return Bogus(child, m_core.settings.bogusTtl);
}

void
TrustWalk::FetchKeys(const DnsName& zone, const DnsRecords& anchors, int64_t nowNs)
{
    FindRecords(m_core,
                {zone, dns::DNSKEY, dns::IN},
                m_context,
                nowNs,
                [self = shared_from_this(), zone, anchors](const DnsFinding& finding, int64_t now) {
                    if (finding.outcome == DnsOutcome::Failed)
                    {
                        self->OnFailure(zone, now);
                        return;
                    }
                    const DnsRecords anchored = AnchoredKeys(anchors, finding.records);
                    if (finding.outcome != DnsOutcome::Data ||
                        !VerifySet(finding.records, zone, anchored, now))
                    {
                        self->ArriveBogus(zone, finding, now, [self, zone, anchors](int64_t later) {
                            self->FetchKeys(zone, anchors, later);
                        });
                        return;
                    }
                    const uint32_t ttl = SignedTtl(finding.records, now);
                    self->Arrive(
                        zone,
                        {zone, DnsSecurity::Secure, WithoutSignatures(finding.records), ttl},
                        now);
                });
}

/** Nobody says anything, or nobody but those whose answers were bogus. */
void
TrustWalk::OnFailure(const DnsName& name, int64_t nowNs)
{
    if (m_context.avoid.empty())
    {
        m_done(Bogus(name, 0), nowNs);
        return;
    }
    Arrive(name, Bogus(name, m_core.settings.bogusTtl), nowNs);
}

void
TrustWalk::ArriveBogus(const DnsName& name,
                       const DnsFinding& finding,
                       int64_t nowNs,
                       const std::function<void(int64_t nowNs)>& again)
{
    if (TryOther(finding, m_context.avoid))
    {
        again(nowNs);
        return;
    }
    Arrive(name, Bogus(name, m_core.settings.bogusTtl), nowNs);
}

void
TrustWalk::Arrive(const DnsName& name, const ZoneTrust& trust, int64_t nowNs)
{
    m_core.chain->Remember(name, trust, nowNs);
    m_context.avoid.clear();
    m_trust = trust;
    m_labels = name.CountLabels();
    Next(nowNs);
}

} // namespace ns3::v6lab
