// SPDX-License-Identifier: GPL-2.0-only
#include "helper/translate/defaults.h"
#include "helper/translate/words.h"
#include "model/core/setting-names.h"
#include "model/core/translation/legal-address.h"
#include "scenarios/cli/translate.h"

#include <fmt/format.h>

namespace po = boost::program_options;

namespace ns3::v6lab::cli
{

const char* const TRANSLATE_EXAMPLES = R"(
examples:
  v6lab translate --in v6.pcap --out v4.pcap --mode nat64 --pref64 64:ff9b::/96 --pool4 203.0.113.1
  v6lab translate --in a.pcap --out b.pcap --mode siit --pref64 2001:db8:100::/40 --eam 192.0.2.0/24=2001:db8:2::/120
  v6lab translate --in lan.pcap --out wan.pcap --mode clat --pref64 64:ff9b::/96 --clat-address 192.0.0.1=2001:db8::464
  v6lab translate --jsonl --profile jool < cases.jsonl
  v6lab translate --address 192.0.2.1 --pref64 64:ff9b::/96
)";

namespace
{

using Texts = std::vector<std::string>;

Texts
All(const Values& values, const char* name)
{
    return values.count(name) ? values[name].as<Texts>() : Texts();
}

std::string
One(const Values& values, const char* name)
{
    return values.count(name) ? values[name].as<std::string>() : "";
}

Pref64
PrefixOf(const Values& values)
{
    if (!values.count("pref64"))
    {
        throw UsageError("--pref64 is missing; allowed is a prefix such as 64:ff9b::/96");
    }
    try
    {
        return Pref64FromWord(One(values, "pref64"));
    }
    catch (const std::invalid_argument& error)
    {
        throw UsageError(fmt::format("--pref64: {}", error.what()));
    }
}

void
AddMappings(const Values& values, const char* name, EamTable& table)
{
    for (const auto& word : All(values, name))
    {
        try
        {
            table.Add(EamFromWord(word));
        }
        catch (const std::invalid_argument& error)
        {
            throw UsageError(fmt::format("--{}: {}", name, error.what()));
        }
    }
}

void
ReadOwnAddress(const Values& values, const char* name, Family family, IpAddress& address)
{
    if (!values.count(name))
    {
        return;
    }
    const auto read = IpAddress::Parse(One(values, name));
    if (!read || read->GetFamily() != family)
    {
        throw UsageError(fmt::format("--{} {}: allowed is an {} address",
                                     name,
                                     One(values, name),
                                     family == Family::V4 ? "IPv4" : "IPv6"));
    }
    if (IsIllegal(*read))
    {
        throw UsageError(
            fmt::format("--{} {}: no packet comes from there (RFC 1812 5.3.7, RFC 4291 "
                        "2.5); allowed is an address of one host, not unspecified, "
                        "loopback, link-local or multicast",
                        name,
                        One(values, name)));
    }
    address = *read;
}

uint32_t
Mtu(const Values& values, const char* name, uint32_t least)
{
    const auto mtu = values[name].as<int64_t>();
    if (mtu < least || mtu > 65575)
    {
        throw UsageError(fmt::format("--{} {}: allowed is {} to 65575", name, mtu, least));
    }
    return static_cast<uint32_t>(mtu);
}

/** Options that mean nothing in a mode are slips. */
void
Refuse(const Values& values, const std::string& mode, const Texts& names)
{
    for (const auto& name : names)
    {
        if (values.count(name))
        {
            throw UsageError(fmt::format("--{} means nothing with --mode {}", name, mode));
        }
    }
}

Nat64Settings
Nat64FromOptions(const Values& values, Profile profile)
{
    Nat64Settings nat64 = DefaultNat64(profile);
    nat64.prefix = PrefixOf(values);
    for (const auto& word : All(values, "pool4"))
    {
        nat64.pool.ranges.push_back(PoolRangeFromWord(word));
    }
    if (nat64.pool.ranges.empty())
    {
        throw UsageError("--pool4 is missing; allowed is [PROTO:]ADDR[-ADDR][#LO-HI], for example "
                         "203.0.113.1");
    }
    for (const auto& word : All(values, "bib"))
    {
        nat64.bindings.push_back(BindingFromWord(word));
    }
    return nat64;
}

} // namespace

