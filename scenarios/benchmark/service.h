// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BENCHMARK_SERVICE_H
#define V6LAB_BENCHMARK_SERVICE_H

#include "model/translation/packet-service.h"
#include "scenarios/benchmark/plan.h"

namespace ns3::v6lab
{

/** Gives a node the processor of the plan; `stream` is that of its jitter. */
Ptr<PacketService> AttachService(const BenchmarkPlan& plan, const Ptr<Node>& node, int64_t stream);

} // namespace ns3::v6lab

#endif // V6LAB_BENCHMARK_SERVICE_H
