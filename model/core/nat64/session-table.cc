// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/nat64/session-table.h"

#include <cstring>

namespace ns3::v6lab
{

namespace
{

size_t
ToIndex(BibKind kind)
{
    return static_cast<size_t>(kind);
}

uint64_t
PeerKey(uint32_t binding, uint32_t remote4)
{
    return uint64_t{binding} << 32 | remote4;
}

} // namespace

SessionTable::SessionTable(uint64_t seed, bool countPeers)
    : m_hashes{TableHash(seed), TableHash(seed + 1), TableHash(seed + 2)},
      m_countPeers(countPeers),
      m_queues(m_records),
      m_peers(0, PeerHash{TableHash(seed + 3)})
{
}

uint64_t
SessionTable::HashInside(BibKind kind,
                         const uint8_t* address,
                         uint16_t port,
                         const Remote4& remote) const
{
    const uint64_t rest = uint64_t{port} << 48 | uint64_t{remote.port} << 32 | remote.address;
    return m_hashes[ToIndex(kind)](Word64(address), Word64(address + 8), rest);
}

uint64_t
SessionTable::HashOutside(BibKind kind,
                          uint32_t address,
                          uint16_t port,
                          const Remote4& remote) const
{
    const uint64_t ports = uint64_t{port} << 16 | remote.port;
    return m_hashes[ToIndex(kind)](uint64_t{address} << 32 | remote.address, ports);
}

uint32_t
SessionTable::FindInside(BibKind kind, const TransportAddress& inside, const Remote4& remote) const
{
    const uint8_t* address = inside.address.GetBytes().data();
    return m_inside.Find(HashInside(kind, address, inside.port, remote), [&](uint32_t place) {
        const Session& session = m_records[place];
        return session.remote4 == remote.address && session.remotePort == remote.port &&
               session.insidePort == inside.port && session.kind == kind &&
               std::memcmp(session.inside6, address, 16) == 0;
    });
}

uint32_t
SessionTable::FindOutside(BibKind kind,
                          const TransportAddress& outside,
                          const Remote4& remote) const
{
    const uint32_t address = outside.address.ToV4();
    return m_outside.Find(HashOutside(kind, address, outside.port, remote), [&](uint32_t place) {
        const Session& session = m_records[place];
        return session.remote4 == remote.address && session.remotePort == remote.port &&
               session.outside4 == address && session.outsidePort == outside.port &&
               session.kind == kind;
    });
}

void
SessionTable::Prefetch(BibKind kind, const TransportAddress& own, const Remote4& remote) const
{
    if (own.address.IsV6())
    {
        m_inside.Prefetch(HashInside(kind, own.address.GetBytes().data(), own.port, remote));
    }
    else
    {
        m_outside.Prefetch(HashOutside(kind, own.address.ToV4(), own.port, remote));
    }
}

bool
SessionTable::HasPeer(uint32_t binding, uint32_t remote4) const
{
    assert(m_countPeers);
    return m_peers.count(PeerKey(binding, remote4)) != 0;
}

uint32_t
SessionTable::Add(uint32_t binding, const Binding& bound, const Remote4& remote, int64_t nowNs)
{
    assert(FindInside(bound.kind, bound.GetInside(), remote) == NO_RECORD);
    const uint32_t place = m_records.Take();
    Session& session = m_records[place];
    std::memcpy(session.inside6, bound.inside6, sizeof(session.inside6));
    session.createdNs = nowNs;
    session.outside4 = bound.outside4;
    session.remote4 = remote.address;
    session.binding = binding;
    session.insidePort = bound.insidePort;
    session.outsidePort = bound.outsidePort;
    session.remotePort = remote.port;
    session.kind = bound.kind;
    m_inside.Insert(HashInside(bound.kind, bound.inside6, bound.insidePort, remote), place);
    m_outside.Insert(HashOutside(bound.kind, bound.outside4, bound.outsidePort, remote), place);
    if (m_countPeers)
    {
        ++m_peers[PeerKey(binding, remote.address)];
    }
    return place;
}

void
SessionTable::Remove(uint32_t place)
{
    const Session& session = m_records[place];
    const Remote4 remote{session.remote4, session.remotePort};
    if (m_countPeers)
    {
        const auto peer = m_peers.find(PeerKey(session.binding, session.remote4));
        if (--peer->second == 0)
        {
            m_peers.erase(peer);
        }
    }
    m_queues.Remove(place);
    m_inside.Erase(HashInside(session.kind, session.inside6, session.insidePort, remote), place);
    m_outside.Erase(HashOutside(session.kind, session.outside4, session.outsidePort, remote),
                    place);
    m_records.Free(place);
}

} // namespace ns3::v6lab
