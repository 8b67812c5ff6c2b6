// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/gateway-install.h"

#include "helper/install/authored-quantity.h"
#include "helper/install/gateway-exchange.h"
#include "helper/install/gateway-plan.h"
#include "helper/install/tunnel-install.h"
#include "helper/stack-helper.h"
#include "model/azure/fabric-nic.h"
#include "model/core/azure/gateway-sku.h"
#include "model/core/azure/reserved-ranges.h"
#include "model/vpn/esp-endpoint.h"

#include "ns3/ipv4.h"
#include "ns3/ipv6.h"
#include "ns3/point-to-point-helper.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <set>

namespace ns3::v6lab
{

namespace
{

constexpr uint16_t EXPRESS_ROUTE_MTU = 1400; // G2: what is larger is fragmented there

const Prefix&
AllOf(Family family)
{
    static const Prefix V4 = *Prefix::Parse("0.0.0.0/0");
    static const Prefix V6 = *Prefix::Parse("::/0");
    return family == Family::V4 ? V4 : V6;
}

class GatewayInstaller
{
  public:
    GatewayInstaller(const Topology& topology, const AzurePlan& plan, Installation& installation)
        : m_topology(topology),
          m_plan(plan),
          m_in(installation)
    {
    }

    void Run()
    {
        for (const auto& instance : m_plan.gatewayInstances)
        {
            InstallInstance(instance);
        }
        for (const auto& circuit : m_topology.expressRouteCircuits)
        {
            for (const bool secondary : {false, true})
            {
                InstallEdge(circuit, secondary);
            }
        }
        for (const auto& edge : m_plan.edges)
        {
            Connect(edge);
        }
    }

  private:
    Ptr<ns3::Node> AddNode(const std::string& name)
    {
        const auto node = CreateObject<ns3::Node>();
        StackHelper stack;
        stack.SetForwarding(true);
        stack.SetLedger(m_in.ledger);
        stack.Install(node);
        m_in.nodes[name] = node;
        m_in.names[node->GetId()] = name;
        m_in.addresses[name];
        return node;
    }

    void InstallInstance(const GatewayInstance& instance)
    {
        const auto& gateway = m_topology.virtualNetworkGateways[instance.gateway];
        const auto node = AddNode(instance.name);
        const auto device = m_in.fabric->Attach(node, instance.nic);
        m_in.devices[instance.name] = device;
        const auto& nic = m_plan.estate.nics[instance.nic];
        for (const auto& configuration : nic.ipConfigurations)
        {
            const Family family = configuration.address.GetFamily();
            const auto& prefix = PrefixOf(m_plan.estate.subnets[nic.subnet], family);
            StackHelper::AddAddress(node,
                                    device,
                                    configuration.address,
                                    family == Family::V4 ? prefix.GetLength() : 128);
            StackHelper::AddRoute(node, AllOf(family), azure::GuestGateway(prefix), device);
            m_in.addresses[instance.name].push_back(configuration.address);
            if (configuration.publicAddress)
            {
                m_in.publicAddresses[instance.name].push_back(*configuration.publicAddress);
            }
        }
        if (const auto sku = azure::FindVpnSku(gateway.sku, gateway.vpnGatewayGeneration);
            sku && gateway.gatewayType == "Vpn")
        {
            EspEndpoint::Of(node)->SetAttribute("DataRate",
                                                DataRateValue(DataRate(sku->aggregate)));
        }
        if (const auto sku = azure::FindExpressRouteSku(gateway.sku);
            sku && gateway.gatewayType == "ExpressRoute")
        {
            device->SetAttribute("DataRate", DataRateValue(DataRate(sku->rate)));
            device->SetMtu(EXPRESS_ROUTE_MTU);
        }
    }

    /** A Microsoft edge, and its link to the customer's router if there is one. */
    void InstallEdge(const ExpressRouteCircuit& circuit, bool secondary)
    {
        const std::string name = EdgeName(circuit, secondary);
        const auto edge = AddNode(name);
        const std::string& router = secondary ? circuit.secondaryRouter : circuit.primaryRouter;
        if (router.empty() || PrivatePeeringOf(circuit) == nullptr)
        {
            return;
        }
        const std::string where = "circuit " + circuit.name + ": delay";
        PointToPointHelper helper;
        helper.SetDeviceAttribute(
            "DataRate",
            DataRateValue(DataRate(uint64_t{circuit.bandwidthInMbps} * 1'000'000)));
        helper.SetChannelAttribute("Delay", TimeValue(ReadDuration(circuit.delay, where)));
        const auto customer = m_in.nodes.at(router);
        const auto devices = helper.Install(customer, edge);
        devices.Get(1)->SetMtu(EXPRESS_ROUTE_MTU);
        m_in.devices[router + "/" + name] = devices.Get(0);
        m_in.devices[name + "/" + router] = devices.Get(1);
        for (const Family family : {Family::V4, Family::V6})
        {
            if (const auto link = LinkOf(circuit, secondary, family))
            {
                const auto length = link->prefix.GetLength();
                StackHelper::AddAddress(customer, devices.Get(0), link->customer, length);
                StackHelper::AddAddress(edge, devices.Get(1), link->microsoft, length);
                m_in.addresses[name].push_back(link->microsoft);
            }
        }
        if (HasSession(m_topology, circuit, secondary))
        {
            return; // it learns what is there
        }
        for (const auto& prefix : LearnedFromRouter(m_topology, circuit, secondary))
        {
            const auto link = LinkOf(circuit, secondary, prefix.GetFamily());
            StackHelper::AddRoute(edge, prefix, link->customer, devices.Get(1));
        }
    }

