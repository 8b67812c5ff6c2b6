// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_PROBE_RUN_H
#define V6LAB_PROBE_RUN_H

#include "helper/topology/topology.h"
#include "model/core/azure/estate.h"
#include "model/trace/flow-ledger.h"

#include "ns3/nstime.h"

#include <optional>
#include <string>
#include <vector>

namespace ns3::v6lab
{

/** A node that a probe came to. */
struct ProbeHop
{
    std::string node;
    IpAddress address;     //!< of the node: where the probe came from, went through or ended
    bool addressed{false}; //!< the probe was for this node itself
};

/** Where and why probes, or their answers, were dropped. */
struct ProbeDrop
{
    Reason reason{Reason::None};
    std::string at;   //!< the node, or "fabric"
    std::string near; //!< of a drop in the fabric: the node that sent the packet
    std::string rule; //!< of a security group or a firewall; empty: none
    PacketFacts packet{};
};

struct ProbeResult
{
    FlowRecord flow;
    /** Of the first probe that arrived, else of the first; in order; at least the source. */
    std::vector<ProbeHop> hops;
    std::vector<ProbeDrop> drops; //!< each kind once; none if no probe was lost in the end
    azure::Estate estate{};       //!< with the routes that gateways knew when the probes began
    int64_t startNs{0};           //!< simulated time of the first probe
};

/**
 * Simulates one workload alone over the topology, which is valid, and tells what became of it. It
 * starts at a simulated time; without one, when the BGP sessions are up and their routes known.
 *
 * Something listens wherever its packets end: behind a destination NAT, a private endpoint or a
 * translator too. What reached a closed port there is sent once more, to an open one.
 * Once per process: ns-3 does not reset its random streams.
 */
ProbeResult RunProbe(Topology topology, Workload probe, std::optional<Time> at = std::nullopt);

} // namespace ns3::v6lab

#endif // V6LAB_PROBE_RUN_H
