// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_NAT44_SETTINGS_H
#define V6LAB_NAT44_SETTINGS_H

#include <cstdint>

namespace ns3::v6lab
{

/** How long a mapping lives without packets; all in nanoseconds. */
struct Nat44Timeouts
{
    int64_t udp{300'000'000'000};              //!< RFC 4787 REQ-5; at least 120 s
    int64_t tcpEstablished{7'440'000'000'000}; //!< RFC 5382 REQ-5; at least 2 h 4 min
    int64_t tcpTransitory{240'000'000'000};    //!< RFC 5382 REQ-5; at least 4 min
    int64_t icmp{60'000'000'000};              //!< RFC 5508 REQ-2; at least 60 s
    int64_t fragment{2'000'000'000};           //!< at least 2 s, as FRAGMENT_MIN of RFC 6146 4
};

/** The settings of a Nat44. */
struct Nat44Settings
{
    uint16_t firstPort{1024}; //!< of the outside address; identifiers of ICMP queries too
    uint16_t lastPort{65535};
    uint32_t mappings{65536}; //!< per protocol; what is there stays, what is new is refused
    uint32_t datagrams{1024}; //!< whose first fragment is remembered, per direction
    Nat44Timeouts timeouts;
    uint64_t seed{1};
};

/** Throws std::invalid_argument naming the setting that is out of range and what is allowed. */
void CheckSettings(const Nat44Settings& settings);

} // namespace ns3::v6lab

#endif // V6LAB_NAT44_SETTINGS_H
