// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DHCPV6_LINK_H
#define V6LAB_DHCPV6_LINK_H

#include "model/core/dhcpv6/dhcpv6-message.h"

#include "ns3/net-device.h"
#include "ns3/node.h"
#include "ns3/socket.h"

#include <optional>

/** What DHCPv6 clients and servers need to speak to each other on a link (RFC 8415 7). */
namespace ns3::v6lab
{

/** What arrived, and from whom. */
struct Dhcpv6Datagram
{
    IpAddress from;
    std::vector<uint8_t> bytes;
};

/** The identifier that a device's address makes (11.4). */
Duid DuidOf(const Ptr<NetDevice>& device);
/** A UDP socket of this link; by default for whatever address of its. */
Ptr<Socket> OpenOnLink(const Ptr<ns3::Node>& node,
                       const Ptr<NetDevice>& device,
                       uint16_t port,
                       const IpAddress& address = *IpAddress::Parse("::"));

/** The next datagram of a socket; nothing if none is left. */

std::optional<Dhcpv6Datagram> Receive(const Ptr<Socket>& socket);
void SendTo(const Ptr<Socket>& socket,
            const IpAddress& destination,
            uint16_t port,
            const Dhcpv6Message& message);

} // namespace ns3::v6lab

#endif // V6LAB_DHCPV6_LINK_H
