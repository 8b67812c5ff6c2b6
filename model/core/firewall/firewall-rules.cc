// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/firewall/firewall-rules.h"

#include <algorithm>
#include <list>

namespace ns3::v6lab
{

namespace
{

using azure::ClassifierRule;
using azure::RuleProtocol;

template <typename Collection>
std::vector<const Collection*>
ByPriority(const std::vector<Collection>& collections)
{
    std::vector<const Collection*> sorted;
    for (const auto& collection : collections)
    {
        sorted.push_back(&collection);
    }
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto* a, const auto* b) {
        return a->priority < b->priority;
    });
    return sorted;
}

bool
IsIcmp(const PacketFacts& packet)
{
    return packet.protocol == protocol::ICMPV4 || packet.protocol == protocol::ICMPV6;
}

/** The classifier knows ports only: of ICMP the type takes the place of the destination port. */
azure::PacketTuple
TupleOf(const PacketFacts& packet)
{
    azure::PacketTuple tuple{packet.source, packet.destination, packet.protocol};
    if (IsIcmp(packet))
    {
        tuple.protocol = protocol::ICMPV4; // that of both IP versions
        tuple.destinationPort = packet.icmpType;
    }
    else
    {
        tuple.sourcePort = packet.sourcePort;
        tuple.destinationPort = packet.destinationPort;
    }
    tuple.hasPorts =
        IsIcmp(packet) || packet.protocol == protocol::TCP || packet.protocol == protocol::UDP;
    return tuple;
}

azure::AddressSet
SetOf(const std::vector<Prefix>& prefixes)
{
    azure::AddressSet set;
    for (const auto& prefix : prefixes)
    {
        set.push_back({prefix, true});
    }
    return prefixes.empty() ? azure::AnyAddress() : set;
}

/** What the classifier is told of one protocol of a rule. */
ClassifierRule
RuleOf(const FirewallMatch& match, RuleProtocol protocol)
{
    ClassifierRule rule;
    rule.protocol = protocol;
    if (protocol == RuleProtocol::Icmp)
    {
        for (const uint8_t type : match.icmpTypes)
        {
            rule.destinationPorts.push_back({type, type});
        }
    }
    else
    {
        rule.destinationPorts = match.destinationPorts;
    }
    return rule;
}

/** A rule for anything with ports is one for TCP, UDP and, without regard to ports, ICMP. */
std::vector<RuleProtocol>
ProtocolsOf(const FirewallMatch& match)
{
    const bool any = match.protocols.empty() ||
                     std::count(match.protocols.begin(), match.protocols.end(), RuleProtocol::Any);
    if (!any)
    {
        return match.protocols;
    }
    const bool narrow = !match.icmpTypes.empty() ||
                        std::none_of(match.destinationPorts.begin(),
                                     match.destinationPorts.end(),
                                     [](const azure::PortRange& range) { return range.IsAll(); });
    return narrow && !(match.destinationPorts.empty() && match.icmpTypes.empty())
               ? std::vector{RuleProtocol::Tcp, RuleProtocol::Udp, RuleProtocol::Icmp}
               : std::vector{RuleProtocol::Any};
}

} // namespace

FirewallRules::FirewallRules(const std::vector<FirewallCollection>& collections)
{
    std::vector<Listed> rules;
    for (const auto* collection : ByPriority(collections))
    {
        for (const auto& rule : collection->rules)
        {
            rules.push_back({rule.match, m_rulings.size()});
            m_rulings.push_back({collection->name + "/" + rule.name, collection->allow});
        }
    }
    Compile(rules);
}

FirewallRules::FirewallRules(const std::vector<FirewallDnatCollection>& collections)
{
    std::vector<Listed> rules;
    for (const auto* collection : ByPriority(collections))
    {
        for (const auto& rule : collection->rules)
        {
            rules.push_back({rule.match, m_rulings.size()});
            m_rulings.push_back(
                {collection->name + "/" + rule.name, true, rule.server, rule.serverPort});
        }
    }
    Compile(rules);
}

void
FirewallRules::Compile(const std::vector<Listed>& rules)
{
    m_elsewhere = MakeZone(rules, std::nullopt);
    for (const auto& rule : rules)
    {
        if (rule.match.zone && m_zones.count(*rule.match.zone) == 0)
        {
            m_zones[*rule.match.zone] = MakeZone(rules, rule.match.zone);
        }
    }
}

FirewallRules::Zone
FirewallRules::MakeZone(const std::vector<Listed>& rules, std::optional<FirewallZone> zone)
{
    Zone made;
    std::list<azure::AddressSet> sets; // the classifier wants them to stay where they are
    std::vector<ClassifierRule> classified;
    for (const auto& [match, ruling] : rules)
    {
        if (match.zone && match.zone != zone)
        {
            continue;
        }
        const auto* source = &sets.emplace_back(SetOf(match.sources));
        const auto* destination = &sets.emplace_back(SetOf(match.destinations));
        for (const RuleProtocol protocol : ProtocolsOf(match))
        {
            auto rule = RuleOf(match, protocol);
            rule.source = source;
            rule.destination = destination;
            classified.push_back(std::move(rule));
            made.rulings.push_back(ruling);
        }
    }
    made.classifier = azure::RuleClassifier(classified);
    return made;
}

const FirewallRuling*
FirewallRules::Match(const PacketFacts& packet, FirewallZone zone) const
{
    const auto named = m_zones.find(zone);
    const Zone& rules = named == m_zones.end() ? m_elsewhere : named->second;
    const size_t place = rules.classifier.Match(TupleOf(packet));
    return place == azure::RuleClassifier::NO_RULE ? nullptr : &m_rulings[rules.rulings[place]];
}

} // namespace ns3::v6lab
