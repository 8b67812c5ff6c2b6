// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/cli/azure-question.h"

#include "helper/format/read.h"
#include "helper/topology/quantity.h"
#include "model/core/time-units.h"
#include "scenarios/cli/design-words.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace po = boost::program_options;

namespace ns3::v6lab::cli
{

namespace
{

constexpr int64_t LONGEST_RUN = 30LL * 24 * 3600 * 1'000'000'000; // as of workloads

RecordedRun
OpenRun(const std::string& path, const po::variables_map& map)
{
    RecordedRun recorded;
    recorded.database = Database::Read(path);
    recorded.handle = SelectRun(*recorded.database,
                                map.count("run") ? map["run"].as<std::string>() : std::string());
    const Table row = Query(*recorded.database, "v_run", recorded.handle.id, "");
    recorded.seed = static_cast<uint32_t>(std::stoul(row.Text(0, "seed")));
    recorded.run = static_cast<uint32_t>(std::stoul(row.Text(0, "run")));
    if (const std::string end = row.Text(0, "sim_seconds"); !end.empty())
    {
        recorded.endNs = std::llround(std::stod(end) * static_cast<double>(SECOND));
    }
    return recorded;
}

Topology
TopologyOf(const DesignWords& words,
           const po::variables_map& map,
           std::optional<RecordedRun>& recorded)
{
    if (Database::IsAt(words.design))
    {
        recorded = OpenRun(words.design, map);
        return ReadTopology(RecordedTopology(*recorded->database, recorded->handle),
                            words.design + ", run " + recorded->handle.id);
    }
    if (map.count("run"))
    {
        throw UsageError("--run: only a run database has runs, and " + words.design + " is none");
    }
    const Design design = Load(words, map);
    RefuseFaults(design);
    return design.topology;
}

std::string
Known(const std::vector<std::string>& names)
{
    return names.empty() ? "there is none" : fmt::format("allowed are {}", fmt::join(names, ", "));
}

template <class T>
std::vector<std::string>
NamesOf(const std::vector<T>& list)
{
    std::vector<std::string> names;
    for (const auto& item : list)
    {
        names.push_back(item.name);
    }
    return names;
}

/** The interfaces that --nic or --vm leave to choose from. */
std::vector<std::string>
Candidates(const AzureQuestion& question)
{
    const auto& map = question.map;
    std::vector<std::string> nics = NamesOf(question.topology.networkInterfaces);
    if (map.count("vm"))
    {
        const std::string name = map["vm"].as<std::string>();
        const auto& all = question.topology.virtualMachines;
        const auto found =
            std::find_if(all.begin(), all.end(), [&](const auto& vm) { return vm.name == name; });
        if (found == all.end())
        {
            throw UsageError(fmt::format("--vm={}: there is no such virtual machine; {}",
                                         name,
                                         Known(NamesOf(all))));
        }
        nics = found->networkInterfaces;
    }
    if (map.count("nic"))
    {
        const std::string name = map["nic"].as<std::string>();
        if (std::find(nics.begin(), nics.end(), name) == nics.end())
        {
            throw UsageError(
                fmt::format("--nic={}: there is no such interface{}; {}",
                            name,
                            map.count("vm") ? " of " + map["vm"].as<std::string>() : "",
                            Known(nics)));
        }
        return {name};
    }
    if (!map.count("vm"))
    {
        throw UsageError("--vm or --nic is missing; " + Known(nics));
    }
    return nics;
}

bool
Has(const azure::Nic& nic, const IpAddress& address)
{
    return std::any_of(nic.ipConfigurations.begin(),
                       nic.ipConfigurations.end(),
                       [&](const auto& one) { return one.address == address; });
}

} // namespace

std::optional<AzureQuestion>
AskAzure(const char* verb, po::options_description own, const Words& words)
{
    const auto text = [](const char* name) { return po::value<std::string>()->value_name(name); };
    own.add_options()                                                             //
        ("vm", text("VM"), "the virtual machine")                                 //
        ("nic", text("NIC"), "the network interface, if the machine has several") //
        ("run", text("ID"), "which run of a database; the latest if not given")   //
        ("parameters", text("FILE"), "parameters file of an ARM template")        //
        ("json", "the answer as a JSON object")                                   //
        ("help", "this help");
    AzureQuestion question;
    const auto design = ParseDesignWords(verb, own, words, question.map);
    if (!design)
    {
        return std::nullopt;
    }
    question.topology = TopologyOf(*design, question.map, question.recorded);
    question.plan = PlanAzure(question.topology);
    return question;
}

std::string
Need(const AzureQuestion& question, const char* option, const char* example)
{
    if (!question.map.count(option))
    {
        throw UsageError(fmt::format("--{} is missing: write --{} {}", option, option, example));
    }
    return question.map[option].as<std::string>();
}

IpAddress
NeedAddress(const AzureQuestion& question, const char* option)
{
    const std::string text = Need(question, option, "10.0.0.4");
    const auto address = IpAddress::Parse(text);
    if (!address)
    {
        throw UsageError(fmt::format("--{}={}: not an IP address", option, text));
    }
    return *address;
}

std::string
SecondsText(int64_t ns)
{
    return fmt::format("{:.10g} s", static_cast<double>(ns) / static_cast<double>(SECOND));
}

std::optional<int64_t>
TimeAsked(const AzureQuestion& question)
{
    if (!question.map.count("at"))
    {
        return std::nullopt;
    }
    const std::string text = question.map["at"].as<std::string>();
    const auto time = ParseDuration(text);
    if (!time || *time > LONGEST_RUN)
    {
        throw UsageError(
            fmt::format("--at={}: not a simulated time such as 12.5s, 720h at most", text));
    }
    const auto& recorded = question.recorded;
    if (recorded && recorded->endNs && *time > *recorded->endNs)
    {
        throw UsageError(fmt::format("--at={}: run {} ended at {}",
                                     text,
                                     recorded->handle.id,
                                     SecondsText(*recorded->endNs)));
    }
    return time;
}

azure::Index
ChooseNic(const AzureQuestion& question,
          const std::optional<IpAddress>& address,
          const char* addressOption)
{
    const auto names = Candidates(question);
    std::vector<azure::Index> fitting;
    std::vector<std::string> addresses;
    for (const auto& name : names)
    {
        const azure::Index index = question.plan.nics.at(name);
        const auto& nic = question.plan.estate.nics[index];
        if (!address || Has(nic, *address))
        {
            fitting.push_back(index);
        }
        for (const auto& one : nic.ipConfigurations)
        {
            addresses.push_back(one.address.ToString());
        }
    }
    if (fitting.empty() && address)
    {
        throw UsageError(fmt::format("--{}={}: not an address of that interface; {}",
                                     addressOption,
                                     address->ToString(),
                                     Known(addresses)));
    }
    if (fitting.size() != 1)
    {
        throw UsageError("--nic is missing; " + Known(names));
    }
    return fitting.front();
}

void
Print(const AzureQuestion& question, const Answer& answer)
{
    if (question.map.count("json"))
    {
        nlohmann::ordered_json object;
        for (const auto& [name, value] : answer)
        {
            object[name] = value;
        }
        fmt::print("{}\n", object.dump(2));
        return;
    }
    size_t width = 0;
    for (const auto& line : answer)
    {
        width = std::max(width, line.first.size());
    }
    for (const auto& [name, value] : answer)
    {
        fmt::print("{:<{}}  {}\n", name, width, value);
    }
}

} // namespace ns3::v6lab::cli
