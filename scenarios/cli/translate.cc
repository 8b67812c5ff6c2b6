// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/cli/translate.h"

#include "helper/format/input-error.h"
#include "helper/format/source.h"
#include "helper/translate/capture-translation.h"
#include "helper/translate/defaults.h"
#include "helper/translate/jsonl.h"
#include "model/core/setting-names.h"
#include "model/core/translation/legal-address.h"
#include "scenarios/cli/verbs.h"

#include <fmt/format.h>
#include <iostream>
#include <sys/stat.h>

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

bool
IsSameFile(const std::string& a, const std::string& b)
{
    struct stat first
    {
    };

    struct stat second
    {
    };

    return stat(a.c_str(), &first) == 0 && stat(b.c_str(), &second) == 0 &&
           first.st_dev == second.st_dev && first.st_ino == second.st_ino;
}

/** What works but a person should know of (RFC 7757 5, RFC 6052 3.1). */
void
TellWarnings(const TranslatorSettings& settings)
{
    std::vector<std::string> warnings =
        std::visit([](const auto& core) { return Warnings(core.translation); }, settings.core);
    if (const auto* siit = std::get_if<SiitSettings>(&settings.core))
    {
        for (auto& warning : StatelessWarnings(siit->addresses))
        {
            warnings.push_back(std::move(warning));
        }
    }
    for (const auto& warning : warnings)
    {
        fmt::print(stderr, "v6lab: warning: {}\n", warning);
    }
}

/** What the options are called that the core complains of. */
const SettingNames OPTIONS{
    {"pool range ", "--pool4: pool range "},
    {"the IPv4 pool ", "--pool4: the IPv4 pool "},
    {"static binding ", "--bib: static binding "},
};

int
TranslateFile(const Values& values)
{
    for (const char* name : {"in", "out"})
    {
        if (!values.count(name))
        {
            throw UsageError(fmt::format("--{} is missing; usage: v6lab translate {}",
                                         name,
                                         FindVerb("translate")->usage));
        }
    }
    const auto source = values["in"].as<std::string>();
    const auto target = values["out"].as<std::string>();
    const TranslatorSettings settings = TranslatorFromOptions(values);
    TellWarnings(settings);
    PacketTranslator translator =
        WithNames(OPTIONS, [&settings] { return PacketTranslator(settings); });
    if (source != "-" && target != "-" && IsSameFile(source, target))
    {
        throw UsageError(fmt::format("--out {}: is the file that --in names", target));
    }
    CaptureReader in(source);
    CaptureWriter out(target);
    CaptureSummary summary;
    const auto tell = [&] {
        out.Finish();
        fmt::print(target == "-" ? stderr : stdout, "{}", summary.ToText());
    };
    try
    {
        TranslateCapture(in, out, translator, summary);
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

/** The entry that an address was mapped by; the longest one that contains it. */
const Eam*
EntryOf(const EamTable& table, const IpAddress& address)
{
    const Eam* best = nullptr;
    const auto side = [&address](const Eam& entry) {
        return address.IsV4() ? entry.ipv4 : entry.ipv6;
    };
    for (const auto& entry : table.GetEntries())
    {
        if (side(entry).Contains(address) &&
            (!best || side(entry).GetLength() > side(*best).GetLength()))
        {
            best = &entry;
        }
    }
    return best;
}

/** As the translators do: no packet goes to or from some addresses, whatever they are mapped to. */
MappedAddress
Mapped(const AddressMap& map, const IpAddress& address)
{
    MappedAddress mapped = address.IsV4() ? map.To6(address) : map.To4(address);
    if (mapped && (IsIllegal(address) || IsIllegal(mapped.address)))
    {
        mapped.reason = Reason::UntranslatableDestination;
    }
    return mapped;
}

int
TranslateAddress(const Values& values)
{
    const auto text = values["address"].as<std::string>();
    const auto address = IpAddress::Parse(text);
    if (!address)
    {
        throw UsageError(
            fmt::format("--address {}: allowed is an IPv4 or IPv6 address", Clipped(text)));
    }
    const AddressMap map(AddressesFromOptions(values));
    const MappedAddress mapped = Mapped(map, *address);
    const auto& settings = map.GetSettings();
    if (!mapped)
    {
        const auto& said = v6lab::Describe(mapped.reason);
        fmt::print("{} is not translated: {} ({}). {}\n",
                   address->ToString(),
                   said.word,
                   said.clause,
                   said.sentence);
        return FAILED;
    }
    const Eam* entry = mapped.byEam ? EntryOf(settings.eams, *address) : nullptr;
    const std::string rule =
        entry ? fmt::format("explicit mapping {} = {} (RFC 7757)",
                            entry->ipv4.ToString(),
                            entry->ipv6.ToString())
              : fmt::format("prefix {} (RFC 6052)", settings.prefix->GetPrefix().ToString());
    const bool mixed = address->IsV4() && !entry && settings.prefix->GetPrefix().GetLength() == 96;
    fmt::print("{} = {}{}, by {}\n",
               address->ToString(),
               mapped.address.ToString(),
               mixed ? fmt::format(" ({})", settings.prefix->ToText(*address)) : "",
               rule);
    return GOOD;
}

} // namespace

int
Translate(const Words& words)
{
    const Grammar grammar{"translate", TranslateOptions(), {}};
    Values values;
    if (!Parse(grammar, words, values))
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
