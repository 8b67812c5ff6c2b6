// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/cli/design-words.h"

#include "scenarios/scenario.h"

#include <algorithm>
#include <fmt/format.h>

namespace po = boost::program_options;

namespace ns3::v6lab::cli
{

namespace
{

bool
IsNs3Attribute(const std::string& word)
{
    return word.rfind("--ns3::", 0) == 0;
}

/** Takes "--ns3::Class::Attribute=value" words out of the command line. */
std::map<std::string, std::string>
TakeNs3Attributes(Words& words)
{
    std::map<std::string, std::string> attributes;
    Words rest;
    for (const auto& word : words)
    {
        const auto equals = word.find('=');
        if (!IsNs3Attribute(word))
        {
            rest.push_back(word);
        }
        else if (equals == std::string::npos)
        {
            throw UsageError(fmt::format("{}: write {}=VALUE", word, word));
        }
        else
        {
            attributes[word.substr(2, equals - 2)] = word.substr(equals + 1);
        }
    }
    words = rest;
    return attributes;
}

/** The scenario that the words name, or null: only its name decides which options there are. */
Ptr<Scenario>
NamedScenario(const Words& words)
{
    for (const auto& scenario : AllScenarios())
    {
        if (std::find(words.begin(), words.end(), scenario->GetName()) != words.end())
        {
            return scenario;
        }
    }
    return nullptr;
}

/** Spells "--allowForwardedTraffic" as "--allow-forwarded-traffic", as the scenario declares it. */
void
SpellOptions(Words& words, const std::vector<ScenarioOption>& options)
{
    for (auto& word : words)
    {
        if (word.rfind("--", 0) != 0)
        {
            continue;
        }
        const auto equals = std::min(word.find('='), word.size());
        for (const auto& option : options)
        {
            if (SameOption(word.substr(2, equals - 2), option.name))
            {
                word = "--" + option.name + word.substr(equals);
                break;
            }
        }
    }
}

/** "--literal" alone means "--literal=true"; the word behind it is its value only if it is one. */
void
CompleteFlags(Words& words, const std::vector<ScenarioOption>& options)
{
    for (size_t i = 0; i < words.size(); ++i)
    {
        const bool flag = std::any_of(options.begin(), options.end(), [&](const auto& option) {
            return option.type == "bool" && words[i] == "--" + option.name;
        });
        const bool valued =
            i + 1 < words.size() && (words[i + 1] == "true" || words[i + 1] == "false");
        if (flag && !valued)
        {
            words[i] += "=true";
        }
    }
}

} // namespace

std::optional<DesignWords>
ParseDesignWords(const char* verb,
                 const po::options_description& own,
                 const Words& words,
                 po::variables_map& map)
{
    Words rest = words;
    DesignWords result;
    result.ns3Attributes = TakeNs3Attributes(rest);
    Grammar grammar{verb, own, {"scenario-or-file"}};
    const auto scenario = NamedScenario(rest);
    const auto options = scenario ? OptionsOf(scenario) : std::vector<ScenarioOption>{};
    SpellOptions(rest, options);
    CompleteFlags(rest, options);
    if (scenario)
    {
        po::options_description group("options of " + scenario->GetName());
        for (const auto& option : options)
        {
            const std::string allowed = option.type == "bool"    ? "[true|false]"
                                        : option.allowed.empty() ? option.type
                                                                 : option.allowed;
            group.add_options()(option.name.c_str(),
                                po::value<std::string>()->value_name(allowed),
                                option.help.c_str());
        }
        grammar.options.add(group);
    }
    if (!Parse(grammar, rest, map))
    {
        return std::nullopt;
    }
    result.design = map["scenario-or-file"].as<std::string>();
    for (const auto& option : options)
    {
        if (map.count(option.name))
        {
            result.options[option.name] = map[option.name].as<std::string>();
        }
    }
    return result;
}

Design
Load(const DesignWords& words, const po::variables_map& map)
{
    std::optional<std::string> parameters;
    if (map.count("parameters"))
    {
        parameters = map["parameters"].as<std::string>();
    }
    if (IsFile(words.design))
    {
        return DesignOfFile(words.design, parameters);
    }
    if (parameters)
    {
        throw UsageError("--parameters: only an ARM template takes a parameters file");
    }
    return DesignOfScenario(words.design, words.options);
}

} // namespace ns3::v6lab::cli
