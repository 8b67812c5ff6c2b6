// SPDX-License-Identifier: GPL-2.0-only
// Virtual network gateways from end to end: tunnels, transit, circuits, and their dated profiles.
#include "helper/install/azure-install.h"
#include "helper/install/install.h"
#include "helper/topology/validate.h"
#include "model/vpn/esp-endpoint.h"
#include "test/support/gateway-lab.h"
#include "test/support/table.h"

#include "ns3/config.h"
#include "ns3/data-rate.h"

#include <algorithm>

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;

namespace
{

/** A topology that is valid, installed, and one flow of pings in it. */
class GatewayRun
{
  public:
    GatewayRun(Topology topology,
               const std::string& from,
               const std::string& to,
               const std::string& family = "v4",
               uint32_t size = 56)
    {
        for (const auto& fault : Validate(topology))
        {
            faults += ToString(fault) + "\n";
        }
        Workload ping;
        ping.name = "ping";
        ping.kind = "ping";
        ping.from = from;
        ping.to = to;
        ping.family = family;
        ping.count = 1;
        ping.start = "5s"; // when BGP has told everybody
        ping.size = size;
        topology.workloads = {ping};
        ns3::Config::SetDefault("ns3::Icmpv6L4Protocol::DAD", ns3::BooleanValue(false));
        in = Install(topology);
        ForEachTracedModel(in, [this](const ns3::Ptr<ns3::Object>& model) {
            model->TraceConnectWithoutContext(
                "Hop",
                ns3::Callback<void, const PacketEvent&>([this](const PacketEvent& e) { Note(e); }));
        });
        ns3::Simulator::Stop(ns3::Seconds(10));
        ns3::Simulator::Run();
        answers = in.ledger->GetFlows().at(0).receivedPackets;
    }

    ~GatewayRun()
    {
        in = Installation();
        ns3::Simulator::Destroy();
        ns3::GlobalValue::Bind("ChecksumEnabled", ns3::BooleanValue(false));
        ns3::Config::Reset();
    }

    GatewayRun(const GatewayRun&) = delete;
    GatewayRun& operator=(const GatewayRun&) = delete;

    /** Source, next hops' addresses and states of the rows of a NIC for a prefix. */
    std::string Rows(const std::string& nic, const std::string& prefix) const
    {
        std::string text;
        for (const auto& row : EffectiveRoutes(in))
        {
            if (row.nic == nic && row.addressPrefix == prefix)
            {
                text += row.source + " " + row.state + " " + row.nextHopIp + "; ";
            }
        }
        return text;
    }

    Installation in;
    std::string faults;
    std::string walk;  //!< of the request: "vm1 send; vpn encapsulate; …"
    std::string back;  //!< of its answer
    std::string drops; //!< "reason at node; "
    uint64_t answers{0};

