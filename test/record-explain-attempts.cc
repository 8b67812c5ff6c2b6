// SPDX-License-Identifier: GPL-2.0-only
// What explain says of what could not even be sent.
#include "test/support/explained.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using test::Events;
using test::Explained;
using test::Row;
using test::Verdict;

namespace
{

/** What an application says that could not even send. */
PacketEvent
Attempt(const Events& events, uint32_t packet, Reason reason)
{
    PacketEvent event = events.Make(Action::Drop, 0, packet, 0);
    event.reason = reason;
    event.before = PacketFacts();
    event.before.family = Family::V6;
    event.before.source = event.before.destination = *IpAddress::Parse("::");
    event.before.protocol = protocol::ICMPV6;
    return event;
}

void
TellAttempts(Events& events, Recorder& recorder)
{
    recorder.OnHop(Attempt(events, 1, Reason::NoDestinationAddress));
    recorder.OnHop(Attempt(events, 2, Reason::NoDestinationAddress));
}

const std::vector<Row> ROWS{
    {"a failed flow that never sent a packet begins with the reason all the same",
     "RFC 6724 2",
     [](Verdict& v) {
         const std::string story = Explained(RecordLevel::Packets, [](Events& events, Recorder&) {
             events.ledger->Get(1).reason = Reason::NoDestinationAddress;
         });
         const ReasonInfo& reason = Describe(Reason::NoDestinationAddress);
         v.True(story.find("failed: 0 of 1 answered\nno-destination-address: " +
                           std::string(reason.sentence) + " [RFC 6724 2]\n") != std::string::npos,
                story);
     }},
    {"an attempt of which no packet came about is told as one, not as a packet",
     "RFC 6724 2",
     [](Verdict& v) {
         const ReasonInfo& reason = Describe(Reason::NoDestinationAddress);
         const std::string why =
             "no-destination-address: " + std::string(reason.sentence) + " [RFC 6724 2]\n";
         const std::string story = Explained(RecordLevel::Packets, TellAttempts);
         v.True(story.find("\nRequest (attempt 2: the last that failed; 2 made, 0 delivered, 2 "
                           "failed)\n   0  0.000000000 s  a  could not send: " +
                           why + "\nDropped\n  2 × a could not send\n      " + why) !=
                    std::string::npos,
                story);
     }},
    {"an attempt to an address names the address",
     "RFC 6724 5",
     [](Verdict& v) {
         const auto tell = [](Events& events, Recorder& recorder) {
             PacketEvent attempt = Attempt(events, 1, Reason::NoSourceAddress);
             attempt.before.destination = *IpAddress::Parse("2001:db8::7");
             recorder.OnHop(attempt);
         };
         const std::string story = Explained(RecordLevel::Packets, tell);
         v.True(story.find("a  could not send to 2001:db8::7: no-source-address: ") !=
                        std::string::npos &&
                    story.find("  1 × a could not send to 2001:db8::7\n") != std::string::npos,
                story);
     }},
};

V6LAB_SUITE("v6lab-record-explain-attempts", ROWS);

} // namespace
