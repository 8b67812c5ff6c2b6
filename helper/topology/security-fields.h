// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_SECURITY_FIELDS_H
#define V6LAB_SECURITY_FIELDS_H

#include "helper/topology/field.h"
#include "helper/topology/security-config.h"

/** The declaration of what security-config.h holds; see fields.h. */
namespace ns3::v6lab
{

V6LAB_TYPE_NAME(SecurityRule, "security rule")

template <class V>
void
Fields(V& v, Of<SecurityRule>)
{
    using T = SecurityRule;
    v(Field("name", "unique in its group").Required(), &T::name);
    v(Field("description", "what it is for"), &T::description);
    v(Field("priority", "100 to 4096, of security admin rules 1 to 4096; the lowest decides"),
      &T::priority);
    v(Field("direction", "seen from the interface").Required().Words({"Inbound", "Outbound"}),
      &T::direction);
    v(Field("access", "AlwaysAllow with security admin rules only")
          .Required()
          .Words({"Allow", "Deny", "AlwaysAllow"}),
      &T::access);
    v(Field("protocol", "* covers all of them, and ICMPv6, which cannot be named")
          .Required()
          .Words({"Tcp", "Udp", "Icmp", "Esp", "Ah", "*"}),
      &T::protocol);
    v(Field("sourceAddressPrefixes", "prefixes of one IP version, one service tag or \"*\"")
          .OrOne("sourceAddressPrefix"),
      &T::sourceAddressPrefixes);
    v(Field("sourcePortRanges", "such as \"80\" or \"80-90\"; every port if not given")
          .OrOne("sourcePortRange"),
      &T::sourcePortRanges);
    v(Field("destinationAddressPrefixes", "prefixes of one IP version, one service tag or \"*\"")
          .OrOne("destinationAddressPrefix"),
      &T::destinationAddressPrefixes);
    v(Field("destinationPortRanges", "such as \"80\" or \"80-90\"; every port if not given")
          .OrOne("destinationPortRange"),
      &T::destinationPortRanges);
    v(Field("sourceApplicationSecurityGroups", "names, instead of prefixes"),
      &T::sourceApplicationSecurityGroups);
    v(Field("destinationApplicationSecurityGroups", "names, instead of prefixes"),
      &T::destinationApplicationSecurityGroups);
}

V6LAB_TYPE_NAME(NetworkSecurityGroup, "network security group")

template <class V>
void
Fields(V& v, Of<NetworkSecurityGroup>)
{
    using T = NetworkSecurityGroup;
    v(Field("name", "unique among the network security groups").Required(), &T::name);
    v(Field("securityRules", "rules that come before Azure's default rules"), &T::securityRules);
}

V6LAB_TYPE_NAME(ApplicationSecurityGroup, "application security group")

template <class V>
void
Fields(V& v, Of<ApplicationSecurityGroup>)
{
    v(Field("name", "unique among the application security groups").Required(),
      &ApplicationSecurityGroup::name);
}

V6LAB_TYPE_NAME(SecurityAdminRuleCollection, "collection of security admin rules")

template <class V>
void
Fields(V& v, Of<SecurityAdminRuleCollection>)
{
    using T = SecurityAdminRuleCollection;
    v(Field("name", "unique among the collections").Required(), &T::name);
    v(Field("virtualNetworks", "names of those that it applies to").Required(),
      &T::virtualNetworks);
    v(Field("rules", "security admin rules").Required(), &T::rules);
}

} // namespace ns3::v6lab

#endif // V6LAB_SECURITY_FIELDS_H
