// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/gateway-sinks.h"

#include "model/bgp/bgp-forwarding.h"
#include "model/routing/ipv4-lpm-routing.h"
#include "model/routing/ipv6-lpm-routing.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

azure::Route
RouteBy(const Prefix& prefix, const EdgeNextHop& hop)
{
    azure::Route route{prefix, azure::NextHopType::VirtualNetworkGateway};
    route.nextHopIp = hop.shown;
    route.carrier = hop.nic;
    return route;
}

} // namespace

BgpRouter::RouteSink
CircuitSink(const GatewaySpeaker& speaker, const std::map<IpAddress, EdgeNextHop>& edges)
{
    return [speaker, edges](const Prefix& prefix, const std::vector<bgp::Path>& paths) {
        std::vector<azure::Route> routes;
        for (const auto& path : paths)
        {
            const auto edge = edges.find(path.peerAddress);
            if (!path.IsOwn() && edge != edges.end())
            {
                routes.push_back(RouteBy(prefix, edge->second));
            }
        }
        speaker.table->Set(speaker.vnet, speaker.name, prefix, routes);
    };
}

BgpRouter::RouteSink
TunnelSink(const GatewaySpeaker& speaker,
           const EdgeNextHop& itself,
           const Ptr<ns3::Node>& node,
           const std::vector<Prefix>& azure)
{
    const auto forwarding = std::make_shared<BgpForwarding>(node);
    return [=](const Prefix& prefix, const std::vector<bgp::Path>& paths) {
        const bool outside = std::any_of(paths.begin(), paths.end(), [](const bgp::Path& path) {
            return !path.IsOwn();
        });
        std::vector<azure::Route> routes;
        if (outside)
        {
            routes.push_back(RouteBy(prefix, itself));
        }
        speaker.table->Set(speaker.vnet, speaker.name, prefix, routes);
        const bool within = std::any_of(azure.begin(), azure.end(), [&](const Prefix& ours) {
            return ours.Contains(prefix);
        });
        forwarding->Set(prefix, within ? std::vector<bgp::Path>() : paths);
    };
}

} // namespace ns3::v6lab
