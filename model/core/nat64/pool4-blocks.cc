// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/nat64/pool4-state.h"

#include <algorithm>

namespace ns3::v6lab
{

/** Unpredictably among the free ports of the span, those of the same parity first. */
std::optional<Pool4::State::Found>
Pool4::State::PickIn(uint32_t index, const PortSpan& span, const Request& request)
{
    const bool keep = m_settings.keepParity && request.kind == BibKind::Udp;
    const FreeSet& free = m_ledger.FreeAt(index, request.kind);
    const PortSpans spans(span);
    for (const Parity parity : {keep ? ParityOf(request.inside.port) : Parity::Any, Parity::Any})
    {
        if (free.Next(span.first, span.last, parity) != FreeSet::NONE)
        {
            const uint16_t port =
                m_selector->Pick({spans, parity, free, request.inside, request.remote});
            return Found{index, port, Reason::None};
        }
    }
    return std::nullopt;
}

/** RFC 7422 2: the subscriber's own ports, then blocks that it holds, then a new block. */
Pool4::State::Found
Pool4::State::FindInBlocks(const Request& request)
{
    if (const auto own = FindInOwn(request))
    {
        return *own;
    }
    const IpAddress subscriber = m_subscribers.NameOf(request.inside.address);
    for (const PortBlocks::Id& id : m_blocks->HeldBy(subscriber))
    {
        if (const auto found = PickIn(id.index, m_blocks->SpanOf(id), request))
        {
            m_blocks->Use(id);
            return *found;
        }
    }
    return FindInNewBlock(request, subscriber);
}

std::optional<Pool4::State::Found>
Pool4::State::FindInOwn(const Request& request)
{
    const auto number = NumberOf(request.inside.address);
    if (!number)
    {
        return std::nullopt;
    }
    return PickIn(PortOf(*m_plan, *number, 0).outside, SpanOf(*m_plan, *number), request);
}

/** One block more stays within the subscriber's limit. */
bool
Pool4::State::MayHaveBlock(const Request& request, const IpAddress& subscriber) const
{
    const uint64_t own =
        NumberOf(request.inside.address) ? m_plan->GetPortsPerSubscriber() : uint64_t{0};
    const uint64_t after =
        own + (m_blocks->HeldBy(subscriber).size() + 1) * uint64_t{m_settings.blockSize};
    return m_settings.subscriberPorts == 0 || after <= m_settings.subscriberPorts;
}

Pool4::State::Found
Pool4::State::FindInNewBlock(const Request& request, const IpAddress& subscriber)
{
    if (!MayHaveBlock(request, subscriber))
    {
        return Nothing(Reason::SubscriberLimit);
    }
    const auto home = HomeOf(request, subscriber);
    if (home && m_settings.pairedOnly && !m_blocks->HasFree(*home))
    {
        return Nothing(Reason::PoolExhausted);
    }
    const auto index = m_blocks->FindAddress(home.value_or(StartOf(subscriber)));
    if (!index)
    {
        return Nothing(Reason::PoolExhausted);
    }
    const PortBlocks::Id id = m_blocks->Grant(subscriber, *index, m_random);
    m_blocks->Use(id);
    // Nobody has a port of a free block.
    return *PickIn(id.index, m_blocks->SpanOf(id), request);
}

/** The address that a subscriber's ports are on already. */
std::optional<uint32_t>
Pool4::State::HomeOf(const Request& request, const IpAddress& subscriber) const
{
    if (const auto number = NumberOf(request.inside.address))
    {
        return PortOf(*m_plan, *number, 0).outside;
    }
    const auto& held = m_blocks->HeldBy(subscriber);
    if (!held.empty())
    {
        return held.front().index;
    }
    return request.paired ? m_ranges.IndexOf(*request.paired) : std::nullopt;
}

std::optional<uint64_t>
Pool4::State::NumberOf(const IpAddress& inside) const
{
    if (!m_plan || !m_settings.subscribers->Contains(inside))
    {
        return std::nullopt;
    }
    uint64_t number = 0;
    for (int bit = m_settings.subscribers->GetLength(); bit < m_settings.subscriberPrefix; ++bit)
    {
        number = number << 1 | (inside.GetBytes()[bit / 8] >> (7 - bit % 8) & 1);
    }
    return number;
}

bool
Pool4::State::IsOwnPort(uint32_t index, uint16_t port) const
{
    return m_plan && OwnerOf(*m_plan, {index, port}).kind == PortOwner::Kind::Subscriber;
}

/** In a block that the subscriber has, or in one that it may have where its ports are. */
bool
Pool4::State::MayClaimInBlocks(const Request& request, const TransportAddress& outside) const
{
    const uint32_t index = *m_ranges.IndexOf(outside.address);
    const IpAddress subscriber = m_subscribers.NameOf(request.inside.address);
    const auto home = HomeOf(request, subscriber);
    if (home && *home != index)
    {
        return false;
    }
    if (IsOwnPort(index, outside.port) || MayHaveBlock(request, subscriber))
    {
        return true;
    }
    const auto& held = m_blocks->HeldBy(subscriber);
    return std::any_of(held.begin(), held.end(), [&](const PortBlocks::Id& id) {
        const PortSpan span = m_blocks->SpanOf(id);
        return id.index == index && span.first <= outside.port && outside.port <= span.last;
    });
}

bool
Pool4::State::ClaimInBlocks(uint32_t index, uint16_t port, const IpAddress& inside)
{
    if (IsOwnPort(index, port))
    {
        return NumberOf(inside) == OwnerOf(*m_plan, {index, port}).subscriber;
    }
    const auto block = m_blocks->Find(index, port);
    if (!block || !m_blocks->GrantThis(m_subscribers.NameOf(inside), *block))
    {
        return false;
    }
    m_blocks->Use(*block);
    return true;
}

} // namespace ns3::v6lab
