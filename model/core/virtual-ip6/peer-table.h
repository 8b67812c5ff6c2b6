// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_PEER_TABLE_H
#define V6LAB_PEER_TABLE_H

#include "model/core/nat64/place-index.h"
#include "model/core/nat64/state-records.h"
#include "model/core/nat64/table-hash.h"

#include <cstring>

namespace ns3::v6lab
{

/** "In no queue." */
constexpr int64_t NOT_QUEUED = -1;

/** One binding of an IPv6 peer to a virtual IPv4 address. */
struct Peer
{
    int64_t createdNs{0};
    int64_t heldUntilNs{0};       //!< lives until then even without sessions
    int64_t queuedNs{NOT_QUEUED}; //!< its place in the queue of holds
    int64_t lastExpiryNs{0};      //!< to which its sessions that have ended reached
    uint8_t peer6[16]{};          //!< p6
    uint32_t virtual4{0};         //!< v4(p6), host order
    uint32_t host4{0};            //!< for this inside host alone, host order; 0: for all
    uint32_t sessions{0};         //!< how many use it
    BindingOrigin origin{BindingOrigin::Outside};

    bool IsStatic() const
    {
        return origin == BindingOrigin::Administrator;
    }

    IpAddress GetPeer() const
    {
        return IpAddress::V6(peer6);
    }

    IpAddress GetVirtual() const
    {
        return IpAddress::V4(virtual4);
    }

    IpAddress GetHost() const
    {
        return IpAddress::V4(host4);
    }
};

/** Bindings by the peer and by its virtual address, each of which has one at most (per host). */
class PeerTable
{
  public:
    explicit PeerTable(uint64_t seed);
    PeerTable(const PeerTable&) = delete;
    PeerTable& operator=(const PeerTable&) = delete;

    /** NO_RECORD if there is none; `host4` as in Peer. */
    uint32_t FindPeer(uint32_t host4, const IpAddress& peer6) const;
    uint32_t FindVirtual(uint32_t host4, uint32_t virtual4) const;
    /** Both addresses must be free. */
    uint32_t Add(uint32_t host4, const IpAddress& peer6, uint32_t virtual4);
    void Remove(uint32_t place);

    Peer& operator[](uint32_t place)
    {
        return m_records[place];
    }

    const Peer& operator[](uint32_t place) const
    {
        return m_records[place];
    }

    uint32_t GetSize() const
    {
        return m_peers.GetSize();
    }

    /** Places of all bindings, in no order. */
    std::vector<uint32_t> GetPlaces() const
    {
        return m_peers.GetPlaces();
    }

  private:
    uint64_t HashPeer(uint32_t host4, const uint8_t* peer6) const;
    uint64_t HashVirtual(uint32_t host4, uint32_t virtual4) const;

    TableHash m_hash;
    Slab<Peer> m_records;
    PlaceIndex m_peers;
    PlaceIndex m_virtuals;
};

} // namespace ns3::v6lab

#endif // V6LAB_PEER_TABLE_H
