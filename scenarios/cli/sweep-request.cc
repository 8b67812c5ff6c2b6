// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/cli/sweep-request.h"

#include "helper/version.h"
#include "scenarios/cli/design-words.h"
#include "scenarios/cli/run-request.h"
#include "scenarios/cli/shell-words.h"
#include "scenarios/scenario.h"
#include "scenarios/sweep/sweep-axes.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <limits>
#include <nlohmann/json.hpp>
#include <thread>

namespace po = boost::program_options;

namespace ns3::v6lab::cli
{

namespace
{

using Json = nlohmann::ordered_json;

/** More processes than this no machine starts. */
constexpr uint64_t MOST_JOBS = 4096;

po::options_description
SweepOptions()
{
    po::options_description options("options");
    const auto text = [](const char* name) { return po::value<std::string>()->value_name(name); };
    const std::string processors =
        std::to_string(std::max(1u, std::thread::hardware_concurrency()));
    options.add_options() //
        ("set",
         po::value<Words>()->composing()->value_name("OPTION=V1,V2,..."),
         "an option that varies: of the scenario, or ns3::Class::Attribute; once for each; a comma "
         "within a value is written \\,") //
        ("runs",
         text("N")->default_value("1"),
         "runs of each combination: the same seed, run numbers 1 to N")  //
        ("jobs", text("N")->default_value(processors), "runs at a time") //
        ("db",
         text("FILE"),
         "the database that all runs are merged into; runs that it holds are not made again") //
        ("resume",
         "go on with a FILE that holds other runs too; one with runs of this sweep alone is gone "
         "on "
         "with anyway") //
        ("plan",
         "make nothing, print a shell command for each missing run: for GNU parallel, Slurm, ...; "
         "then `merge` the databases of FILE.runs, or sweep again")                              //
        ("seed", text("N")->default_value("1"), "seed of the random numbers")                    //
        ("record", text("LEVEL")->default_value("packets"), "flows|events|packets, as of `run`") //
        ("parameters", text("FILE"), "parameters file of an ARM template")                       //
        ("quiet", "print nothing but errors")                                                    //
        ("json", "print the summary, or the plan, as JSON")                                      //
        ("help", "this help");
    return options;
}

SweepRequest
RequestOf(const po::variables_map& map, const DesignWords& design)
{
    SweepRequest request;
    request.design = design.design;
    request.options = design.options;
    request.ns3Attributes = design.ns3Attributes;
    if (map.count("parameters"))
    {
        request.parameters = map["parameters"].as<std::string>();
    }
    request.seed = NumberOf(map, "seed", std::numeric_limits<uint32_t>::max());
    request.runs = NumberOf(map, "runs", MAX_SWEEP_RUNS);
    request.level = LevelOf(map);
    for (const auto& word : map.count("set") ? map["set"].as<Words>() : Words())
    {
        request.axes.push_back(AxisFromWord(word));
    }
    return request;
}

/** A message before the plan is made, which may take a while. */
void
RefuseUnreadable(const SweepRequest& request)
{
    if (request.parameters && !IsFile(request.design))
    {
        throw UsageError("--parameters: only an ARM template takes a parameters file");
    }
}

const char*
ToWord(RunPlace place)
{
    return place == RunPlace::Missing ? "missing" : place == RunPlace::Beside ? "beside" : "merged";
}

Json
AxesJson(const SweepPlan& plan)
{
    Json axes = Json::object();
    for (const auto& axis : plan.request.axes)
    {
        axes[axis.option] = axis.values;
    }
    return axes;
}

/** What a run keeps: one that measures has no packets to keep (RunDesign()). */
RecordLevel
LevelKept(const SweepRequest& request)
{
    const bool measures =
        !IsFile(request.design) && !RequireScenario(request.design)->GetFigureChecks().empty();
    return measures ? RecordLevel::Flows : request.level;
}

} // namespace

std::optional<SweepOrder>
ParseSweep(const Words& words)
{
    po::variables_map map;
    const auto design = ParseDesignWords("sweep", SweepOptions(), words, map);
    if (!design)
    {
        return std::nullopt;
    }
    SweepOrder order;
    order.request = RequestOf(map, *design);
    RefuseUnreadable(order.request);
    order.jobs = NumberOf(map, "jobs", MOST_JOBS);
    if (!map.count("db"))
    {
        throw UsageError("--db FILE is missing: the database that all runs are merged into");
    }
    order.database = map["db"].as<std::string>();
    order.planOnly = map.count("plan") > 0;
    order.resume = map.count("resume") > 0;
    order.json = map.count("json") > 0;
    order.quiet = map.count("quiet") > 0;
    return order;
}

OpenSweep::OpenSweep(const SweepOrder& order)
    : plan(PlanSweep(order.request)),
      store(order.database, LevelKept(order.request))
{
    if (!order.resume)
    {
        store.RefuseOtherRuns(plan);
    }
    for (const auto& run : plan.runs)
    {
        places.push_back(store.PlaceOf(run.id));
    }
}

std::string
CommandOf(const OpenSweep& sweep, const PlannedRun& run, const std::string& program)
{
    Words words{program};
    for (const auto& word : WordsOf(sweep.plan, run, sweep.store.FileOf(run.id)))
    {
        words.push_back(word);
    }
    words.emplace_back("--quiet");
    const SweepRequest& request = sweep.plan.request;
    const bool relative = IsFile(request.design) && request.design.front() != '/';
    // The id of a run of a file knows the file by the name that was given.
    const std::string folder =
        relative ? "cd " + ShellLine({std::filesystem::current_path().string()}) + " && " : "";
    return folder + ShellLine(words);
}

std::string
PlanJson(const OpenSweep& sweep, const std::string& program)
{
    Json runs = Json::array();
    for (size_t i = 0; i < sweep.plan.runs.size(); ++i)
    {
        const PlannedRun& run = sweep.plan.runs[i];
        const std::string file = sweep.store.FileOf(run.id);
        runs.push_back({{"run_id", run.id},
                        {"place", ToWord(sweep.places[i])},
                        {"values", sweep.plan.points[run.point]},
                        {"left_out", sweep.plan.leftOut[run.point]},
                        {"run", run.run},
                        {"name", NameOf(sweep.plan, run)},
                        {"file", file},
                        {"words", WordsOf(sweep.plan, run, file)},
                        {"command", CommandOf(sweep, run, program)}});
    }
    const Json plan{{"design", sweep.plan.request.design},
                    {"seed", sweep.plan.request.seed},
                    {"runs_per_point", sweep.plan.request.runs},
                    {"version", Version()},
                    {"database", sweep.store.GetFile()},
                    {"folder", sweep.store.GetFolder()},
                    {"axes", AxesJson(sweep.plan)},
                    {"runs", runs}};
    // A path need not be UTF-8, which JSON must be.
    return plan.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

} // namespace ns3::v6lab::cli
