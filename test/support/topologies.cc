// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/topologies.h"

#include "helper/format/read.h"
#include "helper/format/source.h"
#include "helper/topology/builder.h"
#include "test/support/source-folder.h"

namespace ns3::v6lab::test
{

using namespace build;

Topology
TwoNetworks()
{
    const auto a = Vnet("a")
                       .Space("10.1.0.0/16", "2001:db8:1::/48")
                       .Subnet("app", "10.1.0.0/24", "2001:db8:1::/64");
    const auto b = Vnet("b")
                       .Space("10.2.0.0/16", "2001:db8:2::/48")
                       .Subnet("data", "10.2.0.0/24", "2001:db8:2::/64");
    return TopologyBuilder("two networks")
        .Add(a)
        .Add(b)
        .Peer(a, b)
        .Add(Vm("vm-a").Nic("a/app", "10.1.0.4", "2001:db8:1::4"))
        .Add(Vm("vm-b").Nic("b/data", "10.2.0.4", "2001:db8:2::4"))
        .Add(Ping("vm-a", "vm-b", "ping"))
        .Add(Expect("a reaches b", "ping").Delivered())
        .Build();
}

namespace
{

/** Every field differs from its default. */
TranslatorConfig
FullTranslator()
{
    TranslatorConfig t;
    t.node = "r1";
    t.kind = "nat64";
    t.role = "edge";
    t.prefix = "2001:db8:64::/96";
    t.pool = {{"203.0.113.1-203.0.113.3", "1-1023", "udp"}};
    t.bindings = {{"udp", "2001:db8::1#80", "203.0.113.1#81"}};
    t.mappings = {{"192.0.2.0/24", "2001:db8:1::/120"}};
    t.ipv4Prefixes = {"192.0.2.0/24"};
    t.networks = {"192.168.0.0/24"};
    t.dedicatedPrefix = "2001:db8:2::/64";
    t.sharedAddress = "2001:db8::2";
    t.errorSources = {"192.0.0.8"};
    t.neverTranslate = {"198.51.100.7/32"};
    t.profile = "jool";
    t.wellKnownDeny = "strict";
    t.lowestIpv6Mtu = 1400;
    t.plateaus = "1492 1006";
    t.largestIcmpv4Error = 576;
    t.zeroUdpChecksum = "compute";
    t.icmpErrors = "off";
    t.clampMss = true;
    t.hairpin = "simple";
    t.portSelection = "hash";
    t.addressDependentFiltering = true;
    t.dropExternalTcp = true;
    t.answerUnbound = true;
    t.answerFiltered = true;
    t.udpTimeout = "200s";
    t.tcpEstablishedTimeout = "3h";
    t.tcpTransitoryTimeout = "5min";
    t.tcpOpeningTimeout = "30s";
    t.icmpTimeout = "61s";
    t.maxBindings = 7;
    t.maxSessions = 8;
    t.maxMappings = 13;
    t.poolHighWater = 80;
    t.poolLowWater = 40;
    t.subscriberPorts = 9;
    t.subscriberPrefix = 64;
    t.subscriberSessions = 11;
    t.subscriberRate = 12;
    t.blockSize = 10;
    t.subscribers = "2001:db8:8000::/56";
    return t;
}

} // namespace

Topology
EverythingSet()
{
    Topology t;
    t.name = "everything";
    t.description = "line one\nline \"two\": # ü → 😀";
    t.virtualNetworks = {
        {"v",
         "northeurope",
         {"10.0.0.0/16", "2001:db8::/48"},
         {{"s", {"10.0.0.0/24", "2001:db8::/64"}, "rt", false}, {"t", {"10.0.1.0/24"}, "", true}},
         {{"p", "w", false, true, true, true, "Initiated"}}}};
    t.routeTables = {{"rt", true, {{"r", "0.0.0.0/0", "VirtualAppliance", "10.0.1.4"}}}};
    t.publicIPAddresses = {{"pip", "IPv6", "2001:db8:f::1"}};
    t.networkInterfaces = {
        {"n", true, "10Gbps", {{"c", "v/s", "IPv6", "2001:db8::4", "pip", true}}}};
    t.virtualMachines = {{"vm", {"n", "n2"}, true}};
    t.nodes = {{"r1",
                "router",
                {{"l", {"192.0.2.1/24", "2001:db8:9::1/64"}}},
                {{"0.0.0.0/0", "192.0.2.2"}},
                InternetAttachment{{"203.0.113.1"}, {"198.51.100.0/24"}}},
               {"bare", "host", {}, {}, InternetAttachment{}}};
    t.links = {{"l", "lan", "10Mbps", "3ms", 1400}};
    t.fabric = {"1us", "2us", "3ms", "4ms", "5Gbps", 6};
    t.workloads = {
        {"w", "ping", "vm", "r1", "v4", "1s", 5, "10ms", 100, 2000, 8080, "4s", true, "r1", 8081}};
    t.checks = {{"a: sentence, with #",
                 "w",
                 "failed",
                 "no-route",
                 "vm",
                 "v6",
                 {"vm", "r1"},
                 {"r1", "vm"},
                 0,
                 63,
                 "P5",
                 {"2001:db8::1", "192.0.2.1"},
                 "192.0.2.1",
                 "synthesised",
                 2,
                 1,
                 "300s",
                 "250ms",
                 true}};
    t.virtualMachines[0].resolvers = {"192.0.2.53"};
    t.nodes[1].resolvers = {"2001:db8::53", "192.0.2.53"};
    t.nodes[0].dhcpv6 = {{"l", {"2001:db8::53"}, {"a.example"}, "1h"}};
    t.nodes[0].dhcp = {{"l", {"192.0.2.53"}, "a.example", {"b.example"}}};
    t.nodes[1].synthesiseLiterals = true;
    t.nodes[1].connectivityCheck = "192.0.2.1";
    t.zones = {{"example.com",
                {"r1"},
                {"www AAAA 2001:db8::1", "txt TXT \"a: b\""},
                "",
                true,
                {"www AAAA 2001:db8::2"}}};
    t.nameServers = {{"bare", "resolver", {"192.0.2.53"}, true, {}, "", "50us", 3}};
    t.nameServers[0].dns64 =
        Dns64Config{{{"64:ff9b::/96", "10.0.0.0/8"}}, {"::/96"}, true, "local"};
    t.translators = {FullTranslator()};
    t.networkSecurityGroups = {{"g",
                                {{"web",
                                  "a: b",
                                  200,
                                  "Inbound",
                                  "Allow",
                                  "Tcp",
                                  {"10.0.0.0/8", "192.0.2.1"},
                                  {"1024-65535"},
                                  {"VirtualNetwork"},
                                  {"80", "443-445"},
                                  {"asg"},
                                  {"asg", "asg2"}}}}};
    t.applicationSecurityGroups = {{"asg"}, {"asg2"}};
    t.securityAdminRuleCollections = {
        {"c",
         {"v"},
         {{"no-ssh", "", 1, "Outbound", "AlwaysAllow", "*", {"*"}, {}, {}, {}, {}, {}}}}};
    t.virtualNetworks[0].subnets[0].networkSecurityGroup = "g";
    t.networkInterfaces[0].networkSecurityGroup = "g";
    t.networkInterfaces[0].ipConfigurations[0].applicationSecurityGroups = {"asg2"};
    t.publicIPAddresses[0].sku = "Standard";
    t.leftOut = {{"nsg", "Microsoft.Network/networkSecurityGroups", "resource"}};
    t.assumptions = {"yes", "1:20", "", " space "};
    return t;
}

Topology
HubWithSpokes(size_t spokes)
{
    const auto octets = [](size_t n) {
        return "10." + std::to_string(1 + n / 250) + "." + std::to_string(n % 250);
    };
    const auto hub = Vnet("hub")
                         .Space("10.0.0.0/16", "2001:db8::/48")
                         .Subnet("nva", "10.0.0.0/24", "2001:db8::/64");
    TopologyBuilder builder("hub and " + std::to_string(spokes) + " spokes",
                            "Spokes reach each other through the appliance in the hub");
    builder.Add(hub);
    builder.Add(Vm("nva").Nic("hub/nva", "10.0.0.4", "2001:db8::4").Forwarding());
    builder.Add(Udr("to-nva").Via("10.0.0.0/8", "10.0.0.4").Via("0.0.0.0/0", "10.0.0.4"));
    for (size_t i = 1; i <= spokes; ++i)
    {
        const std::string name = "spoke" + std::to_string(i);
        const auto spoke = Vnet(name)
                               .Space(octets(i) + ".0/24")
                               .Subnet("work", octets(i) + ".0/25")
                               .Uses("to-nva");
        builder.Add(spoke).Peer(hub, spoke, AllowForwardedTraffic);
        builder.Add(Vm("vm" + std::to_string(i)).Nic(name + "/work", octets(i) + ".4"));
    }
    builder.Add(InternetHost("client", "203.0.113.10", "2001:db8:beef::10"));
    return builder.Build();
}

Topology
OutsideSites()
{
    return TopologyBuilder("two sites")
        .Add(Lan("lan-a"))
        .Add(Lan("lan-b"))
        .Add(Wire("wan").Rate("100Mbps").Delay("10ms").Mtu(1400))
        .Add(Host("pc")
                 .On("lan-a", "192.0.2.10/24", "2001:db8:a::10/64")
                 .Route("0.0.0.0/0", "192.0.2.1")
                 .Route("::/0", "2001:db8:a::1"))
        .Add(Router("r1")
                 .On("lan-a", "192.0.2.1/24", "2001:db8:a::1/64")
                 .On("wan", "198.51.100.1/30", "2001:db8:c::1/64")
                 .Route("203.0.113.0/24", "198.51.100.2")
                 .Route("2001:db8:b::/48", "2001:db8:c::2"))
        .Add(Router("r2")
                 .On("wan", "198.51.100.2/30", "2001:db8:c::2/64")
                 .On("lan-b", "203.0.113.1/24", "2001:db8:b::1/64")
                 .Route("192.0.2.0/24", "198.51.100.1")
                 .Route("2001:db8:a::/48", "2001:db8:c::1"))
        .Add(Host("server")
                 .On("lan-b", "203.0.113.80/24", "2001:db8:b::80/64")
                 .Route("0.0.0.0/0", "203.0.113.1")
                 .Route("::/0", "2001:db8:b::1"))
        .Build();
}

std::string
ExampleText()
{
    return ReadFileText(test::SourceFolder() + "/examples/two-vnets.yaml", SourceLimits::BYTES);
}

} // namespace ns3::v6lab::test
