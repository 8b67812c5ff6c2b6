// SPDX-License-Identifier: GPL-2.0-only
#include "helper/install/bgp-install.h"

#include "helper/install/address-text.h"
#include "helper/install/authored-quantity.h"
#include "helper/install/gateway-bgp.h"
#include "helper/topology/bgp-neighbor.h"
#include "model/workload/socket-address.h"

#include "ns3/boolean.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

bool
EndsCircuit(const Topology& topology, const OutsideNode& node)
{
    return std::any_of(topology.expressRouteCircuits.begin(),
                       topology.expressRouteCircuits.end(),
                       [&](const ExpressRouteCircuit& circuit) {
                           return circuit.primaryRouter == node.name ||
                                  circuit.secondaryRouter == node.name;
                       });
}

Ptr<BgpRouter>
MakeRouter(const OutsideNode& node, const std::string& where)
{
    const BgpConfig& config = *node.bgp;
    const auto router = CreateObject<BgpRouter>();
    const auto setTime = [&](const char* attribute, const std::string& text, const char* key) {
        router->SetAttribute(attribute, TimeValue(ReadDuration(text, where + ": " + key)));
    };
    router->SetAttribute("Asn", UintegerValue(config.asn));
    if (!config.routerId.empty())
    {
        const auto id = ReadAddress(config.routerId, where + ": routerId");
        router->SetAttribute("RouterId", Ipv4AddressValue(Ipv4Address(id.ToV4())));
    }
    setTime("Keepalive", config.keepalive, "keepalive");
    setTime("HoldTime", config.holdTime, "holdTime");
    setTime("ConnectRetry", config.connectRetry, "connectRetry");
    setTime("BfdInterval", config.bfdInterval, "bfdInterval");
    router->SetAttribute("Bfd", BooleanValue(config.bfd));
    return router;
}

void
AddNeighbor(const Topology& topology,
            const OutsideNode& node,
            const BgpNeighbor& neighbor,
            const Ptr<BgpRouter>& router)
{
    const std::string where = "node " + node.name + ": bgp neighbor " + neighbor.address;
    const auto ends = FindBgpNeighbor(topology, node, neighbor);
    if (!ends.remote)
    {
        throw std::invalid_argument(where + ": is neither an address nor a node on its links");
    }
    auto local = ends.local;
    if (!local)
    {
        const auto route = FindRoute(router->GetObject<Node>(), *ends.remote);
        if (!route)
        {
            throw std::invalid_argument(where + ": the node has no route to it");
        }
        local = route->source;
    }
    auto settings = router->MakeNeighbor(*local, *ends.remote, ends.asn);
    ApplyPolicy(neighbor, where, settings);
    // Nobody else of its AS has a route to the Microsoft edge.
    settings.nextHopSelf = ends.asn == node.bgp->asn && EndsCircuit(topology, node);
    router->AddNeighbor(settings);
}

bool
IsNeighborAlready(const Ptr<BgpRouter>& router, const std::string& address)
{
    const auto remote = IpAddress::Parse(address);
    const auto* speaker = router->GetSpeaker();
    for (bgp::PeerIndex peer = 0; speaker && peer < speaker->GetPeerCount(); ++peer)
    {
        if (remote && speaker->GetPeerSettings(peer).peerAddress == *remote)
        {
            return true;
        }
    }
    return false;
}

} // namespace

void
ApplyPolicy(const BgpNeighbor& neighbor, const std::string& where, bgp::PeerSettings& peer)
{
    peer.weight = neighbor.weight;
    peer.prepend = neighbor.prepend;
    peer.importFilter = WithinOnly(neighbor.importPrefixes, where + ": importPrefixes");
    peer.exportFilter = WithinOnly(neighbor.exportPrefixes, where + ": exportPrefixes");
}

bgp::PrefixFilter
WithinOnly(const std::vector<std::string>& prefixes, const std::string& where)
{
    bgp::PrefixFilter filter;
    for (const auto& prefix : ReadPrefixes(prefixes, where))
    {
        filter.rules.push_back({prefix, 0, 128, true});
    }
    filter.permitOthers = prefixes.empty();
    return filter;
}

void
InstallBgp(const Topology& topology, Installation& installation)
{
    for (const auto& node : topology.nodes)
    {
        if (!node.bgp)
        {
            continue;
        }
        const std::string where = "node " + node.name + ": bgp";
        const auto router = MakeRouter(node, where);
        installation.nodes.at(node.name)->AggregateObject(router);
        router->Originate(ReadPrefixes(node.bgp->networks, where + ": networks"));
    }
    InstallGatewayBgp(topology, installation);
    for (const auto& node : topology.nodes)
    {
        const auto router = installation.nodes.at(node.name)->GetObject<BgpRouter>();
        for (const auto& neighbor : node.bgp ? node.bgp->neighbors : std::vector<BgpNeighbor>())
        {
            if (!IsNeighborAlready(router, neighbor.address))
            {
                AddNeighbor(topology, node, neighbor, router);
            }
        }
    }
}

} // namespace ns3::v6lab
