// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DHCP_LINK_H
#define V6LAB_DHCP_LINK_H

#include "model/core/dhcp/dhcp-message.h"

#include "ns3/ipv4-interface-address.h"
#include "ns3/net-device.h"
#include "ns3/node.h"
#include "ns3/socket.h"

#include <optional>
#include <vector>

/** What clients and servers of DHCP need to speak to each other on a link (RFC 2131 4.1). */
namespace ns3::v6lab
{

class Ipv4Stack;

/** Throws std::invalid_argument if the node does not have v6lab's stack. */
Ptr<Ipv4Stack> Ipv4StackOf(const Ptr<ns3::Node>& node);
/** The device's interface; throws std::invalid_argument if it has no IPv4 address there. */
uint32_t AddressedInterfaceOf(const Ipv4Stack& stack, const Ptr<NetDevice>& device);
/** A UDP socket of this link, for whatever address of its, broadcasts included. */
Ptr<Socket> OpenDhcpSocket(const Ptr<NetDevice>& device, uint16_t port);
/** The next datagram of a socket; nothing if none is left. */
std::optional<std::vector<uint8_t>> ReceiveDhcp(const Ptr<Socket>& socket);
/** From the interface's address to all on the link, 255.255.255.255, from port to port. */
void BroadcastDhcp(Ipv4Stack& stack,
                   const Ptr<NetDevice>& device,
                   const DhcpMessage& message,
                   uint16_t fromPort,
                   uint16_t toPort);

} // namespace ns3::v6lab

#endif // V6LAB_DHCP_LINK_H
