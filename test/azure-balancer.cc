// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/web-flows.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using azure::Index;
using azure::LoadDistribution;

namespace
{

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
         auto later = first;
         later.sourcePort = later.destinationPort = 0;
         later.laterFragment = true;
         v.Equal(ToText(lab.Send(first)), "azure-balancer-fragment", "first fragment");
         v.Equal(ToText(lab.Send(later)), "azure-balancer-fragment", "one without ports");
         v.Equal(lab.balancer.GetFlowCount(), 0u, "flows");
         later.protocol = protocol::ICMPV4;
         v.Equal(ToText(lab.Send(later)), "azure-balancer-no-rule", "of no rule's protocol");
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

std::vector<Row>
All()
{
    std::vector<Row> all;
    for (const auto* rows : {&DISTRIBUTION, &REWRITING, &REFUSALS})
    {
        all.insert(all.end(), rows->begin(), rows->end());
    }
    return all;
}

} // namespace

V6LAB_SUITE("v6lab-azure-balancer", All());
