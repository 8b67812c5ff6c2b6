// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_FRAME_DELAYS_H
#define V6LAB_FRAME_DELAYS_H

#include <cstdint>
#include <vector>

namespace ns3::v6lab
{

/** In place of when a frame was received. */
constexpr int64_t FRAME_LOST = -1;

/**
 * Delays of the frames that came, in order of sending. Times are by the number of the frame, in
 * ns; there are as many of both.
 */
std::vector<int64_t> DelaysOf(const std::vector<int64_t>& sentNs,
                              const std::vector<int64_t>& receivedNs);

/**
 * RFC 8219 7.3.2: D(i) - D(i-1). Of two frames that follow each other: one that is lost has no
 * delay, and the next one none to differ from.
 */
std::vector<int64_t> DelayDifferencesOf(const std::vector<int64_t>& sentNs,
                                        const std::vector<int64_t>& receivedNs);

} // namespace ns3::v6lab

#endif // V6LAB_FRAME_DELAYS_H
