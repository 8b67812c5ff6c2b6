// SPDX-License-Identifier: GPL-2.0-only
#include "model/record/reader.h"
#include "scenarios/cli/verbs.h"

#include <fmt/format.h>

namespace po = boost::program_options;

namespace ns3::v6lab::cli
{

int
Show(const Words& words)
{
    Grammar grammar{"show", po::options_description("options"), {"database", "view"}};
    const auto text = [](const char* name) { return po::value<std::string>()->value_name(name); };
    grammar.options.add_options()                                                            //
        ("run", text("ID"), "only this run: its id, a unique beginning of it, or 1, 2, ...") //
        ("where", text("SQL"), "only rows for which this SQL expression holds")              //
        ("format", text("FORMAT")->default_value("table"), "table|csv|json")                 //
        ("help", "this help");
    po::variables_map map;
    if (!Parse(grammar, words, map))
    {
        return GOOD;
    }
    const TableFormat format = TableFormatFromWord(map["format"].as<std::string>());
    const auto database = Database::Read(map["database"].as<std::string>());
    const std::string run =
        map.count("run") ? SelectRun(*database, map["run"].as<std::string>()).id : "";
    const std::string where = map.count("where") ? map["where"].as<std::string>() : "";
    fmt::print("{}", Render(Query(*database, map["view"].as<std::string>(), run, where), format));
    return GOOD;
}

} // namespace ns3::v6lab::cli
