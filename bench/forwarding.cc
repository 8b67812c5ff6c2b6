// SPDX-License-Identifier: GPL-2.0-only
// What one packet costs from host to host through one router: v6lab's forwarding plane against
// ns-3's own stack with static routing. Only the router differs.
#include "bench/support/plain-ns3.h"
#include "bench/support/udp-load.h"
#include "helper/stack-helper.h"

#include "ns3/boolean.h"
#include "ns3/config.h"
#include "ns3/node-container.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/string.h"

#include <fmt/format.h>

using namespace ns3;
using namespace ns3::v6lab;
using namespace ns3::v6lab::bench;

namespace
{

constexpr uint32_t PACKETS = 100000;
constexpr uint32_t FEW = 2000; //!< packets, for the router that is slow

struct Case
{
    bool ours;
    Family family;
    uint32_t size;
    uint32_t routes; //!< that the packets do not match
    uint32_t packets{PACKETS};
};

std::string
Address(Family family, int subnet, int host)
{
    return family == Family::V4 ? fmt::format("10.0.{}.{}", subnet, host)
                                : fmt::format("fd00:0:0:{}::{}", subnet, host);
}

void
AddFiller(const Ptr<ns3::Node>& router, const Ptr<NetDevice>& device, const Case& c)
{
    const bool v4 = c.family == Family::V4;
    const auto via = Address(c.family, 1, 1);
    for (uint32_t i = 0; i < c.routes; ++i)
    {
        const auto text = v4 ? fmt::format("{}.{}.{}.0/24", 20 + i / 65536, i / 256 % 256, i % 256)
                             : fmt::format("fd01:{:x}:{:x}::/48", i / 65536, i % 65536);
        const Prefix prefix = *Prefix::Parse(text);
        if (c.ours)
        {
            StackHelper::AddRoute(router, prefix, IpAddress::Parse(via), device);
        }
        else
        {
            AddPlainRoute(router, prefix, via);
        }
    }
}

/** Gives the router its two addresses and its filler routes. */
void
SetUpRouter(const Ptr<ns3::Node>& router,
            const Ptr<NetDevice>& left,
            const Ptr<NetDevice>& right,
            const Case& c)
{
    for (int side = 1; side <= 2; ++side)
    {
        const auto device = side == 1 ? left : right;
        const auto address = Address(c.family, side, 2);
        if (c.ours)
        {
            const uint8_t length = c.family == Family::V4 ? 24 : 64;
            StackHelper::AddAddress(router, device, *IpAddress::Parse(address), length);
        }
        else
        {
            AddPlainAddress(router, device, address);
        }
    }
    router->GetObject<Ipv6>()->SetAttribute("IpForward", BooleanValue(true));
    AddFiller(router, left, c);
}

double
Run(const Case& c)
{
    NodeContainer nodes;
    nodes.Create(3);
    InternetStackHelper plain;
    plain.Install(nodes.Get(0));
    plain.Install(nodes.Get(2));
    StackHelper stack;
    stack.SetForwarding(true);
    c.ours ? stack.Install(nodes.Get(1)) : plain.Install(nodes.Get(1));
    PointToPointHelper link;
    link.SetDeviceAttribute("DataRate", StringValue("10Gbps"));
    const auto left = link.Install(nodes.Get(0), nodes.Get(1));
    const auto right = link.Install(nodes.Get(1), nodes.Get(2));
    AddPlainAddress(nodes.Get(0), left.Get(0), Address(c.family, 1, 1));
    AddPlainAddress(nodes.Get(2), right.Get(1), Address(c.family, 2, 1));
    SetUpRouter(nodes.Get(1), left.Get(1), right.Get(0), c);
    AddPlainDefault(nodes.Get(0), Address(c.family, 1, 2));
    AddPlainDefault(nodes.Get(2), Address(c.family, 2, 2));
    const auto target = *IpAddress::Parse(Address(c.family, 2, 1));
    return UdpLoad(nodes.Get(0), nodes.Get(2), target).Run(c.packets, c.size);
}

} // namespace

int
main(int argc, char** argv)
{
    const int pairs = Pairs(argc, argv);
    Config::SetDefault("ns3::Icmpv6L4Protocol::DAD", BooleanValue(false));
    const auto compare =
        [pairs](const std::string& what, const Case& a, const Case& b, double goal) {
            Report(what, Compare([a] { return Run(a); }, [b] { return Run(b); }, pairs), goal);
        };
    for (const auto family : {Family::V4, Family::V6})
    {
        const std::string word = ToWord(family);
        for (const uint32_t size : {64u, 1400u})
        {
            compare(fmt::format("host - our router - host / ns-3's router, {}, {} B", word, size),
                    {true, family, size, 10},
                    {false, family, size, 0},
                    0.9);
        }
        compare("our router, 100,000 routes / 10, " + word + ", 64 B",
                {true, family, 64, 100000},
                {true, family, 64, 10},
                1.1);
        const Case many{false, family, 64, 10000, FEW};
        const Case few{false, family, 64, 10, FEW};
        Inform("ns-3's router, 10,000 routes / 10, " + word + ", 64 B",
               Compare([=] { return Run(many); }, [=] { return Run(few); }, std::min(pairs, 3)));
    }
    return 0;
}
