// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_VIRTUAL_INTERFACE_H
#define V6LAB_VIRTUAL_INTERFACE_H

#include "model/core/address.h"

#include "ns3/callback.h"
#include "ns3/node.h"
#include "ns3/virtual-net-device.h"

#include <vector>

namespace ns3::v6lab
{

/**
 * A network interface whose other end is a program on its node, as the TUN devices of real systems:
 * IP packets that are routed to it come to the program, and what that writes arrives on it.
 *
 * Neighbour discovery, broadcasts and other multicast, which the stack sends on any interface, stay
 * here.
 */
class VirtualInterface
{
  public:
    /** A packet that starts with its IP header; its tags are the sender's. */
    using Taker = Callback<void, const Ptr<Packet>&, Family>;

    VirtualInterface() = default;
    ~VirtualInterface();
    VirtualInterface(const VirtualInterface&) = delete;
    VirtualInterface& operator=(const VirtualInterface&) = delete;

    /** Makes the interface on a node that has v6lab's stack; `mtu` in bytes. */
    void Open(const Ptr<ns3::Node>& node, uint16_t mtu, const Taker& taker);
    void AddAddress(const IpAddress& address);
    /** For sockets that are bound to it alone (Ipv6LpmRouting::SetBoundOnly()). */
    void SetBoundOnly();
    /** What the node forwards to the prefix comes here. */
    void AddRoute(const Prefix& prefix);
    /**
     * A packet that starts with its IP header arrives on it; not before the caller has returned,
     * because the stack may be in the middle of sending what this answers.
     */
    void Write(const Ptr<Packet>& packet);
    void Close();

    /** Null before Open(). */
    const Ptr<VirtualNetDevice>& GetDevice() const
    {
        return m_device;
    }

  private:
    bool OnPacket(Ptr<Packet> packet, const Address& from, const Address& to, uint16_t protocol);
    static void Arrive(const Ptr<VirtualNetDevice>& device, const Ptr<Packet>& packet);

    Ptr<VirtualNetDevice> m_device;
    Taker m_taker;
    uint32_t m_interface4{0};
    uint32_t m_interface6{0};
};

} // namespace ns3::v6lab

#endif // V6LAB_VIRTUAL_INTERFACE_H
