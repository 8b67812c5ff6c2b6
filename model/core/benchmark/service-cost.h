// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_SERVICE_COST_H
#define V6LAB_SERVICE_COST_H

#include <cstdint>

namespace ns3::v6lab
{

/** What a node does to a packet. */
enum class Operation : uint8_t
{
    Forward, //!< no translation
    To4,     //!< IPv6 to IPv4
    To6,     //!< IPv4 to IPv6
    Local,   //!< it is for the node itself
};

/** What a packet costs the core that handles it; times in ns. */
struct ServiceCost
{
    double forwardNs{0}; //!< fixed part, by what is done
    double to4Ns{0};
    double to6Ns{0};
    double localNs{0};
    double byteNs{0};         //!< for each byte of the IP packet that comes in
    double lookupNs{0};       //!< finding the state of a packet that is translated with state
    double missNs{0};         //!< more for states that the processor's cache has no room for
    uint64_t cachedStates{0}; //!< that it has room for
    double newStateNs{0};     //!< making a state
    double serialFraction{0}; //!< part of all that which only one core at once can do, 0 to 1
};

/** A packet as far as its cost goes. */
struct ServiceRequest
{
    Operation operation{Operation::Forward};
    uint32_t length{0};     //!< bytes of the IP packet
    uint64_t states{0};     //!< that the translator holds; 0: it has none
    bool needsState{false}; //!< its state is still to be made
};

/**
 * The time that one core needs with no other at work. With n states in use evenly and room for c
 * of them in the cache, a lookup misses in 1 - c/n of all cases, and costs so much of a miss.
 */
double ServiceNs(const ServiceCost& cost, const ServiceRequest& request);

/**
 * By what the time grows while `busy` cores are at work, this one included: all wait for each
 * other's serial part. With every core busy the node is 1 / (f + (1 - f) / cores) times as fast as
 * with one, as Amdahl's law says.
 */
double Slowdown(double serialFraction, uint32_t busy);

/** Packets a second of so many cores at full work, by the same law. */
double CapacityOf(double serviceNs, uint32_t cores, double serialFraction);

} // namespace ns3::v6lab

#endif // V6LAB_SERVICE_COST_H
