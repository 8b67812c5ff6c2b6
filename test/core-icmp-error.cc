// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/icmp-error.h"
#include "model/core/internet-checksum.h"
#include "model/core/token-bucket.h"
#include "test/support/packets.h"
#include "test/support/table.h"

using namespace ns3::v6lab;
using test::Ipv4Bytes;
using test::Ipv6Bytes;
using test::Row;
using test::Verdict;

namespace
{

using Bytes = std::vector<uint8_t>;

Row
Answers(const std::string& what,
        const std::string& clause,
        const IcmpError& error,
        const Bytes& packet,
        bool expected,
        const Arrived& arrived = {})
{
    return {(expected ? "an error is sent about " : "no error is sent about ") + what,
            clause,
            [=](Verdict& v) {
                v.Equal(MaySendIcmpError(error, packet.data(), packet.size(), arrived),
                        expected,
                        "may send");
            }};
}

Bytes
Echo4(uint8_t type)
{
    return Ipv4Bytes("192.0.2.1", "198.51.100.1", protocol::ICMPV4, {type, 0, 0, 0, 0, 1, 0, 1});
}

Bytes
Icmp6(uint8_t type)
{
    return Ipv6Bytes("2001:db8::1", "2001:db8:1::1", 58, {type, 0, 0, 0, 0, 0, 0, 1});
}

Bytes
Udp4(const std::string& from, const std::string& to)
{
    return Ipv4Bytes(from, to, protocol::UDP, Bytes(64, 7));
}

Bytes
Udp6(const std::string& from, const std::string& to)
{
    return Ipv6Bytes(from, to, protocol::UDP, Bytes(64, 7));
}

Bytes
Fragment4(uint16_t offset)
{
    auto packet = Udp4("192.0.2.1", "198.51.100.1");
    packet[6] = static_cast<uint8_t>(0x20 | offset >> 11);
    packet[7] = static_cast<uint8_t>(offset >> 3);
    return packet;
}

const IcmpError GONE4 = icmp::NoRoute(Family::V4);
const IcmpError GONE6 = icmp::NoRoute(Family::V6);
const IpAddress ROUTER4 = *IpAddress::Parse("203.0.113.1");
const IpAddress ROUTER6 = *IpAddress::Parse("2001:db8:9::1");

const std::vector<Row> ROWS{
    Answers("a datagram", "RFC 1812 5.2.7.1", GONE4, Udp4("192.0.2.1", "198.51.100.1"), true),
    Answers("an echo request", "RFC 1812 4.3.2.7", GONE4, Echo4(8), true),
    Answers("a destination unreachable", "RFC 1812 4.3.2.7", GONE4, Echo4(3), false),
    Answers("a time exceeded", "RFC 1812 4.3.2.7", GONE4, Echo4(11), false),
    Answers("a redirect", "RFC 1812 4.3.2.7", GONE4, Echo4(5), false),
    Answers("a first fragment", "RFC 1812 4.3.2.7", GONE4, Fragment4(0), true),
    Answers("a later fragment", "RFC 1812 4.3.2.7", GONE4, Fragment4(8), false),
    Answers("a multicast", "RFC 1812 4.3.2.7", GONE4, Udp4("192.0.2.1", "224.0.0.5"), false),
    Answers("a broadcast", "RFC 1812 4.3.2.7", GONE4, Udp4("192.0.2.1", "255.255.255.255"), false),
    Answers("a directed broadcast",
            "RFC 1812 4.3.2.7",
            GONE4,
            Udp4("192.0.2.1", "198.51.100.255"),
            false,
            Arrived{false, true}),
    Answers("a link-layer broadcast",
            "RFC 1812 4.3.2.7",
            GONE4,
            Udp4("192.0.2.1", "198.51.100.1"),
            false,
            Arrived{true, false}),
    Answers("a packet from 0.0.0.0",
            "RFC 1812 4.3.2.7",
            GONE4,
            Udp4("0.0.0.0", "192.0.2.1"),
            false),
    Answers("a packet from loopback",
            "RFC 1122 3.2.2",
            GONE4,
            Udp4("127.0.0.1", "192.0.2.1"),
            false),
    Answers("a packet from a multicast address",
            "RFC 1122 3.2.2",
            GONE4,
            Udp4("224.0.0.1", "192.0.2.1"),
            false),
    Answers("a packet from class E",
            "RFC 1122 3.2.2",
            GONE4,
            Udp4("240.0.0.1", "192.0.2.1"),
            false),
    Answers("a packet of 19 bytes", "RFC 1812 5.2.2", GONE4, Bytes(19, 0x45), false),
    Answers("an IPv6 packet", "RFC 4443 3.1", GONE6, Udp6("2001:db8::1", "2001:db8:1::1"), true),
    Answers("an ICMPv6 echo request", "RFC 4443 2.4(e)", GONE6, Icmp6(128), true),
    Answers("an ICMPv6 error", "RFC 4443 2.4(e.1)", GONE6, Icmp6(1), false),
    Answers("an ICMPv6 error of unknown type", "RFC 4443 2.4(e.1)", GONE6, Icmp6(101), false),
    Answers("an ICMPv6 redirect", "RFC 4443 2.4(e.2)", GONE6, Icmp6(137), false),
    Answers("an IPv6 multicast", "RFC 4443 2.4(e.3)", GONE6, Udp6("2001:db8::1", "ff0e::1"), false),
    Answers("an IPv6 multicast that is too big",
            "RFC 4443 2.4(e.3)",
            icmp::TooBig(Family::V6, 1280),
            Udp6("2001:db8::1", "ff0e::1"),
            true),
    Answers("an unrecognised option in an IPv6 multicast",
            "RFC 4443 2.4(e.3)",
            IcmpError{4, 2, 40},
            Udp6("2001:db8::1", "ff0e::1"),
            true),
    Answers("a packet from ::", "RFC 4443 2.4(e.6)", GONE6, Udp6("::", "2001:db8::1"), false),
    Answers("a packet from an IPv6 multicast address",
            "RFC 4443 2.4(e.6)",
            GONE6,
            Udp6("ff02::1", "2001:db8::1"),
            false),
    {"IPv4 quotes as much as fits 576 bytes",
     "RFC 1812 4.3.2.3",
     [](Verdict& v) {
         const auto packet = Ipv4Bytes("192.0.2.1", "198.51.100.1", 17, Bytes(1400, 7));
         const auto message = BuildIcmpError(GONE4, packet.data(), packet.size(), ROUTER4, true);
         v.Equal(message.size() + 20, size_t{576}, "with its IP header");
         v.True(std::equal(message.begin() + 8, message.end(), packet.begin()), "the quote");
         v.Equal(InternetChecksum().Add(message.data(), message.size()).Get(), 0, "checksum");
     }},
    {"IPv6 quotes as much as fits 1280 bytes",
     "RFC 4443 2.4(c)",
     [](Verdict& v) {
         const auto packet = Ipv6Bytes("2001:db8::1", "2001:db8:1::1", 17, Bytes(1400, 7));
         const auto message = BuildIcmpError(GONE6, packet.data(), packet.size(), ROUTER6, true);
         v.Equal(message.size() + 40, size_t{1280}, "with its IP header");
         v.True(std::equal(message.begin() + 8, message.end(), packet.begin()), "the quote");
         const auto sum = InternetChecksum()
                              .AddPseudoHeader(ROUTER6,
                                               *IpAddress::Parse("2001:db8::1"),
                                               58,
                                               static_cast<uint32_t>(message.size()))
                              .Add(message.data(), message.size())
                              .Get();
         v.Equal(sum, 0, "checksum");
     }},
    {"a short packet is quoted whole",
     "RFC 1812 4.3.2.3",
     [](Verdict& v) {
         const auto packet = Udp4("192.0.2.1", "198.51.100.1");
         const auto message = BuildIcmpError(GONE4, packet.data(), packet.size(), ROUTER4, false);
         v.Equal(message.size(), packet.size() + 8, "size");
         v.Equal(int{message[2]} + message[3], 0, "checksum that nobody asked for");
     }},
    {"fragmentation needed carries the next-hop MTU in the lower half of its word",
     "RFC 1191 4",
     [](Verdict& v) {
         const auto packet = Udp4("192.0.2.1", "198.51.100.1");
         const auto message = BuildIcmpError(icmp::TooBig(Family::V4, 1300),
                                             packet.data(),
                                             packet.size(),
                                             ROUTER4,
                                             true);
         const Bytes head(message.begin(), message.begin() + 8);
         v.True(head[0] == 3 && head[1] == 4, "type 3 code 4");
         v.True(head[4] == 0 && head[5] == 0 && (head[6] << 8 | head[7]) == 1300, "MTU");
     }},
    {"an error is read back with what it quotes",
     "RFC 4443 3.2",
     [](Verdict& v) {
         const auto packet = Udp6("2001:db8::1", "2001:db8:1::1");
         const auto message = BuildIcmpError(icmp::TooBig(Family::V6, 1280),
                                             packet.data(),
                                             packet.size(),
                                             ROUTER6,
                                             true);
         const auto read = ReadIcmpError(Family::V6, message.data(), message.size());
         v.True(read.has_value(), "read");
         v.Equal(read->error.parameter, 1280u, "MTU");
         v.Equal(read->quoted.destination.ToString(), "2001:db8:1::1", "destination");
         v.Equal(read->quoted.length, 104u, "length");
         v.True(!ReadIcmpError(Family::V6, message.data(), 47), "a quote of 39 bytes");
         v.True(!ReadIcmpError(Family::V4, message.data(), message.size()), "the other family");
     }},
    {"a bucket gives its burst at once and then its rate",
     "RFC 4443 2.4(f)",
     [](Verdict& v) {
         TokenBucket bucket(10, 3);
         int taken = 0;
         for (int i = 0; i < 10; ++i)
         {
             taken += bucket.Take(0);
         }
         v.Equal(taken, 3, "burst");
         v.True(!bucket.Take(99999999), "not yet after 99.999999 ms");
         v.True(bucket.Take(100000000), "one after 100 ms");
         for (int64_t ms = 101; ms <= 1100; ++ms)
         {
             taken += bucket.Take(ms * 1000000);
         }
         v.Equal(taken, 13, "ten more in the next second");
     }},
    {"a bucket holds no more than its burst, however long it rests",
     "RFC 4443 2.4(f)",
     [](Verdict& v) {
         TokenBucket bucket(1000000, 2);
         int taken = 0;
         for (int i = 0; i < 5; ++i)
         {
             taken += bucket.Take(int64_t{1} << 62);
         }
         v.Equal(taken, 2, "burst");
     }},
    {"rate 0 is no limit",
     "",
     [](Verdict& v) {
         TokenBucket bucket(0, 1);
         v.True(bucket.Take(0) && bucket.Take(0) && bucket.Take(0), "three at once");
     }},
};

V6LAB_SUITE("v6lab-core-icmp-error", ROWS);

} // namespace
