// SPDX-License-Identifier: GPL-2.0-only
// The scenario hub-spoke: networks on premises, and the gateways that lead to them.
#include "scenarios/hub-spoke-plan.h"
#include "scenarios/hub-spoke.h"

#include <stdexcept>

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
    if (m_cutPrimary)
    {
        router.BgpTimers("3s", "9s");
    }
    lab.Add(circuit).Add(build::Connect("hub-er").ToCircuit("circuit"));
    lab.Add(Wire("hq-line")).Add(router);
    lab.Add(Host("hq").On("hq-line", "172.17.0.10/24", "2001:db8:c1::10/64"));
}

/** G3: nobody tells of the cut; both ends notice by the hold time and use the other link. */
void
HubSpoke::AddCut(Lab& lab) const
{
    if (!m_cutPrimary)
    {
        return;
    }
    if (!HasCircuit())
    {
        throw std::invalid_argument(
            "--cut-primary needs a circuit: --gateway=expressroute or --gateway=both");
    }
    const auto calls = [](const std::string& name, const std::string& start, uint32_t count) {
        return build::Tcp("hq", MachineName(1, 1), name)
            .Over("v4")
            .Start(start)
            .Count(count)
            .Every("200ms")
            .Timeout("1s");
    };
    const auto across = calls("calls across the cut of the primary link", "29s", 100);
    const auto after = calls("calls over the secondary link", "42s", 20);
    const auto again = calls("calls over the primary link again", "92s", 20);
    lab.Add(across).Add(after).Add(again);
    lab.Add(Expect("what is on its way until the hold time ends is lost", across)
                .Partial()
                .Reason("link-outage")
                .Clause("B; RFC 4271 6.5"));
    lab.Add(Expect("then the secondary link carries it all", after)
                .Delivered()
                .Path("hq", "hq-router", "circuit-secondary", "hub-er", "hub-firewall", "s1-vm1")
                .Back("s1-vm1", "hub-firewall", "circuit-secondary", "hq-router", "hq")
                .Clause("B; G3, R7"));
    lab.Add(
        Expect("back in service, the primary link carries it all when the secondary is cut", again)
            .Delivered()
            .Path("hq", "hq-router", "circuit-primary", "hub-er", "hub-firewall", "s1-vm1")
            .Back("s1-vm1", "hub-firewall", "circuit-primary", "hq-router", "hq")
            .Clause("B; G3, R7; RFC 4271 8.2.2"));
    if (Reached("hub"))
    {
        const auto six = [&](const std::string& name, const std::string& start) {
            return build::Tcp("hq", "nva-1", name).Over("v6").Port(22).Start(start);
        };
        const auto second = six("an IPv6 call over the secondary link", "43s");
        const auto first = six("an IPv6 call over the primary link again", "93s");
        lab.Add(second).Add(first);
        lab.Add(Expect("for IPv6 too", second)
                    .Delivered()
                    .Over("v6")
                    .Path("hq", "hq-router", "circuit-secondary", "hub-er", "nva-1")
                    .Clause("B; G3"));
        lab.Add(Expect("back in service for IPv6 too", first)
                    .Delivered()
                    .Over("v6")
                    .Path("hq", "hq-router", "circuit-primary", "hub-er", "nva-1")
                    .Clause("B; G3"));
    }
}

} // namespace ns3::v6lab
