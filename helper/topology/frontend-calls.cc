// SPDX-License-Identifier: GPL-2.0-only
#include "helper/topology/frontend-calls.h"

#include "helper/topology/reachability.h"
#include "model/core/address.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

constexpr uint16_t ANY_PORT = 80; //!< with HA ports

/** What is called of a load balancer, over one IP version. */
struct Service
{
    bool isPublic{false};
    uint16_t port{0};
};

std::optional<Service>
ServiceOf(const LoadBalancer& balancer, const std::string& version)
{
    const auto& frontends = balancer.frontendIPConfigurations;
    // By the load balancer's name only its first frontend of a version is called.
    const auto frontend = std::find_if(frontends.begin(), frontends.end(), [&](const auto& one) {
        return one.privateIPAddressVersion == version;
    });
    if (frontend == frontends.end())
    {
        return std::nullopt;
    }
    for (const auto& rule : balancer.loadBalancingRules)
    {
        if (rule.frontendIPConfiguration == frontend->name && rule.protocol != "Udp")
        {
            const uint16_t port = rule.protocol == "All" ? ANY_PORT : rule.frontendPort;
            return Service{!frontend->publicIPAddress.empty(), port};
        }
    }
    return std::nullopt;
}

template <class Wanted>
bool
AnyConfiguration(const Topology& topology, const VirtualMachine& machine, const Wanted& wanted)
{
    for (const auto& nic : topology.networkInterfaces)
    {
        const auto& own = machine.networkInterfaces;
        if (std::count(own.begin(), own.end(), nic.name) != 0 &&
            std::any_of(nic.ipConfigurations.begin(), nic.ipConfigurations.end(), wanted))
        {
            return true;
        }
    }
    return false;
}

bool
Speaks(const OutsideNode& node, Family family)
{
    const auto& all = node.internet->addresses;
    return std::any_of(all.begin(), all.end(), [&](const std::string& text) {
        const auto address = IpAddress::Parse(text);
        return address && address->GetFamily() == family;
    });
}

/** The nodes that call a service, at most MAX_FULL_MESH, evenly spread. */
std::vector<std::string>
CallersOf(const Topology& topology,
          const LoadBalancer& balancer,
          const Service& service,
          const std::string& version)
{
    std::vector<std::string> callers;
    if (service.isPublic)
    {
        for (const auto& node : topology.nodes)
        {
            if (node.internet && Speaks(node, version == "IPv6" ? Family::V6 : Family::V4))
            {
                callers.push_back(node.name);
            }
        }
    }
    else
    {
        for (const auto& machine : topology.virtualMachines)
        {
            const auto speaks = [&](const IpConfiguration& one) {
                return one.privateIPAddressVersion == version;
            };
            if (AnyConfiguration(topology, machine, speaks) &&
                !IsBehind(topology, machine, balancer))
            {
                callers.push_back(machine.name);
            }
        }
    }
    const size_t step = (callers.size() + MAX_FULL_MESH - 1) / MAX_FULL_MESH;
    std::vector<std::string> some;
    for (size_t i = 0; i < callers.size(); i += step)
    {
        some.push_back(callers[i]);
    }
    return some;
}

} // namespace

bool
IsBehind(const Topology& topology, const VirtualMachine& machine, const LoadBalancer& balancer)
{
    return AnyConfiguration(topology, machine, [&](const IpConfiguration& one) {
        const auto leads = [&](const std::string& name) {
            return name.rfind(balancer.name + "/", 0) == 0;
        };
        const auto& pools = one.loadBalancerBackendAddressPools;
        const auto& rules = one.loadBalancerInboundNatRules;
        return std::any_of(pools.begin(), pools.end(), leads) ||
               std::any_of(rules.begin(), rules.end(), leads);
    });
}

bool
HasPublicService(const Topology& topology)
{
    const auto& all = topology.loadBalancers;
    return std::any_of(all.begin(), all.end(), [](const LoadBalancer& balancer) {
        const auto four = ServiceOf(balancer, "IPv4");
        const auto six = ServiceOf(balancer, "IPv6");
        return (four && four->isPublic) || (six && six->isPublic);
    });
}

void
AddFrontendCalls(Topology& topology)
{
    for (const auto& balancer : topology.loadBalancers)
    {
        for (const std::string version : {"IPv4", "IPv6"})
        {
            const auto service = ServiceOf(balancer, version);
            if (!service)
            {
                continue;
            }
            for (const auto& caller : CallersOf(topology, balancer, *service, version))
            {
                Workload call;
                call.family = version == "IPv6" ? "v6" : "v4";
                call.name = "tcp " + call.family + " " + caller + " → " + balancer.name;
                call.kind = "tcp";
                call.from = caller;
                call.to = balancer.name;
                call.start = std::to_string(topology.workloads.size()) + "ms";
                call.count = 1;
                call.replySize = 64;
                call.port = service->port;
                topology.workloads.push_back(call);
            }
        }
    }
}

} // namespace ns3::v6lab
