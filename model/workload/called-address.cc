// SPDX-License-Identifier: GPL-2.0-only
#include "model/workload/called-address.h"

#include "model/routing/packet-bytes.h"

#include "ns3/ipv4-packet-info-tag.h"
#include "ns3/ipv6-packet-info-tag.h"

namespace ns3::v6lab
{

std::optional<IpAddress>
TakeCalledAddress(const Ptr<Packet>& datagram)
{
    Ipv4PacketInfoTag v4;
    Ipv6PacketInfoTag v6;
    if (datagram->RemovePacketTag(v4))
    {
        return ToCore(v4.GetAddress());
    }
    return datagram->RemovePacketTag(v6) ? std::optional(ToCore(v6.GetAddress())) : std::nullopt;
}

} // namespace ns3::v6lab
