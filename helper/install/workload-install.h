// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_WORKLOAD_INSTALL_H
#define V6LAB_WORKLOAD_INSTALL_H

#include "helper/install/installation.h"
#include "helper/topology/topology.h"

#include "ns3/nstime.h"

namespace ns3::v6lab
{

/**
 * Makes one client per workload, in the topology's order (flow 1 is the first), and on the nodes
 * that they call one server per port; reports to `installation.ledger`, and adds all of them to
 * `installation.applications`.
 *
 * A node is called by its address of the workload's family; `auto` takes the best one by RFC 6724 6
 * with the default policy, and TCP tries them all by Happy Eyeballs (RFC 8305). An address that
 * several nodes have is served by all of them, and the one that a request reaches is the flow's
 * destination. A virtual machine that is called from outside Azure is called by its public address
 * if it has one. No address: the flow fails, with that reason. What Validate() refuses (unknown
 * kinds, nodes, durations) throws std::invalid_argument here.
 */
void InstallWorkloads(const Topology& topology, Installation& installation);

/**
 * About when the last workload ends, for a progress bar; nothing may stop there. Requests and
 * their timeouts end by then, but a transfer goes on for as long as it moves, and how fast that is
 * only the run can tell: 100 kbit/s is a guess.
 */
Time EndOfWorkloads(const Topology& topology);

/**
 * How long the last acknowledgements and ICMP errors of a design are on their way where no queue is
 * long: the time of eight packets on its slowest link, a second at least.
 */
Time SettleTime(const Topology& topology);

/**
 * Stops the simulation `settle` after the last workload has ended; the last acknowledgements and
 * ICMP errors arrive within it. Every workload ends: when all is answered, or when nothing has come
 * for its timeout. So that every packet has an end on record, it goes on while packets of flows
 * move, as out of a full queue, ten minutes at most, and while some wait for a neighbour, three
 * seconds at most after that. Call after Install(); the installation must outlive the simulation.
 */
void StopWhenWorkloadsEnd(const Installation& installation, Time settle);

} // namespace ns3::v6lab

#endif // V6LAB_WORKLOAD_INSTALL_H
