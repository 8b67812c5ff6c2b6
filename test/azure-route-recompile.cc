// SPDX-License-Identifier: GPL-2.0-only
// Routes that change while packets flow: who sees the change, and who keeps what was compiled.
#include "test/support/fabric-lab.h"
#include "test/support/gateway-lab.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;

namespace
{

/** Hub and two spokes, of which the second does not use the hub's gateway; pings from each. */
Topology
Lab()
{
    Topology t = HubAndSpokes();
    t.virtualNetworkGateways = {Gateway("vpn", "Vpn", "VpnGw1AZ", "hub", {"pip"})};
    AddPublic(t, "pip", "192.0.2.70");
    for (auto& vnet : t.virtualNetworks)
    {
        for (auto& peering : vnet.virtualNetworkPeerings)
        {
            peering.useRemoteGateways = peering.useRemoteGateways && vnet.name != "s2";
        }
    }
    return t;
}

/** Which of the subnets with a machine have their routes ready: "vm0 vm1 ". */
std::string
Ready(FabricLab& lab)
{
    std::string text;
    for (const std::string name : {"vm0", "vm1", "vm2"})
    {
        const auto nic = ns3::DynamicCast<FabricNic>(lab.In().devices.at(name));
        const auto& estate = lab.In().fabric->GetEstate();
        const auto subnet = estate.nics[nic->GetEstateIndex()].subnet;
        text += lab.In().fabric->IsCompiled(subnet) ? name + " " : "";
    }
    return text;
}

azure::Index
SubnetOf(FabricLab& lab, const std::string& nic)
{
    const auto device = ns3::DynamicCast<FabricNic>(lab.In().devices.at(nic));
    return lab.In().fabric->GetEstate().nics[device->GetEstateIndex()].subnet;
}

void
SendFromAll(FabricLab& lab, double at)
{
    for (const std::string from : {"vm0", "vm1", "vm2"})
    {
        lab.Send(from, "172.16.0.10", 7, 11, at);
    }
}

const std::vector<Row> ROWS{
    {"what a gateway learns is compiled anew by those who see it, and by nobody else",
     "R7, P4",
     [](Verdict& v) {
         FabricLab lab(Lab());
         const auto fabric = lab.In().fabric;
         SendFromAll(lab, 2);
         std::string before;
         std::string after;
         ns3::Simulator::Schedule(ns3::Seconds(3), [&] {
             before = Ready(lab);
             azure::Route route{*Prefix::Parse("172.16.0.0/16"), azure::NextHopType::Internet};
             const auto& estate = fabric->GetEstate();
             const auto hub = estate.subnets[SubnetOf(lab, "vm0")].vnet;
             fabric->SetGatewayRoutes(hub, {route});
             after = Ready(lab);
         });
         SendFromAll(lab, 4);
         lab.Run();
         v.Equal(before, "vm0 vm1 vm2 ", "ready before");
         v.Equal(after, "vm2 ", "ready behind the change");
         v.Equal(Ready(lab), "vm0 vm1 vm2 ", "ready in the end");
         // The None route of 172.16.0.0/12 (R2) held for all before, and for the last one still.
         v.Equal(
             lab.drops.substr(0, 78),
             "azure-none-route near vm0\nazure-none-route near vm1\nazure-none-route near vm2\n",
             "first packets");
         v.True(lab.drops.find("azure-none-route near vm2", 78) != std::string::npos, lab.drops);
         v.True(lab.drops.find("azure-none-route near vm0", 78) == std::string::npos, lab.drops);
         v.True(lab.drops.find("azure-none-route near vm1", 78) == std::string::npos, lab.drops);
     }},
    {"a route table is compiled anew by the subnets that have it",
     "R11, R13",
     [](Verdict& v) {
         Topology t = Lab();
         t.routeTables = {{"one", false, {{"r", "172.16.0.0/16", "Internet", ""}}}};
         for (auto& vnet : t.virtualNetworks)
         {
             vnet.subnets[0].routeTable = vnet.name == "s1" ? "one" : "";
         }
         FabricLab lab(t);
         const auto fabric = lab.In().fabric;
         SendFromAll(lab, 2);
         std::string after;
         ns3::Simulator::Schedule(ns3::Seconds(3), [&] {
             const auto table = fabric->GetEstate().subnets[SubnetOf(lab, "vm1")].routeTable;
             fabric->SetRouteTable(table, {});
             after = Ready(lab);
         });
         SendFromAll(lab, 4);
         lab.Run();
         v.Equal(after, "vm0 vm2 ", "ready behind the change");
         // Its packet left for the Internet first, and meets the None route now.
         const std::string mine = "azure-none-route near vm1";
         v.True(lab.drops.find(mine) != std::string::npos, lab.drops);
         v.True(lab.drops.find(mine) == lab.drops.rfind(mine),
                "the first one did not: " + lab.drops);
     }},
    {"service tags follow the routes: a group lets in what a gateway has learned",
     "S3",
     [](Verdict& v) {
         Topology t = Lab();
         t.networkSecurityGroups = {{"defaults", {}}};
         for (auto& vnet : t.virtualNetworks)
         {
             vnet.subnets[0].networkSecurityGroup = vnet.name == "s1" ? "defaults" : "";
         }
         FabricLab lab(t);
         const auto fabric = lab.In().fabric;
         const auto nic = ns3::DynamicCast<FabricNic>(lab.In().devices.at("vm1"))->GetEstateIndex();
         const auto judge = [&] {
             azure::PacketTuple packet{*IpAddress::Parse("172.16.0.10"),
                                       *IpAddress::Parse("10.1.0.4"),
                                       protocol::TCP,
                                       true,
                                       1024,
                                       80};
             azure::SecurityGate gate(fabric->GetEstate());
             return gate.Judge(nic, azure::RuleDirection::Inbound, packet).Passes();
         };
         v.True(!judge(), "unknown before");
         const auto hub = fabric->GetEstate().subnets[SubnetOf(lab, "vm0")].vnet;
         fabric->SetGatewayRoutes(
             hub,
             {{*Prefix::Parse("172.16.0.0/16"), azure::NextHopType::VirtualNetworkGateway}});
         v.True(judge(), "part of VirtualNetwork then");
     }},
    {"a gate forgets what depends on a subnet's routes, and keeps the rest",
     "S3",
     [](Verdict& v) {
         azure::Estate estate;
         const auto vnet = estate.AddVnet({*Prefix::Parse("10.1.0.0/16")});
         const auto subnet = estate.AddSubnet(vnet, {*Prefix::Parse("10.1.0.0/24")});
         estate.AddNic(subnet, {*IpAddress::Parse("10.1.0.4")});
         estate.networkSecurityGroups = {{"defaults", {}}};
         estate.subnets[subnet].networkSecurityGroup = 0;
         azure::SecurityGate gate(estate);
         const auto passes = [&] {
             return gate
                 .Judge(0,
                        azure::RuleDirection::Inbound,
                        {*IpAddress::Parse("172.16.0.10"),
                         *IpAddress::Parse("10.1.0.4"),
                         protocol::TCP,
                         true,
                         1024,
                         80})
                 .Passes();
         };
         v.True(!passes(), "before");
         estate.vnets[vnet].gatewayRoutes = {
             {*Prefix::Parse("172.16.0.0/16"), azure::NextHopType::VirtualNetworkGateway}};
         gate.Forget(subnet);
         v.True(passes(), "after");
     }},
};

V6LAB_SUITE("v6lab-azure-route-recompile", ROWS);

} // namespace
