// SPDX-License-Identifier: GPL-2.0-only
#include "model/bgp/bgp-forwarding.h"

#include "model/routing/ipv4-lpm-routing.h"
#include "model/routing/ipv6-lpm-routing.h"
#include "model/routing/packet-bytes.h"

#include "ns3/ipv4.h"
#include "ns3/ipv6.h"

namespace ns3::v6lab
{

namespace
{

/** As routers usually rank them; other routes of the node win anyway. */
constexpr uint32_t EXTERNAL_METRIC = 20;
constexpr uint32_t INTERNAL_METRIC = 200;

template <typename Entry>
std::optional<NextHopPlace>
PlaceOf(const Entry* entry, const IpAddress& nextHop, const IpAddress& gateway)
{
    if (!entry || entry->kind == RouteKind::Local || entry->kind == RouteKind::Broadcast)
    {
        return std::nullopt;
    }
    return NextHopPlace{entry->onLink ? nextHop : gateway, entry->interface, entry->onLink};
}

/** False if it led there already. */
template <typename Routing>
bool
Divert(Routing& routing, const Prefix& prefix, Detour* detour)
{
    const bool known = routing.RemoveDetour(prefix, detour);
    routing.AddDetour(prefix, detour);
    return !known;
}

} // namespace

BgpForwarding::BgpForwarding(const Ptr<ns3::Node>& node)
{
    const auto v4 = node->GetObject<Ipv4>();
    const auto v6 = node->GetObject<Ipv6>();
    m_v4 = v4 ? DynamicCast<Ipv4LpmRouting>(v4->GetRoutingProtocol()) : nullptr;
    m_v6 = v6 ? DynamicCast<Ipv6LpmRouting>(v6->GetRoutingProtocol()) : nullptr;
}

std::optional<NextHopPlace>
BgpForwarding::Resolve(const IpAddress& nextHop) const
{
    if (nextHop.IsUnspecified())
    {
        return std::nullopt;
    }
    if (Detour* detour = FindDetour(nextHop))
    {
        return NextHopPlace{nextHop, 0, false, detour};
    }
    if (nextHop.IsV4())
    {
        const auto* entry = m_v4 ? m_v4->LookupConfigured(nextHop.ToV4()) : nullptr;
        return PlaceOf(entry, nextHop, entry ? IpAddress::V4(entry->gateway) : IpAddress());
    }
    const auto* entry = m_v6 ? m_v6->LookupConfigured(KeyOfV6(nextHop)) : nullptr;
    return PlaceOf(entry, nextHop, entry ? ToCore(FromKey(entry->gateway)) : IpAddress());
}

Detour*
BgpForwarding::FindDetour(const IpAddress& address) const
{
    if (address.IsV4())
    {
        return m_v4 ? m_v4->FindDetour(address.ToV4()) : nullptr;
    }
    return m_v6 ? m_v6->FindDetour(KeyOfV6(address)) : nullptr;
}

std::optional<NextHopPlace>
BgpForwarding::PlaceFor(const Prefix& prefix, const bgp::Path& path) const
{
    if (path.IsOwn() || path.nextHop.GetFamily() != prefix.GetFamily())
    {
        return std::nullopt;
    }
    if (path.peerAddress.GetFamily() != prefix.GetFamily())
    {
        if (Detour* detour = FindDetour(path.peerAddress))
        {
            return NextHopPlace{path.peerAddress, 0, false, detour};
        }
    }
    return Resolve(path.nextHop);
}

void
BgpForwarding::Set(const Prefix& prefix, const std::vector<bgp::Path>& paths)
{
    Route& route = m_routes[prefix];
    route.paths = paths;
    Install(prefix, route);
    if (paths.empty())
    {
        m_routes.erase(prefix);
    }
}

void
BgpForwarding::Refresh()
{
    for (auto& [prefix, route] : m_routes)
    {
        Install(prefix, route);
    }
}

void
BgpForwarding::Clear()
{
    for (auto& [prefix, route] : m_routes)
    {
        Remove(prefix, route);
    }
    m_routes.clear();
}

void
BgpForwarding::Install(const Prefix& prefix, Route& route)
{
    std::optional<NextHopPlace> place;
    const bgp::Path* used = nullptr;
    for (const auto& path : route.paths)
    {
        if ((place = PlaceFor(prefix, path)))
        {
            used = &path;
            break;
        }
    }
    if (place == route.installed)
    {
        return;
    }
    Remove(prefix, route);
    if (!place)
    {
        return;
    }
    const uint32_t metric = used->internal ? INTERNAL_METRIC : EXTERNAL_METRIC;
    const bool v4 = prefix.GetFamily() == Family::V4;
    route.detourWasThere = place->detour && !(v4 ? Divert(*m_v4, prefix, place->detour)
                                                 : Divert(*m_v6, prefix, place->detour));
    if (place->detour)
    {
        route.installed = place;
        return;
    }
    if (v4)
    {
        m_v4->AddLearnedRoute(prefix, place->gateway, place->interface, metric);
    }
    else
    {
        m_v6->AddLearnedRoute(prefix, place->gateway, place->interface, metric);
    }
    route.installed = place;
}

void
BgpForwarding::Remove(const Prefix& prefix, Route& route)
{
    if (!route.installed)
    {
        return;
    }
    const bool v4 = prefix.GetFamily() == Family::V4;
    if (Detour* detour = route.installed->detour)
    {
        if (!route.detourWasThere)
        {
            v4 ? m_v4->RemoveDetour(prefix, detour) : m_v6->RemoveDetour(prefix, detour);
        }
    }
    else if (v4)
    {
        m_v4->RemoveLearnedRoute(prefix, route.installed->gateway, route.installed->interface);
    }
    else
    {
        m_v6->RemoveLearnedRoute(prefix, route.installed->gateway, route.installed->interface);
    }
    route.installed.reset();
}

} // namespace ns3::v6lab