po::options_description
TranslateOptions()
{
    const auto text = [](const char* name) { return po::value<std::string>()->value_name(name); };
    const auto texts = [](const char* name) { return po::value<Texts>()->value_name(name); };
    const auto mtu = [] { return po::value<int64_t>()->value_name("BYTES")->default_value(1500); };
    po::options_description options("options", 100);
    options.add_options()                                                                      //
        ("in", text("FILE"), "a capture to translate (pcap, pcapng); - is standard input")     //
        ("out", text("FILE"), "the capture to write: raw IP; - is standard output")            //
        ("jsonl", "cases as JSON objects, one a line, from standard input to standard output") //
        ("address", text("ADDRESS"), "what an address becomes, and by which rule")             //
        ("mode", text("MODE"), "siit|nat64|clat")                                              //
        ("profile", text("PROFILE")->default_value("rfc"), "rfc|jool: choices the RFCs leave") //
        ("pref64", text("PREFIX"), "the translation prefix, length 32, 40, 48, 56, 64 or 96")  //
        ("eam", texts("V4=V6"), "an explicit mapping, any number of times (siit, clat)")       //
        ("clat-address", texts("V4=V6"), "an own address of the CLAT (clat)")                  //
        ("pool4", texts("RANGE"), "[PROTO:]ADDR[-ADDR][#LO-HI], any number of times (nat64)")  //
        ("bib", texts("BINDING"), "PROTO:V6#PORT=V4#PORT, any number of times (nat64)")        //
        ("mtu6", mtu(), "MTU on the IPv6 side")                                                //
        ("mtu4", mtu(), "MTU on the IPv4 side")                                                //
        ("own6", text("ADDRESS"), "the translator's own address for ICMPv6 errors")            //
        ("own4", text("ADDRESS"), "the translator's own address for ICMP errors")              //
        ("help", "this help");
    return options;
}

AddressMapSettings
AddressesFromOptions(const Values& values)
{
    AddressMapSettings addresses = DefaultSiit(ProfileFromWord(One(values, "profile"))).addresses;
    if (values.count("pref64"))
    {
        addresses.prefix = PrefixOf(values);
    }
    AddMappings(values, "eam", addresses.eams);
    AddMappings(values, "clat-address", addresses.eams);
    if (!addresses.prefix && addresses.eams.IsEmpty())
    {
        throw UsageError("--pref64 or --eam is missing: nothing says how to map addresses");
    }
    return addresses;
}

TranslatorSettings
TranslatorFromOptions(const Values& values)
{
    const std::string mode = One(values, "mode");
    if (mode != "siit" && mode != "nat64" && mode != "clat")
    {
        throw UsageError(fmt::format("--mode {}: allowed are siit, nat64 and clat",
                                     mode.empty() ? "is missing" : mode));
    }
    const Profile profile = ProfileFromWord(One(values, "profile"));
    TranslatorSettings settings;
    settings.around.mtu6 = Mtu(values, "mtu6", 1280);
    settings.around.mtu4 = Mtu(values, "mtu4", 68);
    ReadOwnAddress(values, "own6", Family::V6, settings.around.address6);
    ReadOwnAddress(values, "own4", Family::V4, settings.around.address4);
    std::optional<Pref64> prefix;
    if (mode == "nat64")
    {
        Refuse(values, mode, {"eam", "clat-address"});
        Nat64Settings nat64 = Nat64FromOptions(values, profile);
        prefix = nat64.prefix;
        if (settings.around.address4.IsUnspecified())
        {
            settings.around.address4 = nat64.pool.ranges.front().first;
        }
        settings.core = std::move(nat64);
    }
    else
    {
        Refuse(values, mode, {"pool4", "bib"});
        SiitSettings siit = DefaultSiit(profile);
        siit.addresses = AddressesFromOptions(values);
        prefix = siit.addresses.prefix;
        if (mode == "clat" && !prefix)
        {
            PrefixOf(values);
        }
        if (mode == "clat" && !values.count("clat-address"))
        {
            throw UsageError("--clat-address is missing; allowed is V4=V6, for example "
                             "192.0.0.1=2001:db8::464");
        }
        if (mode == "siit")
        {
            Refuse(values, mode, {"clat-address"});
        }
        for (const auto& word : All(values, "clat-address"))
        {
            siit.inside.push_back(EamFromWord(word).ipv4);
        }
        settings.core = std::move(siit);
    }
    GiveOwnAddresses(settings.around, prefix);
    return settings;
}

std::unique_ptr<PacketTranslator>
TranslatorOf(const TranslatorSettings& settings)
{
    static const SettingNames OPTIONS{
        {"pool range ", "--pool4: pool range "},
        {"the IPv4 pool ", "--pool4: the IPv4 pool "},
        {"static binding ", "--bib: static binding "},
    };
    return WithNames(OPTIONS, [&settings] { return std::make_unique<PacketTranslator>(settings); });
}

bool
ParseTranslate(const Words& words, Values& values)
{
    return Parse({"translate", TranslateOptions(), {}}, words, values);
}

} // namespace ns3::v6lab::cli
