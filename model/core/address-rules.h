// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ADDRESS_RULES_H
#define V6LAB_ADDRESS_RULES_H

#include "model/core/lpm-table.h"
#include "model/core/reason.h"

namespace ns3::v6lab
{

/**
 * Which addresses a router must not forward (RFC 1812 5.3.7, RFC 3927 7, RFC 4291 2.5, RFC 6890).
 * Documentation prefixes are not among them: the lab's public internet is made of them.
 * Reason::None means "forward".
 */
namespace rules
{

inline constexpr bool
IsIn(uint32_t address, uint32_t prefix, uint8_t length)
{
    return lpm::Masked(address, length) == prefix;
}

/** 0/8, 127/8, 169.254/16, 240/4: never forwarded from nor to. */
inline constexpr bool
StaysHere(uint32_t address)
{
    const uint32_t first = address >> 24;
    return first == 0 || first == 127 || first >= 240 || IsIn(address, 0xa9fe0000, 16);
}

/** ::, ::1, fe80::/10 and ::ffff:0:0/96: never forwarded from nor to. */
inline constexpr bool
StaysHere(const Key128& address)
{
    if (address.high == 0)
    {
        return address.low <= 1 || address.low >> 32 == 0xffff;
    }
    return address.high >> 54 == 0x3fa; // fe80::/10
}

inline constexpr bool
IsMulticast(uint32_t address)
{
    return address >> 28 == 0xe;
}

inline constexpr bool
IsMulticast(const Key128& address)
{
    return address.high >> 56 == 0xff;
}

template <typename Key>
constexpr Reason
MayForward(const Key& source, const Key& destination)
{
    if (StaysHere(source) || IsMulticast(source))
    {
        return Reason::BadSource;
    }
    return StaysHere(destination) || IsMulticast(destination) ? Reason::BadDestination
                                                              : Reason::None;
}

} // namespace rules

} // namespace ns3::v6lab

#endif // V6LAB_ADDRESS_RULES_H
