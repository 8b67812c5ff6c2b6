// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/nat64/nat64-tables.h"

#include <stdexcept>

namespace ns3::v6lab
{

namespace
{

std::string
ToText(const TransportAddress& address)
{
    return address.address.ToString() + "#" + std::to_string(address.port);
}

[[noreturn]] void
RefuseStatic(const StaticBinding& binding, const std::string& why)
{
    throw std::invalid_argument("static binding " + std::string(ToWord(binding.kind)) + " " +
                                ToText(binding.inside) + " = " + ToText(binding.outside) + ": " +
                                why);
}

} // namespace

Nat64Tables::Nat64Tables(const Nat64Settings& settings)
    : m_prefix(settings.prefix),
      m_timeouts(settings.timeouts),
      m_limits(settings.limits),
      m_pool(settings.pool),
      m_bib(settings.translation.seed),
      m_sessions(settings.translation.seed + 1, settings.addressDependentFiltering),
      m_budget(settings.pool.subscriberPrefix,
               settings.limits.subscriberSessions,
               settings.limits.subscriberRate),
      m_syns(settings.limits.storedSyns)
{
    for (const auto& binding : settings.bindings)
    {
        AddStatic(binding, 0);
    }
}

void
Nat64Tables::SetWatch(Nat64Watch watch)
{
    m_watch = std::move(watch);
}

bool
Nat64Tables::HasRoomForSession(BibKind kind) const
{
    return m_sessionCounts[ToIndex(kind)] < m_limits.sessions;
}

/**
 * Where a stored SYN was going. A stranger must not choose a second address for a host or a port
 * that its subscriber may not have (RFC 6888 2 REQ-2, REQ-4).
 */
std::optional<TransportAddress>
Nat64Tables::ClaimTarget(const Pool4::Request& request)
{
    if (request.kind != BibKind::Tcp)
    {
        return std::nullopt;
    }
    const auto target = m_syns.FindTarget(request.remote);
    return target && m_pool.MayClaim(request, *target) &&
                   m_pool.Claim(request.kind, *target, request.inside.address)
               ? target
               : std::nullopt;
}

Placed
Nat64Tables::Bind(BibKind kind,
                  const TransportAddress& inside,
                  const TransportAddress& remote4,
                  int64_t nowNs)
{
    // Without a session to come, a port would be used up: it may have to rest (6146-106).
    if (const Reason reason = m_budget.Check(inside.address, nowNs); reason != Reason::None)
    {
        return {NO_RECORD, reason};
    }
    if (!HasRoomForSession(kind))
    {
        return {NO_RECORD, Reason::SessionLimit};
    }
    if (m_bib.GetCount(kind) >= m_limits.bindings)
    {
        return {NO_RECORD, Reason::BindingLimit};
    }
    Pool4::Request request;
    request.kind = kind;
    request.inside = inside;
    request.remote = remote4;
    request.nowNs = nowNs;
    const uint32_t paired = m_bib.FindHost(inside.address);
    if (paired != NO_RECORD)
    {
        request.paired = IpAddress::V4(m_bib[paired].outside4);
    }
    if (const auto target = ClaimTarget(request))
    {
        return {AddBinding(kind, inside, *target, false, nowNs)};
    }
    const auto found = m_pool.Allocate(request);
    if (found.reason != Reason::None)
    {
        return {NO_RECORD, found.reason};
    }
    return {AddBinding(kind, inside, found.outside, false, nowNs)};
}

uint32_t
Nat64Tables::AddBinding(BibKind kind,
                        const TransportAddress& inside,
                        const TransportAddress& outside,
                        bool isStatic,
                        int64_t nowNs)
{
    const uint32_t place = m_bib.Add(kind, inside, outside, nowNs);
    m_bib[place].isStatic = isStatic;
    Tell(m_bib[place], Change::Added, nowNs);
    return place;
}

Placed
Nat64Tables::Open(uint32_t binding,
                  const TransportAddress& remote4,
                  TcpState state,
                  TimerClass timer,
                  int64_t nowNs)
{
    Binding& bound = m_bib[binding];
    if (const Reason reason = m_budget.Check(bound.GetInside().address, nowNs);
        reason != Reason::None)
    {
        return {NO_RECORD, reason};
    }
    if (!HasRoomForSession(bound.kind))
    {
        return {NO_RECORD, Reason::SessionLimit};
    }
    // A stored SYN with these addresses was this session so far (6146-43).
    const auto waited =
        bound.kind == BibKind::Tcp ? m_syns.Take(bound.GetOutside(), remote4) : std::nullopt;
    const uint32_t place = m_sessions.Add(binding,
                                          bound,
                                          ToRemote(bound.kind, remote4),
                                          waited ? waited->createdNs : nowNs);
    const bool met = waited && state == TcpState::V6Init;
    m_sessions[place].state = met ? TcpState::Established : state;
    Touch(place, met ? TimerClass::TcpEstablished : timer, nowNs);
    m_budget.Add(bound.GetInside().address, nowNs);
    ++bound.sessions;
    ++m_sessionCounts[ToIndex(bound.kind)];
    TellSession(m_sessions[place], waited ? Change::Changed : Change::Added, nowNs);
    if (waited)
    {
        Dropped(waited->handle, Reason::StoredSynMet, nowNs);
    }
    return {place};
}

void
Nat64Tables::Touch(uint32_t session, TimerClass timer, int64_t nowNs)
{
    m_sessions.Start(session, timer, nowNs + GetDuration(timer));
}

void
Nat64Tables::Move(uint32_t session, TcpState state, int64_t nowNs)
{
    if (m_sessions[session].state != state)
    {
        m_sessions[session].state = state;
        TellSession(m_sessions[session], Change::Changed, nowNs);
    }
}

void
Nat64Tables::End(uint32_t session, int64_t nowNs)
{
    const uint32_t place = m_sessions[session].binding;
    Binding& binding = m_bib[place];
    TellSession(m_sessions[session], Change::Removed, nowNs);
    m_sessions.Remove(session);
    m_budget.Remove(binding.GetInside().address, nowNs);
    --m_sessionCounts[ToIndex(binding.kind)];
    if (--binding.sessions == 0 && !binding.isStatic)
    {
        DropBinding(place, nowNs);
    }
}

void
Nat64Tables::DropBinding(uint32_t binding, int64_t nowNs)
{
    const Binding gone = m_bib[binding]; // a copy: who is told may ask what the pool has now
    m_pool.Release(gone.kind, gone.GetOutside(), gone.GetInside().address, nowNs);
    m_bib.Remove(binding);
    Tell(gone, Change::Removed, nowNs);
}

void
Nat64Tables::AddStatic(const StaticBinding& binding, int64_t nowNs)
{
    if (!binding.inside.address.IsV6() || !binding.outside.address.IsV4())
    {
        RefuseStatic(binding, "the inside must be IPv6 and the outside IPv4");
    }
    if (m_prefix.Contains(binding.inside.address))
    {
        RefuseStatic(binding, "the inside must not lie in " + m_prefix.GetPrefix().ToString());
    }
    if (FindInside(binding.kind, binding.inside) != NO_RECORD)
    {
        RefuseStatic(binding, "the inside address and port have a binding already");
    }
    if (!m_pool.Owns(binding.kind, binding.outside))
    {
        RefuseStatic(binding, "no range of the IPv4 pool has the outside address and port");
    }
    if (!m_pool.Claim(binding.kind, binding.outside, binding.inside.address))
    {
        RefuseStatic(binding, "the outside address and port are in use");
    }
    AddBinding(binding.kind, binding.inside, binding.outside, true, nowNs);
}

bool
Nat64Tables::RemoveBinding(BibKind kind, const TransportAddress& outside, int64_t nowNs)
{
    const uint32_t binding = FindOutside(kind, outside);
    if (binding == NO_RECORD)
    {
        return false;
    }
    m_bib[binding].isStatic = true; // so that it outlives its sessions here
    for (const uint32_t session : m_sessions.GetPlaces())
    {
        if (m_sessions[session].binding == binding)
        {
            End(session, nowNs);
        }
    }
    m_bib[binding].isStatic = false;
    DropBinding(binding, nowNs);
    return true;
}

Reason
Nat64Tables::Store(StoredSyn syn, int64_t nowNs)
{
    if (m_syns.IsFull())
    {
        return Reason::StoredSynLimit;
    }
    syn.createdNs = nowNs;
    syn.expiresNs = nowNs + m_timeouts.tcpIncomingSyn;
    m_syns.Add(syn);
    TellSession(syn, Change::Added, nowNs);
    return Reason::None;
}

StoredSyn
Nat64Tables::ExpireSyn(int64_t nowNs)
{
    StoredSyn syn = m_syns.TakeFirst();
    TellSession(syn, Change::Removed, nowNs);
    Dropped(syn.handle, Reason::StoredSynTimeout, nowNs);
    return syn;
}

int64_t
Nat64Tables::GetDuration(TimerClass timer) const
{
    switch (timer)
    {
    case TimerClass::Udp:
        return m_timeouts.udp;
    case TimerClass::TcpEstablished:
        return m_timeouts.tcpEstablished;
    case TimerClass::TcpOpening:
        return m_timeouts.tcpOpening.value_or(m_timeouts.tcpTransitory);
    case TimerClass::TcpTransitory:
        return m_timeouts.tcpTransitory;
    case TimerClass::Icmp:
        return m_timeouts.icmp;
    case TimerClass::None:
        break;
    }
    assert(false);
    return 0;
}

void
Nat64Tables::Dropped(uint64_t handle, Reason reason, int64_t nowNs) const
{
    if (m_watch.dropped)
    {
        m_watch.dropped(handle, reason, nowNs);
    }
}

void
Nat64Tables::Joined(uint64_t handle, int64_t nowNs) const
{
    if (m_watch.joined)
    {
        m_watch.joined(handle, nowNs);
    }
}

void
Nat64Tables::Tell(const Binding& binding, Change change, int64_t nowNs) const
{
    if (m_watch.binding)
    {
        m_watch.binding(ToRecord(binding), change, nowNs);
    }
}

template <typename Entry>
void
Nat64Tables::TellSession(const Entry& entry, Change change, int64_t nowNs) const
{
    if (m_watch.session)
    {
        m_watch.session(ToRecord(entry), change, nowNs);
    }
}

} // namespace ns3::v6lab
