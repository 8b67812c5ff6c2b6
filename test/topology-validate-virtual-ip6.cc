// SPDX-License-Identifier: GPL-2.0-only
// What Validate() finds in translators of virtual IPv6.
#include "test/support/translator-rows.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using test::Row;
using T = TranslatorConfig;

namespace
{

constexpr const char* DRAFT = "draft-vogt-durand-virtual-ip6-connectivity";

/** Two sites; r1 stands between lan-a, taken for IPv4-only, and the rest. */
Topology
VirtualSite()
{
    Topology t = OutsideSites();
    t.translators = {VirtualIp6On("r1")
                         .Prefix("2001:db8:64::/96")
                         .Pool("10.64.0.0/16")
                         .Network("192.0.2.0/24")
                         .Map("192.0.2.10", "2001:db8:e::10")
                         .Peer("2001:db8:b::80", "10.64.0.80")
                         .Get()};
    return t;
}

Row
Bad(const std::string& sentence,
    const std::string& member,
    const Setting& change,
    const std::string& rule = DRAFT)
{
    return Refused(
        sentence,
        rule,
        "translators[0]" + member,
        "",
        [=](Topology& t) { change(t.translators.at(0)); },
        VirtualSite);
}

Row
Good(const std::string& sentence, const Setting& change)
{
    return Accepted(
        sentence,
        DRAFT,
        [=](Topology& t) { change(t.translators.at(0)); },
        VirtualSite);
}

Setting
AddPeer(const std::string& ipv6, const std::string& ipv4)
{
    return [=](T& t) { t.peers.push_back({ipv6, ipv4}); };
}

Setting
Networks(const std::string& network)
{
    return [=](T& t) { t.networks.push_back(network); };
}

const std::vector<Row> ROWS{
    Good("a whole configuration is fine", [](T&) {}),
    Good("mappings need no prefix", Set(&T::prefix, "")),
    Good("times may be short", Both(Set(&T::udpTimeout, "1s"), Set(&T::bindingGuard, "0s"))),
    Good("peers may be listed", Set(&T::inboundPeers, std::vector<std::string>{"2001:db8::/32"})),
    Bad("hosts need virtual IPv6 addresses",
        ".prefix",
        Both(Set(&T::prefix, ""), Set(&T::mappings, std::vector<MappingConfig>()))),
    Bad("the well-known prefix is nobody's own", ".prefix", Set(&T::prefix, "64:ff9b::/96")),
    Bad("the prefix is one of RFC 6052",
        ".prefix",
        Set(&T::prefix, "2001:db8:64::/95"),
        "RFC 6052 2.2"),
    Bad("the pool is needed",
        ".pool",
        Both(Set(&T::pool, std::vector<PoolConfig>()), Set(&T::peers, std::vector<PeerConfig>()))),
    Bad("the pool consists of prefixes, not ranges",
        ".pool[0].addresses",
        Pool("10.64.0.1-10.64.0.9")),
    Bad("the pool has no ports", ".pool[0]", Pool("10.64.0.0/16", "80")),
    Bad("prefixes of the pool do not overlap",
        ".pool[1]",
        [](T& t) { t.pool.push_back({"10.64.3.0/24"}); }),
    Bad("the pool is of hosts", ".pool[1]", [](T& t) { t.pool.push_back({"127.0.0.0/8"}); }),
    Bad("a peer's addresses are of their versions: IPv6",
        ".peers[1].ipv6",
        AddPeer("192.0.2.1", "10.64.0.81")),
    Bad("a peer's addresses are of their versions: IPv4",
        ".peers[1].ipv4",
        AddPeer("2001:db8:b::81", "2001:db8::1")),
    Bad("a peer's virtual address is in the pool",
        ".peers[1].ipv4",
        AddPeer("2001:db8:b::81", "10.65.0.1")),
    Bad("two peers have two addresses", ".peers[1].ipv4", AddPeer("2001:db8:b::81", "10.64.0.80")),
    Bad("a peer has one address", ".peers[1].ipv6", AddPeer("2001:db8:b::80", "10.64.0.81")),
    Bad("a peer is outside", ".peers[1].ipv6", AddPeer("2001:db8:64::1", "10.64.0.81")),
    Bad("a network of hosts is none of virtual addresses",
        ".networks[1]",
        Networks("10.64.7.0/24")),
    Bad("a mapped host has no virtual IPv4 address itself",
        ".mappings[1]",
        [](T& t) {
            t.mappings.push_back({"10.64.0.7", "2001:db8:e::11"});
        }),
    Bad(
        "a mapping is one of RFC 7757",
        ".mappings[1]",
        [](T& t) {
            t.mappings.push_back({"192.0.2.0/24", "2001:db8:e:1::/126"});
        },
        "RFC 7757 3.2, 5"),
    Bad("listed peers are IPv6",
        ".inboundPeers[0]",
        Set(&T::inboundPeers, std::vector<std::string>{"192.0.2.0/24"})),
    Bad("nobody is listed where nobody may call",
        ".inboundPeers",
        Both(Set(&T::inbound, false),
             Set(&T::inboundPeers, std::vector<std::string>{"2001:db8::/32"}))),
    Bad("the hold is a time", ".bindingHold", Set(&T::bindingHold, "soon")),
    Bad("the guard is a time", ".bindingGuard", Set(&T::bindingGuard, "-1s")),
    Bad("the quarantine is a time", ".quarantine", Set(&T::quarantine, "721h")),
    Bad("sessions last a second at least", ".icmpTimeout", Set(&T::icmpTimeout, "999ms")),
    Bad("the limits have limits", ".maxBindings", Set(&T::maxBindings, 0u)),
    Bad("virtual IPv4 addresses are on no link: hosts would look for them there",
        ".pool",
        Both(Pool("203.0.113.0/25"), Set(&T::peers, std::vector<PeerConfig>()))),
    Bad("nor are virtual IPv6 addresses", ".prefix", Set(&T::prefix, "2001:db8:a::/96")),
    Refused(
        "nor are they in a virtual network",
        DRAFT,
        "translators[0].pool",
        "",
        [](Topology& t) {
            VirtualNetwork vnet;
            vnet.name = "hub";
            vnet.addressPrefixes = {"10.64.0.0/12"};
            t.virtualNetworks.push_back(vnet);
        },
        VirtualSite),
    Refused(
        "two translators of a node have two pools",
        "",
        "translators[1].pool",
        "",
        [](Topology& t) { t.translators.push_back(Nat64On("r1").Pool("10.64.3.1").Get()); },
        VirtualSite),
};

V6LAB_SUITE("v6lab-topology-validate-virtual-ip6", ROWS);

} // namespace
