// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DROP_WATCH_H
#define V6LAB_DROP_WATCH_H

#include "ns3/arp-cache.h"
#include "ns3/net-device.h"
#include "ns3/node.h"
#include "ns3/socket.h"

namespace ns3::v6lab
{

class ForwardingPlane;

/**
 * Names the drops that ns-3 makes on our nodes: these functions connect to some of its traces and
 * report to the node's plane, with v6lab's reasons. Drops within an Arrival are that arrival's.
 */

/** Once for each node, when its stack is complete: IP, ARP and traffic control. */
void WatchStack(const Ptr<ns3::Node>& node);
/** A full queue in front of the device, or a link that is down. Safe to call again. */
void WatchDevice(ForwardingPlane& plane, const Ptr<NetDevice>& device);
/** What is lost while the device's link is cut (ScheduleOutage); once for each device. */
void WatchOutages(ForwardingPlane& plane, const Ptr<NetDevice>& device);
/** Next hops that do not answer ARP; answers with host unreachable (RFC 1812 5.2.7.1). */
void WatchArp(ForwardingPlane& plane, const Ptr<ArpCache>& cache);
/** Full receive buffers: the first datagram to a port connects to the sockets there are by then. */
void WatchUdpPort(ForwardingPlane& plane, uint16_t port);
/**
 * The same for a socket that is known, and bound to this port: whoever opens many spares the node a
 * search among all that it ever had, which ns-3 keeps.
 */
void WatchUdpSocket(ForwardingPlane& plane, const Ptr<Socket>& socket, uint16_t port);

} // namespace ns3::v6lab

#endif // V6LAB_DROP_WATCH_H
