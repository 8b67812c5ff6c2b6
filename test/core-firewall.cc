// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/firewall/firewall.h"
#include "test/support/azure.h"
#include "test/support/firewall-lab.h"
#include "test/support/flow-packets.h"
#include "test/support/table.h"
#include "test/support/wire.h"

#include <memory>

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using azure::RuleProtocol;
using flow::Echo;
using flow::IcmpAbout;
using flow::Tcp;
using flow::Udp;
using namespace ns3::v6lab::test::firewall;

namespace
{

/** Opens a connection: whether all three segments pass. */
bool
Opens(Lab& lab, const flow::End& from, const flow::End& to)
{
    return lab.Send(Tcp(from, to, SYN)) == "passes" &&
           lab.Send(Tcp(to, from, SYN | ACK)) == "passes" &&
           lab.Send(Tcp(from, to, ACK)) == "passes";
}

const std::vector<Row> RULES = {
    {"what no rule allows is denied",
     "M2",
     [](Verdict& v) {
         Lab lab(WEB_ONLY);
         v.Equal(lab.Send(Tcp(CALLER, {SERVER, 22}, SYN)), "firewall-no-rule", "ssh");
         v.Equal(lab.Send(Udp(CALLER, WEB)), "firewall-no-rule", "another protocol");
         v.Equal(lab.Send(Tcp({"10.9.0.4", 1}, WEB, SYN)), "firewall-no-rule", "another source");
         v.Equal(lab.Get().GetFlowCount(), 0u, "flows");
     }},
    {"what a rule allows passes both ways, and the rule is named",
     "M2",
     [](Verdict& v) {
         Lab lab(WEB_ONLY);
         v.Equal(lab.Send(Tcp(CALLER, WEB, SYN)), "passes", "first");
         v.Equal(lab.RuleName(), "net/web", "rule");
         v.Equal(lab.Send(Tcp(WEB, CALLER, SYN | ACK)), "passes", "answer");
         v.Equal(lab.RuleName(), "none", "no rule was asked");
         v.Equal(lab.Out(), "10.2.0.4 80 > 10.1.0.4 5000", "untouched");
     }},
    {"the collection with the lowest priority number decides",
     "M2",
     [](Verdict& v) {
         auto settings = Lab::With(ALL);
         settings.collections.push_back(
             {"stop", 100, false, {Rule("no-web", RuleProtocol::Tcp, "*", "*", {{80, 80}})}});
         Lab lab(settings);
         v.Equal(lab.Send(Tcp(CALLER, WEB, SYN)), "firewall-denied", "denied first");
         v.Equal(lab.RuleName(), "stop/no-web", "rule");
         v.Equal(lab.Send(Tcp(CALLER, {SERVER, 81}, SYN)), "passes", "another port");
         settings.collections.back().priority = 300;
         Lab later(settings);
         v.Equal(later.Send(Tcp(CALLER, WEB, SYN)), "passes", "allowed first");
     }},
    {"a rule for prefixes of one IP version says nothing of the other",
     "M2",
     [](Verdict& v) {
         Lab lab(FirewallCollection{"net",
                                    200,
                                    true,
                                    {Rule("v4", RuleProtocol::Any, "0.0.0.0/0", "0.0.0.0/0")}});
         v.Equal(lab.Send(Udp(CALLER, WEB)), "passes", "IPv4");
         v.Equal(lab.Send(Udp({"fd00:1::4", 1}, {"fd00:2::4", 2})), "firewall-no-rule", "IPv6");
         auto settings = Lab::With(ALL);
         settings.carriesIpv6 = false;
         Lab narrow(settings);
         v.Equal(narrow.Send(Udp({"fd00:1::4", 1}, {"fd00:2::4", 2})),
                 "firewall-no-ipv6",
                 "a firewall of IPv4");
     }},
    {"ICMP is that of both IP versions; a rule may name types",
     "M2",
     [](Verdict& v) {
         auto rule = Rule("echo", RuleProtocol::Icmp, "*", "*");
         rule.match.icmpTypes = {8, 128};
         Lab lab(FirewallCollection{"net", 1, true, {rule}});
         v.Equal(lab.Send(Echo(CLIENT, SERVER, 8, 7)), "passes", "IPv4");
         v.Equal(lab.Send(Echo("fd00:1::4", "fd00:2::4", 128, 7)), "passes", "IPv6");
         v.Equal(lab.Send(Echo(CLIENT, SERVER, 13, 7)), "firewall-no-rule", "timestamp");
     }},
    {"a rule for any protocol with ports is one for TCP and UDP on them, and for ICMP",
     "M2",
     [](Verdict& v) {
         Lab lab(FirewallCollection{"net",
                                    1,
                                    true,
                                    {Rule("r", RuleProtocol::Any, "*", "*", {{80, 90}})}});
         v.Equal(lab.Send(Tcp(CALLER, {SERVER, 90}, SYN)), "passes", "TCP");
         v.Equal(lab.Send(Udp(CALLER, {SERVER, 91})), "firewall-no-rule", "UDP beside");
         v.Equal(lab.Send(Echo(CLIENT, SERVER, 8, 7)), "passes", "ping");
     }},
    {"rules for a zone are for what comes from there",
     "M2",
     [](Verdict& v) {
         auto lan = Rule("lan", RuleProtocol::Any, "*", "*");
         lan.match.zone = 1;
         Lab lab(FirewallCollection{"net",
                                    1,
                                    true,
                                    {lan, Rule("ssh", RuleProtocol::Tcp, "*", "*", {{22, 22}})}});
         v.Equal(lab.Send(Udp(CALLER, WEB), false, 1), "passes", "from the LAN");
         v.Equal(lab.Send(Udp(WEB, CALLER), false, 0), "passes", "its answer");
         v.Equal(lab.Send(Udp({SERVER, 9}, CALLER), false, 0), "firewall-no-rule", "from the WAN");
         v.Equal(lab.Send(Tcp(WEB, {CLIENT, 22}, SYN), false, 0), "passes", "ssh from the WAN");
     }},
};

const std::vector<Row> STATE = {
    {"a TCP segment in mid-connection without a seen SYN dies, whatever the rules say",
     "M2",
     [](Verdict& v) {
         Lab lab(ALL);
         for (const uint8_t flags : {ACK, uint8_t(SYN | ACK), uint8_t(FIN | ACK), RST})
         {
             v.Equal(lab.Send(Tcp(WEB, CALLER, flags)),
                     "firewall-no-connection",
                     "flags " + std::to_string(flags));
         }
     }},
    {"a connection whose answer goes another way dies with its third segment",
     "M2",
     [](Verdict& v) {
         Lab lab(ALL);
         v.Equal(lab.Send(Tcp(CALLER, WEB, SYN)), "passes", "SYN");
         v.Equal(lab.Send(Tcp(CALLER, WEB, ACK)), "firewall-no-connection", "ACK");
         v.Equal(lab.Send(Tcp(CALLER, WEB, SYN)), "passes", "the SYN again");
         Lab whole(ALL);
         v.True(Opens(whole, CALLER, WEB), "both ways through it opens");
     }},
    {"an echo reply that nobody asked for dies",
     "M2",
     [](Verdict& v) {
         Lab lab(ALL);
         v.Equal(lab.Send(Echo(SERVER, CLIENT, 0, 7)), "firewall-no-connection", "unasked");
         lab.Send(Echo(CLIENT, SERVER, 8, 7));
         v.Equal(lab.Send(Echo(SERVER, CLIENT, 0, 7)), "passes", "asked");
     }},
    {"TCP flows are forgotten after four idle minutes",
     "M2",
     [](Verdict& v) {
         Lab lab(ALL);
         v.True(Opens(lab, CALLER, WEB), "opens");
         lab.Wait(239);
         v.Equal(lab.Send(Tcp(WEB, CALLER, ACK)), "passes", "in time");
         lab.Wait(239);
         v.Equal(lab.Send(Tcp(CALLER, WEB, ACK)), "passes", "the other side in time");
         lab.Wait(241);
         v.Equal(lab.Send(Tcp(CALLER, WEB, ACK)), "firewall-no-connection", "too late");
         v.Equal(lab.Get().GetFlowCount(), 0u, "flows");
     }},
    {"after FIN of both sides, or a reset, the next connection may use the same ports",
     "M2",
     [](Verdict& v) {
         Lab lab(WEB_ONLY);
         v.True(Opens(lab, CALLER, WEB), "opens");
         lab.Send(Tcp(CALLER, WEB, FIN | ACK));
         lab.Send(Tcp(WEB, CALLER, FIN | ACK));
         v.Equal(lab.Send(Tcp(CALLER, WEB, ACK)), "passes", "the last ACK");
         v.True(Opens(lab, CALLER, WEB), "again");
         lab.Send(Tcp(WEB, CALLER, RST));
         v.True(Opens(lab, CALLER, WEB), "after a reset");
         v.Equal(lab.Get().GetFlowCount(), 1u, "flows");
     }},
    {"when there are too many flows, the one that is idle for longest makes room",
     "M2",
     [](Verdict& v) {
         auto settings = Lab::With(ALL);
         settings.flows = 2;
         Lab lab(settings);
         v.True(Opens(lab, CALLER, WEB), "opens"); // the longest timeout
         lab.Wait(1);
         lab.Send(Echo(CLIENT, SERVER, 8, 7));
         lab.Wait(1);
         lab.Send(Echo(CLIENT, SERVER, 8, 8));
         v.Equal(lab.Get().GetFlowCount(), 2u, "flows");
         v.Equal(lab.Send(Tcp(CALLER, WEB, ACK)), "firewall-no-connection", "the oldest");
         v.Equal(lab.Send(Echo(SERVER, CLIENT, 0, 7)), "passes", "a younger one");
     }},
    {"later fragments follow the first one, and die without it",
     "M2",
     [](Verdict& v) {
         Lab lab(Snat());
         const auto pieces = flow::Cut(Udp(CALLER, {INTERNET, 53}, Bytes(64, 1)), {24}, 77);
         v.Equal(lab.Send(pieces[1]), "no-first-fragment", "alone");
         v.Equal(lab.Send(pieces[0]), "passes", "the first");
         v.Equal(lab.Send(pieces[1]), "passes", "the second");
         v.Equal(lab.OutFacts().source.ToString(), FIREWALL, "translated as well");
         lab.Wait(3);
         v.Equal(lab.Send(pieces[1]), "no-first-fragment", "too late");
     }},
    {"later fragments of what was refused are refused for the same reason, by the same rule",
     "RFC 791 3.2",
     [](Verdict& v) {
         auto settings = Lab::With(ALL);
         settings.collections.push_back(
             {"stop", 100, false, {Rule("dns", RuleProtocol::Udp, "*", "*", {{53, 53}})}});
         Lab lab(settings);
         const auto pieces = flow::Cut(Udp(CALLER, {INTERNET, 53}, Bytes(64, 1)), {24}, 77);
         v.Equal(lab.Send(pieces[0]), "firewall-denied", "the first");
         v.Equal(lab.Send(pieces[1]), "firewall-denied", "the second");
         v.Equal(lab.RuleName(), "stop/dns", "its rule");
         const auto broken = flow::Cut(Udp(CALLER, {SERVER, 0}, Bytes(64, 1)), {24}, 78);
         v.Equal(lab.Send(broken[0]), "malformed-header", "to port 0");
         v.Equal(lab.Send(broken[1]), "malformed-header", "the rest of it");
         lab.Wait(3);
         v.Equal(lab.Send(pieces[1]), "no-first-fragment", "too late");
     }},
    {"a first fragment that comes again is judged again, for those behind it too",
     "RFC 791 3.2",
     [](Verdict& v) {
         auto settings =
             Lab::With({"net", 200, true, {Rule("out", RuleProtocol::Udp, "10.1.0.0/16", "*")}});
         settings.flows = 1;
         Lab lab(settings);
         const flow::End far{INTERNET, 53};
         const auto answer = flow::Cut(Udp(far, CALLER, Bytes(64, 1)), {24}, 77);
         v.Equal(lab.Send(answer[0]), "firewall-no-rule", "before the question");
         v.Equal(lab.Send(answer[1]), "firewall-no-rule", "the rest of it");
         v.Equal(lab.Send(Udp(CALLER, far)), "passes", "the question");
         v.Equal(lab.Send(answer[0]), "passes", "the answer");
         v.Equal(lab.Send(answer[1]), "passes", "the rest of it");
         v.Equal(lab.Send(Udp(CALLER, {INTERNET, 54})), "passes", "another flow takes its place");
         v.Equal(lab.Send(answer[0]), "firewall-no-rule", "nobody knows the question any more");
         v.Equal(lab.Send(answer[1]), "firewall-no-rule", "the rest of it");
         const flow::End server{SERVER, 22};
         const auto syn = flow::Cut(Tcp(CALLER, server, SYN, Bytes(64, 1)), {24}, 78);
         const auto ack = flow::Cut(Tcp(CALLER, server, ACK, Bytes(64, 1)), {24}, 78);
         v.Equal(lab.Send(syn[0]), "firewall-no-rule", "a SYN");
         v.Equal(lab.Send(ack[0]), "firewall-no-connection", "then an ACK");
         v.Equal(lab.Send(ack[1]), "firewall-no-connection", "the rest of it");
     }},
    {"fragments that are refused take no place from those that pass",
     "M2",
     [](Verdict& v) {
         auto settings = Lab::With(WEB_ONLY);
         settings.datagrams = 1;
         Lab lab(settings);
         const auto pieces = [](const flow::End& to, uint32_t id) {
             return flow::Cut(Tcp(CALLER, to, SYN, Bytes(64, 1)), {24}, id);
         };
         const auto no = pieces({SERVER, 22}, 77);
         const auto yes = pieces(WEB, 78);
         v.Equal(lab.Send(no[0]), "firewall-no-rule", "refused");
         v.Equal(lab.Send(yes[0]), "passes", "allowed");
         v.Equal(lab.Send(yes[1]), "passes", "the rest of it");
         v.Equal(lab.Send(no[1]), "firewall-no-rule", "the rest of the first");
         v.Equal(lab.Send(pieces({SERVER, 23}, 79)[0]), "firewall-no-rule", "one too many");
         v.Equal(lab.Send(pieces({SERVER, 23}, 79)[1]), "no-first-fragment", "is not remembered");
     }},
    {"a packet without ports is no beginning of a flow",
     "M2; RFC 6335 6",
     [](Verdict& v) {
         Lab lab(ALL);
         v.Equal(lab.Send(Udp(CALLER, {SERVER, 0})), "malformed-header", "port 0");
         Bytes cut = Udp(CALLER, WEB);
         cut.resize(20);
         v.Equal(lab.Send(cut), "malformed-header", "no ports");
     }},
    {"ICMP errors pass with the flow that they are about, others die",
     "M2",
     [](Verdict& v) {
         Lab lab(ALL);
         const auto request = Udp(CALLER, WEB);
         const auto error = IcmpAbout("10.3.0.1", CLIENT, icmp::TimeExceeded(Family::V4), request);
         v.Equal(lab.Send(error), "firewall-no-connection", "before");
         lab.Send(request);
         v.Equal(lab.Send(error), "passes", "after");
     }},
    {"what is for the node itself is its own where it takes it, and denied where it does not",
     "M2",
     [](Verdict& v) {
         auto settings = Lab::With(ALL);
         Lab closed(settings);
         v.Equal(closed.Send(Tcp(CALLER, {FIREWALL, 22}, SYN), true), "firewall-no-rule", "SYN");
         settings.takesOwn = true;
         Lab open(settings);
         v.Equal(open.Send(Tcp(CALLER, {FIREWALL, 22}, SYN), true), "passes", "SYN");
         v.Equal(open.Send(Tcp(WEB, {FIREWALL, 999}, SYN | ACK), true), "passes", "an answer");
         v.Equal(open.Get().GetFlowCount(), 0u, "flows");
     }},
};

std::vector<Row>
All()
{
    std::vector<Row> all;
    for (const auto* rows : {&RULES, &STATE})
    {
        all.insert(all.end(), rows->begin(), rows->end());
    }
    return all;
}

} // namespace

V6LAB_SUITE("v6lab-core-firewall", All());
