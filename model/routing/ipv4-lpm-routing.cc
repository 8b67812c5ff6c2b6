// SPDX-License-Identifier: GPL-2.0-only
#include "model/routing/ipv4-lpm-routing.h"

#include "model/routing/ipv4-stack.h"
#include "model/routing/packet-bytes.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

constexpr uint32_t BROADCAST = 0xffffffff;

RouteEntry<uint32_t>
StaticEntry(const std::optional<IpAddress>& nextHop, uint32_t interface, uint32_t metric)
{
    return {nextHop ? nextHop->ToV4() : 0, interface, metric, RouteKind::Static, !nextHop};
}

/** The routes that an address of an interface brings along. */
template <typename Action>
void
ForRoutesOf(uint32_t interface, const Ipv4InterfaceAddress& address, Action action)
{
    const uint32_t local = address.GetLocal().Get();
    if (local == 0) // RFC 1122 3.2.1.3(a): a host that has none yet
    {
        return;
    }
    const auto length = static_cast<uint8_t>(address.GetMask().GetPrefixLength());
    action(local, uint8_t{32}, RouteEntry<uint32_t>{0, interface, 0, RouteKind::Local, true});
    if (local >> 24 == 127)
    {
        action(local, length, RouteEntry<uint32_t>{0, interface, 0, RouteKind::Local, true});
    }
    else if (length < 32)
    {
        action(local, length, RouteEntry<uint32_t>{0, interface, 0, RouteKind::Connected, true});
    }
    if (length < 31 && local >> 24 != 127) // RFC 3021: a /31 has no broadcast address
    {
        const uint32_t last = local | (BROADCAST >> length);
        action(last,
               uint8_t{32},
               RouteEntry<uint32_t>{0, interface, 0, RouteKind::Broadcast, true});
    }
}

RouteEntry<uint32_t>
DetourEntry(uint16_t detour, uint32_t metric = 0)
{
    return {0, 0, metric, RouteKind::Detour, true, detour};
}

} // namespace

NS_OBJECT_ENSURE_REGISTERED(Ipv4LpmRouting);

TypeId
Ipv4LpmRouting::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::v6lab::Ipv4LpmRouting")
            .SetParent<Ipv4RoutingProtocol>()
            .SetGroupName("V6lab")
            .AddConstructor<Ipv4LpmRouting>()
            .AddTraceSource("InterfaceChanged",
                            "Routes of an interface count, or cease to: interface, "
                            "whether they do.",
                            MakeTraceSourceAccessor(&Ipv4LpmRouting::m_interfaceChanged),
                            "ns3::v6lab::InterfaceChangedCallback");
    return tid;
}

void
Ipv4LpmRouting::DoDispose()
{
    m_ipv4 = nullptr;
    m_stack = nullptr;
    Ipv4RoutingProtocol::DoDispose();
}

void
Ipv4LpmRouting::AddRoute(const Prefix& prefix,
                         const std::optional<IpAddress>& nextHop,
                         uint32_t interface,
                         uint32_t metric)
{
    m_table.Add(prefix.GetAddress().ToV4(),
                prefix.GetLength(),
                StaticEntry(nextHop, interface, metric));
}

bool
Ipv4LpmRouting::RemoveRoute(const Prefix& prefix,
                            const std::optional<IpAddress>& nextHop,
                            uint32_t interface)
{
    return m_table.Remove(prefix.GetAddress().ToV4(),
                          prefix.GetLength(),
                          StaticEntry(nextHop, interface, 0));
}

void
Ipv4LpmRouting::AddLearnedRoute(const Prefix& prefix,
                                const IpAddress& nextHop,
                                uint32_t interface,
                                uint32_t metric)
{
    auto entry = StaticEntry(nextHop, interface, metric);
    entry.kind = RouteKind::Learned;
    m_table.Add(prefix.GetAddress().ToV4(), prefix.GetLength(), entry);
}

