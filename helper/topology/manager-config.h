// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_MANAGER_CONFIG_H
#define V6LAB_MANAGER_CONFIG_H

#include <cstdint>
#include <string>
#include <vector>

/** Virtual Network Manager, private endpoints and Monitor, with Azure's field names. */
namespace ns3::v6lab
{

/** Virtual networks that configurations are applied to together. */
struct NetworkGroup
{
    std::string name;
    std::vector<std::string> virtualNetworks; //!< names of its members
};

/** A network group that a connectivity configuration is applied to. */
struct ConnectivityGroupItem
{
    std::string networkGroup;
    std::string groupConnectivity{"None"}; //!< None or DirectlyConnected
    bool useHubGateway{false};
    bool isGlobal{false};
};

/** Peerings by intent: a hub and its spokes, or a mesh (rules N1 to N5). */
struct ConnectivityConfiguration
{
    std::string name;
    std::string connectivityTopology; //!< HubAndSpoke or Mesh
    std::string hub;                  //!< name of a virtual network, with HubAndSpoke
    std::vector<ConnectivityGroupItem> appliesToGroups;
    bool deleteExistingPeering{false};
    bool isGlobal{false};
    /** Allowed: overlapping prefixes are left out of the mesh (N2); or Disallowed. */
    std::string connectedGroupAddressOverlap{"Allowed"};
    std::vector<std::string> deployedTo; //!< regions; without effect where not deployed (N5)
};

/** Azure Virtual Network Manager: groups, and what connects them. */
struct NetworkManager
{
    std::string name;
    std::vector<NetworkGroup> networkGroups;
    std::vector<ConnectivityConfiguration> connectivityConfigurations;
};

/** The interface of a platform service in a subnet: IPv4 only (R8). */
struct PrivateEndpoint
{
    std::string name;
    std::string subnet;           //!< "virtual network/subnet"
    std::string privateIPAddress; //!< empty: the next free one
    std::string service;          //!< node that answers behind it, or empty: nothing does
};

/** VNet flow logs, version 4. */
struct FlowLog
{
    std::string name;
    std::string target; //!< "virtual network", "virtual network/subnet" or a network interface
    bool enabled{true};
};

} // namespace ns3::v6lab

#endif // V6LAB_MANAGER_CONFIG_H
