// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/dns64-synthesis.h"

#include "model/core/dns/record-sets.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

constexpr uint32_t TTL_WITHOUT_SOA = 600; // s (RFC 6147 5.1.7)

bool
IsIn(const std::vector<Prefix>& prefixes, const IpAddress& address)
{
    return std::any_of(prefixes.begin(), prefixes.end(), [&](const Prefix& prefix) {
        return prefix.Contains(address);
    });
}

const std::vector<Dns64Mapping>&
MappingsOf(const Dns64Settings& settings)
{
    static const std::vector<Dns64Mapping> WELL_KNOWN{{*Prefix::Parse("0.0.0.0/0"), Pref64()}};
    return settings.mappings.empty() ? WELL_KNOWN : settings.mappings;
}

bool
IsExcluded(const DnsRecord& record, const Dns64Settings& settings)
{
    const auto address = record.type == dns::AAAA ? record.GetAddress() : std::nullopt;
    return address && IsIn(settings.exclude, *address);
}

/** RRSIG over sets of a type. */
bool
IsSignatureOf(const DnsRecord& record, uint16_t type)
{
    const auto data = SignatureData::Of(record);
    return data && data->covered == type;
}

} // namespace

std::vector<IpAddress>
EmbedAll(const IpAddress& ipv4, const Dns64Settings& settings)
{
    std::vector<IpAddress> addresses;
    if (IsIn(settings.deny, ipv4))
    {
        return addresses;
    }
    int longest = -1;
    for (const auto& mapping : MappingsOf(settings))
    {
        if (mapping.range.Contains(ipv4))
        {
            longest = std::max<int>(longest, mapping.range.GetLength());
        }
    }
    for (const auto& mapping : MappingsOf(settings))
    {
        const bool denied = mapping.prefix.IsWellKnown() && IsIn(settings.wellKnownDeny, ipv4);
        if (mapping.range.Contains(ipv4) && mapping.range.GetLength() == longest && !denied)
        {
            addresses.push_back(mapping.prefix.Embed(ipv4));
        }
    }
    return addresses;
}

bool
HasRealAddress(const DnsAnswer& answer, const Dns64Settings& settings)
{
    bool real = false;
    for (const auto& record : answer.answer)
    {
        const bool excluded = IsExcluded(record, settings);
        if (excluded && settings.excludedMeansEmpty)
        {
            return false;
        }
        real |= record.type == dns::AAAA && !excluded;
    }
    return real;
}

DnsAnswer
WithoutExcluded(DnsAnswer answer, const Dns64Settings& settings)
{
    auto& records = answer.answer;
    const bool any = std::any_of(records.begin(), records.end(), [&](const DnsRecord& record) {
        return IsExcluded(record, settings);
    });
    if (!any)
    {
        return answer;
    }
    const auto gone = [&](const DnsRecord& record) {
        return settings.excludedMeansEmpty
                   ? record.type == dns::AAAA || IsSignatureOf(record, dns::AAAA)
                   : IsExcluded(record, settings) || IsSignatureOf(record, dns::AAAA);
    };
    records.erase(std::remove_if(records.begin(), records.end(), gone), records.end());
    answer.authenticData = false;
    return answer;
}

uint32_t
TtlLimit(const DnsAnswer& negative)
{
    for (const auto& record : negative.authority)
    {
        if (record.type == dns::SOA)
        {
            return record.ttl;
        }
    }
    return TTL_WITHOUT_SOA;
}

std::optional<DnsAnswer>
Synthesise(const DnsAnswer& four, uint32_t ttlLimit, const Dns64Settings& settings)
{
    DnsAnswer six = four;
    six.answer.clear();
    for (const auto& record : four.answer)
    {
        const auto ipv4 = record.type == dns::A ? record.GetAddress() : std::nullopt;
        if (!ipv4)
        {
            if (!IsSignatureOf(record, dns::A))
            {
                six.answer.push_back(record);
            }
            continue;
        }
        for (const auto& address : EmbedAll(*ipv4, settings))
        {
            six.answer.push_back(
                DnsRecord::Address(record.name, address, std::min(record.ttl, ttlLimit)));
            six.synthesised = true;
        }
    }
    return six.synthesised ? std::optional<DnsAnswer>(six) : std::nullopt;
}

std::optional<IpAddress>
ExtractAny(const IpAddress& ipv6, const Dns64Settings& settings)
{
    for (const auto& mapping : MappingsOf(settings))
    {
        if (mapping.prefix.Contains(ipv6))
        {
            return mapping.prefix.Extract(ipv6);
        }
    }
    return std::nullopt;
}

} // namespace ns3::v6lab
