// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dhcpv6/prefix-pool.h"

#include <array>
#include <cassert>

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

std::optional<Prefix>
PrefixPool::Take(const std::optional<Prefix>& wanted)
{
    if (wanted && Contains(*wanted) && m_used.insert(IndexOf(*wanted)).second)
    {
        return wanted;
    }
    while (m_next < m_size)
    {
        const uint64_t index = m_next++;
        if (m_used.insert(index).second)
        {
            return At(index);
        }
    }
    while (!m_free.empty())
    {
        const uint64_t index = m_free.front();
        m_free.pop_front();
        if (m_used.insert(index).second)
        {
            return At(index);
        }
    }
    return std::nullopt;
}

void
PrefixPool::Give(const Prefix& prefix)
{
    if (Contains(prefix) && m_used.erase(IndexOf(prefix)) != 0)
    {
        m_free.push_back(IndexOf(prefix));
    }
}

} // namespace ns3::v6lab
