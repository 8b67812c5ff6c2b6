// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/recorded.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using test::Events;
using test::One;
using test::Row;
using test::TemporaryFile;
using test::Verdict;

namespace
{

const std::string RUNS = "SELECT group_concat(run_id || ' ' || status, ', ') FROM "
                         "(SELECT run_id, status FROM v_run ORDER BY length(run_id), run_id)";

/** What a file must hold after complete records of one run: one, and nothing of the others. */
void
HoldsOne(Verdict& v, const std::string& path, const std::string& hops)
{
    const auto database = Database::Read(path);
    v.Equal(One(*database, RUNS), RunId(Events::Info()) + " complete", "runs");
    v.Equal(One(*database, "SELECT count(*) FROM v_hop"), hops, "hops");
    v.Equal(One(*database, "SELECT count(*) FROM hop"), hops, "hops with those of no run");
    v.Equal(One(*database, "SELECT count(*) FROM pragma_foreign_key_check"), "0", "orphans");
}

/** Three hops for each packet. */
void
Record(Recorder& recorder, Events& events, uint32_t packets)
{
    for (uint32_t packet = 1; packet <= packets; ++packet)
    {
        events.Deliver(recorder, packet);
    }
}

/** Two recorders of one run write in turns; then they end in one order or the other. */
void
AtOnce(Verdict& v, bool firstEndsFirst, uint32_t packets)
{
    const TemporaryFile file("claim.db");
    Events events;
    Recorder one(Database::Create(file.Path()), Events::Info(), RecordLevel::Packets);
    Recorder two(Database::Create(file.Path()), Events::Info(), RecordLevel::Packets);
    events.Prepare(one);
    events.Prepare(two);
    Recorder& fast = firstEndsFirst ? one : two;
    Recorder& slow = firstEndsFirst ? two : one;
    Record(fast, events, packets);
    fast.Finish(RunStatus::Complete);
    Record(slow, events, packets);
    slow.Finish(RunStatus::Complete);
    slow.Finish(RunStatus::Complete);
    v.Equal(one.GetRunId(), RunId(Events::Info()), "id of the first");
    v.Equal(two.GetRunId(), RunId(Events::Info()), "id of the second");
    HoldsOne(v, file.Path(), std::to_string(3 * packets));
}

void
RecordOnce(const std::string& path, uint32_t packets, RunStatus status)
{
    Events events;
    Recorder recorder(Database::Create(path), Events::Info(), RecordLevel::Packets);
    events.Prepare(recorder);
    Record(recorder, events, packets);
    recorder.Finish(status);
}

const std::vector<Row> ROWS{
    {"of two records of one run at once, the older and faster one stays",
     "",
     [](Verdict& v) { AtOnce(v, true, 10); }},
    {"of two records of one run at once, the younger and faster one stays",
     "",
     [](Verdict& v) { AtOnce(v, false, 10); }},
    {"a slow record writes nothing more once a faster one has taken its place",
     "",
     [](Verdict& v) { AtOnce(v, false, 20000); }},
    {"an interrupted repetition leaves the complete record alone, a complete one replaces both",
     "",
     [](Verdict& v) {
         const TemporaryFile file("claim.db");
         const std::string id = RunId(Events::Info());
         RecordOnce(file.Path(), 5, RunStatus::Complete);
         RecordOnce(file.Path(), 6, RunStatus::Incomplete);
         v.Equal(One(*Database::Read(file.Path()), RUNS),
                 id + " complete, " + id + "+2 incomplete",
                 "runs");
         RecordOnce(file.Path(), 7, RunStatus::Complete);
         HoldsOne(v, file.Path(), "21");
     }},
    {"records that killed processes left behind go when the run is complete",
     "",
     [](Verdict& v) {
         const TemporaryFile file("claim.db");
         const std::string id = RunId(Events::Info());
         RecordOnce(file.Path(), 5, RunStatus::Incomplete);
         RecordOnce(file.Path(), 6, RunStatus::Incomplete);
         v.Equal(One(*Database::Read(file.Path()), RUNS),
                 id + " incomplete, " + id + "+2 incomplete",
                 "runs");
         RecordOnce(file.Path(), 7, RunStatus::Complete);
         HoldsOne(v, file.Path(), "21");
     }},
};

V6LAB_SUITE("v6lab-record-claim", ROWS);

} // namespace
