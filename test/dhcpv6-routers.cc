// SPDX-License-Identifier: GPL-2.0-only
// Routers that delegate prefixes and routers that ask for them (RFC 8415, RFC 7084).
#include "model/advertisement/link-messages.h"
#include "model/advertisement/router-advertiser.h"
#include "model/advertisement/router-listener.h"
#include "model/dhcpv6/delegating-router.h"
#include "model/dhcpv6/dhcpv6-client.h"
#include "model/dhcpv6/dhcpv6-server.h"
#include "model/dhcpv6/requesting-router.h"
#include "model/routing/ipv6-stack.h"
#include "test/support/advertised-lan.h"
#include "test/support/dhcp-text.h"
#include "test/support/flow-packets.h"
#include "test/support/interface-outage.h"
#include "test/support/json-data.h"
#include "test/support/table.h"

#include "ns3/simulator.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using ns3::Simulator;
using test::data::Addr;

namespace
{

/** h listens on "lan" of r2, which asks p on "up"; p reaches peer by "out". */
class Delegation : public SmallNet
{
  public:
    Delegation()
    {
        Router("p");
        Router("r2");
        Host("h");
        Host("peer");
        Lan("up", {"p", "r2"});
        Lan("lan", {"r2", "h"});
        Link("out", "p", "peer");
        Address("p", "out", "2001:db8:f::2/64");
        Address("peer", "out", "2001:db8:f::1/64");
        Route("peer", "::/0", "2001:db8:f::2", "out");
        AdvertiserSettings settings;
        settings.maxIntervalSeconds = 4;
        RouterAdvertiser::Of(At("p"))->Advertise(Device("p", "up"), settings);
        RouterListener::Of(At("r2"))->Listen(Device("r2", "up"));
        RouterListener::Of(At("h"))->Listen(Device("h", "lan"));
    }

    void Delegate(const std::string& pool, double second = 0, uint32_t preferred = 100) const
    {
        DelegationSettings settings;
        settings.pool = *Prefix::Parse(pool);
        settings.length = 62;
        settings.preferredSeconds = preferred;
        settings.validSeconds = 2 * preferred;
        Simulator::Schedule(ns3::Seconds(second),
                            &DelegatingRouter::Delegate,
                            DelegatingRouter::Of(At("p")),
                            Device("p", "up"),
                            settings);
    }

    /** `own` is a prefix that r2 advertises beside those that it gets. */
    void Request(const std::string& own = "") const
    {
        const auto router = RequestingRouter::Of(At("r2"));
        AdvertiserSettings base;
        base.maxIntervalSeconds = 4;
        if (!own.empty())
        {
            base.prefixes.push_back({*Prefix::Parse(own)});
        }
        router->AddDownlink(Device("r2", "lan"), 1, base);
        Simulator::ScheduleNow(&RequestingRouter::Request,
                               router,
                               Device("r2", "up"),
                               PrefixRequestSettings());
    }

    void Release(double second) const
    {
        Simulator::Schedule(ns3::Seconds(second),
                            &RequestingRouter::Release,
                            RequestingRouter::Of(At("r2")),
                            Device("r2", "up"));
    }

    std::string Prefixes() const
    {
        std::string text;
        for (const auto& lease : Dhcpv6Client::Of(At("r2"))->GetPrefixes(Device("r2", "up")))
        {
            text += lease.prefix.ToString() + " ";
        }
        return text;
    }

    /** The types of the DHCPv6 messages on the link between the routers. */
    std::string Types() const
    {
        std::string text;
        for (const auto& frame : Frames("up", protocol::UDP))
        {
            text += std::to_string(frame.bytes.at(48)) + " ";
        }
        return text;
    }

    /** "prefix preferred valid; " that h knows. */
    std::string Known(const std::string& node = "h", const std::string& link = "lan") const
    {
        const auto* state = RouterListener::Of(At(node))->GetState(Device(node, link));
        std::string text;
        for (const auto& known : state->GetAutonomous())
        {
            const auto now = Simulator::Now().GetNanoSeconds();
            text += known.prefix.ToString() + (known.IsDeprecated(now) ? " deprecated; " : "; ");
        }
        return text;
    }

