// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/cli/translate.h"

#include "helper/format/input-error.h"
#include "helper/format/source.h"
#include "helper/translate/defaults.h"
#include "helper/translate/jsonl.h"
#include "scenarios/cli/capture-job.h"
#include "scenarios/cli/verbs.h"

#include <fmt/format.h>
#include <iostream>

namespace ns3::v6lab::cli
{

namespace
{

/** Reads up to a newline; false at the end. A line without end is refused, not swallowed. */
bool
ReadLine(std::istream& in, std::string& line, uint32_t number)
{
    line.clear();
    int c = 0;
    while ((c = in.get()) != EOF && c != '\n')
    {
        if (line.size() == SourceLimits::BYTES)
        {
            throw InputError(
                fmt::format("line {}: is longer than {} MB", number, SourceLimits::BYTES >> 20));
        }
        line += static_cast<char>(c);
    }
    return c != EOF || !line.empty();
}

void
CheckOutput()
{
    if (!std::cout.flush())
    {
        throw std::runtime_error("standard output: cannot be written");
    }
}

int
TranslateLines(Profile profile)
{
    std::string line;
    for (uint32_t number = 1; ReadLine(std::cin, line, number); ++number)
    {
        if (line.find_first_not_of(" \t\r") == std::string::npos)
        {
            continue;
        }
        try
        {
            std::cout << TranslateLine(line, number, profile) << '\n';
        }
        catch (const InputError&)
        {
            CheckOutput(); // the answers to earlier lines stand
            throw;
        }
        if (!std::cout)
        {
            break;
        }
    }
    CheckOutput();
    return GOOD;
}

int
TranslateFile(const Values& values)
{
    CaptureJob job(values);
    for (const auto& warning : job.GetWarnings())
    {
        fmt::print(stderr, "v6lab: warning: {}\n", warning);
    }
    job.Open();
    const auto tell = [&] {
        fmt::print(job.WritesToStdout() ? stderr : stdout, "{}", job.GetSummary().ToText());
    };
    try
    {
        job.Run();
    }
    catch (const std::invalid_argument&)
    {
        tell(); // what came before the fault is translated
        throw;
    }
    tell();
    return GOOD;
}

/** What a case says itself would be a contradiction here, or be forgotten. */
void
RefuseWithLines(const Values& values)
{
    for (const char* name :
         {"mode", "pref64", "eam", "clat-address", "pool4", "bib", "mtu6", "mtu4", "own6", "own4"})
    {
        if (values.count(name) && !values[name].defaulted())
        {
            throw UsageError(fmt::format("--{} means nothing with --jsonl: each case has its mode, "
                                         "config and env",
                                         name));
        }
    }
}

int
TranslateAddress(const Values& values)
{
    const AddressTranslation translation = AddressFromOptions(values);
    fmt::print("{}\n", translation.sentence);
    return translation.mapped ? GOOD : FAILED;
}

} // namespace

int
Translate(const Words& words)
{
    Values values;
    if (!ParseTranslate(words, values))
    {
        fmt::print("{}", TRANSLATE_EXAMPLES);
        return GOOD;
    }
    const bool lines = values.count("jsonl") > 0;
    const bool address = values.count("address") > 0;
    const bool file = values.count("in") > 0 || values.count("out") > 0;
    if (lines + address + file != 1)
    {
        throw UsageError("translate wants one of --in and --out, --jsonl, or --address; v6lab "
                         "translate --help says more");
    }
    if (lines)
    {
        RefuseWithLines(values);
    }
    if (address)
    {
        return TranslateAddress(values);
    }
    return lines ? TranslateLines(ProfileFromWord(values["profile"].as<std::string>()))
                 : TranslateFile(values);
}

} // namespace ns3::v6lab::cli
