// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/delegation.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

/** The types of addresses in use, the preferred one first. */
std::vector<uint16_t>
AddressTypes(const ResolverSettings& settings)
{
    std::vector<uint16_t> types;
    if (settings.useV6)
    {
        types.push_back(dns::AAAA);
    }
    if (settings.useV4)
    {
        types.insert(settings.preferred == Family::V4 ? types.begin() : types.end(), dns::A);
    }
    return types;
}

/** Addresses of name servers from records at hand, then from the cache. */
void
AddServers(Delegation& delegation,
           const DnsRecords& nameServers,
           const DnsRecords& glue,
           const ResolverSettings& settings,
           DnsCache& cache,
           int64_t nowNs)
{
    const auto types = AddressTypes(settings);
    std::vector<std::vector<DnsQuestion>> missing(types.size());
    for (const auto& server : nameServers)
    {
        const auto name = server.GetTarget();
        for (size_t i = 0; name && i < types.size(); ++i)
        {
            DnsRecords found;
            std::copy_if(glue.begin(), glue.end(), std::back_inserter(found), [&](const auto& one) {
                return one.name == *name && one.type == types[i];
            });
            const DnsQuestion question{*name, types[i], dns::IN};
            const auto known = cache.Get(question, nowNs);
            if (known && known->outcome == DnsOutcome::Data)
            {
                found.insert(found.end(), known->records.begin(), known->records.end());
            }
            for (const auto& record : found)
            {
                if (const auto address = record.GetAddress())
                {
                    delegation.Add(*address, settings);
                }
            }
            if (found.empty() && !known)
            {
                missing[i].push_back(question);
            }
        }
    }
    for (const auto& ofType : missing)
    {
        delegation.missing.insert(delegation.missing.end(), ofType.begin(), ofType.end());
    }
}

Delegation
FromForward(const DnsForward& forward, const ResolverSettings& settings)
{
    Delegation delegation;
    delegation.zone = forward.zone;
    delegation.relayed = true;
    for (const auto& server : forward.servers)
    {
        delegation.Add(server, settings);
    }
    return delegation;
}

Delegation
FromHints(const ResolverSettings& settings)
{
    Delegation delegation;
    for (const auto& hint : settings.roots)
    {
        for (const auto& address : hint.addresses)
        {
            delegation.Add(address, settings);
        }
    }
    return delegation;
}

const DnsForward*
FindForward(const DnsName& name, const ResolverSettings& settings)
{
    const DnsForward* best = nullptr;
    for (const auto& forward : settings.forwards)
    {
        const bool longer = !best || best->zone.CountLabels() < forward.zone.CountLabels();
        if (name.IsWithin(forward.zone) && longer)
        {
            best = &forward;
        }
    }
    return best;
}

/** It has an address, or a server whose address can be learned without itself. */
bool
LeadsSomewhere(const Delegation& delegation)
{
    return !delegation.addresses.empty() ||
           std::any_of(delegation.missing.begin(),
                       delegation.missing.end(),
                       [&](const DnsQuestion& question) {
                           return !question.name.IsWithin(delegation.zone);
                       });
}

} // namespace

void
Delegation::Add(const IpAddress& address, const ResolverSettings& settings)
{
    const bool used = address.IsV4() ? settings.useV4 : settings.useV6;
    const bool odd = address.IsUnspecified() || address.IsMulticast();
    if (used && !odd && std::find(addresses.begin(), addresses.end(), address) == addresses.end())
    {
        addresses.push_back(address);
    }
}

Delegation
FromReferral(const DnsReading& referral,
             const ResolverSettings& settings,
             DnsCache& cache,
             int64_t nowNs)
{
    Delegation delegation;
    delegation.zone = referral.cut;
    AddServers(delegation, referral.nameServers, referral.glue, settings, cache, nowNs);
    return delegation;
}

Delegation
ClosestDelegation(const DnsQuestion& question,
                  const ResolverSettings& settings,
                  DnsCache& cache,
                  int64_t nowNs)
{
    if (const DnsForward* forward = FindForward(question.name, settings))
    {
        return FromForward(*forward, settings);
    }
    DnsName zone = question.type == dns::DS ? question.name.Parent() : question.name;
    for (; !zone.IsRoot(); zone = zone.Parent())
    {
        const auto known = cache.Get({zone, dns::NS, dns::IN}, nowNs);
        if (known && known->outcome == DnsOutcome::Data)
        {
            Delegation delegation;
            delegation.zone = zone;
            AddServers(delegation, known->records, {}, settings, cache, nowNs);
            if (LeadsSomewhere(delegation))
            {
                return delegation;
            }
        }
    }
    return FromHints(settings);
}

} // namespace ns3::v6lab
