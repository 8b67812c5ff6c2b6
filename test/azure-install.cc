// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/assigned-addresses.h"
#include "helper/install/azure-plan.h"
#include "test/support/azure.h"
#include "test/support/fabric-lab.h"
#include "test/support/table.h"

#include "ns3/ipv6.h"
#include "ns3/pcap-file-wrapper.h"
#include "ns3/trace-helper.h"

#include <cstdio>
#include <fstream>
#include <stdexcept>

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;

namespace
{

Topology
OneNetwork(const std::vector<NetworkInterface>& nics)
{
    Topology t;
    t.virtualNetworks = {Network("a",
                                 {"10.1.0.0/16", "2001:db8:1::/48", "fd00:1::/48"},
                                 {Part("s", {"10.1.0.0/24", "2001:db8:1::/64"}),
                                  Part("tiny", {"10.1.1.0/29"}),
                                  Part("ula", {"10.1.2.0/24", "fd00:1::/64"})})};
    for (const auto& nic : nics)
    {
        AddMachine(t, nic);
    }
    return t;
}

/** "10.1.0.4 2001:db8:1::4" for each NIC, one per line. */
std::string
PlannedAddresses(const Topology& topology)
{
    std::string text;
    for (const auto& nic : PlanAzure(topology).estate.nics)
    {
        for (const auto& configuration : nic.ipConfigurations)
        {
            text += configuration.address.ToString();
            text += configuration.publicAddress
                        ? "=" + configuration.publicAddress->ToString() + " "
                        : " ";
        }
        text.back() = '\n';
    }
    return text;
}

Row
Planned(const std::string& sentence,
        const std::string& clause,
        const Topology& topology,
        const std::string& expected)
{
    return {sentence, clause, [=](Verdict& v) {
                v.Equal(PlannedAddresses(topology), expected, "addresses");
            }};
}

Row
Refused(const std::string& sentence, const Topology& topology, const std::string& words)
{
    return {sentence, "", [=](Verdict& v) {
                std::string error = "nothing thrown";
                try
                {
                    Installation in;
                    InstallAzure(topology, in);
                }
                catch (const std::invalid_argument& e)
                {
                    error = e.what();
                }
                ns3::Simulator::Destroy();
                v.True(error.find(words) != std::string::npos, "message was: " + error);
            }};
}

Topology
WithPublic(const std::string& subnet, const std::vector<PublicIpAddress>& addresses)
{
    auto t = OneNetwork({Nic("x", subnet, {"", "v6"}, addresses[0].name)});
    t.publicIPAddresses = addresses;
    if (addresses.size() > 1)
    {
        t.networkInterfaces[0].ipConfigurations[1].publicIPAddress = addresses[1].name;
    }
    t.nodes = {InternetNode("host", {"192.0.2.1"})};
    t.nodes[0].internet->prefixes = {"192.0.2.2/31"};
    return t;
}

/** A two-legged NVA between two networks that are not peered with each other. */
Topology
TwoLegs()
{
    Topology t;
    t.routeTables = {{"left", false, {{"r", "10.2.0.0/16", "VirtualAppliance", "10.1.1.4"}}},
                     {"right", false, {{"r", "10.1.0.0/24", "VirtualAppliance", "10.1.2.4"}}}};
    t.virtualNetworks = {Network("a",
                                 {"10.1.0.0/16"},
                                 {Part("app", {"10.1.0.0/24"}, "left"),
                                  Part("leg1", {"10.1.1.0/24"}),
                                  Part("leg2", {"10.1.2.0/24"}),
                                  Part("db", {"10.1.3.0/24"}, "right")})};
    t.routeTables[0].routes[0].addressPrefix = "10.1.3.0/24";
    AddMachine(t, Nic("app", "a/app", {""}));
    AddMachine(t, Nic("db", "a/db", {""}));
    t.networkInterfaces.push_back(Nic("leg1", "a/leg1", {""}, "", true));
    t.networkInterfaces.push_back(Nic("leg2", "a/leg2", {""}, "", true));
    t.virtualMachines.push_back({"nva", {"leg1", "leg2"}, true});
    return t;
}

Topology
BadRoute()
{
    auto t = OneNetwork({Nic("x", "a/s", {""})});
    t.routeTables = {{"t", false, {{"r", "10.0.0.0/8", "VNetPeering", ""}}}};
    return t;
}

Topology
BadRate()
{
    auto t = OneNetwork({Nic("x", "a/s", {""})});
    t.networkInterfaces[0].dataRate = "fast";
    return t;
}

Topology
BadDelay()
{
    auto t = OneNetwork({Nic("x", "a/s", {""})});
    t.fabric.internetDelay = "soon";
    return t;
}

/** Two networks without any relation that use the same global IPv6 space; public IPv6 in both. */
Topology
Twins(const std::string& addressY)
{
    Topology t;
    for (const char* name : {"a", "b"})
    {
        t.virtualNetworks.push_back(Network(name,
                                            {"10.1.0.0/16", "2001:db8:1::/48"},
                                            {Part("s", {"10.1.0.0/24", "2001:db8:1::/64"})}));
    }
    auto x = Nic("x", "a/s", {"", "v6"});
    x.ipConfigurations[1].publicIPAddress = "px";
    auto y = Nic("y", "b/s", {"", "v6"});
    y.ipConfigurations[1].publicIPAddress = "py";
    t.publicIPAddresses = {{"px", "IPv6", ""}, {"py", "IPv6", addressY}};
    AddMachine(t, x);
    AddMachine(t, y);
    return t;
}

/** Two IPv4 configurations, of which the later one is primary; somebody to talk to. */
Topology
LaterPrimary()
{
    auto t = OneNetwork({Nic("x", "a/s", {"10.1.0.7", "v6", "10.1.0.8"}), Nic("y", "a/ula", {""})});
    t.networkInterfaces[0].ipConfigurations[0].primary = false;
    t.networkInterfaces[0].ipConfigurations[2].primary = true;
    return t;
}

const std::vector<Row> ROWS{
    Planned("dynamic addresses start at .4 and ::4, in order of appearance",
            "A3",
            OneNetwork({Nic("x", "a/s", {"", "v6"}), Nic("y", "a/s", {"", "v6"})}),
            "10.1.0.4 2001:db8:1::4\n10.1.0.5 2001:db8:1::5\n"),
    Planned("a static address is respected even if a dynamic one comes first",
            "A3",
            OneNetwork({Nic("x", "a/s", {""}), Nic("y", "a/s", {"10.1.0.4"})}),
            "10.1.0.5\n10.1.0.4\n"),
    Planned("each subnet counts for itself",
            "A3",
            OneNetwork({Nic("x", "a/s", {""}), Nic("y", "a/ula", {""})}),
            "10.1.0.4\n10.1.2.4\n"),
    Planned("an IPv6 public IP without an address is the global address itself",
            "R20",
            WithPublic("a/s", {{"p4", "IPv4", "203.0.113.9"}, {"p6", "IPv6", ""}}),
            "10.1.0.4=203.0.113.9 2001:db8:1::4=2001:db8:1::4\n"),
    Planned("an IPv6 public IP with its own address stands for the private one",
            "R20",
            WithPublic("a/s", {{"p4", "IPv4", "203.0.113.9"}, {"p6", "IPv6", "2001:db8:f::1"}}),
            "10.1.0.4=203.0.113.9 2001:db8:1::4=2001:db8:f::1\n"),
    Planned("public addresses are assigned from documentation prefixes that nobody uses",
            "R20",
            WithPublic("a/ula", {{"p4", "IPv4", ""}, {"p6", "IPv6", ""}}),
            "10.1.2.4=192.0.2.4 fd00:1::4=2001:db8:ffff:ffff::1\n"),
    Refused("a subnet without room for another NIC is named",
            OneNetwork({Nic("x", "a/tiny", {""}),
                        Nic("y", "a/tiny", {""}),
                        Nic("z", "a/tiny", {""}),
                        Nic("full", "a/tiny", {""})}),
            "10.1.1.0/29"),
    Refused("an IPv6 configuration in an IPv4-only subnet is refused",
            OneNetwork({Nic("x", "a/tiny", {"", "v6"})}),
            "no prefix of family v6"),
    Refused("a subnet that does not exist is refused",
            OneNetwork({Nic("x", "a/nowhere", {""})}),
            "a/nowhere"),
    Refused("two NICs whose public IPv6 addresses come out equal are both named",
            Twins(""),
            "2001:db8:1::4 would belong to both x and y"),
    Refused("so is one whose address the other was given by name",
            Twins("2001:db8:1::4"),
            "2001:db8:1::4 would belong to both x and y"),
    {"the guest sends from the primary configuration, wherever it stands in the list",
     "A2",
     [](Verdict& v) {
         FabricLab lab(LaterPrimary());
         lab.Send("x", "10.1.2.4", 7);
         lab.Run();
         v.Equal(lab.walk.substr(0, lab.walk.find('\n')), "x 10.1.0.8 > 10.1.2.4 ttl 64", "walk");
         v.Equal(lab.In().addresses.at("x")[0].ToString(), "10.1.0.8", "first address");
     }},
    {"addresses shown stay with the configurations as the author lists them",
     "A2",
     [](Verdict& v) {
         const auto shown = WithAssignedAddresses(LaterPrimary());
         const auto& list = shown.networkInterfaces[0].ipConfigurations;
         v.Equal(list[0].privateIPAddress, "10.1.0.7", "first");
         v.Equal(list[2].privateIPAddress, "10.1.0.8", "last");
     }},
    Refused("a next hop type that users cannot choose by name is refused", BadRoute(), "next hop"),
    Refused("a data rate that is none is refused, not fatal", BadRate(), "fast"),
    Refused("a duration that is none is refused, not fatal", BadDelay(), "soon"),
    {"a machine has its names, devices and addresses in the installation",
     "",
     [](Verdict& v) {
         FabricLab lab(OneNetwork({Nic("x", "a/s", {"", "v6"})}));
         const auto& in = lab.In();
         v.Equal(in.names.at(in.nodes.at("x")->GetId()), "x", "name");
         v.True(in.devices.count("x") == 1, "device");
         v.Equal(in.addresses.at("x")[0].ToString(), "10.1.0.4", "IPv4");
         v.Equal(in.addresses.at("x")[1].ToString(), "2001:db8:1::4", "IPv6");
     }},
    {"a guest's IPv6 address is a /128, its IPv4 address has the subnet's mask",
     "A4",
     [](Verdict& v) {
         FabricLab lab(OneNetwork({Nic("x", "a/s", {"", "v6"})}));
         const auto node = lab.In().nodes.at("x");
         const auto ipv6 = node->GetObject<ns3::Ipv6>();
         const auto interface = ipv6->GetInterfaceForDevice(lab.In().devices.at("x"));
         bool found = false;
         for (uint32_t i = 0; i < ipv6->GetNAddresses(interface); ++i)
         {
             const auto address = ipv6->GetAddress(interface, i);
             found = found || (address.GetAddress() == ns3::Ipv6Address("2001:db8:1::4") &&
                               address.GetPrefix().GetPrefixLength() == 128);
         }
         v.True(found, "/128");
     }},
    {"an NVA with two legs forwards by its guest's routes, out of the leg that is on the subnet",
     "R15",
     [](Verdict& v) {
         FabricLab lab(TwoLegs());
         lab.Echo("db", 7, Family::V4);
         lab.Send("app", "10.1.3.4", 7);
         lab.Run();
         v.Equal(lab.walk,
                 "app 10.1.0.4 > 10.1.3.4 ttl 64\n"
                 "leg1 10.1.0.4 > 10.1.3.4 ttl 64\n"
                 "leg1 10.1.0.4 > 10.1.3.4 ttl 63\n"
                 "db 10.1.0.4 > 10.1.3.4 ttl 63\n"
                 "db 10.1.3.4 > 10.1.0.4 ttl 64\n"
                 "leg2 10.1.3.4 > 10.1.0.4 ttl 64\n"
                 "leg1 10.1.3.4 > 10.1.0.4 ttl 63\n"
                 "app 10.1.3.4 > 10.1.0.4 ttl 63\n",
                 "walk");
     }},
    {"the table of every machine's NIC is there in Azure's words",
     "R1, R5",
     [](Verdict& v) {
         FabricLab lab(OneNetwork({Nic("x", "a/tiny", {""})}));
         const auto rows = EffectiveRoutes(lab.In());
         v.Equal(rows.front().nic + " " + rows.front().source + " " + rows.front().state + " " +
                     rows.front().addressPrefix + " " + rows.front().nextHopType,
                 "x Default Active 10.1.0.0/16 VnetLocal",
                 "first row");
         v.Equal(rows.back().addressPrefix + " " + rows.back().nextHopType,
                 "::/0 Internet",
                 "last row");
     }},
    {"an attachment to the internet is made once",
     "",
     [](Verdict& v) {
         Topology t;
         t.nodes = {InternetNode("host", {"198.51.100.7"})};
         FabricLab lab(t);
         AttachToInternet(t.nodes[0], lab.In());
         v.Equal(lab.In().fabric->GetEstate().internetHosts.size(), 1u, "attachments");
         v.Equal(lab.In().addresses.at("host").size(), 1u, "addresses");
     }},
    {"a topology without Azure and internet gets no fabric",
     "",
     [](Verdict& v) {
         Installation in;
         InstallAzure(Topology(), in);
         v.True(!in.fabric, "fabric");
     }},
    {"a peering made by one side only is Initiated, by both Connected",
     "P1",
     [](Verdict& v) {
         Topology t;
         t.virtualNetworks = {Network("a", {"10.1.0.0/16"}, {}), Network("b", {"10.2.0.0/16"}, {})};
         Peer(t, 0, 1);
         v.True(PlanAzure(t).estate.AreConnected(0, 1), "both sides");
         t.virtualNetworks[1].virtualNetworkPeerings.clear();
         const auto estate = PlanAzure(t).estate;
         v.True(estate.FindPeering(0, 1)->state == azure::PeeringState::Initiated, "one side");
     }},
    {"a capture of a NIC is of link type RAW and starts with IP headers",
     "",
     [](Verdict& v) {
         const std::string name = "v6lab-azure-install.pcap";
         {
             FabricLab lab(OneNetwork({Nic("x", "a/s", {""}), Nic("y", "a/s", {""})}));
             ns3::PcapHelper pcap;
             auto file = pcap.CreateFile(name, std::ios::out, ns3::PcapHelper::DLT_RAW);
             pcap.HookDefaultSink<FabricNic>(ns3::DynamicCast<FabricNic>(lab.In().devices.at("x")),
                                             "PromiscSniffer",
                                             file);
             lab.Send("x", "10.1.0.5", 7);
             lab.Run();
         }
         std::ifstream file(name, std::ios::binary);
         const std::string bytes((std::istreambuf_iterator<char>(file)), {});
         std::remove(name.c_str());
         v.True(bytes.size() > 41, "file with a packet");
         v.Equal(static_cast<int>(bytes[20]), 101, "link type");
         v.Equal(static_cast<int>(bytes[40]) & 0xf0, 0x40, "first byte of the packet");
     }},
};

V6LAB_SUITE("v6lab-azure-install", ROWS);

} // namespace
