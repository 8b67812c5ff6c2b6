// SPDX-License-Identifier: GPL-2.0-only
#include "model/record/evaluate-checks.h"
#include "test/support/recorded.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using test::Complaint;
using test::Events;
using test::Row;
using test::Verdict;

namespace
{

CheckSpec
About(const std::string& workload)
{
    CheckSpec spec;
    spec.name = "a check";
    spec.workload = workload;
    return spec;
}

/**
 * Flow "hello" is delivered by way of r; flow "fails" is dropped by r for want of a route; of flow
 * "again" r drops a packet that is too big, and the rest is delivered.
 */
void
Tell(Events& events, Recorder& recorder)
{
    FlowRecord& good = events.ledger->Get(1);
    good.outcome = FlowOutcome::Delivered;
    good.familyAtDestination = Family::V4;
    const uint32_t bad = events.AddFlow("fails");
    if (recorder.WantsHops())
    {
        events.Deliver(recorder, 1);
        events.Deliver(recorder, 2, true);
    }
    events.DropAtRouter(recorder, 3, Reason::NoRoute, bad);
    const uint32_t again = events.AddFlow("again");
    events.DropAtRouter(recorder, 4, Reason::PacketTooBig, again);
    events.ledger->Get(again).outcome = FlowOutcome::Delivered;
    events.ledger->Get(again).reason = Reason::None;
}

/** One check on that run; `verdict` is "passed", "failed" or "unknown". */
Row
Judged(const std::string& sentence,
       RecordLevel level,
       const CheckSpec& spec,
       const std::string& verdict,
       const std::string& expected,
       const std::string& observed,
       const std::string& evidence)
{
    return {sentence, "", [=](Verdict& v) {
                Events events;
                const auto database = Database::Create(":memory:");
                Recorder recorder(database, Events::Info(), level);
                events.Prepare(recorder);
                Tell(events, recorder);
                recorder.Finish(RunStatus::Complete);
                const RunHandle run = SelectRun(*database, "");
                const CheckResult result = EvaluateChecks(*database, run, {spec}).at(0);
                v.Equal(!result.passed   ? "unknown"
                        : *result.passed ? "passed"
                                         : "failed",
                        verdict,
                        "verdict");
                v.Equal(result.expected, expected, "expected");
                v.Equal(result.observed, observed, "observed");
                v.Equal(result.evidence, evidence, "evidence");
                v.Equal(CheckStored(*database, run).at(0).observed, observed, "asked again");
                const Table row = Query(*database, "v_check", "", "");
                v.Equal(row.Text(0, "observed"), observed, "stored");
                v.Equal(row.Text(0, "passed"),
                        verdict == "unknown"  ? ""
                        : verdict == "passed" ? "1"
                                              : "0",
                        "stored");
            }};
}

CheckSpec
Delivered()
{
    CheckSpec spec = About("hello");
    spec.expect = "delivered";
    spec.family = "v4";
    spec.translations = 0;
    spec.path = {"a", "r", "b"};
    spec.returnPath = {"b", "r", "a"};
    spec.ttl = 63;
    return spec;
}

CheckSpec
Dropped(const std::string& reason, const std::string& at)
{
    CheckSpec spec = About("fails");
    spec.expect = "failed";
    spec.reason = reason;
    spec.at = at;
    return spec;
}

CheckSpec
SentAgain(const std::string& reason)
{
    CheckSpec spec = About("again");
    spec.expect = "delivered";
    spec.reason = reason;
    spec.at = "r";
    return spec;
}

CheckSpec
Path(const std::string& workload, const std::vector<std::string>& path)
{
    CheckSpec spec = About(workload);
    spec.path = path;
    return spec;
}

CheckSpec
ExpectFailed()
{
    CheckSpec spec = Path("hello", {"a", "b"});
    spec.expect = "failed";
    return spec;
}

CheckSpec
Ttl(const std::string& workload, uint32_t ttl)
{
    CheckSpec spec = About(workload);
    spec.ttl = ttl;
    return spec;
}

const std::string ALL = "delivered; over v4; 0 translations; path a → r → b; TTL 63 at the "
                        "destination; return path b → r → a";

const std::vector<Row> ROWS{
    Judged("all that can be asked of a delivered flow",
           RecordLevel::Packets,
           Delivered(),
           "passed",
           ALL,
           ALL,
           "flow 1, packet 1, packet 2"),
    Judged("the level events holds all that checks ask",
           RecordLevel::Events,
           Delivered(),
           "passed",
           ALL,
           ALL,
           "flow 1, packet 1, packet 2"),
    Judged("the level flows cannot tell a path, and says so",
           RecordLevel::Flows,
           Path("hello", {"a", "r", "b"}),
           "unknown",
           "path a → r → b",
           "not evaluated: --record flows keeps no hops",
           "flow 1"),
    Judged("why parts of a check were not evaluated is said once",
           RecordLevel::Flows,
           Delivered(),
           "unknown",
           ALL,
           "delivered; over v4; 0 translations; not evaluated: --record flows keeps no hops",
           "flow 1"),
    Judged("what can be told and is wrong fails a check of which the rest cannot be told",
           RecordLevel::Flows,
           ExpectFailed(),
           "failed",
           "failed; path a → b",
           "delivered; not evaluated: --record flows keeps no hops",
           "flow 1"),
    Judged("another path fails",
           RecordLevel::Packets,
           Path("hello", {"a", "b"}),
           "failed",
           "path a → b",
           "path a → r → b",
           "flow 1, packet 1"),
    Judged("a flow that must fail passes when it fails where and why it must",
           RecordLevel::Packets,
           Dropped("no-route", "r"),
           "passed",
           "failed; reason no-route; dropped at r",
           "failed; reason no-route; dropped at r",
           "flow 2"),
    Judged("the level flows knows place and reason of drops",
           RecordLevel::Flows,
           Dropped("no-route", "r"),
           "passed",
           "failed; reason no-route; dropped at r",
           "failed; reason no-route; dropped at r",
           "flow 2"),
    Judged("another place fails",
           RecordLevel::Packets,
           Dropped("no-route", "fabric"),
           "failed",
           "failed; reason no-route; dropped at fabric",
           "failed; reason no-route; dropped at r",
           "flow 2"),
    Judged("another reason fails, wherever it was",
           RecordLevel::Packets,
           Dropped("queue-full", "r"),
           "failed",
           "failed; reason queue-full; dropped at r",
           "failed; reason no-route; not dropped",
           "flow 2"),
    Judged("what is delivered in the end may have to be dropped first, where and why it must",
           RecordLevel::Flows,
           SentAgain("packet-too-big"),
           "passed",
           "delivered; dropped at r for packet-too-big",
           "delivered; dropped at r for packet-too-big",
           "flow 3"),
    Judged("and fails if it was dropped for another reason",
           RecordLevel::Packets,
           SentAgain("queue-full"),
           "failed",
           "delivered; dropped at r for queue-full",
           "delivered; not dropped",
           "flow 3"),
    Judged("the path of a flow that fails is as far as it got",
           RecordLevel::Packets,
           Path("fails", {"a", "r"}),
           "passed",
           "path a → r",
           "path a → r",
           "flow 2, packet 3"),
    Judged("a packet that never arrived has no TTL at the destination",
           RecordLevel::Packets,
           Ttl("fails", 63),
           "failed",
           "TTL 63 at the destination",
           "never at the destination",
           "flow 2, packet 3"),
    Judged("a workload that did not run fails its check",
           RecordLevel::Packets,
           About("nosuch"),
           "failed",
           "a flow \"nosuch\"",
           "no such flow in the run",
           ""),
    {"a run that did not end, or failed, is not judged",
     "",
     [](Verdict& v) {
         for (const auto& [status, word] : {std::pair{RunStatus::Incomplete, "is incomplete"},
                                            std::pair{RunStatus::Failed, "failed"}})
         {
             Events events;
             const auto database = Database::Create(":memory:");
             Recorder recorder(database, Events::Info(), RecordLevel::Packets);
             events.Prepare(recorder);
             recorder.AddChecks({Delivered(), About("nosuch")});
             Tell(events, recorder);
             recorder.Finish(status);
             for (const CheckResult& result : CheckStored(*database, SelectRun(*database, "")))
             {
                 v.True(!result.passed, "neither passed nor failed");
                 v.Equal(result.observed,
                         std::string("not evaluated: the run ") + word,
                         "observed");
             }
         }
     }},
    {"checks survive being stored",
     "",
     [](Verdict& v) {
         CheckSpec spec = Delivered();
         spec.name = "\"quoted\" → sentence";
         spec.clause = "P5";
         spec.sessions = 2;
         spec.bindings = 0;
         spec.silenceMs = 300'000;
         const CheckSpec back = CheckFromJson(ToJson(spec));
         v.Equal(ToJson(back), ToJson(spec), "text");
         v.Equal(back.name, spec.name, "name");
         v.Equal(back.returnPath.size(), 3u, "return path");
         v.Equal(back.ttl.value_or(0), 63u, "ttl");
         v.Equal(back.sessions.value_or(0), 2u, "sessions");
         v.Equal(back.bindings.value_or(1), 0u, "bindings");
         v.Equal(back.silenceMs.value_or(0), 300'000u, "silence");
         v.True(!Complaint([] { CheckFromJson("{"); }).empty(), "bad text is refused");
     }},
    {"checks stored before the run's end are there without a result",
     "",
     [](Verdict& v) {
         const auto database = Database::Create(":memory:");
         Recorder recorder(database, Events::Info(), RecordLevel::Flows);
         recorder.AddChecks({Delivered()});
         const Table row = Query(*database, "v_check", "", "");
         v.Equal(row.rows.size(), 1u, "rows");
         v.Equal(row.Text(0, "passed"), "", "passed");
     }},
};

V6LAB_SUITE("v6lab-record-checks", ROWS);

} // namespace
