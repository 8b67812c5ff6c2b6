// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/advertisement-install.h"

#include "helper/install/authored-quantity.h"
#include "helper/topology/advertisement-text.h"
#include "helper/topology/island-text.h"
#include "model/advertisement/router-advertiser.h"
#include "model/advertisement/router-listener.h"
#include "model/dhcpv6/requesting-router.h"

#include "ns3/simulator.h"

#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

std::string
Where(const OutsideNode& node, const RouterAdvertisementConfig& config)
{
    return "router advertisement of node " + node.name + " on link " + config.link;
}

AdvertiserSettings
SettingsOf(const OutsideNode& node, const RouterAdvertisementConfig& config)
{
    try
    {
        return ReadAdvertisement(config);
    }
    catch (const std::invalid_argument& error)
    {
        throw std::invalid_argument(Where(node, config) + ": " + error.what());
    }
}

/** The addresses that a host makes of what routers say on a link from the start. */
std::vector<IpAddress>
AddressesOn(const Topology& topology, const std::string& link, const Ptr<NetDevice>& device)
{
    std::vector<IpAddress> addresses;
    for (const auto& router : topology.nodes)
    {
        for (const auto& config : router.routerAdvertisements)
        {
            const bool now = ReadDuration(config.start, Where(router, config)).IsZero();
            if (config.link != link || !now)
            {
                continue;
            }
            for (const auto& prefix : SettingsOf(router, config).prefixes)
            {
                const bool used = prefix.autonomous && prefix.validSeconds > 0; // RFC 4862 5.5.3
                if (used && prefix.prefix.GetLength() == 64)
                {
                    addresses.push_back(RouterListener::MakeAddress(device, prefix.prefix));
                }
            }
        }
    }
    return addresses;
}

/** A link that gets a delegated /64 is advertised on together with that. */
void
InstallAdvertisement(const OutsideNode& node,
                     const RouterAdvertisementConfig& config,
                     const Installation& installation)
{
    const auto object = installation.nodes.at(node.name);
    const auto device = installation.devices.at(node.name + "/" + config.link);
    const auto start = ReadDuration(config.start, Where(node, config));
    const auto settings = SettingsOf(node, config);
    if (IsDownlink(node.prefixRequests, config.link))
    {
        const auto router = RequestingRouter::Of(object);
        Simulator::Schedule(start, &RequestingRouter::AdvertiseBeside, router, device, settings);
    }
    else
    {
        const auto router = RouterAdvertiser::Of(object);
        Simulator::Schedule(start, &RouterAdvertiser::Advertise, router, device, settings);
    }
}

} // namespace

void
InstallAdvertisements(const Topology& topology, Installation& installation)
{
    for (const auto& node : topology.nodes)
    {
        const auto object = installation.nodes.at(node.name);
        for (const auto& interface : node.interfaces)
        {
            if (interface.autoconfigure)
            {
                const auto device = installation.devices.at(node.name + "/" + interface.link);
                RouterListener::Of(object)->Listen(device);
                auto& own = installation.addresses[node.name];
                const auto made = AddressesOn(topology, interface.link, device);
                own.insert(own.end(), made.begin(), made.end());
            }
        }
        for (const auto& config : node.routerAdvertisements)
        {
            InstallAdvertisement(node, config, installation);
        }
    }
}

Ptr<NetDevice>
AutoconfiguredDevice(const Topology& topology,
                     const Installation& installation,
                     const std::string& node)
{
    for (const auto& candidate : topology.nodes)
    {
        for (const auto& interface : candidate.interfaces)
        {
            if (candidate.name == node && interface.autoconfigure)
            {
                return installation.devices.at(node + "/" + interface.link);
            }
        }
    }
    return nullptr;
}

} // namespace ns3::v6lab
