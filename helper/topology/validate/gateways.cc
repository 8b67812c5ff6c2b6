// SPDX-License-Identifier: GPL-2.0-only
// Rules A6, D1, D2, G1-G3, P4, R7 and R12: gateways, what they connect to, and who uses them.
#include "helper/install/gateway-exchange.h"
#include "helper/topology/validate/context.h"
#include "model/core/azure/gateway-sku.h"

#include <algorithm>
#include <set>

namespace ns3::v6lab
{

namespace
{

std::string
Joined(const std::vector<std::string>& words)
{
    std::string text;
    for (const auto& word : words)
    {
        text += (text.empty() ? "" : ", ") + word;
    }
    return text;
}

class GatewayChecker
{
  public:
    explicit GatewayChecker(ValidationContext& context)
        : m_context(context),
          m_topology(context.topology),
          m_gateways(m_topology.virtualNetworkGateways),
          m_sites(m_topology.localNetworkGateways),
          m_circuits(m_topology.expressRouteCircuits)
    {
    }

    void Check()
    {
        for (size_t i = 0; i < m_topology.virtualNetworkGateways.size(); ++i)
        {
            CheckGateway(i);
        }
        for (size_t i = 0; i < m_topology.localNetworkGateways.size(); ++i)
        {
            CheckSite(i);
        }
        for (size_t i = 0; i < m_topology.connections.size(); ++i)
        {
            CheckConnection(i);
        }
        CheckUsers();
        CheckRoutes();
        CheckTunnels();
    }

  private:
    const VirtualNetworkGateway& Gateway(size_t place) const
    {
        return m_topology.virtualNetworkGateways[place];
    }

    std::optional<size_t> VnetOf(const VirtualNetworkGateway& gateway) const
    {
        const auto place = gateway.ipConfigurations.empty()
                               ? std::nullopt
                               : m_context.FindSubnet(gateway.ipConfigurations[0].subnet);
        return place ? std::optional<size_t>(place->vnet) : std::nullopt;
    }

    /** The gateways of a network of a type; of any type if that is empty. */
    std::vector<const VirtualNetworkGateway*> GatewaysOf(size_t vnet,
                                                         const std::string& type = "") const
    {
        std::vector<const VirtualNetworkGateway*> found;
        for (const auto& gateway : m_topology.virtualNetworkGateways)
        {
            if (VnetOf(gateway) == vnet && (type.empty() || gateway.gatewayType == type))
            {
                found.push_back(&gateway);
            }
        }
        return found;
    }

    void CheckGateway(size_t place)
    {
        const auto& gateway = Gateway(place);
        m_path = Item("virtualNetworkGateways", place);
        m_subject = gateway.name;
        const bool vpn = gateway.gatewayType == "Vpn";
        CheckSku(gateway, vpn);
        const size_t wanted = gateway.activeActive ? 2 : 1;
        if (gateway.activeActive && gateway.ipConfigurations.size() != wanted)
        {
            Add(".ipConfigurations", "", "R7", "activeActive needs two ipConfigurations");
        }
        if (gateway.enableBgp && gateway.vpnType == "PolicyBased")
        {
            Add(".enableBgp", "", "R7", "a PolicyBased gateway speaks no BGP");
        }
        std::set<size_t> vnets;
        for (size_t i = 0; i < gateway.ipConfigurations.size(); ++i)
        {
            CheckConfiguration(gateway.ipConfigurations[i], i, vpn);
            if (const auto at = m_context.FindSubnet(gateway.ipConfigurations[i].subnet))
            {
                vnets.insert(at->vnet);
            }
        }
        if (vnets.size() > 1)
        {
            Add(".ipConfigurations", "", "A6", "all of them must be in one virtual network");
        }
        CheckSingle(gateway);
    }

    void CheckSku(const VirtualNetworkGateway& gateway, bool vpn)
    {
        const auto& words = vpn ? azure::VpnSkuWords() : azure::ExpressRouteSkuWords();
        const auto& generation = gateway.vpnGatewayGeneration;
        if (std::count(words.begin(), words.end(), gateway.sku) == 0)
        {
            Add(".sku",
                "",
                vpn ? "G1" : "G2",
                "\"" + gateway.sku + "\" is no SKU of a gateway of type " + gateway.gatewayType +
                    "; there are " + Joined(words));
            return;
        }
        if (!generation.empty() && generation != "None" && generation != "Generation1" &&
            generation != "Generation2")
        {
            Add(".vpnGatewayGeneration", "", "G1", "must be None, Generation1 or Generation2");
        }
        else if (vpn && !azure::FindVpnSku(gateway.sku, generation))
        {
            Add(".vpnGatewayGeneration", "", "G1", gateway.sku + " is not of " + generation);
        }
        if (gateway.sku == "Basic" && (gateway.enableBgp || gateway.activeActive))
        {
            Add(".sku", "", "G1", "Basic has neither BGP nor activeActive");
        }
    }

