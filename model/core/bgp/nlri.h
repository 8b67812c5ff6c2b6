// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BGP_NLRI_H
#define V6LAB_BGP_NLRI_H

#include "model/core/address.h"
#include "model/core/bgp/bgp-bytes.h"

#include <optional>
#include <vector>

namespace ns3::v6lab::bgp
{

/** Values of IANA's registry of address families; the SAFI is always 1, unicast. */
constexpr uint16_t AFI_V4 = 1;
constexpr uint16_t AFI_V6 = 2;
constexpr uint8_t SAFI_UNICAST = 1;

inline uint16_t
AfiOf(Family family)
{
    return family == Family::V4 ? AFI_V4 : AFI_V6;
}

/** Nothing for families and kinds of routes other than IPv4 and IPv6 unicast. */
std::optional<Family> FamilyOf(uint16_t afi, uint8_t safi);

/** Its length in bits, then as many bytes as that needs (RFC 4271 4.3, RFC 4760 5). */
void PutPrefix(Bytes& to, const Prefix& prefix);

/** The bytes that PutPrefix writes. */
size_t SizeOf(const Prefix& prefix);

/** All of them; nothing if one is too long or is cut off (RFC 7606 5.3). */
std::optional<std::vector<Prefix>> ReadPrefixes(ByteReader bytes, Family family);

} // namespace ns3::v6lab::bgp

#endif // V6LAB_BGP_NLRI_H
