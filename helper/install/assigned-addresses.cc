// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/assigned-addresses.h"

#include "helper/install/azure-plan.h"
#include "helper/topology/firewall-machines.h"

#include <map>

namespace ns3::v6lab
{

Topology
WithAssignedAddresses(const Topology& topology)
{
    const AzurePlan plan = PlanAzure(topology);
    std::map<std::string, std::string> publicAddresses;
    Topology assigned = topology;
    for (auto& nic : assigned.networkInterfaces)
    {
        const auto& planned = plan.estate.nics.at(plan.nics.at(nic.name)).ipConfigurations;
        for (size_t i = 0; i < nic.ipConfigurations.size(); ++i)
        {
            auto& configuration = nic.ipConfigurations[i];
            configuration.privateIPAddress = planned.at(i).address.ToString();
            if (planned.at(i).publicAddress)
            {
                publicAddresses[configuration.publicIPAddress] =
                    planned.at(i).publicAddress->ToString();
            }
        }
    }
    for (auto& firewall : assigned.azureFirewalls)
    {
        const auto& planned = plan.estate.nics.at(plan.nics.at(InterfaceOf(firewall)));
        for (size_t i = 0; i < firewall.ipConfigurations.size(); ++i)
        {
            const auto& one = planned.ipConfigurations.at(i);
            firewall.ipConfigurations[i].privateIPAddress = one.address.ToString();
            if (one.publicAddress)
            {
                publicAddresses[firewall.ipConfigurations[i].publicIPAddress] =
                    one.publicAddress->ToString();
            }
        }
    }
    for (auto& address : assigned.publicIPAddresses)
    {
        const auto found = publicAddresses.find(address.name);
        if (found != publicAddresses.end())
        {
            address.ipAddress = found->second;
        }
    }
    return assigned;
}

} // namespace ns3::v6lab
