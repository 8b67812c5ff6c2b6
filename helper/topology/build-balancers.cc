// SPDX-License-Identifier: GPL-2.0-only
#include "helper/topology/build-balancers.h"

#include <stdexcept>

namespace ns3::v6lab::build
{

Balancer::Balancer(const std::string& name)
{
    m_balancer.name = name;
}

Balancer&
Balancer::Basic()
{
    m_balancer.sku = "Basic";
    return *this;
}

Balancer&
Balancer::AddFrontend(FrontendIpConfiguration frontend)
{
    const std::string number = std::to_string(m_balancer.frontendIPConfigurations.size() + 1);
    frontend.name = "frontend-" + number;
    m_balancer.frontendIPConfigurations.push_back(frontend);
    m_balancer.backendAddressPools.push_back({"pool-" + number});
    return *this;
}

Balancer&
Balancer::Internal(const std::string& subnet, const std::string& address)
{
    FrontendIpConfiguration frontend;
    frontend.subnet = subnet;
    const bool v6 = address == "v6" || address.find(':') != std::string::npos;
    frontend.privateIPAddressVersion = v6 ? "IPv6" : "IPv4";
    frontend.privateIPAddress = address == "v4" || address == "v6" ? "" : address;
    return AddFrontend(frontend);
}

Balancer&
Balancer::Public(const PublicIp& address)
{
    FrontendIpConfiguration frontend;
    frontend.privateIPAddressVersion = address.Get().publicIPAddressVersion;
    frontend.publicIPAddress = address.Get().name;
    m_publicIps.push_back(address.Get());
    return AddFrontend(frontend);
}

Balancer&
Balancer::AddProbe(const std::string& protocol, uint16_t port, const std::string& path)
{
    LoadBalancerProbe probe;
    probe.name = "probe-" + std::to_string(m_balancer.probes.size() + 1);
    probe.protocol = protocol;
    probe.port = port;
    probe.requestPath = path;
    m_balancer.probes.push_back(probe);
    return *this;
}

Balancer&
Balancer::ProbeTcp(uint16_t port)
{
    return AddProbe("Tcp", port, "");
}

Balancer&
Balancer::ProbeHttp(uint16_t port, const std::string& path)
{
    return AddProbe("Http", port, path);
}

Balancer&
Balancer::AddRule(const std::string& protocol, uint16_t frontendPort, uint16_t backendPort)
{
    if (m_balancer.frontendIPConfigurations.empty())
    {
        throw std::logic_error("load balancer " + m_balancer.name + " has no frontend yet");
    }
    LoadBalancingRule rule;
    rule.name = "rule-" + std::to_string(m_balancer.loadBalancingRules.size() + 1);
    rule.frontendIPConfiguration = m_balancer.frontendIPConfigurations.back().name;
    rule.backendAddressPool = m_balancer.backendAddressPools.back().name;
    rule.probe = m_balancer.probes.empty() ? "" : m_balancer.probes.back().name;
    rule.protocol = protocol;
    rule.frontendPort = frontendPort;
    rule.backendPort = backendPort == 0 ? frontendPort : backendPort;
    m_balancer.loadBalancingRules.push_back(rule);
    return *this;
}

Balancer&
Balancer::Tcp(uint16_t frontendPort, uint16_t backendPort)
{
    return AddRule("Tcp", frontendPort, backendPort);
}

Balancer&
Balancer::Udp(uint16_t frontendPort, uint16_t backendPort)
{
    return AddRule("Udp", frontendPort, backendPort);
}

Balancer&
Balancer::HaPorts()
{
    return AddRule("All", 0, 0);
}

NatGw::NatGw(const std::string& name, const std::string& sku)
{
    m_gateway.name = name;
    m_gateway.sku = sku;
}

NatGw&
NatGw::Public(const PublicIp& address)
{
    m_gateway.publicIpAddresses.push_back(address.Get().name);
    m_publicIps.push_back(address.Get());
    return *this;
}

} // namespace ns3::v6lab::build
