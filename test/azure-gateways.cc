// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/azure-install.h"
#include "helper/install/install.h"
#include "helper/topology/validate.h"
#include "model/vpn/esp-endpoint.h"
#include "test/support/gateway-lab.h"
#include "test/support/gateway-run.h"
#include "test/support/table.h"

#include "ns3/config.h"
#include "ns3/data-rate.h"

#include <algorithm>

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using namespace ns3::v6lab::test::gateways;

namespace
{

Row
Fails(const std::string& sentence,
      const std::string& clause,
      const std::function<Topology()>& topology,
      const std::vector<std::string>& fromToFamily,
      const std::string& drop)
{
    return {sentence, clause, [=](Verdict& v) {
                GatewayRun run(topology(), fromToFamily[0], fromToFamily[1], fromToFamily[2]);
                v.Equal(run.faults, "", "faults");
                v.Equal(run.drops, drop + "; ", "drops");
                v.Equal(run.answers, 0u, "answers");
            }};
}

Topology
Of(const std::string& year)
{
    Topology t = VpnSite();
    t.azure = year;
    return t;
}

/** Spoke 1 and spoke 2 send each other's prefix to the hub's gateway. */
Topology
SpokeToSpoke()
{
    Topology t = VpnSite();
    t.routeTables = {{"t1", false, {{"r", "10.2.0.0/16", "VirtualNetworkGateway", ""}}},
                     {"t2", false, {{"r", "10.1.0.0/16", "VirtualNetworkGateway", ""}}}};
    t.virtualNetworks[0].subnets[0].routeTable = "t1";
    t.virtualNetworks[1].subnets[0].routeTable = "t2";
    return t;
}

/** An ExpressRoute gateway stands beside the VPN gateway (and its circuit leads nowhere). */
Topology
Coexisting()
{
    Topology t = VpnSite();
    t.virtualNetworkGateways.push_back(Gateway("erg", "ExpressRoute", "ErGw1AZ", "hub", {""}));
    return t;
}

/** Two hubs that know each other by their gateways only. */
Topology
TwoHubs(bool bothWays)
{
    Topology t = VpnSite();
    VirtualNetwork far;
    far.name = "far";
    far.addressPrefixes = {"10.200.0.0/16", "2001:db8:f0::/48"};
    far.subnets = {Part("app", {"10.200.1.0/24", "2001:db8:f0:1::/64"}),
                   Part("GatewaySubnet", {"10.200.255.0/27", "2001:db8:f0:ff::/64"})};
    t.virtualNetworks.push_back(far);
    AddMachine(t, Nic("vmf", "far/app", {"10.200.1.4", "v6"}));
    AddPublic(t, "pipf", "192.0.2.90");
    t.virtualNetworkGateways.push_back(Gateway("vpnf", "Vpn", "VpnGw2AZ", "far", {"pipf"}));
    GatewayConnection there;
    there.name = "there";
    there.connectionType = "Vnet2Vnet";
    there.virtualNetworkGateway1 = "vpn";
    there.virtualNetworkGateway2 = "vpnf";
    t.connections.push_back(there);
    GatewayConnection back = there;
    back.name = "back";
    std::swap(back.virtualNetworkGateway1, back.virtualNetworkGateway2);
    if (bothWays)
    {
        t.connections.push_back(back);
    }
    return t;
}

Topology
WithoutTransit()
{
    Topology t = VpnSite();
    t.virtualNetworks[0].virtualNetworkPeerings[0].useRemoteGateways = false;
    return t;
}

Topology
NoPropagation()
{
    Topology t = VpnSite();
    t.routeTables = {{"none", true, {}}};
    t.virtualNetworks[0].subnets[0].routeTable = "none";
    return t;
}

Topology
Strangers()
{
    Topology t = VpnSite();
    t.nodes[0].tunnels.clear();
    return t;
}

/** By BGP: the site's networks and the hub's are exchanged, not written down. */
Topology
ByBgp()
{
    Topology t = VpnSite();
    t.localNetworkGateways[0].localNetworkAddressSpace.clear();
    t.localNetworkGateways[0].bgpSettings = BgpSettings();
    t.localNetworkGateways[0].bgpSettings->asn = 65001;
    t.connections[0].enableBgp = true;
    t.virtualNetworkGateways[0].enableBgp = true;
    t.nodes[0].tunnels[0].prefixes.clear();
    t.nodes[0].bgp = BgpConfig();
    t.nodes[0].bgp->asn = 65001;
    t.nodes[0].bgp->networks = {"172.16.0.0/16", "2001:db8:aa::/48"};
    return t;
}

const std::vector<Row> ROWS{
    Walks(
        "a spoke calls a site through the hub's gateway, and the answer comes the same way",
        "R7, P4",
        [] { return VpnSite(); },
        {"vm1", "pc", "v4"},
        TO_SITE,
        FROM_SITE),
    Walks(
        "the same over IPv6, since 2026",
        "D1, R7",
        [] { return Of("2026"); },
        {"vm1", "pc", "v6"},
        TO_SITE,
        FROM_SITE),
    Fails(
        "but not in 2023",
        "D1",
        [] { return Of("2023"); },
        {"vm1", "pc", "v6"},
        "azure-gateway-ipv4-only at fabric"),
    Fails(
        "and not in 2021: what the site sends ends at the gateway",
        "D1",
        [] { return Of("2021"); },
        {"pc", "vm1", "v6"},
        "azure-gateway-ipv4-only at vpn"),
    Walks(
        "IPv4 was carried in 2021 too",
        "D1",
        [] { return Of("2021"); },
        {"vm1", "pc", "v4"},
        TO_SITE),
    Fails(
        "a SKU without availability zones carries IPv4 only",
        "D1",
        [] {
            Topology t = VpnSite();
            t.virtualNetworkGateways[0].sku = "VpnGw1";
            return t;
        },
        {"vm1", "pc", "v6"},
        "azure-gateway-ipv4-only at fabric"),
    Fails("beside an ExpressRoute gateway with IPv6 the VPN gateway carries IPv4 only",
          "D2",
          Coexisting,
          {"vm1", "pc", "v6"},
          "azure-gateway-ipv4-only at fabric"),
    Walks("which it does carry", "D2", Coexisting, {"vm1", "pc", "v4"}, TO_SITE),
    Fails("a spoke without useRemoteGateways has no route to the site",
          "P4, R2",
          WithoutTransit,
          {"vm1", "pc", "v4"},
          "azure-none-route at fabric"),
    Fails("nor has a subnet without propagation",
          "R17",
          NoPropagation,
          {"vm1", "pc", "v4"},
          "azure-none-route at fabric"),
    {"the site still reaches the subnet without propagation, which cannot answer",
     "R17",
     [](Verdict& v) {
         GatewayRun run(NoPropagation(), "pc", "vm1");
         v.Equal(run.faults, "", "faults");
         v.Equal(run.walk, FROM_SITE, "the request");
         v.Equal(run.back, "vm1 send; fabric drop; ", "the answer");
         v.Equal(run.drops, "azure-none-route at fabric; ", "drops");
         v.Equal(run.answers, 0u, "answers");
     }},
    Walks(
        "unless a user-defined route leads it to the gateway",
        "R17, R12",
        [] {
            Topology t = NoPropagation();
            t.routeTables[0].routes = {{"r", "172.16.0.0/16", "VirtualNetworkGateway", ""}};
            return t;
        },
        {"pc", "vm1", "v4"},
        FROM_SITE,
        TO_SITE),
    Walks("user-defined routes make the gateway a transit between spokes, though no peering allows "
          "forwarded traffic",
          "R12, P3, P5",
          SpokeToSpoke,
          {"vm1", "vm2", "v4"},
          "vm1 send; vpn forward; vm2 deliver; ",
          "vm2 send; vpn forward; vm1 deliver; "),
    Fails(
        "without them peering is not transitive",
        "P5",
        [] { return VpnSite(); },
        {"vm1", "vm2", "v4"},
        "azure-peering-not-transitive at fabric"),
    Walks(
        "networks are joined by their gateways, with a connection each",
        "R7, P10",
        [] { return TwoHubs(true); },
        {"vm0", "vmf", "v6"},
        "vm0 send; vpn encapsulate; vpnf decapsulate; vpnf forward; vmf deliver; "),
    Fails(
        "one connection is not enough",
        "R7",
        [] { return TwoHubs(false); },
        {"vm0", "vmf", "v4"},
        "esp-unknown-spi at vpnf"),
    Walks(
        "a route of GatewaySubnet has what comes from the site inspected",
        "R18",
        [] { return Inspected(VpnSite()); },
        {"pc", "vm1", "v4"},
        "pc send; device encapsulate; vpn decapsulate; vpn forward; nva forward; vm1 deliver; ",
        "vm1 send; nva forward; vpn encapsulate; device decapsulate; device forward; "
        "pc deliver; "),
    Walks("networks that BGP would exchange are known on both sides",
          "R7, D7",
          ByBgp,
          {"vm1", "pc", "v6"},
          TO_SITE,
          FROM_SITE),
    {"the addresses that BGP is spoken from reach each other by the tunnel of their instance",
     "R7",
     [](Verdict& v) {
         Topology t = VpnSite(2);
         t.localNetworkGateways[0].bgpSettings = BgpSettings();
         t.localNetworkGateways[0].bgpSettings->bgpPeeringAddress = "10.99.0.1";
         t.localNetworkGateways[0].bgpSettings->asn = 65001;
         t.connections[0].enableBgp = true;
         t.nodes[0].tunnels[0].prefixes.clear();
         t.nodes[0].tunnels[0].addresses = {"10.99.0.1/32"};
         t.nodes[0].bgp = BgpConfig();
         t.nodes[0].bgp->asn = 65001;
         for (const std::string n : {"0", "1"})
         {
             const std::string vpn = "vpn-" + n;
             GatewayRun run(t, vpn, "10.99.0.1");
             v.Equal(run.faults, "", "faults");
             v.Equal(run.walk,
                     vpn + " send; " + vpn + " encapsulate; device decapsulate; device deliver; ",
                     "there");
             v.Equal(run.back,
                     "device send; device encapsulate; " + vpn + " decapsulate; " + vpn +
                         " deliver; ",
                     "back");
         }
     }},
    {"a device that has no tunnel does not speak ESP",
     "R7",
     [](Verdict& v) {
         GatewayRun run(Strangers(), "vm1", "pc");
         v.Equal(run.answers, 0u, "answers");
         v.True(run.drops.find("unknown-protocol at device") == 0, run.drops);
     }},
    {"two instances share the flows by their ports, and have a row each",
     "R7",
     [](Verdict& v) {
         GatewayRun run(VpnSite(2), "vm1", "pc");
         v.Equal(run.faults, "", "faults");
         v.Equal(run.answers, 1u, "answers");
         v.Equal(run.Rows("vm1", "172.16.0.0/16"),
                 ROW + "10.0.255.4; " + ROW + "10.0.255.5; ",
                 "rows");
         v.Equal(run.in.nodes.count("vpn-0") + run.in.nodes.count("vpn-1"), size_t{2}, "nodes");
         const auto& fabric = run.in.fabric->GetEstate();
         v.Equal(fabric.vnets[2].vpnGateway.size(), size_t{2}, "instances");
     }},
    {"a ping of 1500 bytes crosses the tunnel in two pieces",
     "G5",
     [](Verdict& v) {
         GatewayRun run(VpnSite(), "vm1", "pc", "v4", 1472);
         v.Equal(run.answers, 1u, "answers");
         v.True(run.walk.find("vpn encapsulate; vpn encapsulate; ") != std::string::npos, run.walk);
     }},
    {"a gateway has the throughput of its SKU",
     "G1",
     [](Verdict& v) {
         GatewayRun run(VpnSite(), "vm1", "pc");
         ns3::DataRateValue rate;
         EspEndpoint::Of(run.in.nodes.at("vpn"))->GetAttribute("DataRate", rate);
         v.Equal(rate.Get().GetBitRate(), uint64_t{650'000'000}, "VpnGw1AZ");
     }},
};

} // namespace

V6LAB_SUITE("v6lab-azure-gateways", ROWS);