bool
Ipv4LpmRouting::RemoveLearnedRoute(const Prefix& prefix,
                                   const IpAddress& nextHop,
                                   uint32_t interface)
{
    auto entry = StaticEntry(nextHop, interface, 0);
    entry.kind = RouteKind::Learned;
    return m_table.Remove(prefix.GetAddress().ToV4(), prefix.GetLength(), entry);
}

void
Ipv4LpmRouting::SetPreferredSource(const IpAddress& destination, const IpAddress& source)
{
    m_preferred[destination] = source;
}

void
Ipv4LpmRouting::SetCarrier(uint32_t interface, bool present)
{
    m_memo = Memo();
    m_table.SetInterfaceUp(interface, present);
    m_interfaceChanged(interface, present);
}

uint16_t
Ipv4LpmRouting::IndexOf(Detour* detour)
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
Ipv4LpmRouting::AddDetour(const Prefix& prefix, Detour* detour, uint32_t metric)
{
    m_memo = Memo();
    m_table.Add(prefix.GetAddress().ToV4(),
                prefix.GetLength(),
                DetourEntry(IndexOf(detour), metric));
}

bool
Ipv4LpmRouting::RemoveDetour(const Prefix& prefix, Detour* detour)
{
    m_memo = Memo();
    return m_table.Remove(prefix.GetAddress().ToV4(),
                          prefix.GetLength(),
                          DetourEntry(IndexOf(detour)));
}

size_t
Ipv4LpmRouting::GetNRoutes() const
{
    return m_table.GetSize();
}

void
Ipv4LpmRouting::NotifyInterfaceUp(uint32_t interface)
{
    SetCarrier(interface, true);
    for (uint32_t j = 0; j < m_ipv4->GetNAddresses(interface); ++j)
    {
        NotifyAddAddress(interface, m_ipv4->GetAddress(interface, j));
    }
}

void
Ipv4LpmRouting::NotifyInterfaceDown(uint32_t interface)
{
    SetCarrier(interface, false);
}

void
Ipv4LpmRouting::NotifyAddAddress(uint32_t interface, Ipv4InterfaceAddress address)
{
    m_memo.source = 0;
    m_table.SetInterfaceUp(interface, m_ipv4->IsUp(interface));
    ForRoutesOf(interface, address, [this](uint32_t key, uint8_t length, const Entry& entry) {
        m_table.Add(key, length, entry);
    });
}

void
Ipv4LpmRouting::NotifyRemoveAddress(uint32_t interface, Ipv4InterfaceAddress address)
{
    m_memo.source = 0;
    ForRoutesOf(interface, address, [this](uint32_t key, uint8_t length, const Entry& entry) {
        m_table.Remove(key, length, entry);
    });
    // Another address may lie in the same subnet.
    for (uint32_t j = 0; j < m_ipv4->GetNAddresses(interface); ++j)
    {
        NotifyAddAddress(interface, m_ipv4->GetAddress(interface, j));
    }
}

void
Ipv4LpmRouting::SetIpv4(Ptr<Ipv4> ipv4)
{
    m_ipv4 = ipv4;
    m_stack = dynamic_cast<Ipv4Stack*>(PeekPointer(ipv4));
    for (uint32_t i = 0; i < ipv4->GetNInterfaces(); ++i)
    {
        if (ipv4->IsUp(i))
        {
            NotifyInterfaceUp(i);
        }
    }
}

void
Ipv4LpmRouting::PrintRoutingTable(Ptr<OutputStreamWrapper> stream, Time::Unit) const
{
    m_table.ForEach([&](uint32_t key, uint8_t length, const Entry& entry) {
        *stream->GetStream() << Ipv4Address(key) << "/" << unsigned{length} << " via "
                             << Ipv4Address(entry.gateway) << " interface "
                             << entry.interface << " metric " << entry.metric << std::endl;
    });
}

} // namespace ns3::v6lab
