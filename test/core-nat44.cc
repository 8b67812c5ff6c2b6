// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/clat-lab.h"

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using namespace ns3::v6lab::test::flow;

namespace
{

const End A{"192.168.1.2", 4000};
const End B{"192.168.1.3", 4000};
const End S4{"198.51.100.1", 53};
const End S6{ViaPlat("198.51.100.1"), 53};
const Bytes DATA{1, 2, 3, 4};

/** The source port of the only packet that left; 0 if there is none. */
uint16_t
SourcePort(const std::vector<Bytes>& sent)
{
    return sent.size() == 1 ? Read16(sent[0].data() + 40) : uint16_t{0};
}

End
Shared(uint16_t port)
{
    return {SHARED, port};
}

uint32_t
Udps(const ClatLab& lab)
{
    return lab.core.GetMappings(BibKind::Udp);
}

uint32_t
Tcps(const ClatLab& lab)
{
    return lab.core.GetMappings(BibKind::Tcp);
}

/** A connection from A in the state after its handshake, all at second 0. */
void
Connect(ClatLab& lab)
{
    lab.Send(Tcp(A, S4, tcp::SYN));
    lab.Send(Tcp(S6, Shared(4000), tcp::SYN | tcp::ACK));
    lab.Send(Tcp(A, S4, tcp::ACK));
}

/** A setting that is refused, with the word that the message must have. */
void
ExpectRefusal(test::Verdict& v, const Nat44Settings& nat, const std::string& word)
{
    ClatSettings settings = SharingClat();
    settings.nat = nat;
    std::string text;
    try
    {
        ClatCore core(settings);
    }
    catch (const std::invalid_argument& error)
    {
        text = error.what();
    }
    v.True(text.find(word) != std::string::npos, "names " + word + ": " + text);
}

const std::vector<Row> MAPPING{
    {"hosts with the same port share one address: one keeps the port, one gets another",
     "RFC 6877 6.3, RFC 8585 3.2.1 464XLAT-1, 6877-06, 8585-04",
     [](test::Verdict& v) {
         ClatLab lab;
         lab.Expect(v, Udp(A, S4, DATA), {Udp(Shared(4000), S6, DATA, 63)}, "first");
         const uint16_t port = SourcePort(lab.Send(Udp(B, S4, DATA)));
         v.True(port != 0 && port != 4000, "another port");
         lab.Expect(v, Udp(B, S4, DATA), {Udp(Shared(port), S6, DATA, 63)}, "second");
         lab.Expect(v, Udp(S6, Shared(4000)), {Udp(S4, A, DATA, 63)}, "answer to the first");
         lab.Expect(v, Udp(S6, Shared(port)), {Udp(S4, B, DATA, 63)}, "answer to the second");
     }},
    {"TCP ports are shared like those of UDP, in a table of their own",
     "RFC 6877 6.3, RFC 5382 REQ-1, 6877-06, 8585-04",
     [](test::Verdict& v) {
         ClatLab lab;
         lab.Send(Udp(B, S4));
         lab.Expect(v, Tcp(A, S4, tcp::SYN), {Tcp(Shared(4000), S6, tcp::SYN, {}, 63)}, "SYN");
         const uint16_t port = SourcePort(lab.Send(Tcp(B, S4, tcp::SYN)));
         v.True(port != 0 && port != 4000, "another port");
         lab.Expect(v,
                    Tcp(S6, Shared(port), tcp::SYN | tcp::ACK),
                    {Tcp(S4, B, tcp::SYN | tcp::ACK, {}, 63)},
                    "SYN ACK");
     }},
    {"hosts that ping with the same identifier both get their answers",
     "RFC 5508 3.1 REQ-1, 6877-06, 8585-04",
     [](test::Verdict& v) {
         ClatLab lab;
         lab.Expect(v,
                    Echo(A.address, S4.address, 8, 5077),
                    {Echo(SHARED, S6.address, 128, 5077, {9, 8, 7, 6}, 63)},
                    "request");
         const auto sent = lab.Send(Echo(B.address, S4.address, 8, 5077));
         const uint16_t id = sent.empty() ? uint16_t{0} : Read16(sent[0].data() + 44);
         v.True(id != 5077, "another identifier");
         lab.Expect(v,
                    Echo(S6.address, SHARED, 129, id),
                    {Echo(S4.address, B.address, 0, 5077, {9, 8, 7, 6}, 63)},
                    "reply to the second");
         lab.Expect(v,
                    Echo(S6.address, SHARED, 129, 5077),
                    {Echo(S4.address, A.address, 0, 5077, {9, 8, 7, 6}, 63)},
                    "reply to the first");
     }},
    {"a port does not depend on whom the host speaks to, and anyone may answer",
     "RFC 4787 4.1 REQ-1, 5 REQ-8",
     [](test::Verdict& v) {
         ClatLab lab;
         const End other{"203.0.113.9", 999};
         lab.Send(Udp(A, S4));
         lab.Expect(v,
                    Udp(A, other),
                    {Udp(Shared(4000), {ViaPlat(other.address), 999}, DATA, 63)},
                    "to another");
         lab.Expect(v,
                    Udp({ViaPlat("203.0.113.77"), 1}, Shared(4000)),
                    {Udp({"203.0.113.77", 1}, A, DATA, 63)},
                    "from a third");
         v.Equal(Udps(lab), 1u, "mappings");
     }},
    {"even ports get even ports, odd ports odd ones",
     "RFC 4787 4.2.2 REQ-4",
     [](test::Verdict& v) {
         ClatLab lab;
         for (uint16_t port = 4000; port < 4100; ++port)
         {
             lab.Send(Udp({A.address, port}, S4));
             const uint16_t other = SourcePort(lab.Send(Udp({B.address, port}, S4)));
             v.Equal(other % 2, port % 2, "parity of " + std::to_string(port));
         }
     }},
    {"a CLAT that gets the bytes one header at a time does the same",
     "RFC 6877 6.3",
     [](test::Verdict& v) {
         ClatLab lab;
         lab.atHand = 1;
         lab.Expect(v, Udp(A, S4, DATA), {Udp(Shared(4000), S6, DATA, 63)}, "out");
         lab.Expect(v, Udp(S6, Shared(4000)), {Udp(S4, A, DATA, 63)}, "back");
     }},
    {"SCTP has no place among shared ports",
     "RFC 6877 6.3, RFC 3022 2",
     [](test::Verdict& v) {
         ClatLab lab;
         lab.ExpectDrop(v,
                        Ipv4Bytes(A.address, S4.address, 132, Bytes(12)),
                        Reason::UnsupportedTransport,
                        "SCTP");
     }},
};

const std::vector<Row> LIFE{
    {"UDP: a mapping lives 5 minutes from its last packet, in either direction",
     "RFC 4787 4.3 REQ-5, REQ-6",
     [](test::Verdict& v) {
         ClatLab lab;
         lab.Send(Udp(A, S4), 0);
         lab.Send(Udp(A, S4), 200);
         lab.Expect(v, Udp(S6, Shared(4000)), {Udp(S4, A, DATA, 63)}, "in time", 499);
         lab.Expect(v, Udp(S6, Shared(4000)), {Udp(S4, A, DATA, 63)}, "later", 798);
         lab.ExpectNotMine(v, Udp(S6, Shared(4000)), "too late", 1098);
         v.Equal(Udps(lab), 0u, "mappings");
     }},
    {"ICMP: a mapping lives 60 seconds",
     "RFC 5508 3.2 REQ-2",
     [](test::Verdict& v) {
         ClatLab lab;
         lab.Send(Echo(A.address, S4.address, 8, 5005), 0);
         v.Equal(lab.Send(Echo(S6.address, SHARED, 129, 5005), 59.9).size(), size_t{1}, "in time");
         lab.ExpectNotMine(v, Echo(S6.address, SHARED, 129, 5005), "too late", 119.9);
     }},
    {"TCP: 4 minutes for a connection that nobody answers",
     "RFC 5382 5 REQ-5",
     [](test::Verdict& v) {
         ClatLab lab;
         lab.Send(Tcp(A, S4, tcp::SYN), 0);
         const auto answer = Tcp(S6, Shared(4000), tcp::SYN | tcp::ACK);
         lab.ExpectNotMine(v, answer, "after 4 minutes", 240);
     }},
    {"TCP: 2 hours and 4 minutes for an established connection",
     "RFC 5382 5 REQ-5",
     [](test::Verdict& v) {
         ClatLab lab;
         Connect(lab);
         lab.Expect(v,
                    Tcp(S6, Shared(4000), tcp::ACK),
                    {Tcp(S4, A, tcp::ACK, {}, 63)},
                    "after 2 h 3 min 59 s",
                    7439);
         lab.ExpectNotMine(v, Tcp(S6, Shared(4000), tcp::ACK), "2 h 4 min later", 7439 + 7440);
     }},
    {"TCP: 4 minutes for a connection that ends, and its last packets pass",
     "RFC 5382 5 REQ-5, REQ-2",
     [](test::Verdict& v) {
         ClatLab lab;
         Connect(lab);
         lab.Send(Tcp(A, S4, tcp::FIN | tcp::ACK), 10);
         lab.Send(Tcp(S6, Shared(4000), tcp::FIN | tcp::ACK), 11);
         v.Equal(lab.Send(Tcp(A, S4, tcp::ACK), 12).size(), size_t{1}, "the last ACK");
         v.Equal(Tcps(lab), 1u, "while it closes");
         lab.ExpectNotMine(v, Tcp(S6, Shared(4000), tcp::ACK), "4 minutes on", 252);
         v.Equal(Tcps(lab), 0u, "afterwards");
     }},
    {"TCP: a new connection on a port that just closed is established again",
     "RFC 5382 5 REQ-5",
     [](test::Verdict& v) {
         ClatLab lab;
         Connect(lab);
         lab.Send(Tcp(A, S4, tcp::RST), 1);
         lab.Send(Tcp(A, S4, tcp::SYN), 2);
         lab.Send(Tcp(S6, Shared(4000), tcp::SYN | tcp::ACK), 2);
         const auto sent = lab.Send(Tcp(S6, Shared(4000), tcp::ACK), 2000);
         v.Equal(sent.size(), size_t{1}, "half an hour later");
     }},
    {"a reset makes no mapping",
     "RFC 5382 5 REQ-5",
     [](test::Verdict& v) {
         ClatLab lab;
         lab.ExpectDrop(v, Tcp(A, S4, tcp::RST), Reason::TcpWithoutSession, "RST");
         v.Equal(Tcps(lab), 0u, "mappings");
     }},
    {"ICMP errors keep no mapping alive",
     "RFC 5508 4.3 REQ-6",
     [](test::Verdict& v) {
         ClatLab lab;
         lab.Send(Udp(A, S4, DATA), 0);
         const auto error =
             IcmpAbout(S6.address, SHARED, {1, 4, 0}, Udp(Shared(4000), S6, DATA, 60));
         v.Equal(lab.Send(error, 299).size(), size_t{1}, "the error passes");
         lab.ExpectNotMine(v, Udp(S6, Shared(4000)), "a second later", 300);
     }},
    {"a full table refuses what is new, tells the host, and keeps what it has",
     "RFC 5508 5 REQ-8, RFC 6146 5.3",
     [](test::Verdict& v) {
         ClatSettings settings = SharingClat();
         settings.nat.mappings = 2;
         ClatLab lab(settings);
         lab.Send(Udp(A, S4));
         lab.Send(Udp({A.address, 4001}, S4));
         const auto refused = Udp(B, S4);
         auto error = IcmpAbout("192.168.1.254", B.address, {3, 1, 0}, refused);
         error[1] = 0xc0;
         lab.ExpectDrop(v, refused, Reason::BindingLimit, "new", 1, {Mended(error)});
         v.Equal(lab.Send(Udp(S6, Shared(4000)), 2).size(), size_t{1}, "old");
         v.Equal(lab.Send(refused, 400).size(), size_t{1}, "when there is room");
     }},
    {"ports run out at the end of the range, and freed ports are used again",
     "RFC 4787 4.2.1 REQ-3",
     [](test::Verdict& v) {
         ClatSettings settings = SharingClat();
         settings.nat.firstPort = 5000;
         settings.nat.lastPort = 5003;
         ClatLab lab(settings);
         for (uint16_t i = 0; i < 4; ++i)
         {
             const uint16_t port =
                 SourcePort(lab.Send(Udp({A.address, static_cast<uint16_t>(100 + i)}, S4)));
             v.True(port >= 5000 && port <= 5003, "in the range");
         }
         v.Equal(lab.Send(Udp(B, S4), 1).size(), size_t{1}, "an error for the fifth");
         v.True(lab.last.reason == Reason::PoolExhausted, "reason");
         v.True(SourcePort(lab.Send(Udp(B, S4), 301)) >= 5000, "after the others expired");
     }},
    {"timeouts below what the RFCs allow, and empty ranges, are refused by name",
     "RFC 4787 REQ-5, RFC 5382 REQ-5, RFC 5508 REQ-2",
     [](test::Verdict& v) {
         Nat44Settings udp;
         udp.timeouts.udp = 119'000'000'000;
         ExpectRefusal(v, udp, "udp");
         Nat44Settings established;
         established.timeouts.tcpEstablished = 7'439'000'000'000;
         ExpectRefusal(v, established, "tcpEstablished");
         Nat44Settings icmp;
         icmp.timeouts.icmp = 59'000'000'000;
         ExpectRefusal(v, icmp, "icmp");
         Nat44Settings ports;
         ports.firstPort = 9;
         ports.lastPort = 8;
         ExpectRefusal(v, ports, "ports");
         Nat44Settings none;
         none.mappings = 0;
         ExpectRefusal(v, none, "mappings");
     }},
};

const std::vector<Row> ERRORS{
    {"an error about what a host sent reaches it, quoting what it sent",
     "RFC 5508 4.2 REQ-4, 6877-06",
     [](test::Verdict& v) {
         ClatLab lab;
         lab.Send(Udp(B, S4));
         const uint16_t port = SourcePort(lab.Send(Udp(A, S4, DATA)));
         const auto error =
             IcmpAbout(S6.address, SHARED, {1, 4, 0}, Udp(Shared(port), S6, DATA, 60));
         lab.Expect(v,
                    error,
                    {IcmpAbout(S4.address, A.address, {3, 3, 0}, Udp(A, S4, DATA, 60), 63)},
                    "port unreachable");
     }},
    {"an error about a ping reaches who sent it, with its own identifier",
     "RFC 5508 4.2 REQ-4, 6877-06",
     [](test::Verdict& v) {
         ClatLab lab;
         lab.Send(Echo(B.address, S4.address, 8, 9));
         const auto sent = lab.Send(Echo(A.address, S4.address, 8, 9));
         const uint16_t id = sent.empty() ? uint16_t{0} : Read16(sent[0].data() + 44);
         const auto quoted = Echo(SHARED, S6.address, 128, id, {9, 8, 7, 6}, 3);
         lab.Expect(v,
                    IcmpAbout(S6.address, SHARED, {1, 0, 0}, quoted),
                    {IcmpAbout(S4.address,
                               A.address,
                               {3, 1, 0},
                               Echo(A.address, S4.address, 8, 9, {9, 8, 7, 6}, 3),
                               63)},
                    "no route");
     }},
    {"an error of a host about what it got leaves with the shared address and port",
     "RFC 5508 4.1 REQ-5",
     [](test::Verdict& v) {
         ClatLab lab;
         lab.Send(Udp(A, S4));
         const uint16_t port = SourcePort(lab.Send(Udp(B, S4)));
         lab.Expect(v,
                    IcmpAbout(B.address, S4.address, {3, 3, 0}, Udp(S4, B, DATA, 60)),
                    {IcmpAbout(SHARED, S6.address, {1, 4, 0}, Udp(S6, Shared(port), DATA, 60), 63)},
                    "port unreachable");
     }},
    {"an error about no known flow does not leave",
     "RFC 5508 4.1 REQ-5",
     [](test::Verdict& v) {
         ClatLab lab;
         lab.ExpectDrop(v,
                        IcmpAbout(B.address, S4.address, {3, 3, 0}, Udp(S4, B, DATA, 60)),
                        Reason::NoBinding,
                        "port unreachable");
     }},
    {"an error that quotes a packet of somebody else reaches no host",
     "RFC 5508 4.2 REQ-4",
     [](test::Verdict& v) {
         ClatLab lab;
         lab.Send(Udp(A, S4));
         const auto quoted = Udp({"2001:db8:cafe::7", 4000}, S6);
         lab.ExpectNotMine(v, IcmpAbout(S6.address, SHARED, {1, 4, 0}, quoted), "error");
     }},
};

const std::vector<Row> FRAGMENTS{
    {"fragments in order pass in both directions, those without ports too",
     "RFC 4787 11 REQ-14",
     [](test::Verdict& v) {
         ClatLab lab;
         const Bytes data(100, 7);
         lab.Send(Udp(B, S4));
         const auto pieces = Cut(Udp(A, S4, data), {48}, 500);
         const auto first = lab.Send(pieces[0]);
         const auto second = lab.Send(pieces[1]);
         v.True(first.size() == 1 && second.size() == 1, "both leave");
         const uint32_t id = first.empty() ? 0 : Read32(first[0].data() + 44);
         const uint16_t port = first.empty() ? uint16_t{0} : Read16(first[0].data() + 48);
         const auto expected = Cut(Udp(Shared(port), S6, data, 63), {48}, id);
         v.Equal(ToHex(first.at(0)), ToHex(expected[0]), "first");
         v.Equal(ToHex(second.at(0)), ToHex(expected[1]), "second");
         const auto answers = Cut(Udp(S6, Shared(port), data), {48}, 9);
         const auto back = Cut(Udp(S4, A, data, 63), {48}, 9);
         lab.Expect(v, answers[0], {back[0]}, "first back");
         lab.Expect(v, answers[1], {back[1]}, "second back");
     }},
    {"fragments of two hosts with the same identification do not mix at the receiver",
     "RFC 4787 11 REQ-14, RFC 6864 5.3",
     [](test::Verdict& v) {
         ClatLab lab;
         const Bytes data(100, 7);
         const auto one = lab.Send(Cut(Udp(A, S4, data), {48}, 500)[0]);
         const auto two = lab.Send(Cut(Udp(B, S4, data), {48}, 500)[0]);
         v.True(one.size() == 1 && two.size() == 1, "both leave");
         v.True(Read32(one.at(0).data() + 44) != Read32(two.at(0).data() + 44), "other numbers");
         const auto later = lab.Send(Cut(Udp(B, S4, data), {48}, 500)[1]);
         v.Equal(Read32(later.at(0).data() + 44), Read32(two.at(0).data() + 44), "second piece");
     }},
    {"a fragment whose first one did not come, or long ago, is dropped",
     "RFC 4787 11 REQ-14",
     [](test::Verdict& v) {
         ClatLab lab;
         const auto pieces = Cut(Udp(A, S4, Bytes(100, 7)), {48}, 500);
         lab.ExpectDrop(v, pieces[1], Reason::NoFirstFragment, "alone");
         lab.Send(pieces[0], 1);
         v.Equal(lab.Send(pieces[1], 2.9).size(), size_t{1}, "in time");
         lab.ExpectDrop(v, pieces[1], Reason::NoFirstFragment, "after 2 s", 3);
     }},
    {"the memory for first fragments is bounded, and what is known stays known",
     "RFC 4787 11 REQ-14",
     [](test::Verdict& v) {
         ClatSettings settings = SharingClat();
         settings.nat.datagrams = 2;
         ClatLab lab(settings);
         const auto cut = [](uint32_t id) { return Cut(Udp(A, S4, Bytes(100, 7)), {48}, id); };
         lab.Send(cut(1)[0]);
         lab.Send(cut(2)[0]);
         lab.ExpectDrop(v, cut(3)[0], Reason::FragmentLimit, "third");
         v.Equal(lab.Send(cut(1)[1]).size(), size_t{1}, "of the first");
         v.Equal(lab.Send(cut(3)[0], 2).size(), size_t{1}, "third, later");
     }},
    {"a first fragment without its ports is dropped",
     "RFC 3022 6.3",
     [](test::Verdict& v) {
         ClatLab lab;
         const auto pieces = Cut(Tcp(A, S4, tcp::SYN, Bytes(40)), {16}, 500);
         lab.ExpectDrop(v, pieces[0], Reason::TinyFragment, "16 bytes of TCP");
     }},
};

std::vector<Row>
AllRows()
{
    std::vector<Row> rows = MAPPING;
    for (const auto* more : {&LIFE, &ERRORS, &FRAGMENTS})
    {
        rows.insert(rows.end(), more->begin(), more->end());
    }
    return rows;
}

V6LAB_SUITE("v6lab-core-nat44", AllRows());

} // namespace
