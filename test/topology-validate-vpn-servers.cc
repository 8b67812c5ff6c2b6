// SPDX-License-Identifier: GPL-2.0-only
// What Validate() says of VPN servers: their clients' prefixes, their MTU and port.
#include "test/support/phone-with-vpns.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::build;
using namespace ns3::v6lab::test;

namespace
{

/** The server hears a provider on a link, is delegated /60s and has subnet 15 of one on "home". */
Topology
Delegated()
{
    Topology topology = Phone();
    topology.links.resize(3);
    topology.links.at(1).kind = topology.links.at(2).kind = "lan";
    topology.links.at(1).name = "up";
    topology.links.at(2).name = "home";
    OutsideNode& server = topology.nodes.at(1);
    server.interfaces.push_back({"up", {}, true});
    server.interfaces.push_back({"home", {}});
    PrefixRequestConfig asked;
    asked.link = "up";
    asked.downlinks = {{"home", 15}};
    server.prefixRequests = {asked};
    TopologyBuilder lab("provider", "");
    lab.Add(Router("provider").On("up", "2001:db8:1::1/64"));
    OutsideNode provider = lab.Build().nodes.at(0);
    RouterAdvertisementConfig told;
    told.link = "up";
    told.prefixes.resize(1);
    told.prefixes.at(0).prefix = "2001:db8:1::/64";
    provider.routerAdvertisements = {told};
    PrefixDelegationConfig given;
    given.link = "up";
    given.pool = "2001:db8:100::/56";
    given.length = 60;
    provider.delegates = {given};
    topology.nodes.push_back(provider);
    return topology;
}

/** The delegated prefix goes to a home router, behind which the server listens. */
Topology
BehindHomeRouter()
{
    Topology topology = Delegated();
    OutsideNode& server = topology.nodes.at(1);
    OutsideNode home;
    home.name = "home-router";
    home.kind = "router";
    home.interfaces = {{"up", {}, true}, {"home", {}}};
    home.prefixRequests = server.prefixRequests;
    server.prefixRequests.clear();
    server.interfaces.erase(server.interfaces.begin() + 1);
    server.interfaces.at(1).autoconfigure = true;
    topology.nodes.push_back(home);
    return topology;
}

Edit
MoreClients(const std::string& prefix)
{
    return [prefix](Topology& t) { t.nodes.at(1).vpnServer->prefixes.push_back(prefix); };
}

/** One more prefix of clients, with the server in one of the topologies above. */
Row
Clients(const std::string& sentence,
        const std::string& prefix,
        const std::function<Topology()>& base = Phone,
        const std::string& clause = "")
{
    const std::string path = "nodes[1].vpnServer.prefixes[2]";
    return Refused(sentence, clause, path, "", MoreClients(prefix), base);
}

void
NamesLearned(Verdict& v)
{
    const std::string place = "nodes[1].vpnServer.prefixes[2] (server): ";
    const std::string advice = "; clients need addresses that no link has\n";
    Topology topology = Delegated();
    MoreClients("2001:db8:1::/65")(topology);
    v.Equal(Shown(Validate(topology)),
            place +
                "2001:db8:1::/65 overlaps 2001:db8:1::/64 of the server's link up, where node "
                "provider advertises it" +
                advice,
            "advertised");
    topology = Delegated();
    MoreClients("2001:db8:100:2f::/96")(topology);
    v.Equal(Shown(Validate(topology)),
            place +
                "2001:db8:100:2f::/96 overlaps 2001:db8:100:2f::/64 of the server's link home, "
                "which may get subnet 15 of what node provider delegates out of "
                "2001:db8:100::/56" +
                advice,
            "delegated");
}

Row
Server(const std::string& sentence,
       const std::function<void(VpnServerConfig&)>& change,
       const std::string& member,
       const std::string& word = "",
       const std::string& clause = "")
{
    return Refused(
        sentence,
        clause,
        "nodes[1].vpnServer" + member,
        word,
        [=](Topology& t) { change(*t.nodes.at(1).vpnServer); },
        Phone);
}

const std::vector<Row> ROWS = {
    Server(
        "a server's prefix that is none",
        [](auto& s) { s.prefixes.push_back("fd00:9::"); },
        ".prefixes[2]",
        "InvalidAddressPrefixFormat",
        "RFC 4632 3.1"),
    Server(
        "clients everywhere",
        [](auto& s) {
            s.prefixes = {"10.8.0.0/24", "::/0"};
        },
        ".prefixes[1]"),
    Server(
        "clients where a link of the server leads",
        [](auto& s) { s.prefixes.push_back("192.0.2.0/24"); },
        ".prefixes[2]"),
    Server(
        "clients in a part of a link of the server",
        [](auto& s) { s.prefixes.push_back("2001:db8::8000/113"); },
        ".prefixes[2]"),
    Accepted(
        "clients of their own beside what the server is delegated",
        "RFC 8415 6.3",
        [](Topology&) {},
        Delegated),
    {"clients in what a link gets in the run: told with the link and who gives it",
     "",
     NamesLearned},
    Clients("clients in what is advertised on a link of the server", "2001:db8:1::/64", Delegated),
    Clients("clients around what is advertised on a link of the server",
            "2001:db8::/47",
            [] {
                Topology t = Delegated();
                t.nodes.at(0).interfaces.at(0).addresses.at(1) = "fd00:5::2/64";
                t.nodes.at(1).interfaces.at(0).addresses.at(1) = "fd00:5::1/64";
                return t;
            }),
    Clients("clients in the /64 of a downlink", "2001:db8:100:f::/64", Delegated),
    Clients("clients in all that is delegated", "2001:db8:100::/48", Delegated),
    Clients("clients in one of the prefixes that are delegated", "2001:db8:100:20::/60", Delegated),
    Accepted("clients in a /64 of the delegated prefix that no link has",
             "RFC 8415 6.3",
             MoreClients("2001:db8:100:e::/64"),
             Delegated),
    Clients("clients in the /64 that a home router advertises to the server",
            "2001:db8:100:f::/64",
            BehindHomeRouter),
    Accepted("clients in what is advertised where the server is not",
             "",
             MoreClients("2001:db8:1::/64"),
             BehindHomeRouter),
    Clients("clients with multicast addresses", "ff00::/8", Phone, "RFC 4291 2.4"),
    Clients("clients with link-local addresses", "fe80::/10", Phone, "RFC 4291 2.4"),
    Clients("clients with IPv4-mapped addresses", "::ffff:0:0/96", Phone, "RFC 4291 2.4"),
    Clients("clients with loopback addresses", "127.0.0.0/8", Phone, "RFC 1122 3.2.1.3"),
    Clients("clients with IPv4 multicast addresses", "224.0.0.0/4", Phone, "RFC 1122 3.2.1.3"),
    Clients("clients with IPv4 link-local addresses", "169.254.7.0/24", Phone, "RFC 1122 3.2.1.3"),
    Clients("clients with addresses of network 0", "0.0.0.0/9", Phone, "RFC 1122 3.2.1.3"),
    Clients("clients with reserved addresses", "250.0.0.0/8", Phone, "RFC 1122 3.2.1.3"),
    Clients("a prefix of clients twice", "10.8.0.0/24"),
    Clients("a prefix of clients within another", "10.8.0.128/25"),
    Clients("a prefix of clients around another", "fd00:8::/48"),
    Server(
        "port 0",
        [](auto& s) { s.port = 0; },
        ".port"),
    Server(
        "a server's MTU that IPv6 does not know",
        [](auto& s) { s.mtu = 1000; },
        ".mtu",
        "",
        "RFC 8200 5"),
    Server(
        "a server's MTU that no UDP datagram holds",
        [](auto& s) { s.mtu = 65508; },
        ".mtu",
        "",
        "RFC 8200 5"),
    Server(
        "a server without prefixes, which is not told of each client, too",
        [](auto& s) { s.prefixes.clear(); },
        ".prefixes"),
    Refused(
        "a server that does not forward",
        "",
        "nodes[1].vpnServer",
        "",
        [](Topology& t) { t.nodes.at(1).kind = "host"; },
        Phone),
    Refused(
        "an echo at the port of a VPN server, by name",
        "RFC 768",
        "workloads[2].port",
        "",
        [](Topology& t) { AddEcho(t, "server", 6080); },
        Phone),
    Refused(
        "an echo at the port of a VPN server, by address",
        "RFC 768",
        "workloads[2].port",
        "",
        [](Topology& t) { AddEcho(t, "2001:db8::1", 6080); },
        Phone),
    Accepted(
        "an echo at another port of a VPN server",
        "RFC 768",
        [](Topology& t) { AddEcho(t, "server", 7); },
        Phone),
};

} // namespace

V6LAB_SUITE("v6lab-topology-validate-vpn-servers", ROWS);
