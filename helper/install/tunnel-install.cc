// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/tunnel-install.h"

#include "helper/install/address-text.h"
#include "helper/install/gateway-exchange.h"
#include "helper/install/gateway-plan.h"
#include "helper/topology/own-address.h"
#include "model/core/azure/gateway-sku.h"
#include "model/routing/packet-bytes.h"
#include "model/vpn/esp-endpoint.h"
#include "model/vpn/ipsec-tunnel.h"

#include "ns3/boolean.h"
#include "ns3/data-rate.h"
#include "ns3/ipv4.h"
#include "ns3/ipv6.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>
#include <utility>

namespace ns3::v6lab
{

namespace
{

constexpr uint32_t FIRST_SPI = 0x1000;

/** One end of a tunnel to be. Public addresses are what the other side knows it by. */
struct End
{
    std::string node;
    IpAddress local;       //!< of the node itself
    IpAddress localPublic; //!< the same, or what the fabric puts in its place
    IpAddress remotePublic;
    uint32_t mtu{0};
    uint32_t mss{0};
    bool ipv6{true};
    std::optional<azure::VpnGatewaySku> sku{};
};

class TunnelInstaller
{
  public:
    TunnelInstaller(const Topology& topology, const AzurePlan& plan, Installation& installation)
        : m_topology(topology),
          m_plan(plan),
          m_in(installation)
    {
    }

    void Run()
    {
        for (const auto& connection : m_topology.connections)
        {
            if (connection.connectionType != "ExpressRoute")
            {
                InstallConnection(connection);
            }
        }
        for (const auto& node : m_topology.nodes)
        {
            for (const auto& tunnel : node.tunnels)
            {
                InstallOutside(node, tunnel);
            }
        }
    }

  private:
    const azure::IpConfiguration& AddressOf(const GatewayInstance& instance) const
    {
        return m_plan.estate.nics[instance.nic].ipConfigurations.front();
    }

    std::vector<const GatewayInstance*> InstancesOf(const std::string& gateway) const
    {
        std::vector<const GatewayInstance*> found;
        for (const auto& instance : m_plan.gatewayInstances)
        {
            if (m_topology.virtualNetworkGateways[instance.gateway].name == gateway)
            {
                found.push_back(&instance);
            }
        }
        return found;
    }

    /** One tunnel for each pair of instances, or from each to the device of the site. */
    void InstallConnection(const GatewayConnection& connection)
    {
        const auto* gateway = FindGateway(m_topology, connection.virtualNetworkGateway1);
        if (gateway == nullptr)
        {
            throw std::invalid_argument("connection " + connection.name + ": no gateway \"" +
                                        connection.virtualNetworkGateway1 + "\"");
        }
        End end;
        end.mtu = connection.mtu;
        end.mss = connection.mss;
        end.ipv6 = CarriesIpv6(m_topology, *gateway);
        end.sku = azure::FindVpnSku(gateway->sku, gateway->vpnGatewayGeneration);
        auto prefixes = LearnedBy(m_topology, m_plan, connection, Exchange::WithoutSessions);
        AddSpeaker(prefixes, connection);
        for (const auto* instance : InstancesOf(gateway->name))
        {
            end.node = instance->name;
            end.local = AddressOf(*instance).address;
            if (!AddressOf(*instance).publicAddress)
            {
                throw std::invalid_argument(instance->name + " has no public address");
            }
            end.localPublic = *AddressOf(*instance).publicAddress;
            for (const auto& remote : RemotesOf(connection))
            {
                end.remotePublic = remote;
                const auto tunnel = Install(end);
                tunnel->SetConnection(connection.name);
                Attract(tunnel, end.node, prefixes, end.ipv6);
            }
        }
    }

