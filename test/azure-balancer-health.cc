// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/balanced-cloud.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;

namespace
{

/** "0.00 5.00 " for each SYN of a probe that the interface got from this source. */
std::string
ProbesAt(const CloudRun& run, const std::string& nic, const std::string& source)
{
    std::string text;
    for (const auto& one : run.seen)
    {
        if (one.nic == nic && one.facts.source.ToString() == source &&
            (one.facts.tcpFlags & 0x12) == 0x02)
        {
            char number[32];
            std::snprintf(number, sizeof(number), "%.1f ", one.seconds);
            text += number;
        }
    }
    return text;
}

/** Calls of one connection each, spread over the run; how each ended: "d" or "f". */
std::string
Fates(Topology t, const std::vector<std::string>& starts, double seconds = 60)
{
    for (const auto& start : starts)
    {
        auto call = Call("client", "10.1.0.100", "v4", start);
        call.timeout = "1s";
        t.workloads.push_back(call);
    }
    CloudRun run(t);
    run.Run(seconds);
    std::string fates;
    for (uint32_t i = 1; i <= starts.size(); ++i)
    {
        fates += ToWord(run.Flow(i).outcome)[0];
    }
    return fates;
}

/** Of the connection to the load balancer's rule, not of a health probe. */
bool
IsService(const PacketFacts& facts)
{
    return !CloudRun::IsProbe(facts) && facts.destinationPort == 8080;
}

const std::vector<Row> ROWS{
    {"probes come from 168.63.129.16 and fe80::1234:5678:9abc every five seconds, and are answered",
     "L2, A4",
     [](Verdict& v) {
         CloudRun run(Pool(1));
         run.Run(12);
         v.Equal(ProbesAt(run, "web0", "168.63.129.16"), "0.0 5.0 10.0 ", "IPv4");
         v.Equal(ProbesAt(run, "web0", "fe80::1234:5678:9abc"), "0.0 5.0 10.0 ", "IPv6");
         const auto answers = run.Count("web0", [](const PacketFacts& facts) {
             return (facts.tcpFlags & 0x12) == 0x12 && CloudRun::IsProbe(facts);
         });
         v.Equal(answers, 6u, "SYN-ACKs");
         const auto resets =
             run.Count("web0", [](const PacketFacts& facts) { return (facts.tcpFlags & 4) != 0; });
         v.Equal(resets, 0u, "connections are closed in order");
         for (const auto& instance : run.In().fabric->GetProber()->GetInstances())
         {
             v.Equal(instance.health.GetSuccesses(), 3u, "successes");
             v.Equal(instance.health.GetEnded(), 3u, "ended");
         }
         v.Equal(run.badChecksums, "", "checksums");
         v.Equal(run.drops, "", "drops");
     }},
    {"an HTTP probe asks for its path and is content with status 200",
     "L2",
     [](Verdict& v) {
         Topology t = Pool(1);
         t.loadBalancers[0].probes[0].protocol = "Http";
         t.loadBalancers[0].probes[0].requestPath = "/health";
         CloudRun run(t);
         run.Run(12);
         for (const auto& instance : run.In().fabric->GetProber()->GetInstances())
         {
             v.Equal(instance.health.GetSuccesses(), 3u, "successes");
             v.True(instance.health.IsUp(), "up");
         }
     }},
    {"probes are no flows of users: the ledger knows none of them",
     "L2",
     [](Verdict& v) {
         CloudRun run(Pool(2));
         run.Run(12);
         v.Equal(run.In().ledger->GetFlows().size(), 0u, "flows");
         v.Equal(run.In().ledger->GetPacketCount(), 0u, "packets");
     }},
    {"a machine that dies takes new flows until two probes failed, then the others get all",
     "L2, L3",
     [](Verdict& v) {
         Topology t = Pool(2);
         t.virtualMachines[0].outages = {{"11s", ""}};
         std::vector<std::string> during;
         std::vector<std::string> after;
         for (int i = 0; i < 12; ++i)
         {
             during.push_back(std::to_string(12000 + i * 10) + "ms");
             after.push_back(std::to_string(26000 + i * 10) + "ms");
         }
         const std::string lost = Fates(t, during);
         v.True(lost.find('f') != std::string::npos && lost.find('d') != std::string::npos,
                "some of " + lost);
         v.Equal(Fates(t, after), "dddddddddddd", "two failures after 15 s and 20 s: down at 25 s");
     }},
    {"it comes back with its first success",
     "L2, L3",
     [](Verdict& v) {
         Topology t = Pool(1);
         t.virtualMachines[0].outages = {{"0s", "12s"}};
         v.Equal(Fates(t, {"1s", "14s", "16s"}), "ffd", "dead until 12 s, probed at 15 s");
     }},
    {"a connection stays with a machine that is probed down",
     "L3",
     [](Verdict& v) {
         Topology t = Pool(2);
         t.workloads = {Call("client", "10.1.0.100", "v4", "1s", "tcp-bulk")};
         t.workloads[0].size = 20'000'000;
         t.networkInterfaces[2].dataRate = "8Mbps"; // twenty seconds
         CloudRun run(t);
         // Rules for new flows only (S1): probes are new each time.
         std::string taker;
         ns3::Simulator::Schedule(ns3::Seconds(3), [&] {
             taker = run.Count("web0", IsService) > 0 ? "web0" : "web1";
             const char* address = taker == "web0" ? "10.1.0.4/32" : "10.1.0.5/32";
             azure::SecurityRule rule;
             rule.name = "no-probes";
             rule.priority = 100;
             rule.access = azure::Access::Deny;
             rule.source.serviceTag = "AzureLoadBalancer";
             rule.destination.prefixes = {*Prefix::Parse(address)};
             run.In().fabric->EditEstate().networkSecurityGroups[0].rules.push_back(rule);
         });
         run.Run(60);
         const std::string other = taker == "web0" ? "web1" : "web0";
         v.Equal(ToWord(run.Flow(1).outcome), std::string("delivered"), run.Flow(1).failure);
         v.True(run.drops.find("azure-nsg-deny-inbound near " + taker) != std::string::npos,
                run.drops);
         v.Equal(run.Count(other, IsService),
                 0u,
                 "packets of the connection at the one that is up");
         v.Equal(run.In().fabric->GetBalancers()->Get(0).GetPools().CountUp(0), 1u, "up");
     }},
    {"all down: no new flows; with AllProbedUp as if all were up",
     "L3",
     [](Verdict& v) {
         Topology t = Pool(2);
         t.virtualMachines[0].outages = {{"0s", ""}};
         t.virtualMachines[1].outages = {{"0s", ""}};
         t.workloads = {Call("client", "10.1.0.100", "v4", "1s")};
         {
             CloudRun run(t);
             run.Run(8);
             v.Equal(Describe(run.Flow(1).reason).word, "azure-balancer-no-backend", "down");
         }
         t.loadBalancers[0].probes[0].noHealthyBackendsBehavior = "AllProbedUp";
         CloudRun run(t);
         run.Run(8);
         v.Equal(Describe(run.Flow(1).reason).word, "azure-machine-down", "as if up");
     }},
    {"network security groups see probes; AllowAzureLoadBalancerInBound lets them in",
     "S4, S2",
     [](Verdict& v) {
         Topology t = Pool(1);
         auto deny = t.networkSecurityGroups[1].securityRules[0];
         deny.access = "Deny";
         deny.sourceAddressPrefixes = {"AzureLoadBalancer"};
         v.Equal(Fates(t, {"1s"}), "d", "by default");
         t.networkSecurityGroups[0].securityRules = {deny};
         v.Equal(Fates(t, {"1s"}), "f", "denied");
     }},
    {"IPv6 probes fail without a network security group on the subnet, IPv4 probes do not",
     "S4",
     [](Verdict& v) {
         Topology t = Pool(1);
         t.virtualNetworks[0].subnets[0].networkSecurityGroup = "";
         t.workloads = {Call("client", "lb", "v4", "1s"), Call("client", "lb", "v6", "1s")};
         CloudRun run(t);
         run.Run(8);
         v.Equal(ToWord(run.Flow(1).outcome), std::string("delivered"), "IPv4");
         v.Equal(Describe(run.Flow(2).reason).word, "azure-balancer-no-backend", "IPv6");
         v.True(run.drops.find("azure-probe-unguarded near web0") != std::string::npos, run.drops);
     }},
    {"a connection that was idle for four minutes is reset at both ends, if the rule says so",
     "L1",
     [](Verdict& v) {
         for (const bool resets : {true, false})
         {
             Topology t = Pool(1);
             t.loadBalancers[0].loadBalancingRules[0].enableTcpReset = resets;
             CloudRun run(t);
             const auto socket = ns3::Socket::CreateSocket(run.In().nodes.at("client"),
                                                           ns3::TcpSocketFactory::GetTypeId());
             ns3::Simulator::Schedule(ns3::Seconds(1), [&] {
                 socket->Bind();
                 socket->Connect(CloudRun::Endpoint(*IpAddress::Parse("10.1.0.100"), 80));
             });
             run.Run(260);
             std::string heard;
             for (const auto& one : run.seen)
             {
                 if ((one.facts.tcpFlags & 4) != 0)
                 {
                     heard += one.nic + " " + one.facts.source.ToString() + "\n";
                 }
             }
             // What follows is the ends' own doing: the server still says goodbye.
             const std::string wanted = resets ? "web0 10.1.1.4\nclient 10.1.0.100\n" : "";
             v.Equal(resets ? heard.substr(0, wanted.size()) : heard, wanted, "resets");
             char byte = 0;
             v.Equal(socket->Send(reinterpret_cast<uint8_t*>(&byte), 1, 0) < 0,
                     resets,
                     "the client's socket knows");
         }
     }},
};

V6LAB_SUITE("v6lab-azure-balancer-health", ROWS);

} // namespace
