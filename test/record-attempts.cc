// SPDX-License-Identifier: GPL-2.0-only
// How flows found whom to call: v_attempt, v_connection, and what explain says of it.
#include "model/dns/dns-ledger.h"
#include "model/record/evaluate-checks.h"
#include "model/record/explain.h"
#include "test/support/recorded.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using test::Events;
using test::One;
using test::Row;
using test::Verdict;

namespace
{

constexpr int64_t MS = 1000000;

AttemptRecord
Attempt(uint32_t request,
        const std::string& address,
        int64_t startMs,
        int64_t endMs,
        AttemptOutcome outcome,
        const std::string& failure = "")
{
    const int64_t endNs = endMs < 0 ? -1 : endMs * MS;
    return {request, {*IpAddress::Parse(address), startMs * MS, endNs, outcome}, failure};
}

/** Flow 1 "hello" looked up a name, and of its three attempts the second won. */
struct Race
{
    explicit Race(const std::string& name = "www.example.org")
        : database(Database::Create(":memory:"))
    {
        FlowRecord& flow = events.ledger->Get(1);
        flow.protocol = "tcp";
        flow.askedName = name;
        if (!name.empty())
        {
            flow.resolvedNs = 40 * MS;
        }
        flow.connectNs = 292 * MS;
        flow.raced = true;
        flow.receivedPackets = 1;
        flow.outcome = FlowOutcome::Delivered;
        flow.attempts = {Attempt(1,
                                 "2001:db8::2",
                                 40,
                                 292,
                                 AttemptOutcome::Cancelled,
                                 "destination unreachable"),
                         Attempt(1, "10.0.1.2", 290, 292, AttemptOutcome::Connected),
                         Attempt(2, "2001:db8::2", 600, -1, AttemptOutcome::Running)};
    }

    Story Tell()
    {
        Recorder recorder(database, Events::Info(), RecordLevel::Events);
        events.Prepare(recorder);
        events.Deliver(recorder, 1);
        recorder.Finish(RunStatus::Complete);
        return Explain(*database, SelectRun(*database, ""), "1");
    }

