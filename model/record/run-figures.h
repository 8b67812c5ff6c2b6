// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_RUN_FIGURES_H
#define V6LAB_RUN_FIGURES_H

#include "model/record/database.h"

#include <map>
#include <optional>
#include <string>

namespace ns3::v6lab
{

/** A run in a few numbers, for comparing many. */
struct RunFigures
{
    std::optional<double> rttMs;         //!< mean round-trip time of all answered packets, ms
    std::optional<double> throughputBps; //!< mean over the TCP flows, payload bits per second
    std::optional<double> delivered;     //!< part of the packets tried that was answered, 0 to 1
    int64_t checksPassed{0};
    int64_t checksFailed{0};
    int64_t checksUnknown{0}; //!< not evaluated at the run's level of recording
};

/** Of every complete run, by its id; throws RecordError. */
std::map<std::string, RunFigures> ReadRunFigures(Database& database);

} // namespace ns3::v6lab

#endif // V6LAB_RUN_FIGURES_H
