// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TOLD_RESOLVERS_H
#define V6LAB_TOLD_RESOLVERS_H

#include "model/core/address.h"

#include "ns3/net-device.h"
#include "ns3/node.h"

#include <vector>

namespace ns3::v6lab
{

/**
 * The resolvers that one link's network told the node: by DHCPv6, by DHCP and by router
 * advertisements, in this order (RFC 8106 5.3.1). What the node was configured with is not among
 * them (RFC 8880 7.1).
 */
std::vector<IpAddress> ToldResolvers(const Ptr<ns3::Node>& node, const Ptr<NetDevice>& device);

/** True while the link's network was asked for resolvers and may still tell some. */
bool MayTellResolvers(const Ptr<ns3::Node>& node, const Ptr<NetDevice>& device);

} // namespace ns3::v6lab

#endif // V6LAB_TOLD_RESOLVERS_H
