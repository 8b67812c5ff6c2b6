// SPDX-License-Identifier: GPL-2.0-only
#include "helper/topology/build-gateway.h"

namespace ns3::v6lab::build
{

VnetGateway::VnetGateway(const std::string& name, const std::string& type, const std::string& sku)
{
    m_gateway.name = name;
    m_gateway.gatewayType = type;
    m_gateway.sku = sku;
}

VnetGateway&
VnetGateway::In(const std::string& network, const std::string& publicIpAddress)
{
    ApplianceIpConfiguration configuration;
    configuration.name = "ip" + std::to_string(m_gateway.ipConfigurations.size());
    configuration.subnet = network + "/GatewaySubnet";
    configuration.publicIPAddress = publicIpAddress;
    m_gateway.ipConfigurations.push_back(configuration);
    m_gateway.activeActive = m_gateway.ipConfigurations.size() > 1;
    return *this;
}

VnetGateway&
VnetGateway::Bgp(uint32_t asn)
{
    m_gateway.enableBgp = true;
    m_gateway.bgpSettings = BgpSettings();
    m_gateway.bgpSettings->asn = asn;
    return *this;
}

Site::Site(const std::string& name, const std::string& publicAddress)
{
    m_site.name = name;
    m_site.gatewayIpAddress = publicAddress;
}

Site&
Site::Bgp(uint32_t asn)
{
    m_site.bgpSettings = BgpSettings();
    m_site.bgpSettings->asn = asn;
    return *this;
}

Connect::Connect(const std::string& gateway)
{
    m_connection.virtualNetworkGateway1 = gateway;
}

Connect&
Connect::To(const std::string& type,
            std::string GatewayConnection::*member,
            const std::string& other)
{
    m_connection.connectionType = type;
    m_connection.*member = other;
    m_connection.name = m_connection.virtualNetworkGateway1 + "-" + other;
    return *this;
}

Connect&
Connect::ToSite(const std::string& localNetworkGateway)
{
    return To("IPsec", &GatewayConnection::localNetworkGateway2, localNetworkGateway);
}

Connect&
Connect::ToGateway(const std::string& virtualNetworkGateway)
{
    return To("Vnet2Vnet", &GatewayConnection::virtualNetworkGateway2, virtualNetworkGateway);
}

Connect&
Connect::ToCircuit(const std::string& expressRouteCircuit)
{
    return To("ExpressRoute", &GatewayConnection::expressRouteCircuit, expressRouteCircuit);
}

Connect&
Connect::Bgp()
{
    m_connection.enableBgp = true;
    return *this;
}

Connect&
Connect::FastPath()
{
    m_connection.expressRouteGatewayBypass = true;
    return *this;
}

Circuit::Circuit(const std::string& name, uint32_t peerAsn)
{
    m_circuit.name = name;
    m_circuit.peerings.emplace_back();
    m_circuit.peerings.back().peerASN = peerAsn;
}

Circuit&
Circuit::Routers(const std::string& primary, const std::string& secondary)
{
    m_circuit.primaryRouter = primary;
    m_circuit.secondaryRouter = secondary;
    return *this;
}

Circuit&
Circuit::Links(const std::string& primary, const std::string& secondary)
{
    m_circuit.peerings.back().primaryPeerAddressPrefix = primary;
    m_circuit.peerings.back().secondaryPeerAddressPrefix = secondary;
    return *this;
}

Circuit&
Circuit::LinksIpv6(const std::string& primary, const std::string& secondary)
{
    m_circuit.peerings.back().primaryPeerAddressPrefixIPv6 = primary;
    m_circuit.peerings.back().secondaryPeerAddressPrefixIPv6 = secondary;
    return *this;
}

} // namespace ns3::v6lab::build
