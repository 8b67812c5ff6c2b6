// SPDX-License-Identifier: GPL-2.0-only
// What the flows of a load balancer and of a NAT gateway cost, without any simulator: memory of a
// flow, time of a packet through a small and through a large table, making and expiring flows, what
// a flood can fill, and what the last free ports of a crowded destination cost.
#include "bench/support/heap.h"
#include "bench/support/measure.h"
#include "model/core/balancer/load-balancer.h"
#include "model/core/outbound/nat-gateway.h"
#include "model/core/outbound/snat-table.h"
#include "model/core/time-units.h"

#include <random>

using namespace ns3::v6lab;
using namespace ns3::v6lab::bench;

namespace
{

constexpr uint32_t MILLION = 1'000'000;
constexpr uint32_t FEW = 1000;
constexpr uint8_t SYN = 2;
constexpr uint8_t ACK = 16;

IpAddress
Address(const char* text)
{
    return *IpAddress::Parse(text);
}

/** An IPv6 load balancer for all ports over ten instances. */
azure::LoadBalancerSettings
Settings(uint32_t flows)
{
    azure::LoadBalancerSettings settings;
    settings.frontends = {{"fe", Address("fd00:1::100")}};
    settings.pools.resize(1);
    for (azure::Index nic = 0; nic < 10; ++nic)
    {
        settings.pools[0].members.push_back({nic, Address("fd00:1::4").Plus(nic)});
    }
    settings.rules.resize(1);
    settings.rules[0].protocol = azure::BalancedProtocol::All;
    settings.flows = flows;
    return settings;
}

PacketFacts
Tcp(const IpAddress& source, const IpAddress& destination, uint8_t flags)
{
    PacketFacts packet;
    packet.family = source.GetFamily();
    packet.source = source;
    packet.destination = destination;
    packet.destinationPort = 443;
    packet.protocol = protocol::TCP;
    packet.tcpFlags = flags;
    packet.length = 60;
    return packet;
}

/** A load balancer with so many flows, of 16 ports of each client. */
struct Filled
{
    explicit Filled(uint32_t flows, uint32_t limit = 2 * MILLION)
        : balancer(Settings(limit)),
          client(Address("fd00:2::")),
          packet(Tcp(client, Address("fd00:1::100"), ACK))
    {
        for (uint32_t i = 0; i < flows; ++i)
        {
            Send(i, SECOND + i);
        }
    }

    azure::Index Send(uint32_t flow, int64_t nowNs)
    {
        packet.source = client.Plus(flow / 16);
        packet.sourcePort = static_cast<uint16_t>(20000 + flow % 16);
        const auto balanced = balancer.Deliver(azure::NOTHING, packet.destination, packet, nowNs);
        Check(balanced.reason == Reason::None, "a packet was refused");
        return balanced.member.nic;
    }

    azure::LoadBalancer balancer;
    IpAddress client;
    PacketFacts packet;
};

double
FlowBytes()
{
    const size_t before = HeapBytes();
    const Filled filled(MILLION);
    return static_cast<double>(HeapBytes() - before) / MILLION;
}

/** Nanoseconds of a packet to a random one of so many flows. */
double
LookupNs(uint32_t flows)
{
    Filled filled(flows);
    std::mt19937 random(1);
    std::vector<uint32_t> order(MILLION);
    for (auto& flow : order)
    {
        flow = static_cast<uint32_t>(random() % flows);
    }
    int64_t now = 2 * SECOND;
    const double seconds = CpuSeconds([&] {
        for (const uint32_t flow : order)
        {
            filled.Send(flow, ++now);
        }
    });
    Check(filled.balancer.GetFlowCount() == flows, "a flow was not known");
    return seconds * 1e9 / MILLION;
}

double
CreationNs(uint32_t flows)
{
    return CpuSeconds([&] { Filled filled(flows); }) * 1e9 / flows;
}

double
ExpiryNs(uint32_t flows)
{
    Filled filled(flows);
    size_t told = 0;
    const double seconds = CpuSeconds([&] { told = filled.balancer.Expire(400 * SECOND).size(); });
    Check(told == flows && filled.balancer.GetFlowCount() == 0, "a flow did not expire");
    return seconds * 1e9 / flows;
}

/** MB that three times as many flows fill as the limit allows. */
double
FloodMegabytes()
{
    const size_t before = HeapBytes();
    const Filled filled(3 * MILLION, MILLION);
    Check(filled.balancer.GetFlowCount() == MILLION, "the limit was not kept");
    return static_cast<double>(HeapBytes() - before) / (1024 * 1024);
}

/** A NAT gateway with 16 addresses; flows to so many servers. */
struct Gateway
{
    Gateway()
        : table(azure::SnatOf(Settings())),
          ports(azure::EveryPort(16))
    {
    }

