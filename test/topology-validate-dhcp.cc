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

/** OutsideSites() whose r1 serves DHCP on lan-a, and pc asks for a name. */
Topology
ServedIpv4()
{
    Topology topology = OutsideSites();
    DhcpConfig config;
    config.link = "lan-a";
    config.resolvers = {"203.0.113.80"};
    config.domainName = "lab.example";
    config.searchDomains = {"lab.example", "example"};
    topology.nodes.at(1).dhcp = {config};
    topology.workloads = {Tcp("pc", "www.example.com").Server("server").Get()};
    return topology;
}

/** A change of what r1 serves hosts with IPv4 addresses. */
Row
ToldIpv4(const std::string& sentence,
         const std::function<void(DhcpConfig&)>& change,
         const std::string& member = "",
         const std::string& clause = "")
{
    return Refused(
        sentence,
        clause,
        "nodes[1].dhcp[0]" + member,
        "",
        [=](Topology& t) { change(t.nodes.at(1).dhcp.at(0)); },
        ServedIpv4);
}

void
Bounds(Verdict& v)
{
    const auto fault = [](size_t resolvers, size_t domains) {
        Topology t = Served();
        auto& config = t.nodes.at(1).dhcpv6.at(0);
        config.resolvers.assign(resolvers, "2001:db8::53");
        const std::string label = std::string(62, 'x') + ".";
        config.searchDomains.assign(domains, label + label + label + std::string(60, 'y'));
        return Shown(Validate(t));
    };
    v.Equal(fault(4077, 0), "", "what fits");
    v.Equal(
        fault(4078, 0),
        "nodes[1].dhcpv6[0] (r1): resolvers and searchDomains take 65252 bytes: at most 65247 fit "
        "one reply\n",
        "a resolver more");
    v.Equal(fault(0, 259), "", "259 names of 251 bytes");
    v.Equal(
        fault(0, 300),
        "nodes[1].dhcpv6[0] (r1): resolvers and searchDomains take 75304 bytes: at most 65247 fit "
        "one reply\n",
        "300 of them");
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
    {"more resolvers or search domains than a reply holds are refused", "RFC 8415 8", Bounds},
    Accepted(
        "a DHCP server, and a host that has its resolver from there",
        "RFC 2131 4.4.3",
        [](Topology&) {},
        ServedIpv4),
    Refused(
        "a name that is asked for by a host that nobody serves",
        "",
        "workloads[0].to",
        "",
        [](Topology& t) { t.nodes.at(1).dhcp.clear(); },
        ServedIpv4),
    Refused(
        "DHCP on a link that the node is not on",
        "",
        "nodes[1].dhcp[0].link",
        "",
        [](Topology& t) {
            t.nodes.at(1).dhcp.at(0).link = "elsewhere";
            t.workloads.clear(); // nobody tells pc a resolver now
        },
        ServedIpv4),
    ToldIpv4("an IPv6 resolver by DHCP", [](auto& c) { c.resolvers = {"2001:db8::53"}; }),
    ToldIpv4("a resolver by DHCP that is no address", [](auto& c) { c.resolvers = {"ns"}; }),
    ToldIpv4("a domain name that is none", [](auto& c) { c.domainName = "a..b"; }),
    ToldIpv4("the root as a domain name", [](auto& c) { c.domainName = "."; }),
    ToldIpv4("a search domain by DHCP that is none", [](auto& c) { c.searchDomains = {"a..b"}; }),
    ToldIpv4("more than every client takes",
             [](auto& c) { c.resolvers.assign(60, "203.0.113.80"); }),
    Refused(
        "a link that the node serves twice by DHCP",
        "",
        "nodes[1].dhcp[1].link",
        "",
        [](Topology& t) {
            auto& all = t.nodes.at(1).dhcp;
            all.push_back(all.at(0));
        },
        ServedIpv4),
    Refused(
        "a DHCP server without an IPv4 address on its link",
        "RFC 2132 9.7",
        "nodes[1].dhcp[0].link",
        "",
        [](Topology& t) {
            TopologyBuilder lab("six");
            lab.Add(Lan("lan-a"));
            lab.Add(Host("pc").On("lan-a", "2001:db8:a::9/64"));
            lab.Add(Router("r1").On("lan-a", "2001:db8:a::1/64").ServeDhcp("lan-a", "192.0.2.53"));
            t = lab.Build();
        },
        ServedIpv4),
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
