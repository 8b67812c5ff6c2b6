// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_SESSION_TABLE_H
#define V6LAB_SESSION_TABLE_H

#include "model/core/nat64/bib-table.h"
#include "model/core/nat64/expiry-queues.h"

#include <unordered_map>

namespace ns3::v6lab
{

/** A remote IPv4 host as sessions know it; ICMP sessions have the port 0 (D9). */
struct Remote4
{
    uint32_t address{0}; //!< Z, host order
    uint16_t port{0};    //!< z
};

/**
 * The session tables of RFC 6146 3.1, found from either side. The remote IPv6 address is not kept:
 * it follows from the prefix.
 */
class SessionTable
{
  public:
    /** `countPeers` keeps what address-dependent filtering asks for. */
    SessionTable(uint64_t seed, bool countPeers);
    SessionTable(const SessionTable&) = delete;
    SessionTable& operator=(const SessionTable&) = delete;

    /** NO_RECORD if there is none. */
    uint32_t FindInside(BibKind kind, const TransportAddress& inside, const Remote4& remote) const;
    uint32_t FindOutside(BibKind kind,
                         const TransportAddress& outside,
                         const Remote4& remote) const;
    /** Fetches from memory what FindInside() or FindOutside() will look at first. */
    void Prefetch(BibKind kind, const TransportAddress& own, const Remote4& remote) const;
    /** Whether the binding has a session with this IPv4 address, whatever its port. */
    bool HasPeer(uint32_t binding, uint32_t remote4) const;
    /** A session of `bound`, which is at the place `binding`; in no queue yet. */
    uint32_t Add(uint32_t binding, const Binding& bound, const Remote4& remote, int64_t nowNs);
    /** Takes it out of its queue as well. */
    void Remove(uint32_t place);

    /** Starts the session's timer, or starts it anew. */
    void Start(uint32_t place, TimerClass timer, int64_t expiresNs)
    {
        m_queues.Push(place, timer, expiresNs);
    }

    /** See TimerQueues. */
    void Settle()
    {
        m_queues.Settle();
    }

    /** The session that expires first, NO_RECORD without any. */
    uint32_t GetFirst() const
    {
        return m_queues.GetFirst();
    }

    Session& operator[](uint32_t place)
    {
        return m_records[place];
    }

    const Session& operator[](uint32_t place) const
    {
        return m_records[place];
    }

    /** Places of all sessions, in no order. */
    std::vector<uint32_t> GetPlaces() const
    {
        return m_inside.GetPlaces();
    }

  private:
    uint64_t HashInside(BibKind kind,
                        const uint8_t* address,
                        uint16_t port,
                        const Remote4& remote) const;
    uint64_t HashOutside(BibKind kind,
                         uint32_t address,
                         uint16_t port,
                         const Remote4& remote) const;

    struct PeerHash
    {
        TableHash hash;

        size_t operator()(uint64_t bindingAddress) const
        {
            return hash(bindingAddress, 0);
        }
    };

    TableHash m_hashes[BIB_KINDS];
    bool m_countPeers;
    Slab<Session> m_records;
    ExpiryQueues m_queues;
    PlaceIndex m_inside;
    PlaceIndex m_outside;
    std::unordered_map<uint64_t, uint32_t, PeerHash> m_peers; //!< sessions by binding and address
};

} // namespace ns3::v6lab

#endif // V6LAB_SESSION_TABLE_H
