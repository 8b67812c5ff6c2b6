// SPDX-License-Identifier: GPL-2.0-only
// Virtual network gateways as next hops: who carries a packet, and who does not.
#include "model/core/azure/gateway-sku.h"
#include "test/support/azure-world.h"

#include <algorithm>

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using azure::NextHopType;

namespace
{

constexpr azure::Index GATEWAY0 = 6; //!< hub, 10.0.255.4, public 192.0.2.70
constexpr azure::Index GATEWAY1 = 7; //!< hub, 10.0.255.5, public 192.0.2.71
const std::string SITE = "172.16.5.5";
const std::string SITE6 = "2001:db8:aa::5";

azure::Route
By(const std::string& prefix, azure::Index carrier, const std::string& shown)
{
    return {Block(prefix), NextHopType::VirtualNetworkGateway, Address(shown), carrier};
}

/** The hub has an active-active VPN gateway to a site; `transit`: spoke 1 uses it. */
WorldChange
Gateways(bool transit = true, const WorldChange& change = AsIs)
{
    return [=](World& w) {
        const auto subnet = w.estate.AddSubnet(w.hub, {Block("10.0.255.0/24")});
        for (const auto* text : {"10.0.255.4", "10.0.255.5"})
        {
            const auto nic = w.estate.AddNic(subnet, {Address(text)}, true);
            auto& planned = w.estate.nics[nic];
            planned.gateway = true;
            planned.ipConfigurations[0].publicAddress =
                Address(nic == GATEWAY0 ? "192.0.2.70" : "192.0.2.71");
            w.estate.vnets[w.hub].vpnGateway.push_back(nic);
            for (const auto* prefix : {"172.16.0.0/16", "2001:db8:aa::/48"})
            {
                w.estate.vnets[w.hub].gatewayRoutes.push_back(By(prefix, nic, text));
            }
        }
        w.estate.FindPeering(w.spoke1, w.hub)->useRemoteGateways = transit;
        w.estate.FindPeering(w.hub, w.spoke1)->allowGatewayTransit = transit;
        change(w);
    };
}

/** Spoke 1's table has a route that a user made. */
WorldChange
UserRoute(const std::string& prefix, bool transit = true)
{
    return Gateways(transit, With(To(prefix, NextHopType::VirtualNetworkGateway)));
}

/** The Microsoft edge of a circuit, which leads in by the gateway's first instance. */
WorldChange
Edge(bool fastPath, const WorldChange& change = AsIs)
{
    return Gateways(true, [=](World& w) {
        const auto edge = w.estate.AddNic(w.estate.nics[GATEWAY0].subnet, {}, true);
        w.estate.nics[edge].gateway = true;
        w.estate.nics[edge].entries = {GATEWAY0};
        w.estate.nics[edge].fastPath = fastPath;
        change(w);
    });
}

constexpr azure::Index EDGE = 8;

void
FirewallRoute(World& w)
{
    const auto table = w.estate.AddRouteTable({Via("10.1.0.0/16", "10.0.0.4")});
    w.estate.subnets[w.estate.nics[GATEWAY0].subnet].routeTable = table;
}

std::string
TableOf(const World& world, const std::string& prefix)
{
    std::string text;
    for (const auto& row : EffectiveRoutes(world.estate, world.subnet1))
    {
        text += row.prefix == Block(prefix) ? ToText(row) + "; " : "";
    }
    return text;
}

const std::vector<Row> ROWS{
    {"the table has a row for each instance of the gateway, of both families",
     "R7, P4",
     [](Verdict& v) {
         World world;
         Gateways()(world);
         for (const std::string prefix : {"172.16.0.0/16", "2001:db8:aa::/48"})
         {
             const std::string row =
                 "VirtualNetworkGateway Active " + prefix + " VirtualNetworkGateway 10.0.255.";
             v.Equal(TableOf(world, prefix), row + "4; " + row + "5; ", prefix);
         }
     }},
    {"without transit the spoke has no such row",
     "P4",
     [](Verdict& v) {
         World world;
         Gateways(false)(world);
         v.Equal(TableOf(world, "172.16.0.0/16"), "", "rows");
     }},
    {"nor with one of the two flags only",
     "P4",
     [](Verdict& v) {
         for (const bool uses : {false, true})
         {
             World world;
             Gateways()(world);
             world.estate.FindPeering(world.spoke1, world.hub)->useRemoteGateways = uses;
             world.estate.FindPeering(world.hub, world.spoke1)->allowGatewayTransit = !uses;
             v.Equal(TableOf(world, "172.16.0.0/16"), "", uses ? "uses" : "allows");
         }
     }},
    {"a network without IPv6 learns no IPv6 routes from the gateway of its hub",
     "P9, R7",
     [](Verdict& v) {
         World world;
         Gateways()(world);
         world.estate.vnets[world.spoke1].prefixes = {Block("10.1.0.0/16")};
         v.Equal(TableOf(world, "2001:db8:aa::/48"), "", "rows");
     }},
    {"a table with disableBgpRoutePropagation keeps static routes of the gateway out too",
     "R17",
     [](Verdict& v) {
         World world;
         Gateways()(world);
         world.estate.routeTables[world.table].disableBgpRoutePropagation = true;
         v.Equal(TableOf(world, "172.16.0.0/16"), "", "rows");
     }},
    {"the instances share the flows; both are there to choose from",
     "R7",
     [](Verdict& v) {
         World world;
         Gateways()(world);
         azure::Delivery delivery(world.estate);
         for (const auto& to : {SITE, SITE6})
         {
             const std::string from = to == SITE ? "10.1.0.4" : "2001:db8:1::4";
             const auto decision = delivery.FromNic(World::APP, Address(from), Address(to));
             v.True(decision.choices != nullptr &&
                        *decision.choices == std::vector<azure::Index>{GATEWAY0, GATEWAY1},
                    "the choices to " + to);
         }
     }},
    From(World::APP2,
         "a spoke hands over to the gateway of its hub, across the peering",
         "R7, P4",
         Gateways(),
         "10.1.0.5",
         SITE,
         "nic 6"),
    From(World::DB,
         "a spoke that does not use the gateway does not reach the site",
         "P4, R2",
         Gateways(),
         "10.2.0.4",
         SITE,
         "azure-none-route"),
    From(World::NVA,
         "the hub hands over to its own gateway",
         "R7",
         Gateways(),
         "10.0.0.4",
         SITE,
         "nic 6"),
    From(World::NVA,
         "an appliance of the hub forwards to it",
         "R7, R15",
         Gateways(),
         "10.2.0.4",
         SITE,
         "nic 6"),
    From(World::APP2,
         "a route of the user leads to the VPN gateway of the hub",
         "R12, P5",
         UserRoute("10.2.0.0/16"),
         "10.1.0.5",
         "10.2.0.4",
         "nic 6"),
    From(World::APP2,
         "but not without transit",
         "R12, P4",
         UserRoute("10.2.0.0/16", false),
         "10.1.0.5",
         "10.2.0.4",
         "azure-no-gateway"),
    From(GATEWAY0,
         "the gateway passes on between spokes, though nobody allows forwarded traffic",
         "P3, P5",
         Gateways(true,
                  [](World& w) {
                      w.estate.FindPeering(w.spoke2, w.hub)->allowForwardedTraffic = false;
                  }),
         "10.1.0.5",
         "10.2.0.4",
         "nic 3"),
    From(World::NVA,
         "an appliance does not, there",
         "P3",
         Gateways(true,
                  [](World& w) {
                      w.estate.FindPeering(w.spoke2, w.hub)->allowForwardedTraffic = false;
                  }),
         "10.1.0.5",
         "10.2.0.4",
         "azure-forwarded-traffic-blocked"),
    From(GATEWAY0,
         "routes of GatewaySubnet send what comes from outside to an appliance first",
         "R18",
         Gateways(true, FirewallRoute),
         SITE,
         "10.1.0.5",
         "nic 0"),
    From(GATEWAY0,
         "without them it goes straight to the spoke",
         "R18",
         Gateways(),
         SITE,
         "10.1.0.5",
         "nic 2"),
    From(GATEWAY0,
         "what leads back to the gateway itself ends there",
         "R12",
         Gateways(true,
                  [](World& w) {
                      auto& routes = w.estate.vnets[w.hub].gatewayRoutes;
                      routes.erase(routes.begin() + 2, routes.end());
                  }),
         "10.1.0.5",
         SITE,
         "azure-no-gateway"),
    From(GATEWAY0,
         "its own tunnels stay outside of a default route that they carry",
         "R7, R20",
         Gateways(true,
                  [](World& w) {
                      w.estate.vnets[w.hub].gatewayRoutes.push_back(
                          By("0.0.0.0/0", GATEWAY0, "10.0.255.4"));
                  }),
         "10.0.255.4",
         "198.51.100.7",
         "internet 0 from 192.0.2.70"),
    From(EDGE,
         "what comes by a circuit enters through the gateway",
         "R18",
         Edge(false),
         SITE,
         "10.1.0.5",
         "nic 6"),
    From(EDGE,
         "what an edge says to one instance goes to that one",
         "R7",
         Edge(false,
              [](World& w) {
                  w.estate.nics[EDGE].entries = {GATEWAY0, GATEWAY1};
              }),
         "10.0.255.6",
         "10.0.255.5",
         "nic 7"),
    From(EDGE, "with FastPath it goes past it", "R18", Edge(true), SITE, "10.1.0.5", "nic 2"),
    From(EDGE,
         "unless a route of GatewaySubnet sends it to an appliance",
         "R18",
         Edge(true, FirewallRoute),
         SITE,
         "10.1.0.5",
         "nic 6"),
    From(World::APP2,
         "a prefix within a peer's space is not hijacked from outside",
         "R11a",
         Gateways(true,
                  [](World& w) {
                      w.estate.vnets[w.hub].gatewayRoutes.push_back(
                          By("10.0.0.0/25", GATEWAY0, "10.0.255.4"));
                  }),
         "10.1.0.5",
         "10.0.0.4",
         "nic 0"),
    From(World::APP2,
         "IPv6 that the VPN gateway knows but does not carry has its reason",
         "D1, D2",
         Gateways(true,
                  [](World& w) {
                      auto& hub = w.estate.vnets[w.hub];
                      hub.gatewayRoutes.erase(hub.gatewayRoutes.begin() + 1);
                      hub.gatewayRoutes.erase(hub.gatewayRoutes.begin() + 2);
                      hub.unreachedBehindGateway = {Block("2001:db8:aa::/48")};
                  }),
         "2001:db8:1::5",
         SITE6,
         "azure-gateway-ipv4-only"),
    {"SKUs carry what Azure says",
     "G1, G2",
     [](Verdict& v) {
         const auto vpn = [](const std::string& sku, const std::string& generation) {
             const auto found = azure::FindVpnSku(sku, generation);
             return found ? std::to_string(found->aggregate / 1'000'000) + " " +
                                std::to_string(found->tunnel / 1'000'000) + " " +
                                std::to_string(found->tunnelPackets) + (found->ipv6 ? " v6" : "")
                          : "none";
         };
         v.Equal(vpn("VpnGw1", ""), "650 650 62000", "VpnGw1");
         v.Equal(vpn("VpnGw1AZ", "None"), "650 650 62000 v6", "VpnGw1AZ");
         v.Equal(vpn("VpnGw1", "Generation2"), "none", "VpnGw1 of generation 2");
         v.Equal(vpn("VpnGw2", "Generation2"), "1250 1250 0", "VpnGw2 of generation 2");
         v.Equal(vpn("VpnGw3AZ", "Generation2"), "2500 1500 0 v6", "VpnGw3AZ of generation 2");
         v.Equal(vpn("VpnGw5AZ", ""), "10000 2300 220000 v6", "VpnGw5AZ");
         v.Equal(vpn("VpnGw4", "Generation1"), "none", "VpnGw4 of generation 1");
         v.Equal(vpn("ErGw1AZ", ""), "none", "another kind");
         v.Equal(azure::FindExpressRouteSku("ErGw3AZ")->rate, 10'000'000'000u, "ErGw3AZ");
         v.True(azure::FindExpressRouteSku("UltraPerformance")->fastPath, "FastPath");
         v.True(!azure::FindExpressRouteSku("ErGw2AZ")->fastPath, "no FastPath");
         v.True(!azure::FindExpressRouteSku("VpnGw1"), "another kind");
     }},
};

} // namespace

V6LAB_SUITE("v6lab-azure-gateway-routes", ROWS);
