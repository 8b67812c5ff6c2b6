// SPDX-License-Identifier: GPL-2.0-only
#include "helper/topology/own-address.h"
#include "helper/topology/validate/gateway-faults.h"

namespace ns3::v6lab
{

namespace
{

class SiteChecker : private GatewayFaults
{
  public:
    explicit SiteChecker(ValidationContext& context)
        : GatewayFaults(context)
    {
    }

    void Check()
    {
        for (size_t i = 0; i < m_topology.localNetworkGateways.size(); ++i)
        {
            CheckSite(i);
        }
    }

  private:
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
};

class TunnelChecker : private GatewayFaults
{
  public:
    explicit TunnelChecker(ValidationContext& context)
        : GatewayFaults(context)
    {
    }

    void Check()
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

  private:
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
        for (size_t i = 0; i < tunnel.addresses.size(); ++i)
        {
            const std::string& text = tunnel.addresses[i];
            const auto address = ParseOwnAddress(text);
            if (!address || address->IsUnspecified() || address->IsMulticast() ||
                address->IsLoopback())
            {
                Add(Item(".addresses", i),
                    "",
                    "RFC 1122 3.2.1.3",
                    "\"" + text + "\" is not an address of a node such as 172.16.255.1");
            }
        }
    }
};

} // namespace

void
CheckGatewaySites(ValidationContext& context)
{
    SiteChecker(context).Check();
}

void
CheckTunnels(ValidationContext& context)
{
    TunnelChecker(context).Check();
}

} // namespace ns3::v6lab
