// SPDX-License-Identifier: GPL-2.0-only
// What the two applications do, and what becomes of it in each combination.
#include "scenarios/per-app-vpn.h"

namespace ns3::v6lab
{

using namespace build;

namespace
{

constexpr const char* VPN = "vpn0";
constexpr const char* N4 = "192.0.2.1";
constexpr const char* N6 = "2001:db8:46::6";
constexpr uint32_t LINK_MTU = 1500;
constexpr uint32_t PING_HEADERS = 28; //!< IPv4 and ICMP
constexpr uint32_t OVERHEAD4 = 28;    //!< IPv4 and UDP in front of a packet in the tunnel
constexpr uint32_t OVERHEAD6 = 48;    //!< the same of IPv6
constexpr const char* ARTICLE = "article D";

/** The walk to a destination, with the VPN server in between or not. */
std::vector<std::string>
Way(bool tunnel, const std::string& destination)
{
    std::vector<std::string> way{"phone", "access", "core"};
    if (tunnel)
    {
        way.insert(way.end(), {"vpn", "core"});
    }
    way.push_back(destination);
    return way;
}

std::vector<std::string>
Reversed(const std::vector<std::string>& way)
{
    return {way.rbegin(), way.rend()};
}

} // namespace

void
PerAppVpn::ExpectThrough(TopologyBuilder& lab,
                         const Flow& flow,
                         const std::string& what,
                         bool overIpv6,
                         bool behindNat64) const
{
    lab.Add(flow);
    const std::string destination = overIpv6 && !behindNat64 ? "n6" : "n4";
    if (overIpv6 && m_vpnIpv6 == "off")
    {
        lab.Add(Expect(what + ": the packet dies in a service that has no IPv6", flow)
                    .Failed("vpn-no-ipv6")
                    .At("phone")
                    .Path("phone")
                    .Clause(ARTICLE));
        return;
    }
    if (IsTunnel() && behindNat64 && m_serverNat64 == "off")
    {
        lab.Add(Expect(what + ": NAT64 is a matter of the network where the tunnel ends", flow)
                    .Failed("no-route")
                    .At("core")
                    .Clause("RFC 6052 3.1, article D"));
        return;
    }
    if (!IsTunnel() && !(overIpv6 ? HasIpv6() : HasIpv4()))
    {
        lab.Add(Expect(what + ": the service's own sockets have no such network", flow)
                    .Failed("no-source-address")
                    .At("phone")
                    .Path("phone")
                    .Clause(ARTICLE));
        return;
    }
    const auto way = Way(IsTunnel(), destination);
    const std::string how = IsTunnel() ? ": in the tunnel, whatever the network has"
                                       : ": passed on as a plain flow of that version";
    lab.Add(Expect(what + how, flow)
                .Delivered()
                .Translations(behindNat64 ? 1 : 0)
                .Path(way)
                .Back(Reversed(way))
                .Sessions((IsTunnel() ? 0 : 1) + (behindNat64 ? 1 : 0))
                .Clause(behindNat64 ? "article D, RFC 6146 3" : ARTICLE));
}

void
PerAppVpn::ExpectBeside(TopologyBuilder& lab,
                        const Flow& flow,
                        const std::string& what,
                        bool overIpv6,
                        bool behindNat64) const
{
    lab.Add(flow);
    if (!(overIpv6 ? HasIpv6() : HasIpv4()))
    {
        lab.Add(Expect(what + ": the network has no such version, and no VPN helps", flow)
                    .Failed("no-source-address")
                    .At("phone")
                    .Path("phone")
                    .Clause(ARTICLE));
        return;
    }
    const auto way = Way(false, overIpv6 && !behindNat64 ? "n6" : "n4");
    lab.Add(Expect(what + ": never enters the VPN service", flow)
                .Delivered()
                .Translations(behindNat64 ? 1 : 0)
                .Path(way)
                .Back(Reversed(way))
                .Sessions(behindNat64 ? 1 : 0)
                .Clause(ARTICLE));
}

void
PerAppVpn::AddThroughVpn(TopologyBuilder& lab) const
{
    const std::string nat64 = Behind(N4);
    const auto in = [](Flow flow, const char* start, const char* server) {
        return flow.Through(VPN).Start(start).Server(server);
    };
    ExpectThrough(lab,
                  in(Tcp("phone", nat64, "VPN app: TCP into the NAT64 range"), "1s", "n4"),
                  "IPv6 socket to an address in the NAT64 range",
                  true,
                  true);
    ExpectThrough(lab,
                  in(UdpEcho("phone", nat64, "VPN app: UDP into the NAT64 range"), "2s", "n4"),
                  "UDP into the NAT64 range",
                  true,
                  true);
    ExpectThrough(lab,
                  in(Ping("phone", nat64, "VPN app: ping into the NAT64 range"), "3s", "n4"),
                  "ping into the NAT64 range",
                  true,
                  true);
    ExpectThrough(lab,
                  in(Tcp("phone", N6, "VPN app: TCP to an IPv6 server"), "4s", "n6"),
                  "TCP to an IPv6 server",
                  true,
                  false);
    ExpectThrough(lab,
                  in(Tcp("phone", N4, "VPN app: TCP to an IPv4 server"), "5s", "n4"),
                  "TCP to an IPv4 server",
                  false,
                  false);
}

void
PerAppVpn::AddBesideVpn(TopologyBuilder& lab) const
{
    const auto beside = [](Flow flow, const char* start, const char* server) {
        return flow.Start(start).Server(server);
    };
    ExpectBeside(
        lab,
        beside(Tcp("phone", Behind(N4), "other app: TCP into the NAT64 range"), "1s", "n4"),
        "the other application into the NAT64 range",
        true,
        true);
    ExpectBeside(lab,
                 beside(UdpEcho("phone", N6, "other app: UDP to an IPv6 server"), "4s", "n6"),
                 "the other application to an IPv6 server",
                 true,
                 false);
    ExpectBeside(lab,
                 beside(Ping("phone", N4, "other app: ping to an IPv4 server"), "5s", "n4"),
                 "the other application to an IPv4 server",
                 false,
                 false);
}

/** What an encapsulating header costs, byte by byte; a proxy's packets cost none. */
void
PerAppVpn::AddSizes(TopologyBuilder& lab) const
{
    if (!IsTunnel() && !HasIpv4())
    {
        return; // there is no IPv4 to have DF
    }
    // RFC 6724 6: of the server's addresses the IPv6 one, where there is a way.
    const uint32_t overhead = !IsTunnel() ? 0 : HasIpv6() ? OVERHEAD6 : OVERHEAD4;
    const uint32_t most = LINK_MTU - overhead - PING_HEADERS;
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

/** More than any link carries. */
void
PerAppVpn::AddDatagram(TopologyBuilder& lab) const
{
    if (!IsTunnel() && !HasIpv4())
    {
        return;
    }
    const auto large =
        UdpEcho("phone", N4, "VPN app: a large datagram").Through(VPN).Size(3000).Start("11s");
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
    if (!IsTunnel() && !HasIpv4())
    {
        return;
    }
    const auto trace = Traceroute("phone", N4, "VPN app: traceroute to an IPv4 server")
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
            .Routers(N4)
            .Clause(ARTICLE));
}

} // namespace ns3::v6lab
