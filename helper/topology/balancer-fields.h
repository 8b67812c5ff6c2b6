// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BALANCER_FIELDS_H
#define V6LAB_BALANCER_FIELDS_H

#include "helper/topology/balancer-config.h"
#include "helper/topology/field.h"

/** The declaration of what balancer-config.h holds; see fields.h. */
namespace ns3::v6lab
{

V6LAB_TYPE_NAME(FrontendIpConfiguration, "frontend IP configuration")

template <class V>
void
Fields(V& v, Of<FrontendIpConfiguration>)
{
    using T = FrontendIpConfiguration;
    v(Field("name", "unique among its kind").Required(), &T::name);
    v(Field("subnet", "\"virtual network/subnet\", of an internal one"), &T::subnet);
    v(Field("privateIPAddressVersion", "IPv4 or IPv6").Words({"IPv4", "IPv6"}),
      &T::privateIPAddressVersion);
    v(Field("privateIPAddress", "empty: dynamic, the next free one"), &T::privateIPAddress);
    v(Field("publicIPAddress", "name of a public IP address, or empty"), &T::publicIPAddress);
}

V6LAB_TYPE_NAME(BackendAddressPool, "backend address pool")

template <class V>
void
Fields(V& v, Of<BackendAddressPool>)
{
    using T = BackendAddressPool;
    v(Field("name", "unique among its kind").Required(), &T::name);
}

V6LAB_TYPE_NAME(LoadBalancerProbe, "probe")

template <class V>
void
Fields(V& v, Of<LoadBalancerProbe>)
{
    using T = LoadBalancerProbe;
    v(Field("name", "unique among its kind").Required(), &T::name);
    v(Field("protocol", "Tcp, Http or Https").Required().Words({"Tcp", "Http", "Https"}),
      &T::protocol);
    v(Field("port", "TCP port").Required(), &T::port);
    v(Field("requestPath", "with Http and Https only"), &T::requestPath);
    v(Field("intervalInSeconds", "between two probes"), &T::intervalInSeconds);
    v(Field("numberOfProbes", "failed ones that take an instance out"), &T::numberOfProbes);
    v(Field("noHealthyBackendsBehavior", "AllProbedDown, or AllProbedUp: all down counts as all up")
          .Words({"AllProbedDown", "AllProbedUp"}),
      &T::noHealthyBackendsBehavior);
}

V6LAB_TYPE_NAME(LoadBalancingRule, "load balancing rule")

template <class V>
void
Fields(V& v, Of<LoadBalancingRule>)
{
    using T = LoadBalancingRule;
    v(Field("name", "unique among its kind").Required(), &T::name);
    v(Field("frontendIPConfiguration", "name of a frontend of this load balancer").Required(),
      &T::frontendIPConfiguration);
    v(Field("backendAddressPool", "name of a pool of this load balancer").Required(),
      &T::backendAddressPool);
    v(Field("probe", "empty: every instance counts as up"), &T::probe);
    v(Field("protocol", "Tcp, Udp or All (HA ports)").Required().Words({"Tcp", "Udp", "All"}),
      &T::protocol);
    v(Field("frontendPort", "0 with All"), &T::frontendPort);
    v(Field("backendPort", "0 with All"), &T::backendPort);
    v(Field("loadDistribution", "Default, SourceIP or SourceIPProtocol")
          .Words({"Default", "SourceIP", "SourceIPProtocol"}),
      &T::loadDistribution);
    v(Field("idleTimeoutInMinutes", "4 to 30 of TCP"), &T::idleTimeoutInMinutes);
    v(Field("enableFloatingIP", "the destination stays the address of the frontend"),
      &T::enableFloatingIP);
    v(Field("enableTcpReset", "both ends are told when an idle connection is forgotten"),
      &T::enableTcpReset);
    v(Field("disableOutboundSnat", "the rule gives no outbound connections"),
      &T::disableOutboundSnat);
}

V6LAB_TYPE_NAME(InboundNatRule, "inbound NAT rule")

template <class V>
void
Fields(V& v, Of<InboundNatRule>)
{
    using T = InboundNatRule;
    v(Field("name", "unique among its kind").Required(), &T::name);
    v(Field("frontendIPConfiguration", "name of a frontend of this load balancer").Required(),
      &T::frontendIPConfiguration);
    v(Field("protocol", "Tcp or Udp").Required().Words({"Tcp", "Udp"}), &T::protocol);
    v(Field("frontendPort", "1 to 65535"), &T::frontendPort);
    v(Field("backendPort", "1 to 65535"), &T::backendPort);
    v(Field("idleTimeoutInMinutes", "4 to 30 of TCP"), &T::idleTimeoutInMinutes);
    v(Field("enableFloatingIP", "the destination stays the address of the frontend"),
      &T::enableFloatingIP);
    v(Field("enableTcpReset", "both ends are told when an idle connection is forgotten"),
      &T::enableTcpReset);
}

V6LAB_TYPE_NAME(OutboundRule, "outbound rule")

template <class V>
void
Fields(V& v, Of<OutboundRule>)
{
    using T = OutboundRule;
    v(Field("name", "unique among its kind").Required(), &T::name);
    v(Field("frontendIPConfigurations", "public ones").Required(), &T::frontendIPConfigurations);
    v(Field("backendAddressPool", "name of a pool of this load balancer").Required(),
      &T::backendAddressPool);
    v(Field("protocol", "Tcp, Udp or All").Words({"Tcp", "Udp", "All"}), &T::protocol);
    v(Field("allocatedOutboundPorts", "of an instance; 0: by the size of the pool"),
      &T::allocatedOutboundPorts);
    v(Field("idleTimeoutInMinutes", "4 to 120 of TCP"), &T::idleTimeoutInMinutes);
    v(Field("enableTcpReset", "both ends are told when an idle connection is forgotten"),
      &T::enableTcpReset);
}

V6LAB_TYPE_NAME(LoadBalancer, "load balancer")

template <class V>
void
Fields(V& v, Of<LoadBalancer>)
{
    using T = LoadBalancer;
    v(Field("name", "unique among its kind").Required(), &T::name);
    v(Field("sku", "Basic, Standard or Gateway").Words({"Basic", "Standard", "Gateway"}), &T::sku);
    v(Field("frontendIPConfigurations", "addresses that it is called by").Required(),
      &T::frontendIPConfigurations);
    v(Field("backendAddressPools", "pools of instances"), &T::backendAddressPools);
    v(Field("probes", "how instances are found to be up"), &T::probes);
    v(Field("loadBalancingRules", "which pool serves what"), &T::loadBalancingRules);
    v(Field("inboundNatRules", "ports that lead to single instances"), &T::inboundNatRules);
    v(Field("outboundRules", "outbound connections of a pool"), &T::outboundRules);
}

V6LAB_TYPE_NAME(NatGateway, "NAT gateway")

template <class V>
void
Fields(V& v, Of<NatGateway>)
{
    using T = NatGateway;
    v(Field("name", "unique among its kind").Required(), &T::name);
    v(Field("sku", "Standard or StandardV2 (IPv6 and NAT64, azure 2026)")
          .Words({"Standard", "StandardV2"}),
      &T::sku);
    v(Field("publicIpAddresses", "names of public IP addresses"), &T::publicIpAddresses);
    v(Field("publicIpPrefixes", "names of public IP prefixes"), &T::publicIpPrefixes);
    v(Field("idleTimeoutInMinutes", "4 to 120 of TCP"), &T::idleTimeoutInMinutes);
}

V6LAB_TYPE_NAME(PublicIpPrefix, "public IP prefix")

template <class V>
void
Fields(V& v, Of<PublicIpPrefix>)
{
    using T = PublicIpPrefix;
    v(Field("name", "unique among its kind").Required(), &T::name);
    v(Field("publicIPAddressVersion", "IPv4 or IPv6").Words({"IPv4", "IPv6"}),
      &T::publicIPAddressVersion);
    v(Field("prefixLength", "IPv4 /28 to /31, IPv6 /124 to /127").Required(), &T::prefixLength);
    v(Field("ipPrefix", "empty: assigned from a documentation prefix"), &T::ipPrefix);
    v(Field("sku", "Standard or StandardV2").Words({"Standard", "StandardV2"}), &T::sku);
}

} // namespace ns3::v6lab

#endif // V6LAB_BALANCER_FIELDS_H
