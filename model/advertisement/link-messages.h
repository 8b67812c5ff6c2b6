// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_LINK_MESSAGES_H
#define V6LAB_LINK_MESSAGES_H

#include "model/core/address.h"

#include "ns3/net-device.h"
#include "ns3/node.h"

#include <cstdint>
#include <vector>

/** What routers and hosts need to speak to each other on a link (RFC 4861 6). */
namespace ns3::v6lab
{

class Ipv6Stack;

/** ff02::1 and ff02::2. */
const IpAddress& AllNodes();
const IpAddress& AllRouters();

/** Throws std::invalid_argument if the node does not have v6lab's stack. */
Ptr<Ipv6Stack> StackOf(const Ptr<ns3::Node>& node);
/** Throws std::invalid_argument if the device is no interface of the stack. */
uint32_t InterfaceOf(const Ipv6Stack& stack, const Ptr<NetDevice>& device);
/** The device's interface, made at need and brought up: it has a link-local address then. */
uint32_t BringUp(Ipv6Stack& stack, const Ptr<NetDevice>& device);
/** The link-local address of an interface that is up. */
IpAddress LinkLocalOf(const Ipv6Stack& stack, uint32_t interface);
/** For the link-layer address options; empty on links without neighbour discovery. */
std::vector<uint8_t> LinkLayerAddress(const Ptr<NetDevice>& device);
/** Sends an ICMPv6 message from the link-local address, with hop limit 255. */
void SendLinkMessage(Ipv6Stack& stack,
                     uint32_t interface,
                     const IpAddress& destination,
                     const std::vector<uint8_t>& message);
/** Takes up a neighbour's source link-layer address option (RFC 4861 6.3.4); routers send those. */
void LearnRouter(Ipv6Stack& stack,
                 uint32_t interface,
                 const IpAddress& router,
                 const std::vector<uint8_t>& linkLayer);

} // namespace ns3::v6lab

#endif // V6LAB_LINK_MESSAGES_H
