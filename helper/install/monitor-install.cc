// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/monitor-install.h"

#include "helper/install/bastion-install.h"
#include "helper/install/metrics/balancer-metrics.h"
#include "helper/install/metrics/firewall-metrics.h"
#include "helper/install/metrics/gateway-metrics.h"

#include "ns3/mac48-address.h"

#include <fmt/format.h>
#include <map>

namespace ns3::v6lab
{

namespace
{

/** Runs begin at 2026-01-01T00:00:00Z, as utcNow() of templates says. */
constexpr int64_t EPOCH_MS = 1767225600000;

/** "2026-01-01T00:01:00Z"; runs last 30 days at most. */
std::string
TimeText(int64_t ns)
{
    const int64_t seconds = ns / 1'000'000'000;
    return fmt::format("2026-01-{:02}T{:02}:{:02}:{:02}Z",
                       1 + seconds / 86400,
                       seconds / 3600 % 24,
                       seconds / 60 % 60,
                       seconds % 60);
}

/** A NIC of the estate by the names of what it is in. */
struct NicPlace
{
    std::string name;
    std::string mac;
    const FlowLog* log{nullptr};
};

std::vector<std::string>
SubnetNames(const Topology& topology) // in the order of the plan
{
    std::vector<std::string> names;
    for (const auto& vnet : topology.virtualNetworks)
    {
        for (const auto& subnet : vnet.subnets)
        {
            names.push_back(vnet.name + "/" + subnet.name);
        }
    }
    return names;
}

/** "00AABBCCDDEE" as flow logs write it. */
std::string
MacText(const Ptr<NetDevice>& device)
{
    uint8_t bytes[6];
    Mac48Address::ConvertFrom(device->GetAddress()).CopyTo(bytes);
    std::string text;
    for (const uint8_t byte : bytes)
    {
        text += fmt::format("{:02X}", byte);
    }
    return text;
}

/** The interfaces by index; of several logs that of the interface counts, then of the subnet. */
std::map<azure::Index, NicPlace>
Places(const Topology& topology, const Installation& installation)
{
    const auto subnets = SubnetNames(topology);
    std::map<azure::Index, NicPlace> places;
    for (const auto& [name, device] : installation.devices)
    {
        const auto nic = DynamicCast<FabricNic>(device);
        if (!nic || nic->GetSide() != FabricNic::Side::Azure)
        {
            continue;
        }
        const auto index = nic->GetEstateIndex();
        const std::string& subnet = subnets.at(installation.fabric->GetEstate().nics[index].subnet);
        NicPlace place{name, MacText(device)};
        for (const std::string& target : {subnet.substr(0, subnet.find('/')), subnet, name})
        {
            for (const auto& log : topology.flowLogs)
            {
                place.log = log.enabled && log.target == target ? &log : place.log;
            }
        }
        places.emplace(index, place);
    }
    return places;
}

} // namespace

Ptr<Monitor>
InstallMonitor(const Topology& topology, const Installation& installation)
{
    if (!installation.fabric || topology.virtualNetworks.empty())
    {
        return nullptr;
    }
    const auto monitor = CreateObject<Monitor>();
    std::set<azure::Index> logged;
    for (const auto& [index, place] : Places(topology, installation))
    {
        if (place.log)
        {
            logged.insert(index);
        }
    }
    for (const auto& nic : topology.networkInterfaces)
    {
        if (const auto device = installation.devices.find(nic.name);
            device != installation.devices.end())
        {
            monitor->RegisterNic(nic.name, DynamicCast<FabricNic>(device->second));
        }
    }
    for (const auto& bastion : topology.bastionHosts)
    {
        const auto relay = FindBastion(installation, bastion.name);
        monitor->Register({bastion.name,
                           "Microsoft.Network/bastionHosts",
                           "sessions",
                           "",
                           Aggregation::Average,
                           [relay] { return static_cast<double>(relay->GetSessions()); }});
    }
    RegisterBalancers(installation, *monitor);
    RegisterNatGateways(installation, *monitor);
    RegisterGateways(topology, installation, *monitor);
    RegisterCircuits(topology, installation, *monitor);
    RegisterFirewalls(topology, installation, *monitor);
    monitor->Watch(installation.fabric, logged);
    return monitor;
}

std::vector<FlowLogRow>
FlowLogRows(const Topology& topology, const Installation& installation, const Ptr<Monitor>& monitor)
{
    const auto places = Places(topology, installation);
    std::vector<FlowLogRow> rows;
    for (const auto& tuple : monitor->FinishFlowLog())
    {
        const NicPlace& place = places.at(tuple.nic);
        FlowLogRow row;
        row.time = TimeText(tuple.recordNs);
        row.flowLogResourceId = place.log->name;
        row.targetResourceId = place.log->target;
        row.mac = place.mac;
        row.aclId = tuple.group;
        row.rule = tuple.rule;
        row.timestamp = EPOCH_MS + tuple.timeNs / 1'000'000;
        row.source = tuple.first.source.ToString();
        row.destination = tuple.first.destination.ToString();
        row.sourcePort = tuple.first.sourcePort;
        row.destinationPort = tuple.first.destinationPort;
        row.protocol = tuple.first.protocol;
        row.direction = tuple.direction == azure::RuleDirection::Inbound ? "I" : "O";
        row.state = static_cast<char>(tuple.state);
        row.packetsSent = tuple.packetsSent;
        row.bytesSent = tuple.bytesSent;
        row.packetsReceived = tuple.packetsReceived;
        row.bytesReceived = tuple.bytesReceived;
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<MetricRow>
MetricRows(const Ptr<Monitor>& monitor)
{
    std::vector<MetricRow> rows;
    for (const auto& value : monitor->FinishMetrics())
    {
        const auto& source = monitor->GetSources()[value.source];
        rows.push_back({TimeText(value.timeNs),
                        source.resource,
                        source.type,
                        source.metric,
                        source.dimensions,
                        value.value,
                        ToWord(source.aggregation)});
    }
    return rows;
}

} // namespace ns3::v6lab
