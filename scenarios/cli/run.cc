// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/cli/report.h"
#include "scenarios/cli/run-request.h"
#include "scenarios/cli/verbs.h"
#include "scenarios/run/interrupt.h"

#include <fmt/format.h>

namespace ns3::v6lab::cli
{

int
Run(const Words& words)
{
    const auto request = ParseRun(words);
    if (!request)
    {
        return GOOD;
    }
    ExitWhenInterrupted();
    const RunSettings& settings = request->settings;
    const Design loaded = Load(request->words, request->map);
    const RunResult result = RunDesign(loaded, settings);
    if (request->map.count("json"))
    {
        fmt::print("{}", ReportJson(loaded, settings, result));
    }
    else if (!request->map.count("quiet"))
    {
        fmt::print("{}", ReportText(loaded, settings, result));
    }
    return result.status == RunStatus::Complete ? StatusOf(result.checks) : INTERRUPTED;
}

} // namespace ns3::v6lab::cli
