// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/cpu-time.h"
#include "test/support/fault-rows.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::build;
using namespace ns3::v6lab::test;

namespace
{

const Edit NOTHING = [](Topology&) {};

// Nodes of OutsideSites(): 0 pc, 1 r1, 2 r2, 3 server; links: 0 lan-a, 1 lan-b, 2 wan.
Row
Sites(const std::string& sentence,
      const std::string& rule,
      const std::string& path,
      const Edit& change)
{
    return Refused(sentence, rule, path, "", change, OutsideSites);
}

Workload
CallFromPc(const std::string& to)
{
    Workload workload;
    workload.name = workload.kind = "ping";
    workload.from = "pc";
    workload.to = to;
    return workload;
}

/** A change of the workload "ping" from vm-a to vm-b. */
Row
Traffic(const std::string& sentence,
        const std::string& member,
        const std::function<void(Workload&)>& change)
{
    return Refused(sentence, "", "workloads[0]." + member, "", [=](Topology& t) {
        change(t.workloads.at(0));
    });
}

/** A change of the check "a reaches b". */
Row
Checked(const std::string& sentence,
        const std::string& member,
        const std::function<void(Check&)>& change)
{
    return Refused(sentence, "", "checks[0]" + member, "", [=](Topology& t) {
        change(t.checks.at(0));
    });
}

/** Adds an internet host with this address and prefix. */
Edit
WithInternet(const std::string& address, const std::string& prefix = "")
{
    return [=](Topology& t) {
        auto host = InternetHost("iot", address);
        t.nodes.push_back(prefix.empty() ? host.Get() : host.Owns(prefix).Get());
    };
}

double
Seconds(size_t spokes, size_t& faults)
{
    const Topology topology = HubWithSpokes(spokes);
    const test::CpuTime time;
    faults = Validate(topology).size();
    return time.Seconds();
}

/** A network like "a" without any relation to it, whose machine has a's global IPv6 address. */
Edit
Twin(const std::string& ownPublic)
{
    return [=](Topology& t) {
        t.publicIPAddresses.push_back(PublicIp("pip-a", "IPv6").Get());
        Config(t, 1).publicIPAddress = "pip-a";
        AddNetwork(t,
                   Vnet("twin")
                       .Space("10.1.0.0/16", "2001:db8:1::/48")
                       .Subnet("app", "10.1.0.0/24", "2001:db8:1::/64"));
        auto nic = PlainNic("twin-nic", "twin/app");
        IpConfiguration v6{"c6", "twin/app", "IPv6", "2001:db8:1::4", "pip-twin", false};
        nic.ipConfigurations.push_back(v6);
        t.networkInterfaces.push_back(nic);
        auto pip = PublicIp("pip-twin", "IPv6").Get();
        pip.ipAddress = ownPublic;
        t.publicIPAddresses.push_back(pip);
    };
}

const std::vector<Row> ROWS{
    Accepted("two sites with routers are accepted", "", NOTHING, OutsideSites),
    Sites("a point-to-point link with one end is refused",
          "",
          "links[3]",
          [](Topology& t) {
              t.links.push_back(Wire("w").Get());
              t.nodes.push_back(Host("h").On("w", "10.0.0.1/30").Get());
          }),
    Sites("a point-to-point link with three ends is refused",
          "",
          "links[2]",
          [](Topology& t) { t.nodes.push_back(Host("h").On("wan", "192.168.7.1/30").Get()); }),
    Sites("a LAN without nodes is refused",
          "",
          "links[3]",
          [](Topology& t) { t.links.push_back(Lan("empty").Get()); }),
    Sites("an unknown link is refused",
          "",
          "nodes[0].interfaces[1].link",
          [](Topology& t) {
              t.nodes[0].interfaces.push_back({"nosuch", {}});
          }),
    Sites("two interfaces of one node on one link are refused",
          "",
          "nodes[0].interfaces[1].link",
          [](Topology& t) {
              t.nodes[0].interfaces.push_back({"lan-a", {}});
          }),
    Sites("an address without prefix length is refused",
          "RFC 4632 3.1",
          "nodes[0].interfaces[0].addresses[2]",
          [](Topology& t) { t.nodes[0].interfaces[0].addresses.push_back("192.0.2.7"); }),
    Sites("an address with an impossible prefix length is refused",
          "RFC 4632 3.1",
          "nodes[0].interfaces[0].addresses[2]",
          [](Topology& t) { t.nodes[0].interfaces[0].addresses.push_back("192.0.2.7/33"); }),
    Sites("the network address as a node's address is refused",
          "RFC 1122 3.2.1.3",
          "nodes[0].interfaces[0].addresses[2]",
          [](Topology& t) { t.nodes[0].interfaces[0].addresses.push_back("192.0.2.0/24"); }),
    Accepted(
        "both addresses of a /31 are accepted",
        "RFC 3021 2.1",
        [](Topology& t) {
            t.nodes[1].interfaces[1].addresses.push_back("10.0.0.0/31");
            t.nodes[2].interfaces[0].addresses.push_back("10.0.0.1/31");
        },
        OutsideSites),
    Sites("one address twice on a link is refused",
          "RFC 5227 1",
          "nodes[1].interfaces[0].addresses[2]",
          [](Topology& t) { t.nodes[1].interfaces[0].addresses.push_back("192.0.2.10/24"); }),
    Accepted(
        "one private address on two links is accepted",
        "RFC 1918 3",
        [](Topology& t) {
            t.nodes[0].interfaces[0].addresses.push_back("10.0.0.1/24");
            t.nodes[3].interfaces[0].addresses.push_back("10.0.0.1/24");
        },
        OutsideSites),
    Sites("a next hop beyond the node's links is refused",
          "RFC 1122 3.3.1.1",
          "nodes[0].routes[2].nextHop",
          [](Topology& t) {
              t.nodes[0].routes.push_back({"10.0.0.0/8", "198.51.100.2"});
          }),
    Sites("the node itself as next hop is refused",
          "",
          "nodes[0].routes[2].nextHop",
          [](Topology& t) {
              t.nodes[0].routes.push_back({"10.0.0.0/8", "192.0.2.10"});
          }),
    Sites("a next hop of the other IP version is refused",
          "",
          "nodes[0].routes[2].nextHop",
          [](Topology& t) {
              t.nodes[0].routes.push_back({"10.0.0.0/8", "2001:db8:a::1"});
          }),
    Sites("a route for no prefix is refused",
          "RFC 4632 3.1",
          "nodes[0].routes[2].prefix",
          [](Topology& t) {
              t.nodes[0].routes.push_back({"10.0.0.1/8", "192.0.2.1"});
          }),
    Accepted(
        "an MTU of 1280 on a link with IPv6 is accepted",
        "RFC 8200 5",
        [](Topology& t) { t.links[2].mtu = 1280; },
        OutsideSites),
    Sites("an MTU of 1279 on a link with IPv6 is refused",
          "RFC 8200 5",
          "links[2].mtu",
          [](Topology& t) { t.links[2].mtu = 1279; }),
    Sites("an MTU of 67 on a link with IPv4 is refused",
          "RFC 791 3.2",
          "links[3].mtu",
          [](Topology& t) {
              t.links.push_back(Lan("old").Mtu(67).Get());
              t.nodes[0].interfaces.push_back({"old", {"10.0.0.1/24"}});
          }),
    Accepted(
        "an MTU of 68 on a link with IPv4 is accepted",
        "RFC 791 3.2",
        [](Topology& t) {
            t.links.push_back(Lan("old").Mtu(68).Get());
            t.nodes[0].interfaces.push_back({"old", {"10.0.0.1/24"}});
        },
        OutsideSites),
    Sites("a rate of zero is refused",
          "",
          "links[0].dataRate",
          [](Topology& t) { t.links[0].dataRate = "0bps"; }),
    Sites("a negative delay is refused",
          "",
          "links[0].delay",
          [](Topology& t) { t.links[0].delay = "-1ms"; }),
    Sites("a fabric delay without unit is refused",
          "",
          "fabric.vnetDelay",
          [](Topology& t) { t.fabric.vnetDelay = "5"; }),
    Sites("a queue for no packet is refused",
          "",
          "fabric.nicQueuePackets",
          [](Topology& t) { t.fabric.nicQueuePackets = 0; }),
    Accepted("a documentation address on the internet is accepted",
             "RFC 5737 3",
             WithInternet("203.0.113.9", "198.51.100.0/24")),
    Refused("a private address on the internet is refused",
            "RFC 6890 2.2",
            "nodes[0].internet.addresses[0]",
            "",
            WithInternet("172.31.0.1")),
    Refused("a unique local address on the internet is refused",
            "RFC 6890 2.2",
            "nodes[0].internet.addresses[0]",
            "",
            WithInternet("fd00::1")),
    Refused("a link-local address on the internet is refused",
            "RFC 6890 2.2",
            "nodes[0].internet.addresses[0]",
            "",
            WithInternet("fe80::1")),
    Refused("a shared address (carrier NAT) on the internet is refused",
            "RFC 6890 2.2",
            "nodes[0].internet.addresses[0]",
            "",
            WithInternet("100.64.0.1")),
    Refused("the default route as a routed prefix is refused",
            "RFC 6890 2.2",
            "nodes[0].internet.prefixes[0]",
            "",
            WithInternet("203.0.113.9", "::/0")),
    Refused("an internet connection without address is refused",
            "",
            "nodes[0].internet.addresses",
            "",
            [](Topology& t) { t.nodes.push_back(InternetHost("iot").Get()); }),
    Refused("two public IPv6 addresses that are the same private address are refused",
            "",
            "networkInterfaces[2].ipConfigurations[1].publicIPAddress",
            "",
            Twin("")),
    Refused("also if one of them is the next free address of its subnet",
            "",
            "networkInterfaces[2].ipConfigurations[1].publicIPAddress",
            "",
            [](Topology& t) {
                Twin("")(t);
                t.networkInterfaces[2].ipConfigurations[1].privateIPAddress = "";
            }),
    Accepted("the same private address with a public one of its own is no conflict",
             "",
             Twin("2001:db8:f::2")),
    Refused("one public address at two places is refused",
            "",
            "nodes[0].internet.addresses[0]",
            "",
            [](Topology& t) {
                t.publicIPAddresses.push_back(PublicIp("pip", "IPv6").At("2001:db8:f::1").Get());
                WithInternet("2001:DB8:F:0::1")(t);
            }),
    Refused("overlapping routed prefixes are refused",
            "",
            "nodes[1].internet.prefixes[0]",
            "",
            [](Topology& t) {
                WithInternet("203.0.113.1", "198.51.100.0/24")(t);
                t.nodes.push_back(
                    InternetHost("two", "203.0.113.2").Owns("198.51.100.128/25").Get());
            }),
    Refused("a routed prefix around somebody else's address is refused",
            "",
            "nodes[0].internet.prefixes",
            "",
            [](Topology& t) {
                WithInternet("203.0.113.1", "198.51.100.0/24")(t);
                t.nodes.push_back(InternetHost("two", "198.51.100.7").Get());
            }),
    Accepted("a literal address as target is accepted",
             "",
             [](Topology& t) { t.workloads[0].to = "2001:db8:77::1"; }),
    Traffic("an unknown sender is refused", "from", [](Workload& w) { w.from = "nosuch"; }),
    Traffic("an unknown target is refused", "to", [](Workload& w) { w.to = "nosuch"; }),
    Traffic("a flow to oneself is refused", "to", [](Workload& w) { w.to = w.from; }),
    Traffic("a multicast target is refused", "to", [](Workload& w) { w.to = "ff02::1"; }),
    Traffic("a broadcast target is refused", "to", [](Workload& w) { w.to = "255.255.255.255"; }),
    Traffic("a loopback target is refused", "to", [](Workload& w) { w.to = "127.0.0.1"; }),
    Traffic("an IPv6 loopback target is refused", "to", [](Workload& w) { w.to = "::1"; }),
    Refused("an IPv4-mapped target is refused: no packet carries such an address",
            "RFC 4291 2.5.5.2",
            "workloads[0].to",
            "",
            [](Topology& t) { t.workloads[0].to = "::ffff:10.1.0.5"; }),
    Traffic("the caller's own address is refused", "to", [](Workload& w) { w.to = "10.1.0.4"; }),
    Sites("the own address of a host outside Azure is refused",
          "",
          "workloads[0].to",
          [](Topology& t) { t.workloads = {CallFromPc("2001:db8:a::10")}; }),
    Traffic("an unknown kind is refused", "kind", [](Workload& w) { w.kind = "sctp"; }),
    Traffic("an unknown family is refused", "family", [](Workload& w) { w.family = "IPv4"; }),
    Traffic("an IPv6 address over v4 is refused",
            "family",
            [](Workload& w) {
                w.to = "2001:db8::1";
                w.family = "v4";
            }),
    Traffic("more than ten million packets are refused",
            "count",
            [](Workload& w) {
                w.count = 10000001;
                w.interval = "1us";
            }),
    Refused("a datagram of 65508 bytes is refused",
            "RFC 791 3.1",
            "workloads[0].size",
            "",
            [](Topology& t) { t.workloads[0].size = 65508; }),
    Accepted("a datagram of 65507 bytes is accepted",
             "RFC 791 3.1",
             [](Topology& t) { t.workloads[0].size = 65507; }),
    Accepted("bulk TCP of 65508 bytes is accepted",
             "",
             [](Topology& t) {
                 t.workloads[0].kind = "tcp-bulk";
                 t.workloads[0].size = 65508;
             }),
    Traffic("a start that is no time is refused", "start", [](Workload& w) { w.start = "soon"; }),
    Traffic("a timeout of zero is refused", "timeout", [](Workload& w) { w.timeout = "0s"; }),
    Traffic("a workload of more than 30 days is refused",
            "interval",
            [](Workload& w) {
                w.count = 10000000;
                w.interval = "1s";
            }),
    Traffic("a reply size for ping is refused", "replySize", [](Workload& w) { w.replySize = 9; }),
    Traffic("a port for ping is refused", "port", [](Workload& w) { w.port = 9; }),
    Traffic("DF for TCP is refused",
            "dontFragment",
            [](Workload& w) {
                w.kind = "tcp";
                w.dontFragment = true;
            }),
    Refused("two workloads of one name are refused",
            "",
            "workloads[1].name",
            "",
            [](Topology& t) { t.workloads.push_back(t.workloads[0]); }),
    Accepted("a check of a failure, its reason and its place is accepted",
             "",
             [](Topology& t) {
                 t.checks.push_back(
                     Expect("fails", "ping").Failed("no-route").At("fabric").Ttl(255).Get());
             }),
    Checked("a check of an unknown workload is refused",
            ".workload",
            [](Check& c) { c.workload = "nosuch"; }),
    Checked("a check for an unknown outcome is refused",
            ".expect",
            [](Check& c) { c.expect = "works"; }),
    Checked("a check for an unknown reason is refused",
            ".reason",
            [](Check& c) {
                c.expect = "failed";
                c.reason = "because";
            }),
    Checked("a check for a reason of what is delivered is refused",
            ".reason",
            [](Check& c) { c.reason = "no-route"; }),
    Checked("a check at an unknown node is refused",
            ".at",
            [](Check& c) {
                c.expect = "failed";
                c.at = "nosuch";
            }),
    Accepted("a check of a path that ends in the fabric is accepted",
             "P3",
             [](Topology& t) {
                 t.checks.at(0).expect = "failed";
                 t.checks.at(0).path = {"vm-a", "fabric"};
             }),
    Checked("a check of a path through an unknown node is refused",
            ".path[1]",
            [](Check& c) {
                c.path = {"vm-a", "nosuch", "vm-b"};
            }),
    Checked("a check for a TTL of 256 is refused", ".ttl", [](Check& c) { c.ttl = 256; }),
    Checked("a check of a silence without a unit is refused",
            ".silence",
            [](Check& c) { c.silence = "300"; }),
    Accepted("a check of sessions alone is accepted",
             "",
             [](Topology& t) {
                 t.checks.at(0).expect = "";
                 t.checks.at(0).sessions = 2;
                 t.checks.at(0).silence = "300s";
             }),
    Checked("a check that asks nothing is refused", "", [](Check& c) { c.expect = ""; }),
    {"all faults of a topology are told at once, in the order of its parts",
     "",
     [](Verdict& v) {
         Topology t = TwoNetworks();
         B(t).addressPrefixes.push_back("10.1.0.0/16");
         SubnetA(t).addressPrefixes[1] = "2001:db8:1::/65";
         t.virtualMachines[0].networkInterfaces.push_back("nosuch");
         t.workloads[0].to = "nosuch";
         std::string rules;
         for (const auto& fault : Validate(t))
         {
             rules += fault.path + " ";
         }
         v.Equal(rules,
                 "virtualNetworks[0].subnets[0].addressPrefixes[1] "
                 "virtualNetworks[0].virtualNetworkPeerings[0] "
                 "virtualMachines[0].networkInterfaces[1] workloads[0].to ",
                 "paths");
     }},
    {"a fault is told with path, name, Azure's word, sentence and rule",
     "P6",
     [](Verdict& v) {
         Topology t = TwoNetworks();
         B(t).addressPrefixes.push_back("10.1.0.0/16");
         v.Equal(Shown(Validate(t)),
                 "virtualNetworks[0].virtualNetworkPeerings[0] (a/a-to-b): "
                 "VnetAddressSpacesOverlap: a and b cannot be peered because their address spaces "
                 "overlap: 10.1.0.0/16 and 10.1.0.0/16 [P6]\n",
                 "text");
     }},
    {"1,000 spokes on one hub are judged in little more than ten times the time of 100",
     "",
     [](Verdict& v) {
         size_t faults = 0;
         const double small = std::min(Seconds(100, faults), Seconds(100, faults));
         const double large = std::min(Seconds(1000, faults), Seconds(1000, faults));
         v.Equal(faults, 0U, "faults");
         v.True(large < 30 * small + 0.05,
                std::to_string(large) + " s against " + std::to_string(small) + " s");
     }},
    {"1,000 spokes of one range on one hub give one fault per spoke but the first",
     "P6a",
     [](Verdict& v) {
         Topology t = HubWithSpokes(1000);
         for (size_t i = 1; i < t.virtualNetworks.size(); ++i)
         {
             t.virtualNetworks[i].addressPrefixes.push_back("172.16.0.0/16");
         }
         v.Equal(Validate(t).size(), 999U, "faults");
     }},
};

V6LAB_SUITE("v6lab-topology-validate-outside", ROWS);

} // namespace
