// SPDX-License-Identifier: GPL-2.0-only
#include "model/record/evaluate-checks.h"
#include "model/record/merge-runs.h"
#include "model/record/run-figures.h"
#include "model/record/schema.h"
#include "model/record/stored-runs.h"
#include "test/support/recorded.h"
#include "test/support/table.h"

#include <set>
#include <sstream>

using namespace ns3::v6lab;
using test::Complaint;
using test::Events;
using test::One;
using test::Row;
using test::TemporaryFile;
using test::Verdict;

namespace
{

const std::string RUNS = "SELECT group_concat(run_id || ' ' || status || ' ' || level, ', ') FROM "
                         "(SELECT * FROM v_run)";

std::string
Id(uint64_t run = 1)
{
    return RunId(Events::Info(run));
}

/** Records a run with `packets` packets of three hops and one check. */
void
Record(const std::string& path,
       uint64_t run,
       uint32_t packets,
       RunStatus status = RunStatus::Complete,
       RecordLevel level = RecordLevel::Packets,
       bool judge = true)
{
    Events events;
    const auto database = Database::Create(path);
    Recorder recorder(database, Events::Info(run), level);
    events.Prepare(recorder);
    CheckSpec spec;
    spec.name = "hello arrives";
    spec.workload = "hello";
    recorder.AddChecks({spec});
    if (level == RecordLevel::Packets)
    {
        for (uint32_t packet = 1; packet <= packets; ++packet)
        {
            events.Deliver(recorder, packet);
        }
    }
    events.DropAtRouter(recorder, packets + 1, Reason::NoRoute);
    recorder.Finish(status);
    if (judge && status == RunStatus::Complete)
    {
        EvaluateChecks(*database, SelectRun(*database, Id(run)), {spec});
    }
}

/** Everything that the views show, whatever the order of their rows. */
std::string
Content(const std::string& path)
{
    const auto database = Database::Read(path);
    std::string content;
    for (const auto& view : ListViews(*database))
    {
        std::istringstream text(Render(Query(*database, view, "", ""), TableFormat::Csv));
        std::multiset<std::string> rows;
        for (std::string row; std::getline(text, row);)
        {
            rows.insert(row);
        }
        content += view + "\n";
        for (const auto& row : rows)
        {
            content += row + "\n";
        }
    }
    return content;
}

std::string
Hops(const std::string& path)
{
    return One(*Database::Read(path), "SELECT count(*) FROM hop");
}

std::string
CountsText(const MergeCounts& counts)
{
    return std::to_string(counts.added) + " " + std::to_string(counts.replaced) + " " +
           std::to_string(counts.known);
}

std::string
Merged(const std::string& into, const std::string& from)
{
    return CountsText(MergeRuns(*Database::Create(into), from));
}

/** A run is there by one record; another one comes. Which stays is known by its hops. */
Row
Meets(const std::string& sentence,
      const std::function<void(const std::string&)>& there,
      const std::function<void(const std::string&)>& coming,
      const std::string& counts,
      const std::string& hops)
{
    return {sentence, "", [=](Verdict& v) {
                const TemporaryFile into("into.db");
                const TemporaryFile from("from.db");
                there(into.Path());
                coming(from.Path());
                v.Equal(Merged(into.Path(), from.Path()), counts, "added, replaced, known");
                v.Equal(Hops(into.Path()), hops, "hops");
                const auto database = Database::Read(into.Path());
                v.Equal(One(*database, "SELECT group_concat(run_id) FROM run"), Id(), "ids");
                v.Equal(One(*database, "SELECT count(*) FROM pragma_foreign_key_check"),
                        "0",
                        "orphans");
                v.Equal(Merged(into.Path(), from.Path()), "0 0 1", "a second time");
            }};
}

std::function<void(const std::string&)>
Recorded(uint32_t packets,
         RunStatus status = RunStatus::Complete,
         RecordLevel level = RecordLevel::Packets,
         bool judge = true)
{
    return [=](const std::string& path) { Record(path, 1, packets, status, level, judge); };
}

/** As if it had begun a year before. */
std::function<void(const std::string&)>
Older(uint32_t packets)
{
    return [=](const std::string& path) {
        Record(path, 1, packets, RunStatus::Incomplete);
        Database::Create(path)->Get().exec("UPDATE run SET started_at = '2001-01-01T00:00:00Z'");
    };
}

void
Execute(const std::string& path, const std::string& sql)
{
    SQLite::Database(path, SQLite::OPEN_READWRITE).exec(sql);
}

const std::vector<Row> ROWS{
    {"a merged run is what it was in every view, whatever runs are there already",
     "",
     [](Verdict& v) {
         const TemporaryFile into("into.db");
         const TemporaryFile both("both.db");
         const TemporaryFile from("from.db");
         Record(into.Path(), 1, 3);
         Record(both.Path(), 1, 3);
         Record(both.Path(), 2, 5);
         Record(from.Path(), 2, 5);
         v.Equal(Merged(into.Path(), from.Path()), "1 0 0", "added, replaced, known");
         const std::string update = "UPDATE run SET started_at = '', wall_seconds = 0";
         Execute(into.Path(), update);
         Execute(both.Path(), update);
         v.True(Content(into.Path()) == Content(both.Path()), "the views differ");
         v.Equal(Hops(into.Path()), "28", "hops"); // 3 for each packet, 2 for each that is dropped
     }},
    {"several runs of one file keep their order, and merging twice is merging once",
     "",
     [](Verdict& v) {
         const TemporaryFile into("into.db");
         const TemporaryFile from("from.db");
         for (const uint64_t run : {3, 1, 2})
         {
             Record(from.Path(), run, 2);
         }
         v.Equal(Merged(into.Path(), from.Path()), "3 0 0", "the first time");
         const std::string once = Content(into.Path());
         v.True(once == Content(from.Path()), "the views differ");
         v.Equal(One(*Database::Read(into.Path()), "SELECT group_concat(run) FROM v_run"),
                 "3,1,2",
                 "order");
         v.Equal(Merged(into.Path(), from.Path()), "0 0 3", "the second time");
         v.True(once == Content(into.Path()), "the second time changed something");
     }},
    {"a file into itself is no work",
     "",
     [](Verdict& v) {
         const TemporaryFile file("self.db");
         Record(file.Path(), 1, 2);
         v.Equal(Merged(file.Path(), file.Path()), "0 0 1", "added, replaced, known");
         v.Equal(Hops(file.Path()), "8", "hops");
     }},
    Meets("a complete record takes the place of an incomplete one",
          Recorded(2, RunStatus::Incomplete),
          Recorded(4),
          "0 1 0",
          "14"),
    Meets("a complete record takes the place of a failed one",
          Recorded(2, RunStatus::Failed),
          Recorded(4),
          "0 1 0",
          "14"),
    Meets("an incomplete record changes nothing where a complete one is",
          Recorded(4),
          Recorded(2, RunStatus::Incomplete),
          "0 0 1",
          "14"),
    Meets("of two complete records the one that is there stays", //
          Recorded(4),
          Recorded(2),
          "0 0 1",
          "14"),
    Meets("of two incomplete records the later one stays, if it comes",
          Older(2),
          Recorded(4, RunStatus::Incomplete),
          "0 1 0",
          "14"),
    Meets("of two incomplete records the later one stays, if it is there",
          Recorded(4, RunStatus::Incomplete),
          Older(2),
          "0 0 1",
          "14"),
    Meets("a record with more detail takes the place of one with less",
          Recorded(4, RunStatus::Complete, RecordLevel::Flows),
          Recorded(4),
          "0 1 0",
          "14"),
    Meets("a record with less detail changes nothing",
          Recorded(4),
          Recorded(4, RunStatus::Complete, RecordLevel::Flows),
          "0 0 1",
          "14"),
    Meets(
        "a record with its checks takes the place of one whose process died before it judged them",
        Recorded(2, RunStatus::Complete, RecordLevel::Packets, false),
        Recorded(4),
        "0 1 0",
        "14"),
    {"an incomplete record that was begun again beside a complete one adds nothing",
     "",
     [](Verdict& v) {
         const TemporaryFile into("into.db");
         const TemporaryFile from("from.db");
         Record(from.Path(), 1, 4);
         Record(from.Path(), 1, 2, RunStatus::Incomplete);
         v.Equal(One(*Database::Read(from.Path()), RUNS),
                 Id() + " complete packets, " + Id() + "+2 incomplete packets",
                 "runs of the source");
         v.Equal(Merged(into.Path(), from.Path()), "1 0 0", "added, replaced, known");
         v.Equal(One(*Database::Read(into.Path()), RUNS), Id() + " complete packets", "runs");
         v.Equal(Hops(into.Path()), "14", "hops");
     }},
    {"a file of another schema version is refused by its name, and nothing is merged",
     "",
     [](Verdict& v) {
         const TemporaryFile into("into.db");
         const TemporaryFile from("from.db");
         Record(from.Path(), 1, 2);
         Execute(from.Path(), "PRAGMA user_version = 3");
         const auto database = Database::Create(into.Path());
         v.Equal(Complaint([&] { MergeRuns(*database, from.Path()); }),
                 from.Path() + ": schema version 3, but this program reads and writes version " +
                     std::to_string(SCHEMA_VERSION),
                 "complaint");
         v.Equal(One(*database, "SELECT count(*) FROM run"), "0", "runs");
     }},
    {"a file that is not there is refused, and not made",
     "",
     [](Verdict& v) {
         const TemporaryFile into("into.db");
         const auto database = Database::Create(into.Path());
         v.Equal(Complaint([&] { MergeRuns(*database, into.Path() + ".none"); }),
                 into.Path() + ".none: no such file",
                 "complaint");
         v.True(!std::filesystem::exists(into.Path() + ".none"), "it was made");
     }},
    {"a file without room for another run is named, and left as it is",
     "",
     [](Verdict& v) {
         const TemporaryFile into("into.db");
         const TemporaryFile from("from.db");
         Record(into.Path(), 1, 2);
         Execute(into.Path(), "UPDATE run SET run_key = 131071");
         Record(from.Path(), 2, 2);
         const auto database = Database::Create(into.Path());
         v.Equal(Complaint([&] { MergeRuns(*database, from.Path()); }),
                 into.Path() + ": one file holds at most 131071 runs; merge into another",
                 "complaint");
         v.Equal(One(*database, RUNS), Id() + " complete packets", "runs");
     }},
    {"a run's figures are weighted by the packets behind them",
     "",
     [](Verdict& v) {
         const TemporaryFile file("figures.db");
         Record(file.Path(), 1, 2);
         Record(file.Path(), 2, 2, RunStatus::Incomplete);
         Execute(
             file.Path(),
             "DELETE FROM walk; DELETE FROM flow; "
             "INSERT INTO flow (run_key, flow_id, name, protocol, src_node, src_port, dst_port, "
             "outcome, tx_packets, rx_packets, rx_bytes, rtt_mean_ms, throughput_bps) VALUES "
             "(1, 1, 'a', 'udp', 'a', 1, 1, 'delivered', 3, 3, 9, 10, NULL), "
             "(1, 2, 'b', 'tcp', 'a', 1, 1, 'partial', 4, 1, 9, 30, 5e6), "
             "(1, 3, 'c', 'tcp', 'a', 1, 1, 'failed', 1, 0, 0, NULL, 1e6)");
         const auto figures = ReadRunFigures(*Database::Read(file.Path()));
         v.Equal(figures.size(), 1U, "complete runs");
         const RunFigures run = figures.at(Id());
         v.Equal(run.rttMs.value_or(0), 15.0, "rtt"); // (3 * 10 + 1 * 30) / 4
         v.Equal(run.throughputBps.value_or(0), 5e6, "throughput, but of what failed");
         v.Equal(run.delivered.value_or(0), 0.5, "delivered"); // 4 of 8
         v.Equal(run.checksPassed + run.checksFailed + run.checksUnknown, 1, "checks");
     }},
};

V6LAB_SUITE("v6lab-record-merge", ROWS);

} // namespace
