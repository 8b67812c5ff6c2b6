// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_FUZZ_PACKETS_H
#define V6LAB_FUZZ_PACKETS_H

#include "test/fuzz/input.h"

namespace ns3::v6lab::fuzz
{

/** The packet, a fragment of it, or an ICMP error about it from whom it was for. */
std::vector<uint8_t> Varied(Input& input, std::vector<uint8_t> packet);

} // namespace ns3::v6lab::fuzz

#endif // V6LAB_FUZZ_PACKETS_H
