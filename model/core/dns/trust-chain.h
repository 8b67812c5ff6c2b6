// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TRUST_CHAIN_H
#define V6LAB_TRUST_CHAIN_H

#include "model/core/dns/resolver-core.h"

#include <functional>
#include <string>
#include <unordered_map>

namespace ns3::v6lab
{

/** How far a zone can be trusted. */
struct ZoneTrust
{
    DnsName zone;
    DnsSecurity security{DnsSecurity::Bogus};
    DnsRecords keys; //!< of a secure zone: its DNSKEY set
    uint32_t ttl{0}; //!< s that this holds
};

/**
 * Validation (RFC 4035 5, RFC 6840): the chain of DS and DNSKEY from the trust anchors down to the
 * zone that a finding is from. What it learned of zones it remembers.
 */
class TrustChain
{
  public:
    explicit TrustChain(ResolverCore& core)
        : m_core(core)
    {
    }

    /**
     * Ends with the finding and its security, its TTL cut to what signatures allow, and has the
     * cache remember that. Below no trust anchor everything is insecure.
     */
    void Validate(const DnsQuestion& question,
                  const DnsFinding& finding,
                  const ResolverContext& context,
                  int64_t nowNs,
                  FindingDone done);

    using TrustDone = std::function<void(const ZoneTrust& trust, int64_t nowNs)>;

    /** Of the zone that a name is in; a name with a delegation is in the zone below. */
    void FindTrust(const DnsName& name,
                   const ResolverContext& context,
                   int64_t nowNs,
                   TrustDone done);

    /** What a step down to a name came to, if it is remembered. */
    const ZoneTrust* Recall(const DnsName& name, int64_t nowNs) const;
    void Remember(const DnsName& name, const ZoneTrust& trust, int64_t nowNs);

  private:
    /** Has the cache remember what a finding was judged. */
    void Note(const DnsQuestion& question, const DnsFinding& checked, int64_t nowNs);

    struct Memory
    {
        ZoneTrust trust;
        int64_t expiresNs;
    };

    ResolverCore& m_core;
    std::unordered_map<DnsName, Memory> m_memory;
};

} // namespace ns3::v6lab

#endif // V6LAB_TRUST_CHAIN_H
