// SPDX-License-Identifier: GPL-2.0-only
// BGP of routers outside Azure and outages of links: what Validate() refuses.
#include "test/support/fault-rows.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::build;
using namespace ns3::v6lab::test;

namespace
{

/** Routers a and b share one link, b and c two. */
Topology
ThreeRouters()
{
    return TopologyBuilder("three routers")
        .Add(Wire("ab"))
        .Add(Wire("bc-1"))
        .Add(Wire("bc-2"))
        .Add(Router("a")
                 .On("ab", "10.0.1.1/30", "2001:db8:1::1/64")
                 .Route("10.9.0.0/24", "10.0.1.2")
                 .Bgp(64512)
                 .Originates("192.0.2.0/24", "2001:db8:a::/48")
                 .Neighbor("b"))
        .Add(Router("b")
                 .On("ab", "10.0.1.2/30", "2001:db8:1::2/64")
                 .On("bc-1", "10.0.2.1/30")
                 .On("bc-2", "10.0.3.1/30")
                 .Bgp(64513)
                 .Neighbor("a")
                 .Neighbor("10.0.2.2")
                 .Neighbor("10.0.3.2"))
        .Add(Router("c")
                 .On("bc-1", "10.0.2.2/30")
                 .On("bc-2", "10.0.3.2/30")
                 .Bgp(64514)
                 .Neighbor("10.0.2.1")
                 .Neighbor("10.0.3.1"))
        .Build();
}

void
AddNeighbor(BgpConfig& bgp, const std::string& address)
{
    bgp.neighbors.emplace_back();
    bgp.neighbors.back().address = address;
}

/** A change of the BGP of a. */
Row
Bgp(const std::string& sentence,
    const std::string& rule,
    const std::string& member,
    const std::function<void(BgpConfig&)>& change)
{
    return Refused(
        sentence,
        rule,
        "nodes[0].bgp." + member,
        "",
        [=](Topology& t) { change(*t.nodes[0].bgp); },
        ThreeRouters);
}

Row
Fine(const std::string& sentence, const std::string& rule, const Edit& change)
{
    return Accepted(sentence, rule, change, ThreeRouters);
}

/** The outages of link ab. */
Row
Outages(const std::string& sentence,
        const std::string& path,
        const std::vector<LinkOutage>& outages)
{
    return Refused(
        sentence,
        "",
        "links[0].outages" + path,
        "",
        [=](Topology& t) { t.links[0].outages = outages; },
        ThreeRouters);
}

const std::vector<Row> ROWS{
    Fine("neighbours are named by node or by address", "RFC 4271 8", [](Topology&) {}),
    Fine("a neighbour that no node of the topology is needs its AS and no more",
         "RFC 4271 6.2",
         [](Topology& t) {
             BgpNeighbor gateway;
             gateway.address = "10.9.0.4";
             gateway.asn = 65515;
             t.nodes[0].bgp->neighbors.push_back(gateway);
         }),
    Fine("another AS than the neighbour has may be tried out",
         "RFC 4271 6.2",
         [](Topology& t) { t.nodes[0].bgp->neighbors[0].asn = 64999; }),
    Refused(
        "a host has no BGP",
        "RFC 4271 1",
        "nodes[0].bgp",
        "",
        [](Topology& t) { t.nodes[0].kind = "host"; },
        ThreeRouters),
    Bgp("AS 23456 is reserved",
        "RFC 7607 2, RFC 6793 9, RFC 7300 2",
        "asn",
        [](BgpConfig& bgp) { bgp.asn = 23456; }),
    Bgp("a router's identifier is written as an IPv4 address",
        "RFC 6286 2.1",
        "routerId",
        [](BgpConfig& bgp) { bgp.routerId = "2001:db8::1"; }),
    Refused(
        "a router without IPv4 needs an identifier",
        "RFC 6286 2.1",
        "nodes[0].bgp.routerId",
        "",
        [](Topology& t) {
            t.nodes[0].interfaces[0].addresses = {"2001:db8:1::1/64"};
            t.nodes[0].routes.clear();
            t.nodes[1].interfaces[0].addresses = {"2001:db8:1::2/64"};
        },
        ThreeRouters),
    Bgp("a hold time of two seconds is not allowed",
        "RFC 4271 4.2",
        "holdTime",
        [](BgpConfig& bgp) {
            bgp.holdTime = "2s";
            bgp.keepalive = "1s";
        }),
    Bgp("a hold time has whole seconds",
        "RFC 4271 4.2",
        "holdTime",
        [](BgpConfig& bgp) { bgp.holdTime = "180500ms"; }),
    Bgp("keepalives come within the hold time",
        "RFC 4271 4.4",
        "keepalive",
        [](BgpConfig& bgp) { bgp.keepalive = "180s"; }),
    Bgp("the time between attempts is a time",
        "RFC 4271 10",
        "connectRetry",
        [](BgpConfig& bgp) { bgp.connectRetry = "soon"; }),
    Bgp("the interval of BFD is at most a minute",
        "RFC 5880 4.1",
        "bfdInterval",
        [](BgpConfig& bgp) { bgp.bfdInterval = "61s"; }),
    Bgp("a network is a prefix",
        "RFC 4632 3.1",
        "networks[0]",
        [](BgpConfig& bgp) { bgp.networks[0] = "192.0.2.0"; }),
    Bgp("a network is named once",
        "",
        "networks[2]",
        [](BgpConfig& bgp) { bgp.networks.push_back("192.0.2.0/24"); }),
    Bgp("a neighbour must exist",
        "",
        "neighbors[1].address",
        [](BgpConfig& bgp) { AddNeighbor(bgp, "x"); }),
    Bgp("a node is no neighbour of itself",
        "",
        "neighbors[1].address",
        [](BgpConfig& bgp) { AddNeighbor(bgp, "a"); }),
    Bgp("a node that shares no link is named by address",
        "",
        "neighbors[1].address",
        [](BgpConfig& bgp) { AddNeighbor(bgp, "c"); }),
    Refused(
        "a node on several links is named by address",
        "",
        "nodes[2].bgp.neighbors[0].address",
        "",
        [](Topology& t) {
            t.nodes[2].bgp->neighbors[0].address = "b";
            t.nodes[1].bgp->neighbors.erase(t.nodes[1].bgp->neighbors.begin() + 1);
        },
        ThreeRouters),
    Bgp("a neighbour stands once in the list",
        "",
        "neighbors[1].address",
        [](BgpConfig& bgp) { AddNeighbor(bgp, "10.0.1.2"); }),
    Refused(
        "both ends of a session must be configured",
        "RFC 4271 8.2.1",
        "nodes[0].bgp.neighbors[0].address",
        "",
        [](Topology& t) { t.nodes[1].bgp->neighbors.erase(t.nodes[1].bgp->neighbors.begin()); },
        ThreeRouters),
    Bgp("there must be a way to a neighbour",
        "RFC 4271 8",
        "neighbors[1].address",
        [](BgpConfig& bgp) {
            AddNeighbor(bgp, "10.8.0.4");
            bgp.neighbors[1].asn = 65515;
        }),
    Bgp("a neighbour outside the topology needs its AS",
        "RFC 4271 6.2",
        "neighbors[1].asn",
        [](BgpConfig& bgp) { AddNeighbor(bgp, "10.9.0.4"); }),
    Refused(
        "our end of a session has the neighbour's IP version",
        "",
        "nodes[0].bgp.neighbors[1].localAddress",
        "",
        [](Topology& t) {
            BgpNeighbor far;
            far.address = "10.9.0.4";
            far.asn = 65515;
            far.localAddress = "2001:db8:1::1";
            t.nodes[0].bgp->neighbors.push_back(far);
        },
        ThreeRouters),
    Bgp("what is let in is written as prefixes",
        "RFC 4632 3.1",
        "neighbors[0].importPrefixes[0]",
        [](BgpConfig& bgp) { bgp.neighbors[0].importPrefixes = {"all"}; }),
    Bgp("what a neighbour hears is written as prefixes",
        "RFC 4632 3.1",
        "neighbors[0].exportPrefixes[0]",
        [](BgpConfig& bgp) { bgp.neighbors[0].exportPrefixes = {"10.0.0.1/8"}; }),
    Bgp("no more than 200 ASes are prepended",
        "RFC 4271 5.1.2",
        "neighbors[0].prepend",
        [](BgpConfig& bgp) { bgp.neighbors[0].prepend = 201; }),
    Fine("outages follow one another, and the last may have no end",
         "",
         [](Topology& t) {
             t.links[0].outages = {{"1s", "2s"}, {"3s", "4s", false}, {"5s", ""}};
         }),
    Outages("an outage begins at a time", "[0].from", {{"never", ""}}),
    Outages("an outage ends at a time", "[0].to", {{"1s", "later"}}),
    Outages("an outage ends after it began", "[0].to", {{"2s", "2s"}}),
    Outages("outages do not overlap", "[1].from", {{"1s", "5s"}, {"4s", "6s"}}),
    Outages("nothing comes after an outage without end", "[1].from", {{"1s", ""}, {"4s", "6s"}}),
};

V6LAB_SUITE("v6lab-topology-validate-bgp", ROWS);

} // namespace
