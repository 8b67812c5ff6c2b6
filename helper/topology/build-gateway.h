// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BUILD_GATEWAY_H
#define V6LAB_BUILD_GATEWAY_H

#include "helper/topology/topology.h"

#include <string>

/** Short ways to write gateways and circuits in C++; see builder.h for how they combine. */
namespace ns3::v6lab::build
{

/** A virtual network gateway in "network/GatewaySubnet". */
class VnetGateway
{
  public:
    /** Of type "Vpn" or "ExpressRoute". */
    VnetGateway(const std::string& name, const std::string& type, const std::string& sku);

    /** An instance in this network; a second one makes it active-active. */
    VnetGateway& In(const std::string& network, const std::string& publicIpAddress = "");
    /** It speaks BGP. */
    VnetGateway& Bgp(uint32_t asn = 65515);

    const VirtualNetworkGateway& Get() const
    {
        return m_gateway;
    }

  private:
    VirtualNetworkGateway m_gateway;
};

/** A local network gateway: a site as Azure knows it. */
class Site
{
  public:
    Site(const std::string& name, const std::string& publicAddress);

    template <class... P>
    Site& Behind(const P&... prefixes)
    {
        (m_site.localNetworkAddressSpace.emplace_back(prefixes), ...);
        return *this;
    }

    /** Its device speaks BGP, and tells what is behind it. */
    Site& Bgp(uint32_t asn);

    const LocalNetworkGateway& Get() const
    {
        return m_site;
    }

  private:
    LocalNetworkGateway m_site;
};

/** A connection of a gateway; what it leads to tells its type. Named "<gateway>-<other>". */
class Connect
{
  public:
    explicit Connect(const std::string& gateway);

    Connect& ToSite(const std::string& localNetworkGateway);
    Connect& ToGateway(const std::string& virtualNetworkGateway);
    Connect& ToCircuit(const std::string& expressRouteCircuit);
    /** Routes come by BGP (IPsec, Vnet2Vnet). */
    Connect& Bgp();
    /** expressRouteGatewayBypass. */
    Connect& FastPath();

    const GatewayConnection& Get() const
    {
        return m_connection;
    }

  private:
    Connect& To(const std::string& type,
                std::string GatewayConnection::*member,
                const std::string& other);

    GatewayConnection m_connection;
};

/** An ExpressRoute circuit with private peering. */
class Circuit
{
  public:
    Circuit(const std::string& name, uint32_t peerAsn);

    /** The nodes that its links end at. */
    Circuit& Routers(const std::string& primary, const std::string& secondary);
    /** A /30 for each link. */
    Circuit& Links(const std::string& primary, const std::string& secondary);
    /** A /126 for each link. */
    Circuit& LinksIpv6(const std::string& primary, const std::string& secondary);

    const ExpressRouteCircuit& Get() const
    {
        return m_circuit;
    }

  private:
    ExpressRouteCircuit m_circuit;
};

} // namespace ns3::v6lab::build

#endif // V6LAB_BUILD_GATEWAY_H
