// SPDX-License-Identifier: GPL-2.0-only
// Azure Firewall and packet filters of appliances, from end to end over installed topologies.
#include "model/azure/azure-firewall.h"

#include "helper/install/install.h"
#include "helper/stack-helper.h"
#include "helper/topology/builder.h"
#include "helper/topology/validate.h"
#include "test/support/table.h"

#include "ns3/simulator.h"

#include <map>
#include <set>

using namespace ns3::v6lab;
using namespace ns3::v6lab::build;
using namespace ns3::v6lab::test;

namespace
{

const std::string ADDRESS = "10.0.1.4"; // of the firewall
const std::string PUBLIC = "203.0.113.10";
const std::string SITE = "198.51.100.7";
const std::string SITE6 = "2001:db8:99::7";

/** Installs a topology and runs it to the end. */
class Run
{
  public:
    explicit Run(const Topology& topology)
    {
        for (const auto& fault : Validate(topology))
        {
            faults += ToString(fault) + "; ";
        }
        if (!faults.empty())
        {
            return;
        }
        auto in = Install(topology);
        names = in.names;
        for (const auto& [name, node] : in.nodes)
        {
            StackHelper::GetPlane(node)->TraceConnectWithoutContext(
                "Hop",
                ns3::MakeCallback(&Run::OnHop, this));
        }
        ns3::Simulator::Stop(ns3::Seconds(60));
        ns3::Simulator::Run();
        flows = in.ledger->GetFlows();
        const auto found = in.nodes.find("fw");
        if (found != in.nodes.end())
        {
            firewall = found->second->GetObject<AzureFirewallService>();
        }
        hits = firewall ? firewall->GetNetworkRuleHit() : 0;
        bytes = firewall ? firewall->GetDataProcessed() : 0;
        ns3::Simulator::Destroy();
    }

    /** "delivered", or the reason and where it was: "firewall-no-rule at fw". */
    std::string Fate(const std::string& name) const
    {
        if (!faults.empty())
        {
            return faults;
        }
        for (const auto& flow : flows)
        {
            if (flow.name == name)
            {
                const std::string word(Describe(flow.reason).word);
                const bool known = drops.count(word) != 0;
                return flow.outcome == FlowOutcome::Delivered
                           ? "delivered"
                           : word + (known ? " at " + drops.at(word) : "");
            }
        }
        return "no such flow";
    }

    const FlowRecord& Flow(const std::string& name) const
    {
        for (const auto& flow : flows)
        {
            if (flow.name == name)
            {
                return flow;
            }
        }
        throw std::invalid_argument(faults + "no flow " + name);
    }

    std::string faults;
    std::vector<FlowRecord> flows;
    std::map<uint32_t, std::string> names;
    std::map<std::string, std::string> drops; //!< the last node by reason
    std::set<std::string> rules;              //!< named by drops and translations
    ns3::Ptr<AzureFirewallService> firewall;
    uint64_t hits{0};
    uint64_t bytes{0};

