// SPDX-License-Identifier: GPL-2.0-only
// Virtual IPv6 in a topology: installed, drawn, and what the database says of it.
#include "helper/draw/translator-words.h"
#include "helper/topology/builder.h"
#include "helper/topology/validate.h"
#include "model/record/explain.h"
#include "model/translation/virtual-ip6.h"
#include "test/support/recorded-lab.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using test::Row;

namespace
{

/** A peer calls an IPv4-only server by UDP and TCP, and the server another, which is static. */
struct Lab : test::RecordedLab
{
    explicit Lab(bool perHost = false)
        : RecordedLab(Describe(perHost))
    {
    }

    static Topology Describe(bool perHost)
    {
        using namespace build;
        auto edge = VirtualIp6On("edge")
                        .Prefix("2001:db8:64::/96")
                        .Pool("10.64.0.0/16")
                        .Network("10.0.0.0/24")
                        .Peer("2001:db8:ffff::80", "10.64.0.9");
        edge.Config().perHost = perHost;
        edge.Config().udpTimeout = "20s";
        edge.Config().quarantine = "5s";
        return TopologyBuilder("virtual")
            .Add(Wire("site"))
            .Add(Lan("net"))
            .Add(Host("server").On("site", "10.0.0.5/24").Route("0.0.0.0/0", "10.0.0.1"))
            .Add(Router("edge").On("site", "10.0.0.1/24").On("net", "2001:db8:ffff::1/64"))
            .Add(Host("peer").On("net", "2001:db8:ffff::10/64").Route("::/0", "2001:db8:ffff::1"))
            .Add(Host("six").On("net", "2001:db8:ffff::80/64").Route("::/0", "2001:db8:ffff::1"))
            .Add(edge)
            .Add(UdpEcho("peer", "2001:db8:64::a00:5", "in").Server("server"))
            .Add(Tcp("peer", "2001:db8:64::a00:5", "tcp").Server("server").Start("1s"))
            .Add(UdpEcho("server", "10.64.0.9", "out").Server("six").Start("2s"))
            .Build();
    }
};

const std::vector<Row> ROWS{
    {"the topology is valid, its flows are delivered, each translated once",
     "V.3, V.4 step 10; VDC-03, VDC-08",
     [](test::Verdict& v) {
         v.Equal(Validate(Lab::Describe(false)).size(), 0u, "faults");
         Lab lab;
         lab.Run(10);
         v.Equal(lab.Ask("SELECT group_concat(outcome) FROM v_flow"),
                 "delivered,delivered,delivered",
                 "outcomes");
         v.Equal(lab.Ask("SELECT group_concat(translations) FROM v_flow"), "1,1,1", "translations");
         v.Equal(lab.Ask("SELECT group_concat(DISTINCT kind || ' ' || node) FROM v_translation"),
                 "virtual-ipv6 edge",
                 "kind");
     }},
    {"a binding's row: inside the virtual IPv4 address, outside the peer, all protocols, no ports, "
     "what made it",
     "V.2; VDC-09, VDC-19",
     [](test::Verdict& v) {
         Lab lab;
         lab.Run(10);
         v.Equal(lab.Ask("SELECT group_concat(inside_address || ' ' || outside_address || ' ' || "
                         "protocol || ' ' || origin || ' ' || static || ' ' || state, '; ') FROM "
                         "(SELECT * FROM v_binding ORDER BY inside_address)"),
                 "10.64.0.1 2001:db8:ffff::10 all outside 0 active; 10.64.0.9 2001:db8:ffff::80 "
                 "all static 1 active",
                 "rows");
         v.Equal(lab.Ask("SELECT count(inside_port) + count(outside_port) + count(host_address) "
                         "FROM v_binding"),
                 "0",
                 "ports and hosts");
         v.Equal(lab.Ask("SELECT max(s.expires_ns) = b.expires_ns FROM v_session s JOIN v_binding "
                         "b ON s.remote6_address = b.outside_address WHERE b.static = 0"),
                 "1",
                 "it reaches as far as its last session");
     }},
    {"a session's row: the inside host, its virtual IPv6 address, and the peer in both versions",
     "V.2; VDC-10, VDC-19",
     [](test::Verdict& v) {
         Lab lab;
         lab.Run(10);
         const std::string ends =
             "SELECT inside_address || ' ' || inside_port || ' ' || outside_address || ' ' || "
             "outside_port || ' ' || remote6_address || ' ' || remote_address || ' ' || "
             "(remote_port = remote6_port) || ' ' || static FROM v_session WHERE ";
         v.Equal(lab.Ask(ends + "protocol = 'udp' AND static = 0"),
                 "10.0.0.5 7 2001:db8:64::a00:5 7 2001:db8:ffff::10 10.64.0.1 1 0",
                 "inbound");
         v.Equal(lab.Ask(ends + "protocol = 'udp' AND static = 1").substr(0, 9),
                 "10.0.0.5 ",
                 "to the static peer");
         v.Equal(lab.Ask("SELECT remote_address || ' ' || remote_port FROM v_session WHERE static"),
                 "10.64.0.9 7",
                 "its other end");
         v.Equal(lab.Ask("SELECT group_concat(event || ' ' || state) FROM v_session_event WHERE "
                         "protocol = 'tcp'")
                     .substr(0, 36),
                 "added V6 INIT,state ESTABLISHED,stat",
                 "events of the connection");
     }},
    {"what ends is on record with its end, and the pool goes from bound over rest to free",
     "V.2, V.3 step 8; VDC-05, VDC-13, VDC-19",
     [](test::Verdict& v) {
         Lab lab;
         lab.Run(400);
         v.Equal(lab.Ask("SELECT (removed_ns - expires_ns) / 10000000 FROM v_binding WHERE NOT "
                         "static"),
                 "0", // within TimerGranularity
                 "removed when it expired");
         v.Equal(lab.Ask("SELECT group_concat(protocol || ' ' || used || '/' || capacity, '; ') "
                         "FROM v_pool"),
                 "all 1/65534; all 2/65534; all 2/65534; all 1/65534",
                 "static; bound; at rest; free");
         v.Equal(lab.Ask("SELECT (p.time_ns - b.removed_ns) / 10000000 FROM v_pool p JOIN "
                         "v_binding b ON NOT b.static ORDER BY p.time_ns DESC LIMIT 1"),
                 "500",
                 "the quarantine, in 10 ms");
     }},
    {"with pools per host a binding's row names its host",
     "V.2; VDC-09",
     [](test::Verdict& v) {
         Lab lab(true);
         lab.Run(10);
         v.Equal(lab.Ask("SELECT host_address FROM v_binding WHERE NOT static"),
                 "10.0.0.5",
                 "host");
     }},
    {"explain names the binding behind the translation",
     "V.3; VDC-19",
     [](test::Verdict& v) {
         Lab lab;
         lab.Run(10);
         const std::string text =
             ToText(Explain(*lab.database, SelectRun(*lab.database, ""), "in"));
         v.True(text.find("translated by virtual-ipv6: source by binding 2001:db8:ffff::10 ↔ "
                          "10.64.0.1, destination by prefix 2001:db8:64::/96") != std::string::npos,
                text);
     }},
    {"a drawing says between what it translates",
     "",
     [](test::Verdict& v) {
         std::string text;
         for (const auto& line : TranslatorLines(Lab::Describe(false).translators[0]))
         {
             text += line + "\n";
         }
         v.Equal(text,
                 "virtual IPv6 2001:db8:64::/96 ↔ 10.64.0.0/16\n"
                 "static 10.64.0.9 → 2001:db8:ffff::80\n",
                 "lines");
     }},
};

V6LAB_SUITE("v6lab-record-virtual-ip6", ROWS);

} // namespace
