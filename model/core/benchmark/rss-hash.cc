// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/benchmark/rss-hash.h"

#include <array>
#include <memory>

namespace ns3::v6lab
{

namespace
{

constexpr size_t LONGEST = 36; //!< two IPv6 addresses and two ports
constexpr size_t KEY = 40;

constexpr std::array<uint8_t, KEY> DEFAULT_KEY{
    0x6d, 0x5a, 0x56, 0xda, 0x25, 0x5b, 0x0e, 0xc2, 0x41, 0x67, 0x25, 0x3d, 0x43, 0xa3,
    0x8f, 0xb0, 0xd0, 0xca, 0x2b, 0xcb, 0xae, 0x7b, 0x30, 0xb4, 0x77, 0xcb, 0x2d, 0xa3,
    0x80, 0x30, 0xf2, 0x0c, 0x6a, 0x42, 0xb7, 0x3b, 0xbe, 0xac, 0x01, 0xfa};

/** 32 bits of the key from some bit on. */
uint32_t
KeyBits(size_t bit)
{
    uint64_t five = 0;
    for (size_t i = 0; i < 5; ++i)
    {
        five = five << 8 | DEFAULT_KEY[bit / 8 + i];
    }
    return static_cast<uint32_t>(five >> (8 - bit % 8));
}

/** What each value of each byte adds to the hash. */
using Shares = std::array<std::array<uint32_t, 256>, LONGEST>;

std::unique_ptr<const Shares>
MakeShares()
{
    auto shares = std::make_unique<Shares>();
    for (size_t byte = 0; byte < LONGEST; ++byte)
    {
        for (uint32_t value = 0; value < 256; ++value)
        {
            uint32_t share = 0;
            for (size_t bit = 0; bit < 8; ++bit)
            {
                share ^= value & 0x80u >> bit ? KeyBits(8 * byte + bit) : 0u;
            }
            (*shares)[byte][value] = share;
        }
    }
    return shares;
}

} // namespace

uint32_t
RssHash(const PacketFacts& facts)
{
    static const std::unique_ptr<const Shares> shares = MakeShares();
    uint32_t hash = 0;
    size_t at = 0;
    const auto add = [&](uint8_t byte) { hash ^= (*shares)[at++][byte]; };
    const size_t width = facts.family == Family::V4 ? 4 : 16;
    for (const auto* address : {&facts.source, &facts.destination})
    {
        for (size_t i = 0; i < width; ++i)
        {
            add(address->GetBytes()[i]);
        }
    }
    const bool hasPorts = facts.protocol == protocol::UDP || facts.protocol == protocol::TCP;
    if (hasPorts && !facts.fragment)
    {
        for (const uint16_t port : {facts.sourcePort, facts.destinationPort})
        {
            add(static_cast<uint8_t>(port >> 8));
            add(static_cast<uint8_t>(port));
        }
    }
    return hash;
}

} // namespace ns3::v6lab
