// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DETERMINISTIC_PORTS_H
#define V6LAB_DETERMINISTIC_PORTS_H

#include "model/core/address.h"
#include "model/core/nat64/port-spans.h"

#include <cstdint>
#include <optional>
#include <string>

namespace ns3::v6lab
{

/** The parameter A of RFC 7422 2: how the ports of an address are dealt out. */
enum class PortAssignment : uint8_t
{
    Sequential = 0, //!< a span each
    Staggered = 1,  //!< every C-th port of one address
    Interlaced = 3, //!< every C-th port, the next one on the next address
};

/** The parameters of RFC 7422 2, with subscribers and outside addresses counted from 0. */
struct DeterministicPlan
{
    uint64_t subscribers{0};     //!< I, as a number
    uint32_t outsideCount{0};    //!< O, as a number
    uint32_t dynamicFactor{0};   //!< D: the dynamic pool is D subscribers' worth of ports
    PortSpan ports{1024, 65535}; //!< what R leaves of each address
    uint32_t maximum{0};         //!< M: ports of a subscriber in all; 0: no limit
    PortAssignment assignment{PortAssignment::Sequential};

    /** C: subscribers of each address. */
    uint32_t GetCompression() const;
    /** What each subscriber has for itself: (65536 - R) / (C + D). */
    uint32_t GetPortsPerSubscriber() const;
    /** The dynamic pool of each address; nothing if no port is left. */
    std::optional<PortSpan> GetDynamic() const;
    /** Throws std::invalid_argument if no port or, for M, less than a subscriber's own is left. */
    void Check() const;
};

/** One port of one outside address. */
struct PlannedPort
{
    uint32_t outside{0};
    uint16_t port{0};

    friend bool operator==(const PlannedPort& a, const PlannedPort& b)
    {
        return a.outside == b.outside && a.port == b.port;
    }
};

/** Whose a port is. */
struct PortOwner
{
    enum class Kind : uint8_t
    {
        Subscriber,
        Dynamic,  //!< the log of blocks knows
        Reserved, //!< R, or outside the plan
    };

    Kind kind{Kind::Reserved};
    uint64_t subscriber{0};
};

/** f: the subscriber's n-th port, n below GetPortsPerSubscriber(). */
PlannedPort PortOf(const DeterministicPlan& plan, uint64_t subscriber, uint32_t n);
/** f of Sequential: the subscriber's span on its address. */
PortSpan SpanOf(const DeterministicPlan& plan, uint64_t subscriber);
/** The inverse of f. */
PortOwner OwnerOf(const DeterministicPlan& plan, const PlannedPort& port);

/**
 * RFC 7422 3: what an operator keeps to know later whose a port was,
 * "[time]:198.51.100.0:28:192.0.2.0:32:2:5040:0:1-1023".
 */
std::string DeterministicLogLine(const DeterministicPlan& plan,
                                 const std::string& time,
                                 const Prefix& inside,
                                 const Prefix& outside);

} // namespace ns3::v6lab

#endif // V6LAB_DETERMINISTIC_PORTS_H
