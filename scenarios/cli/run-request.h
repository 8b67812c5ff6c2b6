// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_RUN_REQUEST_H
#define V6LAB_RUN_REQUEST_H

#include "scenarios/cli/design-words.h"
#include "scenarios/run/experiment.h"

#include <optional>

namespace ns3::v6lab::cli
{

/** What the words of `run` ask for. */
struct RunRequest
{
    DesignWords words;
    boost::program_options::variables_map map; //!< all options, those of the report as well
    RunSettings settings;
};

/**
 * Reads the words behind `run`; nothing if they asked for help, which is then printed.
 * Throws UsageError for what is wrong with them. The design is not loaded: Load() does that.
 */
std::optional<RunRequest> ParseRun(const Words& words);

/** A whole number from 1 to `largest`; throws UsageError. */
uint64_t NumberOf(const boost::program_options::variables_map& map,
                  const char* name,
                  uint64_t largest);
/** The value of --record; throws UsageError. */
RecordLevel LevelOf(const boost::program_options::variables_map& map);

} // namespace ns3::v6lab::cli

#endif // V6LAB_RUN_REQUEST_H
