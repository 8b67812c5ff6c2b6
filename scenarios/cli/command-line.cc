// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/cli/command-line.h"

#include "helper/format/input-error.h"
#include "helper/format/suggestion.h"
#include "model/record/database.h"

#include <algorithm>
#include <fmt/format.h>
#include <fmt/ostream.h>
#include <iostream>
#include <nlohmann/json.hpp>

namespace po = boost::program_options;

namespace ns3::v6lab::cli
{

namespace
{

std::string
UsageLine(const Grammar& grammar)
{
    return fmt::format("v6lab {} {}", grammar.verb, FindVerb(grammar.verb)->usage);
}

std::vector<std::string>
LongNames(const po::options_description& options)
{
    std::vector<std::string> names;
    for (const auto& option : options.options())
    {
        names.push_back("--" + option->long_name());
    }
    return names;
}

/** What --help says, for programs: manual page, completion and documentation are made of it. */
void
PrintGrammar(const Grammar& grammar)
{
    const Verb& verb = *FindVerb(grammar.verb);
    nlohmann::ordered_json json{{"verb", verb.name},
                                {"usage", verb.usage},
                                {"purpose", verb.purpose},
                                {"options", nlohmann::ordered_json::array()}};
    for (const auto& option : grammar.options.options())
    {
        const auto semantic = option->semantic();
        json["options"].push_back({{"name", option->long_name()},
                                   {"value", option->format_parameter()},
                                   {"takesValue", semantic->max_tokens() > 0},
                                   {"help", option->description()}});
    }
    fmt::print("{}\n", json.dump(2));
}

/** "--db --quiet" and "--db ''" are slips: nobody calls a file so. */
void
RefuseMissingValues(const po::parsed_options& parsed)
{
    for (const auto& option : parsed.options)
    {
        const bool apart = option.position_key < 0 && option.original_tokens.size() == 2;
        if (apart && (option.original_tokens[1].empty() ||
                      option.original_tokens[1].compare(0, 2, "--") == 0))
        {
            throw UsageError(fmt::format("{}: its value is missing", option.original_tokens[0]));
        }
    }
}

void
ParseWords(const Grammar& grammar, const Words& words, po::variables_map& map)
{
    po::positional_options_description positional;
    po::options_description all(grammar.options);
    for (const auto& name : grammar.positional)
    {
        positional.add(name.c_str(), 1);
        all.add_options()(name.c_str(), po::value<std::string>());
    }
    if (!grammar.rest.empty())
    {
        positional.add(grammar.rest.c_str(), -1);
        all.add_options()(grammar.rest.c_str(), po::value<Words>());
    }
    // No guessing: an abbreviation that works today may be ambiguous tomorrow.
    const int style =
        po::command_line_style::default_style & ~po::command_line_style::allow_guessing;
    const auto parsed =
        po::command_line_parser(words).options(all).positional(positional).style(style).run();
    RefuseMissingValues(parsed);
    po::store(parsed, map);
    po::notify(map);
}

} // namespace

bool
Parse(const Grammar& grammar, const Words& words, po::variables_map& map)
{
    if (std::find(words.begin(), words.end(), "--help") != words.end())
    {
        fmt::print("usage: {}\n{}.\n\n", UsageLine(grammar), FindVerb(grammar.verb)->purpose);
        std::cout << grammar.options;
        return false;
    }
    if (std::find(words.begin(), words.end(), "--help-json") != words.end())
    {
        PrintGrammar(grammar);
        return false;
    }
    try
    {
        ParseWords(grammar, words, map);
    }
    catch (const po::unknown_option& error)
    {
        const auto known = LongNames(grammar.options);
        const std::string name = error.get_option_name();
        throw UsageError(fmt::format("{}: no such option{}; allowed are {}",
                                     name,
                                     Suggestion(name.substr(0, name.find('=')), known),
                                     fmt::join(known, ", ")));
    }
    catch (const po::too_many_positional_options_error&)
    {
        throw UsageError(fmt::format("too many words; usage: {}", UsageLine(grammar)));
    }
    catch (const po::error& error)
    {
        throw UsageError(fmt::format("{}; usage: {}", error.what(), UsageLine(grammar)));
    }
    Words required = grammar.positional;
    required.insert(required.end(), grammar.rest.empty() ? 0 : 1, grammar.rest);
    for (const auto& name : required)
    {
        if (!map.count(name))
        {
            throw UsageError(fmt::format("{} is missing; usage: {}", name, UsageLine(grammar)));
        }
    }
    return true;
}

bool
IsUsage(const std::exception& error)
{
    return dynamic_cast<const UsageError*>(&error) || dynamic_cast<const InputError*>(&error) ||
           dynamic_cast<const std::invalid_argument*>(&error) ||
           dynamic_cast<const UnusableDatabase*>(&error);
}

} // namespace ns3::v6lab::cli
