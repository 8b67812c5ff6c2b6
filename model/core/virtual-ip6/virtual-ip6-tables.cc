// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/virtual-ip6/virtual-ip6-tables.h"

#include <algorithm>

namespace ns3::v6lab
{

VirtualIp6Tables::VirtualIp6Tables(const VirtualIp6Settings& settings)
    : m_timeouts(settings.timeouts),
      m_limits(settings.limits),
      m_perHost(settings.perHost),
      m_addresses(settings.pool),
      m_peers(settings.translation.seed),
      m_sessions(settings.translation.seed + 1, false)
{
    for (const auto& peer : settings.peers)
    {
        AddStatic(peer);
    }
}

void
VirtualIp6Tables::SetWatch(VirtualIp6Watch watch)
{
    m_watch = std::move(watch);
}

void
VirtualIp6Tables::AddStatic(const VirtualPeer& peer)
{
    const bool reserved = m_addresses.Reserve(peer.ipv4);
    assert(reserved);
    static_cast<void>(reserved);
    const uint32_t place = m_peers.Add(0, peer.ipv6, peer.ipv4.ToV4());
    m_peers[place].origin = BindingOrigin::Administrator;
}

/** What is static is for all hosts, also where each has a pool of its own. */
uint32_t
VirtualIp6Tables::FindPeer(const IpAddress& host4, const IpAddress& peer6) const
{
    const uint32_t own = m_peers.FindPeer(KeyOf(host4), peer6);
    return own == NO_RECORD && m_perHost ? m_peers.FindPeer(0, peer6) : own;
}

uint32_t
VirtualIp6Tables::FindVirtual(const IpAddress& host4, const IpAddress& virtual4) const
{
    const uint32_t own = m_peers.FindVirtual(KeyOf(host4), virtual4.ToV4());
    return own == NO_RECORD && m_perHost ? m_peers.FindVirtual(0, virtual4.ToV4()) : own;
}

VirtualIp6Tables::Placed
VirtualIp6Tables::Bind(const IpAddress& host4,
                       const IpAddress& peer6,
                       BindingOrigin origin,
                       int64_t untilNs,
                       int64_t nowNs)
{
    if (m_peers.GetSize() >= m_limits.bindings)
    {
        return {NO_RECORD, Reason::BindingLimit};
    }
    const auto virtual4 = m_addresses.Take(IpAddress::V4(KeyOf(host4)), peer6);
    if (!virtual4)
    {
        return {NO_RECORD, Reason::NoVirtualAddress};
    }
    const uint32_t place = m_peers.Add(KeyOf(host4), peer6, virtual4->ToV4());
    Peer& peer = m_peers[place];
    peer.createdNs = nowNs;
    peer.origin = origin;
    ++m_made[static_cast<size_t>(origin)];
    Hold(place, untilNs);
    Tell(peer, Change::Added, nowNs);
    return {place};
}

/** A later end needs no other place in the queue: EndHold() looks again when its turn has come. */
void
VirtualIp6Tables::Hold(uint32_t binding, int64_t untilNs)
{
    Peer& peer = m_peers[binding];
    peer.heldUntilNs = std::max(peer.heldUntilNs, untilNs);
    if (peer.queuedNs == NOT_QUEUED && !peer.IsStatic())
    {
        peer.queuedNs = peer.heldUntilNs;
        m_holds.emplace(peer.queuedNs, binding);
    }
}

void
VirtualIp6Tables::RestAtLeast(int64_t durationNs)
{
    m_timeouts.quarantine = std::max(m_timeouts.quarantine, durationNs);
}

uint32_t
VirtualIp6Tables::FindSession(uint32_t binding, const Ends& ends) const
{
    const uint16_t hostPort = ends.kind == BibKind::Icmp ? uint16_t{0} : ends.host4.port;
    return m_sessions.FindInside(ends.kind,
                                 {m_peers[binding].GetPeer(), ends.peerPort},
                                 {ends.host4.address.ToV4(), hostPort});
}

void
VirtualIp6Tables::Open(uint32_t binding,
                       const Ends& ends,
                       TcpState state,
                       TimerClass timer,
                       int64_t nowNs)
{
    Peer& peer = m_peers[binding];
    Binding bound; // as a NAT64 would have it
    std::memcpy(bound.inside6, peer.peer6, sizeof(bound.inside6));
    bound.outside4 = peer.virtual4;
    bound.insidePort = bound.outsidePort = ends.peerPort;
    bound.kind = ends.kind;
    const uint16_t hostPort = ends.kind == BibKind::Icmp ? uint16_t{0} : ends.host4.port;
    const uint32_t place =
        m_sessions.Add(binding, bound, {ends.host4.address.ToV4(), hostPort}, nowNs);
    m_sessions[place].state = state;
    Touch(place, timer, nowNs);
    ++peer.sessions;
    ++m_sessionCount;
    TellSession(m_sessions[place], Change::Added, nowNs);
}

void
VirtualIp6Tables::Touch(uint32_t session, TimerClass timer, int64_t nowNs)
{
    m_sessions.Start(session, timer, nowNs + GetDuration(timer));
}

void
VirtualIp6Tables::Move(uint32_t session, TcpState state, int64_t nowNs)
{
    if (m_sessions[session].state != state)
    {
        m_sessions[session].state = state;
        TellSession(m_sessions[session], Change::Changed, nowNs);
    }
}

int64_t
VirtualIp6Tables::GetDeadline() const
{
    const uint32_t session = m_sessions.GetFirst();
    int64_t first = session == NO_RECORD ? NEVER : m_sessions[session].expiresNs;
    first = std::min(first, m_holds.empty() ? NEVER : m_holds.begin()->first);
    return std::min(first, m_addresses.GetDeadline().value_or(NEVER));
}

void
VirtualIp6Tables::Expire(int64_t nowNs)
{
    for (int64_t due = GetDeadline(); due <= nowNs; due = GetDeadline())
    {
        const uint32_t session = m_sessions.GetFirst();
        if (session != NO_RECORD && m_sessions[session].expiresNs == due)
        {
            EndSession(session, due);
        }
        else if (!m_holds.empty() && m_holds.begin()->first == due)
        {
            EndHold(m_holds.begin()->second, due);
        }
        else
        {
            m_addresses.Expire(due);
        }
    }
}

void
VirtualIp6Tables::EndSession(uint32_t session, int64_t nowNs)
{
    const uint32_t binding = m_sessions[session].binding;
    Peer& peer = m_peers[binding];
    peer.lastExpiryNs = std::max(peer.lastExpiryNs, m_sessions[session].expiresNs);
    TellSession(m_sessions[session], Change::Removed, nowNs);
    m_sessions.Remove(session);
    --m_sessionCount;
    if (--peer.sessions == 0 && peer.queuedNs == NOT_QUEUED && !peer.IsStatic())
    {
        Free(binding, nowNs);
    }
}

void
VirtualIp6Tables::EndHold(uint32_t binding, int64_t nowNs)
{
    Peer& peer = m_peers[binding];
    m_holds.erase({peer.queuedNs, binding});
    peer.queuedNs = NOT_QUEUED;
    if (peer.heldUntilNs > nowNs)
    {
        Hold(binding, peer.heldUntilNs);
    }
    else if (peer.sessions == 0)
    {
        Free(binding, nowNs);
    }
}

void
VirtualIp6Tables::Free(uint32_t binding, int64_t nowNs)
{
    const Peer gone = m_peers[binding]; // a copy: who is told may ask what there is now
    m_peers.Remove(binding);
    m_addresses.Release(gone.GetHost(),
                        gone.GetPeer(),
                        gone.GetVirtual(),
                        nowNs + m_timeouts.quarantine);
    Tell(gone, Change::Removed, nowNs);
}

void
VirtualIp6Tables::Clear(int64_t nowNs)
{
    Settle();
    for (uint32_t session = m_sessions.GetFirst(); session != NO_RECORD;
         session = m_sessions.GetFirst())
    {
        EndSession(session, nowNs);
    }
    while (!m_holds.empty())
    {
        Peer& peer = m_peers[m_holds.begin()->second];
        peer.heldUntilNs = nowNs;
        EndHold(m_holds.begin()->second, nowNs);
    }
}

int64_t
VirtualIp6Tables::GetDuration(TimerClass timer) const
{
    switch (timer)
    {
    case TimerClass::Udp:
        return m_timeouts.udp;
    case TimerClass::TcpEstablished:
        return m_timeouts.tcpEstablished;
    case TimerClass::TcpOpening:
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

} // namespace ns3::v6lab
