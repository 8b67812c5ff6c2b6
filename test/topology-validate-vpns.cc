// SPDX-License-Identifier: GPL-2.0-only
// What Validate() says of VPN services, of VPN servers, and of workloads that are bound to
// services.
#include "helper/format/read.h"
#include "helper/format/write.h"
#include "test/support/fault-rows.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::build;
using namespace ns3::v6lab::test;

namespace
{

/** A phone with a tunnel, a proxy and an application in each, and a server behind a router. */
Topology
Phone()
{
    TopologyBuilder lab("phone", "");
    lab.Add(Wire("radio"));
    lab.Add(Host("phone")
                .On("radio", "192.0.2.2/30", "2001:db8::2/64")
                .Vpn("tun", "tunnel", "10.8.0.2", "fd00:8::2")
                .Vpn("proxy", "proxy", "10.9.0.2"));
    lab.Add(Router("server")
                .On("radio", "192.0.2.1/30", "2001:db8::1/64")
                .ServeVpn("10.8.0.0/24", "fd00:8::/64"));
    lab.Add(Ping("phone", "192.0.2.1", "in the tunnel").Through("tun"));
    lab.Add(Ping("phone", "server", "in the proxy").Through("proxy"));
    Topology topology = lab.Build();
    topology.nodes.at(0).vpnServices.at(0).server = "server";
    return topology;
}

/** Another phone, with a VPN service whose address the first phone's tunnel has. */
void
AddPhone(Topology& topology, const std::string& mode)
{
    TopologyBuilder lab("another", "");
    lab.Add(Host("another").Vpn("tun", mode, "10.8.0.2"));
    OutsideNode node = lab.Build().nodes.at(0);
    node.vpnServices.at(0).server = mode == "tunnel" ? "server" : "";
    topology.nodes.push_back(node);
}

void
AddEcho(Topology& topology, const std::string& to, uint16_t port)
{
    Workload echo = topology.workloads.at(0);
    echo.name = "echo";
    echo.kind = "udp-echo";
    echo.to = to;
    echo.port = port;
    echo.vpn = "";
    topology.workloads.push_back(echo);
}

/** The server with OpenWrt's filter, a VPN service of its own, and these in its lan. */
void
MakeHomeRouter(Topology& topology, const std::vector<std::string>& lan)
{
    OutsideNode& server = topology.nodes.at(1);
    VpnServiceConfig own;
    own.name = "own";
    own.addresses = {"10.7.0.2"};
    server.vpnServices = {own};
    server.openwrt = OpenWrtConfig{lan, {"radio"}, "", ""};
}

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

/** A change of the tunnel (0) or the proxy (1). */
Row
Service(const std::string& sentence,
        size_t which,
        const std::function<void(VpnServiceConfig&)>& change,
        const std::string& member,
        const std::string& clause = "")
{
    return Refused(
        sentence,
        clause,
        "nodes[0].vpnServices[" + std::to_string(which) + "]" + member,
        "",
        [=](Topology& t) { change(t.nodes.at(0).vpnServices.at(which)); },
        Phone);
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
    Accepted(
        "a tunnel, a proxy, a server and their applications",
        "article D",
        [](Topology&) {},
        Phone),
    {"a topology with VPNs is written and read back as it was",
     "article D",
     [](Verdict& v) {
         const Topology topology = Phone();
         const auto text = WriteYaml(topology);
         v.True(text.find("vpn: tun") != std::string::npos, "the workload's service: " + text);
         v.Equal(WriteYaml(ReadTopology(text, "phone.yaml")), text, "again");
     }},
    Refused(
        "a name is a link's already",
        "",
        "nodes[0].vpnServices[0].name",
        "",
        [](Topology& t) {
            t.nodes.at(0).vpnServices.at(0).name = "radio";
            t.workloads.at(0).vpn = "radio";
        },
        Phone),
    Accepted(
        "a VPN server that leases addresses, to a phone with VPN services",
        "RFC 2131 2, article D",
        [](Topology& t) {
            t.links.at(0).kind = "lan";
            OutsideNode& server = t.nodes.at(1);
            server.interfaces.at(0).addresses = {"192.0.2.1/24", "2001:db8::1/64"};
            server.dhcpPools = {{"radio", "192.0.2.100", "192.0.2.101", "12h", {}}};
            t.nodes.at(0).interfaces.at(0).addresses = {"2001:db8::2/64"};
            t.nodes.at(0).interfaces.at(0).dhcp = true;
        },
        Phone),
    Accepted(
        "a home router with its VPN interfaces in zones",
        "OpenWrt firewall, Zones",
        [](Topology& t) {
            MakeHomeRouter(t, {"vpnServer", "own"});
        },
        Phone),
    Refused(
        "a VPN service of a home router in neither zone",
        "OpenWrt firewall, Zones",
        "nodes[1].openwrt",
        "",
        [](Topology& t) { MakeHomeRouter(t, {"vpnServer"}); },
        Phone),
    Refused(
        "a VPN server of a home router in neither zone",
        "OpenWrt firewall, Zones",
        "nodes[1].openwrt",
        "",
        [](Topology& t) { MakeHomeRouter(t, {"own"}); },
        Phone),
    {"who has a VPN interface in neither zone is told the node, the interface and the zones",
     "",
     [](Verdict& v) {
         Topology topology = Phone();
         MakeHomeRouter(topology, {"own"});
         const auto text = Shown(Validate(topology));
         v.True(text.find("VPN interface \"vpnServer\" of node server must be in one of the zones, "
                          "lan (own) or wan (radio)") != std::string::npos,
                text);
     }},
    Refused(
        "a VPN interface in both zones",
        "",
        "nodes[1].openwrt.wan[1]",
        "",
        [](Topology& t) {
            MakeHomeRouter(t, {"own", "vpnServer"});
            t.nodes.at(1).openwrt->wan.push_back("own");
        },
        Phone),
    Refused(
        "a link with the name of a VPN server's interface",
        "",
        "nodes[1].vpnServer",
        "",
        [](Topology& t) {
            t.links.at(0).name = "vpnServer";
            t.nodes.at(0).interfaces.at(0).link = "vpnServer";
            t.nodes.at(1).interfaces.at(0).link = "vpnServer";
        },
        Phone),
    Service(
        "a virtual interface without addresses",
        1,
        [](auto& s) { s.addresses.clear(); },
        ".addresses"),
    Service(
        "two addresses of one family",
        1,
        [](auto& s) { s.addresses.push_back("10.9.0.3"); },
        ".addresses[1]"),
    Service(
        "an address that is none",
        1,
        [](auto& s) { s.addresses[0] = "10.9.0.0/24"; },
        ".addresses[0]"),
    Service(
        "an address that no node can have",
        1,
        [](auto& s) { s.addresses[0] = "127.0.0.1"; },
        ".addresses[0]",
        "RFC 1122 3.2.1.3"),
    Service(
        "the address of all on a link",
        1,
        [](auto& s) { s.addresses[0] = "255.255.255.255"; },
        ".addresses[0]",
        "RFC 1122 3.2.1.3"),
    Service(
        "an address of network 0",
        1,
        [](auto& s) { s.addresses[0] = "0.1.2.3"; },
        ".addresses[0]",
        "RFC 1122 3.2.1.3"),
    Service(
        "a link-local address, on an interface without a link",
        1,
        [](auto& s) { s.addresses[0] = "fe80::1"; },
        ".addresses[0]",
        "RFC 4291 2.4"),
    Service(
        "an IPv4 address in IPv6 notation",
        1,
        [](auto& s) { s.addresses[0] = "::ffff:10.0.0.1"; },
        ".addresses[0]",
        "RFC 4291 2.4"),
    Service(
        "an address that a link of another node has",
        1,
        [](auto& s) { s.addresses[0] = "192.0.2.1"; },
        ".addresses[0]",
        "RFC 5227 1"),
    Service(
        "an address that a link of the node has",
        1,
        [](auto& s) { s.addresses[0] = "192.0.2.2"; },
        ".addresses[0]",
        "RFC 5227 1"),
    Service(
        "an address that another VPN service of the node has",
        1,
        [](auto& s) { s.addresses[0] = "10.8.0.2"; },
        ".addresses[0]",
        "RFC 5227 1"),
    Refused(
        "an address that another client of the VPN server has",
        "RFC 5227 1",
        "nodes[2].vpnServices[0].addresses[0]",
        "",
        [](Topology& t) { AddPhone(t, "tunnel"); },
        Phone),
    Accepted(
        "the same address in the proxies of two phones, which it never leaves",
        "article D",
        [](Topology& t) {
            t.nodes.at(0).vpnServices.at(0).mode = "proxy";
            t.nodes.at(0).vpnServices.at(0).server.clear();
            AddPhone(t, "proxy");
        },
        Phone),
    {"what is missing is named with what there is",
     "",
     [](Verdict& v) {
         Topology topology = Phone();
         topology.nodes.at(0).vpnServices.at(0).server = "phone";
         topology.workloads.at(0).vpn = "other";
         const auto text = Shown(Validate(topology));
         const auto said = [&text](const char* part) {
             return text.find(part) != std::string::npos;
         };
         v.True(said("is no VPN server; allowed: \"server\""), "servers: " + text);
         v.True(said("allowed: \"tun\", \"proxy\""), "services: " + text);
         topology.nodes.at(1).vpnServer.reset();
         v.True(Shown(Validate(topology)).find("there is none") != std::string::npos, "none");
     }},
    Service(
        "a client's address that the server does not serve",
        0,
        [](auto& s) { s.addresses[0] = "10.7.0.2"; },
        ".addresses[0]",
        "RFC 2827 3"),
    Service(
        "a tunnel without a server",
        0,
        [](auto& s) { s.server.clear(); },
        ".server"),
    Service(
        "a server that is none",
        0,
        [](auto& s) { s.server = "phone"; },
        ".server"),
    Service(
        "a proxy with a server",
        1,
        [](auto& s) { s.server = "server"; },
        ".server"),
    Service(
        "an MTU that IPv6 does not know",
        1,
        [](auto& s) { s.mtu = 1279; },
        ".mtu",
        "RFC 8200 5"),
    Service(
        "no sessions",
        1,
        [](auto& s) { s.maxSessions = 0; },
        ".maxSessions"),
    Service(
        "a time that is none",
        1,
        [](auto& s) { s.udpTimeout = "soon"; },
        ".udpTimeout",
        ""),
    Service(
        "sessions of a tunnel",
        0,
        [](auto& s) { s.maxSessions = 5; },
        ".maxSessions"),
    Service(
        "a timeout of a tunnel's UDP sessions",
        0,
        [](auto& s) { s.udpTimeout = "200s"; },
        ".udpTimeout"),
    Service(
        "a timeout of a tunnel's pings",
        0,
        [](auto& s) { s.icmpTimeout = "x"; },
        ".icmpTimeout"),
    Service(
        "a timeout of a tunnel's TCP connections",
        0,
        [](auto& s) { s.tcpEstablishedTimeout = "3h"; },
        ".tcpEstablishedTimeout"),
    Service(
        "a transitory timeout of a tunnel",
        0,
        [](auto& s) { s.tcpTransitoryTimeout = "250s"; },
        ".tcpTransitoryTimeout"),
    Service(
        "a UDP timeout below 2 minutes",
        1,
        [](auto& s) { s.udpTimeout = "119s"; },
        ".udpTimeout",
        "RFC 4787 REQ-5"),
    Service(
        "a ping timeout below 60 s",
        1,
        [](auto& s) { s.icmpTimeout = "59s"; },
        ".icmpTimeout",
        "RFC 5508 REQ-2"),
    Service(
        "a TCP timeout below 2 hours and 4 minutes",
        1,
        [](auto& s) { s.tcpEstablishedTimeout = "2h"; },
        ".tcpEstablishedTimeout",
        "RFC 5382 REQ-5"),
    Service(
        "a transitory timeout below 4 minutes",
        1,
        [](auto& s) { s.tcpTransitoryTimeout = "239s"; },
        ".tcpTransitoryTimeout",
        "RFC 5382 REQ-5"),
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
    Refused(
        "a server that does not forward",
        "",
        "nodes[1].vpnServer",
        "",
        [](Topology& t) { t.nodes.at(1).kind = "host"; },
        Phone),
    Refused(
        "a workload in a VPN that its sender does not have",
        "",
        "workloads[1].vpn",
        "",
        [](Topology& t) { t.workloads.at(1).vpn = "other"; },
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

V6LAB_SUITE("v6lab-topology-validate-vpns", ROWS);

} // namespace
