// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/nat64-lab.h"

using namespace ns3::v6lab;
using test::Row;
using test::ToHex;
using namespace ns3::v6lab::test::flow;

namespace
{

const End N6{"2001:db8::1", 1500};
const End N4{"192.0.2.1", 80};
const End N4_IN6{"64:ff9b::192.0.2.1", 80};
const End POOL{"203.0.113.1", 1500};
const End REMOTE{"198.51.100.9", 2222};
const End REMOTE_IN6{"64:ff9b::198.51.100.9", 2222};

using namespace tcp;

/** A NAT64 with a connection that the IPv6 host opened at second 0. */
class Connected
{
  public:
    Connected()
    {
        lab.Send(Tcp(N6, N4_IN6, SYN), 0);
        lab.Send(Tcp(N4, POOL, SYN | ACK), 0);
    }

    void From6(uint8_t flags, double second)
    {
        lab.Send(Tcp(N6, N4_IN6, flags), second);
    }

    void From4(uint8_t flags, double second)
    {
        lab.Send(Tcp(N4, POOL, flags), second);
    }

    void Is(test::Verdict& v, const std::string& state, double expires)
    {
        v.Equal(lab.State(), state, "state");
        v.Equal(lab.Expires(), expires, state + " ends at second");
        v.True(lab.last.fate == Fate::Translated, state + ": forwarded");
    }

