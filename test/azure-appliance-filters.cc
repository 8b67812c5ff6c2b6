// SPDX-License-Identifier: GPL-2.0-only
// Packet filters of appliances, from end to end.
#include "test/support/firewall-hub.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::build;
using namespace ns3::v6lab::test;
using namespace ns3::v6lab::test::firewallhub;

namespace
{

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

const std::vector<Row> ROWS{
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

V6LAB_SUITE("v6lab-azure-appliance-filters", ROWS);

} // namespace
