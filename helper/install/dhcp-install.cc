// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/dhcp-install.h"

#include "helper/topology/dhcp-text.h"
#include "model/advertisement/router-listener.h"
#include "model/dhcp/dhcp-inform-client.h"
#include "model/dhcp/dhcp-inform-server.h"
#include "model/dhcpv6/dhcpv6-client.h"
#include "model/dhcpv6/dhcpv6-server.h"

#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

/** What the texts of a service say, or a complaint that names where it stands. */
template <class Config, class Read>
auto
SettingsOf(const OutsideNode& node, const char* kind, const Config& config, Read read)
{
    try
    {
        return read(config);
    }
    catch (const std::invalid_argument& error)
    {
        throw std::invalid_argument(std::string(kind) + " of node " + node.name + " on link " +
                                    config.link + ": " + error.what());
    }
}

void
InstallServers(const OutsideNode& node, Installation& installation)
{
    const auto object = installation.nodes.at(node.name);
    const auto device = [&](const std::string& link) {
        return installation.devices.at(node.name + "/" + link);
    };
    for (const auto& config : node.dhcpv6)
    {
        Dhcpv6Server::Of(object)->Serve(device(config.link),
                                        SettingsOf(node, "dhcpv6", config, ReadDhcpv6));
    }
    for (const auto& config : node.dhcp)
    {
        DhcpInformServer::Of(object)->Serve(device(config.link),
                                            SettingsOf(node, "dhcp", config, ReadDhcp));
    }
}

/** Nothing tells an IPv4 host to ask: all do that have somebody to ask on a link. */
void
InstallClients(const Topology& topology, Installation& installation)
{
    for (const auto& node : topology.nodes)
    {
        for (const auto& interface : node.interfaces)
        {
            if (AsksByDhcp(topology, node, interface))
            {
                const auto device = installation.devices.at(node.name + "/" + interface.link);
                DhcpInformClient::Of(installation.nodes.at(node.name))->Start(device);
            }
        }
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
        InstallServers(node, installation);
    }
    InstallClients(topology, installation);
}

} // namespace ns3::v6lab
