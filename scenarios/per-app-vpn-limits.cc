// SPDX-License-Identifier: GPL-2.0-only
// How large packets may be in the VPN, and what becomes of larger ones and of hop limits.
#include "scenarios/per-app-vpn.h"

namespace ns3::v6lab
{

using namespace build;

namespace
{

constexpr uint32_t LINK_MTU = 1500;
constexpr uint32_t PING_HEADERS4 = 28; //!< IPv4 and ICMP
constexpr uint32_t PING_HEADERS6 = 48; //!< IPv6 and ICMPv6
constexpr uint32_t OVERHEAD4 = 28;     //!< IPv4 and UDP in front of a packet in the tunnel
constexpr uint32_t OVERHEAD6 = 48;     //!< the same of IPv6

} // namespace

/** What an encapsulating header costs, byte by byte; a proxy's packets cost none. */
void
PerAppVpn::AddSizes(TopologyBuilder& lab) const
{
    if (!IsTunnel() && !HasIpv4())
    {
        AddIpv6Sizes(lab);
        return; // there is no IPv4 to have DF
    }
    // RFC 6724 6: of the server's addresses the IPv6 one, where there is a way.
    const uint32_t overhead = !IsTunnel() ? 0 : HasIpv6() ? OVERHEAD6 : OVERHEAD4;
    const uint32_t most = LINK_MTU - overhead - PING_HEADERS4;
    const auto full = [](const std::string& name, uint32_t size, const char* start) {
        return Ping("phone", N4, name).Through(VPN).Size(size).DontFragment().Start(start);
    };
    const auto fits = full("VPN app: the largest packet", most, "7s");
    const auto exceeds = full("VPN app: a packet one byte longer", most + 1, "8s");
    lab.Add(fits).Add(exceeds);
    const std::string size = std::to_string(LINK_MTU - overhead);
    lab.Add(Expect("the virtual interface carries " + size + " bytes: " + std::to_string(overhead) +
                       " are for the outer headers",
                   fits)
                .Delivered()
                .Clause("RFC 791 3.1, RFC 8200 3, RFC 768"));
    lab.Add(Expect("one byte more does not fit, and may not be cut", exceeds)
                .Failed("fragmentation-needed")
                .At("phone")
                .Clause("RFC 1191 4"));
    if (!IsTunnel())
    {
        return;
    }
    // The server fills the packets of its own link, which do not fit the tunnel.
    const auto page = Tcp("phone", N4, "VPN app: a page in full-size segments")
                          .Through(VPN)
                          .Reply(50000)
                          .Start("9s");
    lab.Add(page);
    lab.Add(Expect("the VPN server tells the sender what fits, and the sender keeps to it", page)
                .Delivered()
                .Reason("fragmentation-needed")
                .At("vpn")
                .Clause("RFC 1191 4"));
}

/** Senders of IPv6 cut by themselves what the virtual interface does not carry. */
void
PerAppVpn::AddIpv6Sizes(TopologyBuilder& lab) const
{
    if (m_vpnIpv6 == "off")
    {
        return;
    }
    constexpr uint32_t MOST = LINK_MTU - PING_HEADERS6;
    const auto fits =
        Ping("phone", N6, "VPN app: the largest packet").Through(VPN).Size(MOST).Start("7s");
    const auto exceeds = Ping("phone", N6, "VPN app: a packet one byte longer")
                             .Through(VPN)
                             .Size(MOST + 1)
                             .Start("8s");
    lab.Add(fits).Add(exceeds);
    lab.Add(
        Expect("the virtual interface carries 1500 bytes: a proxy puts no headers in front", fits)
            .Delivered()
            .Clause("RFC 8200 3, article D"));
    lab.Add(
        Expect("one byte more goes out in fragments: a proxy has no payload to pass on", exceeds)
            .Failed("vpn-fragment")
            .At("phone")
            .Clause("RFC 8200 4.5, article D"));
}

/** What the proxy of a network can send at all; a tunnel both. */
bool
PerAppVpn::Carries(bool overIpv6) const
{
    return overIpv6 ? m_vpnIpv6 == "on" && (IsTunnel() || HasIpv6()) : IsTunnel() || HasIpv4();
}

/** More than any link carries. */
void
PerAppVpn::AddDatagram(TopologyBuilder& lab) const
{
    const bool v6 = !Carries(false);
    if (!Carries(v6))
    {
        return;
    }
    const auto large = UdpEcho("phone", v6 ? N6 : N4, "VPN app: a large datagram")
                           .Through(VPN)
                           .Size(3000)
                           .Start("11s");
    lab.Add(large);
    if (IsTunnel())
    {
        lab.Add(Expect("fragments are packets like others to a tunnel", large)
                    .Delivered()
                    .Clause("RFC 791 3.2"));
        return;
    }
    lab.Add(Expect("a proxy has no payload to pass on while there are only fragments", large)
                .Failed("vpn-fragment")
                .At("phone")
                .Clause(ARTICLE));
}

/** Hop limits end where packets do. */
void
PerAppVpn::AddRoutes(TopologyBuilder& lab) const
{
    const bool v6 = !Carries(false);
    if (!Carries(v6))
    {
        return;
    }
    const std::string to = v6 ? N6 : N4;
    const auto trace =
        Traceroute("phone",
                   to,
                   std::string("VPN app: traceroute to an IPv") + (v6 ? "6" : "4") + " server")
            .Through(VPN)
            .Start("13s")
            .Every("500ms");
    lab.Add(trace);
    if (IsTunnel())
    {
        lab.Add(Expect("the tunnel is one link: the first router is the VPN server", trace)
                    .Delivered()
                    .Routers("198.51.100.66", "198.51.100.65", N4)
                    .Clause("RFC 1812 5.3.1"));
        return;
    }
    lab.Add(
        Expect("a proxy's sockets send with hop limits of their own: nothing is in between", trace)
            .Delivered()
            .Routers(to)
            .Clause(ARTICLE));
}

} // namespace ns3::v6lab
