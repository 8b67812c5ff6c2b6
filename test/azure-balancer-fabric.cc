// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/balanced-cloud.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;

namespace
{

bool
IsSyn(const PacketFacts& facts)
{
    return (facts.tcpFlags & 0x12) == 0x02;
}

bool
IsUdp(const PacketFacts& facts)
{
    return facts.protocol == protocol::UDP;
}

/** The pool with rules for UDP port 7 instead. */
Topology
UdpPool(size_t machines)
{
    Topology t = Pool(machines);
    for (auto& rule : t.loadBalancers[0].loadBalancingRules)
    {
        rule.protocol = "Udp";
        rule.frontendPort = 7;
        rule.backendPort = 7;
    }
    return t;
}

/** web0 calls a backend beside it, by TCP and by ping, and a machine of another subnet. */
void
ExpectOwnCalls(Verdict& v, Topology t)
{
    t.workloads = {Call("web0", "web1", "v4"),
                   Call("web0", "web1", "v4", "3s", "ping"),
                   Call("web0", "client", "v4", "4s")};
    CloudRun run(t);
    run.Run(9);
    for (const uint32_t number : {1u, 2u, 3u})
    {
        const auto& flow = run.Flow(number);
        v.Equal(ToWord(flow.outcome),
                std::string("delivered"),
                std::string(Describe(flow.reason).word));
        v.Equal(flow.source.ToString(), "10.1.0.4", "source");
    }
}

const std::vector<Row> ROWS{
    {"a frontend is called by the load balancer's name, in both IP versions, and answers itself",
     "L4, A8",
     [](Verdict& v) {
         Topology t = Pool(2);
         t.workloads = {Call("client", "lb", "v4"), Call("client", "lb", "v6", "3s")};
         CloudRun run(t);
         run.Run(6);
         for (const uint32_t flow : {1u, 2u})
         {
             v.Equal(ToWord(run.Flow(flow).outcome), std::string("delivered"), "outcome");
         }
         v.Equal(run.Flow(1).destination.ToString(), "10.1.0.100", "called");
         v.Equal(run.Flow(2).destination.ToString(), "fd00:1::100", "called");
         v.Equal(run.badChecksums, "", "checksums");
         v.True(run.Flow(1).destinationNodeId.has_value(), "somebody answered");
         v.True(run.translations.find("> 10.1.0.100#80 becomes 10.1.1.4#") != std::string::npos,
                run.translations);
         v.True(run.translations.find("becomes 10.1.0.100#80 > 10.1.1.4#") != std::string::npos,
                run.translations);
     }},
    {"of 1,000 flows each of three backends gets a third, within ten in a hundred",
     "L1",
     [](Verdict& v) {
         CloudRun run(UdpPool(3));
         for (uint16_t i = 0; i < 1000; ++i)
         {
             run.Datagram("client",
                          static_cast<uint16_t>(20000 + i),
                          "10.1.0.100",
                          7,
                          1 + i * 1e-3);
         }
         run.Run(3);
         size_t all = 0;
         for (const std::string nic : {"web0", "web1", "web2"})
         {
             const size_t count = run.Count(nic, [](const PacketFacts& facts) {
                 return IsUdp(facts) && facts.destinationPort == 7;
             });
             v.True(count >= 233 && count <= 433, nic + " got " + std::to_string(count));
             all += count;
         }
         v.Equal(all, 1000u, "all of them");
     }},
    {"one flow sticks to one backend",
     "L1",
     [](Verdict& v) {
         CloudRun run(UdpPool(3));
         for (int i = 0; i < 50; ++i)
         {
             run.Datagram("client", 20000, "10.1.0.100", 7, 1 + i * 0.1);
         }
         run.Run(7);
         std::set<std::string> servers;
         for (const auto& one : run.seen)
         {
             if (IsUdp(one.facts) && one.nic != "client")
             {
                 servers.insert(one.nic);
             }
         }
         v.Equal(servers.size(), 1u, "backends");
         v.Equal(run.Count("client", IsUdp), 50u, "datagrams");
     }},
    {"SourceIP: all connections of a client go to one backend",
     "L1",
     [](Verdict& v) {
         Topology t = UdpPool(3);
         for (auto& rule : t.loadBalancers[0].loadBalancingRules)
         {
             rule.loadDistribution = "SourceIP";
         }
         CloudRun run(t);
         for (uint16_t i = 0; i < 30; ++i)
         {
             run.Datagram("client", static_cast<uint16_t>(20000 + i), "10.1.0.100", 7, 1);
         }
         run.Run(3);
         std::set<std::string> servers;
         for (const auto& one : run.seen)
         {
             if (IsUdp(one.facts) && one.nic != "client")
             {
                 servers.insert(one.nic);
             }
         }
         v.Equal(servers.size(), 1u, "backends");
     }},
    {"several requests of a workload may be answered by several backends",
     "L1",
     [](Verdict& v) {
         Topology t = Pool(3);
         t.workloads = {Call("client", "10.1.0.100", "v4")};
         t.workloads[0].count = 20;
         CloudRun run(t);
         run.Run(8);
         v.Equal(ToWord(run.Flow(1).outcome), std::string("delivered"), run.Flow(1).failure);
         v.Equal(run.Flow(1).receivedPackets, 20u, "answered");
         for (const std::string nic : {"web0", "web1", "web2"})
         {
             v.True(run.Count(nic,
                              [](const PacketFacts& facts) {
                                  return IsSyn(facts) && !CloudRun::IsProbe(facts);
                              }) > 0,
                    nic + " got none");
         }
     }},
    {"what no rule is for is dropped, pings too",
     "L1",
     [](Verdict& v) {
         Topology t = Pool(1);
         t.workloads = {Call("client", "lb", "v4", "2s", "ping")};
         CloudRun run(t);
         run.Datagram("client", 20000, "10.1.0.100", 9, 1);
         run.Run(4);
         v.Equal(run.drops.substr(0, run.drops.find('\n')),
                 "azure-balancer-no-rule near client",
                 "drop");
         v.Equal(Describe(run.Flow(1).reason).word, std::string("azure-balancer-no-rule"), "ping");
     }},
    {"an ICMP error of a backend comes from the frontend, and quotes what the client sent",
     "L1",
     [](Verdict& v) {
         CloudRun run(UdpPool(1));
         run.Datagram("client", 20000, "10.1.0.100", 7, 1); // nobody listens there
         run.Datagram("client", 20000, "fd00:1::100", 7, 1);
         run.Run(3);
         std::string errors;
         for (const auto& one : run.seen)
         {
             if (one.nic == "client" && one.facts.icmpError)
             {
                 errors +=
                     one.facts.source.ToString() + " > " + one.facts.destination.ToString() + "\n";
             }
         }
         v.Equal(errors, "10.1.0.100 > 10.1.1.4\nfd00:1::100 > fd00:1:0:1::4\n", "errors");
         v.Equal(run.badChecksums, "", "checksums");
     }},
    {"a backend that is chosen for its own call never gets it",
     "L7",
     [](Verdict& v) {
         Topology t = Pool(1);
         t.workloads = {Call("web0", "lb", "v4")};
         CloudRun run(t);
         run.Run(8);
         v.Equal(Describe(run.Flow(1).reason).word,
                 std::string("azure-balancer-hairpin"),
                 "reason");
     }},
    {"another backend answers a backend's call",
     "L7",
     [](Verdict& v) {
         Topology t = Pool(2);
         t.workloads = {Call("web0", "lb", "v4")};
         t.workloads[0].count = 10;
         CloudRun run(t);
         run.Run(40);
         const auto& flow = run.Flow(1);
         v.True(flow.receivedPackets > 0 && flow.receivedPackets < 10,
                std::to_string(flow.receivedPackets) + " of ten");
     }},
    {"floating IP: the backend gets the frontend's address and answers from it",
     "L6",
     [](Verdict& v) {
         Topology t = Pool(1);
         t.loadBalancers[0].loadBalancingRules[0].enableFloatingIP = true;
         t.loadBalancers[0].loadBalancingRules[0].backendPort = 80;
         t.workloads = {Call("client", "lb", "v4")};
         CloudRun run(t);
         run.Run(5);
         v.Equal(ToWord(run.Flow(1).outcome), std::string("delivered"), run.Flow(1).failure);
         v.Equal(run.translations, "", "nothing is translated");
         v.True(run.Count("web0",
                          [](const PacketFacts& facts) {
                              return facts.source.ToString() == "10.1.0.100";
                          }) > 0,
                "answers from the frontend's address");
     }},
    {"floating IP: what a backend begins leaves from its interface's own address, not loopback's",
     "L6",
     [](Verdict& v) {
         Topology t = Pool(2);
         t.loadBalancers[0].loadBalancingRules[0].enableFloatingIP = true;
         t.loadBalancers[0].loadBalancingRules[0].backendPort = 80;
         ExpectOwnCalls(v, t);
     }},
    {"so it does behind HA ports with floating IP",
     "L5, L6",
     [](Verdict& v) {
         Topology t = Pool(2);
         auto& rule = t.loadBalancers[0].loadBalancingRules[0];
         rule.protocol = "All";
         rule.frontendPort = 0;
         rule.backendPort = 0;
         rule.enableFloatingIP = true;
         ExpectOwnCalls(v, t);
     }},
};

V6LAB_SUITE("v6lab-azure-balancer-fabric", ROWS);

} // namespace
