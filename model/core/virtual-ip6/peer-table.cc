// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/virtual-ip6/peer-table.h"

#include <cassert>

namespace ns3::v6lab
{

PeerTable::PeerTable(uint64_t seed)
    : m_hash(seed)
{
}

uint64_t
PeerTable::HashPeer(uint32_t host4, const uint8_t* peer6) const
{
    return m_hash(Word64(peer6), Word64(peer6 + 8), host4);
}

uint64_t
PeerTable::HashVirtual(uint32_t host4, uint32_t virtual4) const
{
    return m_hash(uint64_t{host4} << 32 | virtual4, 0);
}

uint32_t
PeerTable::FindPeer(uint32_t host4, const IpAddress& peer6) const
{
    const uint8_t* bytes = peer6.GetBytes().data();
    return m_peers.Find(HashPeer(host4, bytes), [&](uint32_t place) {
        const Peer& peer = m_records[place];
        return peer.host4 == host4 && std::memcmp(peer.peer6, bytes, 16) == 0;
    });
}

uint32_t
PeerTable::FindVirtual(uint32_t host4, uint32_t virtual4) const
{
    return m_virtuals.Find(HashVirtual(host4, virtual4), [&](uint32_t place) {
        const Peer& peer = m_records[place];
        return peer.host4 == host4 && peer.virtual4 == virtual4;
    });
}

uint32_t
PeerTable::Add(uint32_t host4, const IpAddress& peer6, uint32_t virtual4)
{
    assert(FindPeer(host4, peer6) == NO_RECORD && FindVirtual(host4, virtual4) == NO_RECORD);
    const uint32_t place = m_records.Take();
    Peer& peer = m_records[place];
    std::memcpy(peer.peer6, peer6.GetBytes().data(), sizeof(peer.peer6));
    peer.virtual4 = virtual4;
    peer.host4 = host4;
    m_peers.Insert(HashPeer(host4, peer.peer6), place);
    m_virtuals.Insert(HashVirtual(host4, virtual4), place);
    return place;
}

void
PeerTable::Remove(uint32_t place)
{
    const Peer& peer = m_records[place];
    m_peers.Erase(HashPeer(peer.host4, peer.peer6), place);
    m_virtuals.Erase(HashVirtual(peer.host4, peer.virtual4), place);
    m_records.Free(place);
}

} // namespace ns3::v6lab
