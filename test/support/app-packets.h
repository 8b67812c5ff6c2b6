// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_APP_PACKETS_H
#define V6LAB_TEST_APP_PACKETS_H

#include "model/core/vpn/app-packet.h"

#include <string>
#include <vector>

/** Packets of applications in a VPN, as scapy 2.5 put them together. */
namespace ns3::v6lab::test::app
{

using Bytes = std::vector<uint8_t>;

inline const std::string APP4 = "0a080002";
inline const std::string REMOTE4 = "c0000201";
inline const std::string APP6 = "fd000008000000000000000000000002";
inline const std::string REMOTE6 = "0064ff9b0000000000000000c0000201";

inline const std::string UDP4 =
    "450000211234000040119c8d0a080002c0000201c0000007000d2fef68656c6c6f";
inline const std::string UDP6 = "60000000000d1140" + APP6 + REMOTE6 + "c0000007000d3cee68656c6c6f";
inline const std::string ECHO4 = "45000020000100004001aed10a080002c0000201080023351001000361626364";
inline const std::string ECHO6 = "60000000000c3a40" + APP6 + REMOTE6 + "8000ebe11001000361626364";
inline const std::string SYN6 = "60000000001c0640" + APP6 + REMOTE6 +
                                "c0010050000003e8000000007002ffff00e70000020405a001030307";
inline const std::string DATA4 =
    "4500002d000900004006aeb70a080002c0000201c0010050000003e900001389501801f4"
    "3f9f0000474554202f";

inline Bytes
FromHex(const std::string& hex)
{
    Bytes bytes;
    for (size_t i = 0; i + 1 < hex.size(); i += 2)
    {
        bytes.push_back(static_cast<uint8_t>(std::stoul(hex.substr(i, 2), nullptr, 16)));
    }
    return bytes;
}

/** A packet with the bytes that its fields point to. */
struct Read
{
    explicit Read(const std::string& hex, bool checksums = true)
        : bytes(FromHex(hex)),
          packet(vpn::ReadAppPacket(bytes.data(), bytes.size(), checksums))
    {
    }

    std::string Payload() const
    {
        return std::string(packet.payload, packet.payload + packet.payloadSize);
    }

    std::string Why() const
    {
        return std::string(Describe(packet.reason).word);
    }

    Bytes bytes;
    vpn::AppPacket packet;
};

} // namespace ns3::v6lab::test::app

#endif // V6LAB_TEST_APP_PACKETS_H
