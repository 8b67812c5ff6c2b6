// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BUILD_BALANCERS_H
#define V6LAB_BUILD_BALANCERS_H

#include "helper/topology/build-azure.h"

#include <string>

/** Short ways to write load balancers and NAT gateways in C++; see builder.h. */
namespace ns3::v6lab::build
{

/**
 * A Standard load balancer. Each frontend has one pool, "pool-1" and so on in the order of the
 * frontends, which interfaces join by Vm::Behind(); what follows Internal() or Public() says
 * something about that frontend.
 */
class Balancer
{
  public:
    explicit Balancer(const std::string& name);

    /** The SKU Basic. */
    Balancer& Basic();
    /** A frontend in "vnet/subnet"; `address` may be "v4" or "v6" for the next free one. */
    Balancer& Internal(const std::string& subnet, const std::string& address = "v4");
    /** A frontend with that public address, which is added to the topology, too. */
    Balancer& Public(const PublicIp& address);
    /** Probes the instances for all rules that follow, by TCP. */
    Balancer& ProbeTcp(uint16_t port);
    /** The same by HTTP. */
    Balancer& ProbeHttp(uint16_t port, const std::string& path = "/");
    /** A rule of the last frontend; backendPort 0: the same port. Throws before any frontend. */
    Balancer& Tcp(uint16_t frontendPort, uint16_t backendPort = 0);
    Balancer& Udp(uint16_t frontendPort, uint16_t backendPort = 0);
    Balancer& HaPorts();

    const LoadBalancer& Get() const
    {
        return m_balancer;
    }

    const std::vector<PublicIpAddress>& GetPublicIps() const
    {
        return m_publicIps;
    }

  private:
    Balancer& AddFrontend(FrontendIpConfiguration frontend);
    Balancer& AddProbe(const std::string& protocol, uint16_t port, const std::string& path);
    Balancer& AddRule(const std::string& protocol, uint16_t frontendPort, uint16_t backendPort);

    LoadBalancer m_balancer;
    std::vector<PublicIpAddress> m_publicIps;
};

/** A NAT gateway; subnets name it by Vnet::OutBy(). */
class NatGw
{
  public:
    explicit NatGw(const std::string& name, const std::string& sku = "Standard");

    NatGw& Public(const PublicIp& address);

    const NatGateway& Get() const
    {
        return m_gateway;
    }

    const std::vector<PublicIpAddress>& GetPublicIps() const
    {
        return m_publicIps;
    }

  private:
    NatGateway m_gateway;
    std::vector<PublicIpAddress> m_publicIps;
};

} // namespace ns3::v6lab::build

#endif // V6LAB_BUILD_BALANCERS_H
