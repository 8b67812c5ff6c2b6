// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/fault-rows.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::build;
using namespace ns3::v6lab::test;

namespace
{

constexpr const char* BEHIND = "2001:db8:64::203.0.113.80";

/** pc and the server through r1's NAT64: 0 UDP, 1 ping, 2 traceroute; a check of each. */
Topology
Through()
{
    Topology t = OutsideSites();
    t.translators = {Nat64On("r1").Prefix("2001:db8:64::/96").Pool("203.0.113.129").Get()};
    t.workloads = {UdpEcho("pc", BEHIND, "udp").Server("server", 8080).Get(),
                   Ping("pc", BEHIND, "ping").Server("server").Get(),
                   Traceroute("pc", BEHIND, "trace").Server("server").Get()};
    t.checks = {Expect("UDP passes", "udp").Delivered().Get(),
                Expect("ping passes", "ping").Delivered().Get(),
                Expect("routers are seen", "trace").Routers("2001:db8:a::1", BEHIND).Get()};
    return t;
}

Row
Flow(size_t place,
     const std::string& sentence,
     const std::string& rule,
     const std::string& member,
     const std::function<void(Workload&)>& change)
{
    return Refused(
        sentence,
        rule,
        "workloads[" + std::to_string(place) + "]." + member,
        "",
        [=](Topology& t) { change(t.workloads.at(place)); },
        Through);
}

Row
Routers(size_t place,
        const std::string& sentence,
        const std::string& member,
        const std::vector<std::string>& routers)
{
    return Refused(
        sentence,
        "",
        "checks[" + std::to_string(place) + "]" + member,
        "",
        [=](Topology& t) { t.checks.at(place).routers = routers; },
        Through);
}

const std::vector<Row> ROWS{
    Accepted(
        "flows to an address behind a translator name who answers, and on which port",
        "",
        [](Topology&) {},
        Through),
    Accepted(
        "an address behind a translator needs no server",
        "",
        [](Topology& t) { t.workloads[1].server.clear(); },
        Through),
    Flow(0, "an unknown server is refused", "", "server", [](Workload& w) { w.server = "nobody"; }),
    Flow(0,
         "a server that is the caller is refused",
         "",
         "server",
         [](Workload& w) { w.server = "pc"; }),
    Flow(1,
         "a server beside a node that is called by name is refused",
         "",
         "server",
         [](Workload& w) { w.to = "r2"; }),
    Flow(0,
         "a server port without server is refused",
         "",
         "serverPort",
         [](Workload& w) { w.server.clear(); }),
    Flow(1,
         "a server port of a ping is refused",
         "",
         "serverPort",
         [](Workload& w) { w.serverPort = 7; }),
    Flow(2,
         "a server port of a traceroute is refused",
         "",
         "serverPort",
         [](Workload& w) { w.serverPort = 7; }),
    Flow(2, "a port of a traceroute is refused", "", "port", [](Workload& w) { w.port = 33434; }),
    Flow(2,
         "DF of a traceroute is refused",
         "",
         "dontFragment",
         [](Workload& w) { w.dontFragment = true; }),
    Flow(2,
         "a traceroute of more than 255 hops is refused",
         "RFC 791 3.1",
         "count",
         [](Workload& w) { w.count = 256; }),
    Flow(2,
         "probes larger than a packet are refused",
         "RFC 791 3.1",
         "size",
         [](Workload& w) { w.size = 65508; }),
    Accepted(
        "255 hops are accepted",
        "RFC 791 3.1",
        [](Topology& t) { t.workloads[2].count = 255; },
        Through),
    Accepted(
        "a check may ask where and why TCP lost what it sent again",
        "RFC 8201 5.4",
        [](Topology& t) {
            t.workloads[0].kind = "tcp";
            t.checks[0].at = "r1";
            t.checks[0].reason = "packet-too-big";
        },
        Through),
    Refused(
        "but not where it lost a datagram that was delivered",
        "",
        "checks[0].reason",
        "",
        [](Topology& t) {
            t.checks[0].at = "r1";
            t.checks[0].reason = "packet-too-big";
        },
        Through),
    Refused(
        "nor why without where",
        "",
        "checks[0].reason",
        "",
        [](Topology& t) {
            t.workloads[0].kind = "tcp";
            t.checks[0].reason = "packet-too-big";
        },
        Through),
    Routers(2, "a router that is no address is refused", ".routers[1]", {"192.0.2.1", "r1"}),
    Routers(2, "a router with a prefix length is refused", ".routers[0]", {"192.0.2.1/24"}),
    Routers(1, "routers of a ping are refused", ".routers", {"192.0.2.1"}),
    Refused(
        "a check of a traceroute that asks nothing is refused",
        "",
        "checks[2]",
        "",
        [](Topology& t) { t.checks[2].routers.clear(); },
        Through),
};

V6LAB_SUITE("v6lab-topology-validate-flows", ROWS);

} // namespace
