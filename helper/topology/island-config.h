// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_ISLAND_CONFIG_H
#define V6LAB_ISLAND_CONFIG_H

#include <cstdint>
#include <string>
#include <vector>

/** Delegated prefixes and home routers of a topology: plain values, text as written. */
namespace ns3::v6lab
{

/**
 * Prefixes that a router delegates to those of one of its links from `start` on (RFC 8415 6.3). A
 * second one for the link takes the place of the first: clients are told when they renew.
 */
struct PrefixDelegationConfig
{
    std::string link;
    std::string start{"0s"};
    std::string pool;   //!< an IPv6 prefix
    uint32_t length{0}; //!< of each delegated prefix; 0: the whole pool is one
    std::string preferredLifetime{"1h"};
    std::string validLifetime{"2h"};
    uint32_t preference{0}; //!< 0 to 255 (RFC 8415 21.8)
    bool rapidCommit{false};
};

/** A /64 out of a delegated prefix, for one of the router's links. */
struct DownlinkConfig
{
    std::string link;
    uint32_t subnet{0}; //!< which /64 of the prefix, from 0 on
};

/** What a router asks for on one of its links (RFC 8415 18.2), and where it uses it. */
struct PrefixRequestConfig
{
    std::string link;
    std::string hint; //!< a prefix, or "::/56" for any of this length; empty: none
    bool rapidCommit{false};
    std::vector<DownlinkConfig> downlinks;
    std::string release; //!< when it gives the prefix back; empty: never
};

/** A router's packet filter and Jool in the words of OpenWrt. */
struct OpenWrtConfig
{
    std::vector<std::string> lan; //!< links and VPN interfaces
    std::vector<std::string> wan; //!< links and VPN interfaces
    std::string firewall;         //!< rules of /etc/config/firewall; OpenWrt's own stand already
    std::string jool;             //!< lines of /etc/rc.local
};

} // namespace ns3::v6lab

#endif // V6LAB_ISLAND_CONFIG_H
