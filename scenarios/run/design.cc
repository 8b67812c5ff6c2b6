// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/run/design.h"

#include "helper/arm/import.h"
#include "helper/dns/zone-files.h"
#include "helper/format/input-error.h"
#include "helper/format/read.h"
#include "helper/topology/frontend-calls.h"
#include "helper/topology/reachability.h"
#include "helper/topology/validate.h"
#include "scenarios/option-use.h"

#include <algorithm>
#include <filesystem>
#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

/** Nobody writes a design of this size by hand; a larger file is a mistake or an attack. */
constexpr size_t LARGEST_FILE = 64u << 20;

/** People take one for the design; the template it belongs to is called the same. */
[[noreturn]] void
RefuseParametersFile(const std::string& path)
{
    const std::string ending = ".parameters.json";
    const std::string beside = path.substr(0, path.rfind(ending)) + ".json";
    const bool known = path.size() > ending.size() && path.rfind(ending) != std::string::npos &&
                       std::filesystem::exists(beside);
    throw InputError(path + ": this is a parameters file; run the template beside it" +
                     (known ? ", " + beside + ", which reads it" : ", with --parameters " + path));
}

/** Every node talks to every other, if nobody has said who talks to whom. */
void
AddDefaultWorkload(Topology& topology)
{
    if (topology.workloads.empty())
    {
        AddReachabilityWorkloads(topology);
        AddFrontendCalls(topology);
    }
}

bool
IsScenario(const std::string& word)
{
    const auto all = AllScenarios();
    return std::any_of(all.begin(), all.end(), [&](const auto& one) {
        return one->GetName() == word;
    });
}

} // namespace

bool
IsFile(const std::string& word)
{
    if (word.find('/') != std::string::npos || word.find('.') != std::string::npos)
    {
        return true;
    }
    std::error_code code; // of a name that is too long, for one
    const auto found = std::filesystem::status(word, code);
    // A folder of captures or hand-ins may be called like the scenario that it is of.
    return std::filesystem::is_directory(found) ? !IsScenario(word)
                                                : std::filesystem::exists(found);
}

Design
DesignOfScenario(const std::string& name, const std::map<std::string, std::string>& options)
{
    const auto scenario = RequireScenario(name);
    for (const auto& [option, value] : options)
    {
        SetOption(scenario, option, value);
    }
    const auto unused = UnusedOptions(scenario, options);
    if (!unused.empty()) // that it does nothing would go unnoticed
    {
        throw std::invalid_argument(unused.begin()->second);
    }
    return {name, OptionsInUse(scenario), scenario->Describe(), {}, scenario};
}

Design
ReadDesign(const std::string& path, const std::optional<std::string>& parameters)
{
    const std::string text = ReadFileText(path, LARGEST_FILE);
    Design design{path, {}, {}, {}, nullptr};
    if (LooksLikeArm(text))
    {
        design.topology = ImportArm(path, parameters);
    }
    else if (LooksLikeArmParameters(text))
    {
        RefuseParametersFile(path);
    }
    else if (LacksArmSchema(text))
    {
        throw InputError(path +
                         ": has \"resources\" and no \"$schema\"; an ARM template begins with "
                         "\"$schema\": \"https://schema.management.azure.com/schemas/"
                         "2019-04-01/deploymentTemplate.json#\"");
    }
    else if (parameters)
    {
        throw InputError("--parameters: only an ARM template takes a parameters file");
    }
    else
    {
        design.topology = ReadTopology(text, path);
        design.warnings = ReadZoneFiles(design.topology, path);
    }
    return design;
}

Design
DesignOfFile(const std::string& path, const std::optional<std::string>& parameters)
{
    Design design = ReadDesign(path, parameters);
    AddDefaultWorkload(design.topology);
    return design;
}

Design
DesignOfTopology(const std::string& name, const Topology& topology)
{
    Design design{name, {}, topology, {}};
    design.warnings = ReadZoneFiles(design.topology, "");
    AddDefaultWorkload(design.topology);
    return design;
}

void
RefuseFaults(const Design& design)
{
    std::vector<std::string> texts;
    for (const auto& fault : Validate(design.topology))
    {
        texts.push_back(ToString(fault));
    }
    if (!texts.empty())
    {
        throw InputError(texts);
    }
}

} // namespace ns3::v6lab
