// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/cli/verbs.h"
#include "scenarios/scenario.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace po = boost::program_options;

namespace ns3::v6lab::cli
{

int
List(const Words& words)
{
    Grammar grammar{"list", po::options_description("options"), {}};
    grammar.options.add_options()("json", "as JSON")("help", "this help");
    po::variables_map map;
    if (!Parse(grammar, words, map))
    {
        return GOOD;
    }
    nlohmann::ordered_json all = nlohmann::ordered_json::array();
    for (const auto& scenario : AllScenarios())
    {
        all.push_back({{"name", scenario->GetName()},
                       {"purpose", scenario->GetPurpose()},
                       {"article", scenario->GetArticle()}});
    }
    if (map.count("json"))
    {
        fmt::print("{}\n", all.dump(2));
        return GOOD;
    }
    for (const auto& scenario : all)
    {
        fmt::print("{}\n    {}\n    after: {}\n",
                   scenario["name"].get<std::string>(),
                   scenario["purpose"].get<std::string>(),
                   scenario["article"].get<std::string>());
    }
    return GOOD;
}

} // namespace ns3::v6lab::cli
