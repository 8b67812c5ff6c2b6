// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/azure/address-owners.h"

namespace ns3::v6lab::azure
{

AddressOwners::AddressOwners(const Estate& estate)
{
    m_owners.reserve(estate.nics.size());
    for (Index nic = 0; nic < estate.nics.size(); ++nic)
    {
        const Index vnet = estate.subnets[estate.nics[nic].subnet].vnet;
        for (const auto& configuration : estate.nics[nic].ipConfigurations)
        {
            m_owners.emplace(KeyOf(vnet, configuration.address), nic);
        }
    }
    for (Index i = 0; i < estate.loadBalancers.size(); ++i)
    {
        const auto& balancer = estate.loadBalancers[i];
        for (size_t j = 0; j < balancer.frontendVnets.size(); ++j)
        {
            if (balancer.frontendVnets[j] != NOTHING)
            {
                m_frontends.emplace(
                    KeyOf(balancer.frontendVnets[j], balancer.settings.frontends[j].address),
                    i);
            }
        }
    }
}

} // namespace ns3::v6lab::azure
