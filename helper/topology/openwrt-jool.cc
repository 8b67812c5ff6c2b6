// SPDX-License-Identifier: GPL-2.0-only
// Jool's lines of /etc/rc.local.
#include "helper/topology/interface-address.h"
#include "helper/topology/openwrt-text.h"
#include "helper/topology/openwrt-words.h"
#include "helper/topology/translator-text.h"
#include "model/core/nat64/pool-ranges.h"
#include "model/core/translation/pref64.h"

#include <algorithm>
#include <optional>
#include <set>
#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

constexpr const char* USUAL_PORTS = "61001-65535"; //!< of Jool's without a pool4
constexpr const char* FORMS =
    "modprobe jool, jool instance add NAME --netfilter --pool6 PREFIX [--force], jool instance "
    "display, jool -i NAME pool4 add --tcp|--udp|--icmp ADDRESS PORTS or jool -6 PREFIX [--force]";

/** The prefix that is meant where an address with its length stands; nothing for other text. */
std::optional<Prefix>
WithoutHostBits(const std::string& text)
{
    const auto read = ParseInterfaceAddress(text);
    return read ? std::optional(read->network) : std::nullopt;
}

/** As Jool: what RFC 6052 wants of bits 64 to 71 holds unless somebody insists. */
std::string
CheckPool6(const std::string& text, const WordLine& line)
{
    const bool insists =
        std::find(line.words.begin(), line.words.end(), "--force") != line.words.end();
    const auto prefix = Prefix::Parse(text);
    const auto meant = prefix ? std::nullopt : WithoutHostBits(text);
    if (meant)
    {
        RefuseLine(line.number,
                   "pool6 \"" + text + "\" has bits set behind its length; the prefix is " +
                       meant->ToString());
    }
    if (!insists && prefix && prefix->GetLength() == 96 && prefix->GetFamily() == Family::V6 &&
        !Pref64::HasZeroUOctet(prefix->GetAddress()))
    {
        RefuseLine(line.number,
                   "bits 64 to 71 of pool6 \"" + text +
                       "\" must be zero (RFC 6052 2.2), or the line needs --force");
    }
    try
    {
        Pref64 checked(prefix.value_or(Prefix()), Pref64::UOctet::Any);
    }
    catch (const std::invalid_argument&)
    {
        RefuseLine(
            line.number,
            "pool6 \"" + text +
                "\" must be an IPv6 prefix of /32, /40, /48, /56, /64 or /96 (RFC 6052 2.2)");
    }
    return prefix->ToString();
}

/** The word behind another one. */
std::string
After(const WordLine& line, const std::string& flag)
{
    const auto& words = line.words;
    const auto found = std::find(words.begin(), words.end(), flag);
    if (found == words.end() || found + 1 == words.end())
    {
        RefuseLine(line.number, flag + " with a value is missing; allowed is: " + FORMS);
    }
    if (std::find(found + 1, words.end(), flag) != words.end())
    {
        RefuseLine(line.number, flag + " stands twice; an instance has one prefix");
    }
    return *(found + 1);
}

[[noreturn]] void
RefuseWord(const WordLine& line, const std::string& word)
{
    RefuseLine(line.number, "\"" + word + "\" is not known; allowed is: " + FORMS);
}

bool
Begins(const WordLine& line, const std::vector<std::string>& words)
{
    return line.words.size() >= words.size() &&
           std::equal(words.begin(), words.end(), line.words.begin());
}

JoolInstance
ReadInstance(const WordLine& line)
{
    static const std::set<std::string> FLAGS{"--netfilter", "--pool6", "--force"};
    JoolInstance instance{"default", CheckPool6(After(line, "--pool6"), line)};
    for (size_t i = 3; i < line.words.size(); ++i)
    {
        const auto& word = line.words[i];
        if (word == "--pool6")
        {
            ++i;
        }
        else if (i == 3 && word.rfind("-", 0) != 0)
        {
            instance.name = word;
        }
        else if (FLAGS.count(word) == 0)
        {
            RefuseWord(line, word);
        }
    }
    return instance;
}

/** "jool -6 PREFIX [--force]", of Jool 3 in OpenWrt 19.07. */
JoolInstance
ReadInstanceOf1907(const WordLine& line)
{
    JoolInstance instance{"default", CheckPool6(After(line, "-6"), line)};
    for (size_t i = 3; i < line.words.size(); ++i)
    {
        if (line.words[i] != "--force")
        {
            RefuseWord(line, line.words[i]);
        }
    }
    return instance;
}

