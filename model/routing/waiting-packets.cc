// SPDX-License-Identifier: GPL-2.0-only
#include "model/routing/waiting-packets.h"

#include "ns3/simulator.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

bool
IsAsked(const Ptr<NdiscCache>& cache, const Ipv6Address& neighbour)
{
    const NdiscCache::Entry* entry = cache->Lookup(neighbour);
    return entry && entry->IsIncomplete();
}

} // namespace

WaitingPackets::WaitingPackets(Lost lost)
    : m_lost(std::move(lost))
{
}

void
WaitingPackets::Settle(const Ptr<NdiscCache>& cache, const Ipv6Address& neighbour)
{
    if (!m_neighbours.empty() && !cache->Lookup(neighbour))
    {
        Lose({cache, neighbour});
    }
}

void
WaitingPackets::Add(const Ptr<NdiscCache>& cache,
                    const Ipv6Address& neighbour,
                    const Ptr<Packet>& packet,
                    const Ipv6Header& header,
                    bool own,
                    Time untilNextLook)
{
    const auto whole = packet->Copy();
    whole->AddHeader(header);
    if (!IsAsked(cache, neighbour)) // with a link-local address alone, nobody asks for others
    {
        m_lost(Reason::NeighbourUnreachable, whole, own);
        return;
    }
    const Key key{cache, neighbour};
    Neighbour& one = m_neighbours[key];
    one.packets.push_back({packet, whole, own});
    if (one.look.IsExpired()) // after ns-3's own timer of that moment, which was set just before
    {
        one.look =
            Simulator::Schedule(untilNextLook, &WaitingPackets::Look, this, key, untilNextLook);
    }
    if (one.packets.size() > cache->GetUnresQlen()) // the new one replaces the oldest (7.2.2)
    {
        const Waiting oldest = one.packets.front();
        one.packets.pop_front();
        m_lost(Reason::QueueFull, oldest.whole, oldest.own);
    }
}

void
WaitingPackets::Remove(const Ptr<NdiscCache>& cache,
                       const Ipv6Address& neighbour,
                       const Ptr<Packet>& packet)
{
    if (m_neighbours.empty())
    {
        return;
    }
    const auto at = m_neighbours.find({cache, neighbour});
    if (at == m_neighbours.end())
    {
        return;
    }
    auto& packets = at->second.packets;
    const auto found = std::find_if(packets.begin(), packets.end(), [&](const Waiting& waiting) {
        return waiting.packet == packet;
    });
    if (found != packets.end())
    {
        packets.erase(found);
    }
    if (packets.empty())
    {
        Simulator::Cancel(at->second.look);
        m_neighbours.erase(at);
    }
}

void
WaitingPackets::Clear()
{
    for (auto& [key, neighbour] : m_neighbours)
    {
        Simulator::Cancel(neighbour.look);
    }
    m_neighbours.clear();
}

/** Whether the neighbour is still asked: ns-3 tells nobody when it gives up. */
void
WaitingPackets::Look(Key key, Time untilNextLook)
{
    if (IsAsked(key.first, key.second))
    {
        m_neighbours[key].look =
            Simulator::Schedule(untilNextLook, &WaitingPackets::Look, this, key, untilNextLook);
        return;
    }
    Lose(key);
}

void
WaitingPackets::Lose(const Key& key)
{
    const auto at = m_neighbours.find(key);
    if (at == m_neighbours.end())
    {
        return;
    }
    const Neighbour gone = std::move(at->second); // telling of it may lead to more that waits
    m_neighbours.erase(at);
    Simulator::Cancel(gone.look);
    for (const auto& waiting : gone.packets)
    {
        m_lost(Reason::NeighbourUnreachable, waiting.whole, waiting.own);
    }
}

} // namespace ns3::v6lab
