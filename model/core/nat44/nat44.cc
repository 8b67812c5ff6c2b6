// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/nat44/nat44.h"

#include <random>

namespace ns3::v6lab
{

namespace
{

Nat44Decision
Refused(Reason reason)
{
    Nat44Decision decision;
    decision.reason = reason;
    return decision;
}

/** What the tuple says of the packet; the rest is in the tables. */
Nat44Decision
FromTuple(const TupleResult& read)
{
    Nat44Decision decision;
    decision.reason = read.reason;
    decision.needed = read.needed;
    if (read.tuple)
    {
        decision.kind = read.tuple->kind;
        decision.isError = read.tuple->isError;
    }
    return decision;
}

/** The identifier of ICMP queries stands for both ports. */
void
SetPort(BibKind kind, bool source, uint16_t port, Endpoints& to)
{
    if (kind == BibKind::Icmp)
    {
        to.icmpId = port;
    }
    else
    {
        (source ? to.sourcePort : to.destinationPort) = port;
    }
}

DatagramId
IdOf(const ParsedPacket& packet)
{
    return {packet.source, packet.destination, packet.protocol, packet.identification};
}

} // namespace

Nat44::Nat44(const Nat44Settings& settings, const IpAddress& outside)
    : m_table(settings, outside),
      m_outbound(settings.datagrams, settings.timeouts.fragment),
      m_inbound(settings.datagrams, settings.timeouts.fragment),
      m_identification(static_cast<uint16_t>(std::mt19937_64(settings.seed)()))
{
}

Nat44Decision
Nat44::Outbound(const PacketIn& in, const ParsedPacket& packet, int64_t nowNs)
{
    m_table.Expire(nowNs);
    if (!packet.IsFirstFragment())
    {
        return OutboundLater(packet, nowNs);
    }
    const TupleResult read = ReadTuple(in, packet);
    Nat44Decision decision = FromTuple(read);
    if (!read.tuple)
    {
        return decision;
    }
    decision.inside = read.tuple->source;
    decision.remote = read.tuple->destination;
    decision.reason = MapOutbound(decision, *read.tuple, nowNs);
    if (decision.reason != Reason::None)
    {
        return decision;
    }
    decision.identification = ++m_identification;
    if (packet.isFragment)
    {
        const auto* known = m_outbound.Announce(IdOf(packet),
                                                {decision.inside.address, decision.identification},
                                                nowNs);
        decision.reason = known ? Reason::None : Reason::FragmentLimit;
        decision.identification = known ? known->identification : 0;
    }
    return decision;
}

/** RFC 5508 REQ-6: errors neither make nor keep a mapping. */
Reason
Nat44::MapOutbound(Nat44Decision& decision, const FlowTuple& tuple, int64_t nowNs)
{
    if (tuple.isError)
    {
        const auto port = m_table.FindPort(tuple.kind, decision.inside);
        decision.outsidePort = port.value_or(0);
        return port ? Reason::None : Reason::NoBinding;
    }
    const auto port =
        m_table.Outbound(tuple.kind, decision.inside, decision.remote, tuple.tcpFlags, nowNs);
    decision.outsidePort = port.port;
    return port.reason;
}

Nat44Decision
Nat44::OutboundLater(const ParsedPacket& packet, int64_t nowNs)
{
    const auto* known = m_outbound.Find(IdOf(packet), nowNs);
    if (!known)
    {
        return Refused(Reason::NoFirstFragment);
    }
    Nat44Decision decision;
    decision.hasPorts = false;
    decision.inside.address = packet.source;
    decision.remote.address = packet.destination;
    decision.identification = known->identification;
    return decision;
}

Nat44Decision
Nat44::Inbound(const PacketIn& in, const ParsedPacket& packet, int64_t nowNs)
{
    m_table.Expire(nowNs);
    if (!packet.IsFirstFragment())
    {
        return InboundLater(packet, nowNs);
    }
    const TupleResult read = ReadTuple(in, packet);
    Nat44Decision decision = FromTuple(read);
    if (!read.tuple)
    {
        return decision;
    }
    const FlowTuple& tuple = *read.tuple;
    decision.remote = tuple.source;
    decision.outsidePort = tuple.destination.port;
    if (tuple.destination.address != packet.destination) // quotes a packet of somebody else
    {
        decision.reason = Reason::NoBinding;
        return decision;
    }
    const auto inside =
        tuple.isError ? m_table.FindInside(tuple.kind, decision.outsidePort)
                      : m_table.Inbound(tuple.kind, decision.outsidePort, tuple.tcpFlags, nowNs);
    if (!inside)
    {
        decision.reason = Reason::NoBinding;
        return decision;
    }
    decision.inside = *inside;
    if (packet.isFragment && !m_inbound.Announce(IdOf(packet), {inside->address, 0}, nowNs))
    {
        decision.reason = Reason::FragmentLimit;
    }
    return decision;
}

Nat44Decision
Nat44::InboundLater(const ParsedPacket& packet, int64_t nowNs)
{
    const auto* known = m_inbound.Find(IdOf(packet), nowNs);
    if (!known)
    {
        return Refused(Reason::NoFirstFragment);
    }
    Nat44Decision decision;
    decision.hasPorts = false;
    decision.inside.address = known->inside;
    decision.remote.address = packet.source;
    return decision;
}

void
Nat44::SetOutside(const Nat44Decision& decision, Rewrite& rewrite)
{
    if (decision.hasPorts)
    {
        Endpoints& to = decision.isError ? *rewrite.quoted : rewrite.outer;
        SetPort(decision.kind, !decision.isError, decision.outsidePort, to);
    }
}

void
Nat44::SetInside(const Nat44Decision& decision, Rewrite& rewrite)
{
    if (decision.hasPorts)
    {
        Endpoints& to = decision.isError ? *rewrite.quoted : rewrite.outer;
        SetPort(decision.kind, decision.isError, decision.inside.port, to);
    }
}

} // namespace ns3::v6lab
