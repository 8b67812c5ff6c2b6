// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/outage-install.h"

#include "helper/install/authored-quantity.h"
#include "helper/install/gateway-plan.h"
#include "model/routing/link-outage.h"

namespace ns3::v6lab
{

void
InstallOutages(const std::vector<LinkOutage>& outages,
               const NetDeviceContainer& ends,
               const std::string& where)
{
    for (const auto& outage : outages)
    {
        OutageTimes times;
        times.from = ReadDuration(outage.from, where + ": from");
        if (!outage.to.empty())
        {
            times.to = ReadDuration(outage.to, where + ": to");
        }
        times.silent = outage.silent;
        ScheduleOutage(ends, times);
    }
}

namespace
{

void
InstallCircuitOutages(const ExpressRouteCircuit& circuit, const Installation& installation)
{
    for (const bool secondary : {false, true})
    {
        const std::string edge = EdgeName(circuit, secondary);
        const auto& router = secondary ? circuit.secondaryRouter : circuit.primaryRouter;
        const auto& devices = installation.devices;
        const auto ours = devices.find(router + "/" + edge);
        const auto theirs = devices.find(edge + "/" + router);
        if (ours != devices.end() && theirs != devices.end())
        {
            InstallOutages(secondary ? circuit.secondaryOutages : circuit.primaryOutages,
                           NetDeviceContainer(ours->second, theirs->second),
                           "outage of " + edge);
        }
    }
}

} // namespace

void
InstallOutages(const Topology& topology, Installation& installation)
{
    for (const auto& link : topology.links)
    {
        NetDeviceContainer ends;
        for (const auto& node : topology.nodes)
        {
            const auto device = installation.devices.find(node.name + "/" + link.name);
            if (device != installation.devices.end())
            {
                ends.Add(device->second);
            }
        }
        InstallOutages(link.outages, ends, "outage of link " + link.name);
    }
    for (const auto& circuit : topology.expressRouteCircuits)
    {
        InstallCircuitOutages(circuit, installation);
    }
}

} // namespace ns3::v6lab
