// SPDX-License-Identifier: GPL-2.0-only
// Which route a packet takes, and from which source (RFC 6724 5).
#include "model/core/address-rules.h"
#include "model/core/source-selection.h"
#include "model/routing/ipv6-lpm-routing.h"
#include "model/routing/ipv6-stack.h"
#include "model/routing/packet-bytes.h"

#include "ns3/node.h"

namespace ns3::v6lab
{

namespace
{

const Key128 UNSPECIFIED{};

bool
IsLinkLocal(const Key128& address)
{
    return address.high >> 54 == 0x3fa; // fe80::/10
}

uint8_t
LengthOf(const Ipv6Prefix& prefix)
{
    return prefix.GetPrefixLength();
}

} // namespace

/** A detour may insist on a source; else it is that of the way without it. */
std::optional<Key128>
Ipv6LpmRouting::SourceTowards(const Key128& destination, const Entry& entry) const
{
    if (entry.kind != RouteKind::Detour)
    {
        return SelectSource(destination, entry.interface);
    }
    if (const auto own = m_detours[entry.detour]->GetSource(ToCore(FromKey(destination))))
    {
        return KeyOfV6(*own);
    }
    const Entry* native = Lookup(destination);
    return SelectSource(destination, native ? native->interface : 1);
}

std::optional<Key128>
Ipv6LpmRouting::SelectSource(const Key128& destination, uint32_t interface) const
{
    if (!(m_memo.source == UNSPECIFIED) && m_memo.destination == destination &&
        m_memo.interface == interface)
    {
        return m_memo.source;
    }
    const IpAddress target = ToCore(FromKey(destination));
    const uint8_t scope = ScopeOf(target);
    std::vector<SourceCandidate> here; // RFC 6724 4: first those of the outgoing interface
    std::vector<SourceCandidate> all;  // a router may use any other, link-local ones excepted
    for (uint32_t i = 0; i < m_ipv6->GetNInterfaces(); ++i)
    {
        for (uint32_t j = 0; m_ipv6->IsUp(i) && j < m_ipv6->GetNAddresses(i); ++j)
        {
            const auto address = m_ipv6->GetAddress(i, j);
            SourceCandidate candidate;
            candidate.address = ToCore(address.GetAddress());
            candidate.prefixLength = LengthOf(address.GetPrefix());
            candidate.interface = i;
            candidate.deprecated = address.GetState() == Ipv6InterfaceAddress::DEPRECATED;
            const bool wide = ScopeOf(candidate.address) >= scope;
            const bool open = i == interface || !IsBoundOnly(i);
            if (address.GetState() != Ipv6InterfaceAddress::INVALID && wide && open)
            {
                (i == interface ? here : all).push_back(candidate);
            }
        }
    }
    const auto& candidates = here.empty() ? all : here;
    const auto best = v6lab::SelectSource(target, interface, candidates);
    if (!best)
    {
        return std::nullopt;
    }
    m_memo = {destination, KeyOfV6(candidates[*best].address), interface};
    return m_memo.source;
}

/** Link-local and multicast leave where they are told to, where their source is, or where they can.
 */
const Ipv6LpmRouting::Entry*
Ipv6LpmRouting::ChooseForLink(const Key128& source, int32_t only) const
{
    int32_t interface = only;
    if (interface < 0 && !(source == UNSPECIFIED))
    {
        interface = m_ipv6->GetInterfaceForAddress(FromKey(source));
    }
    for (uint32_t i = 1; interface < 0 && i < m_ipv6->GetNInterfaces(); ++i)
    {
        interface = m_ipv6->IsUp(i) ? static_cast<int32_t>(i) : -1;
    }
    if (interface < 0)
    {
        return nullptr;
    }
    m_link = {UNSPECIFIED, static_cast<uint32_t>(interface), 0, RouteKind::Connected, true};
    return &m_link;
}

void
Ipv6LpmRouting::SetBoundOnly(uint32_t interface)
{
    m_memo = Memo();
    m_boundOnly.insert(interface);
}

/** The interface that a socket or its source is bound to, if that is one of such; else null. */
const Ipv6LpmRouting::Entry*
Ipv6LpmRouting::ChooseBound(const Key128& source, int32_t only) const
{
    int32_t interface = only;
    if (interface < 0 && !m_boundOnly.empty() && !(source == UNSPECIFIED))
    {
        interface = m_ipv6->GetInterfaceForAddress(FromKey(source));
    }
    if (interface < 0 || !IsBoundOnly(static_cast<uint32_t>(interface)))
    {
        return nullptr;
    }
    m_bound = {UNSPECIFIED, static_cast<uint32_t>(interface), 0, RouteKind::Static, true};
    return &m_bound;
}

const Ipv6LpmRouting::Entry*
Ipv6LpmRouting::Choose(const Key128& destination, const Key128& source, int32_t only) const
{
    if (rules::IsMulticast(destination))
    {
        return ChooseForLink(source, only);
    }
    const Entry* best = m_table.Lookup(destination);
    if (best && best->kind == RouteKind::Local)
    {
        return best;
    }
    if (const Entry* bound = ChooseBound(source, only))
    {
        return bound;
    }
    if (IsLinkLocal(destination))
    {
        return ChooseForLink(source, only);
    }
    return only < 0 ? best : m_table.LookupOn(destination, static_cast<uint32_t>(only));
}

Ptr<Ipv6Route>
Ipv6LpmRouting::MakeRoute(const Key128& destination, const Key128& source, const Entry& entry) const
{
    const auto selected =
        source == UNSPECIFIED ? SourceTowards(destination, entry) : std::optional<Key128>(source);
    if (!selected)
    {
        return nullptr;
    }
    const auto route = Create<Ipv6Route>();
    route->SetDestination(FromKey(destination));
    route->SetSource(FromKey(*selected));
    route->SetGateway(entry.onLink ? Ipv6Address::GetAny() : FromKey(entry.gateway));
    route->SetOutputDevice(m_ipv6->GetNetDevice(entry.interface));
    return route;
}

Ptr<Ipv6Route>
Ipv6LpmRouting::RouteOutput(Ptr<Packet> p,
                            const Ipv6Header& header,
                            Ptr<NetDevice> oif,
                            Socket::SocketErrno& sockerr)
{
    const Key128 destination = KeyOf(header.GetDestination());
    const auto preferred = m_preferred.empty() || !header.GetSource().IsAny()
                               ? m_preferred.end()
                               : m_preferred.find(ToCore(header.GetDestination()));
    const Key128 source =
        preferred == m_preferred.end() ? KeyOf(header.GetSource()) : KeyOfV6(preferred->second);
    const int32_t only = oif ? m_ipv6->GetInterfaceForDevice(oif) : -1;
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
Ipv6LpmRouting::RouteInput(Ptr<const Packet> p,
                           const Ipv6Header& header,
                           Ptr<const NetDevice> idev,
                           Input::Unicast ucb,
                           Input::Multicast,
                           Input::Deliver lcb,
                           Input::Error ecb)
{
    const Key128 destination = KeyOf(header.GetDestination());
    const auto interface = static_cast<uint32_t>(m_ipv6->GetInterfaceForDevice(idev));
    if (rules::IsMulticast(destination))
    {
        return true; // ns-3 has delivered it to who listens
    }
    const Entry* entry = Lookup(destination);
    if (entry && entry->kind == RouteKind::Local)
    {
        lcb(p, header, interface);
        return true;
    }
    if (m_stack)
    {
        const auto frame = p->Copy();
        frame->AddHeader(header);
        m_stack->Forward(frame, interface, entry, Arrived());
        return true;
    }
    const auto route = entry ? MakeRoute(destination, KeyOf(header.GetSource()), *entry) : nullptr;
    if (route && m_ipv6->IsForwarding(interface))
    {
        ucb(idev, route, p, header);
        return true;
    }
    ecb(p, header, Socket::ERROR_NOROUTETOHOST);
    return true;
}

} // namespace ns3::v6lab
