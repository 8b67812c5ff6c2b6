// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_PACKETS_H
#define V6LAB_TEST_PACKETS_H

#include "model/core/address.h"
#include "model/core/internet-checksum.h"

#include <vector>

/** Packets as bytes, made by hand: what a test expects must not come from the code under test. */
namespace ns3::v6lab::test
{

inline void
Append(std::vector<uint8_t>& bytes, const std::string& address)
{
    const auto parsed = *IpAddress::Parse(address);
    bytes.insert(bytes.end(),
                 parsed.GetBytes().begin(),
                 parsed.GetBytes().begin() + parsed.GetBits() / 8);
}

/** An IPv4 packet with a right header checksum, DF clear, identification 1. */
inline std::vector<uint8_t>
Ipv4Bytes(const std::string& from,
          const std::string& to,
          uint8_t protocol,
          const std::vector<uint8_t>& payload,
          uint8_t ttl = 64)
{
    const size_t total = 20 + payload.size();
    std::vector<uint8_t> packet{0x45,
                                0,
                                static_cast<uint8_t>(total >> 8),
                                static_cast<uint8_t>(total),
                                0,
                                1,
                                0,
                                0,
                                ttl,
                                protocol,
                                0,
                                0};
    Append(packet, from);
    Append(packet, to);
    const uint16_t sum = InternetChecksum().Add(packet.data(), 20).Get();
    packet[10] = static_cast<uint8_t>(sum >> 8);
    packet[11] = static_cast<uint8_t>(sum);
    packet.insert(packet.end(), payload.begin(), payload.end());
    return packet;
}

/** An IPv6 packet; `payload` starts with the header that `nextHeader` names. */
inline std::vector<uint8_t>
Ipv6Bytes(const std::string& from,
          const std::string& to,
          uint8_t nextHeader,
          const std::vector<uint8_t>& payload,
          uint8_t hopLimit = 64)
{
    std::vector<uint8_t> packet{0x60,
                                0,
                                0,
                                0,
                                static_cast<uint8_t>(payload.size() >> 8),
                                static_cast<uint8_t>(payload.size()),
                                nextHeader,
                                hopLimit};
    Append(packet, from);
    Append(packet, to);
    packet.insert(packet.end(), payload.begin(), payload.end());
    return packet;
}

} // namespace ns3::v6lab::test

#endif // V6LAB_TEST_PACKETS_H
