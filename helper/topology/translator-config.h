// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TRANSLATOR_CONFIG_H
#define V6LAB_TRANSLATOR_CONFIG_H

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

/** Translators of a topology: plain values, text as its author wrote it. */
namespace ns3::v6lab
{

/** IPv4 addresses and ports that a NAT64 may use. */
struct PoolConfig
{
    std::string addresses; //!< "203.0.113.1", "203.0.113.1-203.0.113.9" or "203.0.113.0/28"
    std::string ports{"1024-65535"};
    std::string protocol{"all"}; //!< all, tcp, udp or icmp
};

/** A static binding of a NAT64 (RFC 6146 3.1). */
struct BindingConfig
{
    std::string protocol{"tcp"}; //!< tcp, udp or icmp
    std::string inside;          //!< "2001:db8::1#80"
    std::string outside;         //!< "203.0.113.1#80", in the pool
};

/** An explicit address mapping (RFC 7757). */
struct MappingConfig
{
    std::string ipv4; //!< address or prefix
    std::string ipv6; //!< address or prefix
};

/** An IPv6 peer with a fixed virtual IPv4 address (virtual-ipv6). */
struct PeerConfig
{
    std::string ipv6;
    std::string ipv4; //!< in the pool
};

/** A translator on a virtual machine or node. */
struct TranslatorConfig
{
    std::string node;
    std::string kind;           //!< nat64, siit, clat or virtual-ipv6
    std::string role{"border"}; //!< siit: border or edge (RFC 7755, RFC 7756)
    std::string prefix; //!< RFC 6052; empty: 64:ff9b::/96 (siit, virtual-ipv6: mappings only)
    std::vector<PoolConfig> pool;          //!< virtual-ipv6: prefixes of virtual IPv4 addresses
    std::vector<BindingConfig> bindings;   //!< nat64
    std::vector<MappingConfig> mappings;   //!< siit, virtual-ipv6
    std::vector<PeerConfig> peers;         //!< virtual-ipv6: static bindings
    std::vector<std::string> ipv4Prefixes; //!< siit: IPv4 that the prefix alone translates
    bool discoverPrefix{false}; //!< clat: the prefix is what its node learns (RFC 8781, RFC 7050)
    std::vector<std::string> networks;       //!< clat, virtual-ipv6: IPv4 networks behind it
    std::vector<std::string> inboundPeers;   //!< virtual-ipv6: IPv6 that may call; none: all
    std::string dedicatedPrefix;             //!< clat: a /64 or /96 of its own for translation
    std::string sharedAddress;               //!< clat: one IPv6 address for all behind it
    std::vector<std::string> errorSources;   //!< RFC 6791: for routers without such an address
    std::vector<std::string> neverTranslate; //!< IPv4 that is not translated
    std::string profile{"rfc"};              //!< rfc or jool
    std::string wellKnownDeny; //!< default, strict or off (RFC 6052 3.1); empty: by profile
    uint32_t lowestIpv6Mtu{1280};
    std::string plateaus;           //!< descending, "1492 1006"; empty: those of RFC 1191 7.1
    uint32_t largestIcmpv4Error{0}; //!< bytes of a translated error; 0: what the next link carries
    std::string zeroUdpChecksum{"drop"};    //!< drop or compute; a nat64 always computes
    std::string icmpErrors{"rate-limited"}; //!< on, rate-limited or off
    bool clampMss{false};                   //!< TCP segments that the next links carry
    std::string hairpin{"intrinsic"};       //!< siit: off, simple or intrinsic
    std::string portSelection;              //!< nat64; empty: by profile
    bool addressDependentFiltering{false};  //!< nat64
    bool dropExternalTcp{false};            //!< nat64
    std::optional<bool> answerUnbound;      //!< nat64; nothing: by profile
    std::optional<bool> answerFiltered;     //!< nat64; nothing: by profile
    // Of translators with state: nat64, virtual-ipv6, and a clat with networks and sharedAddress.
    std::string udpTimeout{"300s"};
    std::string tcpEstablishedTimeout; //!< empty: 2h; clat: 2h4min (RFC 5382 REQ-5)
    std::string tcpTransitoryTimeout{"240s"};
    std::string icmpTimeout{"60s"};
    uint32_t maxBindings{1000000}; //!< nat64: per protocol
    uint32_t maxSessions{2000000}; //!< nat64: per protocol
    // Of nat64.
    std::string tcpOpeningTimeout;  //!< empty: as tcpTransitoryTimeout
    uint32_t poolHighWater{0};      //!< nat64: percent of the pool that count as high; 0: none
    uint32_t poolLowWater{0};       //!< nat64: and as low again
    uint32_t subscriberPorts{0};    //!< nat64; 0: no limit
    uint32_t subscriberPrefix{128}; //!< nat64: bits of IPv6 that name a subscriber
    uint32_t subscriberSessions{0}; //!< nat64; 0: no limit
    uint32_t subscriberRate{0};     //!< nat64: new sessions a second; 0: no limit
    uint32_t blockSize{100};        //!< nat64: ports of a block
    std::string subscribers;        //!< nat64: IPv6 prefix of all (RFC 7422 2, I)
    uint32_t maxMappings{65536};    //!< clat: of its shared address, per protocol
    // Of virtual-ipv6.
    bool inbound{true};              //!< false: no IPv6 peer may call
    bool perHost{false};             //!< each inside host has the pool for itself
    bool bindRouters{false};         //!< senders of ICMPv6 errors get a virtual address too
    std::string bindingHold{"120s"}; //!< DNS-made bindings live so long at least
    std::string bindingGuard{"30s"}; //!< and so long beyond the answer's TTL
    std::string quarantine{"120s"};  //!< freed addresses rest so long at least
};

} // namespace ns3::v6lab

#endif // V6LAB_TRANSLATOR_CONFIG_H
