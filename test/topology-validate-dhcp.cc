// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/fault-rows.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::build;
using namespace ns3::v6lab::test;

namespace
{

/** OutsideSites() whose r1 serves DHCPv6 on lan-a, where pc listens and learns of the NAT64. */
Topology
Served()
{
    Topology topology = OutsideSites();
    Dhcpv6Config config;
    config.link = "lan-a";
    config.resolvers = {"2001:db8::53"};
    config.searchDomains = {"lab.example"};
    topology.nodes.at(1).dhcpv6 = {config};
    auto& pc = topology.nodes.at(0);
    pc.interfaces.at(0).autoconfigure = true;
    pc.synthesiseLiterals = true;
    pc.connectivityCheck = "192.0.2.1";
    return topology;
}

/** A change of what r1 serves. */
Row
Told(const std::string& sentence,
     const std::function<void(Dhcpv6Config&)>& change,
     const std::string& member = "",
     const std::string& clause = "")
{
    return Refused(
        sentence,
        clause,
        "nodes[1].dhcpv6[0]" + member,
        "",
        [=](Topology& t) { change(t.nodes.at(1).dhcpv6.at(0)); },
        Served);
}

/** A change of pc. */
Row
Learns(const std::string& sentence,
       const std::string& clause,
       const std::function<void(OutsideNode&)>& change,
       const std::string& member)
{
    return Refused(
        sentence,
        clause,
        "nodes[0]." + member,
        "",
        [=](Topology& t) { change(t.nodes.at(0)); },
        Served);
}

const std::vector<Row> ROWS{
    Accepted(
        "a DHCPv6 server, and a host that learns of its NAT64 and checks it",
        "",
        [](Topology&) {},
        Served),
    Accepted(
        "one without an end, and a host as a server",
        "",
        [](Topology& t) {
            t.nodes.at(1).dhcpv6.at(0).refreshTime = "forever";
            t.nodes.at(0).dhcpv6 = t.nodes.at(1).dhcpv6;
        },
        Served),
    Accepted(
        "a host that learns of its NAT64 from its configured resolver",
        "RFC 7050 3",
        [](Topology& t) {
            t.nodes.at(0).interfaces.at(0).autoconfigure = false;
            t.nodes.at(0).resolvers = {"2001:db8::53"};
        },
        Served),
    Told(
        "a link that the node is not on",
        [](auto& c) { c.link = "elsewhere"; },
        ".link"),
    Told("a resolver with an IPv4 address", [](auto& c) { c.resolvers = {"192.0.2.53"}; }),
    Told("a resolver that is a group", [](auto& c) { c.resolvers = {"ff02::1"}; }),
    Told("a resolver that is no address", [](auto& c) { c.resolvers = {"ns"}; }),
    Told("a search domain that is none", [](auto& c) { c.searchDomains = {"a..b"}; }),
    Told(
        "a refresh time that clients would not take",
        [](auto& c) { c.refreshTime = "599s"; },
        "",
        ""),
    Told("a refresh time in parts of a second", [](auto& c) { c.refreshTime = "900.5s"; }),
    Refused(
        "a link that the node serves twice",
        "",
        "nodes[1].dhcpv6[1].link",
        "",
        [](Topology& t) {
            auto& all = t.nodes.at(1).dhcpv6;
            all.push_back(all.at(0));
        },
        Served),
    Learns(
        "a host that is to make addresses of literals, and has nowhere to learn the prefix",
        "RFC 8305 7.1",
        [](auto& node) { node.interfaces.at(0).autoconfigure = false; },
        "synthesiseLiterals"),
    Learns(
        "a connectivity check of an address of ipv4only.arpa",
        "RFC 7050 3.2.1",
        [](auto& node) { node.connectivityCheck = "192.0.0.170"; },
        "connectivityCheck"),
    Learns(
        "a connectivity check of an IPv6 address",
        "RFC 7050 3.2.1",
        [](auto& node) { node.connectivityCheck = "2001:db8::1"; },
        "connectivityCheck"),
    Learns(
        "a connectivity check by a host that learns no prefix",
        "RFC 7050 3.2",
        [](auto& node) { node.synthesiseLiterals = false; },
        "connectivityCheck"),
};

} // namespace

V6LAB_SUITE("v6lab-topology-validate-dhcp", ROWS);
