// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/nat64/port-ledger.h"

#include <cassert>

namespace ns3::v6lab
{

namespace
{

size_t
QuarterOf(PortClass range, Parity parity)
{
    return 2 * static_cast<size_t>(range) + static_cast<size_t>(parity);
}

bool
Meets(size_t quarter, const PortWish& wish)
{
    const auto range = static_cast<PortClass>(quarter / 2);
    const auto parity = static_cast<Parity>(quarter % 2);
    return (wish.range == PortClass::Any || wish.range == range) &&
           (wish.parity == Parity::Any || wish.parity == parity);
}

} // namespace

PortLedger::PortLedger(const PoolRanges& ranges)
    : m_ranges(ranges)
{
    for (size_t k = 0; k < BIB_KINDS; ++k)
    {
        const auto kind = static_cast<BibKind>(k);
        m_books[k].resize(ranges.GetSize());
        for (size_t quarter = 0; quarter < QUARTERS; ++quarter)
        {
            m_open[k][quarter].resize((ranges.GetSize() + 63) / 64);
            for (uint32_t index = 0; index < ranges.GetSize(); ++index)
            {
                const auto range = static_cast<PortClass>(quarter / 2);
                const auto parity = static_cast<Parity>(quarter % 2);
                SetOpen(index, kind, quarter, ranges.SpansOf(index, kind, range).Count(parity) > 0);
            }
        }
    }
}

PortLedger::Book&
PortLedger::BookOf(uint32_t index, BibKind kind)
{
    auto& book = m_books[static_cast<size_t>(kind)][index];
    if (!book)
    {
        book = std::make_unique<Book>();
        for (const PortClass range : {PortClass::System, PortClass::Dynamic})
        {
            const PortSpans& spans = m_ranges.SpansOf(index, kind, range);
            for (const PortSpan& span : spans.Get())
            {
                book->free.AddSpan(span.first, span.last);
            }
            for (const Parity parity : {Parity::Even, Parity::Odd})
            {
                book->count[QuarterOf(range, parity)] = spans.Count(parity);
            }
        }
    }
    return *book;
}

const FreeSet&
PortLedger::FreeAt(uint32_t index, BibKind kind)
{
    return BookOf(index, kind).free;
}

uint64_t
PortLedger::OpenWord(size_t word, BibKind kind, const PortWish& wish) const
{
    uint64_t bits = 0;
    for (size_t quarter = 0; quarter < QUARTERS; ++quarter)
    {
        bits |= Meets(quarter, wish) ? m_open[static_cast<size_t>(kind)][quarter][word] : 0;
    }
    return bits;
}

void
PortLedger::SetOpen(uint32_t index, BibKind kind, size_t quarter, bool open)
{
    uint64_t& word = m_open[static_cast<size_t>(kind)][quarter][index / 64];
    const uint64_t bit = uint64_t{1} << (index % 64);
    word = open ? word | bit : word & ~bit;
}

bool
PortLedger::HasFree(uint32_t index, BibKind kind, const PortWish& wish) const
{
    return OpenWord(index / 64, kind, wish) >> (index % 64) & 1;
}

std::optional<uint32_t>
PortLedger::FindAddress(uint32_t start, BibKind kind, const PortWish& wish) const
{
    const size_t words = (m_ranges.GetSize() + 63) / 64;
    for (size_t step = 0; step <= words; ++step)
    {
        const size_t word = (start / 64 + step) % words;
        uint64_t bits = OpenWord(word, kind, wish);
        if (step == 0)
        {
            bits &= ~uint64_t{0} << (start % 64);
        }
        if (bits != 0)
        {
            return static_cast<uint32_t>(64 * word + __builtin_ctzll(bits));
        }
    }
    return std::nullopt;
}

void
PortLedger::Take(uint32_t index, BibKind kind, uint16_t port)
{
    Book& book = BookOf(index, kind);
    assert(book.free.Has(port));
    book.free.Remove(port);
    const size_t quarter = QuarterOf(ClassOf(port), ParityOf(port));
    if (--book.count[quarter] == 0)
    {
        SetOpen(index, kind, quarter, false);
    }
}

void
PortLedger::Give(uint32_t index, BibKind kind, uint16_t port)
{
    Book& book = BookOf(index, kind);
    assert(!book.free.Has(port));
    book.free.Add(port);
    const size_t quarter = QuarterOf(ClassOf(port), ParityOf(port));
    if (++book.count[quarter] == 1)
    {
        SetOpen(index, kind, quarter, true);
    }
}

} // namespace ns3::v6lab
