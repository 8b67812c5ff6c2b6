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

std::string
KeyOf(const Duid& client, uint32_t iaid)
{
    std::string key(client.begin(), client.end());
    for (int shift = 24; shift >= 0; shift -= 8)
    {
        key += static_cast<char>(iaid >> shift);
    }
    return key;
}

uint32_t
Part(uint32_t seconds, uint32_t tenths)
{
    return seconds == dhcpv6::INFINITE ? dhcpv6::INFINITE
                                       : static_cast<uint32_t>(uint64_t{seconds} * tenths / 10);
}

/** 16.2 to 16.9: what a message must have, and what it must not. */
bool
IsForServer(const Dhcpv6Message& message, const Duid& serverId, bool multicast)
{
    switch (message.type)
    {
    case dhcpv6::SOLICIT:
    case dhcpv6::REBIND:
        return multicast && !message.clientId.empty() && message.serverId.empty();
    case dhcpv6::REQUEST:
    case dhcpv6::RENEW:
    case dhcpv6::RELEASE:
        return !message.clientId.empty() && message.serverId == serverId;
    default:
        return false;
    }
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

PrefixAssociation
PrefixDelegation::Granted(const PrefixAssociation& asked, const Binding& binding) const
{
    PrefixAssociation granted{asked.iaid};
    granted.t1Seconds = Part(m_settings.preferredSeconds, 5); // 21.21
    granted.t2Seconds = Part(m_settings.preferredSeconds, 8);
    granted.prefixes.push_back(
        {binding.prefix, m_settings.preferredSeconds, m_settings.validSeconds});
    return granted;
}

void
PrefixDelegation::AnswerAssociation(const Dhcpv6Message& message,
                                    const PrefixAssociation& asked,
                                    const IpAddress& client,
                                    int64_t nowNs,
                                    Dhcpv6Message& reply)
{
    const std::string key = KeyOf(message.clientId, asked.iaid);
    const bool begins = message.type == dhcpv6::SOLICIT || message.type == dhcpv6::REQUEST;
    PrefixAssociation given{asked.iaid};
    Binding* binding = Find(key);
    if (message.type == dhcpv6::RELEASE) // 18.3.7
    {
        if (binding)
        {
            Remove(key);
        }
        else
        {
            given.status = {dhcpv6::NO_BINDING, "There is nothing to release."};
            reply.associations.push_back(given);
        }
        return;
    }
    if (!begins && (!binding || binding->offered))
    {
        for (const auto& prefix : asked.prefixes)
        {
            if (!m_pool.Contains(prefix.prefix)) // 18.3.5: not right for this link
            {
                given.prefixes.push_back({prefix.prefix});
            }
        }
        if (message.type == dhcpv6::RENEW) // 18.3.4
        {
            given.prefixes.clear();
            given.status = {dhcpv6::NO_BINDING, "There is no such binding."};
        }
        if (given.status || !given.prefixes.empty())
        {
            reply.associations.push_back(given);
        }
        return;
    }
    std::vector<DelegatedPrefix> old;
    if (binding && !m_pool.Contains(binding->prefix)) // 18.3.4: lifetimes of 0
    {
        old.push_back({binding->prefix});
        Remove(key);
    }
    binding = Offer(key, asked, client, nowNs);
    if (binding)
    {
        given = Granted(asked, *binding);
    }
    else
    {
        given.status = {dhcpv6::NO_PREFIX_AVAIL, "All prefixes are delegated."};
    }
    given.prefixes.insert(given.prefixes.end(), old.begin(), old.end());
    if (binding && reply.type == dhcpv6::REPLY)
    {
        Commit(*binding, client, nowNs);
    }
    reply.associations.push_back(given);
}

std::optional<Dhcpv6Message>
PrefixDelegation::Answer(const Dhcpv6Message& message,
                         const IpAddress& client,
                         bool multicast,
                         int64_t nowNs)
{
    Expire(nowNs);
    if (!IsForServer(message, m_serverId, multicast) || message.associations.empty())
    {
        return std::nullopt;
    }
    Dhcpv6Message reply;
    reply.transaction = message.transaction;
    reply.clientId = message.clientId;
    reply.serverId = m_serverId;
    reply.type = dhcpv6::REPLY;
    if (!multicast) // 18.4: no client has been allowed to
    {
        reply.status = {dhcpv6::USE_MULTICAST, "Send it to all servers of the link."};
        return reply;
    }
    if (message.type == dhcpv6::SOLICIT)
    {
        reply.rapidCommit = message.rapidCommit && m_settings.rapidCommit;
        reply.type = reply.rapidCommit ? dhcpv6::REPLY : dhcpv6::ADVERTISE;
        if (m_settings.preference != 0)
        {
            reply.preference = m_settings.preference;
        }
    }
    for (const auto& asked : message.associations)
    {
        AnswerAssociation(message, asked, client, nowNs, reply);
    }
    if (message.type == dhcpv6::RELEASE)
    {
        reply.status = {dhcpv6::SUCCESS, ""};
    }
    const bool silent = message.type == dhcpv6::REBIND && reply.associations.empty(); // 18.3.5
    return silent ? std::nullopt : std::optional(reply);
}

} // namespace ns3::v6lab
