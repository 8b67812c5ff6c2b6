// SPDX-License-Identifier: GPL-2.0-only
// Home routers of a topology in the words of OpenWrt: what their rules let through.
#include "helper/install/install.h"
#include "helper/install/workload-install.h"
#include "helper/topology/builder.h"
#include "test/support/table.h"

#include "ns3/simulator.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::build;
using test::Row;
using test::Verdict;

namespace
{

const std::string OUT4 = "192.0.2.9";
const std::string IN4 = "192.168.38.9";
const std::string IN6 = "2001:db8:2::9";
const std::string ROUTER4 = "192.0.2.1"; // on the wan

/** out – "wan" – r – "lan" – in: everybody has addresses of both families. */
Topology
Home(const std::string& rules, const Flow& flow)
{
    TopologyBuilder lab("home");
    lab.Add(Wire("wan")).Add(Lan("lan"));
    lab.Add(Host("in").On("lan", IN4 + "/24", IN6 + "/64"));
    lab.Add(Host("out").On("wan", OUT4 + "/24", "2001:db8:1::9/64"));
    lab.Add(Router("r")
                .On("lan", "192.168.38.1/24", "2001:db8:2::1/64")
                .On("wan", ROUTER4 + "/24", "2001:db8:1::1/64")
                .OpenWrt("lan", "wan", rules));
    return lab.Add(flow).Build();
}

/** The home, and somebody else's NAT64 on the wan; `nat64` has which addresses. */
Topology
WithNat64(const std::string& on, const std::string& pool, const Flow& flow)
{
    TopologyBuilder lab("home");
    lab.Add(Lan("wan")).Add(Lan("lan"));
    lab.Add(Host("in").On("lan", IN4 + "/24", IN6 + "/64"));
    lab.Add(Host("out").On("wan", OUT4 + "/24", "2001:db8:1::9/64").Route(IN4 + "/32", ROUTER4));
    lab.Add(Router("r")
                .On("lan", "192.168.38.1/24", "2001:db8:2::1/64")
                .On("wan", ROUTER4 + "/24", "2001:db8:1::1/64")
                .OpenWrt("lan", "wan"));
    lab.Add(Router("other").On("wan", "192.0.2.3/24", "2001:db8:1::3/64"));
    return lab.Add(Nat64On(on).Prefix("64:ff9b::/96").Pool(pool)).Add(flow).Build();
}

/** r is a CLAT with one address of its own, and has the PLAT on its wan; `jool` is r's. */
Topology
WithClat(const Flow& flow, const std::string& jool = "")
{
    TopologyBuilder lab("clat");
    lab.Add(Lan("wan")).Add(Lan("lan")).Add(Wire("ipv4"));
    lab.Add(Host("in").On("lan", IN4 + "/24"));
    lab.Add(Router("r")
                .On("lan", "192.168.38.1/24")
                .On("wan", "2001:db8:1::1/64")
                .Route("64:ff9b::/96", "2001:db8:1::3")
                .OpenWrt("lan", "wan", "", jool));
    lab.Add(Router("plat")
                .On("wan", "2001:db8:1::3/64")
                .On("ipv4", "198.51.100.1/24")
                .Route("2001:db8:c::/64", "2001:db8:1::1"));
    lab.Add(Host("server").On("ipv4", "198.51.100.9/24"));
    lab.Add(Nat64On("plat").Prefix("64:ff9b::/96").Pool("203.0.113.1"));
    lab.Add(ClatOn("r").Network("192.168.38.0/24").Shared("2001:db8:c::1").Prefix("64:ff9b::/96"));
    return lab.Add(flow).Build();
}

/** r asks isp for a prefix and uses its third /64; it gives it back at this time, if at all. */
Topology
Delegated(const std::string& release, const Flow& flow)
{
    TopologyBuilder lab("delegated");
    lab.Add(Lan("up")).Add(Lan("lan"));
    lab.Add(Router("isp")
                .On("up", "2001:db8:1::1/64")
                .Advertise("up")
                .Announce("2001:db8:1::/64")
                .Delegates("up", "2001:db8:10::/60", 62));
    lab.Add(Router("r")
                .Autoconfigured("up")
                .On("lan", "192.168.38.1/24")
                .RequestsPrefix("up")
                .Downlink("lan", 2));
    auto topology = lab.Add(flow).Build();
    topology.nodes.at(1).prefixRequests.at(0).release = release;
    return topology;
}

/** "delivered", or why not. */
std::string
Outcome(const Topology& topology)
{
    std::string word;
    {
        const auto installation = Install(topology);
        StopWhenWorkloadsEnd(installation, ns3::Seconds(1));
        ns3::Simulator::Run();
        const auto& flow = installation.ledger->GetFlows().front();
        word = flow.outcome == FlowOutcome::Delivered ? ToWord(flow.outcome)
                                                      : std::string(Describe(flow.reason).word);
    }
    ns3::Simulator::Destroy();
    return word;
}

std::string
Of(const std::string& rules, const Flow& flow)
{
    return Outcome(Home(rules, flow));
}

/** A rule of these lines, "src wan" and so on. */
std::string
Rule(const std::vector<std::string>& options)
{
    std::string text = "config rule\n";
    for (const auto& option : options)
    {
        text += "option " + option + "\n";
    }
    return text;
}

Flow
Udp(const std::string& from, const std::string& to)
{
    return UdpEcho(from, to).Port(7);
}

const std::string ACCEPTS = Rule({"src wan", "dest lan", "proto udp", "target ACCEPT"});
const std::string DROPS = Rule({"src wan", "dest lan", "proto udp", "dest_port 7"});

const std::vector<Row> ROWS{
    {"the first rule that matches decides",
     "article C",
     [](Verdict& v) {
         v.Equal(Of("", Udp("out", IN4)), "firewall-zone-no-rule", "none");
         v.Equal(Of(ACCEPTS + DROPS, Udp("out", IN4)), "delivered", "ACCEPT, then DROP");
         v.Equal(Of(DROPS + ACCEPTS, Udp("out", IN4)), "firewall-zone-denied", "DROP, then ACCEPT");
     }},
    {"a rule without family is for both IP versions, one with it for one",
     "article C",
     [](Verdict& v) {
         const auto six = Rule({"src wan", "dest lan", "family ipv6", "target ACCEPT"});
         v.Equal(Of(ACCEPTS, Udp("out", IN4)), "delivered", "any, IPv4");
         v.Equal(Of(ACCEPTS, Udp("out", IN6)), "delivered", "any, IPv6");
         v.Equal(Of(six, Udp("out", IN4)), "firewall-zone-no-rule", "ipv6, IPv4");
         v.Equal(Of(six, Udp("out", IN6)), "delivered", "ipv6, IPv6");
     }},
    {"the rules that OpenWrt comes with are asked before those that somebody adds",
     "RFC 4890 4.3, 4.4; article C",
     [](Verdict& v) {
         const auto pings = Rule({"src wan", "proto icmp"}) + //
                            Rule({"src wan", "dest *", "proto icmp"});
         v.Equal(Of(pings, Ping("out", ROUTER4)), "delivered", "Allow-Ping");
         v.Equal(Of(pings, Ping("out", IN6)), "delivered", "Allow-ICMPv6-Forward");
         v.Equal(Of(pings, Ping("out", IN4)), "firewall-zone-denied", "of ICMP none is forwarded");
         v.Equal(Of("", Ping("out", IN4)), "firewall-zone-no-rule", "nor without a rule");
     }},
    {"a rule without dest is for the router itself, one with dest for what it forwards",
     "article C",
     [](Verdict& v) {
         const auto input = Rule({"src wan", "proto udp", "target ACCEPT"});
         v.Equal(Of(input, Udp("out", ROUTER4)), "delivered", "without, to the router");
         v.Equal(Of(input, Udp("out", IN4)), "firewall-zone-no-rule", "without, through it");
         v.Equal(Of(ACCEPTS, Udp("out", ROUTER4)), "firewall-zone-no-rule", "with, to the router");
     }},
    {"what the lan sends passes unless a rule says otherwise",
     "article C; RFC 6092 3.1",
     [](Verdict& v) {
         const auto out = Rule({"src lan", "dest wan", "target REJECT"});
         const auto input = Rule({"src lan"});
         v.Equal(Of(ACCEPTS, Udp("in", OUT4)), "delivered", "by itself");
         v.Equal(Of(out, Udp("in", OUT4)), "firewall-zone-denied", "REJECT, through the router");
         v.Equal(Of(out, Udp("in", "192.168.38.1")), "delivered", "REJECT, to the router");
         v.Equal(Of(input, Udp("in", "192.168.38.1")),
                 "firewall-zone-denied",
                 "DROP, to the router");
         v.Equal(Of(input, Udp("in", OUT4)), "delivered", "DROP, through the router");
         v.Equal(Of(out, Udp("out", IN4)),
                 "firewall-zone-no-rule",
                 "a rule of the lan is none of wan");
     }},
    {"answers to the router's own NAT64 pass, those to another's do not",
     "RFC 6146 3.5, article C",
     [](Verdict& v) {
         const auto called = Ping("in", "64:ff9b::c000:209").Server("out");
         v.Equal(Outcome(WithNat64("r", ROUTER4, called)), "delivered", "r's");
         v.Equal(Outcome(WithNat64("other", IN4, Udp("out", IN4))),
                 "firewall-zone-no-rule",
                 "other's");
     }},
    {"answers to the router's own CLAT pass",
     "RFC 6877 2, article C",
     [](Verdict& v) {
         v.Equal(Outcome(WithClat(Udp("in", "198.51.100.9"))), "delivered", "through the PLAT");
     }},
    {"answers to the router's own CLAT come past its Jool, in fragments, too",
     "RFC 6877 2, RFC 6146 3.4, article C",
     [](Verdict& v) {
         const std::string jool = "jool -6 2001:db8:64::/96";
         for (const uint32_t size : {100, 1600, 3000})
         {
             const auto flow = Udp("r", "198.51.100.9").Size(size);
             v.Equal(Outcome(WithClat(flow, jool)), "delivered", std::to_string(size) + " bytes");
         }
     }},
    {"a link gets the /64 that it was told, until the prefix is given back",
     "RFC 8415 6.3, 18.2.7; RFC 7084 L-2",
     [](Verdict& v) {
         const auto third = [](const std::string& start) {
             return Ping("isp", "2001:db8:10:2::1").Server("r").Count(1).Start(start);
         };
         const auto first = Ping("isp", "2001:db8:10::1").Server("r").Count(1).Start("12s");
         v.Equal(Outcome(Delegated("", third("12s"))), "delivered", "it has the third");
         v.Equal(Outcome(Delegated("", first)), "no-route", "and not the first");
         v.Equal(Outcome(Delegated("10s", third("12s"))), "no-route", "it was given back");
         v.Equal(Outcome(Delegated("20s", third("12s"))), "delivered", "it will be");
     }},
    {"what has no way is unreachable, whatever the rules say: a route is looked for first",
     "RFC 7084 WPD-5; RFC 4443 3.1",
     [](Verdict& v) {
         const auto lab = [](const std::string& to, const std::string& server) {
             const auto flow = UdpEcho("isp", to).Server(server).Port(7).Count(1).Start("12s");
             auto topology = Delegated("", flow);
             topology.nodes.at(1).openwrt = OpenWrtConfig{{"lan"}, {"up"}, "", ""};
             return Outcome(topology);
         };
         v.Equal(lab("2001:db8:10:1::1", "r"), "no-route", "a /64 that no link has");
         v.Equal(lab("2001:db8:10:2::9", "r"), "firewall-zone-no-rule", "the lan's");
     }},
    {"src * is every zone",
     "article C",
     [](Verdict& v) {
         const auto every = Rule({"src *", "dest *", "proto udp", "dest_port 7"});
         v.Equal(Of(every + ACCEPTS, Udp("out", IN4)), "firewall-zone-denied", "wan");
         v.Equal(Of(every, Udp("in", OUT4)), "firewall-zone-denied", "lan");
     }},
    {"rules of every zone are asked before those of one, as in the chains of fw4",
     "OpenWrt firewall, fw4",
     [](Verdict& v) {
         const auto deny = Rule({"src *", "dest lan", "proto udp"});
         const auto allow = Rule({"src *", "dest *", "proto udp", "target ACCEPT"});
         v.Equal(Of(ACCEPTS + deny, Udp("out", IN4)), "firewall-zone-denied", "none passes");
         v.Equal(Of(DROPS + allow, Udp("out", IN4)), "delivered", "all pass");
         v.Equal(Of(Rule({"src *", "proto icmp"}), Ping("out", ROUTER4)),
                 "firewall-zone-denied",
                 "also before OpenWrt's own rules");
     }},
    {"a delegated /64 is the link's as a whole",
     "RFC 7084 L-2, WPD-5",
     [](Verdict& v) {
         for (const uint32_t length : {63, 64})
         {
             const auto flow = Ping("isp", "2001:db8:10::1").Server("r").Count(1).Start("12s");
             auto topology = Delegated("", flow);
             topology.nodes.at(0).delegates.at(0).length = length;
             topology.nodes.at(1).prefixRequests.at(0).downlinks.at(0).subnet = 0;
             v.Equal(Outcome(topology), "delivered", "/" + std::to_string(length));
             topology.workloads.at(0).to = "in";
             topology.workloads.at(0).server = "";
             topology.workloads.at(0).family = "v6";
             auto in = Host("in").Autoconfigured("lan");
             topology.nodes.push_back(in.Get());
             v.Equal(Outcome(topology), "delivered", "a host, /" + std::to_string(length));
         }
     }},
    {"a link has a unique local prefix from the start, beside the one that is delegated later",
     "RFC 7084 ULA-1, L-2; RFC 6724 5",
     [](Verdict& v) {
         const auto lab = [](const Flow& flow, const std::string& start) {
             auto topology = Delegated("", flow);
             topology.nodes.at(0).delegates.at(0).start = start;
             auto& r = topology.nodes.at(1);
             r.interfaces.at(1).addresses.push_back("fd00:7::1/64");
             RouterAdvertisementConfig told;
             told.link = "lan";
             told.prefixes.resize(1);
             told.prefixes.at(0).prefix = "fd00:7::/64";
             r.routerAdvertisements.push_back(told);
             auto in = Host("in").Autoconfigured("lan");
             topology.nodes.push_back(in.Get());
             return Outcome(topology);
         };
         const auto home = Ping("in", "fd00:7::1").Server("r").Count(1).Start("12s");
         const auto out = Ping("in", "2001:db8:1::1").Server("isp").Count(1).Start("12s");
         v.Equal(lab(home, "60s"), "delivered", "at home, without a delegated prefix");
         v.Equal(lab(out, "60s"), "no-route", "to the provider, without");
         v.Equal(lab(home, "0s"), "delivered", "at home, with one");
         v.Equal(lab(out, "0s"), "delivered", "to the provider, with one");
     }},
};

} // namespace

V6LAB_SUITE("v6lab-install-islands", ROWS);
