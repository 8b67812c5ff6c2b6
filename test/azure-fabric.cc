// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/fabric-lab.h"
#include "test/support/table.h"

#include "ns3/data-rate.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <cmath>

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;

namespace
{

/** Hub with an NVA, two spokes with a machine each; spokes send to each other through the NVA. */
Topology
HubAndSpokes()
{
    Topology t;
    t.routeTables = {{"via-nva",
                      false,
                      {{"v4", "10.0.0.0/8", "VirtualAppliance", "10.0.0.4"},
                       {"v6", "fd00::/16", "VirtualAppliance", "fd00::4"}}}};
    t.virtualNetworks = {
        Network("hub", {"10.0.0.0/16", "fd00::/48"}, {Part("nva", {"10.0.0.0/24", "fd00::/64"})}),
        Network("s1",
                {"10.1.0.0/16", "fd00:1::/48"},
                {Part("app", {"10.1.0.0/24", "fd00:1::/64"}, "via-nva")}),
        Network("s2",
                {"10.2.0.0/16", "fd00:2::/48"},
                {Part("db", {"10.2.0.0/24", "fd00:2::/64"}, "via-nva")})};
    Peer(t, 0, 1);
    Peer(t, 0, 2);
    AddMachine(t, Nic("nva", "hub/nva", {"", "v6"}, "", true));
    AddMachine(t, Nic("app", "s1/app", {"", "v6"}));
    AddMachine(t, Nic("db", "s2/db", {"", "v6"}));
    return t;
}

/** Two machines in two peered networks. */
Topology
TwoPeers()
{
    Topology t;
    t.virtualNetworks = {
        Network("a", {"10.1.0.0/16", "fd00:1::/48"}, {Part("s", {"10.1.0.0/24", "fd00:1::/64"})}),
        Network("b", {"10.2.0.0/16", "fd00:2::/48"}, {Part("s", {"10.2.0.0/24", "fd00:2::/64"})})};
    Peer(t, 0, 1);
    AddMachine(t, Nic("one", "a/s", {"", "v6"}));
    AddMachine(t, Nic("two", "b/s", {"", "v6"}));
    return t;
}

/** The arrival of the first packet, in ms after it was sent. */
double
ArrivalOf(const Topology& topology, const std::string& to)
{
    FabricLab lab(topology);
    lab.Send("one", to, 7);
    lab.Run();
    return lab.times.size() < 2 ? -1 : lab.times[1];
}

const std::vector<Row> ROWS{
    {"a packet between peered networks arrives with the TTL it left with, in both families",
     "R6",
     [](Verdict& v) {
         FabricLab lab(TwoPeers());
         lab.Echo("two", 7, Family::V4);
         lab.Echo("two", 8, Family::V6);
         lab.Send("one", "10.2.0.4", 7);
         lab.Send("one", "fd00:2::4", 8, 11, 3);
         lab.Run();
         v.Equal(lab.walk,
                 "one 10.1.0.4 > 10.2.0.4 ttl 64\n"
                 "two 10.1.0.4 > 10.2.0.4 ttl 64\n"
                 "two 10.2.0.4 > 10.1.0.4 ttl 64\n"
                 "one 10.2.0.4 > 10.1.0.4 ttl 64\n"
                 "one fd00:1::4 > fd00:2::4 ttl 64\n"
                 "two fd00:1::4 > fd00:2::4 ttl 64\n"
                 "two fd00:2::4 > fd00:1::4 ttl 64\n"
                 "one fd00:2::4 > fd00:1::4 ttl 64\n",
                 "walk");
         v.Equal(lab.answers, 2, "answers");
         v.Equal(lab.badChecksums, "", "checksums");
     }},
    {"through an NVA, each way is two crossings and the guest takes one off the TTL",
     "R14, P3",
     [](Verdict& v) {
         FabricLab lab(HubAndSpokes());
         lab.Echo("db", 7, Family::V4);
         lab.Send("app", "10.2.0.4", 7);
         lab.Run();
         v.Equal(lab.walk,
                 "app 10.1.0.4 > 10.2.0.4 ttl 64\n"
                 "nva 10.1.0.4 > 10.2.0.4 ttl 64\n"
                 "nva 10.1.0.4 > 10.2.0.4 ttl 63\n"
                 "db 10.1.0.4 > 10.2.0.4 ttl 63\n"
                 "db 10.2.0.4 > 10.1.0.4 ttl 64\n"
                 "nva 10.2.0.4 > 10.1.0.4 ttl 64\n"
                 "nva 10.2.0.4 > 10.1.0.4 ttl 63\n"
                 "app 10.2.0.4 > 10.1.0.4 ttl 63\n",
                 "walk");
     }},
    {"the same in IPv6",
     "R14, P3",
     [](Verdict& v) {
         FabricLab lab(HubAndSpokes());
         lab.Echo("db", 7, Family::V6);
         lab.Send("app", "fd00:2::4", 7);
         lab.Run();
         v.Equal(lab.answers, 1, "answers");
         v.True(lab.walk.find("nva fd00:1::4 > fd00:2::4 ttl 63\n") != std::string::npos,
                "walk\n" + lab.walk);
     }},
    {"a spoke whose peering forbids forwarded traffic drops what the NVA forwards",
     "P3",
     [](Verdict& v) {
         auto topology = HubAndSpokes();
         topology.virtualNetworks[2].virtualNetworkPeerings[0].allowForwardedTraffic = false;
         FabricLab lab(topology);
         lab.Send("app", "10.2.0.4", 7);
         lab.Run();
         v.Equal(lab.drops, "azure-forwarded-traffic-blocked near nva\n", "drops");
     }},
    {"an NVA whose guest does not forward swallows what it gets",
     "R15",
     [](Verdict& v) {
         auto topology = HubAndSpokes();
         topology.virtualMachines[0].guestForwarding = false;
         FabricLab lab(topology);
         lab.Echo("db", 7, Family::V4);
         lab.Send("app", "10.2.0.4", 7);
         lab.Run();
         v.True(lab.walk.find("nva 10.1.0.4 > 10.2.0.4 ttl 64\n") != std::string::npos, "arrived");
         v.True(lab.walk.find("db") == std::string::npos, "not forwarded");
     }},
    {"a peering's way wins over what a gateway learned, equal or longer",
     "P10, R11a",
     [](Verdict& v) {
         FabricLab lab(TwoPeers());
         for (const char* prefix : {"10.2.0.0/16", "10.2.0.0/24", "fd00:2::/48", "fd00:2::/64"})
         {
             lab.In().fabric->EditEstate().vnets[0].gatewayRoutes.push_back(
                 {*Prefix::Parse(prefix), azure::NextHopType::VirtualNetworkGateway});
         }
         lab.Echo("two", 7, Family::V4);
         lab.Echo("two", 8, Family::V6);
         lab.Send("one", "10.2.0.4", 7);
         lab.Send("one", "fd00:2::4", 8, 11, 3);
         lab.Send("one", "10.9.0.4", 7, 11, 4); // what no peer has would take the gateway
         lab.In().fabric->EditEstate().vnets[0].gatewayRoutes.push_back(
             {*Prefix::Parse("10.9.0.0/16"), azure::NextHopType::VirtualNetworkGateway});
         lab.Run();
         v.Equal(lab.answers, 2, "answers");
         v.Equal(lab.drops, "azure-no-gateway near one\n", "drops");
     }},
    {"within a region a crossing takes the network's delay and the time on the wire",
     "P8, T1",
     [](Verdict& v) {
         // 20 + 8 + 11 bytes at 1 Gbps are 312 ns.
         const double ms = ArrivalOf(TwoPeers(), "10.2.0.4");
         v.True(std::abs(ms - 0.500312) < 1e-6, "arrival after " + std::to_string(ms) + " ms");
     }},
    {"between regions it takes the delay of global peering",
     "R6",
     [](Verdict& v) {
         auto topology = TwoPeers();
         topology.virtualNetworks[1].location = "eastus";
         const double ms = ArrivalOf(topology, "10.2.0.4");
         v.True(std::abs(ms - 40.000312) < 1e-6, "arrival after " + std::to_string(ms) + " ms");
     }},
    {"packets wait for a NIC's egress limit in order",
     "T3",
     [](Verdict& v) {
         auto topology = TwoPeers();
         topology.networkInterfaces[0].dataRate = "1Mbps";
         FabricLab lab(topology);
         lab.Send("one", "10.2.0.4", 7, 972); // 1000 bytes with headers: 8 ms each
         lab.Send("one", "10.2.0.4", 7, 972);
         lab.Send("one", "10.2.0.4", 7, 972);
         lab.Run();
         std::vector<double> arrivals;
         std::istringstream lines(lab.walk);
         std::string line;
         for (size_t i = 0; std::getline(lines, line); ++i)
         {
             if (line.rfind("two 10.1.0.4", 0) == 0)
             {
                 arrivals.push_back(lab.times[i]);
             }
         }
         v.Equal(arrivals.size(), 3u, "arrivals");
         for (size_t i = 0; i < arrivals.size(); ++i)
         {
             v.True(std::abs(arrivals[i] - (8.0 * (i + 1) + 0.5)) < 1e-6,
                    "arrival " + std::to_string(arrivals[i]));
         }
     }},
    {"what finds the queue full is dropped at the sender",
     "T3",
     [](Verdict& v) {
         auto topology = TwoPeers();
         topology.networkInterfaces[0].dataRate = "1Mbps";
         topology.fabric.nicQueuePackets = 1;
         FabricLab lab(topology);
         lab.Echo("two", 7, Family::V4);
         for (int i = 0; i < 4; ++i) // one on the wire, one in the queue
         {
             lab.Send("one", "10.2.0.4", 7, 972);
         }
         lab.Run();
         v.Equal(lab.drops, "queue-full at one\nqueue-full at one\n", "drops");
         v.Equal(lab.answers, 2, "answers");
     }},
    {"datagrams larger than the NIC's MTU cross as fragments, in both families",
     "M1",
     [](Verdict& v) {
         FabricLab lab(TwoPeers());
         lab.Echo("two", 7, Family::V4);
         lab.Echo("two", 8, Family::V6);
         lab.Send("one", "10.2.0.4", 7, 3000);
         lab.Send("one", "fd00:2::4", 8, 3000);
         lab.Run();
         v.Equal(lab.answers, 2, "answers");
         v.Equal(lab.answeredBytes, 6000u, "bytes");
         v.Equal(lab.drops, "", "drops");
     }},
    {"what stacks say to their link unasked is swallowed without a drop",
     "",
     [](Verdict& v) {
         FabricLab lab(TwoPeers(), true);
         lab.Run();
         v.Equal(lab.drops, "", "drops");
     }},
    {"an application's multicast and a link-local destination are dropped with a reason",
     "",
     [](Verdict& v) {
         FabricLab lab(TwoPeers());
         lab.Send("one", "239.1.2.3", 7);
         lab.Send("one", "169.254.7.7", 7);
         lab.Run();
         v.Equal(lab.drops, "azure-not-routable near one\nazure-not-routable near one\n", "drops");
     }},
    {"what the platform would answer is dropped under its own name, link-local or not",
     "A7",
     [](Verdict& v) {
         FabricLab lab(TwoPeers());
         lab.Send("one", "169.254.169.254", 80);
         lab.Send("one", "168.63.129.16", 53);
         lab.Run();
         v.Equal(lab.drops,
                 "azure-platform-address near one\nazure-platform-address near one\n",
                 "drops");
     }},
    {"a one-armed NVA's redirects do not leave its link",
     "RFC 4861 8",
     [](Verdict& v) {
         FabricLab lab(HubAndSpokes());
         lab.Echo("db", 7, Family::V6);
         lab.Send("app", "fd00:2::4", 7);
         lab.Run();
         v.True(lab.walk.find("app fe80::") == std::string::npos, "nothing link-local arrives");
         v.Equal(lab.drops, "", "drops");
     }},
    {"a packet of another EtherType is no IP packet",
     "",
     [](Verdict& v) {
         FabricLab lab(TwoPeers());
         lab.In().devices.at("one")->Send(ns3::Create<ns3::Packet>(60), ns3::Address(), 0x0806);
         lab.Run();
         v.Equal(lab.drops, "malformed-header near one\n", "drops");
     }},
    {"two networks with the same addresses and no relation each keep their own traffic",
     "P6",
     [](Verdict& v) {
         Topology t;
         t.virtualNetworks = {Network("a", {"10.1.0.0/16"}, {Part("s", {"10.1.0.0/24"})}),
                              Network("b", {"10.1.0.0/16"}, {Part("s", {"10.1.0.0/24"})})};
         AddMachine(t, Nic("a1", "a/s", {""}));
         AddMachine(t, Nic("a2", "a/s", {""}));
         AddMachine(t, Nic("b1", "b/s", {""}));
         AddMachine(t, Nic("b2", "b/s", {""}));
         FabricLab lab(t);
         lab.Echo("b2", 7, Family::V4);
         lab.Send("b1", "10.1.0.5", 7);
         lab.Run();
         v.Equal(lab.answers, 1, "answers");
         v.True(lab.walk.find("a2") == std::string::npos, "nothing in the other network");
     }},
    {"a change of routes in mid-run holds for the next packet",
     "R11",
     [](Verdict& v) {
         FabricLab lab(TwoPeers());
         lab.Echo("two", 7, Family::V4);
         lab.Send("one", "10.2.0.4", 7, 11, 2);
         lab.Send("one", "10.2.0.4", 7, 11, 3);
         ns3::Simulator::Schedule(ns3::Seconds(2.5), [&lab] {
             auto& estate = lab.In().fabric->EditEstate();
             estate.subnets[0].routeTable =
                 estate.AddRouteTable({{*Prefix::Parse("10.2.0.0/16"), azure::NextHopType::None}});
         });
         lab.Run();
         v.Equal(lab.answers, 1, "answers");
         v.Equal(lab.drops, "azure-user-none-route near one\n", "drops");
     }},
    {"a NIC that no machine uses is nobody",
     "R1",
     [](Verdict& v) {
         auto topology = TwoPeers();
         topology.networkInterfaces.push_back(Nic("spare", "b/s", {"10.2.0.9"}));
         FabricLab lab(topology);
         lab.Send("one", "10.2.0.9", 7);
         lab.Run();
         v.Equal(lab.drops, "azure-no-such-address near one\n", "drops");
     }},
};

V6LAB_SUITE("v6lab-azure-fabric", ROWS);

} // namespace
