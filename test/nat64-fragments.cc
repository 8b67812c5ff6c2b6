// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/fragment-ends.h"
#include "test/support/nat64-lab.h"

#include <algorithm>
#include <numeric>
#include <set>

using namespace ns3::v6lab;
using test::Row;
using test::ToHex;
using namespace ns3::v6lab::test::flow;
using namespace ns3::v6lab::test::fragments;

namespace
{

/** A packet cut in three, and the three as they leave. */
struct Trio
{
    std::vector<Bytes> in;
    std::vector<Bytes> out;
};

Trio
Cut3(const Bytes& in, const Bytes& out)
{
    return {Cut(in, {64, 64}, ID), Cut(out, {64, 64}, ID)};
}

/** Sends the pieces in this order; all that leaves, sorted, must be the three. */
void
SendInOrder(test::Verdict& v, Nat64Lab& lab, const Trio& trio, const std::vector<size_t>& order)
{
    std::vector<std::string> got;
    std::vector<std::string> expected;
    for (const size_t piece : order)
    {
        for (const auto& packet : lab.Send(trio.in[piece], 1))
        {
            got.push_back(ToHex(Comparable(packet)));
        }
    }
    for (const auto& packet : trio.out)
    {
        expected.push_back(ToHex(Comparable(packet)));
    }
    std::sort(got.begin(), got.end());
    std::sort(expected.begin(), expected.end());
    v.Equal(got.size(), expected.size(), "packets");
    v.True(got == expected, "the three pieces");
    v.Equal(lab.core.GetUsage().heldFragments, uint64_t{0}, "held at the end");
    v.Equal(lab.core.GetUsage().heldBytes, uint64_t{0}, "bytes held at the end");
}

Row
AllOrders(const std::string& what, const std::string& clause, const Trio& trio)
{
    return {what + " in three fragments pass in each of the six orders",
            clause,
            [=](test::Verdict& v) {
                std::vector<size_t> order{0, 1, 2};
                do
                {
                    Nat64Lab lab;
                    lab.Send(Udp(N6, N4_IN6));
                    lab.Send(Tcp(N6, N4_IN6, tcp::SYN));
                    lab.Send(Echo(H6, H4_IN6, 128, 0x77));
                    SendInOrder(v, lab, trio, order);
                } while (std::next_permutation(order.begin(), order.end()));
            }};
}

const std::vector<Row> ORDERS{
    AllOrders("UDP to IPv4",
              "RFC 6146 3.4, 6146-90",
              Cut3(Udp(N6, N4_IN6, Data(150)), Udp(OUTSIDE, N4, Data(150), 63))),
    AllOrders("UDP to IPv6",
              "RFC 6146 3.4, 6146-90",
              Cut3(Udp(N4, OUTSIDE, Data(150)), Udp(N4_IN6, N6, Data(150), 63))),
    AllOrders(
        "TCP to IPv4",
        "RFC 6146 3.4, 6146-90",
        Cut3(Tcp(N6, N4_IN6, tcp::ACK, Data(150)), Tcp(OUTSIDE, N4, tcp::ACK, Data(150), 63))),
    AllOrders("TCP to IPv6",
              "RFC 6146 3.4, 6146-90",
              Cut3(Tcp(N4, OUTSIDE, tcp::SYN | tcp::ACK, Data(150)),
                   Tcp(N4_IN6, N6, tcp::SYN | tcp::ACK, Data(150), 63))),
    AllOrders("pings to IPv4, whose checksum counts their length,",
              "RFC 6146 3.4, RFC 7915 5.1.1, 6146-90",
              Cut3(Echo(H6, H4_IN6, 128, 0x77, Data(150)), Echo(POOL, H4, 8, 0x77, Data(150), 63))),
    AllOrders("pings to IPv6, whose checksum counts their length,",
              "RFC 6146 3.4, RFC 7915 4.1, 6146-90",
              Cut3(Echo(H4, POOL, 0, 0x77, Data(150)), Echo(H4_IN6, H6, 129, 0x77, Data(150), 63))),
    AllOrders("UDP without a checksum",
              "RFC 6146 3.4, 6146-94",
              Cut3(WithoutChecksum(Udp(N4, OUTSIDE, Data(150))), Udp(N4_IN6, N6, Data(150), 63))),
};

const std::vector<Row> TIME{
    {"a held fragment leaves when the first one comes 1.9 s later",
     "RFC 6146 3.4, 6146-92, 6146-62",
     [](test::Verdict& v) {
         Nat64Lab lab;
         const Trio trio = Cut3(Udp(N6, N4_IN6, Data(150)), Udp(OUTSIDE, N4, Data(150), 63));
         lab.Expect(v, trio.in[1], {}, "second", 0);
         v.True(lab.last.fate == Fate::Held, "is held");
         v.True(lab.core.GetNextDeadline() == 2 * SECOND, "deadline");
         lab.Expect(v, trio.in[0], {trio.out[0], trio.out[1]}, "first", 1.9);
         lab.Expect(v, trio.in[2], {trio.out[2]}, "third", 1.95);
     }},
    {"after 2 s it is dropped, and the watch is told which packet",
     "RFC 6146 3.4, 6146-92",
     [](test::Verdict& v) {
         Nat64Lab lab;
         const auto in = Cut(Udp(N6, N4_IN6, Data(150)), {64, 64}, ID);
         lab.Send(in[1], 0);
         v.Equal(lab.Wait(2).size(), size_t{0}, "packets");
         v.Equal(lab.heard, "drop fragment-timeout 1 ", "the watch");
         v.Equal(lab.core.GetUsage().heldBytes, uint64_t{0}, "bytes held");
         v.Equal(lab.Send(in[0], 2.1).size(), size_t{1}, "the first one alone");
     }},
    {"how long can be set, but not below 2 s",
     "RFC 6146 3.4, 4, 6146-92",
     [](test::Verdict& v) {
         Nat64Settings settings = PlainNat64();
         settings.timeouts.fragment = 10 * SECOND;
         Nat64Lab lab(settings);
         const Trio trio = Cut3(Udp(N6, N4_IN6, Data(150)), Udp(OUTSIDE, N4, Data(150), 63));
         lab.Send(trio.in[1], 0);
         lab.Expect(v, trio.in[0], {trio.out[0], trio.out[1]}, "first", 9.9);
         settings.timeouts.fragment = SECOND;
         bool refused = false;
         try
         {
             Nat64Core core(settings);
         }
         catch (const std::invalid_argument& error)
         {
             refused = std::string(error.what()).find("timeouts.fragment") != std::string::npos;
         }
         v.True(refused, "1 s is refused by name");
     }},
    {"fragments that never see their first one are bounded, and other traffic goes on",
     "RFC 6146 3.4, RFC 4787 REQ-14, 6146-91, 6146-102",
     [](test::Verdict& v) {
         Nat64Settings settings = PlainNat64();
         settings.limits.fragmentBytes = 100000;
         Nat64Lab lab(settings);
         const Bytes middle = Cut(Udp(N6, N4_IN6, Data(1200)), {64, 1000}, ID)[1];
         uint32_t refused = 0;
         for (uint32_t i = 0; i < 10000; ++i)
         {
             Bytes packet = middle;
             Put32(packet, 44, i);
             lab.Send(packet);
             refused += lab.last.reason == Reason::FragmentLimit ? 1 : 0;
         }
         v.True(lab.core.GetUsage().heldBytes <= 100000, "held bytes are within the limit");
         v.True(lab.core.GetUsage().heldFragments > 20, "some are held");
         v.Equal(refused + lab.core.GetUsage().heldFragments, uint64_t{10000}, "all in all");
         lab.Expect(v, Udp(N6, N4_IN6), {Udp(OUTSIDE, N4, {1, 2, 3, 4}, 63)}, "other traffic");
         lab.Wait(2);
         v.Equal(lab.core.GetUsage().heldBytes, uint64_t{0}, "held after 2 s");
     }},
};

/** A datagram that must not pass, because of a fragment that comes last. */
void
ExpectLost(test::Verdict& v, const std::vector<Bytes>& packets, Reason reason)
{
    Nat64Lab lab;
    lab.Send(Udp(N6, N4_IN6));
    lab.Send(Tcp(N6, N4_IN6, tcp::SYN));
    for (const auto& packet : packets)
    {
        lab.Send(packet, 1);
    }
    v.True(lab.last.fate == Fate::Dropped, "the last one is dropped");
    v.Equal(std::string(Describe(lab.last.reason).word),
            std::string(Describe(reason).word),
            "reason");
    v.Equal(lab.last.emissions.size(), size_t{0}, "packets");
    v.Equal(lab.core.GetUsage().heldFragments, uint64_t{0}, "held");
}

/** It puts datagrams together. */
Nat64Settings
Joining()
{
    Nat64Settings settings = PlainNat64();
    settings.translation.profile = Profile::Jool;
    return settings;
}

/** A UDP header for so many bytes in all, and zeros. */
Bytes
UdpOf(const End& from, const End& to, size_t size)
{
    Bytes upper(size);
    Put16(upper, 0, from.port);
    Put16(upper, 2, to.port);
    Put16(upper, 4, static_cast<uint16_t>(size));
    Put16(upper, 6, 0x1234); // nobody looks whether it is right
    return upper;
}

/** UDP in two fragments. */
std::vector<Bytes>
Halves(const std::string& from, const std::string& to, const Bytes& upper)
{
    constexpr uint32_t CUT = 40000;
    const auto maker =
        (IsV6(from) ? test::Maker::V6() : test::Maker::V4()).From(from).To(to).Id(ID);
    return {test::Maker(maker).Piece(0, true).Raw(17, {upper.begin(), upper.begin() + CUT}),
            test::Maker(maker).Piece(CUT, false).Raw(17, {upper.begin() + CUT, upper.end()})};
}

const std::vector<Row> BAD{
    {"overlapping fragments: the whole datagram is dropped, and what is still to come of it",
     "RFC 8200 4.5, RFC 5722 3, 6146-95",
     [](test::Verdict& v) {
         const Bytes whole = Udp(N6, N4_IN6, Data(150));
         const Bytes middle = Cut(whole, {64, 64}, ID)[1];
         const Bytes over = Cut(whole, {72, 64}, ID)[1];
         ExpectLost(v, {middle, over}, Reason::OverlappingFragments);
         ExpectLost(v, {middle, over, Cut(whole, {64, 64}, ID)[0]}, Reason::OverlappingFragments);
         ExpectLost(v, {over, middle}, Reason::OverlappingFragments);
     }},
    {"a fragment that ends behind the largest datagram is dropped",
     "RFC 791 3.1, RFC 8200 4.5, 6146-95",
     [](test::Verdict& v) {
         Bytes six = Cut(Udp(N6, N4_IN6, Data(150)), {64, 64}, ID)[2];
         Put16(six, 42, 0xfff8);
         ExpectLost(v, {six}, Reason::MalformedHeader);
         Bytes four = Cut(Udp(N4, OUTSIDE, Data(150)), {64, 64}, ID)[2];
         Put16(four, 6, 0x1fff);
         Put16(four, 10, 0);
         Put16(four, 10, static_cast<uint16_t>(~test::Folded(test::Sum(four, 0, 20))));
         ExpectLost(v, {four}, Reason::MalformedHeader);
     }},
    {"IPv4 datagrams of different protocols may have the same identification",
     "RFC 791 3.2, 6146-90",
     [](test::Verdict& v) {
         Nat64Lab lab;
         lab.Send(Udp(N6, N4_IN6));
         lab.Send(Tcp(N6, N4_IN6, tcp::SYN));
         const auto udp = Cut3(Udp(N4, OUTSIDE, Data(150)), Udp(N4_IN6, N6, Data(150), 63));
         const auto segment = Cut3(Tcp(N4, OUTSIDE, tcp::SYN | tcp::ACK, Data(150)),
                                   Tcp(N4_IN6, N6, tcp::SYN | tcp::ACK, Data(150), 63));
         lab.Expect(v, udp.in[1], {}, "UDP, second");
         lab.Expect(v, segment.in[0], {segment.out[0]}, "TCP, first");
         lab.Expect(v, udp.in[0], {udp.out[0], udp.out[1]}, "UDP, first");
         lab.Expect(v, segment.in[1], {segment.out[1]}, "TCP, second");
     }},
    {"a last fragment that ends before another one: dropped as overlapping",
     "RFC 8200 4.5, 6146-95",
     [](test::Verdict& v) {
         const Bytes longer = Udp(N6, N4_IN6, Data(300));
         const Bytes shorter = Udp(N6, N4_IN6, Data(100));
         ExpectLost(v,
                    {Cut(longer, {64, 64}, ID)[1], Cut(shorter, {40}, ID)[1]},
                    Reason::OverlappingFragments);
     }},
    {"the same fragment twice is one fragment",
     "RFC 8200 4.5, 6146-95",
     [](test::Verdict& v) {
         Nat64Lab lab;
         const Trio trio = Cut3(Udp(N6, N4_IN6, Data(150)), Udp(OUTSIDE, N4, Data(150), 63));
         lab.Send(trio.in[1]);
         lab.ExpectDrop(v, trio.in[1], Reason::DuplicateFragment, "again");
         lab.Expect(v, trio.in[0], {trio.out[0], trio.out[1]}, "first");
         lab.ExpectDrop(v, trio.in[0], Reason::DuplicateFragment, "the first again");
         lab.ExpectDrop(v, trio.in[1], Reason::DuplicateFragment, "what has left, again");
         lab.Expect(v, trio.in[2], {trio.out[2]}, "third");
     }},
    {"other bytes at the same place are no duplicate: the whole datagram is dropped",
     "RFC 8200 4.5, RFC 5722 3, 6146-95",
     [](test::Verdict& v) {
         const auto in = Cut(Udp(N6, N4_IN6, Data(150)), {64, 64}, ID);
         Bytes other = in[1];
         other.back() ^= 1;
         ExpectLost(v, {in[1], other}, Reason::OverlappingFragments);
         Bytes last = in[1]; // the same bytes, but nothing follows
         last[43] &= 0xfe;
         ExpectLost(v, {in[1], last}, Reason::OverlappingFragments);
         Nat64Lab lab;
         lab.Send(in[0]);
         other = in[0];
         other.back() ^= 1;
         lab.ExpectDrop(v, other, Reason::OverlappingFragments, "behind one that has left");
         lab.ExpectDrop(v, in[1], Reason::OverlappingFragments, "what is still to come");
     }},
    {"a datagram that needs all of its fragments survives duplicates of any of them",
     "RFC 8200 4.5, 6146-94, 6146-95",
     [](test::Verdict& v) {
         Nat64Lab lab;
         lab.Send(Udp(N6, N4_IN6));
         const Trio trio =
             Cut3(WithoutChecksum(Udp(N4, OUTSIDE, Data(150))), Udp(N4_IN6, N6, Data(150), 63));
         lab.Send(trio.in[0]);
         lab.ExpectDrop(v, trio.in[0], Reason::DuplicateFragment, "the first again");
         lab.Send(trio.in[2]);
         lab.ExpectDrop(v, trio.in[2], Reason::DuplicateFragment, "the last again");
         lab.Expect(v, trio.in[1], trio.out, "the second");
     }},
    {"no fragment may reach beyond the largest packet; what came before it waits in vain",
     "RFC 791 3.1, 6146-90, 6146-92",
     [](test::Verdict& v) {
         Nat64Lab lab(Joining());
         lab.Send(Udp(N6, N4_IN6));
         lab.heard.clear();
         const auto pieces = Halves(H4, POOL, UdpOf(N4, OUTSIDE, 65516));
         lab.Send(pieces[0], 1);
         const uint64_t first = lab.lastHandle;
         lab.ExpectDrop(v, pieces[1], Reason::MalformedHeader, "a byte too much", 1);
         lab.Wait(4);
         v.Equal(lab.heard, "drop fragment-timeout " + std::to_string(first) + " ", "heard");
         v.Equal(lab.core.GetUsage().heldBytes, uint64_t{0}, "held");
         const auto largest = Halves(H4, POOL, UdpOf(N4, OUTSIDE, 65515));
         lab.Send(largest[0], 5);
         v.True(!lab.Send(largest[1], 5).empty(), "the largest packet passes");
     }},
    {"fragments that make a packet too large for IPv4 are dropped together, and each is told of",
     "RFC 791 3.1, 6146-90",
     [](test::Verdict& v) {
         Nat64Lab lab(Joining());
         lab.Send(Udp(N6, N4_IN6));
         lab.heard.clear();
         lab.around.mtu4 = 0xffff;
         const auto pieces = Halves(H6, H4_IN6, UdpOf(N6, N4_IN6, 65516));
         lab.Send(pieces[0], 1);
         const uint64_t first = lab.lastHandle;
         lab.ExpectDrop(v, pieces[1], Reason::TooLongTranslated, "together", 1);
         v.Equal(lab.heard, "drop too-long-translated " + std::to_string(first) + " ", "heard");
         v.Equal(lab.core.GetUsage().heldBytes, uint64_t{0}, "held");
     }},
    {"a first fragment without the whole TCP header is dropped, with the rest",
     "RFC 6146 3.4, RFC 1858 3, 6146-93",
     [](test::Verdict& v) {
         const Bytes whole = Tcp(N6, N4_IN6, tcp::ACK, Data(150));
         const auto tiny = Cut(whole, {16}, ID);
         ExpectLost(v, {tiny[0]}, Reason::TinyFragment);
         ExpectLost(v, {tiny[0], tiny[1]}, Reason::TinyFragment);
     }},
    {"a first fragment without all TCP options is dropped",
     "RFC 6146 3.4, 6146-93",
     [](test::Verdict& v) {
         Bytes whole = Tcp(N6, N4_IN6, tcp::ACK, Data(150));
         whole[40 + 12] = 0x80; // 32 bytes of header
         ExpectLost(v, {Cut(whole, {24}, ID)[0]}, Reason::TinyFragment);
     }},
    {"a fragment that would overwrite the TCP flags is dropped",
     "RFC 1858 3, RFC 3128, 6146-93",
     [](test::Verdict& v) {
         const Bytes whole = Tcp(N4, OUTSIDE, tcp::ACK, Data(150));
         ExpectLost(v, {Cut(whole, {8}, ID)[1]}, Reason::TinyFragment);
     }},
    {"a middle fragment whose length is no multiple of 8 is dropped",
     "RFC 8200 4.5, RFC 791 3.2, 6146-95",
     [](test::Verdict& v) {
         Bytes odd = Cut(Udp(N6, N4_IN6, Data(150)), {64, 64}, ID)[1];
         odd.pop_back();
         Put16(odd, 4, static_cast<uint16_t>(odd.size() - 40));
         ExpectLost(v, {odd}, Reason::MalformedHeader);
     }},
    {"fragments of a refused datagram are dropped for the same reason",
     "RFC 6146 3.5, 6146-90",
     [](test::Verdict& v) {
         Nat64Lab lab;
         const auto pieces = Cut(Udp(N4, {POOL, 9}, Data(150)), {64, 64}, ID);
         lab.Send(pieces[1]);
         lab.ExpectDrop(v, pieces[0], Reason::NoBinding, "first");
         v.Equal(lab.heard, "drop no-binding 1 ", "what was held");
         lab.ExpectDrop(v, pieces[2], Reason::NoBinding, "last");
     }},
    {"a fragmented ICMP error is put together before it is read",
     "RFC 6146 3.4, 6146-90, 6146-80",
     [](test::Verdict& v) {
         Nat64Lab lab;
         lab.Send(Udp(N6, N4_IN6));
         const std::string router = "198.51.100.254";
         const auto pieces =
             Cut(IcmpAbout(router, POOL, {11, 0, 0}, Udp(OUTSIDE, N4, Data(100), 1)), {64}, ID);
         lab.Expect(v, pieces[1], {}, "last");
         lab.Expect(v,
                    pieces[0],
                    {IcmpAbout(In6(router), H6, {3, 0, 0}, Udp(N6, N4_IN6, Data(100), 1), 63)},
                    "first");
     }},
    {"UDP without a checksum and without room for it is dropped in silence",
     "RFC 6146 3.4, 6146-94, 6146-91",
     [](test::Verdict& v) {
         Nat64Settings settings = PlainNat64();
         settings.limits.fragmentBytes = 1000;
         Nat64Lab lab(settings);
         lab.Send(Udp(N6, N4_IN6));
         const auto pieces = Cut(WithoutChecksum(Udp(N4, OUTSIDE, Data(1400))), {720}, ID);
         lab.ExpectDrop(v, pieces[0], Reason::FragmentLimit, "first");
         lab.ExpectDrop(v, pieces[1], Reason::FragmentLimit, "last");
     }},
};

const std::vector<Row> SIZES{
    {"a fragment of 1480 bytes is cut again for IPv6, its first piece with the host's port",
     "RFC 6146 3.7, RFC 7915 4.1, 6146-96",
     [](test::Verdict& v) {
         Nat64Settings settings = PlainNat64();
         settings.bindings = {Static(BibKind::Udp, N6, {POOL, 2000})};
         Nat64Lab lab(settings);
         const auto in = Cut(Udp(N4, {POOL, 2000}, Data(2000)), {1480}, ID);
         const auto out = Cut(Udp(N4_IN6, N6, Data(2000), 63), {1232, 248}, ID);
         lab.Expect(v, in[0], {out[0], out[1]}, "first");
         lab.Expect(v, in[1], {out[2]}, "last");
     }},
    {"a large packet without DF is cut for IPv6, one that fits is not",
     "RFC 6146 3.7, RFC 7915 4.1, 6146-96",
     [](test::Verdict& v) {
         Nat64Lab lab;
         lab.Send(Udp(N6, N4_IN6));
         const auto sent = lab.Send(Udp(N4, OUTSIDE, Data(1472)));
         v.Equal(sent.size(), size_t{2}, "1500 bytes: packets");
         v.True(sent[0].size() <= 1280, "within the lowest IPv6 MTU");
         v.Equal(lab.Send(Udp(N4, OUTSIDE, Data(1232))).size(), size_t{1}, "1260 bytes: packets");
     }},
};

std::vector<Row>
Rows()
{
    std::vector<Row> rows = ORDERS;
    for (const auto* more : {&TIME, &BAD, &SIZES})
    {
        rows.insert(rows.end(), more->begin(), more->end());
    }
    return rows;
}

} // namespace

V6LAB_SUITE("v6lab-nat64-fragments", Rows());
