// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_OPENWRT_TEXT_H
#define V6LAB_OPENWRT_TEXT_H

#include "helper/topology/topology.h"
#include "model/core/firewall/firewall-settings.h"

#include <string>
#include <vector>

/**
 * What people paste out of a router with OpenWrt. Each reader throws std::invalid_argument naming
 * the line, counted from 1, and what is allowed there.
 */
namespace ns3::v6lab
{

/** A rule of /etc/config/firewall between the zones lan and wan. */
struct OpenWrtRule
{
    std::string name; //!< or "rule at line 3"
    std::string src;  //!< lan, wan or "*"
    std::string dest; //!< the same; empty: the router itself
    bool accept{true};
    std::vector<FirewallMatch> matches{}; //!< one of them; without zones
};

/** "config rule" blocks with "option" and "list" lines. */
std::vector<OpenWrtRule> ReadOpenWrtRules(const std::string& text);
/**
 * What OpenWrt lets in by itself: ping and ICMPv6 to the router, ICMPv6 (RFC 4890) and IPsec
 * (RFC 6092 3.2.4) through it.
 */
std::vector<OpenWrtRule> OpenWrtOwnRules();

/** "jool instance add NAME --netfilter --pool6 PREFIX" and the lines around it in rc.local. */
struct JoolInstance
{
    std::string name;
    std::string pool6;
    std::vector<PoolConfig> pool4{}; //!< empty: the node's own addresses
    std::vector<size_t> lines{};     //!< where each of them stands, from 1
};

std::vector<JoolInstance> ReadJool(const std::string& text);

/** The node's own IPv4 addresses with the ports that Jool takes of them unless told otherwise. */
std::vector<PoolConfig> JoolPool(const OutsideNode& node);
/** The topology with a translator for each such instance; unreadable lines are passed over. */
Topology WithJool(const Topology& topology);
/** Whether there is one. */
bool HasJool(const Topology& topology);

} // namespace ns3::v6lab

#endif // V6LAB_OPENWRT_TEXT_H
