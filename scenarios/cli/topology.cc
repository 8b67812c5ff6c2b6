// SPDX-License-Identifier: GPL-2.0-only
#include "helper/draw/draw.h"
#include "helper/format/schema.h"
#include "helper/format/write.h"
#include "helper/install/assigned-addresses.h"
#include "scenarios/cli/design-words.h"
#include "scenarios/cli/draw-options.h"
#include "scenarios/cli/verbs.h"

#include <fmt/format.h>
#include <functional>
#include <map>

namespace po = boost::program_options;

namespace ns3::v6lab::cli
{

po::options_description
DrawOptions()
{
    po::options_description options("options");
    const auto text = [](const char* name) { return po::value<std::string>()->value_name(name); };
    options.add_options() //
        ("format",
         text("FORMAT")->default_value("yaml"),
         "dot|mermaid|svg|yaml|json|schema: drawings, topology files, the JSON schema of those") //
        ("parameters", text("FILE"), "parameters file of an ARM template")                       //
        ("help", "this help");
    return options;
}

int
DrawTopology(const Words& words)
{
    const auto drawn = [](std::string (*draw)(const Topology&)) {
        return [draw](const Topology& topology) { return draw(WithAssignedAddresses(topology)); };
    };
    const std::map<std::string, std::function<std::string(const Topology&)>> formats{
        {"dot", drawn(DrawDot)},
        {"json", WriteJson},
        {"mermaid", drawn(DrawMermaid)},
        {"schema", [](const Topology&) { return TopologySchema(); }},
        {"svg", drawn(DrawSvg)},
        {"yaml", WriteYaml},
    };
    po::variables_map map;
    const auto design = ParseDesignWords("topology", DrawOptions(), words, map);
    if (!design)
    {
        return GOOD;
    }
    const auto format = formats.find(map["format"].as<std::string>());
    if (format == formats.end())
    {
        throw UsageError(fmt::format("--format={}: allowed is dot|mermaid|svg|yaml|json|schema",
                                     map["format"].as<std::string>()));
    }
    const Design loaded = Load(*design, map);
    RefuseFaults(loaded);
    fmt::print("{}", format->second(loaded.topology));
    return GOOD;
}

} // namespace ns3::v6lab::cli
