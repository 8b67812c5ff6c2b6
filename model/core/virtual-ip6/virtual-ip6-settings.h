// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_VIRTUAL_IP6_SETTINGS_H
#define V6LAB_VIRTUAL_IP6_SETTINGS_H

#include "model/core/translation/eam-table.h"
#include "model/core/translation/pref64.h"
#include "model/core/translation/settings.h"

#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace ns3::v6lab
{

/** A peer that an administrator has bound: IPv6 literals need it, no DNS makes them a binding. */
struct VirtualPeer
{
    IpAddress ipv6;
    IpAddress ipv4; //!< in the pool
};

/** All in nanoseconds. Sessions last as RFC 6146 4 has it; the rest is our choice. */
struct VirtualIp6Timeouts
{
    int64_t udp{300'000'000'000};              //!< and of packets without ports
    int64_t tcpEstablished{7'200'000'000'000}; //!< no probe is sent
    int64_t tcpTransitory{240'000'000'000};
    int64_t icmp{60'000'000'000};
    int64_t hold{120'000'000'000};       //!< DNS-made bindings live so long at least
    int64_t guard{30'000'000'000};       //!< and so long beyond the TTL of the answer
    int64_t quarantine{120'000'000'000}; //!< freed addresses rest; never below the longest TTL
};

/** What is there stays, what is new is refused. */
struct VirtualIp6Limits
{
    uint32_t bindings{1'000'000};
    uint32_t sessions{2'000'000};
};

/** A translator of draft-vogt-durand-virtual-ip6-connectivity. */
struct VirtualIp6Settings
{
    TranslationSettings translation;
    std::optional<Pref64> prefix;       //!< virtual IPv6 addresses: an own one, not 64:ff9b::/96
    EamTable eams;                      //!< virtual IPv6 addresses of single hosts and networks
    std::vector<Prefix> networks;       //!< the IPv4 hosts behind it; empty: all of IPv4
    std::vector<Prefix> neverTranslate; //!< IPv4 that the prefix does not stand for
    std::vector<Prefix> pool;           //!< virtual IPv4 addresses, routed here
    std::vector<VirtualPeer> peers;
    std::vector<Prefix> inboundPeers; //!< IPv6 peers that may call; empty: all
    bool inbound{true};               //!< false: no peer may call
    bool perHost{false};              //!< each inside host has the whole pool for itself
    bool bindRouters{false};   //!< senders of ICMPv6 errors get a virtual address, not RFC 6791's
    bool lenientUOctet{false}; //!< D5
    VirtualIp6Timeouts timeouts;
    VirtualIp6Limits limits;
};

/** What is wrong with settings: the member ("pool[1]"), and a sentence. */
struct VirtualIp6Fault
{
    std::string member;
    std::string sentence;
};

/** All faults but those of CheckSettings(settings.translation). */
std::vector<VirtualIp6Fault> FindFaults(const VirtualIp6Settings& settings);

/** The settings; throws std::invalid_argument for the first of their faults. */
const VirtualIp6Settings& Checked(const VirtualIp6Settings& settings);

} // namespace ns3::v6lab

#endif // V6LAB_VIRTUAL_IP6_SETTINGS_H