    /** A Microsoft edge's way into a network, and the customer's way to the edge. */
    void Connect(const EdgeAttachment& edge)
    {
        const auto& circuit = m_topology.expressRouteCircuits[edge.circuit];
        const auto& connection = m_topology.connections[edge.connection];
        const auto* gateway = FindGateway(m_topology, connection.virtualNetworkGateway1);
        const std::string name = EdgeName(circuit, edge.secondary);
        const auto node = m_in.nodes.at(name);
        const auto device = m_in.fabric->Attach(node, edge.nic);
        device->SetAttribute(
            "DataRate",
            DataRateValue(DataRate(uint64_t{circuit.bandwidthInMbps} * 1'000'000)));
        m_in.devices[name + "/" + gateway->name] = device;
        const std::string& router =
            edge.secondary ? circuit.secondaryRouter : circuit.primaryRouter;
        if (HasSession(m_topology, circuit, edge.secondary))
        {
            PlaceSpeaker(node, device, edge);
            BringUp(node, device);
            return;
        }
        const bool same = circuit.primaryRouter == circuit.secondaryRouter;
        for (const auto& prefix : AdvertisedBy(m_topology, m_plan, *gateway))
        {
            StackHelper::AddRoute(node, prefix, std::nullopt, device);
            const auto link = LinkOf(circuit, edge.secondary, prefix.GetFamily());
            if (link && !router.empty())
            {
                StackHelper::AddRoute(m_in.nodes.at(router),
                                      prefix,
                                      link->microsoft,
                                      m_in.devices.at(router + "/" + name),
                                      edge.secondary && same ? 1 : 0);
            }
        }
        BringUp(node, device);
    }

    /** The addresses that an edge speaks with the gateway from, and its way to the gateway's. */
    void PlaceSpeaker(const Ptr<ns3::Node>& node,
                      const Ptr<NetDevice>& device,
                      const EdgeAttachment& edge)
    {
        const auto& nic = m_plan.estate.nics[edge.nic];
        for (const auto& configuration : nic.ipConfigurations)
        {
            const auto& address = configuration.address;
            const auto& subnet = m_plan.estate.subnets[nic.subnet];
            StackHelper::AddAddress(node, device, address, address.GetBits());
            StackHelper::AddRoute(node,
                                  PrefixOf(subnet, address.GetFamily()),
                                  std::nullopt,
                                  device);
        }
    }

    /** Without a session it has no address of its own: errors come from that of the link. */
    static void BringUp(const Ptr<ns3::Node>& node, const Ptr<NetDevice>& device)
    {
        const auto bringUp = [&device](const auto& ip) {
            const int32_t known = ip->GetInterfaceForDevice(device);
            ip->SetUp(known >= 0 ? static_cast<uint32_t>(known) : ip->AddInterface(device));
        };
        bringUp(node->GetObject<Ipv4>());
        bringUp(node->GetObject<Ipv6>());
    }

    const Topology& m_topology;
    const AzurePlan& m_plan;
    Installation& m_in;
};

/** What sessions exchange is not known before they are up. */
void
ForgetSessionRoutes(const Topology& topology, AzurePlan plan, Installation& installation)
{
    for (auto& vnet : plan.estate.vnets)
    {
        vnet.gatewayRoutes.clear();
    }
    PlanGatewayRoutes(topology, plan, Exchange::WithoutSessions);
    auto& estate = installation.fabric->EditEstate();
    for (size_t vnet = 0; vnet < plan.estate.vnets.size(); ++vnet)
    {
        estate.vnets[vnet].gatewayRoutes = plan.estate.vnets[vnet].gatewayRoutes;
    }
}

} // namespace

void
InstallGateways(const Topology& topology, Installation& installation)
{
    const bool tunnels = std::any_of(topology.nodes.begin(),
                                     topology.nodes.end(),
                                     [](const OutsideNode& node) { return !node.tunnels.empty(); });
    if (topology.virtualNetworkGateways.empty() && topology.expressRouteCircuits.empty() &&
        !tunnels)
    {
        return;
    }
    const auto plan = PlanAzure(topology); // as InstallAzure() did: the same every time
    GatewayInstaller(topology, plan, installation).Run();
    if (installation.fabric)
    {
        ForgetSessionRoutes(topology, plan, installation);
    }
    InstallTunnels(topology, plan, installation);
}

} // namespace ns3::v6lab
