// SPDX-License-Identifier: GPL-2.0-only
#include "helper/topology/build-azure.h"

#include <stdexcept>

namespace ns3::v6lab::build
{

Vnet::Vnet(const std::string& name)
{
    m_vnet.name = name;
}

Vnet&
Vnet::In(const std::string& location)
{
    m_vnet.location = location;
    return *this;
}

v6lab::Subnet&
Vnet::Last()
{
    if (m_vnet.subnets.empty())
    {
        throw std::logic_error("virtual network " + m_vnet.name + " has no subnet yet");
    }
    return m_vnet.subnets.back();
}

Vnet&
Vnet::Uses(const std::string& routeTable)
{
    Last().routeTable = routeTable;
    return *this;
}

Vnet&
Vnet::GuardedBy(const std::string& securityGroup)
{
    Last().networkSecurityGroup = securityGroup;
    return *this;
}

Vnet&
Vnet::OutBy(const std::string& natGateway)
{
    Last().natGateway = natGateway;
    return *this;
}

Vnet&
Vnet::Private()
{
    Last().defaultOutboundAccess = false;
    return *this;
}

Udr::Udr(const std::string& name)
{
    m_table.name = name;
}

Udr&
Udr::Via(const std::string& prefix, const std::string& appliance)
{
    To(prefix, "VirtualAppliance");
    m_table.routes.back().nextHopIpAddress = appliance;
    return *this;
}

Udr&
Udr::To(const std::string& prefix, const std::string& nextHopType)
{
    const std::string name = "route-" + std::to_string(m_table.routes.size() + 1);
    m_table.routes.push_back({name, prefix, nextHopType, ""});
    return *this;
}

Udr&
Udr::WithoutGatewayRoutes()
{
    m_table.disableBgpRoutePropagation = true;
    return *this;
}

PublicIp::PublicIp(const std::string& name, const std::string& version)
{
    m_address.name = name;
    m_address.publicIPAddressVersion = version;
}

PublicIp&
PublicIp::At(const std::string& address)
{
    m_address.ipAddress = address;
    return *this;
}

PublicIp&
PublicIp::Standard()
{
    m_address.sku = "Standard";
    return *this;
}

Vm::Vm(const std::string& name)
{
    m_vm.name = name;
}

Vm&
Vm::AddNic(const std::string& subnet, std::vector<std::string> addresses)
{
    const std::string number = m_nics.empty() ? "" : std::to_string(m_nics.size() + 1);
    if (addresses.empty())
    {
        addresses.emplace_back("v4");
    }
    NetworkInterface nic;
    nic.name = m_vm.name + "-nic" + number;
    nic.enableIPForwarding = m_forwarding;
    for (const std::string& address : addresses)
    {
        const bool dynamic = address == "v4" || address == "v6";
        const bool v6 = address == "v6" || address.find(':') != std::string::npos;
        IpConfiguration configuration;
        configuration.name = "ipconfig-" + std::to_string(nic.ipConfigurations.size() + 1);
        configuration.subnet = subnet;
        configuration.privateIPAddressVersion = v6 ? "IPv6" : "IPv4";
        configuration.privateIPAddress = dynamic ? "" : address;
        nic.ipConfigurations.push_back(configuration);
    }
    m_vm.networkInterfaces.push_back(nic.name);
    m_nics.push_back(std::move(nic));
    return *this;
}

NetworkInterface&
Vm::Last()
{
    if (m_nics.empty())
    {
        throw std::logic_error("virtual machine " + m_vm.name + " has no interface yet");
    }
    return m_nics.back();
}

Vm&
Vm::Public(const PublicIp& address)
{
    for (auto& configuration : Last().ipConfigurations)
    {
        if (configuration.privateIPAddressVersion == address.Get().publicIPAddressVersion &&
            configuration.publicIPAddress.empty())
        {
            configuration.publicIPAddress = address.Get().name;
            m_publicIps.push_back(address.Get());
            return *this;
        }
    }
    throw std::logic_error(Last().name + " has no free configuration of the version of " +
                           address.Get().name);
}

Vm&
Vm::GuardedBy(const std::string& securityGroup)
{
    Last().networkSecurityGroup = securityGroup;
    return *this;
}

Vm&
Vm::Behind(const std::string& pool, const std::string& version)
{
    for (auto& configuration : Last().ipConfigurations)
    {
        if (configuration.privateIPAddressVersion == version)
        {
            configuration.loadBalancerBackendAddressPools.push_back(pool);
            return *this;
        }
    }
    throw std::logic_error(m_vm.name + " has no " + version + " configuration for " + pool);
}

Vm&
Vm::Dead(const std::string& from, const std::string& to)
{
    m_vm.outages.push_back({from, to});
    return *this;
}

Vm&
Vm::Rate(const std::string& rate)
{
    Last().dataRate = rate;
    return *this;
}

Vm&
Vm::Forwarding()
{
    m_forwarding = true;
    m_vm.guestForwarding = true;
    for (auto& nic : m_nics)
    {
        nic.enableIPForwarding = true;
    }
    return *this;
}

Vm&
Vm::Filtering(const GuestFirewall& firewall)
{
    m_vm.firewall = firewall;
    return Forwarding();
}

Vm&
Vm::GuestForwardingOnly()
{
    m_vm.guestForwarding = true;
    return *this;
}

} // namespace ns3::v6lab::build
