// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_FRAGMENT_ENDS_H
#define V6LAB_TEST_FRAGMENT_ENDS_H

#include "test/support/nat64-lab.h"

#include <algorithm>
#include <numeric>
#include <set>

/** Who sends the fragments of the NAT64 tests, and what. */
namespace ns3::v6lab::test::fragments
{

using test::Row;
using test::ToHex;
using namespace ns3::v6lab::test::flow;

const std::string H6 = "2001:db8::1";
const std::string H4 = "192.0.2.1";
const std::string H4_IN6 = "64:ff9b::192.0.2.1";
const std::string POOL = "203.0.113.1";
const End N6{H6, 5000};
const End N4{H4, 53};
const End N4_IN6{H4_IN6, 53};
const End OUTSIDE{POOL, 5000};
constexpr uint32_t ID = 0xbeef;

inline Bytes
Data(size_t size)
{
    Bytes data(size);
    std::iota(data.begin(), data.end(), uint8_t{1});
    return data;
}

inline Bytes
WithoutChecksum(Bytes udp)
{
    Put16(udp, 26, 0);
    return udp;
}

} // namespace ns3::v6lab::test::fragments

#endif // V6LAB_TEST_FRAGMENT_ENDS_H
