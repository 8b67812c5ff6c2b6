// SPDX-License-Identifier: GPL-2.0-only
// What Validate() says of VPN services and of workloads that are bound to them.
#include "helper/format/read.h"
#include "helper/format/write.h"
#include "test/support/phone-with-vpns.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::build;
using namespace ns3::v6lab::test;

namespace
{

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
        [](auto& s) { s.addresses[0] = "2001:db8::1"; },
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
        "an MTU that no interface has",
        1,
        [](auto& s) { s.mtu = 65536; },
        ".mtu",
        "RFC 8200 5"),
    Accepted(
        "the largest MTUs of all, and a tunnel's timeouts that are the usual ones in other words",
        "RFC 768",
        [](Topology& t) {
            auto& services = t.nodes.at(0).vpnServices;
            services.at(0).mtu = services.at(1).mtu = 65535;
            services.at(0).tcpEstablishedTimeout = "7440s";
            services.at(0).udpTimeout = "5min";
            t.nodes.at(1).vpnServer->mtu = 65507;
        },
        Phone),
    Refused(
        "a flow to an address of a VPN service of the node that it starts at",
        "",
        "workloads[2].to",
        "",
        [](Topology& t) { AddEcho(t, "10.9.0.2", 7); },
        Phone),
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
    Refused(
        "a workload in a VPN that its sender does not have",
        "",
        "workloads[1].vpn",
        "",
        [](Topology& t) { t.workloads.at(1).vpn = "other"; },
        Phone),
};

V6LAB_SUITE("v6lab-topology-validate-vpns", ROWS);

} // namespace
