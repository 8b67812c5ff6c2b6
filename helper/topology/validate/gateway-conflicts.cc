// SPDX-License-Identifier: GPL-2.0-only
// Rules R7, G3 and P6: connections and circuits that cannot stand beside each other, for their
// tunnels, links or sessions would have the same ends.
#include "helper/topology/validate/context.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

/** One of the two links of a circuit, in one family. */
struct CircuitLink
{
    Prefix prefix;
    size_t circuit;
    std::string router; //!< empty: nobody
    std::string path;
};

class ConflictChecker
{
  public:
    explicit ConflictChecker(ValidationContext& context)
        : m_context(context),
          m_topology(context.topology),
          m_gateways(m_topology.virtualNetworkGateways),
          m_sites(m_topology.localNetworkGateways)
    {
    }

    void Check()
    {
        const auto& connections = m_topology.connections;
        for (size_t i = 0; i < connections.size(); ++i)
        {
            for (size_t before = 0; before < i; ++before)
            {
                if (CheckPair(connections[i], connections[before], Item("connections", i)))
                {
                    break;
                }
            }
        }
        CheckLinks();
    }

  private:
    /** True if it found a fault. */
    bool CheckPair(const GatewayConnection& one,
                   const GatewayConnection& other,
                   const std::string& path)
    {
        if (one.connectionType != other.connectionType)
        {
            return false;
        }
        const bool near = one.virtualNetworkGateway1 == other.virtualNetworkGateway1;
        if (one.connectionType == "ExpressRoute")
        {
            return !one.expressRouteCircuit.empty() &&
                   one.expressRouteCircuit == other.expressRouteCircuit &&
                   (near ? Twice(one, other, path + ".expressRouteCircuit", one.expressRouteCircuit)
                         : CheckNetworks(one, other, path));
        }
        if (!near)
        {
            return false;
        }
        if (one.connectionType == "Vnet2Vnet")
        {
            return one.virtualNetworkGateway2 == other.virtualNetworkGateway2 &&
                   !one.virtualNetworkGateway2.empty() &&
                   Twice(one, other, path + ".virtualNetworkGateway2", one.virtualNetworkGateway2);
        }
        return CheckSites(one, other, path + ".localNetworkGateway2");
    }

    bool Twice(const GatewayConnection& one,
               const GatewayConnection& other,
               const std::string& path,
               const std::string& target)
    {
        return Add(path,
                   one.name,
                   one.connectionType == "ExpressRoute" ? "G3" : "R7",
                   "connection " + other.name + " leads from " + one.virtualNetworkGateway1 +
                       " to " + target + " already");
    }

    /** One device has one tunnel to each instance of a gateway. */
    bool CheckSites(const GatewayConnection& one,
                    const GatewayConnection& other,
                    const std::string& path)
    {
        const auto site = m_sites.Find(one.localNetworkGateway2);
        const auto rival = m_sites.Find(other.localNetworkGateway2);
        if (!site || !rival)
        {
            return false;
        }
        if (*site == *rival)
        {
            return Twice(one, other, path, one.localNetworkGateway2);
        }
        const auto& sites = m_topology.localNetworkGateways;
        const auto device = IpAddress::Parse(sites[*site].gatewayIpAddress);
        return device && device == IpAddress::Parse(sites[*rival].gatewayIpAddress) &&
               Add(path,
                   one.name,
                   "R7",
                   sites[*site].name + " has the gatewayIpAddress " + device->ToString() + " of " +
                       sites[*rival].name + ", to which connection " + other.name + " leads from " +
                       one.virtualNetworkGateway1);
    }

    std::optional<size_t> VnetOf(const std::string& gateway) const
    {
        const auto place = m_gateways.Find(gateway);
        if (!place || m_topology.virtualNetworkGateways[*place].ipConfigurations.empty())
        {
            return std::nullopt;
        }
        const auto& all = m_topology.virtualNetworkGateways[*place].ipConfigurations;
        const auto at = m_context.FindSubnet(all.front().subnet);
        return at ? std::optional<size_t>(at->vnet) : std::nullopt;
    }

