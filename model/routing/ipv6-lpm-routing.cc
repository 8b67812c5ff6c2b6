// SPDX-License-Identifier: GPL-2.0-only
#include "model/routing/ipv6-lpm-routing.h"

#include "model/routing/ipv6-stack.h"
#include "model/routing/packet-bytes.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

const Key128 UNSPECIFIED{};

RouteEntry<Key128>
StaticEntry(const std::optional<IpAddress>& nextHop, uint32_t interface, uint32_t metric)
{
    return {nextHop ? KeyOfV6(*nextHop) : UNSPECIFIED,
            interface,
            metric,
            RouteKind::Static,
            !nextHop};
}

/** A route that ns-3 announces: no next hop means "on this link". */
RouteEntry<Key128>
NotifiedEntry(const Ipv6Address& nextHop, uint32_t interface)
{
    const bool onLink = nextHop.IsAny();
    return {KeyOf(nextHop),
            interface,
            0,
            onLink ? RouteKind::Connected : RouteKind::Static,
            onLink};
}

RouteEntry<Key128>
LocalEntry(uint32_t interface)
{
    return {UNSPECIFIED, interface, 0, RouteKind::Local, true};
}

uint8_t
LengthOf(const Ipv6Prefix& prefix)
{
    return prefix.GetPrefixLength();
}

RouteEntry<Key128>
DetourEntry(uint16_t detour)
{
    return {UNSPECIFIED, 0, 0, RouteKind::Detour, true, detour};
}

} // namespace

NS_OBJECT_ENSURE_REGISTERED(Ipv6LpmRouting);

TypeId
Ipv6LpmRouting::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::v6lab::Ipv6LpmRouting")
            .SetParent<Ipv6RoutingProtocol>()
            .SetGroupName("V6lab")
            .AddConstructor<Ipv6LpmRouting>()
            .AddTraceSource("InterfaceChanged",
                            "Routes of an interface count, or cease to: interface, "
                            "whether they do.",
                            MakeTraceSourceAccessor(&Ipv6LpmRouting::m_interfaceChanged),
                            "ns3::v6lab::InterfaceChangedCallback");
    return tid;
}

void
Ipv6LpmRouting::DoDispose()
{
    m_ipv6 = nullptr;
    m_stack = nullptr;
    Ipv6RoutingProtocol::DoDispose();
}

void
Ipv6LpmRouting::AddRoute(const Prefix& prefix,
                         const std::optional<IpAddress>& nextHop,
                         uint32_t interface,
                         uint32_t metric)
{
    m_table.Add(KeyOfV6(prefix.GetAddress()),
                prefix.GetLength(),
                StaticEntry(nextHop, interface, metric));
}

bool
Ipv6LpmRouting::RemoveRoute(const Prefix& prefix,
                            const std::optional<IpAddress>& nextHop,
                            uint32_t interface)
{
    return m_table.Remove(KeyOfV6(prefix.GetAddress()),
                          prefix.GetLength(),
                          StaticEntry(nextHop, interface, 0));
}

void
Ipv6LpmRouting::AddLearnedRoute(const Prefix& prefix,
                                const IpAddress& nextHop,
                                uint32_t interface,
                                uint32_t metric)
{
    auto entry = StaticEntry(nextHop, interface, metric);
    entry.kind = RouteKind::Learned;
    m_table.Add(KeyOfV6(prefix.GetAddress()), prefix.GetLength(), entry);
}

bool
Ipv6LpmRouting::RemoveLearnedRoute(const Prefix& prefix,
                                   const IpAddress& nextHop,
                                   uint32_t interface)
{
    auto entry = StaticEntry(nextHop, interface, 0);
    entry.kind = RouteKind::Learned;
    return m_table.Remove(KeyOfV6(prefix.GetAddress()), prefix.GetLength(), entry);
}

void
Ipv6LpmRouting::SetPreferredSource(const IpAddress& destination, const IpAddress& source)
{
    m_preferred[destination] = source;
}

void
Ipv6LpmRouting::SetCarrier(uint32_t interface, bool present)
{
    m_memo = Memo();
    m_table.SetInterfaceUp(interface, present);
    m_interfaceChanged(interface, present);
}

uint16_t
Ipv6LpmRouting::IndexOf(Detour* detour)
{
    const auto known = std::find(m_detours.begin(), m_detours.end(), detour);
    const auto index = static_cast<uint16_t>(known - m_detours.begin());
    if (known == m_detours.end())
    {
        m_detours.push_back(detour);
    }
    return index;
}

