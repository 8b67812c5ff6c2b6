// SPDX-License-Identifier: GPL-2.0-only
// The scenario's traceroute and large packets.
#include "scenarios/nat64-dns64.h"

namespace ns3::v6lab
{

using namespace build;

namespace
{

constexpr uint32_t LARGE_DATAGRAM = 4000; //!< bytes of payload
/** The fragments that a LAN's MTU allows: a multiple of 8 bytes behind IPv6 and Fragment Header. */
constexpr uint32_t FRAGMENT6_OF_LAN = 1496;
constexpr uint32_t FRAGMENT_OF_LAN = FRAGMENT6_OF_LAN - 28; //!< in IPv4

} // namespace

void
Nat64Dns64::AddRoute(TopologyBuilder& lab) const
{
    const auto trace = Traceroute("n6", N4_NAME, "traceroute to the name")
                           .Over("v6")
                           .Server("n4")
                           .Start("8s")
                           .Every("500ms");
    lab.Add(trace);
    lab.Add(Expect("a traceroute shows the routers of both sides", trace)
                .Delivered()
                .Routers("2001:db8:6::1", "2001:db8:60::2", Behind("198.51.100.22"), Behind(N4))
                .Clause("RFC 6146 3.4, 3.6"));
}

void
Nat64Dns64::AddSizes(TopologyBuilder& lab) const
{
    // Each narrower link costs TCP a retransmission timeout: one second, then two.
    const auto bulk = TcpBulk("n6", N4_NAME, "bulk TCP to the name")
                          .Over("v6")
                          .Server("n4")
                          .Port(81)
                          .Start("12s")
                          .Timeout("10s");
    const auto datagrams = UdpEcho("n6", N4_NAME, "large UDP datagrams to the name")
                               .Over("v6")
                               .Server("n4")
                               .Port(9)
                               .Size(LARGE_DATAGRAM)
                               .Start("11s");
    lab.Add(bulk).Add(datagrams);
    const bool narrow = m_mtu4 < 1500 || m_mtu6 < 1500;
    lab.Add(Expect(narrow ? "bulk TCP finds the path MTU" : "bulk TCP passes", bulk)
                .Delivered()
                .Clause("RFC 7915 1.4"));
    const bool jool = m_profile == "jool";
    if (jool && m_mtu4 >= LARGE_DATAGRAM + 28)
    {
        lab.Add(Expect("profile jool joins fragments and forbids cutting them again: large "
                       "datagrams end at the first link of less",
                       datagrams)
                    .Failed()
                    .At("r4")
                    .Clause("RFC 7915 5.1.1"));
        return;
    }
    // Profile jool cuts nothing for the IPv4 side: the sender has to learn.
    if (m_mtu6 < FRAGMENT6_OF_LAN || (jool && m_mtu4 < FRAGMENT_OF_LAN))
    {
        lab.Add(Expect("the first large datagram is lost to path MTU discovery", datagrams)
                    .Partial()
                    .Clause("RFC 8201 4"));
        return;
    }
    lab.Add(Expect("fragments of datagrams follow their first one", datagrams)
                .Delivered()
                .Clause("RFC 6146 3.4"));
}

} // namespace ns3::v6lab
