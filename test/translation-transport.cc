// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/siit-bed.h"

#include <random>

namespace ns3::v6lab::test
{

namespace
{

/** A UDP datagram from HOST4 whose checksum in IPv6 is the one that is asked for. */
Bytes
WithChecksumIn6(uint16_t wanted)
{
    Bytes udp = Udp(4000, 2000, 18);
    SetWord(udp, 24, 0);
    SetWord(udp, 6, 0);
    const Bytes six = Maker::V6().From(HOST4_IN6).To(HOST6).Raw(17, udp);
    const uint32_t sum = 17 + static_cast<uint32_t>(udp.size()) + Sum(six, 8, six.size());
    const auto filler = static_cast<uint16_t>(~wanted - Folded(sum));
    SetWord(udp, 24, Folded(filler + (Folded(sum) > static_cast<uint16_t>(~wanted) ? 0xfffeu : 0)));
    return udp;
}

Bytes
NoChecksum()
{
    Bytes udp = Udp(4000, 2000, 333);
    SetWord(udp, 6, 0);
    return udp;
}

const std::vector<Row> ROWS{
    {"what is updated bit by bit is what a full computation gives, 10,000 packets",
     "RFC 7915 4.5, 5.5, RFC 1624 3, 7915-090",
     [](Verdict& v) {
         SiitBed bed;
         std::mt19937 random(1624);
         std::string faults;
         for (int i = 0; i < 10000; ++i)
         {
             const auto number = std::vector<uint8_t>{6, 17, 0}[random() % 3];
             const bool four = random() % 2 == 0;
             const IpAddress other = IpAddress::V4(0xc6336400 | (random() & 0xff));
             const Pref64 prefix(*Prefix::Parse("2001:db8:100::/40"));
             Bytes upper(8 + random() % 600 + (number == 6 ? 12 : 0));
             for (auto& byte : upper)
             {
                 byte = static_cast<uint8_t>(random());
             }
             if (number == 0)
             {
                 upper[0] = four ? 8 : 128;
             }
             const uint8_t real = number != 0 ? number : four ? 1 : 58;
             const Bytes packet =
                 four ? Maker::V4().From(other.ToString()).Upper(real, upper)
                      : Maker::V6().To(prefix.Embed(other).ToString()).Upper(real, upper);
             faults += Seen(packet).Faults() + bed.Send(packet).Only().Faults();
         }
         v.Equal(faults, "", "faults");
     }},
    {"UDP without a checksum is dropped",
     "RFC 7915 4.5, 7915-091",
     [](Verdict& v) {
         SiitBed bed;
         ExpectSilence(v, bed.Send(Maker::V4().Raw(17, NoChecksum())), Reason::ZeroUdpChecksum);
     }},
    {"told to, it computes the checksum of UDP without one",
     "RFC 7915 4.5, 7915-092",
     [](Verdict& v) {
         SiitBed bed;
         bed.settings.translation.zeroChecksum = ZeroChecksum::Compute;
         const Seen seen = bed.Send(Maker::V4().Raw(17, NoChecksum())).Only();
         v.Equal(seen.Faults(), "", "faults");
         v.True(Word(seen.Upper(), 6) != 0, "still no checksum");
         const Answer part = bed.SendPart(Maker::V4().Raw(17, NoChecksum()), 100);
         v.True(part.fate == Fate::NeedsMore && part.needed == 361,
                "does not ask for the whole packet");
     }},
    {"a computed checksum of 0 is sent as 0xffff",
     "RFC 768, 7915-092, 7915-098",
     [](Verdict& v) {
         SiitBed bed;
         bed.settings.translation.zeroChecksum = ZeroChecksum::Compute;
         Bytes udp = WithChecksumIn6(0);
         const Seen computed = bed.Send(Maker::V4().Raw(17, udp)).Only();
         v.Equal(Word(computed.Upper(), 6), 0xffff, "computed");
         const Seen updated = bed.Send(Maker::V4().Upper(17, udp)).Only();
         v.Equal(Word(updated.Upper(), 6), 0xffff, "updated");
         v.Equal(updated.Faults(), "", "faults");
     }},
    {"the first fragment of UDP without a checksum is dropped even so, later ones cannot be told",
     "RFC 7915 4.5, 7915-093",
     [](Verdict& v) {
         SiitBed bed;
         bed.settings.translation.zeroChecksum = ZeroChecksum::Compute;
         ExpectSilence(v,
                       bed.Send(Maker::V4().Piece(0, true).Raw(17, NoChecksum())),
                       Reason::ZeroUdpChecksum);
         v.Equal(bed.Send(Maker::V4().Piece(64, false).Raw(17, Bytes(64))).packets.size(),
                 1u,
                 "later fragment");
     }},
    {"with a checksum-neutral prefix nothing behind the IP header changes",
     "RFC 6052 4.1, RFC 8215 6, 7915-095",
     [](Verdict& v) {
         SiitBed bed;
         bed.Prefix64("64:ff9b:1:fffe::/96");
         for (uint16_t i = 0; i < 1000; ++i)
         {
             Bytes tcp = Tcp(4000, 80);
             SetWord(tcp, 24, i);
             const Bytes packet = Maker::V4().Upper(6, tcp);
             v.Equal(ToHex(bed.Send(packet).Only().Upper()), ToHex(Seen(packet).Upper()), "TCP");
         }
     }},
    {"fragments other than the first keep their bytes",
     "RFC 7915 4.5, 7915-096",
     [](Verdict& v) {
         SiitBed bed;
         const Bytes payload = NoChecksum();
         for (const uint8_t number : {6, 17})
         {
             const Bytes packet = Maker::V4().Piece(8, true).Raw(number, payload);
             v.Equal(ToHex(bed.Send(packet).Only().Upper()), ToHex(payload), "bytes");
         }
     }},
    {"IPv6 UDP with checksum 0 is dropped",
     "RFC 8200 8.1, 7915-097",
     [](Verdict& v) {
         SiitBed bed;
         ExpectSilence(v, bed.Send(Maker::V6().Raw(17, NoChecksum())), Reason::ZeroUdpChecksum);
     }},
    {"a first fragment without the whole transport header is dropped",
     "RFC 1858 3, 7915-096",
     [](Verdict& v) {
         SiitBed bed;
         ExpectSilence(v,
                       bed.Send(Maker::V4().Piece(0, true).Raw(6, Bytes(16))),
                       Reason::TinyFragment);
         ExpectSilence(v, bed.Send(Maker::V6().Raw(6, Bytes(16))), Reason::MalformedHeader);
     }},
    {"without checksums all stay 0, and UDP without one is like any other",
     "RFC 7915 4.5, 7915-090",
     [](Verdict& v) {
         SiitBed bed;
         bed.settings.translation.checksums = false;
         Bytes four = Maker::V4().Raw(17, NoChecksum());
         SetWord(four, 10, 0);
         const Seen six = bed.Send(four).Only();
         v.Equal(Word(six.Upper(), 6), 0, "UDP checksum to 6");
         const Seen back = bed.Send(Maker::V6().Raw(17, NoChecksum())).Only();
         v.Equal(Word(back.bytes, 10), 0, "header checksum");
         v.Equal(Word(back.Upper(), 6), 0, "UDP checksum to 4");
         Bytes echo = Maker::V4().Raw(1, Icmp(8, 0, 7, {}));
         SetWord(echo, 10, 0);
         v.Equal(Word(bed.Send(echo).Only().Upper(), 2), 0, "ICMP checksum");
         Bytes error = Maker::V4().Raw(1, Icmp(3, 1, 0, Maker::V4().From(HOST6_IN4).To(HOST4)));
         v.Equal(Word(bed.Send(error).Only().Upper(), 2), 0, "ICMP error checksum");
         const Answer own = bed.Send(Maker::V4().Ttl(1));
         v.Equal(own.errors.size(), 1u, "own error");
         v.Equal(Word(own.errors.at(0).bytes, 22), 0, "checksum of the own error");
     }},
    {"ports and identifiers are rewritten with their checksums, in quoted packets too",
     "RFC 6146 3.7, 6146-14, 6146-15",
     [](Verdict& v) {
         HeaderTranslator translator{TranslationSettings()};
         FixedSurroundings around;
         const Bytes quoted = Maker::V4().From("203.0.113.1").To(HOST4).Udp();
         const Bytes packet =
             Maker::V4().From(ROUTER4).To("203.0.113.1").Upper(1, Icmp(3, 3, 0, quoted));
         const auto size = static_cast<uint32_t>(packet.size());
         const PacketIn in{packet.data(), size, size, 1};
         Rewrite rewrite;
         rewrite.outer.source = *IpAddress::Parse(ROUTER4_IN6);
         rewrite.outer.destination = *IpAddress::Parse("2001:db8::1");
         Endpoints inner;
         inner.source = rewrite.outer.destination;
         inner.destination = *IpAddress::Parse(HOST4_IN6);
         inner.sourcePort = 1500;
         rewrite.quoted = inner;
         const Outcome outcome =
             translator.Translate(in, *ParsePacket(in).packet, rewrite, around, 0);
         const auto& head = outcome.emissions.at(0).head;
         const Seen seen(Bytes(head.begin(), head.end()));
         v.Equal(seen.Faults(), "", "faults");
         v.Equal(Word(seen.Quoted().Upper(), 0), 1500, "quoted source port");
         v.Equal(Word(seen.Quoted().Upper(), 2), 2000, "quoted destination port");
         v.Equal(seen.Quoted().Faults(), "", "faults of the quoted packet");
     }},
};

} // namespace

V6LAB_SUITE("v6lab-translation-transport", ROWS);

} // namespace ns3::v6lab::test
