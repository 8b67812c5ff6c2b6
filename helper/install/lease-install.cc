// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/lease-install.h"

#include "helper/topology/dhcp-text.h"
#include "model/dhcp/lease-client.h"
#include "model/dhcp/lease-server.h"

#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

void
InstallPool(const OutsideNode& node, const DhcpPoolConfig& config, Installation& installation)
{
    auto pool = ReadDhcpPool(config);
    for (const auto& reservation : config.reservations)
    {
        const auto address = ReadReservedAddress(config, reservation);
        const auto device = installation.devices.at(reservation.node + "/" + config.link);
        pool.reservations.emplace_back(device, address);
        installation.addresses[reservation.node].push_back(address); // known before it is leased
    }
    ServeLeases(installation.devices.at(node.name + "/" + config.link), pool);
}

} // namespace

void
InstallLeases(const Topology& topology, Installation& installation)
{
    for (const auto& node : topology.nodes)
    {
        for (const auto& config : node.dhcpPools)
        {
            try
            {
                InstallPool(node, config, installation);
            }
            catch (const std::invalid_argument& error)
            {
                throw std::invalid_argument("dhcpPools of node " + node.name + " on link " +
                                            config.link + ": " + error.what());
            }
        }
        for (const auto& interface : node.interfaces)
        {
            if (interface.dhcp)
            {
                LeaseClient::Start(installation.devices.at(node.name + "/" + interface.link));
            }
        }
    }
}

} // namespace ns3::v6lab
