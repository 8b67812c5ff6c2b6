// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/recorded.h"
#include "test/support/table.h"

#include <nlohmann/json.hpp>

using namespace ns3::v6lab;
using test::Complaint;
using test::Events;
using test::Row;
using test::TemporaryFile;
using test::Verdict;

namespace
{

/** A file with two runs: the first has one packet, the second two. */
class TwoRuns
{
  public:
    TwoRuns()
        : file("runs.db")
    {
        for (uint32_t run = 1; run <= 2; ++run)
        {
            Events events;
            Recorder recorder(Database::Create(file.Path()),
                              Events::Info(run),
                              RecordLevel::Packets);
            events.Prepare(recorder);
            for (uint32_t packet = 1; packet <= run; ++packet)
            {
                events.Deliver(recorder, packet);
            }
            recorder.Finish(RunStatus::Complete);
            ids.push_back(recorder.GetRunId());
        }
        database = Database::Read(file.Path());
    }

    TemporaryFile file;
    std::vector<std::string> ids;
    std::shared_ptr<Database> database;
};

/** An expression that must not do what it tries; `part` is a part of the complaint. */
Row
Refused(const std::string& where, const std::string& part)
{
    return {"where " + where.substr(0, where.find('/')) + " is refused", "", [=](Verdict& v) {
                TwoRuns runs;
                const std::string complaint =
                    Complaint([&] { Query(*runs.database, "v_run", runs.ids[0], where); });
                v.True(complaint.find("--where") == 0, "complaint names --where: " + complaint);
                v.True(complaint.find(part) != std::string::npos, complaint);
                v.Equal(test::One(*runs.database, "SELECT count(*) FROM run"), "2", "runs");
            }};
}

Row
Selected(const std::string& what,
         const std::function<std::string(const TwoRuns&)>& text,
         size_t run)
{
    return {"a run is found by " + what, "", [=](Verdict& v) {
                TwoRuns runs;
                v.Equal(SelectRun(*runs.database, text(runs)).id, runs.ids[run], "run");
            }};
}

Table
Sample()
{
    return {{"name", "count", "share"},
            {{std::string("a,\"b\""), int64_t{3}, 0.5}, {std::monostate(), int64_t{-12}, 1e-9}}};
}

const std::vector<Row> ROWS{
    Selected(
        "nothing: the latest",
        [](const TwoRuns&) { return ""; },
        1),
    Selected(
        "its id",
        [](const TwoRuns& runs) { return runs.ids[0]; },
        0),
    Selected(
        "a beginning of its id",
        [](const TwoRuns& r) { return r.ids[0].substr(0, 7); },
        0),
    Selected(
        "its place in the file",
        [](const TwoRuns&) { return "2"; },
        1),
    {"a run that is not there is refused, and the complaint says what is there",
     "",
     [](Verdict& v) {
         TwoRuns runs;
         const std::string path = runs.file.Path();
         v.Equal(Complaint([&] { SelectRun(*runs.database, "3"); }),
                 "there is no run \"3\"; " + path + " holds runs 1 to 2; `show " + path +
                     " v_run` lists their ids",
                 "complaint");
     }},
    {"digits alone are a place in the file; from six on they may begin an id",
     "",
     [](Verdict& v) {
         TwoRuns runs;
         Database::Create(runs.file.Path())
             ->Get()
             .exec("UPDATE run SET run_id = '3456789abcde' WHERE run_key = 1");
         for (const char* place : {"3", "34567"})
         {
             v.Equal(Complaint([&] { SelectRun(*runs.database, place); }).substr(0, 16),
                     "there is no run ",
                     place);
         }
         for (const char* beginning : {"345678", "3456789a", "3456789abcde"})
         {
             v.Equal(SelectRun(*runs.database, beginning).id, "3456789abcde", beginning);
         }
         v.Equal(SelectRun(*runs.database, "2").id, runs.ids[1], "2");
     }},
    {"a file without a run says so",
     "",
     [](Verdict& v) {
         const auto database = Database::Create(":memory:");
         v.Equal(Complaint([&] { SelectRun(*database, ""); }),
                 ":memory: holds no run",
                 "complaint");
     }},
    {"a query gives the rows of one run, in order, and of all runs if none is named",
     "",
     [](Verdict& v) {
         TwoRuns runs;
         v.Equal(Query(*runs.database, "v_hop", runs.ids[0], "").rows.size(), 3u, "first run");
         v.Equal(Query(*runs.database, "v_hop", "", "").rows.size(), 9u, "all runs");
         const Table hops = Query(*runs.database, "v_hop", runs.ids[1], "packet_id = 2");
         v.Equal(hops.rows.size(), 3u, "one packet");
         v.Equal(hops.Text(0, "action") + hops.Text(1, "action") + hops.Text(2, "action"),
                 "sendforwarddeliver",
                 "actions");
         v.Equal(hops.Text(2, "src") + " " + hops.Text(2, "dst_port"), "10.0.0.1 7", "header");
     }},
    {"a view that is not there is refused, and the complaint lists the views",
     "",
     [](Verdict& v) {
         TwoRuns runs;
         v.Equal(Complaint([&] { Query(*runs.database, "run", "", ""); }),
                 "there is no view \"run\"; the views are v_attempt, v_bench_latency, "
                 "v_bench_run, v_bench_summary, v_bgp_event, v_bgp_peer, "
                 "v_bgp_route, v_binding, v_check, "
                 "v_connection, v_dns, v_drop, v_effective_route, v_effective_route_change, "
                 "v_effective_security_rule, v_flow, "
                 "v_flow_log, v_hop, v_left_out, v_metric, "
                 "v_nat_event, v_pool, "
                 "v_reachability, v_run, v_session, v_session_event, v_traceroute, v_translation",
                 "complaint");
     }},
    {"where is an expression with functions and subqueries, and may end in a comment",
     "",
     [](Verdict& v) {
         TwoRuns runs;
         const std::string where = "run = (SELECT max(run) FROM run) AND length(scenario) > 1 -- x";
         v.Equal(Query(*runs.database, "v_run", "", where).rows.size(), 1u, "rows");
     }},
    Refused("nosuch = 1", "no such column: nosuch"),
    Refused("1 = ", "syntax error"),
    Refused("1) OR (1", "near \")\": syntax error"),
    Refused("1); DELETE FROM run; SELECT (1", "one SQL expression"),
    Refused("1; DELETE FROM run", "syntax error"),
    Refused("1 ORDER BY 1", "syntax error"),
    Refused("1) UNION SELECT * FROM pragma_database_list; --/", ""),
    Refused("load_extension('x')", "not authorized"),
    {"nothing can be written through a database that was opened for reading",
     "",
     [](Verdict& v) {
         TwoRuns runs;
         v.True(!Complaint([&] { runs.database->Get().exec("DELETE FROM run"); }).empty(),
                "a complaint");
         v.Equal(test::One(*runs.database, "SELECT count(*) FROM run"), "2", "runs");
     }},
    {"tables are aligned, with a rule under the names",
     "",
     [](Verdict& v) {
         v.Equal(Render(Sample(), TableFormat::Aligned),
                 "name   count  share\n"
                 "-----  -----  -----\n"
                 "a,\"b\"  3      0.5\n"
                 "       -12    1e-09\n",
                 "text");
     }},
    {"tables hide columns of only NULLs and say so; other formats keep them",
     "",
     [](Verdict& v) {
         const Table table{{"a", "none", "b", "gone"},
                           {{int64_t{1}, std::monostate(), std::string(), std::monostate()}}};
         v.Equal(Render(table, TableFormat::Aligned),
                 "a  b\n-  -\n1\n(empty in every row, not shown: none, gone)\n",
                 "table");
         v.Equal(Render(table, TableFormat::Csv), "a,none,b,gone\r\n1,,,\r\n", "csv");
         v.True(Render(table, TableFormat::Json).find("\"none\":null") != std::string::npos,
                "json");
         v.Equal(Render({{"a", "b"}, {}}, TableFormat::Aligned), "a  b\n-  -\n", "no rows");
     }},
    {"tables show fractions with six digits; other formats show all of them",
     "",
     [](Verdict& v) {
         const Table table{{"x"}, {{20.002272123}, {123456789.5}, {0.25}}};
         v.Equal(Render(table, TableFormat::Aligned),
                 "x\n---------\n20.0023\n123456790\n0.25\n",
                 "table");
         v.Equal(Render(table, TableFormat::Csv),
                 "x\r\n20.002272123\r\n123456789.5\r\n0.25\r\n",
                 "csv");
     }},
    {"csv quotes what needs it and ends lines in CR LF",
     "RFC 4180 2",
     [](Verdict& v) {
         v.Equal(Render(Sample(), TableFormat::Csv),
                 "name,count,share\r\n\"a,\"\"b\"\"\",3,0.5\r\n,-12,1e-09\r\n",
                 "text");
     }},
    {"json has NULL as null and numbers as numbers",
     "RFC 8259",
     [](Verdict& v) {
         const auto json = nlohmann::json::parse(Render(Sample(), TableFormat::Json));
         v.Equal(json.size(), 2u, "objects");
         v.True(json[1]["name"].is_null() && json[1]["count"] == -12 && json[0]["share"] == 0.5,
                "values");
         v.Equal(Render({{"a"}, {}}, TableFormat::Json), "[]\n", "no rows");
     }},
    {"reachability tells direct from failed, and why",
     "",
     [](Verdict& v) {
         Events events;
         const auto database = Database::Create(":memory:");
         Recorder recorder(database, Events::Info(), RecordLevel::Flows);
         events.Prepare(recorder);
         FlowRecord& good = events.ledger->Get(1);
         good.outcome = FlowOutcome::Delivered;
         good.receivedPackets = 1;
         const uint32_t other = events.AddFlow("fails");
         events.ledger->Get(other).destinationNode = "";
         events.ledger->Get(other).destination = *IpAddress::Parse("192.0.2.7");
         events.DropAtRouter(recorder, 9, Reason::NoRoute, other);
         recorder.Finish(RunStatus::Complete);
         v.Equal(Render(Query(*database, "v_reachability", "", ""), TableFormat::Csv),
                 "run_id,src_node,dst_node,protocol,family,verdict,translations,reason,dst_port,"
                 "flows\r\n" +
                     recorder.GetRunId() + ",a,b,udp,v4,direct,0,,7,1\r\n" + recorder.GetRunId() +
                     ",a,192.0.2.7,udp,v4,failed,0,no-route,7,1\r\n",
                 "rows");
     }},
    {"the round-trip times of a flow are summed up by nearest rank",
     "",
     [](Verdict& v) {
         Events events;
         const auto database = Database::Create(":memory:");
         Recorder recorder(database, Events::Info(), RecordLevel::Flows);
         events.Prepare(recorder);
         FlowRecord& flow = events.ledger->Get(1);
         for (int i = 200; i >= 1; --i)
         {
             flow.rttMs.push_back(static_cast<float>(i));
         }
         flow.sentPackets = 250;
         flow.receivedPackets = 200;
         flow.receivedBytes = 1000;
         flow.measuredBytes = 1000;
         flow.measuredNs = 500000000;
         recorder.Finish(RunStatus::Complete);
         const Table row = Query(*database, "v_flow", "", "");
         v.Equal(row.Text(0, "rtt_min_ms"), "1", "least");
         v.Equal(row.Text(0, "rtt_mean_ms"), "100.5", "mean");
         v.Equal(row.Text(0, "rtt_p99_ms"), "198", "0.99 x 200 is rank 198");
         v.Equal(row.Text(0, "lost_packets"), "50", "lost");
         v.Equal(row.Text(0, "throughput_bps"), "16000", "8000 bits in half a second");
     }},
};

V6LAB_SUITE("v6lab-record-reader", ROWS);

} // namespace
