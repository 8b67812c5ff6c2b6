// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BGP_ATTRIBUTE_TYPES_H
#define V6LAB_BGP_ATTRIBUTE_TYPES_H

#include <cstdint>

/** Path attributes on the wire: RFC 4271 4.3, RFC 4760 3 and 4, RFC 6793 3. */
namespace ns3::v6lab::bgp::attribute
{

constexpr uint8_t OPTIONAL = 0x80;
constexpr uint8_t TRANSITIVE = 0x40;
constexpr uint8_t PARTIAL = 0x20;
constexpr uint8_t EXTENDED_LENGTH = 0x10;

constexpr uint8_t ORIGIN = 1;
constexpr uint8_t AS_PATH = 2;
constexpr uint8_t NEXT_HOP = 3;
constexpr uint8_t MULTI_EXIT_DISC = 4;
constexpr uint8_t LOCAL_PREF = 5;
constexpr uint8_t ATOMIC_AGGREGATE = 6;
constexpr uint8_t AGGREGATOR = 7;
constexpr uint8_t MP_REACH_NLRI = 14;
constexpr uint8_t MP_UNREACH_NLRI = 15;
constexpr uint8_t AS4_PATH = 17;
constexpr uint8_t AS4_AGGREGATOR = 18;

} // namespace ns3::v6lab::bgp::attribute

#endif // V6LAB_BGP_ATTRIBUTE_TYPES_H
