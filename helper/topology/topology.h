// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TOPOLOGY_H
#define V6LAB_TOPOLOGY_H

#include "helper/topology/advertisement-config.h"
#include "helper/topology/balancer-config.h"
#include "helper/topology/dhcp-config.h"
#include "helper/topology/dns-config.h"
#include "helper/topology/firewall-config.h"
#include "helper/topology/gateway-config.h"
#include "helper/topology/island-config.h"
#include "helper/topology/machine-outage.h"
#include "helper/topology/manager-config.h"
#include "helper/topology/outage-config.h"
#include "helper/topology/security-config.h"
#include "helper/topology/translator-config.h"
#include "helper/topology/vpn-config.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/**
 * What exists, by name: a plain value that can be read, written, compared, drawn and stored.
 *
 * Azure parts carry Azure's field names. Addresses, prefixes, durations ("2ms") and rates
 * ("10Gbps") are text exactly as their author wrote them; Validate() says what is wrong with them,
 * and nothing is simulated from a topology that has faults.
 */
namespace ns3::v6lab
{

/** A part of a virtual network. Names are unique within their virtual network. */
struct Subnet
{
    std::string name;
    std::vector<std::string> addressPrefixes;    //!< one IPv4, optionally one IPv6 (/64)
    std::string routeTable;                      //!< name of a route table, or empty
    bool defaultOutboundAccess{true};            //!< false: a private subnet
    std::string networkSecurityGroup{};          //!< name of a network security group, or empty
    std::string natGateway{};                    //!< name of a NAT gateway, or empty
    std::vector<std::string> serviceEndpoints{}; //!< services, such as Microsoft.Storage (R9)
    bool privateEndpointNetworkPolicies{false};  //!< user-defined routes cover private endpoints
};

/** One side of a peering; traffic flows when both sides exist (rule P1). */
struct VirtualNetworkPeering
{
    std::string name;
    std::string remoteVirtualNetwork;
    bool allowVirtualNetworkAccess{true};
    bool allowForwardedTraffic{false};
    bool allowGatewayTransit{false};
    bool useRemoteGateways{false};
    std::string peeringState;     //!< empty: derived; or Initiated, Connected, Disconnected
    bool peerCompleteVnets{true}; //!< false: only the subnets named here (P12)
    std::vector<std::string> localSubnetNames{};  //!< of subnet peering
    std::vector<std::string> remoteSubnetNames{}; //!< of subnet peering
    bool enableOnlyIPv6Peering{false};            //!< subnet peering of IPv6 alone
};

/** An isolated address space of one region, with the subnets in it (rules P1 to P8 join them). */
struct VirtualNetwork
{
    std::string name;
    std::string location{"westeurope"};
    std::vector<std::string> addressPrefixes; //!< Azure's addressSpace.addressPrefixes
    std::vector<Subnet> subnets;
    std::vector<VirtualNetworkPeering> virtualNetworkPeerings;
};

/** A user-defined route; of several prefixes the longest decides. */
struct Route
{
    std::string name;
    std::string addressPrefix;
    std::string nextHopType; //!< VirtualAppliance, VirtualNetworkGateway, VnetLocal, Internet, None
    std::string nextHopIpAddress; //!< with VirtualAppliance only
};

/** User-defined routes of the subnets that name it. */
struct RouteTable
{
    std::string name;
    bool disableBgpRoutePropagation{false};
    std::vector<Route> routes;
};

/** An address in the internet that an IP configuration or an appliance takes. */
struct PublicIpAddress
{
    std::string name;
    std::string publicIPAddressVersion{"IPv4"}; //!< IPv4 or IPv6
    std::string ipAddress;                      //!< empty: assigned from a documentation prefix
    std::string sku{"Basic"}; //!< Standard, StandardV2: closed until a security group opens it
};

/** An address of a network interface, of one IP version. */
struct IpConfiguration
{
    std::string name;
    std::string subnet;                          //!< "virtual network/subnet"
    std::string privateIPAddressVersion{"IPv4"}; //!< IPv4 or IPv6
    std::string privateIPAddress;                //!< empty: dynamic, the next free one
    std::string publicIPAddress;                 //!< name of a public IP address, or empty
    bool primary{false};
    std::vector<std::string> applicationSecurityGroups{}; //!< names of those that it belongs to
    std::vector<std::string> loadBalancerBackendAddressPools{}; //!< "load balancer/pool"
    std::vector<std::string> loadBalancerInboundNatRules{};     //!< "load balancer/rule"
};

/** A machine's connection to a subnet. */
struct NetworkInterface
{
    std::string name;
    bool enableIPForwarding{false};
    std::string dataRate; //!< egress limit; empty: the fabric's default
    std::vector<IpConfiguration> ipConfigurations;
    std::string networkSecurityGroup{}; //!< name of a network security group, or empty
};

/** A guest with network interfaces: a server, or an appliance that forwards. */
struct VirtualMachine
{
    std::string name;
    std::vector<std::string> networkInterfaces; //!< the first is the primary one
    bool guestForwarding{false};                //!< the guest forwards packets: an NVA
    std::vector<std::string> resolvers{};       //!< addresses that it asks for names
    std::vector<MachineOutage> outages{};       //!< when it is dead
    std::optional<GuestFirewall> firewall{};    //!< of a guest that forwards: a stateful filter
};

/** A node's connection to a link outside Azure. */
struct Interface
{
    std::string link;
    std::vector<std::string> addresses; //!< with prefix length, "192.0.2.1/24"
    bool autoconfigure{false};          //!< IPv6 by router advertisements (RFC 4862)
    bool dhcp{false};                   //!< IPv4 by DHCP (RFC 2131); hosts only
};

/** A route of a node outside Azure. */
struct StaticRoute
{
    std::string prefix;
    std::string nextHop; //!< an address on one of the node's links
};

/** A node's connection to the public internet. */
struct InternetAttachment
{
    std::vector<std::string> addresses; //!< its public addresses
    std::vector<std::string> prefixes;  //!< prefixes that the internet routes to this node
};

/** A host or router outside Azure. */
struct OutsideNode
{
    std::string name;
    std::string kind{"host"}; //!< host or router
    std::vector<Interface> interfaces;
    std::vector<StaticRoute> routes;
    std::optional<InternetAttachment> internet;
    std::vector<std::string> resolvers{}; //!< addresses that it asks for names
    std::vector<RouterAdvertisementConfig> routerAdvertisements{}; //!< routers only
    std::vector<Dhcpv6Config> dhcpv6{};                            //!< what it serves
    std::vector<DhcpConfig> dhcp{};                                //!< what it serves IPv4 hosts
    bool synthesiseLiterals{false};  //!< IPv4 literals become IPv6 addresses (RFC 8305 7.1)
    std::string connectivityCheck{}; //!< an IPv4 address behind the NAT64 (RFC 7050 3.2), or empty
    std::vector<TunnelConfig> tunnels{};               //!< IPsec tunnels that it ends
    std::optional<BgpConfig> bgp{};                    //!< routers only
    std::vector<PrefixDelegationConfig> delegates{};   //!< routers only: prefixes for others
    std::vector<PrefixRequestConfig> prefixRequests{}; //!< routers only: prefixes from others
    std::optional<OpenWrtConfig> openwrt{};            //!< routers only
    std::vector<DhcpPoolConfig> dhcpPools{};           //!< routers only: IPv4 addresses for hosts
    std::vector<VpnServiceConfig> vpnServices{};       //!< per-app VPNs of its applications
    std::optional<VpnServerConfig> vpnServer{};        //!< that it is
};

/** A link outside Azure; the nodes on it name it in their interfaces. */
struct Link
{
    std::string name;
    std::string kind{"point-to-point"}; //!< point-to-point (two ends) or lan
    std::string dataRate{"1Gbps"};
    std::string delay{"1ms"};
    uint32_t mtu{1500};
    std::vector<LinkOutage> outages{}; //!< when it is cut
};

/** Traffic: one flow from a node to a node or a literal address. */
struct Workload
{
    std::string name;
    std::string kind; //!< ping, udp-echo, tcp (request and response), tcp-bulk or traceroute
    std::string from; //!< a virtual machine or node
    std::string to;   //!< a machine, node, load balancer, literal IP address or domain name
    std::string family{"auto"}; //!< v4, v6 or auto
    std::string start{"0s"};
    uint32_t count{0}; //!< packets, transactions, hops; 0: 4 ping, udp-echo, 1 tcp, 30 traceroute
    std::string interval{"100ms"};
    uint32_t size{0};      //!< payload bytes sent; 0: 56 ping, 64 udp-echo and tcp, 1000000 bulk
    uint32_t replySize{0}; //!< tcp: payload bytes answered; 0: 1000
    uint16_t port{0};      //!< 0: 7 for udp-echo, 80 for tcp and tcp-bulk
    std::string timeout{"3s"}; //!< how long an answer or a connection is waited for
    bool dontFragment{false};  //!< ping: set DF (IPv4)
    /** The node that answers, where `to` is a domain name, or an address by a translator. */
    std::string server;
    uint16_t serverPort{0}; //!< its port, where a translator changes that too; 0: `port`
    std::string vpn{};      //!< the VPN service of `from` that it is bound to; empty: none
};

/** A named expectation about one workload, evaluated on the recorded run. Empty: not asked. */
struct Check
{
    std::string name; //!< a sentence
    std::string workload;
    std::string expect;            //!< delivered, partial or failed
    std::string reason;            //!< word of the reason a failed flow must have, or a drop
    std::string at;                //!< the node (or "fabric") where that drop must be
    std::string family;            //!< v4 or v6, at the source and at the destination
    std::vector<std::string> path; //!< nodes that the first request passes, in order, ends included
    std::vector<std::string> returnPath; //!< the same for its answer
    std::optional<uint32_t> translations;
    std::optional<uint32_t> ttl;      //!< of the first request where it is delivered
    std::string clause;               //!< the RFC clause, Azure rule or article behind it
    std::vector<std::string> routers; //!< who answered a traceroute, by rising TTL
    std::string called;               //!< the address that the source called
    std::string answer;               //!< how the DNS came by it: real or synthesised
    std::optional<uint32_t> sessions; //!< that stateful translators made for the flow
    std::optional<uint32_t> bindings; //!< that it used there
    std::string silence; //!< how long after their last packets those sessions ended, those that did
    std::string attemptDelay;      //!< between the first attempt to connect and the one that won
    std::optional<bool> authentic; //!< whether the answer with the address said so (AD)
    std::optional<uint32_t> machines{};  //!< how many machines the requests reached
    std::optional<uint32_t> spread{};    //!< percentage points between a machine's share and even
    std::optional<uint32_t> answerTtl{}; //!< of the first answer where it is delivered
    std::string answeredFrom{};          //!< the source address of that answer
};

/** Figures of the Azure fabric and the internet. */
struct FabricSettings
{
    std::string vnetDelay{"500us"};         //!< one way within a virtual network (T1)
    std::string peeringDelay{"500us"};      //!< added by nothing: same region (P8)
    std::string globalPeeringDelay{"40ms"}; //!< one way between regions
    std::string internetDelay{"10ms"};      //!< one way between Azure and an internet host
    std::string nicDataRate{"1Gbps"};       //!< egress limit of a network interface (T3)
    uint32_t nicQueuePackets{1000};         //!< queue in front of that limit
};

/** Something in an imported template that is not simulated. */
struct LeftOut
{
    std::string name; //!< of the resource
    std::string type; //!< "Microsoft.Network/networkSecurityGroups"
    std::string what; //!< "resource", or the path of the property
};

/** A whole network with its traffic and what is expected of it: the content of a topology file. */
struct Topology
{
    // Written once, in topology.cc: hundreds of files would compile a copy of all its parts each.
    Topology();
    Topology(const Topology&);
    Topology(Topology&&) noexcept;
    Topology& operator=(const Topology&);
    Topology& operator=(Topology&&) noexcept;
    ~Topology();

