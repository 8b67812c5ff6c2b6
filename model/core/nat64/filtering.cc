// SPDX-License-Identifier: GPL-2.0-only
#include "model/core/nat64/filtering.h"

namespace ns3::v6lab
{

namespace
{

constexpr IcmpError HOST_UNREACHABLE_4{3, 1, 0};
constexpr IcmpError PROHIBITED_4{3, 13, 0};
constexpr IcmpError ADDRESS_UNREACHABLE_6{1, 3, 0};

/** TimerClass::None: the timer goes on. */
TimerClass
ToClass(TcpTimer timer)
{
    switch (timer)
    {
    case TcpTimer::Opening:
        return TimerClass::TcpOpening;
    case TcpTimer::Transitory:
        return TimerClass::TcpTransitory;
    case TcpTimer::Established:
        return TimerClass::TcpEstablished;
    case TcpTimer::Keep:
        break;
    }
    return TimerClass::None;
}

Ruling
Drop(Reason reason, std::optional<IcmpError> error = std::nullopt)
{
    Ruling ruling;
    ruling.reason = reason;
    ruling.error = error;
    return ruling;
}

Ruling
Forward(const TransportAddress& other)
{
    Ruling ruling;
    ruling.kind = Ruling::Kind::Forward;
    ruling.other = other;
    return ruling;
}

Ruling
Store(Reason otherwise)
{
    Ruling ruling;
    ruling.kind = Ruling::Kind::Store;
    ruling.reason = otherwise;
    return ruling;
}

} // namespace

Filtering::Filtering(const Nat64Settings& settings, Nat64Tables& tables)
    : m_jool(settings.translation.profile == Profile::Jool),
      m_addressDependent(settings.addressDependentFiltering),
      m_dropExternalTcp(settings.dropExternalTcp),
      m_dropIcmpQueries(settings.dropIcmpQueries),
      m_inboundRefreshesUdp(settings.inboundRefreshesUdp),
      m_answerUnbound(settings.answerUnbound),
      m_answerFiltered(settings.answerFiltered),
      m_rstEndsHalfClosed(settings.rstEndsHalfClosed),
      m_tables(tables)
{
}

Ruling
Filtering::From6(const FlowTuple& tuple, const TransportAddress& remote4, int64_t nowNs)
{
    if (tuple.isError) // changes nothing (RFC 6146 3.5)
    {
        return FromBound6(tuple, Reason::NoBinding);
    }
    if (tuple.kind == BibKind::Tcp)
    {
        return FromTcp6(tuple, remote4, nowNs);
    }
    const bool icmp = tuple.kind == BibKind::Icmp;
    if (icmp && m_dropIcmpQueries)
    {
        return Drop(Reason::IcmpQueryRefused);
    }
    const TimerClass timer = icmp ? TimerClass::Icmp : TimerClass::Udp;
    const uint32_t session = m_tables.FindSession6(tuple.kind, tuple.source, remote4);
    if (session == NO_RECORD)
    {
        return OpenFrom6(tuple, remote4, timer, nowNs);
    }
    m_tables.Touch(session, timer, nowNs);
    return Forward(m_tables.GetSession(session).GetOutside());
}

/** Without a session: through the binding, if there is one. */
Ruling
Filtering::FromBound6(const FlowTuple& tuple, Reason otherwise) const
{
    const uint32_t binding = m_tables.FindInside(tuple.kind, tuple.source);
    return binding == NO_RECORD ? Drop(otherwise)
                                : Forward(m_tables.GetBinding(binding).GetOutside());
}

/** A session, and a binding if there is none yet; without room, D10's answer. */
Ruling
Filtering::OpenFrom6(const FlowTuple& tuple,
                     const TransportAddress& remote4,
                     TimerClass timer,
                     int64_t nowNs)
{
    uint32_t binding = m_tables.FindInside(tuple.kind, tuple.source);
    if (binding == NO_RECORD)
    {
        const auto bound = m_tables.Bind(tuple.kind, tuple.source, remote4, nowNs);
        if (bound.reason != Reason::None)
        {
            return NoRoom(bound.reason);
        }
        binding = bound.place;
    }
    const auto state = tuple.kind == BibKind::Tcp ? TcpState::V6Init : TcpState::Closed;
    const auto session = m_tables.Open(binding, remote4, state, timer, nowNs);
    return session.reason == Reason::None ? Forward(m_tables.GetBinding(binding).GetOutside())
                                          : NoRoom(session.reason);
}

Ruling
Filtering::FromTcp6(const FlowTuple& tuple, const TransportAddress& remote4, int64_t nowNs)
{
    const uint32_t session = m_tables.FindSession6(BibKind::Tcp, tuple.source, remote4);
    const TcpEvent event = ToTcpEvent(Family::V6, tuple.tcpFlags);
    if (session != NO_RECORD)
    {
        Apply(event, session, nowNs);
        return Forward(m_tables.GetSession(session).GetOutside());
    }
    return Step(TcpState::Closed, event).action == TcpAction::OpenFrom6
               ? OpenFrom6(tuple, remote4, TimerClass::TcpOpening, nowNs)
               : FromBound6(tuple, Reason::TcpWithoutSession);
}

Ruling
Filtering::From4(const FlowTuple& tuple, int64_t nowNs)
{
    if (tuple.isError)
    {
        const uint32_t binding = m_tables.FindOutside(tuple.kind, tuple.destination);
        return binding == NO_RECORD ? Drop(Reason::NoBinding)
                                    : Forward(m_tables.GetBinding(binding).GetInside());
    }
    if (tuple.kind == BibKind::Tcp)
    {
        return FromTcp4(tuple, nowNs);
    }
    const bool icmp = tuple.kind == BibKind::Icmp;
    if (icmp && m_dropIcmpQueries && !m_jool) // the real one stops those from inside only
    {
        return Drop(Reason::IcmpQueryRefused);
    }
    const TimerClass timer = icmp ? TimerClass::Icmp : TimerClass::Udp;
    const uint32_t session = m_tables.FindSession4(tuple.kind, tuple.destination, tuple.source);
    if (session == NO_RECORD)
    {
        return OpenFrom4(tuple, timer, nowNs);
    }
    if (icmp || m_inboundRefreshesUdp)
    {
        m_tables.Touch(session, timer, nowNs);
    }
    return Forward(m_tables.GetSession(session).GetInside());
}

/** UDP and ICMP queries: a session through a binding that is there (RFC 6146 3.5.1, 3.5.3). */
Ruling
Filtering::OpenFrom4(const FlowTuple& tuple, TimerClass timer, int64_t nowNs)
{
    const uint32_t binding = m_tables.FindOutside(tuple.kind, tuple.destination);
    if (binding == NO_RECORD)
    {
        return Unbound(tuple);
    }
    if (!LetsIn(binding, tuple.source.address))
    {
        return Filtered();
    }
    const auto opened = m_tables.Open(binding, tuple.source, TcpState::Closed, timer, nowNs);
    return opened.reason == Reason::None ? Forward(m_tables.GetBinding(binding).GetInside())
                                         : Drop(opened.reason);
}

Ruling
Filtering::FromTcp4(const FlowTuple& tuple, int64_t nowNs)
{
    const uint32_t session = m_tables.FindSession4(BibKind::Tcp, tuple.destination, tuple.source);
    const TcpEvent event = ToTcpEvent(Family::V4, tuple.tcpFlags);
    if (session != NO_RECORD)
    {
        Apply(event, session, nowNs);
        return Forward(m_tables.GetSession(session).GetInside());
    }
    const uint32_t binding = m_tables.FindOutside(BibKind::Tcp, tuple.destination);
    if (Step(TcpState::Closed, event).action == TcpAction::OpenFrom4)
    {
        return OpenTcpFrom4(tuple, binding, nowNs);
    }
    if (binding == NO_RECORD)
    {
        return Drop(Reason::TcpWithoutSession);
    }
    return LetsIn(binding, tuple.source.address) // D7
               ? Forward(m_tables.GetBinding(binding).GetInside())
               : Filtered();
}

/** RFC 6146 3.5.2.2, CLOSED, "V4 SYN". */
Ruling
Filtering::OpenTcpFrom4(const FlowTuple& tuple, uint32_t binding, int64_t nowNs)
{
    if (m_dropExternalTcp)
    {
        return Drop(Reason::ExternalTcpRefused);
    }
    const bool known = binding != NO_RECORD;
    if (!known && !m_tables.GetPool().Owns(BibKind::Tcp, tuple.destination))
    {
        return Drop(Reason::NoBinding);
    }
    if (known && LetsIn(binding, tuple.source.address))
    {
        const auto opened =
            m_tables.Open(binding, tuple.source, TcpState::V4Init, TimerClass::TcpOpening, nowNs);
        return opened.reason == Reason::None ? Forward(m_tables.GetBinding(binding).GetInside())
                                             : Drop(opened.reason);
    }
    const Reason otherwise = known ? Reason::AddressDependentFilter : Reason::NoBinding;
    // The SYN again: the first one waits, and this one has nowhere to go (D7). The real translator
    // lets only one of a remote host's port wait, wherever it goes.
    const auto& syns = m_tables.GetSyns();
    const bool waits = m_jool ? syns.FindTarget(tuple.source).has_value()
                              : syns.Has(tuple.destination, tuple.source);
    return waits ? Drop(otherwise) : Store(otherwise);
}

bool
Filtering::LetsIn(uint32_t binding, const IpAddress& remote4) const
{
    return !m_addressDependent || m_tables.HasPeer(binding, remote4);
}

void
Filtering::Apply(TcpEvent event, uint32_t session, int64_t nowNs)
{
    const TcpState state = m_tables.GetSession(session).state;
    TcpStep step = Step(state, event);
    const bool halfClosed = state == TcpState::V4FinReceived || state == TcpState::V6FinReceived;
    const bool reset = event == TcpEvent::V4Rst || event == TcpEvent::V6Rst;
    if (halfClosed && reset && m_rstEndsHalfClosed)
    {
        step.timer = TcpTimer::Transitory;
    }
    if (const TimerClass timer = ToClass(step.timer); timer != TimerClass::None)
    {
        m_tables.Touch(session, timer, nowNs);
    }
    m_tables.Move(session, step.next, nowNs);
}

/** D10; the real translator just drops. */
Ruling
Filtering::NoRoom(Reason reason) const
{
    return m_jool ? Drop(reason) : Drop(reason, ADDRESS_UNREACHABLE_6);
}

/** A port that the pool does not have is the node's own business. */
Ruling
Filtering::Unbound(const FlowTuple& tuple) const
{
    return m_answerUnbound && m_tables.GetPool().Owns(tuple.kind, tuple.destination)
               ? Drop(Reason::NoBinding, HOST_UNREACHABLE_4)
               : Drop(Reason::NoBinding);
}

Ruling
Filtering::Filtered() const
{
    return m_answerFiltered ? Drop(Reason::AddressDependentFilter, PROHIBITED_4)
                            : Drop(Reason::AddressDependentFilter);
}

} // namespace ns3::v6lab
