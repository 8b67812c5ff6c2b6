// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_INSIDE_MAP_H
#define V6LAB_INSIDE_MAP_H

#include "model/core/translation/address-map.h"
#include "model/core/virtual-ip6/virtual-ip6-settings.h"

namespace ns3::v6lab
{

/**
 * The virtual IPv6 addresses of the hosts inside: by explicit mappings, then by the prefix. They
 * depend on the configuration alone, so they are stable, and AAAA records of them can be signed.
 */
class InsideMap
{
  public:
    /** Settings without faults. */
    explicit InsideMap(const VirtualIp6Settings& settings);

    /** Some host's or nobody's, but none of the IPv6 internet. */
    bool Owns(const IpAddress& ipv6) const;
    /** The host that has this virtual address. */
    MappedAddress ToHost(const IpAddress& ipv6) const;
    /** The virtual address of a host. */
    MappedAddress ToVirtual(const IpAddress& ipv4) const;
    /** The same for routers inside, which need not be in the networks: sources of ICMP errors. */
    MappedAddress ToVirtualAnyway(const IpAddress& ipv4) const;

  private:
    bool IsHost(const IpAddress& ipv4) const;

    AddressMap m_map;
    Ipv4Set m_networks;
    bool m_all; //!< all of IPv4 is inside
    Ipv4Set m_pool;
};

} // namespace ns3::v6lab

#endif // V6LAB_INSIDE_MAP_H
