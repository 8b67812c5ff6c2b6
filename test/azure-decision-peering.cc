// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/azure-world.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using azure::PeeringState;

namespace
{

const std::vector<Row> ROWS{
    From(World::APP,
         "an address of the same network is delivered to its NIC",
         "R1",
         AsIs,
         "10.1.0.4",
         "10.1.0.5",
         "nic 2"),
    From(World::APP,
         "an IPv6 address of the same network is delivered to its NIC",
         "R1, R5",
         AsIs,
         "2001:db8:1::4",
         "2001:db8:1::5",
         "nic 2"),
    From(World::APP,
         "an address of the network that no NIC has gets nothing",
         "R1",
         AsIs,
         "10.1.0.4",
         "10.1.7.7",
         "azure-no-such-address"),
    From(World::APP,
         "the default gateway that guests see is nobody's address",
         "A4",
         AsIs,
         "10.1.0.4",
         "10.1.0.1",
         "azure-no-such-address"),
    From(World::APP,
         "a peer's address is delivered without a hop in between",
         "R6",
         AsIs,
         "10.1.0.4",
         "10.0.0.4",
         "nic 0"),
    From(
        World::APP,
        "the access flag does not stop packets: it is a matter of NSG tags",
        "P2",
        [](World& w) {
            w.estate.FindPeering(w.hub, w.spoke1)->allowVirtualNetworkAccess = false;
            w.estate.FindPeering(w.spoke1, w.hub)->allowVirtualNetworkAccess = false;
        },
        "10.1.0.4",
        "10.0.0.4",
        "nic 0"),
    From(World::APP,
         "two spokes of a hub do not reach each other",
         "P5",
         AsIs,
         "10.1.0.4",
         "10.2.0.4",
         "azure-peering-not-transitive"),
    From(World::APP,
         "nor do they over IPv6",
         "P5",
         AsIs,
         "2001:db8:1::4",
         "2001:db8:2::4",
         "azure-peering-not-transitive"),
    From(World::APP,
         "a private address of a network without any peering dies in the None route",
         "R2",
         AsIs,
         "10.1.0.4",
         "10.3.0.4",
         "azure-none-route"),
    From(
        World::APP,
        "the other side of a peering that is Initiated cannot be reached",
        "P1",
        [](World& w) { w.estate.FindPeering(w.spoke1, w.hub)->state = PeeringState::Initiated; },
        "10.1.0.4",
        "10.0.0.4",
        "azure-peering-not-connected"),
    From(
        World::APP,
        "a peering that only the other side has made carries nothing",
        "P1",
        [](World& w) { w.estate.vnets[w.spoke1].peerings.clear(); },
        "10.1.0.4",
        "10.0.0.4",
        "azure-peering-not-connected"),
    From(
        World::APP,
        "a hub that lost its other peering leads nowhere: no talk of transitivity",
        "P5",
        [](World& w) { w.estate.FindPeering(w.spoke2, w.hub)->state = PeeringState::Disconnected; },
        "10.1.0.4",
        "10.2.0.4",
        "azure-none-route"),
    From(World::NVA,
         "an appliance forwards into a peer that allows forwarded traffic",
         "P3",
         AsIs,
         "10.1.0.4",
         "10.2.0.4",
         "nic 3"),
    From(
        World::NVA,
        "it does not into a peer whose side forbids it",
        "P3",
        [](World& w) { w.estate.FindPeering(w.spoke2, w.hub)->allowForwardedTraffic = false; },
        "10.1.0.4",
        "10.2.0.4",
        "azure-forwarded-traffic-blocked"),
    From(
        World::NVA,
        "the sending side's flag does not matter",
        "P3",
        [](World& w) { w.estate.FindPeering(w.hub, w.spoke2)->allowForwardedTraffic = false; },
        "10.1.0.4",
        "10.2.0.4",
        "nic 3"),
    From(
        World::NVA,
        "sources of the appliance's own network are not forwarded traffic",
        "P3",
        [](World& w) { w.estate.FindPeering(w.spoke2, w.hub)->allowForwardedTraffic = false; },
        "10.0.0.77",
        "10.2.0.4",
        "nic 3"),
    From(
        World::NVA,
        "the flag holds for IPv6 as well",
        "P3",
        [](World& w) { w.estate.FindPeering(w.spoke2, w.hub)->allowForwardedTraffic = false; },
        "2001:db8:1::4",
        "2001:db8:2::4",
        "azure-forwarded-traffic-blocked"),
    From(
        World::NVA,
        "an appliance whose own subnet sends the destination back to it gets it back",
        "R16",
        [](World& w) {
            w.Route(Via("10.2.0.0/16", "10.0.0.4"));
            w.estate.subnets[0].routeTable = w.table;
        },
        "10.1.0.4",
        "10.2.0.4",
        "nic 0"),
};

V6LAB_SUITE("v6lab-azure-decision-peering", ROWS);

} // namespace
