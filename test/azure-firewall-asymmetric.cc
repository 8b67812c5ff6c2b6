// SPDX-License-Identifier: GPL-2.0-only
// Flows that pass Azure Firewall in one direction only.
#include "test/support/firewall-hub.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::build;
using namespace ns3::v6lab::test;
using namespace ns3::v6lab::test::firewallhub;

namespace
{

const std::vector<Row> ROWS{
    {"the answer by a direct peering kills a flow that the firewall saw begin",
     "M2",
     [](Verdict& v) {
         const auto make = [](bool both) {
             auto topology = WithFlow(Tcp("app", "web", "f"));
             const auto peer = [&](size_t from, const std::string& to) {
                 VirtualNetworkPeering peering;
                 peering.name = "direct";
                 peering.remoteVirtualNetwork = to;
                 topology.virtualNetworks[from].virtualNetworkPeerings.push_back(peering);
             };
             peer(1, "two");
             peer(2, "one");
             topology.routeTables[0].routes.push_back(
                 {"two", "10.2.0.0/16", "VirtualAppliance", ADDRESS});
             if (both)
             {
                 topology.routeTables[0].routes.push_back(
                     {"one", "10.1.0.0/16", "VirtualAppliance", ADDRESS});
             }
             return topology;
         };
         v.Equal(Run(make(false)).Fate("f"), "firewall-no-connection at fw", "one way");
         v.Equal(Run(make(true)).Fate("f"), "delivered", "both ways");
     }},
    {"without a route on the gateway's subnet, on-premises reaches a spoke past the firewall and "
     "the answer dies there",
     "R18, M2",
     [](Verdict& v) {
         const auto make = [](bool inspected) {
             auto hub = Vnet("hub")
                            .Space("10.0.0.0/16")
                            .Subnet("AzureFirewallSubnet", "10.0.1.0/26")
                            .Subnet("edge", "10.0.2.0/24");
             auto one = Vnet("one").Space("10.1.0.0/16").Subnet("app", "10.1.0.0/24").Uses("to-fw");
             auto branch = Vnet("branch")
                               .Space("172.16.0.0/16")
                               .Subnet("site", "172.16.0.0/24")
                               .Uses("to-edge");
             if (inspected)
             {
                 hub.Uses("inspect");
             }
             return TopologyBuilder("lab")
                 .Add(hub)
                 .Add(one)
                 .Add(branch)
                 .Peer(hub, one, AllowForwardedTraffic)
                 .Peer(hub, branch, AllowForwardedTraffic)
                 .Add(Udr("to-fw").Via("0.0.0.0/0", ADDRESS))
                 .Add(Udr("to-edge").Via("10.1.0.0/16", "10.0.2.4"))
                 .Add(Udr("inspect").Via("10.1.0.0/16", ADDRESS))
                 .Add(Basic())
                 .Add(Vm("edge").Nic("hub/edge").Forwarding())
                 .Add(Vm("app").Nic("one/app"))
                 .Add(Vm("premises").Nic("branch/site"))
                 .Add(Tcp("premises", "app", "f"))
                 .Build();
         };
         v.Equal(Run(make(false)).Fate("f"), "firewall-no-connection at fw", "without");
         v.Equal(Run(make(true)).Fate("f"), "delivered", "with R18's route");
     }},
};

V6LAB_SUITE("v6lab-azure-firewall-asymmetric", ROWS);

} // namespace
