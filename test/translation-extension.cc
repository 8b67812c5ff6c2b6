// SPDX-License-Identifier: GPL-2.0-only
#include "test/support/siit-bed.h"

namespace ns3::v6lab::test
{

namespace
{

/** An extension structure with one opaque object (class 1: an MPLS label stack entry). */
Bytes
Extension(size_t objectBytes = 4)
{
    Bytes bytes{0x20, 0, 0, 0, 0, 0, 1, 1};
    SetWord(bytes, 4, static_cast<uint16_t>(4 + objectBytes));
    bytes.resize(8 + objectBytes, 0xc0);
    SetWord(bytes, 2, static_cast<uint16_t>(~Folded(Sum(bytes, 0, bytes.size()))));
    return bytes;
}

/** `datagram` bytes of quoted packet, then the extension. */
Bytes
Behind(Bytes quoted, size_t datagram, const Bytes& extension)
{
    quoted.resize(datagram);
    quoted.insert(quoted.end(), extension.begin(), extension.end());
    return quoted;
}

Bytes
Error4(uint8_t type, uint8_t code, size_t datagram, const Bytes& extension = Extension())
{
    const Bytes quoted = Maker::V4().From(HOST6_IN4).To(HOST4).Udp(std::max<size_t>(datagram, 100));
    const uint32_t word = static_cast<uint32_t>(datagram / 4) << 16;
    return Maker::V4().From(ROUTER4).Upper(
        1,
        Icmp(type, code, word, Behind(quoted, datagram, extension)));
}

Bytes
Error6(uint8_t type, size_t datagram, const Bytes& extension = Extension())
{
    const Bytes quoted = Maker::V6().From(HOST4_IN6).To(HOST6).Udp(std::max<size_t>(datagram, 100));
    const uint32_t word = static_cast<uint32_t>(datagram / 8) << 24;
    return Maker::V6().Upper(58, Icmp(type, 0, word, Behind(quoted, datagram, extension)));
}

/** The last bytes of a packet. */
Bytes
End(const Seen& seen, size_t size)
{
    return {seen.bytes.end() - static_cast<long>(std::min(size, seen.bytes.size())),
            seen.bytes.end()};
}

const std::vector<Row> ROWS{
    {"to IPv6 the length counts 64-bit words, the datagram is padded, the extension is untouched",
     "RFC 7915 4.2, RFC 4884 4, 7915-068",
     [](Verdict& v) {
         SiitBed bed;
         const Seen seen = bed.Send(Error4(11, 0, 128)).Only();
         v.Equal(seen.Faults(), "", "faults");
         v.Equal(seen.Word(), 19u << 24, "length: 148 bytes padded to 152");
         v.Equal(seen.Size(), 40u + 8 + 152 + 12, "size");
         v.Equal(ToHex(End(seen, 12)), ToHex(Extension()), "extension");
         v.Equal(ToHex(End(seen, 16)).substr(0, 8), "00000000", "padding");
     }},
    {"to IPv4 the length counts 32-bit words, at least 128 bytes of them",
     "RFC 7915 5.2, RFC 4884 4, 7915-147",
     [](Verdict& v) {
         SiitBed bed;
         const Seen seen = bed.Send(Error6(3, 152)).Only();
         v.Equal(seen.Faults(), "", "faults");
         v.Equal(seen.Word(), 33u << 16, "length: 132 bytes");
         v.Equal(ToHex(End(seen, 12)), ToHex(Extension()), "extension");
         const Seen small = bed.Send(Error6(3, 128)).Only();
         v.Equal(small.Word(), 32u << 16, "length: 108 bytes padded to 128");
         v.Equal(small.Size(), 20u + 8 + 128 + 12, "size");
         v.Equal(ToHex(End(small, 12)), ToHex(Extension()), "extension");
     }},
    {"an extension that leaves no room for 128 bytes of datagram goes, the length becomes 0",
     "RFC 7915 4.2, 7915-069",
     [](Verdict& v) {
         SiitBed bed;
         const Seen seen = bed.Send(Error4(11, 0, 128, Extension(1200))).Only();
         v.Equal(seen.Faults(), "", "faults");
         v.Equal(seen.Word(), 0u, "length");
         v.Equal(seen.Size(), 40u + 8 + 148, "size");
     }},
    {"a large datagram is cut so that the extension fits 1280 bytes",
     "RFC 7915 4.2, RFC 4443 2.4(c), 7915-069, 7915-071",
     [](Verdict& v) {
         SiitBed bed;
         const Seen seen = bed.Send(Error4(11, 0, 1020, Extension(300))).Only();
         v.Equal(seen.Faults(), "", "faults");
         v.True(seen.Size() <= 1280, "more than 1280 bytes");
         v.Equal(ToHex(End(seen, 308)), ToHex(Extension(300)), "extension");
         v.Equal(size_t{seen.Word() >> 24} * 8, seen.Size() - 48 - 308, "length");
     }},
    {"objects are opaque: an address in one stays as it is",
     "RFC 7915 4.2, 7915-070",
     [](Verdict& v) {
         Bytes extension = Extension(8);
         const Bytes literal{192, 0, 2, 33};
         std::copy(literal.begin(), literal.end(), extension.begin() + 8);
         SiitBed bed;
         const Seen seen = bed.Send(Error4(3, 1, 128, extension)).Only();
         v.Equal(ToHex(End(seen, extension.size())), ToHex(extension), "extension");
     }},
    {"what becomes a message without a length attribute loses its extension",
     "RFC 7915 4.2, RFC 4884 4, 7915-068",
     [](Verdict& v) {
         SiitBed bed;
         for (const auto& [type, code] : {std::pair{3, 2}, std::pair{3, 4}, std::pair{12, 0}})
         {
             const Seen seen =
                 bed.Send(Error4(static_cast<uint8_t>(type), static_cast<uint8_t>(code), 128))
                     .Only();
             v.Equal(seen.Faults(), "", "faults");
             v.Equal(seen.Size(), 40u + 8 + 148, "size");
         }
     }},
    {"an ICMPv6 error never has more than 1280 bytes, an ICMPv4 error what one says",
     "RFC 4443 2.4(c), RFC 1812 4.3.2.3, 7915-071, 7915-150",
     [](Verdict& v) {
         SiitBed bed;
         const Bytes quoted4 = Maker::V4().From(HOST6_IN4).To(HOST4).Udp(1400);
         const Bytes four = Maker::V4().From(ROUTER4).Upper(1, Icmp(3, 1, 0, quoted4));
         v.Equal(bed.Send(four).Only().Size(), 1280u, "ICMPv6");
         v.Equal(bed.Send(four).Only().Faults(), "", "faults of ICMPv6");
         const Bytes quoted6 = Maker::V6().From(HOST4_IN6).To(HOST6).Udp(1000);
         const Bytes six = Maker::V6().Upper(58, Icmp(1, 0, 0, quoted6));
         v.Equal(bed.Send(six).Only().Size(), 1048u + 48 - 40, "ICMPv4, nothing said");
         SiitBed small;
         small.settings.translation.largestIcmpv4Error = 576;
         v.Equal(small.Send(six).Only().Size(), 576u, "ICMPv4, told 576");
         v.Equal(small.Send(six).Only().Faults(), "", "faults of ICMPv4");
         v.True(!small.Send(six).Only().Df(), "DF");
     }},
    {"told to, it names the IPv6 router that has no IPv4 address",
     "RFC 6791 4, RFC 5837 4.1, 7915-153",
     [](Verdict& v) {
         SiitBed bed;
         bed.settings.translation.interfaceInfo = true;
         bed.settings.translation.rfc6791Pool = {*Prefix::Parse("198.51.100.1/32")};
         const Bytes quoted = Maker::V6().From(HOST4_IN6).To(HOST6).Udp(200);
         const Bytes packet = Maker::V6().From(ROUTER6).Upper(58, Icmp(3, 0, 0, quoted));
         const Seen seen = bed.Send(packet).Only();
         v.Equal(seen.Faults(), "", "faults");
         v.Equal(seen.From(), "198.51.100.1", "source");
         v.Equal(seen.Word(), (quoted.size() - 20) / 4 << 16, "length");
         const Bytes extension = End(seen, 28);
         v.Equal(Folded(Sum(extension, 0, 28)), 0xffff, "checksum of the extension");
         v.Equal(ToHex(extension).substr(0, 4), "2000", "version");
         v.Equal(ToHex(extension).substr(8),
                 "0018020400020000"
                 "20010db8000f00000000000000000009",
                 "length 24, class 2, address of role 0, AFI 2");
         const Seen other = bed.Send(Maker::V6().Upper(58, Icmp(3, 0, 0, quoted))).Only();
         v.Equal(other.Word(), 0u, "length for a source with an IPv4 address");
     }},
};

} // namespace

V6LAB_SUITE("v6lab-translation-extension", ROWS);

} // namespace ns3::v6lab::test
