// SPDX-License-Identifier: GPL-2.0-only
// What explain says of a single packet or message: its fragments, its walk, its kind.
#include "test/support/explained.h"
#include "test/support/table.h"

#include <sstream>

using namespace ns3::v6lab;
using test::Events;
using test::Explained;
using test::Row;
using test::Verdict;

namespace
{

const std::string FRAGMENTS = R"(
Request (packet 1: the first; 1 sent, 1 delivered, 0 dropped; of fragments 2 delivered, 0 dropped)
   0  0.000000000 s  a  sends     udp 10.0.0.1:1000 → 10.0.1.2:7, TTL 64, 548 to 1500 bytes (× 2 fragments)
   1  0.000000000 s  r  forwards  udp 10.0.0.1:1000 → 10.0.1.2:7, TTL 64 → 63, 548 to 1500 bytes (× 2 fragments)
   2  0.000000000 s  b  receives  udp 10.0.0.1:1000 → 10.0.1.2:7, TTL 63, 548 to 1500 bytes (× 2 fragments)
)";

/** One fragment of packet 1 at the node where it is sent, forwarded, delivered or (r) dropped. */
void
TellFragment(Events& events, Recorder& recorder, Action action, uint32_t length)
{
    const uint32_t node = action == Action::Send ? 0 : action == Action::Deliver ? 2 : 1;
    PacketEvent event = events.Make(action, node, 1, action == Action::Deliver ? 63 : 64);
    event.before.fragment = true;
    event.before.length = length;
    if (event.after)
    {
        event.after->fragment = true;
        event.after->length = length;
    }
    event.reason = action == Action::Drop ? Reason::QueueFull : Reason::None;
    recorder.OnHop(event);
}

/** A packet that the nodes hand round from TTL 64 to 1, and then drop. */
void
TellLoop(Events& events, Recorder& recorder, const std::vector<uint32_t>& nodes)
{
    recorder.OnHop(events.Make(Action::Send, 0, 1, 64));
    size_t next = 0;
    for (uint8_t ttl = 64; ttl > 1; --ttl)
    {
        recorder.OnHop(events.Make(Action::Forward, nodes[next++ % nodes.size()], 1, ttl));
    }
    PacketEvent drop = events.Make(Action::Drop, nodes[next % nodes.size()], 1, 1);
    drop.reason = Reason::HopLimitExceeded;
    recorder.OnHop(drop);
}

/** SYN, SYN-ACK, ACK, 100 bytes there, 50 bytes back, ACK. */
void
TellTcp(Events& events, Recorder& recorder)
{
    constexpr uint8_t SYN = 0x02;
    constexpr uint8_t PSH = 0x08;
    constexpr uint8_t ACK = 0x10;
    const auto tell = [&](uint32_t packet, uint8_t flags, uint32_t payload, bool answer = false) {
        for (const Action action : {Action::Send, Action::Deliver})
        {
            const bool atA = (action == Action::Send) != answer;
            PacketEvent event = events.Make(action, atA ? 0 : 2, packet, 64, answer);
            event.before.protocol = protocol::TCP;
            event.before.tcpFlags = flags;
            event.before.tcpHeaderLength = 20;
            event.before.length = 40 + payload;
            recorder.OnHop(event);
        }
    };
    events.ledger->Get(1).outcome = FlowOutcome::Delivered;
    tell(1, SYN, 0);
    tell(2, SYN | ACK, 0, true);
    tell(3, ACK, 0);
    tell(4, ACK, 100);
    tell(5, PSH | ACK, 50, true);
    tell(6, ACK, 0);
}

