// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_LEGAL_ADDRESS_H
#define V6LAB_LEGAL_ADDRESS_H

#include "model/core/address.h"

namespace ns3::v6lab
{

/**
 * An address that no packet between two hosts on different links can have, source or destination:
 * IPv4 0/8, 127/8, 169.254/16, 224/4, 240/4 (RFC 1812 5.3.7, RFC 3927 7); IPv6 ::, ::1, fe80::/10,
 * ff00::/8 and ::ffff:0:0/96 (RFC 4291 2.5, 2.7). RFC 7915 4.1 and 5.1 call such sources illegal.
 */
inline bool
IsIllegal(const IpAddress& address)
{
    const auto& bytes = address.GetBytes();
    if (address.IsV4())
    {
        return bytes[0] == 0 || bytes[0] == 127 || bytes[0] >= 224 || address.IsLinkLocal();
    }
    if (bytes[0] != 0)
    {
        return address.IsMulticast() || address.IsLinkLocal();
    }
    static const Prefix MAPPED = *Prefix::Parse("::ffff:0:0/96");
    return address.IsUnspecified() || address.IsLoopback() ||
           (bytes[10] == 0xff && MAPPED.Contains(address));
}

} // namespace ns3::v6lab

#endif // V6LAB_LEGAL_ADDRESS_H
