// SPDX-License-Identifier: GPL-2.0-only
// What one subscriber may cost a NAT64: RFC 6888 2 REQ-5.
#include "model/core/nat64/subscriber-budget.h"
#include "test/support/nat64-lab.h"

using namespace ns3::v6lab;
using test::Row;
using namespace ns3::v6lab::test::flow;

namespace
{

const End N6{"2001:db8::1", 5000};
const End OTHER6{"2001:db8::2", 5000};
const End POOL{"203.0.113.1", 5000};
const Bytes DATA{1, 2, 3, 4};

/** The IPv4 host 198.51.100.n, as hosts behind the NAT64 see it. */
End
Server(int n)
{
    return {In6("198.51.100." + std::to_string(n)), 53};
}

/** How many of these packets to as many servers leave the NAT64. */
int
Passing(Nat64Lab& lab, const End& from, int first, int last, double second)
{
    int passing = 0;
    for (int n = first; n <= last; ++n)
    {
        lab.Send(Udp(from, Server(n)), second);
        passing += lab.last.fate == Fate::Translated;
    }
    return passing;
}

Nat64Settings
Limited(uint32_t sessions, uint32_t rate)
{
    Nat64Settings settings = PlainNat64();
    settings.limits.subscriberSessions = sessions;
    settings.limits.subscriberRate = rate;
    return settings;
}

const std::vector<Row> ROWS{
    {"a host has as many sessions as it may, is refused with 1/3 then, and others are not",
     "RFC 6888 2 REQ-5, 6146-104",
     [](test::Verdict& v) {
         Nat64Lab lab(Limited(3, 0));
         v.Equal(Passing(lab, N6, 1, 3, 0), 3, "sessions of one binding");
         const Bytes packet = Udp(N6, Server(4));
         const Bytes error = IcmpAbout("2001:db8::64", N6.address, {1, 3, 0}, packet);
         lab.ExpectDrop(v, packet, Reason::SubscriberSessions, "the fourth", 1, {error});
         lab.Expect(v,
                    Udp(N6, Server(2)),
                    {Udp(POOL, {"198.51.100.2", 53}, DATA, 63)},
                    "an old one",
                    2);
         v.Equal(Passing(lab, OTHER6, 1, 3, 3), 3, "another host's");
     }},
    {"the refused session leaves no binding, of any protocol",
     "RFC 6888 2 REQ-5, 6146-104",
     [](test::Verdict& v) {
         Nat64Lab lab(Limited(1, 0));
         lab.Send(Udp(N6, Server(1)));
         lab.Send(Tcp({N6.address, 6000}, Server(1), tcp::SYN));
         v.True(lab.last.reason == Reason::SubscriberSessions, "TCP");
         lab.Send(Echo(N6.address, Server(1).address, 128, 7));
         v.True(lab.last.reason == Reason::SubscriberSessions, "ICMP");
         v.Equal(lab.heard, "+b +s ", "the watch");
         v.Equal(lab.Bindings().size(), size_t{1}, "bindings");
     }},
    {"sessions that strangers open from the IPv4 side count as well",
     "RFC 6888 2 REQ-5, 6146-104, 6146-102",
     [](test::Verdict& v) {
         Nat64Settings settings = Limited(2, 0);
         settings.bindings = {Static(BibKind::Udp, N6, POOL)};
         Nat64Lab lab(settings);
         lab.Send(Udp({"198.51.100.1", 53}, POOL));
         lab.Send(Udp({"198.51.100.2", 53}, POOL));
         lab.ExpectDrop(v,
                        Udp({"198.51.100.3", 53}, POOL),
                        Reason::SubscriberSessions,
                        "the third, without a word");
     }},
    {"the end of a session makes room for another",
     "RFC 6888 2 REQ-5, 6146-104",
     [](test::Verdict& v) {
         Nat64Lab lab(Limited(2, 0));
         v.Equal(Passing(lab, N6, 1, 3, 0), 2, "at first");
         v.Equal(Passing(lab, N6, 11, 13, 300), 2, "when the first ones are over");
     }},
    {"a subscriber may be a prefix: its hosts share what it may have",
     "RFC 6888 2 REQ-5, 6146-104",
     [](test::Verdict& v) {
         Nat64Settings settings = Limited(3, 0);
         settings.pool.subscriberPrefix = 64;
         Nat64Lab lab(settings);
         v.Equal(Passing(lab, N6, 1, 2, 0) + Passing(lab, OTHER6, 1, 2, 0), 3, "of one /64");
         v.Equal(Passing(lab, {"2001:db8:0:1::1", 5000}, 1, 2, 0), 2, "of the next one");
     }},
    {"new sessions come as fast as they may: a burst of one second's, then one by one",
     "RFC 6888 2 REQ-5, 6146-104",
     [](test::Verdict& v) {
         Nat64Lab lab(Limited(0, 10));
         v.Equal(Passing(lab, N6, 1, 50, 0), 10, "at once");
         v.True(lab.last.reason == Reason::SubscriberRate, "then refused");
         v.Equal(Passing(lab, N6, 51, 60, 0.1), 1, "a tenth of a second later");
         v.Equal(Passing(lab, N6, 61, 100, 0.6), 5, "half a second later");
         v.Equal(Passing(lab, N6, 101, 150, 10), 10, "after a rest");
         v.Equal(Passing(lab, OTHER6, 1, 10, 10), 10, "another host");
     }},
    {"both limits are off unless one sets them",
     "RFC 6888 2 REQ-5, 6146-104",
     [](test::Verdict& v) {
         Nat64Lab lab;
         v.Equal(Passing(lab, N6, 1, 250, 0), 250, "sessions of a host at once");
     }},
    {"subscribers who left are forgotten, so that a flood of addresses leaves nothing behind",
     "RFC 6888 2 REQ-5, 6146-102",
     [](test::Verdict& v) {
         SubscriberBudget budget(128, 5, 5);
         for (uint32_t i = 0; i < 10000; ++i)
         {
             std::array<uint8_t, 16> bytes{0x20, 1, 0x0d, 0xb8};
             bytes[14] = static_cast<uint8_t>(i >> 8);
             bytes[15] = static_cast<uint8_t>(i);
             const IpAddress host = IpAddress::V6(bytes.data());
             budget.Add(host, i * (SECOND / 1000));
             budget.Remove(host, i * (SECOND / 1000));
         }
         v.True(budget.GetSize() <= 1001,
                "of the last second: " + std::to_string(budget.GetSize()));
     }},
};

V6LAB_SUITE("v6lab-nat64-budget", ROWS);

} // namespace
