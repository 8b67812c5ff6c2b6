// SPDX-License-Identifier: GPL-2.0-only
// What one packet costs from virtual machine to virtual machine through the fabric, with peering
// and user-defined routes compiled in, against host to host over one plain ns-3 link: as any ns-3
// script sets it up, whose address helpers put ns-3's default queue disc on the link, and without
// that queue disc.
#include "bench/support/plain-ns3.h"
#include "bench/support/udp-load.h"
#include "helper/install/azure-install.h"
#include "helper/topology/builder.h"

#include "ns3/boolean.h"
#include "ns3/config.h"
#include "ns3/node-container.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/string.h"

#include <fmt/format.h>
#include <functional>

using namespace ns3;
using namespace ns3::v6lab;
using namespace ns3::v6lab::bench;

namespace
{

constexpr uint32_t PACKETS = 100000;

/** The queue disc on the plain link's devices. */
enum class Queue
{
    Default, //!< ns-3's, as its address helpers install it
    None,
};

double
RunPlain(Family family, uint32_t size, Queue queue)
{
    NodeContainer nodes;
    nodes.Create(2);
    InternetStackHelper().Install(nodes);
    PointToPointHelper link;
    link.SetDeviceAttribute("DataRate", StringValue("10Gbps"));
    link.SetChannelAttribute("Delay", StringValue("500us"));
    const auto devices = link.Install(nodes);
    if (queue == Queue::Default)
    {
        const auto target = AssignAsScriptsDo(devices, family);
        return UdpLoad(nodes.Get(0), nodes.Get(1), target).Run(PACKETS, size);
    }
    const bool v4 = family == Family::V4;
    const std::string target = v4 ? "10.0.0.2" : "fd00::2";
    AddPlainAddress(nodes.Get(0), devices.Get(0), v4 ? "10.0.0.1" : "fd00::1");
    AddPlainAddress(nodes.Get(1), devices.Get(1), target);
    return UdpLoad(nodes.Get(0), nodes.Get(1), *IpAddress::Parse(target)).Run(PACKETS, size);
}

/** Two peered dual-stack networks; the first subnet has so many user-defined routes. */
Topology
Peered(uint32_t routes)
{
    using namespace build;
    Udr table("filler");
    for (uint32_t i = 0; i < routes; i += 2)
    {
        table.To(fmt::format("{}.{}.{}.0/24", 20 + i / 65536, i / 256 % 256, i % 256), "None");
        table.To(fmt::format("fd01:{:x}:{:x}::/48", i / 65536, i % 65536), "None");
    }
    const auto a = Vnet("a").Space("10.1.0.0/16", "fd00:1::/48");
    const auto b = Vnet("b").Space("10.2.0.0/16", "fd00:2::/48");
    FabricSettings settings;
    settings.nicDataRate = "10Gbps";
    return TopologyBuilder("bench")
        .Fabric(settings)
        .Add(table)
        .Add(Vnet(a).Subnet("s", "10.1.0.0/24", "fd00:1::/64").Uses("filler"))
        .Add(Vnet(b).Subnet("s", "10.2.0.0/24", "fd00:2::/64"))
        .Peer(a, b)
        .Add(Vm("from").Nic("a/s", "v4", "v6"))
        .Add(Vm("to").Nic("b/s", "v4", "v6"))
        .Build();
}

/** Runs something with a load from one of the two machines to the other. */
double
WithFabric(Family family, uint32_t routes, const std::function<double(UdpLoad&)>& run)
{
    Installation in;
    in.ledger = CreateObject<FlowLedger>();
    InstallAzure(Peered(routes), in);
    const auto target = *IpAddress::Parse(family == Family::V4 ? "10.2.0.4" : "fd00:2::4");
    UdpLoad load(in.nodes.at("from"), in.nodes.at("to"), target);
    return run(load);
}

double
RunFabric(Family family, uint32_t size, uint32_t routes)
{
    return WithFabric(family, routes, [size](UdpLoad& load) { return load.Run(PACKETS, size); });
}

void
CompareWithLink(Family family, uint32_t size, int pairs)
{
    const auto name = fmt::format("{}, {} B", ToWord(family), size);
    const auto fabric = [=] { return RunFabric(family, size, 10); };
    const auto plain = [=](Queue queue) { return [=] { return RunPlain(family, size, queue); }; };
    Report("VM - fabric - VM / host - ns-3 link - host, " + name,
           Compare(fabric, plain(Queue::Default), pairs),
           0.8);
    Report("the same / ns-3 link without its queue disc, " + name,
           Compare(fabric, plain(Queue::None), pairs),
           0.9);
}

/** What the figures per packet leave out. */
double
FirstPacketSeconds(Family family, uint32_t routes)
{
    const auto run = [](UdpLoad& load) { return load.RunFirst(64); };
    return InChild([&] { return WithFabric(family, routes, run); }).value;
}

} // namespace

int
main(int argc, char** argv)
{
    const int pairs = Pairs(argc, argv);
    Config::SetDefault("ns3::Icmpv6L4Protocol::DAD", BooleanValue(false));
    for (const auto family : {Family::V4, Family::V6})
    {
        for (const uint32_t size : {64u, 1400u})
        {
            CompareWithLink(family, size, pairs);
        }
        const auto with = [family](uint32_t routes) {
            return [=] { return RunFabric(family, 64, routes); };
        };
        Report(fmt::format("fabric, 100,000 user-defined routes / 10, {}, 64 B", ToWord(family)),
               Compare(with(100000), with(10), pairs),
               1.1);
        fmt::print("the first packet, which compiles 100,000 user-defined routes, {}: {:.0f} ms\n",
                   ToWord(family),
                   1000 * FirstPacketSeconds(family, 100000));
    }
    return 0;
}
