// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_INTERNET_CHECKSUM_H
#define V6LAB_INTERNET_CHECKSUM_H

#include "model/core/address.h"

#include <cstddef>
#include <cstdint>

namespace ns3::v6lab
{

/** The Internet checksum (RFC 1071), added up piece by piece. */
class InternetChecksum
{
  public:
    /** Every piece but the last must have an even length. */
    InternetChecksum& Add(const uint8_t* bytes, size_t size);
    InternetChecksum& Add(uint16_t word);
    /** The pseudo-header of RFC 9293 3.1 (IPv4) or RFC 8200 8.1 (IPv6). */
    InternetChecksum& AddPseudoHeader(const IpAddress& source,
                                      const IpAddress& destination,
                                      uint8_t protocol,
                                      uint32_t length);
    /** What goes into the checksum field; 0 over data that contains a right checksum. */
    uint16_t Get() const;

  private:
    uint64_t m_sum{0};
};

/**
 * Whether a whole UDP, TCP, ICMP or ICMPv6 message has the checksum that a receiver wants (RFC 768,
 * RFC 9293 3.1, RFC 792, RFC 4443 2.3); other protocols are none of our business. `size` >= 8.
 */
bool HasRightChecksum(const IpAddress& source,
                      const IpAddress& destination,
                      uint8_t protocol,
                      const uint8_t* upper,
                      size_t size);

/** The checksum after one 16-bit word changed (RFC 1624 3, equation 3). */
uint16_t UpdateChecksum(uint16_t checksum, uint16_t before, uint16_t after);

} // namespace ns3::v6lab

#endif // V6LAB_INTERNET_CHECKSUM_H
