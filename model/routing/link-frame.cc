// SPDX-License-Identifier: GPL-2.0-only
#include "model/routing/link-frame.h"

namespace ns3::v6lab
{

bool
TellsBroadcasts(const Ptr<NetDevice>& device)
{
    return device->NeedsArp() && device->IsBroadcast();
}

bool
IsForAnother(const NetDevice& device, const Address& to, NetDevice::PacketType type)
{
    // A bridge hears on ports that have addresses of their own.
    return type == NetDevice::PACKET_OTHERHOST && to != device.GetAddress();
}

Arrived
ArrivedAs(NetDevice::PacketType type)
{
    Arrived arrived;
    arrived.linkBroadcast =
        type == NetDevice::PACKET_BROADCAST || type == NetDevice::PACKET_MULTICAST;
    return arrived;
}

} // namespace ns3::v6lab