    /** The address that the site speaks BGP from is behind the tunnel, whatever it announces. */
    void AddSpeaker(std::vector<Prefix>& prefixes, const GatewayConnection& connection) const
    {
        const auto* site = FindSite(m_topology, connection.localNetworkGateway2);
        if (connection.enableBgp && site != nullptr && site->bgpSettings &&
            !site->bgpSettings->bgpPeeringAddress.empty())
        {
            const auto speaker = ReadAddress(site->bgpSettings->bgpPeeringAddress, site->name);
            prefixes.emplace_back(speaker, speaker.GetBits());
        }
    }

    /** The same of an instance: its private address is behind the tunnel to its public one. */
    std::vector<Prefix> SpeakerAt(const std::string& gateway, const IpAddress& publicAddress) const
    {
        std::vector<Prefix> prefixes;
        for (const auto* instance : InstancesOf(gateway))
        {
            if (AddressOf(*instance).publicAddress == publicAddress)
            {
                prefixes.emplace_back(AddressOf(*instance).address, uint8_t{32});
            }
        }
        return prefixes;
    }

    std::vector<IpAddress> RemotesOf(const GatewayConnection& connection) const
    {
        if (connection.connectionType == "IPsec")
        {
            const auto* site = FindSite(m_topology, connection.localNetworkGateway2);
            return site == nullptr
                       ? std::vector<IpAddress>()
                       : std::vector<IpAddress>{ReadAddress(site->gatewayIpAddress, site->name)};
        }
        return PublicAddressesOf(connection.virtualNetworkGateway2);
    }

    std::vector<IpAddress> PublicAddressesOf(const std::string& gateway) const
    {
        std::vector<IpAddress> addresses;
        for (const auto* instance : InstancesOf(gateway))
        {
            if (AddressOf(*instance).publicAddress)
            {
                addresses.push_back(*AddressOf(*instance).publicAddress);
            }
        }
        return addresses;
    }

    void InstallOutside(const OutsideNode& node, const TunnelConfig& tunnel)
    {
        const std::string where = "node " + node.name + ", tunnel " + tunnel.name;
        End end;
        end.node = node.name;
        end.local = LocalOf(node, tunnel, where);
        end.localPublic = end.local;
        end.mtu = tunnel.mtu;
        end.mss = tunnel.mtu - std::min(tunnel.mtu, 50u); // G5: 1350 with 1400
        auto prefixes = ReadPrefixes(tunnel.prefixes, where);
        auto remotes = PublicAddressesOf(tunnel.remote);
        if (remotes.empty())
        {
            remotes = {ReadAddress(tunnel.remote, where)};
        }
        const auto* gateway = GatewayOf(m_topology, tunnel);
        const std::string there = gateway == nullptr ? "" : gateway->name;
        if (gateway != nullptr && node.bgp)
        {
            AddLearned(prefixes, node, there);
        }
        PlaceAddresses(node.name, tunnel, where);
        for (const auto& remote : remotes)
        {
            end.remotePublic = remote;
            const auto installed = Install(end);
            if (node.bgp)
            {
                Attract(installed, node.name, SpeakerAt(there, remote), true);
            }
            Attract(installed, node.name, prefixes, true);
        }
    }

    /** What a gateway would tell the node by BGP, where no session is described. */
    void AddLearned(std::vector<Prefix>& prefixes,
                    const OutsideNode& node,
                    const std::string& gateway) const
    {
        for (const auto& connection : m_topology.connections)
        {
            const auto* site = FindSite(m_topology, connection.localNetworkGateway2);
            if (connection.virtualNetworkGateway1 != gateway || !connection.enableBgp ||
                site == nullptr || NodeAt(m_topology, site->gatewayIpAddress) != &node ||
                SessionPeer(m_topology, connection) == &node)
            {
                continue;
            }
            const auto& self = *FindGateway(m_topology, gateway);
            for (const auto& prefix : AdvertisedBy(m_topology, m_plan, self))
            {
                if (prefix.GetFamily() == Family::V4 || CarriesIpv6(m_topology, self))
                {
                    prefixes.push_back(prefix);
                }
            }
        }
    }

