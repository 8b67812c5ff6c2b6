// SPDX-License-Identifier: GPL-2.0-only
#include "helper/topology/managed-networks.h"

#include <algorithm>
#include <set>

namespace ns3::v6lab
{

namespace
{

/** Applies configurations one after the other. */
class ManagerRun
{
  public:
    explicit ManagerRun(const Topology& topology)
        : m_topology(topology)
    {
        m_out.virtualNetworks = topology.virtualNetworks;
        for (size_t i = 0; i < topology.virtualNetworks.size(); ++i)
        {
            m_places.emplace(topology.virtualNetworks[i].name, i);
        }
    }

    ManagedNetworks Run()
    {
        for (size_t i = 0; i < m_topology.networkManagers.size(); ++i)
        {
            const auto& configurations = m_topology.networkManagers[i].connectivityConfigurations;
            for (size_t j = 0; j < configurations.size(); ++j)
            {
                m_by = {i, j};
                Apply(m_topology.networkManagers[i], configurations[j]);
            }
        }
        return std::move(m_out);
    }

  private:
    void Apply(const NetworkManager& manager, const ConnectivityConfiguration& configuration)
    {
        std::set<size_t> all;
        bool global = configuration.isGlobal;
        for (const auto& item : configuration.appliesToGroups)
        {
            const auto members = Members(manager, item.networkGroup, configuration);
            all.insert(members.begin(), members.end());
            global |= item.isGlobal;
            if (configuration.connectivityTopology == "HubAndSpoke")
            {
                HubAndSpoke(configuration, item, members);
            }
        }
        if (configuration.connectivityTopology == "Mesh")
        {
            DeletePeerings(configuration, all);
            Mesh(all, global);
        }
    }

    bool IsDeployed(size_t place, const ConnectivityConfiguration& configuration) const // N5
    {
        const auto& regions = configuration.deployedTo;
        return std::find(regions.begin(),
                         regions.end(),
                         m_topology.virtualNetworks[place].location) != regions.end();
    }

    /** Of a network group, those in regions where the configuration is deployed. */
    std::set<size_t> Members(const NetworkManager& manager,
                             const std::string& name,
                             const ConnectivityConfiguration& configuration) const
    {
        std::set<size_t> members;
        for (const auto& group : manager.networkGroups)
        {
            for (const auto& network : group.virtualNetworks)
            {
                const auto place = m_places.find(network);
                if (group.name == name && place != m_places.end() &&
                    IsDeployed(place->second, configuration))
                {
                    members.insert(place->second);
                }
            }
        }
        return members;
    }

    void HubAndSpoke(const ConnectivityConfiguration& configuration,
                     const ConnectivityGroupItem& item,
                     std::set<size_t> spokes)
    {
        const auto hub = m_places.find(configuration.hub);
        if (hub == m_places.end())
        {
            return;
        }
        spokes.erase(hub->second);
        std::set<size_t> touched = spokes;
        if (IsDeployed(hub->second, configuration))
        {
            touched.insert(hub->second);
        }
        DeletePeerings(configuration, touched);
        for (const size_t spoke : spokes)
        {
            // N3: without a gateway in the hub the side of the spoke cannot be made.
            if (!item.useHubGateway || HasGateway(m_topology, configuration.hub))
            {
                AddPeering(spoke, hub->second, false, item.useHubGateway);
            }
            if (IsDeployed(hub->second, configuration))
            {
                AddPeering(hub->second, spoke, item.useHubGateway, false);
            }
        }
        if (item.groupConnectivity == "DirectlyConnected")
        {
            Mesh(spokes, item.isGlobal || configuration.isGlobal);
        }
    }

    /** One side; one that is there stays as it is. */
    void AddPeering(size_t from, size_t to, bool transit, bool remoteGateways)
    {
        auto& network = m_out.virtualNetworks[from];
        const std::string& remote = m_out.virtualNetworks[to].name;
        for (const auto& peering : network.virtualNetworkPeerings)
        {
            if (peering.remoteVirtualNetwork == remote)
            {
                return;
            }
        }
        VirtualNetworkPeering peering;
        peering.name = ManagedPeeringName(network.name, remote);
        peering.remoteVirtualNetwork = remote;
        peering.allowForwardedTraffic = true;
        peering.allowGatewayTransit = transit;
        peering.useRemoteGateways = remoteGateways;
        m_out.makers[{from, network.virtualNetworkPeerings.size()}] = m_by;
        network.virtualNetworkPeerings.push_back(peering);
    }

    /** N5: those that others made, of the networks it manages; its own kind stays. */
    void DeletePeerings(const ConnectivityConfiguration& configuration,
                        const std::set<size_t>& places)
    {
        for (const size_t place : places)
        {
            auto& peerings = m_out.virtualNetworks[place].virtualNetworkPeerings;
            const size_t others = m_topology.virtualNetworks[place].virtualNetworkPeerings.size();
            if (configuration.deleteExistingPeering && m_cleared.insert(place).second)
            {
                peerings.erase(peerings.begin(),
                               peerings.begin() + static_cast<std::ptrdiff_t>(others));
                Renumber(place, others);
            }
        }
    }

    void Renumber(size_t place, size_t gone)
    {
        std::map<std::pair<size_t, size_t>, ConfigurationPlace> makers;
        for (const auto& [where, by] : m_out.makers)
        {
            makers[{where.first, where.second - (where.first == place ? gone : 0)}] = by;
        }
        m_out.makers = std::move(makers);
    }

    /** N1: within a region, unless it is global. */
    void Mesh(const std::set<size_t>& members, bool global)
    {
        std::map<std::string, std::vector<size_t>> byRegion;
        for (const size_t place : members)
        {
            byRegion[global ? "" : m_topology.virtualNetworks[place].location].push_back(place);
        }
        for (auto& [region, places] : byRegion)
        {
            m_out.meshes.push_back({m_by, std::move(places)});
        }
    }

    const Topology& m_topology;
    std::map<std::string, size_t> m_places;
    std::set<size_t> m_cleared; //!< networks whose other peerings are deleted
    ConfigurationPlace m_by;
    ManagedNetworks m_out;
};

} // namespace

ManagedNetworks
ApplyManagers(const Topology& topology)
{
    return ManagerRun(topology).Run();
}

std::string
ManagedPeeringName(const std::string& from, const std::string& to)
{
    return "ANM_" + from + "_" + to;
}

bool
HasGateway(const Topology& topology, const std::string& virtualNetwork)
{
    const std::string start = virtualNetwork + "/";
    for (const auto& gateway : topology.virtualNetworkGateways)
    {
        for (const auto& configuration : gateway.ipConfigurations)
        {
            if (configuration.subnet.compare(0, start.size(), start) == 0)
            {
                return true;
            }
        }
    }
    return false;
}

} // namespace ns3::v6lab
