// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/gateway-bgp.h"

#include "helper/install/address-text.h"
#include "helper/install/authored-quantity.h"
#include "helper/install/azure-plan.h"
#include "helper/install/bgp-install.h"
#include "helper/install/gateway-exchange.h"
#include "helper/install/gateway-plan.h"
#include "helper/install/gateway-sinks.h"

#include "ns3/boolean.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <memory>

namespace ns3::v6lab
{

namespace
{

constexpr uint32_t GATEWAY_AS = 65515;
constexpr uint32_t MOST_PATHS = 16;
constexpr uint8_t OWN_AS_ONCE = 1; // MSEEs take routes that went through another one of them
constexpr size_t MOST_ROUTES_V4 = 4000;
constexpr size_t MOST_ROUTES_V6 = 100;

class GatewayBgpInstaller
{
  public:
    GatewayBgpInstaller(const Topology& topology, Installation& installation)
        : m_topology(topology),
          m_in(installation),
          m_plan(PlanAzure(topology)), // as InstallGateways() did: the same every time
          m_table(std::make_shared<GatewayRouteTable>(installation.fabric))
    {
    }

    void Run()
    {
        for (const auto& circuit : m_topology.expressRouteCircuits)
        {
            for (const bool secondary : {false, true})
            {
                if (HasSession(m_topology, circuit, secondary))
                {
                    JoinCustomer(circuit, secondary);
                }
            }
        }
        for (const auto& edge : m_plan.edges)
        {
            if (HasSession(m_topology,
                           m_topology.expressRouteCircuits[edge.circuit],
                           edge.secondary))
            {
                JoinEdge(edge);
            }
        }
        for (const auto& connection : m_topology.connections)
        {
            if (const auto* device = SessionPeer(m_topology, connection))
            {
                JoinDevice(connection, *device);
            }
        }
    }

  private:
    const OutsideNode& RouterOf(const ExpressRouteCircuit& circuit, bool secondary) const
    {
        const auto& name = secondary ? circuit.secondaryRouter : circuit.primaryRouter;
        return *std::find_if(m_topology.nodes.begin(),
                             m_topology.nodes.end(),
                             [&](const OutsideNode& node) { return node.name == name; });
    }

    Ptr<BgpRouter> RouterAt(const std::string& name) const
    {
        return m_in.nodes.at(name)->GetObject<BgpRouter>();
    }

    Ptr<BgpRouter> MakeRouter(const std::string& name, uint32_t asn, bool installs)
    {
        const auto router = CreateObject<BgpRouter>();
        router->SetAttribute("Asn", UintegerValue(asn));
        router->SetAttribute("MaxPaths", UintegerValue(MOST_PATHS));
        router->SetAttribute("InstallRoutes", BooleanValue(installs));
        m_in.nodes.at(name)->AggregateObject(router);
        return router;
    }

    /** A loss is seen as soon as the customer wants. */
    static void UseBfd(const Ptr<BgpRouter>& router, const OutsideNode& customer)
    {
        if (customer.bgp && customer.bgp->bfd)
        {
            const std::string where = "node " + customer.name + ": bgp: bfdInterval";
            router->SetAttribute("Bfd", BooleanValue(true));
            router->SetAttribute("BfdInterval",
                                 TimeValue(ReadDuration(customer.bgp->bfdInterval, where)));
        }
    }

    /** The customer's end of a session; what its `bgp` says of the neighbour holds. */
    void AddCustomerEnd(const OutsideNode& node,
                        const IpAddress& local,
                        const IpAddress& remote,
                        uint32_t asn,
                        const std::optional<IpAddress>& nextHopV6 = std::nullopt)
    {
        const auto router = RouterAt(node.name);
        auto peer = router->MakeNeighbor(local, remote, asn);
        UseNextHop(peer, nextHopV6);
        peer.weight = 0; // as a neighbour has whose entry says nothing
        for (const auto& neighbor : node.bgp->neighbors)
        {
            if (IpAddress::Parse(neighbor.address) == remote)
            {
                peer.session.peerAs = neighbor.asn;
                const std::string where =
                    "node " + node.name + ": bgp neighbor " + neighbor.address;
                ApplyPolicy(neighbor, where, peer);
            }
        }
        router->AddNeighbor(peer);
    }

