// SPDX-License-Identifier: GPL-2.0-only
// What the database says of NAT64s: bindings, sessions, their changes, and pools.
#include "helper/install/install.h"
#include "helper/install/workload-install.h"
#include "helper/topology/builder.h"
#include "model/record/explain.h"
#include "model/translation/nat64.h"
#include "test/support/recorded.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using ns3::Simulator;
using test::Events;
using test::One;
using test::Row;

namespace
{

constexpr uint32_t NAT64 = 1; //!< node r of test::Events

TransportAddress
At(const std::string& address, uint16_t port)
{
    return {*IpAddress::Parse(address), port};
}

BindingRecord
SomeBinding(bool isStatic = false)
{
    return {BibKind::Tcp,
            At("2001:db8:6::6", 40000),
            At("203.0.113.1", 40001),
            1'000'000'000,
            isStatic};
}

SessionRecord
SomeSession(TcpState state, int64_t expiresNs, uint16_t remotePort = 80)
{
    return {BibKind::Tcp,
            At("2001:db8:6::6", 40000),
            At("64:ff9b::c000:204", remotePort),
            At("203.0.113.1", 40001),
            At("192.0.2.4", remotePort),
            state,
            1'000'000'000,
            expiresNs};
}

/** The rows of a view, one line each, cells apart by blanks, without the run. */
std::string
Rows(Database& database, const std::string& view)
{
    const Table table = Query(database, view, "", "");
    std::string text;
    for (const auto& row : table.rows)
    {
        for (size_t i = 1; i < row.size(); ++i)
        {
            const std::string cell = ToText(row[i]);
            text += (i == 1 ? "" : " ") + (cell.empty() ? "-" : cell);
        }
        text += "\n";
    }
    return text;
}

/** Records what `tell` does, told by hand, and gives the finished database. */
std::shared_ptr<Database>
Recorded(RecordLevel level, const std::function<void(Recorder&)>& tell)
{
    Events events;
    auto database = Database::Create(":memory:");
    Recorder recorder(database, Events::Info(), level);
    events.Prepare(recorder);
    tell(recorder);
    Simulator::Run();
    recorder.Finish(RunStatus::Complete);
    return database;
}

/** Something that happens at a time, in milliseconds. */
template <typename Function>
void
After(int64_t ms, Function function)
{
    Simulator::Schedule(ns3::MilliSeconds(ms), function);
}

/** A TCP session from its SYN to its end at 9 s, and with it its binding. */
void
TellLife(Recorder& recorder)
{
    const auto session = [&recorder](TcpState state, int64_t expiresNs, Change change) {
        recorder.OnSession(NAT64, SomeSession(state, expiresNs), change);
    };
    After(1000, [=, &recorder] {
        recorder.OnBinding(NAT64, SomeBinding(), Change::Added);
        session(TcpState::V6Init, 241'000'000'000, Change::Added);
    });
    After(2000, [=] { session(TcpState::Established, 7'202'000'000'000, Change::Changed); });
    After(5000, [=] { session(TcpState::Trans, 9'000'000'000, Change::Changed); });
    After(9000, [=, &recorder] {
        session(TcpState::Trans, 9'000'000'000, Change::Removed);
        recorder.OnBinding(NAT64, SomeBinding(), Change::Removed);
    });
}

/** Uses of a pool of 100, each at its millisecond; what v_pool says of them. */
std::string
PoolRows(const std::vector<std::pair<int64_t, uint64_t>>& uses, int64_t endMs)
{
    const auto database = Recorded(RecordLevel::Flows, [&](Recorder& recorder) {
        for (const auto& use : uses)
        {
            After(use.first, [&recorder, use] {
                recorder.OnPoolUse(NAT64, {BibKind::Udp, use.second, 100});
            });
        }
        After(endMs, [] {});
    });
    return Rows(*database, "v_pool");
}

/** An IPv6 host, a NAT64 and an IPv4 host, recorded while the host asks by UDP and TCP. */
struct Lab
{
    explicit Lab(RecordLevel level = RecordLevel::Events, bool published = false)
        : in(Install(Describe(published)))
    {
        recorder = std::make_unique<Recorder>(database, Events::Info(), level);
        recorder->SetNodeNames(in.names);
        recorder->SetLedger(in.ledger);
        ForEachTracedModel(in, [this](const auto& model) { recorder->Watch(model); });
    }

    ~Lab()
    {
        Simulator::Destroy();
    }

    Lab(const Lab&) = delete;
    Lab& operator=(const Lab&) = delete;

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

    /** To the end of the workloads, or to the second. */
    void Run(std::optional<double> second = std::nullopt)
    {
        if (second)
        {
            Simulator::Stop(ns3::Seconds(*second));
        }
        else
        {
            StopWhenWorkloadsEnd(in, ns3::Seconds(1));
        }
        Simulator::Run();
        recorder->Finish(RunStatus::Complete);
    }

    Nat64& GetNat64() const
    {
        return *ns3::DynamicCast<Nat64>(in.translators.at(0));
    }

    std::string Ask(const std::string& sql) const
    {
        return One(*database, sql);
    }

    std::shared_ptr<Database> database{Database::Create(":memory:")};
    Installation in;
    std::unique_ptr<Recorder> recorder;
};

const std::vector<Row> BY_HAND{
    {"a binding's row says what it bound, from when to when, and how far its last session reached",
     "RFC 6146 3.1",
     [](test::Verdict& v) {
         const auto database = Recorded(RecordLevel::Flows, TellLife);
         v.Equal(Rows(*database, "v_binding"),
                 "r tcp 2001:db8:6::6 40000 203.0.113.1 40001 removed 1000000000 9000000000 "
                 "9000000000 0 inside -\n",
                 "rows");
     }},
    {"a session's row says its four ends, its last state, and from when to when it was there",
     "RFC 6146 3.1",
     [](test::Verdict& v) {
         const auto database = Recorded(RecordLevel::Flows, TellLife);
         v.Equal(Rows(*database, "v_session"),
                 "r tcp 2001:db8:6::6 40000 203.0.113.1 40001 192.0.2.4 80 TRANS 1000000000 "
                 "9000000000 9000000000 0 64:ff9b::c000:204 80\n",
                 "rows");
         v.Equal(Rows(*database, "v_session_event"), "", "events at the level flows");
         v.Equal(One(*database, "SELECT count(*) FROM pragma_foreign_key_check"), "0", "orphans");
     }},
    {"at the level events each change of a session is a row, with RFC 8158's number if it has one",
     "RFC 6146 3.5.2.2, RFC 8158 4.3, 4.6.2, 8158-01, 8158-03",
     [](test::Verdict& v) {
         const auto database = Recorded(RecordLevel::Events, TellLife);
         const std::string ends = " tcp 2001:db8:6::6 40000 203.0.113.1 40001 192.0.2.4 80 ";
         v.Equal(Rows(*database, "v_session_event"),
                 "r 1000000000" + ends + "added V6 INIT 6\n" + "r 2000000000" + ends +
                     "state ESTABLISHED -\n" + "r 5000000000" + ends + "state TRANS -\n" +
                     "r 9000000000" + ends + "removed TRANS 7\n",
                 "rows");
     }},
    {"the log of a NAT64 has bindings made and removed, with all that RFC 8158 demands of them",
     "RFC 8158 4.3, 4.6.4, 8158-01, 8158-04",
     [](test::Verdict& v) {
         const auto database = Recorded(RecordLevel::Flows, TellLife);
         const std::string binding = " tcp 2001:db8:6::6 40000 203.0.113.1 40001\n";
         v.Equal(Rows(*database, "v_nat_event"),
                 "r 1000000000 10" + binding + "r 9000000000 11" + binding,
                 "rows");
     }},
    {"that log names no destination, and no session beside the binding: that is at level events",
     "RFC 8158 4.1, 4.6.1, RFC 6888 REQ-12, 8158-05, 8158-06, 6146-107",
     [](test::Verdict& v) {
         const auto database = Recorded(RecordLevel::Flows, TellLife);
         v.Equal(One(*database,
                     "SELECT count(*) FROM pragma_table_info('v_nat_event') WHERE name LIKE "
                     "'remote%' OR name LIKE 'dest%'"),
                 "0",
                 "columns for destinations");
         v.Equal(One(*database, "SELECT group_concat(DISTINCT nat_event) FROM v_nat_event"),
                 "10,11",
                 "events");
         v.Equal(One(*database, "SELECT count(*) FROM v_session_event"), "0", "session events");
     }},
    {"of the numbers of RFC 8158, the historic ones 1 and 2 and those of NAT44 do not occur",
     "RFC 8158 4.3, 8158-02",
     [](test::Verdict& v) {
         const auto database = Recorded(RecordLevel::Events, TellLife);
         v.Equal(One(*database,
                     "SELECT group_concat(DISTINCT nat_event) FROM (SELECT nat_event FROM "
                     "v_nat_event UNION SELECT nat_event FROM v_session_event ORDER BY 1)"),
                 "6,7,10,11",
                 "natEvent");
     }},
    {"sessions of UDP and ICMP have no state",
     "RFC 6146 3.5.2.2",
     [](test::Verdict& v) {
         const auto database = Recorded(RecordLevel::Events, [](Recorder& recorder) {
             SessionRecord session = SomeSession(TcpState::Closed, 5);
             session.kind = BibKind::Udp;
             recorder.OnSession(NAT64, session, Change::Removed);
             session.kind = BibKind::Icmp;
             recorder.OnSession(NAT64, session, Change::Removed);
         });
         v.Equal(One(*database, "SELECT group_concat(protocol) FROM v_session WHERE state IS NULL"),
                 "udp,icmp",
                 "without state");
         v.Equal(One(*database, "SELECT count(state) FROM v_session_event"), "0", "in events");
     }},
    {"a stored SYN is a session whose inside is not known",
     "RFC 6146 3.5.2.2",
     [](test::Verdict& v) {
         const auto database = Recorded(RecordLevel::Events, [](Recorder& recorder) {
             SessionRecord session = SomeSession(TcpState::V4Init, 6'000'000'000);
             session.inside = At("::", 0);
             recorder.OnSession(NAT64, session, Change::Removed);
         });
         v.Equal(
             One(*database, "SELECT inside_address IS NULL AND inside_port IS NULL FROM v_session"),
             "1",
             "inside");
         v.Equal(One(*database, "SELECT state FROM v_session"), "V4 INIT", "state");
         v.Equal(One(*database,
                     "SELECT inside_address IS NULL AND nat_event IS NULL FROM v_session_event"),
                 "1",
                 "event, none of RFC 8158");
     }},
    {"a static binding that is removed was static, and so were its sessions' bindings",
     "RFC 6146 3.1",
     [](test::Verdict& v) {
         const auto database = Recorded(RecordLevel::Flows, [](Recorder& recorder) {
             recorder.OnBinding(NAT64, SomeBinding(true), Change::Added);
             recorder.OnSession(NAT64, SomeSession(TcpState::Trans, 5), Change::Removed);
             recorder.OnBinding(NAT64, SomeBinding(false), Change::Removed);
             recorder.OnSession(NAT64, SomeSession(TcpState::Trans, 5), Change::Removed);
         });
         v.Equal(One(*database, "SELECT group_concat(static) FROM v_binding"), "1", "binding");
         v.Equal(One(*database, "SELECT group_concat(static) FROM v_session"), "1,0", "sessions");
     }},
    {"a binding that goes with several sessions reached as far as the one that reached furthest",
     "",
     [](test::Verdict& v) {
         const auto database = Recorded(RecordLevel::Flows, [](Recorder& recorder) {
             recorder.OnSession(NAT64, SomeSession(TcpState::Established, 700), Change::Removed);
             recorder.OnSession(NAT64, SomeSession(TcpState::Trans, 300, 81), Change::Removed);
             recorder.OnBinding(NAT64, SomeBinding(), Change::Removed);
             recorder.OnBinding(NAT64, SomeBinding(), Change::Removed);
         });
         v.Equal(One(*database, "SELECT group_concat(coalesce(expires_ns, 'none')) FROM v_binding"),
                 "700,none",
                 "expiry");
     }},
    {"what has ended is written in batches, so that memory does not grow with it",
     "",
     [](test::Verdict& v) {
         Events events;
         const auto database = Database::Create(":memory:");
         Recorder recorder(database, Events::Info(), RecordLevel::Flows);
         events.Prepare(recorder);
         for (int i = 0; i < 40000; ++i)
         {
             recorder.OnSession(NAT64, SomeSession(TcpState::Trans, i), Change::Removed);
         }
         v.Equal(One(*database, "SELECT count(*) FROM v_session"), "32768", "before the end");
         recorder.Finish(RunStatus::Complete);
         v.Equal(One(*database, "SELECT count(*) FROM v_session"), "40000", "in the end");
     }},
};

const std::vector<Row> POOLS{
    {"a pool that changes seldom is on record at each change",
     "",
     [](test::Verdict& v) {
         v.Equal(PoolRows({{0, 0}, {200, 1}, {1000, 2}}, 2000),
                 "r 0 udp 0 100\nr 200000000 udp 1 100\nr 1000000000 udp 2 100\n",
                 "rows");
     }},
    {"a pool that changes often is on record each 100 ms, with what was so then",
     "",
     [](test::Verdict& v) {
         v.Equal(PoolRows({{0, 1}, {30, 2}, {99, 3}, {130, 4}, {150, 5}, {420, 6}}, 1000),
                 "r 0 udp 1 100\nr 100000000 udp 3 100\nr 200000000 udp 5 100\n"
                 "r 420000000 udp 6 100\n",
                 "rows");
     }},
    {"the last use of a pool is on record even if the run ends at once",
     "",
     [](test::Verdict& v) {
         v.Equal(PoolRows({{0, 1}, {30, 2}}, 50), "r 0 udp 1 100\nr 50000000 udp 2 100\n", "rows");
     }},
    {"a run that ends as it begins has the last use of its pool on record",
     "",
     [](test::Verdict& v) {
         v.Equal(PoolRows({{0, 1}, {0, 2}}, 0), "r 0 udp 2 100\n", "rows");
     }},
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

std::vector<Row>
All()
{
    std::vector<Row> rows = BY_HAND;
    rows.insert(rows.end(), POOLS.begin(), POOLS.end());
    rows.insert(rows.end(), RUN.begin(), RUN.end());
    return rows;
}

V6LAB_SUITE("v6lab-record-state", All());

} // namespace
