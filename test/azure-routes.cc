// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/azure.h"
#include "test/support/table.h"

#include <algorithm>

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using azure::Estate;
using azure::Index;
using azure::NextHopType;
using azure::PeeringState;

namespace
{

/** Microsoft's UDR documentation example; see each row for what it expects. */
struct Golden
{
    Golden()
    {
        estate.assumptions.reserved = azure::DocumentedReservedRanges();
        const Index one = estate.AddVnet({Block("10.0.0.0/16")});
        const Index two = estate.AddVnet(Blocks({"10.1.0.0/16", "10.2.0.0/16"}));
        estate.Peer(one, two);
        estate.vnets[one].gatewayRoutes = {Learned("10.10.0.0/16")};
        const Index table = estate.AddRouteTable({Via("10.0.0.0/16", "10.0.100.4"),
                                                  To("10.0.0.0/24", NextHopType::VnetLocal),
                                                  To("10.1.0.0/16", NextHopType::None),
                                                  To("10.2.0.0/16", NextHopType::None),
                                                  Via("10.10.0.0/16", "10.0.100.4"),
                                                  Via("0.0.0.0/0", "10.0.100.4")});
        subnet1 = estate.AddSubnet(one, {Block("10.0.0.0/24")}, table);
        estate.subnets[subnet1].serviceEndpoints = {
            To("20.38.98.0/24", NextHopType::VirtualNetworkServiceEndpoint)};
        subnet2 = estate.AddSubnet(one, {Block("10.0.1.0/24")});
    }

