// SPDX-License-Identifier: GPL-2.0-only
#include "model/routing/stack-link.h"

#include "ns3/net-device-queue-interface.h"
#include "ns3/queue-disc.h"
#include "ns3/socket.h"

namespace ns3::v6lab
{

StackLink::StackLink(const Ptr<NetDevice>& ofInterface)
    : device(ofInterface),
      broadcast(device->GetBroadcast()),
      direct(!device->NeedsArp()),
      flowControl(device->GetObject<NetDeviceQueueInterface>() != nullptr)
{
}

bool
StackLink::HasQueue(const TrafficControlLayer& control) const
{
    return flowControl || control.GetRootQueueDiscOnDevice(device);
}

void
StackLink::SendBare(const Ptr<Packet>& frame, uint16_t protocol) const
{
    SocketPriorityTag ofQueues;
    frame->RemovePacketTag(ofQueues);
    device->Send(frame, broadcast, protocol);
}

} // namespace ns3::v6lab
