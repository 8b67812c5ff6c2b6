// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/gateway-plan.h"
#include "helper/install/metrics/gateway-metrics.h"
#include "model/bgp/bgp-router.h"

#include <memory>

namespace ns3::v6lab
{

namespace
{

constexpr const char* CIRCUIT_TYPE = "Microsoft.Network/expressRouteCircuits";

/** What the Microsoft edges of a circuit saw on its links; in: towards Azure. */
struct CircuitBytes
{
    uint64_t in{0};
    uint64_t out{0};
    uint64_t droppedIn{0};
    uint64_t droppedOut{0};
};

void
Count(const Ptr<NetDevice>& device, const char* source, const std::function<void(uint32_t)>& add)
{
    device->TraceConnectWithoutContext(
        source,
        Callback<void, Ptr<const Packet>>(
            [add](Ptr<const Packet> packet) { add(packet->GetSize()); }));
}

/** Adds one link to the figures; what its devices have no room for is over the bandwidth. */
void
Listen(const Ptr<NetDevice>& customer,
       const Ptr<NetDevice>& edge,
       const std::shared_ptr<CircuitBytes>& bytes)
{
    Count(edge, "MacRx", [bytes](uint32_t size) { bytes->in += size; });
    Count(edge, "MacTx", [bytes](uint32_t size) { bytes->out += size; });
    Count(customer, "MacTxDrop", [bytes](uint32_t size) { bytes->droppedIn += size; });
    Count(edge, "MacTxDrop", [bytes](uint32_t size) { bytes->droppedOut += size; });
}

/** 100 while the session with the customer's router stands. */
void
RegisterSession(const ExpressRouteCircuit& circuit,
                bool secondary,
                const Installation& installation,
                Monitor& monitor)
{
    const auto edge = installation.nodes.find(EdgeName(circuit, secondary));
    const auto link = LinkOf(circuit, secondary, Family::V4);
    const auto router =
        edge == installation.nodes.end() ? nullptr : edge->second->GetObject<BgpRouter>();
    if (!router || !router->GetSpeaker() || !link)
    {
        return;
    }
    for (bgp::PeerIndex peer = 0; peer < router->GetSpeaker()->GetPeerCount(); ++peer)
    {
        if (router->GetSpeaker()->GetPeerSettings(peer).peerAddress != link->customer)
        {
            continue;
        }
        monitor.Register({circuit.name,
                          CIRCUIT_TYPE,
                          "BgpAvailability",
                          secondary ? "PeeringType=Private, Peer=Secondary"
                                    : "PeeringType=Private, Peer=Primary",
                          Aggregation::Average,
                          [router, peer] {
                              const auto state = router->GetSpeaker()->GetSession(peer).GetState();
                              return state == bgp::SessionState::Established ? 100.0 : 0.0;
                          }});
    }
}

} // namespace

void
RegisterCircuits(const Topology& topology, const Installation& installation, Monitor& monitor)
{
    for (const auto& circuit : topology.expressRouteCircuits)
    {
        const auto bytes = std::make_shared<CircuitBytes>();
        for (const bool secondary : {false, true})
        {
            const auto& router = secondary ? circuit.secondaryRouter : circuit.primaryRouter;
            const std::string edge = EdgeName(circuit, secondary);
            const auto ours = installation.devices.find(router + "/" + edge);
            const auto theirs = installation.devices.find(edge + "/" + router);
            if (ours != installation.devices.end() && theirs != installation.devices.end())
            {
                Listen(ours->second, theirs->second, bytes);
            }
            RegisterSession(circuit, secondary, installation, monitor);
        }
        const std::pair<const char*, uint64_t CircuitBytes::*> rates[] = {
            {"BitsInPerSecond", &CircuitBytes::in},
            {"BitsOutPerSecond", &CircuitBytes::out},
            {"QosDropBitsInPerSecond", &CircuitBytes::droppedIn},
            {"QosDropBitsOutPerSecond", &CircuitBytes::droppedOut}};
        for (const auto& entry : rates)
        {
            const auto member = entry.second;
            monitor.Register(
                {circuit.name, CIRCUIT_TYPE, entry.first, "", Aggregation::Rate, [bytes, member] {
                     return 8.0 * static_cast<double>(*bytes.*member);
                 }});
        }
    }
}

} // namespace ns3::v6lab
