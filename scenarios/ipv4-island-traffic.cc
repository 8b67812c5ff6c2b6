// SPDX-License-Identifier: GPL-2.0-only
// What people do on the island and what must come of it.
#include "scenarios/ipv4-island-names.h"
#include "scenarios/ipv4-island.h"

namespace ns3::v6lab
{

using namespace build;
using namespace island;

namespace
{

constexpr const char* ARTICLE = "article C";

} // namespace

/** From the campus to the device: 64, less one for the campus' router and one for Jool. */
void
Ipv4Island::AddManagement(TopologyBuilder& lab) const
{
    const auto ping =
        Ping(WORKSTATION, DEVICE6, PING_IN).Server(DEVICE).Count(3).Start("5s").Every("1s");
    const auto ssh =
        Tcp(WORKSTATION, DEVICE6, "SSH to the device").Server(DEVICE).Port(22).Start("9s");
    const auto web =
        Tcp(WORKSTATION, DEVICE6, "HTTP to the device").Server(DEVICE).Port(80).Start("10s");
    lab.Add(ping).Add(ssh).Add(web);
    lab.Add(Expect("the campus reaches the IPv4-only device by IPv6", ping)
                .Delivered()
                .Called(DEVICE6)
                .Translations(1)
                .Path(WORKSTATION, CAMPUS_ROUTER, ROUTER, DEVICE)
                .Ttl(62)
                .Clause("RFC 6146 3.5.3, RFC 8415 6.3"));
    lab.Add(Expect("ping is answered from the address that was called, with TTL 63", ping)
                .Delivered()
                .AnsweredFrom(DEVICE6)
                .AnswerTtl(63)
                .Back(DEVICE, ROUTER, WORKSTATION)
                .Clause(std::string(ARTICLE) + ", RFC 7915 4.1"));
    for (const auto& flow : {ssh, web})
    {
        const std::string port = std::to_string(flow.Get().port);
        lab.Add(Expect("the firewall's rule lets port " + port + " in", flow)
                    .Delivered()
                    .Translations(1)
                    .Path(WORKSTATION, CAMPUS_ROUTER, ROUTER, DEVICE)
                    .Clause(std::string(ARTICLE) + ", ext_mgmt_fwd"));
    }
}

void
Ipv4Island::AddBlocked(TopologyBuilder& lab) const
{
    const auto telnet =
        Tcp(WORKSTATION, DEVICE6, "Telnet to the device").Server(DEVICE).Port(23).Start("11s");
    const auto echo =
        UdpEcho(WORKSTATION, DEVICE6, "UDP to the device").Server(DEVICE).Start("12s");
    lab.Add(telnet).Add(echo);
    for (const auto& flow : {telnet, echo})
    {
        lab.Add(Expect("the firewall drops: " + flow.Get().name, flow)
                    .Failed("firewall-zone-no-rule")
                    .At(ROUTER)
                    .Clause(std::string(ARTICLE) + ", ext_mgmt_fwd"));
    }
}

/** From the device to the IPv4 internet. */
void
Ipv4Island::AddInternet(TopologyBuilder& lab) const
{
    const auto ping = Ping(DEVICE, SERVER4, PING_OUT).Count(3).Start("15s").Every("1s");
    const auto update = Tcp(DEVICE, SERVER4, "the device asks for updates").Start("19s");
    const auto bulk = TcpBulk(DEVICE, SERVER4, "the device uploads").Port(81).Start("20s");
    lab.Add(ping).Add(update).Add(bulk);
    if (!HasClat())
    {
        for (const auto& flow : {ping, update, bulk})
        {
            lab.Add(Expect("without a CLAT there is no way out: " + flow.Get().name, flow)
                        .Failed("no-route")
                        .At(ROUTER)
                        .Clause(ARTICLE));
        }
        return;
    }
    // 64, less one each for CLAT, campus router and PLAT; the same on the way back.
    lab.Add(Expect("the device reaches the IPv4 internet through CLAT and PLAT", ping)
                .Delivered()
                .Over("v4")
                .Translations(2)
                .Path(DEVICE, ROUTER, CAMPUS_ROUTER, PLAT, SERVER)
                .Ttl(61)
                .AnsweredFrom(SERVER4)
                .AnswerTtl(61)
                .Clause("RFC 6877 2"));
    for (const auto& flow : {update, bulk})
    {
        lab.Add(Expect("so does TCP: " + flow.Get().name, flow)
                    .Delivered()
                    .Translations(2)
                    .Clause("RFC 6877 7.2, RFC 7915 1.4"));
    }
}

/** The delegated prefix: the island's hosts have IPv6 of it, and what nobody has ends here. */
void
Ipv4Island::AddPrefix(TopologyBuilder& lab) const
{
    const auto native = Ping(LAPTOP, "2001:db8:8011:1::1", "IPv6 from the island")
                            .Server(CAMPUS_ROUTER)
                            .Start("30s");
    const auto nowhere =
        Ping(WORKSTATION, UNUSED, "a part of the prefix that is not in use").Start("35s");
    lab.Add(native).Add(nowhere);
    lab.Add(Expect("hosts of the island have IPv6 out of the delegated prefix", native)
                .Delivered()
                .Over("v6")
                .Translations(0)
                .Path(LAPTOP, ROUTER, CAMPUS_ROUTER)
                .Clause("RFC 8415 6.3, RFC 7084 L-3"));
    lab.Add(Expect("the island's router does not send back what it has no link for", nowhere)
                .Failed("no-route")
                .At(ROUTER)
                .Clause("RFC 7084 WPD-5"));
}

/** Hosts follow their router's advertisements; what somebody has typed in does not. */
void
Ipv4Island::AddRenumbering(TopologyBuilder& lab) const
{
    const auto native = Ping(LAPTOP, "2001:db8:8011:1::1", "IPv6 from the renumbered island")
                            .Server(CAMPUS_ROUTER)
                            .Start("100s");
    const auto stale = Ping(WORKSTATION, DEVICE6, "ping the device by its old address")
                           .Server(DEVICE)
                           .Start("105s");
    lab.Add(native).Add(stale);
    lab.Add(Expect("hosts of the island have IPv6 out of the new prefix", native)
                .Delivered()
                .Over("v6")
                .Path(LAPTOP, ROUTER, CAMPUS_ROUTER)
                .Clause("RFC 8415 18.2.10.1, RFC 7084 L-13"));
    lab.Add(Expect("the prefix in Jool's line is out of date", stale)
                .Failed("no-route")
                .At(CAMPUS_ROUTER)
                .Clause("RFC 8415 18.3.4"));
    if (!HasClat())
    {
        return;
    }
    const auto out =
        Ping(DEVICE, SERVER4, "ping from the device, renumbered").Count(1).Start("110s");
    lab.Add(out);
    lab.Add(Expect("so is the CLAT's: answers do not find back", out)
                .Failed("no-route")
                .At(CAMPUS_ROUTER)
                .Clause("RFC 6877 6.3"));
}

} // namespace ns3::v6lab
