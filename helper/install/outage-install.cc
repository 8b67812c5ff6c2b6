// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/outage-install.h"

#include "helper/install/authored-quantity.h"
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
}

} // namespace ns3::v6lab
