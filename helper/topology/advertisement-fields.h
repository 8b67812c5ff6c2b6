// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ADVERTISEMENT_FIELDS_H
#define V6LAB_ADVERTISEMENT_FIELDS_H

#include "helper/topology/advertisement-config.h"
#include "helper/topology/field.h"

/** The declaration of what router advertisements consist of; see fields.h. */
namespace ns3::v6lab
{

inline const char*
TypeName(Of<AdvertisedPrefixConfig>)
{
    return "advertised prefix";
}

template <class V>
void
Fields(V& v, Of<AdvertisedPrefixConfig>)
{
    using T = AdvertisedPrefixConfig;
    v(Field("prefix", "an IPv6 prefix; hosts make addresses of a /64").Required(), &T::prefix);
    v(Field("onLink", "its addresses are neighbours"), &T::onLink);
    v(Field("autonomous", "hosts make addresses of it"), &T::autonomous);
    v(Field("validLifetime", "such as \"720h\", or \"forever\""), &T::validLifetime);
    v(Field("preferredLifetime", "until new connections avoid its addresses"),
      &T::preferredLifetime);
}

inline const char*
TypeName(Of<RouterAdvertisementConfig>)
{
    return "router advertisement";
}

template <class V>
void
Fields(V& v, Of<RouterAdvertisementConfig>)
{
    using T = RouterAdvertisementConfig;
    v(Field("link", "name of one of the router's links").Required(), &T::link);
    v(Field("start", "from when the router says this"), &T::start);
    v(Field("prefixes", "of the link"), &T::prefixes);
    v(Field("rdnss", "addresses of resolvers (RFC 8106)"), &T::rdnss);
    v(Field("rdnssLifetime", "three times maxInterval if not given"), &T::rdnssLifetime);
    v(Field("pref64", "prefixes of NAT64s (RFC 8781)"), &T::pref64);
    v(Field("pref64Lifetime", "three times maxInterval if not given"), &T::pref64Lifetime);
    v(Field("routerLifetime", "as a default router; three times maxInterval if not given"),
      &T::routerLifetime);
    v(Field("maxInterval", "longest time between two, 4s to 1800s"), &T::maxInterval);
    v(Field("minInterval", "shortest time; a third of maxInterval if not given"), &T::minInterval);
    v(Field("managed", "addresses are given by DHCPv6"), &T::managed);
    v(Field("other", "other configuration is given by DHCPv6"), &T::other);
    v(Field("mtu", "of the link; 0: not told"), &T::mtu);
    v(Field("hopLimit", "for the hosts' packets; 0: not told"), &T::hopLimit);
}

} // namespace ns3::v6lab

#endif // V6LAB_ADVERTISEMENT_FIELDS_H
