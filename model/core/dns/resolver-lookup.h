// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_RESOLVER_LOOKUP_H
#define V6LAB_RESOLVER_LOOKUP_H

#include "model/core/dns/resolver-core.h"

#include <memory>

namespace ns3::v6lab
{

/** One question from its name along aliases to the end, each step validated, as one answer. */
class ResolverLookup : public std::enable_shared_from_this<ResolverLookup>
{
  public:
    ResolverLookup(ResolverCore& core,
                   const DnsQuestion& question,
                   const ResolverContext& context,
                   DnsBackend::Done done);

    void Start(int64_t nowNs);

  private:
    void OnFound(const DnsFinding& finding, int64_t nowNs);
    void OnChecked(const DnsFinding& finding, int64_t nowNs);
    void Follow(const DnsFinding& alias, int64_t nowNs);
    void Fail(DnsSecurity security, int64_t nowNs);

    ResolverCore& m_core;
    DnsQuestion m_question; //!< of this step
    ResolverContext m_context;
    DnsBackend::Done m_done;
    DnsAnswer m_answer;
    std::vector<DnsName> m_aliases; //!< names that were left
};

} // namespace ns3::v6lab

#endif // V6LAB_RESOLVER_LOOKUP_H
