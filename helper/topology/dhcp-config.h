// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DHCP_CONFIG_H
#define V6LAB_DHCP_CONFIG_H

#include <string>
#include <vector>

/** DHCP of a topology: plain values, text as its author wrote it. */
namespace ns3::v6lab
{

/** What a DHCP server tells the hosts of one of its links that have IPv4 addresses (RFC
 * 2131 4.3.5). */
struct DhcpConfig
{
    std::string link;
    std::vector<std::string> resolvers;     //!< RFC 2132 3.8
    std::string domainName;                 //!< RFC 2132 3.17; empty: none
    std::vector<std::string> searchDomains; //!< RFC 3397
};

/** An address that always goes to the same host of the link. */
struct DhcpReservationConfig
{
    std::string node;
    std::string address; //!< of the pool
};

/** IPv4 addresses that a router leases to the hosts of one of its links (RFC 2131 3.1). */
struct DhcpPoolConfig
{
    std::string link;
    std::string first;
    std::string last;
    std::string leaseTime{"12h"}; //!< whole seconds
    std::vector<DhcpReservationConfig> reservations;
};

/** What a stateless DHCPv6 server tells the hosts of one of its links (RFC 8415 6.1). */
struct Dhcpv6Config
{
    std::string link;
    std::vector<std::string> resolvers;     //!< RFC 3646 3
    std::vector<std::string> searchDomains; //!< RFC 3646 4
    std::string refreshTime{"24h"};         //!< whole seconds or "forever" (RFC 8415 21.23)
};

} // namespace ns3::v6lab

#endif // V6LAB_DHCP_CONFIG_H
