// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/nat64/free-set.h"

namespace ns3::v6lab
{

namespace
{

constexpr uint64_t ALL = ~uint64_t{0};
constexpr uint64_t EVEN = 0x5555555555555555ULL;

uint64_t
MaskOf(Parity parity)
{
    switch (parity)
    {
    case Parity::Even:
        return EVEN;
    case Parity::Odd:
        return ~EVEN;
    case Parity::Any:
        break;
    }
    return ALL;
}

uint32_t
FirstBit(uint64_t word)
{
    return static_cast<uint32_t>(__builtin_ctzll(word));
}

uint32_t
Ones(uint64_t word)
{
    return static_cast<uint32_t>(__builtin_popcountll(word));
}

} // namespace

void
FreeSet::Add(uint16_t port)
{
    m_free[port / 64] |= uint64_t{1} << (port % 64);
    m_some[port % 2][port / 4096] |= uint64_t{1} << (port / 64 % 64);
}

void
FreeSet::AddSpan(uint16_t first, uint16_t last)
{
    for (uint32_t port = first; port <= last; ++port)
    {
        Add(static_cast<uint16_t>(port));
    }
}

void
FreeSet::Remove(uint16_t port)
{
    m_free[port / 64] &= ~(uint64_t{1} << (port % 64));
    if ((m_free[port / 64] & MaskOf(ParityOf(port))) == 0)
    {
        m_some[port % 2][port / 4096] &= ~(uint64_t{1} << (port / 64 % 64));
    }
}

/** The free bits of one word that lie in the span and have the parity. */
uint64_t
FreeSet::Word(uint32_t word, uint32_t first, uint32_t last, Parity parity) const
{
    uint64_t bits = m_free[word] & MaskOf(parity);
    if (word == first / 64)
    {
        bits &= ALL << (first % 64);
    }
    if (word == last / 64)
    {
        bits &= ALL >> (63 - last % 64);
    }
    return bits;
}

uint64_t
FreeSet::Summary(uint32_t word, Parity parity) const
{
    return parity == Parity::Any ? m_some[0][word] | m_some[1][word]
                                 : m_some[parity == Parity::Odd][word];
}

uint32_t
FreeSet::Next(uint32_t from, uint32_t last, Parity parity) const
{
    if (from > last)
    {
        return NONE;
    }
    if (const uint64_t bits = Word(from / 64, from, last, parity))
    {
        return from / 64 * 64 + FirstBit(bits);
    }
    uint32_t word = from / 64 + 1; // the next one that may have a free port
    while (word <= last / 64)
    {
        const uint64_t some = Summary(word / 64, parity) >> (word % 64);
        if (some == 0)
        {
            word = (word / 64 + 1) * 64;
            continue;
        }
        word += FirstBit(some);
        if (word > last / 64)
        {
            return NONE;
        }
        const uint64_t bits = Word(word, from, last, parity);
        return bits == 0 ? NONE : word * 64 + FirstBit(bits);
    }
    return NONE;
}

uint32_t
FreeSet::Count(uint32_t first, uint32_t last, Parity parity) const
{
    uint32_t count = 0;
    for (uint32_t word = first / 64; first <= last && word <= last / 64; ++word)
    {
        count += Ones(Word(word, first, last, parity));
    }
    return count;
}

uint32_t
FreeSet::Select(uint32_t first, uint32_t last, Parity parity, uint32_t rank) const
{
    for (uint32_t word = first / 64; first <= last && word <= last / 64; ++word)
    {
        uint64_t bits = Word(word, first, last, parity);
        const uint32_t ones = Ones(bits);
        if (rank >= ones)
        {
            rank -= ones;
            continue;
        }
        for (; rank > 0; --rank)
        {
            bits &= bits - 1;
        }
        return word * 64 + FirstBit(bits);
    }
    return NONE;
}

} // namespace ns3::v6lab
