// SPDX-License-Identifier: GPL-2.0-only
#include "helper/topology/build-manager.h"

#include <stdexcept>

namespace ns3::v6lab::build
{

Manager::Manager(const std::string& name)
{
    m_manager.name = name;
}

Manager&
Manager::Group(const std::string& name, const std::vector<std::string>& virtualNetworks)
{
    m_manager.networkGroups.push_back({name, virtualNetworks});
    return *this;
}

Manager&
Manager::HubAndSpoke(const std::string& hub, const std::string& group, bool directly)
{
    auto& configuration = Add("HubAndSpoke", group);
    configuration.hub = hub;
    configuration.appliesToGroups[0].groupConnectivity = directly ? "DirectlyConnected" : "None";
    return *this;
}

Manager&
Manager::Mesh(const std::string& group)
{
    Add("Mesh", group);
    return *this;
}

Manager&
Manager::Global()
{
    auto& configuration = Last();
    configuration.isGlobal = true;
    for (auto& item : configuration.appliesToGroups)
    {
        item.isGlobal = true;
    }
    return *this;
}

Manager&
Manager::UseHubGateway()
{
    for (auto& item : Last().appliesToGroups)
    {
        item.useHubGateway = true;
    }
    return *this;
}

Manager&
Manager::DisallowOverlap()
{
    Last().connectedGroupAddressOverlap = "Disallowed";
    return *this;
}

Manager&
Manager::DeleteExistingPeerings()
{
    Last().deleteExistingPeering = true;
    return *this;
}

Manager&
Manager::DeployedTo(const std::string& region)
{
    Last().deployedTo.push_back(region);
    return *this;
}

ConnectivityConfiguration&
Manager::Add(const std::string& topology, const std::string& group)
{
    auto& all = m_manager.connectivityConfigurations;
    auto& configuration = all.emplace_back();
    configuration.name = "configuration-" + std::to_string(all.size());
    configuration.connectivityTopology = topology;
    configuration.appliesToGroups.emplace_back().networkGroup = group;
    return configuration;
}

ConnectivityConfiguration&
Manager::Last()
{
    if (m_manager.connectivityConfigurations.empty())
    {
        throw std::logic_error("say HubAndSpoke() or Mesh() first");
    }
    return m_manager.connectivityConfigurations.back();
}

} // namespace ns3::v6lab::build
