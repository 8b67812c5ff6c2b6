// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BUILT_IN_ZONES_H
#define V6LAB_BUILT_IN_ZONES_H

#include "model/core/dns/zone.h"

#include <vector>

namespace ns3::v6lab
{

/** What a zone needs besides its data. */
struct ZoneApex
{
    DnsName primary;              //!< the first of its servers, for the SOA
    DnsName mailbox;              //!< of who is responsible for it
    std::vector<DnsName> servers; //!< others besides the primary
    uint32_t serial{1};
    uint32_t ttl{3600};    //!< s
    uint32_t minimum{300}; //!< s, of negative answers (RFC 2308 5)

    /** A zone with SOA and NS and nothing else. */
    Zone MakeZone(const DnsName& origin) const;
};

/**
 * ipv4only.arpa, by which hosts find out the prefix of a NAT64: 192.0.0.170 and .171 and no AAAA
 * (RFC 7050 8.2), with a TTL of an hour at least (RFC 7050 4), to be delegated without DS (RFC 8880
 * 7.1). With it come the zones of the two addresses, whose names are ipv4only.arpa (RFC 8880 7.2).
 */
std::vector<Zone> Ipv4OnlyZones(const ZoneApex& apex);

/**
 * Zones that give every A and AAAA a PTR to its name, one zone a prefix; an address goes to the
 * longest that it is in and is left out if it is in none. Throws std::invalid_argument for a prefix
 * that has no reverse zone.
 */
std::vector<Zone> ReverseZones(const ZoneApex& apex,
                               const std::vector<Prefix>& prefixes,
                               const DnsRecords& records);

} // namespace ns3::v6lab

#endif // V6LAB_BUILT_IN_ZONES_H
