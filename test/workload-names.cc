// SPDX-License-Identifier: GPL-2.0-only
// Workloads that call a name.
#include "model/workload/echo-server.h"
#include "model/workload/ping-flow.h"
#include "model/workload/traceroute-flow.h"
#include "model/workload/udp-echo-flow.h"
#include "test/support/eyeball-lab.h"
#include "test/support/table.h"

#include "ns3/uinteger.h"

using namespace ns3::v6lab;
using ns3::Ptr;
using ns3::Simulator;
using test::EyeballLab;
using test::Row;
using test::Verdict;

namespace
{

constexpr auto V6 = Family::V6;
constexpr auto V4 = Family::V4;

Ptr<FlowApplication>
Caller(const EyeballLab& lab, const std::string& kind)
{
    if (kind == "udp")
    {
        return ns3::CreateObject<UdpEchoFlow>();
    }
    if (kind == "ping")
    {
        return ns3::CreateObject<PingFlow>();
    }
    return kind == "traceroute" ? Ptr<FlowApplication>(ns3::CreateObject<TracerouteFlow>())
                                : Ptr<FlowApplication>(lab.flow);
}

uint16_t
PortOf(const std::string& kind)
{
    return kind == "tcp" ? 80 : kind == "udp" ? 7 : 0;
}

/** What DNS says of the two families: "NXDOMAIN", "SERVFAIL", "NODATA", or "" for nothing. */
struct Answers
{
    std::string aaaa;
    std::string a;
};

void
Script(EyeballLab& lab, Family family, const std::string& word)
{
    if (!word.empty())
    {
        lab.lookup->Answers(family, 20, {}, word == "NODATA" ? "NOERROR" : word);
    }
}

Row
NotFound(const std::string& what,
         const std::string& clause,
         const Answers& answers,
         const std::string& reason,
         const std::string& failure,
         std::optional<Family> only = std::nullopt)
{
    return {what, clause, [=](Verdict& v) {
                for (const char* kind : {"tcp", "udp", "ping", "traceroute"})
                {
                    EyeballLab lab;
                    Script(lab, V6, answers.aaaa);
                    Script(lab, V4, answers.a);
                    const auto caller = Caller(lab, kind);
                    caller->SetAttribute("Count", ns3::UintegerValue(1));
                    caller->SetRemoteName("www.example.org", lab.lookup, PortOf(kind), only);
                    const FlowRecord& flow = lab.Call(caller);
                    const std::string name = std::string(kind) + ": ";
                    v.True(flow.ended, name + "it ended");
                    v.Equal(ToWord(flow.outcome), std::string("failed"), name + "outcome");
                    v.Equal(Describe(flow.reason).word, reason, name + "reason");
                    v.Equal(flow.failure, failure, name + "failure");
                    v.Equal(flow.sentPackets, 1u, name + "tried");
                    v.True(!flow.resolvedNs, name + "never resolved");
                    v.True(flow.attempts.empty(), name + "no attempt");
                }
            }};
}

/** A call by name over UDP or ICMP. */
Row
Calls(const std::string& kind,
      const std::string& sentence,
      std::optional<Family> only,
      const std::string& asked,
      const std::string& called,
      int64_t resolvedMs)
{
    return {kind + ": " + sentence, "RFC 6724 6; 8305-07", [=](Verdict& v) {
                EyeballLab lab;
                lab.lookup->Answers(V6, 30, {EyeballLab::B6});
                lab.lookup->Answers(V4, 70, {EyeballLab::B4});
                const auto caller = Caller(lab, kind);
                caller->SetAttribute("Count", ns3::UintegerValue(2));
                caller->SetRemoteName("www.example.org", lab.lookup, PortOf(kind), only);
                const auto server = ns3::CreateObject<EchoServer>();
                server->SetLedger(lab.in.ledger);
                lab.in.nodes["b"]->AddApplication(server);
                const FlowRecord& flow = lab.Call(caller);
                v.Equal(lab.lookup->asked, asked, "questions");
                v.Equal(ToWord(flow.outcome), std::string("delivered"), "outcome");
                v.Equal(flow.destination.ToString(), called, "called");
                v.Equal(ToWord(*flow.familyAtSource),
                        std::string(called == EyeballLab::B6 ? "v6" : "v4"),
                        "family");
                v.Equal(flow.askedName, "www.example.org", "name");
                v.Equal(flow.resolvedNs.value_or(0), resolvedMs * 1000000, "resolved");
                v.True(!flow.rttMs.empty() && flow.rttMs.front() < 2.5f, "round trip without DNS");
            }};
}

const std::string AAAA_A = "AAAA www.example.org, A www.example.org";

const std::vector<Row> ROWS{
    NotFound("a name that does not exist: the flow fails with that reason",
             "RFC 1035 4.1.1, RFC 8020 2",
             {"NXDOMAIN", "NXDOMAIN"},
             "name-not-found",
             "name not found"),
    NotFound("a name without addresses: the flow fails with that reason",
             "RFC 2308 2.2",
             {"NODATA", "NODATA"},
             "no-address-of-family",
             "name has no address of this family"),
    NotFound("a name without addresses of the family that is wanted",
             "RFC 2308 2.2",
             {"", "NODATA"},
             "no-address-of-family",
             "name has no address of this family",
             V4),
    NotFound("a resolver that fails: the flow fails with that reason",
             "RFC 1035 4.1.1",
             {"SERVFAIL", "SERVFAIL"},
             "name-lookup-failed",
             "name lookup failed: SERVFAIL"),
    NotFound("a resolver that refuses is one that fails",
             "RFC 1035 4.1.1",
             {"REFUSED", "REFUSED"},
             "name-lookup-failed",
             "name lookup failed: REFUSED"),
    NotFound("a resolver that is silent: the flow fails with that reason",
             "RFC 1035 4.2.1",
             {"", ""},
             "name-lookup-timeout",
             "name lookup timed out"),
    NotFound("no AAAA record and no answer about A: nobody knows whether there is an address",
             "RFC 1035 4.2.1",
             {"NODATA", ""},
             "name-lookup-timeout",
             "name lookup timed out"),
    NotFound("no AAAA record and an error about A: the error counts",
             "RFC 1035 4.1.1",
             {"NODATA", "SERVFAIL"},
             "name-lookup-failed",
             "name lookup failed: SERVFAIL"),
    NotFound("one answer says that the name does not exist: that counts",
             "RFC 8020 2",
             {"SERVFAIL", "NXDOMAIN"},
             "name-not-found",
             "name not found"),
    Calls("ping", "of both families the better one is called", {}, AAAA_A, EyeballLab::B6, 70),
    Calls("udp", "of both families the better one is called", {}, AAAA_A, EyeballLab::B6, 70),
    Calls("traceroute",
          "of both families the better one is called",
          {},
          AAAA_A,
          EyeballLab::B6,
          70),
    Calls("ping", "IPv4 only: A is asked for", V4, "A www.example.org", EyeballLab::B4, 70),
    Calls("udp", "IPv4 only: A is asked for", V4, "A www.example.org", EyeballLab::B4, 70),
    Calls("udp", "IPv6 only: AAAA is asked for", V6, "AAAA www.example.org", EyeballLab::B6, 30),
    {"who has one family asks for that one",
     "RFC 8305 3",
     [](Verdict& v) {
         EyeballLab lab(true, false);
         lab.lookup->Answers(V4, 10, {EyeballLab::B4});
         const auto ping = ns3::CreateObject<PingFlow>();
         ping->SetRemoteName("www.example.org", lab.lookup, 0);
         const FlowRecord& flow = lab.Call(ping);
         v.Equal(lab.lookup->asked, "A www.example.org", "questions");
         v.Equal(flow.receivedPackets, 4u, "answers");
     }},
    {"one failed lookup does no harm where the other has an address",
     "RFC 6724 6",
     [](Verdict& v) {
         EyeballLab lab;
         lab.lookup->Answers(V6, 20, {}, "SERVFAIL");
         lab.lookup->Answers(V4, 10, {EyeballLab::B4});
         const auto ping = ns3::CreateObject<PingFlow>();
         ping->SetRemoteName("www.example.org", lab.lookup, 0);
         const FlowRecord& flow = lab.Call(ping);
         v.Equal(flow.receivedPackets, 4u, "answers");
         v.Equal(flow.resolvedNs.value_or(0), 20000000, "both were waited for");
     }},
    {"of a list the best address is called when the flow starts",
     "RFC 6724 6; 8305-07",
     [](Verdict& v) {
         EyeballLab lab;
         const auto ping = ns3::CreateObject<PingFlow>();
         ping->SetRemotes({*IpAddress::Parse(EyeballLab::B4), *IpAddress::Parse(EyeballLab::B6)},
                          0);
         const FlowRecord& flow = lab.Call(ping);
         v.Equal(flow.destination.ToString(), EyeballLab::B6, "called");
         v.Equal(flow.receivedPackets, 4u, "answers");
     }},
    {"an application that is stopped while it waits for DNS ends, and the answer does no harm",
     "",
     [](Verdict& v) {
         for (const char* kind : {"tcp", "ping"})
         {
             EyeballLab lab;
             lab.lookup->Answers(V6, 500, {EyeballLab::B6});
             lab.lookup->Answers(V4, 500, {EyeballLab::B4});
             const auto caller = Caller(lab, kind);
             caller->SetRemoteName("www.example.org", lab.lookup, PortOf(kind));
             caller->SetStopTime(ns3::MilliSeconds(100));
             const FlowRecord& flow = lab.Call(caller);
             v.True(flow.ended, std::string(kind) + " ended");
             v.Equal(lab.lookup->answered, 2u, std::string(kind) + " answers");
             v.True(flow.attempts.empty(), std::string(kind) + " attempts");
         }
     }},
    {"a simulation that ends while a name is looked up and connections race leaves nothing behind",
     "",
     [](Verdict& v) {
         for (const int64_t ms : {5, 300})
         {
             EyeballLab lab;
             lab.Ask();
             lab.LoseFamily("b", V6);
             lab.LoseFamily("a", V4);
             lab.lookup->Answers(V6, 10, {EyeballLab::B6});
             lab.lookup->Answers(V4, 10, {EyeballLab::B4});
             lab.in.nodes["a"]->AddApplication(lab.flow);
             Simulator::Stop(ns3::MilliSeconds(ms));
             Simulator::Run();
             v.Equal(lab.flow->GetResult().attempts.size(), ms == 5 ? 0u : 2u, "attempts");
         }
     }},
};

V6LAB_SUITE("v6lab-workload-names", ROWS);

} // namespace
