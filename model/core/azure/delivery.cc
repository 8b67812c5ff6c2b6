// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/azure/delivery.h"

#include "model/core/azure/delivery-decision.h"
#include "model/core/azure/reachability-hints.h"
#include "model/core/special-addresses.h"

#include <algorithm>

namespace ns3::v6lab::azure
{

namespace
{

/** One of the NICs, by flow. */
Decision
ToOneOf(const std::vector<Index>& nics, Crossing crossing)
{
    Decision decision = ToNic(nics.front(), crossing);
    decision.choices = nics.size() > 1 ? &nics : nullptr;
    return decision;
}

/** FastPath: a Microsoft edge hands over to virtual machines itself, but to no appliance (R18). */
bool
IsPastGateway(const Nic& edge, const CompiledRoute* route)
{
    return edge.fastPath && route != nullptr && route->type != NextHopType::VirtualAppliance &&
           route->type != NextHopType::VirtualNetworkGateway;
}

/** What an edge has to say to one instance of the gateway goes to none of the others. */
bool
IsEntryItself(const Estate& estate, const Nic& edge, const IpAddress& destination)
{
    return std::any_of(edge.entries.begin(), edge.entries.end(), [&](Index entry) {
        return FindConfiguration(estate.nics[entry], destination) != nullptr;
    });
}

} // namespace

Delivery::Delivery(const Estate& estate)
    : m_estate(estate),
      m_owners(estate),
      m_edge(estate),
      m_outbound(estate),
      m_routes(estate.subnets.size())
{
}

const CompiledRoute*
Delivery::FindRoute(Index subnet, const IpAddress& destination)
{
    auto& table = m_routes[subnet];
    if (!table)
    {
        table = std::make_unique<CompiledRoutes>(CompileRoutes(m_estate, m_owners, subnet));
    }
    return table->Find(destination);
}

Decision
Delivery::FromNic(Index nic,
                  const IpAddress& source,
                  const IpAddress& destination,
                  const std::optional<IpAddress>& as)
{
    const Nic& sender = m_estate.nics[nic];
    if (!sender.ipForwarding && FindConfiguration(sender, source) == nullptr) // R15
    {
        return Drop(Reason::AzureSourceNotOwned);
    }
    if (IsPlatformAddress(destination)) // A7: whatever the routes say
    {
        return Drop(Reason::AzurePlatformAddress);
    }
    const CompiledRoute* route = FindRoute(sender.subnet, destination);
    if (!sender.entries.empty() && !IsPastGateway(sender, route) &&
        !IsEntryItself(m_estate, sender, destination))
    {
        return ToOneOf(sender.entries, Crossing::Vnet);
    }
    if (route == nullptr)
    {
        return Drop(Refine(Reason::NoRoute, nic, destination));
    }
    switch (route->type)
    {
    case NextHopType::VnetLocal:
    case NextHopType::VNetPeering:
    case NextHopType::VNetGlobalPeering:
    case NextHopType::ConnectedGroup:
        return ToOwner(*route, nic, source, destination);
    case NextHopType::InterfaceEndpoint:
        return ToEndpoint(*route, destination);
    case NextHopType::VirtualNetworkServiceEndpoint:
        return ToService(source, destination);
    case NextHopType::VirtualAppliance:
        return ToAppliance(*route, nic, source, destination);
    case NextHopType::None:
        return Drop(route->source == RouteSource::User
                        ? Reason::AzureUserNoneRoute
                        : Refine(Reason::AzureNoneRoute, nic, destination));
    case NextHopType::VirtualNetworkGateway:
        return ToGateway(*route, nic, source, destination);
    default: {
        Decision decision = Outbound(nic, source, destination, as);
        // Whom the user sent to the internet does not ask why no peering leads there.
        if (decision.kind == Decision::Kind::Drop && route->source != RouteSource::User)
        {
            decision.reason = Refine(decision.reason, nic, destination);
        }
        return decision;
    }
    }
}

bool
Delivery::IsForwardedInto(const CompiledRoute& route, Index nic, const IpAddress& source) const
{
    const Nic& sender = m_estate.nics[nic];
    return !route.acceptsForwarded && sender.ipForwarding && !sender.gateway &&
           !m_estate.SpaceContains(m_estate.subnets[sender.subnet].vnet, source);
}

Decision
Delivery::ToOwner(const CompiledRoute& route,
                  Index nic,
                  const IpAddress& source,
                  const IpAddress& destination) const
{
    const Index owner = m_owners.Find(route.vnet, destination);
    const Index balancer = m_owners.FindBalancer(route.vnet, destination);
    if (owner == NOTHING && balancer == NOTHING)
    {
        return Drop(Reason::AzureNoSuchAddress);
    }
    if (IsForwardedInto(route, nic, source)) // P3
    {
        return Drop(Reason::AzureForwardedTrafficBlocked);
    }
    return owner != NOTHING ? ToNic(owner, route.crossing)
                            : ToBalancer(route, balancer, destination);
}

Decision
Delivery::ToBalancer(const CompiledRoute& route, Index balancer, const IpAddress& frontend) const
{
    if (m_estate.loadBalancers[balancer].basic && route.crossing == Crossing::GlobalPeering)
    {
        return Drop(Reason::AzureBalancerGlobalPeering); // P13
    }
    Decision decision = ToNic(NOTHING, route.crossing);
    decision.balancer = balancer;
    decision.frontend = frontend;
    return decision;
}

Decision
Delivery::ToAppliance(const CompiledRoute& route,
                      Index nic,
                      const IpAddress& source,
                      const IpAddress& destination) const
{
    if (route.IsDeadEnd())
    {
        return Drop(Reason::AzureNextHopUnreachable);
    }
    if (IsForwardedInto(route, nic, source)) // P3
    {
        return Drop(Reason::AzureForwardedTrafficBlocked);
    }
    if (route.appliance == NOTHING)
    {
        return ToBalancer(route, route.balancer, route.frontend);
    }
    const Nic& appliance = m_estate.nics[route.appliance];
    if (!appliance.ipForwarding && FindConfiguration(appliance, destination) == nullptr) // R15
    {
        return Drop(Reason::AzureDestinationNotOwned);
    }
    return ToNic(route.appliance, route.crossing);
}

Decision
Delivery::ToGateway(const CompiledRoute& route,
                    Index nic,
                    const IpAddress& source,
                    const IpAddress& destination) const
{
    const Nic& sender = m_estate.nics[nic];
    const bool itself = std::count(route.gateways.begin(), route.gateways.end(), nic) > 0;
    // A gateway's tunnels stay outside of themselves; they are IPv4, to public addresses. Its ICMP
    // errors go where those they are for can be reached.
    const bool own = sender.gateway && FindConfiguration(sender, source) != nullptr;
    if (own && destination.IsV4() && Unroutable(destination) == Reason::None)
    {
        return Outbound(nic, source, destination, std::nullopt);
    }
    if (route.gateways.empty() || itself)
    {
        return Drop(Reason::AzureNoGateway);
    }
    if (IsForwardedInto(route, nic, source)) // P3
    {
        return Drop(Reason::AzureForwardedTrafficBlocked);
    }
    return ToOneOf(route.gateways, route.crossing);
}

bool
Delivery::LeavesElsewhere(Index nic, const IpAddress& destination)
{
    const CompiledRoute* route = FindRoute(m_estate.nics[nic].subnet, destination);
    return route == nullptr || route->type != NextHopType::Internet;
}

Index
Delivery::NearestOwner(Index nic, const IpAddress& address) const
{
    return azure::NearestOwner(m_estate,
                               m_owners,
                               m_estate.subnets[m_estate.nics[nic].subnet].vnet,
                               address);
}

Reason
Delivery::Refine(Reason reason, Index nic, const IpAddress& destination) const
{
    return ExplainUnrouted(m_estate, m_estate.subnets[m_estate.nics[nic].subnet].vnet, destination)
        .value_or(reason);
}

} // namespace ns3::v6lab::azure
