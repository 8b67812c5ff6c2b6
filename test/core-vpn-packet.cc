// SPDX-License-Identifier: GPL-2.0-only
// What a VPN service reads of its applications' packets.
#include "test/support/app-packets.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using test::Row;
using test::Verdict;
using namespace test::app;
using namespace ns3::v6lab::vpn;

namespace
{

std::string
Ends(const AppPacket& packet)
{
    return packet.source.address.ToString() + " " + std::to_string(packet.source.port) + " > " +
           packet.destination.address.ToString() + " " + std::to_string(packet.destination.port);
}

/** `hex` with the byte at `place` replaced. */
std::string
With(std::string hex, size_t place, const std::string& byte)
{
    return hex.replace(2 * place, 2, byte);
}

const std::vector<Row> ROWS = {
    {"an IPv4 datagram has its ends and its payload",
     "RFC 791 3.1, RFC 768, article D",
     [](Verdict& v) {
         const Read read(UDP4);
         v.Equal(read.packet.reason == Reason::None, true, "taken");
         v.Equal(ToWord(read.packet.kind), std::string("udp"), "kind");
         v.Equal(Ends(read.packet), "10.8.0.2 49152 > 192.0.2.1 7", "ends");
         v.Equal(read.Payload(), "hello", "payload");
     }},
    {"so does an IPv6 datagram to an address in the NAT64 range, which is an address like others",
     "RFC 8200 3, article D",
     [](Verdict& v) {
         const Read read(UDP6);
         v.Equal(read.packet.reason == Reason::None, true, "taken");
         v.Equal(Ends(read.packet), "fd00:8::2 49152 > 64:ff9b::c000:201 7", "ends");
         v.Equal(read.Payload(), "hello", "payload");
     }},
    {"IPv4 options and IPv6 extension headers are stepped over",
     "RFC 791 3.1, RFC 8200 4",
     [](Verdict& v) {
         const Read four("4600002500010000401119b80a080002c000020194040000c0000007000d2fef6865"
                         "6c6c6f");
         v.Equal(four.Payload(), "hello", "IPv4");
         const Read six("6000000000153c40" + APP6 + REMOTE6 +
                        "1100010400000000c0000007000d3cee68656c6c6f");
         v.Equal(six.Payload(), "hello", "IPv6");
     }},
    {"bytes behind the packet's end are no part of it",
     "RFC 791 3.1",
     [](Verdict& v) { v.Equal(Read(UDP4 + "ffff").Payload(), "hello", "payload"); }},
    {"a datagram that is shorter than its packet has no more payload than it says",
     "RFC 768",
     [](Verdict& v) { v.Equal(Read(With(UDP4, 25, "0c"), false).Payload(), "hell", "payload"); }},
    {"of an echo request the identifier stands in both ports",
     "RFC 792, RFC 4443 4.1",
     [](Verdict& v) {
         for (const auto& hex : {ECHO4, ECHO6})
         {
             const Read read(hex);
             v.Equal(ToWord(read.packet.kind), std::string("icmp"), "kind");
             v.Equal(read.packet.source.port, 0x1001, "source");
             v.Equal(read.packet.destination.port, 0x1001, "destination");
             v.Equal(read.packet.echoSequence, 3, "sequence");
             v.Equal(read.Payload(), "abcd", "payload");
         }
     }},
    {"a message of echo's type with another code is no echo request",
     "RFC 792, RFC 4443 4.1",
     [](Verdict& v) {
         v.Equal(Read(With(ECHO4, 21, "01"), false).Why(), "vpn-protocol", "ICMP");
         v.Equal(Read(With(ECHO6, 41, "01"), false).Why(), "vpn-protocol", "ICMPv6");
     }},
    {"of TCP the fields that count are read, and of the options the MSS",
     "RFC 9293 3.1, 3.2",
     [](Verdict& v) {
         const Read syn(SYN6);
         v.Equal(syn.packet.tcp.sequence, 1000u, "sequence");
         v.Equal(int{syn.packet.tcp.flags}, int{TcpFields::SYN}, "flags");
         v.Equal(syn.packet.tcp.window, 65535, "window");
         v.Equal(syn.packet.tcp.mss, 1440, "MSS");
         const Read data(DATA4);
         v.Equal(data.packet.tcp.acknowledgement, 5001u, "acknowledgement");
         v.Equal(data.packet.tcp.mss, 0, "no MSS");
         v.Equal(data.Payload(), "GET /", "payload");
     }},
    {"TCP options that are broken do not lead beyond the header",
     "RFC 9293 3.1",
     [](Verdict& v) {
         // An MSS option that claims 200 bytes, and one of no length at all.
         v.Equal(Read(With(SYN6, 61, "c8"), false).packet.tcp.mss, 0, "too long");
         v.Equal(Read(With(SYN6, 61, "00"), false).packet.tcp.mss, 0, "no length");
         // A header of 24 bytes whose last two begin an MSS option; data goes on as if it ended it.
         const auto across = With(SYN6, 52, "60").replace(2 * size_t{60}, 8, "01010204");
         v.Equal(Read(across, false).packet.tcp.mss, 0, "its value is data");
     }},
    {"fragments are refused: the first, a later one, and those of IPv6",
     "RFC 791 3.1, RFC 8200 4.5, article D",
     [](Verdict& v) {
         v.Equal(
             Read("450000240009200040118eb50a080002c0000201c00000070010a2e63132333435363738").Why(),
             "vpn-fragment",
             "first");
         v.Equal(
             Read("45000024000900014011aeb40a080002c0000201c00000070010a2e63132333435363738").Why(),
             "vpn-fragment",
             "later");
         v.Equal(Read("6000000000182c40" + APP6 + REMOTE6 +
                      "11000001000000050001000700106fe53132333435363738")
                     .Why(),
                 "vpn-fragment",
                 "IPv6");
     }},
    {"what there is no socket for is refused",
     "article D",
     [](Verdict& v) {
         v.Equal(Read("4500001c00010000402faea70a080002c00002010000000030313233").Why(),
                 "vpn-protocol",
                 "GRE");
         v.Equal(Read("4500001c000100004032aea40a080002c00002013031323334353637").Why(),
                 "vpn-protocol",
                 "ESP");
         v.Equal(Read("45000038000100004001aeb90a080002c00002010303c921000000004500001c0001000040"
                      "11aec50a080002c00002010035003500083369")
                     .Why(),
                 "vpn-protocol",
                 "ICMP error");
     }},
    {"a wrong checksum is refused, of the IPv4 header or of what is behind it",
     "RFC 1122 3.2.1.2, 4.1.3.4, RFC 4443 2.3",
     [](Verdict& v) {
         v.Equal(Read(With(UDP4, 8, "3f")).Why(), "bad-checksum", "header");
         v.Equal(Read(With(UDP4, 28, "69")).Why(), "bad-checksum", "UDP");
         v.Equal(Read(With(ECHO6, 51, "65")).Why(), "bad-checksum", "ICMPv6");
         v.Equal(Read(With(DATA4, 44, "2e")).Why(), "bad-checksum", "TCP");
         v.Equal(Read(With(UDP4, 28, "69"), false).packet.reason == Reason::None,
                 true,
                 "none simulated");
     }},
    {"IPv6 does not know UDP without a checksum",
     "RFC 8200 8.1",
     [](Verdict& v) {
         v.Equal(Read(With(With(UDP6, 46, "00"), 47, "00")).Why(), "bad-checksum", "IPv6");
         v.Equal(Read(With(With(UDP4, 26, "00"), 27, "00")).packet.reason == Reason::None,
                 true,
                 "IPv4");
     }},
    {"no length leads beyond the bytes that there are",
     "RFC 1122 3.2.1, RFC 768, RFC 9293 3.1",
     [](Verdict& v) {
         for (const auto& whole : {UDP4, UDP6, ECHO4, ECHO6, SYN6, DATA4})
         {
             for (size_t size = 0; size < whole.size() / 2; ++size)
             {
                 const Bytes bytes = FromHex(whole.substr(0, 2 * size));
                 const auto packet = ReadAppPacket(bytes.data(), bytes.size(), false);
                 v.True(packet.reason != Reason::None, "cut at " + std::to_string(size));
             }
         }
         v.Equal(Read(With(UDP4, 25, "0e"), false).Why(), "malformed-header", "UDP length");
         v.Equal(Read(With(DATA4, 32, "f0"), false).Why(), "malformed-header", "data offset");
         v.Equal(Read("75" + UDP4.substr(2), false).Why(), "malformed-header", "version 7");
     }},
};

V6LAB_SUITE("v6lab-core-vpn-packet", ROWS);

} // namespace
