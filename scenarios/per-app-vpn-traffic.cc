// SPDX-License-Identifier: GPL-2.0-only
// What the two applications do, and what becomes of it in each combination.
#include "scenarios/per-app-vpn.h"

namespace ns3::v6lab
{

using namespace build;

namespace
{

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

} // namespace ns3::v6lab
