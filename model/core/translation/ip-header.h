// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_IP_HEADER_H
#define V6LAB_IP_HEADER_H

#include "model/core/address.h"

#include <cstdint>

namespace ns3::v6lab
{

/** Writes two bytes in network order. */
inline void
Write16(uint8_t* at, uint16_t value)
{
    at[0] = static_cast<uint8_t>(value >> 8);
    at[1] = static_cast<uint8_t>(value);
}

/** Writes four bytes in network order. */
inline void
Write32(uint8_t* at, uint32_t value)
{
    Write16(at, static_cast<uint16_t>(value >> 16));
    Write16(at + 2, static_cast<uint16_t>(value));
}

/** The IP header that a translator writes, in either family: no options, no flow label. */
struct IpHeader
{
    IpAddress source;
    IpAddress destination;
    uint8_t trafficClass{0};
    uint8_t hopLimit{0};
    uint8_t protocol{0};
    bool fragment{false};     //!< IPv6: with a Fragment Header
    bool dontFragment{false}; //!< IPv4
    bool more{false};
    uint32_t offset{0};         //!< in bytes
    uint32_t identification{0}; //!< IPv4: the low 16 bits
    uint32_t payload{0};        //!< bytes behind the header (and behind the Fragment Header)

    Family GetFamily() const
    {
        return source.GetFamily();
    }

    /** 20, 40 or 48 bytes. */
    uint32_t GetSize() const
    {
        return source.IsV4() ? 20 : fragment ? 48 : 40;
    }

    /** What the length field must hold (RFC 791 3.1, RFC 8200 3); it may be more than fits. */
    uint32_t GetLengthField() const
    {
        return source.IsV4() ? 20 + payload : GetSize() - 40 + payload;
    }
};

/** Writes GetSize() bytes. Without `checksum` IPv4's header checksum is 0. */
void WriteIpHeader(uint8_t* at, const IpHeader& header, bool checksum);

} // namespace ns3::v6lab

#endif // V6LAB_IP_HEADER_H
