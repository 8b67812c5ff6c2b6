// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_LINK_FRAME_H
#define V6LAB_LINK_FRAME_H

#include "model/core/icmp-error.h"

#include "ns3/net-device.h"

/** What link layers tell of the frames that packets come in. */
namespace ns3::v6lab
{

/**
 * Whether frames of this device come to one receiver or to many. ns-3 says which only to
 * promiscuous listeners, who get the frames for other nodes, too: see IsForAnother().
 */
bool TellsBroadcasts(const Ptr<NetDevice>& device);
/** A frame that only a promiscuous listener gets; `to` and `type` as ns-3 tells them. */
bool IsForAnother(const NetDevice& device, const Address& to, NetDevice::PacketType type);
Arrived ArrivedAs(NetDevice::PacketType type);

} // namespace ns3::v6lab

#endif // V6LAB_LINK_FRAME_H
