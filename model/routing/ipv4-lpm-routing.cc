// SPDX-License-Identifier: GPL-2.0-only
#include "model/routing/ipv4-lpm-routing.h"

#include "model/core/address-rules.h"
#include "model/core/source-selection.h"
#include "model/routing/ipv4-stack.h"
#include "model/routing/packet-bytes.h"

#include "ns3/node.h"

#include <algorithm>

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(Ipv4LpmRouting);

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

/** A detour may insist on a source; else it is that of the way without it. */
std::optional<uint32_t>
Ipv4LpmRouting::SourceTowards(uint32_t destination, const Entry& entry) const
{
    if (entry.kind != RouteKind::Detour)
    {
        return SelectSource(destination, entry.interface);
    }
    if (const auto own = m_detours[entry.detour]->GetSource(ToCore(Ipv4Address(destination))))
    {
        return own->ToV4();
    }
    const Entry* native = Lookup(destination);
    return SelectSource(destination, native ? native->interface : 1);
}

size_t
Ipv4LpmRouting::GetNRoutes() const
{
    return m_table.GetSize();
}

std::optional<uint32_t>
Ipv4LpmRouting::SelectSource(uint32_t destination, uint32_t interface) const
{
    if (m_memo.source != 0 && m_memo.destination == destination && m_memo.interface == interface)
    {
        return m_memo.source;
    }
    std::vector<SourceCandidate> all;
    std::vector<SourceCandidate> here; // RFC 6724 4: first those of the outgoing interface
    for (uint32_t i = 0; i < m_ipv4->GetNInterfaces(); ++i)
    {
        for (uint32_t j = 0; m_ipv4->IsUp(i) && j < m_ipv4->GetNAddresses(i); ++j)
        {
            const auto address = m_ipv4->GetAddress(i, j);
            SourceCandidate candidate;
            candidate.address = ToCore(address.GetLocal());
            candidate.prefixLength = static_cast<uint8_t>(address.GetMask().GetPrefixLength());
            candidate.interface = i;
            if (!IsBoundOnly(i))
            {
                all.push_back(candidate);
            }
            if (i == interface)
            {
                here.push_back(candidate);
            }
        }
    }
    const auto& candidates = here.empty() ? all : here;
    const auto best = v6lab::SelectSource(IpAddress::V4(destination), interface, candidates);
    if (!best)
    {
        return std::nullopt;
    }
    m_memo = {destination, interface, candidates[*best].address.ToV4()};
    return m_memo.source;
}

bool
Ipv4LpmRouting::IsForAll(uint32_t destination) const
{
    return destination == BROADCAST || rules::IsMulticast(destination);
}

/** A broadcast or multicast leaves where it is told to, where its source is, or where it can. */
const Ipv4LpmRouting::Entry*
Ipv4LpmRouting::ChooseForMany(uint32_t source, int32_t onlyInterface) const
{
    int32_t interface = onlyInterface;
    if (interface < 0 && source != 0)
    {
        interface = m_ipv4->GetInterfaceForAddress(Ipv4Address(source));
    }
    for (uint32_t i = 1; interface < 0 && i < m_ipv4->GetNInterfaces(); ++i)
    {
        interface = m_ipv4->IsUp(i) ? static_cast<int32_t>(i) : -1;
    }
    if (interface < 0)
    {
        return nullptr;
    }
    m_many = {0, static_cast<uint32_t>(interface), 0, RouteKind::Broadcast, true};
    return &m_many;
}

void
Ipv4LpmRouting::SetBoundOnly(uint32_t interface)
{
    m_memo = Memo();
    m_boundOnly.insert(interface);
}

/** The interface that a socket or its source is bound to, if that is one of such; else null. */
const Ipv4LpmRouting::Entry*
Ipv4LpmRouting::ChooseBound(uint32_t source, int32_t only) const
{
    int32_t interface = only;
    if (interface < 0 && !m_boundOnly.empty() && source != 0)
    {
        interface = m_ipv4->GetInterfaceForAddress(Ipv4Address(source));
    }
    if (interface < 0 || !IsBoundOnly(static_cast<uint32_t>(interface)))
    {
        return nullptr;
    }
    m_bound = {0, static_cast<uint32_t>(interface), 0, RouteKind::Static, true};
    return &m_bound;
}

