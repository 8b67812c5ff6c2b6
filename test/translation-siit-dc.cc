// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/siit-bed.h"

/** Data centres with IPv6 inside: border relays and edge relays (RFC 7755, RFC 7756). */
namespace ns3::v6lab::test
{

namespace
{

constexpr char A4[] = "192.0.2.1";
constexpr char A6[] = "2001:db8:a::";
constexpr char B4[] = "192.0.2.2";
constexpr char B6[] = "2001:db8:b::";
constexpr char USER[] = "203.0.113.50";

/** A relay with the prefix of RFC 7756 figure 5. */
SiitBed
Relay(bool knowsA, bool knowsB)
{
    SiitBed bed;
    bed.Prefix64("2001:db8:46::/96");
    if (knowsA)
    {
        bed.Map("192.0.2.1/32", "2001:db8:a::/128");
    }
    if (knowsB)
    {
        bed.Map("192.0.2.2/32", "2001:db8:b::/128");
    }
    return bed;
}

/** An application protocol that carries its own address, as active FTP does. */
Bytes
Literal(const std::string& from, const std::string& to)
{
    Bytes tcp = Tcp(20, 5001);
    const std::string text = "PORT 192,0,2,1,7,138";
    tcp.insert(tcp.end(), text.begin(), text.end());
    return Maker::V4().From(from).To(to).Upper(6, tcp);
}

const std::vector<Row> ROWS{
    {"a packet may go through one border relay and its answer through another",
     "RFC 7755 3, 7755-01",
     [](Verdict& v) {
         SiitBed one = Relay(true, false);
         SiitBed other = Relay(true, false);
         const Seen there = one.Send(Maker::V4().From(USER).To(A4)).Only();
         v.Equal(there.To(), A6, "service");
         const Seen back = other.Send(Maker::V6().From(A6).To(there.From())).Only();
         v.Equal(back.From(), A4, "source of the answer");
         v.Equal(back.To(), USER, "destination of the answer");
     }},
    {"between an edge relay and the border relay an IPv4 packet arrives as it was sent, address "
     "literals too",
     "RFC 7756 3.1, 7756-02",
     [](Verdict& v) {
         SiitBed edge = Relay(true, false);
         SiitBed border = Relay(true, false);
         const Bytes packet = Literal(A4, USER);
         const Seen seen = border.Send(edge.Send(packet).Only().bytes).Only();
         v.Equal(seen.From(), A4, "source");
         v.Equal(seen.To(), USER, "destination");
         v.Equal(ToHex(seen.Upper()), ToHex(Seen(packet).Upper()), "TCP segment");
     }},
    {"figure 5: from application to application over edge relay, border relay and edge relay",
     "RFC 7756 5.1, 7756-04",
     [](Verdict& v) {
         SiitBed edgeA = Relay(true, false);
         SiitBed border = Relay(true, true);
         SiitBed edgeB = Relay(false, true);
         const Bytes packet = Literal(A4, B4);
         const Seen second = edgeA.Send(packet).Only();
         v.Equal(second.From() + " " + second.To(), "2001:db8:a:: 2001:db8:46::c000:202", "hop 2");
         const Seen third = border.Send(second.bytes).Only();
         v.Equal(third.From() + " " + third.To(), "2001:db8:46::c000:201 2001:db8:b::", "hop 3");
         const Seen fourth = edgeB.Send(third.bytes).Only();
         v.Equal(fourth.From() + " " + fourth.To(), "192.0.2.1 192.0.2.2", "hop 4");
         v.Equal(ToHex(fourth.Upper()), ToHex(Seen(packet).Upper()), "TCP segment");
     }},
    {"edge relays that know each other's mappings need no border relay",
     "RFC 7756 5.2, 7756-05",
     [](Verdict& v) {
         SiitBed edgeA = Relay(true, true);
         SiitBed edgeB = Relay(true, true);
         edgeB.settings.hairpin = HairpinMode::Off;
         const Seen between = edgeA.Send(Literal(A4, B4)).Only();
         v.Equal(between.From() + " " + between.To(), std::string(A6) + " " + B6, "in IPv6");
         const Seen seen = edgeB.Send(between.bytes).Only();
         v.Equal(seen.From() + " " + seen.To(), "192.0.2.1 192.0.2.2", "in IPv4");
     }},
};

} // namespace

V6LAB_SUITE("v6lab-translation-siit-dc", ROWS);

} // namespace ns3::v6lab::test
