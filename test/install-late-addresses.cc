// SPDX-License-Identifier: GPL-2.0-only
// Nodes that are called by name, and whose addresses nobody knows before the run.
#include "helper/install/install.h"
#include "helper/install/late-addresses.h"
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

/**
 * isp – "up" – r – "lan" – in, v: r has a prefix of isp, and another one from 40 s on. `in` may
 * lease an IPv4 address; v is isp's VPN server.
 */
Topology
Island(const std::vector<Flow>& flows, const Outside& in)
{
    TopologyBuilder lab("island");
    lab.Add(Lan("up")).Add(Lan("lan"));
    auto isp = Router("isp")
                   .On("up", "192.0.2.1/24", "2001:db8:1::1/64")
                   .Advertise("up")
                   .Announce("2001:db8:1::/64")
                   .Route("192.168.38.0/24", "192.0.2.2")
                   .Route("2001:db8::/32", "2001:db8:1:0:200:ff:fe00:2") // r's, on "up"
                   .Vpn("vpn0", "tunnel", "fd00:8::2")
                   .Delegates("up", "2001:db8:10::/60", 62)
                   .Lifetimes("60s", "120s")
                   .Delegates("up", "2001:db8:20::/60", 62)
                   .Lifetimes("60s", "120s")
                   .From("40s");
    isp.LastVpn().server = "v";
    lab.Add(isp);
    lab.Add(Router("r")
                .Autoconfigured("up")
                .On("up", "192.0.2.2/24")
                .On("lan", "192.168.38.1/24")
                .DhcpPool("lan", "192.168.38.100", "192.168.38.110")
                .RequestsPrefix("up")
                .Downlink("lan"));
    lab.Add(in);
    lab.Add(Router("v").Autoconfigured("lan").ServeVpn("fd00:8::/64"));
    for (const auto& flow : flows)
    {
        lab.Add(flow);
    }
    return lab.Build();
}

/** "name: outcome destination; " of each flow. */
std::string
Outcomes(const std::vector<Flow>& flows,
         const Outside& in = Host("in").Autoconfigured("lan"),
         const std::vector<AdvertisedPrefixConfig>& told = {})
{
    std::string text;
    {
        Topology topology = Island(flows, in);
        if (!told.empty())
        {
            topology.nodes.at(0).routerAdvertisements.at(0).prefixes = told;
        }
        const auto installation = Install(topology);
        StopWhenWorkloadsEnd(installation, ns3::Seconds(1));
        ns3::Simulator::Run();
        for (const auto& flow : installation.ledger->GetFlows())
        {
            const bool arrived = flow.outcome == FlowOutcome::Delivered;
            text += flow.name + ": " +
                    (arrived ? ToWord(flow.outcome) : std::string(Describe(flow.reason).word)) +
                    " " + flow.destination.ToString().substr(0, 12) + "; ";
        }
    }
    ns3::Simulator::Destroy();
    return text;
}

const std::vector<Row> ROWS{
    {"a host behind a delegation is called by the address that it has when the flow starts",
     "RFC 8415 6.3, RFC 4862 5.5.3",
     [](Verdict& v) {
         v.Equal(Outcomes({Ping("isp", "in", "early").Over("v6").Start("0s"),
                           Ping("isp", "in", "six").Over("v6").Start("12s"),
                           Ping("isp", "in", "auto").Start("12s"),
                           Ping("isp", "in", "four").Over("v4").Start("12s"),
                           Ping("isp", "in", "later").Over("v6").Start("300s")}),
                 "early: no-destination-address ::; six: delivered 2001:db8:10:; "
                 "auto: delivered 2001:db8:10:; four: no-destination-address 0.0.0.0; "
                 "later: delivered 2001:db8:20:; ",
                 "flows");
     }},
    {"after a renumbering the preferred address is called, as long as there are two",
     "RFC 4862 5.5.4",
     [](Verdict& v) {
         v.Equal(Outcomes({Ping("isp", "in", "both").Over("v6").Start("110s")}),
                 "both: delivered 2001:db8:20:; ",
                 "flow");
     }},
    {"a unique local address that is written hides none that come with a delegation",
     "RFC 4193 1, RFC 6724 6",
     [](Verdict& v) {
         const auto in = Host("in").On("lan", "fd00:9::5/64").Autoconfigured("lan");
         v.Equal(Outcomes({Ping("isp", "in", "six").Over("v6").Start("12s"),
                           UdpEcho("isp", "in", "auto").Start("12s")},
                          in),
                 "six: delivered 2001:db8:10:; auto: delivered 2001:db8:10:; ",
                 "flows");
     }},
    {"a node is called over one IP version, too, by the best of its addresses",
     "RFC 6724 6",
     [](Verdict& v) {
         v.Equal(Outcomes({Ping("isp", "in", "six").Over("v6").Start("1s")},
                          Host("in").On("up", "fd00:7::1/64", "2001:db8:1::7/64")),
                 "six: delivered 2001:db8:1::; ",
                 "flow");
     }},
    {"a prefix that is advertised as void gives a host no address to be called by",
     "RFC 4862 5.5.3",
     [](Verdict& v) {
         v.Equal(Outcomes({Ping("isp", "in", "six").Over("v6").Start("12s")},
                          Host("in").Autoconfigured("up"),
                          {{"2001:db8:98::/64", true, true, "0s", "0s"}}),
                 "six: no-destination-address ::; ",
                 "flow");
     }},
    {"a host is called by the IPv4 address that it leases",
     "RFC 2131 3.1",
     [](Verdict& v) {
         const auto in = Host("in").On("lan").Leases();
         v.Equal(Outcomes({Ping("isp", "in", "four").Over("v4").Start("12s"),
                           UdpEcho("isp", "in", "auto").Start("12s")},
                          in),
                 "four: delivered 192.168.38.1; auto: delivered 192.168.38.1; ",
                 "flows");
     }},
    {"who gets no addresses in the run is not asked for them",
     "RFC 4862 5.5, RFC 2131 3.1",
     [](Verdict& v) {
         const auto topology = Island({}, Host("in").On("lan", "192.168.38.9/24"));
         const auto installation = Install(topology);
         const auto asks = [&](const std::string& node, std::optional<Family> only = std::nullopt) {
             return LateAddresses(topology, installation, node, only) != nullptr;
         };
         v.True(!asks("in"), "written IPv4, no IPv6");
         v.True(!asks("isp"), "both written");
         v.True(asks("v"), "autoconfigured");
         v.True(!asks("v", Family::V4), "autoconfigured, but IPv4");
         v.True(!asks("nobody"), "no node");
         ns3::Simulator::Destroy();
     }},
    {"a tunnel finds its server at an address that comes with a delegated prefix, and follows it",
     "RFC 8415 6.3, article D",
     [](Verdict& v) {
         const auto inside = [](const std::string& name, const std::string& start) {
             return Ping("isp", "v", name).Over("v6").Start(start).Through("vpn0");
         };
         v.Equal(
             Outcomes({inside("early", "100ms"), inside("first", "12s"), inside("second", "300s")}),
             "early: no-destination-address ::; first: delivered 2001:db8:10:; "
             "second: delivered 2001:db8:20:; ",
             "flows");
     }},
};

V6LAB_SUITE("v6lab-install-late-addresses", ROWS);

} // namespace
