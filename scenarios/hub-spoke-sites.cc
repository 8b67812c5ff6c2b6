// SPDX-License-Identifier: GPL-2.0-only
// The scenario hub-spoke: networks on premises, and the gateways that lead to them.
#include "scenarios/hub-spoke-plan.h"
#include "scenarios/hub-spoke.h"

namespace ns3::v6lab
{

using namespace build;
using namespace hubspoke;

void
HubSpoke::AddVpn(Lab& lab) const
{
    lab.Add(PublicIp("vpn-ip").At("203.0.113.6").Standard());
    lab.Add(VnetGateway("hub-vpn", "Vpn", "VpnGw2AZ").In("hub", "vpn-ip"));
    auto site = build::Site("branch-site", "198.51.100.9").Behind(BRANCH4);
    auto router = Router("branch-router").Internet("198.51.100.9");
    // The device is dual-stack all the time: what it may send is up to Azure.
    router.On("branch-line", "172.16.0.1/24", "2001:db8:c0::1/64");
    router.TunnelTo("hub-vpn", SPOKES4, HUB6, SPOKES6);
    if (CarriesIpv6({"branch", "hub-vpn", "", false}) && Reached("hub"))
    {
        site.Behind(BRANCH6);
    }
    lab.Add(site).Add(build::Connect("hub-vpn").ToSite("branch-site"));
    lab.Add(Wire("branch-line")).Add(router);
    lab.Add(Host("branch").On("branch-line", "172.16.0.10/24", "2001:db8:c0::10/64"));
}

void
HubSpoke::AddCircuit(Lab& lab) const
{
    lab.Add(PublicIp("er-ip").At("203.0.113.7").Standard());
    lab.Add(VnetGateway("hub-er", "ExpressRoute", "ErGw1AZ").In("hub", "er-ip"));
    auto circuit = Circuit("circuit", 65001).Routers("hq-router", "hq-router");
    circuit.Links("192.168.10.0/30", "192.168.10.4/30");
    auto router = Router("hq-router");
    router.On("hq-line", "172.17.0.1/24", "2001:db8:c1::1/64");
    if (Reached("hub")) // G3: a /126 for each link
    {
        circuit.LinksIpv6("2001:db8:ee::/126", "2001:db8:ee::4/126");
        router.Bgp(65001, HQ4, HQ6);
    }
    else
    {
        router.Bgp(65001, HQ4);
    }
    lab.Add(circuit).Add(build::Connect("hub-er").ToCircuit("circuit"));
    lab.Add(Wire("hq-line")).Add(router);
    lab.Add(Host("hq").On("hq-line", "172.17.0.10/24", "2001:db8:c1::10/64"));
}

} // namespace ns3::v6lab
