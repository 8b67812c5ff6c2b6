// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_FIREWALL_SETTINGS_H
#define V6LAB_FIREWALL_SETTINGS_H

#include "model/core/address.h"
#include "model/core/azure/security-rule.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ns3::v6lab
{

/** The zone of an interface, such as "wan" and "lan" of a home router. */
using FirewallZone = uint8_t;

/** What a flow's first packet must look like; an empty list: anything. */
struct FirewallMatch
{
    std::vector<azure::RuleProtocol> protocols{}; //!< Icmp is that of both IP versions
    std::vector<Prefix> sources{}; //!< a rule for prefixes of one IP version is for it
    std::vector<Prefix> destinations{};
    std::vector<azure::PortRange> destinationPorts{}; //!< of TCP and UDP
    std::vector<uint8_t> icmpTypes{};                 //!< of ICMP
    std::optional<FirewallZone> zone{};               //!< that the flow comes from
};

struct FirewallRule
{
    std::string name;
    FirewallMatch match{};
};

struct FirewallCollection
{
    std::string name;
    uint32_t priority{100}; //!< the lowest is asked first; of equal ones the first that stands here
    bool allow{true};
    std::vector<FirewallRule> rules{};
};

/** Destination NAT; what it sends on needs no other rule. */
struct FirewallDnatRule
{
    std::string name;
    FirewallMatch match{};
    IpAddress server{};
    uint16_t serverPort{0}; //!< 0: the port that was called
};

struct FirewallDnatCollection
{
    std::string name;
    uint32_t priority{100};
    std::vector<FirewallDnatRule> rules{};
};

/** How long a flow lives without packets; in nanoseconds. */
struct FirewallTimeouts
{
    int64_t tcpIdle{240'000'000'000};    //!< Azure Firewall: four minutes
    int64_t tcpHalfOpen{30'000'000'000}; //!< a SYN without an answer
    int64_t tcpClosing{30'000'000'000};  //!< after both FIN, or a reset
    int64_t udp{240'000'000'000};
    int64_t icmp{60'000'000'000};
    int64_t other{240'000'000'000};
    int64_t fragment{2'000'000'000}; //!< between the first fragment and the others
};

struct FirewallSettings
{
    std::vector<FirewallDnatCollection> dnat{};
    std::vector<FirewallCollection> collections{};
    bool allowsByDefault{false}; //!< of what no rule matches
    bool takesOwn{false};        //!< packets to the node itself that belong to no flow are its own
    bool carriesIpv6{true};
    /** TCP may begin in the middle, and be seen in one direction alone (Linux: tcp_loose). */
    bool picksUpTcp{false};
    /** What flows get as their source; empty, or none of the flow's IP version: they keep theirs.
     */
    std::vector<IpAddress> snatAddresses{};
    /** Flows to these destinations keep their source (M2). */
    std::vector<Prefix> privateRanges{};
    /** What comes by destination NAT gets a source of ours, so that the answer comes back here. */
    bool snatsDnat{false};
    uint16_t firstPort{1024}; //!< that SNAT takes; identifiers of pings too
    uint16_t lastPort{65535};
    uint32_t flows{1'000'000};  //!< at most; then the one that is idle for longest makes room
    uint32_t datagrams{65'536}; //!< whose first fragment is remembered
    FirewallTimeouts timeouts{};
    uint64_t seed{1};
};

/** RFC 1918 and 100.64.0.0/10 in IPv4, fc00::/7 in IPv6 (M2). */
const std::vector<Prefix>& DefaultPrivateRanges();

/** Throws std::invalid_argument naming the setting that is out of range and what is allowed. */
void CheckSettings(const FirewallSettings& settings);

} // namespace ns3::v6lab

#endif // V6LAB_FIREWALL_SETTINGS_H
