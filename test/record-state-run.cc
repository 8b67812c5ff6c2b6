// SPDX-License-Identifier: GPL-2.0-only
#include "helper/topology/builder.h"
#include "model/record/explain.h"
#include "model/translation/nat64.h"
#include "test/support/recorded-lab.h"
#include "test/support/state-rows.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using ns3::Simulator;
using test::Row;
using namespace ns3::v6lab::test::state;

namespace
{

/** An IPv6 host, a NAT64 and an IPv4 host, recorded while the host asks by UDP and TCP. */
struct Lab : test::RecordedLab
{
    explicit Lab(RecordLevel level = RecordLevel::Events, bool published = false)
        : RecordedLab(Describe(published), level)
    {
    }

    static Topology Describe(bool published)
    {
        using namespace build;
        const std::string n4 = "2001:db8:64::c000:204"; // 192.0.2.4 behind the NAT64
        auto nat64 = Nat64On("nat64").Prefix("2001:db8:64::/96").Pool("203.0.113.1");
        if (published)
        {
            nat64.Bind("tcp", "2001:db8:6::6#80", "203.0.113.1#8080");
        }
        return TopologyBuilder("state")
            .Add(Wire("front"))
            .Add(Wire("back"))
            .Add(Host("n6").On("front", "2001:db8:6::6/64").Route("::/0", "2001:db8:6::1"))
            .Add(Router("nat64").On("front", "2001:db8:6::1/64").On("back", "192.0.2.1/24"))
            .Add(Host("n4").On("back", "192.0.2.4/24").Route("0.0.0.0/0", "192.0.2.1"))
            .Add(nat64)
            .Add(UdpEcho("n6", n4, "udp").Server("n4"))
            .Add(Tcp("n6", n4, "tcp").Server("n4").Start("1s"))
            .Build();
    }

