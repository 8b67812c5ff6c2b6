// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_SPECIAL_ADDRESSES_H
#define V6LAB_SPECIAL_ADDRESSES_H

#include "model/core/address.h"

#include <cstdint>
#include <vector>

namespace ns3::v6lab
{

/** Whether the public internet routes an address, and why it does not. */
enum class AddressUse : uint8_t
{
    Public,
    Private,  //!< for networks of one's own (RFC 1918, RFC 6598, RFC 4193)
    Reserved, //!< this host, links, groups, tests, translators at home, future use (RFC 6890 2.2)
    Platform, //!< Azure's own 168.63.129.16 and 169.254.169.254 (A7)
};

struct SpecialRange
{
    Prefix prefix;
    AddressUse use;
};

/**
 * The one table of what is not public, after IANA's special-purpose registries (RFC 6890 2.2): what
 * they call not globally reachable. Validation and the fabric both ask it.
 *
 * Documentation prefixes are public, because the lab's internet is made of them. So is
 * 64:ff9b::/96, globally reachable by the registry: somebody on the internet may run a translator
 * for everybody. 64:ff9b:1::/48 is for translators at home (RFC 8215) and not public. Blocks with
 * few exceptions (192.0.0.0/24, 2001::/23) count as a whole.
 */
const std::vector<SpecialRange>& SpecialRanges();

/** UseOf() says Platform, at a cost that every packet can pay. */
inline bool
IsPlatformAddress(const IpAddress& address)
{
    return address.IsV4() && (address.ToV4() == 0xa83f8110 || address.ToV4() == 0xa9fea9fe);
}

/** By the longest range of the table that contains the address. */
AddressUse UseOf(const IpAddress& address);
bool IsPublic(const IpAddress& address);
/** True if every address of the prefix is public. */
bool IsPublic(const Prefix& prefix);

} // namespace ns3::v6lab

#endif // V6LAB_SPECIAL_ADDRESSES_H
