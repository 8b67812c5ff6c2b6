// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_PROBE_RUN_H
#define V6LAB_PROBE_RUN_H

#include "helper/topology/topology.h"
#include "model/trace/flow-ledger.h"

#include <string>
#include <vector>

namespace ns3::v6lab
{

/** A node that a probe came to. */
struct ProbeHop
{
    std::string node;
    IpAddress address;    //!< of the node: where the probe came from, went through or ended
    bool forwards{false}; //!< neither the first nor the last
};

/** Where and why probes, or their answers, were dropped. */
struct ProbeDrop
{
    Reason reason{Reason::None};
    std::string at;   //!< the node, or "fabric"
    std::string near; //!< of a drop in the fabric: the node that sent the packet
    std::string rule; //!< of a security group; empty: none
};

struct ProbeResult
{
    FlowRecord flow;
    std::vector<ProbeHop> hops;   //!< of the first probe that arrived, else of the first; in order
    std::vector<ProbeDrop> drops; //!< each kind once; none if no probe was lost in the end
};

/**
 * Simulates one workload alone over the topology, which is valid, and tells what became of it. It
 * starts when the BGP sessions are up and their routes known.
 * Once per process: ns-3 does not reset its random streams.
 */
ProbeResult RunProbe(Topology topology, const Workload& probe);

} // namespace ns3::v6lab

#endif // V6LAB_PROBE_RUN_H
