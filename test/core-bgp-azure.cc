// SPDX-License-Identifier: GPL-2.0-only
// Gateways, MSEEs and routers on premises against tables that Azure printed.
#include "test/support/bgp-lab.h"

#include <algorithm>

using namespace ns3::v6lab;
using namespace ns3::v6lab::bgp;
using test::BgpAddr;
using test::BgpNet;
using test::Net;
using test::Row;
using test::Verdict;

namespace
{

constexpr uint32_t GATEWAY_AS = 65515;
constexpr uint32_t MSEE_AS = 12076;
constexpr uint32_t PROVIDER_AS = 64512;
constexpr uint32_t BRANCH_AS = 65002;

std::string
Text(const GatewayRoute& row)
{
    return row.network + " " + (row.nextHop.empty() ? "-" : row.nextHop) + " " + row.origin + " " +
           row.sourcePeer + " " + (row.asPath.empty() ? "-" : row.asPath) + " " +
           std::to_string(row.weight);
}

void
ExpectRoutes(Verdict& v, const Speaker& speaker, std::vector<std::string> expected)
{
    std::vector<std::string> rows;
    for (const auto& row : LearnedRoutes(speaker))
    {
        rows.push_back(Text(row));
    }
    std::sort(rows.begin(), rows.end());
    std::sort(expected.begin(), expected.end());
    for (size_t i = 0; i < std::max(rows.size(), expected.size()); ++i)
    {
        v.Equal(i < rows.size() ? rows[i] : "no row",
                i < expected.size() ? expected[i] : "no row",
                "row " + std::to_string(i));
    }
}

/** A hub with two VPN gateway instances and two ExpressRoute ones, of which .13 is looked at. */
struct Coexistence
{
    Coexistence()
    {
        vpn14 = net.Add(GATEWAY_AS, "10.11.16.14");
        vpn15 = net.Add(GATEWAY_AS, "10.11.16.15");
        er12 = net.Add(GATEWAY_AS, "10.11.16.12");
        er13 = net.Add(GATEWAY_AS, "10.11.16.13");
        branch = net.Add(BRANCH_AS, "192.168.20.20");
        for (const size_t gateway : {vpn14, vpn15, er12, er13})
        {
            for (const char* prefix : {"10.11.0.0/20", "10.11.16.0/20", "10.1.0.0/20"})
            {
                net.AddNetwork(gateway, prefix);
            }
        }
        net.AddNetwork(vpn14, "192.168.20.20/32"); // the peer at the end of the tunnel
        net.AddNetwork(vpn15, "192.168.20.20/32");
        net.AddNetwork(branch, "10.20.0.0/20");
        const auto own = [](PeerSettings& peer) { peer.nextHopSelf = true; };
        net.Connect(vpn14, vpn15, own, own);
        for (const size_t vpn : {vpn14, vpn15})
        {
            for (const size_t er : {er12, er13})
            {
                net.Connect(
                    vpn,
                    er,
                    [](PeerSettings& peer) {
                        peer.nextHopSelf = true;
                        peer.weight = EXPRESSROUTE_WEIGHT;
                        peer.exportFilter.rules = {{Net("192.168.20.20/32"), 32, 32, false}};
                    },
                    [](PeerSettings& peer) {
                        peer.nextHopSelf = true;
                        peer.exportLearned = false;
                    });
            }
        }
        const auto prepended = [](uint32_t times) {
            return [times](PeerSettings& peer) { peer.prepend = times; };
        };
        net.Connect(branch, vpn14, prepended(5));
        net.Connect(branch, vpn15, prepended(6));
        net.StartAll();
        net.Run(30);
    }

