// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_MSS_OPTION_H
#define V6LAB_MSS_OPTION_H

#include <cstdint>

namespace ns3::v6lab
{

/**
 * Lowers the MSS option of a TCP header of this size (RFC 9293 3.7.1) to `most`, and mends the
 * checksum if `checksums`. A header without the option, or with broken options, stays as it is.
 */
void LowerMss(uint8_t* header, uint32_t size, uint16_t most, bool checksums);

} // namespace ns3::v6lab

#endif // V6LAB_MSS_OPTION_H