    void See(double second, std::string* into)
    {
        Simulator::Schedule(ns3::Seconds(second), [this, into]() { *into = Known(); });
    }

    /** p is a default router for so many seconds each time, or none. */
    void Lead(double second, uint32_t lifetime) const
    {
        Simulator::Schedule(ns3::Seconds(second), [this, lifetime]() {
            AdvertiserSettings settings;
            settings.maxIntervalSeconds = 4;
            settings.lifetimeSeconds = lifetime;
            RouterAdvertiser::Of(At("p"))->Advertise(Device("p", "up"), settings);
        });
    }

    /** How many default routers h has then. */
    void SeeRouters(double second, size_t* into)
    {
        Simulator::Schedule(ns3::Seconds(second), [this, into]() {
            const auto* state = RouterListener::Of(At("h"))->GetState(Device("h", "lan"));
            *into = state->GetRouters().size();
        });
    }

    /** Router lifetimes that were told on the LAN, the same one behind the other once. */
    std::string LifetimesTold() const
    {
        std::string all;
        std::string last;
        for (const auto& frame : Frames("lan"))
        {
            const auto facts = ReadFacts(frame.bytes.data(), frame.bytes.size());
            if (facts && facts->protocol == protocol::ICMPV6 &&
                facts->icmpType == RouterMessage::ADVERTISEMENT)
            {
                const int lifetime = frame.bytes.at(46) << 8 | frame.bytes.at(47);
                const auto text = std::to_string(lifetime) + " ";
                all += text == last ? "" : text;
                last = text;
            }
        }
        return all;
    }
};

void
DelegatesAndAdvertises(test::Verdict& v)
{
    Delegation net;
    net.Delegate("2001:db8:10::/60");
    net.Request();
    net.Ping("peer", "2001:db8:10:1::1", 8, 8000);
    std::string known;
    net.See(9, &known);
    net.Run(10);
    v.Equal(net.Types(), "1 2 3 7 ", "Solicit, Advertise, Request, Reply");
    v.Equal(net.Prefixes(), "2001:db8:10::/62 ", "delegated");
    v.Equal(known, "2001:db8:10:1::/64; ", "the host's");
    v.Equal(net.echoReplies, 1u, "the router's address on the LAN answers through the provider");
}

void
EndsWhatNobodyHas(test::Verdict& v)
{
    Delegation net;
    net.Delegate("2001:db8:10::/60");
    net.Request();
    net.Ping("peer", "2001:db8:10:2::1", 8, 8000);
    net.Ping("peer", "2001:db8:10:4::1", 8, 8500);
    net.Run(10);
    v.True(net.Events("r2").find("drop no-route") != std::string::npos, "the third /64");
    v.True(net.Events("p").find("drop no-route") != std::string::npos, "the next /62");
    int told = 0;
    for (const auto& frame : net.Frames("out", protocol::ICMPV6))
    {
        told += frame.bytes.at(40) == 1 && frame.bytes.at(41) == 0 ? 1 : 0;
    }
    v.Equal(told, 2, "Destination Unreachable, no route, to the sender");
}

void
Renumbers(test::Verdict& v)
{
    Delegation net;
    net.Delegate("2001:db8:10::/60");
    net.Delegate("2001:db8:20::/60", 20);
    net.Request();
    net.Ping("peer", "2001:db8:20:1::1", 8, 65000);
    net.Ping("peer", "2001:db8:10:1::1", 8, 66000);
    std::string before;
    std::string after;
    net.See(50, &before);
    net.See(64, &after);
    net.Run(70);
    v.Equal(before, "2001:db8:10:1::/64; ", "until it renews");
    v.Equal(after, "2001:db8:10:1::/64 deprecated; 2001:db8:20:1::/64; ", "then");
    v.Equal(net.Types(), "1 2 3 7 5 7 ", "by Renew at T1");
    v.Equal(net.Prefixes(), "2001:db8:20::/62 ", "the router has the new one alone");
    v.Equal(net.echoReplies, 2u, "both sockets see the reply from the new prefix");
    v.True(net.Events("p").find("drop no-route") != std::string::npos,
           "the old prefix is routed no more");
}

void
RunsOut(test::Verdict& v)
{
    Delegation net;
    net.Delegate("2001:db8:10::/60", 0, 10);
    net.Request();
    TakeDown(net, "p", "up", 4);
    std::string early;
    net.See(3, &early);
    std::string late;
    net.See(24, &late);
    net.Run(25);
    v.Equal(early, "2001:db8:10:1::/64; ", "while it lasts");
    v.Equal(late, "", "lifetimes on the LAN end with the delegation");
    v.Equal(net.Prefixes(), "", "and the router has nothing");
}

void
GivesBack(test::Verdict& v)
{
    Delegation net;
    net.Delegate("2001:db8:10::/60");
    net.Request();
    net.Release(10);
    net.Ping("peer", "2001:db8:10:1::1", 8, 12000);
    net.Run(15);
    v.Equal(net.Types(), "1 2 3 7 8 7 ", "Release and Reply");
    v.Equal(net.echoReplies, 0u, "answers");
    v.True(net.Events("p").find("drop no-route") != std::string::npos, "the route is gone");
    v.Equal(Dhcpv6Server::Of(net.At("p"))->GetDelegation(net.Device("p", "up"))->GetBindings(),
            size_t{0},
            "bindings");
}

/** p is a default router for the first seconds alone; then once more, and then no more. */
void
LeadsWhileItIsLed(test::Verdict& v)
{
    Delegation net;
    net.Lead(0, 0);
    net.Lead(20, 60);
    net.Lead(40, 0);
    net.Delegate("2001:db8:10::/60");
    net.Request();
    size_t seen[3]{};
    net.SeeRouters(19, &seen[0]);
    net.SeeRouters(25, &seen[1]);
    net.SeeRouters(43.5, &seen[2]);
    net.Run(45);
    v.Equal(seen[0], 0u, "without a default router of its own");
    v.Equal(seen[1], 1u, "with one");
    v.Equal(seen[2], 0u, "without it again, at once");
    v.Equal(net.LifetimesTold(), "12 0 12 0 ", "as configured, or 0");
    v.Equal(net.Known(), "2001:db8:10:1::/64; ", "the prefix is told all the same");
}

void
LeadsWhileItsLinkIsUp(test::Verdict& v)
{
    Delegation net;
    net.Delegate("2001:db8:10::/60");
    net.Request();
    Switch(net, "r2", "up", false, 20);
    Switch(net, "r2", "up", true, 26);
    size_t seen[3]{};
    net.SeeRouters(19, &seen[0]);
    net.SeeRouters(23.5, &seen[1]);
    net.SeeRouters(35, &seen[2]);
    net.Run(36);
    v.Equal(seen[0], 1u, "while it is up");
    v.Equal(seen[1], 0u, "when it is down, as soon as it may be told");
    v.Equal(seen[2], 1u, "up again");
    v.Equal(net.LifetimesTold(), "12 0 12 ", "as configured, or 0");
}

void
LeadsWithAPrefix(test::Verdict& v)
{
    Delegation net;
    net.Delegate("2001:db8:10::/60");
    net.Request();
    net.Release(20);
    size_t seen[2]{};
    net.SeeRouters(19, &seen[0]);
    net.SeeRouters(23.5, &seen[1]);
    net.Run(24);
    v.Equal(seen[0], 1u, "with a prefix");
    v.Equal(seen[1], 0u, "without");
    v.Equal(net.LifetimesTold(), "12 0 ", "as configured, or 0");
    v.Equal(net.Known(), "2001:db8:10:1::/64 deprecated; ", "which is still told of");
}

/** What r2's own addresses on "lan" are: how many beside the link-local one. */
uint32_t
GlobalAddresses(const Delegation& net)
{
    const auto stack = StackOf(net.At("r2"));
    return stack->GetNAddresses(InterfaceOf(*stack, net.Device("r2", "lan"))) - 1;
}

void
KeepsNothing(test::Verdict& v)
{
    Delegation released;
    released.Delegate("2001:db8:10::/60");
    released.Request();
    released.Release(10);
    const auto late = flow::Udp({"2001:db8:99::9", 5}, {"2001:db8:10:2::1", 9});
    uint32_t before = 0;
    Simulator::Schedule(ns3::Seconds(9), [&]() { before = GlobalAddresses(released); });
    Simulator::Schedule(ns3::Seconds(12), [&]() {
        const auto packet =
            ns3::Create<ns3::Packet>(late.data(), static_cast<uint32_t>(late.size()));
        released.Device("h", "lan")
            ->Send(packet, released.Device("r2", "lan")->GetAddress(), 0x86dd);
    });
    released.Run(15);
    v.Equal(before, 1u, "while it has the prefix");
    v.Equal(GlobalAddresses(released), 0u, "after the Release");
    v.Equal(released.Events("r2").find("drop no-route"), std::string::npos, "no route to nowhere");
    v.True(released.Events("p").find("drop no-route") != std::string::npos, "it is p's to judge");
    Delegation expired;
    expired.Delegate("2001:db8:10::/60", 0, 10);
    expired.Request();
    TakeDown(expired, "p", "up", 4);
    expired.Run(25);
    v.Equal(GlobalAddresses(expired), 0u, "when its lifetime is over");
}

void
ForgetsClient(test::Verdict& v)
{
    Delegation net;
    net.Delegate("2001:db8:10::/60", 0, 10);
    net.Request();
    TakeDown(net, "r2", "up", 4);
    net.Ping("peer", "2001:db8:10:1::1", 8, 24500);
    net.Run(30);
    v.True(net.Events("p").find("drop no-route") != std::string::npos,
           "after 20 s nobody has the prefix: " + net.Events("p"));
}

void
ServesAll(test::Verdict& v)
{
    Delegation net;
    net.Host("g");
    net.Lan("more", {"r2", "g"});
    RouterListener::Of(net.At("g"))->Listen(net.Device("g", "more"));
    net.Delegate("2001:db8:10::/60");
    net.Request("2001:db8:77::/64");
    AdvertiserSettings base;
    base.maxIntervalSeconds = 4;
    RequestingRouter::Of(net.At("r2"))->AddDownlink(net.Device("r2", "more"), 2, base);
    std::string first;
    net.See(9, &first);
    std::string second;
    Simulator::Schedule(ns3::Seconds(9), [&]() { second = net.Known("g", "more"); });
    net.Run(10);
    v.Equal(first, "2001:db8:77::/64; 2001:db8:10:1::/64; ", "its own prefix and the delegated");
    v.Equal(second, "2001:db8:10:2::/64; ", "another /64");
}

const std::vector<Row> ROWS{
    {"a router gets a prefix, gives its link a /64 of it and is reached by it",
     "RFC 8415 6.3, 18.2, 18.3; RFC 7084 L-2, L-3; 8415-01, 8415-06, 8415-08",
     DelegatesAndAdvertises},
    {"what of a prefix no link has ends at its router",
     "RFC 7084 WPD-5; 8415-07",
     EndsWhatNobodyHas},
    {"another pool: the link gets the new prefix and the old one is deprecated",
     "RFC 8415 18.2.10.1, 18.3.4; RFC 7084 L-13",
     Renumbers},
    {"without its server a router loses the prefix, and so do its hosts",
     "RFC 8415 18.2.5, 6.3; 8415-05, 8415-06",
     RunsOut},
    {"a router without a default router is none for its own links",
     "RFC 7084 G-4, G-5; RFC 4861 6.2.5; 8415-12",
     LeadsWhileItIsLed},
    {"a router whose link to the provider is down says at once that it is no default router",
     "RFC 7084 G-5; 8415-12",
     LeadsWhileItsLinkIsUp},
    {"a router that gave its prefix back is no default router",
     "RFC 7084 G-5, L-13; 8415-12",
     LeadsWithAPrefix},
    {"of a prefix that it has no more a router keeps neither address nor route",
     "RFC 8415 18.2.5, 18.2.7; RFC 7084 WPD-5; 8415-05, 8415-07",
     KeepsNothing},
    {"a prefix that nobody renews is routed no more", "RFC 8415 6.3, 18.3; 8415-05", ForgetsClient},
    {"each link gets a /64, beside the prefixes that it has already",
     "RFC 8415 6.3; RFC 7084 L-2; 8415-06",
     ServesAll},
    {"a prefix that is given back is routed no more", "RFC 8415 18.2.7, 18.3.7", GivesBack},
};

} // namespace

V6LAB_SUITE("v6lab-dhcpv6-routers", ROWS);
