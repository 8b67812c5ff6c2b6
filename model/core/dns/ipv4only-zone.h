// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_IPV4ONLY_ZONE_H
#define V6LAB_IPV4ONLY_ZONE_H

#include "model/core/dns/zone.h"

namespace ns3::v6lab
{

/**
 * ipv4only.arpa as its servers have it (RFC 7050 8.2, RFC 8880 7): 192.0.0.170 and 192.0.0.171, no
 * AAAA, nothing below, unsigned.
 */
Zone MakeIpv4OnlyZone();

} // namespace ns3::v6lab

#endif // V6LAB_IPV4ONLY_ZONE_H