    BgpNet net;
    size_t vpn14;
    size_t vpn15;
    size_t er12;
    size_t er13;
    size_t branch;
};

const std::string SIX = "65002-65002-65002-65002-65002-65002";

void
VpnTables(Verdict& v)
{
    Coexistence hub;
    ExpectRoutes(v,
                 hub.net.At(hub.vpn14),
                 {"10.11.0.0/20 - Network 10.11.16.14 - 32768",
                  "10.11.0.0/20 10.11.16.12 IBgp 10.11.16.12 - 32769",
                  "10.11.0.0/20 10.11.16.13 IBgp 10.11.16.13 - 32769",
                  "10.11.16.0/20 - Network 10.11.16.14 - 32768",
                  "10.11.16.0/20 10.11.16.12 IBgp 10.11.16.12 - 32769",
                  "10.11.16.0/20 10.11.16.13 IBgp 10.11.16.13 - 32769",
                  "10.1.0.0/20 - Network 10.11.16.14 - 32768",
                  "10.1.0.0/20 10.11.16.12 IBgp 10.11.16.12 - 32769",
                  "10.1.0.0/20 10.11.16.13 IBgp 10.11.16.13 - 32769",
                  "10.20.0.0/20 192.168.20.20 EBgp 192.168.20.20 " + SIX + " 32768",
                  "192.168.20.20/32 - Network 10.11.16.14 - 32768",
                  "192.168.20.20/32 10.11.16.15 IBgp 10.11.16.15 - 32768"});
    ExpectRoutes(v,
                 hub.net.At(hub.vpn15),
                 {"10.11.0.0/20 - Network 10.11.16.15 - 32768",
                  "10.11.0.0/20 10.11.16.12 IBgp 10.11.16.12 - 32769",
                  "10.11.0.0/20 10.11.16.13 IBgp 10.11.16.13 - 32769",
                  "10.11.16.0/20 - Network 10.11.16.15 - 32768",
                  "10.11.16.0/20 10.11.16.12 IBgp 10.11.16.12 - 32769",
                  "10.11.16.0/20 10.11.16.13 IBgp 10.11.16.13 - 32769",
                  "10.1.0.0/20 - Network 10.11.16.15 - 32768",
                  "10.1.0.0/20 10.11.16.12 IBgp 10.11.16.12 - 32769",
                  "10.1.0.0/20 10.11.16.13 IBgp 10.11.16.13 - 32769",
                  "10.20.0.0/20 192.168.20.20 EBgp 192.168.20.20 65002-" + SIX + " 32768",
                  "10.20.0.0/20 10.11.16.14 IBgp 10.11.16.14 " + SIX + " 32768",
                  "192.168.20.20/32 - Network 10.11.16.15 - 32768",
                  "192.168.20.20/32 10.11.16.14 IBgp 10.11.16.14 - 32768"});
}

/** Only that of 10.11.16.14, for the other's best way is the internal one. */
void
ExpressRouteTable(Verdict& v)
{
    Coexistence hub;
    ExpectRoutes(v,
                 hub.net.At(hub.er13),
                 {"10.11.0.0/20 - Network 10.11.16.13 - 32768",
                  "10.11.16.0/20 - Network 10.11.16.13 - 32768",
                  "10.1.0.0/20 - Network 10.11.16.13 - 32768",
                  "10.20.0.0/20 10.11.16.14 IBgp 10.11.16.14 " + SIX + " 32768"});
}

std::string
Status(const GatewayPeerStatus& row)
{
    return row.neighbor + " " + std::to_string(row.asn) + " " + row.localAddress + " " +
           std::to_string(row.routesReceived) + " " + row.state;
}

void
PeerTable(Verdict& v)
{
    Coexistence hub;
    const auto expect = [&](size_t speaker, std::vector<std::string> expected) {
        std::vector<std::string> rows;
        for (const auto& row : PeerStatuses(hub.net.At(speaker), hub.net.Now()))
        {
            rows.push_back(Status(row));
        }
        std::sort(rows.begin(), rows.end());
        std::sort(expected.begin(), expected.end());
        v.Equal(rows.size(), expected.size(), "rows");
        for (size_t i = 0; i < std::min(rows.size(), expected.size()); ++i)
        {
            v.Equal(rows[i], expected[i], "peer");
        }
    };
    expect(hub.vpn15,
           {"192.168.20.20 65002 10.11.16.15 1 Connected",
            "10.11.16.14 65515 10.11.16.15 2 Connected",
            "10.11.16.13 65515 10.11.16.15 3 Connected",
            "10.11.16.12 65515 10.11.16.15 3 Connected"});
    expect(hub.vpn14,
           {"192.168.20.20 65002 10.11.16.14 1 Connected",
            "10.11.16.15 65515 10.11.16.14 1 Connected",
            "10.11.16.13 65515 10.11.16.14 3 Connected",
            "10.11.16.12 65515 10.11.16.14 3 Connected"});
    expect(
        hub.er13,
        {"10.11.16.14 65515 10.11.16.13 1 Connected", "10.11.16.15 65515 10.11.16.13 0 Connected"});
}

/** Two circuits' ends: gateway, primary and secondary MSEE, provider; another gateway far off. */
struct Circuit
{
    Circuit()
    {
        gateway = net.Add(GATEWAY_AS, "10.20.16.13", 4);
        msee[0] = net.Add(MSEE_AS, "10.20.16.4", 4);
        msee[1] = net.Add(MSEE_AS, "10.20.16.5", 4);
        provider = net.Add(PROVIDER_AS, "172.16.0.18", 4);
        farMsee = net.Add(MSEE_AS, "172.16.0.2", 4);
        farGateway = net.Add(GATEWAY_AS, "10.11.16.12", 4);
        for (const char* prefix : {"10.20.0.0/20", "10.20.16.0/20"})
        {
            net.AddNetwork(gateway, prefix);
        }
        net.AddNetwork(farGateway, "10.11.0.0/20");
        net.AddNetwork(farGateway, "fd00:db8:1::/56");
        net.AddNetwork(provider, "172.16.0.0/30");
        const auto toCustomer = [](PeerSettings& peer) {
            peer.removePrivateAs = true;
            peer.allowOwnAs = 1;
        };
        const auto fromMsee = [](PeerSettings& peer) { peer.weight = EXPRESSROUTE_WEIGHT; };
        for (int i = 0; i < 2; ++i)
        {
            toGateway[i] = net.Connect(msee[i], gateway, {}, fromMsee);
            toProvider[i] = net.Connect(msee[i], provider, toCustomer);
        }
        net.Connect(farMsee, provider, toCustomer);
        net.Connect(farMsee, farGateway, {}, fromMsee);
        net.StartAll();
        net.Run(30);
    }

