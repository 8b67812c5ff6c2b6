// SPDX-License-Identifier: GPL-2.0-only
// Rules of /etc/config/firewall.
#include "helper/topology/openwrt-block.h"
#include "helper/topology/openwrt-text.h"
#include "helper/topology/openwrt-words.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace ns3::v6lab
{

namespace
{

using azure::RuleProtocol;

const std::vector<std::string> ZONES{"wan", "lan", "*"};

/** Types of ICMP by OpenWrt's words: that of IPv4 and that of IPv6; 0xff: it has none. */
const std::map<std::string, std::pair<uint8_t, uint8_t>> ICMP_TYPES{
    {"echo-request", {8, 128}},
    {"echo-reply", {0, 129}},
    {"destination-unreachable", {3, 1}},
    {"packet-too-big", {0xff, 2}},
    {"time-exceeded", {11, 3}},
    {"parameter-problem", {12, 4}},
    {"bad-header", {0xff, 4}},
    {"unknown-header-type", {0xff, 4}},
};

/** Those of one IP version: icmp is the ICMP of either, icmpv6 that of IPv6 alone, as in fw4. */
std::vector<RuleProtocol>
ProtocolsOf(const UciBlock& block, Family family)
{
    static const std::map<std::string, std::vector<RuleProtocol>> WORDS{
        {"tcp", {RuleProtocol::Tcp}},
        {"udp", {RuleProtocol::Udp}},
        {"tcpudp", {RuleProtocol::Tcp, RuleProtocol::Udp}},
        {"icmp", {RuleProtocol::Icmp}},
        {"icmpv6", {RuleProtocol::Icmp}},
        {"esp", {RuleProtocol::Esp}},
        {"all", {RuleProtocol::Any}},
    };
    const auto words = WordsIn(block, "proto");
    std::vector<RuleProtocol> protocols;
    for (const auto& word : words)
    {
        const auto found = WORDS.find(word);
        if (found == WORDS.end())
        {
            RefuseValue(block, "proto", word, "tcp, udp, tcpudp, icmp, icmpv6, esp or all");
        }
        if (word != "icmpv6" || family == Family::V6)
        {
            protocols.insert(protocols.end(), found->second.begin(), found->second.end());
        }
    }
    return words.empty() ? WORDS.at("tcpudp") : protocols;
}

std::optional<azure::PortRange>
ReadPorts(std::string word)
{
    std::replace(word.begin(), word.end(), ':', '-');
    return azure::ParsePortRange(word);
}

std::vector<azure::PortRange>
PortsOf(const UciBlock& block)
{
    std::vector<azure::PortRange> ports;
    for (const auto& word : WordsIn(block, "dest_port"))
    {
        const auto range = ReadPorts(word);
        if (!range)
        {
            RefuseValue(block, "dest_port", word, "a port or a range such as 8000-8080");
        }
        ports.push_back(*range);
    }
    return ports;
}

std::vector<Prefix>
PrefixesOf(const UciBlock& block, const std::string& key)
{
    std::vector<Prefix> prefixes;
    for (const auto& word : WordsIn(block, key))
    {
        const auto address = IpAddress::Parse(word);
        const auto prefix = address ? Prefix(*address, address->IsV4() ? 32 : 128)
                                    : Prefix::Parse(word).value_or(Prefix());
        if (!address && !Prefix::Parse(word))
        {
            RefuseValue(block, key, word, "an IP address or prefix");
        }
        prefixes.push_back(prefix);
    }
    return prefixes;
}

/** A type of ICMP by its number; nothing for other words. */
std::optional<uint8_t>
ReadNumber(const std::string& word)
{
    const bool digits =
        !word.empty() && word.size() <= 3 &&
        std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
    const int number = digits ? std::stoi(word) : 256;
    return number <= 255 ? std::optional(static_cast<uint8_t>(number)) : std::nullopt;
}

std::vector<uint8_t>
IcmpTypesOf(const UciBlock& block, Family family)
{
    std::vector<uint8_t> types;
    for (const auto& word : WordsIn(block, "icmp_type"))
    {
        if (const auto number = ReadNumber(word)) // the same in both IP versions, as there
        {
            types.push_back(*number);
            continue;
        }
        const auto found = ICMP_TYPES.find(word);
        if (found == ICMP_TYPES.end())
        {
            std::vector<std::string> allowed{"a number from 0 to 255"};
            for (const auto& [name, numbers] : ICMP_TYPES)
            {
                allowed.push_back(name);
            }
            RefuseValue(block, "icmp_type", word, OneOf(allowed));
        }
        const uint8_t type = family == Family::V4 ? found->second.first : found->second.second;
        if (type != 0xff)
        {
            types.push_back(type);
        }
    }
    return types;
}

/** The match of one IP version: types of ICMP differ, and prefixes say which it is. */
std::optional<FirewallMatch>
MatchOf(const UciBlock& block, Family family)
{
    FirewallMatch match;
    match.protocols = ProtocolsOf(block, family);
    match.destinationPorts = PortsOf(block);
    match.icmpTypes = IcmpTypesOf(block, family);
    match.sources = PrefixesOf(block, "src_ip");
    match.destinations = PrefixesOf(block, "dest_ip");
    for (const auto* list : {&match.sources, &match.destinations})
    {
        for (const auto& prefix : *list)
        {
            if (prefix.GetFamily() != family)
            {
                return std::nullopt;
            }
        }
    }
    if (match.destinations.empty())
    {
        match.destinations = {*Prefix::Parse(family == Family::V4 ? "0.0.0.0/0" : "::/0")};
    }
    const bool noType = match.icmpTypes.empty() && !WordsIn(block, "icmp_type").empty();
    return noType || match.protocols.empty() ? std::nullopt : std::optional(match);
}

OpenWrtRule
RuleOf(const UciBlock& block)
{
    OpenWrtRule rule;
    const auto name = block.entries.find("name");
    rule.name = name == block.entries.end() ? "rule at line " + std::to_string(block.line)
                                            : name->second.values.front();
    rule.src = WordOf(block, "src", ZONES, "");
    rule.dest = WordOf(block, "dest", ZONES, "");
    if (rule.src.empty())
    {
        RefuseLine(block.line, "a rule needs src: " + OneOf(ZONES));
    }
    const auto target = WordOf(block, "target", {"ACCEPT", "REJECT", "DROP"}, "DROP");
    rule.accept = target == "ACCEPT";
    const auto family = WordOf(block, "family", {"any", "ipv4", "ipv6"}, "any");
    for (const Family one : {Family::V4, Family::V6})
    {
        const bool wanted = family == "any" || (family == "ipv4") == (one == Family::V4);
        const auto match = MatchOf(block, one);
        if (wanted && match)
        {
            rule.matches.push_back(*match);
        }
    }
    const auto hasPorts = [](const FirewallMatch& match) {
        const auto& all = match.protocols;
        return std::any_of(all.begin(), all.end(), [](RuleProtocol one) {
            return one == RuleProtocol::Tcp || one == RuleProtocol::Udp || one == RuleProtocol::Any;
        });
    };
    const bool portless = !WordsIn(block, "dest_port").empty() &&
                          std::none_of(rule.matches.begin(), rule.matches.end(), hasPorts);
    if (rule.matches.empty() || portless)
    {
        RefuseLine(block.line, "no packet can match rule \"" + rule.name + "\"");
    }
    return rule;
}

} // namespace

std::vector<OpenWrtRule>
ReadOpenWrtRules(const std::string& text)
{
    std::vector<OpenWrtRule> rules;
    for (const auto& block : UciBlocksOf(text))
    {
        const auto rule = RuleOf(block);
        if (WordOf(block, "enabled", {"0", "1"}, "1") == "1")
        {
            rules.push_back(rule);
        }
    }
    return rules;
}

std::vector<OpenWrtRule>
OpenWrtOwnRules()
{
    return ReadOpenWrtRules(R"(
config rule
    option name Allow-Ping
    option src wan
    option proto icmp
    option icmp_type echo-request
    option family ipv4
    option target ACCEPT
config rule
    option name Allow-ICMPv6-Input
    option src wan
    option proto icmp
    option icmp_type 'echo-request echo-reply destination-unreachable packet-too-big time-exceeded bad-header'
    option family ipv6
    option target ACCEPT
config rule
    option name Allow-ICMPv6-Forward
    option src wan
    option dest '*'
    option proto icmp
    option icmp_type 'echo-request echo-reply destination-unreachable packet-too-big time-exceeded bad-header'
    option family ipv6
    option target ACCEPT
config rule
    option name Allow-IPSec-ESP
    option src wan
    option dest lan
    option proto esp
    option target ACCEPT
config rule
    option name Allow-ISAKMP
    option src wan
    option dest lan
    option proto udp
    option dest_port 500
    option target ACCEPT
)");
}

} // namespace ns3::v6lab