    Events events;
    std::shared_ptr<Database> database;
};

constexpr uint8_t SYN = 2;
constexpr uint8_t ACK = 16;

/** A segment from a's port to b, or back, sent and delivered. */
void
Segment(const Events& events,
        Recorder& recorder,
        uint32_t packet,
        uint16_t port,
        uint8_t flags,
        uint32_t payload,
        bool answer = false)
{
    for (const Action action : {Action::Send, Action::Deliver})
    {
        const uint32_t node = (action == Action::Send) == answer ? 2 : 0;
        PacketEvent event = events.Make(action, node, packet, 64, answer);
        event.before.protocol = protocol::TCP;
        event.before.tcpHeaderLength = 32;
        event.before.tcpFlags = flags;
        event.before.length = 52 + payload;
        (answer ? event.before.destinationPort : event.before.sourcePort) = port;
        recorder.OnHop(event);
    }
}

/** SYN and SYN, ACK: the two packets. */
void
Handshake(const Events& events,
          Recorder& recorder,
          const std::pair<uint32_t, uint32_t>& packets,
          uint16_t port)
{
    Segment(events, recorder, packets.first, port, SYN, 0);
    Segment(events, recorder, packets.second, port, SYN | ACK, 0, true);
}

bool
Says(const std::string& text, const std::string& part)
{
    return text.find(part) != std::string::npos;
}

const std::vector<Row> ROWS{
    {"every attempt has its row: when, to whom, and what became of it",
     "RFC 8305 5",
     [](Verdict& v) {
         Race race;
         race.Tell();
         const Table rows = Query(*race.database, "v_attempt", "", "");
         v.Equal(rows.rows.size(), 3u, "rows");
         const auto text = [&](size_t row) {
             std::string all;
             for (const char* column :
                  {"flow_id", "attempt", "family", "address", "start_ns", "end_ns", "outcome"})
             {
                 all += rows.Text(row, column) + " ";
             }
             return all + rows.Text(row, "failure");
         };
         v.Equal(text(0),
                 "1 1 v6 2001:db8::2 40000000 292000000 cancelled destination unreachable",
                 "loser");
         v.Equal(text(1), "1 2 v4 10.0.1.2 290000000 292000000 connected ", "winner");
         v.Equal(text(2), "1 3 v6 2001:db8::2 600000000  running ", "one that still runs");
         v.Equal(rows.Text(2, "request") + rows.Text(2, "name"), "2hello", "request and name");
     }},
    {"the family that won, and how long it took, stand in one row",
     "RFC 8305 5",
     [](Verdict& v) {
         Race race;
         race.Tell();
         v.Equal(
             One(*race.database,
                 "SELECT name || ' ' || asked_name || ' ' || resolved_ns || ' ' || family || ' ' "
                 "|| address || ' ' || connect_ns || ' ' || attempts FROM v_connection"),
             "hello www.example.org 40000000 v4 10.0.1.2 292000000 3",
             "row");
     }},
    {"flows without a choice have no row there",
     "",
     [](Verdict& v) {
         Race race;
         race.events.AddFlow("plain");
         race.Tell();
         v.Equal(One(*race.database, "SELECT count(*) FROM v_connection"), "1", "rows");
     }},
    {"a name that was never resolved has a row without an address",
     "",
     [](Verdict& v) {
         Race race;
         FlowRecord& flow = race.events.ledger->Get(1);
         flow.attempts.clear();
         flow.resolvedNs.reset();
         flow.connectNs.reset();
         const Story story = race.Tell();
         v.Equal(One(*race.database,
                     "SELECT asked_name || attempts || (resolved_ns IS NULL AND family IS NULL AND "
                     "address IS NULL AND connect_ns IS NULL) FROM v_connection"),
                 "www.example.org01",
                 "row");
         v.True(Says(ToText(story), "asked for the addresses of www.example.org, and got none\n"),
                "explain says so");
     }},
    {"attempts go when their run goes",
     "",
     [](Verdict& v) {
         Race race;
         race.Tell();
         race.database->Get().exec("PRAGMA foreign_keys = ON; DELETE FROM run");
         v.Equal(One(*race.database, "SELECT count(*) FROM attempt"), "0", "rows");
     }},
    {"explain lists the attempts behind the flow's summary",
     "RFC 8305 5",
     [](Verdict& v) {
         Race race;
         const std::string text = ToText(race.Tell());
         v.True(Says(text,
                     "asked for the addresses of www.example.org, and had some at 0.040000000 s\n"
                     "connected 292.000 ms after it began\n"
                     "\n"
                     "Attempts to connect\n"
                     "   1  0.040000000 s  v6 2001:db8::2  cancelled after 252.000 ms: "
                     "\"destination unreachable\"\n"
                     "   2  0.290000000 s  v4 10.0.1.2     connected after 2.000 ms\n"
                     "   3  0.600000000 s  v6 2001:db8::2  running\n"),
                "got: " + text);
     }},
    {"explain does not list the attempts of a flow that had no choice",
     "",
     [](Verdict& v) {
         Race race("");
         race.events.ledger->Get(1).attempts.resize(1);
         const std::string text = ToText(race.Tell());
         v.True(!Says(text, "Attempts") && !Says(text, "asked"), text);
     }},
    {"explain lists twenty attempts, and counts the others",
     "",
     [](Verdict& v) {
         Race race;
         auto& attempts = race.events.ledger->Get(1).attempts;
         attempts.resize(33, attempts[1]);
         const std::string text = ToText(race.Tell());
         v.True(Says(text, "\n  20  0.290000000 s") && !Says(text, "\n  21  "), "twenty");
         v.True(Says(text, "… and 13 more: see v_attempt\n"), "thirteen more");
     }},
    {"a check knows how long behind the first attempt the winner began",
     "RFC 8305 5",
     [](Verdict& v) {
         Race race;
         race.Tell();
         const RunHandle run = SelectRun(*race.database, "");
         const auto judged = [&](uint32_t ms) {
             CheckSpec spec;
             spec.name = "a check";
             spec.workload = "hello";
             spec.attemptDelayMs = ms;
             const CheckResult result = EvaluateChecks(*race.database, run, {spec}).at(0);
             return std::to_string(result.passed.value_or(false)) + " " + result.observed;
         };
         v.Equal(judged(250), "1 the winner began 250 ms after the first", "as it was");
         v.Equal(judged(10), "0 the winner began 250 ms after the first", "not as it was");
         race.database->Get().exec("DELETE FROM attempt WHERE outcome = 'connected'");
         v.Equal(judged(250), "0 no attempt connected", "without a winner");
     }},
    {"a check knows whether the answer with the address called was authentic",
     "RFC 4035 3.2.3",
     [](Verdict& v) {
         for (const bool authentic : {true, false})
         {
             Race race;
             Recorder recorder(race.database, Events::Info(), RecordLevel::Events);
             race.events.Prepare(recorder);
             DnsExchange exchange;
             exchange.id = 1;
             exchange.flow = 1;
             exchange.outcome = "NOERROR";
             exchange.answers = {DnsRecord::Address(*DnsName::Parse("www.example.org"),
                                                    *IpAddress::Parse("10.0.1.2"),
                                                    60)};
             exchange.authenticData = authentic;
             recorder.OnDnsExchange(exchange);
             recorder.Finish(RunStatus::Complete);
             const RunHandle run = SelectRun(*race.database, "");
             for (const bool asked : {true, false})
             {
                 CheckSpec spec;
                 spec.name = "a check";
                 spec.workload = "hello";
                 spec.authentic = asked;
                 v.True(CheckFromJson(ToJson(spec)).authentic == asked, "stored");
                 const CheckResult result = EvaluateChecks(*race.database, run, {spec}).at(0);
                 v.Equal(result.observed,
                         authentic ? "an authentic answer" : "an answer without proof",
                         "observed");
                 v.Equal(result.passed.value_or(asked != authentic), asked == authentic, "verdict");
             }
             race.database->Get().exec("DELETE FROM dns_exchange");
             CheckSpec spec;
             spec.name = "a check";
             spec.workload = "hello";
             spec.authentic = false;
             v.Equal(EvaluateChecks(*race.database, run, {spec}).at(0).observed,
                     "no answer with the address",
                     "without an answer");
         }
     }},
    {"of a race the handshake that is told is the winner's, not the loser's, and then its data",
     "RFC 8305 5",
     [](Verdict& v) {
         for (const bool raced : {true, false})
         {
             Race race;
             race.events.ledger->Get(1).raced = raced;
             race.events.ledger->Get(1).attempts.resize(raced ? 2 : 1);
             Recorder recorder(race.database, Events::Info(), RecordLevel::Events);
             race.events.Prepare(recorder);
             Handshake(race.events, recorder, {1, 2}, 1000);
             Handshake(race.events, recorder, {3, 4}, 1001);
             Segment(race.events, recorder, 5, 1001, ACK, 64);
             Segment(race.events, recorder, 6, 1001, ACK, 512, true);
             recorder.Finish(RunStatus::Complete);
             v.Equal(One(*race.database,
                         "SELECT group_concat(delivered_packet || ' ' || data_packet, ', ') FROM "
                         "(SELECT * FROM walk ORDER BY first_packet)"),
                     raced ? "3 5, 4 6" : "1 5, 2 6",
                     "packets told of requests and answers");
             const std::string text =
                 ToText(Explain(*race.database, SelectRun(*race.database, ""), "1"));
             const auto says = [&](const std::string& part) { v.True(Says(text, part), text); };
             says(raced ? "Request (packet 3: the first of the attempt that won, SYN;"
                        : "Request (packet 1: the first, SYN;");
             says(raced ? "Answer (packet 4: the first of the attempt that won, SYN, ACK;"
                        : "Answer (packet 2: the first, SYN, ACK;");
             says("Request (packet 5: the first with data, ACK;");
             says("Answer (packet 6: the first with data, ACK;");
         }
     }},
};

V6LAB_SUITE("v6lab-record-attempts", ROWS);

} // namespace
