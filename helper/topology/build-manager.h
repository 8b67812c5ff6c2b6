// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BUILD_MANAGER_H
#define V6LAB_BUILD_MANAGER_H

#include "helper/topology/topology.h"

#include <string>
#include <vector>

/** Virtual Network Manager, private endpoints, Bastion and flow logs in C++; see builder.h. */
namespace ns3::v6lab::build
{

/**
 * A network manager. Configurations are named after their order ("configuration-1") and are without
 * effect until DeployedTo(); what follows a configuration changes that configuration.
 */
class Manager
{
  public:
    explicit Manager(const std::string& name);

    Manager& Group(const std::string& name, const std::vector<std::string>& virtualNetworks);
    /** Peerings between the hub and the members of a group; directly: these are meshed, too. */
    Manager& HubAndSpoke(const std::string& hub, const std::string& group, bool directly = false);
    /** A connected group of the members of a group. */
    Manager& Mesh(const std::string& group);
    /** Across regions. Throws std::logic_error, as all below, before any configuration. */
    Manager& Global();
    Manager& UseHubGateway();
    Manager& DisallowOverlap();
    Manager& DeleteExistingPeerings();
    Manager& DeployedTo(const std::string& region);

    const NetworkManager& Get() const
    {
        return m_manager;
    }

  private:
    ConnectivityConfiguration& Add(const std::string& topology, const std::string& group);
    ConnectivityConfiguration& Last();

    NetworkManager m_manager;
};

/** A private endpoint in "vnet/subnet"; without address the next free one. */
inline v6lab::PrivateEndpoint
EndpointIn(const std::string& name,
           const std::string& subnet,
           const std::string& service,
           const std::string& address = "")
{
    return {name, subnet, address, service};
}

/** A flow log of a virtual network, a subnet or a network interface. */
inline v6lab::FlowLog
LogFlows(const std::string& name, const std::string& target)
{
    return {name, target, true};
}

/** A Bastion with an IPv4 public address, of the SKU Standard if nothing else is said. */
inline v6lab::BastionHost
Bastion(const std::string& name,
        const std::string& virtualNetwork,
        const std::string& publicAddress,
        const std::string& sku = "Standard")
{
    return {name, sku, {{"ip", virtualNetwork + "/AzureBastionSubnet", publicAddress, ""}}, false};
}

} // namespace ns3::v6lab::build

#endif // V6LAB_BUILD_MANAGER_H
