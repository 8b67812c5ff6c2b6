// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/resolver-core.h"

#include "model/core/dns/resolver-fetch.h"
#include "model/core/dns/trust-chain.h"

namespace ns3::v6lab
{

namespace
{

constexpr size_t MOST_BOGUS = 3; //!< servers that may tell one question's bogus answers

/** The CNAME that a DNAME in the cache makes of a name (RFC 6672 2.3). */
std::optional<DnsFinding>
FindRedirection(DnsCache& cache, const DnsQuestion& question, int64_t nowNs)
{
    for (DnsName above = question.name; !above.IsRoot();)
    {
        above = above.Parent();
        auto known = cache.Get({above, dns::DNAME, question.rclass}, nowNs);
        if (!known || known->outcome != DnsOutcome::Data)
        {
            continue;
        }
        const auto target = known->records.front().GetTarget();
        const auto to = target ? question.name.Replace(above, *target) : std::nullopt;
        if (to)
        {
            known->outcome = DnsOutcome::Alias;
            known->records.push_back(
                DnsRecord::Pointer(question.name, dns::CNAME, *to, known->ttl));
            return known;
        }
    }
    return std::nullopt;
}

} // namespace

ResolverCore::ResolverCore(const ResolverSettings& given, ResolverPort& port)
    : settings(given),
      cache(given.cache),
      servers(given.timing),
      exchanges(port, servers, given.udpSize, given.seed)
{
    if (Validates())
    {
        chain = std::make_unique<TrustChain>(*this);
    }
    else if (!settings.forwards.empty())
    {
        unchecked = std::make_unique<DnsCache>(settings.cache);
    }
}

ResolverCore::~ResolverCore() = default;

bool
TryOther(const DnsFinding& finding, std::vector<IpAddress>& avoid)
{
    if (!finding.server || avoid.size() >= MOST_BOGUS)
    {
        return false;
    }
    avoid.push_back(*finding.server);
    return true;
}

std::optional<DnsFinding>
FindCached(DnsCache& cache, const DnsQuestion& question, int64_t nowNs)
{
    auto known = cache.Get(question, nowNs);
    if (!known && question.type != dns::CNAME)
    {
        auto alias = cache.Get({question.name, dns::CNAME, question.rclass}, nowNs);
        if (alias && (alias->outcome == DnsOutcome::Data || alias->outcome == DnsOutcome::Alias))
        {
            alias->outcome = DnsOutcome::Alias;
            return alias;
        }
        return FindRedirection(cache, question, nowNs);
    }
    if (known && known->outcome == DnsOutcome::Alias)
    {
        known->outcome = DnsOutcome::Data; // the alias itself was asked for
    }
    return known;
}

void
FindRecords(ResolverCore& core,
            const DnsQuestion& question,
            const ResolverContext& context,
            int64_t nowNs,
            FindingDone done)
{
    const auto known = context.avoid.empty()
                           ? FindCached(core.CacheFor(context.checkingDisabled), question, nowNs)
                           : std::nullopt;
    // Glue and what referrals say is for finding servers, not for answers (RFC 2181 5.4.1).
    if (known && (known->trust >= DnsTrust::Relayed || known->outcome == DnsOutcome::Failed))
    {
        done(*known, nowNs);
        return;
    }
    std::make_shared<ResolverFetch>(core, question, context, std::move(done))->Start(nowNs);
}

} // namespace ns3::v6lab
