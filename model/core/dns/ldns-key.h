// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_LDNS_KEY_H
#define V6LAB_LDNS_KEY_H

#include "model/core/dns/dns-key.h"
#include "model/core/dns/ldns-parts.h"

/** Keys for ldns to sign with; for sources of model/core/dns only. */
namespace ns3::v6lab::ldns
{

/** With owner, flags and tag; throws std::invalid_argument if the secret is not 32 bytes. */
Key FromKey(const DnsKey& key);

} // namespace ns3::v6lab::ldns

#endif // V6LAB_LDNS_KEY_H
