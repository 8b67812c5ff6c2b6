// SPDX-License-Identifier: GPL-2.0-only
// The device, its network and the VPN server; what is expected stands in per-app-vpn-traffic.cc and
// per-app-vpn-limits.cc.
#include "scenarios/per-app-vpn.h"

#include "scenarios/embedded-address.h"
#include "scenarios/word-checker.h"

#include "ns3/string.h"

#include <stdexcept>

namespace ns3::v6lab
{

using namespace build;

NS_OBJECT_ENSURE_REGISTERED(PerAppVpn);

namespace
{

constexpr const char* PREF64 = "64:ff9b::/96";
constexpr const char* ACCESS_POOL = "203.0.113.1";  //!< of the NAT64 of the phone's network
constexpr const char* SERVER_POOL = "203.0.113.64"; //!< of the VPN server's
constexpr const char* CLIENTS4 = "203.0.113.128/28";
constexpr const char* CLIENTS6 = "2001:db8:8::/64";

} // namespace

TypeId
PerAppVpn::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::v6lab::PerAppVpn")
            .SetParent<Scenario>()
            .SetGroupName("V6labScenarios")
            .AddConstructor<PerAppVpn>()
            .AddAttribute("Mode",
                          "What the VPN service does with its application's packets: passes "
                          "payloads on through its own sockets, or whole packets to a VPN server.",
                          StringValue("proxy"),
                          MakeStringAccessor(&PerAppVpn::m_mode),
                          MakeWordChecker({"proxy", "tunnel"}))
            .AddAttribute("Network",
                          "What the phone's network has; with IPv6 there is a NAT64.",
                          StringValue("ipv6-only"),
                          MakeStringAccessor(&PerAppVpn::m_network),
                          MakeWordChecker({"ipv4-only", "ipv6-only", "dual-stack"}))
            .AddAttribute("VpnIpv6",
                          "The VPN service supports IPv6.",
                          StringValue("on"),
                          MakeStringAccessor(&PerAppVpn::m_vpnIpv6),
                          MakeWordChecker({"on", "off"}))
            .AddAttribute("ServerNat64",
                          "The VPN server is a NAT64 for its clients. With mode tunnel only.",
                          StringValue("on"),
                          MakeStringAccessor(&PerAppVpn::m_serverNat64),
                          MakeWordChecker({"on", "off"}));
    return tid;
}

std::string
PerAppVpn::GetName() const
{
    return "per-app-vpn";
}

std::string
PerAppVpn::GetPurpose() const
{
    return "One application of a phone in a VPN that may support IPv6, another one beside it";
}

std::string
PerAppVpn::GetArticle() const
{
    return "How to Work with IPv6 Traffic in IPv4 Networks Using NAT64 (Apriorit)";
}

bool
PerAppVpn::IsTunnel() const
{
    return m_mode == "tunnel";
}

bool
PerAppVpn::HasIpv4() const
{
    return m_network != "ipv6-only";
}

bool
PerAppVpn::HasIpv6() const
{
    return m_network != "ipv4-only";
}

std::string
PerAppVpn::Behind(const std::string& ipv4) const
{
    return EmbeddedAddress(PREF64, ipv4);
}

Topology
PerAppVpn::Describe() const
{
    if (m_serverNat64 == "off" && !IsTunnel())
    {
        throw std::invalid_argument(
            "--server-nat64: off is allowed with --mode=tunnel only, as a proxy has no server");
    }
    TopologyBuilder lab(GetName(), GetPurpose());
    AddNetwork(lab);
    AddAccess(lab);
    AddPhone(lab);
    if (IsTunnel())
    {
        AddServer(lab);
    }
    AddThroughVpn(lab);
    AddBesideVpn(lab);
    AddSizes(lab);
    AddDatagram(lab);
    AddRoutes(lab);
    return lab.Build();
}