const Ipv4LpmRouting::Entry*
Ipv4LpmRouting::Choose(uint32_t destination, uint32_t source, int32_t onlyInterface) const
{
    if (IsForAll(destination))
    {
        return ChooseForMany(source, onlyInterface);
    }
    const Entry* best = m_table.Lookup(destination);
    if (best && best->kind == RouteKind::Local)
    {
        return best;
    }
    if (const Entry* bound = ChooseBound(source, onlyInterface))
    {
        return bound;
    }
    return onlyInterface < 0 ? best
                             : m_table.LookupOn(destination, static_cast<uint32_t>(onlyInterface));
}

Ptr<Ipv4Route>
Ipv4LpmRouting::MakeRoute(uint32_t destination, uint32_t source, const Entry& entry) const
{
    const auto selected =
        source != 0 ? std::optional<uint32_t>(source) : SourceTowards(destination, entry);
    if (!selected)
    {
        return nullptr;
    }
    const auto route = Create<Ipv4Route>();
    route->SetDestination(Ipv4Address(destination));
    route->SetSource(Ipv4Address(*selected));
    route->SetGateway(entry.onLink ? Ipv4Address::GetAny() : Ipv4Address(entry.gateway));
    route->SetOutputDevice(m_ipv4->GetNetDevice(entry.interface));
    return route;
}

Ptr<Ipv4Route>
Ipv4LpmRouting::RouteOutput(Ptr<Packet> p,
                            const Ipv4Header& header,
                            Ptr<NetDevice> oif,
                            Socket::SocketErrno& sockerr)
{
    const uint32_t destination = header.GetDestination().Get();
    const auto preferred =
        m_preferred.empty() ? m_preferred.end() : m_preferred.find(IpAddress::V4(destination));
    const uint32_t source = IsGiven(header.GetSource())      ? header.GetSource().Get()
                            : preferred != m_preferred.end() ? preferred->second.ToV4()
                                                             : 0;
    const int32_t only = oif ? m_ipv4->GetInterfaceForDevice(oif) : -1;
    const Entry* entry = oif && only < 0 ? nullptr : Choose(destination, source, only);
    const auto route = entry ? MakeRoute(destination, source, *entry) : nullptr;
    sockerr = route ? Socket::ERROR_NOTERROR : Socket::ERROR_NOROUTETOHOST;
    if (!route && m_stack)
    {
        m_stack->OnNoRouteOut(p, header, entry ? Reason::NoSourceAddress : Reason::NoRoute);
    }
    return route;
}

bool
Ipv4LpmRouting::RouteInput(Ptr<const Packet> p,
                           const Ipv4Header& header,
                           Ptr<const NetDevice> idev,
                           Input::Unicast ucb,
                           Input::Multicast,
                           Input::Deliver lcb,
                           Input::Error)
{
    const uint32_t destination = header.GetDestination().Get();
    const int32_t interface = m_ipv4->GetInterfaceForDevice(idev);
    const Entry* entry = Lookup(destination);
    const bool here = entry && (entry->kind == RouteKind::Local ||
                                (entry->kind == RouteKind::Broadcast &&
                                 entry->interface == static_cast<uint32_t>(interface)));
    if (here || IsForAll(destination))
    {
        lcb(p, header, static_cast<uint32_t>(interface));
        return true;
    }
    if (m_stack)
    {
        const auto frame = p->Copy();
        frame->AddHeader(header);
        m_stack->Forward(frame, entry, Arrived());
        return true;
    }
    const auto route = entry ? MakeRoute(destination, header.GetSource().Get(), *entry) : nullptr;
    if (route && m_ipv4->IsForwarding(static_cast<uint32_t>(interface)))
    {
        ucb(route, p, header);
        return true;
    }
    return false;
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
