// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/metrics/gateway-metrics.h"

#include "model/bgp/bgp-router.h"
#include "model/vpn/esp-endpoint.h"
#include "model/vpn/ipsec-tunnel.h"

#include <algorithm>
#include <fmt/format.h>

namespace ns3::v6lab
{

namespace
{

constexpr const char* GATEWAY_TYPE = "Microsoft.Network/virtualNetworkGateways";

/** The nodes of a gateway's instances. */
std::vector<std::string>
InstancesOf(const VirtualNetworkGateway& gateway, const Installation& installation)
{
    std::vector<std::string> found;
    for (const std::string end : {"", "-0", "-1"})
    {
        if (installation.nodes.count(gateway.name + end) != 0)
        {
            found.push_back(gateway.name + end);
        }
    }
    return found;
}

void
RegisterTunnel(const std::string& gateway,
               const std::string& instance,
               const Ptr<IpsecTunnel>& tunnel,
               Monitor& monitor)
{
    const std::string dimensions = fmt::format("ConnectionName={}, RemoteIP={}, Instance={}",
                                               tunnel->GetConnection(),
                                               tunnel->GetRemote().ToString(),
                                               instance);
    using Counters = IpsecTunnel::Counters;
    const std::pair<const char*, uint64_t Counters::*> counters[] = {
        {"TunnelEgressBytes", &Counters::egressBytes},
        {"TunnelIngressBytes", &Counters::ingressBytes},
        {"TunnelEgressPackets", &Counters::egressPackets},
        {"TunnelIngressPackets", &Counters::ingressPackets},
        {"TunnelEgressPacketDropCount", &Counters::egressDrops},
        {"TunnelIngressPacketDropCount", &Counters::ingressDrops}};
    for (const auto& entry : counters)
    {
        const auto member = entry.second;
        monitor.Register(
            {gateway, GATEWAY_TYPE, entry.first, dimensions, Aggregation::Total, [tunnel, member] {
                 return static_cast<double>(tunnel->GetCounters().*member);
             }});
    }
    monitor.Register(
        {gateway, GATEWAY_TYPE, "TunnelAverageBandwidth", dimensions, Aggregation::Rate, [tunnel] {
             const auto& all = tunnel->GetCounters();
             return static_cast<double>(all.egressBytes + all.ingressBytes);
         }});
}

void
RegisterVpn(const std::string& gateway,
            const std::vector<std::string>& instances,
            const Installation& installation,
            Monitor& monitor)
{
    for (const auto& instance : instances)
    {
        const auto endpoint = installation.nodes.at(instance)->GetObject<EspEndpoint>();
        if (!endpoint)
        {
            continue;
        }
        for (const auto& [spi, tunnel] : endpoint->GetTunnels())
        {
            RegisterTunnel(gateway, instance, tunnel, monitor);
        }
        monitor.Register({gateway,
                          GATEWAY_TYPE,
                          "AverageBandwidth",
                          "Instance=" + instance,
                          Aggregation::Rate,
                          [endpoint] {
                              uint64_t bytes = 0;
                              for (const auto& [spi, tunnel] : endpoint->GetTunnels())
                              {
                                  const auto& all = tunnel->GetCounters();
                                  bytes += all.egressBytes + all.ingressBytes;
                              }
                              return static_cast<double>(bytes);
                          }});
    }
}

/** What BGP of an instance says of each of its peers, by the names that its gateway's type has. */
void
RegisterBgp(const VirtualNetworkGateway& gateway,
            const std::string& instance,
            const Ptr<BgpRouter>& router,
            Monitor& monitor)
{
    const bool vpn = gateway.gatewayType == "Vpn";
    for (bgp::PeerIndex peer = 0; peer < router->GetSpeaker()->GetPeerCount(); ++peer)
    {
        const auto& settings = router->GetSpeaker()->GetPeerSettings(peer);
        const std::string dimensions = fmt::format("BgpPeerAddress={}, Instance={}",
                                                   settings.peerAddress.ToString(),
                                                   instance);
        const auto add = [&](const char* metric, auto read) {
            monitor.Register(
                {gateway.name, GATEWAY_TYPE, metric, dimensions, Aggregation::Average, [=] {
                     return static_cast<double>(read(*router->GetSpeaker(), peer));
                 }});
        };
        if (vpn)
        {
            add("BgpPeerStatus", [](const bgp::Speaker& speaker, bgp::PeerIndex index) {
                return speaker.GetSession(index).GetState() == bgp::SessionState::Established;
            });
        }
        add(vpn ? "BgpRoutesAdvertised" : "ExpressRouteGatewayCountOfRoutesAdvertisedToPeer",
            [](const bgp::Speaker& speaker, bgp::PeerIndex index) {
                return speaker.GetAdvertised(index).size();
            });
        add(vpn ? "BgpRoutesLearned" : "ExpressRouteGatewayCountOfRoutesLearnedFromPeer",
            [](const bgp::Speaker& speaker, bgp::PeerIndex index) {
                return speaker.GetRoutesReceived(index);
            });
    }
}

/** Machines in the gateway's network, and in those that use it. */
size_t
CountMachines(const Topology& topology, const std::string& network)
{
    const auto uses = [&network](const VirtualNetwork& vnet) {
        return vnet.name == network ||
               std::any_of(vnet.virtualNetworkPeerings.begin(),
                           vnet.virtualNetworkPeerings.end(),
                           [&network](const VirtualNetworkPeering& peering) {
                               return peering.useRemoteGateways &&
                                      peering.remoteVirtualNetwork == network;
                           });
    };
    size_t count = 0;
    for (const auto& nic : topology.networkInterfaces)
    {
        const std::string vnet =
            nic.ipConfigurations.empty()
                ? ""
                : nic.ipConfigurations[0].subnet.substr(0,
                                                        nic.ipConfigurations[0].subnet.find('/'));
        count +=
            std::any_of(topology.virtualNetworks.begin(),
                        topology.virtualNetworks.end(),
                        [&](const VirtualNetwork& one) { return one.name == vnet && uses(one); });
    }
    return count;
}

void
RegisterExpressRoute(const Topology& topology,
                     const VirtualNetworkGateway& gateway,
                     const std::string& instance,
                     const Installation& installation,
                     Monitor& monitor)
{
    const auto nic = DynamicCast<FabricNic>(installation.devices.at(instance));
    const std::string dimensions = "Instance=" + instance;
    monitor.Register(
        {gateway.name,
         GATEWAY_TYPE,
         "ExpressRouteGatewayBitsPerSecond",
         dimensions,
         Aggregation::Rate,
         [nic] { return 8.0 * static_cast<double>(nic->GetCounters().bytesReceived); }});
    monitor.Register({gateway.name,
                      GATEWAY_TYPE,
                      "ExpressRouteGatewayPacketsPerSecond",
                      dimensions,
                      Aggregation::Rate,
                      [nic] { return static_cast<double>(nic->GetCounters().packetsReceived); }});
    const auto network = gateway.ipConfigurations.front().subnet;
    const auto machines =
        static_cast<double>(CountMachines(topology, network.substr(0, network.find('/'))));
    monitor.Register({gateway.name,
                      GATEWAY_TYPE,
                      "ExpressRouteGatewayNumberOfVmInVnet",
                      "",
                      Aggregation::Average,
                      [machines] { return machines; }});
}

} // namespace

void
RegisterGateways(const Topology& topology, const Installation& installation, Monitor& monitor)
{
    for (const auto& gateway : topology.virtualNetworkGateways)
    {
        const auto instances = InstancesOf(gateway, installation);
        if (gateway.gatewayType == "Vpn")
        {
            RegisterVpn(gateway.name, instances, installation, monitor);
        }
        for (const auto& instance : instances)
        {
            if (gateway.gatewayType != "Vpn")
            {
                RegisterExpressRoute(topology, gateway, instance, installation, monitor);
            }
            const auto router = installation.nodes.at(instance)->GetObject<BgpRouter>();
            if (router && router->GetSpeaker())
            {
                RegisterBgp(gateway, instance, router, monitor);
            }
        }
    }
}

} // namespace ns3::v6lab
