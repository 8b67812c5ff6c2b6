// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dhcpv6/prefix-pool.h"

#include <array>
#include <cassert>
#include <iterator>

namespace ns3::v6lab
{

namespace
{

[[maybe_unused]] constexpr uint8_t MOST_BITS = 32; //!< of an index; only asserted

} // namespace

PrefixPool::PrefixPool(const Prefix& pool, uint8_t length)
    : m_pool(pool),
      m_length(length),
      m_size(uint64_t{1} << (length - pool.GetLength()))
{
    assert(pool.GetAddress().IsV6() && length >= pool.GetLength() &&
           length - pool.GetLength() <= MOST_BITS);
    m_free.emplace(0, m_size);
}

bool
PrefixPool::Contains(const Prefix& prefix) const
{
    return prefix.GetLength() == m_length && m_pool.Contains(prefix);
}

Prefix
PrefixPool::At(uint64_t index) const
{
    std::array<uint8_t, 16> bytes{};
    const auto& base = m_pool.GetAddress().GetBytes();
    std::copy(base.begin(), base.begin() + 16, bytes.begin());
    for (int bit = m_length - 1; index != 0; --bit, index >>= 1)
    {
        bytes[bit / 8] |= static_cast<uint8_t>((index & 1) << (7 - bit % 8));
    }
    return Prefix(IpAddress::V6(bytes.data()), m_length);
}

uint64_t
PrefixPool::IndexOf(const Prefix& prefix) const
{
    uint64_t index = 0;
    const auto& bytes = prefix.GetAddress().GetBytes();
    for (int bit = m_pool.GetLength(); bit < m_length; ++bit)
    {
        index = index << 1 | (bytes[bit / 8] >> (7 - bit % 8) & 1u);
    }
    return index;
}

/** The run that an index is in; the end if it is given. */
PrefixPool::Runs::iterator
PrefixPool::RunOf(uint64_t index)
{
    const auto behind = m_free.upper_bound(index);
    const bool none = behind == m_free.begin() || std::prev(behind)->second <= index;
    return none ? m_free.end() : std::prev(behind);
}

std::optional<Prefix>
PrefixPool::TakeOf(Runs::iterator run, uint64_t index)
{
    const uint64_t end = run->second;
    run->second = index;
    if (run->first == index)
    {
        m_free.erase(run);
    }
    if (index + 1 < end)
    {
        m_free.emplace(index + 1, end);
    }
    ++m_used;
    return At(index);
}

std::optional<Prefix>
PrefixPool::Take(const std::optional<Prefix>& wanted)
{
    if (wanted && Contains(*wanted))
    {
        const uint64_t index = IndexOf(*wanted);
        if (const auto run = RunOf(index); run != m_free.end())
        {
            return TakeOf(run, index);
        }
    }
    if (m_free.empty())
    {
        return std::nullopt;
    }
    auto run = RunOf(m_next);
    uint64_t index = m_next;
    if (run == m_free.end())
    {
        const auto behind = m_free.lower_bound(m_next);
        run = behind == m_free.end() ? m_free.begin() : behind;
        index = run->first;
    }
    m_next = index + 1;
    return TakeOf(run, index);
}

void
PrefixPool::Give(const Prefix& prefix)
{
    if (!Contains(prefix) || RunOf(IndexOf(prefix)) != m_free.end())
    {
        return;
    }
    const uint64_t first = IndexOf(prefix);
    uint64_t end = first + 1;
    const auto behind = m_free.find(end);
    if (behind != m_free.end())
    {
        end = behind->second;
        m_free.erase(behind);
    }
    const auto before = m_free.lower_bound(first);
    if (before != m_free.begin() && std::prev(before)->second == first)
    {
        std::prev(before)->second = end;
    }
    else
    {
        m_free.emplace(first, end);
    }
    --m_used;
}

} // namespace ns3::v6lab
