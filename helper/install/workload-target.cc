// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/workload-target.h"

#include "helper/install/balancer-install.h"
#include "helper/install/late-addresses.h"
#include "helper/install/workload-kind.h"
#include "model/vpn/vpn-service.h"
#include "model/workload/destination-choice.h"

#include <algorithm>
#include <fmt/format.h>
#include <iterator>
#include <set>
#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

bool
IsServedBy(const Workload& workload, const FrontendService& service)
{
    const bool udp = KindOf(workload) == WorkloadKind::UdpEcho;
    return service.protocol == (udp ? "Udp" : "Tcp") && service.frontendPort == PortOf(workload);
}

} // namespace

std::optional<Family>
OnlyFamily(const Workload& workload)
{
    if (workload.family == "auto")
    {
        return std::nullopt;
    }
    return workload.family == "v6" ? Family::V6 : Family::V4;
}

WorkloadTargets::WorkloadTargets(const Topology& topology, const Installation& installation)
    : m_topology(topology),
      m_installation(installation)
{
}

WorkloadTarget
WorkloadTargets::Resolve(const Workload& workload) const
{
    const auto literal = IpAddress::Parse(workload.to);
    const WorkloadTarget frontend = FrontendOf(workload, literal);
    if (!frontend.addresses.empty() || IsBalancer(workload.to))
    {
        return frontend;
    }
    if (literal)
    {
        WorkloadTarget target{workload.server.empty() ? OwnersOf(workload, *literal)
                                                      : ServersOf(workload.server),
                              {*literal}};
        target.pooled = !workload.server.empty() && target.nodes.size() > 1;
        return target;
    }
    if (CallsName(workload))
    {
        return {workload.server.empty() ? std::vector<std::string>()
                                        : std::vector<std::string>{workload.server},
                {}};
    }
    if (m_installation.nodes.count(workload.to) == 0)
    {
        throw std::invalid_argument(
            fmt::format("workload {}: \"{}\" is neither a node nor an address",
                        workload.name,
                        workload.to));
    }
    return NodeOf(workload);
}

WorkloadTarget
WorkloadTargets::NodeOf(const Workload& workload) const
{
    const auto only = OnlyFamily(workload);
    WorkloadTarget target{{workload.to}, {}};
    target.late = LateAddresses(m_topology, m_installation, workload.to, only);
    if (only)
    {
        target.addresses = SortFor(m_installation.nodes.at(workload.from),
                                   AddressesFor(workload, *only),
                                   DeviceOf(workload));
        target.addresses.resize(std::min<size_t>(target.addresses.size(), 1));
        return target;
    }
    auto known = AddressesFor(workload, Family::V6);
    const auto ipv4 = AddressesFor(workload, Family::V4);
    known.insert(known.end(), ipv4.begin(), ipv4.end());
    target.addresses = SortFor(m_installation.nodes.at(workload.from),
                               known,
                               DeviceOf(workload)); // as a host that asks for a name
    return target;
}

Ptr<NetDevice>
WorkloadTargets::DeviceOf(const Workload& workload) const
{
    if (workload.vpn.empty())
    {
        return nullptr;
    }
    const auto service = m_installation.vpnServices.find(workload.from + "/" + workload.vpn);
    if (service == m_installation.vpnServices.end())
    {
        throw std::invalid_argument(fmt::format("workload {}: {} has no VPN service \"{}\"",
                                                workload.name,
                                                workload.from,
                                                workload.vpn));
    }
    return service->second->GetDevice();
}

WorkloadTarget
WorkloadTargets::FrontendOf(const Workload& workload, const std::optional<IpAddress>& literal) const
{
    WorkloadTarget target;
    std::set<std::string> nodes;
    for (const auto& [name, services] : m_installation.frontends)
    {
        for (const FrontendService& service : services)
        {
            const auto only = OnlyFamily(workload);
            const bool called =
                literal ? service.address == *literal
                        : name == workload.to && (!only || *only == service.address.GetFamily());
            if (!called)
            {
                continue;
            }
            if (std::count(target.addresses.begin(), target.addresses.end(), service.address) == 0)
            {
                target.addresses.push_back(service.address);
            }
            if (service.protocol == "All" || IsServedBy(workload, service))
            {
                target.port = service.backendPort;
                nodes.insert(service.machines.begin(), service.machines.end());
            }
        }
    }
    if (!workload.server.empty())
    {
        const auto servers = ServersOf(workload.server);
        nodes = {servers.begin(), servers.end()};
    }
    target.nodes.assign(nodes.begin(), nodes.end());
    target.pooled = nodes.size() > 1;
    if (!literal && workload.family == "auto")
    {
        target.addresses = SortFor(m_installation.nodes.at(workload.from), target.addresses);
    }
    return target;
}

bool
WorkloadTargets::CallsName(const Workload& workload) const
{
    return !IpAddress::Parse(workload.to) && m_installation.nodes.count(workload.to) == 0 &&
           workload.to.find('.') != std::string::npos;
}

bool
WorkloadTargets::IsBalancer(const std::string& name) const
{
    const auto& all = m_topology.loadBalancers;
    return std::any_of(all.begin(), all.end(), [&](const LoadBalancer& balancer) {
        return balancer.name == name;
    });
}

std::vector<std::string>
WorkloadTargets::ServersOf(const std::string& name) const
{
    const auto pool = m_installation.frontends.find(name);
    if (pool == m_installation.frontends.end())
    {
        return {name};
    }
    std::set<std::string> machines;
    for (const FrontendService& service : pool->second)
    {
        machines.insert(service.machines.begin(), service.machines.end());
    }
    return {machines.begin(), machines.end()};
}

std::vector<IpAddress>
WorkloadTargets::AddressesFor(const Workload& workload, Family family) const
{
    const bool outside =
        std::any_of(m_topology.nodes.begin(), m_topology.nodes.end(), [&](const OutsideNode& node) {
            return node.name == workload.from;
        });
    const auto known = [&](const std::map<std::string, std::vector<IpAddress>>& all) {
        std::vector<IpAddress> addresses;
        if (const auto found = all.find(workload.to); found != all.end())
        {
            std::copy_if(found->second.begin(),
                         found->second.end(),
                         std::back_inserter(addresses),
                         [&](const IpAddress& address) { return address.GetFamily() == family; });
        }
        return addresses;
    };
    const auto published =
        outside ? known(m_installation.publicAddresses) : std::vector<IpAddress>();
    return published.empty() ? known(m_installation.addresses) : published;
}

std::vector<std::string>
WorkloadTargets::OwnersOf(const Workload& workload, const IpAddress& address) const
{
    std::vector<std::string> owners;
    for (const auto& [name, node] : m_installation.nodes)
    {
        for (const auto* known : {&m_installation.addresses, &m_installation.publicAddresses})
        {
            const auto found = known->find(name);
            if (found != known->end() &&
                std::count(found->second.begin(), found->second.end(), address) != 0)
            {
                owners.push_back(name);
                break;
            }
        }
    }
    if (std::count(owners.begin(), owners.end(), workload.from) != 0)
    {
        throw std::invalid_argument(fmt::format("workload {}: {} is an address of {}; a flow "
                                                "must not end where it starts",
                                                workload.name,
                                                workload.to,
                                                workload.from));
    }
    return owners;
}

} // namespace ns3::v6lab