void
PerAppVpn::AddNetwork(TopologyBuilder& lab) const
{
    lab.Add(Wire("radio").Delay("5ms")).Add(Wire("back").Delay("1ms"));
    lab.Add(Wire("ipv4-internet").Delay("10ms")).Add(Wire("ipv6-internet").Delay("10ms"));
    auto core = Router("core")
                    .On("back", "198.51.100.6/30", "2001:db8:b::2/64")
                    .On("ipv4-internet", "192.0.2.254/24")
                    .On("ipv6-internet", "2001:db8:46::1/64")
                    .Route("198.51.100.0/30", "198.51.100.5")
                    .Route(std::string(ACCESS_POOL) + "/32", "198.51.100.5")
                    .Route("2001:db8:a::/64", "2001:db8:b::1");
    if (IsTunnel())
    {
        core.On("data-centre", "198.51.100.65/30", "2001:db8:fe::1/64")
            .Route(std::string(SERVER_POOL) + "/32", "198.51.100.66")
            .Route(CLIENTS4, "198.51.100.66")
            .Route(CLIENTS6, "2001:db8:fe::2");
    }
    lab.Add(core);
    lab.Add(Host("n4").On("ipv4-internet", "192.0.2.1/24").Route("0.0.0.0/0", "192.0.2.254"));
    lab.Add(Host("n6").On("ipv6-internet", "2001:db8:46::6/64").Route("::/0", "2001:db8:46::1"));
}

/** The NAT64's IPv4 side is there in any case: it is the phone's side that may have one version. */
void
PerAppVpn::AddAccess(TopologyBuilder& lab) const
{
    auto access = Router("access");
    if (m_network == "dual-stack")
    {
        access.On("radio", "198.51.100.1/30", "2001:db8:a::1/64");
    }
    else
    {
        access.On("radio", HasIpv4() ? "198.51.100.1/30" : "2001:db8:a::1/64");
    }
    access.On("back", "198.51.100.5/30", "2001:db8:b::1/64")
        .Route("0.0.0.0/0", "198.51.100.6")
        .Route("::/0", "2001:db8:b::2");
    lab.Add(access);
    if (HasIpv6())
    {
        lab.Add(Nat64On("access").Prefix(PREF64).Pool(ACCESS_POOL));
    }
}

void
PerAppVpn::AddPhone(TopologyBuilder& lab) const
{
    auto phone = Host("phone");
    if (m_network == "dual-stack")
    {
        phone.On("radio", "198.51.100.2/30", "2001:db8:a::2/64");
    }
    else
    {
        phone.On("radio", HasIpv4() ? "198.51.100.2/30" : "2001:db8:a::2/64");
    }
    if (HasIpv4())
    {
        phone.Route("0.0.0.0/0", "198.51.100.1");
    }
    if (HasIpv6())
    {
        phone.Route("::/0", "2001:db8:a::1");
    }
    if (IsTunnel()) // the addresses are seen by the servers
    {
        phone.Vpn("vpn0", "tunnel", "203.0.113.130", "2001:db8:8::130");
        phone.LastVpn().server = "vpn";
    }
    else // they never leave the phone
    {
        phone.Vpn("vpn0", "proxy", "10.8.0.2", "fd00:8::2");
    }
    phone.LastVpn().ipv6 = m_vpnIpv6 == "on";
    lab.Add(phone);
}

void
PerAppVpn::AddServer(TopologyBuilder& lab) const
{
    lab.Add(Wire("data-centre").Delay("2ms"));
    lab.Add(Router("vpn")
                .On("data-centre", "198.51.100.66/30", "2001:db8:fe::2/64")
                .Route("0.0.0.0/0", "198.51.100.65")
                .Route("::/0", "2001:db8:fe::1")
                .ServeVpn(CLIENTS4, CLIENTS6));
    if (m_serverNat64 == "on")
    {
        lab.Add(Nat64On("vpn").Prefix(PREF64).Pool(SERVER_POOL));
    }
}

} // namespace ns3::v6lab
