// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/virtual-ip6/peer-flows.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

VirtualIp6Tables::Ends
EndsOf(Family from, const PeerPacket& packet)
{
    const FlowTuple& tuple = *packet.tuple;
    const bool v6 = from == Family::V6;
    VirtualIp6Tables::Ends ends;
    ends.kind = tuple.kind;
    ends.peerPort = v6 ? tuple.source.port : tuple.destination.port;
    ends.host4 = {packet.host4, v6 ? tuple.destination.port : tuple.source.port};
    return ends;
}

/** RFC 6146 3.5.2.2, CLOSED: only a SYN opens a connection. */
bool
Opens(Family from, const FlowTuple& tuple)
{
    const TcpAction action = Step(TcpState::Closed, ToTcpEvent(from, tuple.tcpFlags)).action;
    return tuple.kind != BibKind::Tcp || action == TcpAction::OpenFrom6 ||
           action == TcpAction::OpenFrom4;
}

PeerRuling
Refused(Reason reason)
{
    return {NO_RECORD, reason};
}

} // namespace

PeerFlows::PeerFlows(const VirtualIp6Settings& settings, VirtualIp6Tables& tables)
    : m_tables(tables),
      m_timeouts(settings.timeouts),
      m_inboundPeers(settings.inboundPeers),
      m_inbound(settings.inbound)
{
}

bool
PeerFlows::MayCall(const IpAddress& peer6) const
{
    const auto has = [&](const Prefix& prefix) { return prefix.Contains(peer6); };
    return m_inbound && (m_inboundPeers.empty() ||
                         std::any_of(m_inboundPeers.begin(), m_inboundPeers.end(), has));
}

PeerRuling
PeerFlows::From6(const PeerPacket& packet, int64_t nowNs)
{
    const uint32_t binding = m_tables.FindPeer(packet.host4, packet.other);
    const bool bound = binding != NO_RECORD;
    if (bound && packet.tuple)
    {
        const uint32_t session = m_tables.FindSession(binding, EndsOf(Family::V6, packet));
        if (session != NO_RECORD)
        {
            Advance(session, Family::V6, *packet.tuple, nowNs);
            return {binding};
        }
    }
    // What has no ports may belong to a session that is there: then it must not be refused.
    if (!MayCall(packet.other) && (packet.tuple || !bound))
    {
        return Refused(Reason::PeerNotAllowed);
    }
    if (bound)
    {
        return Pass(binding, Family::V6, packet, nowNs);
    }
    if (packet.tuple && !Opens(Family::V6, *packet.tuple))
    {
        return Refused(Reason::TcpWithoutSession);
    }
    if (packet.tuple && !m_tables.HasRoomForSession())
    {
        return Refused(Reason::SessionLimit);
    }
    const auto placed =
        m_tables.Bind(packet.host4, packet.other, BindingOrigin::Outside, nowNs, nowNs);
    return placed.place == NO_RECORD ? Refused(placed.reason)
                                     : Pass(placed.place, Family::V6, packet, nowNs);
}

PeerRuling
PeerFlows::From4(const PeerPacket& packet, int64_t nowNs)
{
    const uint32_t binding = m_tables.FindVirtual(packet.host4, packet.other);
    if (binding == NO_RECORD)
    {
        return Refused(Reason::StaleVirtualAddress);
    }
    const uint32_t session =
        packet.tuple ? m_tables.FindSession(binding, EndsOf(Family::V4, packet)) : NO_RECORD;
    if (session == NO_RECORD)
    {
        return Pass(binding, Family::V4, packet, nowNs);
    }
    Advance(session, Family::V4, *packet.tuple, nowNs);
    return {binding};
}

/** A packet of no session: it opens one, holds the binding, or just passes (TCP in mid-air). */
PeerRuling
PeerFlows::Pass(uint32_t binding, Family from, const PeerPacket& packet, int64_t nowNs)
{
    if (!packet.tuple)
    {
        m_tables.Hold(binding, nowNs + m_timeouts.udp);
        return {binding};
    }
    if (!Opens(from, *packet.tuple))
    {
        return {binding};
    }
    if (!m_tables.HasRoomForSession())
    {
        return Refused(Reason::SessionLimit);
    }
    const bool v6 = from == Family::V6;
    const BibKind kind = packet.tuple->kind;
    const bool tcp = kind == BibKind::Tcp;
    m_tables.Open(binding,
                  EndsOf(from, packet),
                  tcp ? (v6 ? TcpState::V6Init : TcpState::V4Init) : TcpState::Closed,
                  tcp                    ? TimerClass::TcpTransitory
                  : kind == BibKind::Udp ? TimerClass::Udp
                                         : TimerClass::Icmp,
                  nowNs);
    return {binding};
}

void
PeerFlows::Advance(uint32_t session, Family from, const FlowTuple& tuple, int64_t nowNs)
{
    if (tuple.kind != BibKind::Tcp)
    {
        m_tables.Touch(session,
                       tuple.kind == BibKind::Udp ? TimerClass::Udp : TimerClass::Icmp,
                       nowNs);
        return;
    }
    const TcpStep& step =
        Step(m_tables.GetSession(session).state, ToTcpEvent(from, tuple.tcpFlags));
    if (step.timer != TcpTimer::Keep)
    {
        m_tables.Touch(session,
                       step.timer == TcpTimer::Established ? TimerClass::TcpEstablished
                                                           : TimerClass::TcpTransitory,
                       nowNs);
    }
    m_tables.Move(session, step.next, nowNs);
}

} // namespace ns3::v6lab
