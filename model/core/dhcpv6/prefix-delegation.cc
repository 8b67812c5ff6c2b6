// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/dhcpv6/prefix-delegation.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace ns3::v6lab
{

namespace
{

constexpr int64_t OFFER_NS = 60'000'000'000; //!< an offer is kept so long for a Request
constexpr uint8_t MOST_INDEX_BITS = 32;
constexpr uint8_t LONGEST = 64; //!< more would leave no /64 for a link

[[noreturn]] void
Refuse(const std::string& field, const std::string& wanted)
{
    throw std::invalid_argument(field + " must be " + wanted);
}

} // namespace

void
CheckDelegation(const DelegationSettings& settings)
{
    const uint8_t own = settings.pool.GetLength();
    if (!settings.pool.GetAddress().IsV6() || own == 0)
    {
        Refuse("pool", "an IPv6 prefix such as 2001:db8:100::/40");
    }
    if (settings.length < own || settings.length > LONGEST ||
        settings.length - own > MOST_INDEX_BITS)
    {
        Refuse("length " + std::to_string(settings.length),
               "from " + std::to_string(own) + ", the pool's own, to " +
                   std::to_string(std::min<int>(LONGEST, own + MOST_INDEX_BITS)));
    }
    if (settings.validSeconds == 0 || settings.preferredSeconds == 0 ||
        settings.preferredSeconds > settings.validSeconds)
    {
        Refuse("preferredLifetime",
               "1s at least and not longer than validLifetime (RFC 8415 "
               "21.22)");
    }
}

PrefixDelegation::PrefixDelegation(const Duid& serverId, const DelegationSettings& settings)
    : m_serverId(serverId),
      m_settings(settings),
      m_pool(settings.pool, settings.length)
{
}

void
PrefixDelegation::Change(const DelegationSettings& settings)
{
    const bool same = settings.pool == m_settings.pool && settings.length == m_settings.length;
    m_settings = settings;
    if (!same)
    {
        m_pool = PrefixPool(settings.pool, settings.length);
        for (const auto& [key, binding] : m_bindings)
        {
            if (m_pool.Contains(binding.prefix)) // then it is not given twice
            {
                m_pool.Take(binding.prefix);
            }
        }
    }
}

std::vector<DelegationChange>
PrefixDelegation::TakeChanges()
{
    return std::exchange(m_changes, {});
}

std::optional<int64_t>
PrefixDelegation::GetDeadline() const
{
    const bool none = m_ends.empty() || m_ends.begin()->first == NEVER;
    return none ? std::nullopt : std::optional(m_ends.begin()->first);
}

void
PrefixDelegation::Expire(int64_t nowNs)
{
    while (!m_ends.empty() && m_ends.begin()->first <= nowNs)
    {
        Remove(std::string(m_ends.begin()->second));
    }
}

PrefixDelegation::Binding*
PrefixDelegation::Find(const std::string& key)
{
    const auto found = m_bindings.find(key);
    return found == m_bindings.end() ? nullptr : &found->second;
}

void
PrefixDelegation::Live(Binding& binding, int64_t endNs)
{
    auto node = m_ends.extract(binding.end);
    node.key() = endNs;
    binding.end = m_ends.insert(std::move(node));
}

void
PrefixDelegation::Remove(const std::string& key)
{
    const auto found = m_bindings.find(key);
    const Binding& binding = found->second;
    m_pool.Give(binding.prefix);
    if (!binding.offered)
    {
        m_changes.push_back({binding.prefix, binding.client, false});
    }
    m_ends.erase(binding.end);
    m_bindings.erase(found);
}

/** What the client has already, else what it would like, else any; null if none is left. */
PrefixDelegation::Binding*
PrefixDelegation::Offer(const std::string& key,
                        const PrefixAssociation& asked,
                        const IpAddress& client,
                        int64_t nowNs)
{
    if (auto* const known = Find(key))
    {
        return known;
    }
    std::optional<Prefix> wanted;
    for (const auto& hint : asked.prefixes)
    {
        wanted = wanted || !m_pool.Contains(hint.prefix) ? wanted : std::optional(hint.prefix);
    }
    const auto prefix = m_pool.Take(wanted);
    if (!prefix)
    {
        return nullptr;
    }
    const auto end = m_ends.emplace(nowNs + OFFER_NS, key);
    return &m_bindings.emplace(key, Binding{*prefix, client, true, end}).first->second;
}

void
PrefixDelegation::Commit(Binding& binding, const IpAddress& client, int64_t nowNs)
{
    if (!binding.offered && binding.client != client)
    {
        m_changes.push_back({binding.prefix, binding.client, false});
    }
    if (binding.offered || binding.client != client)
    {
        m_changes.push_back({binding.prefix, client, true});
    }
    binding.client = client;
    binding.offered = false;
    Live(binding, EndOf(m_settings.validSeconds, nowNs));
}

} // namespace ns3::v6lab
