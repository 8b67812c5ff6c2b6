// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/sweep/sweep-axes.h"

#include "helper/format/input-error.h"
#include "scenarios/run/design.h"
#include "scenarios/run/ns3-attributes.h"

#include <algorithm>
#include <fmt/format.h>
#include <set>
#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

constexpr const char* FORM = "write --set OPTION=VALUE,VALUE,..., a comma within a value as \\,";

/** Parts between commas that no backslash precedes; other backslashes are a value's own. */
std::vector<std::string>
SplitAtCommas(const std::string& text)
{
    std::vector<std::string> parts{""};
    for (size_t i = 0; i < text.size(); ++i)
    {
        if (text[i] == '\\' && i + 1 < text.size() && text[i + 1] == ',')
        {
            parts.back() += text[++i];
        }
        else if (text[i] == ',')
        {
            parts.emplace_back();
        }
        else
        {
            parts.back() += text[i];
        }
    }
    return parts;
}

/** Every run is one line of a plan. */
void
RefuseControlCharacters(const std::string& word)
{
    const bool control = std::any_of(word.begin(), word.end(), [](unsigned char c) {
        return c < 0x20 || c == 0x7f;
    });
    if (control)
    {
        throw std::invalid_argument(
            fmt::format("--set {}: control characters are not allowed", Clipped(word)));
    }
}

void
SpellAsDeclared(SweepAxis& axis, const Ptr<Scenario>& scenario)
{
    for (const auto& option : OptionsOf(scenario))
    {
        if (SameOption(option.name, axis.option))
        {
            axis.option = option.name;
        }
    }
}

/** Whether each value is allowed, whatever the other options are. */
void
CheckValues(const SweepAxis& axis, const Ptr<Scenario>& scenario)
{
    for (const auto& value : axis.values)
    {
        if (IsNs3Attribute(axis.option))
        {
            RefuseNs3Attributes({{axis.option, value}});
        }
        else
        {
            SetOption(scenario, axis.option, value);
        }
    }
}

/** What the command line takes for all runs of a sweep together. */
void
RefuseOfTheSweep(const SweepAxis& axis, const std::string& design)
{
    static const std::set<std::string> ONCE{"db", "jobs", "parameters", "record", "runs", "seed"};
    if (ONCE.count(axis.option) > 0)
    {
        throw std::invalid_argument(fmt::format(
            "--set {0}: is the same for all runs of a sweep; allowed are the options of "
            "{1} and ns-3's attributes",
            axis.option,
            design));
    }
}

void
CheckAxis(SweepAxis& axis, const SweepRequest& request, std::set<std::string>& seen)
{
    const bool attribute = IsNs3Attribute(axis.option);
    const auto scenario = IsFile(request.design) ? nullptr : RequireScenario(request.design);
    if (!attribute && !scenario)
    {
        throw std::invalid_argument(
            fmt::format("--set {}: {} is a file and has no options; allowed are ns-3's attributes, "
                        "ns3::Class::Attribute",
                        axis.option,
                        request.design));
    }
    if (!attribute)
    {
        RefuseOfTheSweep(axis, request.design);
        SpellAsDeclared(axis, scenario);
    }
    if (!seen.insert(axis.option).second)
    {
        throw std::invalid_argument(
            fmt::format("--set {}: given twice; all values of an option stand in one --set",
                        axis.option));
    }
    if (request.options.count(axis.option) || request.ns3Attributes.count(axis.option))
    {
        throw std::invalid_argument(
            fmt::format("--set {0}: --{0} is given as well; an option either varies or does not",
                        axis.option));
    }
    CheckValues(axis, scenario);
    std::set<std::string> values;
    for (const auto& value : axis.values)
    {
        if (!values.insert(value).second)
        {
            throw std::invalid_argument(
                fmt::format("--set {}: {} is given twice; give each value once",
                            axis.option,
                            value));
        }
    }
}

void
RefuseTooMany(const SweepRequest& request)
{
    uint64_t product = request.runs;
    for (const auto& axis : request.axes)
    {
        if (product > MAX_SWEEP_RUNS)
        {
            break;
        }
        product *= axis.values.size(); // no overflow: there are not so many words in a command line
    }
    if (product > MAX_SWEEP_RUNS)
    {
        throw std::invalid_argument(
            fmt::format("--set, --runs: more than {0} runs; allowed are up to {0}, values of all "
                        "axes multiplied by --runs",
                        MAX_SWEEP_RUNS));
    }
}

} // namespace

bool
IsNs3Attribute(const std::string& option)
{
    return option.compare(0, 5, "ns3::") == 0;
}

SweepAxis
AxisFromWord(const std::string& word)
{
    RefuseControlCharacters(word);
    const auto equals = word.find('=');
    SweepAxis axis{word.substr(0, equals), {}};
    axis.option.erase(0, axis.option.compare(0, 2, "--") == 0 ? 2 : 0);
    if (axis.option.empty() || equals == std::string::npos)
    {
        throw std::invalid_argument(fmt::format("--set {}: {}", Clipped(word), FORM));
    }
    axis.values = SplitAtCommas(word.substr(equals + 1));
    if (std::find(axis.values.begin(), axis.values.end(), "") != axis.values.end())
    {
        throw std::invalid_argument(
            fmt::format("--set {}: {}; {}",
                        Clipped(word),
                        axis.values.size() == 1 ? "there is no value" : "a value is empty",
                        FORM));
    }
    return axis;
}

std::string
ToWord(const SweepAxis& axis)
{
    std::string word = axis.option + "=";
    for (size_t i = 0; i < axis.values.size(); ++i)
    {
        word += i == 0 ? "" : ",";
        for (const char c : axis.values[i])
        {
            word += c == ',' ? std::string("\\,") : std::string(1, c);
        }
    }
    return word;
}

std::vector<SweepAxis>
CheckedAxes(const SweepRequest& request)
{
    if (request.axes.empty() && request.runs < 2)
    {
        throw std::invalid_argument("nothing varies; give --set OPTION=VALUE,VALUE,... for each "
                                    "option that does, or --runs N with N > 1");
    }
    if (!IsFile(request.design))
    {
        RequireScenario(request.design);
    }
    RefuseTooMany(request);
    std::vector<SweepAxis> axes = request.axes;
    std::vector<std::string> faults;
    std::set<std::string> seen;
    const auto collect = [&faults](const auto& check) {
        try
        {
            check();
        }
        catch (const std::invalid_argument& error)
        {
            faults.emplace_back(error.what());
        }
    };
    for (auto& axis : axes)
    {
        collect([&] { CheckAxis(axis, request, seen); });
    }
    for (const auto& attribute : request.ns3Attributes)
    {
        collect([&] { RefuseNs3Attributes({attribute}); });
    }
    if (!faults.empty())
    {
        throw InputError(faults);
    }
    return axes;
}

} // namespace ns3::v6lab
