// SPDX-License-Identifier: GPL-2.0-only
#include "helper/format/input-error.h"
#include "helper/format/suggestion.h"
#include "helper/version.h"
#include "model/record/database.h"
#include "scenarios/cli/verbs.h"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <fmt/format.h>

namespace ns3::v6lab::cli
{

const std::vector<Verb>&
Verbs()
{
    static const std::vector<Verb> verbs{
        {"list", "[--json]", "Lists the scenarios", List},
        {"describe",
         "SCENARIO [--json]",
         "Says what a scenario shows, its options and checks",
         Describe},
        {"run",
         "SCENARIO|FILE [--OPTION=VALUE ...] [--db FILE] [--pcap DIR]",
         "Builds, simulates, records and checks a scenario, a topology file or an ARM template",
         Run},
        {"topology",
         "SCENARIO|FILE [--format dot|mermaid|svg|yaml|json|schema]",
         "Draws or dumps a design without running it",
         DrawTopology},
        {"show",
         "DB VIEW [--run ID] [--where SQL] [--format table|csv|json]",
         "Prints a view of recorded runs",
         Show},
        {"explain", "DB FLOW [--run ID]", "Tells the walk of one flow, hop by hop", Explain},
        {"check", "DB [--run ID]", "Evaluates the checks of recorded runs again", Check},
        {"next-hop",
         "SCENARIO|FILE|DB --vm VM|--nic NIC|--subnet NET/SUBNET --dest-ip ADDR [--source-ip ADDR] "
         "[--at TIME]",
         "Says where Azure would send a packet, as Network Watcher does, for GatewaySubnet too",
         NextHop},
        {"ip-flow-verify",
         "SCENARIO|FILE|DB --vm VM|--nic NIC --direction inbound|outbound --local ADDR:PORT "
         "--remote ADDR:PORT --protocol TCP|UDP",
         "Says which security rule allows or denies a flow, as Network Watcher does",
         IpFlowVerify},
        {"connectivity",
         "SCENARIO|FILE|DB --vm VM --dest-address ADDR|--dest-resource NAME --dest-port PORT "
         "[--protocol Tcp|Icmp] [--at TIME] [--json]",
         "Probes a connection and says where it fails, as Network Watcher does",
         Connectivity},
        {"translate",
         "--in FILE --out FILE --mode siit|nat64|clat --pref64 PREFIX ... | --jsonl | --address "
         "ADDR",
         "Translates a capture, test cases or an address, with no simulation around it",
         Translate},
        {"reference", "PAGE", "Prints a generated page of the documentation", Reference},
    };
    return verbs;
}

const Verb*
FindVerb(const std::string& name)
{
    for (const auto& verb : Verbs())
    {
        if (verb.name == name)
        {
            return &verb;
        }
    }
    return nullptr;
}

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
        "In a checkout also: ./v6lab build, ./v6lab test, ./v6lab bench, ./v6lab doc\n"
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

/** True if the words on the command line were wrong, and not what came of them. */
static bool
IsUsage(const std::exception& error)
{
    return dynamic_cast<const UsageError*>(&error) ||
           dynamic_cast<const std::invalid_argument*>(&error) ||
           dynamic_cast<const UnusableDatabase*>(&error);
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
