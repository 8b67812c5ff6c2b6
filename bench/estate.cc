// SPDX-License-Identifier: GPL-2.0-only
// A hub with 1,000 spokes of three machines each, behind load balancers, security groups and
// user-defined routes: compiling everything, one change of a route, and what a packet pays for a
// firewall on its way.
#include "bench/support/plain-ns3.h"
#include "bench/support/udp-load.h"
#include "helper/install/azure-install.h"
#include "helper/install/azure-plan.h"
#include "helper/install/install.h"
#include "helper/topology/builder.h"
#include "helper/topology/validate.h"
#include "model/core/azure/balancers.h"
#include "model/core/azure/delivery.h"

#include "ns3/boolean.h"
#include "ns3/config.h"

#include <fmt/format.h>

using namespace ns3;
using namespace ns3::v6lab;
using namespace ns3::v6lab::bench;

namespace
{

constexpr int SPOKES = 1000;
constexpr int SITES = 500; //!< prefixes that the hub's gateway knows
constexpr uint32_t PACKETS = 100000;

/** 10.4.0.0/14 onward, a /22 each; 2001:db8:N::/48. */
void
AddSpoke(build::TopologyBuilder& lab, const build::Vnet& hub, int i)
{
    using namespace build;
    const auto name = fmt::format("spoke{}", i);
    const auto v4 = fmt::format("10.{}.{}", 4 + i / 64, i % 64 * 4);
    const auto v6 = fmt::format("2001:db8:{:x}", i);
    auto guard = Nsg(name + "-nsg").AllowIn("Tcp", {v4 + ".0/22"}, {"80"});
    for (int rule = 0; rule < 20; ++rule)
    {
        guard.AllowIn("Tcp",
                      {fmt::format("172.16.{}.0/24", rule)},
                      {fmt::format("{}", 8000 + rule)});
    }
    lab.Add(guard.DenyIn("*", {"*"}));
    auto table = Udr(name + "-table").Via("0.0.0.0/0", "10.0.1.4").Via("10.0.0.0/8", "10.0.1.4");
    for (int route = 0; route < 10; ++route)
    {
        table.To(fmt::format("192.0.2.{}/32", route), "None");
    }
    lab.Add(table);
    const auto spoke = Vnet(name)
                           .Space(v4 + ".0/22", v6 + "::/48")
                           .Subnet("work", v4 + ".0/24", v6 + "::/64")
                           .GuardedBy(name + "-nsg")
                           .Uses(name + "-table");
    lab.Add(spoke).Peer(spoke, hub, AllowForwardedTraffic, NoFlags);
    lab.Add(Balancer(name + "-lb")
                .Internal(name + "/work", v4 + ".200")
                .ProbeTcp(80)
                .Tcp(80)
                .Internal(name + "/work", v6 + "::200")
                .Tcp(80));
    for (int vm = 1; vm <= 3; ++vm)
    {
        lab.Add(Vm(fmt::format("{}-vm{}", name, vm))
                    .Nic(name + "/work", "v4", "v6")
                    .Behind(name + "-lb/pool-1")
                    .Behind(name + "-lb/pool-2", "IPv6"));
    }
}

Topology
LargeHub()
{
    using namespace build;
    TopologyBuilder lab("hub");
    const auto hub = Vnet("hub").Space("10.0.0.0/16", "2001:db8::/48").Subnet("nva", "10.0.1.0/24");
    lab.Add(hub).Add(Vm("nva").Nic("hub/nva", "10.0.1.4").Forwarding());
    for (int i = 1; i <= SPOKES; ++i)
    {
        AddSpoke(lab, hub, i);
    }
    return lab.Build();
}

/** The estate, and routes and rules of everybody compiled. */
struct Compiled
{
    Compiled()
        : plan(PlanAzure(LargeHub()))
    {
        for (int i = 0; i < SITES; ++i)
        {
            azure::Route route{
                Prefix(IpAddress::V4(0xac100000u + static_cast<uint32_t>(i) * 256), 24),
                azure::NextHopType::VirtualNetworkGateway};
            plan.estate.vnets[plan.vnets.at("hub")].gatewayRoutes.push_back(route);
        }
        for (auto& vnet : plan.estate.vnets)
        {
            for (auto& peering : vnet.peerings)
            {
                peering.allowGatewayTransit = &vnet == &plan.estate.vnets[plan.vnets.at("hub")];
                peering.useRemoteGateways = !peering.allowGatewayTransit;
            }
        }
    }

    void CompileAll()
    {
        delivery = std::make_unique<azure::Delivery>(plan.estate);
        gate = std::make_unique<azure::SecurityGate>(plan.estate);
        balancers = std::make_unique<azure::Balancers>(plan.estate);
        for (azure::Index nic = 0; nic < plan.estate.nics.size(); ++nic)
        {
            Ask(nic);
        }
    }

    /** The route and the rules of a packet that the NIC sends to another spoke. */
    void Ask(azure::Index nic)
    {
        const auto& source = plan.estate.nics[nic].ipConfigurations.front().address;
        delivery->FromNic(nic, source, *IpAddress::Parse("10.5.0.4"));
        gate->Judge(nic, azure::RuleDirection::Inbound, {source, source, 6, true, 1024, 80});
    }

