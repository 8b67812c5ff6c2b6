// SPDX-License-Identifier: GPL-2.0-only
#include "model/record/explain.h"

#include "scenarios/cli/verbs.h"

#include <fmt/format.h>

namespace po = boost::program_options;

namespace ns3::v6lab::cli
{

int
Explain(const Words& words)
{
    Grammar grammar{"explain", po::options_description("options"), {"database", "flow"}};
    grammar.options.add_options() //
        ("run",
         po::value<std::string>()->value_name("ID")->default_value(""),
         "the run: its id, a unique beginning of it, or 1, 2, ...; the latest by default") //
        ("help", "this help");
    po::variables_map map;
    if (!Parse(grammar, words, map))
    {
        return GOOD;
    }
    const auto database = Database::Read(map["database"].as<std::string>());
    const RunHandle run = SelectRun(*database, map["run"].as<std::string>());
    fmt::print("{}", ToText(v6lab::Explain(*database, run, map["flow"].as<std::string>())));
    return GOOD;
}

} // namespace ns3::v6lab::cli
