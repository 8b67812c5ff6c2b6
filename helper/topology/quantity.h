// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_QUANTITY_H
#define V6LAB_QUANTITY_H

#include <cstdint>
#include <optional>
#include <string>

/** Durations and rates as text; ns-3's own parsers abort on bad text, these return nothing. */
namespace ns3::v6lab
{

/**
 * A duration in nanoseconds: a decimal number and ns, us, ms, s, min or h, as in "500us", "1.5ms".
 *
 * Nothing for other text, for a sign, for parts of a nanosecond and beyond int64_t (292 years).
 */
std::optional<int64_t> ParseDuration(const std::string& text);

/**
 * A rate in bit/s: a decimal number and bps, kbps, Mbps, Gbps or Tbps, as in "10Gbps", "2.5Mbps".
 *
 * k, M, G and T are powers of 1000. Nothing for other text, a sign, parts of a bit or overflow.
 */
std::optional<uint64_t> ParseRate(const std::string& text);

/** The shortest text that ParseDuration() reads back: "500us", "1500us", "1min". */
std::string FormatDuration(int64_t nanoseconds);
/** The shortest text that ParseRate() reads back: "10Gbps". */
std::string FormatRate(uint64_t bitsPerSecond);

} // namespace ns3::v6lab

#endif // V6LAB_QUANTITY_H
