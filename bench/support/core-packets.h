// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BENCH_CORE_PACKETS_H
#define V6LAB_BENCH_CORE_PACKETS_H

#include "model/core/nat64/nat64-core.h"
#include "model/core/time-units.h"
#include "test/support/wire.h"

#include <cstring>
#include <fmt/format.h>
#include <stdexcept>

/** Packets for the translators' cores, and a NAT64 with a pool large enough for millions. */
namespace ns3::v6lab::bench
{

using test::Bytes;

inline IpAddress
Address(const std::string& text)
{
    return *IpAddress::Parse(text);
}

inline FixedSurroundings
Around()
{
    FixedSurroundings around;
    around.address4 = Address("192.0.2.254");
    around.address6 = Address("2001:db8::fe");
    return around;
}

inline PacketIn
In(const Bytes& packet)
{
    PacketIn in;
    in.bytes = packet.data();
    in.length = static_cast<uint32_t>(packet.size());
    in.available = in.length;
    in.handle = 1;
    return in;
}

/** Don't Fragment, as real hosts send: else 1400 bytes would become two IPv6 packets. */
inline Bytes
Whole(Bytes packet)
{
    if (packet[0] >> 4 == 4)
    {
        test::SetWord(packet, 6, 0x4000);
        test::SetWord(packet, 10, 0);
        test::SetWord(packet, 10, static_cast<uint16_t>(~test::Folded(test::Sum(packet, 0, 20))));
    }
    return packet;
}

/** The IP header and 8 bytes of UDP belong to `size`. */
inline Bytes
UdpPacket(const IpAddress& from, const IpAddress& to, uint16_t port, uint32_t size)
{
    const uint32_t headers = from.IsV4() ? 28 : 48;
    return Whole(test::MakePacket(from, to, 17, test::Udp(port, 53, size - headers)));
}

inline Pref64
BenchPrefix()
{
    return Pref64(*Prefix::Parse("2001:db8:64::/96"));
}

/** A core must translate: a figure for packets that it drops would be worth nothing. */
inline void
Demand(const Outcome& outcome)
{
    if (outcome.fate != Fate::Translated || outcome.emissions.empty())
    {
        throw std::runtime_error(
            fmt::format("bench: not translated: {}", Describe(outcome.reason).word));
    }
}

inline Nat64Settings
BigNat64()
{
    Nat64Settings settings;
    settings.prefix = BenchPrefix();
    PoolRange range;
    range.first = Address("203.0.113.0");
    range.last = Address("203.0.113.63"); // 4 million ports
    settings.pool.ranges.push_back(range);
    settings.limits.bindings = settings.limits.sessions = 4'000'000;
    return settings;
}

/** The first packet of a session of its own: host and port count up. */
inline Bytes
Outgoing(uint32_t session, uint32_t size)
{
    const IpAddress host = Address("2001:db8:1::").Plus(session / 16);
    const auto port = static_cast<uint16_t>(20000 + session % 16);
    return UdpPacket(host, BenchPrefix().Embed(Address("198.51.100.7")), port, size);
}

/** The answer to what left: its addresses and ports turned round. */
inline Bytes
Answer(const Outcome& outcome, uint32_t size)
{
    const auto& head = outcome.emissions[0].head;
    const Bytes sent(head.begin(), head.end());
    const auto address = [&sent](size_t at) {
        return IpAddress::V4(static_cast<uint32_t>(test::Word(sent, at)) << 16 |
                             test::Word(sent, at + 2));
    };
    return Whole(
        test::MakePacket(address(16),
                         address(12),
                         17,
                         test::Udp(test::Word(sent, 22), test::Word(sent, 20), size - 28)));
}

/** IPv6; checksums are updated, not verified, so that the old one does no harm. */
inline void
SetSource(Bytes& packet, const IpAddress& source)
{
    std::memcpy(packet.data() + 8, source.GetBytes().data(), 16);
}

} // namespace ns3::v6lab::bench

#endif // V6LAB_BENCH_CORE_PACKETS_H
