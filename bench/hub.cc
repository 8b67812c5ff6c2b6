// SPDX-License-Identifier: GPL-2.0-only
// Building a hub with many spokes of three virtual machines each: time, and memory per machine
// against a dual-stack ns-3 node with one point-to-point device.
#include "bench/support/measure.h"
#include "bench/support/plain-ns3.h"
#include "helper/install/azure-install.h"
#include "helper/topology/builder.h"
#include "helper/topology/validate.h"

#include "ns3/ipv4-address-helper.h"
#include "ns3/ipv6-address-helper.h"
#include "ns3/node-container.h"
#include "ns3/point-to-point-helper.h"

#include <fmt/format.h>
#include <fstream>

using namespace ns3;
using namespace ns3::v6lab;
using namespace ns3::v6lab::bench;

namespace
{

double
ResidentBytes()
{
    std::ifstream file("/proc/self/statm");
    long total = 0;
    long resident = 0;
    file >> total >> resident;
    return static_cast<double>(resident * sysconf(_SC_PAGESIZE));
}

Topology
HubAndSpokes(int spokes)
{
    using namespace build;
    TopologyBuilder lab("hub");
    const auto hub = Vnet("hub").Space("10.0.0.0/16", "2001:db8::/48").Subnet("nva", "10.0.1.0/24");
    lab.Add(hub).Add(Vm("nva").Nic("hub/nva", "10.0.1.4").Forwarding());
    lab.Add(Udr("to-hub").Via("10.0.0.0/8", "10.0.1.4"));
    for (int i = 1; i <= spokes; ++i)
    {
        const auto name = fmt::format("spoke{}", i);
        // 10.4.0.0/14 onward, a /22 each; 2001:db8:N::/48.
        const auto v4 = fmt::format("10.{}.{}", 4 + i / 64, i % 64 * 4);
        const auto v6 = fmt::format("2001:db8:{:x}", i);
        const auto spoke = Vnet(name)
                               .Space(v4 + ".0/22", v6 + "::/48")
                               .Subnet("work", v4 + ".0/24", v6 + "::/64")
                               .Uses("to-hub");
        lab.Add(spoke).Peer(spoke, hub, AllowForwardedTraffic, NoFlags);
        for (int vm = 1; vm <= 3; ++vm)
        {
            lab.Add(Vm(fmt::format("{}-vm{}", name, vm)).Nic(name + "/work", "v4", "v6"));
        }
    }
    return lab.Build();
}

struct Built
{
    double seconds;
    double bytesPerMachine;
};

Built
BuildHub(int spokes)
{
    const auto seconds = [spokes] {
        const Topology topology = HubAndSpokes(spokes);
        Installation in;
        in.ledger = CreateObject<FlowLedger>();
        return Seconds([&] {
            if (!Validate(topology).empty())
            {
                throw std::runtime_error("bench: the hub is not valid");
            }
            InstallAzure(topology, in);
        });
    };
    const auto bytes = [spokes] {
        const Topology topology = HubAndSpokes(spokes);
        Installation in;
        in.ledger = CreateObject<FlowLedger>();
        const double before = ResidentBytes();
        InstallAzure(topology, in);
        return (ResidentBytes() - before) / (3.0 * spokes);
    };
    return {InChild(seconds).value, InChild(bytes).value};
}

/** The yardstick: nodes with both stacks, a point-to-point device and an address per family. */
double
PlainBytesPerNode(int nodes)
{
    return InChild([nodes] {
               const double before = ResidentBytes();
               NodeContainer all;
               all.Create(nodes);
               InternetStackHelper().Install(all);
               PointToPointHelper link;
               Ipv4AddressHelper v4("10.0.0.0", "255.255.255.252");
               Ipv6AddressHelper v6("fd00::", Ipv6Prefix(64));
               for (int i = 0; i + 1 < nodes; i += 2)
               {
                   const auto devices = link.Install(all.Get(i), all.Get(i + 1));
                   v4.Assign(devices);
                   v4.NewNetwork();
                   v6.Assign(devices);
                   v6.NewNetwork();
               }
               return (ResidentBytes() - before) / nodes;
           })
        .value;
}

} // namespace

int
main(int argc, char** argv)
{
    std::vector<double> growth;
    std::vector<double> memory;
    Built large{};
    double yardstick = 0;
    for (int i = 0; i < Pairs(argc, argv); ++i)
    {
        const Built small = BuildHub(100);
        large = BuildHub(1000);
        yardstick = PlainBytesPerNode(3000);
        growth.push_back(large.seconds / small.seconds);
        memory.push_back(large.bytesPerMachine / yardstick);
    }
    fmt::print("hub, 1,000 spokes, 3,000 VMs: built in {:.2f} s, {:.1f} KB a VM, peak {} MB; "
               "ns-3 node {:.1f} KB\n",
               large.seconds,
               large.bytesPerMachine / 1024,
               InChild([] {
                   const Topology topology = HubAndSpokes(1000);
                   Installation in;
                   in.ledger = CreateObject<FlowLedger>();
                   InstallAzure(topology, in);
                   return 0.0;
               }).peakKb /
                   1024,
               yardstick / 1024);
    const auto ratio = [](std::vector<double> values) {
        const auto [low, high] = std::minmax_element(values.begin(), values.end());
        return Ratio{Median(values), *low, *high, 0, 0};
    };
    Report("memory of a VM / of a dual-stack ns-3 node", ratio(memory), 1.1);
    Report("build time, 3,000 VMs / 300 VMs", ratio(growth), 12);
    return 0;
}
