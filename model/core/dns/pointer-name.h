// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_POINTER_NAME_H
#define V6LAB_POINTER_NAME_H

#include "model/core/address.h"
#include "model/core/dns/dns-name.h"

#include <optional>

namespace ns3::v6lab
{

/** The name of an address under in-addr.arpa (RFC 1035 3.5) or ip6.arpa (RFC 3596 2.5). */
DnsName PointerOf(const IpAddress& address);
/** The IPv4 address that a name of four numbers under in-addr.arpa is of. */
std::optional<IpAddress> Ipv4OfPointer(const DnsName& name);
/** The IPv6 address that a name of 32 nibbles under ip6.arpa is of. */
std::optional<IpAddress> AddressOfPointer(const DnsName& name);

} // namespace ns3::v6lab

#endif // V6LAB_POINTER_NAME_H
