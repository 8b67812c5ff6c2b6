// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/nat64/stored-syns.h"

#include <algorithm>

namespace ns3::v6lab
{

StoredSyns::Key
StoredSyns::ToKey(const TransportAddress& outside, const TransportAddress& remote)
{
    return {remote.address.ToV4(), remote.port, outside.address.ToV4(), outside.port};
}

bool
StoredSyns::Has(const TransportAddress& outside, const TransportAddress& remote) const
{
    return m_byKey.count(ToKey(outside, remote)) != 0;
}

void
StoredSyns::Add(const StoredSyn& syn)
{
    assert(!IsFull() && (m_syns.empty() || m_syns.back().expiresNs <= syn.expiresNs));
    m_syns.push_back(syn);
    const bool added = m_byKey.emplace(ToKey(syn.outside, syn.remote), --m_syns.end()).second;
    assert(added);
    static_cast<void>(added);
}

std::optional<StoredSyn>
StoredSyns::Take(const TransportAddress& outside, const TransportAddress& remote)
{
    const auto found = m_byKey.find(ToKey(outside, remote));
    if (found == m_byKey.end())
    {
        return std::nullopt;
    }
    std::optional<StoredSyn> syn = std::move(*found->second);
    m_syns.erase(found->second);
    m_byKey.erase(found);
    return syn;
}

void
StoredSyns::Replace(const PacketIn& original)
{
    StoredSyn& syn = m_syns.back();
    syn.bytes.assign(original.bytes, original.bytes + std::min(original.length, KEPT_BYTES_V6));
    syn.length = original.length;
}

std::optional<TransportAddress>
StoredSyns::FindTarget(const TransportAddress& remote) const
{
    const uint32_t address = remote.address.ToV4();
    const StoredSyn* oldest = nullptr;
    for (auto it = m_byKey.lower_bound({address, remote.port, 0, 0});
         it != m_byKey.end() && it->second->remote == remote;
         ++it)
    {
        if (!oldest || it->second->createdNs < oldest->createdNs)
        {
            oldest = &*it->second;
        }
    }
    return oldest ? std::optional(oldest->outside) : std::nullopt;
}

StoredSyn
StoredSyns::TakeFirst()
{
    StoredSyn syn = std::move(m_syns.front());
    m_byKey.erase(ToKey(syn.outside, syn.remote));
    m_syns.pop_front();
    return syn;
}

} // namespace ns3::v6lab
