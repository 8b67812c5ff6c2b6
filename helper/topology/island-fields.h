// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ISLAND_FIELDS_H
#define V6LAB_ISLAND_FIELDS_H

#include "helper/topology/field.h"
#include "helper/topology/island-config.h"

/** The declaration of what delegation and home routers consist of; see fields.h. */
namespace ns3::v6lab
{

inline const char*
TypeName(Of<PrefixDelegationConfig>)
{
    return "prefix delegation";
}

template <class V>
void
Fields(V& v, Of<PrefixDelegationConfig>)
{
    using T = PrefixDelegationConfig;
    v(Field("link", "name of one of the router's links").Required(), &T::link);
    v(Field("start", "from when on; it takes the place of an earlier one"), &T::start);
    v(Field("pool", "an IPv6 prefix that all are taken from").Required(), &T::pool);
    v(Field("length", "of each delegated prefix, up to 64; 0: the pool is one prefix"), &T::length);
    v(Field("preferredLifetime", "whole seconds; clients renew after half of it"),
      &T::preferredLifetime);
    v(Field("validLifetime", "whole seconds"), &T::validLifetime);
    v(Field("preference", "of several servers the highest wins, 0 to 255"), &T::preference);
    v(Field("rapidCommit", "two messages instead of four, to who asks so (RFC 8415 21.14)"),
      &T::rapidCommit);
}

inline const char*
TypeName(Of<DownlinkConfig>)
{
    return "downlink";
}

template <class V>
void
Fields(V& v, Of<DownlinkConfig>)
{
    v(Field("link", "name of one of the router's links").Required(), &DownlinkConfig::link);
    v(Field("subnet", "which /64 of the delegated prefix, from 0 on"), &DownlinkConfig::subnet);
}

inline const char*
TypeName(Of<PrefixRequestConfig>)
{
    return "prefix request";
}

template <class V>
void
Fields(V& v, Of<PrefixRequestConfig>)
{
    using T = PrefixRequestConfig;
    v(Field("link", "name of the router's link to who delegates").Required(), &T::link);
    v(Field("hint", "a prefix that it would like, or \"::/56\" for any of this length"), &T::hint);
    v(Field("rapidCommit", "takes two messages instead of four (RFC 8415 21.14)"), &T::rapidCommit);
    v(Field("downlinks", "links that get a /64 each, which the router advertises there"),
      &T::downlinks);
    v(Field("release", "when it gives the prefix back; empty: never"), &T::release);
}

inline const char*
TypeName(Of<OpenWrtConfig>)
{
    return "OpenWrt configuration";
}

template <class V>
void
Fields(V& v, Of<OpenWrtConfig>)
{
    using T = OpenWrtConfig;
    v(Field("lan", "links and VPN interfaces of the zone lan").Required(), &T::lan);
    v(Field("wan", "links and VPN interfaces of the zone wan").Required(), &T::wan);
    v(Field("firewall", "rules as in /etc/config/firewall, beside OpenWrt's own"), &T::firewall);
    v(Field("jool", "lines as in /etc/rc.local: jool instance add ... --pool6 ..."), &T::jool);
}

} // namespace ns3::v6lab

#endif // V6LAB_ISLAND_FIELDS_H