const std::vector<Row> ROWS{
    {"fragments that fare alike are one line",
     "",
     [](Verdict& v) {
         const std::string story =
             Explained(RecordLevel::Packets, [](Events& events, Recorder& recorder) {
                 for (const Action action : {Action::Send, Action::Forward, Action::Deliver})
                 {
                     TellFragment(events, recorder, action, 1500);
                     TellFragment(events, recorder, action, 548);
                 }
             });
         v.True(story.find(FRAGMENTS) != std::string::npos, story);
     }},
    {"a packet of which a fragment is lost is dropped, not delivered",
     "RFC 791 3.2",
     [](Verdict& v) {
         const std::string story =
             Explained(RecordLevel::Packets, [](Events& events, Recorder& recorder) {
                 TellFragment(events, recorder, Action::Send, 1500);
                 TellFragment(events, recorder, Action::Send, 548);
                 TellFragment(events, recorder, Action::Deliver, 548);
                 TellFragment(events, recorder, Action::Drop, 1500);
             });
         v.True(story.find("1 sent, 0 delivered, 1 dropped; of fragments 1 delivered, 1 dropped") !=
                    std::string::npos,
                story);
     }},
    {"a loop is told once, and how often it went on",
     "RFC 791 3.2",
     [](Verdict& v) {
         const std::string one =
             Explained(RecordLevel::Packets,
                       [](Events& events, Recorder& recorder) { TellLoop(events, recorder, {1}); });
         v.True(one.find("\n   1  ") != std::string::npos, "the first is told");
         v.True(one.find("\n      … r forwards 62 more times, TTL 63 → 1\n  64  ") !=
                    std::string::npos,
                one);
         const std::string two =
             Explained(RecordLevel::Packets, [](Events& events, Recorder& recorder) {
                 TellLoop(events, recorder, {1, 2});
             });
         v.True(two.find("\n      … r and b forward 61 more times, TTL 62 → 1\n  64  ") !=
                    std::string::npos,
                two);
     }},
    {"a walk that is longer than what is kept of a packet says so",
     "",
     [](Verdict& v) {
         const auto tell = [](int hops) {
             return Explained(RecordLevel::Packets, [hops](Events& events, Recorder& recorder) {
                 for (int i = 0; i < hops; ++i)
                 {
                     recorder.OnHop(events.Make(Action::Forward, 1, 1, 64));
                 }
             });
         };
         v.True(tell(4096).find("Further hops were not kept.\n") != std::string::npos, "4096");
         v.True(tell(4094).find("Further hops") == std::string::npos, "4094");
     }},
    {"of TCP the handshake and the first data each way are told, with their flags",
     "RFC 9293 3.5",
     [](Verdict& v) {
         for (const RecordLevel level : {RecordLevel::Packets, RecordLevel::Events})
         {
             const std::string story = Explained(level, TellTcp);
             size_t place = 0;
             for (const char* part :
                  {"\nRequest (packet 1: the first, SYN; 4 sent, 4 delivered, 0 dropped)\n",
                   "tcp SYN 10.0.0.1:1000 → 10.0.1.2:7, TTL 64, 40 bytes",
                   "\nAnswer (packet 2: the first, SYN, ACK; 2 sent, 2 delivered, 0 dropped)\n",
                   "tcp SYN, ACK 10.0.1.2:7 → 10.0.0.1:1000, TTL 64, 40 bytes",
                   "\nRequest (packet 4: the first with data, ACK; 4 sent, 4 delivered",
                   "tcp ACK 10.0.0.1:1000 → 10.0.1.2:7, TTL 64, 140 bytes",
                   "\nAnswer (packet 5: the first with data, PSH, ACK; 2 sent, 2 delivered",
                   "tcp PSH, ACK 10.0.1.2:7 → 10.0.0.1:1000, TTL 64, 90 bytes"})
             {
                 const size_t found = story.find(part, place);
                 v.True(found != std::string::npos, std::string(part) + " in " + story);
                 place = found == std::string::npos ? place : found;
             }
         }
     }},
    {"an ICMP error about the flow is told as one",
     "RFC 792",
     [](Verdict& v) {
         const std::string story =
             Explained(RecordLevel::Packets, [](Events& events, Recorder& recorder) {
                 PacketEvent error = events.Make(Action::Send, 1, 7, 64, true);
                 error.before.protocol = protocol::ICMPV4;
                 error.before.icmpType = 3;
                 error.before.icmpError = true;
                 error.before.sourcePort = error.before.destinationPort = 0;
                 recorder.OnHop(error);
             });
         v.True(story.find("ICMP error (packet 7: the first; 1 sent, 0 delivered, 0 dropped)\n") !=
                    std::string::npos,
                story);
         v.True(story.find("icmp destination unreachable 3/0 10.0.1.2 → 10.0.0.1, TTL 64") !=
                    std::string::npos,
                story);
     }},
    {"of ICMP errors one of each sender, type, code and MTU is told, in order",
     "RFC 792, RFC 1191 4",
     [](Verdict& v) {
         const auto tell = [](Events& events, Recorder& recorder) {
             uint32_t packet = 0;
             const auto error =
                 [&](const std::string& from, uint8_t type, uint8_t code, uint16_t mtu) {
                     PacketEvent event = events.Make(Action::Send, 1, ++packet, 64, true);
                     event.before.source = *IpAddress::Parse(from);
                     event.before.protocol = protocol::ICMPV4;
                     event.before.icmpType = type;
                     event.before.icmpError = true;
                     event.before.sourcePort = code;
                     event.before.destinationPort = mtu;
                     recorder.OnHop(event);
                 };
             error("10.0.0.9", 11, 0, 0);
             error("10.0.0.9", 11, 0, 0);
             error("10.0.1.9", 11, 0, 0);
             error("10.0.1.9", 3, 4, 1400);
             error("10.0.1.9", 3, 4, 1400);
             error("10.0.1.9", 3, 4, 1280);
             error("10.0.1.9", 3, 1, 0);
         };
         const std::string story = Explained(RecordLevel::Packets, tell);
         std::string told;
         std::istringstream lines(story);
         for (std::string line; std::getline(lines, line);)
         {
             if (line.find("ICMP error (packet ") == 0)
             {
                 told += line.substr(19, line.find(';') - 19) + "; ";
             }
             if (const size_t begin = line.find("icmp "); begin != std::string::npos)
             {
                 told += line.substr(begin, line.find(", TTL") - begin) + "\n";
             }
         }
         v.Equal(told,
                 "1: the first; icmp time exceeded 11/0 10.0.0.9 → 10.0.0.1\n"
                 "3: another; icmp time exceeded 11/0 10.0.1.9 → 10.0.0.1\n"
                 "4: another; icmp destination unreachable 3/4 10.0.1.9 → 10.0.0.1, MTU 1400\n"
                 "6: another; icmp destination unreachable 3/4 10.0.1.9 → 10.0.0.1, MTU 1280\n"
                 "7: another; icmp destination unreachable 3/1 10.0.1.9 → 10.0.0.1\n",
                 "errors");
     }},
    {"a later fragment of an ICMP packet is not told as a type that it does not show",
     "RFC 791 3.2",
     [](Verdict& v) {
         const std::string story =
             Explained(RecordLevel::Packets, [](Events& events, Recorder& recorder) {
                 PacketEvent fragment = events.Make(Action::Send, 0, 1, 64);
                 fragment.before.protocol = protocol::ICMPV4;
                 fragment.before.fragment = true;
                 fragment.before.sourcePort = fragment.before.destinationPort = 0;
                 recorder.OnHop(fragment);
             });
         v.True(story.find("icmp 10.0.0.1 → 10.0.1.2, TTL 64") != std::string::npos, story);
     }},
};

V6LAB_SUITE("v6lab-record-explain-packets", ROWS);

} // namespace
