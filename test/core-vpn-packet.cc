// SPDX-License-Identifier: GPL-2.0-only
// What a VPN service reads of its applications' packets, and the answers that it makes. The packets
// were put together by scapy 2.5.
#include "model/core/packet-facts.h"
#include "model/core/vpn/app-packet.h"
#include "test/support/table.h"

#include <cstdio>

using namespace ns3::v6lab;
using namespace ns3::v6lab::vpn;
using test::Row;
using test::Verdict;

namespace
{

using Bytes = std::vector<uint8_t>;

const std::string APP4 = "0a080002";
const std::string REMOTE4 = "c0000201";
const std::string APP6 = "fd000008000000000000000000000002";
const std::string REMOTE6 = "0064ff9b0000000000000000c0000201";

const std::string UDP4 = "450000211234000040119c8d0a080002c0000201c0000007000d2fef68656c6c6f";
const std::string UDP6 = "60000000000d1140" + APP6 + REMOTE6 + "c0000007000d3cee68656c6c6f";
const std::string ECHO4 = "45000020000100004001aed10a080002c0000201080023351001000361626364";
const std::string ECHO6 = "60000000000c3a40" + APP6 + REMOTE6 + "8000ebe11001000361626364";
const std::string SYN6 = "60000000001c0640" + APP6 + REMOTE6 +
                         "c0010050000003e8000000007002ffff00e70000020405a001030307";
const std::string DATA4 = "4500002d000900004006aeb70a080002c0000201c0010050000003e900001389501801f4"
                          "3f9f0000474554202f";

Bytes
FromHex(const std::string& hex)
{
    Bytes bytes;
    for (size_t i = 0; i + 1 < hex.size(); i += 2)
    {
        bytes.push_back(static_cast<uint8_t>(std::stoul(hex.substr(i, 2), nullptr, 16)));
    }
    return bytes;
}

std::string
ToHex(const Bytes& bytes)
{
    std::string hex;
    for (const uint8_t byte : bytes)
    {
        char digits[3];
        std::snprintf(digits, sizeof(digits), "%02x", byte);
        hex += digits;
    }
    return hex;
}

/** A packet with the bytes that its fields point to. */
struct Read
{
    explicit Read(const std::string& hex, bool checksums = true)
        : bytes(FromHex(hex)),
          packet(ReadAppPacket(bytes.data(), bytes.size(), checksums))
    {
    }

    std::string Payload() const
    {
        return std::string(packet.payload, packet.payload + packet.payloadSize);
    }

    std::string Why() const
    {
        return std::string(Describe(packet.reason).word);
    }

    Bytes bytes;
    AppPacket packet;
};

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

MadeHead
Answer(const Read& read)
{
    return AnswerTo(read.packet, 7, true);
}

const uint8_t*
Text(const char* text)
{
    return reinterpret_cast<const uint8_t*>(text);
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
    {"an answer over IPv4 has the addresses swapped, an identification, and right checksums",
     "RFC 791 3.1, RFC 768, article D",
     [](Verdict& v) {
         v.Equal(ToHex(MakeUdp(Answer(Read(UDP4)), Text("hello"), 5)),
                 "45000021000700004011aebac00002010a0800020007c000000d2fef68656c6c6f",
                 "packet");
     }},
    {"an answer over IPv6 has no identification, and its length leaves out the header",
     "RFC 8200 3, 8.1, article D",
     [](Verdict& v) {
         v.Equal(ToHex(MakeUdp(Answer(Read(UDP6)), Text("hello"), 5)),
                 "60000000000d1140" + REMOTE6 + APP6 + "0007c000000d3cee68656c6c6f",
                 "packet");
     }},
    {"a UDP checksum that comes out as 0 is sent as ffff",
     "RFC 768",
     [](Verdict& v) {
         const uint8_t payload[] = {0x73, 0xc7};
         v.Equal(ToHex(MakeUdp(Answer(Read(UDP4)), payload, 2)),
                 "4500001e000700004011aebdc00002010a0800020007c000000affff73c7",
                 "packet");
     }},
    {"an echo reply has the request's identifier, sequence number and data",
     "RFC 792, RFC 4443 4.2, article D",
     [](Verdict& v) {
         v.Equal(ToHex(MakeEchoReply(Answer(Read(ECHO4)), 3, Text("abcd"), 4)),
                 "45000020000700004001aecbc00002010a08000200002b351001000361626364",
                 "IPv4");
         v.Equal(ToHex(MakeEchoReply(Answer(Read(ECHO6)), 3, Text("abcd"), 4)),
                 "60000000000c3a40" + REMOTE6 + APP6 + "8100eae11001000361626364",
                 "IPv6");
     }},
    {"an echo request of the service's own has its own identifier and the application's data",
     "RFC 792, article D",
     [](Verdict& v) {
         v.Equal(ToHex(MakeEchoRequest(Family::V4, 0x9001, 3, Text("abcd"), 4, true)),
                 "0800a3349001000361626364",
                 "message");
     }},
    {"a SYN of an answer tells the MSS, a segment with data has no options",
     "RFC 9293 3.1, 3.2, 3.7.1",
     [](Verdict& v) {
         TcpFields accept;
         accept.sequence = 5000;
         accept.acknowledgement = 1001;
         accept.flags = TcpFields::SYN | TcpFields::ACK;
         accept.window = 65535;
         accept.mss = 1440;
         v.Equal(ToHex(MakeTcp(Answer(Read(SYN6)), accept, nullptr, 0)),
                 "6000000000180640" + REMOTE6 + APP6 +
                     "0050c00100001388000003e96012ffff015c0000020405a0",
                 "SYN and ACK");
         TcpFields data;
         data.sequence = 5001;
         data.acknowledgement = 1006;
         data.flags = TcpFields::ACK | TcpFields::PSH;
         data.window = 65535;
         v.Equal(ToHex(MakeTcp(Answer(Read(DATA4)), data, Text("200"), 3)),
                 "4500002b000700004006aebbc00002010a0800020050c00100001389000003ee5018ffffa9c5"
                 "0000323030",
                 "data");
     }},
};

V6LAB_SUITE("v6lab-core-vpn-packet", ROWS);

} // namespace
