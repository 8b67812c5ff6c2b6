// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/azure/rewrite.h"
#include "test/support/azure.h"
#include "test/support/table.h"
#include "test/support/wire.h"

#include <random>

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;
using azure::Rewrite;

namespace
{

const IpAddress PRIVATE4 = Address("10.1.0.4");
const IpAddress PUBLIC4 = Address("192.0.2.10");
const IpAddress REMOTE4 = Address("198.51.100.7");
const IpAddress ROUTER4 = Address("198.51.100.1");
const IpAddress PRIVATE6 = Address("fd00:3::4");
const IpAddress PUBLIC6 = Address("2001:db8:ffff::30");
const IpAddress REMOTE6 = Address("2001:db8:99::7");
const IpAddress ROUTER6 = Address("2001:db8:99::1");

Bytes
Translated(const Rewrite& rewrite, Bytes packet)
{
    const size_t span = std::min(packet.size(), azure::RewriteSpan(packet.data(), packet.size()));
    azure::Apply(rewrite, packet.data(), span, true);
    return packet;
}

Rewrite
Source(const IpAddress& address, std::optional<uint16_t> port = {})
{
    Rewrite rewrite;
    rewrite.source = address;
    rewrite.sourcePort = port;
    return rewrite;
}

Rewrite
Destination(const IpAddress& address, std::optional<uint16_t> port = {})
{
    Rewrite rewrite;
    rewrite.destination = address;
    rewrite.destinationPort = port;
    return rewrite;
}

std::string
Summary(const Bytes& packet, size_t from = 0)
{
    const auto facts = ReadFacts(packet.data() + from, packet.size() - from);
    return facts->source.ToString() + " " + std::to_string(facts->sourcePort) + " > " +
           facts->destination.ToString() + " " + std::to_string(facts->destinationPort);
}

Row
Plain(const std::string& what,
      const Rewrite& rewrite,
      const Bytes& packet,
      const std::string& after)
{
    return {what + " keeps correct checksums", "RFC 1624 3", [=](Verdict& v) {
                v.Equal(BadChecksums(packet), "", "checksums before");
                const Bytes out = Translated(rewrite, packet);
                v.Equal(Summary(out), after, "addresses and ports");
                v.Equal(BadChecksums(out), "", "checksums after");
            }};
}

/** `quoted` was sent by the inside host and is quoted in an error from `router`. */
Row
Error(const std::string& what,
      const Rewrite& rewrite,
      const Bytes& error,
      const std::string& outer,
      const std::string& inner,
      bool wholeQuote)
{
    return {what + " is rewritten with what it quotes", "RFC 5508 4.2", [=](Verdict& v) {
                v.Equal(BadChecksums(error), "", "checksums before");
                const Bytes out = Translated(rewrite, error);
                const size_t start = error[0] >> 4 == 4 ? 28 : 48;
                v.Equal(Summary(out), outer, "outer packet");
                v.Equal(Summary(out, start), inner, "quoted packet");
                v.Equal(BadChecksums(out), "", "checksums after");
                if (wholeQuote)
                {
                    v.Equal(
                        BadChecksums(Bytes(out.begin() + static_cast<ptrdiff_t>(start), out.end())),
                        "",
                        "checksums of the quoted packet");
                }
            }};
}

Bytes
SecondFragment()
{
    Bytes packet = MakePacket(PRIVATE4, REMOTE4, protocol::UDP, Udp(5000, 7));
    SetWord(packet, 6, 0x0010); // offset 128, last fragment
    SetWord(packet, 10, 0);
    SetWord(packet, 10, static_cast<uint16_t>(~Folded(Sum(packet, 0, 20))));
    return packet;
}

const std::vector<Row> ROWS{
    Plain("an IPv4 source in TCP",
          Source(PUBLIC4),
          MakePacket(PRIVATE4, REMOTE4, protocol::TCP, Tcp(5000, 80)),
          "192.0.2.10 5000 > 198.51.100.7 80"),
    Plain("an IPv4 destination in UDP",
          Destination(PRIVATE4),
          MakePacket(REMOTE4, PUBLIC4, protocol::UDP, Udp(7, 5000)),
          "198.51.100.7 7 > 10.1.0.4 5000"),
    Plain("an IPv4 source in an echo request",
          Source(PUBLIC4),
          MakePacket(PRIVATE4, REMOTE4, protocol::ICMPV4, {8, 0, 0, 0, 0, 9, 0, 1, 1, 2, 3}),
          "192.0.2.10 9 > 198.51.100.7 9"),
    Plain("an IPv6 source in TCP",
          Source(PUBLIC6),
          MakePacket(PRIVATE6, REMOTE6, protocol::TCP, Tcp(5000, 80)),
          "2001:db8:ffff::30 5000 > 2001:db8:99::7 80"),
    Plain("an IPv6 destination in an echo reply",
          Destination(PRIVATE6),
          MakePacket(REMOTE6, PUBLIC6, protocol::ICMPV6, {129, 0, 0, 0, 0, 9, 0, 1, 7}),
          "2001:db8:99::7 9 > fd00:3::4 9"),
    Plain("a source with its port in UDP",
          Source(PUBLIC4, 1024),
          MakePacket(PRIVATE4, REMOTE4, protocol::UDP, Udp(5000, 7)),
          "192.0.2.10 1024 > 198.51.100.7 7"),
    Plain("a destination with its port in TCP",
          Destination(PRIVATE4, 5000),
          MakePacket(REMOTE4, PUBLIC4, protocol::TCP, Tcp(80, 1024)),
          "198.51.100.7 80 > 10.1.0.4 5000"),
    Plain("a fragment without the upper layer's start",
          Source(PUBLIC4),
          SecondFragment(),
          "192.0.2.10 0 > 198.51.100.7 0"),
    {"the payload of a later fragment is not taken for a header",
     "RFC 791 3.2",
     [](Verdict& v) {
         const Bytes before = SecondFragment();
         const Bytes after = Translated(Source(PUBLIC4, 1024), before);
         v.True(std::equal(before.begin() + 20, before.end(), after.begin() + 20), "payload");
     }},
    {"a UDP checksum of 0 in IPv4 stays 0",
     "RFC 768",
     [](Verdict& v) {
         Bytes packet = MakePacket(PRIVATE4, REMOTE4, protocol::UDP, Udp(5000, 7));
         SetWord(packet, 26, 0);
         v.Equal(Word(Translated(Source(PUBLIC4), packet), 26), 0, "checksum");
     }},
    {"a UDP checksum that becomes 0 is sent as 0xffff",
     "RFC 768",
     [](Verdict& v) {
         // The last word takes up what the checksum was, so that the translated packet needs 0.
         Bytes packet = MakePacket(PUBLIC4, REMOTE4, protocol::UDP, Udp(5000, 7, 12));
         SetWord(packet, 38, Folded(uint32_t{Word(packet, 38)} + Word(packet, 26)));
         packet =
             MakePacket(PRIVATE4, REMOTE4, protocol::UDP, Bytes(packet.begin() + 20, packet.end()));
         v.Equal(Word(Translated(Source(PUBLIC4), packet), 26), 0xffff, "checksum");
     }},
    {"where the simulation computes no checksums, none is touched",
     "",
     [](Verdict& v) {
         Bytes packet = MakePacket(PRIVATE4, REMOTE4, protocol::TCP, Tcp(5000, 80));
         SetWord(packet, 10, 0);
         SetWord(packet, 36, 0);
         azure::Apply(Source(PUBLIC4), packet.data(), packet.size(), false);
         v.Equal(Word(packet, 10), 0, "header");
         v.Equal(Word(packet, 36), 0, "TCP");
     }},
    {"bytes of any kind and length are never touched beyond the given span",
     "",
     [](Verdict& v) {
         std::mt19937 random(1);
         for (int i = 0; i < 20000; ++i)
         {
             Bytes packet(1 + random() % 120);
             for (auto& byte : packet)
             {
                 byte = static_cast<uint8_t>(random() % 3 ? random() % 64 : random());
             }
             packet[0] = random() % 2 ? 0x40 | (random() & 15) : 0x60;
             const size_t given = packet.size() - random() % packet.size();
             const Bytes before = packet;
             const bool v4 = packet[0] >> 4 == 4;
             auto rewrite = Source(v4 ? PUBLIC4 : PUBLIC6, 1024);
             rewrite.destination = v4 ? PRIVATE4 : PRIVATE6;
             azure::Apply(rewrite, packet.data(), given, true);
             v.True(std::equal(before.begin() + static_cast<ptrdiff_t>(given),
                               before.end(),
                               packet.begin() + static_cast<ptrdiff_t>(given)),
                    "packet " + std::to_string(i));
         }
     }},
    Error("Fragmentation Needed from a router on the way",
          Destination(PRIVATE4),
          MakePacket(ROUTER4,
                     PUBLIC4,
                     protocol::ICMPV4,
                     IcmpError(3, MakePacket(PUBLIC4, REMOTE4, protocol::TCP, Tcp(5000, 80)))),
          "198.51.100.1 0 > 10.1.0.4 0",
          "10.1.0.4 5000 > 198.51.100.7 80",
          true),
    Error("Time Exceeded that quotes eight bytes",
          Destination(PRIVATE4),
          MakePacket(ROUTER4,
                     PUBLIC4,
                     protocol::ICMPV4,
                     IcmpError(11, MakePacket(PUBLIC4, REMOTE4, protocol::UDP, Udp(5000, 7)), 28)),
          "198.51.100.1 0 > 10.1.0.4 0",
          "10.1.0.4 5000 > 198.51.100.7 7",
          false),
    Error("Packet Too Big",
          Destination(PRIVATE6),
          MakePacket(ROUTER6,
                     PUBLIC6,
                     protocol::ICMPV6,
                     IcmpError(2, MakePacket(PUBLIC6, REMOTE6, protocol::UDP, Udp(5000, 7, 300)))),
          "2001:db8:99::1 0 > fd00:3::4 0",
          "fd00:3::4 5000 > 2001:db8:99::7 7",
          true),
    Error("Port Unreachable on its way out",
          Source(PUBLIC4),
          MakePacket(PRIVATE4,
                     REMOTE4,
                     protocol::ICMPV4,
                     IcmpError(3, MakePacket(REMOTE4, PRIVATE4, protocol::UDP, Udp(7, 5000)))),
          "192.0.2.10 0 > 198.51.100.7 0",
          "198.51.100.7 7 > 192.0.2.10 5000",
          true),
    Error("an error about a flow with a shared port",
          Destination(PRIVATE4, 5000),
          MakePacket(ROUTER4,
                     PUBLIC4,
                     protocol::ICMPV4,
                     IcmpError(11, MakePacket(PUBLIC4, REMOTE4, protocol::UDP, Udp(1024, 7)))),
          "198.51.100.1 0 > 10.1.0.4 0",
          "10.1.0.4 5000 > 198.51.100.7 7",
          true),
};

V6LAB_SUITE("v6lab-azure-rewrite", ROWS);

} // namespace
