// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/cli/report.h"
#include "scenarios/cli/verbs.h"

#include <fmt/format.h>

namespace po = boost::program_options;

namespace ns3::v6lab::cli
{

int
Check(const Words& words)
{
    Grammar grammar{"check", po::options_description("options"), {"database"}};
    grammar.options.add_options() //
        ("run",
         po::value<std::string>()->value_name("ID"),
         "only this run: its id, a unique beginning of it, or 1, 2, ...; all by default") //
        ("help", "this help");
    po::variables_map map;
    if (!Parse(grammar, words, map))
    {
        return GOOD;
    }
    const auto database = Database::Read(map["database"].as<std::string>());
    const std::string wanted =
        map.count("run") ? SelectRun(*database, map["run"].as<std::string>()).id : "";
    const Table runs = Query(*database, "v_run", wanted, "");
    int status = GOOD;
    for (size_t row = 0; row < runs.rows.size(); ++row)
    {
        const RunHandle run = SelectRun(*database, runs.Text(row, "run_id"));
        const bool complete = runs.Text(row, "status") == "complete";
        fmt::print("{}{}{}",
                   row == 0 ? "" : "\n",
                   RunText(runs, row),
                   complete ? "" : runs.Text(row, "status") + "\n");
        const auto checks = CheckStored(*database, run);
        fmt::print("{}", ChecksText(checks));
        // A run that did not end proves nothing, whatever its checks say so far.
        status = std::max(status, complete ? StatusOf(checks) : FAILED);
    }
    return status;
}

} // namespace ns3::v6lab::cli
