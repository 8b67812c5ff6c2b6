// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_PLATFORM_SEGMENT_H
#define V6LAB_PLATFORM_SEGMENT_H

#include "model/azure/packet-head.h"

#include "ns3/packet.h"

#include <optional>
#include <string>
#include <utility>

namespace ns3::v6lab
{

/** A TCP segment that Azure itself sends: of a health probe, or a reset. */
struct PlatformSegment
{
    enum Flags : uint8_t
    {
        FIN = 1,
        SYN = 2,
        RST = 4,
        PSH = 8,
        ACK = 16,
    };

    IpAddress source;
    IpAddress destination;
    uint16_t sourcePort{0};
    uint16_t destinationPort{0};
    uint32_t sequence{0};
    uint32_t acknowledgement{0};
    uint8_t flags{0};
    std::string data{};
    /** TSval and TSecr, where the connection has them (RFC 7323 3.2). */
    std::optional<std::pair<uint32_t, uint32_t>> timestamps{};

    /** Makes it the next segment of the end that sent `own` last. */
    void Continue(const TcpPlace& own, const TcpPlace& peer);
    /** The whole IP packet. */
    Ptr<Packet> Build() const;
};

} // namespace ns3::v6lab

#endif // V6LAB_PLATFORM_SEGMENT_H
