// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/siit-bed.h"

namespace ns3::v6lab::test
{

namespace
{

constexpr uint8_t HOP_BY_HOP = 0, ROUTING = 43, FRAGMENT = 44, ESP = 50, AH = 51, DESTINATION = 60;

/** Eight bytes of padding options. */
Bytes
Padding()
{
    return {0, 0, 1, 4, 0, 0, 0, 0};
}

/** A routing header with one address. */
Bytes
Routing(uint8_t segmentsLeft)
{
    Bytes header(24);
    header[1] = 2;
    header[2] = 2;
    header[3] = segmentsLeft;
    return header;
}

Maker
OfLength(size_t total)
{
    return Maker::V6().Udp(total - 48);
}

const std::vector<Row> ROWS{
    {"the IPv4 header has no options, the payload stays, the header checksum is right",
     "RFC 7915 5.1, 7915-100, 7915-108",
     [](Verdict& v) {
         SiitBed bed;
         const Seen seen = bed.Send(Maker::V6().Raw(253, Bytes(77, 5))).Only();
         v.Equal(int{seen.bytes[0]}, 0x45, "version and IHL");
         v.Equal(seen.Faults(), "", "faults");
         v.Equal(ToHex(seen.Upper()), ToHex(Bytes(77, 5)), "payload");
         v.Equal(seen.From(), HOST6_IN4, "source");
         v.Equal(seen.To(), HOST4, "destination");
     }},
    {"all eight bits of the Traffic Class become TOS",
     "RFC 7915 5.1, 7915-101",
     [](Verdict& v) {
         SiitBed bed;
         for (const uint8_t value : {0x00, 0x01, 0x02, 0x03, 0xb8, 0xff})
         {
             v.Equal(bed.Send(Maker::V6().Class(value)).Only().Class(), int{value}, "TOS");
         }
     }},
    {"told a TOS, it sends that",
     "RFC 7915 5.1, 7915-102",
     [](Verdict& v) {
         SiitBed bed;
         bed.settings.translation.tos = 0x20;
         v.Equal(bed.Send(Maker::V6().Class(0xb8)).Only().Class(), 0x20, "TOS");
     }},
    {"extension headers are skipped and do not count in the Total Length",
     "RFC 7915 5.1, 7915-103, 7915-107, 7915-110",
     [](Verdict& v) {
         SiitBed bed;
         const Bytes tcp = Tcp(4000, 80);
         const Bytes packet = Maker::V6()
                                  .Extension(HOP_BY_HOP, Padding())
                                  .Extension(DESTINATION, Bytes(16))
                                  .Extension(ROUTING, Routing(0))
                                  .Upper(protocol::TCP, tcp);
         const Seen seen = bed.Send(packet).Only();
         v.Equal(seen.Size(), 20 + tcp.size(), "size");
         v.Equal(seen.Protocol(), 6, "protocol");
         v.Equal(seen.Faults(), "", "faults");
     }},
    {"two packets without DF have different identifications",
     "RFC 7915 5.1, RFC 6864 4.1, 7915-104",
     [](Verdict& v) {
         SiitBed bed;
         const uint32_t first = bed.Send(Maker::V6()).Only().Id();
         const uint32_t second = bed.Send(Maker::V6()).Only().Id();
         v.True(first != second, "the same identification twice");
     }},
    {"DF is clear up to 1260 bytes of IPv4 and set from 1261 on; never MF or an offset",
     "RFC 7915 5.1, RFC 7755 4.9.3, 7915-105, 7755-08",
     [](Verdict& v) {
         SiitBed bed;
         for (const size_t total : {1279, 1280, 1281})
         {
             const Seen seen = bed.Send(OfLength(total)).Only();
             v.Equal(seen.Size(), total - 20, "size");
             v.Equal(seen.Df(), total > 1280, "DF of " + std::to_string(total));
             v.True(!seen.More() && seen.Offset() == 0, "a fragment");
         }
     }},
    {"the TTL falls by exactly one; a hop limit of 1 or 0 is answered with Time Exceeded",
     "RFC 7915 5.1, 7915-106",
     [](Verdict& v) {
         SiitBed bed;
         v.Equal(bed.Send(Maker::V6().Ttl(64)).Only().Ttl(), 63, "TTL");
         for (const uint8_t limit : {0, 1})
         {
             ExpectError(v,
                         bed.Send(Maker::V6().Ttl(limit)),
                         Reason::HopLimitExceeded,
                         3,
                         0,
                         0,
                         HOST6);
         }
     }},
    {"any other next header is the protocol, but for ICMPv6",
     "RFC 7915 5.1, 7915-107, 7915-112",
     [](Verdict& v) {
         SiitBed bed;
         for (const int number : {6, 17, int{ESP}, int{AH}, 59, 132, 253})
         {
             const Bytes packet = Maker::V6().Upper(static_cast<uint8_t>(number), Bytes(40, 7));
             v.Equal(bed.Send(packet).Only().Protocol(), number, "protocol");
         }
         v.Equal(bed.Send(Maker::V6().Upper(58, Icmp(128, 0, 1, {}))).Only().Protocol(),
                 1,
                 "ICMPv6");
     }},
    {"packets from illegal sources are silently dropped",
     "RFC 7915 5.1, 7915-109",
     [](Verdict& v) {
         SiitBed bed;
         for (const char* from : {"::", "::1", "ff02::1", "::ffff:192.0.2.1", "fe80::1"})
         {
             ExpectSilence(v, bed.Send(Maker::V6().From(from)), Reason::IllegalSource, from);
             ExpectSilence(v,
                           bed.Send(Maker::V6().From(from).Ttl(1)),
                           Reason::IllegalSource,
                           "at its last hop");
         }
     }},
    {"segments left in a routing header are answered with a pointer to them",
     "RFC 7915 5.1, 7915-111",
     [](Verdict& v) {
         SiitBed bed;
         ExpectError(v,
                     bed.Send(Maker::V6().Extension(ROUTING, Routing(1))),
                     Reason::SegmentsLeft,
                     4,
                     0,
                     43,
                     HOST6);
         ExpectError(
             v,
             bed.Send(Maker::V6().Extension(HOP_BY_HOP, Padding()).Extension(ROUTING, Routing(1))),
             Reason::SegmentsLeft,
             4,
             0,
             51,
             HOST6);
     }},
    {"what has no mapping is answered with 1/1, unless it is an ICMP error itself",
     "RFC 7915 5.4, 6, RFC 7755 4.3, 7915-113, 7915-114, 7755-04",
     [](Verdict& v) {
         SiitBed bed;
         ExpectError(v,
                     bed.Send(Maker::V6().From(ROUTER6)),
                     Reason::UntranslatableSource,
                     1,
                     1,
                     0,
                     ROUTER6);
         ExpectError(v,
                     bed.Send(Maker::V6().To(ROUTER6)),
                     Reason::UntranslatableDestination,
                     1,
                     1,
                     0,
                     HOST6);
         const Bytes error = Maker::V6().To(ROUTER6).Upper(58, Icmp(1, 4, 0, Maker::V6()));
         ExpectSilence(v, bed.Send(error), Reason::UntranslatableDestination);
     }},
    {"an extension header behind the Fragment Header drops the packet, ESP does not",
     "RFC 7915 5.1.1, 7915-124",
     [](Verdict& v) {
         SiitBed bed;
         for (const uint8_t number : {HOP_BY_HOP, ROUTING, DESTINATION, AH, FRAGMENT})
         {
             ExpectSilence(v,
                           bed.Send(Maker::V6().Piece(0, true).Raw(number, Bytes(64))),
                           Reason::ExtensionBehindFragment,
                           std::to_string(number));
         }
         const Bytes esp = Maker::V6().Piece(0, true).Raw(ESP, Bytes(64));
         v.Equal(bed.Send(esp).Only().Protocol(), int{ESP}, "protocol");
     }},
    {"a chain that leads out of the packet drops it",
     "RFC 8200 4, 7915-117",
     [](Verdict& v) {
         SiitBed bed;
         for (const Bytes& header : {Bytes{0, 40, 0, 0, 0, 0, 0, 0}, Bytes{0, 0, 0}})
         {
             const Bytes packet = Maker::V6().Raw(DESTINATION, header);
             ExpectSilence(v, bed.Send(packet), Reason::MalformedHeader);
         }
     }},
};

} // namespace

V6LAB_SUITE("v6lab-translation-to4", ROWS);

} // namespace ns3::v6lab::test
