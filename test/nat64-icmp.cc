// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/translation/address-map.h"
#include "test/support/nat64-lab.h"

using namespace ns3::v6lab;
using test::Row;
using test::ToHex;
using namespace ns3::v6lab::test::flow;

namespace
{

const std::string H6 = "2001:db8::1";
const std::string H4 = "192.0.2.1";
const std::string H4_IN6 = "64:ff9b::192.0.2.1";
const std::string POOL = "203.0.113.1";
const std::string R4 = "198.51.100.254"; // a router on the IPv4 side
const std::string R4_IN6 = "64:ff9b::198.51.100.254";
const std::string R6 = "2001:db8:99::1"; // a router on the IPv6 side
const End N6{H6, 5000};
const End N4{H4, 53};
const End N4_IN6{H4_IN6, 53};
const End OUTSIDE{POOL, 5000};

const std::vector<Row> QUERIES{
    {"a ping goes out with the pool's address and comes back",
     "RFC 6146 3.5.3, 6146-70, 6146-77, 6146-14",
     [](test::Verdict& v) {
         Nat64Lab lab;
         lab.Expect(v,
                    Echo(H6, H4_IN6, 128, 0x77),
                    {Echo(POOL, H4, 8, 0x77, {9, 8, 7, 6}, 63)},
                    "request");
         lab.Expect(v,
                    Echo(H4, POOL, 0, 0x77),
                    {Echo(H4_IN6, H6, 129, 0x77, {9, 8, 7, 6}, 63)},
                    "answer");
         v.Equal(lab.Sessions().at(0),
                 "icmp 2001:db8::1#119 203.0.113.1#119 192.0.2.1#119",
                 "session");
     }},
    {"two hosts with the same identifier get different ones, and each its own answer",
     "RFC 6146 3.5.3, 6146-70",
     [](test::Verdict& v) {
         Nat64Lab lab;
         lab.Send(Echo(H6, H4_IN6, 128, 0x77));
         lab.Send(Echo("2001:db8::2", H4_IN6, 128, 0x77));
         const auto bindings = lab.core.GetBindings();
         v.Equal(bindings.size(), size_t{2}, "bindings");
         const uint16_t other = bindings[1].outside.port;
         v.True(other != 0x77, "another identifier");
         lab.Expect(v,
                    Echo(H4, POOL, 0, other),
                    {Echo(H4_IN6, "2001:db8::2", 129, 0x77, {9, 8, 7, 6}, 63)},
                    "the second host's answer");
     }},
    {"the identifier does not depend on who is pinged",
     "RFC 5508 REQ-1a, 6146-76",
     [](test::Verdict& v) {
         Nat64Lab lab;
         lab.Send(Echo(H6, H4_IN6, 128, 0x77));
         lab.Expect(v,
                    Echo(H6, In6("192.0.2.99"), 128, 0x77),
                    {Echo(POOL, "192.0.2.99", 8, 0x77, {9, 8, 7, 6}, 63)},
                    "another target");
         v.Equal(lab.Bindings().size(), size_t{1}, "bindings");
         v.Equal(lab.Sessions().size(), size_t{2}, "sessions");
     }},
    {"an answer after 59 s passes, after 61 s it does not",
     "RFC 6146 3.5.3, 4, 6146-72, 6146-62",
     [](test::Verdict& v) {
         for (const bool late : {false, true})
         {
             Nat64Lab lab;
             lab.Send(Echo(H6, H4_IN6, 128, 0x77), 0);
             v.Equal(lab.Expires(), 60.0, "ends");
             lab.Send(Echo(H4, POOL, 0, 0x77), late ? 61 : 59);
             v.Equal(lab.last.emissions.size(), size_t{late ? 0u : 1u}, "packets");
         }
     }},
    {"an ICMP timeout below one minute is refused",
     "RFC 5508 REQ-2, 6146-72",
     [](test::Verdict& v) {
         Nat64Settings settings = PlainNat64();
         settings.timeouts.icmp = 59 * SECOND;
         std::string text;
         try
         {
             Nat64Core core(settings);
         }
         catch (const std::invalid_argument& error)
         {
             text = error.what();
         }
         v.True(text.find("timeouts.icmp") != std::string::npos, "names the field: " + text);
         v.True(text.find("60 s") != std::string::npos, "names the least: " + text);
     }},
    {"a query from IPv4 without a binding is dropped; only if configured is it answered with 3/1",
     "RFC 6146 3.5.3, 6146-73",
     [](test::Verdict& v) {
         const Bytes packet = Echo(H4, POOL, 8, 0x77);
         Nat64Lab lab;
         lab.ExpectDrop(v, packet, Reason::NoBinding, "silent");
         Nat64Settings settings = PlainNat64();
         settings.answerUnbound = true;
         Nat64Lab speaking(settings);
         speaking.ExpectDrop(v,
                             packet,
                             Reason::NoBinding,
                             "answered",
                             0,
                             {OwnAbout(POOL, H4, {3, 1, 0}, packet)});
     }},
    {"a static binding lets a query from IPv4 in",
     "RFC 6146 3.1, 3.5.3, 6146-03",
     [](test::Verdict& v) {
         Nat64Settings settings = PlainNat64();
         settings.bindings = {Static(BibKind::Icmp, {H6, 5}, {POOL, 0x77})};
         Nat64Lab lab(settings);
         lab.Expect(v,
                    Echo(H4, POOL, 8, 0x77),
                    {Echo(H4_IN6, H6, 128, 5, {9, 8, 7, 6}, 63)},
                    "request");
         lab.Expect(v,
                    Echo(H6, H4_IN6, 129, 5),
                    {Echo(POOL, H4, 0, 0x77, {9, 8, 7, 6}, 63)},
                    "answer");
     }},
    {"address-dependent filtering drops the queries of strangers, with 3/13 if configured",
     "RFC 6146 3.5.3, 6146-74",
     [](test::Verdict& v) {
         Nat64Settings settings = PlainNat64();
         settings.addressDependentFiltering = true;
         const Bytes packet = Echo("198.51.100.9", POOL, 8, 0x77);
         Nat64Lab lab(settings);
         lab.Send(Echo(H6, H4_IN6, 128, 0x77));
         lab.ExpectDrop(v, packet, Reason::AddressDependentFilter, "silent");
         settings.answerFiltered = true;
         Nat64Lab speaking(settings);
         speaking.Send(Echo(H6, H4_IN6, 128, 0x77));
         speaking.ExpectDrop(v,
                             packet,
                             Reason::AddressDependentFilter,
                             "answered",
                             0,
                             {OwnAbout(POOL, "198.51.100.9", {3, 13, 0}, packet)});
     }},
    {"told to, it refuses ICMP queries and lets errors pass",
     "RFC 6146 3.5.3, 6146-75",
     [](test::Verdict& v) {
         Nat64Settings settings = PlainNat64();
         settings.dropIcmpQueries = true;
         Nat64Lab lab(settings);
         lab.ExpectDrop(v, Echo(H6, H4_IN6, 128, 0x77), Reason::IcmpQueryRefused, "query");
         const Bytes sent = Udp(N6, N4_IN6);
         const Bytes quoted = Udp(OUTSIDE, N4, {1, 2, 3, 4}, 60);
         lab.Send(sent);
         lab.Expect(v,
                    IcmpAbout(R4, POOL, {11, 0, 0}, quoted),
                    {IcmpAbout(R4_IN6, H6, {3, 0, 0}, Udp(N6, N4_IN6, {1, 2, 3, 4}, 60), 63)},
                    "error");
     }},
};

/** An error of a router on the IPv4 side about each kind of packet. */
Row
ErrorFrom4(const std::string& what,
           const IcmpError& error4,
           const IcmpError& error6,
           const Bytes& first,
           const Bytes& quoted4,
           const Bytes& quoted6)
{
    return {"a router's " + what + " reaches the IPv6 host, about the packet as it sent it",
            "RFC 6146 3.4, 3.6, 3.7, 6146-80, 6146-10, 6146-15, 6146-84",
            [=](test::Verdict& v) {
                Nat64Lab lab;
                lab.Send(first);
                lab.Expect(v,
                           IcmpAbout(R4, POOL, error4, quoted4),
                           {IcmpAbout(R4_IN6, H6, error6, quoted6, 63)},
                           what);
            }};
}

const Bytes DATA{1, 2, 3, 4};

const std::vector<Row> FROM_OUTSIDE{
    {"told to refuse ICMP queries, it refuses those from IPv4 as well; profile jool does not",
     "RFC 6146 3.5.3, 6146-75",
     [](test::Verdict& v) {
         Nat64Settings settings = PlainNat64();
         settings.dropIcmpQueries = true;
         settings.bindings = {Static(BibKind::Icmp, {H6, 0x77}, {POOL, 0x77})};
         Nat64Lab lab(settings);
         lab.ExpectDrop(v, Echo(H4, POOL, 8, 0x77), Reason::IcmpQueryRefused, "rfc");
         settings.translation.profile = Profile::Jool;
         Nat64Lab jool(settings);
         v.Equal(jool.Send(Echo(H4, POOL, 8, 0x77)).size(), size_t{1}, "jool: packets");
     }},
    {"answers from IPv4 prolong the session of a query, whatever UDP is told",
     "RFC 6146 3.5.3",
     [](test::Verdict& v) {
         Nat64Settings settings = PlainNat64();
         settings.inboundRefreshesUdp = false;
         Nat64Lab lab(settings);
         lab.Send(Echo(H6, H4_IN6, 128, 0x77), 0);
         lab.Send(Echo(H4, POOL, 0, 0x77), 50);
         v.Equal(lab.Expires(), 110.0, "expires");
     }},
};

const std::vector<Row> ERRORS{
    ErrorFrom4("host unreachable about UDP",
               {3, 1, 0},
               {1, 0, 0},
               Udp(N6, N4_IN6),
               Udp(OUTSIDE, N4, DATA, 60),
               Udp(N6, N4_IN6, DATA, 60)),
    ErrorFrom4("time exceeded about TCP",
               {11, 0, 0},
               {3, 0, 0},
               Tcp(N6, N4_IN6, tcp::SYN),
               Tcp(OUTSIDE, N4, tcp::SYN, {}, 1),
               Tcp(N6, N4_IN6, tcp::SYN, {}, 1)),
    ErrorFrom4("time exceeded about a ping",
               {11, 0, 0},
               {3, 0, 0},
               Echo(H6, H4_IN6, 128, 0x77),
               Echo(POOL, H4, 8, 0x77, {9, 8, 7, 6}, 1),
               Echo(H6, H4_IN6, 128, 0x77, {9, 8, 7, 6}, 1)),
    ErrorFrom4("fragmentation needed for 1300 bytes",
               {3, 4, 1300},
               {2, 0, 1320},
               Udp(N6, N4_IN6),
               Udp(OUTSIDE, N4, DATA, 60),
               Udp(N6, N4_IN6, DATA, 60)),
    {"the quoted ports are those of the host even where the NAT64 chose others",
     "RFC 6146 3.7, 6146-15, 6146-80",
     [](test::Verdict& v) {
         Nat64Settings settings = PlainNat64();
         settings.bindings = {Static(BibKind::Udp, {H6, 5000}, {POOL, 2000}),
                              Static(BibKind::Icmp, {H6, 7}, {POOL, 9})};
         Nat64Lab lab(settings);
         lab.Expect(v,
                    IcmpAbout(R4, POOL, {3, 1, 0}, Udp({POOL, 2000}, N4, DATA, 60)),
                    {IcmpAbout(R4_IN6, H6, {1, 0, 0}, Udp(N6, N4_IN6, DATA, 60), 63)},
                    "UDP");
         lab.Expect(v,
                    IcmpAbout(R4, POOL, {3, 1, 0}, Echo(POOL, H4, 8, 9, DATA, 60)),
                    {IcmpAbout(R4_IN6, H6, {1, 0, 0}, Echo(H6, H4_IN6, 128, 7, DATA, 60), 63)},
                    "ICMP");
     }},
    {"an IPv6 host's error reaches the IPv4 host, from the pool's address",
     "RFC 6146 3.4, 3.7, 6146-81, 6146-10, 6146-15",
     [](test::Verdict& v) {
         Nat64Lab lab;
         lab.Send(Udp(N6, N4_IN6));
         lab.Expect(v,
                    IcmpAbout(H6, H4_IN6, {1, 4, 0}, Udp(N4_IN6, N6, DATA, 60)),
                    {IcmpAbout(POOL, H4, {3, 3, 0}, Udp(N4, OUTSIDE, DATA, 60), 63)},
                    "port unreachable");
     }},
    {"so does the error of a router that has no binding",
     "RFC 6146 3.7, RFC 5508 REQ-5, 6146-81",
     [](test::Verdict& v) {
         Nat64Lab lab;
         lab.Send(Udp(N6, N4_IN6));
         lab.Expect(v,
                    IcmpAbout(R6, H4_IN6, {3, 0, 0}, Udp(N4_IN6, N6, DATA, 1)),
                    {IcmpAbout(POOL, H4, {11, 0, 0}, Udp(N4, OUTSIDE, DATA, 1), 63)},
                    "time exceeded");
     }},
    {"an error about a packet without a binding is dropped without a word",
     "RFC 5508 REQ-4, REQ-5, 6146-82",
     [](test::Verdict& v) {
         Nat64Settings settings = PlainNat64();
         settings.answerUnbound = true;
         Nat64Lab lab(settings);
         lab.ExpectDrop(v,
                        IcmpAbout(R4, POOL, {3, 1, 0}, Udp(OUTSIDE, N4)),
                        Reason::NoBinding,
                        "from IPv4");
         lab.ExpectDrop(v,
                        IcmpAbout(H6, H4_IN6, {1, 4, 0}, Udp(N4_IN6, N6)),
                        Reason::NoBinding,
                        "from IPv6");
     }},
    {"an error needs a binding only: it may be about a session that is gone",
     "RFC 6146 3.5, 3.6",
     [](test::Verdict& v) {
         Nat64Lab lab;
         lab.Send(Udp(N6, N4_IN6));
         const End other{"192.0.2.200", 99};
         lab.Expect(
             v,
             IcmpAbout(R4, POOL, {3, 1, 0}, Udp(OUTSIDE, other, DATA, 60)),
             {IcmpAbout(R4_IN6, H6, {1, 0, 0}, Udp(N6, {In6(other.address), 99}, DATA, 60), 63)},
             "error");
     }},
    {"an error makes, refreshes and deletes nothing",
     "RFC 6146 3.5, RFC 4787 REQ-12, RFC 5382 REQ-10, RFC 5508 REQ-6, 6146-13, 6146-83",
     [](test::Verdict& v) {
         Nat64Lab lab;
         lab.Send(Udp(N6, N4_IN6), 0);
         lab.Send(IcmpAbout(R4, POOL, {3, 3, 0}, Udp(OUTSIDE, N4)), 100);
         v.Equal(lab.last.emissions.size(), size_t{1}, "from IPv4: packets");
         lab.Send(IcmpAbout(H6, H4_IN6, {1, 4, 0}, Udp(N4_IN6, N6)), 299);
         v.Equal(lab.last.emissions.size(), size_t{1}, "from IPv6: packets");
         v.Equal(lab.Expires(), 300.0, "ends");
         v.Equal(lab.heard, "+b +s ", "the watch");
     }},
    {"an error that quotes too little to tell whose it is: dropped without a word",
     "RFC 6146 3.4, 6146-11",
     [](test::Verdict& v) {
         Nat64Lab lab;
         lab.Send(Udp(N6, N4_IN6));
         Bytes quoted = Udp(OUTSIDE, N4);
         quoted.resize(20);
         lab.ExpectDrop(v,
                        IcmpAbout(R4, POOL, {3, 1, 0}, quoted),
                        Reason::QuotedPacketTooShort,
                        "20 bytes");
     }},
    {"8 bytes behind the quoted IP header are enough",
     "RFC 792, RFC 6146 3.4, 6146-11",
     [](test::Verdict& v) {
         Nat64Lab lab;
         lab.Send(Tcp(N6, N4_IN6, tcp::SYN));
         Bytes quoted4 = Tcp(OUTSIDE, N4, tcp::SYN, {}, 60);
         Bytes quoted6 = Tcp(N6, N4_IN6, tcp::SYN, {}, 60);
         quoted4.resize(28);
         quoted6.resize(48);
         lab.Expect(v,
                    IcmpAbout(R4, POOL, {3, 1, 0}, quoted4),
                    {IcmpAbout(R4_IN6, H6, {1, 0, 0}, quoted6, 63)},
                    "28 bytes");
     }},
    {"an error about an error: dropped without a word",
     "RFC 6146 3.4, 6146-12",
     [](test::Verdict& v) {
         Nat64Lab lab;
         lab.Send(Echo(H6, H4_IN6, 128, 0x77));
         const Bytes inner = IcmpAbout(POOL, H4, {3, 1, 0}, Udp(N4, OUTSIDE));
         lab.ExpectDrop(v,
                        IcmpAbout(R4, POOL, {11, 0, 0}, inner),
                        Reason::IcmpErrorAboutError,
                        "IPv4");
         const Bytes inner6 = IcmpAbout(H4_IN6, H6, {1, 0, 0}, Udp(N6, N4_IN6));
         lab.ExpectDrop(v,
                        IcmpAbout(H6, H4_IN6, {3, 0, 0}, inner6),
                        Reason::IcmpErrorAboutError,
                        "IPv6");
     }},
    {"an error with a wrong checksum is dropped",
     "RFC 5508 REQ-3, 6146-14",
     [](test::Verdict& v) {
         Nat64Lab lab;
         lab.Send(Udp(N6, N4_IN6));
         Bytes packet = IcmpAbout(R4, POOL, {3, 1, 0}, Udp(OUTSIDE, N4));
         packet.back() ^= 1;
         lab.ExpectDrop(v, packet, Reason::BadIcmpChecksum, "IPv4");
     }},
    {"errors are translated whatever address they come from; the well-known prefix stands for none "
     "it must not, so that a private one is replaced by the translator's own",
     "RFC 7915 4.1, RFC 6052 3.1, RFC 6791 3, 6146-80, 6052-09, 7915-011",
     [](test::Verdict& v) {
         const Bytes error = IcmpAbout("10.0.0.1", POOL, {11, 0, 0}, Udp(OUTSIDE, N4, DATA, 1));
         Nat64Settings settings = PlainNat64();
         settings.wellKnownDeny = DefaultWellKnownDeny();
         settings.neverTranslate = {*Prefix::Parse("198.51.100.0/24")};
         Nat64Lab lab(settings);
         lab.Send(Udp(N6, N4_IN6));
         const Bytes quoted = Udp(N6, N4_IN6, DATA, 1);
         lab.Expect(v, error, {IcmpAbout("2001:db8::64", H6, {3, 0, 0}, quoted, 63)}, "private");
         lab.Expect(v,
                    IcmpAbout(R4, POOL, {11, 0, 0}, Udp(OUTSIDE, N4, DATA, 1)),
                    {IcmpAbout(R4_IN6, H6, {3, 0, 0}, quoted, 63)},
                    "one that is never translated otherwise");
         lab.around.address6 = IpAddress();
         lab.ExpectDrop(v, error, Reason::WellKnownPrefixNonGlobal, "without an own address");
         settings.prefix = Pref64(*Prefix::Parse("2001:db8:64::/96"));
         Nat64Lab own(settings);
         const End there{settings.prefix.Embed(*IpAddress::Parse(H4)).ToString(), 53};
         own.Send(Udp(N6, there));
         own.Expect(v,
                    error,
                    {IcmpAbout("2001:db8:64::a00:1", H6, {3, 0, 0}, Udp(N6, there, DATA, 1), 63)},
                    "a prefix of the network's own");
     }},
};

std::vector<Row>
Rows()
{
    std::vector<Row> rows = QUERIES;
    rows.insert(rows.end(), FROM_OUTSIDE.begin(), FROM_OUTSIDE.end());
    rows.insert(rows.end(), ERRORS.begin(), ERRORS.end());
    return rows;
}

V6LAB_SUITE("v6lab-nat64-icmp", Rows());

} // namespace
