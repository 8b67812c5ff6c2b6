// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/install.h"
#include "helper/install/workload-install.h"
#include "helper/topology/builder.h"
#include "model/record/explain.h"
#include "model/translation/nat64.h"
#include "test/support/recorded.h"
#include "test/support/state-rows.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using ns3::Simulator;
using test::Events;
using test::One;
using test::Row;
using namespace ns3::v6lab::test::state;

namespace
{

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

std::vector<Row>
All()
{
    std::vector<Row> rows = BY_HAND;
    rows.insert(rows.end(), POOLS.begin(), POOLS.end());
    return rows;
}

} // namespace

V6LAB_SUITE("v6lab-record-state", All());
