// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/translation/address-map.h"
#include "test/support/json-data.h"
#include "test/support/nat64-lab.h"

using namespace ns3::v6lab;
using test::Row;
using namespace ns3::v6lab::test::flow;

namespace
{

const End N6{"2001:db8::1", 5000};
const End OTHER6{"2001:db8::2", 5000};
const End N4{"192.0.2.1", 53};
const End N4_IN6{"64:ff9b::192.0.2.1", 53};
const End POOL{"203.0.113.1", 5000};
const Bytes DATA{1, 2, 3, 4};

std::string
WhatRefuses(const Nat64Settings& settings)
{
    try
    {
        Nat64Core core(settings);
    }
    catch (const std::invalid_argument& error)
    {
        return error.what();
    }
    return "";
}

Bytes
AddressUnreachable(const Bytes& about, const End& to)
{
    return IcmpAbout("2001:db8::64", to.address, {1, 3, 0}, about);
}

const std::vector<Row> ENTRY{
    {"a NAT64 needs an IPv4 address",
     "RFC 6146 3, 6146-01",
     [](test::Verdict& v) {
         v.True(!WhatRefuses(Nat64Settings()).empty(), "an empty pool is refused");
         v.Equal(WhatRefuses(PlainNat64()), "", "one address will do");
     }},
    {"without a prefix of its own it uses the well-known one",
     "RFC 6146 3.5.4, 6146-16",
     [](test::Verdict& v) {
         v.Equal(PlainNat64().prefix.GetPrefix().ToString(), "64:ff9b::/96", "prefix");
         Nat64Lab lab;
         v.Equal(lab.Send(Udp(N6, N4_IN6)).size(), size_t{1}, "packets");
     }},
    {"a prefix of one's own may be shorter",
     "RFC 6146 3.5.4, 6146-16",
     [](test::Verdict& v) {
         Nat64Settings settings = PlainNat64();
         settings.prefix = Pref64(*Prefix::Parse("2001:db8:64:100::/56"));
         Nat64Lab lab(settings);
         const End there{settings.prefix.Embed(*IpAddress::Parse(N4.address)).ToString(), 53};
         lab.Expect(v, Udp(N6, there), {Udp(POOL, N4, DATA, 63)}, "out");
         lab.Expect(v, Udp(N4, POOL), {Udp(there, N6, DATA, 63)}, "back");
     }},
    {"what is not for the prefix or the pool is none of its business",
     "RFC 6146 3.5, 6146-06, 6146-07",
     [](test::Verdict& v) {
         Nat64Lab lab;
         lab.Expect(v, Udp(N6, {"2001:db8:9::1", 53}), {}, "IPv6");
         v.True(lab.last.fate == Fate::NotMine, "routed");
         lab.Expect(v, Udp(N4, {"198.51.100.200", 53}), {}, "IPv4");
         v.True(lab.last.fate == Fate::NotMine, "routed");
     }},
    {"other transports are dropped, with 1/4 in IPv6 and 3/2 in IPv4",
     "RFC 6146 3.4, 6146-08, 6146-09",
     [](test::Verdict& v) {
         Nat64Lab lab;
         constexpr uint8_t SCTP = 132;
         const Bytes six = test::Ipv6Bytes(N6.address, N4_IN6.address, SCTP, Bytes(12));
         const Bytes four = test::Ipv4Bytes(N4.address, POOL.address, SCTP, Bytes(12));
         lab.ExpectDrop(v,
                        six,
                        Reason::UnsupportedTransport,
                        "IPv6",
                        0,
                        {IcmpAbout("2001:db8::64", N6.address, {1, 4, 0}, six)});
         lab.ExpectDrop(v,
                        four,
                        Reason::UnsupportedTransport,
                        "IPv4",
                        0,
                        {OwnAbout(POOL.address, N4.address, {3, 2, 0}, four)});
     }},
    {"illegal sources are dropped in silence and make no state",
     "RFC 6146 3.7, RFC 7915 4.1, 5.1, 6146-14",
     [](test::Verdict& v) {
         Nat64Settings settings = PlainNat64();
         settings.bindings = {Static(BibKind::Udp, N6, POOL)};
         Nat64Lab lab(settings);
         for (const std::string source : {"::", "::1", "ff02::1", "::ffff:192.0.2.1"})
         {
             lab.ExpectDrop(v, Udp({source, 1}, N4_IN6), Reason::IllegalSource, source);
         }
         for (const std::string source : {"0.0.0.0", "127.0.0.1", "224.0.0.1", "255.255.255.255"})
         {
             lab.ExpectDrop(v, Udp({source, 1}, POOL), Reason::IllegalSource, source);
         }
         v.Equal(lab.heard, "", "the watch");
     }},
    {"what no router may pass on over IPv4 is dropped in silence and makes no state",
     "RFC 1812 5.3.7, RFC 1122 3.2.1.3, RFC 6146 3.5, 6146-14",
     [](test::Verdict& v) {
         for (const Profile profile : {Profile::Rfc, Profile::Jool})
         {
             Nat64Settings settings = PlainNat64();
             settings.translation.profile = profile;
             settings.prefix = Pref64(*Prefix::Parse("2001:db8:122:344::/96"));
             Nat64Lab lab(settings);
             for (const std::string destination : {"0.0.0.0",
                                                   "127.0.0.1",
                                                   "169.254.1.1",
                                                   "224.0.0.1",
                                                   "240.0.0.1",
                                                   "255.255.255.255"})
             {
                 const IpAddress embedded = settings.prefix.Embed(*IpAddress::Parse(destination));
                 lab.ExpectDrop(v,
                                Udp(N6, {embedded.ToString(), 53}),
                                Reason::UntranslatableDestination,
                                destination);
             }
             v.Equal(lab.heard, "", "the watch");
         }
     }},
    {"a hop limit that runs out makes no state",
     "RFC 7915 5.1, 6146-14",
     [](test::Verdict& v) {
         Nat64Lab lab;
         const Bytes packet = Udp(N6, N4_IN6, DATA, 1);
         lab.ExpectDrop(v,
                        packet,
                        Reason::HopLimitExceeded,
                        "hop limit 1",
                        0,
                        {IcmpAbout("2001:db8::64", N6.address, {3, 0, 0}, packet)});
         v.Equal(lab.heard, "", "the watch");
     }},
    {"destinations on the list of those never translated are refused",
     "RFC 6888 REQ-6, 6146-105",
     [](test::Verdict& v) {
         Nat64Settings settings = PlainNat64();
         settings.neverTranslate = {*Prefix::Parse("192.0.2.0/24")};
         Nat64Lab lab(settings);
         lab.Send(Udp(N6, N4_IN6));
         v.True(lab.last.reason == Reason::NeverTranslated, "refused");
         v.Equal(lab.heard, "", "no state");
         v.Equal(lab.Send(Udp(N6, {In6("198.51.100.1"), 53})).size(), size_t{1}, "another");
     }},
    {"so are IPv4 sources that the well-known prefix must not stand for",
     "RFC 6052 3.1, 6052-09",
     [](test::Verdict& v) {
         Nat64Settings settings = PlainNat64();
         settings.wellKnownDeny = DefaultWellKnownDeny();
         Nat64Lab lab(settings);
         lab.Send(Udp(N6, N4_IN6));
         lab.ExpectDrop(v, Udp({"10.0.0.1", 53}, POOL), Reason::WellKnownPrefixNonGlobal, "10/8");
         v.Equal(lab.Send(Udp(N4, POOL)).size(), size_t{1}, "a global one");
     }},
    {"and destinations, without an answer, as the stateless translators do it",
     "RFC 6052 3.1, 6052-09",
     [](test::Verdict& v) {
         Nat64Settings settings = PlainNat64();
         settings.wellKnownDeny = DefaultWellKnownDeny();
         for (const auto& text : test::data::RfcExamples()["rfc6052_wkp_nonglobal_drop"]["drop"])
         {
             Nat64Lab lab(settings);
             const auto address = text.get<std::string>();
             lab.Send(Udp(N6, {address, 53}));
             v.True(lab.last.fate == Fate::Dropped, address + " is dropped");
             v.Equal(lab.last.emissions.size(), size_t{0}, address + ": packets");
             v.Equal(lab.heard, "", address + ": no state");
         }
         settings.prefix = Pref64(*Prefix::Parse("64:ff9b:1::/96"));
         Nat64Lab local(settings);
         v.Equal(local.Send(Udp(N6, {"64:ff9b:1::10.0.0.1", 53})).size(),
                 size_t{1},
                 "another prefix may");
     }},
    {"a pool need not be contiguous",
     "RFC 6888 REQ-3, 6146-111",
     [](test::Verdict& v) {
         Nat64Settings settings = PlainNat64();
         settings.pool.ranges = {Range("203.0.113.1", "203.0.113.1", 5000, 5000),
                                 Range("203.0.113.77", "203.0.113.80", 5000, 5000)};
         Nat64Lab lab(settings);
         for (int i = 1; i <= 5; ++i)
         {
             lab.Send(Udp({"2001:db8::" + std::to_string(i), 5000}, N4_IN6));
             v.Equal(lab.last.emissions.size(), size_t{1}, "host " + std::to_string(i));
         }
         lab.Send(Udp({"2001:db8::6", 5000}, N4_IN6));
         v.True(lab.last.reason == Reason::PoolExhausted, "the sixth host");
     }},
};

const std::vector<Row> LIMITS{
    {"at the limit of bindings new ones are refused with 1/3, old ones work",
     "RFC 6146 5.3, RFC 6888 REQ-11, 6146-102",
     [](test::Verdict& v) {
         Nat64Settings settings = PlainNat64();
         settings.limits.bindings = 1;
         Nat64Lab lab(settings);
         lab.Send(Udp(N6, N4_IN6));
         const Bytes packet = Udp(OTHER6, N4_IN6);
         lab.ExpectDrop(v,
                        packet,
                        Reason::BindingLimit,
                        "new",
                        0,
                        {AddressUnreachable(packet, OTHER6)});
         lab.Expect(v, Udp(N6, N4_IN6), {Udp(POOL, N4, DATA, 63)}, "old");
         lab.Expect(v, Udp(N4, POOL), {Udp(N4_IN6, N6, DATA, 63)}, "back");
         v.Equal(lab.Send(Tcp(OTHER6, N4_IN6, tcp::SYN)).size(), size_t{1}, "TCP has its own");
     }},
    {"at the limit of sessions new ones are refused with 1/3 and leave no binding",
     "RFC 6146 5.3, RFC 6888 REQ-11, 6146-102",
     [](test::Verdict& v) {
         Nat64Settings settings = PlainNat64();
         settings.limits.sessions = 1;
         Nat64Lab lab(settings);
         lab.Send(Udp(N6, N4_IN6));
         const Bytes packet = Udp(OTHER6, N4_IN6);
         lab.ExpectDrop(v,
                        packet,
                        Reason::SessionLimit,
                        "new host",
                        0,
                        {AddressUnreachable(packet, OTHER6)});
         v.Equal(lab.Bindings().size(), size_t{1}, "bindings");
         lab.ExpectDrop(v, Udp({"192.0.2.9", 1}, POOL), Reason::SessionLimit, "from IPv4");
         lab.Expect(v, Udp(N4, POOL), {Udp(N4_IN6, N6, DATA, 63)}, "old");
     }},
    {"what the limit of sessions refuses uses up no port of the pool",
     "RFC 6146 5.3, RFC 6888 REQ-8, REQ-11, 6146-102, 6146-106",
     [](test::Verdict& v) {
         Nat64Settings settings = PlainNat64();
         settings.limits.sessions = 1;
         settings.pool.quarantineNs = 120 * SECOND;
         settings.pool.ranges = {Range("203.0.113.1", "203.0.113.1", 5000, 5001)};
         Nat64Lab lab(settings);
         lab.Send(Udp(N6, N4_IN6), 0);
         for (int i = 0; i < 9; ++i)
         {
             lab.Send(Udp(OTHER6, N4_IN6), 299);
             v.True(lab.last.reason == Reason::SessionLimit, "refused");
         }
         v.Equal(lab.Send(Udp(OTHER6, N4_IN6), 301).size(), size_t{1}, "once there is room");
     }},
    {"a waiting SYN neither gives a host a second address nor its subscriber a port too many",
     "RFC 6888 REQ-2, REQ-4, 6146-22, 6146-103",
     [](test::Verdict& v) {
         const auto bound = [](uint32_t ports, PortSelection selection, const std::string& where) {
             Nat64Settings settings = PlainNat64();
             settings.pool.ranges = {Range("203.0.113.1", "203.0.113.2", 1024)};
             settings.pool.subscriberPorts = ports;
             settings.pool.blockSize = 8;
             settings.pool.selection = selection;
             Nat64Lab lab(settings);
             lab.Send(Tcp(N6, N4_IN6, tcp::SYN));
             const std::string first = lab.core.GetBindings().at(0).outside.address.ToString();
             const bool isFirst = first == "203.0.113.1";
             const std::string second = isFirst ? "203.0.113.2" : "203.0.113.1";
             lab.Send(Tcp(N4, {where == "paired" ? first : second, 7777}, tcp::SYN));
             lab.Send(Tcp({N6.address, 6000}, N4_IN6, tcp::SYN));
             std::string text;
             for (const auto& binding : lab.core.GetBindings())
             {
                 text += binding.outside.address.ToString() == first ? "first " : "second ";
                 text += binding.outside.port == 7777 ? "7777 " : "";
             }
             return text;
         };
         const auto preserve = PortSelection::Preserve;
         v.Equal(bound(0, preserve, "other"), "first first ", "on another address");
         v.Equal(bound(0, preserve, "paired"), "first first 7777 ", "on the paired one");
         v.Equal(bound(1, preserve, "paired"), "first ", "without a port left");
         v.Equal(bound(0, PortSelection::Blocks, "other"), "first first ", "blocks: another");
         v.Equal(bound(8, PortSelection::Blocks, "paired"), "first first ", "blocks: no other");
         v.Equal(bound(16, PortSelection::Blocks, "paired"),
                 "first first 7777 ",
                 "blocks: one more");
     }},
    {"a freed place may be taken again",
     "RFC 6146 5.3, 6146-102",
     [](test::Verdict& v) {
         Nat64Settings settings = PlainNat64();
         settings.limits.bindings = settings.limits.sessions = 1;
         Nat64Lab lab(settings);
         lab.Send(Udp(N6, N4_IN6), 0);
         v.Equal(lab.Send(Udp(OTHER6, N4_IN6), 300).size(), size_t{1}, "packets");
     }},
    {"a flood of SYNs from IPv4 keeps ten, and the rest is dropped in silence",
     "RFC 6146 5.3, 6146-102",
     [](test::Verdict& v) {
         Nat64Lab lab;
         for (uint32_t i = 0; i < 10000; ++i)
         {
             lab.Send(
                 Tcp({IpAddress::V4(0xc6336400 + i % 256).ToString(), static_cast<uint16_t>(i)},
                     POOL,
                     tcp::SYN));
         }
         v.True(lab.last.reason == Reason::StoredSynLimit, "the last one");
         v.Equal(lab.core.GetUsage().storedSyns, uint64_t{10}, "waiting");
         v.Equal(lab.Wait(6).size(), size_t{10}, "told");
     }},
    {"a host has as many ports as it may, and is refused with 1/3 then",
     "RFC 6888 REQ-4, 6146-103",
     [](test::Verdict& v) {
         Nat64Settings settings = PlainNat64();
         settings.pool.subscriberPorts = 100;
         Nat64Lab lab(settings);
         for (uint16_t i = 0; i < 100; ++i)
         {
             lab.Send(Udp({N6.address, static_cast<uint16_t>(5000 + i)}, N4_IN6));
         }
         const End more{N6.address, 6000};
         const Bytes packet = Udp(more, N4_IN6);
         lab.ExpectDrop(v,
                        packet,
                        Reason::SubscriberLimit,
                        "the 101st",
                        0,
                        {AddressUnreachable(packet, more)});
         v.Equal(lab.Send(Udp(OTHER6, N4_IN6)).size(), size_t{1}, "another host");
     }},
    {"a freed UDP port rests before another host gets it, if so configured",
     "RFC 6888 REQ-8, 6146-106",
     [](test::Verdict& v) {
         Nat64Settings settings = PlainNat64();
         settings.pool.quarantineNs = 120 * SECOND;
         settings.pool.ranges = {Range("203.0.113.1", "203.0.113.1", 5000, 5000)};
         Nat64Lab lab(settings);
         lab.Send(Udp(N6, N4_IN6), 0);
         lab.Send(Udp(OTHER6, N4_IN6), 419);
         v.True(lab.last.reason == Reason::PoolExhausted, "119 s after it was freed");
         v.Equal(lab.Send(Udp(OTHER6, N4_IN6), 421).size(), size_t{1}, "121 s after");
     }},
};

const std::vector<Row> ADMINISTRATION{
    {"established TCP connections must not be forgotten in less than two hours",
     "RFC 6146 3.5.2.2, 4, RFC 5382 REQ-5, 6146-47",
     [](test::Verdict& v) {
         Nat64Settings settings = PlainNat64();
         settings.timeouts.tcpEstablished = 7200 * SECOND - 1;
         const std::string text = WhatRefuses(settings);
         v.True(text.find("timeouts.tcpEstablished is 7199999999999 ns; allowed are 7200 s") !=
                    std::string::npos,
                text);
         settings.timeouts.tcpEstablished = 7200 * SECOND;
         v.Equal(WhatRefuses(settings), "", "TCP_EST itself");
         settings.timeouts.tcpEstablished = 60 * SECOND;
         v.True(WhatRefuses(settings).find("is 60 s;") != std::string::npos, "told as written");
         settings.translation.profile = Profile::Jool; // leaves it to its administrator
         v.Equal(WhatRefuses(settings), "", "profile jool");
     }},
    {"a static binding is refused if it is taken, not the pool's, or of the wrong families",
     "RFC 6146 3.1, 6146-03, 6146-02",
     [](test::Verdict& v) {
         const auto refuses = [](const StaticBinding& second) {
             Nat64Settings settings = PlainNat64();
             settings.bindings = {Static(BibKind::Udp, N6, POOL), second};
             return WhatRefuses(settings);
         };
         const End free{"203.0.113.1", 5001};
         v.True(!refuses(Static(BibKind::Udp, N6, free)).empty(), "inside taken");
         v.True(!refuses(Static(BibKind::Udp, OTHER6, POOL)).empty(), "outside taken");
         v.True(!refuses(Static(BibKind::Udp, OTHER6, {"198.51.100.1", 1})).empty(), "not ours");
         v.True(!refuses(Static(BibKind::Udp, N4, free)).empty(), "an IPv4 host inside");
         v.True(!refuses(Static(BibKind::Udp, N4_IN6, free)).empty(), "inside the prefix");
         v.Equal(refuses(Static(BibKind::Tcp, OTHER6, POOL)), "", "another protocol");
         v.Equal(refuses(Static(BibKind::Udp, OTHER6, free)), "", "a free one");
     }},
    {"only an administrator deletes a static binding, with its sessions",
     "RFC 6146 3.1, 6146-03",
     [](test::Verdict& v) {
         Nat64Lab lab;
         const StaticBinding binding = Static(BibKind::Udp, N6, POOL);
         lab.core.AddBinding(binding, 0);
         lab.Send(Udp(N6, N4_IN6), 0);
         lab.Wait(300);
         v.Equal(lab.Bindings().size(), size_t{1}, "after the last session");
         lab.Send(Udp(N4, POOL), 301);
         v.True(lab.core.RemoveBinding(BibKind::Udp, binding.outside, 302 * SECOND), "removed");
         v.Equal(lab.Bindings().size() + lab.Sessions().size(), size_t{0}, "what is left");
         v.True(!lab.core.RemoveBinding(BibKind::Udp, binding.outside, 302 * SECOND), "twice");
         v.Equal(lab.heard, "+b +s -s +s -s -b ", "the watch");
         v.Equal(lab.core.GetUsage().poolUsed[1], uint64_t{0}, "ports in use");
     }},
    {"bindings and sessions are listed by protocol, then by inside address and port",
     "RFC 6146 3.1, 6146-02",
     [](test::Verdict& v) {
         Nat64Lab lab;
         lab.Send(Echo("2001:db8::2", N4_IN6.address, 128, 7));
         lab.Send(Udp({"2001:db8::2", 9}, N4_IN6));
         lab.Send(Udp({"2001:db8::2", 8}, N4_IN6));
         lab.Send(Udp({"2001:db8::1", 10}, N4_IN6));
         lab.Send(Tcp({"2001:db8::3", 10}, N4_IN6, tcp::SYN));
         std::string order;
         for (const auto& b : lab.core.GetBindings())
         {
             order += std::string(ToWord(b.kind)) + " " + ToText(b.inside) + " ";
         }
         v.Equal(order,
                 "tcp 2001:db8::3#10 udp 2001:db8::1#10 udp 2001:db8::2#8 udp 2001:db8::2#9 "
                 "icmp 2001:db8::2#7 ",
                 "order");
     }},
};

const std::vector<Row> TOGETHER = [] {
    std::vector<Row> rows = ENTRY;
    rows.insert(rows.end(), LIMITS.begin(), LIMITS.end());
    rows.insert(rows.end(), ADMINISTRATION.begin(), ADMINISTRATION.end());
    return rows;
}();

V6LAB_SUITE("v6lab-nat64-limits", TOGETHER);

} // namespace
