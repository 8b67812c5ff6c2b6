// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/siit-bed.h"

namespace ns3::v6lab::test
{

namespace
{

constexpr char A[] = "2001:db8:aaaa::";  //!< 192.0.2.1
constexpr char B[] = "2001:db8:bbbb::b"; //!< 192.0.2.2
constexpr char A_BY_PREFIX[] = "64:ff9b::c000:201";
constexpr char B_BY_PREFIX[] = "64:ff9b::c000:202";
constexpr char ROUTER[] = "2001:db8::1234";

/** RFC 7757 figure 1, as far as 4.2 needs it. */
SiitBed
Bed(HairpinMode mode)
{
    SiitBed bed;
    bed.Prefix64("64:ff9b::/96");
    bed.Map("192.0.2.1/32", "2001:db8:aaaa::/128").Map("192.0.2.2/32", "2001:db8:bbbb::b/128");
    bed.settings.translation.rfc6791Pool = {*Prefix::Parse("198.51.100.1/32")};
    bed.settings.hairpin = mode;
    return bed;
}

void
Expect(Verdict& v, const Seen& seen, const std::string& from, const std::string& to)
{
    v.Equal(seen.From(), from, "source");
    v.Equal(seen.To(), to, "destination");
    v.Equal(seen.Faults(), "", "faults");
}

Bytes
Error(const std::string& from, const std::string& source, const std::string& destination)
{
    const Bytes quoted = Maker::V6().From(source).To(destination).Ttl(60);
    return Maker::V6().From(from).To(A_BY_PREFIX).Upper(58, Icmp(3, 0, 0, quoted));
}

/** Both passes of simple hairpinning: the packet comes back from the IPv4 side. */
Answer
ThereAndBack(SiitBed& bed, const Bytes& packet)
{
    return bed.Send(bed.Send(packet).Only().bytes);
}

const std::vector<Row> ROWS{
    {"intrinsic hairpinning is the default",
     "RFC 7757 4.2, 7757-08",
     [](Verdict& v) { v.True(SiitSettings().hairpin == HairpinMode::Intrinsic, "mode"); }},
    {"figure 8: a packet between two mapped hosts turns inside the translator, at one hop in all",
     "RFC 7757 4.2.2, RFC 7756 5.1, 7757-10, 7756-04",
     [](Verdict& v) {
         SiitBed bed = Bed(HairpinMode::Intrinsic);
         const Bytes packet = Maker::V6().From(A).To(B_BY_PREFIX).Udp(1000);
         const Seen seen = bed.Send(packet).Only();
         Expect(v, seen, A_BY_PREFIX, B);
         v.Equal(seen.Ttl(), 63, "hop limit");
         v.Equal(seen.Size(), packet.size(), "size");
         v.True(Bytes(seen.bytes.begin() + 48, seen.bytes.end()) ==
                    Bytes(packet.begin() + 48, packet.end()),
                "other payload");
     }},
    {"figure 11: the answer does the same",
     "RFC 7757 4.2.2, 7757-10",
     [](Verdict& v) {
         SiitBed bed = Bed(HairpinMode::Intrinsic);
         const Bytes tcp = Maker::V6().From(B).To(A_BY_PREFIX).Upper(6, Tcp(80, 4000));
         Expect(v, bed.Send(tcp).Only(), B_BY_PREFIX, A);
         const Bytes echo =
             Maker::V6().From(B).To(A_BY_PREFIX).Upper(58, Icmp(128, 0, 7, {1, 2, 3}));
         const Seen seen = bed.Send(echo).Only();
         Expect(v, seen, B_BY_PREFIX, A);
         v.Equal(seen.Type(), 128, "type");
     }},
    {"figure 9: a router's error about a hairpinned packet comes from the RFC 6791 pool",
     "RFC 7757 4.2.2, 7757-10, 7757-13",
     [](Verdict& v) {
         SiitBed bed = Bed(HairpinMode::Intrinsic);
         const Seen seen = bed.Send(Error(ROUTER, A_BY_PREFIX, B)).Only();
         Expect(v, seen, "64:ff9b::c633:6401", A);
         Expect(v, seen.Quoted(), A, B_BY_PREFIX);
         v.Equal(seen.Ttl(), 63, "hop limit");
         v.Equal(seen.Quoted().Ttl(), 60, "quoted hop limit");
     }},
    {"figure 10: a host's own error keeps its explicit mapping out of all addresses",
     "RFC 7757 4.2.1, 4.2.2, 7757-09, 7757-10",
     [](Verdict& v) {
         SiitBed bed = Bed(HairpinMode::Intrinsic);
         const Seen seen = bed.Send(Error(B, A_BY_PREFIX, B)).Only();
         Expect(v, seen, B_BY_PREFIX, A);
         Expect(v, seen.Quoted(), A, B_BY_PREFIX);
     }},
    {"simple hairpinning does the same over the IPv4 side, at two hops",
     "RFC 7757 4.2.1, 7757-09",
     [](Verdict& v) {
         SiitBed bed = Bed(HairpinMode::Simple);
         const Bytes packet = Maker::V6().From(A).To(B_BY_PREFIX);
         const Seen there = bed.Send(packet).Only();
         Expect(v, there, "192.0.2.1", "192.0.2.2");
         const Seen back = bed.Send(there.bytes).Only();
         Expect(v, back, A_BY_PREFIX, B);
         v.Equal(back.Ttl(), 62, "hop limit");
         const Seen router = ThereAndBack(bed, Error(ROUTER, A_BY_PREFIX, B)).Only();
         Expect(v, router, "64:ff9b::c633:6401", A);
         Expect(v, router.Quoted(), A, B_BY_PREFIX);
         const Seen host = ThereAndBack(bed, Error(B, A_BY_PREFIX, B)).Only();
         Expect(v, host, B_BY_PREFIX, A);
         Expect(v, host.Quoted(), A, B_BY_PREFIX);
     }},
    {"without hairpinning explicit mappings hold everywhere",
     "RFC 7757 4.1",
     [](Verdict& v) {
         SiitBed bed = Bed(HairpinMode::Off);
         const Bytes packet = Maker::V6().From(A).To(B_BY_PREFIX);
         Expect(v, ThereAndBack(bed, packet).Only(), A, B);
     }},
    {"what is not for a mapped host does not turn",
     "RFC 7757 4.2.2, 7757-10",
     [](Verdict& v) {
         SiitBed bed = Bed(HairpinMode::Intrinsic);
         const Seen seen = bed.Send(Maker::V6().From(A).To("64:ff9b::c633:6409")).Only();
         Expect(v, seen, "192.0.2.1", "198.51.100.9");
     }},
    {"no IPv4 MTU counts inside, and a packet too big for the way back is answered in IPv6",
     "RFC 7757 4.2.2, RFC 4443 3.2, 7757-10",
     [](Verdict& v) {
         SiitBed bed = Bed(HairpinMode::Intrinsic);
         bed.around.mtu4 = 1280;
         bed.around.mtu6 = 1400;
         const auto sized = [](size_t size) {
             return Maker::V6().From(A).To(B_BY_PREFIX).Udp(size - 48);
         };
         v.Equal(bed.Send(sized(1400)).Only().Size(), 1400u, "size");
         ExpectError(v, bed.Send(sized(1401)), Reason::PacketTooBig, 2, 0, 1400, A);
     }},
    {"fragments turn as well",
     "RFC 7757 4.2.2, 7757-10",
     [](Verdict& v) {
         SiitBed bed = Bed(HairpinMode::Intrinsic);
         const Bytes packet = Maker::V6()
                                  .From(A)
                                  .To(B_BY_PREFIX)
                                  .Id(0xbeef)
                                  .Piece(1448, true)
                                  .Raw(17, Bytes(800, 2));
         const Seen seen = bed.Send(packet).Only();
         Expect(v, seen, A_BY_PREFIX, B);
         v.True(seen.More() && seen.Offset() == 1448 && seen.Id() == 0xbeef, "fragment");
         v.Equal(seen.Upper().size(), 800u, "payload");
     }},
};

} // namespace

V6LAB_SUITE("v6lab-translation-hairpin", ROWS);

} // namespace ns3::v6lab::test
