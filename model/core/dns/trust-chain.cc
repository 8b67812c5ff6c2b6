// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/trust-chain.h"

#include "model/core/dns/checked-denial.h"
#include "model/core/dns/dnssec-verify.h"
#include "model/core/dns/trust-walk.h"
#include "model/core/time-units.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

constexpr size_t MOST = 65536; // names in the memory

bool
IsPositive(const DnsFinding& finding)
{
    return finding.outcome == DnsOutcome::Data || finding.outcome == DnsOutcome::Alias;
}

/** Whose signatures come with it; nothing if there are none that may count. */
std::optional<DnsName>
SignerOf(const DnsFinding& finding)
{
    for (const auto& record : IsPositive(finding) ? finding.records : finding.proof)
    {
        const auto data = SignatureData::Of(record);
        const bool own = data && data->covered != dns::DS;
        if (data && record.name.IsWithin(data->signer) && (own || record.name != data->signer))
        {
            return data->signer;
        }
    }
    return std::nullopt;
}

/** Where to look for the zone of a finding without signatures: should there be some? */
DnsName
PlaceOf(const DnsQuestion& question, const DnsFinding& finding)
{
    const DnsName name = IsPositive(finding) ? finding.records.front().name : question.name;
    return question.type == dns::DS && !name.IsRoot() ? name.Parent() : name;
}

/** Holds a finding against the keys of its zone. */
class Judge
{
  public:
    Judge(const DnsQuestion& question,
          const DnsFinding& finding,
          const ZoneTrust& trust,
          uint16_t mostIterations,
          int64_t nowNs)
        : m_question(question),
          m_finding(finding),
          m_trust(trust),
          m_mostIterations(mostIterations),
          m_nowNs(nowNs)
    {
    }

    DnsSecurity Decide()
    {
        return IsPositive(m_finding) ? DecideRecords() : DecideDenial();
    }

    /** s that all of it may be kept. */
    uint32_t GetTtl() const
    {
        return m_ttl;
    }

  private:
    bool Check(const DnsRecords& set)
    {
        if (!VerifySet(set, m_trust.zone, m_trust.keys, m_nowNs))
        {
            return false;
        }
        m_ttl = std::min(m_ttl, SignedTtl(set, m_nowNs));
        return true;
    }

    CheckedDenial GetDenial()
    {
        return {m_finding.proof, m_mostIterations, [this](const DnsRecords& set) {
                    return Check(set);
                }};
    }

    DnsSecurity DecideRecords()
    {
        DnsSecurity security = DnsSecurity::Secure;
        const auto sets = SplitSets(m_finding.records);
        const bool redirected = sets.front().front().type == dns::DNAME && sets.size() == 2;
        for (size_t i = 0; i < sets.size() && security != DnsSecurity::Bogus; ++i)
        {
            // The CNAME that a DNAME makes has no signature (RFC 6672 5.3.1).
            if (!(redirected && i == 1) && !Check(sets[i]))
            {
                return DnsSecurity::Bogus;
            }
            if (const auto labels = ExpansionLabels(sets[i]))
            {
                security = GetDenial().Expansion(m_question.name, *labels);
            }
        }
        return security;
    }

    DnsSecurity DecideDenial()
    {
        for (const auto& set : SplitSets(m_finding.proof))
        {
            if (set.front().type == dns::SOA && !Check(set))
            {
                return DnsSecurity::Bogus;
            }
        }
        const CheckedDenial denial = GetDenial();
        return m_finding.outcome == DnsOutcome::NoName ? denial.NoName(m_question.name)
                                                       : denial.NoData(m_question);
    }

    const DnsQuestion& m_question;
    const DnsFinding& m_finding;
    const ZoneTrust& m_trust;
    uint16_t m_mostIterations;
    int64_t m_nowNs;
    uint32_t m_ttl{m_finding.ttl};
};

DnsSecurity
SecurityOf(const ZoneTrust& trust, const std::optional<DnsName>& signer)
{
    if (trust.security == DnsSecurity::Secure && (!signer || trust.zone != *signer))
    {
        return DnsSecurity::Bogus; // signatures are missing, or are no zone's
    }
    return trust.security;
}

} // namespace

void
TrustChain::Validate(const DnsQuestion& question,
                     const DnsFinding& finding,
                     const ResolverContext& context,
                     int64_t nowNs,
                     FindingDone done)
{
    if (IsPositive(finding) && WithoutSignatures(finding.records).empty())
    {
        DnsFinding signatures = finding; // nobody signs them (RFC 4035 2.2)
        signatures.security = DnsSecurity::Insecure;
        done(signatures, nowNs);
        return;
    }
    const auto signer = SignerOf(finding);
    FindTrust(signer.value_or(PlaceOf(question, finding)),
              context,
              nowNs,
              [=, this_ = this](const ZoneTrust& trust, int64_t now) {
                  DnsFinding checked = finding;
                  checked.security = SecurityOf(trust, signer);
                  uint32_t ttl = finding.ttl;
                  Judge judge(question, finding, trust, this_->m_core.settings.mostIterations, now);
                  if (checked.security == DnsSecurity::Secure)
                  {
                      checked.security = judge.Decide();
                      ttl = std::min(ttl, judge.GetTtl());
                  }
                  if (checked.security == DnsSecurity::Bogus)
                  {
                      ttl = std::min(ttl, this_->m_core.settings.bogusTtl);
                  }
                  SetTtl(checked, ttl);
                  this_->Note(question, checked, now);
                  done(checked, now);
              });
}

void
TrustChain::Note(const DnsQuestion& question, const DnsFinding& checked, int64_t nowNs)
{
    DnsQuestion key = question;
    if (checked.outcome == DnsOutcome::Alias)
    {
        key.type = dns::CNAME;
        const DnsRecord& first = checked.records.front();
        if (first.type == dns::DNAME)
        {
            m_core.cache.SetSecurity({first.name, dns::DNAME, first.rclass},
                                     checked.security,
                                     checked.ttl,
                                     nowNs);
        }
    }
    m_core.cache.SetSecurity(key, checked.security, checked.ttl, nowNs);
}

void
TrustChain::FindTrust(const DnsName& name,
                      const ResolverContext& context,
                      int64_t nowNs,
                      TrustDone done)
{
    std::make_shared<TrustWalk>(m_core, name, context, std::move(done))->Start(nowNs);
}

const ZoneTrust*
TrustChain::Recall(const DnsName& name, int64_t nowNs) const
{
    const auto found = m_memory.find(name);
    return found != m_memory.end() && found->second.expiresNs > nowNs ? &found->second.trust
                                                                      : nullptr;
}

void
TrustChain::Remember(const DnsName& name, const ZoneTrust& trust, int64_t nowNs)
{
    if (m_memory.size() >= MOST)
    {
        m_memory.clear();
    }
    m_memory[name] = {trust, nowNs + trust.ttl * SECOND};
}

} // namespace ns3::v6lab