    /** The edges of a circuit tell networks apart by their addresses alone. */
    bool CheckNetworks(const GatewayConnection& one,
                       const GatewayConnection& other,
                       const std::string& path)
    {
        const auto vnet = VnetOf(one.virtualNetworkGateway1);
        const auto rival = VnetOf(other.virtualNetworkGateway1);
        if (!vnet || !rival || *vnet == *rival)
        {
            return false;
        }
        const auto& networks = m_topology.virtualNetworks;
        for (const Claim& claim : ParsedClaims(networks[*vnet].addressPrefixes))
        {
            if (m_context.spaces[*rival].Overlapping(claim.prefix))
            {
                return Add(path + ".expressRouteCircuit",
                           one.name,
                           "G3",
                           claim.prefix.ToString() + " of " + networks[*vnet].name + " overlaps " +
                               networks[*rival].name + ", which connection " + other.name +
                               " connects to the same circuit");
            }
        }
        return false;
    }

    std::vector<CircuitLink> Links() const
    {
        std::vector<CircuitLink> links;
        for (size_t i = 0; i < m_topology.expressRouteCircuits.size(); ++i)
        {
            const auto& circuit = m_topology.expressRouteCircuits[i];
            for (size_t k = 0; k < circuit.peerings.size(); ++k)
            {
                const auto& peering = circuit.peerings[k];
                const std::string path =
                    Item(Item("expressRouteCircuits", i) + ".peerings", k) + ".";
                const auto add =
                    [&](const std::string& text, const std::string& router, const char* member) {
                        if (const auto prefix = Prefix::Parse(text))
                        {
                            links.push_back({*prefix, i, router, path + member});
                        }
                    };
                add(peering.primaryPeerAddressPrefix,
                    circuit.primaryRouter,
                    "primaryPeerAddressPrefix");
                add(peering.secondaryPeerAddressPrefix,
                    circuit.secondaryRouter,
                    "secondaryPeerAddressPrefix");
                add(peering.primaryPeerAddressPrefixIPv6,
                    circuit.primaryRouter,
                    "primaryPeerAddressPrefixIPv6");
                add(peering.secondaryPeerAddressPrefixIPv6,
                    circuit.secondaryRouter,
                    "secondaryPeerAddressPrefixIPv6");
            }
        }
        return links;
    }

    bool ShareGateway(size_t circuit, size_t other) const
    {
        const auto leads = [&](const GatewayConnection& connection, size_t to) {
            return connection.connectionType == "ExpressRoute" &&
                   connection.expressRouteCircuit == m_topology.expressRouteCircuits[to].name;
        };
        const auto& all = m_topology.connections;
        return std::any_of(all.begin(), all.end(), [&](const GatewayConnection& one) {
            return leads(one, circuit) &&
                   std::any_of(all.begin(), all.end(), [&](const GatewayConnection& second) {
                       return leads(second, other) &&
                              second.virtualNetworkGateway1 == one.virtualNetworkGateway1;
                   });
        });
    }

    /** Circuits that have neither a router nor a gateway in common may be numbered alike. */
    void CheckLinks()
    {
        const auto links = Links();
        for (size_t i = 0; i < links.size(); ++i)
        {
            for (size_t before = 0; before < i; ++before)
            {
                const auto& one = links[i];
                const auto& other = links[before];
                const bool meet = one.circuit == other.circuit ||
                                  (!one.router.empty() && one.router == other.router) ||
                                  ShareGateway(one.circuit, other.circuit);
                if (meet &&
                    (one.prefix.Contains(other.prefix) || other.prefix.Contains(one.prefix)))
                {
                    Add(one.path,
                        m_topology.expressRouteCircuits[one.circuit].name,
                        "G3",
                        one.prefix.ToString() + " overlaps " + other.prefix.ToString() + " at " +
                            other.path);
                    break;
                }
            }
        }
    }

    bool Add(const std::string& path,
             const std::string& subject,
             const char* rule,
             const std::string& sentence)
    {
        m_context.Add({path, subject, "", rule, sentence});
        return true;
    }

    ValidationContext& m_context;
    const Topology& m_topology;
    NameIndex m_gateways;
    NameIndex m_sites;
};

} // namespace

void
ValidateGatewayConflicts(ValidationContext& context)
{
    ConflictChecker(context).Check();
}

} // namespace ns3::v6lab
