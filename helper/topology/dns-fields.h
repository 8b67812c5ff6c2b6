// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DNS_FIELDS_H
#define V6LAB_DNS_FIELDS_H

#include "helper/topology/dns-config.h"
#include "helper/topology/field.h"

/** The declaration of what the DNS of a topology consists of; see fields.h. */
namespace ns3::v6lab
{

inline const char*
TypeName(Of<ZoneConfig>)
{
    return "zone";
}

template <class V>
void
Fields(V& v, Of<ZoneConfig>)
{
    using T = ZoneConfig;
    v(Field("name", "such as \"example.com\"; \".\" is the root").Required(), &T::name);
    v(Field("servers", "nodes that serve it").Required(), &T::servers);
    v(Field("records",
            "lines of a zone file, names relative to the zone; SOA, NS, the way to "
            "zones below it and the addresses of their servers are added where missing"),
      &T::records);
    v(Field("file", "a zone file to read records from, relative to this file"), &T::file);
    v(Field("signed", "DNSSEC; the zone above it, if there is one, vouches for it"), &T::isSigned);
    v(Field("forged",
            "lines of a zone file that take the places of those of the same name and type when all "
            "is signed: what somebody on the way might make of answers"),
      &T::forged);
}

inline const char*
TypeName(Of<Dns64PrefixConfig>)
{
    return "DNS64 prefix";
}

template <class V>
void
Fields(V& v, Of<Dns64PrefixConfig>)
{
    using T = Dns64PrefixConfig;
    v(Field("prefix", "RFC 6052 prefix").Required(), &T::prefix);
    v(Field("ipv4", "IPv4 addresses that it stands for"), &T::ipv4);
}

inline const char*
TypeName(Of<Dns64Config>)
{
    return "DNS64";
}

template <class V>
void
Fields(V& v, Of<Dns64Config>)
{
    using T = Dns64Config;
    v(Field("prefixes", "64:ff9b::/96 for all of IPv4 if not given"), &T::prefixes);
    v(Field("exclude", "IPv6 prefixes whose addresses count as none; ::ffff:0:0/96 if not given"),
      &T::exclude);
    v(Field("always", "true: beside real IPv6 addresses, too"), &T::always);
    v(Field("ptr", "how names of synthesised addresses are answered").Words({"cname", "local"}),
      &T::ptr);
}

inline const char*
TypeName(Of<NameServerConfig>)
{
    return "name server";
}

template <class V>
void
Fields(V& v, Of<NameServerConfig>)
{
    using T = NameServerConfig;
    v(Field("node", "a virtual machine or node").Required(), &T::node);
    v(Field("kind", "for its zones only, for any name, or for hosts of virtual IPv6")
          .Words({"authoritative", "resolver", "proxy"}),
      &T::kind);
    v(Field("forwarders", "addresses of resolvers to ask; from the root down if not given"),
      &T::forwarders);
    v(Field("validate", "resolver: DNSSEC, from the signed root down"), &T::validate);
    v(Field("dns64", "resolver: synthesises IPv6 addresses (RFC 6147)"), &T::dns64);
    v(Field("translator", "proxy: the node whose virtual-ipv6 makes bindings for it"),
      &T::translator);
    v(Field("serviceTime", "that a query takes, such as \"50us\""), &T::serviceTime);
    v(Field("workers", "queries at once, where they take time"), &T::workers);
}

} // namespace ns3::v6lab

#endif // V6LAB_DNS_FIELDS_H
