// SPDX-License-Identifier: GPL-2.0-only
#include "helper/vpn-helper.h"

#include "model/vpn/vpn-proxy.h"
#include "model/vpn/vpn-tunnel.h"

#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

IpAddress
RequireAddress(const std::string& text)
{
    const auto address = IpAddress::Parse(text);
    if (!address)
    {
        throw std::invalid_argument("\"" + text + "\" is not an IPv4 or IPv6 address");
    }
    return *address;
}

} // namespace

VpnServiceHelper::VpnServiceHelper(const std::string& mode)
    : m_mode(mode)
{
    if (mode != "proxy" && mode != "tunnel")
    {
        throw std::invalid_argument("mode: \"" + mode + "\" is not allowed; proxy or tunnel is");
    }
    m_factory.SetTypeId(mode == "proxy" ? VpnProxy::GetTypeId() : VpnTunnel::GetTypeId());
}

void
VpnServiceHelper::SetAttribute(const std::string& name, const AttributeValue& value)
{
    m_factory.Set(name, value);
}

void
VpnServiceHelper::AddAddress(const std::string& address)
{
    m_addresses.push_back(RequireAddress(address));
}

void
VpnServiceHelper::AddServer(const std::string& address)
{
    RequireTunnel();
    m_servers.push_back(RequireAddress(address));
}

void
VpnServiceHelper::SetServerSource(const std::function<std::vector<IpAddress>()>& source)
{
    RequireTunnel();
    m_serverSource = source;
}

void
VpnServiceHelper::RequireTunnel() const
{
    if (m_mode != "tunnel")
    {
        throw std::invalid_argument("server: allowed with mode tunnel only");
    }
}

Ptr<VpnService>
VpnServiceHelper::Install(const Ptr<Node>& node) const
{
    const auto service = m_factory.Create<VpnService>();
    for (const IpAddress& address : m_addresses)
    {
        service->AddAddress(address);
    }
    if (const auto tunnel = DynamicCast<VpnTunnel>(service))
    {
        for (const IpAddress& address : m_servers)
        {
            tunnel->AddServer(address);
        }
        tunnel->SetServerSource(m_serverSource);
    }
    service->Attach(node);
    return service;
}

VpnServerHelper::VpnServerHelper()
{
    m_factory.SetTypeId(VpnServer::GetTypeId());
}

void
VpnServerHelper::SetAttribute(const std::string& name, const AttributeValue& value)
{
    m_factory.Set(name, value);
}

void
VpnServerHelper::AddPrefix(const std::string& prefix)
{
    const auto parsed = Prefix::Parse(prefix);
    if (!parsed)
    {
        throw std::invalid_argument("\"" + prefix + "\" is not an IPv4 or IPv6 prefix");
    }
    m_prefixes.push_back(*parsed);
}

Ptr<VpnServer>
VpnServerHelper::Install(const Ptr<Node>& node) const
{
    const auto server = m_factory.Create<VpnServer>();
    for (const Prefix& prefix : m_prefixes)
    {
        server->AddPrefix(prefix);
    }
    server->Attach(node);
    return server;
}

} // namespace ns3::v6lab