    std::string name;
    std::string description;
    std::vector<VirtualNetwork> virtualNetworks;
    std::vector<RouteTable> routeTables;
    std::vector<PublicIpAddress> publicIPAddresses;
    std::vector<NetworkInterface> networkInterfaces;
    std::vector<VirtualMachine> virtualMachines;
    std::vector<OutsideNode> nodes;
    std::vector<Link> links;
    FabricSettings fabric;
    std::vector<Workload> workloads;
    std::vector<Check> checks;
    std::vector<LeftOut> leftOut;         //!< of an imported template
    std::vector<std::string> assumptions; //!< what an import had to assume, one sentence each
    std::vector<TranslatorConfig> translators;
    std::vector<ZoneConfig> zones;
    std::vector<NameServerConfig> nameServers;
    std::vector<NetworkSecurityGroup> networkSecurityGroups;
    std::vector<ApplicationSecurityGroup> applicationSecurityGroups;
    std::vector<SecurityAdminRuleCollection> securityAdminRuleCollections;
    std::string azure{"2026"}; //!< year whose rules apply where Azure's have changed
    std::vector<PublicIpPrefix> publicIPPrefixes;
    std::vector<LoadBalancer> loadBalancers;
    std::vector<NatGateway> natGateways;
    std::vector<VirtualNetworkGateway> virtualNetworkGateways;
    std::vector<LocalNetworkGateway> localNetworkGateways;
    std::vector<GatewayConnection> connections;
    std::vector<ExpressRouteCircuit> expressRouteCircuits;
    std::vector<AzureFirewall> azureFirewalls;
    std::vector<BastionHost> bastionHosts;
    std::vector<NetworkManager> networkManagers;
    std::vector<PrivateEndpoint> privateEndpoints;
    std::vector<FlowLog> flowLogs;
};

} // namespace ns3::v6lab

#include "helper/topology/topology-lists.h"

#endif // V6LAB_TOPOLOGY_H
