// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/explained.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using test::Complaint;
using test::Events;
using test::Explained;
using test::Row;
using test::Verdict;

namespace
{

void
TellDelivered(Events& events, Recorder& recorder)
{
    FlowRecord& flow = events.ledger->Get(1);
    flow.outcome = FlowOutcome::Delivered;
    flow.receivedPackets = 1;
    flow.rttMs = {2.5f};
    events.Deliver(recorder, 1);
    events.Deliver(recorder, 2, true);
    events.Deliver(recorder, 3);
}

void
TellDropped(Events& events, Recorder& recorder)
{
    events.ledger->Get(1).failure = "no answer";
    for (uint32_t packet = 1; packet <= 4; ++packet)
    {
        if (recorder.WantsHops())
        {
            recorder.OnHop(events.Make(Action::Send, 0, packet, 64));
        }
        PacketEvent drop = events.Make(Action::Drop, PacketEvent::FABRIC, packet, 64);
        drop.near = 0;
        drop.reason = Reason::AzurePeeringNotTransitive;
        recorder.WantsHops() ? recorder.OnHop(drop) : recorder.OnDrop(drop);
        events.ledger->OnDrop(drop);
    }
}

const std::string DELIVERED = R"(Flow 1 "hello": udp from a to b
10.0.0.1:1000 → 10.0.1.2:7
delivered: 1 of 1 answered, mean round trip 2.500 ms

Request (packet 1: the first; 2 sent, 2 delivered, 0 dropped)
   0  0.000000000 s  a  sends     udp 10.0.0.1:1000 → 10.0.1.2:7, TTL 64, 92 bytes
   1  0.000000000 s  r  forwards  udp 10.0.0.1:1000 → 10.0.1.2:7, TTL 64 → 63, 92 bytes
   2  0.000000000 s  b  receives  udp 10.0.0.1:1000 → 10.0.1.2:7, TTL 63, 92 bytes

Answer (packet 2: the first; 1 sent, 1 delivered, 0 dropped)
   0  0.000000000 s  b  sends     udp 10.0.1.2:7 → 10.0.0.1:1000, TTL 64, 92 bytes
   1  0.000000000 s  r  forwards  udp 10.0.1.2:7 → 10.0.0.1:1000, TTL 64 → 63, 92 bytes
   2  0.000000000 s  a  receives  udp 10.0.1.2:7 → 10.0.0.1:1000, TTL 63, 92 bytes
)";

const std::string SENTENCE =
    "azure-peering-not-transitive: The two virtual networks share a peer but are not peered with "
    "each other, and peering is not transitive. [P5]\n";

const std::string DROPPED = R"(Flow 1 "hello": udp from a to b
10.0.0.1:1000 → 10.0.1.2:7
failed: 0 of 1 answered; the application saw "no answer"
)" + SENTENCE + R"(
Request (packet 4: the last that was dropped; 4 sent, 0 delivered, 4 dropped)
   0  0.000000000 s  a                  sends     udp 10.0.0.1:1000 → 10.0.1.2:7, TTL 64, 92 bytes
   1  0.000000000 s  fabric (behind a)  drops     udp 10.0.0.1:1000 → 10.0.1.2:7, TTL 64, 92 bytes
      )" + SENTENCE + R"(
Dropped
  4 × at fabric (behind a), 10.0.0.1 → 10.0.1.2
      )" + SENTENCE;

