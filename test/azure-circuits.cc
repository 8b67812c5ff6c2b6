// SPDX-License-Identifier: GPL-2.0-only
// Several circuits at one gateway, and several gateways at one circuit.
#include "helper/install/azure-plan.h"
#include "test/support/gateway-watch.h"

using namespace ns3;
using namespace ns3::v6lab;
using namespace ns3::v6lab::test;

namespace
{

const std::string SITE = "172.16.0.0/16";

/** A second circuit of the gateway, to the same routers. */
Topology
TwoCircuits(uint32_t weight1, uint32_t weight2)
{
    Topology t = CircuitSite();
    auto circuit = t.expressRouteCircuits[0];
    circuit.name = "er2";
    circuit.peerings[0].primaryPeerAddressPrefix = "192.168.11.0/30";
    circuit.peerings[0].secondaryPeerAddressPrefix = "192.168.11.4/30";
    circuit.peerings[0].primaryPeerAddressPrefixIPv6 = "2001:db8:ef::/126";
    circuit.peerings[0].secondaryPeerAddressPrefixIPv6 = "2001:db8:ef::4/126";
    t.expressRouteCircuits.push_back(circuit);
    auto connection = t.connections[0];
    connection.name = "to-er2";
    connection.expressRouteCircuit = "er2";
    connection.routingWeight = weight2;
    t.connections[0].routingWeight = weight1;
    t.connections.push_back(connection);
    return t;
}

/** Another network with a gateway of its own at the same circuit, peered with nobody. */
Topology
SharedCircuit(bool connected, bool speaks = true)
{
    Topology t = CircuitSite();
    VirtualNetwork far;
    far.name = "far";
    far.addressPrefixes = {"10.7.0.0/16", "2001:db8:a7::/48"};
    far.subnets = {Part("app", {"10.7.0.0/24", "2001:db8:a7:1::/64"}),
                   Part("GatewaySubnet", {"10.7.255.0/27", "2001:db8:a7:ff::/64"})};
    t.virtualNetworks.push_back(far);
    AddMachine(t, Nic("vm7", "far/app", {"10.7.0.4", "v6"}, ""));
    t.virtualNetworkGateways.push_back(Gateway("erg7", "ExpressRoute", "ErGw1AZ", "far", {""}));
    if (connected)
    {
        auto connection = t.connections[0];
        connection.name = "far-to-er";
        connection.virtualNetworkGateway1 = "erg7";
        t.connections.push_back(connection);
    }
    for (auto& node : t.nodes)
    {
        node.bgp = speaks ? node.bgp : std::nullopt;
    }
    return t;
}

/** What a plan without a run foresees: next hops of a network's gateway routes to a prefix. */
std::string
Foreseen(const Topology& topology, const std::string& vnet, const std::string& prefix)
{
    const auto plan = PlanAzure(topology);
    std::string text;
    for (const auto& route : plan.estate.vnets[plan.vnets.at(vnet)].gatewayRoutes)
    {
        if (route.prefix.ToString() == prefix)
        {
            text += (route.nextHopIp ? route.nextHopIp->ToString() : "-") + " ";
        }
    }
    return text;
}

void
Prefers(Verdict& v)
{
    const Topology t = TwoCircuits(0, 10);
    v.Equal(Foreseen(t, "hub", SITE), "192.168.11.2 192.168.11.6 ", "without a run");
    GatewayWatch watch(t, "vm1", "pc");
    watch.Run(8);
    v.Equal(watch.faults, "", "faults");
    v.Equal(watch.Rows("vm1", SITE), "Active 192.168.11.2; Active 192.168.11.6; ", "rows");
    v.True(watch.Learned("erg", SITE).find(" 32779; ") != std::string::npos,
           "weight of its routes: " + watch.Learned("erg", SITE));
    v.Equal(watch.Lost().second, size_t{0}, "lost pings");
}

void
Shares(Verdict& v)
{
    const Topology t = TwoCircuits(5, 5);
    const std::string four = "192.168.10.2 192.168.10.6 192.168.11.2 192.168.11.6 ";
    v.Equal(Foreseen(t, "hub", SITE), four, "without a run");
    GatewayWatch watch(t, "vm1", "pc");
    watch.Run(8);
    v.Equal(watch.Rows("vm1", SITE),
            "Active 192.168.10.2; Active 192.168.10.6; Active 192.168.11.2; Active 192.168.11.6; ",
            "rows");
}

/** The preferred circuit is cut, both links; its ends notice. */
void
StandsBy(Verdict& v)
{
    Topology t = TwoCircuits(0, 10);
    t.expressRouteCircuits[1].primaryOutages = {{"20s", "", false}};
    t.expressRouteCircuits[1].secondaryOutages = {{"20s", "", false}};
    GatewayWatch watch(t, "vm1", "pc");
    watch.Run(25);
    v.Equal(watch.Rows("vm1", SITE), "Active 192.168.10.2; Active 192.168.10.6; ", "rows");
}

void
Hairpins(Verdict& v)
{
    for (const bool speaks : {true, false})
    {
        const std::string how = speaks ? ", by BGP" : ", without";
        const Topology t = SharedCircuit(true, speaks);
        v.Equal(Foreseen(t, "far", "10.1.0.0/16"), "192.168.10.2 192.168.10.6 ", "plan" + how);
        GatewayWatch watch(t, "vm1", "vm7");
        watch.Run(8);
        v.Equal(watch.faults, "", "faults" + how);
        v.Equal(watch.Rows("vm1", "10.7.0.0/16"),
                "Active 192.168.10.2; Active 192.168.10.6; ",
                "a spoke's way to the other network" + how);
        v.Equal(watch.Rows("vm7", "10.1.0.0/16"),
                "Active 192.168.10.2; Active 192.168.10.6; ",
                "and back" + how);
        v.Equal(watch.Rows("vm7", "10.7.0.0/16"), "", "its own" + how);
        v.Equal(watch.Lost().second, size_t{0}, "lost pings" + how);
    }
}

void
NoHairpin(Verdict& v)
{
    GatewayWatch watch(SharedCircuit(false), "vm1", "vm7");
    watch.Run(8);
    v.Equal(watch.Rows("vm1", "10.7.0.0/16"), "", "rows");
    v.True(watch.Lost().second > 0, "nothing arrives");
}

const std::vector<Row> ROWS{
    {"of two circuits to one prefix that of the higher routingWeight is used", "R7, R11", Prefers},
    {"with equal weights flows share all links", "R7", Shares},
    {"the other one is used when the preferred one has lost the prefix", "R7", StandsBy},
    {"networks whose gateways share a circuit reach each other by its edges", "P5", Hairpins},
    {"a gateway that is not connected to it does not", "P5", NoHairpin},
};

V6LAB_SUITE("v6lab-azure-circuits", ROWS);

} // namespace
