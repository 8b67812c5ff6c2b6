// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/siit-bed.h"

namespace ns3::v6lab::test
{

namespace
{

using BedSetter = std::function<void(SiitBed&)>;

/** A packet that is translated into one packet, and what must hold of that. */
Row
One(const std::string& sentence,
    const std::string& clause,
    const Bytes& packet,
    const std::function<void(Verdict&, const Seen&)>& judge,
    const BedSetter& set = {})
{
    return {sentence, clause, [=](Verdict& v) {
                SiitBed bed;
                if (set)
                {
                    set(bed);
                }
                const Answer answer = bed.Send(packet);
                v.Equal(answer.packets.size(), 1u, "packets");
                v.Equal(answer.Only().Faults(), "", "faults");
                judge(v, answer.Only());
            }};
}

Row
Dropped(const std::string& sentence, const std::string& clause, const Bytes& packet, Reason reason)
{
    return {sentence, clause, [=](Verdict& v) {
                SiitBed bed;
                ExpectSilence(v, bed.Send(packet), reason);
            }};
}

/** Source route option with a pointer, padded to four bytes. */
Bytes
SourceRoute(uint8_t type, uint8_t pointer)
{
    return {type, 7, pointer, 192, 0, 2, 99, 0};
}

const std::vector<Row> HEADER{
    One("the IPv6 header takes the place of the IPv4 header, the payload stays",
        "RFC 7915 4, 7915-001, 7915-002",
        Maker::V4().Raw(253, Bytes(333, 0x77)),
        [](Verdict& v, const Seen& seen) {
            v.True(!seen.IsV4() && seen.bytes[0] >> 4 == 6, "version");
            v.Equal(ToHex(seen.Upper()), ToHex(Bytes(333, 0x77)), "payload");
        }),
    {"all eight bits of TOS become the Traffic Class, the flow label is 0",
     "RFC 7915 4.1, 7915-003, 7915-005",
     [](Verdict& v) {
         SiitBed bed;
         for (const uint8_t tos : {0x00, 0x01, 0x02, 0x03, 0xb8, 0xff})
         {
             const Seen seen = bed.Send(Maker::V4().Class(tos)).Only();
             v.Equal(seen.Class(), int{tos}, "traffic class");
             v.Equal(seen.FlowLabel(), 0u, "flow label");
         }
     }},
    One(
        "told to ignore TOS, it sends Traffic Class 0",
        "RFC 7915 4.1, 7915-004",
        Maker::V4().Class(0xb8),
        [](Verdict& v, const Seen& seen) { v.Equal(seen.Class(), 0, "traffic class"); },
        [](SiitBed& bed) { bed.settings.translation.zeroTrafficClass = true; }),
    {"the Payload Length leaves out header and options, from IHL 5 to 15",
     "RFC 7915 4.1, 7915-006, 7915-012",
     [](Verdict& v) {
         SiitBed bed;
         for (size_t words = 0; words <= 10; ++words)
         {
             const Seen seen = bed.Send(Maker::V4().Options(Bytes(4 * words, 1)).Udp(100)).Only();
             v.Equal(Word(seen.bytes, 4), 108, "payload length");
             v.Equal(seen.Faults(), "", "faults");
         }
     }},
    {"the Next Header is the Protocol, any transport, but for ICMP",
     "RFC 7915 4.1, RFC 7915 4.5, 7915-007, 7915-094",
     [](Verdict& v) {
         SiitBed bed;
         for (const int number : {6, 17, 132, 33, 50, 51, 47, 4, 41, 59, 253})
         {
             const Bytes packet = Maker::V4().Upper(static_cast<uint8_t>(number), Bytes(40, 7));
             v.Equal(bed.Send(packet).Only().Protocol(), number, "next header");
         }
         v.Equal(bed.Send(Maker::V4().Upper(1, Icmp(8, 0, 1, {}))).Only().Protocol(), 58, "ICMP");
     }},
    One("the hop limit falls by exactly one",
        "RFC 7915 4.1, 7915-008",
        Maker::V4().Ttl(64),
        [](Verdict& v, const Seen& seen) { v.Equal(seen.Ttl(), 63, "hop limit"); }),
    {"a TTL of 1 or 0 is answered with Time Exceeded",
     "RFC 7915 4.1, 7915-008",
     [](Verdict& v) {
         SiitBed bed;
         for (const uint8_t ttl : {0, 1})
         {
             ExpectError(v,
                         bed.Send(Maker::V4().Ttl(ttl)),
                         Reason::HopLimitExceeded,
                         11,
                         0,
                         0,
                         HOST4);
         }
         v.Equal(bed.Send(Maker::V4().Ttl(2)).Only().Ttl(), 1, "hop limit of TTL 2");
     }},
    One("source and destination are mapped by the prefix",
        "RFC 7915 6, 7915-016, 7915-160",
        Maker::V4(),
        [](Verdict& v, const Seen& seen) {
            v.Equal(seen.From(), HOST4_IN6, "source");
            v.Equal(seen.To(), HOST6, "destination");
        }),
    One(
        "each address is mapped on its own: one explicitly, the other by the prefix",
        "RFC 7915 6, RFC 7757 3.2, 7915-009, 7915-161, 7757-03, 7757-12",
        Maker::V4(),
        [](Verdict& v, const Seen& seen) {
            v.Equal(seen.From(), HOST4_IN6, "source");
            v.Equal(seen.To(), "2001:db8:aaaa::1", "destination");
        },
        [](SiitBed& bed) { bed.Map("192.0.2.33/32", "2001:db8:aaaa::1/128"); }),
    {"packets from illegal sources are silently dropped",
     "RFC 7915 4.1, 7915-010",
     [](Verdict& v) {
         SiitBed bed;
         for (const char* from :
              {"0.0.0.0", "0.1.2.3", "127.0.0.1", "224.0.0.1", "255.255.255.255", "240.0.0.1"})
         {
             ExpectSilence(v, bed.Send(Maker::V4().From(from)), Reason::IllegalSource, from);
         }
     }},
    {"unused, router alert and record route options go, the packet stays",
     "RFC 7915 4.1, 7915-012",
     [](Verdict& v) {
         SiitBed bed;
         const Bytes plain = bed.Send(Maker::V4()).Only().bytes;
         for (const Bytes& options : {Bytes{1, 1, 1, 0},
                                      Bytes{148, 4, 0, 0},
                                      Bytes{7, 7, 4, 0, 0, 0, 0, 0},
                                      Bytes{68, 8, 5, 0, 0, 0, 0, 0},
                                      Bytes{99, 1, 2, 3}, // broken: ignored as well
                                      Bytes{131, 40, 4, 0}})
         {
             const Seen seen = bed.Send(Maker::V4().Options(options)).Only();
             v.Equal(ToHex(seen.bytes), ToHex(plain), "packet");
         }
     }},
    {"a source route that is not at its end is refused, one at its end is ignored",
     "RFC 7915 4.1, 7915-013",
     [](Verdict& v) {
         SiitBed bed;
         for (const uint8_t type : {131, 137})
         {
             ExpectError(v,
                         bed.Send(Maker::V4().Options(SourceRoute(type, 4))),
                         Reason::SourceRoute,
                         3,
                         5,
                         0,
                         HOST4);
             v.Equal(bed.Send(Maker::V4().Options(SourceRoute(type, 8))).packets.size(),
                     1u,
                     "at its end");
         }
     }},
    {"what has no mapping is answered with 3/13, unless it is an ICMP error itself",
     "RFC 7915 4.4, 7915-017",
     [](Verdict& v) {
         SiitBed bed;
         bed.settings.addresses.prefix.reset();
         bed.Map("192.0.2.33/32", "2001:db8:aaaa::1/128");
         ExpectError(v, bed.Send(Maker::V4()), Reason::UntranslatableSource, 3, 13, 0, HOST4);
         ExpectError(v,
                     bed.Send(Maker::V4().To("192.0.2.99")),
                     Reason::UntranslatableDestination,
                     3,
                     13,
                     0,
                     HOST4);
         const Bytes quoted = Maker::V4().From("192.0.2.99").To(HOST4);
         const Bytes error = Maker::V4().To("192.0.2.99").Upper(1, Icmp(3, 1, 0, quoted));
         ExpectSilence(v, bed.Send(error), Reason::UntranslatableDestination);
     }},
    {"no error is sent about multicast, broadcast and fragments other than the first",
     "RFC 1122 3.2.2, RFC 1812 4.3.2.7, 7915-019",
     [](Verdict& v) {
         SiitBed bed;
         ExpectSilence(v,
                       bed.Send(Maker::V4().Ttl(1).Piece(64, true).Udp(64)),
                       Reason::HopLimitExceeded,
                       "fragment");
         for (const char* to : {"224.0.0.5", "255.255.255.255"})
         {
             ExpectSilence(v, bed.Send(Maker::V4().To(to)), Reason::UntranslatableDestination, to);
         }
     }},
    {"a CLAT translates for the hosts behind it, and for nobody else",
     "RFC 6877 2, 6877-01",
     [](Verdict& v) {
         SiitBed bed;
         bed.Prefix64("2001:db8:64::/96").Map("192.0.0.1/32", "2001:db8::464/128");
         bed.Map("198.51.100.9/32", "2001:db8:9::9/128"); // a server that has IPv6
         bed.settings.inside = {*Prefix::Parse("192.0.0.1/32")};
         const Seen out = bed.Send(Maker::V4().From("192.0.0.1").To("198.51.100.9")).Only();
         v.Equal(out.From() + " " + out.To(), "2001:db8::464 2001:db8:9::9", "out");
         const Seen in = bed.Send(Maker::V6().From("2001:db8:9::9").To("2001:db8::464")).Only();
         v.Equal(in.From() + " " + in.To(), "198.51.100.9 192.0.0.1", "in");
         const auto refused = [&](const Bytes& packet, Reason reason, const std::string& what) {
             const Answer answer = bed.Send(packet);
             v.True(answer.packets.empty() && answer.reason == reason, what);
         };
         const auto source = Reason::UntranslatableSource;
         const auto destination = Reason::UntranslatableDestination;
         refused(Maker::V4().From("203.0.113.77").To("198.51.100.1"), source, "a stranger's");
         refused(Maker::V4().From("198.51.100.9").To("198.51.100.1"),
                 source,
                 "a mapped stranger's");
         refused(Maker::V4().From("192.0.0.1").To("192.0.0.1"), destination, "to itself");
         refused(Maker::V6().From("2001:db8:9::9").To("2001:db8:64::c000:202"),
                 destination,
                 "for the provider's translator");
         refused(Maker::V6().From("2001:db8:64::c000:202").To("2001:db8:9::9"),
                 destination,
                 "for a mapped stranger");
         refused(Maker::V6().From("2001:db8:64::c000:1").To("2001:db8::464"),
                 source,
                 "from its own address, out there");
     }},
    {"a stateless translator needs no memory: another one with another past does the same",
     "RFC 7915 1.3, 7915-163",
     [](Verdict& v) {
         SiitBed fresh;
         SiitBed used;
         for (uint16_t port = 1; port < 100; ++port)
         {
             used.Send(Maker::V4().Upper(protocol::TCP, Tcp(port, 80)));
         }
         const Bytes packet = Maker::V4().Upper(protocol::TCP, Tcp(7, 80));
         v.Equal(ToHex(used.Send(packet).Only().bytes),
                 ToHex(fresh.Send(packet).Only().bytes),
                 "packet");
     }},
    Dropped("IGMP is silently dropped",
            "RFC 7915 4.2, 7915-054",
            Maker::V4().Raw(2, Bytes{0x16, 0, 0, 0, 224, 0, 0, 9}),
            Reason::IcmpNotTranslatable),
    One("the reserved flag is ignored",
        "RFC 7915 4, 7915-041",
        Maker::V4().Reserved(),
        [](Verdict& v, const Seen& seen) {
            v.True(!seen.HasFragmentHeader(), "a Fragment Header");
            v.Equal(seen.Offset(), 0u, "offset");
        }),
};

} // namespace

V6LAB_SUITE("v6lab-translation-to6", HEADER);

} // namespace ns3::v6lab::test
