// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/resolver-core.h"

#include "model/core/dns/resolver-fetch.h"
#include "model/core/dns/trust-chain.h"

namespace ns3::v6lab
{

namespace
{

/** The CNAME that a DNAME in the cache makes of a name (RFC 6672 2.3). */
std::optional<DnsFinding>
FindRedirection(ResolverCore& core, const DnsQuestion& question, int64_t nowNs)
{
    for (DnsName above = question.name; !above.IsRoot();)
    {
        above = above.Parent();
        auto known = core.cache.Get({above, dns::DNAME, question.rclass}, nowNs);
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
}

ResolverCore::~ResolverCore() = default;

std::optional<DnsFinding>
FindCached(ResolverCore& core, const DnsQuestion& question, int64_t nowNs)
{
    auto known = core.cache.Get(question, nowNs);
    if (!known && question.type != dns::CNAME)
    {
        auto alias = core.cache.Get({question.name, dns::CNAME, question.rclass}, nowNs);
        if (alias && (alias->outcome == DnsOutcome::Data || alias->outcome == DnsOutcome::Alias))
        {
            alias->outcome = DnsOutcome::Alias;
            return alias;
        }
        return FindRedirection(core, question, nowNs);
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
    const auto known = FindCached(core, question, nowNs);
    // Glue and what referrals say is for finding servers, not for answers (RFC 2181 5.4.1).
    if (known && (known->trust >= DnsTrust::Relayed || known->outcome == DnsOutcome::Failed))
    {
        done(*known, nowNs);
        return;
    }
    std::make_shared<ResolverFetch>(core, question, context, std::move(done))->Start(nowNs);
}

} // namespace ns3::v6lab