  private:
    void Note(const PacketEvent& event)
    {
        const auto name = in.names.find(event.node);
        const std::string node = name == in.names.end() ? "fabric" : name->second;
        if (event.action == Action::Drop)
        {
            drops += std::string(Describe(event.reason).word) + " at " + node + "; ";
        }
        if (event.identity.GetFlow() != 1 || event.action == Action::Translate)
        {
            return;
        }
        auto& text = event.identity.GetPacket() == 1 ? walk : back;
        text += node + " " + ToWord(event.action) + "; ";
    }
};

Row
Walks(const std::string& sentence,
      const std::string& clause,
      const std::function<Topology()>& topology,
      const std::vector<std::string>& fromToFamily,
      const std::string& walk,
      const std::string& back = "")
{
    return {sentence, clause, [=](Verdict& v) {
                GatewayRun run(topology(), fromToFamily[0], fromToFamily[1], fromToFamily[2]);
                v.Equal(run.faults, "", "faults");
                v.Equal(run.walk, walk, "the request");
                if (!back.empty())
                {
                    v.Equal(run.back, back, "the answer");
                }
                v.Equal(run.answers, 1u, "answers");
            }};
}

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

/** GatewaySubnet sends what is for spoke 1 to an appliance of the hub, and spoke 1 its answers. */
Topology
Inspected(Topology t)
{
    AddMachine(t, Nic("nva", "hub/app", {"10.0.1.9"}, "", true));
    t.routeTables = {{"gw", false, {{"r", "10.1.0.0/16", "VirtualAppliance", "10.0.1.9"}}},
                     {"spoke", false, {{"r", "172.16.0.0/16", "VirtualAppliance", "10.0.1.9"}}}};
    t.virtualNetworks[2].subnets[1].routeTable = "gw";
    t.virtualNetworks[0].subnets[0].routeTable = "spoke";
    t.virtualNetworks[0].virtualNetworkPeerings[0].allowForwardedTraffic = true;
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

const std::string TO_SITE = "vm1 send; vpn encapsulate; device decapsulate; device forward; "
                            "pc deliver; ";
const std::string FROM_SITE = "pc send; device encapsulate; vpn decapsulate; vpn forward; "
                              "vm1 deliver; ";
const std::string ROW = "VirtualNetworkGateway Active ";

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
    Walks(
        "what leaves by a circuit goes straight to Microsoft's edge",
        "R7, G3",
        [] { return CircuitSite(); },
        {"vm1", "pc", "v4"},
        "vm1 send; er-secondary forward; edge2 forward; pc deliver; "),
    Walks(
        "what comes by it passes the gateway",
        "R18, D7, G3",
        [] { return CircuitSite(); },
        {"pc", "vm1", "v4"},
        "pc send; edge1 forward; er-primary forward; erg forward; vm1 deliver; "),
    Walks(
        "IPv6 the same",
        "G3, D1",
        [] { return CircuitSite(); },
        {"pc", "vm2", "v6"},
        "pc send; edge1 forward; er-primary forward; erg forward; vm2 deliver; "),
    Walks(
        "with FastPath it goes past the gateway",
        "R18",
        [] { return CircuitSite("ErGw3AZ", true); },
        {"pc", "vm1", "v4"},
        "pc send; edge1 forward; er-primary forward; vm1 deliver; "),
    Walks(
        "but through it where a route of GatewaySubnet wants an appliance",
        "R18",
        [] { return Inspected(CircuitSite("ErGw3AZ", true)); },
        {"pc", "vm1", "v4"},
        "pc send; edge1 forward; er-primary forward; erg forward; nva forward; vm1 deliver; "),
    {"the table shows the IPv4 address of either edge, for IPv6 too",
     "R7, G3",
     [](Verdict& v) {
         GatewayRun run(CircuitSite(), "vm1", "pc");
         v.Equal(run.faults, "", "faults");
         for (const std::string prefix : {"172.16.0.0/16", "2001:db8:aa::/48"})
         {
             v.Equal(run.Rows("vm1", prefix),
                     ROW + "192.168.10.2; " + ROW + "192.168.10.6; ",
                     prefix);
         }
         v.Equal(run.in.addresses.at("er-primary").at(1).ToString(),
                 "2001:db8:ee::2",
                 "Microsoft's side");
     }},
    {"packets over 1400 bytes are cut on the circuit, in both directions",
     "G2",
     [](Verdict& v) {
         GatewayRun run(CircuitSite(), "vm1", "pc", "v4", 1472);
         v.Equal(run.answers, 1u, "answers");
         v.True(run.walk.find("er-secondary forward; er-secondary forward; ") != std::string::npos,
                "the request: " + run.walk);
         v.True(run.back.find("erg forward; erg forward; ") != std::string::npos,
                "the answer: " + run.back);
     }},
    {"what must not be cut is answered by the gateway, whose error takes the circuit as well",
     "G2, R7",
     [](Verdict& v) {
         GatewayRun run(CircuitSite(), "pc", "vm1", "v6", 1452);
         v.Equal(run.drops, "packet-too-big at erg; ", "drops");
     }},
    {"the gateway of a circuit has the throughput of its SKU",
     "G2",
     [](Verdict& v) {
         GatewayRun run(CircuitSite("ErGw2AZ"), "vm1", "pc");
         ns3::DataRateValue rate;
         run.in.devices.at("erg")->GetAttribute("DataRate", rate);
         v.Equal(rate.Get().GetBitRate(), uint64_t{2'000'000'000}, "ErGw2AZ");
     }},
    {"a prefix that a circuit leads to is not sent into a tunnel",
     "D2",
     [](Verdict& v) {
         Topology t = CircuitSite();
         const Topology vpn = VpnSite();
         t.virtualNetworkGateways.push_back(vpn.virtualNetworkGateways[0]);
         t.publicIPAddresses = vpn.publicIPAddresses;
         t.localNetworkGateways = vpn.localNetworkGateways;
         t.connections.push_back(vpn.connections[0]);
         GatewayRun run(t, "vm1", "pc");
         v.Equal(run.faults, "", "faults");
         v.Equal(run.Rows("vm1", "172.16.0.0/16"),
                 ROW + "192.168.10.2; " + ROW + "192.168.10.6; ",
                 "rows");
     }},
};

} // namespace

V6LAB_SUITE("v6lab-azure-gateways", ROWS);
