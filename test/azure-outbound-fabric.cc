// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/balanced-cloud.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;

namespace
{

/** A machine in network a that calls a host outside, which answers. */
Topology
OneCaller()
{
    Topology t;
    AddGroups(t);
    t.virtualNetworks = {
        Network("a", {"10.1.0.0/16", "fd00:1::/48"}, {Part("s", {"10.1.0.0/24", "fd00:1::/64"})})};
    AddMachine(t, Nic("vm", "a/s", {"", "v6"}));
    t.nodes = {InternetNode("outside", {"198.51.100.7", "2001:db8:99::7"})};
    t.workloads = {Call("vm", "outside", "v4"), Call("vm", "outside", "v6", "3s")};
    return t;
}

void
AddGateway(Topology& t, const std::string& sku = "Standard")
{
    t.publicIPAddresses.push_back({"nat4", "IPv4", "192.0.2.50", sku});
    NatGateway gateway;
    gateway.name = "natgw";
    gateway.sku = sku;
    gateway.publicIpAddresses = {"nat4"};
    if (sku == "StandardV2")
    {
        t.publicIPAddresses.push_back({"nat6", "IPv6", "2001:db8:ffff::50", sku});
        gateway.publicIpAddresses.push_back("nat6");
    }
    t.natGateways = {gateway};
    t.virtualNetworks[0].subnets[0].natGateway = "natgw";
}

void
AddPublic(Topology& t)
{
    t.publicIPAddresses.push_back({"pip", "IPv4", "192.0.2.10", "Standard"});
    t.networkInterfaces[0].ipConfigurations[0].publicIPAddress = "pip";
}

/** An internal Standard load balancer with the machine behind it. */
void
AddInternal(Topology& t)
{
    LoadBalancer lb;
    lb.name = "ilb";
    lb.frontendIPConfigurations = {{"front", "a/s", "IPv4", "", ""}};
    lb.backendAddressPools = {{"pool"}};
    LoadBalancingRule rule;
    rule.name = "web";
    rule.frontendIPConfiguration = "front";
    rule.backendAddressPool = "pool";
    rule.protocol = "Tcp";
    rule.frontendPort = rule.backendPort = 80;
    lb.loadBalancingRules = {rule};
    t.loadBalancers.push_back(lb);
    t.networkInterfaces[0].ipConfigurations[0].loadBalancerBackendAddressPools.push_back(
        "ilb/pool");
}

/** The source that the host outside sees, or the reason why it sees none. */
std::string
SeenAs(const Topology& t, uint32_t flow = 1)
{
    CloudRun run(t);
    run.Run(12);
    const auto& record = run.Flow(flow);
    return record.outcome == FlowOutcome::Delivered ? record.peerSeen.ToString()
                                                    : std::string(Describe(record.reason).word);
}

const std::vector<Row> ROWS{
    {"default outbound access shares one address; private subnets have none",
     "R20, D9",
     [](Verdict& v) {
         Topology t = OneCaller();
         v.Equal(SeenAs(t), "192.0.2.1", "default");
         t.virtualNetworks[0].subnets[0].defaultOutboundAccess = false;
         v.Equal(SeenAs(t), "azure-no-outbound-method", "private");
     }},
    {"of several methods the first in Azure's order is taken",
     "R20",
     [](Verdict& v) {
         Topology t = OneCaller();
         AddOutboundRule(t);
         v.Equal(SeenAs(t), "192.0.2.80", "outbound rule before default access");
         AddPublic(t);
         v.Equal(SeenAs(t), "192.0.2.10", "public address before outbound rule");
         AddGateway(t);
         v.Equal(SeenAs(t), "192.0.2.50", "NAT gateway before all");
     }},
    {"explicit methods work in private subnets",
     "R20",
     [](Verdict& v) {
         for (const auto& add : {&AddOutboundRule, &AddPublic})
         {
             Topology t = OneCaller();
             t.virtualNetworks[0].subnets[0].defaultOutboundAccess = false;
             (*add)(t);
             v.True(SeenAs(t).substr(0, 8) == "192.0.2.", SeenAs(t));
         }
         Topology t = OneCaller();
         t.virtualNetworks[0].subnets[0].defaultOutboundAccess = false;
         AddGateway(t);
         v.Equal(SeenAs(t), "192.0.2.50", "NAT gateway");
     }},
    {"a user-defined route to an appliance overrides the NAT gateway",
     "R20",
     [](Verdict& v) {
         Topology t = OneCaller();
         AddGateway(t);
         t.virtualNetworks[0].subnets.push_back(Part("nva", {"10.1.2.0/24"}));
         t.virtualNetworks[0].subnets[0].routeTable = "out";
         t.routeTables = {{"out", false, {{"r", "0.0.0.0/0", "VirtualAppliance", "10.1.2.4"}}}};
         AddMachine(t, Nic("nva", "a/nva", {""}, "", true));
         CloudRun run(t);
         run.Run(12);
         v.True(run.Count("nva",
                          [](const PacketFacts& facts) {
                              return facts.destination.ToString() == "198.51.100.7";
                          }) > 0,
                "the appliance gets it");
         v.Equal(run.Count("outside/internet",
                           [](const PacketFacts& facts) {
                               return facts.source.ToString() == "192.0.2.50";
                           }),
                 0u,
                 "the gateway does not");
     }},
    {"an internal Standard load balancer takes default outbound access away, a Basic one does not",
     "L5, R20",
     [](Verdict& v) {
         Topology t = OneCaller();
         AddInternal(t);
         v.Equal(SeenAs(t), "azure-no-outbound-method", "Standard");
         t.loadBalancers[0].sku = "Basic";
         v.Equal(SeenAs(t), "192.0.2.1", "Basic");
     }},
    {"balancing rules of a public load balancer give outbound connections unless they disable it",
     "R20",
     [](Verdict& v) {
         for (const bool disabled : {false, true})
         {
             Topology t = OneCaller();
             t.virtualNetworks[0].subnets[0].defaultOutboundAccess = false;
             AddOutboundRule(t);
             t.loadBalancers[0].outboundRules.clear();
             LoadBalancingRule rule;
             rule.name = "web";
             rule.frontendIPConfiguration = "front";
             rule.backendAddressPool = "pool";
             rule.protocol = "Tcp";
             rule.frontendPort = rule.backendPort = 80;
             rule.disableOutboundSnat = disabled;
             t.loadBalancers[0].loadBalancingRules = {rule};
             v.Equal(SeenAs(t), disabled ? "azure-no-outbound-method" : "192.0.2.80", "as");
         }
     }},
    {"a Standard NAT gateway carries no IPv6, StandardV2 of 2026 does",
     "G4, D4",
     [](Verdict& v) {
         Topology t = OneCaller();
         AddGateway(t);
         v.Equal(SeenAs(t, 2), "azure-no-outbound-method", "Standard");
         t = OneCaller();
         AddGateway(t, "StandardV2");
         v.Equal(SeenAs(t, 2), "2001:db8:ffff::50", "StandardV2");
         v.Equal(SeenAs(t, 1), "192.0.2.50", "and IPv4");
     }},
    {"NAT64 of StandardV2: IPv6 calls 64:ff9b::/96 and reaches the IPv4 host, which sees the "
     "gateway",
     "D4, G4",
     [](Verdict& v) {
         for (const std::string sku : {"Standard", "StandardV2"})
         {
             Topology t = OneCaller();
             AddGateway(t, sku);
             auto call = Call("vm", "64:ff9b::c633:6407", "v6", "2s", "tcp-bulk");
             call.server = "outside";
             call.size = 100'000;
             t.workloads = {call};
             CloudRun run(t);
             run.Run(12);
             const auto& flow = run.Flow(1);
             if (sku == "Standard")
             {
                 v.Equal(Describe(flow.reason).word, "azure-no-outbound-method", sku);
                 continue;
             }
             v.Equal(ToWord(flow.outcome), std::string("delivered"), flow.failure);
             v.Equal(flow.peerSeen.ToString(), "192.0.2.50", "as");
             v.Equal(flow.receivedBytes >= 100'000, true, "bytes");
             v.Equal(run.badChecksums, "", "checksums");
         }
     }},
    {"NAT64 carries back ICMP errors, and neither pings nor calls from outside",
     "D4",
     [](Verdict& v) {
         Topology t = OneCaller();
         AddGateway(t, "StandardV2");
         t.workloads = {Call("vm", "64:ff9b::c633:6407", "v6", "2s", "ping")};
         CloudRun run(t);
         run.Datagram("vm", 20000, "64:ff9b::c633:6407", 9, 1); // nobody listens there
         run.Datagram("outside", 10, "192.0.2.50", 20000, 3);
         run.Run(8);
         v.Equal(Describe(run.Flow(1).reason).word, "azure-outbound-unsupported", "ping");
         v.Equal(run.Count("vm",
                           [](const PacketFacts& facts) {
                               return facts.icmpError && facts.family == Family::V6 &&
                                      facts.source.ToString() == "64:ff9b::c633:6407";
                           }),
                 1u,
                 "errors\n" + run.translations + run.drops + run.Walk());
         v.True(run.drops.find("internet-no-public-mapping near outside") != std::string::npos,
                run.drops);
     }},
    {"all addresses of a public IP prefix are used",
     "R20",
     [](Verdict& v) {
         Topology t = OneCaller();
         AddGateway(t);
         t.publicIPPrefixes = {{"block", "IPv4", 30, "192.0.2.64/30"}};
         t.natGateways[0].publicIpAddresses.clear();
         t.natGateways[0].publicIpPrefixes = {"block"};
         t.workloads[0].count = 40;
         CloudRun run(t);
         run.Run(12);
         std::set<std::string> sources;
         for (const auto& one : run.seen)
         {
             const std::string source = one.facts.source.ToString();
             if (one.nic == "outside/internet" && source.substr(0, 8) == "192.0.2.")
             {
                 sources.insert(source);
             }
         }
         v.Equal(sources.size(), 4u, "addresses");
         v.Equal(sources.count("192.0.2.64"), 1u, "first");
     }},
    {"an ICMP error about a flow through a NAT gateway finds its machine; pings do not leave",
     "R20, M2",
     [](Verdict& v) {
         Topology t = OneCaller();
         AddGateway(t);
         t.workloads = {Call("vm", "outside", "v4", "4s", "ping")};
         CloudRun run(t);
         run.Datagram("vm", 20000, "198.51.100.7", 9, 1); // nobody listens there
         run.Run(8);
         v.Equal(run.Count("vm",
                           [](const PacketFacts& facts) {
                               return facts.icmpError && facts.destination.ToString() == "10.1.0.4";
                           }),
                 1u,
                 "errors");
         v.Equal(Describe(run.Flow(1).reason).word, "azure-outbound-unsupported", "ping");
         v.Equal(run.badChecksums, "", "checksums");
     }},
    {"machines of two networks with the same address share the default address and keep apart",
     "R20",
     [](Verdict& v) {
         Topology t = OneCaller();
         t.virtualNetworks.push_back(Network("b", {"10.1.0.0/16"}, {Part("s", {"10.1.0.0/24"})}));
         AddMachine(t, Nic("twin", "b/s", {""}));
         CloudRun run(t);
         run.Datagram("vm", 20000, "198.51.100.7", 9, 1);
         run.Datagram("twin", 20000, "198.51.100.7", 9, 1);
         run.Run(3);
         std::set<uint16_t> ports;
         for (const auto& one : run.seen)
         {
             if (one.nic == "outside/internet" && one.facts.destinationPort == 9)
             {
                 ports.insert(one.facts.sourcePort);
             }
         }
         v.Equal(ports.size(), 2u, "ports");
         for (const std::string nic : {"vm", "twin"})
         {
             v.Equal(run.Count(nic, [](const PacketFacts& facts) { return facts.icmpError; }),
                     1u,
                     "the answer to " + nic);
         }
     }},
    {"figures for metrics: ports, connections and failures of a NAT gateway",
     "R20",
     [](Verdict& v) {
         Topology t = OneCaller();
         AddGateway(t);
         t.workloads[0].count = 5;
         CloudRun run(t);
         run.Run(12);
         auto& sources = run.In().fabric->GetSharedSources();
         const auto* table = sources.GetTable(1);
         v.True(table != nullptr, "the table");
         v.Equal(table->GetFlowCount(), 5u, "connections, held after their end");
         v.Equal(table->GetUsedPorts(protocol::TCP), 5u, "ports");
         v.Equal(table->GetFailures(), 0u, "failures");
         v.Equal(sources.CountAllocated(1, 0), 64512u, "allocated");
     }},
};

V6LAB_SUITE("v6lab-azure-outbound-fabric", ROWS);

} // namespace
