// SPDX-License-Identifier: GPL-2.0-only
#include "model/record/merge-runs.h"
#include "scenarios/cli/verbs.h"

#include <fmt/format.h>

namespace po = boost::program_options;

namespace ns3::v6lab::cli
{

int
Merge(const Words& words)
{
    Grammar grammar{"merge", po::options_description("options"), {}, "database"};
    grammar.options.add_options() //
        ("output,o",
         po::value<std::string>()->value_name("FILE"),
         "the database to merge into; it may hold runs already") //
        ("quiet", "print nothing but errors")                    //
        ("help", "this help");
    po::variables_map map;
    if (!Parse(grammar, words, map))
    {
        return GOOD;
    }
    if (!map.count("output"))
    {
        throw UsageError("-o FILE is missing: the database to merge into");
    }
    const auto sources = map["database"].as<Words>();
    for (const auto& source : sources)
    {
        Database::Read(source); // before anything is written
    }
    const auto into = Database::Create(map["output"].as<std::string>());
    MergeCounts counts;
    for (const auto& source : sources)
    {
        counts += MergeRuns(*into, source);
    }
    if (!map.count("quiet"))
    {
        fmt::print("{}: {} runs added, {} replaced, {} there already\n",
                   into->GetPath(),
                   counts.added,
                   counts.replaced,
                   counts.known);
    }
    return GOOD;
}

} // namespace ns3::v6lab::cli
