// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_RESOLVER_FETCH_H
#define V6LAB_RESOLVER_FETCH_H

#include "model/core/dns/delegation.h"
#include "model/core/dns/resolver-core.h"

#include <map>
#include <memory>

namespace ns3::v6lab
{

/**
 * The search for one name and type among servers (RFC 1034 5.3.3): from the closest zone that is
 * known down along referrals, from server to server where one is silent or lame. What it learns
 * goes into the cache.
 */
class ResolverFetch : public std::enable_shared_from_this<ResolverFetch>
{
  public:
    ResolverFetch(ResolverCore& core,
                  const DnsQuestion& question,
                  const ResolverContext& context,
                  FindingDone done);

    void Start(int64_t nowNs);

  private:
    /** Asks the next server, or for the address of one, or gives up. */
    void Next(int64_t nowNs);
    void AskServer(const IpAddress& server, int64_t nowNs);
    void OnResult(const IpAddress& server, const DnsResult& result, int64_t nowNs);
    void OnReading(const IpAddress& server, const DnsReading& reading, int64_t nowNs);
    /** The best server that may be tried; nothing if all have been. */
    std::optional<IpAddress> ChooseServer(bool dead, int64_t nowNs) const;
    /** Looks up the address of a server that has none; false if there is no such server. */
    bool LookUpServer(int64_t nowNs);
    DnsCache& Cache();
    void Finish(const IpAddress& server, DnsFinding finding, int64_t nowNs);
    bool WaitsFor(const DnsQuestion& question) const;

    ResolverCore& m_core;
    DnsQuestion m_question;
    ResolverContext m_context;
    FindingDone m_done;
    Delegation m_delegation;
    std::map<IpAddress, uint32_t> m_tries; //!< of servers of this delegation
    uint32_t m_lookUps{0};
};

} // namespace ns3::v6lab

#endif // V6LAB_RESOLVER_FETCH_H
