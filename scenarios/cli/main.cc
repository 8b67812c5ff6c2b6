// SPDX-License-Identifier: GPL-2.0-only
#include "helper/format/input-error.h"
#include "helper/format/suggestion.h"
#include "helper/version.h"
#include "scenarios/cli/verbs.h"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <fmt/format.h>

namespace ns3::v6lab::cli
{

namespace
{

void
PrintHelp()
{
    fmt::print("v6lab {}: simulates, packet by packet, how networks move from IPv4 to IPv6\n\n"
               "usage: v6lab VERB ...      (v6lab VERB --help says more)\n\n",
               Version());
    for (const auto& verb : Verbs())
    {
        fmt::print("  {} {}\n      {}\n", verb.name, verb.usage, verb.purpose);
    }
    fmt::print(
        "\n"
        "In a checkout also: ./v6lab python, ./v6lab build, ./v6lab test, ./v6lab bench, ./v6lab "
        "doc,\n./v6lab package, ./v6lab completion\n"
        "exit status: 0 good, 1 the run or a check failed, 2 wrong command line or input, "
        "130 interrupted;\nchecks that --record flows leaves nothing to evaluate by have not "
        "failed\n");
}

int
Dispatch(const Words& words)
{
    if (words.empty() || words[0] == "help" || words[0] == "--help" || words[0] == "-h")
    {
        PrintHelp();
        return words.empty() ? USAGE : GOOD;
    }
    if (words[0] == "--version")
    {
        fmt::print("v6lab {}\n", Version());
        return GOOD;
    }
    const Verb* verb = FindVerb(words[0]);
    if (!verb)
    {
        std::vector<std::string> names;
        for (const auto& known : Verbs())
        {
            names.emplace_back(known.name);
        }
        throw UsageError(fmt::format("{}: no such verb{}; allowed are {}",
                                     words[0],
                                     Suggestion(words[0], names),
                                     fmt::join(names, ", ")));
    }
    return verb->run(Words(words.begin() + 1, words.end()));
}

} // namespace

/** To stderr; what was typed may be endless, and stands in some messages. */
static void
Complain(const std::string& message)
{
    constexpr size_t LONGEST = 4000;
    const bool cut = message.size() > LONGEST;
    fmt::print(stderr, "v6lab: {}{}\n", message.substr(0, LONGEST), cut ? " ... (cut)" : "");
}

/** Dispatches, and tells what went wrong. */
static int
RunVerb(const Words& words)
{
    try
    {
        return Dispatch(words);
    }
    catch (const InputError& error)
    {
        for (const auto& message : error.GetMessages())
        {
            Complain(message);
        }
        return USAGE;
    }
    catch (const std::exception& error)
    {
        Complain(error.what());
        return IsUsage(error) ? USAGE : FAILED;
    }
}

/** Short output leaves only now; if it cannot, as on a full disk, nothing is good any more. */
static int
Flush(int status)
{
    const bool flushed = std::fflush(stdout) == 0;
    // An error of before has been told if it has cost the status.
    if (flushed && (status != GOOD || std::ferror(stdout) == 0))
    {
        return status;
    }
    Complain(fmt::format("cannot write the output: {}", std::strerror(errno)));
    return status == GOOD ? FAILED : status;
}

} // namespace ns3::v6lab::cli

int
main(int argc, char** argv)
{
    using namespace ns3::v6lab;
    // At a limit of file sizes (setrlimit, RLIMIT_FSIZE) a write then fails, and we say which.
    std::signal(SIGXFSZ, SIG_IGN);
    return cli::Flush(cli::RunVerb(cli::Words(argv + 1, argv + argc)));
}
