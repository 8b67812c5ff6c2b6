// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_RUN_FIGURES_H
#define V6LAB_RUN_FIGURES_H

#include "model/record/database.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ns3::v6lab
{

/** One line of a run's v_bench_summary. */
struct BenchFigure
{
    std::string metric; //!< no two of a run have the same
    std::string unit;
    double median{0};
};

/** A run in a few numbers, for comparing many. */
struct RunFigures
{
    std::optional<double> rttMs;         //!< mean round-trip time of all answered packets, ms
    std::optional<double> throughputBps; //!< mean over TCP flows that did not fail, payload bits/s
    std::optional<double> delivered;     //!< part of the packets tried that was answered, 0 to 1
    int64_t checksPassed{0};
    int64_t checksFailed{0};
    int64_t checksUnknown{0};       //!< not evaluated at the run's level of recording
    std::vector<BenchFigure> bench; //!< in the order of v_bench_summary; of a benchmark only
};

/** Of every complete run, by its id; throws RecordError. */
std::map<std::string, RunFigures> ReadRunFigures(Database& database);

} // namespace ns3::v6lab

#endif // V6LAB_RUN_FIGURES_H
