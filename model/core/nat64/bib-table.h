// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BIB_TABLE_H
#define V6LAB_BIB_TABLE_H

#include "model/core/nat64/place-index.h"
#include "model/core/nat64/table-hash.h"
#include "model/core/nat64/transport-address.h"

namespace ns3::v6lab
{

/** One entry of a binding information base; small, because there may be millions. */
struct Binding
{
    int64_t createdNs{0};
    uint8_t inside6[16]{}; //!< X'
    uint32_t outside4{0};  //!< T, host order
    uint32_t sessions{0};  //!< how many use it
    uint32_t hostNext{0};  //!< the same host's other bindings, a ring
    uint32_t hostPrevious{0};
    uint16_t insidePort{0};  //!< x
    uint16_t outsidePort{0}; //!< t
    BibKind kind{BibKind::Udp};
    bool isStatic{false};

    TransportAddress GetInside() const
    {
        return {IpAddress::V6(inside6), insidePort};
    }

    TransportAddress GetOutside() const
    {
        return {IpAddress::V4(outside4), outsidePort};
    }
};

/**
 * The three binding tables of RFC 6146 3.1: found by the inside and by the outside transport
 * address, each of which has one binding at most per protocol (6146-02).
 */
class BibTable
{
  public:
    explicit BibTable(uint64_t seed);
    BibTable(const BibTable&) = delete;
    BibTable& operator=(const BibTable&) = delete;

    /** NO_RECORD if there is none. */
    uint32_t FindInside(BibKind kind, const TransportAddress& inside) const;
    uint32_t FindOutside(BibKind kind, const TransportAddress& outside) const;
    /** Some binding of the host, of any protocol (RFC 6146 3.5.1.1, 3.5.2.3: it keeps its T). */
    uint32_t FindHost(const IpAddress& inside) const;

    /** Both addresses must be free. */
    uint32_t Add(BibKind kind,
                 const TransportAddress& inside,
                 const TransportAddress& outside,
                 int64_t nowNs);
    void Remove(uint32_t place);

    Binding& operator[](uint32_t place)
    {
        return m_records[place];
    }

    const Binding& operator[](uint32_t place) const
    {
        return m_records[place];
    }

    uint32_t GetCount(BibKind kind) const
    {
        return m_counts[static_cast<size_t>(kind)];
    }

    /** Places of all bindings, in no order. */
    std::vector<uint32_t> GetPlaces() const;

  private:
    uint64_t HashInside(BibKind kind, const uint8_t* address, uint16_t port) const;
    uint64_t HashOutside(BibKind kind, uint32_t address, uint16_t port) const;
    uint64_t HashHost(const uint8_t* address) const;
    void JoinHost(uint32_t place);
    void LeaveHost(uint32_t place);

    TableHash m_hash;
    Slab<Binding> m_records;
    PlaceIndex m_inside;
    PlaceIndex m_outside;
    PlaceIndex m_hosts; //!< one binding of each host
    uint32_t m_counts[BIB_KINDS]{};
};

} // namespace ns3::v6lab

#endif // V6LAB_BIB_TABLE_H
