// SPDX-License-Identifier: GPL-2.0-only
// The scenario hub-spoke: who calls whom, and what becomes of it at each stage.
#include "scenarios/hub-spoke-plan.h"
#include "scenarios/hub-spoke.h"

namespace ns3::v6lab
{

using namespace build;
using namespace hubspoke;

namespace
{

/** Packets of another flow are told from these by their port, so that paths stay what they are. */
Flow
Call(const std::string& from, const std::string& to, const std::string& family, int startMs)
{
    return build::Tcp(from, to).Over(family).Start(fmt::format("{}ms", startMs));
}

} // namespace

void
HubSpoke::AddUserTraffic(Lab& lab) const
{
    lab.Add(InternetHost("user", "198.51.100.77", "2001:db8:f::77"));
    const auto four = build::Tcp("user", "203.0.113.4", "user calls the service over v4")
                          .Over("v4")
                          .Server(BalancerName(1));
    lab.Add(four);
    lab.Add(Expect("a user reaches a spoke's service over IPv4, by the firewall's DNAT", four)
                .Delivered()
                .Translations(0)
                .Machines(1)
                .Ttl(63)
                .Clause("B; M2"));
    if (!Reached("complete"))
    {
        const auto six = Call("user", BalancerName(1), "v6", 50);
        lab.Add(six);
        lab.Add(Expect("over IPv6 a user finds no frontend of the service yet", six)
                    .Failed("no-destination-address")
                    .Clause("B; L4"));
        return;
    }
    const auto six = build::Tcp("user", "published-lb", "user calls the service over v6")
                         .Over("v6")
                         .Start("50ms")
                         .Server(BalancerName(1));
    lab.Add(six);
    lab.Add(Expect("a user reaches it over IPv6, by a public frontend before the appliances", six)
                .Delivered()
                .Translations(0)
                .Machines(1)
                .Ttl(63)
                .Clause("B; D3, L4"));
}

void
HubSpoke::AddSiteTraffic(Lab& lab, const Site& site) const
{
    const std::string machine = MachineName(1, 1);
    const std::string router = site.name + "-router";
    const int start = site.circuit ? 100 : 300;
    const auto four = Call(site.name, machine, "v4", start);
    lab.Add(four);
    auto expect =
        Expect(site.name + " calls a machine of a spoke over IPv4, past the firewall", four);
    expect.Delivered().Over("v4").Translations(0);
    if (site.circuit) // the answer goes straight to an edge of the circuit
    {
        expect.Path("hq", "hq-router", "circuit-primary", "hub-er", "hub-firewall", machine);
    }
    else
    {
        expect.Path("branch", router, "hub-vpn", "hub-firewall", machine)
            .Back(machine, "hub-firewall", "hub-vpn", router, "branch");
    }
    lab.Add(expect.Clause("B; R18, P4"));

    const auto six = Call(site.name, machine, "v6", start + 50);
    lab.Add(six);
    if (!Reached("spokes"))
    {
        lab.Add(Expect(site.name + " cannot call it over IPv6: it has no IPv6 yet", six)
                    .Failed("no-destination-address")
                    .Clause("B; D5"));
    }
    else if (!CarriesIpv6(site))
    {
        const std::string why = HasCircuit() ? "beside a circuit the VPN gateway carries IPv4 only"
                                             : "the VPN gateway carries IPv4 only";
        lab.Add(Expect(site.name + " cannot call it over IPv6: " + why, six)
                    .Failed("azure-gateway-ipv4-only")
                    .Clause(HasCircuit() ? "D2" : "D1"));
    }
    else if (!Reached("routes"))
    {
        const std::string name =
            site.name + " calls it over IPv6, but the answer is for the internet and cannot leave";
        lab.Add(Expect(name, six)
                    .Failed("azure-no-outbound-method")
                    .At("fabric")
                    .Clause("B; R17, R20"));
    }
    else
    {
        lab.Add(
            Expect(site.name + " calls a machine of a spoke over IPv6, past the appliances", six)
                .Delivered()
                .Over("v6")
                .Translations(0)
                .Ttl(site.circuit ? 60 : 61)
                .Clause(site.circuit ? "B; D3, G3, R18" : "B; D1, D3, R18"));
    }
}

void
HubSpoke::AddSiteToHub(Lab& lab, const Site& site) const
{
    if (!Reached("hub"))
    {
        return;
    }
    const auto six = Call(site.name, "nva-1", "v6", site.circuit ? 250 : 450).Port(22);
    lab.Add(six);
    auto expect = Expect(site.name + " reaches the dual-stack hub over IPv6", six);
    if (CarriesIpv6(site))
    {
        expect.Delivered().Over("v6").Translations(0);
    }
    else
    {
        expect = Expect(site.name + " does not reach the hub over IPv6: IPv4-only gateway", six);
        expect.Failed("azure-gateway-ipv4-only");
    }
    lab.Add(expect.Clause(HasCircuit() ? "B; D2, G3" : "B; D1"));
}

void
HubSpoke::AddSiteToBalancer(Lab& lab, const Site& site) const
{
    const int start = site.circuit ? 200 : 400;
    const auto four = Call(site.name, BalancerName(1), "v4", start);
    const auto six = Call(site.name, BalancerName(1), "v6", start + 50);
    lab.Add(four).Add(six);
    lab.Add(Expect(site.name + " calls the internal load balancer over IPv4", four)
                .Delivered()
                .Called(Frontend4(1))
                .Machines(1)
                .Clause("B; L1"));
    if (!Reached("complete"))
    {
        lab.Add(Expect(site.name + " finds no IPv6 frontend of it yet", six)
                    .Failed("no-destination-address")
                    .Clause("B; L4"));
    }
    else if (CarriesIpv6(site))
    {
        lab.Add(Expect(site.name + " calls the internal load balancer over IPv6", six)
                    .Delivered()
                    .Called(Frontend6(1))
                    .Machines(1)
                    .Clause("B; L4, S4"));
    }
    else
    {
        lab.Add(Expect(site.name + " calls it over IPv6 in vain: its gateway carries none", six)
                    .Failed("azure-gateway-ipv4-only")
                    .Clause(HasCircuit() ? "D2" : "D1"));
    }
}

void
HubSpoke::AddEgress(Lab& lab) const
{
    lab.Add(InternetHost("web", "192.0.2.80", "2001:db8:e::80"));
    const std::string machine = MachineName(1, 2);
    const auto four = Call(machine, "web", "v4", 500);
    const auto six = Call(machine, "web", "v6", 550);
    lab.Add(four).Add(six);
    lab.Add(Expect("a spoke reaches the internet over IPv4 by the firewall's source NAT", four)
                .Delivered()
                .Path(machine, "hub-firewall", "web")
                .Back("web", "hub-firewall", machine)
                .Clause("B; M2, R4"));
    if (Reached("routes"))
    {
        lab.Add(Expect("a spoke reaches the internet over IPv6 through the appliances", six)
                    .Delivered()
                    .Over("v6")
                    .Ttl(63)
                    .Clause("B; D3, L5"));
    }
    else if (Reached("spokes"))
    {
        lab.Add(
            Expect("over IPv6 the internet is out of reach: no route to the appliances yet", six)
                .Failed("azure-no-outbound-method")
                .At("fabric")
                .Clause("B; R20"));
    }
    else
    {
        lab.Add(Expect("over IPv6 the internet is out of reach: the machine has no IPv6 yet", six)
                    .Failed("no-source-address")
                    .Clause("B; D5"));
    }
}

void
HubSpoke::AddSpokeTraffic(Lab& lab) const
{
    const std::string one = MachineName(1, 1);
    if (Reached("spokes"))
    {
        const auto inside = Call(one, MachineName(1, 2), "v6", 600);
        lab.Add(inside);
        lab.Add(Expect("machines of one spoke speak IPv6 as soon as their interfaces do", inside)
                    .Delivered()
                    .Path(one, MachineName(1, 2))
                    .Clause("B; D5, R1"));
    }
    if (m_spokes < 2)
    {
        return;
    }
    const std::string other = MachineName(2, 1);
    const auto four = Call(one, other, "v4", 650);
    const auto six = Call(one, other, "v6", 700);
    lab.Add(four).Add(six);
    if (IsMeshed())
    {
        lab.Add(Expect("spokes reach each other over IPv4 directly, in their connected group", four)
                    .Delivered()
                    .Path(one, other)
                    .Ttl(64)
                    .Clause("N1, R10"));
    }
    else
    {
        lab.Add(Expect("spokes reach each other over IPv4 through the firewall", four)
                    .Delivered()
                    .Path(one, "hub-firewall", other)
                    .Back(other, "hub-firewall", one)
                    .Clause("B; P3, P5"));
    }
    if (!Reached("spokes"))
    {
        lab.Add(Expect("over IPv6 they do not: they have none yet", six)
                    .Failed("no-destination-address")
                    .Clause("B; D5"));
    }
    else if (IsMeshed())
    {
        lab.Add(Expect("and over IPv6 directly, too", six)
                    .Delivered()
                    .Path(one, other)
                    .Ttl(64)
                    .Clause("N1, R10"));
    }
    else if (Reached("routes"))
    {
        lab.Add(Expect("spokes reach each other over IPv6 through the appliances", six)
                    .Delivered()
                    .Over("v6")
                    .Ttl(63)
                    .Clause("B; D3, L5, P5"));
    }
    else
    {
        lab.Add(Expect("over IPv6 they do not yet: peering is not transitive", six)
                    .Failed("azure-peering-not-transitive")
                    .At("fabric")
                    .Clause("B; P5"));
    }
}

void
HubSpoke::AddAdministration(Lab& lab) const
{
    lab.Add(InternetHost("admin", "198.51.100.88", "2001:db8:f::88"));
    const auto four = build::Tcp("admin", "bastion", "admin opens a session over v4")
                          .Over("v4")
                          .Start("750ms")
                          .Server(MachineName(1, 3));
    const auto six = build::Tcp("admin", "bastion", "admin opens a session over v6")
                         .Over("v6")
                         .Start("800ms")
                         .Server(MachineName(1, 3));
    lab.Add(four).Add(six);
    lab.Add(Expect("an administrator reaches a machine through the Bastion, over IPv4 inside", four)
                .Delivered()
                .Over("v4")
                .Clause("B; D8"));
    lab.Add(Expect("a Bastion that is there already cannot be made to take IPv6", six)
                .Failed("no-destination-address")
                .Clause("D8"));
}

} // namespace ns3::v6lab
