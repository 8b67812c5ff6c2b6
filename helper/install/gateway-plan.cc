// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/gateway-plan.h"

#include "helper/install/address-text.h"
#include "helper/install/gateway-exchange.h"
#include "helper/topology/address-pool.h"
#include "model/core/azure/gateway-sku.h"

#include <algorithm>
#include <map>
#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

constexpr uint64_t FIRST_ADDRESS = 4; // A3

template <class T>
const T*
FindNamed(const std::vector<T>& list, const std::string& name)
{
    const auto found =
        std::find_if(list.begin(), list.end(), [&](const T& item) { return item.name == name; });
    return found == list.end() ? nullptr : &*found;
}

const Subnet*
GatewaySubnetOf(const Topology& topology, const VirtualNetworkGateway& gateway)
{
    const auto* vnet = FindNamed(topology.virtualNetworks, NetworkOf(gateway));
    return vnet == nullptr ? nullptr : FindNamed(vnet->subnets, std::string("GatewaySubnet"));
}

bool
HasIpv6(const Subnet& subnet)
{
    return std::any_of(
        subnet.addressPrefixes.begin(),
        subnet.addressPrefixes.end(),
        [](const std::string& prefix) { return prefix.find(':') != std::string::npos; });
}

azure::Index
SubnetIndex(const AzurePlan& plan, const VirtualNetworkGateway& gateway)
{
    const std::string& name = gateway.ipConfigurations.at(0).subnet;
    const auto found = plan.subnets.find(name);
    if (found == plan.subnets.end())
    {
        throw std::invalid_argument(gateway.name + ": there is no subnet \"" + name + "\"");
    }
    return found->second;
}

/** Gives each instance its addresses; all gateways of a subnet share its pools. */
class InstancePlanner
{
  public:
    InstancePlanner(const Topology& topology, AzurePlan& plan)
        : m_topology(topology),
          m_plan(plan)
    {
    }

    void Run()
    {
        for (const auto& gateway : m_topology.virtualNetworkGateways)
        {
            for (const auto& configuration : gateway.ipConfigurations)
            {
                if (!configuration.privateIPAddress.empty())
                {
                    const auto address = ReadAddress(configuration.privateIPAddress, gateway.name);
                    Pool(SubnetIndex(m_plan, gateway), address.GetFamily()).Reserve(address);
                }
            }
        }
        for (size_t i = 0; i < m_topology.virtualNetworkGateways.size(); ++i)
        {
            AddInstances(i);
        }
    }

  private:
    AddressPool& Pool(azure::Index subnet, Family family)
    {
        const Prefix& prefix = PrefixOf(m_plan.estate.subnets[subnet], family);
        return m_pools.try_emplace({subnet, family}, std::vector<Prefix>{prefix}, FIRST_ADDRESS)
            .first->second;
    }

    void AddInstances(size_t place)
    {
        const auto& gateway = m_topology.virtualNetworkGateways[place];
        const auto subnet = SubnetIndex(m_plan, gateway);
        const size_t instances = gateway.activeActive ? gateway.ipConfigurations.size() : 1;
        for (size_t i = 0; i < instances; ++i)
        {
            const auto& wanted = gateway.ipConfigurations[i].privateIPAddress;
            std::vector<IpAddress> addresses{wanted.empty() ? Pool(subnet, Family::V4).Take()
                                                            : ReadAddress(wanted, gateway.name)};
            if (HasIpv6(*GatewaySubnetOf(m_topology, gateway)))
            {
                addresses.push_back(Pool(subnet, Family::V6).Take());
            }
            const auto nic = m_plan.estate.AddNic(subnet, addresses, true);
            m_plan.estate.nics[nic].gateway = true;
            const std::string name =
                gateway.name + (instances > 1 ? "-" + std::to_string(i) : std::string());
            m_plan.gatewayInstances.push_back({name, place, i, nic});
            m_plan.nics[name] = nic;
            if (gateway.gatewayType == "Vpn")
            {
                m_plan.estate.vnets[m_plan.estate.subnets[subnet].vnet].vpnGateway.push_back(nic);
            }
        }
    }

    const Topology& m_topology;
    AzurePlan& m_plan;
    std::map<std::pair<azure::Index, Family>, AddressPool> m_pools;
};

/** An edge speaks BGP with the gateway from GatewaySubnet, as Azure's tables show it. */
std::vector<IpAddress>
EdgeAddresses(const AzurePlan& plan, azure::Index subnet, bool ipv6)
{
    std::vector<IpAddress> addresses;
    for (const Family family : {Family::V4, Family::V6})
    {
        if (family == Family::V6 && !ipv6)
        {
            continue;
        }
        AddressPool pool({PrefixOf(plan.estate.subnets[subnet], family)}, FIRST_ADDRESS);
        for (const auto& nic : plan.estate.nics)
        {
            for (const auto& configuration : nic.ipConfigurations)
            {
                if (nic.subnet == subnet && configuration.address.GetFamily() == family)
                {
                    pool.Reserve(configuration.address);
                }
            }
        }
        addresses.push_back(pool.Take());
    }
    return addresses;
}

