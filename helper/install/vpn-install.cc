// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/vpn-install.h"

#include "helper/install/authored-quantity.h"
#include "helper/install/late-addresses.h"
#include "helper/vpn-helper.h"

#include "ns3/boolean.h"
#include "ns3/uinteger.h"

#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

void
InstallServer(const OutsideNode& node, Installation& installation)
{
    VpnServerHelper helper;
    helper.SetAttribute("Port", UintegerValue(node.vpnServer->port));
    helper.SetAttribute("Mtu", UintegerValue(node.vpnServer->mtu));
    for (const auto& prefix : node.vpnServer->prefixes)
    {
        helper.AddPrefix(prefix);
    }
    try
    {
        installation.vpnServers[node.name] = helper.Install(installation.nodes.at(node.name));
    }
    catch (const std::invalid_argument& error)
    {
        throw std::invalid_argument("node " + node.name + ", VPN server: " + error.what());
    }
}

void
SetProxy(VpnServiceHelper& helper, const VpnServiceConfig& config, const std::string& where)
{
    const auto time = [&where](const std::string& text, const char* field) {
        return TimeValue(ReadDuration(text, where + ": " + field));
    };
    helper.SetAttribute("MaxSessions", UintegerValue(config.maxSessions));
    helper.SetAttribute("UdpTimeout", time(config.udpTimeout, "udpTimeout"));
    helper.SetAttribute("IcmpTimeout", time(config.icmpTimeout, "icmpTimeout"));
    helper.SetAttribute("TcpEstablishedTimeout",
                        time(config.tcpEstablishedTimeout, "tcpEstablishedTimeout"));
    helper.SetAttribute("TcpTransitoryTimeout",
                        time(config.tcpTransitoryTimeout, "tcpTransitoryTimeout"));
}

void
SetTunnel(VpnServiceHelper& helper,
          const Topology& topology,
          const VpnServiceConfig& config,
          const Installation& installation)
{
    for (const auto& node : topology.nodes)
    {
        if (node.name == config.server && node.vpnServer)
        {
            helper.SetAttribute("Port", UintegerValue(node.vpnServer->port));
        }
    }
    const auto known = installation.addresses.find(config.server);
    if (known != installation.addresses.end())
    {
        for (const IpAddress& address : known->second)
        {
            helper.AddServer(address.ToString());
        }
    }
    helper.SetServerSource(LateAddresses(topology, installation, config.server));
}

void
InstallService(const Topology& topology,
               const OutsideNode& node,
               const VpnServiceConfig& config,
               Installation& installation)
{
    const std::string where = "node " + node.name + ", VPN service " + config.name;
    VpnServiceHelper helper(config.mode);
    helper.SetAttribute("Ipv6", BooleanValue(config.ipv6));
    helper.SetAttribute("Mtu", UintegerValue(config.mtu));
    for (const auto& address : config.addresses)
    {
        helper.AddAddress(address);
    }
    if (config.mode == "proxy")
    {
        SetProxy(helper, config, where);
    }
    else
    {
        SetTunnel(helper, topology, config, installation);
    }
    try
    {
        const auto service = helper.Install(installation.nodes.at(node.name));
        const std::string name = node.name + "/" + config.name;
        installation.vpnServices[name] = service;
        installation.devices[name] = service->GetDevice();
    }
    catch (const std::invalid_argument& error)
    {
        throw std::invalid_argument(where + ": " + error.what());
    }
}

} // namespace

void
InstallVpns(const Topology& topology, Installation& installation)
{
    for (const auto& node : topology.nodes)
    {
        if (node.vpnServer)
        {
            InstallServer(node, installation);
        }
        for (const auto& config : node.vpnServices)
        {
            InstallService(topology, node, config, installation);
        }
    }
}

} // namespace ns3::v6lab
