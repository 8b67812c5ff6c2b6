// SPDX-License-Identifier: GPL-2.0-only
// TCP flows that race: the packets on the link, and what goes on record.
#include "test/support/eyeball-lab.h"
#include "test/support/table.h"

#include "ns3/boolean.h"
#include "ns3/uinteger.h"

#include <functional>

using namespace ns3::v6lab;
using ns3::MilliSeconds;
using ns3::Simulator;
using ns3::TimeValue;
using ns3::UintegerValue;
using test::EyeballLab;
using test::Row;
using test::Verdict;

namespace
{

constexpr auto V6 = Family::V6;
constexpr auto V4 = Family::V4;

/** What must come of a call. */
struct Expected
{
    std::string calls;    //!< SYNs that left a
    std::string attempts; //!< the record of the attempts; empty: not asked
    std::string family;   //!< that won; empty: none
    std::string resets;   //!< RSTs that left a
};

Row
Races(const std::string& sentence,
      const std::string& clause,
      const std::function<void(EyeballLab&)>& prepare,
      const Expected& expected)
{
    return {sentence, clause, [=](Verdict& v) {
                EyeballLab lab;
                prepare(lab);
                const FlowRecord& flow = lab.Call();
                const bool won = !expected.family.empty();
                v.Equal(lab.calls, expected.calls, "SYNs");
                v.Equal(lab.resets, expected.resets, "RSTs");
                if (!expected.attempts.empty())
                {
                    v.Equal(lab.Attempts(), expected.attempts, "attempts");
                }
                v.Equal(ToWord(flow.outcome), std::string(won ? "delivered" : "failed"), "outcome");
                v.Equal(flow.connectNs.has_value(), won, "connected");
                if (won)
                {
                    v.Equal(ToWord(*flow.familyAtSource), expected.family, "family");
                    v.Equal(ToWord(flow.source.GetFamily()), expected.family, "source");
                    v.Equal(flow.destination.ToString(),
                            expected.family == "v6" ? EyeballLab::B6 : EyeballLab::B4,
                            "destination");
                    v.Equal(ToWord(*flow.familyAtDestination), expected.family, "there");
                    v.Equal(flow.peerSeen.ToString(), flow.source.ToString(), "peer");
                    v.Equal(Describe(flow.reason).word, Describe(Reason::None).word, "reason");
                    v.True(flow.rttMs.front() >= 2.0f, "round trip of the handshake");
                }
            }};
}

const std::vector<std::string> BOTH{EyeballLab::B4, EyeballLab::B6};

void
KnowBoth(EyeballLab& lab)
{
    lab.Know(BOTH);
}

/** DNS answers after so many milliseconds. */
void
AskBoth(EyeballLab& lab, double aaaaMs, double aMs)
{
    lab.Ask();
    lab.lookup->Answers(V6, aaaaMs, {EyeballLab::B6});
    lab.lookup->Answers(V4, aMs, {EyeballLab::B4});
}

const std::vector<Row> ROWS{
    Races("both families work: IPv6 wins, and no IPv4 SYN is sent",
          "RFC 8305 5; 8305-07, 8305-10",
          KnowBoth,
          {"v6 0", "v6 0-2 connected", "v6", ""}),
    Races("IPv6 is black-holed: IPv4 is called 250 ms later and wins",
          "RFC 8305 5; 8305-10, 8305-13",
          [](EyeballLab& lab) {
              KnowBoth(lab);
              lab.LoseFamily("b", V6);
          },
          {"v6 0, v4 250", "v6 0-252 cancelled, v4 250-252 connected", "v4", ""}),
    Races("only the answers over IPv6 are lost: the destination is known by the winner",
          "RFC 8305 5; 8305-13",
          [](EyeballLab& lab) {
              KnowBoth(lab);
              lab.LoseFamily("a", V6);
          },
          {"v6 0, v4 250", "v6 0-252 cancelled, v4 250-252 connected", "v4", ""}),
    Races("IPv6 is refused: IPv4 is called at once, though not within 10 ms",
          "RFC 8305 5, RFC 9293 3.10.7.1; 8305-11, 8305-21",
          [](EyeballLab& lab) {
              KnowBoth(lab);
              lab.RefuseV6();
          },
          {"v6 0, v4 10", "v6 0-2 refused, v4 10-12 connected", "v4", ""}),
    Races("refused after 30 ms, IPv4 is called at that moment",
          "RFC 8305 5; 8305-21",
          [](EyeballLab& lab) {
              KnowBoth(lab);
              lab.RefuseV6();
              lab.SetDelay(15);
          },
          {"v6 0, v4 30", "v6 0-30 refused, v4 30-60 connected", "v4", ""}),
    Races("a refusal need not hurry the next attempt",
          "RFC 8305 5; 8305-10, 8305-21",
          [](EyeballLab& lab) {
              KnowBoth(lab);
              lab.RefuseV6();
              lab.flow->SetAttribute("NextOnFailure", ns3::BooleanValue(false));
          },
          {"v6 0, v4 250", "v6 0-2 refused, v4 250-252 connected", "v4", ""}),
    Races("the loser's answer comes after the race: it gets a reset, and nothing more comes",
          "RFC 8305 5, RFC 9293 3.10.7.1; 8305-13",
          [](EyeballLab& lab) {
              KnowBoth(lab);
              lab.SetDelay(150);
          },
          {"v6 0, v4 250", "v6 0-300 connected, v4 250-300 cancelled", "v6", "v4 550"}),
    Races("the Connection Attempt Delay is an attribute",
          "RFC 8305 8; 8305-10",
          [](EyeballLab& lab) {
              KnowBoth(lab);
              lab.LoseFamily("b", V6);
              lab.flow->SetAttribute("AttemptDelay", TimeValue(MilliSeconds(100)));
          },
          {"v6 0, v4 100", "v6 0-102 cancelled, v4 100-102 connected", "v4", ""}),
    Races("neither family gets through: both time out, each after the flow's timeout",
          "RFC 8305 5",
          [](EyeballLab& lab) {
              KnowBoth(lab);
              lab.Lose("b", 1);
          },
          {"v6 0, v4 250, v6 1000, v4 1250", "v6 0-3000 timed-out, v4 250-3250 timed-out", "", ""}),
    Races("an address that the host has no route to is not tried while there is another",
          "RFC 6724 6 rule 1; 8305-07",
          [](EyeballLab& lab) {
              lab.Know({"2001:db8:9::9", EyeballLab::B4});
          },
          {"v4 0", "v4 0-2 connected", "v4", ""}),
    Races("AAAA first: IPv6 is called without waiting for A",
          "RFC 8305 3; 8305-02",
          [](EyeballLab& lab) { AskBoth(lab, 10, 900); },
          {"v6 10", "v6 10-12 connected", "v6", ""}),
    Races("A first, AAAA within the Resolution Delay: IPv6 is called when AAAA comes",
          "RFC 8305 3; 8305-03",
          [](EyeballLab& lab) { AskBoth(lab, 40, 10); },
          {"v6 40", "v6 40-42 connected", "v6", ""}),
    Races("A first, AAAA late: IPv4 is called 50 ms after A",
          "RFC 8305 3; 8305-03",
          [](EyeballLab& lab) { AskBoth(lab, 100, 10); },
          {"v4 60", "v4 60-62 connected", "v4", ""}),
    Races("IPv4 does not answer, and AAAA comes late: its address is called after the delay",
          "RFC 8305 3, 6; 8305-05",
          [](EyeballLab& lab) {
              AskBoth(lab, 100, 10);
              lab.LoseFamily("b", V4);
          },
          {"v4 60, v6 310", "v4 60-312 cancelled, v6 310-312 connected", "v6", ""}),
    Races("no AAAA record: IPv4 is called at once",
          "RFC 8305 3; 8305-04",
          [](EyeballLab& lab) {
              AskBoth(lab, 0, 10);
              lab.lookup->Answers(V6, 20, {});
          },
          {"v4 20", "v4 20-22 connected", "v4", ""}),
    Races("a cache that answers at once costs no time",
          "RFC 8305 3",
          [](EyeballLab& lab) { AskBoth(lab, -1, -1); },
          {"v6 0", "v6 0-2 connected", "v6", ""}),
    {"the queries are AAAA, then A, in one moment",
     "RFC 8305 3; 8305-01",
     [](Verdict& v) {
         EyeballLab lab;
         AskBoth(lab, 10, 10);
         lab.Call();
         v.Equal(lab.lookup->asked, "AAAA www.example.org, A www.example.org", "questions");
     }},
    {"an answer after the race still reaches the resolver",
     "RFC 8305 5; 8305-14",
     [](Verdict& v) {
         EyeballLab lab;
         AskBoth(lab, 10, 900);
         const FlowRecord& flow = lab.Call();
         v.Equal(lab.lookup->answered, 2u, "answers");
         v.Equal(flow.attempts.size(), 1u, "attempts");
     }},
    {"what DNS takes is part of the time to connect, not of the round trip",
     "",
     [](Verdict& v) {
         EyeballLab lab;
         AskBoth(lab, 40, 10);
         const FlowRecord& flow = lab.Call();
         v.Equal(flow.askedName, "www.example.org", "name");
         v.Equal(flow.resolvedNs.value_or(0), 10000000, "resolved with the first answer");
         v.Equal(EyeballLab::Ms(flow.connectNs.value_or(0)), "42", "ms to connect");
         v.True(flow.rttMs.front() < 2.1f, "round trip");
     }},
    {"an MTU black hole is not noticed: the connection stands, the data stall, IPv4 stays untried",
     "RFC 8305 9.1; 8305-20",
     [](Verdict& v) {
         EyeballLab lab;
         KnowBoth(lab);
         lab.LoseFamily("b", V6, 1300);
         lab.flow->SetAttribute("Size", UintegerValue(5000));
         const FlowRecord& flow = lab.Call();
         v.Equal(ToWord(flow.outcome), std::string("failed"), "outcome");
         v.Equal(flow.failure, "connection timed out", "failure");
         v.Equal(lab.Attempts(), "v6 0-2 connected", "attempts");
         v.Equal(lab.calls, "v6 0", "SYNs");
     }},
    {"each request of a flow races anew, and every attempt is on record",
     "RFC 8305 5; 8305-13",
     [](Verdict& v) {
         EyeballLab lab;
         KnowBoth(lab);
         lab.LoseFamily("b", V6);
         lab.flow->SetAttribute("Count", UintegerValue(2));
         lab.flow->SetAttribute("Interval", TimeValue(MilliSeconds(500)));
         const FlowRecord& flow = lab.Call();
         v.Equal(flow.receivedPackets, 2u, "answers");
         v.Equal(lab.calls, "v6 0, v4 250, v6 500, v4 750", "SYNs");
         v.Equal(flow.attempts.size(), 4u, "attempts");
         v.Equal(flow.attempts[1].request, 1u, "request of the second");
         v.Equal(flow.attempts[2].request, 2u, "request of the third");
     }},
    {"adaptive: the second race knows the round trip of the first, and waits for the minimum only",
     "RFC 8305 5; 8305-11, 8305-12",
     [](Verdict& v) {
         EyeballLab lab;
         KnowBoth(lab);
         lab.flow->SetAttribute("AdaptiveDelay", ns3::BooleanValue(true));
         lab.flow->SetAttribute("Count", UintegerValue(2));
         lab.flow->SetAttribute("Interval", TimeValue(MilliSeconds(500)));
         Simulator::Schedule(MilliSeconds(400), [&] { lab.LoseFamily("b", V6); });
         lab.Call();
         v.Equal(lab.calls, "v6 0, v6 500, v4 600", "SYNs");
     }},
    {"packets of all attempts are the flow's",
     "",
     [](Verdict& v) {
         EyeballLab lab;
         KnowBoth(lab);
         lab.LoseFamily("b", V6);
         std::string families;
         for (const char* host : {"a", "b"})
         {
             StackHelper::ConnectTraces(
                 lab.in.nodes[host],
                 ns3::Callback<void, const PacketEvent&>([&](const PacketEvent& event) {
                     const bool syn = event.before.tcpFlags == 2 && event.action == Action::Send;
                     if (syn && event.identity.GetFlow() == 1)
                     {
                         families += ToWord(event.before.family);
                     }
                 }),
                 ns3::Callback<void, const PacketEvent&>());
         }
         lab.Call();
         v.Equal(families, "v6v4", "SYNs of flow 1");
     }},
    {"an IPv4 literal on an IPv6-only network is called through its NAT64",
     "RFC 8305 7.1; 8305-16, 8305-17",
     [](Verdict& v) {
         EyeballLab lab(false, true);
         const Pref64 prefix(*Prefix::Parse("2001:db8:0:1::/96"));
         const IpAddress behind = prefix.Embed(*IpAddress::Parse("198.51.100.1"));
         StackHelper::AddAddress(lab.in.nodes["b"], lab.in.devices["b/link"], behind, 64);
         StackHelper::AddRoute(lab.in.nodes["a"],
                               *Prefix::Parse("::/0"),
                               *IpAddress::Parse(EyeballLab::B6),
                               lab.in.devices["a/link"]);
         lab.Know({"198.51.100.1"});
         lab.flow->SetNat64Prefixes({prefix});
         const FlowRecord& flow = lab.Call();
         v.Equal(ToWord(flow.outcome), std::string("delivered"), "outcome");
         v.Equal(flow.destination.ToString(), behind.ToString(), "called");
     }},
    {"a broken AAAA record behind a NAT64: A is asked 2 s after the attempt, and synthesized from",
     "RFC 8305 7.2; 8305-16, 8305-18",
     [](Verdict& v) {
         EyeballLab lab(false, true);
         const Pref64 prefix(*Prefix::Parse("2001:db8:0:1::/96"));
         const IpAddress behind = prefix.Embed(*IpAddress::Parse("198.51.100.1"));
         StackHelper::AddAddress(lab.in.nodes["b"], lab.in.devices["b/link"], behind, 64);
         StackHelper::AddRoute(lab.in.nodes["a"],
                               *Prefix::Parse("::/0"),
                               *IpAddress::Parse(EyeballLab::B6),
                               lab.in.devices["a/link"]);
         lab.Ask();
         lab.lookup->Answers(V6, 10, {"2001:db8:0:1::99"}); // nobody's
         lab.lookup->Answers(V4, 20, {"198.51.100.1"});
         lab.flow->SetNat64Prefixes({prefix});
         const FlowRecord& flow = lab.Call();
         v.Equal(lab.lookup->asked, "AAAA www.example.org, A www.example.org", "questions");
         v.Equal(lab.Attempts(), "v6 10-2032 cancelled, v6 2030-2032 connected", "attempts");
         v.Equal(flow.destination.ToString(), behind.ToString(), "called");
     }},
    {"delays that RFC 8305 forbids are no values of the attributes",
     "RFC 8305 5; 8305-11",
     [](Verdict& v) {
         const auto flow = ns3::CreateObject<TcpFlow>();
         for (const char* name : {"AttemptDelay", "MinimumAttemptDelay"})
         {
             const auto takes = [&](int ms) {
                 return flow->SetAttributeFailSafe(name, TimeValue(MilliSeconds(ms)));
             };
             v.True(!takes(9) && takes(10) && takes(2000) && !takes(2001), name);
         }
         v.True(!flow->SetAttributeFailSafe("FirstFamilyCount", UintegerValue(0)), "count");
     }},
    {"family auto in a topology: a dual-stack node is called by Happy Eyeballs",
     "RFC 8305 5; 8305-10, 8305-13",
     [](Verdict& v) {
         EyeballLab lab;
         lab.LoseFamily("b", V6);
         const FlowRecord& flow = lab.Run(test::Ask("tcp"));
         v.Equal(lab.calls, "v6 0, v4 250", "SYNs");
         v.Equal(ToWord(flow.outcome), std::string("delivered"), "outcome");
         v.Equal(ToWord(*flow.familyAtSource), std::string("v4"), "family");
     }},
    {"a family that is asked for in a topology is the only one that is tried",
     "",
     [](Verdict& v) {
         EyeballLab lab;
         lab.LoseFamily("b", V6);
         const FlowRecord& flow = lab.Run(test::Ask("tcp", "b", "v6"));
         v.Equal(lab.calls, "v6 0, v6 1000", "SYNs");
         v.Equal(ToWord(flow.outcome), std::string("failed"), "outcome");
     }},
};

V6LAB_SUITE("v6lab-workload-eyeballs", ROWS);

} // namespace
