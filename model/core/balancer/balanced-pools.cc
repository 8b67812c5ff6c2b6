// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/balancer/balanced-pools.h"

#include "model/core/packet-facts.h"

namespace ns3::v6lab::azure
{

namespace
{

uint64_t
HealthKey(Index probe, uint32_t member)
{
    return uint64_t{probe} << 32 | member;
}

/** Protocol and port 0: HA ports. */
uint64_t
ReturnKey(uint32_t member, uint8_t protocol, uint16_t port)
{
    return uint64_t{member} << 32 | uint64_t{protocol} << 16 | port;
}

uint8_t
NumberOf(BalancedProtocol protocol)
{
    switch (protocol)
    {
    case BalancedProtocol::Tcp:
        return protocol::TCP;
    case BalancedProtocol::Udp:
        return protocol::UDP;
    default:
        return 0;
    }
}

} // namespace

BalancedPools::BalancedPools(const LoadBalancerSettings& settings)
    : m_settings(settings),
      m_rules(settings.rules.size())
{
    for (Index rule = 0; rule < m_rules.size(); ++rule)
    {
        Refresh(rule);
    }
}

void
BalancedPools::PoolChanged(Index pool)
{
    for (Index rule = 0; rule < m_rules.size(); ++rule)
    {
        if (m_settings.rules[rule].pool == pool)
        {
            Refresh(rule);
        }
    }
}

void
BalancedPools::SetHealth(Index probe, const IpAddress& member, bool up)
{
    const auto number = FindMember(member);
    if (!number)
    {
        return;
    }
    m_health[HealthKey(probe, *number)] = up;
    for (Index rule = 0; rule < m_rules.size(); ++rule)
    {
        if (m_settings.rules[rule].probe == probe && GetStanding(rule, *number) != Standing::Absent)
        {
            Refresh(rule);
        }
    }
}

uint32_t
BalancedPools::NumberOf(const PoolMember& member)
{
    const auto [found, made] =
        m_byAddress.emplace(member.address, static_cast<uint32_t>(m_members.size()));
    if (made)
    {
        m_members.push_back(member);
    }
    m_members[found->second].nic = member.nic;
    return found->second;
}

bool
BalancedPools::IsUp(Index probe, uint32_t member) const
{
    if (probe == NOTHING)
    {
        return true;
    }
    const auto found = m_health.find(HealthKey(probe, member));
    return found != m_health.end() && found->second;
}

void
BalancedPools::Refresh(Index index)
{
    const BalancingRule& rule = m_settings.rules[index];
    const auto& members = m_settings.pools[rule.pool].members;
    Rule fresh;
    std::vector<uint32_t> all;
    for (const auto& member : members)
    {
        const uint32_t number = NumberOf(member);
        all.push_back(number);
        fresh.standings.resize(m_members.size());
        const bool up = IsUp(rule.probe, number);
        fresh.standings[number] = up ? Standing::Up : Standing::Down;
        if (up)
        {
            fresh.eligible.push_back(number);
        }
        if (!rule.enableFloatingIp)
        {
            m_returns[ReturnKey(number, azure::NumberOf(rule.protocol), rule.backendPort)] = index;
        }
    }
    fresh.up = static_cast<uint32_t>(fresh.eligible.size());
    fresh.members = static_cast<uint32_t>(all.size());
    fresh.allAsUp =
        fresh.up == 0 && rule.probe != NOTHING &&
        m_settings.probes[rule.probe].noHealthyBackendsBehavior == NoHealthyBackends::AllProbedUp;
    if (fresh.allAsUp)
    {
        fresh.eligible = std::move(all);
    }
    m_rules[index] = std::move(fresh);
}

std::optional<uint32_t>
BalancedPools::FindMember(const IpAddress& address) const
{
    const auto found = m_byAddress.find(address);
    return found == m_byAddress.end() ? std::nullopt : std::optional(found->second);
}

std::optional<Index>
BalancedPools::FindReturn(uint32_t member, uint8_t protocol, uint16_t port) const
{
    for (const uint64_t key : {ReturnKey(member, protocol, port), ReturnKey(member, 0, 0)})
    {
        const auto found = m_returns.find(key);
        if (found != m_returns.end())
        {
            return found->second;
        }
    }
    return std::nullopt;
}

} // namespace ns3::v6lab::azure
