// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_PREFIX_ASSOCIATION_H
#define V6LAB_PREFIX_ASSOCIATION_H

#include "model/core/address.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ns3::v6lab
{

namespace dhcpv6
{
// Options (RFC 8415 21).
constexpr uint16_t STATUS = 13;
constexpr uint16_t IA_PD = 25;
constexpr uint16_t IA_PREFIX = 26;

// Status codes (21.13).
constexpr uint16_t SUCCESS = 0;
constexpr uint16_t UNSPEC_FAIL = 1;
constexpr uint16_t NO_BINDING = 3;
constexpr uint16_t USE_MULTICAST = 5;
constexpr uint16_t NO_PREFIX_AVAIL = 6;

/** A lifetime or time that does not end (7.7, 21.23). */
constexpr uint32_t INFINITE = 0xffffffff;
} // namespace dhcpv6

/** How something that was asked for went (RFC 8415 21.13). */
struct Dhcpv6Status
{
    uint16_t code{dhcpv6::SUCCESS};
    std::string message{}; //!< UTF-8, for people
};

/** A prefix that is delegated, or asked for (RFC 8415 21.22). */
struct DelegatedPrefix
{
    Prefix prefix; //!< in a request ::/length: any of this length
    uint32_t preferredSeconds{0};
    uint32_t validSeconds{0};
    std::optional<Dhcpv6Status> status{};
};

/** An identity association for prefix delegation (RFC 8415 21.21); times in seconds. */
struct PrefixAssociation
{
    uint32_t iaid{0};
    uint32_t t1Seconds{0}; //!< until the client renews; 0: as it likes
    uint32_t t2Seconds{0}; //!< until it rebinds; 0: as it likes
    std::vector<DelegatedPrefix> prefixes{};
    std::optional<Dhcpv6Status> status{};

    /** Without code and length. */
    std::vector<uint8_t> Encode() const;
    /** Nothing if it is broken; prefixes longer than 128 bits are left out. */
    static std::optional<PrefixAssociation> Decode(const std::vector<uint8_t>& data);
};

/** The status option's data; nothing if it is broken. */
std::vector<uint8_t> EncodeStatus(const Dhcpv6Status& status);
std::optional<Dhcpv6Status> DecodeStatus(const std::vector<uint8_t>& data);

} // namespace ns3::v6lab

#endif // V6LAB_PREFIX_ASSOCIATION_H
