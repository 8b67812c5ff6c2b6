// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_STORED_SYNS_H
#define V6LAB_STORED_SYNS_H

#include "model/core/nat64/slab.h"
#include "model/core/nat64/transport-address.h"
#include "model/core/translation/packet-in.h"

#include <list>
#include <map>
#include <optional>
#include <tuple>

namespace ns3::v6lab
{

/** A SYN from the IPv4 side that waits for one of a host behind the NAT64 (RFC 6146 3.5.2.2). */
struct StoredSyn
{
    TransportAddress outside; //!< T, t: where it is going
    TransportAddress remote;  //!< Z, z: where it comes from
    int64_t createdNs{0};
    int64_t expiresNs{0};
    std::vector<uint8_t> bytes; //!< what an ICMP error may quote of it
    uint32_t length{0};         //!< of the packet
    uint64_t handle{0};         //!< of the packet
    bool hairpin{false};        //!< it comes from a host behind this NAT64

    PacketIn GetPacket() const
    {
        return {bytes.data(), static_cast<uint32_t>(bytes.size()), length, handle};
    }
};

/** The waiting SYNs: few, of bounded size, in the order in which they came. */
class StoredSyns
{
  public:
    explicit StoredSyns(uint32_t limit)
        : m_limit(limit)
    {
    }

    bool Has(const TransportAddress& outside, const TransportAddress& remote) const;

    bool IsFull() const
    {
        return m_syns.size() >= m_limit;
    }

    /** There must be room, and none with the same addresses. Expiry times must not fall. */
    void Add(const StoredSyn& syn);
    /** The one with these addresses, removed from here. */
    std::optional<StoredSyn> Take(const TransportAddress& outside, const TransportAddress& remote);
    /** The last one that came shall be answered as this packet, of which it has the bytes. */
    void Replace(const PacketIn& original);
    /** Where the oldest one from this remote host was going, to be bound there. */
    std::optional<TransportAddress> FindTarget(const TransportAddress& remote) const;
    /** The oldest one, removed from here; it must be there. */
    StoredSyn TakeFirst();

    /** In the order in which they expire. */
    const std::list<StoredSyn>& GetAll() const
    {
        return m_syns;
    }

    /** How much of a packet is kept: more than any ICMPv4 error quotes (RFC 1812 4.3.2.3). */
    static constexpr uint32_t KEPT_BYTES = 576;
    /** The same for one that came as IPv6 (RFC 4443 3). */
    static constexpr uint32_t KEPT_BYTES_V6 = 1280;

  private:
    using Key = std::tuple<uint32_t, uint16_t, uint32_t, uint16_t>;

    static Key ToKey(const TransportAddress& outside, const TransportAddress& remote);

    uint32_t m_limit;
    std::list<StoredSyn> m_syns;
    std::map<Key, std::list<StoredSyn>::iterator> m_byKey; //!< remote first
};

} // namespace ns3::v6lab

#endif // V6LAB_STORED_SYNS_H
