// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_RESOLVER_CORE_H
#define V6LAB_RESOLVER_CORE_H

#include "model/core/dns/dns-cache.h"
#include "model/core/dns/dns-exchanges.h"
#include "model/core/dns/resolver-settings.h"

#include <functional>
#include <memory>
#include <vector>

namespace ns3::v6lab
{

class TrustChain;

/** What the searches of one resolver share. */
struct ResolverCore
{
    ResolverCore(const ResolverSettings& given, ResolverPort& port);
    ~ResolverCore();

    bool Validates() const
    {
        return !settings.trustAnchors.empty();
    }

    /** For searches with or without CD. */
    DnsCache& CacheFor(bool checkingDisabled)
    {
        return checkingDisabled && unchecked ? *unchecked : cache;
    }

    const ResolverSettings settings;
    DnsCache cache;
    /**
     * What forwarders answered to CD: they may not have checked it, and who does not validate
     * cannot tell others without CD (RFC 4035 3.2.2). Null where that makes no difference.
     */
    std::unique_ptr<DnsCache> unchecked;
    DnsServers servers;
    DnsExchanges exchanges;
    std::unique_ptr<TrustChain> chain; //!< null if nobody validates
};

/** For whom a search is made. */
struct ResolverContext
{
    std::shared_ptr<DnsWork> work;
    bool checkingDisabled{false};
    std::vector<DnsQuestion> above; //!< questions that wait for this one, the first asked first
    /** Servers whose answers were bogus: others are asked, whatever is remembered (RFC 4035 4.7).
     */
    std::vector<IpAddress> avoid;
};

/** Whether a bogus finding is to be looked for at another server; notes the one that it is from. */
bool TryOther(const DnsFinding& finding, std::vector<IpAddress>& avoid);

/** How a search ends: once, now or later. */
using FindingDone = std::function<void(const DnsFinding& finding, int64_t nowNs)>;

/** What the cache knows of a question: itself, an alias at its name or a DNAME above it. */
std::optional<DnsFinding> FindCached(DnsCache& cache, const DnsQuestion& question, int64_t nowNs);

/** From the cache, or from servers. Aliases are not followed, and nothing is validated. */
void FindRecords(ResolverCore& core,
                 const DnsQuestion& question,
                 const ResolverContext& context,
                 int64_t nowNs,
                 FindingDone done);

} // namespace ns3::v6lab

#endif // V6LAB_RESOLVER_CORE_H
