// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/built-in-zones.h"

#include "model/core/dns/dns-reverse.h"

#include <algorithm>

namespace ns3::v6lab
{

Zone
ZoneApex::MakeZone(const DnsName& origin) const
{
    constexpr uint32_t REFRESH = 7200;
    constexpr uint32_t RETRY = 3600;
    constexpr uint32_t EXPIRE = 1209600; // RFC 1912 2.2: two to four weeks
    Zone zone(origin);
    const SoaData soa{primary, mailbox, serial, REFRESH, RETRY, EXPIRE, minimum};
    zone.Add(soa.ToRecord(origin, ttl));
    zone.Add(DnsRecord::Pointer(origin, dns::NS, primary, ttl));
    for (const auto& server : servers)
    {
        zone.Add(DnsRecord::Pointer(origin, dns::NS, server, ttl));
    }
    return zone;
}

std::vector<Zone>
Ipv4OnlyZones(const ZoneApex& apex)
{
    constexpr uint32_t HOUR = 3600;
    const DnsName name = *DnsName::Parse("ipv4only.arpa");
    ZoneApex lasting = apex;
    lasting.ttl = std::max(apex.ttl, HOUR);
    std::vector<Zone> zones{lasting.MakeZone(name)};
    for (const uint32_t address : {0xc00000aau, 0xc00000abu})
    {
        const IpAddress v4 = IpAddress::V4(address);
        zones.front().Add(DnsRecord::Address(name, v4, lasting.ttl));
        const DnsName reverse = ReverseName(v4);
        zones.push_back(lasting.MakeZone(reverse));
        zones.back().Add(DnsRecord::Pointer(reverse, dns::PTR, name, lasting.ttl));
    }
    return zones;
}

std::vector<Zone>
ReverseZones(const ZoneApex& apex, const std::vector<Prefix>& prefixes, const DnsRecords& records)
{
    std::vector<Zone> zones;
    for (const auto& prefix : prefixes)
    {
        zones.push_back(apex.MakeZone(ReverseName(prefix)));
    }
    for (const auto& record : records)
    {
        const auto address = record.GetAddress();
        size_t best = prefixes.size();
        for (size_t i = 0; address && i < prefixes.size(); ++i)
        {
            const bool longer =
                best == prefixes.size() || prefixes[i].GetLength() > prefixes[best].GetLength();
            best = prefixes[i].Contains(*address) && longer ? i : best;
        }
        if (best < prefixes.size())
        {
            zones[best].Add(
                DnsRecord::Pointer(ReverseName(*address), dns::PTR, record.name, record.ttl));
        }
    }
    return zones;
}

} // namespace ns3::v6lab
