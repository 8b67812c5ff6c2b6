// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ICMP_EXTENSION_H
#define V6LAB_ICMP_EXTENSION_H

#include "model/core/translation/settings.h"

#include <optional>
#include <vector>

namespace ns3::v6lab
{

/**
 * Multi-part ICMP errors (RFC 4884): behind the quoted datagram may stand an extension structure.
 * The length attribute says where it starts, in 32-bit words (ICMPv4) or 64-bit words (ICMPv6).
 */
namespace icmp_extension
{

/** What stands behind the ICMP header, in bytes. */
struct Parts
{
    uint32_t datagram{0};
    uint32_t extension{0};
};

/**
 * Splits `size` bytes behind the ICMP header. A length attribute of 0 means "no extension"; one
 * that reaches behind the message gives nothing. Less than the 128 bytes of RFC 4884 4.1 is
 * tolerated: real routers send that.
 */
std::optional<Parts> Split(Family family, uint8_t lengthAttribute, uint32_t size);

/** What will stand behind the translated ICMP header, in bytes. */
struct Layout
{
    uint32_t datagram{0};
    uint32_t padding{0};
    uint32_t extension{0};
    uint8_t lengthAttribute{0};
};

/**
 * Lays out a translated datagram and its extension in `room` bytes (RFC 7915 4.2, 5.2). Without a
 * length attribute in the new message, or if datagram and extension cannot share the room with 128
 * bytes for the former, the extension goes. The datagram is padded to the unit of `family`;
 * Profile::Jool cuts it down to the unit instead.
 */
Layout LayOut(Family family, bool hasAttribute, const Parts& parts, uint32_t room, Profile profile);

/**
 * Adds an interface information object with this address (RFC 5837 4.1, class 2, the interface
 * that the datagram arrived on) to an extension structure, which may be empty.
 */
void AddInterfaceAddress(std::vector<uint8_t>& extension, const IpAddress& address);

} // namespace icmp_extension

} // namespace ns3::v6lab

#endif // V6LAB_ICMP_EXTENSION_H
