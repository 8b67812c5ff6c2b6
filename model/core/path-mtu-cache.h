// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_PATH_MTU_CACHE_H
#define V6LAB_PATH_MTU_CACHE_H

#include "model/core/address.h"

#include <cstdint>
#include <deque>
#include <map>
#include <utility>

namespace ns3::v6lab
{

/**
 * What a host learnt of path MTUs, per destination (RFC 1191, RFC 8201). Bounded: a full cache
 * forgets what it learnt first. Time is passed in, in nanoseconds.
 */
class PathMtuCache
{
  public:
    static constexpr uint32_t MINIMUM_V4 = 68;                        //!< RFC 1191 3
    static constexpr uint32_t MINIMUM_V6 = 1280;                      //!< RFC 8201 4
    static constexpr int64_t LIFETIME_NS = 600 * int64_t{1000000000}; //!< RFC 1191 6.3, RFC 8201 4
    static constexpr size_t CAPACITY = 4096;

    /**
     * Takes up a "too big" message about a packet of `quotedLength` bytes. A reported MTU of 0 is
     * that of a router from before RFC 1191: the next plateau below the packet's length is assumed.
     * False if the message teaches nothing: it never raises an estimate (RFC 8201 4), and it is not
     * believed if the packet would have fitted.
     */
    bool Learn(const IpAddress& destination,
               uint32_t reportedMtu,
               uint32_t quotedLength,
               int64_t nowNs);

    /** The known path MTU; 0 if none is known, or what was known is older than its lifetime. */
    uint32_t Get(const IpAddress& destination, int64_t nowNs) const;

    size_t GetSize() const
    {
        return m_entries.size();
    }

  private:
    struct Entry
    {
        uint32_t mtu;
        int64_t expiresNs;
    };

    void Forget(int64_t nowNs);

    std::map<IpAddress, Entry> m_entries;
    std::deque<std::pair<int64_t, IpAddress>> m_expiries; //!< in order; may name newer entries
};

/** The plateau below a length (RFC 1191 7.1), for routers that do not report their MTU. */
uint32_t PlateauBelow(uint32_t length);

} // namespace ns3::v6lab

#endif // V6LAB_PATH_MTU_CACHE_H
