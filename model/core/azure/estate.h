// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_AZURE_ESTATE_H
#define V6LAB_AZURE_ESTATE_H

#include "model/core/address.h"
#include "model/core/azure/assumptions.h"
#include "model/core/azure/estate-edge.h"
#include "model/core/azure/security-rule.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/**
 * What exists in Azure and on the public internet, by index: the input of routing and delivery.
 *
 * Indexes point into the vectors of the Estate. Nothing here is validated; what a rule forbids has
 * been refused before (the Topology's Validate()).
 */
namespace ns3::v6lab::azure
{

/** Azure's next hop types, in the spelling of the effective-route table. */
enum class NextHopType : uint8_t
{
    VnetLocal,
    VNetPeering,
    VNetGlobalPeering,
    Internet,
    None,
    VirtualAppliance,
    VirtualNetworkGateway,
    VirtualNetworkServiceEndpoint,
    InterfaceEndpoint,
    ConnectedGroup,
};

const char* ToWord(NextHopType type);
/** Of the five types that a user-defined route may have (R12); nothing for any other word. */
std::optional<NextHopType> UserNextHopTypeFromWord(const std::string& word);

/** A route of a route table (rule R12), of a gateway (R7) or of a service endpoint (R9). */
struct Route
{
    Prefix prefix;
    NextHopType nextHopType{NextHopType::None};
    std::optional<IpAddress> nextHopIp{}; //!< with VirtualAppliance and VirtualNetworkGateway
    Index carrier{NOTHING}; //!< of a gateway's route: the NIC that takes its packets (R7)
    Index row{NOTHING};     //!< of service endpoints: equal ones are shown as one
};

struct RouteTable
{
    std::vector<Route> routes;
    bool disableBgpRoutePropagation{false}; //!< R17: keeps gateway routes out of the subnet
};

/** Where one side of a peering stands (P1). */
enum class PeeringState : uint8_t
{
    Initiated,
    Connected,
    Disconnected,
};

/** One side of a peering, as the owning virtual network sees it. */
struct Peering
{
    Index remote{NOTHING};
    PeeringState state{PeeringState::Connected};
    bool allowVirtualNetworkAccess{true}; //!< P2: no matter of routing; NSG tags read it
    bool allowForwardedTraffic{false};
    bool allowGatewayTransit{false};
    bool useRemoteGateways{false};
    /** P12: of subnet peering, the remote prefixes that this side sees; else all of them. */
    std::optional<std::vector<Prefix>> subnets{};
};

struct Vnet
{
    std::string location;
    std::vector<Prefix> prefixes;
    std::vector<Peering> peerings;
    std::vector<Route> gatewayRoutes{};           //!< learned by this network's own gateway (R7)
    std::vector<Index> securityAdminRules{};      //!< collections that apply to it (N4)
    std::vector<Index> vpnGateway{};              //!< NICs of its VPN gateway's instances (R12)
    std::vector<Prefix> unreachedBehindGateway{}; //!< IPv6 that its VPN gateway does not carry
    std::vector<Index> connectedGroups{};         //!< that it is a member of (N1)
};

/** A virtual network in a mesh: what the others reach of it, and what they do not (N2). */
struct GroupMember
{
    Index vnet{NOTHING};
    std::vector<Prefix> prefixes;
    std::vector<Prefix> overlapping{};
};

/** Virtual networks that Virtual Network Manager meshes without peerings (N1). */
struct ConnectedGroup
{
    std::vector<GroupMember> members;
};

/** The interface of a platform service; what answers is on the internet side (R8). */
struct PrivateEndpoint
{
    Index subnet{NOTHING};
    IpAddress address;
    std::optional<IpAddress> service{}; //!< address of the node that answers; nothing: none does
};

struct Subnet
{
    Index vnet{NOTHING};
    std::vector<Prefix> prefixes;
    Index routeTable{NOTHING};
    bool defaultOutboundAccess{true};      //!< false: a private subnet (R20)
    std::vector<Route> serviceEndpoints{}; //!< R9
    Index networkSecurityGroup{NOTHING};
    bool privateEndpointNetworkPolicies{false}; //!< routes may cover private endpoints (R8)
};

/** An address of a NIC, and the public address that stands for it 1:1 (may be the same one). */
struct IpConfiguration
{
    IpAddress address;
    std::optional<IpAddress> publicAddress{};
    bool closedByDefault{false}; //!< the public address is of the Standard SKU (S4)
    std::vector<Index> applicationSecurityGroups{};
};

struct Nic
{
    Index subnet{NOTHING};
    bool ipForwarding{false};
    std::vector<IpConfiguration> ipConfigurations;
    Index networkSecurityGroup{NOTHING};
    bool gateway{false}; //!< of a virtual network gateway or a Microsoft edge (P3, R7)
    /** Of a Microsoft edge: NICs of the gateway that its packets enter the network by. */
    std::vector<Index> entries{};
    bool fastPath{false}; //!< of a Microsoft edge: past the gateway, unless R18 needs it
};

/** A node on the public internet: its addresses, and prefixes that are routed to it. */
struct InternetHost
{
    std::vector<IpAddress> addresses;
    std::vector<Prefix> prefixes;
};

struct Estate
{
    std::vector<Vnet> vnets;
    std::vector<Subnet> subnets;
    std::vector<RouteTable> routeTables;
    std::vector<Nic> nics;
    std::vector<InternetHost> internetHosts;
    std::vector<IpAddress> idlePublicAddresses; //!< allocated, associated with nothing
    std::optional<IpAddress> sharedOutbound;    //!< IPv4 of default outbound access (R20)
    Assumptions assumptions{};
    std::vector<NetworkSecurityGroup> networkSecurityGroups{};
    std::vector<NetworkSecurityGroup> securityAdminRules{}; //!< collections of them (N4)
    std::vector<BalancerPlace> loadBalancers{};
    std::vector<NatGatewayPlace> natGateways{};
    std::vector<ConnectedGroup> connectedGroups{};
    std::vector<PrivateEndpoint> privateEndpoints{};

    Index AddVnet(std::vector<Prefix> prefixes, std::string location = "westeurope");
    Index AddRouteTable(std::vector<Route> routes);
    Index AddSubnet(Index vnet, std::vector<Prefix> prefixes, Index routeTable = NOTHING);
    Index AddNic(Index subnet, const std::vector<IpAddress>& addresses, bool ipForwarding = false);
    /** Both sides, Connected; each side's allowForwardedTraffic is the same. */
    void Peer(Index a, Index b, bool allowForwardedTraffic = false);

    /** A mesh of these networks; prefixes that overlap others' are left out of it (N2). */
    Index Mesh(const std::vector<Index>& members);

    /** The side of the peering that `vnet` owns towards `remote`; null if there is none. */
    const Peering* FindPeering(Index vnet, Index remote) const;
    Peering* FindPeering(Index vnet, Index remote);
    /** P1: both sides exist and are Connected. */
    bool AreConnected(Index a, Index b) const;
    bool SpaceContains(Index vnet, const IpAddress& address) const;
    bool HasFamily(Index vnet, Family family) const;
    /** P4: the peer whose gateway the network uses; NOTHING if there is none. */
    Index RemoteGatewayOf(Index vnet) const;
};

} // namespace ns3::v6lab::azure

#endif // V6LAB_AZURE_ESTATE_H
