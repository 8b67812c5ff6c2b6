// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_SURROUNDINGS_H
#define V6LAB_SURROUNDINGS_H

#include "model/core/address.h"

#include <cstdint>

namespace ns3::v6lab
{

/** What a translator must know of the node it runs on: the caller's routing, not ours. */
class Surroundings
{
  public:
    virtual ~Surroundings() = default;

    /** MTU in bytes of the interface that a packet to `destination` leaves by. */
    virtual uint32_t GetMtu(const IpAddress& destination) const = 0;
    /** The node's own address to send errors to `destination` from; same family. */
    virtual IpAddress GetOwnAddress(const IpAddress& destination) const = 0;
};

/** One MTU and one address a family: tests, the command line, captures. */
class FixedSurroundings : public Surroundings
{
  public:
    uint32_t GetMtu(const IpAddress& destination) const override
    {
        return destination.IsV4() ? mtu4 : mtu6;
    }

    IpAddress GetOwnAddress(const IpAddress& destination) const override
    {
        return destination.IsV4() ? address4 : address6;
    }

    uint32_t mtu4{1500};
    uint32_t mtu6{1500};
    IpAddress address4;
    IpAddress address6;
};

} // namespace ns3::v6lab

#endif // V6LAB_SURROUNDINGS_H
