// SPDX-License-Identifier: GPL-2.0-only
#include "model/record/bench-writer.h"
#include "model/record/evaluate-checks.h"
#include "test/support/recorded.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using test::Row;
using test::Verdict;

namespace
{

BenchRows
Rows(bool compliant)
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
    rows.trials = {trial, trial};
    BenchSummaryRow summary;
    summary.flows = 1;
    summary.metric = "throughput";
    summary.unit = "frames/s";
    summary.median = 57;
    summary.p1 = 56;
    summary.p99 = 58;
    summary.n = 20;
    rows.summaries = {summary};
    return rows;
}

/** A run that is over, with a benchmark in it. */
class Measured
{
  public:
    explicit Measured(bool compliant = true)
        : database(Database::Create(":memory:"))
    {
        Recorder recorder(database, test::Events::Info(), RecordLevel::Flows);
        WriteBench(*database, recorder.GetRunId(), Rows(compliant));
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
         v.Equal(test::One(*measured.database,
                           "SELECT group_concat(delay_ns) FROM (SELECT delay_ns FROM "
                           "v_bench_latency WHERE id = 1 ORDER BY i)"),
                 "7,5,6",
                 "delays");
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
