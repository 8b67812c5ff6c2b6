// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DNS_TARGETS_H
#define V6LAB_DNS_TARGETS_H

#include "model/core/dns/dns-record.h"

namespace ns3::v6lab
{

/**
 * The host in the data of an NS, MX or SRV, whose addresses an asker will want next (RFC 1035
 * 3.3.9, 3.3.11, RFC 2782); nothing for others.
 */
std::optional<DnsName> ServerOf(const DnsRecord& record);

} // namespace ns3::v6lab

#endif // V6LAB_DNS_TARGETS_H
