// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TRANSLATION_SETTINGS_H
#define V6LAB_TRANSLATION_SETTINGS_H

#include "model/core/address.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ns3::v6lab
{

/**
 * Where the RFCs leave a choice: `Rfc` keeps their letter, `Jool` does what the most used real
 * translator does, so that a lab can be compared with it.
 */
enum class Profile : uint8_t
{
    Rfc,
    Jool,
};

/** IPv4 UDP without a checksum, which IPv6 does not allow (RFC 7915 4.5). */
enum class ZeroChecksum : uint8_t
{
    Drop,
    Compute,
};

/** The ICMP errors that a translator sends itself (RFC 7915 4.4, 5.4). */
enum class ErrorSending : uint8_t
{
    On,
    RateLimited,
    Off,
};

/** The settings of RFC 7915 that stateless and stateful translators share. */
struct TranslationSettings
{
    Profile profile{Profile::Rfc};
    uint32_t lowestIpv6Mtu{1280}; //!< bytes, at least 1280 (4.1)
    bool zeroTrafficClass{false}; //!< 4 to 6: ignore TOS, send 0 (4.1)
    std::optional<uint8_t> tos;   //!< 6 to 4: this value instead of the Traffic Class (5.1)
    ZeroChecksum zeroChecksum{ZeroChecksum::Drop};
    bool checksums{true}; //!< false: a simulation without checksums; all stay 0
    ErrorSending errors{ErrorSending::RateLimited};
    uint32_t errorRate{100}; //!< a second
    uint32_t errorBurst{10};
    /** Bytes of a translated ICMPv4 error, headers included; at least 68. Nothing: what the next
     * link carries, with Profile::Jool 576 (RFC 1812 4.3.2.3). ICMPv6 errors have at most 1280. */
    std::optional<uint32_t> largestIcmpv4Error;
    bool clampMss{false}; //!< TCP: no larger segments than the links on both sides carry
    bool strictErrorSuppression{false}; //!< no ICMPv6 error about any ICMPv6 message (5.4)
    /** RFC 1191 7.1, for "fragmentation needed" without an MTU; descending. */
    std::vector<uint32_t> plateaus{65535, 32000, 17914, 8166, 4352, 2002, 1492, 1006, 508, 296, 68};
    /** RFC 6791: IPv4 sources of ICMPv6 errors from addresses that have none; may be empty. */
    std::vector<Prefix> rfc6791Pool;
    /** The same for ICMPv4 errors from addresses without an IPv6 mapping, as Jool has it. */
    std::vector<Prefix> rfc6791v6Pool;
    bool randomRfc6791{true};  //!< false: by the hop limit, the same router the same address
    bool interfaceInfo{false}; //!< RFC 6791 4: add the RFC 5837 object with the IPv6 source
    uint64_t seed{1};          //!< of identifications and random choices
};

/** Throws std::invalid_argument naming the setting that is out of range and what is allowed. */
void CheckSettings(const TranslationSettings& settings);

/** What works but a person should know of (RFC 6791 3.1), one sentence each. */
std::vector<std::string> Warnings(const TranslationSettings& settings);

} // namespace ns3::v6lab

#endif // V6LAB_TRANSLATION_SETTINGS_H
