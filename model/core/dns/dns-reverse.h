// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DNS_REVERSE_H
#define V6LAB_DNS_REVERSE_H

#include "model/core/address.h"
#include "model/core/dns/dns-name.h"

#include <optional>

namespace ns3::v6lab
{

/** "1.2.0.192.in-addr.arpa." (RFC 1035 3.5), 32 nibbles and "ip6.arpa." (RFC 3596 2.5). */
DnsName ReverseName(const IpAddress& address);
/**
 * The zone of a prefix. Throws std::invalid_argument if its length is no multiple of 8 (IPv4) or
 * of 4 (IPv6), where reverse names have no dot.
 */
DnsName ReverseName(const Prefix& prefix);
/** The address of a whole reverse name; nothing for other names and for names of prefixes. */
std::optional<IpAddress> ParseReverseName(const DnsName& name);

} // namespace ns3::v6lab

#endif // V6LAB_DNS_REVERSE_H
