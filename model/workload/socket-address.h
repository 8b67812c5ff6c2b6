// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_SOCKET_ADDRESS_H
#define V6LAB_SOCKET_ADDRESS_H

#include "model/core/source-selection.h"

#include "ns3/address.h"
#include "ns3/node.h"

#include <optional>
#include <vector>

namespace ns3::v6lab
{

/** An address and a port, as sockets speak of them. */
struct Endpoint
{
    IpAddress address;
    uint16_t port{0};
};

/** The InetSocketAddress or Inet6SocketAddress for ns-3's sockets. */
Address ToSocketAddress(const Endpoint& endpoint);
/** The way back; an IPv4-mapped address (RFC 4291 2.5.5.2) becomes IPv4. */
Endpoint FromSocketAddress(const Address& address);

/** How a node would send to a destination. */
struct LocalRoute
{
    IpAddress source;
    uint16_t mtu{1500}; //!< of the device that the packets leave by, or of a translator on the node
    uint32_t device{0}; //!< its index on the node
};

/**
 * Asks the node's routing for the way to a destination, without sending anything: the question
 * carries no packet, as that of ns-3's TCP. Nothing if there is no route or no address. `bound` is
 * the device that the asking socket is bound to, null if it is to none.
 */
std::optional<LocalRoute> FindRoute(const Ptr<ns3::Node>& node,
                                    const IpAddress& destination,
                                    const Ptr<NetDevice>& bound = nullptr);

/**
 * The unicast addresses of a family that the node has, loopback and link-local ones left out, as
 * well as those of virtual interfaces that sockets must be bound to.
 */
std::vector<IpAddress> AddressesOf(const Ptr<ns3::Node>& node, Family family);
/** The same with all that address selection wants to know (RFC 6724 4); interfaces are devices.
 * `bound`: the addresses of this device only. */
std::vector<SourceCandidate> SourcesOf(const Ptr<ns3::Node>& node,
                                       Family family,
                                       const Ptr<NetDevice>& bound = nullptr);

} // namespace ns3::v6lab

#endif // V6LAB_SOCKET_ADDRESS_H