/** One interface of either Microsoft edge for each connection of its circuit. */
void
PlanEdges(const Topology& topology, AzurePlan& plan, size_t connection)
{
    const auto& settings = topology.connections[connection];
    const auto* circuit = FindCircuit(topology, settings.expressRouteCircuit);
    const auto* gateway = FindGateway(topology, settings.virtualNetworkGateway1);
    if (settings.connectionType != "ExpressRoute" || circuit == nullptr || gateway == nullptr)
    {
        return;
    }
    std::vector<azure::Index> entries;
    for (const auto& instance : plan.gatewayInstances)
    {
        if (&topology.virtualNetworkGateways[instance.gateway] == gateway)
        {
            entries.push_back(instance.nic);
        }
    }
    const auto sku = azure::FindExpressRouteSku(gateway->sku);
    for (const bool secondary : {false, true})
    {
        const auto subnet = SubnetIndex(plan, *gateway);
        std::vector<IpAddress> speaker;
        if (HasSession(topology, *circuit, secondary))
        {
            speaker = EdgeAddresses(plan, subnet, HasIpv6(*GatewaySubnetOf(topology, *gateway)));
        }
        const auto nic = plan.estate.AddNic(subnet, speaker, true);
        auto& planned = plan.estate.nics[nic];
        planned.gateway = true;
        planned.entries = entries;
        planned.fastPath = settings.expressRouteGatewayBypass && sku && sku->fastPath;
        plan.edges.push_back({static_cast<size_t>(circuit - topology.expressRouteCircuits.data()),
                              secondary,
                              connection,
                              nic});
    }
}

} // namespace

void
PlanGateways(const Topology& topology, AzurePlan& plan)
{
    InstancePlanner(topology, plan).Run();
    for (size_t i = 0; i < topology.connections.size(); ++i)
    {
        PlanEdges(topology, plan, i);
    }
}

bool
CarriesIpv6(const Topology& topology, const VirtualNetworkGateway& gateway)
{
    const auto sku = azure::FindVpnSku(gateway.sku, gateway.vpnGatewayGeneration);
    const auto* subnet = GatewaySubnetOf(topology, gateway);
    if (topology.azure < "2026" || !sku || !sku->ipv6 || subnet == nullptr || !HasIpv6(*subnet))
    {
        return false;
    }
    // D2: the other gateway of this dual-stack subnet is an IPv6-enabled ExpressRoute gateway.
    return std::none_of(topology.virtualNetworkGateways.begin(),
                        topology.virtualNetworkGateways.end(),
                        [&](const VirtualNetworkGateway& other) {
                            return other.gatewayType == "ExpressRoute" &&
                                   NetworkOf(other) == NetworkOf(gateway);
                        });
}

const VirtualNetworkGateway*
FindGateway(const Topology& topology, const std::string& name)
{
    return FindNamed(topology.virtualNetworkGateways, name);
}

const VirtualNetworkGateway*
GatewayOf(const Topology& topology, const TunnelConfig& tunnel)
{
    const auto there = IpAddress::Parse(tunnel.remote);
    const auto isThere = [&](const ApplianceIpConfiguration& configuration) {
        const auto* own = FindNamed(topology.publicIPAddresses, configuration.publicIPAddress);
        return own != nullptr && IpAddress::Parse(own->ipAddress) == there;
    };
    for (const auto& gateway : topology.virtualNetworkGateways)
    {
        const auto& all = gateway.ipConfigurations;
        if (gateway.name == tunnel.remote ||
            (there && std::any_of(all.begin(), all.end(), isThere)))
        {
            return &gateway;
        }
    }
    return nullptr;
}

const LocalNetworkGateway*
FindSite(const Topology& topology, const std::string& name)
{
    return FindNamed(topology.localNetworkGateways, name);
}

const ExpressRouteCircuit*
FindCircuit(const Topology& topology, const std::string& name)
{
    return FindNamed(topology.expressRouteCircuits, name);
}

std::string
NetworkOf(const VirtualNetworkGateway& gateway)
{
    if (gateway.ipConfigurations.empty())
    {
        return "";
    }
    const std::string& subnet = gateway.ipConfigurations.front().subnet;
    return subnet.substr(0, subnet.find('/'));
}

const ExpressRoutePeering*
PrivatePeeringOf(const ExpressRouteCircuit& circuit)
{
    for (const auto& peering : circuit.peerings)
    {
        if (peering.name == "AzurePrivatePeering" && peering.state == "Enabled")
        {
            return &peering;
        }
    }
    return nullptr;
}

std::string
EdgeName(const ExpressRouteCircuit& circuit, bool secondary)
{
    return circuit.name + (secondary ? "-secondary" : "-primary");
}

std::optional<PeeringLink>
LinkOf(const ExpressRouteCircuit& circuit, bool secondary, Family family)
{
    const auto* peering = PrivatePeeringOf(circuit);
    if (peering == nullptr || (family == Family::V6 && !circuit.allowIPv6))
    {
        return std::nullopt;
    }
    const bool v4 = family == Family::V4;
    const std::string& text =
        secondary
            ? (v4 ? peering->secondaryPeerAddressPrefix : peering->secondaryPeerAddressPrefixIPv6)
            : (v4 ? peering->primaryPeerAddressPrefix : peering->primaryPeerAddressPrefixIPv6);
    if (text.empty())
    {
        return std::nullopt;
    }
    const Prefix prefix = ReadPrefix(text, "circuit " + circuit.name);
    AddressPool pool({prefix}, 1);
    const auto customer = pool.Take();
    return PeeringLink{prefix, customer, pool.Take()};
}

} // namespace ns3::v6lab
