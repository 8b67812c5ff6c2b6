// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/siit-bed.h"

namespace ns3::v6lab::test
{

namespace
{

Maker
OfLength(size_t total)
{
    return Maker::V6().Udp(total - 48);
}

const std::vector<Row> ROWS{
    {"the Total Length of a fragment leaves out the Fragment Header and what is before it",
     "RFC 7915 5.1.1, 7915-120, 7915-096",
     [](Verdict& v) {
         SiitBed bed;
         const Bytes packet = Maker::V6()
                                  .Extension(60, {0, 0, 1, 4, 0, 0, 0, 0})
                                  .Piece(1480, true)
                                  .Raw(17, Bytes(64, 3));
         const Seen seen = bed.Send(packet).Only();
         v.Equal(Word(seen.bytes, 2), 84, "total length");
         v.Equal(ToHex(seen.Upper()), ToHex(Bytes(64, 3)), "payload");
     }},
    {"identification, flag and offset come from the Fragment Header, DF is clear",
     "RFC 7915 5.1.1, 7915-121, 7915-122",
     [](Verdict& v) {
         SiitBed bed;
         for (const bool more : {true, false})
         {
             const Bytes packet =
                 Maker::V6().Id(0xdeadbeef).Piece(1448, more).Raw(17, Bytes(1400, 3));
             const Seen seen = bed.Send(packet).Only();
             v.Equal(seen.Id(), 0xbeefu, "identification");
             v.Equal(seen.More(), more, "more fragments");
             v.Equal(seen.Offset(), 1448u, "offset");
             v.True(!seen.Df(), "DF");
         }
     }},
    {"an atomic fragment becomes an ordinary packet without DF",
     "RFC 7915 5.1.1, 7915-123",
     [](Verdict& v) {
         SiitBed bed;
         const Bytes packet = Maker::V6().Id(0xdeadbeef).Piece(0, false).Udp(1300);
         const Seen seen = bed.Send(packet).Only();
         v.Equal(seen.Id(), 0xbeefu, "identification");
         v.True(!seen.Df() && !seen.More() && seen.Offset() == 0, "flags");
         v.Equal(seen.Faults(), "", "faults");
     }},
    {"a packet of 1280 bytes is cut for a smaller IPv4 link and can be put together",
     "RFC 7915 5.1.1, 7915-126",
     [](Verdict& v) {
         SiitBed bed;
         bed.around.mtu4 = 576;
         const Bytes packet = OfLength(1280);
         const Answer answer = bed.Send(packet);
         Bytes upper;
         for (const Seen& seen : answer.packets)
         {
             v.True(seen.Size() <= 576 && !seen.Df(), "size or DF");
             v.Equal(seen.Id(), answer.packets.front().Id(), "identification");
             v.Equal(seen.Offset(), uint32_t(upper.size()), "offset");
             v.Equal(seen.More(), &seen != &answer.packets.back(), "more fragments");
             v.Equal(seen.Faults(), "", "faults");
             const Bytes part = seen.Upper();
             upper.insert(upper.end(), part.begin(), part.end());
         }
         v.Equal(answer.packets.size(), 3u, "fragments");
         const Bytes whole = Maker::V4().From(HOST6_IN4).To(HOST4).Raw(17, upper);
         v.Equal(Seen(whole).Faults(), "", "reassembled packet");
         v.True(Bytes(upper.begin() + 8, upper.end()) == Bytes(packet.begin() + 48, packet.end()),
                "other payload");
     }},
    {"a fragment too large for the IPv4 link is cut again",
     "RFC 7915 5.1.1, RFC 791 3.2, 7915-126",
     [](Verdict& v) {
         SiitBed bed;
         bed.around.mtu4 = 576;
         const Answer answer = bed.Send(Maker::V6().Piece(1448, true).Raw(17, Bytes(800, 1)));
         v.Equal(answer.packets.size(), 2u, "fragments");
         v.Equal(answer.packets.at(0).Offset(), 1448u, "first offset");
         v.Equal(answer.packets.at(1).Offset(), 1448u + 552, "second offset");
         v.True(answer.packets.at(1).More(), "the last piece of a middle fragment");
     }},
    {"a larger packet is answered with Packet Too Big, the IPv4 MTU plus 20",
     "RFC 7915 5.1.1, 7915-127",
     [](Verdict& v) {
         SiitBed bed;
         bed.around.mtu4 = 1400;
         ExpectError(v, bed.Send(OfLength(1500)), Reason::PacketTooBig, 2, 0, 1420, HOST6);
         v.Equal(bed.Send(OfLength(1420)).Only().Size(), 1400u, "size of 1420");
     }},
    {"Packet Too Big never announces less than 1280",
     "RFC 8200 5, 7915-127",
     [](Verdict& v) {
         SiitBed bed;
         bed.around.mtu4 = 1000;
         ExpectError(v, bed.Send(OfLength(1500)), Reason::PacketTooBig, 2, 0, 1280, HOST6);
     }},
    {"ICMP in fragments is silently dropped: no fragment tells the length that its checksum counts",
     "RFC 7915 1.2, 7915-125, 7915-129",
     [](Verdict& v) {
         SiitBed bed;
         for (const uint32_t offset : {0u, 64u})
         {
             ExpectSilence(v,
                           bed.Send(Maker::V6().Piece(offset, true).Raw(58, Bytes(64, 0x80))),
                           Reason::FragmentedIcmp);
             ExpectSilence(v,
                           bed.Send(Maker::V4().Piece(offset, true).Raw(1, Bytes(64, 8))),
                           Reason::FragmentedIcmp);
         }
     }},
    {"told the whole length, it translates the first fragment of an echo request",
     "RFC 7915 5.1.1, 7915-125, 7915-129",
     [](Verdict& v) {
         Bytes whole = Icmp(128, 0, 0x00770001, Bytes(1992, 0x5a));
         whole = Bytes(Seen(Maker::V6().Upper(58, whole)).Upper());
         const Bytes first =
             Maker::V6().Piece(0, true).Raw(58, {whole.begin(), whole.begin() + 1232});
         HeaderTranslator translator{TranslationSettings()};
         const auto size = static_cast<uint32_t>(first.size());
         const PacketIn in{first.data(), size, size, 1};
         const auto packet = *ParsePacket(in).packet;
         FixedSurroundings around;
         v.True(!translator.Precheck(in, packet, around, 0, true), "refused");
         Rewrite rewrite;
         rewrite.outer.source = *IpAddress::Parse(HOST6_IN4);
         rewrite.outer.destination = *IpAddress::Parse(HOST4);
         rewrite.upperLength = 2000;
         const Outcome outcome = translator.Translate(in, packet, rewrite, around, 0);
         v.Equal(outcome.emissions.size(), 1u, "fragments");
         Bytes upper(outcome.emissions[0].head.begin() + 20, outcome.emissions[0].head.end());
         v.Equal(int{upper[0]}, 8, "type");
         v.Equal(int{outcome.emissions[0].head[9]}, 1, "protocol");
         upper.insert(upper.end(), whole.begin() + 8, whole.end());
         v.Equal(Folded(Sum(upper, 0, upper.size())), 0xffff, "checksum of the whole message");
     }},
    {"what no IPv4 length field can say is answered, but for fragments, which are dropped",
     "RFC 791 3.1, RFC 7915 1.4, 5.4, 7915-103",
     [](Verdict& v) {
         SiitBed bed;
         bed.around.mtu4 = 100000;
         const Bytes long6 = Maker::V6().Raw(253, Bytes(65516, 1));
         ExpectError(v, bed.Send(long6), Reason::PacketTooBig, 2, 0, 65555, HOST6);
         bed.around.mtu4 = 1500;
         ExpectError(v, bed.Send(long6), Reason::PacketTooBig, 2, 0, 1520, HOST6);
         bed.around.mtu4 = 100000;
         v.Equal(bed.Send(Maker::V6().Raw(253, Bytes(65515, 1))).Only().Size(), 65535u, "size");
         ExpectSilence(v,
                       bed.Send(Maker::V6().Piece(65504, false).Raw(17, Bytes(24, 1))),
                       Reason::TooLongTranslated);
     }},
};

} // namespace

V6LAB_SUITE("v6lab-translation-size-to4", ROWS);

} // namespace ns3::v6lab::test
