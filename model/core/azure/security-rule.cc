// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/azure/security-rule.h"

#include <algorithm>
#include <array>

namespace ns3::v6lab::azure
{

namespace
{

constexpr std::array<const char*, 3> ACCESS_WORDS{"Allow", "Deny", "AlwaysAllow"};
constexpr std::array<const char*, 6> PROTOCOL_WORDS{"All", "Tcp", "Udp", "Icmp", "Esp", "Ah"};

/** Default rules have priorities that no rule of a user can have. */
constexpr uint16_t FIRST_DEFAULT = 65000;

SecurityRule
Default(const char* name,
        uint16_t priority,
        RuleDirection direction,
        Access access,
        const char* source = "",
        const char* destination = "")
{
    SecurityRule rule{name, priority, direction, access};
    rule.source.serviceTag = source;
    rule.destination.serviceTag = destination;
    return rule;
}

/** Digits only, at most 65535. */
std::optional<uint16_t>
ParsePort(const std::string& text)
{
    if (text.empty() || text.size() > 5 ||
        !std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }))
    {
        return std::nullopt;
    }
    const int port = std::stoi(text);
    return port > 65535 ? std::nullopt : std::optional(static_cast<uint16_t>(port));
}

} // namespace

const char*
ToWord(RuleDirection direction)
{
    return direction == RuleDirection::Inbound ? "Inbound" : "Outbound";
}

const char*
ToWord(Access access)
{
    return ACCESS_WORDS[static_cast<size_t>(access)];
}

std::optional<Access>
AccessFromWord(const std::string& word)
{
    const auto found = std::find(ACCESS_WORDS.begin(), ACCESS_WORDS.end(), word);
    return found == ACCESS_WORDS.end() ? std::nullopt
                                       : std::optional(Access(found - ACCESS_WORDS.begin()));
}

const char*
ToWord(RuleProtocol protocol)
{
    return PROTOCOL_WORDS[static_cast<size_t>(protocol)];
}

std::optional<RuleProtocol>
RuleProtocolFromWord(const std::string& word)
{
    if (word == "*" || word == "Any")
    {
        return RuleProtocol::Any;
    }
    const auto found = std::find(PROTOCOL_WORDS.begin() + 1, PROTOCOL_WORDS.end(), word);
    return found == PROTOCOL_WORDS.end()
               ? std::nullopt
               : std::optional(RuleProtocol(found - PROTOCOL_WORDS.begin()));
}

std::optional<PortRange>
ParsePortRange(const std::string& text)
{
    if (text == "*")
    {
        return PortRange{};
    }
    const size_t dash = text.find('-');
    const auto first = ParsePort(text.substr(0, dash));
    const auto last = dash == std::string::npos ? first : ParsePort(text.substr(dash + 1));
    if (!first || !last || *first > *last)
    {
        return std::nullopt;
    }
    return PortRange{*first, *last};
}

const std::vector<SecurityRule>&
DefaultSecurityRules()
{
    constexpr auto IN = RuleDirection::Inbound;
    constexpr auto OUT = RuleDirection::Outbound;
    static const std::vector<SecurityRule> RULES{
        Default("AllowVnetInBound", 65000, IN, Access::Allow, "VirtualNetwork", "VirtualNetwork"),
        Default("AllowAzureLoadBalancerInBound", 65001, IN, Access::Allow, "AzureLoadBalancer"),
        Default("DenyAllInBound", 65500, IN, Access::Deny),
        Default("AllowVnetOutBound", 65000, OUT, Access::Allow, "VirtualNetwork", "VirtualNetwork"),
        Default("AllowInternetOutBound", 65001, OUT, Access::Allow, "", "Internet"),
        Default("DenyAllOutBound", 65500, OUT, Access::Deny),
    };
    return RULES;
}

std::string
QualifiedName(const SecurityRule& rule)
{
    return (rule.priority >= FIRST_DEFAULT ? "defaultSecurityRules/" : "securityRules/") +
           rule.name;
}

} // namespace ns3::v6lab::azure
