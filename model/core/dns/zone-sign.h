// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ZONE_SIGN_H
#define V6LAB_ZONE_SIGN_H

#include "model/core/dns/dns-key.h"
#include "model/core/dns/zone.h"

#include <cstdint>
#include <utility>
#include <vector>

namespace ns3::v6lab
{

/** What goes wrong with signed zones in real life, to be shown and tested. */
struct ZoneFaults
{
    bool expired{false};   //!< all signatures ended a second before they should begin
    bool missingDs{false}; //!< the parent was never told
    bool wrongDs{false};   //!< the parent has the DS of a key that is gone
    /** Sets whose first record was changed after it was signed, by name and type. */
    std::vector<std::pair<DnsName, uint16_t>> tampered;
};

/** How a zone is signed. */
struct ZoneSigning
{
    std::vector<DnsKey> keys;
    uint32_t inception{0};  //!< as DnsSeconds() counts (RFC 4034 3.1.5)
    uint32_t expiration{0}; //!< the last second in which signatures are valid
    ZoneFaults faults;

    /** One key for everything. */
    static ZoneSigning WithOneKey(const DnsName& zone,
                                  uint64_t seed,
                                  uint32_t inception,
                                  uint32_t expiration);
    /** A key for the keys and another for the rest. */
    static ZoneSigning WithTwoKeys(const DnsName& zone,
                                   uint64_t seed,
                                   uint32_t inception,
                                   uint32_t expiration);
    /** What the parent zone needs; nothing if the DS is missing. */
    DnsRecords GetDs(uint32_t ttl) const;
};

/**
 * The zone with DNSKEY, a chain of NSEC and signatures over all that it has authority for
 * (RFC 4035 2); signatures and NSEC that it had are gone. Throws std::invalid_argument if it has no
 * SOA, no key or a key of another zone, or if the time that signatures are valid is empty.
 */
Zone SignZone(const Zone& zone, const ZoneSigning& signing);

} // namespace ns3::v6lab

#endif // V6LAB_ZONE_SIGN_H
