// SPDX-License-Identifier: GPL-2.0-only
// Rules A6, D1, D2, G1 and G2: virtual network gateways.
#include "helper/topology/validate/gateway-faults.h"
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

class GatewayChecker : private GatewayFaults
{
  public:
    explicit GatewayChecker(ValidationContext& context)
        : GatewayFaults(context)
    {
    }

    void Check()
    {
        for (size_t i = 0; i < m_topology.virtualNetworkGateways.size(); ++i)
        {
            CheckGateway(i);
        }
    }

  private:
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

    std::set<std::string> m_publicUsers;
};

} // namespace

void
ValidateGateways(ValidationContext& context)
{
    GatewayChecker(context).Check();
    CheckGatewaySites(context);
    CheckGatewayConnections(context);
    CheckGatewayUses(context);
    CheckGatewayRoom(context);
    CheckTunnels(context);
}

} // namespace ns3::v6lab