const std::vector<Row> ROWS{
    {"a delivered flow is told as the first request's walk and its answer's",
     "",
     [](Verdict& v) {
         v.Equal(Explained(RecordLevel::Packets, TellDelivered), DELIVERED, "story");
     }},
    {"the level events tells a delivered flow alike",
     "",
     [](Verdict& v) {
         v.Equal(Explained(RecordLevel::Events, TellDelivered), DELIVERED, "story");
     }},
    {"a failed flow is told as the packet that was dropped last, with place, sentence and clause",
     "P5",
     [](Verdict& v) { v.Equal(Explained(RecordLevel::Packets, TellDropped), DROPPED, "story"); }},
    {"the level flows tells where and why, and why it has no hops",
     "P5",
     [](Verdict& v) {
         const std::string story = Explained(RecordLevel::Flows, TellDropped);
         v.True(story.find("4 × at fabric (behind a), 10.0.0.1 → 10.0.1.2\n      " + SENTENCE) !=
                    std::string::npos,
                "drops");
         v.True(story.find("--record flows, which keeps no hops") != std::string::npos, "why");
     }},
    {"a partial flow tells one request that arrived and one that was dropped",
     "",
     [](Verdict& v) {
         const std::string story =
             Explained(RecordLevel::Packets, [](Events& events, Recorder& recorder) {
                 events.DropAtRouter(recorder, 1, Reason::QueueFull);
                 events.Deliver(recorder, 2);
                 events.DropAtRouter(recorder, 3, Reason::QueueFull);
                 events.ledger->Get(1).outcome = FlowOutcome::Partial;
             });
         v.True(story.find("Request (packet 2: the first that arrived; 3 sent") !=
                    std::string::npos,
                story);
         v.True(story.find("Request (packet 3: the last that was dropped; 3 sent") !=
                    std::string::npos,
                story);
     }},
    {"changed addresses, ports, TTL and length are shown before and after",
     "",
     [](Verdict& v) {
         const std::string story =
             Explained(RecordLevel::Packets, [](Events& events, Recorder& recorder) {
                 PacketEvent translate = events.Make(Action::Translate, 1, 1, 64);
                 translate.after = translate.before;
                 translate.after->family = Family::V6;
                 translate.after->source = *IpAddress::Parse("64:ff9b::a00:1");
                 translate.after->destination = *IpAddress::Parse("2001:db8::2");
                 translate.after->ttl = 63;
                 translate.after->length = 112;
                 recorder.OnHop(events.Make(Action::Send, 0, 1, 64));
                 recorder.OnHop(translate);
             });
         v.True(
             story.find("r  translates IPv4 udp 10.0.0.1:1000 → 10.0.1.2:7 becomes IPv6 udp "
                        "[64:ff9b::a00:1]:1000 → [2001:db8::2]:7, TTL 64 → hop limit 63, 92 → 112 "
                        "bytes") != std::string::npos,
             story);
     }},
    {"of a killed run the walks that reached the file are told, answers and errors apart",
     "",
     [](Verdict& v) {
         const auto tell = [](Events& events, Recorder& recorder) {
             TellDelivered(events, recorder);
             PacketEvent error = events.Make(Action::Send, 1, 4, 64, true);
             error.before.protocol = protocol::ICMPV4;
             error.before.icmpType = 3;
             error.before.icmpError = true;
             recorder.OnHop(error);
             events.DropAtRouter(recorder, 5, Reason::QueueFull);
         };
         Events events;
         const auto database = Database::Create(":memory:");
         Recorder recorder(database, Events::Info(), RecordLevel::Packets);
         events.Prepare(recorder);
         tell(events, recorder);
         recorder.Finish(RunStatus::Incomplete);
         database->Get().exec("UPDATE run SET sim_seconds = NULL; DELETE FROM walk");
         const std::string story = ToText(Explain(*database, SelectRun(*database, ""), "hello"));
         for (const char* part :
              {"not ended: the run was killed",
               "\nRequest (packet 1: the first; 3 sent, 2 delivered, 1 dropped)\n",
               "\nRequest (packet 5: the last that was dropped; 3 sent, 2 delivered, 1 dropped)\n",
               "\nAnswer (packet 2: the first; 1 sent, 1 delivered, 0 dropped)\n",
               "\nICMP error (packet 4: the first; 1 sent, 0 delivered, 0 dropped)\n"})
         {
             v.True(story.find(part) != std::string::npos, std::string(part) + " in " + story);
         }
         v.True(story.find("answered") == std::string::npos, "no results");
     }},
    {"a flow is found by its number too",
     "",
     [](Verdict& v) {
         v.Equal(Explained(RecordLevel::Packets, TellDelivered, "1"), DELIVERED, "story");
     }},
    {"a flow that is not there is refused, and the complaint lists the flows",
     "",
     [](Verdict& v) {
         const std::string complaint =
             Complaint([] { Explained(RecordLevel::Packets, TellDelivered, "7"); });
         v.True(complaint.find("has no flow \"7\"; flows: 1 \"hello\"") != std::string::npos,
                complaint);
     }},
};

V6LAB_SUITE("v6lab-record-explain", ROWS);

} // namespace
