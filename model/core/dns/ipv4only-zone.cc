// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dns/ipv4only-zone.h"

namespace ns3::v6lab
{

Zone
MakeIpv4OnlyZone()
{
    const DnsName origin = *DnsName::Parse("ipv4only.arpa.");
    const DnsName server = *DnsName::Parse("a.iana-servers.net.");
    constexpr uint32_t DAY = 86400; // at least 60 minutes (RFC 7050 4)
    SoaData soa;
    soa.primary = server;
    soa.mailbox = *DnsName::Parse("nstld.iana.org.");
    soa.serial = 1;
    soa.refresh = 7200;
    soa.retry = 3600;
    soa.expire = 604800;
    soa.minimum = 3600;
    return Zone::Of(origin,
                    {soa.ToRecord(origin, 3600),
                     DnsRecord::Pointer(origin, dns::NS, server, DAY),
                     DnsRecord::Address(origin, *IpAddress::Parse("192.0.0.170"), DAY),
                     DnsRecord::Address(origin, *IpAddress::Parse("192.0.0.171"), DAY)});
}

} // namespace ns3::v6lab
