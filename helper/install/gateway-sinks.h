// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_GATEWAY_SINKS_H
#define V6LAB_GATEWAY_SINKS_H

#include "helper/install/gateway-route-table.h"
#include "model/bgp/bgp-router.h"

#include <map>
#include <memory>
#include <string>
#include <vector>

/** What becomes of the routes that an instance of a gateway learns. */
namespace ns3::v6lab
{

/** Whose routes they are. */
struct GatewaySpeaker
{
    std::string name;
    azure::Index vnet{azure::NOTHING};
    std::shared_ptr<GatewayRouteTable> table;
};

/** R7: a Microsoft edge takes packets itself, and tables show its address on its link. */
struct EdgeNextHop
{
    IpAddress shown;
    azure::Index nic{azure::NOTHING};
};

/** Of an ExpressRoute gateway; `edges` by the addresses that they speak from. */
BgpRouter::RouteSink CircuitSink(const GatewaySpeaker& speaker,
                                 const std::map<IpAddress, EdgeNextHop>& edges);

/**
 * Of a VPN gateway's instance on this node: `itself` takes the packets, into the tunnels that its
 * neighbours are behind. What lies within `azure` stays there (R11a).
 */
BgpRouter::RouteSink TunnelSink(const GatewaySpeaker& speaker,
                                const EdgeNextHop& itself,
                                const Ptr<ns3::Node>& node,
                                const std::vector<Prefix>& azure);

} // namespace ns3::v6lab

#endif // V6LAB_GATEWAY_SINKS_H