  private:
    void OnHop(const PacketEvent& event)
    {
        if (event.action == Action::Drop)
        {
            drops[std::string(Describe(event.reason).word)] = names[event.node];
        }
        if (event.rule)
        {
            rules.insert(event.rule);
        }
    }
};

FirewallIn
Basic()
{
    return FirewallIn("fw", "hub/AzureFirewallSubnet", ADDRESS)
        .Public(PublicIp("fw-pip").At(PUBLIC))
        .Deny("TCP", {"*"}, {"*"}, {"23"})
        .Named("no-telnet")
        .Allow("TCP", {"10.0.0.0/8", "172.16.0.0/12"}, {"*"}, {"80", "443"})
        .Named("web")
        .Allow("ICMP", {"*"}, {"*"})
        .Named("ping")
        .Allow("UDP", {"10.0.0.0/8"}, {SITE}, {"33434-33600"})
        .Named("trace");
}

/** app (10.1.0.4) and web (10.2.0.4) in spokes whose default route is the firewall; site outside.
 */
TopologyBuilder
Hub(const FirewallIn& firewall, bool v6 = false)
{
    auto hub = Vnet("hub").Space("10.0.0.0/16");
    auto one = Vnet("one").Space("10.1.0.0/16");
    auto two = Vnet("two").Space("10.2.0.0/16");
    if (v6)
    {
        hub.Space("fd00:0:0::/48").Subnet("AzureFirewallSubnet", "10.0.1.0/26", "fd00:0:0:1::/64");
        one.Space("fd00:1::/48").Subnet("app", "10.1.0.0/24", "fd00:1::/64").Uses("to-fw");
        two.Space("fd00:2::/48").Subnet("web", "10.2.0.0/24", "fd00:2::/64").Uses("to-fw");
    }
    else
    {
        hub.Subnet("AzureFirewallSubnet", "10.0.1.0/26");
        one.Subnet("app", "10.1.0.0/24").Uses("to-fw");
        two.Subnet("web", "10.2.0.0/24").Uses("to-fw");
    }
    auto table = Udr("to-fw").Via("0.0.0.0/0", ADDRESS);
    auto app = Vm("app");
    auto web = Vm("web");
    if (v6)
    {
        table.Via("::/0", "fd00:0:0:1::4");
        app.Nic("one/app", "v4", "v6");
        web.Nic("two/web", "v4", "v6");
    }
    else
    {
        app.Nic("one/app");
        web.Nic("two/web");
    }
    return TopologyBuilder("lab")
        .Add(hub)
        .Add(one)
        .Add(two)
        .Peer(hub, one, AllowForwardedTraffic)
        .Peer(hub, two, AllowForwardedTraffic)
        .Add(table)
        .Add(firewall)
        .Add(app)
        .Add(web)
        .Add(v6 ? InternetHost("site", SITE, SITE6) : InternetHost("site", SITE));
}

Topology
WithFlow(const Flow& flow)
{
    return Hub(Basic()).Add(flow).Build();
}

const std::vector<Row> SERVICE = {
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

const std::vector<Row> ASYMMETRIC = {
    {"the answer by a direct peering kills a flow that the firewall saw begin",
     "M2",
     [](Verdict& v) {
         const auto make = [](bool both) {
             auto topology = WithFlow(Tcp("app", "web", "f"));
             const auto peer = [&](size_t from, const std::string& to) {
                 VirtualNetworkPeering peering;
                 peering.name = "direct";
                 peering.remoteVirtualNetwork = to;
                 topology.virtualNetworks[from].virtualNetworkPeerings.push_back(peering);
             };
             peer(1, "two");
             peer(2, "one");
             topology.routeTables[0].routes.push_back(
                 {"two", "10.2.0.0/16", "VirtualAppliance", ADDRESS});
             if (both)
             {
                 topology.routeTables[0].routes.push_back(
                     {"one", "10.1.0.0/16", "VirtualAppliance", ADDRESS});
             }
             return topology;
         };
         v.Equal(Run(make(false)).Fate("f"), "firewall-no-connection at fw", "one way");
         v.Equal(Run(make(true)).Fate("f"), "delivered", "both ways");
     }},
    {"without a route on the gateway's subnet, on-premises reaches a spoke past the firewall and "
     "the answer dies there",
     "R18, M2",
     [](Verdict& v) {
         const auto make = [](bool inspected) {
             auto hub = Vnet("hub")
                            .Space("10.0.0.0/16")
                            .Subnet("AzureFirewallSubnet", "10.0.1.0/26")
                            .Subnet("edge", "10.0.2.0/24");
             auto one = Vnet("one").Space("10.1.0.0/16").Subnet("app", "10.1.0.0/24").Uses("to-fw");
             auto branch = Vnet("branch")
                               .Space("172.16.0.0/16")
                               .Subnet("site", "172.16.0.0/24")
                               .Uses("to-edge");
             if (inspected)
             {
                 hub.Uses("inspect");
             }
             return TopologyBuilder("lab")
                 .Add(hub)
                 .Add(one)
                 .Add(branch)
                 .Peer(hub, one, AllowForwardedTraffic)
                 .Peer(hub, branch, AllowForwardedTraffic)
                 .Add(Udr("to-fw").Via("0.0.0.0/0", ADDRESS))
                 .Add(Udr("to-edge").Via("10.1.0.0/16", "10.0.2.4"))
                 .Add(Udr("inspect").Via("10.1.0.0/16", ADDRESS))
                 .Add(Basic())
                 .Add(Vm("edge").Nic("hub/edge").Forwarding())
                 .Add(Vm("app").Nic("one/app"))
                 .Add(Vm("premises").Nic("branch/site"))
                 .Add(Tcp("premises", "app", "f"))
                 .Build();
         };
         v.Equal(Run(make(false)).Fate("f"), "firewall-no-connection at fw", "without");
         v.Equal(Run(make(true)).Fate("f"), "delivered", "with R18's route");
     }},
};

Topology
DualStack(const std::function<void(FirewallIn&)>& change, const Flow& flow)
{
    auto firewall = Basic();
    change(firewall);
    return Hub(firewall, true).Add(flow).Build();
}

const std::vector<Row> IPV6 = {
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

/** app behind an appliance with this filter in its own subnet; both IP versions. */
Topology
Appliance(const GuestFirewall& filter, const std::vector<Flow>& flows)
{
    auto lab = TopologyBuilder("lab");
    lab.Add(Vnet("v")
                .Space("10.1.0.0/16", "fd00:1::/48")
                .Subnet("app", "10.1.0.0/24", "fd00:1::/64")
                .Uses("out")
                .Subnet("nva", "10.1.1.0/24", "fd00:1:0:1::/64"))
        .Add(Udr("out").Via("0.0.0.0/0", "10.1.1.4").Via("::/0", "fd00:1:0:1::4"))
        .Add(Vm("app").Nic("v/app", "v4", "v6"))
        .Add(Vm("nva")
                 .Nic("v/nva", "v4", "v6")
                 .Public(PublicIp("p4").At(PUBLIC))
                 .Public(PublicIp("p6", "IPv6").At("2001:db8:fff::9"))
                 .Filtering(filter))
        .Add(InternetHost("site", SITE, SITE6));
    for (const auto& flow : flows)
    {
        lab.Add(flow);
    }
    return lab.Build();
}

const std::vector<Row> APPLIANCES = {
    {"an appliance that masquerades gets IPv6 to the Internet",
     "D3",
     [](Verdict& v) {
         GuestFirewall filter;
         filter.masquerade = {"IPv6"};
         const Run run(Appliance(
             filter,
             {Tcp("app", "site", "six").Over("v6"), Tcp("app", "site", "four").Over("v4")}));
         v.Equal(run.Fate("six"), "delivered", "IPv6");
         v.Equal(run.Flow("six").peerSeen.ToString(), "2001:db8:fff::9", "source that site sees");
         v.True(run.Fate("four") != "delivered", "IPv4 keeps a source that is not its own");
     }},
    {"an appliance's rules are asked in order, and its own services are its own",
     "M2",
     [](Verdict& v) {
         GuestFirewall filter;
         filter.masquerade = {"IPv4", "IPv6"};
         filter.defaultAction = "Deny";
         filter.rules = {{"no", "Deny", {"TCP"}, {"*"}, {SITE6}, {"80"}},
                         {"yes", "Allow", {"TCP"}, {"*"}, {"*"}, {"80"}}};
         const Run run(Appliance(filter,
                                 {Tcp("app", "site", "six").Over("v6"),
                                  Tcp("app", "site", "four").Over("v4"),
                                  UdpEcho("app", "site", "udp").Over("v4"),
                                  Ping("app", "nva", "own").Over("v4"),
                                  Tcp("nva", "site", "out").Over("v4")}));
         v.Equal(run.Fate("six"), "firewall-denied at nva", "denied");
         v.Equal(run.Fate("four"), "delivered", "allowed");
         v.Equal(run.Fate("udp"), "firewall-no-rule at nva", "by default");
         v.Equal(run.Fate("own"), "delivered", "a ping to the appliance");
         v.Equal(run.Fate("out"), "delivered", "its own call");
     }},
};

std::vector<Row>
All()
{
    std::vector<Row> all;
    for (const auto* rows : {&SERVICE, &ASYMMETRIC, &IPV6, &APPLIANCES})
    {
        all.insert(all.end(), rows->begin(), rows->end());
    }
    return all;
}

} // namespace

V6LAB_SUITE("v6lab-azure-firewall", All());
