// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/azure-world.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using azure::NextHopType;
using azure::PeeringState;

namespace
{

const std::vector<Row> ROWS{
    From(World::APP,
         "a user route to an appliance in a peered network delivers to the appliance",
         "R14, P5",
         With(Via("10.2.0.0/16", "10.0.0.4")),
         "10.1.0.4",
         "10.2.0.4",
         "nic 0"),
    From(World::APP,
         "and in IPv6",
         "R14, R13",
         With(Via("2001:db8:2::/48", "2001:db8::4")),
         "2001:db8:1::4",
         "2001:db8:2::4",
         "nic 0"),
    From(World::APP,
         "an appliance address that nobody has is unreachable",
         "R14",
         With(Via("10.2.0.0/16", "10.0.0.99")),
         "10.1.0.4",
         "10.2.0.4",
         "azure-next-hop-unreachable"),
    From(World::APP,
         "an appliance two peerings away is unreachable",
         "R14",
         With(Via("0.0.0.0/0", "10.2.0.4")),
         "10.1.0.4",
         "198.51.100.7",
         "azure-next-hop-unreachable"),
    From(
        World::APP,
        "an appliance behind a peering that is not Connected is unreachable",
        "R14, P1",
        [](World& w) {
            w.Route(Via("10.2.0.0/16", "10.0.0.4"));
            w.estate.FindPeering(w.hub, w.spoke1)->state = PeeringState::Disconnected;
        },
        "10.1.0.4",
        "10.2.0.4",
        "azure-next-hop-unreachable"),
    From(World::APP,
         "an appliance of the other IP version is unreachable",
         "R13",
         With(Via("2001:db8:2::/48", "10.0.0.4")),
         "2001:db8:1::4",
         "2001:db8:2::4",
         "azure-next-hop-unreachable"),
    From(
        World::APP,
        "an appliance without IP forwarding gets nothing that is not its own",
        "R15",
        [](World& w) {
            w.Route(Via("10.2.0.0/16", "10.0.0.4"));
            w.estate.nics[World::NVA].ipForwarding = false;
        },
        "10.1.0.4",
        "10.2.0.4",
        "azure-destination-not-owned"),
    From(
        World::APP,
        "what is addressed to the appliance itself it gets even so",
        "R15",
        [](World& w) {
            w.Route(Via("10.0.0.0/16", "10.0.0.4"));
            w.estate.nics[World::NVA].ipForwarding = false;
        },
        "10.1.0.4",
        "10.0.0.4",
        "nic 0"),
    From(World::APP,
         "a NIC without IP forwarding sends only from its own addresses",
         "R15",
         AsIs,
         "10.1.0.9",
         "10.0.0.4",
         "azure-source-not-owned"),
    From(World::APP,
         "a user route to None drops",
         "R12, R14",
         With(To("10.0.0.0/16", NextHopType::None)),
         "10.1.0.4",
         "10.0.0.4",
         "azure-user-none-route"),
    From(World::APP,
         "a user route to None in IPv6 drops",
         "R12",
         With(To("::/0", NextHopType::None)),
         "2001:db8:1::4",
         "2001:db8:99::7",
         "azure-user-none-route"),
    From(
        World::APP,
        "a more specific VnetLocal user route keeps traffic of the subnet from the appliance",
        "R11, R12",
        [](World& w) {
            w.Route(Via("10.1.0.0/16", "10.0.0.4"));
            w.Route(To("10.1.0.0/24", NextHopType::VnetLocal));
        },
        "10.1.0.4",
        "10.1.0.5",
        "nic 2"),
    From(World::APP,
         "without it even neighbours talk through the appliance",
         "R11",
         With(Via("10.1.0.0/16", "10.0.0.4")),
         "10.1.0.4",
         "10.1.0.5",
         "nic 0"),
    From(World::APP,
         "a VnetLocal user route for a peer's prefix finds nobody here",
         "R12",
         With(To("10.0.0.0/16", NextHopType::VnetLocal)),
         "10.1.0.4",
         "10.0.0.4",
         "azure-no-such-address"),
    From(
        World::APP,
        "an Internet user route below a None user route opens a hole",
        "R11, R12",
        [](World& w) {
            w.Route(To("0.0.0.0/0", NextHopType::None));
            w.Route(To("198.51.100.0/24", NextHopType::Internet));
        },
        "10.1.0.4",
        "198.51.100.7",
        "internet 0 from 192.0.2.10"),
    From(
        World::APP,
        "an IPv6 Internet user route works the same way",
        "R5, R12",
        [](World& w) {
            w.Route(To("::/0", NextHopType::None));
            w.Route(To("2001:db8:99::/48", NextHopType::Internet));
        },
        "2001:db8:1::4",
        "2001:db8:99::7",
        "internet 0"),
    From(World::APP,
         "with 0.0.0.0/0 to an appliance, private addresses go there too, not to None",
         "R4",
         With(Via("0.0.0.0/0", "10.0.0.4")),
         "10.1.0.4",
         "10.9.9.9",
         "nic 0"),
    From(World::APP,
         "a route to a gateway that does not exist drops",
         "R12",
         With(To("10.9.0.0/16", NextHopType::VirtualNetworkGateway)),
         "10.1.0.4",
         "10.9.9.9",
         "azure-no-gateway"),
    From(World::APP,
         "whom the user sends to the Internet is told of the Internet, not of peerings",
         "R11, RFC 1918 3",
         With(To("10.2.0.0/16", NextHopType::Internet)),
         "10.1.0.4",
         "10.2.0.4",
         "internet-private-address"),
    From(World::APP2,
         "also where it has no way out to the Internet",
         "R11, R20",
         With(To("2001:db8:2::/48", NextHopType::Internet)),
         "2001:db8:1::5",
         "2001:db8:2::4",
         "azure-no-outbound-method"),
    From(
        World::APP,
        "a longer prefix learned by BGP does not hijack a peer",
        "R11a",
        [](World& w) { w.estate.vnets[w.spoke1].gatewayRoutes = {Learned("10.0.0.0/25")}; },
        "10.1.0.4",
        "10.0.0.4",
        "nic 0"),
    From(World::APP,
         "a longer user route does win over a peer",
         "R11a",
         With(To("10.0.0.0/25", NextHopType::None)),
         "10.1.0.4",
         "10.0.0.4",
         "azure-user-none-route"),
};

V6LAB_SUITE("v6lab-azure-decision-routes", ROWS);

} // namespace
