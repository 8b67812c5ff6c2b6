// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_SNAT_SETTINGS_H
#define V6LAB_SNAT_SETTINGS_H

#include "model/core/address.h"
#include "model/core/nat64/port-spans.h"

#include <vector>

namespace ns3::v6lab::azure
{

constexpr int64_t SNAT_SECOND = 1'000'000'000;

/**
 * How long a port is taken for a destination; in nanoseconds. Holds are counted from the end of the
 * connection; 0: the port is free at once.
 */
struct SnatTimers
{
    int64_t tcpIdle{240 * SNAT_SECOND};
    int64_t udpIdle{240 * SNAT_SECOND};
    int64_t halfOpen{30 * SNAT_SECOND}; //!< a SYN without an answer
    int64_t finHold{65 * SNAT_SECOND};
    int64_t resetHold{16 * SNAT_SECOND};
    int64_t udpHold{65 * SNAT_SECOND};
};

/** What shares public addresses, and how. */
struct SnatSettings
{
    std::vector<IpAddress> addresses; //!< public, of one or both IP versions; 256 at most
    SnatTimers timers;
    /** UDP takes a port for a destination address whatever the destination port. */
    bool udpByAddress{false};
    /** Addresses are used one after the other, not at random. */
    bool inOrder{false};
    uint32_t flows{2'000'000}; //!< at most
    uint64_t seed{1};
};

/** The ports that a host may use, by number of the public address. */
struct SnatSpan
{
    uint8_t address{0};
    PortSpans ports;
};

using SnatAllotment = std::vector<SnatSpan>;

} // namespace ns3::v6lab::azure

#endif // V6LAB_SNAT_SETTINGS_H
