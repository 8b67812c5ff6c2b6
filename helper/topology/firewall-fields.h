// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_FIREWALL_FIELDS_H
#define V6LAB_FIREWALL_FIELDS_H

#include "helper/topology/field.h"
#include "helper/topology/firewall-config.h"
#include "helper/topology/gateway-fields.h"

/** The declaration of what firewall-config.h holds; see fields.h. */
namespace ns3::v6lab
{

V6LAB_TYPE_NAME(FirewallNetworkRule, "network rule")

template <class V>
void
Fields(V& v, Of<FirewallNetworkRule>)
{
    using T = FirewallNetworkRule;
    v(Field("name", "unique among its kind").Required(), &T::name);
    v(Field("protocols", "TCP, UDP, ICMP, Any").Required(), &T::protocols);
    v(Field("sourceAddresses", "addresses, prefixes or \"*\"").Required(), &T::sourceAddresses);
    v(Field("destinationAddresses", "addresses, prefixes or \"*\"").Required(),
      &T::destinationAddresses);
    v(Field("destinationPorts", "\"80\", \"80-90\" or \"*\"").Required(), &T::destinationPorts);
}

V6LAB_TYPE_NAME(FirewallNetworkRuleCollection, "network rule collection")

template <class V>
void
Fields(V& v, Of<FirewallNetworkRuleCollection>)
{
    using T = FirewallNetworkRuleCollection;
    v(Field("name", "unique among its kind").Required(), &T::name);
    v(Field("priority", "100 to 65000").Required(), &T::priority);
    v(Field("action", "Allow or Deny").Required().Words({"Allow", "Deny"}), &T::action);
    v(Field("rules", "its rules").Required(), &T::rules);
}

V6LAB_TYPE_NAME(FirewallNatRule, "DNAT rule")

template <class V>
void
Fields(V& v, Of<FirewallNatRule>)
{
    using T = FirewallNatRule;
    v(Field("name", "unique among its kind").Required(), &T::name);
    v(Field("protocols", "TCP, UDP, ICMP or Any").Required(), &T::protocols);
    v(Field("sourceAddresses", "addresses, prefixes or \"*\"").Required(), &T::sourceAddresses);
    v(Field("destinationAddresses", "public addresses, or names of them").Required(),
      &T::destinationAddresses);
    v(Field("destinationPorts", "such as \"80\", \"80-90\" or \"*\"").Required(),
      &T::destinationPorts);
    v(Field("translatedAddress", "of the server").Required(), &T::translatedAddress);
    v(Field("translatedPort", "of the server").Required(), &T::translatedPort);
}

V6LAB_TYPE_NAME(FirewallNatRuleCollection, "DNAT rule collection")

template <class V>
void
Fields(V& v, Of<FirewallNatRuleCollection>)
{
    using T = FirewallNatRuleCollection;
    v(Field("name", "unique among its kind").Required(), &T::name);
    v(Field("priority", "100 to 65000; the lowest decides").Required(), &T::priority);
    v(Field("action", "what its rules do").Words({"Dnat"}), &T::action);
    v(Field("rules", "its rules").Required(), &T::rules);
}

V6LAB_TYPE_NAME(AzureFirewall, "firewall")

template <class V>
void
Fields(V& v, Of<AzureFirewall>)
{
    using T = AzureFirewall;
    v(Field("name", "unique among its kind").Required(), &T::name);
    v(Field("sku", "basic, Standard or Premium").Words({"Basic", "Standard", "Premium"}), &T::sku);
    v(Field("ipConfigurations", "ip configurations").Required(), &T::ipConfigurations);
    v(Field("managementIpConfiguration", "forced tunnelling"), &T::managementIpConfiguration);
    v(Field("natRuleCollections", "destination NAT"), &T::natRuleCollections);
    v(Field("networkRuleCollections", "network rules"), &T::networkRuleCollections);
    v(Field("privateRanges",
            "Destinations that are not translated; empty: RFC 1918 and 100.64.0.0/10 (M2)"),
      &T::privateRanges);
    v(Field("dualStack", "IPv6 network rules (azure 2026, preview; D3)"), &T::dualStack);
}

V6LAB_TYPE_NAME(GuestFilterRule, "filter rule")

template <class V>
void
Fields(V& v, Of<GuestFilterRule>)
{
    using T = GuestFilterRule;
    v(Field("name", "unique among its kind").Required(), &T::name);
    v(Field("action", "Allow or Deny").Required().Words({"Allow", "Deny"}), &T::action);
    v(Field("protocols", "TCP, UDP, ICMP, Any").Required(), &T::protocols);
    v(Field("sourceAddresses", "addresses, prefixes or \"*\"").Required(), &T::sourceAddresses);
    v(Field("destinationAddresses", "addresses, prefixes or \"*\"").Required(),
      &T::destinationAddresses);
    v(Field("destinationPorts", "\"80\", \"80-90\" or \"*\"").Required(), &T::destinationPorts);
}

V6LAB_TYPE_NAME(GuestNatRule, "guest NAT rule")

template <class V>
void
Fields(V& v, Of<GuestNatRule>)
{
    using T = GuestNatRule;
    v(Field("name", "unique among its kind").Required(), &T::name);
    v(Field("protocol", "TCP or UDP").Required().Words({"TCP", "UDP"}), &T::protocol);
    v(Field("port", "that is called").Required(), &T::port);
    v(Field("translatedAddress", "the server, which may be a load balancer's frontend").Required(),
      &T::translatedAddress);
    v(Field("translatedPort", "0: the port that was called"), &T::translatedPort);
}

V6LAB_TYPE_NAME(GuestFirewall, "packet filter")

template <class V>
void
Fields(V& v, Of<GuestFirewall>)
{
    using T = GuestFirewall;
    v(Field("rules", "the first that matches a flow decides"), &T::rules);
    v(Field("defaultAction", "of what no rule matches: Allow or Deny").Words({"Allow", "Deny"}),
      &T::defaultAction);
    v(Field("masquerade", "IP versions whose flows get its own address: IPv4, IPv6"),
      &T::masquerade);
    v(Field("privateRanges",
            "destinations that flows go to untranslated; empty: RFC 1918, 100.64.0.0/10, fc00::/7"),
      &T::privateRanges);
    v(Field("natRules",
            "destination NAT of what calls one of its addresses; the server sees the guest's own"),
      &T::natRules);
}

V6LAB_TYPE_NAME(BastionHost, "Bastion host")

template <class V>
void
Fields(V& v, Of<BastionHost>)
{
    using T = BastionHost;
    v(Field("name", "unique among its kind").Required(), &T::name);
    v(Field("sku", "basic, Standard or Premium")
          .Words({"Developer", "Basic", "Standard", "Premium"}),
      &T::sku);
    v(Field("ipConfigurations", "ip configurations").Required(), &T::ipConfigurations);
    v(Field("enableIPv6", "between the user and it, only at creation (D8)"), &T::enableIPv6);
}

} // namespace ns3::v6lab

#endif // V6LAB_FIREWALL_FIELDS_H
