// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/cli/shell-words.h"
#include "scenarios/cli/sweep-job.h"
#include "scenarios/cli/verbs.h"

#include <filesystem>
#include <fmt/format.h>
#include <unistd.h>

namespace ns3::v6lab::cli
{

namespace
{

constexpr const char* EXAMPLES = R"(
examples:
  v6lab sweep hub-spoke --set connectivity=peering,connected-group --set spokes=2,4 --runs 3 --db sweep.sqlite
  v6lab sweep nat64-dns64 --set client=ipv6-only,dual-stack --protocol=tcp --ns3::TcpSocket::InitialCwnd=4 --db sweep.sqlite
  v6lab sweep rfc8219 --test=dns64 --trial=4 --repeat=2 --set cached=0,60,100 --db sweep.sqlite --plan | parallel -j4
  v6lab merge sweep.sqlite.runs/*.sqlite -o sweep.sqlite
)";

int
PrintPlan(const OpenSweep& sweep, const std::string& program, bool json)
{
    sweep.store.MakeFolder();
    if (json)
    {
        fmt::print("{}", PlanJson(sweep, program));
        return GOOD;
    }
    size_t lines = 0;
    for (size_t i = 0; i < sweep.plan.runs.size(); ++i)
    {
        if (sweep.places[i] == RunPlace::Missing)
        {
            fmt::print("{}\n", CommandOf(sweep, sweep.plan.runs[i], program));
            ++lines;
        }
    }
    if (isatty(STDERR_FILENO) == 1)
    {
        fmt::print(stderr,
                   "{} of {} runs are missing; when they are made: {} merge {}/*.sqlite -o {}\n",
                   lines,
                   sweep.plan.runs.size(),
                   ShellLine({program}),
                   ShellLine({sweep.store.GetFolder()}),
                   ShellLine({sweep.store.GetFile()}));
    }
    return GOOD;
}

} // namespace

int
Sweep(const Words& words)
{
    const auto order = ParseSweep(words);
    if (!order)
    {
        fmt::print("{}", EXAMPLES);
        return GOOD;
    }
    const std::string program = std::filesystem::read_symlink("/proc/self/exe").string();
    OpenSweep sweep(*order);
    if (order->planOnly)
    {
        return PrintPlan(sweep, program, order->json);
    }
    const SweepOutcome outcome = SweepJob(sweep, program).Run(order->jobs);
    if (order->json)
    {
        fmt::print("{}", SweepJson(sweep, outcome));
    }
    else if (!order->quiet)
    {
        fmt::print("{}", SweepText(sweep, outcome));
    }
    return StatusOf(outcome);
}

} // namespace ns3::v6lab::cli