    static IpAddress LocalOf(const OutsideNode& node,
                             const TunnelConfig& tunnel,
                             const std::string& where)
    {
        if (!tunnel.local.empty())
        {
            return ReadAddress(tunnel.local, where);
        }
        std::vector<std::string> candidates;
        if (node.internet)
        {
            candidates = node.internet->addresses;
        }
        for (const auto& interface : node.interfaces)
        {
            for (const auto& text : interface.addresses)
            {
                candidates.push_back(text.substr(0, text.find('/')));
            }
        }
        for (const auto& text : candidates)
        {
            const auto address = ReadAddress(text, where);
            if (address.IsV4())
            {
                return address;
            }
        }
        throw std::invalid_argument(where + ": the node has no IPv4 address to send from");
    }

    /** They are the node's own, on no link: what speaks through the tunnel may use them. */
    void PlaceAddresses(const std::string& name,
                        const TunnelConfig& tunnel,
                        const std::string& where)
    {
        const auto node = m_in.nodes.at(name);
        for (const auto& text : tunnel.addresses)
        {
            const auto parsed = ParseOwnAddress(text);
            if (!parsed)
            {
                throw std::invalid_argument(where + ": \"" + text + "\" is no address");
            }
            const IpAddress& address = *parsed;
            if (address.IsV4())
            {
                node->GetObject<Ipv4>()->AddAddress(
                    0,
                    Ipv4InterfaceAddress(ToNs3V4(address), Ipv4Mask::GetOnes()));
            }
            else
            {
                node->GetObject<Ipv6>()->AddAddress(
                    0,
                    Ipv6InterfaceAddress(ToNs3V6(address), Ipv6Prefix(uint8_t{128})));
            }
        }
    }

    /** Both ends agree on an index for each direction. */
    uint32_t SpiFor(const IpAddress& from, const IpAddress& to)
    {
        const std::pair<std::string, std::string> way{from.ToString(), to.ToString()};
        const auto next = FIRST_SPI + static_cast<uint32_t>(m_spis.size());
        return m_spis.emplace(way, next).first->second;
    }

    Ptr<IpsecTunnel> Install(const End& end)
    {
        auto tunnel = CreateObject<IpsecTunnel>();
        tunnel->SetAttribute("SpiIn", UintegerValue(SpiFor(end.remotePublic, end.localPublic)));
        tunnel->SetAttribute("SpiOut", UintegerValue(SpiFor(end.localPublic, end.remotePublic)));
        tunnel->SetAttribute("Mtu", UintegerValue(end.mtu));
        tunnel->SetAttribute("Mss", UintegerValue(end.mss));
        tunnel->SetAttribute("InnerIpv6", BooleanValue(end.ipv6));
        if (end.sku)
        {
            tunnel->SetAttribute("DataRate", DataRateValue(DataRate(end.sku->tunnel)));
            tunnel->SetAttribute("PacketRate", UintegerValue(end.sku->tunnelPackets));
        }
        tunnel->SetEnds(end.local, end.remotePublic);
        tunnel->Attach(m_in.nodes.at(end.node));
        return tunnel;
    }

    /** Of tunnels of a node with equal prefixes the first is used. */
    void Attract(const Ptr<IpsecTunnel>& tunnel,
                 const std::string& node,
                 const std::vector<Prefix>& prefixes,
                 bool ipv6)
    {
        for (const auto& prefix : prefixes)
        {
            if ((ipv6 || prefix.GetFamily() == Family::V4) &&
                m_taken.insert({node, prefix.ToString()}).second)
            {
                tunnel->AddPrefix(prefix);
            }
        }
    }

    const Topology& m_topology;
    const AzurePlan& m_plan;
    Installation& m_in;
    std::map<std::pair<std::string, std::string>, uint32_t> m_spis;
    std::set<std::pair<std::string, std::string>> m_taken; //!< node and prefix
};

} // namespace

void
InstallTunnels(const Topology& topology, const AzurePlan& plan, Installation& installation)
{
    TunnelInstaller(topology, plan, installation).Run();
}

} // namespace ns3::v6lab
