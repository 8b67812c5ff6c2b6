// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_PACKET_TEXT_H
#define V6LAB_PACKET_TEXT_H

#include "ns3/packet.h"

#include <string>

namespace ns3::v6lab
{

/** The bytes of a packet, as the DNS' core takes messages. */
inline std::string
BytesOf(const Ptr<const Packet>& packet)
{
    std::string bytes(packet->GetSize(), '\0');
    packet->CopyData(reinterpret_cast<uint8_t*>(bytes.data()), packet->GetSize());
    return bytes;
}

inline const uint8_t*
Data(const std::string& bytes)
{
    return reinterpret_cast<const uint8_t*>(bytes.data());
}

} // namespace ns3::v6lab

#endif // V6LAB_PACKET_TEXT_H
