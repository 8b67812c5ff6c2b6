// SPDX-License-Identifier: GPL-2.0-only
#include "model/routing/fragment-identities.h"

#include "model/core/time-units.h"

namespace ns3::v6lab
{

namespace
{

constexpr int64_t KEPT_NS = 31 * SECOND; //!< ns-3 waits 30 s from the first piece on

} // namespace

void
FragmentIdentities::Note(const Key& key, const PacketIdentity& identity, int64_t nowNs)
{
    while (!m_arrivals.empty() && m_arrivals.front().atNs + KEPT_NS < nowNs)
    {
        m_known.erase(m_arrivals.front().key);
        m_arrivals.pop_front();
    }
    if (m_known.insert_or_assign(key, identity).second)
    {
        m_arrivals.push_back({nowNs, key});
    }
}

PacketIdentity
FragmentIdentities::Find(const Key& key) const
{
    const auto found = m_known.find(key);
    return found == m_known.end() ? PacketIdentity() : found->second;
}

} // namespace ns3::v6lab
