// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_DESIGN_H
#define V6LAB_DESIGN_H

#include "helper/topology/topology.h"
#include "scenarios/scenario.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ns3::v6lab
{

/** What to run or draw: a topology and where it came from. */
struct Design
{
    std::string name;                           //!< of the scenario, or the file's path
    std::map<std::string, std::string> options; //!< those with a meaning; none for a file
    Topology topology;
    std::vector<std::string> warnings; //!< what is legal in its files, and hardly meant
    Ptr<Scenario> scenario{};          //!< none for a file
};

/**
 * True if the word names an existing file or looks like a path rather than a scenario. A directory
 * is none that has a scenario's name.
 */
bool IsFile(const std::string& word);

/** A scenario with its options as given; throws std::invalid_argument for a wrong one. */
Design DesignOfScenario(const std::string& name, const std::map<std::string, std::string>& options);

/**
 * A topology file (YAML or JSON) or an ARM template, told apart by their content. A design without
 * workloads gets the default one: every node talks to every other.
 * Throws InputError with everything that is wrong with the file.
 */
Design DesignOfFile(const std::string& path, const std::optional<std::string>& parameters);

/**
 * The topology of a file as it stands, zone files and imports included, without default workloads;
 * throws as DesignOfFile().
 */
Design ReadDesign(const std::string& path, const std::optional<std::string>& parameters);

/**
 * A topology that a program has put together, as a file that said the same: names of zone files
 * are relative to the working folder, and without workloads it gets the default one.
 */
Design DesignOfTopology(const std::string& name, const Topology& topology);

/** Throws InputError with every fault of the topology; nothing is simulated from an invalid one. */
void RefuseFaults(const Design& design);

} // namespace ns3::v6lab

#endif // V6LAB_DESIGN_H
