// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_STACK_LINK_H
#define V6LAB_STACK_LINK_H

#include "ns3/net-device-queue-interface.h"
#include "ns3/net-device.h"
#include "ns3/packet.h"
#include "ns3/traffic-control-layer.h"

namespace ns3::v6lab
{

/** What a transmission needs of the device of an interface, at hand; the same for both families. */
struct StackLink
{
    StackLink() = default;
    explicit StackLink(const Ptr<NetDevice>& ofInterface);

    /** Whether traffic control has a say: a packet may wait, be given a queue or be refused. */
    bool HasQueue(const TrafficControlLayer& control) const;
    /** What traffic control comes to where nothing can queue, without an item for the queue. */
    void SendBare(const Ptr<Packet>& frame, uint16_t protocol) const;

    Ptr<NetDevice> device;
    Address broadcast;
    bool direct{false}; //!< neither ARP nor neighbour discovery: straight to the device's queue
    Ptr<NetDeviceQueueInterface> queues; //!< of a device that can stop them
};

} // namespace ns3::v6lab

#endif // V6LAB_STACK_LINK_H
