// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BENCHMARK_EXPECTED_END_H
#define V6LAB_BENCHMARK_EXPECTED_END_H

#include "scenarios/benchmark/plan.h"

namespace ns3::v6lab
{

/**
 * About when all trials of a plan are over, in simulated time: its searches, as they go where each
 * device loses what exceeds its capacity and finds no place in its queues. Not for dns64.
 */
Time ExpectedEnd(const BenchmarkPlan& plan);

} // namespace ns3::v6lab

#endif // V6LAB_BENCHMARK_EXPECTED_END_H
