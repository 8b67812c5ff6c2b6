// SPDX-License-Identifier: GPL-2.0-only
// Azure Firewall between spokes and the internet, from end to end.
#include "test/support/firewall-hub.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::build;
using namespace ns3::v6lab::test;
using namespace ns3::v6lab::test::firewallhub;

namespace
{

const std::vector<Row> ROWS{
    {"an allowed flow between spokes passes both ways with its own source",
     "M2",
     [](Verdict& v) {
         const Run run(WithFlow(Tcp("app", "web", "f")));
         v.Equal(run.Fate("f"), "delivered", "fate");
         v.Equal(run.Flow("f").peerSeen.ToString(), "10.1.0.4", "source that web sees");
         v.Equal(run.hits, uint64_t{1}, "NetworkRuleHit");
         v.True(run.bytes > 1000, "DataProcessed");
     }},
    {"what no rule allows is denied there",
     "M2",
     [](Verdict& v) {
         v.Equal(Run(WithFlow(UdpEcho("app", "web", "f"))).Fate("f"),
                 "firewall-no-rule at fw",
                 "fate");
     }},
    {"a rule that denies is named",
     "M2",
     [](Verdict& v) {
         const Run run(WithFlow(Tcp("app", "web", "f").Port(23)));
         v.Equal(run.Fate("f"), "firewall-denied at fw", "fate");
         v.Equal(run.rules.count("no-telnet/no-telnet"), size_t{1}, "rule");
     }},
    {"the Internet sees the firewall's public address",
     "M2",
     [](Verdict& v) {
         const Run run(Hub(Basic())
                           .Add(Tcp("app", "site", "f"))
                           .Add(Ping("web", "site", "p").Size(1400))
                           .Build());
         v.Equal(run.Fate("f"), "delivered", "TCP");
         v.Equal(run.Flow("f").peerSeen.ToString(), PUBLIC, "source that site sees");
         v.Equal(run.Fate("p"), "delivered", "ping");
         v.Equal(run.rules.count("web/web"), size_t{1}, "rule of the translation");
     }},
    {"flows spread over several public addresses",
     "M2",
     [](Verdict& v) {
         auto firewall = Basic();
         firewall.Public(PublicIp("second").At("203.0.113.11"));
         auto lab = Hub(firewall);
         for (int i = 0; i < 12; ++i)
         {
             lab.Add(Tcp("app", "site", "f" + std::to_string(i)));
         }
         const Run run(lab.Build());
         std::set<std::string> seen;
         for (int i = 0; i < 12; ++i)
         {
             v.Equal(run.Fate("f" + std::to_string(i)), "delivered", "fate");
             seen.insert(run.Flow("f" + std::to_string(i)).peerSeen.ToString());
         }
         v.Equal(seen.size(), size_t{2}, "addresses seen");
     }},
    {"private ranges of its own choice are not translated, and others are",
     "M2",
     [](Verdict& v) {
         auto topology = WithFlow(Tcp("app", "web", "f"));
         topology.azureFirewalls[0].privateRanges = {"192.168.0.0/16"};
         const Run run(topology);
         v.Equal(run.Fate("f"), "delivered", "fate");
         v.Equal(run.Flow("f").peerSeen.ToString(), ADDRESS, "source that web sees");
     }},
    {"destination NAT lets the Internet in, and the answer comes back through the firewall",
     "M2, R19",
     [](Verdict& v) {
         auto firewall = Basic();
         firewall.Dnat("fw-pip", 8080, "10.2.0.4", 80);
         const Run run(Hub(firewall)
                           .Add(Tcp("site", PUBLIC, "f").Port(8080).Server("web", 80))
                           .Add(Tcp("site", PUBLIC, "beside").Port(81).Server("web", 81))
                           .Build());
         v.Equal(run.Fate("f"), "delivered", "fate");
         v.Equal(run.Flow("f").peerSeen.ToString(), ADDRESS, "source that web sees");
         v.Equal(run.Fate("beside"), "firewall-no-rule at fw", "another port");
     }},
    {"a machine's own public address is dead behind a default route to the firewall",
     "R19",
     [](Verdict& v) {
         auto lab = Hub(Basic());
         lab.Add(Vm("open").Nic("two/web", "10.2.0.9").Public(PublicIp("own").At("203.0.113.77")));
         const Run run(lab.Add(Tcp("site", "open", "f")).Build());
         v.True(run.Fate("f") != "delivered", run.Fate("f"));
         v.Equal(run.drops.at("firewall-no-connection"), "fw", "the answer dies");
     }},
    {"a traceroute shows the firewall as a hop",
     "M2",
     [](Verdict& v) {
         const Run run(WithFlow(Traceroute("app", "site", "f").Count(4)));
         std::string routers;
         for (const auto& answer : run.Flow("f").routers)
         {
             routers += answer.address.ToString() + " ";
         }
         v.Equal(routers, ADDRESS + " " + SITE + " ", "routers");
     }},
    {"path MTU discovery works through address translation",
     "M2",
     [](Verdict& v) {
         auto lab = Hub(Basic());
         lab.Add(Wire("thin").Mtu(1300))
             .Add(Router("edge")
                      .On("thin", "192.0.2.1/24")
                      .Internet("198.51.100.9")
                      .Owns("192.0.2.0/24"))
             .Add(Host("far").On("thin", "192.0.2.2/24").Route("0.0.0.0/0", "192.0.2.1"));
         const Run run(lab.Add(TcpBulk("app", "far", "f").Size(50000)).Build());
         v.Equal(run.Fate("f"), "delivered", "fate");
         v.Equal(run.drops.count("fragmentation-needed"), size_t{1}, "an error was needed");
     }},
};

V6LAB_SUITE("v6lab-azure-firewall", ROWS);

} // namespace
