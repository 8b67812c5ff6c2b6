// SPDX-License-Identifier: GPL-2.0-only
#include "helper/topology/openwrt-match.h"

#include "helper/topology/openwrt-words.h"

#include <algorithm>
#include <map>
#include <utility>

namespace ns3::v6lab
{

namespace
{

using azure::RuleProtocol;

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

/** What a word of `proto` stands for. */
struct ProtocolWord
{
    std::vector<RuleProtocol> protocols;
    std::optional<Family> only{}; //!< in packets of this IP version alone
};

/**
 * OpenWrt's words, those of /etc/protocols and numbers, as fw4 takes them: icmp and 1 are the ICMP
 * of either IP version, icmpv6 that of IPv6.
 */
const std::map<std::string, ProtocolWord>&
ProtocolWords()
{
    static const std::map<std::string, ProtocolWord> WORDS{
        {"tcp", {{RuleProtocol::Tcp}}},
        {"6", {{RuleProtocol::Tcp}}},
        {"udp", {{RuleProtocol::Udp}}},
        {"17", {{RuleProtocol::Udp}}},
        {"tcpudp", {{RuleProtocol::Tcp, RuleProtocol::Udp}}},
        {"icmp", {{RuleProtocol::Icmp}}},
        {"1", {{RuleProtocol::Icmp}}},
        {"icmpv6", {{RuleProtocol::Icmp}, Family::V6}},
        {"ipv6-icmp", {{RuleProtocol::Icmp}, Family::V6}},
        {"58", {{RuleProtocol::Icmp}, Family::V6}},
        {"esp", {{RuleProtocol::Esp}}},
        {"50", {{RuleProtocol::Esp}}},
        {"all", {{RuleProtocol::Any}}},
        {"any", {{RuleProtocol::Any}}},
        {"*", {{RuleProtocol::Any}}},
        {"0", {{RuleProtocol::Any}}},
    };
    return WORDS;
}

/** Those that a block names for packets of one IP version. */
std::vector<RuleProtocol>
ProtocolsOf(const UciBlock& block, Family family)
{
    const auto words = WordsIn(block, "proto");
    std::vector<RuleProtocol> protocols;
    for (const auto& word : words)
    {
        const auto found = ProtocolWords().find(word);
        if (found == ProtocolWords().end())
        {
            RefuseValue(block,
                        "proto",
                        word,
                        "tcp, udp, tcpudp, icmp, icmpv6, esp, all or the number of one of them");
        }
        const ProtocolWord& meant = found->second;
        if (meant.only.value_or(family) == family)
        {
            protocols.insert(protocols.end(), meant.protocols.begin(), meant.protocols.end());
        }
    }
    return words.empty() ? ProtocolWords().at("tcpudp").protocols : protocols;
}

/** OpenWrt's fw4 heeds ports of TCP and UDP alone: a rule for all would let everything pass. */
void
RequirePorts(const UciBlock& block)
{
    const auto words = WordsIn(block, "proto");
    const auto is = [](RuleProtocol protocol) {
        return [protocol](const std::string& word) {
            const auto& protocols = ProtocolWords().at(word).protocols;
            return std::count(protocols.begin(), protocols.end(), protocol) != 0;
        };
    };
    const auto all = std::find_if(words.begin(), words.end(), is(RuleProtocol::Any));
    const bool ports = std::any_of(words.begin(), words.end(), is(RuleProtocol::Tcp)) ||
                       std::any_of(words.begin(), words.end(), is(RuleProtocol::Udp));
    if (all != words.end() || (!ports && !words.empty()))
    {
        RefuseValue(block,
                    "proto",
                    all != words.end() ? *all : words.front(),
                    "tcp, udp or tcpudp beside dest_port, which OpenWrt heeds for these alone");
    }
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

/** Those of one IP version: fw4 makes rules of their own of each. */
std::vector<Prefix>
PrefixesOf(const UciBlock& block, const std::string& key, Family family)
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
        if (prefix.GetFamily() == family)
        {
            prefixes.push_back(prefix);
        }
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

} // namespace

std::optional<FirewallMatch>
MatchOf(const UciBlock& block, Family family)
{
    FirewallMatch match;
    match.protocols = ProtocolsOf(block, family);
    match.destinationPorts = PortsOf(block);
    if (!match.destinationPorts.empty())
    {
        RequirePorts(block);
    }
    match.icmpTypes = IcmpTypesOf(block, family);
    match.sources = PrefixesOf(block, "src_ip", family);
    match.destinations = PrefixesOf(block, "dest_ip", family);
    const auto none = [&block](const auto& list, const std::string& key) {
        return list.empty() && !WordsIn(block, key).empty();
    };
    if (match.protocols.empty() || none(match.icmpTypes, "icmp_type") ||
        none(match.sources, "src_ip") || none(match.destinations, "dest_ip"))
    {
        return std::nullopt;
    }
    if (match.destinations.empty())
    {
        match.destinations = {*Prefix::Parse(family == Family::V4 ? "0.0.0.0/0" : "::/0")};
    }
    return match;
}

} // namespace ns3::v6lab
