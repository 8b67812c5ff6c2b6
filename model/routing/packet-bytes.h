// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_PACKET_BYTES_H
#define V6LAB_PACKET_BYTES_H

#include "model/core/lpm-table.h"
#include "model/core/packet-facts.h"

#include "ns3/ipv4-header.h"
#include "ns3/ipv6-header.h"
#include "ns3/packet.h"

#include <vector>

namespace ns3::v6lab
{

/** Between ns-3's addresses and those of model/core. */
uint32_t KeyOf(Ipv4Address address);
Key128 KeyOf(const Ipv6Address& address);
Ipv4Address FromKey(uint32_t key);
Ipv6Address FromKey(const Key128& key);
IpAddress ToCore(Ipv4Address address);
IpAddress ToCore(const Ipv6Address& address);
Ipv4Address ToNs3V4(const IpAddress& address);
Ipv6Address ToNs3V6(const IpAddress& address);
Key128 KeyOfV6(const IpAddress& address);

/** False for the address that ns-3 means by "none given": its default, or 0.0.0.0 and ::. */
bool IsGiven(Ipv4Address address);
bool IsGiven(const Ipv6Address& address);

/** Facts of a packet whose IP header has been taken off. */
PacketFacts FactsOf(const Ipv4Header& header, const Ptr<const Packet>& payload);
PacketFacts FactsOf(const Ipv6Header& header, const Ptr<const Packet>& payload);
/** Facts of a packet that starts with its IP header. */
std::optional<PacketFacts> FactsOf(const Ptr<const Packet>& packet);

/** The first bytes of a packet, at most `limit`. */
std::vector<uint8_t> BytesOf(const Ptr<const Packet>& packet, uint32_t limit = 0xffffffff);

} // namespace ns3::v6lab

#endif // V6LAB_PACKET_BYTES_H
