// SPDX-License-Identifier: GPL-2.0-only
// Which route a packet takes, and from which source (RFC 6724 5).
#include "model/core/address-rules.h"
#include "model/core/source-selection.h"
#include "model/routing/ipv4-lpm-routing.h"
#include "model/routing/ipv4-stack.h"
#include "model/routing/packet-bytes.h"

#include "ns3/node.h"

namespace ns3::v6lab
{

namespace
{

constexpr uint32_t BROADCAST = 0xffffffff;

} // namespace

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
            // One of the loopback network never leaves its host (RFC 1122 3.2.1.3(g)).
            const bool local = candidate.address.IsLoopback();
            if (!IsBoundOnly(i) && (!local || IpAddress::V4(destination).IsLoopback()))
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

} // namespace ns3::v6lab
