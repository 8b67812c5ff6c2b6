// SPDX-License-Identifier: GPL-2.0-only
// One run for Python, in a process of its own, because ns-3 runs once in a process.
//
// usage: worker design|topology WORDS OF `run` ...
// With "topology" the design is JSON on standard input. On standard output it tells, one JSON
// object a line, how far it is, and last of all how it ended: {"end": ...} or {"error": ...}.
#include "helper/format/input-error.h"
#include "helper/format/read.h"
#include "helper/format/source.h"
#include "scenarios/cli/run-request.h"
#include "scenarios/run/interrupt.h"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <sys/prctl.h>
#include <unistd.h>

using namespace ns3::v6lab;

namespace
{

using Json = nlohmann::ordered_json;

/** What is told goes out by a descriptor of its own, so that nobody else's prints come between. */
class Teller
{
  public:
    Teller()
        : m_out(fdopen(dup(STDOUT_FILENO), "w"))
    {
        dup2(STDERR_FILENO, STDOUT_FILENO);
    }

    void Tell(const Json& line) const
    {
        const std::string text = line.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
        std::fputs(text.c_str(), m_out);
        std::fflush(m_out);
    }

  private:
    std::FILE* m_out;
};

Design
DesignOf(const cli::RunRequest& request, bool isTopology)
{
    if (!isTopology)
    {
        return cli::Load(request.words, request.map);
    }
    const Topology topology = ReadTopologyValue(ReadFileText("/dev/stdin", SourceLimits::BYTES));
    return DesignOfTopology(topology.name.empty() ? "topology" : topology.name, topology);
}

Json
Run(const cli::Words& words, bool isTopology, const Teller& teller)
{
    auto request = cli::ParseRun(words);
    if (!request)
    {
        throw cli::UsageError("--help: read the documentation of the function instead");
    }
    ExitWhenInterrupted();
    request->settings.progress = [&teller](double simulated, double end) {
        teller.Tell({{"simulated", simulated}, {"end_at", end}});
    };
    request->settings.onRecord = [&teller](const std::string& runId) {
        teller.Tell({{"run_id", runId}});
    };
    const Design design = DesignOf(*request, isTopology);
    const RunResult result = RunDesign(design, request->settings);
    Json leftOut = Json::array();
    for (const auto& item : design.topology.leftOut)
    {
        leftOut.push_back({item.name, item.type, item.what});
    }
    return {{"run_id", result.run.id},
            {"status", ToWord(result.status)},
            {"warnings", result.warnings},
            {"assumptions", design.topology.assumptions},
            {"left_out", leftOut}};
}

Json
Error(const std::exception& error, const std::vector<std::string>& messages)
{
    return {{"input", cli::IsUsage(error)}, {"messages", messages}};
}

} // namespace

int
main(int argc, char** argv)
{
    std::signal(SIGXFSZ, SIG_IGN);
    prctl(PR_SET_PDEATHSIG, SIGTERM); // nobody would read what it finds
    const Teller teller;
    const bool isTopology = argc > 1 && std::string(argv[1]) == "topology";
    try
    {
        const cli::Words words(argv + std::min(argc, 2), argv + argc);
        teller.Tell({{"end", Run(words, isTopology, teller)}});
    }
    catch (const InputError& error)
    {
        teller.Tell({{"error", Error(error, error.GetMessages())}});
    }
    catch (const std::exception& error)
    {
        teller.Tell({{"error", Error(error, {error.what()})}});
    }
    return 0;
}