    BgpNet net;
    size_t gateway;
    size_t msee[2];
    size_t toGateway[2];
    size_t toProvider[2];
    size_t provider;
    size_t farMsee;
    size_t farGateway;
};

void
CircuitTables(Verdict& v)
{
    Circuit circuit;
    ExpectRoutes(v,
                 circuit.net.At(circuit.gateway),
                 {"10.20.0.0/20 - Network 10.20.16.13 - 32768",
                  "10.20.16.0/20 - Network 10.20.16.13 - 32768",
                  "172.16.0.0/30 10.20.16.4 EBgp 10.20.16.4 12076-64512 32769",
                  "172.16.0.0/30 10.20.16.5 EBgp 10.20.16.5 12076-64512 32769",
                  "10.11.0.0/20 10.20.16.4 EBgp 10.20.16.4 12076-64512-12076 32769",
                  "10.11.0.0/20 10.20.16.5 EBgp 10.20.16.5 12076-64512-12076 32769",
                  "fd00:db8:1::/56 2001:db8:ffff::a14:1004 EBgp 10.20.16.4 12076-64512-12076 32769",
                  "fd00:db8:1::/56 2001:db8:ffff::a14:1005 EBgp 10.20.16.5 12076-64512-12076 "
                  "32769"});
    const auto* entry = circuit.net.At(circuit.gateway).GetRib().Find(Net("10.11.0.0/20"));
    v.Equal(entry->selected.size(), size_t{2}, "equal paths, one per MSEE");
    v.Equal(circuit.net.Best(circuit.provider, "10.20.0.0/20"),
            "12076 via 10.20.16.4",
            "the customer does not see 65515");
    v.Equal(circuit.net.Best(circuit.msee[0], "10.11.0.0/20"),
            "64512-12076 via 172.16.0.18",
            "an MSEE takes a path with its own AS");
}

/** Cutting the primary link: until the hold time is over both paths are in use. */
void
PrimaryFails(Verdict& v)
{
    Circuit circuit;
    auto& gateway = circuit.net.At(circuit.gateway);
    const auto nextHops = [&] {
        std::string text;
        for (const auto& path : gateway.GetRib().Find(Net("10.11.0.0/20"))->selected)
        {
            text += path.nextHop.ToString() + " ";
        }
        return text;
    };
    circuit.net.LinkAt(circuit.toGateway[0]).cut = true;
    gateway.TakeChanges();
    const int64_t cutNs = circuit.net.Now();
    circuit.net.Run(110); // the last word was a keepalive at most 60 s ago
    v.Equal(nextHops(), "10.20.16.4 10.20.16.5 ", "before the hold time");
    circuit.net.Run(75);
    v.Equal(nextHops(), "10.20.16.5 ", "after it");
    v.Equal(gateway.TakeChanges().size(), size_t{3}, "what the forwarding plane has to learn");
    v.True(!circuit.net.downs.empty() &&
               circuit.net.downs[0].what.cause == DownCause::HoldTimerExpired,
           "by the hold timer");
    const double after =
        static_cast<double>(circuit.net.downs[0].atNs - cutNs) / static_cast<double>(SECOND_NS);
    v.True(after > 110 && after <= 180, "found out in time: " + std::to_string(after));
    circuit.net.LinkAt(circuit.toGateway[0]).cut = false;
    circuit.net.LinkAt(circuit.toGateway[0]).open = false;
    const uint64_t updates = circuit.net.updates;
    circuit.net.Run(300);
    v.Equal(nextHops(), "10.20.16.4 10.20.16.5 ", "and back");
    v.True(circuit.net.updates - updates < 50, "and then there is silence");
    v.True(gateway.GetRib().Find(Net("10.20.0.0/20"))->selected.front().IsOwn(),
           "a gateway does not follow the echo of its own networks");
}

/** BFD, or whoever sees the failure, need not wait for it. */
void
Bfd(Verdict& v)
{
    Circuit circuit;
    auto& gateway = circuit.net.At(circuit.gateway);
    auto& link = circuit.net.LinkAt(circuit.toGateway[0]);
    link.cut = true;
    gateway.Reset(link.peer[1], subcode::BFD_DOWN, circuit.net.Now());
    circuit.net.Drain(circuit.gateway);
    v.Equal(gateway.GetRib().Find(Net("10.11.0.0/20"))->selected.size(), size_t{1}, "at once");
    v.Equal(ToText(circuit.net.downs.at(0).what.error), "Cease: BFD Down (6/10)", "cause");
}

void
RouteLimit(Verdict& v)
{
    BgpNet net;
    const size_t router = net.Add(PROVIDER_AS, "172.16.0.1");
    const size_t msee = net.Add(MSEE_AS, "172.16.0.2");
    for (uint32_t i = 0; i < 4000; ++i)
    {
        net.At(router).AddNetwork(Prefix(IpAddress::V4(0x0a000000 + (i << 8)), 24), 0);
    }
    const size_t link = net.Connect(router, msee, {}, [](PeerSettings& peer) {
        peer.maxPrefixesV4 = 4000;
        peer.maxPrefixesV6 = 100;
    });
    net.StartAll();
    net.Run(5);
    v.Equal(net.At(msee).GetRoutesReceived(0), size_t{4000}, "as many as allowed");
    v.Equal(net.At(msee).GetRib().GetEntries().size(), size_t{4000}, "routes");
    net.AddNetwork(router, "192.168.0.0/24");
    net.Run(5);
    v.Equal(net.At(msee).GetRib().GetEntries().size(), size_t{0}, "routes after one more");
    v.Equal(net.downs.size(), size_t{2}, "both ends see it");
    v.Equal(ToText(net.downs[1].what.error),
            "Cease: Maximum Number of Prefixes Reached (6/1)",
            "the router hears why");
    net.Run(600);
    v.Equal(std::string(ToWord(net.SessionOf(link, 1).GetState())), "Idle", "until it is started");
    v.Equal(PeerStatuses(net.At(msee), net.Now())[0].state, "Stopped", "state");
    net.RemoveNetwork(router, "192.168.0.0/24");
    net.At(msee).Start(0, net.Now());
    net.Run(200);
    v.Equal(net.At(msee).GetRoutesReceived(0), size_t{4000}, "started again");
}

void
StatusWords(Verdict& v)
{
    BgpNet net;
    const size_t a = net.Add(65010, "10.0.0.1");
    const size_t b = net.Add(65020, "10.0.0.2");
    net.Connect(a, b);
    const auto status = [&] { return PeerStatuses(net.At(a), net.Now()).at(0); };
    v.Equal(status().state, "Unknown", "never started");
    v.Equal(status().connectedDuration, "", "no duration");
    net.At(a).Start(0, 0);
    v.Equal(status().state, "Connecting", "before the peer answers");
    net.StartAll();
    net.Drain(a);
    net.Run(1);
    v.Equal(status().state, "Connected", "then");
    v.Equal(status().messagesSent, 2u, "OPEN and KEEPALIVE");
    v.Equal(status().messagesReceived, 2u, "and theirs");
    net.AddNetwork(b, "10.2.0.0/16");
    const int64_t sinceNs = net.SessionOf(0, 0).GetUpSinceNs();
    const auto at = [&](int64_t ns) {
        return PeerStatuses(net.At(a), sinceNs + ns)[0].connectedDuration;
    };
    v.Equal(at(6'191'400'466'100), "01:43:11.4004661", "as Azure prints it");
    v.Equal(at((86400 + 2 * 3600 + 3 * 60 + 4) * SECOND_NS), "1.02:03:04.0000000", "with days");
    net.Run(1);
    v.Equal(status().routesReceived, 1u, "routes");
    v.Equal(status().messagesReceived, 3u, "and an UPDATE");
    net.At(a).Stop(0, net.Now());
    v.Equal(status().state, "Stopped", "stopped");
    v.Equal(status().routesReceived, 0u, "and forgotten");
}

void
AdvertisedView(Verdict& v)
{
    Circuit circuit;
    std::string text;
    const auto& link = circuit.net.LinkAt(circuit.toGateway[0]);
    for (const auto& row : AdvertisedRoutes(circuit.net.At(circuit.gateway), link.peer[1]))
    {
        text += row.network + " " + row.nextHop + " " + row.origin + " " + row.asPath + " " +
                std::to_string(row.weight) + " " + row.localAddress + "; ";
    }
    v.Equal(text,
            "10.20.0.0/20 10.20.16.13 Igp 65515 0 10.20.16.13; "
            "10.20.16.0/20 10.20.16.13 Igp 65515 0 10.20.16.13; ",
            "own networks, and nothing of what the MSEEs said");
}

const std::vector<Row> ROWS{
    {"both instances of an active-active VPN gateway beside an ExpressRoute gateway learn what "
     "Azure printed, weights, prepended paths and split horizon included",
     "R7, D2, RFC 4271 9.1.2.2, 9.2.1",
     VpnTables},
    {"the ExpressRoute gateway beside it learns the branch from one instance only",
     "R7, RFC 4271 9.2.1",
     ExpressRouteTable},
    {"peers, their AS, our address and the routes received are what Azure printed",
     "R7",
     PeerTable},
    {"a circuit: one row per MSEE, both in use, paths through 12076 twice, 65515 hidden from the "
     "customer, IPv6 with IPv6 next hops",
     "R7, G3, RFC 4271 5.1.2, 5.1.3",
     CircuitTables},
    {"a primary link that swallows everything is found out by the hold time, then the secondary "
     "carries all; it comes back by itself",
     "R7, RFC 4271 4.4, 6.5",
     PrimaryFails},
    {"a failure that BFD sees ends the session at once", "RFC 9384 3", Bfd},
    {"route 4,001 ends the session with Cease and takes all routes along",
     "G2, RFC 4271 6.7, RFC 4486 4",
     RouteLimit},
    {"states, durations and counts in Azure's words", "R7", StatusWords},
    {"advertised routes have our AS in front and us as next hop",
     "R7, RFC 4271 5.1.3",
     AdvertisedView},
};

V6LAB_SUITE("v6lab-core-bgp-azure", ROWS);

} // namespace
