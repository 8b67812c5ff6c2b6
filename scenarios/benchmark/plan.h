// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BENCHMARK_PLAN_H
#define V6LAB_BENCHMARK_PLAN_H

#include "model/core/benchmark/service-cost.h"

#include "ns3/nstime.h"

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace ns3::v6lab
{

/**
 * What is to be measured, with all times and rates as they are simulated: `scale` times slower
 * than the model's. Directions are those of BenchmarkTester.
 */
struct BenchmarkPlan
{
    std::string test;
    std::string dut;
    std::string direction; //!< bidirectional, forward or reverse
    uint32_t frame{84};    //!< bytes of the IPv6 frame, FCS included
    uint32_t flows{1};
    uint32_t mix{100}; //!< percent of frames that are translated
    Time trial;
    uint32_t repeat{20};
    double resolution{0.001}; //!< part of the rate
    double load{1};           //!< part of the throughput at which delays are measured
    uint32_t scale{1};
    uint64_t lineBps{0};
    Time propagation; //!< of each wire
    ServiceCost cost;
    uint32_t cores{1};
    uint32_t queue{16};
    double jitter{0};      //!< mean of the exponential part of the service time, as a part of it
    uint32_t poolPorts{0}; //!< UDP ports of a NAT64's pool
    Time stagger;          //!< each flow begins so long after the one before (RFC 8219 10.2.2)
    double testerNs{0};    //!< that the tester's name server needs for a query

    /** Nodes that serve frames, from the initiator on: "dut", or "clat" and "plat". */
    std::vector<std::string> GetDevices() const;
    bool IsStateful() const;
    bool IsBidirectional() const;
    /** Whether trials last as long as the plan says; those of conn end with their frames. */
    bool HasTrialTime() const;
    /** Whether it lasts and repeats as long as RFC 8219 (and RFC 2544) ask for. */
    bool IsCompliant() const;
    /** Whether delays are measured at the rate that RFC 8219 7.2 and 7.3 ask for. */
    bool HasFullLoad() const;
    /** What a reader of the report must know. */
    std::vector<std::string> GetWarnings() const;

    /** IPv4 and IPv6 packets of its frames, in bytes. */
    uint32_t GetLength(bool v6) const;
    /** UDP payload of its frames, in bytes. */
    uint32_t GetPayload() const;
    /** Frames a second and direction that the wires carry (RFC 8219 Appendix A). */
    double GetLineRate() const;
    /**
     * What a frame costs a device, by the place of the device, with `states` in it, and if it makes
     * one; ns.
     */
    double GetServiceNs(size_t device,
                        size_t direction,
                        uint64_t states,
                        bool makesState = false) const;
    /** Whether that device keeps a state for each flow. */
    bool HasStates(size_t device) const;
    /** What a frame costs a device that does not translate it; ns. */
    double GetNativeServiceNs() const;
    /** The packet of a translated frame on the wire in front of a device, or behind it; bytes. */
    uint32_t GetLengthInFront(size_t device, size_t direction) const;
    uint32_t GetLengthBehind(size_t device, size_t direction) const;
    /** The same on average over the mix. */
    double GetMeanServiceNs(size_t device, size_t direction, uint64_t states) const;
    /**
     * Frames a second and direction that the slowest device can serve: cores over the sum of the
     * mean services of the directions that share them, by Amdahl's law.
     */
    double GetCapacity(const std::string& ofDirection, uint64_t states) const;
    /** The shortest delay: all wires, all services, and serialisation behind each device; ns. */
    double GetFloorNs(size_t direction) const;
    /** Whether frame `number` of a direction, from 0, is translated: they are spread evenly. */
    bool IsTranslated(uint64_t number) const;

    /** Frames a second of new flows that no queue may lose: half of what can be served. */
    double GetCalmRate(uint32_t ofFlows) const;
    /** The same of frames that prove connections by coming back to them. */
    double GetProvingRate() const;
    /**
     * Whether frames of a mix, which cost unequal times, may find a queue full at a rate below the
     * capacity: the dear ones come close together.
     */
    bool MayMixOverflow(const std::string& ofDirection, uint64_t states) const;
    /** Longer than a frame is on its way that waits in no queue. */
    Time GetPassage() const;
    /** Frames of one direction in a trial at the highest rate that can pass. */
    double GetFramesOfTrial() const;
    /** Numbers of flows that scale compares: 1, and quarters of all (RFC 8219 10.2). */
    std::set<uint32_t> GetScalePoints() const;
    /**
     * How long states must live without traffic so that those of the first flow are still there
     * when the last trial with it ends; no shorter than LEAST_STATE_LIFE.
     */
    Time GetStateLife() const;

  private:
    bool GoesIn6(size_t device, size_t direction) const;
};

/** What RFC 6146 4 recommends for UDP, and translators have by default. */
const Time LEAST_STATE_LIFE = Seconds(300);

/** Connections that the search for the size of a table begins with. */
constexpr uint64_t FIRST_TABLE = 64;

/** How long a packet of this length occupies a wire, in ns; with PPP's header (RFC 1661 2). */
double WireNs(uint64_t bitsPerSecond, uint32_t length);

} // namespace ns3::v6lab

#endif // V6LAB_BENCHMARK_PLAN_H
