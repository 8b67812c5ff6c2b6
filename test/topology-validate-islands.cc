// SPDX-License-Identifier: GPL-2.0-only
// Delegated prefixes and home routers of a topology.
#include "helper/topology/openwrt-text.h"
#include "test/support/fault-rows.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::build;
using namespace ns3::v6lab::test;

namespace
{

/** OutsideSites() whose r1 delegates on wan, where r2 asks for lan-b and filters. */
Topology
Island()
{
    Topology topology = OutsideSites();
    PrefixDelegationConfig given;
    given.link = "wan";
    given.pool = "2001:db8:100::/56";
    given.length = 60;
    topology.nodes.at(1).delegates = {given};
    PrefixRequestConfig asked;
    asked.link = "wan";
    asked.hint = "::/60";
    asked.downlinks = {{"lan-b", 15}};
    topology.nodes.at(2).prefixRequests = {asked};
    topology.nodes.at(2).openwrt =
        OpenWrtConfig{{"lan-b"},
                      {"wan"},
                      "config rule\n option src wan\n option dest lan\n option target ACCEPT",
                      "jool instance add x --netfilter --pool6 2001:db8:100:0:4444::/96 --force"};
    return topology;
}

Row
Wrong(const std::string& sentence,
      const std::string& rule,
      const std::string& path,
      const Edit& change)
{
    return Refused(sentence, rule, path, "", change, Island);
}

PrefixDelegationConfig&
Given(Topology& t)
{
    return t.nodes.at(1).delegates.at(0);
}

PrefixRequestConfig&
Asked(Topology& t)
{
    return t.nodes.at(2).prefixRequests.at(0);
}

OpenWrtConfig&
Router2(Topology& t)
{
    return *t.nodes.at(2).openwrt;
}

void
MakesJool(Verdict& v)
{
    const auto made = WithJool(Island());
    v.Equal(made.translators.size(), 1u, "translators");
    const auto& nat64 = made.translators.at(0);
    v.Equal(nat64.node + " " + nat64.kind + " " + nat64.profile + " " + nat64.prefix,
            "r2 nat64 jool 2001:db8:100:0:4444::/96",
            "which");
    v.Equal(nat64.pool.size(), 2u, "the node's own IPv4 addresses");
    v.Equal(nat64.pool.at(0).addresses + " " + nat64.pool[0].ports,
            "198.51.100.2 61001-65535",
            "with Jool's ports");
    v.True(!HasJool(OutsideSites()), "none without");
    auto told = Island();
    told.nodes.at(2).openwrt->jool += "\njool -i x pool4 add --udp 198.51.100.2 2000-3000";
    const auto pool = WithJool(told).translators.at(0).pool;
    v.Equal(pool.size(), 1u, "with a pool4 line: that alone");
    v.Equal(pool.at(0).ports + " " + pool[0].protocol, "2000-3000 udp", "as it says");
}

/** The first one on a link, with its length. */
std::string
AddressOf(const OutsideNode& node, const std::string& link)
{
    for (const auto& interface : node.interfaces)
    {
        if (interface.link == link)
        {
            return interface.addresses.at(0);
        }
    }
    return "";
}

/** What is wrong with the pool of one line is told with its number. */
void
NamesLine(Verdict& v)
{
    Topology topology = Island();
    topology.nodes.at(2).openwrt->jool += "\njool -i x pool4 add --tcp 198.51.100.2 4000-5000"
                                          "\njool -i x pool4 add --udp 203.0.113.255 4000-5000";
    const auto faults = Validate(topology);
    v.Equal(faults.size(), 1u, Shown(faults));
    v.Equal(faults.at(0).path, "nodes[2].openwrt.jool", "where");
    v.Equal(faults.at(0).sentence.substr(0, 24), "line 3: 203.0.113.255 is", "which line");
}

/** A CLAT of r2 for lan-b, with this prefix of its own. */
Edit
WithClat(const std::string& dedicated)
{
    return [dedicated](Topology& t) {
        t.translators.push_back(ClatOn("r2")
                                    .Prefix("64:ff9b::/96")
                                    .Network("203.0.113.0/24")
                                    .Dedicated(dedicated)
                                    .Get());
    };
}

/** The hint is heeded, so it is told of beside the pool. */
void
NamesHint(Verdict& v)
{
    Topology topology = Island();
    Given(topology).pool = "2001:db8:a::/56";
    Asked(topology).hint = "2001:db8:a::/60";
    auto faults = Validate(topology);
    v.Equal(faults.size(), 2u, Shown(faults));
    v.Equal(faults.at(0).path, "nodes[1].delegates[0].pool", "where");
    v.Equal(faults.at(1).path, "nodes[2].prefixRequests[0].hint", "where, too");
    v.Equal(faults.at(1).sentence,
            "2001:db8:a::/60 overlaps 2001:db8:a::/64 of link lan-a, where node pc has an address",
            "why");
    Asked(topology).hint = "2001:db8:a:10::/60";
    faults = Validate(topology);
    v.Equal(faults.size(), 1u, "another one of the pool: " + Shown(faults));
}

/** A pool that nobody can have: the message says where, why, and what is allowed. */
Row
Nobodys(const std::string& pool, uint32_t length = 60)
{
    return Wrong("a pool of addresses that no host is given: " + pool,
                 "RFC 4291 2.4",
                 "nodes[1].delegates[0].pool",
                 [=](Topology& t) {
                     Given(t).pool = pool;
                     Given(t).length = length;
                 });
}

void
NamesNobodys(Verdict& v)
{
    Topology topology = Island();
    Given(topology).pool = "fe80::/48";
    v.Equal(Shown(Validate(topology)),
            "nodes[1].delegates[0].pool (r1): fe80::/48 overlaps fe80::/10 (link-local), which no "
            "router delegates; allowed are prefixes of unicast addresses, such as "
            "2001:db8:100::/40 or fd00:100::/40 [RFC 4291 2.4]\n",
            "fault");
}

/** Jool with this prefix, on a router whose lan-b has no address but what is delegated. */
Edit
WithPool6(const std::string& prefix)
{
    return [prefix](Topology& t) { Router2(t).jool = "jool -6 " + prefix + " --force"; };
}

const std::vector<Row> ROWS{
    {"a fault of a Jool line's pool has the line's number", "article C", NamesLine},
    Accepted(
        "a router delegates, another asks, filters and runs Jool",
        "RFC 8415 6.3",
        [](Topology&) {},
        Island),
    {"Jool's lines make a NAT64 with what Jool takes by itself",
     "article C; RFC 6146 3.2",
     MakesJool},
    Accepted(
        "a later pool takes the place of an earlier one",
        "RFC 8415 6.3",
        [](Topology& t) {
            t.nodes.at(1).delegates.push_back(Given(t));
            t.nodes.at(1).delegates.back().start = "10s";
        },
        Island),
    Wrong("two pools from the same time on",
          "",
          "nodes[1].delegates[1].start",
          [](Topology& t) { t.nodes.at(1).delegates.push_back(Given(t)); }),
    Wrong("overlapping delegation",
          "RFC 8415 6.3",
          "nodes[1].delegates[1].pool",
          [](Topology& t) {
              t.nodes.at(1).delegates.push_back(Given(t));
              t.nodes.at(1).delegates.back().link = "lan-a";
              t.nodes.at(1).delegates.back().pool = "2001:db8:100:80::/57";
          }),
    Wrong("a pool with a link's own prefix in it",
          "RFC 8415 6.3",
          "nodes[1].delegates[0].pool",
          [](Topology& t) { Given(t).pool = "2001:db8:c::/56"; }),
    Wrong("a pool within a link's own prefix",
          "RFC 8415 6.3",
          "nodes[1].delegates[0].pool",
          [](Topology& t) {
              t.nodes.at(0).interfaces.at(0).addresses.at(1) = "2001:db8:a::10/32";
              Router2(t).jool.clear();
          }),
    {"a hint for a link's own prefix", "RFC 8415 6.3, 18.3.9", NamesHint},
    Accepted(
        "addresses out of what is delegated to their link",
        "RFC 7084 L-2",
        [](Topology& t) {
            t.nodes.at(3).interfaces.at(0).addresses.push_back("2001:db8:100:f::80/64");
        },
        Island),
    Wrong("a NAT64's prefix that is delegated to somebody",
          "RFC 6052 1.3",
          "translators[0].prefix",
          [](Topology& t) {
              t.translators.push_back(
                  Nat64On("r1").Prefix("2001:db8:100:10::/64").Pool("203.0.113.200").Get());
          }),
    Wrong("Jool with a prefix that is delegated to somebody else, told at its lines",
          "RFC 6052 1.3",
          "nodes[1].openwrt.jool",
          [](Topology& t) {
              t.nodes.at(1).openwrt = Router2(t);
              t.nodes.at(1).openwrt->lan = {"lan-a"};
          }),
    Wrong("a CLAT in the /64 of a downlink",
          "RFC 6877 6.3",
          "translators[0].dedicatedPrefix",
          WithClat("2001:db8:100:1f::/64")),
    Wrong("a CLAT in the /64 of a link's addresses",
          "RFC 6877 6.3",
          "translators[0].dedicatedPrefix",
          WithClat("2001:db8:b::/64")),
    Accepted("a CLAT in a /64 of the delegated prefix that no link has",
             "RFC 6877 6.3",
             WithClat("2001:db8:100:1e::/64"),
             Island),
    Wrong("a pool that is exhausted",
          "RFC 8415 18.3.9",
          "nodes[1].delegates[0].pool",
          [](Topology& t) {
              Given(t).pool = "2001:db8:100::/60";
              auto other = t.nodes.at(2);
              other.name = "r3";
              other.interfaces = {{"wan", {"198.51.100.3/29"}}};
              other.routes.clear();
              other.openwrt.reset();
              other.prefixRequests.at(0).downlinks.clear();
              t.links.at(2).kind = "lan";
              t.nodes.at(1).interfaces.at(1).addresses.at(0) = "198.51.100.1/29";
              t.nodes.at(2).interfaces.at(0).addresses.at(0) = "198.51.100.2/29";
              t.nodes.push_back(other);
          }),
    Nobodys("fe80::/48"),
    Nobodys("febf:ff00::/48"),
    Nobodys("ff00::/48"),
    Nobodys("ff05::/48"),
    Nobodys("::/56"),
    Nobodys("64:ff9b::/32"),
    Nobodys("fe00::/8", 40),
    {"a pool of link-local prefixes is told with its place and what is allowed",
     "RFC 4291 2.4",
     NamesNobodys},
    Accepted(
        "a pool of unique local prefixes",
        "RFC 4193 3.1",
        [](Topology& t) { Given(t).pool = "fd00:100::/56"; },
        Island),
    Wrong("a pool of IPv4",
          "",
          "nodes[1].delegates[0]",
          [](Topology& t) { Given(t).pool = "10.0.0.0/8"; }),
    Wrong("a delegated prefix too long for a link",
          "",
          "nodes[1].delegates[0]",
          [](Topology& t) { Given(t).length = 65; }),
    Wrong("a preferred lifetime beyond the valid one",
          "",
          "nodes[1].delegates[0]",
          [](Topology& t) { Given(t).preferredLifetime = "3h"; }),
    Wrong("a link that the delegating router is not on",
          "",
          "nodes[1].delegates[1].link",
          [](Topology& t) {
              auto more = Given(t);
              more.link = "lan-b";
              more.pool = "2001:db8:200::/56";
              t.nodes.at(1).delegates.push_back(more);
          }),
    Wrong("a host that delegates",
          "",
          "nodes[0].delegates",
          [](Topology& t) {
              auto more = Given(t);
              more.link = "lan-a";
              more.pool = "2001:db8:200::/56";
              t.nodes.at(0).delegates.push_back(more);
          }),
    Wrong("nobody delegates on the link",
          "RFC 8415 6.3",
          "nodes[2].prefixRequests[0].link",
          [](Topology& t) {
              Asked(t).link = "lan-b";
              Asked(t).downlinks.clear();
              Router2(t).jool.clear();
          }),
    Wrong("a hint that is no prefix",
          "",
          "nodes[2].prefixRequests[0]",
          [](Topology& t) { Asked(t).hint = "60"; }),
    Wrong("a /64 that the delegated prefix has not",
          "RFC 7084 L-2",
          "nodes[2].prefixRequests[0].downlinks[0].subnet",
          [](Topology& t) { Asked(t).downlinks.at(0).subnet = 16; }),
    Wrong("a downlink that is the uplink",
          "",
          "nodes[2].prefixRequests[0].downlinks[0].link",
          [](Topology& t) { Asked(t).downlinks.at(0).link = "wan"; }),
    Wrong("a rule that cannot be read",
          "",
          "nodes[2].openwrt.firewall",
          [](Topology& t) { Router2(t).firewall = "config rule\n option src dmz"; }),
    Wrong("a line of Jool that cannot be read",
          "",
          "nodes[2].openwrt.jool",
          [](Topology& t) { Router2(t).jool = "jool instance add --pool6 2001:db8::/95"; }),
    Wrong("a host with OpenWrt",
          "",
          "nodes[0].openwrt",
          [](Topology& t) {
              t.nodes.at(0).interfaces.push_back({"lan-b", {"203.0.113.77/24"}});
              t.nodes.at(0).openwrt = OpenWrtConfig{{"lan-b"}, {"lan-a"}, "", ""};
          }),
    Wrong("Jool on a router without IPv4",
          "RFC 6146 3.2",
          "nodes[2].openwrt.jool",
          [](Topology& t) {
              auto& router = t.nodes.at(2);
              router.interfaces = {{"wan", {"2001:db8:c::2/64"}}, {"lan-b", {"2001:db8:b::1/64"}}};
              router.routes.clear();
          }),
    Wrong("a link in both zones",
          "",
          "nodes[2].openwrt.wan[0]",
          [](Topology& t) { Router2(t).lan.push_back("wan"); }),
    Wrong("a link in neither zone",
          "OpenWrt firewall, Zones",
          "nodes[2].openwrt",
          [](Topology& t) {
              t.nodes.at(2).interfaces.push_back({"lan-a", {"192.0.2.77/24"}});
          }),
    Wrong("Jool with a part of the prefix of a link that its router does not lead to",
          "RFC 6052 1.3",
          "nodes[2].openwrt.jool",
          [](Topology& t) { Router2(t).jool = "jool -6 2001:db8:c:0:4444::/96 --force"; }),
    Wrong("Jool with the prefix of a link that its router leads to, all of it",
          "RFC 6052 1.3",
          "nodes[2].openwrt.jool",
          [](Topology& t) { Router2(t).jool = "jool -6 2001:db8:b::/64"; }),
    Wrong("Jool with the delegated /64 of a downlink, all of it",
          "RFC 6052 1.3",
          "nodes[2].openwrt.jool",
          WithPool6("2001:db8:100:1f::/64")),
    Wrong("Jool with all that is delegated",
          "RFC 6052 1.3",
          "nodes[2].openwrt.jool",
          WithPool6("2001:db8:100::/56")),
    Accepted("Jool with a part of the delegated /64 of a downlink",
             "article C",
             WithPool6("2001:db8:100:1f:4444::/96"),
             Island),
    Accepted("Jool with a delegated /64 that no downlink has",
             "RFC 6052 1.3",
             WithPool6("2001:db8:100:1e::/64"),
             Island),
    Wrong("Jool with the /64 that another router advertises on a link of its router",
          "RFC 6052 1.3",
          "nodes[2].openwrt.jool",
          [](Topology& t) {
              t.nodes.at(1).routerAdvertisements.resize(1);
              auto& told = t.nodes.at(1).routerAdvertisements.at(0);
              told.link = "wan";
              told.prefixes.resize(1);
              told.prefixes.at(0).prefix = "2001:db8:d::/64";
              WithPool6("2001:db8:d::/64")(t);
          }),
    Wrong("Jool with addresses that its router leases",
          "RFC 6146 3",
          "nodes[2].openwrt.jool",
          [](Topology& t) {
              t.nodes.at(2).dhcpPools = {{"lan-b", "203.0.113.100", "203.0.113.110", "12h", {}}};
              Router2(t).jool += "\njool -i x pool4 add --tcp 203.0.113.110 4000-5000";
          }),
    Wrong("Jool with the broadcast address of its router's lan",
          "RFC 1122 3.2.1.3",
          "nodes[2].openwrt.jool",
          [](Topology& t) {
              Router2(t).jool += "\njool -i x pool4 add --tcp 203.0.113.255 4000-5000";
          }),
    Wrong("a pool with a prefix that a router advertises on another link",
          "RFC 8415 6.3",
          "nodes[1].delegates[0].pool",
          [](Topology& t) {
              RouterAdvertisementConfig told;
              told.link = "lan-a";
              told.prefixes.resize(1);
              told.prefixes.at(0).prefix = "2001:db8:100:7::/64";
              t.nodes.at(1).routerAdvertisements = {told};
          }),
    Wrong("a delegation that starts at no time",
          "",
          "nodes[1].delegates[0].start",
          [](Topology& t) { Given(t).start = "-5s"; }),
    Wrong("a prefix that is given back at no time",
          "",
          "nodes[2].prefixRequests[0].release",
          [](Topology& t) { Asked(t).release = "never"; }),
    Wrong("a prefix that is given back before it can be there",
          "RFC 8415 18.2.7",
          "nodes[2].prefixRequests[0].release",
          [](Topology& t) { Asked(t).release = "0s"; }),
    Accepted(
        "a pool4 with an address that the router does not have, a host of another home does",
        "RFC 1918 3",
        [](Topology& t) {
            Router2(t).jool += "\njool -i x pool4 add --tcp 203.0.113.50 4000-5000";
            Link lan;
            lan.name = "lan-c";
            lan.kind = "lan";
            t.links.push_back(lan);
            OutsideNode other;
            other.name = "elsewhere";
            other.interfaces = {{"lan-c", {"203.0.113.50/24"}}};
            t.nodes.push_back(other);
        },
        Island),
    Accepted(
        "two homes whose routers have the same IPv4 address, with Jool's usual pool",
        "RFC 1918 3",
        [](Topology& t) {
            Link lan;
            lan.name = "lan-c";
            lan.kind = "lan";
            t.links.push_back(lan);
            OutsideNode other;
            other.name = "other-home";
            other.kind = "router";
            other.interfaces = {{"lan-c", {AddressOf(t.nodes.at(2), "lan-b")}}};
            t.nodes.push_back(other);
        },
        Island),
    Accepted(
        "Jool with a part of that prefix, as in the article",
        "article C",
        [](Topology& t) { Router2(t).jool = "jool -6 2001:db8:b:0:4444::/96 --force"; },
        Island),
    Wrong("a zone with a link that the router is not on",
          "",
          "nodes[2].openwrt.lan[0]",
          [](Topology& t) { Router2(t).lan = {"lan-a"}; }),
};

} // namespace

V6LAB_SUITE("v6lab-topology-validate-islands", ROWS);
