// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/nat64/pool4.h"

#include "model/core/nat64/pool4-state.h"

namespace ns3::v6lab
{

Pool4::Pool4(const PoolSettings& settings)
    : m_state(std::make_unique<State>(settings))
{
}

Pool4::~Pool4() = default;
Pool4::Pool4(Pool4&&) noexcept = default;
Pool4& Pool4::operator=(Pool4&&) noexcept = default;

bool
Pool4::Owns(const IpAddress& address) const
{
    return m_state->GetRanges().IndexOf(address).has_value();
}

bool
Pool4::Owns(BibKind kind, const TransportAddress& outside) const
{
    return m_state->Owns(kind, outside);
}

Pool4::Allocation
Pool4::Allocate(const Request& request)
{
    return m_state->Allocate(request);
}

bool
Pool4::MayClaim(const Request& request, const TransportAddress& outside) const
{
    return m_state->MayClaim(request, outside);
}

bool
Pool4::Claim(BibKind kind, const TransportAddress& outside, const IpAddress& inside)
{
    return m_state->Claim(kind, outside, inside);
}

void
Pool4::Release(BibKind kind,
               const TransportAddress& outside,
               const IpAddress& inside,
               int64_t nowNs)
{
    m_state->Release(kind, outside, inside, nowNs);
}

uint64_t
Pool4::GetUsed(BibKind kind) const
{
    return m_state->GetCounts().GetUsed(kind);
}

uint64_t
Pool4::GetCapacity(BibKind kind) const
{
    return m_state->GetCounts().GetCapacity(kind);
}

const PoolCounters&
Pool4::GetCounters() const
{
    return m_state->GetCounts().GetCounters();
}

void
Pool4::SetBlockWatch(BlockWatch watch)
{
    m_state->SetBlockWatch(std::move(watch));
}

} // namespace ns3::v6lab
