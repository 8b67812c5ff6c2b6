// SPDX-License-Identifier: GPL-2.0-only
// What a stateful firewall costs: a packet of a known flow through a router with one against a
// plain router, and a flow's first packet by 1,000 rules against ten.
#include "model/core/firewall/firewall.h"

#include "bench/support/plain-ns3.h"
#include "bench/support/udp-load.h"
#include "helper/stack-helper.h"
#include "model/firewall/stateful-firewall.h"

#include "ns3/boolean.h"
#include "ns3/config.h"
#include "ns3/node-container.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/string.h"

#include <fmt/format.h>
#include <random>

using namespace ns3;
using namespace ns3::v6lab;
using namespace ns3::v6lab::bench;

namespace
{

constexpr uint32_t PACKETS = 100000;
constexpr uint32_t SIZE = 64;
constexpr int ROUNDS = 500'000;

enum class Kind
{
    Plain,
    Filter,
    Snat,
};

/** Blocks of several lengths, one port or a range, as people write them. */
FirewallSettings
Rules(uint32_t count)
{
    static const uint8_t LENGTHS[] = {16, 22, 24, 28, 32};
    FirewallSettings settings;
    FirewallCollection collection{"net"};
    for (uint32_t i = 0; i < count; ++i)
    {
        FirewallRule rule{"r" + std::to_string(i)};
        rule.match.protocols = {i % 5 == 0 ? azure::RuleProtocol::Udp : azure::RuleProtocol::Tcp};
        rule.match.sources = {Prefix(IpAddress::V4(0xac100000 + i * 0x01357), LENGTHS[i % 5])};
        rule.match.destinations = {Prefix(IpAddress::V4(0x0a010000 + i % 50), 32)};
        const auto port = static_cast<uint16_t>(1000 + i * 7);
        rule.match.destinationPorts = {{port, static_cast<uint16_t>(port + i % 4)}};
        collection.rules.push_back(rule);
    }
    settings.collections = {collection};
    return settings;
}

void
AddFirewall(const Ptr<ns3::Node>& router, bool snat)
{
    const auto firewall = CreateObject<StatefulFirewall>();
    FirewallCollection all{"net"};
    all.rules.push_back({"all"});
    firewall->AddCollection(all);
    if (snat)
    {
        firewall->AddSnatAddress(*IpAddress::Parse("10.0.2.2"));
        firewall->AddPrivateRange(*Prefix::Parse("192.168.0.0/16"));
    }
    firewall->Attach(router);
}

/** Seconds for all packets from host to host through one router. */
double
Run(Kind kind)
{
    NodeContainer nodes;
    nodes.Create(3);
    InternetStackHelper plain;
    plain.Install(nodes.Get(0));
    plain.Install(nodes.Get(2));
    StackHelper stack;
    stack.SetForwarding(true);
    stack.Install(nodes.Get(1));
    PointToPointHelper link;
    link.SetDeviceAttribute("DataRate", StringValue("10Gbps"));
    const auto left = link.Install(nodes.Get(0), nodes.Get(1));
    const auto right = link.Install(nodes.Get(1), nodes.Get(2));
    AddPlainAddress(nodes.Get(0), left.Get(0), "10.0.1.1");
    AddPlainAddress(nodes.Get(2), right.Get(1), "10.0.2.1");
    StackHelper::AddAddress(nodes.Get(1), left.Get(1), *IpAddress::Parse("10.0.1.2"), 24);
    StackHelper::AddAddress(nodes.Get(1), right.Get(0), *IpAddress::Parse("10.0.2.2"), 24);
    AddPlainDefault(nodes.Get(0), "10.0.1.2");
    AddPlainDefault(nodes.Get(2), "10.0.2.2");
    if (kind != Kind::Plain)
    {
        AddFirewall(nodes.Get(1), kind == Kind::Snat);
    }
    return UdpLoad(nodes.Get(0), nodes.Get(2), *IpAddress::Parse("10.0.2.1")).Run(PACKETS, SIZE);
}

/** ns for a first packet; every other one is denied, as no rule is for it. */
double
JudgeNs(uint32_t rules)
{
    FirewallSettings settings = Rules(rules);
    settings.flows = 1024;
    Firewall firewall(settings);
    std::mt19937 random(7);
    std::vector<FirewallPacket> packets;
    for (uint32_t i = 0; i < 4096; ++i)
    {
        const auto& match = settings.collections[0].rules[random() % rules].match;
        FirewallPacket packet;
        packet.facts.source = match.sources[0].GetAddress();
        packet.facts.destination = match.destinations[0].GetAddress();
        packet.facts.protocol = match.protocols[0] == azure::RuleProtocol::Udp ? 17 : 6;
        packet.facts.tcpFlags = 2;
        packet.facts.sourcePort = static_cast<uint16_t>(random());
        packet.facts.destinationPort = i % 2 == 0 ? match.destinationPorts[0].first : uint16_t{999};
        packets.push_back(packet);
    }
    int64_t now = 0;
    const double seconds = CpuSeconds([&] {
        for (int i = 0; i < ROUNDS; ++i)
        {
            FirewallPacket packet = packets[static_cast<size_t>(i) % packets.size()];
            packet.facts.sourcePort = static_cast<uint16_t>(i);
            firewall.Judge(packet, ++now);
        }
    });
    return seconds * 1e9 / ROUNDS;
}

} // namespace

int
main(int argc, char** argv)
{
    const int pairs = Pairs(argc, argv);
    Config::SetDefault("ns3::Icmpv6L4Protocol::DAD", BooleanValue(false));
    const auto against = [pairs](const char* what, Kind kind, double goal) {
        Report(what,
               Compare([kind] { return Run(kind); }, [] { return Run(Kind::Plain); }, pairs),
               goal);
    };
    against("router with a firewall / plain router, v4, 64 B", Kind::Filter, 1.3);
    against("router with a firewall and SNAT / plain router, v4, 64 B", Kind::Snat, 1.6);
    const Ratio judging = Compare([] { return JudgeNs(1000); }, [] { return JudgeNs(10); }, pairs);
    Report("firewall, first packet of a flow by 1,000 rules / by 10", judging, 3);
    InformValue("the former alone", judging.a, "ns");
    return 0;
}
