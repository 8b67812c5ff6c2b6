// SPDX-License-Identifier: GPL-2.0-only
#include "model/record/bench-writer.h"
#include "model/record/evaluate-checks.h"
#include "test/support/recorded.h"
#include "test/support/table.h"

#include <chrono>

using namespace ns3::v6lab;
using test::Row;
using test::Verdict;

namespace
{

BenchRows
Rows(bool compliant, double median = 57)
{
    BenchRows rows;
    rows.test = "throughput";
    rows.dut = "siit";
    rows.frame = 84;
    rows.mix = 100;
    rows.direction = "bidirectional";
    rows.compliant = compliant;
    BenchTrialRow trial;
    trial.purpose = "measure";
    trial.repeat = 1;
    trial.flows = 1;
    trial.rate = 100;
    trial.seconds = 2;
    trial.offered = 400;
    trial.received = 300;
    trial.delays = {7, 5, 6};
    trial.delaysBack = {9, 8};
    rows.trials = {trial, trial};
    BenchSummaryRow summary;
    summary.flows = 1;
    summary.metric = "throughput";
    summary.unit = "frames/s";
    summary.median = median;
    summary.p1 = 56;
    summary.p99 = 58;
    summary.n = 20;
    summary.note = compliant ? "" : "quick mode: not RFC 8219 compliant";
    rows.summaries = {summary};
    return rows;
}

/** A run that is over, with a benchmark in it. */
class Measured
{
  public:
    explicit Measured(bool compliant = true, double median = 57)
        : database(Database::Create(":memory:"))
    {
        Recorder recorder(database, test::Events::Info(), RecordLevel::Flows);
        BenchWriter(database, recorder.GetRunId()).WriteAll(Rows(compliant, median));
        recorder.Finish(RunStatus::Complete);
        run = SelectRun(*database, recorder.GetRunId());
    }

    CheckResult Judge(const std::string& metric, double least, double most)
    {
        CheckSpec check;
        check.name = "a figure";
        check.figure = FigureSpec{metric, least, most, "a formula"};
        // Through the text that the file keeps of it.
        return EvaluateChecks(*database, run, {CheckFromJson(ToJson(check))}).front();
    }

    std::shared_ptr<Database> database;
    RunHandle run;
};

const std::vector<Row> ROWS{
    {"a figure passes between its ends, and on them",
     "",
     [](Verdict& v) {
         Measured measured;
         for (const auto& [least, most] :
              std::vector<std::pair<double, double>>{{50, 60}, {57, 60}, {50, 57}, {57, 57}})
         {
             v.True(measured.Judge("throughput", least, most).passed == true,
                    std::to_string(least) + " to " + std::to_string(most));
         }
         v.True(measured.Judge("throughput", 57.001, 60).passed == false, "below");
         v.True(measured.Judge("throughput", 50, 56.999).passed == false, "above");
     }},
    {"it says what was expected, what was found, and where",
     "",
     [](Verdict& v) {
         const auto result = Measured().Judge("throughput", 50, 60);
         v.Equal(result.expected, "throughput 50 to 60 frames/s (a formula)", "expected");
         v.Equal(result.observed, "throughput 57 frames/s", "observed");
         v.Equal(result.evidence, "v_bench_summary, median of 20", "evidence");
     }},
    {"quick mode shows in the evidence and in both views",
     "RFC 8219 5.1",
     [](Verdict& v) {
         Measured quick(false);
         v.Equal(quick.Judge("throughput", 50, 60).evidence,
                 "v_bench_summary, median of 20, quick mode: not RFC 8219 compliant",
                 "evidence");
         v.Equal(test::One(*quick.database, "SELECT max(compliant) FROM v_bench_run"), "0", "run");
         v.Equal(test::One(*quick.database, "SELECT compliant FROM v_bench_summary"),
                 "0",
                 "summary");
     }},
    {"a figure that was not measured fails",
     "",
     [](Verdict& v) {
         const auto result = Measured().Judge("speed", 0, 1e9);
         v.True(result.passed == false, "passed");
         v.Equal(result.observed, "no such figure in the run", "observed");
     }},
    {"trials have their loss in percent, and their delays in order",
     "RFC 2544 26.3",
     [](Verdict& v) {
         Measured measured;
         v.Equal(test::One(*measured.database, "SELECT loss = 25 FROM v_bench_run WHERE id = 2"),
                 "1",
                 "loss");
         const auto delays = [&measured](const std::string& direction) {
             return test::One(*measured.database,
                              "SELECT group_concat(i || ':' || delay_ns) FROM (SELECT i, delay_ns "
                              "FROM v_bench_latency WHERE id = 1 AND direction = '" +
                                  direction + "' ORDER BY i)");
         };
         v.Equal(delays("forward"), "1:7,2:5,3:6", "delays");
         v.Equal(delays("reverse"), "1:9,2:8", "delays of the other direction");
     }},
    {"a figure passes that differs from an end by its last digits",
     "",
     [](Verdict& v) {
         // Text has fifteen digits of it, which is more than the line carries.
         const double line = 1e5 / (8 * 532.0);
         Measured measured(true, line);
         v.True(measured.Judge("throughput", 20, line).passed == true, "the line itself");
         v.True(measured.Judge("throughput", line, line).passed == true, "nothing else");
         v.True(measured.Judge("throughput", 20, line * (1 - 1e-12)).passed == true, "rounded");
         v.True(measured.Judge("throughput", 20, line * (1 - 1e-8)).passed == false, "less");
         v.True(measured.Judge("throughput", line * (1 + 1e-8), 30).passed == false, "more");
     }},
    {"a run that is killed keeps its trials",
     "",
     [](Verdict& v) {
         const auto database = Database::Create(":memory:");
         Recorder recorder(database, test::Events::Info(), RecordLevel::Flows);
         BenchWriter writer(database, recorder.GetRunId(), std::chrono::milliseconds(0));
         const auto trials = [&database] {
             return test::One(*database, "SELECT count(*) || ' ' || max(id) FROM v_bench_run");
         };
         const auto rows = Rows(true);
         writer.WriteSome(rows);
         v.Equal(trials(), "2 2", "trials on the way");
         v.Equal(test::One(*database, "SELECT count(*) FROM v_bench_summary"), "0", "summaries");
         writer.WriteAll(rows);
         v.Equal(trials(), "2 2", "trials at the end");
         v.Equal(test::One(*database, "SELECT count(*) FROM v_bench_latency"), "10", "delays");
     }},
    {"a benchmark goes with its run",
     "",
     [](Verdict& v) {
         Measured measured;
         measured.database->Get().exec("PRAGMA foreign_keys = ON; DELETE FROM run");
         v.Equal(test::One(*measured.database,
                           "SELECT (SELECT count(*) FROM bench_run) + (SELECT count(*) FROM "
                           "bench_latency) + (SELECT count(*) FROM bench_summary)"),
                 "0",
                 "rows left");
     }},
};

V6LAB_SUITE("v6lab-record-bench", ROWS);

} // namespace
