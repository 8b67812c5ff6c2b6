// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/nat64/port-blocks.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

uint32_t
BlocksIn(const PortSpan& span, uint32_t size)
{
    return (span.last - span.first + 1u) / size;
}

} // namespace

PortBlocks::PortBlocks(const PoolRanges& ranges, uint32_t size, std::optional<PortSpans> dynamic)
    : m_ranges(ranges),
      m_size(size),
      m_dynamic(std::move(dynamic)),
      m_free(ranges.GetSize())
{
    for (uint32_t index = 0; index < ranges.GetSize(); ++index)
    {
        m_freeCount.push_back(CountOf(index));
    }
}

const PortSpans&
PortBlocks::SpansOf(uint32_t index) const
{
    return m_dynamic ? *m_dynamic : m_ranges.SpansOf(index, BibKind::Udp, PortClass::Any);
}

uint32_t
PortBlocks::CountOf(uint32_t index) const
{
    uint32_t count = 0;
    for (const PortSpan& span : SpansOf(index).Get())
    {
        count += BlocksIn(span, m_size);
    }
    return count;
}

uint64_t
PortBlocks::GetCapacity() const
{
    uint64_t capacity = 0;
    for (uint32_t index = 0; index < m_ranges.GetSize(); ++index)
    {
        capacity += uint64_t{CountOf(index)} * m_size;
    }
    return capacity;
}

FreeSet&
PortBlocks::FreeAt(uint32_t index)
{
    auto& free = m_free[index];
    if (!free)
    {
        free = std::make_unique<FreeSet>();
        for (uint32_t block = 0; block < CountOf(index); ++block)
        {
            free->Add(static_cast<uint16_t>(block));
        }
    }
    return *free;
}

const std::vector<PortBlocks::Id>&
PortBlocks::HeldBy(const IpAddress& subscriber) const
{
    static const std::vector<Id> none;
    const auto held = m_held.find(subscriber);
    return held == m_held.end() ? none : held->second;
}

PortSpan
PortBlocks::SpanOf(const Id& id) const
{
    uint32_t block = id.block;
    const auto& spans = SpansOf(id.index).Get();
    auto span = spans.begin();
    for (; std::next(span) != spans.end() && block >= BlocksIn(*span, m_size); ++span)
    {
        block -= BlocksIn(*span, m_size);
    }
    const uint32_t first = span->first + block * m_size;
    return {static_cast<uint16_t>(first), static_cast<uint16_t>(first + m_size - 1)};
}

std::optional<PortBlocks::Id>
PortBlocks::Find(uint32_t index, uint16_t port) const
{
    uint32_t before = 0;
    for (const PortSpan& span : SpansOf(index).Get())
    {
        const uint32_t blocks = BlocksIn(span, m_size);
        if (span.first <= port && port < span.first + blocks * m_size)
        {
            return Id{index, static_cast<uint16_t>(before + (port - span.first) / m_size)};
        }
        before += blocks;
    }
    return std::nullopt;
}

bool
PortBlocks::HasFree(uint32_t index) const
{
    return m_freeCount[index] > 0;
}

std::optional<uint32_t>
PortBlocks::FindAddress(uint32_t start) const
{
    const auto free = [](uint32_t count) { return count > 0; };
    auto found = std::find_if(m_freeCount.begin() + start, m_freeCount.end(), free);
    if (found == m_freeCount.end())
    {
        found = std::find_if(m_freeCount.begin(), m_freeCount.end(), free);
    }
    if (found == m_freeCount.end())
    {
        return std::nullopt;
    }
    return static_cast<uint32_t>(found - m_freeCount.begin());
}

PortBlocks::Id
PortBlocks::Grant(const IpAddress& subscriber, uint32_t index, PortRandom& random)
{
    const uint32_t last = CountOf(index) - 1;
    const FreeSet& free = FreeAt(index);
    const uint32_t rank = random.Below(m_freeCount[index]);
    const Id id{index, static_cast<uint16_t>(free.Select(0, last, Parity::Any, rank))};
    Record(subscriber, id);
    return id;
}

bool
PortBlocks::GrantThis(const IpAddress& subscriber, const Id& id)
{
    const auto granted = m_granted.find(KeyOf(id));
    if (granted != m_granted.end())
    {
        return granted->second.subscriber == subscriber;
    }
    Record(subscriber, id);
    return true;
}

void
PortBlocks::Record(const IpAddress& subscriber, const Id& id)
{
    FreeAt(id.index).Remove(id.block);
    --m_freeCount[id.index];
    m_granted[KeyOf(id)].subscriber = subscriber;
    m_held[subscriber].push_back(id);
    Tell(subscriber, id, true);
}

void
PortBlocks::Use(const Id& id)
{
    ++m_granted.at(KeyOf(id)).uses;
}

void
PortBlocks::Unuse(const Id& id)
{
    const auto granted = m_granted.find(KeyOf(id));
    if (granted == m_granted.end() || --granted->second.uses > 0)
    {
        return;
    }
    const IpAddress subscriber = granted->second.subscriber;
    m_granted.erase(granted);
    auto& held = m_held[subscriber];
    held.erase(std::find_if(held.begin(), held.end(), [&](const Id& other) {
        return KeyOf(other) == KeyOf(id);
    }));
    if (held.empty())
    {
        m_held.erase(subscriber);
    }
    FreeAt(id.index).Add(id.block);
    ++m_freeCount[id.index];
    Tell(subscriber, id, false);
}

void
PortBlocks::Tell(const IpAddress& subscriber, const Id& id, bool allocated) const
{
    if (m_watch)
    {
        m_watch({subscriber, m_ranges.At(id.index), SpanOf(id)}, allocated);
    }
}

} // namespace ns3::v6lab