    Nat64& GetNat64() const
    {
        return *ns3::DynamicCast<Nat64>(in.translators.at(0));
    }
};

const std::vector<Row> RUN{
    {"what a NAT64 holds when the run ends is on record as being there",
     "RFC 6146 3.1",
     [](test::Verdict& v) {
         Lab lab(RecordLevel::Packets);
         lab.Run();
         v.Equal(lab.Ask("SELECT group_concat(protocol) FROM (SELECT protocol FROM v_binding WHERE "
                         "removed_ns IS NULL AND state = 'active' ORDER BY protocol)"),
                 "tcp,udp",
                 "bindings");
         const std::string udp = " FROM v_session WHERE protocol = 'udp'";
         v.Equal(lab.Ask("SELECT inside_address || ' ' || outside_address || ' ' || remote_address "
                         "|| ' ' || remote_port || ' ' || remote6_address || ' ' || remote6_port" +
                         udp),
                 "2001:db8:6::6 203.0.113.1 192.0.2.4 7 2001:db8:64::c000:204 7",
                 "ends");
         v.Equal(
             lab.Ask("SELECT inside_port = src_port_before AND outside_port = src_port_after FROM "
                     "v_translation JOIN v_session USING (protocol) WHERE protocol = 'udp' AND "
                     "dst_after = '192.0.2.4' LIMIT 1"),
             "1",
             "ports are those of the packets");
         v.Equal(lab.Ask("SELECT expires_ns - (SELECT max(time_ns) FROM v_translation WHERE "
                         "protocol = 'udp')" +
                         udp),
                 "300000000000",
                 "from the last packet to the expiry");
         v.Equal(lab.Ask("SELECT b.expires_ns - s.expires_ns FROM v_binding b JOIN v_session s "
                         "USING (protocol) WHERE protocol = 'udp'"),
                 "0",
                 "the binding reaches as far");
     }},
    {"a TCP connection goes through the states of the RFC, in order",
     "RFC 6146 3.5.2.2",
     [](test::Verdict& v) {
         Lab lab;
         lab.Run(400);
         v.Equal(lab.Ask("SELECT group_concat(event || ' ' || state) FROM v_session_event WHERE "
                         "protocol = 'tcp'")
                     .substr(0, 38),
                 "added V6 INIT,state ESTABLISHED,state ",
                 "events");
         v.Equal(lab.Ask("SELECT state FROM v_session WHERE protocol = 'tcp'"),
                 "V6 FIN + V4 FIN RCV",
                 "last state");
         v.Equal(lab.Ask("SELECT state FROM v_session_event WHERE protocol = 'tcp' AND event = "
                         "'removed'"),
                 "V6 FIN + V4 FIN RCV",
                 "state at the end");
     }},
    {"what expired within the run was removed when it expired",
     "RFC 6146 3.5.1, 3.5.2.2",
     [](test::Verdict& v) {
         Lab lab;
         lab.Run(400);
         v.Equal(
             lab.Ask("SELECT group_concat((removed_ns - expires_ns) / 10000000) FROM v_session"),
             "0,0", // within Nat64's TimerGranularity
             "sessions");
         v.Equal(
             lab.Ask("SELECT group_concat((removed_ns - expires_ns) / 10000000) FROM v_binding"),
             "0,0", // within Nat64's TimerGranularity
             "bindings");
     }},
    {"a static binding outlives its sessions",
     "RFC 6146 3.1",
     [](test::Verdict& v) {
         Lab lab(RecordLevel::Flows, true);
         lab.Run(400);
         v.Equal(lab.Ask("SELECT outside_port || coalesce(removed_ns, ' stays') FROM v_binding "
                         "WHERE static"),
                 "8080 stays",
                 "binding");
         v.Equal(lab.Ask("SELECT count(*) FROM v_session WHERE static"), "0", "sessions");
     }},
    {"an administrator's removal ends a static binding in the record too",
     "RFC 6146 3.1",
     [](test::Verdict& v) {
         Lab lab(RecordLevel::Flows, true);
         After(7000,
               [&lab] { lab.GetNat64().RemoveBinding(BibKind::Tcp, At("203.0.113.1", 8080)); });
         lab.Run(8);
         v.Equal(lab.Ask("SELECT static || ' ' || removed_ns FROM v_binding WHERE outside_port = "
                         "8080"),
                 "1 7000000000",
                 "binding");
     }},
    {"the use of the pool is on record from the start and comes back to where it was",
     "",
     [](test::Verdict& v) {
         Lab lab(RecordLevel::Flows);
         lab.Run(400);
         v.Equal(lab.Ask("SELECT group_concat(used) FROM v_pool WHERE protocol = 'udp'"),
                 "0,1,0",
                 "UDP");
         v.Equal(lab.Ask("SELECT group_concat(DISTINCT capacity) FROM v_pool"),
                 "64512",
                 "capacity: ports 1024 to 65535 of one address");
     }},
    {"the counters of RFC 7659 are sums over views: of an instance, a protocol, a subscriber, a "
     "pool",
     "RFC 7659 3.1, 7659-01",
     [](test::Verdict& v) {
         Lab lab(RecordLevel::Packets);
         lab.Run(400);
         const auto is = [&](const std::string& sql, const std::string& value) {
             v.Equal(lab.Ask(sql), value, sql);
         };
         is("SELECT count(*) FROM v_nat_event WHERE nat_event = 10", "2"); // PortMapCreations
         is("SELECT count(*) FROM v_nat_event WHERE nat_event = 10 AND protocol = 'udp'", "1");
         is("SELECT count(*) FROM v_nat_event WHERE nat_event = 10 GROUP BY inside_address", "2");
         is("SELECT count(*) FROM v_binding WHERE removed_ns IS NULL", "0"); // PortMapEntries
         is("SELECT max(used) FROM v_pool WHERE protocol = 'tcp'", "1");
         is("SELECT count(*) = (SELECT count(*) FROM v_hop WHERE action = 'translate') FROM "
            "v_translation WHERE node = 'nat64'",
            "1"); // Translations
         is("SELECT count(*) FROM v_drop WHERE reason IN ('pool-exhausted', 'subscriber-limit')",
            "0"); // FailureDrops, LimitDrops
     }},
    {"finishing twice leaves each binding and session once",
     "",
     [](test::Verdict& v) {
         Lab lab(RecordLevel::Flows);
         Simulator::Schedule(ns3::Seconds(4),
                             [&lab] { lab.recorder->Finish(RunStatus::Incomplete); });
         lab.Run();
         v.Equal(lab.Ask("SELECT count(*) FROM v_binding"), "2", "bindings");
         v.Equal(lab.Ask("SELECT count(*) FROM v_session"), "2", "sessions");
     }},
    {"translations at a NAT64 are of its kind, whichever way",
     "the interface's Database table",
     [](test::Verdict& v) {
         Lab lab(RecordLevel::Packets);
         lab.Run();
         v.Equal(lab.Ask("SELECT group_concat(DISTINCT kind) FROM v_translation"), "nat64", "kind");
         v.Equal(lab.Ask("SELECT count(DISTINCT src_before) FROM v_translation"), "2", "ways");
     }},
    {"explain names the binding that a NAT64 translated by",
     "RFC 6146 3.1",
     [](test::Verdict& v) {
         Lab lab;
         lab.Run();
         const std::string text =
             ToText(Explain(*lab.database, SelectRun(*lab.database, ""), "udp"));
         const std::string port =
             lab.Ask("SELECT inside_port FROM v_binding WHERE protocol = 'udp'");
         const std::string outside =
             lab.Ask("SELECT outside_port FROM v_binding WHERE protocol = 'udp'");
         const std::string binding =
             "translated by nat64: binding 2001:db8:6::6#" + port + " ↔ 203.0.113.1#" + outside;
         v.True(text.find(binding + ", destination by prefix 2001:db8:64::/96 [RFC 6146]") !=
                    std::string::npos,
                "request in: " + text);
         v.True(text.find(binding + ", source by prefix 2001:db8:64::/96 [RFC 6146]") !=
                    std::string::npos,
                "answer in: " + text);
     }},
};

} // namespace

V6LAB_SUITE("v6lab-record-state-run", RUN);
