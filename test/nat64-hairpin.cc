// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/nat64-lab.h"

#include <numeric>

using namespace ns3::v6lab;
using test::Row;
using test::ToHex;
using namespace ns3::v6lab::test::flow;

namespace
{

const std::string A6 = "2001:db8:a::1";
const std::string B6 = "2001:db8:b::2";
const std::string POOL = "203.0.113.1";
const std::string POOL_IN6 = "64:ff9b::203.0.113.1";
const End A{A6, 1000};
const End B{B6, 2000};
const End A_OUT{POOL, 1111};
const End B_OUT{POOL, 2222};
const End A_IN6{POOL_IN6, 1111};
const End B_IN6{POOL_IN6, 2222};
const Bytes DATA{1, 2, 3, 4};

/** Two hosts behind one NAT64, both with bindings whose ports are not their own. */
Nat64Settings
TwoHosts()
{
    Nat64Settings settings = PlainNat64();
    for (const auto kind : {BibKind::Tcp, BibKind::Udp, BibKind::Icmp})
    {
        settings.bindings.push_back(Static(kind, A, A_OUT));
        settings.bindings.push_back(Static(kind, B, B_OUT));
    }
    return settings;
}

const std::vector<Row> ROWS{
    {"UDP to another host behind the same NAT64 arrives from the external address and port",
     "RFC 6146 3.8, RFC 4787 REQ-9, 6146-100",
     [](test::Verdict& v) {
         Nat64Lab lab(TwoHosts());
         lab.Expect(v, Udp(A, B_IN6), {Udp(A_IN6, B, DATA, 63)}, "A to B: one hop");
         lab.Expect(v, Udp(B, A_IN6), {Udp(B_IN6, A, DATA, 63)}, "B to A");
         v.Equal(lab.Sessions().size(), size_t{2}, "one session each");
     }},
    {"so does TCP: the SYN opens one session for each host",
     "RFC 6146 3.8, RFC 5382 REQ-8, 6146-100",
     [](test::Verdict& v) {
         Nat64Lab lab(TwoHosts());
         using namespace tcp;
         lab.Expect(v, Tcp(A, B_IN6, SYN), {Tcp(A_IN6, B, SYN, {}, 63)}, "SYN");
         lab.Expect(v, Tcp(B, A_IN6, SYN | ACK), {Tcp(B_IN6, A, SYN | ACK, {}, 63)}, "SYN, ACK");
         lab.Expect(v, Tcp(A, B_IN6, ACK), {Tcp(A_IN6, B, ACK, {}, 63)}, "ACK");
         const auto sessions = lab.Sessions();
         v.Equal(sessions.at(0),
                 "tcp 2001:db8:a::1#1000 203.0.113.1#1111 203.0.113.1#2222 ESTABLISHED",
                 "A's session");
         v.Equal(sessions.at(1),
                 "tcp 2001:db8:b::2#2000 203.0.113.1#2222 203.0.113.1#1111 ESTABLISHED",
                 "B's session");
     }},
    {"so does a ping to the identifier of the other host's binding",
     "RFC 6146 3.8, 6146-100",
     [](test::Verdict& v) {
         Nat64Settings settings = PlainNat64();
         settings.bindings = {Static(BibKind::Icmp, {A6, 7}, {POOL, 7})};
         Nat64Lab lab(settings);
         lab.Expect(v,
                    Echo(A6, POOL_IN6, 128, 7),
                    {Echo(POOL_IN6, A6, 128, 7, {9, 8, 7, 6}, 63)},
                    "to itself, the only binding with this identifier");
     }},
    {"an ICMP error goes back the same way, about the packet as its sender sent it",
     "RFC 6146 3.8, RFC 5508 REQ-7, 6146-100",
     [](test::Verdict& v) {
         Nat64Lab lab(TwoHosts());
         lab.Send(Udp(A, B_IN6));
         lab.Expect(v,
                    IcmpAbout(B6, POOL_IN6, {1, 4, 0}, Udp(A_IN6, B, DATA, 60)),
                    {IcmpAbout(POOL_IN6, A6, {1, 4, 0}, Udp(A, B_IN6, DATA, 60), 63)},
                    "port unreachable");
         lab.Expect(v,
                    IcmpAbout("2001:db8:99::1", POOL_IN6, {2, 0, 1400}, Udp(A_IN6, B, DATA, 60)),
                    {IcmpAbout(POOL_IN6, A6, {2, 0, 1400}, Udp(A, B_IN6, DATA, 60), 63)},
                    "a router's packet too big");
     }},
    {"to a port that nobody has: dropped, or answered in IPv6 if configured",
     "RFC 6146 3.8, 6146-100, 6146-29",
     [](test::Verdict& v) {
         Nat64Settings settings = TwoHosts();
         Nat64Lab silent(settings);
         silent.ExpectDrop(v, Udp(A, {POOL_IN6, 9}), Reason::NoBinding, "silent");
         settings.answerUnbound = true;
         Nat64Lab lab(settings);
         lab.around.address4 = *IpAddress::Parse("192.0.2.64");
         const auto sent = lab.Send(Udp(A, {POOL_IN6, 9}));
         v.Equal(sent.size(), size_t{1}, "packets");
         v.True(sent.at(0)[0] >> 4 == 6 && sent.at(0)[40] == 1, "destination unreachable, IPv6");
         const Bytes packet = Udp(A, {POOL_IN6, 9});
         const Bytes& error = sent.at(0);
         v.Equal(ToHex({error.begin() + 56, error.begin() + 96}), // all but the hop limit's word
                 ToHex({packet.begin() + 8, packet.begin() + 48}),
                 "about A's packet");
         v.True(lab.last.emissions[0].kind == EmissionKind::IcmpError, "the translator's own");
     }},
    {"a SYN to a port that nobody has waits, and its sender is told in IPv6 after six seconds",
     "RFC 6146 3.8, 3.5.2.2, 6146-100, 6146-42",
     [](test::Verdict& v) {
         Nat64Lab lab(TwoHosts());
         lab.Expect(v, Tcp(A, {POOL_IN6, 9}, tcp::SYN), {}, "SYN", 0);
         v.True(lab.last.fate == Fate::Held, "is held");
         const auto sent = lab.Wait(6);
         v.Equal(sent.size(), size_t{1}, "packets");
         v.True(!sent.empty() && sent[0][0] >> 4 == 6 && sent[0][40] == 1 && sent[0][41] == 4,
                "port unreachable");
     }},
    {"fragments turn back as well, in any order",
     "RFC 6146 3.8, 3.4, 6146-100, 6146-90",
     [](test::Verdict& v) {
         Bytes data(150);
         std::iota(data.begin(), data.end(), uint8_t{1});
         const auto in = Cut(Udp(A, B_IN6, data), {64, 64}, 0xbeef);
         const auto out = Cut(Udp(A_IN6, B, data, 63), {64, 64}, 0xbeef);
         Nat64Lab lab(TwoHosts());
         lab.Expect(v, in[2], {}, "last");
         lab.Expect(v, in[0], {out[0], out[2]}, "first");
         lab.Expect(v, in[1], {out[1]}, "middle");
         v.Equal(lab.core.GetUsage().heldBytes, uint64_t{0}, "held");
     }},
    {"a ping in fragments, which wait for each other twice on the way, still counts one hop",
     "RFC 6146 3.8, RFC 7915 5.1, 6146-100, 7915-106",
     [](test::Verdict& v) {
         Bytes data(150);
         std::iota(data.begin(), data.end(), uint8_t{1});
         Nat64Settings settings = PlainNat64();
         settings.bindings = {Static(BibKind::Icmp, {A6, 7}, {POOL, 7})};
         Nat64Lab lab(settings);
         const auto in = Cut(Echo(A6, POOL_IN6, 128, 7, data), {64, 64}, 0xbeef);
         const auto out = Cut(Echo(POOL_IN6, A6, 128, 7, data, 63), {64, 64}, 0xbeef);
         lab.Expect(v, in[2], {}, "last");
         lab.Expect(v, in[0], {}, "first");
         lab.Expect(v, in[1], out, "middle");
         v.Equal(lab.core.GetUsage().heldBytes, uint64_t{0}, "held");
     }},
    {"what comes of a piece that waits on its second way and ends there is told once, as its "
     "outcome",
     "RFC 6146 3.4, 3.8, 6146-100",
     [](test::Verdict& v) {
         Nat64Settings settings = PlainNat64();
         settings.pool.ranges = {Range(POOL, "203.0.113.2")};
         settings.bindings = {Static(BibKind::Icmp, {A6, 7}, {POOL, 7})};
         const auto arrives = [&](uint8_t type, const std::string& to) {
             Nat64Lab lab(settings);
             const Bytes echo = Echo(A6, to, type, 7, Bytes(80));
             const auto in = Cut(echo, {64}, 0xbeef);
             lab.Send(in[1]);
             lab.Send(in[0]);
             lab.Wait(60);
             return std::make_tuple(lab.last.fate, lab.last.reason, lab.heard);
         };
         const auto [left, none, quiet] = arrives(128, POOL_IN6);
         v.True(left == Fate::Translated && none == Reason::None, "with a binding: it left");
         v.True(quiet.find("drop") == std::string::npos, "nothing is lost: " + quiet);
         const auto [lost, reason, heard] = arrives(129, In6("203.0.113.2"));
         v.True(lost == Fate::Dropped && reason == Reason::NoBinding, "without: it was lost");
         v.True(heard.find("drop no-binding 1") != std::string::npos &&
                    heard.find("drop no-binding 2") == std::string::npos,
                "the other piece is told of: " + heard);
     }},
    {"pieces of one IPv6 datagram that name different protocols are two in IPv4: both wait, and "
     "end",
     "RFC 8200 4.5, RFC 791 3.2, RFC 6146 3.4, 6146-100",
     [](test::Verdict& v) {
         Nat64Settings settings = PlainNat64();
         settings.bindings = {Static(BibKind::Icmp, {A6, 7}, {POOL, 7})};
         Nat64Lab lab(settings);
         auto in = Cut(Echo(A6, POOL_IN6, 128, 7, Bytes(80)), {64}, 0xbeef);
         in[1][40] = 17; // what the first piece names counts
         lab.Expect(v, in[0], {}, "first");
         lab.Expect(v, in[1], {}, "last");
         v.True(lab.last.fate == Fate::Held, "it waits on the second way");
         lab.Wait(60);
         v.Equal(lab.core.GetUsage().heldBytes, uint64_t{0}, "held after a minute");
     }},
    {"a packet too large for the way to the other host is answered with its MTU",
     "RFC 6146 3.8, RFC 8200 5, 6146-100",
     [](test::Verdict& v) {
         Nat64Lab lab(TwoHosts());
         lab.around.mtu6 = 1400;
         lab.around.mtu4 = 576; // no IPv4 link is on the way
         const auto fits = lab.Send(Udp(A, B_IN6, Bytes(1352)));
         v.Equal(fits.size(), size_t{1}, "1400 bytes: packets");
         v.Equal(fits.empty() ? size_t{0} : fits[0].size(), size_t{1400}, "bytes");
         const auto sent = lab.Send(Udp(A, B_IN6, Bytes(1452)));
         v.Equal(sent.size(), size_t{1}, "1500 bytes: packets");
         v.True(!sent.empty() && sent[0][40] == 2, "packet too big");
     }},
    {"a source in the NAT64's own prefix is dropped in silence: no loop",
     "RFC 6146 3.5, 5.4, RFC 6052 5.1, 6146-05, 6146-101, 6052-18",
     [](test::Verdict& v) {
         Nat64Settings settings = PlainNat64();
         settings.pool.ranges = {Range("192.0.2.1", "192.0.2.1")};
         Nat64Lab lab(settings); // the example of RFC 6146 5.4
         lab.ExpectDrop(v,
                        Udp({In6("192.0.2.1"), 500}, {In6("192.0.2.1"), 500}),
                        Reason::SourceInPrefix,
                        "loop");
         v.Equal(lab.Sessions().size(), size_t{0}, "sessions");
     }},
    {"a host may send to its own external address",
     "RFC 6146 3.8, 6146-100",
     [](test::Verdict& v) {
         Nat64Lab lab(TwoHosts());
         lab.Expect(v, Udp(A, A_IN6), {Udp(A_IN6, A, DATA, 63)}, "A to itself");
         v.Equal(lab.Sessions().size(), size_t{1}, "sessions");
     }},
};

V6LAB_SUITE("v6lab-nat64-hairpin", ROWS);

} // namespace