    AzurePlan plan;
    std::unique_ptr<azure::Delivery> delivery;
    std::unique_ptr<azure::SecurityGate> gate;
    std::unique_ptr<azure::Balancers> balancers;
};

double
InstallSeconds()
{
    const Topology topology = LargeHub();
    return CpuSeconds([&] {
        if (!Validate(topology).empty())
        {
            throw std::runtime_error("bench: the hub is not valid");
        }
        Installation in;
        in.ledger = CreateObject<FlowLedger>();
        InstallAzure(topology, in);
    });
}

double
CompileSeconds()
{
    Compiled all;
    return CpuSeconds([&] { all.CompileAll(); });
}

/** Every row of every subnet, as v_effective_route has it. */
double
TableSeconds()
{
    const Compiled all;
    size_t rows = 0;
    const double seconds = CpuSeconds([&] {
        for (azure::Index subnet = 0; subnet < all.plan.estate.subnets.size(); ++subnet)
        {
            rows += azure::EffectiveRoutes(all.plan.estate, subnet).size();
        }
    });
    return rows > SPOKES * SITES ? seconds : throw std::runtime_error("bench: rows are missing");
}

/** One spoke's table changes, and its next packet finds the new route. */
double
ChangeSeconds()
{
    constexpr int CHANGES = 100;
    Compiled all;
    all.CompileAll();
    const auto& nics = all.plan.estate.nics;
    const double seconds = CpuSeconds([&] {
        for (azure::Index i = 1; i <= CHANGES; ++i)
        {
            const auto subnet = nics[i * 3].subnet;
            auto& table = all.plan.estate.routeTables[all.plan.estate.subnets[subnet].routeTable];
            table.routes.back().prefix = *Prefix::Parse("198.51.100.0/24");
            all.delivery->Forget(subnet);
            all.gate->Forget(subnet);
            all.Ask(i * 3);
        }
    });
    for (azure::Index subnet = 0; subnet < all.plan.estate.subnets.size(); ++subnet)
    {
        if (!all.delivery->IsCompiled(subnet))
        {
            throw std::runtime_error("bench: a subnet lost its routes");
        }
    }
    return seconds / CHANGES;
}

/** Two spokes whose way to each other leads through a firewall, or a plain appliance. */
Topology
Inspected(bool firewall)
{
    using namespace build;
    const auto hub = Vnet("hub")
                         .Space("10.0.0.0/16")
                         .Subnet(firewall ? "AzureFirewallSubnet" : "nva", "10.0.1.0/26");
    FabricSettings settings;
    settings.nicDataRate = "10Gbps";
    const auto one = Vnet("one").Space("10.1.0.0/16").Subnet("s", "10.1.0.0/24").Uses("table");
    const auto two = Vnet("two").Space("10.2.0.0/16").Subnet("s", "10.2.0.0/24").Uses("table");
    TopologyBuilder lab("bench");
    lab.Fabric(settings)
        .Add(hub)
        .Add(one)
        .Add(two)
        .Peer(hub, one, AllowForwardedTraffic)
        .Peer(hub, two, AllowForwardedTraffic)
        .Add(Udr("table").Via("10.0.0.0/8", "10.0.1.4"))
        .Add(Vm("from").Nic("one/s"))
        .Add(Vm("to").Nic("two/s"));
    if (firewall)
    {
        lab.Add(FirewallIn("fw", "hub/AzureFirewallSubnet", "10.0.1.4")
                    .Public(PublicIp("pip").At("203.0.113.10"))
                    .Allow("UDP", {"10.0.0.0/8"}, {"10.0.0.0/8"}, {"*"}));
    }
    else
    {
        lab.Add(Vm("nva").Nic("hub/nva", "10.0.1.4").Forwarding());
    }
    return lab.Build();
}

double
PathSeconds(bool firewall)
{
    auto in = Install(Inspected(firewall));
    UdpLoad load(in.nodes.at("from"), in.nodes.at("to"), *IpAddress::Parse("10.2.0.4"));
    return load.Run(PACKETS, 64);
}

} // namespace

int
main(int argc, char** argv)
{
    const int pairs = Pairs(argc, argv);
    Config::SetDefault("ns3::Icmpv6L4Protocol::DAD", BooleanValue(false));
    const Sample compiling = InChild(CompileSeconds);
    ReportValue("hub with 1,000 spokes, routes and rules of all subnets compiled",
                compiling.value,
                "s",
                10);
    ReportValue("the same, peak", static_cast<double>(compiling.peakKb) / 1024, "MB", 2048);
    InformValue("the effective routes of all subnets as tables", InChild(TableSeconds).value, "s");
    const Sample installing = InChild(InstallSeconds);
    InformValue("validating and installing it", installing.value, "s");
    InformValue("the same, peak", static_cast<double>(installing.peakKb) / 1024, "MB");
    Report("one route change and the next packet / compiling all subnets",
           Compare(ChangeSeconds, CompileSeconds, pairs),
           0.01);
    Report("VM - firewall - VM / VM - plain appliance - VM, v4, 64 B",
           Compare([] { return PathSeconds(true); }, [] { return PathSeconds(false); }, pairs),
           1.5);
    return 0;
}
