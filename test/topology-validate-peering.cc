// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/fault-rows.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::build;
using namespace ns3::v6lab::test;

namespace
{

/** A hub h peered both ways with s1 and s2, whose prefixes are given. */
std::function<Topology()>
Hub(const std::string& prefix1, const std::string& prefix2)
{
    return [=] {
        const auto h = Vnet("h").Space("10.0.0.0/16");
        const auto s1 = Vnet("s1").Space(prefix1);
        const auto s2 = Vnet("s2").Space("10.200.0.0/16", prefix2);
        return TopologyBuilder("hub").Add(h).Add(s1).Add(s2).Peer(h, s1).Peer(h, s2).Build();
    };
}

const Edit NOTHING = [](Topology&) {};

const std::vector<Row> ROWS{
    Accepted("one side alone is accepted and stays Initiated",
             "P1",
             [](Topology& t) { B(t).virtualNetworkPeerings.clear(); }),
    Accepted("both sides stated Connected are accepted",
             "P1",
             [](Topology& t) {
                 PeeringA(t).peeringState = "Connected";
                 PeeringB(t).peeringState = "Connected";
             }),
    Refused("Connected without the other side is refused",
            "P1",
            "virtualNetworks[0].virtualNetworkPeerings[0]",
            "",
            [](Topology& t) {
                B(t).virtualNetworkPeerings.clear();
                PeeringA(t).peeringState = "Connected";
            }),
    Refused("Initiated with both sides there is refused",
            "P1",
            "virtualNetworks[0].virtualNetworkPeerings[0]",
            "",
            [](Topology& t) { PeeringA(t).peeringState = "Initiated"; }),
    Refused("a new side opposite a Disconnected one is refused",
            "P1",
            "virtualNetworks[1].virtualNetworkPeerings[0]",
            "RemotePeeringIsDisconnected",
            [](Topology& t) { PeeringA(t).peeringState = "Disconnected"; }),
    Accepted("a Disconnected side alone is accepted",
             "P1",
             [](Topology& t) {
                 PeeringA(t).peeringState = "Disconnected";
                 B(t).virtualNetworkPeerings.clear();
             }),
    Refused("a peering with an unknown network is refused",
            "P1",
            "virtualNetworks[0].virtualNetworkPeerings[1]",
            "InvalidResourceReference",
            [](Topology& t) { A(t).virtualNetworkPeerings.push_back(Side("p2", "nowhere")); }),
    Refused("a peering with itself is refused",
            "P1",
            "virtualNetworks[0].virtualNetworkPeerings[1]",
            "",
            [](Topology& t) { A(t).virtualNetworkPeerings.push_back(Side("p2", "a")); }),
    Refused("a second peering with the same network is refused",
            "P1",
            "virtualNetworks[0].virtualNetworkPeerings[1]",
            "AnotherPeeringAlreadyReferencesRemoteVnet",
            [](Topology& t) { A(t).virtualNetworkPeerings.push_back(Side("p2", "b")); }),
    Accepted("allowGatewayTransit without a gateway is accepted",
             "P4",
             [](Topology& t) { PeeringA(t).allowGatewayTransit = true; }),
    Refused("useRemoteGateways without a gateway over there is refused",
            "P4",
            "virtualNetworks[1].virtualNetworkPeerings[0]",
            "RemoteVnetHasNoGateways",
            [](Topology& t) {
                PeeringA(t).allowGatewayTransit = true;
                PeeringB(t).useRemoteGateways = true;
            }),
    {"useRemoteGateways on two peerings of a network, without transit, is told in full",
     "P4",
     [](Verdict& v) {
         Topology t = test::TwoNetworks();
         const auto c = Vnet("c").Space("10.3.0.0/16");
         AddNetwork(t, c);
         A(t).virtualNetworkPeerings.push_back(Side("a-to-c", "c", true));
         PeeringA(t).useRemoteGateways = true;
         const std::string shown = Shown(Validate(t));
         v.True(shown.find("2 peerings have useRemoteGateways") != std::string::npos, shown);
         v.True(shown.find("needs allowGatewayTransit on the side of b") != std::string::npos,
                shown);
         v.Equal(Validate(t).size(), 4U, "faults: two users, transit, and no gateway twice");
     }},
    Accepted("networks that are not peered may overlap",
             "P6",
             [](Topology& t) { AddNetwork(t, Vnet("c").Space("10.1.0.0/16")); }),
    Refused("peered networks with one IPv4 range are refused, once for both sides",
            "P6",
            "virtualNetworks[0].virtualNetworkPeerings[0]",
            "VnetAddressSpacesOverlap",
            [](Topology& t) { B(t).addressPrefixes.push_back("10.1.0.0/16"); }),
    Refused("peered networks that overlap in IPv6 only are refused",
            "P6",
            "virtualNetworks[0].virtualNetworkPeerings[0]",
            "VnetAddressSpacesOverlap",
            [](Topology& t) { B(t).addressPrefixes.push_back("2001:db8:1:ff::/64"); }),
    Refused("a range around the other's is an overlap, also with one side only",
            "P6",
            "virtualNetworks[1].virtualNetworkPeerings[0]",
            "VnetAddressSpacesOverlap",
            [](Topology& t) {
                A(t).virtualNetworkPeerings.clear();
                A(t).addressPrefixes.push_back("10.4.4.0/24");
                B(t).addressPrefixes.push_back("10.4.0.0/16");
            }),
    Accepted("two spokes with different ranges may peer with one hub",
             "P6a",
             NOTHING,
             Hub("10.1.0.0/16", "10.2.0.0/16")),
    Refused("a second spoke whose range a first spoke has is refused",
            "P6a",
            "virtualNetworks[2].virtualNetworkPeerings[0]",
            "VnetAddressSpaceOverlapsWithAlreadyPeeredVnet",
            NOTHING,
            Hub("10.1.0.0/16", "10.1.2.0/24")),
    Refused(
        "a side left in Disconnected still counts",
        "P6a",
        "virtualNetworks[2].virtualNetworkPeerings[0]",
        "VnetAddressSpaceOverlapsWithAlreadyPeeredVnet",
        [](Topology& t) {
            t.virtualNetworks[0].virtualNetworkPeerings[0].peeringState = "Disconnected";
            t.virtualNetworks[1].virtualNetworkPeerings.clear();
        },
        Hub("10.1.0.0/16", "10.1.2.0/24")),
    Accepted(
        "without that side the range may be used again",
        "P6a",
        [](Topology& t) {
            auto& sides = t.virtualNetworks[0].virtualNetworkPeerings;
            sides.erase(sides.begin());
            t.virtualNetworks[1].virtualNetworkPeerings.clear();
        },
        Hub("10.1.0.0/16", "10.1.2.0/24")),
    Accepted("a dual-stack network may be peered with an IPv4-only one",
             "P9",
             [](Topology& t) {
                 B(t).addressPrefixes.pop_back();
                 B(t).subnets[0].addressPrefixes.pop_back();
                 t.networkInterfaces[1].ipConfigurations.pop_back();
             }),
};

V6LAB_SUITE("v6lab-topology-validate-peering", ROWS);

} // namespace
