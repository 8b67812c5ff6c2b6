// SPDX-License-Identifier: GPL-2.0-only
#include "helper/format/schema.h"
#include "model/core/reason.h"
#include "model/record/schema.h"
#include "scenarios/cli/verbs.h"
#include "scenarios/scenario.h"

#include <fmt/format.h>
#include <functional>
#include <map>

namespace po = boost::program_options;

namespace ns3::v6lab::cli
{

namespace
{

std::string
ReasonsPage()
{
    std::string page = "# Reasons\n\nWhy a packet ended: the words of `v_drop` and `v_flow`.\n\n"
                       "| reason | meaning | clause or rule |\n|---|---|---|\n";
    for (size_t i = 1; i < static_cast<size_t>(Reason::Count); ++i)
    {
        const auto& row = v6lab::Describe(static_cast<Reason>(i));
        page += fmt::format("| `{}` | {} | {} |\n", row.word, row.sentence, row.clause);
    }
    return page;
}

/** A bar in a cell would end it. */
std::string
Cell(const std::string& text)
{
    std::string cell;
    for (const char c : text)
    {
        cell += c == '|' ? std::string("\\|") : std::string(1, c);
    }
    return cell;
}

std::string
ScenariosPage()
{
    std::string page = "# Scenarios\n\nRun one with `./v6lab run SCENARIO --OPTION=VALUE`.\n";
    for (const auto& scenario : AllScenarios())
    {
        page += fmt::format("\n## {}\n\n{}.\n\nAfter: {}.\n\n"
                            "| option | meaning | allowed | default |\n|---|---|---|---|\n",
                            scenario->GetName(),
                            scenario->GetPurpose(),
                            scenario->GetArticle());
        for (const auto& option : OptionsOf(scenario))
        {
            page += fmt::format("| `--{}` | {} | {} | {} |\n",
                                option.name,
                                Cell(option.help),
                                Cell(option.allowed.empty() ? option.type : option.allowed),
                                option.defaultValue);
        }
        page += "\nChecks with the defaults:\n\n";
        for (const auto& check : scenario->Describe().checks)
        {
            page += fmt::format("- {} [{}]\n", check.name, check.clause);
        }
        for (const auto& [name, clause] : scenario->GetFigureChecks())
        {
            page += fmt::format("- {} [{}]\n", name, clause);
        }
    }
    return page;
}

std::string
DatabasePage()
{
    return fmt::format(
        "# Run database\n\nOne file, any number of runs; schema version {}.\n"
        "Views (`v_...`) are for users, the tables behind them are not.\n\n```sql\n{}```\n",
        SCHEMA_VERSION,
        SchemaSql());
}

} // namespace

int
Reference(const Words& words)
{
    static const std::map<std::string, std::function<std::string()>> pages{
        {"database", DatabasePage},
        {"reasons", ReasonsPage},
        {"scenarios", ScenariosPage},
        {"schema", TopologySchema},
        {"topology", TopologyDocs},
    };
    Grammar grammar{"reference", po::options_description("options"), {"page"}};
    grammar.options.add_options()("help", "this help");
    po::variables_map map;
    if (!Parse(grammar, words, map))
    {
        return GOOD;
    }
    const auto page = pages.find(map["page"].as<std::string>());
    if (page == pages.end())
    {
        throw UsageError(fmt::format("{}: no such page; allowed are database, reasons, scenarios, "
                                     "schema, topology",
                                     map["page"].as<std::string>()));
    }
    fmt::print("{}", page->second());
    return GOOD;
}

} // namespace ns3::v6lab::cli
