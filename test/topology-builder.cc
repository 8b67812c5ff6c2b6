// SPDX-License-Identifier: GPL-2.0-only
#include "helper/format/read.h"
#include "helper/topology/builder.h"
#include "helper/topology/compare.h"
#include "helper/topology/validate.h"
#include "test/support/table.h"
#include "test/support/topologies.h"

#include <stdexcept>

using namespace ns3::v6lab;
using namespace ns3::v6lab::build;
using test::Row;
using test::Verdict;

namespace
{

/** What the builder makes is what the file says. */
Row
Same(const std::string& sentence, const Topology& built, const std::string& yaml)
{
    return {sentence, "", [=](Verdict& v) {
                for (const auto& difference : Differences(built, ReadTopology(yaml, "x.yaml")))
                {
                    v.Equal(difference, "", "difference");
                }
            }};
}

template <class F>
Row
Throws(const std::string& sentence, F&& action)
{
    return {sentence, "", [=](Verdict& v) {
                try
                {
                    action();
                    v.True(false, "nothing was thrown");
                }
                catch (const std::logic_error&) // std::invalid_argument is one
                {
                }
            }};
}

const std::vector<Row> ROWS{
    Same("a network has space, subnets, a route table and a private subnet",
         TopologyBuilder("x")
             .Add(Vnet("hub")
                      .In("northeurope")
                      .Space("10.0.0.0/16", "2001:db8::/48")
                      .Subnet("a", "10.0.0.0/24", "2001:db8::/64")
                      .Uses("rt")
                      .Subnet("b", "10.0.1.0/24")
                      .Private())
             .Build(),
         "name: x\n"
         "virtualNetworks:\n"
         "  - name: hub\n"
         "    location: northeurope\n"
         "    addressPrefixes: [10.0.0.0/16, \"2001:db8::/48\"]\n"
         "    subnets:\n"
         "      - {name: a, addressPrefixes: [10.0.0.0/24, \"2001:db8::/64\"], routeTable: rt}\n"
         "      - {name: b, addressPrefixes: [10.0.1.0/24], defaultOutboundAccess: false}\n"),
    Same("Peer() makes both sides, with flags of their own",
         TopologyBuilder("x")
             .Add(Vnet("a").Space("10.0.0.0/16"))
             .Add(Vnet("b").Space("10.1.0.0/16"))
             .Peer(Vnet("a"),
                   Vnet("b"),
                   AllowForwardedTraffic | AllowGatewayTransit,
                   UseRemoteGateways | BlockVirtualNetworkAccess)
             .Build(),
         "name: x\n"
         "virtualNetworks:\n"
         "  - name: a\n"
         "    addressPrefixes: [10.0.0.0/16]\n"
         "    virtualNetworkPeerings:\n"
         "      - {name: a-to-b, remoteVirtualNetwork: b, allowForwardedTraffic: true,\n"
         "         allowGatewayTransit: true}\n"
         "  - name: b\n"
         "    addressPrefixes: [10.1.0.0/16]\n"
         "    virtualNetworkPeerings:\n"
         "      - {name: b-to-a, remoteVirtualNetwork: a, allowVirtualNetworkAccess: false,\n"
         "         useRemoteGateways: true}\n"),
    Same("a machine brings its interfaces and public addresses",
         TopologyBuilder("x")
             .Add(Vm("nva")
                      .Nic("hub/a", "10.0.0.4", "v6")
                      .Public(PublicIp("pip", "IPv6").At("2001:db8:f::1"))
                      .Rate("10Gbps")
                      .Nic("hub/b")
                      .Forwarding())
             .Build(),
         "name: x\n"
         "publicIPAddresses: [{name: pip, publicIPAddressVersion: IPv6,\n"
         "  ipAddress: \"2001:db8:f::1\"}]\n"
         "networkInterfaces:\n"
         "  - name: nva-nic\n"
         "    enableIPForwarding: true\n"
         "    dataRate: 10Gbps\n"
         "    ipConfigurations:\n"
         "      - {name: ipconfig-1, subnet: hub/a, privateIPAddress: 10.0.0.4}\n"
         "      - {name: ipconfig-2, subnet: hub/a, privateIPAddressVersion: IPv6,\n"
         "         publicIPAddress: pip}\n"
         "  - name: nva-nic2\n"
         "    enableIPForwarding: true\n"
         "    ipConfigurations: [{name: ipconfig-1, subnet: hub/b}]\n"
         "virtualMachines:\n"
         "  - {name: nva, networkInterfaces: [nva-nic, nva-nic2], guestForwarding: true}\n"),
    Same("routes, links and nodes read like what they are",
         TopologyBuilder("x")
             .Add(Udr("rt").Via("0.0.0.0/0", "10.0.0.4").To("10.9.0.0/16", "None"))
             .Add(Wire("w").Rate("10Mbps").Delay("5ms").Mtu(1400))
             .Add(Router("r")
                      .On("w", "192.0.2.1/30")
                      .Route("0.0.0.0/0", "192.0.2.2")
                      .Internet("203.0.113.1")
                      .Owns("198.51.100.0/24"))
             .Build(),
         "name: x\n"
         "routeTables:\n"
         "  - name: rt\n"
         "    routes:\n"
         "      - {name: route-1, addressPrefix: 0.0.0.0/0, nextHopType: VirtualAppliance,\n"
         "         nextHopIpAddress: 10.0.0.4}\n"
         "      - {name: route-2, addressPrefix: 10.9.0.0/16, nextHopType: None}\n"
         "nodes:\n"
         "  - name: r\n"
         "    kind: router\n"
         "    interfaces: [{link: w, addresses: [192.0.2.1/30]}]\n"
         "    routes: [{prefix: 0.0.0.0/0, nextHop: 192.0.2.2}]\n"
         "    internet: {addresses: [203.0.113.1], prefixes: [198.51.100.0/24]}\n"
         "links: [{name: w, dataRate: 10Mbps, delay: 5ms, mtu: 1400}]\n"),
    Same("workloads and checks read like sentences",
         TopologyBuilder("x")
             .Add(Ping("a", "b").Over("v6").Count(3).Every("10ms").Size(1400).Start("1s"))
             .Add(Tcp("a", "b", "web").Reply(5000).Port(443).Timeout("1s"))
             .Add(Expect("a reaches b", "web").Delivered().Path("a", "b").Ttl(64).Clause("P8"))
             .Add(Expect("no way", Ping("a", "b").Over("v6")).Failed("no-route").At("a"))
             .Build(),
         "name: x\n"
         "workloads:\n"
         "  - {name: ping a to b over v6, kind: ping, from: a, to: b, family: v6, start: 1s,\n"
         "     count: 3, interval: 10ms, size: 1400}\n"
         "  - {name: web, kind: tcp, from: a, to: b, replySize: 5000, port: 443, timeout: 1s}\n"
         "checks:\n"
         "  - {name: a reaches b, workload: web, expect: delivered, path: [a, b], ttl: 64,\n"
         "     clause: P8}\n"
         "  - {name: no way, workload: ping a to b over v6, expect: failed, reason: no-route,\n"
         "     at: a}\n"),
    Same("translators have what their kind needs",
         TopologyBuilder("x")
             .Add(Nat64On("a")
                      .Prefix("2001:db8:64::/96")
                      .Profile("jool")
                      .Pool("203.0.113.1")
                      .Pool("203.0.113.2", "80-90", "tcp")
                      .Bind("tcp", "2001:db8::1#80", "203.0.113.2#80"))
             .Add(SiitOn("a").Map("192.0.2.1", "2001:db8::1"))
             .Add(ClatOn("b").Network("192.168.1.0/24").Dedicated("2001:db8:c::/64"))
             .Add(ClatOn("c").Shared("2001:db8::c"))
             .Build(),
         "name: x\n"
         "translators:\n"
         "  - node: a\n"
         "    kind: nat64\n"
         "    prefix: \"2001:db8:64::/96\"\n"
         "    pool:\n"
         "      - addresses: 203.0.113.1\n"
         "      - {addresses: 203.0.113.2, ports: 80-90, protocol: tcp}\n"
         "    bindings:\n"
         "      - {protocol: tcp, inside: \"2001:db8::1#80\", outside: \"203.0.113.2#80\"}\n"
         "    profile: jool\n"
         "  - {node: a, kind: siit, mappings: [{ipv4: 192.0.2.1, ipv6: \"2001:db8::1\"}]}\n"
         "  - {node: b, kind: clat, networks: [192.168.1.0/24],\n"
         "     dedicatedPrefix: \"2001:db8:c::/64\"}\n"
         "  - {node: c, kind: clat, sharedAddress: \"2001:db8::c\"}\n"),
    Same(
        "security groups guard subnets and interfaces",
        TopologyBuilder("x")
            .Add(Nsg("web")
                     .AllowIn("Tcp", {"Internet"}, {"80", "443"})
                     .DenyIn("*", {"10.0.0.0/8"})
                     .AllowOut("Udp", {"VirtualNetwork"}, {"53"})
                     .DenyOut("*", {"*"})
                     .Named("nothing-out")
                     .At(4000))
            .Add(Vnet("v").Space("10.0.0.0/16").Subnet("s", "10.0.0.0/24").GuardedBy("web"))
            .Add(Vm("a").Nic("v/s").GuardedBy("web").Public(PublicIp("p").Standard()))
            .Build(),
        "name: x\n"
        "virtualNetworks:\n"
        "  - name: v\n"
        "    addressPrefixes: [10.0.0.0/16]\n"
        "    subnets: [{name: s, addressPrefixes: [10.0.0.0/24], networkSecurityGroup: web}]\n"
        "networkSecurityGroups:\n"
        "  - name: web\n"
        "    securityRules:\n"
        "      - {name: rule-1, priority: 100, direction: Inbound, access: Allow, protocol: Tcp,\n"
        "         sourceAddressPrefix: Internet, destinationPortRanges: [80, 443]}\n"
        "      - {name: rule-2, priority: 110, direction: Inbound, access: Deny, protocol: '*',\n"
        "         sourceAddressPrefix: 10.0.0.0/8, destinationPortRange: '*'}\n"
        "      - {name: rule-3, priority: 120, direction: Outbound, access: Allow, protocol: Udp,\n"
        "         destinationAddressPrefix: VirtualNetwork, destinationPortRange: 53}\n"
        "      - {name: nothing-out, priority: 4000, direction: Outbound, access: Deny,\n"
        "         protocol: '*', destinationAddressPrefix: '*', destinationPortRange: '*'}\n"
        "publicIPAddresses: [{name: p, sku: Standard}]\n"
        "networkInterfaces:\n"
        "  - name: a-nic\n"
        "    networkSecurityGroup: web\n"
        "    ipConfigurations: [{name: ipconfig-1, subnet: v/s, publicIPAddress: p}]\n"
        "virtualMachines: [{name: a, networkInterfaces: [a-nic]}]\n"),
    {"what the builder makes of a hub, an appliance and spokes is valid",
     "",
     [](Verdict& v) { v.Equal(Validate(test::HubWithSpokes(12)).size(), 0U, "faults"); }},
    Throws("a peering before its network is refused",
           [] { TopologyBuilder("x").PeerOneSide("a", "b"); }),
    Throws("a route table before the subnet is refused", [] { Vnet("a").Uses("rt"); }),
    Throws("a public address before the interface is refused",
           [] { Vm("a").Public(PublicIp("pip")); }),
    Throws("an IPv6 public address without IPv6 configuration is refused",
           [] { Vm("a").Nic("v/s", "v4").Public(PublicIp("pip", "IPv6")); }),
    {"topologies differ where their fields differ",
     "",
     [](Verdict& v) {
         Topology a = test::EverythingSet();
         Topology b = a;
         v.True(a == b, "equal");
         b.virtualNetworks[0].subnets[0].routeTable = "x";
         b.links.clear();
         b.checks[0].ttl.reset();
         b.translators[0].pool[0].ports = "1-2";
         b.translators[0].bindings.clear();
         b.translators[0].answerUnbound = false;
         std::string shown;
         for (const auto& difference : Differences(a, b))
         {
             shown += difference + "\n";
         }
         v.Equal(shown,
                 "virtualNetworks[0].subnets[0].routeTable: \"rt\" / \"x\"\n"
                 "links: 1 / 0 entries\n"
                 "translators[0].pool[0].ports: \"1-1023\" / \"1-2\"\n"
                 "translators[0].bindings: 1 / 0 entries\n"
                 "translators[0].answerUnbound: true / false\n"
                 "checks[0].ttl: given / absent\n",
                 "differences");
     }},
};

V6LAB_SUITE("v6lab-topology-builder", ROWS);

} // namespace
