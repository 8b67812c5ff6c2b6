// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DNS_KEY_H
#define V6LAB_DNS_KEY_H

#include "model/core/dns/dns-record.h"

#include <cstdint>
#include <string>

namespace ns3::v6lab
{

/** What a key of a zone signs (RFC 6781 3.1). */
enum class DnsKeyRole : uint8_t
{
    Combined, //!< all of it, and the DS is of it
    KeySigning,
    ZoneSigning,
};

/**
 * A key pair of a zone: Ed25519 (RFC 8080), whose signatures are the same each time. Keys of a lab
 * are secret to nobody: anybody who knows zone, role and seed has them.
 */
struct DnsKey
{
    DnsName zone;
    DnsKeyRole role{DnsKeyRole::Combined};
    std::string secret; //!< 32 bytes (RFC 8032 5.1.5)

    /** The secret is SHA-256 of zone, role and seed. */
    static DnsKey Derive(const DnsName& zone, DnsKeyRole role, uint64_t seed);

    DnsRecord ToDnskey(uint32_t ttl) const;
    /** With SHA-256 (RFC 4509). */
    DnsRecord ToDs(uint32_t ttl) const;
    /** RFC 4034 appendix B. */
    uint16_t GetTag() const;
};

} // namespace ns3::v6lab

#endif // V6LAB_DNS_KEY_H
