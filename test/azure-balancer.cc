// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/balancer-lab.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using azure::Index;
using azure::LoadDistribution;

namespace
{

const std::string FRONT4 = "10.1.0.100";
const std::string FRONT6 = "fd00:1::100";
const std::string CLIENT4 = "10.2.0.9";
const std::string CLIENT6 = "fd00:2::9";

PacketFacts
Syn(uint16_t port, const std::string& client = CLIENT4)
{
    return TcpFacts({client, port, client == CLIENT6 ? FRONT6 : FRONT4, 80}, flag::SYN);
}

PacketFacts
Data(uint16_t port, const std::string& client = CLIENT4)
{
    PacketFacts data = Syn(port, client);
    data.tcpFlags = flag::ACK;
    return data;
}

PacketFacts
Dns(uint16_t port)
{
    return UdpFacts({CLIENT4, port, FRONT4, 53});
}

/** How many of 1,000 flows each instance gets. */
std::map<Index, int>
Spread(BalancerLab& lab, const std::function<PacketFacts(uint16_t)>& packet)
{
    std::map<Index, int> counts;
    for (uint16_t i = 0; i < 1000; ++i)
    {
        ++counts[lab.Send(packet(static_cast<uint16_t>(20000 + i))).member.nic];
    }
    return counts;
}

/** L1 of scenarios: within ±10 points of even. */
void
ExpectEven(Verdict& v, const std::map<Index, int>& counts, size_t instances)
{
    v.Equal(counts.size(), instances, "instances that get flows");
    for (const auto& [nic, count] : counts)
    {
        const double points = 100.0 * count / 1000 - 100.0 / static_cast<double>(instances);
        v.True(points > -10 && points < 10,
               "nic " + std::to_string(nic) + " gets " + std::to_string(count));
    }
}

/** The first port from 30000 on whose flow the instance gets. */
uint16_t
PortTo(BalancerLab& lab, Index nic, const std::function<PacketFacts(uint16_t)>& packet)
{
    for (uint16_t port = 30000; port < 31000; ++port)
    {
        if (lab.Send(packet(port)).member.nic == nic)
        {
            return port;
        }
    }
    throw std::runtime_error("no flow to the instance in 1,000");
}

PacketFacts
Syn4(uint16_t port)
{
    return Syn(port);
}

azure::LoadBalancerSettings
With(LoadDistribution distribution)
{
    auto settings = WebBalancer();
    for (auto& rule : settings.rules)
    {
        rule.loadDistribution = distribution;
    }
    return settings;
}

const std::vector<Row> DISTRIBUTION{
    {"1,000 IPv4 flows are spread within 10 points of even over three instances",
     "L1",
     [](Verdict& v) {
         BalancerLab lab;
         ExpectEven(v, Spread(lab, Syn4), 3);
     }},
    {"so are 1,000 IPv6 flows",
     "L1, L4",
     [](Verdict& v) {
         BalancerLab lab;
         ExpectEven(v, Spread(lab, [](uint16_t port) { return Syn(port, CLIENT6); }), 3);
     }},
    {"another seed spreads the same flows otherwise, the same seed alike",
     "L1",
     [](Verdict& v) {
         auto other = WebBalancer();
         other.seed = 2;
         BalancerLab a;
         BalancerLab b;
         BalancerLab c(other);
         int same = 0;
         for (uint16_t port = 1; port <= 300; ++port)
         {
             const Index nic = a.Send(Syn(port)).member.nic;
             v.Equal(b.Send(Syn(port)).member.nic, nic, "same seed");
             same += c.Send(Syn(port)).member.nic == nic;
         }
         v.True(same > 50 && same < 150, "a third stays by chance: " + std::to_string(same));
     }},
    {"with SourceIP a client has one instance whatever its ports, protocols and rules",
     "L1",
     [](Verdict& v) {
         BalancerLab lab(With(LoadDistribution::SourceIP));
         const Index nic = lab.Send(Syn(1)).member.nic;
         for (uint16_t port = 2; port <= 50; ++port)
         {
             v.Equal(lab.Send(Syn(port)).member.nic, nic, "TCP");
             v.Equal(lab.Send(Dns(port)).member.nic, nic, "UDP");
         }
     }},
    {"with SourceIPProtocol one instance for each protocol",
     "L1",
     [](Verdict& v) {
         BalancerLab lab(With(LoadDistribution::SourceIPProtocol));
         int differ = 0;
         for (int host = 1; host <= 60; ++host)
         {
             const std::string client = "10.3.0." + std::to_string(host);
             const auto tcp = [&](uint16_t port) {
                 return lab.Send(TcpFacts({client, port, FRONT4, 80}, flag::SYN)).member.nic;
             };
             const Index udp = lab.Send(UdpFacts({client, 5, FRONT4, 53})).member.nic;
             v.Equal(tcp(6), tcp(7), "TCP of one client");
             differ += udp != tcp(6);
         }
         v.True(differ > 20 && differ < 60,
                "UDP goes elsewhere for some: " + std::to_string(differ));
     }},
    {"with SourceIP many clients are spread as evenly as many flows",
     "L1",
     [](Verdict& v) {
         BalancerLab lab(With(LoadDistribution::SourceIP));
         ExpectEven(v,
                    Spread(lab,
                           [](uint16_t i) {
                               auto packet = Syn(1);
                               packet.source = Address("10.4.0.0").Plus(i);
                               return packet;
                           }),
                    3);
     }},
};

const std::vector<Row> REWRITING{
    {"destination address and port become the instance's",
     "L1",
     [](Verdict& v) {
         BalancerLab lab;
         const uint16_t port = PortTo(lab, 2, Syn4);
         v.Equal(ToText(lab.Send(Syn(port))), "nic 2 to 10.1.0.5 port 8080", "packet");
     }},
    {"the answer becomes the frontend's, in both IP versions",
     "L1, L4",
     [](Verdict& v) {
         BalancerLab lab;
         const Index nic = lab.Send(Syn(7)).member.nic;
         const std::string member = MemberAddress(lab, Family::V4, nic).ToString();
         const auto answer = TcpFacts({member, 8080, CLIENT4, 7}, flag::SYN | flag::ACK);
         v.Equal(ToText(lab.balancer.Return(nic, answer, 0)), "from 10.1.0.100 port 80", "IPv4");
         const Index nic6 = lab.Send(Syn(7, CLIENT6)).member.nic;
         const std::string member6 = MemberAddress(lab, Family::V6, nic6).ToString();
         const auto answer6 = TcpFacts({member6, 8080, CLIENT6, 7}, flag::SYN | flag::ACK);
         v.Equal(ToText(lab.balancer.Return(nic6, answer6, 0)), "from fd00:1::100 port 80", "IPv6");
     }},
    {"what an instance sends of its own accord is no answer, nor is another instance's packet",
     "L5",
     [](Verdict& v) {
         BalancerLab lab;
         const Index nic = lab.Send(Syn(7)).member.nic;
         const std::string member = MemberAddress(lab, Family::V4, nic).ToString();
         const auto ask = [&](const PacketFacts& packet, Index from) {
             return ToText(lab.balancer.Return(from, packet, 0));
         };
         v.Equal(ask(TcpFacts({member, 8080, CLIENT4, 8}, flag::ACK), nic), "no answer", "flow");
         v.Equal(ask(TcpFacts({member, 8081, CLIENT4, 7}, flag::ACK), nic), "no answer", "port");
         v.Equal(ask(UdpFacts({member, 8080, CLIENT4, 7}), nic), "no answer", "protocol");
         const Index other = nic == 1 ? 2 : 1;
         const std::string address = MemberAddress(lab, Family::V4, other).ToString();
         v.Equal(ask(TcpFacts({address, 8080, CLIENT4, 7}, flag::ACK), other),
                 "no answer",
                 "instance");
         v.Equal(ask(TcpFacts({member, 8080, CLIENT4, 7}, flag::ACK), other), "no answer", "NIC");
     }},
    {"with floating IP the destination stays, and the instance answers as the frontend",
     "L6",
     [](Verdict& v) {
         auto settings = WebBalancer();
         settings.rules[0].enableFloatingIp = true;
         BalancerLab lab(settings);
         const uint16_t port = PortTo(lab, 3, Syn4);
         v.Equal(ToText(lab.Send(Syn(port))), "nic 3", "packet");
         const auto answer = TcpFacts({FRONT4, 80, CLIENT4, port}, flag::SYN | flag::ACK);
         v.Equal(ToText(lab.balancer.Return(3, answer, 0)), "as it is", "answer");
         v.Equal(ToText(lab.balancer.Return(2, answer, 0)), "no answer", "of another instance");
     }},
    {"inbound NAT rules lead each port of a public frontend to the one instance that it is for",
     "L1, L4",
     [](Verdict& v) {
         azure::LoadBalancerSettings settings;
         settings.frontends = {{"fe", Address("192.0.2.10"), true}};
         for (Index vm = 0; vm < 2; ++vm)
         {
             settings.pools.push_back({"vm", {{vm, Address("10.1.0.4").Plus(vm)}}});
             azure::BalancingRule rule;
             rule.name = "RDP-VM" + std::to_string(vm);
             rule.pool = vm;
             rule.frontendPort = static_cast<uint16_t>(50001 + vm);
             rule.backendPort = 3389;
             settings.rules.push_back(rule);
         }
         azure::LoadBalancer balancer(settings);
         for (uint16_t vm = 0; vm < 2; ++vm)
         {
             const auto port = static_cast<uint16_t>(50001 + vm);
             const auto syn = TcpFacts({"198.51.100.7", 9, "192.0.2.10", port}, flag::SYN);
             const std::string member = "10.1.0." + std::to_string(4 + vm);
             v.Equal(ToText(balancer.Deliver(azure::NOTHING, syn.destination, syn, 0)),
                     "nic " + std::to_string(vm) + " to " + member + " port 3389",
                     "call");
             const auto answer = TcpFacts({member, 3389, "198.51.100.7", 9}, flag::ACK);
             v.Equal(ToText(balancer.Return(vm, answer, 0)),
                     "from 192.0.2.10 port " + std::to_string(port),
                     "answer");
         }
     }},
    {"an ICMP error about an answer reaches the instance that sent it, one about a flow nobody",
     "L1",
     [](Verdict& v) {
         BalancerLab lab;
         const uint16_t port = PortTo(lab, 2, Syn4);
         const auto quoted = TcpFacts({FRONT4, 80, CLIENT4, port}, flag::ACK);
         v.Equal(ToText(lab.balancer.DeliverError(azure::NOTHING, Address(FRONT4), quoted)),
                 "nic 2 to 10.1.0.5 port 8080",
                 "known");
         const auto unknown = TcpFacts({FRONT4, 80, CLIENT4, 9}, flag::ACK);
         v.Equal(ToText(lab.balancer.DeliverError(azure::NOTHING, Address(FRONT4), unknown)),
                 "azure-balancer-no-rule",
                 "unknown");
     }},
    {"an instance's ICMP error about the client's packet comes from the frontend",
     "L1",
     [](Verdict& v) {
         BalancerLab lab;
         const uint16_t port = PortTo(lab, 1, Dns);
         const auto quoted = UdpFacts({CLIENT4, port, "10.1.0.4", 53});
         v.Equal(ToText(lab.balancer.ReturnError(1, quoted)), "from 10.1.0.100", "error");
         v.Equal(ToText(lab.balancer.ReturnError(2, quoted)), "no answer", "of another NIC");
     }},
};

const std::vector<Row> REFUSALS{
    {"a port or protocol without a rule is refused",
     "L1",
     [](Verdict& v) {
         BalancerLab lab;
         const std::string word = "azure-balancer-no-rule";
         v.Equal(ToText(lab.Send(TcpFacts({CLIENT4, 1, FRONT4, 81}, flag::SYN))), word, "port");
         v.Equal(ToText(lab.Send(UdpFacts({CLIENT4, 1, FRONT4, 80}))), word, "protocol");
         v.Equal(ToText(lab.Send(Facts({CLIENT4, 1, FRONT4, 1}, protocol::ICMPV4))), word, "ping");
         v.Equal(ToText(lab.Send(UdpFacts({CLIENT6, 1, FRONT6, 53}))), word, "rule of IPv4 only");
     }},
    {"fragments are refused",
     "L1, L5",
     [](Verdict& v) {
         BalancerLab lab;
         auto first = Dns(1);
         first.fragment = true;
         v.Equal(ToText(lab.Send(first)), "azure-balancer-fragment", "first fragment");
         v.Equal(lab.balancer.GetFlowCount(), 0u, "flows");
     }},
    {"an instance that calls its own frontend reaches the others, but not itself",
     "L7",
     [](Verdict& v) {
         BalancerLab lab;
         std::map<std::string, int> seen;
         for (uint16_t port = 1; port <= 300; ++port)
         {
             const auto packet = TcpFacts({"10.1.0.4", port, FRONT4, 80}, flag::SYN);
             const auto balanced = lab.balancer.Deliver(1, Address(FRONT4), packet, 0);
             ++seen[ToText(balanced)];
             v.Equal(ToText(lab.balancer.Deliver(1, Address(FRONT4), packet, 0)),
                     ToText(balanced),
                     "the SYN again");
         }
         v.Equal(seen.size(), 3u, "outcomes");
         v.True(seen["azure-balancer-hairpin"] > 60, "a third is refused");
         v.Equal(seen.count("nic 1 to 10.1.0.4 port 8080"), 0u, "to itself");
         v.True(seen["nic 2 to 10.1.0.5 port 8080"] > 60, "to another");
     }},
};

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
    for (const auto* rows : {&DISTRIBUTION, &REWRITING, &REFUSALS, &HEALTH, &FLOWS})
    {
        all.insert(all.end(), rows->begin(), rows->end());
    }
    return all;
}

} // namespace

V6LAB_SUITE("v6lab-azure-balancer", All());
