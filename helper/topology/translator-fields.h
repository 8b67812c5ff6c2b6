// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TRANSLATOR_FIELDS_H
#define V6LAB_TRANSLATOR_FIELDS_H

#include "helper/topology/field.h"
#include "helper/topology/translator-config.h"

/** The declaration of what translators consist of; see fields.h. */
namespace ns3::v6lab
{

inline const char*
TypeName(Of<PoolConfig>)
{
    return "pool";
}

template <class V>
void
Fields(V& v, Of<PoolConfig>)
{
    using T = PoolConfig;
    v(Field("addresses",
            "an IPv4 address, a prefix or, not for virtual-ipv6, a range \"first-last\"")
          .Required(),
      &T::addresses);
    v(Field("ports", "such as \"1024-65535\""), &T::ports);
    v(Field("protocol", "whose ports they are").Words({"all", "tcp", "udp", "icmp"}), &T::protocol);
}

inline const char*
TypeName(Of<BindingConfig>)
{
    return "binding";
}

template <class V>
void
Fields(V& v, Of<BindingConfig>)
{
    using T = BindingConfig;
    v(Field("protocol", "whose port it is").Words({"tcp", "udp", "icmp"}), &T::protocol);
    v(Field("inside", "IPv6 address and port, such as \"2001:db8::1#80\"").Required(), &T::inside);
    v(Field("outside", "IPv4 address and port of the pool, such as \"203.0.113.1#80\"").Required(),
      &T::outside);
}

inline const char*
TypeName(Of<MappingConfig>)
{
    return "mapping";
}

template <class V>
void
Fields(V& v, Of<MappingConfig>)
{
    v(Field("ipv4", "an address or prefix").Required(), &MappingConfig::ipv4);
    v(Field("ipv6", "an address or prefix with as many host bits or more").Required(),
      &MappingConfig::ipv6);
}

inline const char*
TypeName(Of<PeerConfig>)
{
    return "peer";
}

template <class V>
void
Fields(V& v, Of<PeerConfig>)
{
    v(Field("ipv6", "the peer's address").Required(), &PeerConfig::ipv6);
    v(Field("ipv4", "the address of the pool that stands for it").Required(), &PeerConfig::ipv4);
}

inline const char*
TypeName(Of<TranslatorConfig>)
{
    return "translator";
}

/** What translators of virtual IPv6 alone have. */
template <class V>
void
VirtualIp6Fields(V& v)
{
    using T = TranslatorConfig;
    v(Field("peers", "virtual-ipv6: IPv6 peers with a virtual IPv4 address for good"), &T::peers);
    v(Field("inbound", "virtual-ipv6: IPv6 peers may call; false: only answer"), &T::inbound);
    v(Field("inboundPeers", "virtual-ipv6: IPv6 prefixes that may call; none: all"),
      &T::inboundPeers);
    v(Field("perHost", "virtual-ipv6: each inside host has the whole pool for itself"),
      &T::perHost);
    v(Field("bindRouters", "virtual-ipv6: senders of ICMPv6 errors get a virtual address too"),
      &T::bindRouters);
    v(Field("bindingHold", "virtual-ipv6: least life of a binding that a DNS answer made"),
      &T::bindingHold);
    v(Field("bindingGuard", "virtual-ipv6: its least life beyond the answer's TTL"),
      &T::bindingGuard);
    v(Field("quarantine", "virtual-ipv6: rest of a freed address, never below the longest TTL"),
      &T::quarantine);
}

/** What a NAT64 alone has, and what it shares with virtual IPv6. */
template <class V>
void
StatefulFields(V& v)
{
    using T = TranslatorConfig;
    v(Field("portSelection", "nat64: how a port is chosen; empty: preserve, with profile jool hash")
          .Words({"preserve",
                  "simple-random",
                  "random-retry",
                  "hash",
                  "double-hash",
                  "random-increments",
                  "blocks",
                  "deterministic"}),
      &T::portSelection);
    v(Field("addressDependentFiltering", "nat64: only who was sent to may send"),
      &T::addressDependentFiltering);
    v(Field("dropExternalTcp", "nat64: refuse TCP connections from the IPv4 side"),
      &T::dropExternalTcp);
    v(Field("answerUnbound",
            "nat64: ICMP 3/1 to who sends to a free port; not given: with profile jool only"),
      &T::answerUnbound);
    v(Field("answerFiltered",
            "nat64: ICMP 3/13 to whom the filter stops; not given: with profile jool only"),
      &T::answerFiltered);
    v(Field("udpTimeout",
            "nat64, clat: life of an idle UDP session, 120s at least; virtual-ipv6: 1s"),
      &T::udpTimeout);
    v(Field("tcpEstablishedTimeout",
            "nat64, clat, virtual-ipv6: of an idle TCP connection; empty: 2h, of a clat 2h4min"),
      &T::tcpEstablishedTimeout);
    v(Field("tcpTransitoryTimeout", "nat64, clat, virtual-ipv6: of one that opens or closes"),
      &T::tcpTransitoryTimeout);
    v(Field("tcpOpeningTimeout", "nat64: of one that opens; empty: tcpTransitoryTimeout"),
      &T::tcpOpeningTimeout);
    v(Field("icmpTimeout", "nat64, clat: of an idle ICMP session, 60s at least; virtual-ipv6: 1s"),
      &T::icmpTimeout);
    v(Field("maxBindings", "nat64: bindings per protocol; virtual-ipv6: in all"), &T::maxBindings);
    v(Field("maxSessions", "nat64: sessions per protocol; virtual-ipv6: in all"), &T::maxSessions);
    v(Field("maxMappings", "clat: mappings of its shared address, per protocol"), &T::maxMappings);
    v(Field("poolHighWater", "nat64: percent of the pool in use that count as high; 0: none"),
      &T::poolHighWater);
    v(Field("poolLowWater", "nat64: percent at which it is low again"), &T::poolLowWater);
    v(Field("subscriberPorts", "nat64: ports per IPv6 host and protocol; 0: no limit"),
      &T::subscriberPorts);
    v(Field("subscriberPrefix", "nat64: bits of the IPv6 source that name a subscriber, 1 to 128"),
      &T::subscriberPrefix);
    v(Field("subscriberSessions", "nat64: sessions per subscriber; 0: no limit"),
      &T::subscriberSessions);
    v(Field("subscriberRate", "nat64: new sessions per subscriber and second; 0: no limit"),
      &T::subscriberRate);
    v(Field("blockSize", "nat64: ports of a block, with blocks or deterministic ports"),
      &T::blockSize);
    v(Field("subscribers", "nat64: IPv6 prefix of all, for deterministic ports (RFC 7422)"),
      &T::subscribers);
}

template <class V>
void
Fields(V& v, Of<TranslatorConfig>)
{
    using T = TranslatorConfig;
    v(Field("node", "the virtual machine or node that it runs on").Required(), &T::node);
    v(Field("kind", "what it does").Required().Words({"nat64", "siit", "clat", "virtual-ipv6"}),
      &T::kind);
    v(Field("role", "siit: which relay of a data centre it is (RFC 7755, RFC 7756)")
          .Words({"border", "edge"}),
      &T::role);
    v(Field("prefix", "RFC 6052 prefix; a clat's is its provider's"), &T::prefix);
    v(Field("pool", "nat64: its IPv4 addresses and ports; virtual-ipv6: virtual addresses"),
      &T::pool);
    v(Field("bindings", "nat64: static bindings"), &T::bindings);
    v(Field("mappings", "siit, virtual-ipv6: explicit address mappings (RFC 7757)"), &T::mappings);
    v(Field("ipv4Prefixes", "siit: IPv4 destinations that the prefix alone translates"),
      &T::ipv4Prefixes);
    v(Field("discoverPrefix", "clat: its prefix is the one that its node learns, none until then"),
      &T::discoverPrefix);
    v(Field("networks",
            "IPv4 networks behind a clat (none: the node itself) or virtual-ipv6 (none: all IPv4)"),
      &T::networks);
    v(Field("dedicatedPrefix", "clat: a /64 or /96 of its own for translation"),
      &T::dedicatedPrefix);
    v(Field("sharedAddress", "clat: one IPv6 address for all behind it"), &T::sharedAddress);
    v(Field("errorSources",
            "IPv4 or IPv6 prefixes for routers that have no such address (RFC 6791)"),
      &T::errorSources);
    v(Field("neverTranslate", "IPv4 prefixes that are not translated"), &T::neverTranslate);
    v(Field("profile", "where the RFCs leave a choice").Words({"rfc", "jool"}), &T::profile);
    v(Field("wellKnownDeny",
            "IPv4 that 64:ff9b::/96 must not stand for; empty: default, with profile jool off")
          .Words({"default", "strict", "off"}),
      &T::wellKnownDeny);
    v(Field("lowestIpv6Mtu", "bytes to which IPv4 packets without DF are cut"), &T::lowestIpv6Mtu);
    v(Field("plateaus",
            "likely path MTUs, descending, such as \"1492 1006\"; empty: those of RFC 1191 7.1"),
      &T::plateaus);
    v(Field("largestIcmpv4Error",
            "bytes of a translated ICMPv4 error, from 68 on; 0: what the next link carries"),
      &T::largestIcmpv4Error);
    v(Field("zeroUdpChecksum", "IPv4 UDP without checksum").Words({"drop", "compute"}),
      &T::zeroUdpChecksum);
    v(Field("icmpErrors", "whether it sends errors").Words({"on", "rate-limited", "off"}),
      &T::icmpErrors);
    v(Field("clampMss", "lower the MSS of TCP to what the links of both sides carry"),
      &T::clampMss);
    v(Field("hairpin", "siit: between mapped hosts (RFC 7757 4.2)")
          .Words({"off", "simple", "intrinsic"}),
      &T::hairpin);
    StatefulFields(v);
    VirtualIp6Fields(v);
}

} // namespace ns3::v6lab

#endif // V6LAB_TRANSLATOR_FIELDS_H