    /** Of a session over IPv4 that carries IPv6 prefixes too. */
    static void UseNextHop(bgp::PeerSettings& peer, const std::optional<IpAddress>& nextHopV6)
    {
        if (nextHopV6)
        {
            peer.nextHopV6 = nextHopV6;
            peer.session.families = {Family::V4, Family::V6};
        }
    }

    void JoinCustomer(const ExpressRouteCircuit& circuit, bool secondary)
    {
        const auto& customer = RouterOf(circuit, secondary);
        const auto& peering = *PrivatePeeringOf(circuit);
        const auto link = *LinkOf(circuit, secondary, Family::V4);
        const std::string name = EdgeName(circuit, secondary);
        const auto edge = MakeRouter(name, peering.azureASN, true);
        UseBfd(edge, customer);
        const std::string where = "node " + customer.name + ": bgp: connectRetry";
        edge->SetAttribute("ConnectRetry",
                           TimeValue(ReadDuration(customer.bgp->connectRetry, where)));
        AddCustomerEnd(customer, link.customer, link.microsoft, peering.azureASN);
        auto peer = edge->MakeNeighbor(link.microsoft, link.customer, peering.peerASN);
        peer.removePrivateAs = true;
        peer.allowOwnAs = OWN_AS_ONCE;
        peer.maxPrefixesV4 = MOST_ROUTES_V4;
        peer.maxPrefixesV6 = MOST_ROUTES_V6;
        edge->AddNeighbor(peer);
    }

    const IpAddress& SpeakerAddress(azure::Index nic) const
    {
        return m_plan.estate.nics[nic].ipConfigurations.front().address;
    }

    std::optional<IpAddress> Ipv6Of(azure::Index nic) const
    {
        for (const auto& configuration : m_plan.estate.nics[nic].ipConfigurations)
        {
            if (configuration.address.IsV6())
            {
                return configuration.address;
            }
        }
        return std::nullopt;
    }

    azure::Index VnetOf(const VirtualNetworkGateway& gateway) const
    {
        return m_plan.vnets.at(NetworkOf(gateway));
    }

    static uint32_t AsnOf(const VirtualNetworkGateway& gateway)
    {
        return gateway.bgpSettings ? gateway.bgpSettings->asn : GATEWAY_AS;
    }

    /** An instance's speaker; made at need, with what becomes of the routes it learns. */
    Ptr<BgpRouter> SpeakerAt(const GatewayInstance& instance)
    {
        if (const auto known = RouterAt(instance.name))
        {
            return known;
        }
        const auto& gateway = m_topology.virtualNetworkGateways[instance.gateway];
        const auto router = MakeRouter(instance.name, AsnOf(gateway), false);
        for (const auto& node : m_topology.nodes)
        {
            UseBfd(router, node);
        }
        const auto own = AdvertisedBy(m_topology, m_plan, gateway);
        router->Originate(own);
        const GatewaySpeaker speaker{instance.name, VnetOf(gateway), m_table};
        if (gateway.gatewayType == "ExpressRoute")
        {
            router->SetRouteSink(CircuitSink(speaker, EdgesOf(gateway)));
        }
        else
        {
            router->SetRouteSink(TunnelSink(speaker,
                                            {SpeakerAddress(instance.nic), instance.nic},
                                            m_in.nodes.at(instance.name),
                                            SpaceAround(VnetOf(gateway))));
        }
        return router;
    }

    /** What the network and its peers have: no route from outside wins against it (R11a). */
    std::vector<Prefix> SpaceAround(azure::Index self) const
    {
        const auto& vnets = m_plan.estate.vnets;
        auto space = vnets[self].prefixes;
        for (const auto& peering : vnets[self].peerings)
        {
            const auto& theirs = vnets[peering.remote].prefixes;
            space.insert(space.end(), theirs.begin(), theirs.end());
        }
        return space;
    }

    std::map<IpAddress, EdgeNextHop> EdgesOf(const VirtualNetworkGateway& gateway) const
    {
        std::map<IpAddress, EdgeNextHop> found;
        for (const auto& edge : m_plan.edges)
        {
            const auto& circuit = m_topology.expressRouteCircuits[edge.circuit];
            if (GatewayOf(m_topology.connections[edge.connection]) == &gateway &&
                HasSession(m_topology, circuit, edge.secondary))
            {
                const auto link = LinkOf(circuit, edge.secondary, Family::V4);
                found[SpeakerAddress(edge.nic)] = {link->microsoft, edge.nic};
            }
        }
        return found;
    }

