// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/siit-bed.h"

/** Where Profile::Jool leaves the letter of the RFCs; each row shows both. */
namespace ns3::v6lab::test
{

namespace
{

struct Both
{
    SiitBed rfc{Profile::Rfc};
    SiitBed jool{Profile::Jool};
};

Bytes
Error6(uint8_t type, uint32_t word, size_t datagram, const Bytes& extension = {})
{
    Bytes quoted = Maker::V6().From(HOST4_IN6).To(HOST6).Udp(datagram - 48);
    quoted.insert(quoted.end(), extension.begin(), extension.end());
    return Maker::V6().Upper(58, Icmp(type, 0, word, quoted));
}

Bytes
Error4(uint8_t type, uint32_t word, size_t datagram, const Bytes& extension = {})
{
    Bytes quoted = Maker::V4().From(HOST6_IN4).To(HOST4).Udp(datagram - 28);
    quoted.insert(quoted.end(), extension.begin(), extension.end());
    return Maker::V4().From(ROUTER4).Upper(1, Icmp(type, 0, word, quoted));
}

const Bytes EXTENSION{0x20, 0, 0x85, 0xf5, 0, 8, 1, 1, 0x00, 0x01, 0x00, 0x01};

const std::vector<Row> ROWS{
    {"1: translated ICMP errors are cut to 576 bytes, to 1280 even behind a larger lowest MTU",
     "profile jool, RFC 1812 4.3.2.3, 7915-150",
     [](Verdict& v) {
         Both both;
         both.jool.settings.translation.lowestIpv6Mtu = 1500;
         const Bytes six = Error6(1, 0, 1200);
         v.Equal(both.jool.Send(six).Only().Size(), 576u, "IPv4, jool");
         v.Equal(both.rfc.Send(six).Only().Size(), 1200u - 20 + 28, "IPv4, rfc");
         v.Equal(both.jool.Send(six).Only().Faults(), "", "faults");
         v.Equal(both.jool.Send(Error4(3, 0, 1400)).Only().Size(), 1280u, "IPv6, jool");
     }},
    {"2: an extension is kept in preference to the datagram, which is cut to the unit",
     "profile jool, RFC 4884 4, 7915-068, 7915-147",
     [](Verdict& v) {
         Both both;
         const Bytes packet = Error4(11, 32u << 16, 128, EXTENSION);
         v.Equal(both.jool.Send(packet).Only().Word(), 18u << 24, "148 bytes cut to 144");
         v.Equal(both.rfc.Send(packet).Only().Word(), 19u << 24, "148 bytes padded to 152");
         const Seen cut = both.jool.Send(Error6(3, 125u << 24, 1000, EXTENSION)).Only();
         v.Equal(cut.Size(), 576u, "size");
         v.Equal(cut.Word(), (576u - 28 - 12) / 4 << 16, "length");
         const Bytes large(500, 7);
         const Seen removed = both.jool.Send(Error6(3, 25u << 24, 200, large)).Only();
         v.Equal(removed.Word(), 0u, "length of what cannot be kept");
         v.Equal(removed.Size(), 200u - 20 + 28, "size of what cannot be kept");
     }},
    {"3: an extension header behind the Fragment Header is answered, the authentication header "
     "passes",
     "profile jool, RFC 7915 5.1.1, 7915-124",
     [](Verdict& v) {
         Both both;
         for (const uint8_t number : {0, 43, 60})
         {
             const Bytes packet = Maker::V6().Piece(0, true).Raw(number, Bytes(64));
             ExpectError(v,
                         both.jool.Send(packet),
                         Reason::ExtensionBehindFragment,
                         1,
                         1,
                         0,
                         HOST6);
             ExpectSilence(v, both.rfc.Send(packet), Reason::ExtensionBehindFragment);
         }
         const Bytes ah = Maker::V6().Piece(0, true).Raw(51, Bytes(64));
         v.Equal(both.jool.Send(ah).Only().Protocol(), 51, "protocol");
     }},
    {"4: UDP without a checksum is answered with 3/13",
     "profile jool, RFC 7915 4.5, 7915-091, 7915-093",
     [](Verdict& v) {
         Both both;
         Bytes udp = Udp(1, 2);
         SetWord(udp, 6, 0);
         const Bytes packet = Maker::V4().Raw(17, udp);
         ExpectError(v, both.jool.Send(packet), Reason::ZeroUdpChecksum, 3, 13, 0, HOST4);
         ExpectSilence(v, both.rfc.Send(packet), Reason::ZeroUdpChecksum);
         SiitBed amends(Profile::Jool);
         amends.settings.translation.zeroChecksum = ZeroChecksum::Compute;
         const Bytes first = Maker::V4().Piece(0, true).Raw(17, udp);
         ExpectError(v, amends.Send(first), Reason::ZeroUdpChecksum, 3, 13, 0, HOST4);
         v.Equal(amends.Send(packet).Only().Faults(), "", "faults");
     }},
    {"5: own errors have hop limit 64, quote up to 576 or 1280 bytes, no DF",
     "profile jool, RFC 1812 4.3.2, 7915-013",
     [](Verdict& v) {
         Both both;
         const Seen four = both.jool.Send(Maker::V4().Ttl(1).Udp(1300)).errors.at(0);
         const Seen six = both.jool.Send(Maker::V6().Ttl(1).Udp(1300)).errors.at(0);
         v.Equal(four.Size(), 576u, "IPv4");
         v.Equal(six.Size(), 1280u, "IPv6");
         v.True(four.Ttl() == 64 && six.Ttl() == 64 && !four.Df(), "hop limit or DF");
     }},
    {"6: the first fragment is as large as possible, the smaller of lowest and egress MTU counts",
     "profile jool, RFC 7915 4.1, 7915-031",
     [](Verdict& v) {
         Both both;
         both.jool.settings.translation.lowestIpv6Mtu = 1500;
         both.jool.around.mtu6 = 1420;
         const Answer answer = both.jool.Send(Maker::V4().Udp(1472));
         v.Equal(answer.packets.size(), 2u, "fragments");
         v.Equal(answer.packets.at(0).Upper().size(), 1368u, "1420 - 48, a multiple of 8");
         v.Equal(answer.packets.at(1).Upper().size(), 112u, "the rest");
     }},
    {"7: an IPv6 fragment too big for the IPv4 side is answered; a DF fragment is told 1260",
     "profile jool, RFC 7915 5.1.1, 7915-126, 7915-035",
     [](Verdict& v) {
         Both both;
         both.jool.around.mtu4 = both.rfc.around.mtu4 = 1000;
         both.jool.around.mtu6 = both.rfc.around.mtu6 = 1280;
         const Bytes first = Maker::V6().Piece(0, true).Raw(17, Udp(1, 2, 1192));
         ExpectError(v, both.jool.Send(first), Reason::PacketTooBig, 2, 0, 1280, HOST6);
         v.Equal(both.rfc.Send(first).packets.size(), 2u, "rfc: cut");
         const Bytes later = Maker::V6().Piece(1200, true).Raw(17, Bytes(1200));
         ExpectSilence(v, both.jool.Send(later), Reason::PacketTooBig);
         const Bytes df = Maker::V4().Df().Piece(0, true).Raw(17, Udp(1, 2, 1240));
         ExpectError(v, both.jool.Send(df), Reason::FragmentationNeeded, 3, 4, 1260, HOST4);
         ExpectError(v, both.rfc.Send(df), Reason::FragmentationNeeded, 3, 4, 1252, HOST4);
     }},
    {"8: a wrong checksum stays wrong by as much, in both profiles",
     "profile jool, RFC 1624 3, 7915-090",
     [](Verdict& v) {
         Both both;
         Bytes wrong = Maker::V4().Upper(6, Tcp(80, 4000));
         const Bytes right = wrong;
         SetWord(wrong, 36, static_cast<uint16_t>(Word(wrong, 36) + 7));
         for (SiitBed* bed : {&both.rfc, &both.jool})
         {
             const uint16_t good = Word(bed->Send(right).Only().Upper(), 16);
             const uint16_t bad = Word(bed->Send(wrong).Only().Upper(), 16);
             v.Equal(Folded(uint32_t{good} + 7), bad, "difference");
         }
     }},
    {"9: atomic fragments keep the low half of their identification, without DF",
     "profile jool, RFC 7915 5.1.1, 7915-123",
     [](Verdict& v) {
         Both both;
         const Seen seen =
             both.jool.Send(Maker::V6().Id(0x12345678).Piece(0, false).Udp(1300)).Only();
         v.Equal(seen.Id(), 0x5678u, "identification");
         v.True(!seen.Df(), "DF");
     }},
    {"10: an empty pool means the own address, illegal sources of ICMPv4 errors are translated",
     "profile jool, RFC 6791 3.1, 7915-011, 7915-151",
     [](Verdict& v) {
         Both both;
         const Bytes quoted6 = Maker::V6().From(HOST4_IN6).To(HOST6);
         const Bytes six = Maker::V6().From(ROUTER6).Upper(58, Icmp(1, 0, 0, quoted6));
         v.Equal(both.jool.Send(six).Only().From(), OWN4, "own address");
         const Bytes quoted4 = Maker::V4().From(HOST6_IN4).To(HOST4);
         const Bytes four = Maker::V4().From("127.0.0.1").Upper(1, Icmp(3, 1, 0, quoted4));
         v.Equal(both.jool.Send(four).packets.size(), 1u, "illegal source");
     }},
    {"what has no addresses in the other family is left to the node without an answer",
     "profile jool, RFC 7915 4.4",
     [](Verdict& v) {
         Both both;
         const Bytes packet = Maker::V6().To("2001:db8:ffff::1");
         ExpectSilence(v, both.jool.Send(packet), Reason::UntranslatableDestination);
         ExpectError(v, both.rfc.Send(packet), Reason::UntranslatableDestination, 1, 1, 0, HOST6);
     }},
    {"11: a hairpin costs one hop in all",
     "profile jool, RFC 7757 4.2.2, 7757-10",
     [](Verdict& v) {
         SiitBed bed(Profile::Jool);
         bed.Map("1.0.0.0/24", "2001:db8:3::/120").Map("10.0.0.0/24", "2001:db8:2::/120");
         const Bytes packet = Maker::V6().From("2001:db8:3::5").To("2001:db8:10a:0:9::");
         const Seen seen = bed.Send(packet).Only();
         v.Equal(seen.From(), "2001:db8:101:0:5::", "source");
         v.Equal(seen.To(), "2001:db8:2::9", "destination");
         v.Equal(seen.Ttl(), 63, "hop limit");
     }},
    {"15: unknown transports and No Next Header pass untouched, IGMP too",
     "profile jool, RFC 7915 4.5, 7915-054, 7915-094",
     [](Verdict& v) {
         Both both;
         for (const uint8_t number : {2, 59, 132, 253})
         {
             const Bytes packet = Maker::V4().Raw(number, Bytes(33, 0x5a));
             const Seen seen = both.jool.Send(packet).Only();
             v.Equal(seen.Protocol(), int{number}, "next header");
             v.Equal(ToHex(seen.Upper()), ToHex(Bytes(33, 0x5a)), "bytes");
         }
         ExpectSilence(v,
                       both.rfc.Send(Maker::V4().Raw(2, Bytes(33))),
                       Reason::IcmpNotTranslatable);
     }},
};

} // namespace

V6LAB_SUITE("v6lab-translation-profiles", ROWS);

} // namespace ns3::v6lab::test
