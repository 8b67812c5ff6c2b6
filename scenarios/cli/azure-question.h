// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_AZURE_QUESTION_H
#define V6LAB_AZURE_QUESTION_H

#include "helper/install/azure-plan.h"
#include "model/record/reader.h"
#include "scenarios/cli/command-line.h"

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ns3::v6lab::cli
{

/** A run that was recorded, and how it was made. */
struct RecordedRun
{
    std::shared_ptr<Database> database;
    RunHandle handle;
    uint32_t seed{1};
    uint32_t run{1};
    std::optional<int64_t> endNs{}; //!< simulated time; nothing if it never ended
};

/** What questions about Azure's data plane are asked of: a design, or that of a recorded run. */
struct AzureQuestion
{
    boost::program_options::variables_map map;
    Topology topology;
    AzurePlan plan;
    std::optional<RecordedRun> recorded{}; //!< nothing for a design
};

/**
 * Adds the options that all such questions have, parses the words, and reads the scenario, file or
 * run database. Nothing if --help was asked for; throws for what is wrong with words or design.
 */
std::optional<AzureQuestion> AskAzure(const char* verb,
                                      boost::program_options::options_description own,
                                      const Words& words);

/** The option's value; throws UsageError if it is missing. */
std::string Need(const AzureQuestion& question, const char* option, const char* example);
IpAddress NeedAddress(const AzureQuestion& question, const char* option);
/** The simulated time of --at in ns, if it is given; not beyond the end of a recorded run. */
std::optional<int64_t> TimeAsked(const AzureQuestion& question);
/** "12.5 s". */
std::string SecondsText(int64_t ns);

/**
 * The interface of --nic or --vm: with an address the one that has it. Throws UsageError: no such
 * thing, several interfaces to choose from, or none with the address.
 */
azure::Index ChooseNic(const AzureQuestion& question,
                       const std::optional<IpAddress>& address,
                       const char* addressOption);

/** A name and its value, as a line each or as a JSON object. */
using Answer = std::vector<std::pair<std::string, std::string>>;
void Print(const AzureQuestion& question, const Answer& answer);

} // namespace ns3::v6lab::cli

#endif // V6LAB_AZURE_QUESTION_H