    static azure::NatGatewaySettings Settings()
    {
        azure::NatGatewaySettings settings;
        for (int i = 0; i < 16; ++i)
        {
            settings.publicAddresses.push_back(Address("192.0.2.1").Plus(i));
        }
        return settings;
    }

    Reason Call(uint32_t flow, const IpAddress& server, int64_t nowNs)
    {
        PacketFacts packet = Tcp(Address("10.0.0.0").Plus(flow / 16), server, SYN);
        packet.sourcePort = static_cast<uint16_t>(20000 + flow % 16);
        return table.Outbound(0, packet, ports, nowNs).reason;
    }

    azure::SnatTable table;
    azure::SnatAllotment ports;
};

double
SnatBytes()
{
    const size_t before = HeapBytes();
    Gateway gateway;
    for (uint32_t i = 0; i < MILLION; ++i)
    {
        gateway.Call(i, Address("198.51.100.0").Plus(i % 200), SECOND);
    }
    Check(gateway.table.GetFlowCount() == MILLION, "a flow was refused");
    return static_cast<double>(HeapBytes() - before) / MILLION;
}

/** Microseconds of a call to one server, until all 16 x 64,512 ports are taken for it. */
double
CrowdingUs()
{
    Gateway gateway;
    const IpAddress other = Address("198.51.100.8");
    const IpAddress server = Address("198.51.100.7");
    constexpr uint32_t PORTS = 16 * 64512;
    for (uint32_t i = 0; i < PORTS / 2; ++i) // half of the ports have a flow elsewhere
    {
        gateway.Call(i, other, SECOND);
    }
    const double seconds = CpuSeconds([&] {
        for (uint32_t i = 0; i < PORTS; ++i)
        {
            Check(gateway.Call(i, server, SECOND) == Reason::None, "a port was not found");
        }
    });
    Check(gateway.Call(PORTS, server, SECOND) == Reason::AzureSnatExhausted, "not exhausted");
    return seconds * 1e6 / PORTS;
}

} // namespace

int
main(int argc, char** argv)
{
    const int pairs = Pairs(argc, argv);
    ReportValue("load balancer, memory of a flow, 1,000,000 of them",
                InChild(FlowBytes).value,
                "bytes",
                100);
    const Ratio lookup =
        Compare([] { return LookupNs(MILLION); }, [] { return LookupNs(FEW); }, pairs);
    Inform("load balancer, packet of a random flow among 1,000,000 / among 1,000", lookup);
    InformValue("the former alone", lookup.a, "ns");
    const Ratio making =
        Compare([] { return CreationNs(MILLION); }, [] { return CreationNs(MILLION / 8); }, pairs);
    Report("load balancer, making a flow among 1,000,000 / among 125,000", making, 2);
    InformValue("the former alone", making.a, "ns");
    const Ratio expiring =
        Compare([] { return ExpiryNs(MILLION); }, [] { return ExpiryNs(MILLION / 8); }, pairs);
    Report("load balancer, expiring a flow among 1,000,000 / among 125,000", expiring, 2);
    InformValue("the former alone", expiring.a, "ns");
    ReportValue("load balancer, 3,000,000 flows through a limit of 1,000,000",
                InChild(FloodMegabytes).value,
                "MB",
                100);
    ReportValue("NAT gateway, memory of a flow, 1,000,000 of them",
                InChild(SnatBytes).value,
                "bytes",
                130);
    InformValue("NAT gateway, call to one server until 16 x 64,512 ports are taken",
                InChild(CrowdingUs).value,
                "us");
    return 0;
}