    Nat64Lab lab;
};

Nat64Settings
WithServer()
{
    Nat64Settings settings = PlainNat64();
    settings.bindings = {Static(BibKind::Tcp, N6, POOL)};
    return settings;
}

Bytes
Probe(const End& from, const End& to)
{
    Bytes packet = Tcp(from, to, ACK);
    Bytes upper(packet.begin() + 40, packet.end());
    Put32(upper, 4, 0);  // sequence number
    Put16(upper, 14, 0); // window
    Put16(upper, 16, 0);
    return Packet(from.address, to.address, protocol::TCP, upper, 16, 64);
}

const std::vector<Row> OPENING{
    {"a SYN of an IPv6 host opens a session for four minutes",
     "RFC 6146 3.5.2.2, 6146-40, 6146-62",
     [](test::Verdict& v) {
         Nat64Lab lab;
         lab.Expect(v, Tcp(N6, N4_IN6, SYN), {Tcp(POOL, N4, SYN, {}, 63)}, "SYN");
         v.Equal(lab.State(), "V6 INIT", "state");
         v.Equal(lab.Expires(), 240.0, "ends");
         v.Equal(lab.heard, "+b +s ", "the watch");
     }},
    {"the SYN of the other side establishes it for two hours, with or without ACK",
     "RFC 6146 3.5.2.2, 6146-50, 6146-62",
     [](test::Verdict& v) {
         for (const uint8_t flags : {uint8_t{SYN | ACK}, SYN})
         {
             Nat64Lab lab;
             lab.Send(Tcp(N6, N4_IN6, SYN), 0);
             lab.Expect(v, Tcp(N4, POOL, flags), {Tcp(N4_IN6, N6, flags, {}, 63)}, "SYN", 1);
             v.Equal(lab.State(), "ESTABLISHED", "state");
             v.Equal(lab.Expires(), 7201.0, "ends");
             v.Equal(lab.heard, "+b +s ~s ", "the watch");
         }
     }},
    {"SYN retransmissions start the four minutes anew",
     "RFC 6146 3.5.2.2, 6146-51",
     [](test::Verdict& v) {
         Nat64Lab lab;
         for (const int second : {0, 1, 3, 7})
         {
             lab.Expect(v, Tcp(N6, N4_IN6, SYN), {Tcp(POOL, N4, SYN, {}, 63)}, "SYN", second);
             v.Equal(lab.State(), "V6 INIT", "state");
             v.Equal(lab.Expires(), second + 240.0, "ends");
         }
     }},
    {"connections that open may have less time than those that close: a flood of SYNs is gone soon",
     "RFC 7857 2.1, 6146-67",
     [](test::Verdict& v) {
         Nat64Settings settings = WithServer();
         settings.timeouts.tcpOpening = 30 * SECOND;
         Nat64Lab lab(settings);
         lab.Send(Tcp(N6, N4_IN6, SYN), 0);
         lab.Send(Tcp(N6, N4_IN6, SYN), 2);
         v.Equal(lab.Expires(), 32.0, "from IPv6, since the last SYN");
         lab.Send(Tcp(N4, POOL, SYN | ACK), 3);
         v.Equal(lab.Expires(), 7203.0, "established");
         lab.Send(Tcp(N4, POOL, RST), 4);
         v.Equal(lab.Expires(), 244.0, "behind a RST");
         lab.Wait(244);
         lab.Send(Tcp(REMOTE, POOL, SYN), 300);
         v.Equal(lab.Expires(), 330.0, "from IPv4");
         lab.Wait(330);
         v.Equal(lab.State(), "none", "unanswered");
     }},
    {"and the two of them end in order: an opening one after a closing one, before it",
     "RFC 7857 2.1, 6146-67",
     [](test::Verdict& v) {
         Nat64Settings settings = PlainNat64();
         settings.timeouts.tcpOpening = 30 * SECOND;
         Nat64Lab lab(settings);
         lab.Send(Tcp(N6, N4_IN6, SYN), 0);
         lab.Send(Tcp(N4, POOL, SYN | ACK), 0);
         lab.Send(Tcp(N4, POOL, RST), 0);
         lab.Send(Tcp({N6.address, 1600}, N4_IN6, SYN), 10);
         v.Equal(lab.core.GetNextDeadline(), 40 * SECOND, "first deadline");
         lab.Wait(40);
         v.Equal(lab.State(), "TRANS", "who is left");
         v.Equal(lab.core.GetNextDeadline(), 240 * SECOND, "second deadline");
     }},
    {"an unanswered SYN is forgotten after four minutes, with its binding",
     "RFC 6146 3.5.2.2, 6146-52, 6146-04",
     [](test::Verdict& v) {
         Nat64Lab lab;
         lab.Send(Tcp(N6, N4_IN6, SYN), 0);
         lab.Wait(239.9);
         v.Equal(lab.State(), "V6 INIT", "before");
         lab.Wait(240);
         v.Equal(lab.Sessions().size() + lab.Bindings().size(), size_t{0}, "after");
     }},
    {"a RST in V6 INIT is forwarded and changes nothing",
     "RFC 6146 3.5.2.2, 6146-53",
     [](test::Verdict& v) {
         Nat64Lab lab;
         lab.Send(Tcp(N6, N4_IN6, SYN), 0);
         lab.Expect(v, Tcp(N4, POOL, RST), {Tcp(N4_IN6, N6, RST, {}, 63)}, "RST", 1);
         v.Equal(lab.State(), "V6 INIT", "state");
         v.Equal(lab.Expires(), 240.0, "ends");
     }},
    {"a segment in mid-connection is dropped without a binding, forwarded without state with one",
     "RFC 6146 3.5.2.2, 6146-46",
     [](test::Verdict& v) {
         Nat64Lab lab;
         lab.ExpectDrop(v, Tcp(N6, N4_IN6, ACK), Reason::TcpWithoutSession, "IPv6, no binding");
         lab.ExpectDrop(v, Tcp(N4, POOL, ACK), Reason::TcpWithoutSession, "IPv4, no binding");
         Nat64Lab bound(WithServer());
         bound.Expect(v, Tcp(N6, N4_IN6, ACK), {Tcp(POOL, N4, ACK, {}, 63)}, "IPv6, bound");
         bound.Expect(v, Tcp(N4, POOL, ACK), {Tcp(N4_IN6, N6, ACK, {}, 63)}, "IPv4, bound");
         v.Equal(bound.Sessions().size(), size_t{0}, "sessions");
     }},
    {"a SYN from IPv4 reaches a server with a static binding, which outlives the session",
     "RFC 6146 3.1, 3.5.2.2, 6146-03, 6146-44, 6146-48, 6146-31",
     [](test::Verdict& v) {
         Nat64Lab lab(WithServer());
         lab.Expect(v, Tcp(REMOTE, POOL, SYN), {Tcp(REMOTE_IN6, N6, SYN, {}, 63)}, "SYN");
         v.Equal(lab.State(), "V4 INIT", "state");
         v.Equal(lab.Expires(), 240.0, "ends");
         v.Equal(lab.Wait(240).size(), size_t{0}, "no packet about a SYN that was forwarded");
         v.Equal(lab.Sessions().size(), size_t{0}, "sessions");
         v.Equal(lab.Bindings().size(), size_t{1}, "bindings");
         v.True(lab.core.GetBindings()[0].isStatic, "static");
     }},
    {"in V4 INIT, the IPv6 host's SYN establishes; anything else passes and changes nothing",
     "RFC 6146 3.5.2.2, 6146-47, 6146-49",
     [](test::Verdict& v) {
         Nat64Lab lab(WithServer());
         lab.Send(Tcp(REMOTE, POOL, SYN), 0);
         lab.Expect(v, Tcp(REMOTE, POOL, RST), {Tcp(REMOTE_IN6, N6, RST, {}, 63)}, "RST", 1);
         lab.Expect(v, Tcp(N6, REMOTE_IN6, ACK, {1}), {Tcp(POOL, REMOTE, ACK, {1}, 63)}, "data", 2);
         v.Equal(lab.State(), "V4 INIT", "state");
         v.Equal(lab.Expires(), 240.0, "ends");
         lab.Expect(v,
                    Tcp(N6, REMOTE_IN6, SYN | ACK),
                    {Tcp(POOL, REMOTE, SYN | ACK, {}, 63)},
                    "SYN and ACK",
                    3);
         v.Equal(lab.State(), "ESTABLISHED", "state");
         v.Equal(lab.Expires(), 7203.0, "ends");
     }},
    {"told to, it refuses connections from IPv4 without a word, and lets answers in",
     "RFC 6146 3.5.2.2, 6146-41",
     [](test::Verdict& v) {
         Nat64Settings settings = WithServer();
         settings.dropExternalTcp = true;
         Nat64Lab lab(settings);
         lab.ExpectDrop(v, Tcp(REMOTE, POOL, SYN), Reason::ExternalTcpRefused, "SYN");
         v.Equal(lab.Wait(10).size(), size_t{0}, "later");
         lab.Send(Tcp(N6, N4_IN6, SYN), 10);
         lab.Expect(v,
                    Tcp(N4, POOL, SYN | ACK),
                    {Tcp(N4_IN6, N6, SYN | ACK, {}, 63)},
                    "answer",
                    10);
     }},
};

const std::vector<Row> LIVING{
    {"a FIN of either side starts the closing and leaves the timer",
     "RFC 6146 3.5.2.2, 6146-54",
     [](test::Verdict& v) {
         Connected four;
         four.From4(FIN | ACK, 100);
         four.Is(v, "V4 FIN RCV", 7200);
         Connected six;
         six.From6(FIN | ACK, 100);
         six.Is(v, "V6 FIN RCV", 7200);
     }},
    {"in a half-closed connection data keeps it, the second FIN gives it four minutes",
     "RFC 6146 3.5.2.2, 6146-58, 6146-59",
     [](test::Verdict& v) {
         Connected four;
         four.From4(FIN | ACK, 100);
         four.From6(ACK, 200);
         four.Is(v, "V4 FIN RCV", 7400);
         four.From6(FIN | ACK, 300);
         four.Is(v, "V6 FIN + V4 FIN RCV", 540);
         Connected six;
         six.From6(FIN | ACK, 100);
         six.From4(ACK, 200);
         six.Is(v, "V6 FIN RCV", 7400);
         six.From4(FIN | ACK, 300);
         six.Is(v, "V6 FIN + V4 FIN RCV", 540);
     }},
    {"a half-closed connection without traffic is deleted after two hours, without a probe",
     "RFC 6146 3.5.2.2, 6146-58, 6146-59",
     [](test::Verdict& v) {
         Connected c;
         c.From4(FIN | ACK, 100);
         v.Equal(c.lab.Wait(7200).size(), size_t{0}, "packets");
         v.Equal(c.lab.State(), "none", "state");
     }},
    {"with a RST it lingers for four minutes, as it does in a half-closed state with traffic",
     "RFC 6146 3.5.2.2, RFC 7857 2.2, 6146-55, 6146-66",
     [](test::Verdict& v) {
         Connected four;
         four.From4(RST, 100);
         four.Is(v, "TRANS", 340);
         Connected six;
         six.From6(RST | ACK, 100);
         six.Is(v, "TRANS", 340);
         six.lab.Wait(339.9);
         v.Equal(six.lab.State(), "TRANS", "before");
         v.Equal(six.lab.Wait(340).size(), size_t{0}, "packets");
         v.Equal(six.lab.State(), "none", "after");
     }},
    {"after both FINs everything passes and nothing keeps it: 240 s from the second FIN",
     "RFC 6146 3.5.2.2, 6146-60",
     [](test::Verdict& v) {
         Connected c;
         c.From4(FIN | ACK, 100);
         c.From6(FIN | ACK, 101);
         c.From4(ACK, 102);
         c.Is(v, "V6 FIN + V4 FIN RCV", 341);
         c.From6(SYN, 110);
         c.Is(v, "V6 FIN + V4 FIN RCV", 341);
         c.lab.Wait(340.9);
         v.Equal(c.lab.State(), "V6 FIN + V4 FIN RCV", "before");
         c.lab.Wait(341);
         v.Equal(c.lab.State(), "none", "after");
     }},
    {"in TRANS, a RST changes nothing and anything else revives the session",
     "RFC 6146 3.5.2.2, 6146-61",
     [](test::Verdict& v) {
         Connected c;
         c.From4(RST, 100);
         c.From4(RST, 150);
         c.Is(v, "TRANS", 340);
         c.From6(ACK, 200);
         c.Is(v, "ESTABLISHED", 7400);
     }},
    {"a keep-alive every hour keeps a connection for ten hours",
     "RFC 6146 3.5.2.2, 6146-56",
     [](test::Verdict& v) {
         Connected c;
         for (int hour = 1; hour <= 10; ++hour)
         {
             (hour % 2 ? c.From6(ACK, hour * 3600) : c.From4(ACK, hour * 3600));
             c.Is(v, "ESTABLISHED", hour * 3600 + 7200);
         }
     }},
    {"after two hours of silence the IPv6 host is probed; a live one keeps the connection",
     "RFC 6146 3.5.2.2, 6146-57",
     [](test::Verdict& v) {
         Connected c;
         v.Equal(c.lab.Wait(7199.9).size(), size_t{0}, "packets before");
         const auto sent = c.lab.Wait(7200);
         v.Equal(sent.size(), size_t{1}, "packets");
         v.Equal(ToHex(sent.at(0)), ToHex(Probe(N4_IN6, N6)), "the probe");
         v.Equal(c.lab.State(), "TRANS", "state");
         v.Equal(c.lab.Expires(), 7440.0, "2 h 4 min in all (RFC 5382 REQ-5)");
         c.From6(ACK, 7201);
         c.Is(v, "ESTABLISHED", 14401);
     }},
    {"a dead one does not: it is deleted 2 h 4 min after the last packet",
     "RFC 6146 3.5.2.2, RFC 5382 REQ-5, 6146-57, 6146-62",
     [](test::Verdict& v) {
         Connected c;
         v.Equal(c.lab.Wait(7439.9).size(), size_t{1}, "the probe only");
         v.Equal(c.lab.State(), "TRANS", "before");
         v.Equal(c.lab.Wait(7440).size(), size_t{0}, "packets at the end");
         v.Equal(c.lab.State(), "none", "after");
     }},
    {"who comes late finds what punctual calls would have found",
     "RFC 6146 3.5.2.2, 6146-57",
     [](test::Verdict& v) {
         for (const uint32_t atHand : {1u, 1000u}) // asked for more bytes, and not
         {
             Connected c;
             c.lab.atHand = atHand;
             const auto sent = c.lab.Send(Tcp(N6, N4_IN6, ACK), 7300);
             v.Equal(sent.size(), size_t{2}, "the probe, then the packet");
             c.Is(v, "ESTABLISHED", 14500);
         }
         Connected later;
         later.lab.Wait(20000);
         v.Equal(later.lab.State(), "none", "both timers are over");
     }},
};

const std::vector<Row> SIMULTANEOUS{
    {"a SYN for nobody waits six seconds, then its sender is told; nothing happens before",
     "RFC 6146 3.5.2.2, RFC 5382 REQ-4, 6146-42, 6146-48, 6146-62",
     [](test::Verdict& v) {
         Nat64Lab lab;
         const Bytes syn = Tcp(REMOTE, POOL, SYN);
         lab.Expect(v, syn, {}, "SYN", 0);
         v.True(lab.last.fate == Fate::Held, "is held");
         v.Equal(lab.State(), "V4 INIT", "state");
         v.Equal(lab.Expires(), 6.0, "ends");
         v.True(lab.core.GetSessions()[0].inside.address.IsUnspecified(), "no IPv6 source");
         v.Equal(lab.Bindings().size(), size_t{0}, "bindings");
         v.Equal(lab.Wait(5.9).size(), size_t{0}, "packets before");
         const auto sent = lab.Wait(6);
         v.Equal(sent.size(), size_t{1}, "packets");
         const Bytes error = OwnAbout("203.0.113.1", REMOTE.address, {3, 3, 0}, syn);
         v.Equal(ToHex(Comparable(sent.at(0))), ToHex(Comparable(error)), "error");
         v.Equal(lab.State(), "none", "state");
         v.Equal(lab.heard, "+s -s drop stored-syn-timeout 1 ", "the watch");
     }},
    {"the IPv6 host's SYN for the same connection meets it: no error, same port, established",
     "RFC 6146 3.5.2.2, 6146-43",
     [](test::Verdict& v) {
         Nat64Lab lab;
         const End target{"203.0.113.1", 7777};
         lab.Send(Tcp(REMOTE, target, SYN), 0);
         lab.Expect(v, Tcp(N6, REMOTE_IN6, SYN), {Tcp(target, REMOTE, SYN, {}, 63)}, "SYN", 3);
         v.Equal(lab.State(), "ESTABLISHED", "state");
         v.Equal(lab.Expires(), 7203.0, "ends");
         v.Equal(lab.heard, "+s +b ~s drop stored-syn-met 1 ", "the watch");
         v.Equal(lab.Wait(10).size(), size_t{0}, "packets later");
         lab.Expect(v,
                    Tcp(REMOTE, target, SYN),
                    {Tcp(REMOTE_IN6, N6, SYN, {}, 63)},
                    "the SYN again",
                    10);
     }},
    {"of several waiting SYNs of one remote host, the oldest is met",
     "RFC 6146 3.5.2.2, 6146-43",
     [](test::Verdict& v) {
         Nat64Lab lab;
         lab.Send(Tcp(REMOTE, {"203.0.113.1", 9000}, SYN), 0);
         lab.Send(Tcp(REMOTE, {"203.0.113.1", 8000}, SYN), 1);
         lab.Send(Tcp(N6, REMOTE_IN6, SYN), 2);
         v.Equal(lab.Bindings().at(0), "tcp 2001:db8::1#1500 203.0.113.1#9000", "binding");
         v.Equal(lab.core.GetUsage().storedSyns, uint64_t{1}, "still waiting");
     }},
    {"a SYN to an IPv4 host of another port meets nothing",
     "RFC 6146 3.5.2.2, 6146-43",
     [](test::Verdict& v) {
         Nat64Lab lab;
         lab.Send(Tcp(REMOTE, {"203.0.113.1", 7777}, SYN), 0);
         lab.Send(Tcp(N6, {REMOTE_IN6.address, 2223}, SYN), 1);
         v.Equal(lab.Bindings().at(0), "tcp 2001:db8::1#1500 203.0.113.1#1500", "binding");
         v.Equal(lab.core.GetUsage().storedSyns, uint64_t{1}, "still waiting");
     }},
    {"while a SYN waits, it is not stored again and other segments are dropped",
     "RFC 6146 3.5.2.2, 6146-49, 6146-42",
     [](test::Verdict& v) {
         Nat64Lab lab;
         lab.Send(Tcp(REMOTE, POOL, SYN), 0);
         lab.ExpectDrop(v, Tcp(REMOTE, POOL, SYN), Reason::NoBinding, "the SYN again", 1);
         lab.ExpectDrop(v, Tcp(REMOTE, POOL, ACK), Reason::TcpWithoutSession, "an ACK", 2);
         v.Equal(lab.Expires(), 6.0, "ends");
         v.Equal(lab.Wait(7).size(), size_t{1}, "one error");
     }},
    {"address-dependent filtering: a stranger's SYN waits too, although there is a binding",
     "RFC 6146 3.5.2.2, 6146-45",
     [](test::Verdict& v) {
         Nat64Settings settings = WithServer();
         settings.addressDependentFiltering = true;
         Nat64Lab lab(settings);
         const Bytes syn = Tcp(REMOTE, POOL, SYN);
         lab.Expect(v, syn, {}, "SYN", 0);
         v.True(lab.last.fate == Fate::Held, "is held");
         const auto sent = lab.Wait(6);
         v.Equal(sent.size(), size_t{1}, "packets");
         const Bytes error = OwnAbout("203.0.113.1", REMOTE.address, {3, 3, 0}, syn);
         v.Equal(ToHex(Comparable(sent.at(0))), ToHex(Comparable(error)), "error");
         lab.Send(Tcp(REMOTE, POOL, SYN), 7);
         lab.Send(Tcp(N6, REMOTE_IN6, SYN), 8);
         v.Equal(lab.State(), "ESTABLISHED", "when the host opens it too");
     }},
    {"address-dependent filtering: other segments of a stranger are dropped, known hosts pass",
     "RFC 6146 3.5.2.2, 6146-45, 6146-46",
     [](test::Verdict& v) {
         Nat64Settings settings = WithServer();
         settings.addressDependentFiltering = true;
         Nat64Lab lab(settings);
         lab.ExpectDrop(v, Tcp(REMOTE, POOL, ACK), Reason::AddressDependentFilter, "stranger");
         lab.Send(Tcp(N6, N4_IN6, SYN), 1);
         const End sameHost{N4.address, 4321};
         lab.Expect(v,
                    Tcp(sameHost, POOL, SYN),
                    {Tcp({N4_IN6.address, 4321}, N6, SYN, {}, 63)},
                    "another port of a known host",
                    2);
     }},
    {"a waiting SYN takes no port from anybody",
     "RFC 6146 3.5.2.2, 6146-42",
     [](test::Verdict& v) {
         Nat64Lab lab;
         lab.Send(Tcp(REMOTE, POOL, SYN), 0);
         lab.Send(Tcp(N6, N4_IN6, SYN), 1);
         v.Equal(lab.Bindings().at(0), "tcp 2001:db8::1#1500 203.0.113.1#1500", "binding");
         v.Equal(lab.Wait(6).size(), size_t{1}, "its sender is told all the same");
     }},
};

std::vector<Row>
Rows()
{
    std::vector<Row> rows = OPENING;
    rows.insert(rows.end(), LIVING.begin(), LIVING.end());
    rows.insert(rows.end(), SIMULTANEOUS.begin(), SIMULTANEOUS.end());
    return rows;
}

V6LAB_SUITE("v6lab-nat64-tcp", Rows());

} // namespace
