// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/sweep/sweep-plan.h"

#include "helper/format/input-error.h"
#include "scenarios/option-use.h"
#include "scenarios/run/experiment.h"
#include "scenarios/sweep/sweep-axes.h"

#include <fmt/format.h>
#include <set>

namespace ns3::v6lab
{

namespace
{

/** "clat=shared, pool=4"; empty without axes. */
std::string
PointName(const SweepRequest& request, const std::vector<std::string>& values)
{
    std::string name;
    for (size_t i = 0; i < values.size(); ++i)
    {
        name += fmt::format("{}{}={}", i == 0 ? "" : ", ", request.axes[i].option, values[i]);
    }
    return name;
}

/** All combinations; the last axis is the fastest. */
std::vector<std::vector<std::string>>
PointsOf(const std::vector<SweepAxis>& axes)
{
    std::vector<std::vector<std::string>> points{{}};
    for (const auto& axis : axes)
    {
        std::vector<std::vector<std::string>> longer;
        for (const auto& point : points)
        {
            for (const auto& value : axis.values)
            {
                longer.push_back(point);
                longer.back().push_back(value);
            }
        }
        points = std::move(longer);
    }
    return points;
}

/** A point's options and attributes, and the common ones without these. */
SweepRequest
RequestAt(const SweepRequest& request,
          const std::vector<std::string>& values,
          const std::set<std::string>& leftOut)
{
    SweepRequest at = request;
    for (const auto& option : leftOut)
    {
        at.options.erase(option);
    }
    for (size_t i = 0; i < values.size(); ++i)
    {
        const std::string& option = request.axes[i].option;
        (IsNs3Attribute(option) ? at.ns3Attributes : at.options)[option] = values[i];
    }
    return at;
}

/** Common options that have no meaning at a point. */
std::set<std::string>
UnusedAt(const SweepRequest& request, const std::vector<std::string>& values)
{
    const auto scenario = RequireScenario(request.design);
    for (const auto& [option, value] : RequestAt(request, values, {}).options)
    {
        SetOption(scenario, option, value);
    }
    std::set<std::string> unused;
    for (const auto& [option, why] : UnusedOptions(scenario, request.options))
    {
        if (!IsDeciding(scenario, option)) // without it another design would be run
        {
            unused.insert(option);
        }
    }
    return unused;
}

/** What has a meaning at no point is left for its design to refuse. */
std::vector<std::set<std::string>>
OptionsLeftOut(const SweepRequest& request, const std::vector<std::vector<std::string>>& points)
{
    std::vector<std::set<std::string>> unused(points.size());
    std::map<std::string, size_t> without; // at how many points each has no meaning
    for (size_t point = 0; point < points.size() && !IsFile(request.design); ++point)
    {
        unused[point] = UnusedAt(request, points[point]);
        for (const auto& option : unused[point])
        {
            ++without[option];
        }
    }
    for (auto& ofPoint : unused)
    {
        for (const auto& [option, times] : without)
        {
            if (times == points.size())
            {
                ofPoint.erase(option);
            }
        }
    }
    return unused;
}

/** What its runs have in common: all but the run's number. */
RunInfo
DescribePoint(const SweepRequest& at)
{
    const Design design = IsFile(at.design) ? DesignOfFile(at.design, at.parameters)
                                            : DesignOfScenario(at.design, at.options);
    RefuseFaults(design);
    RunSettings settings;
    settings.seed = at.seed;
    settings.ns3Attributes = at.ns3Attributes;
    return DescribeRun(design, settings);
}

/** Faults of a design do not say at which point; faults of an option name it. */
RunInfo
DescribePoint(const SweepPlan& plan, size_t point)
{
    const std::vector<std::string>& values = plan.points[point];
    try
    {
        return DescribePoint(RequestAt(plan.request, values, plan.leftOut[point]));
    }
    catch (const InputError& error)
    {
        if (values.empty())
        {
            throw;
        }
        std::vector<std::string> messages = error.GetMessages();
        for (auto& message : messages)
        {
            message = fmt::format("at {}: {}", PointName(plan.request, values), message);
        }
        throw InputError(messages);
    }
}

} // namespace

SweepPlan
PlanSweep(const SweepRequest& request)
{
    SweepPlan plan;
    plan.request = request;
    plan.request.axes = CheckedAxes(request);
    plan.points = PointsOf(plan.request.axes);
    plan.leftOut = OptionsLeftOut(plan.request, plan.points);
    std::map<std::string, std::string> seen;
    for (size_t point = 0; point < plan.points.size(); ++point)
    {
        RunInfo info = DescribePoint(plan, point);
        info.topology.clear();
        for (info.run = 1; info.run <= request.runs; ++info.run)
        {
            plan.runs.push_back({RunId(info), point, info.run});
        }
        const std::string name = PointName(plan.request, plan.points[point]);
        const auto [same, isNew] = seen.emplace(info.options, name);
        if (!isNew)
        {
            throw InputError(fmt::format("--set: {} and {} are the same run; give each value once",
                                         same->second,
                                         name));
        }
    }
    return plan;
}

std::vector<std::string>
WordsOf(const SweepPlan& plan, const PlannedRun& run, const std::string& file)
{
    const SweepRequest at =
        RequestAt(plan.request, plan.points[run.point], plan.leftOut[run.point]);
    std::vector<std::string> words{"run", at.design};
    for (const auto* options : {&at.options, &at.ns3Attributes})
    {
        for (const auto& [option, value] : *options)
        {
            words.push_back(fmt::format("--{}={}", option, value));
        }
    }
    if (at.parameters)
    {
        words.push_back("--parameters=" + *at.parameters);
    }
    words.push_back(fmt::format("--seed={}", at.seed));
    words.push_back(fmt::format("--run={}", run.run));
    words.push_back(fmt::format("--record={}", ToWord(at.level)));
    words.push_back("--db=" + file);
    return words;
}

std::string
NameOf(const SweepPlan& plan, const PlannedRun& run)
{
    const std::string point = PointName(plan.request, plan.points[run.point]);
    return fmt::format("{}{}run {}", point, point.empty() ? "" : ", ", run.run);
}

} // namespace ns3::v6lab
