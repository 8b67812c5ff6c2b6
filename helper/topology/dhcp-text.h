// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DHCP_TEXT_H
#define V6LAB_DHCP_TEXT_H

#include "helper/topology/topology.h"
#include "model/core/dhcp/dhcp-inform-service.h"
#include "model/core/dhcpv6/information-service.h"
#include "model/dhcp/lease-server.h"

namespace ns3::v6lab
{

/** What the text says; throws std::invalid_argument naming the field and what is allowed. */
InformationSettings ReadDhcpv6(const Dhcpv6Config& config);
DhcpSettings ReadDhcp(const DhcpConfig& config);
/** The same; hosts' devices are for who knows them, so there are no reservations in it. */
LeasePool ReadDhcpPool(const DhcpPoolConfig& config);
/** Of a reservation of the pool. */
IpAddress ReadReservedAddress(const DhcpPoolConfig& config,
                              const DhcpReservationConfig& reservation);
/** Of pools with an address of the server itself, which it leases to nobody; one sentence each. */
std::vector<std::string> WarningsOfPools(const Topology& topology);
/** A host with an IPv4 address on a link that another node serves by DHCP. */
bool AsksByDhcp(const Topology& topology, const OutsideNode& node, const Interface& interface);

} // namespace ns3::v6lab

#endif // V6LAB_DHCP_TEXT_H
