// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/gateway-exchange.h"
#include "helper/topology/validate/gateway-faults.h"
#include "model/core/azure/gateway-sku.h"

namespace ns3::v6lab
{

namespace
{

class ConnectionChecker : private GatewayFaults
{
  public:
    explicit ConnectionChecker(ValidationContext& context)
        : GatewayFaults(context),
          m_sites(m_topology.localNetworkGateways),
          m_circuits(m_topology.expressRouteCircuits)
    {
    }

    void Check()
    {
        for (size_t i = 0; i < m_topology.connections.size(); ++i)
        {
            CheckConnection(i);
        }
    }

  private:
    void CheckConnection(size_t place)
    {
        const auto& connection = m_topology.connections[place];
        m_path = Item("connections", place);
        m_subject = connection.name;
        const auto gateway = m_gateways.Find(connection.virtualNetworkGateway1);
        if (!gateway)
        {
            if (!connection.virtualNetworkGateway1.empty())
            {
                Missing(".virtualNetworkGateway1",
                        "virtual network gateway",
                        connection.virtualNetworkGateway1);
            }
            return;
        }
        const bool circuit = connection.connectionType == "ExpressRoute";
        if ((Gateway(*gateway).gatewayType == "ExpressRoute") != circuit)
        {
            Add(".connectionType",
                "",
                "R12",
                Gateway(*gateway).name + " is of type " + Gateway(*gateway).gatewayType +
                    ", which has no connections of type " + connection.connectionType);
            return;
        }
        if (connection.mtu < 576 || connection.mtu > 1400)
        {
            Add(".mtu", "", "G5", "must be from 576 to 1400, what the tunnels of Azure carry");
        }
        if (connection.routingWeight > 32000)
        {
            Add(".routingWeight", "", "R7", "must be from 0 to 32000");
        }
        if (circuit)
        {
            CheckCircuitOf(connection, Gateway(*gateway));
        }
        else if (connection.connectionType == "IPsec")
        {
            CheckSiteOf(connection, Gateway(*gateway), place);
        }
        else if (connection.connectionType == "Vnet2Vnet")
        {
            CheckOtherOf(connection, Gateway(*gateway));
        }
    }

    void CheckCircuitOf(const GatewayConnection& connection, const VirtualNetworkGateway& gateway)
    {
        const auto circuit = m_circuits.Find(connection.expressRouteCircuit);
        if (!circuit)
        {
            Missing(".expressRouteCircuit", "ExpressRoute circuit", connection.expressRouteCircuit);
        }
        const auto sku = azure::FindExpressRouteSku(gateway.sku);
        if (connection.expressRouteGatewayBypass && sku && !sku->fastPath)
        {
            Add(".expressRouteGatewayBypass",
                "",
                "R18",
                "FastPath needs a gateway of SKU UltraPerformance or ErGw3AZ");
        }
    }

    void CheckSiteOf(const GatewayConnection& connection,
                     const VirtualNetworkGateway& gateway,
                     size_t place)
    {
        const auto site = m_sites.Find(connection.localNetworkGateway2);
        if (!site)
        {
            Missing(".localNetworkGateway2",
                    "local network gateway",
                    connection.localNetworkGateway2);
            return;
        }
        CheckSpeaker(connection, *site);
        const auto vnet = VnetOf(gateway);
        for (const Claim& claim :
             ParsedClaims(m_topology.localNetworkGateways[*site].localNetworkAddressSpace))
        {
            const Claim* own = vnet ? m_context.spaces[*vnet].Overlapping(claim.prefix) : nullptr;
            if (own != nullptr)
            {
                Add(".localNetworkGateway2",
                    "",
                    "R11a",
                    claim.prefix.ToString() + " of " + connection.localNetworkGateway2 +
                        " overlaps " + own->prefix.ToString() + " of the gateway's own network");
            }
            CheckOtherSites(gateway.name, *site, claim.prefix, place);
        }
    }

    /** The device at the site has the number that the gateway expects. */
    void CheckSpeaker(const GatewayConnection& connection, size_t place)
    {
        const auto* device = SessionPeer(m_topology, connection);
        const auto& site = m_topology.localNetworkGateways[place];
        if (device != nullptr && device->bgp->asn != site.bgpSettings->asn)
        {
            Add(".localNetworkGateway2",
                "",
                "R7",
                std::to_string(site.bgpSettings->asn) + ", the asn of " + site.name +
                    ", is not that of " + device->name + "'s bgp, " +
                    std::to_string(device->bgp->asn));
        }
    }

    /** Two sites of one gateway cannot have one prefix, as far as it is static. */
    void CheckOtherSites(const std::string& gateway,
                         size_t site,
                         const Prefix& prefix,
                         size_t before)
    {
        for (size_t i = 0; i < before; ++i)
        {
            const auto& other = m_topology.connections[i];
            const auto rival = m_sites.Find(other.localNetworkGateway2);
            if (other.virtualNetworkGateway1 != gateway || !rival || *rival == site)
            {
                continue;
            }
            for (const Claim& claim :
                 ParsedClaims(m_topology.localNetworkGateways[*rival].localNetworkAddressSpace))
            {
                if (claim.prefix == prefix)
                {
                    Add(".localNetworkGateway2",
                        "",
                        "R7",
                        prefix.ToString() + " is also behind " + other.localNetworkGateway2 +
                            ", to which connection " + other.name + " leads");
                }
            }
        }
    }

    void CheckOtherOf(const GatewayConnection& connection, const VirtualNetworkGateway& gateway)
    {
        const auto other = m_gateways.Find(connection.virtualNetworkGateway2);
        if (!other)
        {
            Missing(".virtualNetworkGateway2",
                    "virtual network gateway",
                    connection.virtualNetworkGateway2);
            return;
        }
        const auto near = VnetOf(gateway);
        const auto far = VnetOf(Gateway(*other));
        if (Gateway(*other).gatewayType != "Vpn" || near == far)
        {
            Add(".virtualNetworkGateway2",
                "",
                "R12",
                "Vnet2Vnet needs VPN gateways of two virtual networks");
            return;
        }
        if (!near || !far)
        {
            return;
        }
        for (const Claim& claim : ParsedClaims(m_topology.virtualNetworks[*far].addressPrefixes))
        {
            if (m_context.spaces[*near].Overlapping(claim.prefix))
            {
                Add(".virtualNetworkGateway2",
                    "VnetAddressSpacesOverlap",
                    "P6",
                    claim.prefix.ToString() + " is in both networks");
            }
        }
    }

    NameIndex m_sites;
    NameIndex m_circuits;
};

} // namespace

void
CheckGatewayConnections(ValidationContext& context)
{
    ConnectionChecker(context).Check();
}

} // namespace ns3::v6lab
