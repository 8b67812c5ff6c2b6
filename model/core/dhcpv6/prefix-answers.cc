// SPDX-License-Identifier: GPL-2.0-only
// What the server of prefix delegation answers (RFC 8415 18.3).
#include "model/core/dhcpv6/prefix-delegation.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

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

PrefixAssociation
PrefixDelegation::Granted(const PrefixAssociation& asked, const Binding& binding) const
{
    PrefixAssociation granted{asked.iaid};
    granted.t1Seconds = Part(m_settings.preferredSeconds, 5); // 21.21
    if (granted.t1Seconds != 0) // else both are the client's choice: no whole seconds lie between
    {
        granted.t2Seconds = std::max(Part(m_settings.preferredSeconds, 8), granted.t1Seconds + 1);
    }
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
        const auto is = [binding](const auto& one) { return one.prefix == binding->prefix; };
        const bool bound = binding && !binding->offered;
        if (bound && std::any_of(asked.prefixes.begin(), asked.prefixes.end(), is))
        {
            Remove(key); // what else is named is ignored
        }
        if (!bound)
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
