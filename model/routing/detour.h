// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DETOUR_H
#define V6LAB_DETOUR_H

#include "model/core/address.h"
#include "model/core/icmp-error.h"

#include "ns3/packet.h"

#include <optional>

namespace ns3::v6lab
{

/**
 * Where a node's packets to some prefixes go instead of to a link: a translator. Routes lead there
 * (Ipv4LpmRouting::AddDetour, Ipv6LpmRouting::AddDetour), so that a longer prefix still wins
 * (RFC 7915 4.6, 5.6).
 */
class Detour
{
  public:
    virtual ~Detour() = default;

    /**
     * Takes a packet that starts with its IP header, from a link or from this node. False: it is
     * none of its business, and goes on as if there were no detour.
     */
    virtual bool Take(const Ptr<const Packet>& frame, Family family, const Arrived& arrived) = 0;
    /** The longest packet that it takes from this node's own senders, in bytes. */
    virtual uint32_t GetMtu(const IpAddress& destination) const = 0;
    /** The address that this node's own packets leave with; nothing: any of the node's. */
    virtual std::optional<IpAddress> GetSource(const IpAddress& destination) const = 0;

    /** True of one that only tells senders that there is no way. */
    virtual bool IsUnreachable() const
    {
        return false;
    }
};

} // namespace ns3::v6lab

#endif // V6LAB_DETOUR_H
