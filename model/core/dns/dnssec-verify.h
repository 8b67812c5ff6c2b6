// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DNSSEC_VERIFY_H
#define V6LAB_DNSSEC_VERIFY_H

#include "model/core/dns/record-sets.h"

#include <cstdint>

/** Signatures and keys (RFC 4035 5.2, 5.3), on records at hand. */
namespace ns3::v6lab
{

/**
 * Whether one of the RRSIGs that come with a set is right by one of the keys: theirs is the zone
 * `signer`. The time is the simulated one (see DnsSeconds()).
 */
bool VerifySet(const DnsRecords& set, const DnsName& signer, const DnsRecords& keys, int64_t nowNs);

/** s that a set with right signatures may be kept (RFC 4035 5.3.3). */
uint32_t SignedTtl(const DnsRecords& set, int64_t nowNs);

/** One of the DS has an algorithm and a digest that can be checked; if not, the zone is insecure.
 */
bool IsAnySupported(const DnsRecords& delegationSigners);

/** Those zone keys of a DNSKEY set that anchors, DS or DNSKEY, stand for. */
DnsRecords AnchoredKeys(const DnsRecords& anchors, const DnsRecords& keys);

} // namespace ns3::v6lab

#endif // V6LAB_DNSSEC_VERIFY_H
