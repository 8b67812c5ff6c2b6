// SPDX-License-Identifier: GPL-2.0-only
#include "model/routing/stack-link.h"

#include "ns3/queue-disc.h"
#include "ns3/socket.h"

namespace ns3::v6lab
{

StackLink::StackLink(const Ptr<NetDevice>& ofInterface)
    : device(ofInterface),
      broadcast(device->GetBroadcast()),
      direct(!device->NeedsArp()),
      queues(device->GetObject<NetDeviceQueueInterface>())
{
}

bool
StackLink::HasQueue(const TrafficControlLayer& control) const
{
    if (queues && (queues->GetNTxQueues() != 1 || queues->GetTxQueue(0)->IsStopped()))
    {
        return true;
    }
    return control.GetRootQueueDiscOnDevice(device) != nullptr;
}

void
StackLink::SendBare(const Ptr<Packet>& frame, uint16_t protocol) const
{
    SocketPriorityTag ofQueues;
    frame->RemovePacketTag(ofQueues);
    device->Send(frame, broadcast, protocol);
}

} // namespace ns3::v6lab
