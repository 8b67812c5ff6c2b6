// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_OPTION_BYTES_H
#define V6LAB_OPTION_BYTES_H

#include <cstddef>
#include <cstdint>
#include <vector>

/** How options of DHCPv6 are written: code, length, data (RFC 8415 21.1). */
namespace ns3::v6lab::dhcpv6
{

using Bytes = std::vector<uint8_t>;

constexpr size_t OPTION_HEAD = 4; //!< code and length

inline void
Append16(Bytes& to, size_t word)
{
    to.push_back(static_cast<uint8_t>(word >> 8));
    to.push_back(static_cast<uint8_t>(word));
}

inline void
Append32(Bytes& to, uint32_t word)
{
    Append16(to, word >> 16);
    Append16(to, word & 0xffff);
}

inline void
AppendOption(Bytes& to, uint16_t code, const Bytes& data)
{
    Append16(to, code);
    Append16(to, data.size());
    to.insert(to.end(), data.begin(), data.end());
}

} // namespace ns3::v6lab::dhcpv6

#endif // V6LAB_OPTION_BYTES_H
