// SPDX-License-Identifier: GPL-2.0-only
// The scenario's large packets: fragments, path MTUs, and what profile jool does to them.
#include "scenarios/nat64.h"

#include <algorithm>

namespace ns3::v6lab
{

using namespace build;

namespace
{

constexpr uint32_t LARGE_PING = 3000;       //!< bytes of payload
constexpr uint32_t LARGE_DATAGRAM = 4000;   //!< bytes of payload
constexpr uint32_t LARGE_TRANSFER = 100000; //!< bytes of payload
constexpr uint32_t LAN_MTU = 1500;
/** The fragments that a LAN's MTU allows: a multiple of 8 bytes behind IPv6 and Fragment Header. */
constexpr uint32_t FRAGMENT6_OF_LAN = 1496;

/**
 * Lengths in IPv4 of what profile jool, which never cuts a packet for the IPv4 side, has to send:
 * the largest IPv6 packet that any path must carry (1280 bytes), the largest fragments within that
 * and within a LAN's MTU.
 */
constexpr uint32_t LEAST_IPV6 = 1260;
constexpr uint32_t FRAGMENT_OF_LEAST = 1252;
constexpr uint32_t FRAGMENT_OF_LAN = FRAGMENT6_OF_LAN - 28;
constexpr uint32_t LARGEST_SEGMENT = LAN_MTU - 20; //!< of a host on an IPv6 LAN
constexpr uint32_t LONGER = 20;                    //!< IPv6 headers, than IPv4 headers
constexpr uint32_t HEADERS = 28;                   //!< IPv4 and UDP, or ICMP echo

} // namespace

bool
Nat64Scenario::JoolCannotSend(uint32_t ipv4Length) const
{
    return m_profile == "jool" && m_mtu4 < ipv4Length;
}

bool
Nat64Scenario::JoolSendsWhole(uint32_t payload) const
{
    return m_profile == "jool" && m_mtu4 >= payload + HEADERS;
}

void
Nat64Scenario::AddSizes(TopologyBuilder& lab) const
{
    // Each narrower link costs TCP a retransmission timeout: one second, then two.
    const auto bulk = TcpBulk("n6", Behind(N4), "bulk TCP through the NAT64")
                          .Server("n4")
                          .Port(81)
                          .Start("5s")
                          .Timeout("10s");
    const auto large =
        Ping("n6", Behind(N4), "large pings").Server("n4").Size(LARGE_PING).Start("3s");
    const auto datagrams = UdpEcho("n6", Behind(N4), "large UDP datagrams")
                               .Server("n4")
                               .Port(9)
                               .Size(LARGE_DATAGRAM)
                               .Start("4s");
    lab.Add(bulk).Add(large).Add(datagrams);
    if (JoolCannotSend(LEAST_IPV6))
    {
        lab.Add(Expect("profile jool cuts no segment that IPv6 may send, so bulk TCP stalls", bulk)
                    .Failed("packet-too-big")
                    .At("nat64")
                    .Clause("RFC 7915 1.4, 5.1"));
    }
    else
    {
        const bool narrow = m_mtu4 < LAN_MTU || m_mtu6 < LAN_MTU;
        lab.Add(Expect(narrow ? "bulk TCP finds the path MTU" : "bulk TCP is translated", bulk)
                    .Delivered()
                    .Translations(1)
                    .Clause(narrow ? "RFC 7915 1.4" : "RFC 6146 3.5.2"));
    }
    if (!AddLoss(lab, large, LARGE_PING))
    {
        AddLargePings(lab, large);
    }
    if (!AddLoss(lab, datagrams, LARGE_DATAGRAM))
    {
        lab.Add(Expect("fragments of datagrams follow their first one", datagrams)
                    .Delivered()
                    .Clause("RFC 6146 3.4"));
    }
}

void
Nat64Scenario::AddLargePings(TopologyBuilder& lab, const Flow& large) const
{
    if (m_mtu6 < FRAGMENT6_OF_LAN || JoolCannotSend(FRAGMENT_OF_LAN))
    {
        lab.Add(Expect("the first large ping is lost to path MTU discovery", large)
                    .Partial()
                    .Clause("RFC 8201 4"));
        return;
    }
    lab.Add(Expect("fragmented echo requests and replies are translated", large)
                .Delivered()
                .Clause("RFC 6146 3.4"));
}

/** Adds what becomes of fragments that profile jool cannot or should not pass on. */
bool
Nat64Scenario::AddLoss(TopologyBuilder& lab, const Flow& flow, uint32_t payload) const
{
    if (JoolCannotSend(FRAGMENT_OF_LEAST))
    {
        lab.Add(
            Expect("profile jool cuts no fragments for IPv4: " + flow.GetName() + " are lost", flow)
                .Failed()
                .At("nat64")
                .Clause("RFC 7915 1.4, 5.1"));
        return true;
    }
    if (JoolSendsWhole(payload))
    {
        lab.Add(Expect("profile jool joins fragments and forbids cutting them again: " +
                           flow.GetName() + " end at the first link of less",
                       flow)
                    .Failed()
                    .At("r4")
                    .Clause("RFC 7915 5.1.1"));
        return true;
    }
    return false;
}

/** Each side is told, in its own IP version, of a link of the other that is too narrow. */
void
Nat64Scenario::AddPathMtu(TopologyBuilder& lab) const
{
    const auto down = Tcp("n6", Behind(N4), "a large answer from the IPv4 side")
                          .Server("n4")
                          .Port(84)
                          .Reply(LARGE_TRANSFER)
                          .Start("14s")
                          .Timeout("10s");
    const auto up = TcpBulk("n6", Behind(FAR4), "bulk TCP to beyond a narrow IPv4 link")
                        .Server("n4far")
                        .Port(85)
                        .Size(LARGE_TRANSFER)
                        .Start("15s")
                        .Timeout("10s");
    lab.Add(down).Add(up);
    const uint32_t translated = std::min(m_mtu4, LAN_MTU) + LONGER;
    auto told = Expect("the IPv4 side sends no segment that is too large for IPv6", down);
    if (translated > m_mtu6)
    {
        told = Expect("the NAT64 tells an IPv4 host the MTU of the IPv6 side", down);
        told.Reason("fragmentation-needed").At("nat64");
    }
    else if (translated > LAN_MTU)
    {
        told = Expect("an IPv4 host learns the MTU that an IPv6 router tells", down);
        told.Reason("packet-too-big").At("r6");
    }
    lab.Add(told.Delivered().Translations(1).Clause("RFC 7915 1.4, 4"));
    if (JoolCannotSend(LEAST_IPV6))
    {
        lab.Add(Expect("profile jool cuts no segment for hosts further away either", up)
                    .Failed("packet-too-big")
                    .At("nat64")
                    .Clause("RFC 7915 1.4, 5.1"));
        return;
    }
    auto learned = Expect("hosts beyond another IPv4 link are reached", up);
    if (m_farMtu < std::min({m_mtu6 - LONGER, m_mtu4, LARGEST_SEGMENT}))
    {
        learned = Expect("an IPv6 host learns the MTU that an IPv4 router tells", up);
        learned.Reason("fragmentation-needed").At("r4");
    }
    lab.Add(learned.Delivered().Translations(1).Clause("RFC 7915 1.4, 4.2"));
}

} // namespace ns3::v6lab
