// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_GATEWAY_CONFIG_H
#define V6LAB_GATEWAY_CONFIG_H

#include "helper/topology/outage-config.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/** Virtual network gateways, what they connect to, and BGP, with Azure's field names. */
namespace ns3::v6lab
{

/** How a gateway, or the device of a site, speaks BGP (RFC 4271). */
struct BgpSettings
{
    uint32_t asn{65515};
    std::string bgpPeeringAddress; //!< empty: of a gateway its own address
    uint32_t peerWeight{0};
};

/** An instance of a gateway, a firewall or a Bastion in its subnet; its address is dynamic. */
struct ApplianceIpConfiguration
{
    std::string name;
    std::string subnet; //!< "virtual network/GatewaySubnet", "…/AzureFirewallSubnet", …
    std::string publicIPAddress;
    std::string privateIPAddress; //!< empty: the next free one
};

/** A VPN or ExpressRoute gateway in GatewaySubnet (rules G1 to G5). */
struct VirtualNetworkGateway
{
    std::string name;
    std::string gatewayType{"Vpn"};     //!< Vpn or ExpressRoute
    std::string vpnType{"RouteBased"};  //!< RouteBased or PolicyBased
    std::string vpnGatewayGeneration{}; //!< None, Generation1 or Generation2; empty: by the SKU
    std::string sku{"VpnGw1AZ"};        //!< throughput (G1, G2)
    bool activeActive{false};           //!< two instances that both carry traffic
    bool enableBgp{false};
    std::vector<ApplianceIpConfiguration> ipConfigurations; //!< two if active-active
    std::optional<BgpSettings> bgpSettings;
};

/** What a VPN gateway knows of a site: its device's public address and the prefixes behind it. */
struct LocalNetworkGateway
{
    std::string name;
    std::string gatewayIpAddress;
    std::vector<std::string> localNetworkAddressSpace;
    std::optional<BgpSettings> bgpSettings;
};

/** From a gateway to a site, another gateway or a circuit. */
struct GatewayConnection
{
    std::string name;
    std::string connectionType; //!< IPsec, Vnet2Vnet or ExpressRoute
    std::string virtualNetworkGateway1;
    std::string virtualNetworkGateway2; //!< with Vnet2Vnet
    std::string localNetworkGateway2;   //!< with IPsec
    std::string expressRouteCircuit;    //!< with ExpressRoute
    bool enableBgp{false};
    uint32_t routingWeight{0};
    bool expressRouteGatewayBypass{false}; //!< FastPath
    uint32_t mtu{1400};                    //!< of the tunnel (G5)
    uint32_t mss{1350};                    //!< the clamp of the tunnel (G5)
};

/** Azure private peering of a circuit: two links, each a /30 and a /126 (G3). */
struct ExpressRoutePeering
{
    std::string name{"AzurePrivatePeering"};
    uint32_t peerASN{0};
    uint32_t azureASN{12076};
    std::string primaryPeerAddressPrefix;
    std::string secondaryPeerAddressPrefix;
    std::string primaryPeerAddressPrefixIPv6; //!< Azure's ipv6PeeringConfig
    std::string secondaryPeerAddressPrefixIPv6;
    uint32_t vlanId{0};
    std::string state{"Enabled"}; //!< Enabled or Disabled
};

/** A private circuit between a site's routers and Microsoft's edge (G3). */
struct ExpressRouteCircuit
{
    std::string name;
    std::string serviceProviderName;
    std::string peeringLocation;
    std::string sku{"Standard_MeteredData"};
    uint32_t bandwidthInMbps{1000};
    std::vector<ExpressRoutePeering> peerings;
    std::string primaryRouter;   //!< the node that its primary link ends at
    std::string secondaryRouter; //!< the same of the secondary link; may be the same node
    std::string delay{"2ms"};    //!< one way, customer edge to Microsoft edge
    bool allowIPv6{true};
    std::vector<LinkOutage> primaryOutages{}; //!< when its primary link is cut
    std::vector<LinkOutage> secondaryOutages{};
};

/** A BGP neighbour of a node outside Azure. */
struct BgpNeighbor
{
    std::string address;        //!< an address of the neighbour, or the name of a node
    uint32_t asn{0};            //!< 0: that of the node it names
    uint32_t weight{0};         //!< of routes from it; the highest wins
    std::string localAddress{}; //!< empty: by the way to it
    std::vector<std::string> importPrefixes{}; //!< what is let in, longer ones too; empty: all
    std::vector<std::string> exportPrefixes{}; //!< what it hears, longer ones too; empty: all
    uint32_t prepend{0};                       //!< how often more our AS stands in front
};

/** BGP of a node outside Azure. */
struct BgpConfig
{
    uint32_t asn{0};
    std::string routerId;              //!< empty: its first IPv4 address
    std::vector<std::string> networks; //!< prefixes that it originates
    std::vector<BgpNeighbor> neighbors;
    std::string keepalive{"60s"};
    std::string holdTime{"180s"};
    std::string connectRetry{"120s"};
    bool bfd{false};
    std::string bfdInterval{"300ms"}; //!< lost after three of them
};

/** An IPsec tunnel of a node outside Azure. */
struct TunnelConfig
{
    std::string name;
    std::string remote;                 //!< public address, or name of a virtual network gateway
    std::string local;                  //!< its own public address; empty: its first one
    std::vector<std::string> prefixes;  //!< that it routes into the tunnel, without BGP
    std::vector<std::string> addresses; //!< of its end of the tunnel
    uint32_t mtu{1400};
};

} // namespace ns3::v6lab

#endif // V6LAB_GATEWAY_CONFIG_H
