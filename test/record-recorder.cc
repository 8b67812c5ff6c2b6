// SPDX-License-Identifier: GPL-2.0-only
#include "model/translation/siit.h"
#include "test/support/recorded.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using test::Events;
using test::One;
using test::Row;
using test::Verdict;

namespace
{

/** Records 20 delivered requests and answers and 3 drops, and asks the finished run. */
Row
Level(RecordLevel level,
      const std::string& hops,
      const std::string& dropRows,
      const std::string& drops)
{
    return {std::string("level ") + ToWord(level) + " keeps " + hops + " hops and " + dropRows +
                " rows for " + drops + " drops",
            "",
            [=](Verdict& v) {
                Events events;
                const auto database = Database::Create(":memory:");
                Recorder recorder(database, Events::Info(), level);
                events.Prepare(recorder);
                uint32_t packet = 0;
                for (int i = 0; i < 20 && recorder.WantsHops(); ++i)
                {
                    events.Deliver(recorder, ++packet);
                    events.Deliver(recorder, ++packet, true);
                }
                for (int i = 0; i < 3; ++i)
                {
                    events.DropAtRouter(recorder, ++packet, Reason::QueueFull);
                }
                recorder.Finish(RunStatus::Complete);
                v.Equal(One(*database, "SELECT count(*) FROM v_hop"), hops, "hops");
                v.Equal(One(*database, "SELECT count(*) FROM v_drop"), dropRows, "rows");
                v.Equal(One(*database, "SELECT sum(count) FROM v_drop"), drops, "drops");
                v.Equal(One(*database, "SELECT status FROM v_run"), "complete", "status");
                v.Equal(One(*database, "SELECT count(*) FROM pragma_foreign_key_check"),
                        "0",
                        "rows without their parent");
                v.Equal(One(*database, "PRAGMA integrity_check"), "ok", "integrity");
            }};
}

/** Router r makes IPv6 of packet 1; whole or a fragment, the first one or a later one. */
PacketEvent
Crossing(const Events& events, bool fragment, bool first, bool fragmentAfter, bool firstAfter)
{
    PacketEvent event = events.Make(Action::Translate, 1, 1, 64);
    event.translator = "nat64";
    event.after = event.before;
    event.after->family = Family::V6;
    const auto cut = [](PacketFacts& facts, bool isFragment, bool isFirst) {
        facts.fragment = isFragment;
        if (!isFirst)
        {
            facts.sourcePort = facts.destinationPort = 0;
        }
    };
    cut(event.before, fragment, first);
    cut(*event.after, fragmentAfter, firstAfter);
    return event;
}

/** What Crossing() made arrives at b. */
PacketEvent
Arrival(const Events& events, bool fragment, bool first)
{
    PacketEvent event = events.Make(Action::Deliver, 2, 1, 63);
    event.before = *Crossing(events, fragment, first, fragment, first).after;
    return event;
}

const std::vector<Row> ROWS{
    Level(RecordLevel::Flows, "0", "1", "3"),
    Level(RecordLevel::Events, "6", "3", "3"), // the first request and the first answer
    Level(RecordLevel::Packets, "126", "3", "3"),
    {"at the level events packets are followed until one of them is delivered",
     "",
     [](Verdict& v) {
         Events events;
         const auto database = Database::Create(":memory:");
         Recorder recorder(database, Events::Info(), RecordLevel::Events);
         events.Prepare(recorder);
         events.DropAtRouter(recorder, 1, Reason::QueueFull);
         events.Deliver(recorder, 2);
         events.Deliver(recorder, 3);
         recorder.Finish(RunStatus::Complete);
         v.Equal(One(*database, "SELECT group_concat(DISTINCT packet_id) FROM v_hop"),
                 "1,2",
                 "packets");
     }},
    {"packets that belong to no flow are no hops, but their drops count",
     "",
     [](Verdict& v) {
         Events events;
         const auto database = Database::Create(":memory:");
         Recorder recorder(database, Events::Info(), RecordLevel::Packets);
         events.Prepare(recorder);
         PacketEvent stray = events.Make(Action::Drop, 1, 0, 255);
         stray.identity = PacketIdentity();
         stray.reason = Reason::AzureNotRoutable;
         recorder.OnHop(stray);
         recorder.Finish(RunStatus::Complete);
         v.Equal(One(*database, "SELECT count(*) FROM v_hop"), "0", "hops");
         v.Equal(One(*database, "SELECT flow_id FROM v_drop"), "0", "flow of the drop");
     }},
    {"headers are kept before and after each node",
     "",
     [](Verdict& v) {
         Events events;
         const auto database = Database::Create(":memory:");
         Recorder recorder(database, Events::Info(), RecordLevel::Packets);
         events.Prepare(recorder);
         PacketEvent translate = events.Make(Action::Translate, 1, 1, 64);
         translate.after = translate.before;
         translate.after->family = Family::V6;
         translate.after->source = *IpAddress::Parse("64:ff9b::a00:1");
         translate.after->destination = *IpAddress::Parse("2001:db8::2");
         translate.after->ttl = 63;
         translate.after->length = 112;
         recorder.OnHop(events.Make(Action::Send, 0, 1, 64));
         recorder.OnHop(translate);
         PacketEvent deliver = events.Make(Action::Deliver, 2, 1, 63);
         deliver.before = *translate.after;
         recorder.OnHop(deliver);
         recorder.Finish(RunStatus::Complete);
         const Table hop = Query(*database, "v_hop", "", "hop = 1");
         v.Equal(hop.Text(0, "node"), "r", "node");
         v.Equal(hop.Text(0, "family") + hop.Text(0, "family_after"), "v4v6", "families");
         v.Equal(hop.Text(0, "src_after"), "64:ff9b::a00:1", "source after");
         v.Equal(hop.Text(0, "ttl") + " " + hop.Text(0, "ttl_after"), "64 63", "TTL");
         v.Equal(hop.Text(0, "length") + " " + hop.Text(0, "length_after"), "92 112", "bytes");
         v.Equal(One(*database, "SELECT translations FROM v_flow"), "1", "translations");
     }},
    {"IPv6 inside a tunnel over IPv4 is not translated",
     "RFC 4303 3.1.2",
     [](Verdict& v) {
         Events events;
         const auto database = Database::Create(":memory:");
         Recorder recorder(database, Events::Info(), RecordLevel::Packets);
         events.Prepare(recorder);
         recorder.OnHop(events.Make(Action::Send, 0, 1, 64));
         for (const bool in : {true, false})
         {
             auto hop = events.Make(in ? Action::Encapsulate : Action::Decapsulate, 1, 1, 64);
             hop.after = hop.before;
             (in ? hop.before : *hop.after).family = Family::V6;
             recorder.OnHop(hop);
         }
         recorder.OnHop(events.Make(Action::Deliver, 2, 1, 63));
         recorder.Finish(RunStatus::Complete);
         v.Equal(One(*database, "SELECT translations FROM v_flow"), "0", "translations");
     }},
    {"translations are counted by the packet, not by its fragments",
     "RFC 6146 3.4",
     [](Verdict& v) {
         const auto counted =
             [&v](const std::string& what, const std::string& expected, auto tell) {
                 Events events;
                 const auto database = Database::Create(":memory:");
                 Recorder recorder(database, Events::Info(), RecordLevel::Packets);
                 events.Prepare(recorder);
                 recorder.OnHop(events.Make(Action::Send, 0, 1, 64));
                 tell(events, recorder);
                 events.ledger->Get(1).outcome = FlowOutcome::Delivered;
                 recorder.Finish(RunStatus::Complete);
                 v.Equal(One(*database, "SELECT translations || verdict FROM v_reachability"),
                         expected + "translated",
                         what);
             };
         counted("three fragments, each translated", "1", [](Events& events, Recorder& recorder) {
             for (const bool first : {false, true, false}) // the first one may come late
             {
                 recorder.OnHop(Crossing(events, true, first, true, first));
                 recorder.OnHop(Arrival(events, true, first));
             }
         });
         counted("cut in two by the translator", "1", [](Events& events, Recorder& recorder) {
             recorder.OnHop(Crossing(events, false, true, true, true));
             recorder.OnHop(Crossing(events, false, true, true, false));
             recorder.OnHop(Arrival(events, true, true));
             recorder.OnHop(Arrival(events, true, false));
         });
         counted("two translators", "2", [](Events& events, Recorder& recorder) {
             const auto there = Crossing(events, true, true, true, true);
             auto back = there;
             std::swap(back.before, *back.after);
             recorder.OnHop(there);
             recorder.OnHop(back);
             recorder.OnHop(
                 Crossing(events, true, false, true, false)); // after the first is through
             recorder.OnHop(Arrival(events, true, true));
         });
     }},
    {"a hairpin changes no IP version, and is translated all the same",
     "RFC 6146 3.8, 6146-100",
     [](Verdict& v) {
         Events events;
         const auto database = Database::Create(":memory:");
         Recorder recorder(database, Events::Info(), RecordLevel::Events);
         events.Prepare(recorder);
         recorder.OnHop(events.Make(Action::Send, 0, 1, 64));
         PacketEvent turn = events.Make(Action::Translate, 1, 1, 64);
         turn.after = turn.before;
         turn.after->source = *IpAddress::Parse("203.0.113.1");
         turn.translator = "nat64";
         recorder.OnHop(turn);
         recorder.OnHop(events.Make(Action::Deliver, 2, 1, 63));
         events.ledger->Get(1).outcome = FlowOutcome::Delivered;
         recorder.Finish(RunStatus::Complete);
         v.Equal(One(*database, "SELECT verdict || translations FROM v_reachability"),
                 "translated0",
                 "reachability");
     }},
    {"at the level flows a run with a translator does not know how often it translated",
     "",
     [](Verdict& v) {
         const std::string sql = "SELECT verdict || ' ' || coalesce(v_reachability.translations, "
                                 "'?') || coalesce(v_flow.translations, '?') "
                                 "FROM v_reachability, v_flow";
         const auto told = [&sql](bool translator, std::optional<Family> there) {
             Events events;
             const auto database = Database::Create(":memory:");
             Recorder recorder(database, Events::Info(), RecordLevel::Flows);
             events.Prepare(recorder);
             if (translator)
             {
                 recorder.Watch(ns3::CreateObject<Siit>());
             }
             events.ledger->Get(1).outcome = FlowOutcome::Delivered;
             events.ledger->Get(1).familyAtDestination = there;
             recorder.Finish(RunStatus::Complete);
             return One(*database, sql);
         };
         v.Equal(told(false, Family::V4), "direct 00", "no translator");
         v.Equal(told(true, Family::V4), "unknown ??", "a translator");
         v.Equal(told(true, Family::V6), "translated ??", "another IP version at the other end");
     }},
    {"a looping packet keeps its first 4095 hops and disturbs nobody",
     "",
     [](Verdict& v) {
         Events events;
         const auto database = Database::Create(":memory:");
         Recorder recorder(database, Events::Info(), RecordLevel::Packets);
         events.Prepare(recorder);
         for (int i = 0; i < 5000; ++i)
         {
             recorder.OnHop(events.Make(Action::Forward, 1, 1, 64));
         }
         events.Deliver(recorder, 2);
         recorder.Finish(RunStatus::Complete);
         v.Equal(One(*database, "SELECT count(*) FROM v_hop WHERE packet_id = 1"), "4095", "hops");
         v.Equal(One(*database, "SELECT count(*) FROM v_hop WHERE packet_id = 2"), "3", "hops");
     }},
};

V6LAB_SUITE("v6lab-record-recorder", ROWS);

} // namespace
