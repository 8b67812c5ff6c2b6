// SPDX-License-Identifier: GPL-2.0-only
// Room in GatewaySubnet, and links of circuits.
#include "helper/install/azure-plan.h"
#include "test/support/fault-rows.h"
#include "test/support/gateway-lab.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;

namespace
{

/** A hub whose GatewaySubnet has that prefix, with so many circuits of two sessions each. */
Topology
Circuits(const std::string& prefix, size_t count)
{
    Topology t = CircuitSite();
    t.virtualNetworks[2].subnets[1].addressPrefixes[0] = prefix;
    for (size_t i = 1; i < count; ++i)
    {
        const std::string number = std::to_string(i);
        auto circuit = t.expressRouteCircuits[0];
        circuit.name += number;
        auto& peering = circuit.peerings[0];
        peering.primaryPeerAddressPrefix = "192.168.1" + number + ".0/30";
        peering.secondaryPeerAddressPrefix = "192.168.1" + number + ".4/30";
        peering.primaryPeerAddressPrefixIPv6 = "2001:db8:ee:" + number + "::/126";
        peering.secondaryPeerAddressPrefixIPv6 = "2001:db8:ee:" + number + "::4/126";
        auto connection = t.connections[0];
        connection.name += number;
        connection.expressRouteCircuit = circuit.name;
        t.expressRouteCircuits.push_back(circuit);
        t.connections.push_back(connection);
    }
    return t;
}

Row
Link(const std::string& sentence, const std::string& member, const test::Edit& change)
{
    return Refused(sentence, "G3", "expressRouteCircuits[0].peerings[0]." + member, "", change, [] {
        return CircuitSite();
    });
}

const std::vector<Row> ROWS{
    Accepted(
        "a /29 has room for a gateway and the two sessions of a circuit",
        "A3, A6",
        [](Topology&) {},
        [] { return Circuits("10.0.255.0/29", 1); }),
    {"and that is what planning finds, too",
     "A3",
     [](Verdict& v) {
         v.Equal(PlanAzure(Circuits("10.0.255.0/29", 1)).edges.size(), 2U, "edges");
     }},
    Refused(
        "it has none for those of a second circuit",
        "A6",
        "virtualNetworks[2].subnets[1]",
        "SubnetIsFull",
        [](Topology&) {},
        [] { return Circuits("10.0.255.0/29", 2); }),
    Accepted(
        "a circuit that nobody answers at needs no address there",
        "A3, A6",
        [](Topology& t) {
            t.expressRouteCircuits[1].primaryRouter.clear();
            t.expressRouteCircuits[1].secondaryRouter.clear();
        },
        [] { return Circuits("10.0.255.0/29", 2); }),
    Accepted(
        "a /27 has room for four circuits",
        "A6",
        [](Topology&) {},
        [] { return Circuits("10.0.255.0/27", 4); }),
    Link("a circuit's first link is not of the network that it leads to",
         "primaryPeerAddressPrefix",
         [](Topology& t) {
             t.expressRouteCircuits[0].peerings[0].primaryPeerAddressPrefix = "10.0.1.0/30";
         }),
    Link("nor its second one",
         "secondaryPeerAddressPrefix",
         [](Topology& t) {
             t.expressRouteCircuits[0].peerings[0].secondaryPeerAddressPrefix = "10.0.200.4/30";
         }),
    Link("nor those of IPv6",
         "secondaryPeerAddressPrefixIPv6",
         [](Topology& t) {
             const std::string own = t.virtualNetworks[2].addressPrefixes[1];
             t.expressRouteCircuits[0].peerings[0].secondaryPeerAddressPrefixIPv6 =
                 own.substr(0, own.find('/')) + "4/126";
         }),
};

V6LAB_SUITE("v6lab-topology-validate-gateway-room", ROWS);

} // namespace
