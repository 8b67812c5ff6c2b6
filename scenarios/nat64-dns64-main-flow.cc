// SPDX-License-Identifier: GPL-2.0-only
// What the scenario is about: the flow to an IPv4-only host, by its name or its address.
#include "scenarios/nat64-dns64.h"

namespace ns3::v6lab
{

using namespace build;

namespace
{

constexpr const char* DNS64 = "2001:db8:6::53";

} // namespace

Flow
Nat64Dns64::MainFlow() const
{
    const std::string to = m_literal ? N4 : N4_NAME;
    const std::string name = m_protocol + " to " + to;
    if (m_protocol == "ping")
    {
        return Ping("n6", to, name).Start("2s");
    }
    if (m_protocol == "udp")
    {
        return UdpEcho("n6", to, name).Start("2s");
    }
    if (m_protocol == "http") // a request's headers, and a small page
    {
        return Tcp("n6", to, name).Size(400).Reply(20000).Start("2s");
    }
    return Tcp("n6", to, name).Port(7777).Start("2s");
}

void
Nat64Dns64::AddMainFlow(TopologyBuilder& lab) const
{
    if (m_literal)
    {
        AddLiteral(lab);
        return;
    }
    const auto flow = MainFlow().Server("n4");
    lab.Add(flow);
    lab.Add(Expect("the name leads to an address that DNS64 made", flow)
                .Called(Behind(N4))
                .Answer("synthesised")
                .Clause("RFC 6147 5.1.7, RFC 6052 2.3"));
    lab.Add(Expect("the IPv4-only host answers, through the NAT64", flow)
                .Delivered()
                .Translations(1)
                .Path("n6", "r6", "nat64", "r4", "n4")
                .Back("n4", "r4", "nat64", "r6", "n6")
                .Clause("RFC 6146 3"));
}

void
Nat64Dns64::AddLiteral(TopologyBuilder& lab) const
{
    const auto flow = MainFlow().Server("n4");
    lab.Add(flow);
    if (IsDualStack())
    {
        lab.Add(Expect("a host with IPv4 calls the address natively", flow)
                    .Delivered()
                    .Translations(0)
                    .Clause("RFC 6147 6.3.2"));
        return;
    }
    if (m_clat)
    {
        lab.Add(Expect("the CLAT takes the IPv4 literal over IPv6: two translations", flow)
                    .Delivered()
                    .Translations(2)
                    .Clause("RFC 6877 3.2, RFC 8781 5"));
        return;
    }
    if (m_synthesis)
    {
        lab.Add(Expect("the host makes the literal's IPv6 address itself: one translation", flow)
                    .Delivered()
                    .Called(Behind(N4))
                    .Translations(1)
                    .Path("n6", "r6", "nat64", "r4", "n4")
                    .Clause("RFC 8305 7.1, RFC 8781 5"));
        return;
    }
    lab.Add(Expect("without a name there is nothing to synthesise, and no way to IPv4", flow)
                .Failed("no-source-address")
                .At("n6")
                .Clause("RFC 6877 1, RFC 8683 4.4.1"));
}

} // namespace ns3::v6lab
