// SPDX-License-Identifier: GPL-2.0-only
// What a load balancer's choice of a backend costs among many flows, and the memory of a flow.
#include "model/core/azure/load-balancer.h"

#include "bench/support/measure.h"

#include <malloc.h>

using namespace ns3::v6lab;
using namespace ns3::v6lab::bench;

namespace
{

constexpr uint32_t MILLION = 1'000'000;
constexpr uint32_t FEW = 1000;
constexpr uint32_t PACKETS = 2 * MILLION;

double
HeapBytes()
{
    return static_cast<double>(mallinfo2().uordblks);
}

azure::LoadBalancer
HaPorts(size_t capacity)
{
    azure::LoadBalancingRule rule;
    rule.protocol = 0;
    rule.frontendPort = rule.backendPort = 0;
    rule.frontend = IpAddress::V4(0x0a000064);
    for (uint32_t i = 0; i < 10; ++i)
    {
        rule.backends.push_back(IpAddress::V4(0x0a000004 + i));
    }
    return azure::LoadBalancer(rule, capacity);
}

/** A flow of one of 16 clients. */
azure::FrontendFlow
Flow(uint32_t i)
{
    return {6,
            static_cast<uint16_t>(i),
            static_cast<uint16_t>(i >> 16),
            IpAddress::V4(0xc6336400 + i % 16),
            IpAddress::V4(0x0a000064)};
}

/** Bytes a flow, of four times as many as are remembered. */
double
BytesPerFlow()
{
    const double before = HeapBytes();
    auto balancer = HaPorts(MILLION);
    for (uint32_t i = 0; i < 4 * MILLION; ++i)
    {
        balancer.Choose(Flow(i), i);
    }
    if (balancer.Size() != MILLION)
    {
        throw std::runtime_error("bench: the limit is not kept");
    }
    return (HeapBytes() - before) / MILLION;
}

/** ns per packet of a random one of so many flows. */
double
PacketNs(uint32_t flows)
{
    auto balancer = HaPorts(MILLION);
    for (uint32_t i = 0; i < flows; ++i)
    {
        balancer.Choose(Flow(i), i);
    }
    size_t fresh = 0;
    const double seconds = CpuSeconds([&] {
        uint32_t at = 1;
        for (uint32_t i = 0; i < PACKETS; ++i)
        {
            at = at * 1664525 + 1013904223;
            fresh += balancer.Choose(Flow((at >> 8) % flows), flows + i).fresh;
        }
    });
    if (fresh != 0)
    {
        throw std::runtime_error("bench: a flow was forgotten");
    }
    return seconds * 1e9 / PACKETS;
}

} // namespace

int
main(int argc, char** argv)
{
    ReportValue("load balancer, memory of a flow, 1,000,000 of 4,000,000 remembered",
                InChild(BytesPerFlow).value,
                "bytes",
                250);
    const Ratio packets =
        Compare([] { return PacketNs(MILLION); }, [] { return PacketNs(FEW); }, Pairs(argc, argv));
    Inform("load balancer, packet of a random flow among 1,000,000 / among 1,000", packets);
    InformValue("the former alone", packets.a, "ns");
    return 0;
}
