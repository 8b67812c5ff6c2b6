// SPDX-License-Identifier: GPL-2.0-only
// The classifier against reading the rules one after the other.
#include "test/support/security.h"

#include <algorithm>
#include <list>
#include <random>

using namespace ns3::v6lab;
using namespace ns3::v6lab::test;

namespace
{

/** Rules with the sets that they point to. */
struct Rules
{
    std::list<azure::AddressSet> sets;
    std::vector<azure::ClassifierRule> rules;
};

using Random = std::mt19937;

uint32_t
Below(Random& random, uint32_t bound)
{
    return random() % bound; // std's distributions differ between libraries
}

/** Few blocks, so that rules overlap; some sets have holes, as the tag Internet has. */
IpAddress
SomeAddress(Random& random)
{
    if (Below(random, 3) == 0)
    {
        const std::string tail = std::to_string(Below(random, 4));
        return Address("fd00:" + std::to_string(Below(random, 3)) + ":" + tail + "::" + tail);
    }
    return IpAddress::V4(0x0a000000 + (Below(random, 3) << 16) + (Below(random, 4) << 8) +
                         Below(random, 6));
}

azure::AddressSet
SomeSet(Random& random)
{
    if (Below(random, 4) == 0)
    {
        return azure::AnyAddress();
    }
    azure::AddressSet set;
    for (uint32_t i = 0; i <= Below(random, 3); ++i)
    {
        const IpAddress address = SomeAddress(random);
        static const uint8_t LENGTHS4[] = {0, 8, 16, 22, 24, 31, 32};
        static const uint8_t LENGTHS6[] = {0, 16, 32, 48, 64, 127, 128};
        const Prefix prefix(address, (address.IsV4() ? LENGTHS4 : LENGTHS6)[Below(random, 7)]);
        // The same prefix twice with different words would depend on their order.
        if (std::none_of(set.begin(), set.end(), [&](const auto& layer) {
                return layer.prefix == prefix;
            }))
        {
            set.push_back({prefix, Below(random, 5) != 0});
        }
    }
    return set;
}

std::vector<azure::PortRange>
SomePorts(Random& random)
{
    std::vector<azure::PortRange> ranges;
    static const uint16_t EDGES[] = {0, 1, 79, 80, 81, 443, 1024, 65534, 65535};
    for (uint32_t i = 0; i < Below(random, 4); ++i)
    {
        const uint16_t a = EDGES[Below(random, 9)];
        const uint16_t b = EDGES[Below(random, 9)];
        ranges.push_back({std::min(a, b), std::max(a, b)});
    }
    return ranges;
}

Rules
SomeRules(Random& random, size_t count)
{
    Rules all;
    for (size_t i = 0; i < count; ++i)
    {
        const auto* source = &all.sets.emplace_back(SomeSet(random));
        const auto* destination = &all.sets.emplace_back(SomeSet(random));
        all.rules.push_back({RuleProtocol(Below(random, 6)),
                             source,
                             destination,
                             SomePorts(random),
                             SomePorts(random)});
    }
    return all;
}

azure::PacketTuple
SomePacket(Random& random)
{
    static const uint8_t PROTOCOLS[] = {6, 17, 1, 50, 51, 58, 6, 17};
    static const uint16_t PORTS[] = {0, 1, 79, 80, 82, 443, 1023, 1024, 65533, 65534, 65535};
    azure::PacketTuple packet;
    packet.source = SomeAddress(random);
    packet.destination = SomeAddress(random);
    packet.protocol = PROTOCOLS[Below(random, 8)];
    packet.hasPorts = (packet.protocol == 6 || packet.protocol == 17) && Below(random, 8) != 0;
    packet.sourcePort = PORTS[Below(random, 11)];
    packet.destinationPort = PORTS[Below(random, 11)];
    return packet;
}

bool
Contains(const azure::AddressSet& set, const IpAddress& address)
{
    const azure::AddressLayer* longest = nullptr;
    for (const auto& layer : set)
    {
        if (layer.prefix.GetFamily() == address.GetFamily() && layer.prefix.Contains(address) &&
            (longest == nullptr || layer.prefix.GetLength() > longest->prefix.GetLength()))
        {
            longest = &layer;
        }
    }
    return longest != nullptr && longest->belongs;
}

bool
Contains(const std::vector<azure::PortRange>& ranges, const azure::PacketTuple& packet, bool source)
{
    const uint16_t port = source ? packet.sourcePort : packet.destinationPort;
    return ranges.empty() || std::any_of(ranges.begin(), ranges.end(), [&](const auto& range) {
               return range.IsAll() ||
                      (packet.hasPorts && range.first <= port && port <= range.last);
           });
}

size_t
ReadThrough(const Rules& all, const azure::PacketTuple& packet)
{
    static const int NUMBERS[] = {-1, 6, 17, 1, 50, 51};
    for (size_t i = 0; i < all.rules.size(); ++i)
    {
        const auto& rule = all.rules[i];
        const int number = NUMBERS[static_cast<size_t>(rule.protocol)];
        if ((number < 0 || number == packet.protocol) && Contains(*rule.source, packet.source) &&
            Contains(*rule.destination, packet.destination) &&
            Contains(rule.sourcePorts, packet, true) &&
            Contains(rule.destinationPorts, packet, false))
        {
            return i;
        }
    }
    return azure::RuleClassifier::NO_RULE;
}

Row
Agrees(size_t count, uint32_t seed)
{
    return {std::to_string(count) + " random rules give what reading them in order gives, seed " +
                std::to_string(seed),
            "S1",
            [=](Verdict& v) {
                Random random(seed);
                const Rules all = SomeRules(random, count);
                const azure::RuleClassifier classifier(all.rules);
                size_t wrong = 0;
                size_t matched = 0;
                for (int i = 0; i < 4000; ++i)
                {
                    const auto packet = SomePacket(random);
                    const size_t expected = ReadThrough(all, packet);
                    wrong += classifier.Match(packet) != expected;
                    matched += expected != azure::RuleClassifier::NO_RULE;
                }
                v.Equal(wrong, 0u, "wrong answers");
                v.True(matched > (count > 1 ? 400 : 0), "too few packets match to prove anything");
            }};
}

const std::vector<Row> ROWS{
    Agrees(1, 1),
    Agrees(10, 2),
    Agrees(63, 3),
    Agrees(64, 4),
    Agrees(65, 5),
    Agrees(300, 6),
    {"without rules nothing matches",
     "S1",
     [](Verdict& v) {
         v.Equal(azure::RuleClassifier(std::vector<azure::ClassifierRule>())
                     .Match(Tuple("tcp 10.0.0.1:1 > 10.0.0.2:2")),
                 azure::RuleClassifier::NO_RULE,
                 "match");
     }},
};

V6LAB_SUITE("v6lab-azure-rule-classifier", ROWS);

} // namespace
