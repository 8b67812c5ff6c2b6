// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_PATCH_H
#define V6LAB_TEST_PATCH_H

#include "test/support/wire.h"

namespace ns3::v6lab::test
{

/** Makes the checksum of the IPv4 header at this place right. */
inline void
FixHeader(Bytes& packet, size_t at)
{
    const size_t size = 4u * (packet[at] & 15);
    SetWord(packet, at + 10, 0);
    SetWord(packet, at + 10, static_cast<uint16_t>(~Folded(Sum(packet, at, at + size))));
}

/** IPv6 fragments in order, each behind a plain header, as the one fragment they were cut from. */
inline Bytes
JoinFragments(const std::vector<Bytes>& fragments)
{
    constexpr size_t HEADERS = 48;
    Bytes whole = fragments.front();
    for (size_t i = 1; i < fragments.size(); ++i)
    {
        whole.insert(whole.end(), fragments[i].begin() + HEADERS, fragments[i].end());
    }
    const uint16_t more = fragments.back()[43] & 1;
    SetWord(whole, 4, static_cast<uint16_t>(whole.size() - 40));
    SetWord(whole, 42, static_cast<uint16_t>((Word(whole, 42) & 0xfffe) | more));
    return whole;
}

} // namespace ns3::v6lab::test

#endif // V6LAB_TEST_PATCH_H
