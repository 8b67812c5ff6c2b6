// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/cli/run-request.h"

#include <fmt/format.h>
#include <limits>

namespace po = boost::program_options;

namespace ns3::v6lab::cli
{

namespace
{

po::options_description
RunOptions()
{
    po::options_description options("options");
    const auto text = [](const char* name) { return po::value<std::string>()->value_name(name); };
    options.add_options()                                                                     //
        ("db", text("FILE"), "record into this database; it may hold other runs already")     //
        ("pcap", text("DIR"), "capture the packets of every device into this folder")         //
        ("seed", text("N")->default_value("1"), "seed of the random numbers")                 //
        ("run", text("N")->default_value("1"), "run number: other random numbers, same seed") //
        ("record",
         text("LEVEL")->default_value("packets"),
         "flows|events|packets: how much to record; events keeps the hops of each flow's first "
         "packets, flows none: what checks ask of paths, TTLs and translations is not evaluated, "
         "which is no failure")("parameters",
                                text("FILE"),
                                "parameters file of an ARM template") //
        ("quiet", "print nothing but errors")                         //
        ("json", "print the report as JSON")                          //
        ("help", "this help");
    return options;
}

RunSettings
SettingsOf(const po::variables_map& map, const DesignWords& words)
{
    RunSettings settings;
    // ns-3 takes neither zero nor more.
    settings.seed = NumberOf(map, "seed", std::numeric_limits<uint32_t>::max());
    settings.run = NumberOf(map, "run", std::numeric_limits<int64_t>::max());
    settings.ns3Attributes = words.ns3Attributes;
    if (map.count("db"))
    {
        settings.database = map["db"].as<std::string>();
    }
    if (map.count("pcap"))
    {
        settings.pcapDirectory = map["pcap"].as<std::string>();
    }
    settings.level = LevelOf(map);
    settings.levelAsked = !map["record"].defaulted();
    return settings;
}

} // namespace

uint64_t
NumberOf(const po::variables_map& map, const char* name, uint64_t largest)
{
    const auto text = map[name].as<std::string>();
    const bool digits = !text.empty() && text.size() <= 19 &&
                        text.find_first_not_of("0123456789") == std::string::npos;
    const uint64_t value = digits ? std::stoull(text) : 0;
    if (value < 1 || value > largest)
    {
        throw UsageError(
            fmt::format("--{}={}: allowed is a whole number from 1 to {}", name, text, largest));
    }
    return value;
}

RecordLevel
LevelOf(const po::variables_map& map)
{
    try
    {
        return RecordLevelFromWord(map["record"].as<std::string>());
    }
    catch (const std::invalid_argument& error)
    {
        throw UsageError(fmt::format("--record={}", error.what()));
    }
}

std::optional<RunRequest>
ParseRun(const Words& words)
{
    RunRequest request;
    const auto design = ParseDesignWords("run", RunOptions(), words, request.map);
    if (!design)
    {
        return std::nullopt;
    }
    request.words = *design;
    request.settings = SettingsOf(request.map, *design);
    return request;
}

} // namespace ns3::v6lab::cli
