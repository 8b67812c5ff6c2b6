// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/web-flows.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using azure::Index;
using azure::LoadDistribution;

namespace
{

const std::vector<Row> HEALTH{
    {"instances are down until their first probe succeeds",
     "L2, L3",
     [](Verdict& v) {
         azure::LoadBalancer balancer(WebBalancer());
         const auto ask = [&] {
             return ToText(balancer.Deliver(azure::NOTHING, Address(FRONT4), Syn(1), 0));
         };
         v.Equal(ask(), "azure-balancer-no-backend", "before");
         balancer.SetHealth(0, Address("10.1.0.6"), true);
         v.Equal(ask(), "nic 3 to 10.1.0.6 port 8080", "after");
     }},
    {"a rule without a probe takes all instances for up",
     "L2",
     [](Verdict& v) {
         auto settings = WebBalancer();
         settings.rules[0].probe = azure::NOTHING;
         azure::LoadBalancer balancer(settings);
         v.Equal(balancer.GetPools().CountUp(0), 3u, "up");
         v.True(balancer.Deliver(azure::NOTHING, Address(FRONT4), Syn(1), 0).reason == Reason::None,
                "delivers");
     }},
    {"an instance that is down gets no new flows; the others share them evenly",
     "L3",
     [](Verdict& v) {
         BalancerLab lab;
         lab.SetUp(2, false);
         const auto counts = Spread(lab, Syn4);
         v.Equal(counts.count(2), 0u, "to the one that is down");
         ExpectEven(v, counts, 2);
     }},
    {"its established TCP connections stay with it",
     "L3",
     [](Verdict& v) {
         BalancerLab lab;
         const uint16_t port = PortTo(lab, 2, Syn4);
         lab.Send(Data(port));
         lab.SetUp(2, false);
         v.Equal(ToText(lab.Send(Data(port))), "nic 2 to 10.1.0.5 port 8080", "data");
     }},
    {"a connection that was only begun moves with its next SYN",
     "L3",
     [](Verdict& v) {
         BalancerLab lab;
         const uint16_t port = PortTo(lab, 2, Syn4);
         lab.SetUp(2, false);
         const auto moved = lab.Send(Syn(port));
         v.True(moved.reason == Reason::None && moved.member.nic != 2, ToText(moved));
     }},
    {"its UDP flows move to another and stay there when it comes back",
     "L3",
     [](Verdict& v) {
         BalancerLab lab;
         const uint16_t port = PortTo(lab, 2, Dns);
         lab.SetUp(2, false);
         const auto moved = lab.Send(Dns(port));
         v.True(moved.reason == Reason::None && moved.member.nic != 2, ToText(moved));
         lab.SetUp(2, true);
         v.Equal(ToText(lab.Send(Dns(port))), ToText(moved), "later");
         v.Equal(ToText(lab.balancer.Return(2, UdpFacts({"10.1.0.5", 53, CLIENT4, port}), 0)),
                 "no answer",
                 "late answer of the first");
     }},
    {"all down: no new flows, UDP flows end, established TCP connections go on",
     "L3",
     [](Verdict& v) {
         BalancerLab lab;
         const auto established = lab.Send(Syn(1));
         lab.Send(Data(1));
         lab.Send(Dns(1));
         lab.SetAll(false);
         v.Equal(ToText(lab.Send(Syn(2))), "azure-balancer-no-backend", "new");
         v.Equal(ToText(lab.Send(Dns(1))), "azure-balancer-no-backend", "UDP");
         v.Equal(ToText(lab.Send(Data(1))), ToText(established), "TCP");
     }},
    {"all down in a pool of one: its TCP connections end as well",
     "L3",
     [](Verdict& v) {
         auto settings = WebBalancer();
         settings.pools[0].members.resize(1);
         BalancerLab lab(settings);
         lab.Send(Syn(1));
         v.Equal(ToText(lab.Send(Data(1))), "nic 1 to 10.1.0.4 port 8080", "up");
         lab.SetAll(false);
         v.Equal(ToText(lab.Send(Data(1))), "azure-balancer-no-backend", "down");
     }},
    {"all down with AllProbedUp: all take new flows, and flows stay",
     "L3",
     [](Verdict& v) {
         auto settings = WebBalancer();
         settings.probes[0].noHealthyBackendsBehavior = azure::NoHealthyBackends::AllProbedUp;
         BalancerLab lab(settings);
         lab.SetUp(1, false);
         lab.SetUp(3, false);
         for (uint16_t port = 1; port <= 20; ++port)
         {
             lab.Send(Dns(port));
         }
         lab.SetAll(false);
         for (uint16_t port = 1; port <= 20; ++port)
         {
             v.Equal(lab.Send(Dns(port)).member.nic, 2u, "UDP flow");
         }
         ExpectEven(v, Spread(lab, Syn4), 3);
         v.Equal(lab.balancer.GetPools().CountUp(0), 0u, "probe status");
     }},
    {"one down with AllProbedUp is down",
     "L3",
     [](Verdict& v) {
         auto settings = WebBalancer();
         settings.probes[0].noHealthyBackendsBehavior = azure::NoHealthyBackends::AllProbedUp;
         BalancerLab lab(settings);
         lab.SetUp(2, false);
         v.Equal(Spread(lab, Syn4).count(2), 0u, "to the one that is down");
     }},
    {"an empty pool takes nothing",
     "L3",
     [](Verdict& v) {
         auto settings = WebBalancer();
         settings.pools[0].members.clear();
         BalancerLab lab(settings);
         v.Equal(ToText(lab.Send(Syn(1))), "azure-balancer-no-backend", "new");
     }},
    {"health of an instance's IPv4 address says nothing of its IPv6 address",
     "L4",
     [](Verdict& v) {
         BalancerLab lab;
         lab.balancer.SetHealth(0, Address("10.1.0.5"), false);
         v.Equal(Spread(lab, [](uint16_t port) { return Syn(port, CLIENT6); }).count(2),
                 1u,
                 "IPv6");
         v.Equal(Spread(lab, Syn4).count(2), 0u, "IPv4");
     }},
};

const std::vector<Row> FLOWS{
    {"a flow keeps its instance when instances are added, and new flows use them",
     "L1",
     [](Verdict& v) {
         BalancerLab lab;
         std::map<uint16_t, Index> before;
         for (uint16_t port = 1; port <= 200; ++port)
         {
             before[port] = lab.Send(Syn(port)).member.nic;
         }
         auto members = lab.balancer.GetSettings().pools[0].members;
         members.push_back({4, Address("10.1.0.7")});
         lab.balancer.SetMembers(0, members);
         lab.balancer.SetHealth(0, Address("10.1.0.7"), true);
         for (const auto& [port, nic] : before)
         {
             v.Equal(lab.Send(Data(port)).member.nic, nic, "old flow");
         }
         ExpectEven(v, Spread(lab, Syn4), 4);
     }},
    {"flows of an instance that left the pool go to the others",
     "L1",
     [](Verdict& v) {
         BalancerLab lab;
         const uint16_t port = PortTo(lab, 3, Syn4);
         lab.Send(Data(port));
         auto members = lab.balancer.GetSettings().pools[0].members;
         members.pop_back();
         lab.balancer.SetMembers(0, members);
         const auto moved = lab.Send(Data(port));
         v.True(moved.reason == Reason::None && moved.member.nic != 3, ToText(moved));
     }},
    {"a refused change of a pool changes nothing",
     "L4",
     [](Verdict& v) {
         BalancerLab lab;
         bool threw = false;
         try
         {
             lab.balancer.SetMembers(0, {{1, Address("fd00:1::4")}});
         }
         catch (const std::invalid_argument&)
         {
             threw = true;
         }
         v.True(threw, "threw");
         ExpectEven(v, Spread(lab, Syn4), 3);
     }},
    {"an idle flow is forgotten after its rule's minutes; packets of either side keep it",
     "L3",
     [](Verdict& v) {
         auto settings = WebBalancer();
         settings.rules[0].idleTimeoutInMinutes = 15;
         BalancerLab lab(settings);
         const Index nic = lab.Send(Syn(1)).member.nic;
         v.Equal(*lab.balancer.GetDeadline(), 15 * MINUTE, "deadline");
         const std::string member = MemberAddress(lab, Family::V4, nic).ToString();
         const auto answer = TcpFacts({member, 8080, CLIENT4, 1}, flag::SYN | flag::ACK);
         v.Equal(ToText(lab.balancer.Return(nic, answer, 10 * MINUTE)),
                 "from 10.1.0.100 port 80",
                 "answer in time");
         v.Equal(lab.balancer.Expire(25 * MINUTE - 1).size(), 0u, "expired early");
         v.Equal(lab.balancer.Expire(25 * MINUTE).size(), 1u, "expired");
         v.Equal(lab.balancer.GetFlowCount(), 0u, "flows");
         v.Equal(ToText(lab.balancer.Return(nic, answer, 25 * MINUTE)), "no answer", "late answer");
     }},
    {"a flow that was idle for too long is a new one, though nobody removed it yet",
     "L3",
     [](Verdict& v) {
         BalancerLab lab;
         const uint16_t port = PortTo(lab, 2, Syn4);
         lab.Send(Data(port));
         lab.SetUp(2, false);
         lab.nowNs = 4 * MINUTE - 1;
         v.Equal(lab.Send(Data(port)).member.nic, 2u, "in time");
         lab.nowNs += 4 * MINUTE;
         v.True(lab.Send(Data(port)).member.nic != 2, "too late");
         v.True(!lab.balancer.Return(2,
                                     TcpFacts({"10.1.0.5", 8080, CLIENT4, port}, flag::ACK),
                                     lab.nowNs),
                "the old one's answer");
     }},
    {"UDP flows end after four idle minutes whatever the rule says",
     "L3",
     [](Verdict& v) {
         auto settings = WebBalancer();
         settings.rules[2].idleTimeoutInMinutes = 30;
         BalancerLab lab(settings);
         lab.Send(Dns(1));
         v.Equal(*lab.balancer.GetDeadline(), 4 * MINUTE, "deadline");
         settings.udpIdleMinutes = 9;
         BalancerLab other(settings);
         other.Send(Dns(1));
         v.Equal(*other.balancer.GetDeadline(), 9 * MINUTE, "deadline of a setting");
     }},
    {"idle connections are told with their ends, with a reset where the rule wants one",
     "L1",
     [](Verdict& v) {
         auto settings = WebBalancer();
         settings.rules[1].enableTcpReset = true;
         BalancerLab lab(settings);
         lab.Send(Syn(5));
         lab.Send(Syn(6, CLIENT6));
         lab.Send(Dns(7)); // no connection
         const auto idle = lab.balancer.Expire(4 * MINUTE);
         v.Equal(idle.size(), 2u, "connections");
         if (idle.size() == 2)
         {
             v.Equal(idle[0].client.ToString(), CLIENT4, "IPv4 client");
             v.Equal(idle[0].destination.ToString(), FRONT4, "IPv4 frontend");
             v.True(!idle[0].sendReset && idle[1].sendReset, "resets");
             v.Equal(idle[1].client.ToString(), CLIENT6, "IPv6 client");
             v.Equal(idle[1].clientPort, 6, "port");
             v.Equal(idle[1].destinationPort, 80, "frontend port");
         }
         v.Equal(lab.balancer.GetFlowCount(), 0u, "flows");
     }},
    {"a full table forgets the flow that is idle for longest, not the one that expires first",
     "L1",
     [](Verdict& v) {
         auto settings = WebBalancer();
         settings.rules[0].idleTimeoutInMinutes = 30;
         settings.flows = 2;
         BalancerLab lab(settings);
         lab.Send(Syn(1)); // idle for longest, expires last
         lab.nowNs = MINUTE;
         lab.Send(Dns(2));
         lab.nowNs = 2 * MINUTE;
         lab.Send(Syn(3));
         v.Equal(lab.balancer.GetFlowCount(), 2u, "flows");
         lab.SetAll(false);
         v.Equal(ToText(lab.Send(Data(1))), "azure-balancer-no-backend", "forgotten");
         v.True(lab.Send(Data(3)).reason == Reason::None, "kept");
     }},
    {"a SYN on a connection that both ends closed begins a new one, on an instance that is up",
     "L1, L3",
     [](Verdict& v) {
         BalancerLab lab;
         const uint16_t port = PortTo(lab, 2, Syn4);
         auto fin = Data(port);
         fin.tcpFlags = flag::FIN | flag::ACK;
         lab.Send(fin);
         lab.balancer.Return(2,
                             TcpFacts({"10.1.0.5", 8080, CLIENT4, port}, flag::FIN | flag::ACK),
                             0);
         lab.SetUp(2, false);
         v.Equal(lab.Send(Data(port)).member.nic, 2u, "last acknowledgement");
         const auto next = lab.Send(Syn(port));
         v.True(next.reason == Reason::None && next.member.nic != 2, ToText(next));
     }},
    {"a duplicate SYN does not move an established connection",
     "L3",
     [](Verdict& v) {
         BalancerLab lab;
         const uint16_t port = PortTo(lab, 2, Syn4);
         lab.Send(Data(port));
         lab.SetUp(2, false);
         v.Equal(lab.Send(Syn(port)).member.nic, 2u, "SYN");
         v.Equal(lab.Send(Data(port)).member.nic, 2u, "data");
     }},
    {"packets, bytes and SYNs are counted by rule, both ways",
     "L1",
     [](Verdict& v) {
         BalancerLab lab;
         const Index nic = lab.Send(Syn(1)).member.nic;
         lab.Send(Data(1));
         const std::string member = MemberAddress(lab, Family::V4, nic).ToString();
         lab.balancer.Return(nic, TcpFacts({member, 8080, CLIENT4, 1}, flag::ACK), 0);
         const auto& counters = lab.balancer.GetCounters(0);
         v.Equal(counters.packets, 3u, "packets");
         v.Equal(counters.bytes, 180u, "bytes");
         v.Equal(counters.syns, 1u, "SYNs");
         v.Equal(lab.balancer.GetCounters(1).packets, 0u, "other rule");
     }},
};

std::vector<Row>
All()
{
    std::vector<Row> all;
    for (const auto* rows : {&HEALTH, &FLOWS})
    {
        all.insert(all.end(), rows->begin(), rows->end());
    }
    return all;
}

} // namespace

V6LAB_SUITE("v6lab-azure-balancer-flows", All());
