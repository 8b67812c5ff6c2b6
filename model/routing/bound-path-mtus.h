// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BOUND_PATH_MTUS_H
#define V6LAB_BOUND_PATH_MTUS_H

#include "model/core/path-mtu-cache.h"

#include <cstdint>
#include <map>

namespace ns3::v6lab
{

/**
 * Path MTUs inside interfaces that only sockets bound to them use (VPNs), of each by itself. The
 * same address is reached over another path there than over the node's links, and an MTU is that of
 * a path (RFC 8201 5.2). Interfaces are those of the stack that asks.
 */
class BoundPathMtus
{
  public:
    /** As PathMtuCache::Learn(). */
    void Learn(uint32_t interface,
               const IpAddress& destination,
               uint32_t reported,
               uint32_t quotedLength);
    /** 0 if unknown. */
    uint32_t Get(uint32_t interface, const IpAddress& destination) const;

  private:
    std::map<uint32_t, PathMtuCache> m_caches; //!< by interface
};

} // namespace ns3::v6lab

#endif // V6LAB_BOUND_PATH_MTUS_H