    void CheckConfiguration(const ApplianceIpConfiguration& configuration, size_t i, bool vpn)
    {
        const std::string path = Item(".ipConfigurations", i);
        const auto at = m_context.FindSubnet(configuration.subnet);
        if (!at)
        {
            Add(path + ".subnet",
                "InvalidResourceReference",
                "A6",
                "there is no subnet \"" + configuration.subnet + "\"");
        }
        else if (m_topology.virtualNetworks[at->vnet].subnets[at->subnet].name != "GatewaySubnet")
        {
            Add(path + ".subnet", "", "A6", "the subnet of a gateway is named GatewaySubnet");
        }
        const auto address = IpAddress::Parse(configuration.privateIPAddress);
        if (!configuration.privateIPAddress.empty() &&
            (!address || !address->IsV4() ||
             (at && !m_context.subnetSpaces[at->vnet][at->subnet].Containing(*address))))
        {
            Add(path + ".privateIPAddress", "", "A3", "must be an IPv4 address of the subnet");
        }
        CheckPublic(configuration.publicIPAddress, path + ".publicIPAddress", vpn);
    }

    void CheckPublic(const std::string& name, const std::string& path, bool vpn)
    {
        if (name.empty())
        {
            if (vpn)
            {
                Add(path, "", "D1", "a VPN gateway needs a public IP address for its tunnels");
            }
            return;
        }
        const auto place = m_context.publicIps.Find(name);
        if (!place)
        {
            Add(path,
                "InvalidResourceReference",
                "",
                "there is no public IP address \"" + name + "\"");
            return;
        }
        if (m_topology.publicIPAddresses[*place].publicIPAddressVersion != "IPv4")
        {
            Add(path, "", "D1", "tunnels are over IPv4: the public address must be IPv4");
        }
        if (!m_publicUsers.insert(name).second || IsOfNic(name))
        {
            Add(path, "PublicIPAddressInUse", "", name + " is already in use");
        }
    }

    bool IsOfNic(const std::string& name) const
    {
        for (const auto& nic : m_topology.networkInterfaces)
        {
            for (const auto& configuration : nic.ipConfigurations)
            {
                if (configuration.publicIPAddress == name)
                {
                    return true;
                }
            }
        }
        return false;
    }

    void CheckSingle(const VirtualNetworkGateway& gateway)
    {
        const auto vnet = VnetOf(gateway);
        if (vnet && GatewaysOf(*vnet, gateway.gatewayType).front() != &gateway)
        {
            Add("",
                "",
                "D2",
                m_topology.virtualNetworks[*vnet].name + " has a gateway of type " +
                    gateway.gatewayType +
                    " already; a virtual network has at most one of type Vpn and one of type "
                    "ExpressRoute");
        }
    }

    void CheckSite(size_t place)
    {
        const auto& site = m_topology.localNetworkGateways[place];
        m_path = Item("localNetworkGateways", place);
        m_subject = site.name;
        const auto device = IpAddress::Parse(site.gatewayIpAddress);
        if (!site.gatewayIpAddress.empty() && (!device || !device->IsV4()))
        {
            Add(".gatewayIpAddress",
                "",
                "D1",
                "must be the IPv4 address of the device: tunnels "
                "are over IPv4");
        }
        if (site.localNetworkAddressSpace.empty() && !site.bgpSettings)
        {
            Add(".localNetworkAddressSpace", "", "R7", "without bgpSettings it needs a prefix");
        }
        const auto speaker = site.bgpSettings ? site.bgpSettings->bgpPeeringAddress : "";
        if (!speaker.empty() && !IpAddress::Parse(speaker))
        {
            Add(".bgpSettings.bgpPeeringAddress", "", "R7", "\"" + speaker + "\" is no address");
        }
        for (size_t i = 0; i < site.localNetworkAddressSpace.size(); ++i)
        {
            if (const auto fault = PrefixFormFault(site.localNetworkAddressSpace[i]))
            {
                Add(Item(".localNetworkAddressSpace", i),
                    fault->word.c_str(),
                    "R7",
                    fault->sentence);
            }
        }
    }

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

    /** P4, as far as it is about who has a gateway. */
    void CheckUsers()
    {
        for (size_t i = 0; i < m_topology.virtualNetworks.size(); ++i)
        {
            const auto& vnet = m_topology.virtualNetworks[i];
            for (size_t k = 0; k < vnet.virtualNetworkPeerings.size(); ++k)
            {
                if (vnet.virtualNetworkPeerings[k].useRemoteGateways && !GatewaysOf(i).empty())
                {
                    m_path = Item(Item("virtualNetworks", i) + ".virtualNetworkPeerings", k);
                    m_subject = vnet.name;
                    Add(".useRemoteGateways",
                        "",
                        "P4",
                        vnet.name + " has a gateway of its own, " + GatewaysOf(i).front()->name);
                }
            }
        }
    }