    Estate estate;
    Index subnet1;
    Index subnet2;
};

std::string
Sorted(const std::string& lines)
{
    std::vector<std::string> rows;
    std::istringstream stream(lines);
    for (std::string row; std::getline(stream, row);)
    {
        rows.push_back(row);
    }
    std::sort(rows.begin(), rows.end());
    return Lines(rows);
}

/** One virtual network with one subnet and no peers, and what its table has on a prefix. */
Row
Alone(const std::string& sentence,
      const std::string& clause,
      const std::vector<std::string>& space,
      const std::vector<azure::Route>& user,
      const std::string& prefix,
      const std::vector<std::string>& expected)
{
    return {sentence, clause, [=](Verdict& v) {
                Estate estate;
                const Index vnet = estate.AddVnet(Blocks(space));
                const Index table = estate.AddRouteTable(user);
                const Index subnet = estate.AddSubnet(vnet, {Block(space[0])}, table);
                std::vector<std::string> rows;
                for (const auto& row : azure::EffectiveRoutes(estate, subnet))
                {
                    if (row.prefix == Block(prefix))
                    {
                        rows.push_back(ToText(row));
                    }
                }
                v.Equal(Lines(rows), Lines(expected), "rows for " + prefix);
            }};
}

/** Two virtual networks; `change` turns their peering into what the row is about. */
Row
Pair(const std::string& sentence,
     const std::string& clause,
     const std::function<void(Estate&)>& change,
     const std::string& expectedRow,
     bool present)
{
    return {sentence, clause, [=](Verdict& v) {
                Estate estate;
                const Index a = estate.AddVnet(Blocks({"10.1.0.0/16", "2001:db8:1::/48"}));
                const Index b = estate.AddVnet(Blocks({"10.2.0.0/16", "2001:db8:2::/48"}));
                estate.Peer(a, b);
                const Index subnet = estate.AddSubnet(a, {Block("10.1.0.0/24")});
                estate.AddSubnet(b, {Block("10.2.0.0/24")});
                change(estate);
                const std::string rows = TableText(estate, subnet);
                v.Equal(rows.find(expectedRow + "\n") != std::string::npos,
                        present,
                        "row \"" + expectedRow + "\" in\n" + rows);
            }};
}

const std::vector<Row> ROWS{
    {"Subnet1 of the documentation's routing example has exactly its table",
     "R1-R4, R6, R7, R9, R11",
     [](Verdict& v) {
         const Golden golden;
         v.Equal(Sorted(TableText(golden.estate, golden.subnet1)),
                 Sorted(Lines({"Default Invalid 10.0.0.0/16 VnetLocal",
                               "User Active 10.0.0.0/16 VirtualAppliance 10.0.100.4",
                               "User Active 10.0.0.0/24 VnetLocal",
                               "Default Invalid 10.1.0.0/16 VNetPeering",
                               "Default Invalid 10.2.0.0/16 VNetPeering",
                               "User Active 10.1.0.0/16 None",
                               "User Active 10.2.0.0/16 None",
                               "VirtualNetworkGateway Invalid 10.10.0.0/16 VirtualNetworkGateway "
                               "203.0.113.1",
                               "User Active 10.10.0.0/16 VirtualAppliance 10.0.100.4",
                               "Default Active 20.38.98.0/24 VirtualNetworkServiceEndpoint",
                               "Default Invalid 0.0.0.0/0 Internet",
                               "User Active 0.0.0.0/0 VirtualAppliance 10.0.100.4"})),
                 "Subnet1");
     }},
    {"Subnet2 of the documentation's routing example has exactly its table, in Azure's order",
     "R1, R2, R6, R7",
     [](Verdict& v) {
         const Golden golden;
         v.Equal(TableText(golden.estate, golden.subnet2),
                 Lines({"Default Active 10.0.0.0/16 VnetLocal",
                        "Default Active 10.1.0.0/16 VNetPeering",
                        "Default Active 10.2.0.0/16 VNetPeering",
                        "VirtualNetworkGateway Active 10.10.0.0/16 VirtualNetworkGateway "
                        "203.0.113.1",
                        "Default Active 0.0.0.0/0 Internet",
                        "Default Active 10.0.0.0/8 None",
                        "Default Active 172.16.0.0/12 None",
                        "Default Active 192.168.0.0/16 None",
                        "Default Active 100.64.0.0/10 None"}),
                 "Subnet2");
     }},
    {"a dual-stack table lists IPv4 rows first, then one row per IPv6 prefix and ::/0 Internet",
     "R5",
     [](Verdict& v) {
         Estate estate;
         estate.assumptions.reserved.clear();
         const Index a = estate.AddVnet(Blocks({"2001:db8:1::/48", "10.1.0.0/16"}));
         const Index b = estate.AddVnet(Blocks({"10.2.0.0/16", "fd00:2::/48"}));
         estate.Peer(a, b);
         v.Equal(TableText(estate, estate.AddSubnet(a, {Block("10.1.0.0/24")})),
                 Lines({"Default Active 10.1.0.0/16 VnetLocal",
                        "Default Active 10.2.0.0/16 VNetPeering",
                        "Default Active 0.0.0.0/0 Internet",
                        "Default Active 2001:db8:1::/48 VnetLocal",
                        "Default Active fd00:2::/48 VNetPeering",
                        "Default Active ::/0 Internet"}),
                 "table");
     }},
    Alone("there is one route for the network, none per subnet",
          "R1",
          {"10.0.0.0/24", "10.5.0.0/16"},
          {},
          "10.5.0.0/16",
          {"Default Active 10.5.0.0/16 VnetLocal"}),
    Alone("a range measured on Azure besides the documented four is routed to None",
          "R2",
          {"10.0.0.0/16"},
          {},
          "25.33.0.0/16",
          {"Default Active 25.33.0.0/16 None"}),
    Alone("a network equal to a reserved range turns its None into VnetLocal",
          "R3",
          {"192.168.0.0/16"},
          {},
          "192.168.0.0/16",
          {"Default Active 192.168.0.0/16 VnetLocal"}),
    Alone("a network that includes a reserved range removes its None route",
          "R3",
          {"192.160.0.0/12"},
          {},
          "192.168.0.0/16",
          {}),
    Alone("a network inside a reserved range leaves the None route",
          "R3",
          {"10.0.0.0/16"},
          {},
          "10.0.0.0/8",
          {"Default Active 10.0.0.0/8 None"}),
    Alone("a user route for 0.0.0.0/0 removes the None routes",
          "R4",
          {"10.0.0.0/16"},
          {Via("0.0.0.0/0", "10.0.0.4")},
          "10.0.0.0/8",
          {}),
    Alone("a user route for another prefix leaves the None routes",
          "R4",
          {"10.0.0.0/16"},
          {Via("8.0.0.0/5", "10.0.0.4")},
          "10.0.0.0/8",
          {"Default Active 10.0.0.0/8 None"}),
    Alone("a user route beats the system route to the same prefix, which stays as Invalid",
          "R11",
          {"10.0.0.0/16"},
          {To("10.0.0.0/16", NextHopType::None)},
          "10.0.0.0/16",
          {"Default Invalid 10.0.0.0/16 VnetLocal", "User Active 10.0.0.0/16 None"}),
    Alone("a more specific user route leaves the system route Active",
          "R11",
          {"10.0.0.0/16"},
          {To("10.0.0.0/24", NextHopType::None)},
          "10.0.0.0/16",
          {"Default Active 10.0.0.0/16 VnetLocal"}),
    Pair(
        "each prefix of a connected peer is a VNetPeering row",
        "R6",
        [](Estate&) {},
        "Default Active 10.2.0.0/16 VNetPeering",
        true),
    Pair(
        "a peer in another region is a VNetGlobalPeering row",
        "R6",
        [](Estate& e) { e.vnets[1].location = "eastus"; },
        "Default Active 10.2.0.0/16 VNetGlobalPeering",
        true),
    Pair(
        "no routes while our side is only Initiated",
        "P1",
        [](Estate& e) { e.vnets[0].peerings[0].state = PeeringState::Initiated; },
        "Default Active 10.2.0.0/16 VNetPeering",
        false),
    Pair(
        "no routes while the other side is Disconnected",
        "P1",
        [](Estate& e) { e.vnets[1].peerings[0].state = PeeringState::Disconnected; },
        "Default Active 10.2.0.0/16 VNetPeering",
        false),
    Pair(
        "no routes when the other side does not exist",
        "P1",
        [](Estate& e) { e.vnets[1].peerings.clear(); },
        "Default Active 10.2.0.0/16 VNetPeering",
        false),
    Pair(
        "allowVirtualNetworkAccess=false leaves the routes alone",
        "P2",
        [](Estate& e) {
            e.vnets[0].peerings[0].allowVirtualNetworkAccess = false;
            e.vnets[1].peerings[0].allowVirtualNetworkAccess = false;
        },
        "Default Active 10.2.0.0/16 VNetPeering",
        true),
    Pair(
        "an IPv4-only network gets no IPv6 routes of a dual-stack peer",
        "P9",
        [](Estate& e) { e.vnets[0].prefixes = {Block("10.1.0.0/16")}; },
        "Default Active 2001:db8:2::/48 VNetPeering",
        false),
    Pair(
        "a dual-stack network still has the IPv4 routes of an IPv4-only peer",
        "P9",
        [](Estate& e) { e.vnets[1].prefixes = {Block("10.2.0.0/16")}; },
        "Default Active 10.2.0.0/16 VNetPeering",
        true),
    Pair(
        "a gateway route beats the system's default route",
        "R11",
        [](Estate& e) { e.vnets[0].gatewayRoutes = {Learned("0.0.0.0/0")}; },
        "Default Invalid 0.0.0.0/0 Internet",
        true),
    Pair(
        "a default route learned by BGP removes the None routes too",
        "R4",
        [](Estate& e) { e.vnets[0].gatewayRoutes = {Learned("0.0.0.0/0")}; },
        "Default Active 10.0.0.0/8 None",
        false),
    Pair(
        "a gateway route more specific than a peer's prefix does not win",
        "R11a",
        [](Estate& e) { e.vnets[0].gatewayRoutes = {Learned("10.2.0.128/25")}; },
        "VirtualNetworkGateway Invalid 10.2.0.128/25 VirtualNetworkGateway 203.0.113.1",
        true),
    Pair(
        "a gateway route inside a reserved range does win",
        "R11a",
        [](Estate& e) { e.vnets[0].gatewayRoutes = {Learned("10.9.0.0/16")}; },
        "VirtualNetworkGateway Active 10.9.0.0/16 VirtualNetworkGateway 203.0.113.1",
        true),
    Pair(
        "the peering wins over a gateway route to the same prefix",
        "P10, R11a",
        [](Estate& e) { e.vnets[0].gatewayRoutes = {Learned("10.2.0.0/16")}; },
        "Default Active 10.2.0.0/16 VNetPeering",
        true),
    Pair(
        "useRemoteGateways with allowGatewayTransit brings the peer's gateway routes",
        "P4",
        [](Estate& e) {
            e.vnets[1].gatewayRoutes = {Learned("10.9.0.0/16")};
            e.vnets[0].peerings[0].useRemoteGateways = true;
            e.vnets[1].peerings[0].allowGatewayTransit = true;
        },
        "VirtualNetworkGateway Active 10.9.0.0/16 VirtualNetworkGateway 203.0.113.1",
        true),
    Pair(
        "useRemoteGateways without allowGatewayTransit brings none",
        "P4",
        [](Estate& e) {
            e.vnets[1].gatewayRoutes = {Learned("10.9.0.0/16")};
            e.vnets[0].peerings[0].useRemoteGateways = true;
        },
        "VirtualNetworkGateway Active 10.9.0.0/16 VirtualNetworkGateway 203.0.113.1",
        false),
    Pair(
        "disableBgpRoutePropagation keeps gateway routes out of the subnet",
        "R17",
        [](Estate& e) {
            e.vnets[0].gatewayRoutes = {Learned("10.9.0.0/16")};
            e.subnets[0].routeTable = e.AddRouteTable({});
            e.routeTables[0].disableBgpRoutePropagation = true;
        },
        "VirtualNetworkGateway Active 10.9.0.0/16 VirtualNetworkGateway 203.0.113.1",
        false),
    Pair(
        "a peer of a peer has no row",
        "P5",
        [](Estate& e) { e.Peer(1, e.AddVnet({Block("10.3.0.0/16")})); },
        "Default Active 10.3.0.0/16 VNetPeering",
        false),
    {"the first address of a subnet that a guest can have is the fifth, in both families",
     "A3",
     [](Verdict& v) {
         v.Equal(azure::FirstUsable(Block("10.0.1.0/24")).ToString(), "10.0.1.4", "IPv4");
         v.Equal(azure::FirstUsable(Block("2001:db8::/64")).ToString(), "2001:db8::4", "IPv6");
         v.True(azure::IsReservedInSubnet(Block("10.0.1.0/24"), Address("10.0.1.3")), ".3");
         v.True(!azure::IsReservedInSubnet(Block("10.0.1.0/24"), Address("10.0.1.4")), ".4");
         v.True(!azure::IsReservedInSubnet(Block("10.0.1.0/24"), Address("10.0.1.254")), ".254");
         v.True(azure::IsReservedInSubnet(Block("10.0.1.0/24"), Address("10.0.1.255")), ".255");
     }},
    {"guests see .1 of their subnet as IPv4 router and fe80::1234:5678:9abc as IPv6 router",
     "A4",
     [](Verdict& v) {
         v.Equal(azure::GuestGateway(Block("10.0.1.0/24")).ToString(), "10.0.1.1", "IPv4");
         v.Equal(azure::GuestGateway(Block("2001:db8::/64")).ToString(),
                 "fe80::1234:5678:9abc",
                 "IPv6");
     }},
};

V6LAB_SUITE("v6lab-azure-routes", ROWS);

} // namespace
