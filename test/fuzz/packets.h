// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_FUZZ_PACKETS_H
#define V6LAB_FUZZ_PACKETS_H

#include "model/core/address.h"
#include "test/fuzz/input.h"

#include <functional>
#include <optional>
#include <string>

namespace ns3::v6lab::fuzz
{

constexpr int64_t MILLISECOND = 1'000'000;
constexpr int64_t DAY = 86'400'000 * MILLISECOND;

IpAddress Address(const std::string& text);

/** An ICMP error about the packet from whom it was for, or from a router. */
std::vector<uint8_t> ErrorAbout(const std::vector<uint8_t>& packet,
                                uint8_t how,
                                const std::optional<IpAddress>& router = std::nullopt);

/** The packet, a fragment of it, or an ICMP error about it from whom it was for. */
std::vector<uint8_t> Varied(Input& input, std::vector<uint8_t> packet);

/**
 * The packet of a step: as the bits of `what` say, bytes of the input or what `draw` makes of them,
 * with checksums made right or as they are. Empty at the end of the input.
 */
std::vector<uint8_t> PacketOf(Input& input,
                              uint8_t what,
                              const std::function<std::vector<uint8_t>(Input&)>& draw);

} // namespace ns3::v6lab::fuzz

#endif // V6LAB_FUZZ_PACKETS_H