/** As the translator reads it, so that what is wrong is told by line. */
void
CheckPool4(const PoolConfig& pool, const WordLine& line)
{
    PoolRange range;
    if (!ParseAddressRange(pool.addresses, range))
    {
        RefuseLine(line.number,
                   "pool4 \"" + pool.addresses + "\" must be an IPv4 address or prefix");
    }
    ParsePoolProtocol(pool.protocol, range.kind);
    const bool ports = ParsePortRange(pool.ports, range);
    if (!ports || (range.lastPort == 0 && range.kind != BibKind::Icmp))
    {
        RefuseLine(line.number,
                   "ports \"" + pool.ports + "\" must be a port or a range such as 61001-65535");
    }
    try
    {
        PoolRanges checked({range});
    }
    catch (const std::invalid_argument& error)
    {
        RefuseLine(line.number, error.what());
    }
}

/** "jool -i NAME pool4 add --tcp ADDRESS PORTS" */
void
ReadPool4(const WordLine& line, std::vector<JoolInstance>& instances)
{
    const auto& words = line.words;
    const std::string name = words[1] == "-i" ? words[2] : "default";
    const size_t at = words[1] == "-i" ? 5 : 3;
    const bool whole = words.size() == at + 3;
    const std::string protocol =
        whole ? words[at].substr(std::min<size_t>(2, words[at].size())) : "";
    if (!whole || (protocol != "tcp" && protocol != "udp" && protocol != "icmp"))
    {
        RefuseLine(line.number, std::string("this is no pool4 line; allowed is: ") + FORMS);
    }
    const auto instance =
        std::find_if(instances.begin(), instances.end(), [&name](const JoolInstance& one) {
            return one.name == name;
        });
    if (instance == instances.end())
    {
        RefuseLine(line.number, "there is no instance \"" + name + "\" above this line");
    }
    const PoolConfig pool{words[at + 1], words[at + 2], protocol};
    CheckPool4(pool, line);
    instance->pool4.push_back(pool);
    instance->lines.push_back(line.number);
}

} // namespace

std::vector<JoolInstance>
ReadJool(const std::string& text)
{
    std::vector<JoolInstance> instances;
    for (const auto& line : SplitLines(text))
    {
        if (Begins(line, {"modprobe", "jool"}) || Begins(line, {"jool", "instance", "display"}) ||
            Begins(line, {"exit", "0"}))
        {
            continue;
        }
        const bool named = line.words.size() >= 5 && Begins(line, {"jool", "-i"}) &&
                           line.words[3] == "pool4" && line.words[4] == "add";
        if (named || Begins(line, {"jool", "pool4", "add"}))
        {
            ReadPool4(line, instances);
            continue;
        }
        if (Begins(line, {"jool", "-6"}))
        {
            instances.push_back(ReadInstanceOf1907(line));
        }
        else if (Begins(line, {"jool", "instance", "add"}))
        {
            instances.push_back(ReadInstance(line));
        }
        else
        {
            RefuseLine(line.number, std::string("allowed is: ") + FORMS);
        }
        if (instances.size() > 1)
        {
            RefuseLine(line.number, "a router has one NAT64 at most");
        }
    }
    return instances;
}

std::vector<PoolConfig>
JoolPool(const OutsideNode& node)
{
    std::vector<PoolConfig> pool;
    for (const auto& interface : node.interfaces)
    {
        for (const auto& text : interface.addresses)
        {
            const auto read = ParseInterfaceAddress(text);
            if (read && read->address.IsV4())
            {
                pool.push_back({read->address.ToString(), USUAL_PORTS, "all"});
            }
        }
    }
    return pool;
}

bool
HasJool(const Topology& topology)
{
    return std::any_of(topology.nodes.begin(), topology.nodes.end(), [](const OutsideNode& node) {
        return node.openwrt && !node.openwrt->jool.empty();
    });
}

Topology
WithJool(const Topology& topology)
{
    Topology made = topology;
    for (const auto& node : topology.nodes)
    {
        if (!node.openwrt)
        {
            continue;
        }
        std::vector<JoolInstance> instances;
        try
        {
            instances = ReadJool(node.openwrt->jool);
        }
        catch (const std::invalid_argument&) // Validate() tells of it
        {
            continue;
        }
        for (const auto& instance : instances)
        {
            TranslatorConfig translator;
            translator.node = node.name;
            translator.kind = "nat64";
            translator.profile = "jool";
            translator.prefix = instance.pool6;
            translator.pool = instance.pool4.empty() ? JoolPool(node) : instance.pool4;
            if (!translator.pool.empty()) // else Validate() tells of it, by the line
            {
                made.translators.push_back(translator);
            }
        }
    }
    return made;
}

} // namespace ns3::v6lab
