// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/nat64/pool4-state.h"

#include "model/core/nat64/keyed-hash.h"

#include <cassert>

namespace ns3::v6lab
{

namespace
{

/** A transport address of the pool as one number. */
uint64_t
KeyOf(uint32_t index, BibKind kind, uint16_t port)
{
    return uint64_t{index} << 32 | uint64_t{static_cast<uint8_t>(kind)} << 16 | port;
}

} // namespace

Pool4::State::State(const PoolSettings& settings)
    : m_settings(settings),
      m_ranges(settings.ranges),
      m_ledger(m_ranges),
      m_selector(MakePortSelector(settings.selection, settings.seed)),
      m_random(settings.seed + 1),
      m_secret(m_random.Word()),
      m_subscribers(settings.subscriberPrefix, settings.subscriberPorts),
      m_counts(0, 0, {})
{
    CheckPoolSettings(settings, m_ranges);
    std::optional<PortSpans> dynamic;
    if (settings.selection == PortSelection::Deterministic)
    {
        m_plan = PlanOf(settings, m_ranges);
        const auto span = m_plan->GetDynamic();
        dynamic = span ? PortSpans(*span) : PortSpans();
    }
    if (DealsBlocks(settings.selection))
    {
        m_blocks.emplace(m_ranges, settings.blockSize, dynamic);
    }
    m_counts =
        PoolCounts(settings.highWater,
                   settings.lowWater,
                   {CapacityOf(BibKind::Tcp), CapacityOf(BibKind::Udp), CapacityOf(BibKind::Icmp)});
}

uint64_t
Pool4::State::CapacityOf(BibKind kind) const
{
    if (!m_blocks)
    {
        return m_ranges.GetCapacity(kind);
    }
    const uint64_t own = m_plan ? m_plan->subscribers * m_plan->GetPortsPerSubscriber() : 0;
    return own + m_blocks->GetCapacity();
}

bool
Pool4::State::Owns(BibKind kind, const TransportAddress& outside) const
{
    const auto index = m_ranges.IndexOf(outside.address);
    return index && m_ranges.SpansOf(*index, kind, PortClass::Any).Has(outside.port);
}

void
Pool4::State::SetBlockWatch(BlockWatch watch)
{
    if (m_blocks)
    {
        m_blocks->SetWatch(std::move(watch));
    }
}

Pool4::Allocation
Pool4::State::Allocate(const Request& request)
{
    EndRests(request.nowNs);
    Found found = Nothing(Reason::SubscriberLimit);
    if (m_subscribers.MayHaveMore(request.inside.address, request.kind))
    {
        found = m_blocks ? FindInBlocks(request) : FindSingle(request);
    }
    if (found.reason != Reason::None)
    {
        m_counts.Refused(found.reason, request.nowNs);
        return {{}, found.reason};
    }
    m_ledger.Take(found.index, request.kind, found.port);
    m_subscribers.Add(request.inside.address, request.kind);
    m_counts.Taken(request.kind);
    return {{m_ranges.At(found.index), found.port}, Reason::None};
}

bool
Pool4::State::MayClaim(const Request& request, const TransportAddress& outside) const
{
    if (!Owns(request.kind, outside) ||
        !m_subscribers.MayHaveMore(request.inside.address, request.kind))
    {
        return false;
    }
    return m_blocks ? MayClaimInBlocks(request, outside)
                    : !request.paired || *request.paired == outside.address;
}

bool
Pool4::State::Claim(BibKind kind, const TransportAddress& outside, const IpAddress& inside)
{
    if (!Owns(kind, outside))
    {
        return false;
    }
    const uint32_t index = *m_ranges.IndexOf(outside.address);
    const bool rested = m_resting.Remove(KeyOf(index, kind, outside.port));
    if (rested)
    {
        Free(index, kind, outside.port);
    }
    if (!m_ledger.FreeAt(index, kind).Has(outside.port) ||
        (m_blocks && !ClaimInBlocks(index, outside.port, inside)))
    {
        return false;
    }
    m_ledger.Take(index, kind, outside.port);
    m_subscribers.Add(inside, kind);
    m_counts.Taken(kind);
    return true;
}

void
Pool4::State::Release(BibKind kind,
                      const TransportAddress& outside,
                      const IpAddress& inside,
                      int64_t nowNs)
{
    EndRests(nowNs);
    const auto index = m_ranges.IndexOf(outside.address);
    assert(index && Owns(kind, outside));
    m_subscribers.Remove(inside, kind);
    m_counts.Freed(kind);
    // REQ-8's exceptions: TCP is tracked, and a subscriber's own span goes to nobody else.
    if (m_settings.quarantineNs > 0 && kind != BibKind::Tcp && !IsOwnPort(*index, outside.port))
    {
        m_resting.Put(KeyOf(*index, kind, outside.port), nowNs + m_settings.quarantineNs);
        return;
    }
    Free(*index, kind, outside.port);
}

void
Pool4::State::Free(uint32_t index, BibKind kind, uint16_t port)
{
    m_ledger.Give(index, kind, port);
    if (m_blocks && !IsOwnPort(index, port))
    {
        if (const auto block = m_blocks->Find(index, port))
        {
            m_blocks->Unuse(*block);
        }
    }
}

void
Pool4::State::EndRests(int64_t nowNs)
{
    m_resting.Expire(nowNs, [this](uint64_t key) {
        Free(static_cast<uint32_t>(key >> 32),
             static_cast<BibKind>(key >> 16 & 0xff),
             static_cast<uint16_t>(key));
    });
}

/** Hosts spread over the addresses; the same host comes back to the same one. */
uint32_t
Pool4::State::StartOf(const IpAddress& inside) const
{
    return static_cast<uint32_t>(KeyedHash(m_secret, ~m_secret).Add(inside).Get() %
                                 m_ranges.GetSize());
}

} // namespace ns3::v6lab
