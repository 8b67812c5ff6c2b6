// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/cli/verbs.h"
#include "scenarios/run/design.h"
#include "scenarios/scenario.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace po = boost::program_options;

namespace ns3::v6lab::cli
{

namespace
{

using Json = nlohmann::ordered_json;

Json
ToJson(const Ptr<Scenario>& scenario)
{
    Json options = Json::array();
    for (const auto& option : OptionsOf(scenario))
    {
        options.push_back({{"name", option.name},
                           {"help", option.help},
                           {"type", option.type},
                           {"unit", option.unit},
                           {"allowed", option.allowed},
                           {"default", option.defaultValue}});
    }
    const Topology topology = scenario->Describe();
    Json checks = Json::array();
    for (const auto& check : topology.checks)
    {
        checks.push_back({{"name", check.name}, {"source", check.clause}});
    }
    for (const auto& [name, clause] : scenario->GetFigureChecks())
    {
        checks.push_back({{"name", name}, {"source", clause}});
    }
    Json parts = Json::object();
    const auto names = [&parts](const char* kind, const auto& items) {
        for (const auto& item : items)
        {
            parts[kind].push_back(item.name);
        }
    };
    names("virtual networks", topology.virtualNetworks);
    names("route tables", topology.routeTables);
    names("virtual machines", topology.virtualMachines);
    names("nodes outside Azure", topology.nodes);
    names("links outside Azure", topology.links);
    names("workloads", topology.workloads);
    return {{"name", scenario->GetName()},
            {"purpose", scenario->GetPurpose()},
            {"article", scenario->GetArticle()},
            {"options", options},
            {"topology", parts},
            {"checks", checks}};
}

void
Print(const Json& scenario)
{
    const auto text = [](const Json& value) { return value.get<std::string>(); };
    fmt::print("{}: {}\nafter: {}\n\noptions\n",
               text(scenario["name"]),
               text(scenario["purpose"]),
               text(scenario["article"]));
    for (const auto& option : scenario["options"])
    {
        const std::string unit = text(option["unit"]);
        const std::string allowed = text(option["allowed"]);
        fmt::print("  --{}  {}{}; allowed {}; default {}\n      {}\n",
                   text(option["name"]),
                   text(option["type"]),
                   unit.empty() ? "" : " in " + unit,
                   allowed.empty() ? "any" : allowed,
                   text(option["default"]),
                   text(option["help"]));
    }
    fmt::print("\ntopology with these defaults\n");
    for (const auto& [kind, names] : scenario["topology"].items())
    {
        fmt::print("  {}: {}\n", kind, fmt::join(names.get<std::vector<std::string>>(), ", "));
    }
    fmt::print("\nchecks with these defaults\n");
    for (const auto& check : scenario["checks"])
    {
        const std::string source = text(check["source"]);
        fmt::print("  {}{}\n", text(check["name"]), source.empty() ? "" : " [" + source + "]");
    }
}

Ptr<Scenario>
ScenarioNamed(const std::string& name)
{
    try
    {
        return RequireScenario(name);
    }
    catch (const std::invalid_argument&)
    {
        if (!IsFile(name))
        {
            throw;
        }
        throw UsageError(fmt::format("{}: describe takes a scenario, as `v6lab list` names them; "
                                     "`v6lab topology {}` shows a file",
                                     name,
                                     name));
    }
}

} // namespace

int
Describe(const Words& words)
{
    Grammar grammar{"describe", po::options_description("options"), {"scenario"}};
    grammar.options.add_options()("json", "as JSON")("help", "this help");
    po::variables_map map;
    if (!Parse(grammar, words, map))
    {
        return GOOD;
    }
    const auto scenario = ScenarioNamed(map["scenario"].as<std::string>());
    const Json json = ToJson(scenario);
    if (map.count("json"))
    {
        fmt::print("{}\n", json.dump(2));
    }
    else
    {
        Print(json);
    }
    return GOOD;
}

} // namespace ns3::v6lab::cli