void
Ipv6LpmRouting::AddDetour(const Prefix& prefix, Detour* detour)
{
    m_memo = Memo();
    m_table.Add(KeyOfV6(prefix.GetAddress()), prefix.GetLength(), DetourEntry(IndexOf(detour)));
}

bool
Ipv6LpmRouting::RemoveDetour(const Prefix& prefix, Detour* detour)
{
    m_memo = Memo();
    return m_table.Remove(KeyOfV6(prefix.GetAddress()),
                          prefix.GetLength(),
                          DetourEntry(IndexOf(detour)));
}

void
Ipv6LpmRouting::ForgetSelections()
{
    m_memo = Memo();
}

size_t
Ipv6LpmRouting::GetNRoutes() const
{
    return m_table.GetSize();
}

void
Ipv6LpmRouting::NotifyInterfaceUp(uint32_t interface)
{
    SetCarrier(interface, true);
    for (uint32_t j = 0; j < m_ipv6->GetNAddresses(interface); ++j)
    {
        NotifyAddAddress(interface, m_ipv6->GetAddress(interface, j));
    }
}

void
Ipv6LpmRouting::NotifyInterfaceDown(uint32_t interface)
{
    SetCarrier(interface, false);
}

void
Ipv6LpmRouting::NotifyAddAddress(uint32_t interface, Ipv6InterfaceAddress address)
{
    m_memo = Memo();
    m_table.SetInterfaceUp(interface, m_ipv6->IsUp(interface));
    m_table.Add(KeyOf(address.GetAddress()), 128, LocalEntry(interface));
    const uint8_t length = LengthOf(address.GetPrefix());
    if (address.GetOnLink() && length < 128)
    {
        m_table.Add(KeyOf(address.GetAddress()),
                    length,
                    NotifiedEntry(Ipv6Address::GetAny(), interface));
    }
}

void
Ipv6LpmRouting::NotifyRemoveAddress(uint32_t interface, Ipv6InterfaceAddress address)
{
    m_memo = Memo();
    const Key128 key = KeyOf(address.GetAddress());
    m_table.Remove(key, 128, LocalEntry(interface));
    m_table.Remove(key,
                   LengthOf(address.GetPrefix()),
                   NotifiedEntry(Ipv6Address::GetAny(), interface));
    // Another address may lie in the same subnet.
    for (uint32_t j = 0; j < m_ipv6->GetNAddresses(interface); ++j)
    {
        NotifyAddAddress(interface, m_ipv6->GetAddress(interface, j));
    }
}

void
Ipv6LpmRouting::NotifyAddRoute(Ipv6Address dst,
                               Ipv6Prefix mask,
                               Ipv6Address nextHop,
                               uint32_t interface,
                               Ipv6Address)
{
    const uint8_t length = LengthOf(mask);
    if (length < 128)
    {
        m_table.Add(KeyOf(dst), length, NotifiedEntry(nextHop, interface));
    }
}

void
Ipv6LpmRouting::NotifyRemoveRoute(Ipv6Address dst,
                                  Ipv6Prefix mask,
                                  Ipv6Address nextHop,
                                  uint32_t interface,
                                  Ipv6Address)
{
    m_table.Remove(KeyOf(dst), LengthOf(mask), NotifiedEntry(nextHop, interface));
}

void
Ipv6LpmRouting::SetIpv6(Ptr<Ipv6> ipv6)
{
    m_ipv6 = ipv6;
    m_stack = dynamic_cast<Ipv6Stack*>(PeekPointer(ipv6));
    for (uint32_t i = 0; i < ipv6->GetNInterfaces(); ++i)
    {
        if (ipv6->IsUp(i))
        {
            NotifyInterfaceUp(i);
        }
    }
}

void
Ipv6LpmRouting::PrintRoutingTable(Ptr<OutputStreamWrapper> stream, Time::Unit) const
{
    m_table.ForEach([&](const Key128& key, uint8_t length, const Entry& entry) {
        *stream->GetStream() << FromKey(key) << "/" << unsigned{length} << " via "
                             << FromKey(entry.gateway) << " interface "
                             << entry.interface << " metric " << entry.metric << std::endl;
    });
}

} // namespace ns3::v6lab
