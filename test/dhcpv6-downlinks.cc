// SPDX-License-Identifier: GPL-2.0-only
// What a router that asks for prefixes advertises on its own links (RFC 7084 4.3).
#include "test/support/delegation-net.h"
#include "test/support/interface-outage.h"
#include "test/support/table.h"

#include <algorithm>
#include <stdexcept>

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using ns3::Simulator;

namespace
{

/** p is a default router for the first seconds alone; then once more, and then no more. */
void
LeadsWhileItIsLed(test::Verdict& v)
{
    DelegationNet net;
    net.Lead(0, 0);
    net.Lead(20, 60);
    net.Lead(40, 0);
    net.Delegate("2001:db8:10::/60");
    net.Request();
    size_t seen[3]{};
    net.SeeRouters(19, &seen[0]);
    net.SeeRouters(25, &seen[1]);
    net.SeeRouters(46.5, &seen[2]);
    net.Run(48);
    v.Equal(seen[0], 0u, "without a default router of its own");
    v.Equal(seen[1], 1u, "with one");
    v.Equal(seen[2], 0u, "without it again, at once");
    v.Equal(net.LifetimesTold(), "0 12 0 12 0 ", "as configured, or 0");
    v.Equal(net.Known(), "2001:db8:10:1::/64; ", "the prefix is told all the same");
}

void
LeadsWhileItsLinkIsUp(test::Verdict& v)
{
    DelegationNet net;
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
    v.Equal(net.LifetimesTold(), "0 12 0 12 ", "as configured, or 0");
}

void
LeadsWithAPrefix(test::Verdict& v)
{
    DelegationNet net;
    net.Delegate("2001:db8:10::/60");
    net.Request();
    net.Release(20);
    size_t seen[2]{};
    net.SeeRouters(19, &seen[0]);
    net.SeeRouters(23.5, &seen[1]);
    net.Run(24);
    v.Equal(seen[0], 1u, "with a prefix");
    v.Equal(seen[1], 0u, "without");
    v.Equal(net.LifetimesTold(), "0 12 0 ", "as configured, or 0");
    v.Equal(net.Known(), "2001:db8:10:1::/64 deprecated; ", "which is still told of");
}

void
ServesAll(test::Verdict& v)
{
    DelegationNet net;
    net.Host("g");
    net.Lan("more", {"r2", "g"});
    RouterListener::Of(net.At("g"))->Listen(net.Device("g", "more"));
    net.Delegate("2001:db8:10::/60");
    net.Request("2001:db8:77::/64");
    RequestingRouter::Of(net.At("r2"))->AddDownlink(net.Device("r2", "more"), 2);
    net.Beside("more");
    std::string first;
    net.See(9, &first);
    std::string second;
    Simulator::Schedule(ns3::Seconds(9), [&]() { second = net.Known("g", "more"); });
    net.Run(10);
    v.Equal(first, "2001:db8:77::/64; 2001:db8:10:1::/64; ", "its own prefix and the delegated");
    v.Equal(second, "2001:db8:10:2::/64; ", "another /64");
}

/** r2 has a unique local prefix from the start, a prefix of its provider's from 20 s on. */
void
HasUniqueLocal(test::Verdict& v)
{
    DelegationNet net;
    net.Delegate("2001:db8:10::/60", 20);
    net.Request("fd00:7::/64");
    net.Beside("lan", "fd00:8::/64", 80);
    std::string known[3];
    size_t routers[2]{};
    net.See(19, &known[0]);
    net.SeeRouters(19, &routers[0]);
    net.See(70, &known[1]);
    net.SeeRouters(70, &routers[1]);
    net.See(95, &known[2]);
    net.Run(96);
    v.Equal(known[0], "fd00:7::/64; ", "before there is a delegated prefix");
    v.Equal(routers[0], 0u, "unique local alone makes no default router");
    v.Equal(known[1], "fd00:7::/64; 2001:db8:10:1::/64; ", "with one");
    v.Equal(routers[1], 1u, "which makes it one");
    v.Equal(known[2].find("fd00:7::/64; "), std::string::npos, "withdrawn, as another is told");
    v.True(known[2].find("2001:db8:10:1::/64; ") != std::string::npos, "the delegated one stays");
    v.True(known[2].find("fd00:8::/64; ") != std::string::npos, "the other one");
}

/** A prefix of its own that is not unique local is enough, also for another of its links. */
void
LeadsWithItsOwnPrefix(test::Verdict& v)
{
    DelegationNet net;
    net.Host("g");
    net.Lan("more", {"r2", "g"});
    RouterListener::Of(net.At("g"))->Listen(net.Device("g", "more"));
    net.Request("fd00:7::/64", 600); // by itself the next advertisement comes at 16 s
    RequestingRouter::Of(net.At("r2"))->AddDownlink(net.Device("r2", "more"), 2);
    net.Beside("more", "2001:db8:77::/64", 10);
    size_t routers[2]{};
    net.SeeRouters(9, &routers[0]);
    net.SeeRouters(14, &routers[1]);
    net.Run(15);
    v.Equal(routers[0], 0u, "before");
    v.Equal(routers[1], 1u, "then");
    v.Equal(net.LifetimesTold(), "0 1800 ", "on the link without it");
}

/** The delegation's lifetimes hold, in one option. */
void
TellsOnce(test::Verdict& v)
{
    DelegationNet net;
    net.Delegate("2001:db8:10::/60");
    net.Request("2001:db8:10:1::/64");
    net.Run(10);
    const auto* told = RouterAdvertiser::Of(net.At("r2"))->GetSettings(net.Device("r2", "lan"));
    v.Equal(told->prefixes.size(), size_t{1}, "options");
    v.True(told->prefixes.at(0).validSeconds <= 200, "as long as it is delegated");
}

/** r2 gives back at 20 s what holds its own prefix and its own first address of it. */
void
KeepsItsOwn(test::Verdict& v)
{
    DelegationNet net;
    net.Address("r2", "lan", "2001:db8:10:1::1/64");
    net.Delegate("2001:db8:10::/60");
    net.Request("2001:db8:10:1::/64");
    net.Release(20);
    const auto has = [&net](const std::string& address) {
        const auto stack = net.At("r2")->GetObject<ns3::Ipv6>();
        return stack->GetInterfaceForAddress(ns3::Ipv6Address(address.c_str())) >= 0;
    };
    bool held[2]{};
    std::string known[2];
    Simulator::Schedule(ns3::Seconds(19), [&]() { held[0] = has("2001:db8:10:1::1"); });
    net.See(19, &known[0]);
    Simulator::Schedule(ns3::Seconds(40), [&]() { held[1] = has("2001:db8:10:1::1"); });
    net.See(40, &known[1]);
    const auto settings = [&net]() {
        const auto* told = RouterAdvertiser::Of(net.At("r2"))->GetSettings(net.Device("r2", "lan"));
        return told->prefixes;
    };
    std::vector<PrefixInformation> told;
    Simulator::Schedule(ns3::Seconds(40), [&]() { told = settings(); });
    net.Run(41);
    v.True(held[0] && held[1], "the address is its own");
    v.Equal(known[0], "2001:db8:10:1::/64; ", "while it is delegated");
    v.Equal(known[1], "2001:db8:10:1::/64; ", "afterwards, as its own");
    v.Equal(told.size(), size_t{1}, "told once");
    v.Equal(told.at(0).validSeconds, PrefixInformation().validSeconds, "with its own lifetime");
}

void
IsNoRouterOfWithdrawn(test::Verdict& v)
{
    DelegationNet net;
    net.Request();
    AdvertiserSettings withdrawn;
    withdrawn.maxIntervalSeconds = 4;
    withdrawn.prefixes = {{*Prefix::Parse("2001:db8:77::/64"), true, true, 0, 0}};
    net.Tell("lan", withdrawn, 1);
    size_t routers = 9;
    net.SeeRouters(10, &routers);
    net.Run(11);
    v.Equal(routers, 0u, "default routers");
}

/** Sixty prefixes of its own, and one that is delegated, then another. */
void
TellsMany(test::Verdict& v)
{
    DelegationNet net;
    net.Delegate("2001:db8:10::/60");
    net.Delegate("2001:db8:20::/60", 15);
    net.Request();
    AdvertiserSettings many;
    many.maxIntervalSeconds = 4;
    for (int i = 10; i < 70; ++i)
    {
        many.prefixes.push_back({*Prefix::Parse("fd00:" + std::to_string(i) + "::/64")});
    }
    net.Tell("lan", many, 1);
    std::string known;
    net.See(90, &known);
    net.Run(91);
    v.Equal(std::count(known.begin(), known.end(), ';'), std::ptrdiff_t{62}, "prefixes known");
    v.True(known.find("2001:db8:20:1::/64; ") != std::string::npos, "the new one");
    v.True(known.find("2001:db8:10:1::/64 deprecated; ") != std::string::npos, "the old one");
    size_t longest = 0;
    for (const auto& frame : net.Frames("lan"))
    {
        const auto& bytes = frame.bytes; // a checksum of Ethernet behind the packet
        longest = std::max(longest, size_t{40} + (size_t{bytes.at(4)} << 8) + bytes.at(5));
    }
    v.True(longest > 1000 && longest <= 1280, std::to_string(longest) + " bytes at most");
}

void
AdvertisesBesideDelegatedAlone(test::Verdict& v)
{
    DelegationNet net;
    net.Request();
    const auto router = RequestingRouter::Of(net.At("r2"));
    const auto refusal = [&](const std::string& link, const AdvertiserSettings& settings) {
        try
        {
            router->AdvertiseBeside(net.Device("r2", link), settings);
        }
        catch (const std::invalid_argument& error)
        {
            return std::string(error.what());
        }
        return std::string("accepted");
    };
    v.Equal(refusal("up", {}),
            "advertisements beside a delegated prefix are for links that AddDownlink() was called "
            "with",
            "the link to the provider");
    AdvertiserSettings wrong;
    wrong.maxIntervalSeconds = 1;
    v.Equal(refusal("lan", wrong),
            "maxIntervalSeconds 1 must be 4 to 1800 (RFC 4861 6.2.1)",
            "settings");
}

const std::vector<Row> ROWS{
    {"a router without a default router is none for its own links",
     "RFC 7084 G-4, G-5; RFC 4861 6.2.5; 8415-12",
     LeadsWhileItIsLed},
    {"a router whose link to the provider is down says at once that it is no default router",
     "RFC 7084 G-5; 8415-12",
     LeadsWhileItsLinkIsUp},
    {"a router that gave its prefix back is no default router",
     "RFC 7084 G-5, L-13; 8415-12",
     LeadsWithAPrefix},
    {"each link gets a /64, beside the prefixes that it has already",
     "RFC 8415 6.3; RFC 7084 L-2; 8415-06",
     ServesAll},
    {"a unique local prefix is told before, beside and after a delegated one",
     "RFC 7084 ULA-1, ULA-5, G-4; RFC 4861 6.2.5",
     HasUniqueLocal},
    {"a global prefix of its own makes a router a default router on all its links",
     "RFC 7084 ULA-5, G-4",
     LeadsWithItsOwnPrefix},
    {"a prefix that is its own and delegated is told once", "RFC 8415 6.3", TellsOnce},
    {"a first address and a prefix that are the router's own outlast the delegation",
     "RFC 7084 L-2, L-13",
     KeepsItsOwn},
    {"a global prefix that is withdrawn makes no default router",
     "RFC 7084 ULA-5",
     IsNoRouterOfWithdrawn},
    {"more prefixes than fit into an advertisement go into several, through a renumbering",
     "RFC 4861 6.2.3; RFC 7084 L-13",
     TellsMany},
    {"advertisements beside a delegated prefix are for links that get one",
     "RFC 4861 6.2.1",
     AdvertisesBesideDelegatedAlone},
};

} // namespace

V6LAB_SUITE("v6lab-dhcpv6-downlinks", ROWS);
