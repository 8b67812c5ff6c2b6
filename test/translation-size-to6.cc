// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/siit-bed.h"

namespace ns3::v6lab::test
{

namespace
{

/** UDP in an IPv4 packet of this total length. */
Maker
OfLength(size_t total)
{
    return Maker::V4().Udp(total - 28);
}

/** The upper layer that fragments carry, put together; "" in `wrong` if they do. */
Bytes
Reassembled(const std::vector<Seen>& packets, uint32_t start, bool more, std::string& wrong)
{
    Bytes upper;
    for (const Seen& seen : packets)
    {
        const Bytes part = seen.Upper();
        const bool last = &seen == &packets.back();
        wrong += seen.Offset() == start + upper.size() ? "" : "offset ";
        wrong += seen.More() == (!last || more) ? "" : "more fragments ";
        wrong += seen.Id() == packets.front().Id() ? "" : "identification ";
        wrong += last || part.size() % 8 == 0 ? "" : "no multiple of 8 ";
        wrong += seen.Faults();
        upper.insert(upper.end(), part.begin(), part.end());
    }
    return upper;
}

const std::vector<Row> ROWS{
    {"a small packet without DF gets no Fragment Header",
     "RFC 7915 4, RFC 7755 4.9.2, 7915-030, 7755-07",
     [](Verdict& v) {
         SiitBed bed;
         const Seen seen = bed.Send(OfLength(1000)).Only();
         v.True(!seen.HasFragmentHeader(), "a Fragment Header");
         v.Equal(seen.Size(), 1020u, "size");
     }},
    {"1500 bytes without DF become two fragments of at most 1280 bytes",
     "RFC 7915 4.1, 7915-031, 7915-037, 7915-039",
     [](Verdict& v) {
         SiitBed bed;
         const Bytes packet = OfLength(1500).Id(0xbeef);
         const Answer answer = bed.Send(packet);
         v.Equal(answer.packets.size(), 2u, "fragments");
         std::string wrong;
         const Bytes upper = Reassembled(answer.packets, 0, false, wrong);
         v.Equal(wrong, "", "fragments");
         v.Equal(upper.size(), 1480u, "payload");
         v.Equal(answer.packets[0].Size(), 1280u, "first fragment");
         v.Equal(answer.packets[0].Id(), 0xbeefu, "identification");
         const Bytes before(packet.begin() + 28, packet.end());
         v.True(Bytes(upper.begin() + 8, upper.end()) == before, "other payload");
         const Bytes whole = Maker::V6().From(HOST4_IN6).To(HOST6).Raw(17, upper);
         v.Equal(Seen(whole).Faults(), "", "reassembled packet");
     }},
    {"1260 bytes without DF stay whole, 1261 do not",
     "RFC 7915 4.1, 7915-032",
     [](Verdict& v) {
         SiitBed bed;
         v.Equal(bed.Send(OfLength(1260)).Only().Size(), 1280u, "size of 1260");
         v.Equal(bed.Send(OfLength(1261)).packets.size(), 2u, "fragments of 1261");
     }},
    {"the lowest IPv6 MTU can be raised",
     "RFC 7915 4.1, 7915-033",
     [](Verdict& v) {
         SiitBed bed;
         bed.settings.translation.lowestIpv6Mtu = 1500;
         v.Equal(bed.Send(OfLength(1480)).Only().Size(), 1500u, "size of 1480");
         const Answer answer = bed.Send(OfLength(1481));
         v.Equal(answer.packets.size(), 2u, "fragments of 1481");
         v.Equal(answer.packets[0].Upper().size(), 1448u, "payload of the first fragment");
     }},
    {"a link smaller than the lowest IPv6 MTU counts",
     "RFC 7915 4.1, 7915-031",
     [](Verdict& v) {
         SiitBed bed;
         bed.settings.translation.lowestIpv6Mtu = 1500;
         bed.around.mtu6 = 1400;
         for (const Seen& seen : bed.Send(OfLength(1480)).packets)
         {
             v.True(seen.Size() <= 1400, "a fragment larger than the link");
         }
     }},
    {"a fragment that grows too large is cut again, offsets and last flag right",
     "RFC 7915 4.1, 7915-034",
     [](Verdict& v) {
         SiitBed bed;
         for (const bool more : {true, false})
         {
             const Bytes packet = Maker::V4().Piece(1480, more).Raw(17, Bytes(1480, 9));
             const Answer answer = bed.Send(packet);
             std::string wrong;
             v.Equal(Reassembled(answer.packets, 1480, more, wrong).size(), 1480u, "payload");
             v.Equal(wrong, "", "fragments");
             v.Equal(answer.packets.size(), 2u, "fragments");
         }
     }},
    {"with DF, what the next link cannot carry is answered with its MTU less 20",
     "RFC 7915 4.1, 7915-035",
     [](Verdict& v) {
         SiitBed bed;
         bed.around.mtu6 = 1400;
         ExpectError(v,
                     bed.Send(OfLength(1381).Df()),
                     Reason::FragmentationNeeded,
                     3,
                     4,
                     1380,
                     HOST4);
         v.Equal(bed.Send(OfLength(1380).Df()).Only().Size(), 1400u, "size of 1380");
     }},
    {"a fragment with DF counts its Fragment Header, in the announced MTU too",
     "RFC 7915 4.1, 7915-035",
     [](Verdict& v) {
         SiitBed bed;
         bed.around.mtu6 = 1400;
         const auto piece = [](size_t total) {
             return Maker::V4().Df().Piece(0, true).Raw(17, Udp(1, 2, total - 28));
         };
         ExpectError(v, bed.Send(piece(1380)), Reason::FragmentationNeeded, 3, 4, 1372, HOST4);
         v.Equal(bed.Send(piece(1372)).Only().Size(), 1400u, "size of what was announced");
     }},
    {"an IPv4 fragment gets a Fragment Header with its offset, flag and identification",
     "RFC 7915 4.1, 7915-036, 7915-037",
     [](Verdict& v) {
         SiitBed bed;
         const Bytes packet = Maker::V4().Id(0xbeef).Piece(1480, true).Raw(17, Bytes(64, 3));
         const Seen seen = bed.Send(packet).Only();
         v.True(seen.HasFragmentHeader(), "no Fragment Header");
         v.Equal(seen.Offset(), 1480u, "offset");
         v.True(seen.More(), "no more fragments");
         v.Equal(seen.Id(), 0xbeefu, "identification");
         v.Equal(seen.Protocol(), 17, "next header of the Fragment Header");
         v.Equal(int{seen.bytes[41]}, 0, "reserved byte");
         v.Equal(Word(seen.bytes, 4), 72, "payload length");
     }},
    {"a fragment with DF is a fragment all the same",
     "RFC 7915 4, 7915-038",
     [](Verdict& v) {
         SiitBed bed;
         const Bytes packet = Maker::V4().Df().Piece(0, true).Raw(17, Udp(1, 2, 56));
         const Seen seen = bed.Send(packet).Only();
         v.True(seen.HasFragmentHeader() && seen.More(), "no first fragment");
     }},
    {"a path MTU of 1520 between translator and nodes carries 1500 bytes unfragmented",
     "RFC 7755 4.9.1, 7755-06",
     [](Verdict& v) {
         SiitBed bed;
         bed.around.mtu6 = 1520;
         bed.settings.translation.lowestIpv6Mtu = 1520;
         v.Equal(bed.Send(OfLength(1500)).Only().Size(), 1520u, "size");
     }},
    {"65,535 bytes of IPv4 fit IPv6",
     "RFC 8200 3, 7915-006",
     [](Verdict& v) {
         SiitBed bed;
         bed.around.mtu6 = 100000;
         const Seen seen = bed.Send(OfLength(65535).Df()).Only();
         v.Equal(seen.Faults(), "", "faults");
         v.Equal(seen.Size(), 65555u, "size");
     }},
};

} // namespace

V6LAB_SUITE("v6lab-translation-size-to6", ROWS);

} // namespace ns3::v6lab::test
