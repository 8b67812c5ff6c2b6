// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DNS64_SYNTHESIS_H
#define V6LAB_DNS64_SYNTHESIS_H

#include "model/core/dns/dns-backend.h"
#include "model/core/dns/dns64-settings.h"

#include <optional>

/** What a DNS64 makes of answers, one by one (RFC 6147 5.1, 5.3.1). */
namespace ns3::v6lab
{

/** The IPv6 addresses that stand for an IPv4 address; none: nothing may. */
std::vector<IpAddress> EmbedAll(const IpAddress& ipv4, const Dns64Settings& settings);

/** AAAA that count (5.1.4) are in the answer. */
bool HasRealAddress(const DnsAnswer& answer, const Dns64Settings& settings);

/** Without the AAAA that do not count; a set that lost some has no signatures any more. */
DnsAnswer WithoutExcluded(DnsAnswer answer, const Dns64Settings& settings);

/** s: what no synthetic record's TTL may be above (5.1.7), by the answer to AAAA. */
uint32_t TtlLimit(const DnsAnswer& negative);

/**
 * The answer to A with each A turned into AAAA, behind the same aliases; authority and additional
 * sections stay (5.3.2, 5.4). Nothing if no address could be embedded.
 */
std::optional<DnsAnswer> Synthesise(const DnsAnswer& four,
                                    uint32_t ttlLimit,
                                    const Dns64Settings& settings);

/** The IPv4 address in an IPv6 address of any of the prefixes. */
std::optional<IpAddress> ExtractAny(const IpAddress& ipv6, const Dns64Settings& settings);

} // namespace ns3::v6lab

#endif // V6LAB_DNS64_SYNTHESIS_H
