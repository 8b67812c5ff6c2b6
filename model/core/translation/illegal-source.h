// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ILLEGAL_SOURCE_H
#define V6LAB_ILLEGAL_SOURCE_H

#include "model/core/translation/outcome.h"
#include "model/core/translation/packet-in.h"
#include "model/core/translation/parsed-packet.h"

#include <optional>

namespace ns3::v6lab
{

/**
 * Packets from illegal sources are dropped before anything that would be answered (RFC 7915 4.1,
 * 5.1). Of ICMP errors nothing is said here: they may help to find a fault (7915-011), and nobody
 * answers them.
 */
std::optional<Outcome> RefuseIllegalSource(const PacketIn& in, const ParsedPacket& packet);

} // namespace ns3::v6lab

#endif // V6LAB_ILLEGAL_SOURCE_H
