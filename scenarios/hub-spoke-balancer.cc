// SPDX-License-Identifier: GPL-2.0-only
// The scenario hub-spoke: how a load balancer spreads flows, and what it does about a dead machine.
#include "scenarios/hub-spoke-plan.h"
#include "scenarios/hub-spoke.h"

namespace ns3::v6lab
{

using namespace build;
using namespace hubspoke;

namespace
{

constexpr uint32_t SOME = 30;    //!< flows: with fewer a machine may well get none by chance
constexpr uint32_t ENOUGH = 200; //!< flows: then 10 points are three standard deviations
constexpr uint32_t POINTS = 10;

} // namespace

void
HubSpoke::AddSpread(Lab& lab) const
{
    if (m_flows == 0)
    {
        return;
    }
    const auto from = Sites().back().name;
    const uint32_t last = m_spokes; // not the spoke whose machine may die, if there is another
    for (const std::string family : {"v4", "v6"})
    {
        const bool possible =
            family == "v4" || (Reached("complete") && CarriesIpv6(Sites().back()));
        if (!possible || (last == 1 && m_vmFails))
        {
            continue;
        }
        const auto many = build::Tcp(from, BalancerName(last), "many connections over " + family)
                              .Over(family)
                              .Start(family == "v4" ? "1s" : "1005ms")
                              .Count(m_flows)
                              .Every("10ms");
        lab.Add(many);
        const std::string version = family == "v4" ? "IPv4" : "IPv6";
        auto expect = Expect("calls through the load balancer are answered, " + version, many);
        if (m_flows >= SOME)
        {
            expect =
                Expect(fmt::format("the load balancer spreads {} connections over its machines, {}",
                                   m_flows,
                                   version),
                       many);
            expect.Machines(MACHINES);
        }
        expect.Delivered();
        if (m_flows >= ENOUGH)
        {
            expect.Spread(POINTS);
        }
        lab.Add(expect.Clause("B; L1"));
    }
    const auto one = TcpBulk(from, BalancerName(last), "one long connection")
                         .Over("v4")
                         .Start("900ms")
                         .Size(200000);
    lab.Add(one);
    lab.Add(Expect("all packets of one connection are taken by one machine", one)
                .Delivered()
                .Machines(1)
                .Clause("B; L1"));
}

void
HubSpoke::AddFailure(Lab& lab) const
{
    if (!m_vmFails)
    {
        return;
    }
    const auto from = Sites().back().name;
    const auto calls = [&](const std::string& name, const char* start) {
        return build::Tcp(from, BalancerName(1), name)
            .Over("v4")
            .Start(start)
            .Count(30)
            .Every("20ms");
    };
    const auto before = calls("connections while all machines live", "3s");
    const auto established = build::Tcp(from, BalancerName(1), "uploads while a machine dies")
                                 .Over("v4")
                                 .Start("4870ms")
                                 .Count(15)
                                 .Every("8ms")
                                 .Size(1500000) // none has ended at 5 s by the fastest line
                                 .Timeout("16s");
    const auto undetected = calls("connections before the probes have failed", "5100ms");
    const auto after = calls("connections when the probes have failed", "21s");
    lab.Add(before).Add(established).Add(undetected).Add(after);
    lab.Add(
        Expect("established connections are not moved: those of the dead machine end", established)
            .Partial()
            .Reason("azure-machine-down")
            .Clause("L3"));
    lab.Add(Expect("while all machines live all of them take connections", before)
                .Delivered()
                .Machines(MACHINES)
                .Clause("L1"));
    lab.Add(
        Expect("until the probes have failed twice some connections go to the dead one", undetected)
            .Partial()
            .Reason("azure-machine-down")
            .Machines(MACHINES - 1)
            .Clause("L2"));
    lab.Add(Expect("then new connections go to the other machines only", after)
                .Delivered()
                .Machines(MACHINES - 1)
                .Clause("L2, L3"));
}

} // namespace ns3::v6lab
