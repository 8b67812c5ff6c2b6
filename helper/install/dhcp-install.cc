// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/dhcp-install.h"

#include "helper/topology/dhcp-text.h"
#include "model/advertisement/router-listener.h"
#include "model/dhcpv6/dhcpv6-client.h"
#include "model/dhcpv6/dhcpv6-server.h"

#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

InformationSettings
SettingsOf(const OutsideNode& node, const Dhcpv6Config& config)
{
    try
    {
        return ReadDhcpv6(config);
    }
    catch (const std::invalid_argument& error)
    {
        throw std::invalid_argument("dhcpv6 of node " + node.name + " on link " + config.link +
                                    ": " + error.what());
    }
}

} // namespace

void
InstallDhcp(const Topology& topology, Installation& installation)
{
    for (const auto& node : topology.nodes)
    {
        const auto object = installation.nodes.at(node.name);
        if (object->GetObject<RouterListener>())
        {
            Dhcpv6Client::Of(object);
        }
        for (const auto& config : node.dhcpv6)
        {
            Dhcpv6Server::Of(object)->Serve(installation.devices.at(node.name + "/" + config.link),
                                            SettingsOf(node, config));
        }
    }
}

} // namespace ns3::v6lab
