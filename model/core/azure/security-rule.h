// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_AZURE_SECURITY_RULE_H
#define V6LAB_AZURE_SECURITY_RULE_H

#include "model/core/address.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ns3::v6lab::azure
{

using Index = uint32_t;
constexpr Index NOTHING = 0xffffffff;

enum class RuleDirection : uint8_t
{
    Inbound,
    Outbound,
};

const char* ToWord(RuleDirection direction);

enum class Access : uint8_t
{
    Allow,
    Deny,
    AlwaysAllow, //!< security admin rules only (N4): no network security group is asked
};

const char* ToWord(Access access);
std::optional<Access> AccessFromWord(const std::string& word);

/** What a rule can name; there is no ICMPv6 (S5), which only Any covers. */
enum class RuleProtocol : uint8_t
{
    Any,
    Tcp,
    Udp,
    Icmp,
    Esp,
    Ah,
};

/** "All", "Tcp", …: the words of Azure's effective rules. */
const char* ToWord(RuleProtocol protocol);
/** "*" (or "Any", of security admin rules), "Tcp", "Udp", "Icmp", "Esp", "Ah". */
std::optional<RuleProtocol> RuleProtocolFromWord(const std::string& word);

/** Both ends included. */
struct PortRange
{
    uint16_t first{0};
    uint16_t last{65535};

    bool IsAll() const
    {
        return first == 0 && last == 65535;
    }
};

/** "80", "80-90" or "*"; nothing for anything else. */
std::optional<PortRange> ParsePortRange(const std::string& text);

/** One end of a rule: addresses by exactly one of three ways, or none for any address; ports. */
struct RuleEnd
{
    std::vector<Prefix> prefixes{};
    std::string serviceTag{};                       //!< Azure's word
    std::vector<Index> applicationSecurityGroups{}; //!< any address of their members
    std::vector<PortRange> ports{};                 //!< empty: any port, or none

    bool IsAnyAddress() const
    {
        return prefixes.empty() && serviceTag.empty() && applicationSecurityGroups.empty();
    }
};

/** A security rule (S1), an augmented one included. */
struct SecurityRule
{
    std::string name;
    uint16_t priority{100}; //!< the lowest that matches decides
    RuleDirection direction{RuleDirection::Inbound};
    Access access{Access::Allow};
    RuleProtocol protocol{RuleProtocol::Any};
    RuleEnd source{};
    RuleEnd destination{};
};

struct NetworkSecurityGroup
{
    std::string name;
    std::vector<SecurityRule> rules;
};

/** S2: what Azure puts behind the rules of every network security group. */
const std::vector<SecurityRule>& DefaultSecurityRules();
/** "securityRules/web" or "defaultSecurityRules/DenyAllInBound", as Network Watcher writes it. */
std::string QualifiedName(const SecurityRule& rule);

} // namespace ns3::v6lab::azure

#endif // V6LAB_AZURE_SECURITY_RULE_H
