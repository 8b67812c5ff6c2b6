// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/azure-plan.h"
#include "helper/install/gateway-exchange.h"
#include "helper/topology/validate.h"
#include "test/support/azure.h"
#include "test/support/fabric-lab.h"
#include "test/support/fault-rows.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using build::TopologyBuilder;
using build::Udr;
using build::Vm;
using build::Vnet;

namespace
{

/** Two networks with the same space; one subnet of each is peered with one of the other. */
Topology
Overlapping(bool onlyIPv6 = false)
{
    const auto a = Vnet("a")
                       .Space("10.1.0.0/16", "2001:db8:1::/48")
                       .Subnet("web", "10.1.1.0/24", "2001:db8:1:1::/64")
                       .Subnet("back", "10.1.2.0/24", "2001:db8:1:2::/64");
    const auto b = Vnet("b")
                       .Space("10.1.0.0/16", "2001:db8:2::/48")
                       .Subnet("data", "10.1.3.0/24", "2001:db8:2:3::/64")
                       .Subnet("rest", "10.1.2.0/24", "2001:db8:2:2::/64");
    return TopologyBuilder("pair")
        .Add(a)
        .Add(b)
        .PeerSubnets(a, {"web"}, b, {"data"}, build::NoFlags, onlyIPv6)
        .Add(Vm("web").Nic("a/web", "v4", "v6"))
        .Add(Vm("back").Nic("a/back", "v4", "v6"))
        .Add(Vm("data").Nic("b/data", "v4", "v6"))
        .Add(Vm("rest").Nic("b/rest", "v4", "v6"))
        .Build();
}

/** A spoke whose subnet has a summary route to a firewall in the hub; `single`: subnet peering. */
Topology
Summary(bool single)
{
    const auto hub = Vnet("hub").Space("10.0.0.0/16").Subnet("fw", "10.0.1.0/24");
    const auto one =
        Vnet("one").Space("10.1.0.0/16").Subnet("app", "10.1.1.0/24").Uses("to-firewall");
    const auto two = Vnet("two").Space("10.2.0.0/16").Subnet("data", "10.2.1.0/24");
    TopologyBuilder builder("summary");
    builder.Add(hub)
        .Add(one)
        .Add(two)
        .Add(Udr("to-firewall").Via("10.2.0.0/16", "10.0.1.4"))
        .Peer(hub, one, build::AllowForwardedTraffic)
        .Peer(hub, two, build::AllowForwardedTraffic)
        .Add(Vm("fw").Nic("hub/fw").Forwarding())
        .Add(Vm("app").Nic("one/app"))
        .Add(Vm("data").Nic("two/data"));
    return (single ? builder.PeerSubnets(one, {"app"}, two, {"data"}) : builder.Peer(one, two))
        .Build();
}

/** What the peering rows of a subnet's table are. */
Row
Table(const std::string& sentence,
      const std::string& subnet,
      const Topology& topology,
      const std::string& expected,
      const std::string& clause = "P12")
{
    return {sentence, clause, [=](Verdict& v) {
                const auto plan = PlanAzure(topology);
                std::string rows;
                for (const auto& row : azure::EffectiveRoutes(plan.estate, plan.subnets.at(subnet)))
                {
                    if (row.nextHopType == azure::NextHopType::VNetPeering ||
                        row.nextHopType == azure::NextHopType::VNetGlobalPeering)
                    {
                        rows += ToText(row) + "\n";
                    }
                }
                v.Equal(rows, expected, "peering rows");
            }};
}

Row
Decided(const std::string& sentence,
        const std::string& nic,
        const std::string& destination,
        const std::string& expected,
        const Topology& topology = Overlapping())
{
    return {sentence, "P12", [=](Verdict& v) {
                const auto plan = PlanAzure(topology);
                azure::Delivery delivery(plan.estate);
                const auto index = plan.nics.at(nic);
                const auto to = Address(destination);
                const auto& own = plan.estate.nics[index].ipConfigurations;
                v.Equal(ToText(delivery.FromNic(index, own[to.IsV6() ? 1 : 0].address, to)),
                        expected,
                        nic + " > " + destination);
            }};
}

Topology
OtherRegion()
{
    Topology t = Overlapping();
    t.virtualNetworks[1].location = "eastus";
    return t;
}

const std::string BOTH = "Default Active 10.1.3.0/24 VNetPeering\n"
                         "Default Active 2001:db8:2:3::/64 VNetPeering\n";

Topology
Valid()
{
    return Overlapping();
}

Topology
Spokes(const std::string& second, bool single)
{
    const auto hub = Vnet("hub").Space("10.0.0.0/16").Subnet("s", "10.0.1.0/24");
    const auto one = Vnet("one").Space("10.1.0.0/16").Subnet("s", "10.1.1.0/24");
    const auto two = Vnet("two").Space("10.1.0.0/16").Subnet("s", second);
    TopologyBuilder builder("spokes");
    builder.Add(hub).Add(one).Add(two);
    builder.PeerSubnets(hub, {"s"}, one, {"s"});
    return (single ? builder.PeerSubnets(hub, {"s"}, two, {"s"}) : builder.Peer(hub, two)).Build();
}

/** What the gateway of a hub tells of a spoke, one of whose two subnets is peered. */
std::string
Told(bool single)
{
    const auto hub = Vnet("hub").Space("10.0.0.0/16").Subnet("GatewaySubnet", "10.0.255.0/27");
    const auto spoke =
        Vnet("spoke").Space("10.1.0.0/16").Subnet("a", "10.1.1.0/24").Subnet("b", "10.1.2.0/24");
    TopologyBuilder builder("transit");
    builder.Add(hub).Add(spoke).Add(build::PublicIp("ip").At("192.0.2.70").Standard());
    builder.Add(build::VnetGateway("gw", "Vpn", "VpnGw1AZ").In("hub", "ip"));
    const auto of = build::AllowGatewayTransit;
    const auto by = build::UseRemoteGateways;
    const auto t = (single ? builder.PeerSubnets(hub, {"GatewaySubnet"}, spoke, {"b"}, of, by)
                           : builder.Peer(hub, spoke, of, by))
                       .Build();
    std::string told;
    for (const auto& fault : Validate(t))
    {
        told += ToString(fault) + "\n";
    }
    for (const auto& prefix : AdvertisedBy(t, PlanAzure(t), t.virtualNetworkGateways[0]))
    {
        told += prefix.ToString() + " ";
    }
    return told;
}

const std::vector<Row> ROWS{
    {"a gateway tells its site all of a spoke, but of peered subnets only these",
     "P12, D7",
     [](Verdict& v) {
         v.Equal(Told(false), "10.0.0.0/16 10.1.0.0/16 ", "networks");
         v.Equal(Told(true), "10.0.0.0/16 10.1.2.0/24 ", "subnets");
     }},
    Table("the listed subnets of the other side are prefixes of their own",
          "a/web",
          Overlapping(),
          BOTH),
    Table("they show in local subnets that are not listed, too", "a/back", Overlapping(), BOTH),
    Table("of IPv6 alone, only IPv6 prefixes show",
          "a/web",
          Overlapping(true),
          "Default Active 2001:db8:2:3::/64 VNetPeering\n"),
    Table("between regions they are VNetGlobalPeering",
          "a/web",
          OtherRegion(),
          "Default Active 10.1.3.0/24 VNetGlobalPeering\n"
          "Default Active 2001:db8:2:3::/64 VNetGlobalPeering\n",
          "P12, R6"),
    Decided("a listed subnet is reached, though the networks overlap",
            "web-nic",
            "10.1.3.4",
            "nic 2"),
    Decided("a subnet that is not listed keeps its address in the own network",
            "web-nic",
            "10.1.2.4",
            "nic 1"),
    Decided("an IPv6 address in a subnet that is not listed has a reason of its own",
            "web-nic",
            "2001:db8:2:2::4",
            "azure-subnet-not-peered"),
    Decided("a subnet that is not listed sends, but answers to it find no way back",
            "data-nic",
            "10.1.2.4",
            "nic 3"),
    Decided("peering of IPv6 alone carries no IPv4",
            "web-nic",
            "10.1.3.4",
            "azure-no-such-address",
            Overlapping(true)),
    Decided("single prefixes are longer than a summary route to a firewall, and pass it by",
            "app-nic",
            "10.2.1.4",
            "nic 2",
            Summary(true)),
    Decided("which complete peering does not: the firewall is the next hop",
            "app-nic",
            "10.2.1.4",
            "nic 0",
            Summary(false)),
    {"packets between listed subnets arrive, and their answers",
     "P12",
     [](Verdict& v) {
         FabricLab lab(Overlapping());
         lab.Echo("data", 7, Family::V4);
         lab.Send("web", "10.1.3.4", 7);
         lab.Run();
         v.Equal(lab.answers, 1, "answers; drops: " + lab.drops);
     }},
    {"between regions a packet takes the delay of global peering, each way",
     "R6, T1",
     [](Verdict& v) {
         FabricLab lab(OtherRegion());
         lab.Echo("data", 7, Family::V6);
         lab.Send("web", "2001:db8:2:3::4", 7);
         lab.Run();
         v.Equal(lab.answers, 1, "answers");
         v.Equal(lab.times.size(), 4U, "packets at interfaces");
         v.True(lab.times.back() > 79.9 && lab.times.back() < 81, "there and back in 80 ms");
     }},
    Accepted(
        "networks that overlap may be peered by subnets that do not",
        "P12",
        [](Topology&) {},
        Valid),
    Refused(
        "subnets that overlap may not",
        "P6",
        "virtualNetworks[0].virtualNetworkPeerings[0]",
        "VnetAddressSpacesOverlap",
        [](Topology& t) {
            t.virtualNetworks[0].subnets[0].addressPrefixes[0] = "10.1.3.0/25";
            t.networkInterfaces[0].ipConfigurations[0].privateIPAddress.clear();
        },
        Valid),
    Accepted(
        "unless it is peering of IPv6 alone",
        "P6",
        [](Topology& t) {
            t.virtualNetworks[0].subnets[0].addressPrefixes[0] = "10.1.3.0/25";
            for (auto& network : t.virtualNetworks)
            {
                network.virtualNetworkPeerings[0].enableOnlyIPv6Peering = true;
            }
        },
        Valid),
    Accepted(
        "two spokes of one hub may overlap where they are peered by other subnets",
        "P6a",
        [](Topology&) {},
        [] { return Spokes("10.1.2.0/24", true); }),
    Refused(
        "but not where the second one is peered completely",
        "P6a",
        "virtualNetworks[2].virtualNetworkPeerings[0]",
        "VnetAddressSpaceOverlapsWithAlreadyPeeredVnet",
        [](Topology&) {},
        [] { return Spokes("10.1.2.0/24", false); }),
    Refused(
        "nor by the same subnet",
        "P6a",
        "virtualNetworks[2].virtualNetworkPeerings[0]",
        "VnetAddressSpaceOverlapsWithAlreadyPeeredVnet",
        [](Topology&) {},
        [] { return Spokes("10.1.1.0/24", true); }),
    Refused(
        "a subnet that the network does not have is refused",
        "P12",
        "virtualNetworks[0].virtualNetworkPeerings[0]",
        "InvalidResourceReference",
        [](Topology& t) {
            t.virtualNetworks[0].virtualNetworkPeerings[0].remoteSubnetNames.push_back("no");
            t.virtualNetworks[1].virtualNetworkPeerings.clear();
        },
        Valid),
    Refused(
        "two sides that name different subnets are refused",
        "P12",
        "virtualNetworks[0].virtualNetworkPeerings[0]",
        "",
        [](Topology& t) {
            t.virtualNetworks[1].virtualNetworkPeerings[0].remoteSubnetNames = {"back"};
        },
        Valid),
    Refused("names without peerCompleteVnets=false are refused",
            "P12",
            "virtualNetworks[0].virtualNetworkPeerings[0]",
            "",
            [](Topology& t) {
                PeeringA(t).localSubnetNames = {"s"};
                B(t).virtualNetworkPeerings.clear();
            }),
    Refused(
        "peerCompleteVnets=false without names is refused",
        "P12",
        "virtualNetworks[0].virtualNetworkPeerings[0]",
        "",
        [](Topology& t) {
            t.virtualNetworks[0].virtualNetworkPeerings[0].localSubnetNames.clear();
            t.virtualNetworks[1].virtualNetworkPeerings.clear();
        },
        Valid),
    Refused(
        "peering of IPv6 alone needs subnets with IPv6",
        "P12",
        "virtualNetworks[0].virtualNetworkPeerings[0]",
        "",
        [](Topology& t) {
            auto& side = t.virtualNetworks[0].virtualNetworkPeerings[0];
            side.enableOnlyIPv6Peering = true;
            t.virtualNetworks[1].virtualNetworkPeerings.clear();
            t.virtualNetworks[1].subnets[0].addressPrefixes.pop_back();
            t.networkInterfaces[2].ipConfigurations.pop_back();
        },
        Valid),
};

V6LAB_SUITE("v6lab-azure-subnet-peering", ROWS);

} // namespace
