// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/virtual-ip6/virtual-addresses.h"

#include <cassert>

namespace ns3::v6lab
{

namespace
{

constexpr uint8_t LONGEST_WITH_ENDS = 30;

/** How many addresses in front and behind are left out. */
uint64_t
EndOf(const Prefix& prefix)
{
    return prefix.GetLength() <= LONGEST_WITH_ENDS ? 1 : 0;
}

uint64_t
UsableIn(const Prefix& prefix)
{
    return (uint64_t{1} << (32 - prefix.GetLength())) - 2 * EndOf(prefix);
}

uint64_t
KeyOf(uint32_t host, uint32_t ipv4)
{
    return uint64_t{host} << 32 | ipv4;
}

} // namespace

VirtualAddresses::VirtualAddresses(const std::vector<Prefix>& pool)
    : m_owned(pool, "virtual IPv4 addresses"),
      m_pool(pool)
{
    for (const auto& prefix : pool)
    {
        m_capacity += UsableIn(prefix);
    }
}

bool
VirtualAddresses::IsUsable(const IpAddress& ipv4) const
{
    for (const auto& prefix : m_pool)
    {
        if (prefix.Contains(ipv4))
        {
            return EndOf(prefix) == 0 || (ipv4 != prefix.GetAddress() && ipv4 != prefix.Last());
        }
    }
    return false;
}

bool
VirtualAddresses::Reserve(const IpAddress& ipv4)
{
    return IsUsable(ipv4) && m_reserved.insert(ipv4.ToV4()).second;
}

IpAddress
VirtualAddresses::AtPlace(uint64_t place) const
{
    for (const auto& prefix : m_pool)
    {
        if (place < UsableIn(prefix))
        {
            return prefix.GetAddress().Plus(place + EndOf(prefix));
        }
        place -= UsableIn(prefix);
    }
    assert(false);
    return {};
}

std::optional<uint32_t>
VirtualAddresses::NextFresh(Host& host) const
{
    while (host.next < m_capacity)
    {
        const uint32_t ipv4 = AtPlace(host.next++).ToV4();
        if (m_reserved.count(ipv4) == 0)
        {
            return ipv4;
        }
    }
    return std::nullopt;
}

std::optional<IpAddress>
VirtualAddresses::Take(const IpAddress& host, const IpAddress& peer6)
{
    const uint32_t owner = host.ToV4();
    const auto own = m_restingAddress.find({owner, peer6});
    if (own != m_restingAddress.end())
    {
        const uint32_t ipv4 = own->second;
        m_resting.Remove(KeyOf(owner, ipv4));
        m_restingPeer.erase(KeyOf(owner, ipv4));
        m_restingAddress.erase(own);
        return IpAddress::V4(ipv4);
    }
    Host& state = m_hosts[owner];
    auto ipv4 = NextFresh(state);
    if (!ipv4 && !state.free.empty())
    {
        ipv4 = state.free.front();
        state.free.pop_front();
    }
    if (!ipv4)
    {
        if (state.taken == 0 && owner != 0)
        {
            m_hosts.erase(owner);
        }
        return std::nullopt;
    }
    ++state.taken;
    return IpAddress::V4(*ipv4);
}

void
VirtualAddresses::Release(const IpAddress& host,
                          const IpAddress& peer6,
                          const IpAddress& ipv4,
                          int64_t dueNs)
{
    const uint32_t owner = host.ToV4();
    const uint64_t key = KeyOf(owner, ipv4.ToV4());
    m_resting.Put(key, dueNs);
    m_restingPeer[key] = peer6;
    m_restingAddress[{owner, peer6}] = ipv4.ToV4();
}

void
VirtualAddresses::Expire(int64_t nowNs)
{
    m_resting.Expire(nowNs, [this](uint64_t key) {
        const auto owner = static_cast<uint32_t>(key >> 32);
        const auto peer = m_restingPeer.find(key);
        m_restingAddress.erase({owner, peer->second});
        m_restingPeer.erase(peer);
        Host& host = m_hosts[owner];
        host.free.push_back(static_cast<uint32_t>(key));
        if (--host.taken == 0 && owner != 0)
        {
            m_hosts.erase(owner);
        }
    });
}

std::optional<int64_t>
VirtualAddresses::GetDeadline() const
{
    return m_resting.GetDeadline();
}

} // namespace ns3::v6lab
