// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_FRAME_RATE_H
#define V6LAB_FRAME_RATE_H

#include <cstdint>
#include <vector>

namespace ns3::v6lab
{

/** Ethernet header and FCS, in bytes: part of what a tester calls a frame. */
constexpr uint32_t ETHERNET_FRAMING = 18;
/** Preamble and the least gap between two frames, in bytes: not part of it. */
constexpr uint32_t ETHERNET_GAP = 20;
/** What IPv6 headers are longer by than IPv4's. */
constexpr uint32_t TRANSLATION_OVERHEAD = 20;

/**
 * The most frames a second that an Ethernet carries (RFC 8219 Appendix A). `frame` is the size
 * before `overhead` bytes are added by what is measured, FCS included.
 */
double MaxFrameRate(double bitsPerSecond, uint32_t frame, uint32_t overhead);

/**
 * The frame sizes of RFC 8219 5.1.1 where IPv6 is translated to IPv4: 84 in place of 64, so that
 * the IPv4 frame is no shorter than an Ethernet frame may be.
 */
const std::vector<uint32_t>& Rfc8219FrameSizes();

} // namespace ns3::v6lab

#endif // V6LAB_FRAME_RATE_H
