// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TRUST_WALK_H
#define V6LAB_TRUST_WALK_H

#include "model/core/dns/trust-chain.h"

#include <functional>
#include <memory>

namespace ns3::v6lab
{

/** The way from a trust anchor down to a name, label by label (RFC 4035 5.2). */
class TrustWalk : public std::enable_shared_from_this<TrustWalk>
{
  public:
    TrustWalk(ResolverCore& core,
              const DnsName& target,
              const ResolverContext& context,
              TrustChain::TrustDone done);

    void Start(int64_t nowNs);

  private:
    void Next(int64_t nowNs);
    void AskSigners(const DnsName& child, int64_t nowNs);
    void OnSigners(const DnsName& child, const DnsFinding& finding, int64_t nowNs);
    /** What the zone says of a name without DS. */
    ZoneTrust WithoutSigners(const DnsName& child, const DnsFinding& finding, int64_t nowNs) const;
    /** Gets the keys of a zone, which the anchors (DS or DNSKEY) must stand for. */
    void FetchKeys(const DnsName& zone, const DnsRecords& anchors, int64_t nowNs);
    void OnFailure(const DnsName& name, int64_t nowNs);
    /** A bogus step is taken again with what other servers say, if there are some. */
    void ArriveBogus(const DnsName& name,
                     const DnsFinding& finding,
                     int64_t nowNs,
                     const std::function<void(int64_t nowNs)>& again);
    /** The walk has come to a name. */
    void Arrive(const DnsName& name, const ZoneTrust& trust, int64_t nowNs);

    ResolverCore& m_core;
    DnsName m_target;
    ResolverContext m_context;
    TrustChain::TrustDone m_done;
    ZoneTrust m_trust;
    uint32_t m_labels{0}; //!< of the name that the walk has come to
};

} // namespace ns3::v6lab

#endif // V6LAB_TRUST_WALK_H
