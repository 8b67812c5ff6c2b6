// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_LEASE_SERVER_H
#define V6LAB_LEASE_SERVER_H

#include "model/core/address.h"

#include "ns3/dhcp-server.h"
#include "ns3/net-device.h"

#include <cstdint>
#include <set>
#include <utility>
#include <vector>

namespace ns3::v6lab
{

/** The addresses that a server leases to the hosts of a link (RFC 2131). */
struct LeasePool
{
    IpAddress first; //!< IPv4, in the subnet of the server's own address on the link
    IpAddress last;
    uint32_t leaseSeconds{43200}; //!< hosts renew after half of it (RFC 2131 4.4.5)
    /** A host's device, and the address of the pool that nobody else gets. */
    std::vector<std::pair<Ptr<NetDevice>, IpAddress>> reservations{};
};

/** Addresses one behind the other. */
struct LeaseRun
{
    uint32_t first;
    uint32_t size; //!< may be 0
};

/**
 * The longest run of a pool that no reserved address interrupts, the first of those as long. Hosts
 * without a reservation get addresses of it alone: ns-3's server leases one range and cannot skip
 * an address.
 */
LeaseRun LongestRun(const LeasePool& pool, const std::set<uint32_t>& reserved);

/**
 * Serves a link by ns-3's own DHCP server from the start of the simulation on; the server's address
 * there is the hosts' default router. Its node needs v6lab's stack.
 *
 * What ns-3's server does and RFC 2131 does not: an acknowledgement has neither lifetime nor mask
 * nor router (those of the offer count), who gets none hears nothing, and a lease that is renewed
 * lasts longer at the server than the host was told. Throws std::invalid_argument if the pool is
 * not in the subnet of an address of the device.
 */
Ptr<DhcpServer> ServeLeases(const Ptr<NetDevice>& device, const LeasePool& pool);

} // namespace ns3::v6lab

#endif // V6LAB_LEASE_SERVER_H
