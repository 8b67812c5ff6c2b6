// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_AZURE_REWRITE_H
#define V6LAB_AZURE_REWRITE_H

#include "model/core/address.h"

#include <cstddef>
#include <cstdint>
#include <optional>

namespace ns3::v6lab::azure
{

/**
 * What address translation within one IP version changes in a packet; empty: left alone. Of ICMP
 * echo the port is the identifier.
 */
struct Rewrite
{
    std::optional<IpAddress> source{};
    std::optional<IpAddress> destination{};
    std::optional<uint16_t> sourcePort{};
    std::optional<uint16_t> destinationPort{};
    /** What an ICMP error quotes is the flow's, also if a router on the way sent the error. */
    bool quotedIsFlow{false};

    bool IsEmpty() const
    {
        return !source && !destination;
    }
};

/** How many leading bytes of a packet Apply() must be given (a packet may be shorter). */
size_t RewriteSpan(const uint8_t* bytes, size_t size);

/**
 * Changes addresses and ports in place, and inversely in the packet that an ICMP error quotes
 * (RFC 5508 4.2), where the quoted address is the translated one.
 *
 * Checksums are updated incrementally (RFC 1624); a UDP checksum of 0 stays 0 (RFC 768).
 * `checksums` is false where the simulation computes none.
 */
void Apply(const Rewrite& rewrite, uint8_t* bytes, size_t size, bool checksums);

} // namespace ns3::v6lab::azure

#endif // V6LAB_AZURE_REWRITE_H
