// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/balanced-cloud.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;

namespace
{

/** The pool behind public frontends 192.0.2.80 and 2001:db8:ffff::80, and a client outside. */
Topology
PublicPool(size_t machines, const std::string& group = "open")
{
    Topology t = Pool(machines);
    t.virtualNetworks[0].subnets[0].networkSecurityGroup = group;
    t.publicIPAddresses = {{"pip4", "IPv4", "192.0.2.80", "Standard"},
                           {"pip6", "IPv6", "2001:db8:ffff::80", "Standard"}};
    auto& lb = t.loadBalancers[0];
    lb.frontendIPConfigurations = {{"front4", "", "IPv4", "", "pip4"},
                                   {"front6", "", "IPv6", "", "pip6"}};
    t.nodes = {InternetNode("outside", {"198.51.100.7", "2001:db8:99::7"})};
    return t;
}

std::string
Outcome(CloudRun& run, uint32_t flow)
{
    const auto& record = run.Flow(flow);
    return record.outcome == FlowOutcome::Delivered ? "delivered"
                                                    : std::string(Describe(record.reason).word);
}

/** Two spokes that reach each other by appliances behind one frontend of the hub. */
Topology
Appliances()
{
    Topology t;
    AddGroups(t);
    t.routeTables = {{"via-lb",
                      false,
                      {{"v4", "10.0.0.0/8", "VirtualAppliance", "10.0.0.100"},
                       {"v6", "fd00::/16", "VirtualAppliance", "fd00::100"}}}};
    t.virtualNetworks = {
        Network("hub", {"10.0.0.0/16", "fd00::/48"}, {Part("nva", {"10.0.0.0/24", "fd00::/64"})}),
        Network("s1",
                {"10.1.0.0/16", "fd00:1::/48"},
                {Part("app", {"10.1.0.0/24", "fd00:1::/64"}, "via-lb")}),
        Network("s2",
                {"10.2.0.0/16", "fd00:2::/48"},
                {Part("db", {"10.2.0.0/24", "fd00:2::/64"}, "via-lb")})};
    t.virtualNetworks[0].subnets[0].networkSecurityGroup = "open";
    Peer(t, 0, 1);
    Peer(t, 0, 2);
    LoadBalancer lb;
    lb.name = "lb";
    lb.frontendIPConfigurations = {{"front4", "hub/nva", "IPv4", "10.0.0.100", ""},
                                   {"front6", "hub/nva", "IPv6", "fd00::100", ""}};
    lb.backendAddressPools = {{"pool4"}, {"pool6"}};
    lb.probes = {{"ssh", "Tcp", 22, "", 5, 2}};
    for (const std::string version : {"4", "6"})
    {
        LoadBalancingRule rule;
        rule.name = "all" + version;
        rule.frontendIPConfiguration = "front" + version;
        rule.backendAddressPool = "pool" + version;
        rule.probe = "ssh";
        rule.protocol = "All";
        lb.loadBalancingRules.push_back(rule);
    }
    t.loadBalancers = {lb};
    for (const std::string name : {"nva0", "nva1", "nva2"})
    {
        auto nic = Nic(name, "hub/nva", {"", "v6"}, "", true);
        nic.ipConfigurations[0].loadBalancerBackendAddressPools = {"lb/pool4"};
        nic.ipConfigurations[1].loadBalancerBackendAddressPools = {"lb/pool6"};
        AddMachine(t, nic);
    }
    AddMachine(t, Nic("app", "s1/app", {"", "v6"}));
    AddMachine(t, Nic("db", "s2/db", {"", "v6"}));
    return t;
}

const std::vector<Row> ROWS{
    {"the internet calls a public frontend; answers come from it, in both IP versions",
     "L4, S5",
     [](Verdict& v) {
         Topology t = PublicPool(2);
         t.workloads = {Call("outside", "lb", "v4"), Call("outside", "lb", "v6", "3s")};
         CloudRun run(t);
         run.Run(8);
         v.Equal(Outcome(run, 1), "delivered", "IPv4");
         v.Equal(Outcome(run, 2), "delivered", "IPv6");
         const std::string words = run.translations;
         v.True(words.find("> 192.0.2.80#80 becomes 198.51.100.7#") != std::string::npos, words);
         v.True(words.find("becomes 192.0.2.80#80 > 198.51.100.7#") != std::string::npos, words);
         v.Equal(run.badChecksums, "", "checksums");
     }},
    {"a Standard frontend is closed to the Internet until a security group opens it, a Basic one "
     "is "
     "open",
     "S4",
     [](Verdict& v) {
         for (const std::string group : {"", "defaults", "open"})
         {
             Topology t = PublicPool(1, group);
             t.workloads = {Call("outside", "lb", "v4")};
             CloudRun run(t);
             run.Run(8);
             v.Equal(Outcome(run, 1),
                     group.empty()         ? "azure-public-address-closed"
                     : group == "defaults" ? "azure-nsg-deny-inbound"
                                           : "delivered",
                     "group \"" + group + "\"");
         }
         Topology t = PublicPool(1, "");
         t.loadBalancers[0].sku = "Basic";
         t.publicIPAddresses[0].sku = "Basic";
         t.publicIPAddresses[1].sku = "Basic";
         t.workloads = {Call("outside", "lb", "v4")};
         CloudRun run(t);
         run.Run(8);
         v.Equal(Outcome(run, 1), "delivered", "Basic");
     }},
    {"security groups see the backend's own address and port, and the client's",
     "S5",
     [](Verdict& v) {
         for (const std::string port : {"8080", "80"})
         {
             Topology t = PublicPool(1);
             auto& rule = t.networkSecurityGroups[1].securityRules[0];
             rule.sourceAddressPrefixes = {"198.51.100.7"};
             rule.destinationAddressPrefixes = {"10.1.0.4"};
             rule.destinationPortRanges = {port};
             t.workloads = {Call("outside", "lb", "v4")};
             CloudRun run(t);
             run.Run(8);
             v.Equal(Outcome(run, 1),
                     port == "8080" ? "delivered" : "azure-nsg-deny-inbound",
                     "port " + port);
         }
     }},
    {"an inbound NAT rule leads to its one machine",
     "L1",
     [](Verdict& v) {
         Topology t = PublicPool(2);
         InboundNatRule rule;
         rule.name = "ssh";
         rule.frontendIPConfiguration = "front4";
         rule.protocol = "Tcp";
         rule.frontendPort = 5001;
         rule.backendPort = 22;
         t.loadBalancers[0].inboundNatRules = {rule};
         t.networkInterfaces[1].ipConfigurations[0].loadBalancerInboundNatRules = {"lb/ssh"};
         t.workloads = {Call("outside", "192.0.2.80", "v4")};
         t.workloads[0].port = 5001;
         CloudRun run(t);
         run.Run(8);
         v.Equal(Outcome(run, 1), "delivered", "outcome");
         v.Equal(run.In().names[run.Flow(1).destinationNodeId.value_or(0)], "web1", "who");
     }},
    {"where a user-defined route leads answers to an appliance, the public frontend's client gets "
     "none",
     "R19",
     [](Verdict& v) {
         Topology t = PublicPool(1);
         t.virtualNetworks[0].subnets.push_back(Part("nva", {"10.1.2.0/24"}));
         t.routeTables = {{"out", false, {{"r", "0.0.0.0/0", "VirtualAppliance", "10.1.2.4"}}}};
         t.virtualNetworks[0].subnets[0].routeTable = "out";
         AddMachine(t, Nic("nva", "a/nva", {""}, "", true));
         t.workloads = {Call("outside", "192.0.2.80", "v4")};
         CloudRun run(t);
         run.Run(8);
         v.Equal(Outcome(run, 1), "azure-asymmetric-return", "outcome");
     }},
    {"HA ports: routes lead through appliances behind a frontend, the same one both ways",
     "L5, R14",
     [](Verdict& v) {
         Topology t = Appliances();
         t.workloads = {Call("app", "db", "v4", "1s", "udp-echo"),
                        Call("app", "db", "v6", "2s", "udp-echo"),
                        Call("app", "db", "v4", "3s"),
                        Call("app", "db", "v4", "4s", "ping")};
         CloudRun run(t);
         run.Run(8);
         for (uint32_t flow = 1; flow <= 4; ++flow)
         {
             v.Equal(Outcome(run, flow), "delivered", std::to_string(flow));
         }
         std::map<std::string, std::set<std::string>> ways;
         for (const auto& one : run.seen)
         {
             const auto& f = one.facts;
             if (one.nic.substr(0, 3) == "nva" && !CloudRun::IsProbe(f))
             {
                 const uint16_t port = std::max(f.sourcePort, f.destinationPort);
                 ways[std::to_string(f.protocol) + f.source.ToString().substr(0, 2) +
                      std::to_string(port)]
                     .insert(one.nic);
             }
         }
         v.Equal(ways.size(), 4u, "flows");
         for (const auto& [flow, nvas] : ways)
         {
             v.Equal(nvas.size(), 1u, "appliances of flow " + flow);
         }
         v.Equal(run.translations, "", "nothing is translated (L5)");
     }},
    {"an appliance without IP forwarding gets nothing that is only routed through it",
     "L5, R15",
     [](Verdict& v) {
         Topology t = Appliances();
         for (auto& nic : t.networkInterfaces)
         {
             nic.enableIPForwarding = false;
         }
         t.workloads = {Call("app", "db", "v4", "1s")};
         CloudRun run(t);
         run.Run(8);
         v.Equal(Outcome(run, 1), "azure-destination-not-owned", "outcome");
     }},
    {"a peer calls a frontend; over global peering only that of a Standard load balancer",
     "P13",
     [](Verdict& v) {
         struct Case
         {
             const char* location;
             const char* sku;
             const char* outcome;
         };
         for (const auto& one : {Case{"westeurope", "Basic", "delivered"},
                                 Case{"eastus", "Basic", "azure-balancer-global-peering"},
                                 Case{"eastus", "Standard", "delivered"}})
         {
             Topology t = Pool(1);
             t.virtualNetworks.push_back(
                 Network("b", {"10.2.0.0/16"}, {Part("s", {"10.2.0.0/24"})}));
             t.virtualNetworks[1].location = one.location;
             Peer(t, 0, 1);
             AddMachine(t, Nic("peer", "b/s", {""}));
             t.loadBalancers[0].sku = one.sku;
             t.workloads = {Call("peer", "10.1.0.100", "v4")};
             CloudRun run(t);
             run.Run(8);
             v.Equal(Outcome(run, 1), one.outcome, std::string(one.location) + " " + one.sku);
         }
     }},
};

V6LAB_SUITE("v6lab-azure-balancer-edge", ROWS);

} // namespace
