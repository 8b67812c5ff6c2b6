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
#include "test/support/delegation-net.h"
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

void
DelegatesAndAdvertises(test::Verdict& v)
{
    DelegationNet net;
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
    DelegationNet net;
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
    DelegationNet net;
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
    DelegationNet net;
    net.Delegate("2001:db8:10::/60", 0, 10);
    net.Request();
    TakeDown(net, "p", "up", 4);
    std::string early;
    net.See(3.5, &early);
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
    DelegationNet net;
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

/** What r2's own addresses on "lan" are: how many beside the link-local one. */
uint32_t
GlobalAddresses(const DelegationNet& net)
{
    const auto stack = StackOf(net.At("r2"));
    return stack->GetNAddresses(InterfaceOf(*stack, net.Device("r2", "lan"))) - 1;
}

void
KeepsNothing(test::Verdict& v)
{
    DelegationNet released;
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
    DelegationNet expired;
    expired.Delegate("2001:db8:10::/60", 0, 10);
    expired.Request();
    TakeDown(expired, "p", "up", 4);
    expired.Run(25);
    v.Equal(GlobalAddresses(expired), 0u, "when its lifetime is over");
}

void
ForgetsClient(test::Verdict& v)
{
    DelegationNet net;
    net.Delegate("2001:db8:10::/60", 0, 10);
    net.Request();
    TakeDown(net, "r2", "up", 4);
    net.Ping("peer", "2001:db8:10:1::1", 8, 24500);
    net.Run(30);
    v.True(net.Events("p").find("drop no-route") != std::string::npos,
           "after 20 s nobody has the prefix: " + net.Events("p"));
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
    {"of a prefix that it has no more a router keeps neither address nor route",
     "RFC 8415 18.2.5, 18.2.7; RFC 7084 WPD-5; 8415-05, 8415-07",
     KeepsNothing},
    {"a prefix that nobody renews is routed no more", "RFC 8415 6.3, 18.3; 8415-05", ForgetsClient},
    {"a prefix that is given back is routed no more", "RFC 8415 18.2.7, 18.3.7", GivesBack},
};

} // namespace

V6LAB_SUITE("v6lab-dhcpv6-routers", ROWS);
