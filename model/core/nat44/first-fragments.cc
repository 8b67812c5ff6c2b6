// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/nat44/first-fragments.h"

namespace ns3::v6lab
{

namespace
{

/** RFC 791 3.2, RFC 8200 4.5: what the fragments of one datagram have in common. */
std::tuple<IpAddress, IpAddress, uint8_t, uint32_t>
KeyOf(const ParsedPacket& packet)
{
    return {packet.source, packet.destination, packet.protocol, packet.identification};
}

} // namespace

const FirstFragments::Known*
FirstFragments::Announce(const ParsedPacket& first, const Known& known, int64_t nowNs)
{
    if (const Known* before = Find(first, nowNs)) // a duplicate
    {
        return before;
    }
    if (m_datagrams.size() >= m_limit)
    {
        return nullptr;
    }
    const Key key = KeyOf(first);
    m_datagrams.push_back({key, known, nowNs + m_timeoutNs});
    m_byKey[key] = std::prev(m_datagrams.end());
    return &m_datagrams.back().known;
}

const FirstFragments::Known*
FirstFragments::Find(const ParsedPacket& later, int64_t nowNs)
{
    Expire(nowNs);
    const auto found = m_byKey.find(KeyOf(later));
    return found == m_byKey.end() ? nullptr : &found->second->known;
}

void
FirstFragments::Expire(int64_t nowNs)
{
    while (!m_datagrams.empty() && m_datagrams.front().expiresNs <= nowNs)
    {
        m_byKey.erase(m_datagrams.front().key);
        m_datagrams.pop_front();
    }
}

} // namespace ns3::v6lab
