// SPDX-License-Identifier: GPL-2.0-only
// What it costs to judge the first packet of a flow by network security groups of 1,000 rules,
// against ten; and to build such a group.
#include "bench/support/measure.h"
#include "model/core/azure/security-gate.h"

#include <fmt/format.h>
#include <random>

using namespace ns3::v6lab;
using namespace ns3::v6lab::bench;

namespace
{

using azure::Access;
using azure::RuleDirection;
using azure::RuleProtocol;

constexpr int ROUNDS = 2'000'000;

/** A rule as people write them: blocks of several lengths, one port or a range. */
azure::SecurityRule
SomeRule(uint32_t i)
{
    azure::SecurityRule rule{"r" + std::to_string(i),
                             static_cast<uint16_t>(100 + i),
                             RuleDirection::Inbound,
                             i % 3 == 0 ? Access::Deny : Access::Allow,
                             i % 5 == 0 ? RuleProtocol::Udp : RuleProtocol::Tcp};
    static const uint8_t LENGTHS[] = {16, 22, 24, 28, 32};
    rule.source.prefixes = {Prefix(IpAddress::V4(0xac100000 + i * 0x01357), LENGTHS[i % 5])};
    rule.destination.prefixes = {Prefix(IpAddress::V4(0x0a010000 + i % 50), 32)};
    const auto port = static_cast<uint16_t>(1000 + i * 7);
    rule.destination.ports = {{port, static_cast<uint16_t>(port + i % 4)}};
    return rule;
}

azure::Estate
Guarded(uint32_t rules)
{
    azure::Estate estate;
    const auto vnet = estate.AddVnet({*Prefix::Parse("10.1.0.0/16")});
    const auto subnet = estate.AddSubnet(vnet, {*Prefix::Parse("10.1.0.0/24")});
    estate.AddNic(subnet, {*IpAddress::Parse("10.1.0.4")});
    azure::NetworkSecurityGroup group{"nsg", {}};
    for (uint32_t i = 0; i < rules; ++i)
    {
        group.rules.push_back(SomeRule(i));
    }
    estate.networkSecurityGroups = {group};
    estate.subnets[subnet].networkSecurityGroup = 0;
    return estate;
}

/** Packets that rules are for, and as many that only the default rules match. */
std::vector<azure::PacketTuple>
Packets(uint32_t rules)
{
    std::mt19937 random(7);
    std::vector<azure::PacketTuple> packets;
    for (uint32_t i = 0; i < 1024; ++i)
    {
        const auto rule = SomeRule(static_cast<uint32_t>(random()) % rules);
        azure::PacketTuple packet{rule.source.prefixes[0].GetAddress(),
                                  rule.destination.prefixes[0].GetAddress(),
                                  static_cast<uint8_t>(rule.protocol == RuleProtocol::Udp ? 17 : 6),
                                  true,
                                  static_cast<uint16_t>(random()),
                                  rule.destination.ports[0].first};
        packet.destinationPort = i % 2 == 0 ? packet.destinationPort : 999;
        packets.push_back(packet);
    }
    return packets;
}

/** ns per packet, the rules compiled before. */
double
JudgeNs(uint32_t rules)
{
    const auto estate = Guarded(rules);
    const auto packets = Packets(rules);
    azure::SecurityGate gate(estate);
    size_t refused = 0;
    const auto judge = [&](int rounds) {
        for (int i = 0; i < rounds; ++i)
        {
            const auto& packet = packets[static_cast<size_t>(i) % packets.size()];
            refused += !gate.Judge(0, RuleDirection::Inbound, packet).Passes();
        }
    };
    judge(1024);
    const double seconds = CpuSeconds([&] { judge(ROUNDS); });
    if (refused == 0)
    {
        throw std::runtime_error("bench: no packet was refused");
    }
    return seconds * 1e9 / ROUNDS;
}

double
CompileMs(uint32_t rules)
{
    const auto estate = Guarded(rules);
    const auto packet = Packets(rules).front();
    return 1000 * CpuSeconds([&] {
               azure::SecurityGate(estate).Judge(0, RuleDirection::Inbound, packet);
           });
}

} // namespace

int
main(int argc, char** argv)
{
    const Ratio judging =
        Compare([] { return JudgeNs(1000); }, [] { return JudgeNs(10); }, Pairs(argc, argv));
    Report("network security group, first packet of a flow by 1,000 rules / by 10", judging, 3);
    InformValue("the former alone", judging.a, "ns");
    InformValue("compiling 1,000 rules", InChild([] { return CompileMs(1000); }).value, "ms");
    return 0;
}
