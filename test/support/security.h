// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_TEST_SECURITY_H
#define V6LAB_TEST_SECURITY_H

#include "model/core/azure/security-gate.h"
#include "test/support/azure-world.h"

#include <string>

/** Short words to write security rules in tests, and verdicts as text to compare. */
namespace ns3::v6lab::test
{

using azure::Access;
using azure::RuleDirection;
using azure::RuleProtocol;

/** An end of a rule: "*", a service tag, or prefixes with commas; then ports, "" for all. */
inline azure::RuleEnd
End(const std::string& addresses, const std::string& ports = "")
{
    azure::RuleEnd end;
    const auto split = [](const std::string& text) {
        std::vector<std::string> parts;
        for (size_t at = 0; at < text.size();)
        {
            const size_t comma = std::min(text.find(',', at), text.size());
            parts.push_back(text.substr(at, comma - at));
            at = comma + 1;
        }
        return parts;
    };
    for (const auto& part : split(addresses))
    {
        if (part != "*" && part.find('/') == std::string::npos)
        {
            end.serviceTag = part;
        }
        else if (part != "*")
        {
            end.prefixes.push_back(Block(part));
        }
    }
    for (const auto& part : split(ports))
    {
        end.ports.push_back(*azure::ParsePortRange(part));
    }
    return end;
}

inline azure::SecurityRule
Rule(uint16_t priority,
     RuleDirection direction,
     Access access,
     RuleProtocol protocol,
     const azure::RuleEnd& source,
     const azure::RuleEnd& destination)
{
    return {"r" + std::to_string(priority),
            priority,
            direction,
            access,
            protocol,
            source,
            destination};
}

inline azure::SecurityRule
In(uint16_t priority,
   Access access,
   const azure::RuleEnd& source = {},
   const azure::RuleEnd& destination = {},
   RuleProtocol protocol = RuleProtocol::Any)
{
    return Rule(priority, RuleDirection::Inbound, access, protocol, source, destination);
}

inline azure::SecurityRule
Out(uint16_t priority,
    Access access,
    const azure::RuleEnd& source = {},
    const azure::RuleEnd& destination = {},
    RuleProtocol protocol = RuleProtocol::Any)
{
    return Rule(priority, RuleDirection::Outbound, access, protocol, source, destination);
}

/** Adds a group to the world's estate. */
inline azure::Index
Group(World& world, const std::string& name, const std::vector<azure::SecurityRule>& rules)
{
    auto& groups = world.estate.networkSecurityGroups;
    groups.push_back({name, rules});
    return static_cast<azure::Index>(groups.size() - 1);
}

/** "tcp 10.1.0.4:5000 > 10.1.0.5:80", ports for TCP and UDP only; other protocols by number. */
inline azure::PacketTuple
Tuple(const std::string& text)
{
    azure::PacketTuple packet;
    const std::string word = text.substr(0, text.find(' '));
    packet.protocol = word == "tcp"      ? 6
                      : word == "udp"    ? 17
                      : word == "icmp"   ? 1
                      : word == "icmpv6" ? 58
                                         : static_cast<uint8_t>(std::stoi(word));
    packet.hasPorts = word == "tcp" || word == "udp";
    const auto read = [&](const std::string& end, IpAddress& address, uint16_t& port) {
        const size_t at = packet.hasPorts ? end.rfind(':') : std::string::npos;
        address = Address(end.substr(0, at));
        port = packet.hasPorts ? static_cast<uint16_t>(std::stoi(end.substr(at + 1))) : 0;
    };
    const size_t arrow = text.find(" > ");
    read(text.substr(word.size() + 1, arrow - word.size() - 1), packet.source, packet.sourcePort);
    read(text.substr(arrow + 3), packet.destination, packet.destinationPort);
    return packet;
}

/** "pass" or the word of the reason; then the rules that matched, in order. */
inline std::string
ToText(const azure::Estate& estate, const azure::SecurityVerdict& verdict)
{
    std::string text = verdict.Passes() ? "pass" : std::string(Describe(verdict.reason).word);
    for (size_t i = 0; i < verdict.count; ++i)
    {
        text += " " + azure::RuleText(estate, verdict.matches[i]);
    }
    return text;
}

/** What the gate of a changed world says of a packet. */
inline Row
Judged(const std::string& sentence,
       const std::string& clause,
       const WorldChange& change,
       azure::Index nic,
       RuleDirection direction,
       const std::string& packet,
       const std::string& expected,
       bool fromInternet = false)
{
    return {sentence, clause, [=](Verdict& v) {
                World world;
                change(world);
                azure::SecurityGate gate(world.estate);
                v.Equal(
                    ToText(world.estate, gate.Judge(nic, direction, Tuple(packet), fromInternet)),
                    expected,
                    packet);
            }};
}

/** The group on the subnet of spoke 1, where APP and APP2 are. */
inline WorldChange
OnSubnet(const std::vector<azure::SecurityRule>& rules)
{
    return [=](World& w) {
        w.estate.subnets[w.subnet1].networkSecurityGroup = Group(w, "subnet-nsg", rules);
    };
}

inline WorldChange
OnNic(const std::vector<azure::SecurityRule>& rules, azure::Index nic = World::APP)
{
    return [=](World& w) { w.estate.nics[nic].networkSecurityGroup = Group(w, "nic-nsg", rules); };
}

/** Security admin rules for the network of spoke 1. */
inline WorldChange
OnNetwork(const std::vector<azure::SecurityRule>& rules)
{
    return [=](World& w) {
        auto& all = w.estate.securityAdminRules;
        all.push_back({"baseline", rules});
        w.estate.vnets[w.spoke1].securityAdminRules.push_back(
            static_cast<azure::Index>(all.size() - 1));
    };
}

inline WorldChange
Both(const WorldChange& a, const WorldChange& b)
{
    return [=](World& w) {
        a(w);
        b(w);
    };
}

} // namespace ns3::v6lab::test

#endif // V6LAB_TEST_SECURITY_H
