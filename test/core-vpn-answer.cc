// SPDX-License-Identifier: GPL-2.0-only
// The packets that a VPN service makes for its applications, against such as scapy 2.5 makes.
#include "test/support/app-packets.h"
#include "test/support/table.h"

#include <cstdio>

using namespace ns3::v6lab;
using test::Row;
using test::Verdict;
using namespace test::app;
using namespace ns3::v6lab::vpn;

namespace
{

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

V6LAB_SUITE("v6lab-core-vpn-answer", ROWS);

} // namespace
