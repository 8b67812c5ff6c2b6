// SPDX-License-Identifier: GPL-2.0-only
// Gateways and Microsoft edges that learn by BGP: what they tell, and what becomes of a cut link.
#include "test/support/gateway-watch.h"

#include <cmath>

namespace ns3::v6lab::test
{

namespace
{

constexpr double CUT = 20;   //!< s
constexpr double HEAL = 50;  //!< s
constexpr double HOLD = 9;   //!< s
constexpr double ALIVE = 3;  //!< s
constexpr double QUIET = 10; //!< s, from the loss of a session to its next start

const std::string SITE = "172.16.0.0/16";
const std::string SITE6 = "2001:db8:aa::/48";

/** A circuit, both of whose links end at one router. */
Topology
OneRouter(bool bfd = false)
{
    Topology t = CircuitSite();
    t.nodes.erase(t.nodes.begin() + 1);
    t.expressRouteCircuits[0].secondaryRouter = "edge1";
    auto& bgp = *t.nodes[0].bgp;
    bgp.holdTime = "9s";
    bgp.keepalive = "3s";
    bgp.bfd = bfd;
    return t;
}

Topology
Cut(Topology t, const std::string& to = "", bool silent = true)
{
    t.expressRouteCircuits[0].primaryOutages = {{"20s", to, silent}};
    return t;
}

/** A circuit and a tunnel to the same prefix, which end at different routers of the site. */
Topology
Both()
{
    Topology t = OneRouter();
    const Topology vpn = VpnByBgp();
    t.virtualNetworkGateways.push_back(vpn.virtualNetworkGateways[0]);
    t.publicIPAddresses = vpn.publicIPAddresses;
    t.localNetworkGateways = vpn.localNetworkGateways;
    t.connections.push_back(vpn.connections[0]);
    auto device = vpn.nodes[0];
    device.interfaces[0].addresses = {"172.16.0.3/24", "2001:db8:aa::3/64"};
    t.nodes.push_back(device);
    t.expressRouteCircuits[0].primaryOutages = {{"20s", "50s", false}};
    t.expressRouteCircuits[0].secondaryOutages = {{"20s", "50s", false}};
    return t;
}

bool
Between(double at, double from, double to)
{
    return at >= from && at <= to;
}

void
Learns(Verdict& v)
{
    GatewayWatch watch(CircuitSite(), "vm1", "pc");
    std::string before;
    watch.At(0, [&] { before = watch.Rows("vm1", SITE); });
    watch.Run(8);
    v.Equal(watch.faults, "", "faults");
    v.Equal(before, "", "before the sessions are up");
    for (const auto& prefix : {SITE, SITE6})
    {
        v.Equal(watch.Rows("vm1", prefix), "Active 192.168.10.2; Active 192.168.10.6; ", prefix);
    }
    v.Equal(watch.Learned("erg", SITE),
            "10.0.255.5 EBgp 10.0.255.5 12076-65001 32769; "
            "10.0.255.6 EBgp 10.0.255.6 12076-65001 32769; ",
            "as Azure shows it");
    v.Equal(watch.Learned("erg", SITE6),
            "2001:db8:a0:ff::5 EBgp 10.0.255.5 12076-65001 32769; "
            "2001:db8:a0:ff::6 EBgp 10.0.255.6 12076-65001 32769; ",
            "next hops of IPv6 are the peers' own");
    v.Equal(watch.Learned("erg", "10.1.0.0/16"), "- Network 10.0.255.4 - 32768; ", "own");
    v.Equal(watch.Lost().second, size_t{0}, "lost pings");
}

void
Tells(Verdict& v)
{
    Topology t = CircuitSite();
    t.virtualNetworks[1].virtualNetworkPeerings[0].useRemoteGateways = false;
    GatewayWatch watch(t, "pc", "vm1");
    watch.Run(8);
    for (const std::string prefix : {"10.0.0.0/16", "10.1.0.0/16"})
    {
        v.Equal(watch.Learned("edge1", prefix),
                "192.168.10.2 EBgp 192.168.10.2 12076 0; ",
                prefix + " in one piece");
    }
    v.Equal(watch.Learned("edge1", "2001:db8:a1::/48"),
            "2001:db8:ee::2 EBgp 192.168.10.2 12076 0; ",
            "IPv6 with the /126's next hop");
    v.Equal(watch.Learned("edge1", "10.2.0.0/16"), "", "a spoke that does not use the gateway");
}

void
PeerStates(Verdict& v)
{
    GatewayWatch watch(CircuitSite(), "vm1", "pc");
    watch.Run(8);
    std::string text;
    for (const std::string node : {"er-primary", "erg"})
    {
        for (const auto& row : bgp::PeerStatuses(*watch.Router(node)->GetSpeaker(),
                                                 Simulator::Now().GetNanoSeconds()))
        {
            text += node + " " + row.neighbor + " " + std::to_string(row.asn) + " " + row.state +
                    " " + std::to_string(row.routesReceived) + "; ";
        }
    }
    v.Equal(text,
            "er-primary 192.168.10.1 65001 Connected 2; er-primary 10.0.255.4 65515 Connected 6; "
            "erg 10.0.255.5 12076 Connected 2; erg 10.0.255.6 12076 Connected 2; ",
            "list-bgp-peer-status");
}

/** Pings of ten a second from before the cut until after the outage. */
void
ByHoldTime(Verdict& v)
{
    GatewayWatch watch(Cut(OneRouter(), "50s"), "pc", "vm1", "v4", 15, 550);
    std::string blind;
    std::string seen;
    watch.At(CUT + HOLD - ALIVE - 0.1, [&] { blind = watch.Rows("vm1", SITE); });
    watch.At(CUT + HOLD + 0.1, [&] { seen = watch.Rows("vm1", SITE); });
    watch.Run(72);
    v.Equal(watch.faults, "", "faults");
    v.Equal(blind, "Active 192.168.10.2; Active 192.168.10.6; ", "until the hold time is over");
    v.Equal(seen, "Active 192.168.10.6; ", "after it");
    double last = 0;
    for (const std::string node : {"er-primary", "edge1"})
    {
        const auto loss = watch.Loss(node);
        v.Equal(loss.second, "hold-timer-expired", node);
        v.True(Between(loss.first, CUT + HOLD - ALIVE, CUT + HOLD),
               node + " noticed at " + std::to_string(loss.first));
        last = std::max(last, loss.first);
    }
    v.True(watch.Lost().second > 50, "pings are lost until then");
    v.True(Between(watch.Lost().first, CUT, last + 0.01),
           "the last one lost was sent at " + std::to_string(watch.Lost().first));
    v.Equal(watch.Rows("vm1", SITE), "Active 192.168.10.2; Active 192.168.10.6; ", "and back");
    v.True(watch.Learned("edge1", "10.1.0.0/16").find("192.168.10.2 EBgp") != std::string::npos,
           "at the customer too");
}

void
ByBfd(Verdict& v)
{
    GatewayWatch watch(Cut(OneRouter(true)), "pc", "vm1", "v6", 15, 100);
    watch.Run(27);
    v.Equal(watch.Loss("edge1").second, "bfd-down", "cause");
    for (const std::string node : {"er-primary", "edge1"})
    {
        // The last packet left up to one interval of 300 ms before, and took 2 ms.
        v.True(Between(watch.Loss(node).first, CUT + 0.6, CUT + 0.903),
               node + " noticed at " + std::to_string(watch.Loss(node).first));
    }
    v.True(Between(watch.Lost().first, CUT, CUT + 0.92) && watch.Lost().second >= 4,
           "the last one lost was sent at " + std::to_string(watch.Lost().first));
    v.Equal(watch.Rows("vm1", SITE6), "Active 192.168.10.6; ", "after");
    v.True(watch.Loss("erg").first < 0, "the gateway keeps its sessions");
}

void
ByCarrier(Verdict& v)
{
    GatewayWatch watch(Cut(OneRouter(), "", false), "pc", "vm1", "v4", 15, 100);
    watch.Run(27);
    v.True(std::abs(watch.Loss("er-primary").first - CUT) < 1e-9, "at once");
    v.True(Between(watch.Lost().first, -1, CUT), "nothing is lost that was sent later");
    v.Equal(watch.Rows("vm1", SITE), "Active 192.168.10.6; ", "after");
}

/** Two routers, and a session within the site over which the second stands in for the first. */
void
ByTheOtherRouter(Verdict& v)
{
    Topology t = Cut(CircuitSite(), "", false);
    t.nodes[0].bgp->neighbors = {{"edge2"}};
    t.nodes[1].bgp->neighbors = {{"edge1"}};
    GatewayWatch watch(t, "pc", "vm1", "v4", 25, 5);
    watch.Run(30);
    v.Equal(watch.faults, "", "faults");
    v.Equal(watch.Lost().second, size_t{0}, "lost pings");
    v.Equal(watch.walks.begin()->second,
            "pc send; edge1 forward; edge2 forward; er-secondary forward; erg forward; "
            "vm1 deliver; ",
            "the way");
}

void
ByTunnel(Verdict& v)
{
    for (const std::string family : {"v4", "v6"})
    {
        GatewayWatch watch(VpnByBgp(), "vm1", "pc", family);
        watch.Run(8);
        v.Equal(watch.faults, "", "faults");
        v.Equal(watch.walks.begin()->second,
                "vm1 send; vpn encapsulate; device decapsulate; device forward; pc deliver; ",
                "there, " + family);
        v.Equal(watch.Lost().second, size_t{0}, "lost pings");
        v.Equal(watch.Learned("vpn", SITE), "10.99.0.1 EBgp 10.99.0.1 65001 32768; ", "at Azure");
        v.Equal(watch.Learned("device", "10.1.0.0/16"),
                "10.0.255.4 EBgp 10.0.255.4 65515 0; ",
                "at the site");
    }
}

/** A device that knows the gateway's instances by their addresses alone. */
void
ByAddress(Verdict& v)
{
    for (const size_t instances : {size_t{1}, size_t{2}})
    {
        Topology t = VpnByBgp(instances);
        const auto tunnel = t.nodes[0].tunnels[0];
        t.nodes[0].tunnels.clear();
        for (const auto& own : t.publicIPAddresses)
        {
            t.nodes[0].tunnels.push_back(tunnel);
            t.nodes[0].tunnels.back().name += own.ipAddress;
            t.nodes[0].tunnels.back().remote = own.ipAddress;
        }
        GatewayWatch watch(t, "vm1", "pc", "v4");
        watch.Run(8);
        v.Equal(t.nodes[0].tunnels.size(), instances, "tunnels");
        v.Equal(watch.faults, "", "faults");
        v.Equal(watch.Lost().second, size_t{0}, "lost pings");
        const std::string speaker = instances == 1 ? "vpn" : "vpn-1";
        v.Equal(watch.Learned(speaker, SITE), "10.99.0.1 EBgp 10.99.0.1 65001 32768; ", speaker);
        v.True(!watch.Learned("device", "10.1.0.0/16").empty(), "learned at the site");
    }
}

void
ActiveActive(Verdict& v)
{
    GatewayWatch watch(VpnByBgp(2), "vm1", "pc", "v4", 5, 20);
    std::string after;
    watch.At(8, [&] { watch.Router("vpn-0")->StopNeighbor(0); });
    watch.At(9, [&] { after = watch.Rows("vm1", SITE); });
    std::string before;
    watch.At(7.9, [&] { before = watch.Rows("vm1", SITE); });
    watch.Run(10);
    v.Equal(before, "Active 10.0.255.4; Active 10.0.255.5; ", "both instances");
    v.Equal(after, "Active 10.0.255.5; ", "when one has lost its neighbour");
    v.Equal(watch.Lost().second, size_t{0}, "lost pings");
}

/** Two sites announce a prefix: the one with the larger weight is used, whoever was first. */
void
Weighted(Verdict& v)
{
    for (const uint32_t weight : {0u, 5u})
    {
        Topology t = VpnByBgp();
        auto site = t.localNetworkGateways[0];
        site.name = "site2";
        site.gatewayIpAddress = "198.51.100.8";
        site.bgpSettings->asn = 65002;
        site.bgpSettings->bgpPeeringAddress = "10.99.0.2";
        site.bgpSettings->peerWeight = weight;
        t.localNetworkGateways.push_back(site);
        auto connection = t.connections[0];
        connection.name = "to-site2";
        connection.localNetworkGateway2 = "site2";
        t.connections.push_back(connection);
        auto device = t.nodes[0];
        device.name = "device2";
        device.internet->addresses = {"198.51.100.8"};
        device.interfaces[0].addresses = {"172.16.0.2/24", "2001:db8:aa::2/64"};
        device.tunnels[0].addresses = {"10.99.0.2/32"};
        device.bgp->asn = 65002;
        t.nodes.push_back(device);
        GatewayWatch watch(t, "vm1", "pc");
        watch.Run(8);
        v.Equal(watch.faults, "", "faults");
        const auto known = watch.Learned("vpn", SITE);
        v.True(known.find("10.99.0.2 EBgp 10.99.0.2 65002 " + std::to_string(32768 + weight)) !=
                   std::string::npos,
               known);
        v.Equal(watch.walks.begin()->second.find("device2") != std::string::npos,
                weight != 0,
                "the second site is used: " + watch.walks.begin()->second);
    }
}

/** The gateway prefers the circuit; when it fails the tunnel is used, and no longer than that. */
void
CircuitFirst(Verdict& v)
{
    GatewayWatch watch(Both(), "vm1", "vm2");
    std::string before;
    std::string meanwhile;
    watch.At(CUT - 1, [&] { before = watch.Rows("vm1", SITE); });
    watch.At(CUT + 1, [&] { meanwhile = watch.Rows("vm1", SITE); });
    watch.Run(HEAL + QUIET + HOLD);
    v.Equal(watch.faults, "", "faults");
    v.Equal(before, "Active 192.168.10.2; Active 192.168.10.6; ", "before");
    v.Equal(meanwhile, "Active 10.0.255.5; ", "while both links are cut");
    v.Equal(watch.Rows("vm1", SITE), before, "after");
}

void
NotHijacked(Verdict& v)
{
    Topology t = VpnByBgp();
    t.nodes[0].bgp->networks.push_back("10.2.0.0/25");
    GatewayWatch watch(t, "vm1", "10.2.0.4");
    watch.Run(8);
    v.Equal(watch.faults, "", "faults");
    v.Equal(watch.Learned("vpn", "10.2.0.0/25"),
            "10.99.0.1 EBgp 10.99.0.1 65001 32768; ",
            "the gateway knows it");
    GatewayWatch inside(t, "vm0", "vm2");
    inside.Run(8);
    v.Equal(inside.walks.begin()->second, "vm0 send; vm2 deliver; ", "within Azure");
    GatewayWatch outside(t, "pc", "vm2");
    outside.Run(8);
    v.Equal(outside.walks.begin()->second,
            "pc send; device encapsulate; vpn decapsulate; vpn forward; vm2 deliver; ",
            "from outside");
}

void
NotPropagated(Verdict& v)
{
    Topology t = CircuitSite();
    t.routeTables = {{"none", true, {}}};
    t.virtualNetworks[0].subnets[0].routeTable = "none";
    GatewayWatch watch(t, "vm2", "pc");
    watch.Run(8);
    v.Equal(watch.Rows("vm1", SITE), "", "rows of the subnet");
    v.True(!watch.Rows("vm2", SITE).empty(), "other subnets have them");
    v.True(!watch.Learned("edge1", "10.1.0.0/16").empty(), "its network is told all the same");
}

void
Withdraws(Verdict& v)
{
    GatewayWatch watch(OneRouter(), "vm1", "pc");
    std::string gone;
    watch.At(6, [&] { watch.Router("edge1")->Withdraw(*Prefix::Parse(SITE)); });
    watch.At(7, [&] { gone = watch.Rows("vm1", SITE) + watch.Learned("erg", SITE); });
    watch.At(8, [&] { watch.Router("edge1")->Originate({*Prefix::Parse(SITE)}); });
    watch.Run(9);
    v.Equal(gone, "", "taken back");
    v.Equal(watch.Rows("vm1", SITE), "Active 192.168.10.2; Active 192.168.10.6; ", "and told");
}

/** Either instance of the gateway hears of both edges, and the network of neither twice. */
void
TwoInstances(Verdict& v)
{
    Topology t = OneRouter();
    t.virtualNetworkGateways = {Gateway("erg", "ExpressRoute", "ErGw1AZ", "hub", {"", ""})};
    GatewayWatch watch(t, "pc", "vm1");
    watch.Run(8);
    v.Equal(watch.faults, "", "faults");
    for (const std::string node : {"erg-0", "erg-1"})
    {
        v.Equal(watch.Learned(node, SITE),
                "10.0.255.6 EBgp 10.0.255.6 12076-65001 32769; "
                "10.0.255.7 EBgp 10.0.255.7 12076-65001 32769; ",
                node);
    }
    v.Equal(watch.Rows("vm1", SITE), "Active 192.168.10.2; Active 192.168.10.6; ", "rows");
    v.Equal(watch.Lost().second, size_t{0}, "lost pings");
}

/** A router that speaks no BGP learns what it did before, once and for all. */
void
WithoutBgp(Verdict& v)
{
    Topology t = OneRouter();
    t.nodes[0].bgp.reset();
    GatewayWatch watch(t, "vm1", "pc");
    watch.Run(1);
    v.True(!watch.Router("er-primary"), "no speaker at the edge");
    v.True(watch.in.fabric->GetEstate().nics.back().ipConfigurations.empty(), "nor an address");
}

const std::vector<Row> ROWS{
    {"a circuit's prefixes are learned from both edges, and are equal routes", "R7, G3", Learns},
    {"the customer learns whole networks, of the hub and of spokes that use its gateway",
     "D7, P4, G3",
     Tells},
    {"sessions have Azure's numbers", "R7", PeerStates},
    {"a silent cut of the primary link is noticed by the hold time, and healed", "R7", ByHoldTime},
    {"with BFD three intervals are enough", "R7", ByBfd},
    {"a lost carrier is noticed at once", "R7", ByCarrier},
    {"the second router stands in for the first", "R7", ByTheOtherRouter},
    {"a site and a gateway learn through their tunnel, of both families", "R7, D1", ByTunnel},
    {"a device may know its gateway by public addresses instead of its name", "R7", ByAddress},
    {"of two instances the one that loses its neighbour is left out", "R7", ActiveActive},
    {"a site's peerWeight is added to the weight of its routes, and the largest wins",
     "R7",
     Weighted},
    {"a circuit's route is preferred to a tunnel's, which stands by", "D2", CircuitFirst},
    {"a longer prefix from outside does not win against a peer's", "R11a", NotHijacked},
    {"a subnet without propagation gets no learned route, but is announced", "R17", NotPropagated},
    {"what the customer takes back and tells again leaves tables and returns", "R7", Withdraws},
    {"of two instances of a gateway both have sessions with both edges", "R7", TwoInstances},
    {"a router without bgp has no session", "R7", WithoutBgp},
};

} // namespace

V6LAB_SUITE("v6lab-azure-gateway-bgp", ROWS);

} // namespace ns3::v6lab::test
