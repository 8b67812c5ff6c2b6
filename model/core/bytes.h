// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BYTES_H
#define V6LAB_BYTES_H

#include <cstdint>

namespace ns3::v6lab
{

/** Two bytes in network order. */
inline constexpr uint16_t
Read16(const uint8_t* bytes)
{
    return static_cast<uint16_t>(bytes[0] << 8 | bytes[1]);
}

/** Four bytes in network order. */
inline constexpr uint32_t
Read32(const uint8_t* bytes)
{
    return uint32_t{Read16(bytes)} << 16 | Read16(bytes + 2);
}

} // namespace ns3::v6lab

#endif // V6LAB_BYTES_H
