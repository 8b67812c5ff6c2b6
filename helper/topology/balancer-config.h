// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BALANCER_CONFIG_H
#define V6LAB_BALANCER_CONFIG_H

#include <cstdint>
#include <string>
#include <vector>

/** Load balancers and NAT gateways, with Azure's field names. */
namespace ns3::v6lab
{

/** Of one IP version; in a subnet (internal) or with a public address. */
struct FrontendIpConfiguration
{
    std::string name;
    std::string subnet;                          //!< "virtual network/subnet", of an internal one
    std::string privateIPAddressVersion{"IPv4"}; //!< IPv4 or IPv6
    std::string privateIPAddress;                //!< empty: dynamic, the next free one
    std::string publicIPAddress;                 //!< name of a public IP address, or empty
};

/** A name that IP configurations of network interfaces take. */
struct BackendAddressPool
{
    std::string name;
};

/** How a load balancer finds out whether an instance is up (rules L2, L3). */
struct LoadBalancerProbe
{
    std::string name;
    std::string protocol; //!< Tcp, Http or Https
    uint16_t port{0};
    std::string requestPath; //!< with Http and Https only
    uint32_t intervalInSeconds{5};
    uint32_t numberOfProbes{2};
    std::string noHealthyBackendsBehavior{"AllProbedDown"}; //!< or AllProbedUp (L3)
};

/** From a port of a frontend to the instances of a pool (rule L4). */
struct LoadBalancingRule
{
    std::string name;
    std::string frontendIPConfiguration;
    std::string backendAddressPool;
    std::string probe;    //!< empty: every instance counts as up
    std::string protocol; //!< Tcp, Udp or All (HA ports)
    uint16_t frontendPort{0};
    uint16_t backendPort{0};
    std::string loadDistribution{"Default"}; //!< Default, SourceIP or SourceIPProtocol
    uint32_t idleTimeoutInMinutes{4};
    bool enableFloatingIP{false};
    bool enableTcpReset{false};
    bool disableOutboundSnat{false};
};

/** Leads to the one IP configuration that names it. */
struct InboundNatRule
{
    std::string name;
    std::string frontendIPConfiguration;
    std::string protocol; //!< Tcp or Udp
    uint16_t frontendPort{0};
    uint16_t backendPort{0};
    uint32_t idleTimeoutInMinutes{4};
    bool enableFloatingIP{false};
    bool enableTcpReset{false};
};

/** Source NAT of what a pool's instances begin, with ports kept for each of them (R20). */
struct OutboundRule
{
    std::string name;
    std::vector<std::string> frontendIPConfigurations; //!< public ones
    std::string backendAddressPool;
    std::string protocol{"All"};        //!< Tcp, Udp or All
    uint32_t allocatedOutboundPorts{0}; //!< of an instance; 0: by the size of the pool
    uint32_t idleTimeoutInMinutes{4};
    bool enableTcpReset{false};
};

/** Spreads flows by a hash (rule L1); its instances see the client's own address. */
struct LoadBalancer
{
    std::string name;
    std::string sku{"Standard"}; //!< Basic, Standard or Gateway
    std::vector<FrontendIpConfiguration> frontendIPConfigurations;
    std::vector<BackendAddressPool> backendAddressPools;
    std::vector<LoadBalancerProbe> probes;
    std::vector<LoadBalancingRule> loadBalancingRules;
    std::vector<InboundNatRule> inboundNatRules;
    std::vector<OutboundRule> outboundRules;
};

/** Outbound addresses of the subnets that name it. */
struct NatGateway
{
    std::string name;
    std::string sku{"Standard"}; //!< Standard or StandardV2 (IPv6 and NAT64, azure 2026)
    std::vector<std::string> publicIpAddresses;
    std::vector<std::string> publicIpPrefixes; //!< names of public IP prefixes
    uint32_t idleTimeoutInMinutes{4};
};

/** Consecutive public addresses. */
struct PublicIpPrefix
{
    std::string name;
    std::string publicIPAddressVersion{"IPv4"}; //!< IPv4 or IPv6
    uint32_t prefixLength{0};                   //!< IPv4 /28 to /31, IPv6 /124 to /127
    std::string ipPrefix;                       //!< empty: assigned from a documentation prefix
    std::string sku{"Standard"};                //!< Standard or StandardV2
};

} // namespace ns3::v6lab

#endif // V6LAB_BALANCER_CONFIG_H
