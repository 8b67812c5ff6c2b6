// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/azure/rewrite.h"
#include "model/core/header-check.h"
#include "model/core/icmp-error.h"
#include "test/support/hostile.h"
#include "test/support/table.h"

#include <algorithm>
#include <memory>

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;

namespace
{

constexpr uint32_t COUNT = 3000;

HostilePackets
PacketsOf(Family family, uint32_t seed)
{
    const bool v4 = family == Family::V4;
    const HostileEnds ends4{{"192.0.2.1"}, {"198.51.100.1", "224.0.0.5"}};
    const HostileEnds ends6{{"2001:db8:1::1"}, {"2001:db8:2::1", "ff02::1"}};
    return HostilePackets(family, v4 ? ends4 : ends6, seed);
}

/** All that the readers say of a packet, as text; empty if it is no IP packet to them. */
std::string
Said(const uint8_t* bytes, size_t size)
{
    std::ostringstream text;
    const auto facts = ReadFacts(bytes, size);
    if (!facts)
    {
        return "";
    }
    text << facts->source.ToString() << " " << facts->sourcePort << " > "
         << facts->destination.ToString() << " " << facts->destinationPort << " "
         << int{facts->protocol} << " " << int{facts->icmpType} << facts->fragment
         << facts->icmpError;
    text << " sound " << IsSoundIpv4(bytes, size, size) << IsSoundIpv6(bytes, size, size);
    size_t upper = 20;
    uint8_t next = facts->protocol;
    const bool chain = facts->family == Family::V4 || IsSoundChain(bytes, size, upper, next);
    text << chain;
    if (chain && upper < size)
    {
        const uint8_t* message = bytes + upper;
        text << IsSoundUpper(facts->family, next, message, size - upper, size - upper);
        const auto error = ReadIcmpError(facts->family, message, size - upper);
        text << (error ? error->quoted.destination.ToString() : "");
    }
    text << MaySendIcmpError(icmp::PortUnreachable(facts->family), bytes, size, Arrived());
    return text.str();
}

/** What a reader says must not depend on bytes behind the `size` that it was given. */
void
Readers(Verdict& v, Family family, uint32_t seed)
{
    HostilePackets packets = PacketsOf(family, seed);
    uint32_t read = 0;
    for (uint32_t i = 0; i < COUNT; ++i)
    {
        const Bytes whole = packets.Next();
        const size_t size = i % 2 == 0 ? whole.size() : i % (whole.size() + 1);
        std::string said[2];
        for (int j = 0; j < 2; ++j)
        {
            Bytes bytes(whole.begin(), whole.begin() + static_cast<long>(size));
            bytes.resize(size + 4096, j == 0 ? 0x00 : 0xff);
            said[j] = Said(bytes.data(), size);
        }
        v.Equal(said[1], said[0], "packet " + std::to_string(i));
        // A buffer of just that size: a sanitizer sees every byte too far.
        const auto exact = std::make_unique<uint8_t[]>(size);
        std::copy_n(whole.begin(), size, exact.get());
        v.Equal(Said(exact.get(), size), said[0], "exact packet " + std::to_string(i));
        read += said[0].empty() ? 0 : 1;
    }
    v.True(read > COUNT / 4 && read < COUNT, std::to_string(read) + " packets are readable");
}

/** Translated in place: no byte behind the end is touched, whatever the headers claim. */
void
Rewriters(Verdict& v, Family family, uint32_t seed)
{
    HostilePackets packets = PacketsOf(family, seed);
    azure::Rewrite rewrite;
    const bool v4 = family == Family::V4;
    rewrite.source = IpAddress::Parse(v4 ? "192.0.2.10" : "2001:db8:f::1");
    rewrite.destination = IpAddress::Parse(v4 ? "10.1.0.4" : "2001:db8:1::4");
    rewrite.sourcePort = 1024;
    rewrite.destinationPort = 7;
    uint32_t changed = 0;
    for (uint32_t i = 0; i < COUNT; ++i)
    {
        const Bytes whole = packets.Next();
        const size_t size = whole.size();
        Bytes bytes = whole;
        bytes.resize(size + 64, 0xa5);
        bytes.shrink_to_fit();
        if (size >= (v4 ? 20u : 40u) && whole[0] >> 4 == (v4 ? 4 : 6))
        {
            const size_t span = std::min(size, azure::RewriteSpan(bytes.data(), size));
            azure::Apply(rewrite, bytes.data(), span, true);
            v.True(std::equal(bytes.begin() + static_cast<long>(span),
                              bytes.begin() + static_cast<long>(size),
                              whole.begin() + static_cast<long>(span)),
                   "bytes behind the span of packet " + std::to_string(i));
        }
        v.True(std::all_of(bytes.begin() + static_cast<long>(size),
                           bytes.end(),
                           [](uint8_t byte) { return byte == 0xa5; }),
               "bytes behind packet " + std::to_string(i));
        changed += !std::equal(whole.begin(), whole.end(), bytes.begin());
    }
    v.True(changed > COUNT / 2, std::to_string(changed) + " packets were changed");
}

template <typename Check>
Row
Hostile(const std::string& sentence, const std::string& clause, Check check, Family family)
{
    return {sentence, clause, [=](Verdict& v) { check(v, family, 7); }};
}

const std::vector<Row> ROWS{
    Hostile("what is read of a hostile IPv4 packet comes from its own bytes",
            "RFC 791 3.1",
            Readers,
            Family::V4),
    Hostile("what is read of a hostile IPv6 packet comes from its own bytes",
            "RFC 8200 4",
            Readers,
            Family::V6),
    Hostile("translation of a hostile IPv4 packet stays within it",
            "RFC 5508 4.2",
            Rewriters,
            Family::V4),
    Hostile("translation of a hostile IPv6 packet stays within it",
            "RFC 5508 4.2",
            Rewriters,
            Family::V6),
};

V6LAB_SUITE("v6lab-hostile-bytes", ROWS);

} // namespace