    /** The network whose gateway a subnet's routes lead to: its own, or that of a peer. */
    size_t GatewayVnetFor(size_t vnet) const
    {
        for (const auto& peering : m_topology.virtualNetworks[vnet].virtualNetworkPeerings)
        {
            const auto remote = m_context.vnets.Find(peering.remoteVirtualNetwork);
            if (peering.useRemoteGateways && remote && GatewaysOf(vnet).empty())
            {
                return *remote;
            }
        }
        return vnet;
    }

    /** R12 and D1 for tables with next hop VirtualNetworkGateway; each fault once. */
    void CheckRoutes()
    {
        std::set<std::pair<size_t, std::string>> told;
        for (size_t i = 0; i < m_topology.virtualNetworks.size(); ++i)
        {
            for (const auto& subnet : m_topology.virtualNetworks[i].subnets)
            {
                const auto table = m_context.routeTables.Find(subnet.routeTable);
                if (table && told.insert({*table, std::to_string(GatewayVnetFor(i))}).second)
                {
                    CheckTable(*table, GatewayVnetFor(i));
                }
            }
        }
    }

    void CheckTable(size_t table, size_t vnet)
    {
        const auto& routes = m_topology.routeTables[table].routes;
        const bool coexist = !GatewaysOf(vnet, "ExpressRoute").empty();
        for (size_t i = 0; i < routes.size(); ++i)
        {
            if (routes[i].nextHopType != "VirtualNetworkGateway")
            {
                continue;
            }
            m_path = Item(Item("routeTables", table) + ".routes", i);
            m_subject = m_topology.routeTables[table].name + "/" + routes[i].name;
            if (coexist)
            {
                Add(".nextHopType",
                    "",
                    "R12",
                    "VirtualNetworkGateway is for VPN gateways only, and not where one coexists "
                    "with an ExpressRoute gateway, as in " +
                        m_topology.virtualNetworks[vnet].name);
            }
            const auto prefix = Prefix::Parse(routes[i].addressPrefix);
            if (prefix && prefix->GetFamily() == Family::V6)
            {
                Add(".nextHopType",
                    "",
                    "D1",
                    "IPv6 routes cannot have the next hop VirtualNetworkGateway");
            }
        }
    }

    void CheckTunnels()
    {
        for (size_t i = 0; i < m_topology.nodes.size(); ++i)
        {
            const auto& node = m_topology.nodes[i];
            for (size_t k = 0; k < node.tunnels.size(); ++k)
            {
                m_path = Item(Item("nodes", i) + ".tunnels", k);
                m_subject = node.name;
                CheckTunnel(node.tunnels[k]);
            }
        }
    }

    void CheckTunnel(const TunnelConfig& tunnel)
    {
        const auto isV4 = [](const std::string& text) {
            const auto address = IpAddress::Parse(text);
            return address && address->IsV4();
        };
        const auto gateway = m_gateways.Find(tunnel.remote);
        if (!tunnel.remote.empty() && !isV4(tunnel.remote) &&
            (!gateway || Gateway(*gateway).gatewayType != "Vpn"))
        {
            Add(".remote", "", "D1", "must be an IPv4 address or the name of a VPN gateway");
        }
        if (!tunnel.local.empty() && !isV4(tunnel.local))
        {
            Add(".local", "", "D1", "must be an IPv4 address: tunnels are over IPv4");
        }
        if (tunnel.mtu < 576 || tunnel.mtu > 9000)
        {
            Add(".mtu", "", "G5", "must be from 576 to 9000");
        }
        for (size_t i = 0; i < tunnel.prefixes.size(); ++i)
        {
            if (const auto fault = PrefixFormFault(tunnel.prefixes[i]))
            {
                Add(Item(".prefixes", i), fault->word.c_str(), "", fault->sentence);
            }
        }
    }

    void Missing(const std::string& member, const std::string& kind, const std::string& name)
    {
        Add(member, "InvalidResourceReference", "", "there is no " + kind + " \"" + name + "\"");
    }

    void Add(const std::string& member,
             const char* word,
             const char* rule,
             const std::string& sentence)
    {
        m_context.Add({m_path + member, m_subject, word, rule, sentence});
    }

    ValidationContext& m_context;
    const Topology& m_topology;
    NameIndex m_gateways;
    NameIndex m_sites;
    NameIndex m_circuits;
    std::set<std::string> m_publicUsers;
    std::string m_path;
    std::string m_subject;
};

} // namespace

void
ValidateGateways(ValidationContext& context)
{
    GatewayChecker(context).Check();
}

} // namespace ns3::v6lab
