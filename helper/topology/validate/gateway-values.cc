// SPDX-License-Identifier: GPL-2.0-only
// Rules D1, G3, G5 and R7: values of gateways, sites and connections that contradict themselves or
// what Azure keeps for itself.
#include "helper/topology/validate/context.h"
#include "model/core/special-addresses.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

constexpr uint32_t LEAST_MSS = 536; // RFC 9293 3.7.1
constexpr uint32_t MOST_MSS = 1360; // what 1400 bytes leave beside IPv4 and TCP headers
constexpr uint32_t MOST_WEIGHT = 100;
constexpr uint32_t EDGE_ASN = 12076; // of the Microsoft edges

/** Numbers that Azure has for itself and that nobody at the other end may have. */
bool
IsAzuresAsn(uint32_t asn)
{
    return asn == 8074 || asn == 8075 || asn == EDGE_ASN || asn == 65515 ||
           (asn >= 65517 && asn <= 65520);
}

class ValueChecker
{
  public:
    explicit ValueChecker(ValidationContext& context)
        : m_context(context),
          m_topology(context.topology),
          m_gateways(m_topology.virtualNetworkGateways),
          m_sites(m_topology.localNetworkGateways)
    {
    }

    void Check()
    {
        for (size_t i = 0; i < m_topology.virtualNetworkGateways.size(); ++i)
        {
            CheckGateway(m_topology.virtualNetworkGateways[i], Item("virtualNetworkGateways", i));
        }
        for (size_t i = 0; i < m_topology.localNetworkGateways.size(); ++i)
        {
            CheckSite(m_topology.localNetworkGateways[i], Item("localNetworkGateways", i));
        }
        for (size_t i = 0; i < m_topology.expressRouteCircuits.size(); ++i)
        {
            CheckCircuit(m_topology.expressRouteCircuits[i], Item("expressRouteCircuits", i));
        }
        for (size_t i = 0; i < m_topology.connections.size(); ++i)
        {
            CheckConnection(m_topology.connections[i], Item("connections", i));
        }
    }

  private:
    void CheckGateway(const VirtualNetworkGateway& gateway, const std::string& path)
    {
        if (!gateway.activeActive && gateway.ipConfigurations.size() > 1)
        {
            Add(path + ".ipConfigurations",
                gateway.name,
                "R7",
                "a gateway that is not activeActive has one of them");
        }
    }

    void CheckSite(const LocalNetworkGateway& site, const std::string& path)
    {
        const auto device = IpAddress::Parse(site.gatewayIpAddress);
        if (device && device->IsV4() && !IsPublic(*device))
        {
            Add(path + ".gatewayIpAddress",
                site.name,
                "D1",
                device->ToString() + " is not a public address; tunnels within a private peering "
                                     "are not simulated");
        }
        if (!site.bgpSettings)
        {
            return;
        }
        if (site.bgpSettings->peerWeight > MOST_WEIGHT)
        {
            Add(path + ".bgpSettings.peerWeight", site.name, "R7", "must be from 0 to 100");
        }
        CheckAsn(site.bgpSettings->asn, path + ".bgpSettings.asn", site.name);
        if (device && device == IpAddress::Parse(site.bgpSettings->bgpPeeringAddress))
        {
            Add(path + ".bgpSettings.bgpPeeringAddress",
                site.name,
                "R7",
                "the session goes through the tunnel: it is another address than the device's "
                "public one");
        }
    }

    void CheckCircuit(const ExpressRouteCircuit& circuit, const std::string& path)
    {
        for (size_t i = 0; i < circuit.peerings.size(); ++i)
        {
            CheckAsn(circuit.peerings[i].peerASN,
                     Item(path + ".peerings", i) + ".peerASN",
                     circuit.name);
        }
    }

    void CheckAsn(uint32_t asn, const std::string& path, const std::string& subject)
    {
        if (IsAzuresAsn(asn))
        {
            Add(path,
                subject,
                "R7",
                std::to_string(asn) + " is one of Azure's own numbers (8074, 8075, 12076, 65515, "
                                      "65517 to 65520)");
        }
    }

    void CheckConnection(const GatewayConnection& connection, const std::string& path)
    {
        m_subject = connection.name;
        const std::string& type = connection.connectionType;
        CheckOnly(type == "ExpressRoute",
                  connection.expressRouteCircuit,
                  path + ".expressRouteCircuit",
                  type);
        CheckOnly(type == "IPsec",
                  connection.localNetworkGateway2,
                  path + ".localNetworkGateway2",
                  type);
        CheckOnly(type == "Vnet2Vnet",
                  connection.virtualNetworkGateway2,
                  path + ".virtualNetworkGateway2",
                  type);
        if (connection.mss < LEAST_MSS || connection.mss > MOST_MSS)
        {
            Add(path + ".mss",
                connection.name,
                "G5",
                "must be from 536 to 1360, what the tunnels of Azure leave for a segment");
        }
        const auto site = m_sites.Find(connection.localNetworkGateway2);
        const auto gateway = m_gateways.Find(connection.virtualNetworkGateway1);
        if (type == "IPsec" && site && gateway)
        {
            CheckEnds(m_topology.localNetworkGateways[*site],
                      m_topology.virtualNetworkGateways[*gateway],
                      path + ".localNetworkGateway2");
        }
    }

    /** A key that belongs to another type of connection. */
    void CheckOnly(bool fits,
                   const std::string& name,
                   const std::string& path,
                   const std::string& type)
    {
        if (!fits && !name.empty())
        {
            Add(path, m_subject, "R7", "a connection of type " + type + " has none");
        }
    }

    /** The far end is none of the near one's addresses. */
    void CheckEnds(const LocalNetworkGateway& site,
                   const VirtualNetworkGateway& gateway,
                   const std::string& path)
    {
        const auto device = IpAddress::Parse(site.gatewayIpAddress);
        for (const auto& configuration : gateway.ipConfigurations)
        {
            const auto place = m_context.publicIps.Find(configuration.publicIPAddress);
            if (place && device &&
                device == IpAddress::Parse(m_topology.publicIPAddresses[*place].ipAddress))
            {
                Add(path,
                    m_subject,
                    "D1",
                    device->ToString() + ", the device of " + site.name +
                        ", is the public address " + configuration.publicIPAddress + " of " +
                        gateway.name + " itself");
            }
        }
        const auto speaker =
            IpAddress::Parse(site.bgpSettings ? site.bgpSettings->bgpPeeringAddress : "");
        const auto at = gateway.ipConfigurations.empty()
                            ? std::nullopt
                            : m_context.FindSubnet(gateway.ipConfigurations.front().subnet);
        if (speaker && at && m_context.spaces[at->vnet].Containing(*speaker))
        {
            Add(path,
                m_subject,
                "R7",
                speaker->ToString() + ", the bgpPeeringAddress of " + site.name +
                    ", is in the gateway's own network");
        }
    }

    void Add(const std::string& path,
             const std::string& subject,
             const char* rule,
             const std::string& sentence)
    {
        m_context.Add({path, subject, "", rule, sentence});
    }

    ValidationContext& m_context;
    const Topology& m_topology;
    NameIndex m_gateways;
    NameIndex m_sites;
    std::string m_subject;
};

} // namespace

void
ValidateGatewayValues(ValidationContext& context)
{
    ValueChecker(context).Check();
}

} // namespace ns3::v6lab
