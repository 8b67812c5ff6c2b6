// SPDX-License-Identifier: GPL-2.0-only
// Rules of /etc/config/firewall.
#include "helper/topology/openwrt-block.h"
#include "helper/topology/openwrt-match.h"
#include "helper/topology/openwrt-text.h"
#include "helper/topology/openwrt-words.h"

namespace ns3::v6lab
{

namespace
{

const std::vector<std::string> ZONES{"wan", "lan", "*"};

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
    if (rule.matches.empty())
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