    const VirtualNetworkGateway* GatewayOf(const GatewayConnection& connection) const
    {
        return FindGateway(m_topology, connection.virtualNetworkGateway1);
    }

    std::vector<const GatewayInstance*> InstancesOf(const GatewayConnection& connection) const
    {
        std::vector<const GatewayInstance*> found;
        for (const auto& instance : m_plan.gatewayInstances)
        {
            if (&m_topology.virtualNetworkGateways[instance.gateway] == GatewayOf(connection))
            {
                found.push_back(&instance);
            }
        }
        return found;
    }

    /** A Microsoft edge and the gateway of a connection, within GatewaySubnet. */
    void JoinEdge(const EdgeAttachment& attachment)
    {
        const auto& circuit = m_topology.expressRouteCircuits[attachment.circuit];
        const auto& connection = m_topology.connections[attachment.connection];
        const auto edge = RouterAt(EdgeName(circuit, attachment.secondary));
        const auto& speaker = SpeakerAddress(attachment.nic);
        const auto asn = PrivatePeeringOf(circuit)->azureASN;
        for (const auto* instance : InstancesOf(connection))
        {
            const auto gateway = SpeakerAt(*instance);
            const auto& address = SpeakerAddress(instance->nic);
            edge->AddNeighbor(edge->MakeNeighbor(speaker, address, AsnOf(*GatewayOf(connection))));
            auto peer = gateway->MakeNeighbor(address, speaker, asn);
            peer.weight = bgp::EXPRESSROUTE_WEIGHT + connection.routingWeight;
            peer.allowOwnAs = OWN_AS_ONCE; // of other gateways of the circuit: all have one AS (P5)
            peer.exportLearned = false;
            gateway->AddNeighbor(peer);
        }
    }

    /** The instances of a VPN gateway and a site's device, through their tunnels. */
    void JoinDevice(const GatewayConnection& connection, const OutsideNode& device)
    {
        const auto& gateway = *GatewayOf(connection);
        const auto& site = *FindSite(m_topology, connection.localNetworkGateway2);
        const auto remote = ReadAddress(site.bgpSettings->bgpPeeringAddress, site.name);
        const bool ipv6 = CarriesIpv6(m_topology, gateway);
        const auto theirs = ipv6 ? Ipv6At(device.name) : std::nullopt;
        for (const auto* instance : InstancesOf(connection))
        {
            const auto& local = SpeakerAddress(instance->nic);
            const auto ours = theirs ? Ipv6Of(instance->nic) : std::nullopt;
            const auto router = SpeakerAt(*instance);
            auto peer = router->MakeNeighbor(local, remote, site.bgpSettings->asn);
            peer.session.families = {Family::V4};
            peer.weight += site.bgpSettings->peerWeight;
            UseNextHop(peer, ours);
            router->AddNeighbor(peer);
            AddCustomerEnd(device, remote, local, AsnOf(gateway), ours ? theirs : std::nullopt);
        }
    }

    /** Any of its own: it is reached through the tunnel, whatever the address. */
    std::optional<IpAddress> Ipv6At(const std::string& name) const
    {
        const auto& addresses = m_in.addresses.at(name);
        const auto found = std::find_if(addresses.begin(),
                                        addresses.end(),
                                        [](const IpAddress& one) { return one.IsV6(); });
        return found == addresses.end() ? std::nullopt : std::optional<IpAddress>(*found);
    }

    const Topology& m_topology;
    Installation& m_in;
    const AzurePlan m_plan;
    std::shared_ptr<GatewayRouteTable> m_table;
};

} // namespace

void
InstallGatewayBgp(const Topology& topology, Installation& installation)
{
    const auto& circuits = topology.expressRouteCircuits;
    const auto& connections = topology.connections;
    const bool any =
        std::any_of(circuits.begin(),
                    circuits.end(),
                    [&](const ExpressRouteCircuit& circuit) {
                        return HasSession(topology, circuit, false) ||
                               HasSession(topology, circuit, true);
                    }) ||
        std::any_of(connections.begin(), connections.end(), [&](const GatewayConnection& one) {
            return SessionPeer(topology, one) != nullptr;
        });
    if (any && installation.fabric)
    {
        GatewayBgpInstaller(topology, installation).Run();
    }
}

} // namespace ns3::v6lab
