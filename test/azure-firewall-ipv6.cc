// SPDX-License-Identifier: GPL-2.0-only
// IPv6 through Azure Firewall.
#include "test/support/firewall-hub.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::build;
using namespace ns3::v6lab::test;
using namespace ns3::v6lab::test::firewallhub;

namespace
{

Topology
DualStack(const std::function<void(FirewallIn&)>& change, const Flow& flow)
{
    auto firewall = Basic();
    change(firewall);
    return Hub(firewall, true).Add(flow).Build();
}

const std::vector<Row> ROWS{
    {"a firewall without dual stack has no IPv6 address that a route could lead to",
     "D3",
     [](Verdict& v) {
         const auto flow = Tcp("app", "web", "f").Over("v6");
         v.Equal(Run(DualStack([](FirewallIn&) {}, flow)).Fate("f"),
                 "azure-next-hop-unreachable",
                 "fate");
     }},
    {"a dual-stack firewall carries IPv6 by rules of its own",
     "D3, M2",
     [](Verdict& v) {
         const auto flow = Tcp("app", "web", "f").Over("v6");
         v.Equal(Run(DualStack([](FirewallIn& f) { f.DualStack(); }, flow)).Fate("f"),
                 "firewall-no-rule at fw",
                 "IPv4 rules do not help");
         const Run run(DualStack(
             [](FirewallIn& f) { f.DualStack().Allow("TCP", {"fd00::/8"}, {"*"}, {"80"}); },
             flow));
         v.Equal(run.Fate("f"), "delivered", "with a rule");
         v.Equal(run.Flow("f").peerSeen.ToString(), "fd00:1::4", "unique local: not translated");
     }},
    {"whatever private ranges are chosen, fc00::/7 is not translated",
     "M2",
     [](Verdict& v) {
         auto topology = DualStack(
             [](FirewallIn& f) { f.DualStack().Allow("TCP", {"fd00::/8"}, {"*"}, {"80"}); },
             Tcp("app", "web", "f").Over("v6"));
         topology.azureFirewalls[0].privateRanges = {"192.168.0.0/16"};
         const Run run(topology);
         v.Equal(run.Fate("f"), "delivered", "fate");
         v.Equal(run.Flow("f").peerSeen.ToString(), "fd00:1::4", "source that web sees");
     }},
    {"IPv6 flows to the Internet get the firewall's address",
     "D3, M2",
     [](Verdict& v) {
         const Run run(DualStack(
             [](FirewallIn& f) {
                 f.DualStack().Allow("TCP", {"fd00::/8"}, {"::/0"});
                 f.Public(PublicIp("fw-pip6", "IPv6").At("2001:db8:fff::9"));
             },
             Tcp("app", "site", "f").Over("v6")));
         v.Equal(run.Fate("f"), "delivered", "fate");
         v.Equal(run.Flow("f").peerSeen.ToString(), "2001:db8:fff::9", "source that site sees");
     }},
};

V6LAB_SUITE("v6lab-azure-firewall-ipv6", ROWS);

} // namespace
