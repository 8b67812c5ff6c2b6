// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DELEGATION_H
#define V6LAB_DELEGATION_H

#include "model/core/dns/dns-cache.h"
#include "model/core/dns/reply-reader.h"
#include "model/core/dns/resolver-settings.h"

#include <vector>

namespace ns3::v6lab
{

/** Who can be asked about a zone. */
struct Delegation
{
    DnsName zone;
    bool relayed{false};              //!< its servers are resolvers themselves
    std::vector<IpAddress> addresses; //!< of families in use, each once
    std::vector<DnsQuestion> missing; //!< addresses that would have to be looked up

    /** Adds addresses that are usable and not there yet. */
    void Add(const IpAddress& address, const ResolverSettings& settings);
};

/** What a referral says, and addresses that the cache has for what it leaves out. */
Delegation FromReferral(const DnsReading& referral,
                        const ResolverSettings& settings,
                        DnsCache& cache,
                        int64_t nowNs);

/**
 * The closest place to begin for a question (RFC 1034 5.3.3, step 2): a forward, a delegation in
 * the cache that leads somewhere, or the root hints. A DS is the parent's (RFC 4035 3.1.4.1).
 */
Delegation ClosestDelegation(const DnsQuestion& question,
                             const ResolverSettings& settings,
                             DnsCache& cache,
                             int64_t nowNs);

} // namespace ns3::v6lab

#endif // V6LAB_DELEGATION_H
