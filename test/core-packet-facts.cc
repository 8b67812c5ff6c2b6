// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/packet-facts.h"
#include "model/record/header-table.h"
#include "test/support/table.h"

#include <vector>

using namespace ns3::v6lab;
using test::Row;
using test::Verdict;

namespace
{

/** A TCP header with the flags, 24 bytes long, from port 1000 to 80 (RFC 9293 3.1). */
std::vector<uint8_t>
Tcp(uint8_t flags)
{
    std::vector<uint8_t> bytes(24, 0);
    bytes[0] = 0x03;
    bytes[1] = 0xe8;
    bytes[3] = 80;
    bytes[12] = 6 << 4;
    bytes[13] = flags;
    return bytes;
}

PacketFacts
FactsOfUpper(uint8_t protocol, const std::vector<uint8_t>& bytes, size_t size)
{
    PacketFacts facts;
    facts.protocol = protocol;
    ReadUpperLayer(facts, bytes.data(), size);
    return facts;
}

const std::vector<Row> ROWS{
    {"flags and header length of TCP are read",
     "RFC 9293 3.1",
     [](Verdict& v) {
         const PacketFacts facts = FactsOfUpper(protocol::TCP, Tcp(0x12), 24);
         v.Equal(int{facts.tcpFlags}, 0x12, "flags");
         v.Equal(int{facts.tcpHeaderLength}, 24, "header length");
         v.Equal(int{facts.destinationPort}, 80, "port");
     }},
    {"the 8 bytes that an ICMP error quotes of TCP show ports but no flags",
     "RFC 792",
     [](Verdict& v) {
         const PacketFacts facts = FactsOfUpper(protocol::TCP, Tcp(0x12), 8);
         v.Equal(int{facts.sourcePort}, 1000, "port");
         v.Equal(int{facts.tcpFlags} + facts.tcpHeaderLength, 0, "flags and length");
     }},
    {"UDP has no flags",
     "RFC 768",
     [](Verdict& v) {
         const PacketFacts facts = FactsOfUpper(protocol::UDP, Tcp(0x12), 24);
         v.Equal(int{facts.tcpFlags} + facts.tcpHeaderLength, 0, "flags and length");
     }},
    {"a later fragment has neither ports nor flags",
     "RFC 791 3.1",
     [](Verdict& v) {
         std::vector<uint8_t> packet(20, 0);
         packet[0] = 0x45;
         packet[3] = 44;
         packet[7] = 1; // offset 8 bytes
         packet[8] = 64;
         packet[9] = protocol::TCP;
         const auto tcp = Tcp(0x02);
         packet.insert(packet.end(), tcp.begin(), tcp.end());
         const auto facts = ReadFacts(packet.data(), packet.size());
         v.True(facts && facts->fragment, "is a fragment");
         v.Equal(int{facts->tcpFlags} + facts->sourcePort, 0, "flags and port");
     }},
    {"a fragment tells its identification, and whether it is the first, in both IP versions",
     "RFC 791 3.1, RFC 8200 4.5",
     [](Verdict& v) {
         std::vector<uint8_t> v4(28, 0);
         v4[0] = 0x45;
         v4[3] = 28;
         v4[4] = 0x12;
         v4[5] = 0x34;
         v4[9] = protocol::UDP;
         v.Equal(ReadFacts(v4.data(), v4.size())->fragmentId, 0U, "of no fragment");
         v4[6] = 0x20; // more fragments
         v.Equal(ReadFacts(v4.data(), v4.size())->fragmentId, 0x1234U, "IPv4");
         v.True(!ReadFacts(v4.data(), v4.size())->laterFragment, "the first, IPv4");
         v4[7] = 1;
         v.True(ReadFacts(v4.data(), v4.size())->laterFragment, "a later one, IPv4");
         std::vector<uint8_t> v6(56, 0);
         v6[0] = 0x60;
         v6[5] = 16;
         v6[6] = protocol::FRAGMENT;
         v6[40] = protocol::UDP;
         v6[43] = 1; // more fragments
         v6[44] = 0xab;
         v6[47] = 0xcd;
         v.Equal(ReadFacts(v6.data(), v6.size())->fragmentId, 0xab0000cdU, "IPv6");
         v.True(!ReadFacts(v6.data(), v6.size())->laterFragment, "the first, IPv6");
         v6[43] = 9;
         v.True(ReadFacts(v6.data(), v6.size())->laterFragment, "a later one, IPv6");
     }},
    {"the other family's ICMP is no ICMP",
     "RFC 7915 4.2",
     [](Verdict& v) {
         const std::vector<uint8_t> echo{8, 0, 0, 0, 0, 7, 0, 1};
         const std::vector<uint8_t> tooBig{2, 0, 0, 0, 0, 0, 5, 0};
         PacketFacts facts = FactsOfUpper(protocol::ICMPV6, tooBig, 8); // in IPv4
         v.True(!facts.icmpError && facts.icmpType == 0, "58 in IPv4");
         facts.family = Family::V6;
         ReadUpperLayer(facts, tooBig.data(), 8);
         v.True(facts.icmpError && facts.icmpType == 2, "58 in IPv6");
         facts = FactsOfUpper(protocol::ICMPV4, echo, 8);
         v.Equal(int{facts.sourcePort}, 7, "1 in IPv4");
         facts = {};
         facts.family = Family::V6;
         facts.protocol = protocol::ICMPV4;
         ReadUpperLayer(facts, echo.data(), 8);
         v.Equal(int{facts.sourcePort} + facts.icmpType, 0, "1 in IPv6");
     }},
    {"an ICMP error shows its code and, if it is about that, the MTU; other ICMP shows neither",
     "RFC 1191 4, RFC 4443 3.2",
     [](Verdict& v) {
         const auto seen = [](Family family, std::vector<uint8_t> icmp) {
             PacketFacts facts;
             facts.family = family;
             facts.protocol = family == Family::V4 ? protocol::ICMPV4 : protocol::ICMPV6;
             ReadUpperLayer(facts, icmp.data(), icmp.size());
             return std::to_string(IcmpCodeOf(facts)) + " " + std::to_string(MtuOf(facts));
         };
         v.Equal(seen(Family::V4, {3, 4, 0, 0, 0, 0, 5, 0}), "4 1280", "fragmentation needed");
         v.Equal(seen(Family::V4, {3, 1, 0, 0, 0, 0, 5, 0}), "1 0", "host unreachable");
         v.Equal(seen(Family::V6, {2, 0, 0, 0, 0, 0, 5, 20}), "0 1300", "packet too big");
         v.Equal(seen(Family::V6, {2, 0, 0, 0, 0, 1, 0, 0}), "0 65535", "of a jumbogram's link");
         v.Equal(seen(Family::V6, {1, 4, 0, 0, 0, 0, 5, 0}), "4 0", "port unreachable");
         v.Equal(seen(Family::V4, {8, 0, 0, 0, 0, 7, 0, 1}), "0 0", "echo request");
     }},
    {"flags have the RFC's names",
     "RFC 9293 3.1",
     [](Verdict& v) {
         v.Equal(TcpFlagsWord(0x02), std::string("SYN"), "SYN");
         v.Equal(TcpFlagsWord(0x12), std::string("SYN, ACK"), "SYN, ACK");
         v.Equal(TcpFlagsWord(0x14), std::string("RST, ACK"), "RST, ACK");
         v.Equal(TcpFlagsWord(0x11), std::string("FIN, ACK"), "FIN, ACK");
         v.Equal(TcpFlagsWord(0), std::string(), "none");
     }},
};

V6LAB_SUITE("v6lab-core-packet-facts", ROWS);

} // namespace
