// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/azure/rule-classifier.h"

#include "model/core/packet-facts.h"

#include <algorithm>
#include <map>

namespace ns3::v6lab::azure
{

namespace
{

constexpr uint8_t ESP = 50;
constexpr uint8_t AH = 51;

void
Set(std::vector<uint64_t>& bits, size_t rule, bool value)
{
    const uint64_t bit = uint64_t{1} << (rule % 64);
    bits[rule / 64] = value ? bits[rule / 64] | bit : bits[rule / 64] & ~bit;
}

/** S5: "Icmp" is ICMPv4 alone. */
bool
Covers(RuleProtocol rule, size_t number)
{
    switch (rule)
    {
    case RuleProtocol::Any:
        return true;
    case RuleProtocol::Tcp:
        return number == protocol::TCP;
    case RuleProtocol::Udp:
        return number == protocol::UDP;
    case RuleProtocol::Icmp:
        return number == protocol::ICMPV4;
    case RuleProtocol::Esp:
        return number == ESP;
    default:
        return number == AH;
    }
}

bool
IsAll(const std::vector<PortRange>& ranges)
{
    return ranges.empty() ||
           std::any_of(ranges.begin(), ranges.end(), [](const PortRange& r) { return r.IsAll(); });
}

/** Where each set says something about a prefix: the rules that use the set, by prefix. */
struct LayerUse
{
    const std::vector<size_t>* rules;
    bool belongs;
};

} // namespace

uint32_t
RuleClassifier::BitTable::Add(const Bits& bits)
{
    uint64_t hash = 0;
    for (const uint64_t word : bits)
    {
        hash = (hash ^ word) * 0x9e3779b97f4a7c15ULL;
        hash ^= hash >> 32;
    }
    for (const auto& [known, place] : m_byHash)
    {
        if (known == hash && std::equal(bits.begin(), bits.end(), Get(place)))
        {
            return place;
        }
    }
    const auto place = static_cast<uint32_t>(m_byHash.size());
    m_byHash.emplace_back(hash, place);
    m_bits.insert(m_bits.end(), bits.begin(), bits.end());
    return place;
}

uint32_t
RuleClassifier::Ports::Find(uint16_t port) const
{
    const auto after = std::upper_bound(starts.begin(), starts.end(), port);
    return classes[static_cast<size_t>(after - starts.begin()) - 1];
}

RuleClassifier::RuleClassifier(const std::vector<ClassifierRule>& rules)
    : m_words((rules.size() + 63) / 64)
{
    m_table.SetWords(m_words);
    AddAddresses(m_sources, rules, &ClassifierRule::source);
    AddAddresses(m_destinations, rules, &ClassifierRule::destination);
    m_sourcePorts = MakePorts(rules, &ClassifierRule::sourcePorts);
    m_destinationPorts = MakePorts(rules, &ClassifierRule::destinationPorts);
    AddProtocols(rules);
}

/** Blocks come before what they contain: each prefix inherits the rules of those around it. */
void
RuleClassifier::AddAddresses(PrefixMap<uint32_t>& map,
                             const std::vector<ClassifierRule>& rules,
                             Addresses field)
{
    std::map<const AddressSet*, std::vector<size_t>> users;
    for (size_t i = 0; i < rules.size(); ++i)
    {
        users[rules[i].*field].push_back(i);
    }
    std::map<Prefix, std::vector<LayerUse>> layers;
    for (const auto& any : AnyAddress()) // so that every address has a class
    {
        layers[any.prefix];
    }
    for (const auto& [set, of] : users)
    {
        for (const auto& layer : *set)
        {
            layers[layer.prefix].push_back({&of, layer.belongs});
        }
    }
    std::vector<std::pair<Prefix, Bits>> around;
    for (const auto& [prefix, uses] : layers)
    {
        while (!around.empty() && !around.back().first.Contains(prefix))
        {
            around.pop_back();
        }
        Bits bits = around.empty() ? Bits(m_words, 0) : around.back().second;
        for (const auto& use : uses)
        {
            for (const size_t rule : *use.rules)
            {
                Set(bits, rule, use.belongs);
            }
        }
        map.Insert(prefix, m_table.Add(bits));
        around.emplace_back(prefix, std::move(bits));
    }
}

RuleClassifier::Ports
RuleClassifier::MakePorts(const std::vector<ClassifierRule>& rules, Ranges field)
{
    Ports ports;
    Bits all(m_words, 0);
    std::map<uint32_t, std::vector<std::pair<size_t, bool>>> edges; // by first port, what changes
    std::vector<int> depth(rules.size(), 0); // ranges of one rule may overlap
    edges[0];
    for (size_t i = 0; i < rules.size(); ++i)
    {
        if (IsAll(rules[i].*field))
        {
            Set(all, i, true);
            continue;
        }
        for (const auto& range : rules[i].*field)
        {
            edges[range.first].emplace_back(i, true);
            edges[uint32_t{range.last} + 1].emplace_back(i, false);
        }
    }
    ports.none = m_table.Add(all);
    Bits bits = all;
    for (const auto& [start, changes] : edges)
    {
        for (const auto& [rule, begins] : changes)
        {
            depth[rule] += begins ? 1 : -1;
            Set(bits, rule, depth[rule] > 0);
        }
        if (start <= 65535)
        {
            ports.starts.push_back(static_cast<uint16_t>(start));
            ports.classes.push_back(m_table.Add(bits));
        }
    }
    return ports;
}

void
RuleClassifier::AddProtocols(const std::vector<ClassifierRule>& rules)
{
    for (size_t number = 0; number < m_protocols.size(); ++number)
    {
        Bits bits(m_words, 0);
        for (size_t i = 0; i < rules.size(); ++i)
        {
            Set(bits, i, Covers(rules[i].protocol, number));
        }
        m_protocols[number] = m_table.Add(bits);
    }
}

size_t
RuleClassifier::Match(const PacketTuple& packet) const
{
    if (m_words == 0)
    {
        return NO_RULE;
    }
    const uint64_t* source = m_table.Get(*m_sources.Find(packet.source));
    const uint64_t* destination = m_table.Get(*m_destinations.Find(packet.destination));
    const uint64_t* protocol = m_table.Get(m_protocols[packet.protocol]);
    const uint64_t* from =
        m_table.Get(packet.hasPorts ? m_sourcePorts.Find(packet.sourcePort) : m_sourcePorts.none);
    const uint64_t* to =
        m_table.Get(packet.hasPorts ? m_destinationPorts.Find(packet.destinationPort)
                                    : m_destinationPorts.none);
    for (size_t i = 0; i < m_words; ++i)
    {
        const uint64_t common = source[i] & destination[i] & protocol[i] & from[i] & to[i];
        if (common != 0)
        {
            return i * 64 + static_cast<size_t>(__builtin_ctzll(common));
        }
    }
    return NO_RULE;
}

} // namespace ns3::v6lab::azure
