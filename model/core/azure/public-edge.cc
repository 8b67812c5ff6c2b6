// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/azure/public-edge.h"

#include "model/core/special-addresses.h"

namespace ns3::v6lab::azure
{

PublicEdge::PublicEdge(const Estate& estate)
{
    using Kind = PublicTarget::Kind;
    const auto insert = [this](const IpAddress& address, const PublicTarget& target) {
        m_targets.Insert(Prefix(address, address.GetBits()), target);
    };
    // Global IPv6 space of a virtual network is Azure's, but only public addresses are reachable.
    for (const auto& vnet : estate.vnets)
    {
        for (const auto& prefix : vnet.prefixes)
        {
            if (prefix.GetFamily() == Family::V6 && IsPublic(prefix.GetAddress()))
            {
                m_targets.Insert(prefix, {});
            }
        }
    }
    for (const auto& address : estate.idlePublicAddresses)
    {
        insert(address, {});
    }
    for (Index host = 0; host < estate.internetHosts.size(); ++host)
    {
        for (const auto& prefix : estate.internetHosts[host].prefixes)
        {
            m_targets.Insert(prefix, {Kind::Host, host});
        }
        for (const auto& address : estate.internetHosts[host].addresses)
        {
            insert(address, {Kind::Host, host});
        }
    }
    for (Index nic = 0; nic < estate.nics.size(); ++nic)
    {
        for (const auto& configuration : estate.nics[nic].ipConfigurations)
        {
            if (configuration.publicAddress)
            {
                insert(*configuration.publicAddress, {Kind::Nic, nic, configuration.address});
            }
        }
    }
    for (const auto& gateway : estate.natGateways)
    {
        for (const auto& address : gateway.settings.publicAddresses)
        {
            insert(address, {Kind::Shared, NOTHING});
        }
    }
    for (Index i = 0; i < estate.loadBalancers.size(); ++i)
    {
        for (const auto& frontend : estate.loadBalancers[i].settings.frontends)
        {
            if (frontend.isPublic)
            {
                insert(frontend.address, {Kind::Frontend, i});
            }
        }
    }
    if (estate.sharedOutbound)
    {
        insert(*estate.sharedOutbound, {Kind::Shared, NOTHING});
    }
}

} // namespace ns3::v6lab::azure
