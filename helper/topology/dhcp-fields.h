// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DHCP_FIELDS_H
#define V6LAB_DHCP_FIELDS_H

#include "helper/topology/dhcp-config.h"
#include "helper/topology/field.h"

/** The declaration of what DHCP consists of; see fields.h. */
namespace ns3::v6lab
{

inline const char*
TypeName(Of<DhcpConfig>)
{
    return "DHCP service";
}

template <class V>
void
Fields(V& v, Of<DhcpConfig>)
{
    using T = DhcpConfig;
    v(Field("link", "name of one of the node's links").Required(), &T::link);
    v(Field("resolvers", "IPv4 addresses that hosts ask for names (RFC 2132 3.8)"), &T::resolvers);
    v(Field("domainName", "that the hosts belong to (RFC 2132 3.17)"), &T::domainName);
    v(Field("searchDomains", "that hosts complete short names with (RFC 3397)"), &T::searchDomains);
}

inline const char*
TypeName(Of<DhcpReservationConfig>)
{
    return "DHCP reservation";
}

template <class V>
void
Fields(V& v, Of<DhcpReservationConfig>)
{
    using T = DhcpReservationConfig;
    v(Field("node", "name of a host on the link").Required(), &T::node);
    v(Field("address", "the one of the pool that only this host gets").Required(), &T::address);
}

inline const char*
TypeName(Of<DhcpPoolConfig>)
{
    return "DHCP pool";
}

template <class V>
void
Fields(V& v, Of<DhcpPoolConfig>)
{
    using T = DhcpPoolConfig;
    v(Field("link", "name of one of the router's links, where it has an IPv4 address").Required(),
      &T::link);
    v(Field("first", "address of the pool, in the router's subnet").Required(), &T::first);
    v(Field("last", "address of the pool").Required(), &T::last);
    v(Field("leaseTime", "whole seconds; hosts renew after half of it"), &T::leaseTime);
    v(Field("reservations", "addresses of the pool that are kept for hosts"), &T::reservations);
}

inline const char*
TypeName(Of<Dhcpv6Config>)
{
    return "DHCPv6 service";
}

template <class V>
void
Fields(V& v, Of<Dhcpv6Config>)
{
    using T = Dhcpv6Config;
    v(Field("link", "name of one of the node's links").Required(), &T::link);
    v(Field("resolvers", "IPv6 addresses that hosts ask for names (RFC 3646 3)"), &T::resolvers);
    v(Field("searchDomains", "that hosts complete short names with (RFC 3646 4)"),
      &T::searchDomains);
    v(Field("refreshTime", "until hosts ask again: 600s or more, or \"forever\""), &T::refreshTime);
}

} // namespace ns3::v6lab

#endif // V6LAB_DHCP_FIELDS_H
