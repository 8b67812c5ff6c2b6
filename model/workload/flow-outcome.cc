// SPDX-License-Identifier: GPL-2.0-only
// What becomes of a flow: what its application sees, and how it ends.
#include "model/workload/flow-application.h"

#include "ns3/simulator.h"

namespace ns3::v6lab
{

namespace
{

/** More has arrived since a segment was too big for the path: it is not why the flow fails. */
bool
HasLearntPathMtu(const FlowRecord& record)
{
    const bool tooBig =
        record.reason == Reason::FragmentationNeeded || record.reason == Reason::PacketTooBig;
    return tooBig && record.protocol == "tcp" && record.GetProgress() > record.progressAtDrop;
}

} // namespace

void
FlowApplication::NoteNotFound(const LookupFailure& failure)
{
    NoteFailure(failure.text);
    DropHere(failure.reason, m_remote.address);
}

void
FlowApplication::NoteNoRoute(const IpAddress& address)
{
    if (address.IsUnspecified())
    {
        NoteFailure("name has no address of this family");
        DropHere(Reason::NoDestinationAddress, address);
    }
    else if (SourcesOf(GetNode(), address.GetFamily(), m_bound).empty())
    {
        NoteFailure("address family not available");
        DropHere(Reason::NoSourceAddress, address);
    }
    else
    {
        NoteFailure("network is unreachable");
        DropHere(Reason::NoRoute, address);
    }
}

void
FlowApplication::NoteSending(uint16_t sourcePort)
{
    NoteSending({m_route ? m_route->source : IpAddress(), sourcePort}, m_remote.address);
}

void
FlowApplication::NoteSending(const Endpoint& source, const IpAddress& destination)
{
    if (!m_sent)
    {
        NoteEnds(source, destination);
    }
}

void
FlowApplication::NoteEnds(const Endpoint& source, const IpAddress& destination)
{
    m_sent = true;
    FlowRecord& result = Result();
    result.familyAtSource = destination.GetFamily();
    result.source = source.address;
    result.sourcePort = source.port;
    result.destination = destination;
}

void
FlowApplication::NoteAnswer(Time roundTrip)
{
    FlowRecord& result = Result();
    ++result.receivedPackets;
    result.rttMs.push_back(static_cast<float>(roundTrip.GetNanoSeconds() * 1e-6));
    result.outcome = FlowOutcome::Partial; // until the last answer
    m_rtt(roundTrip);
    FinishIfSettled();
}

void
FlowApplication::NoteFailure(const std::string& failure)
{
    Result().failure = failure;
}

void
FlowApplication::NoteNoPort(const std::string& failure, const IpAddress& to)
{
    NoteFailure(failure);
    DropHere(Reason::NoFreePort, to);
}

void
FlowApplication::NoteLost()
{
    ++m_lost;
    NoteUnexplained();
    FinishIfSettled();
}

void
FlowApplication::NoteUnexplained()
{
    FlowRecord& result = Result();
    if (result.reason == Reason::None)
    {
        result.reason = Reason::NoAnswer; // until a drop tells more
    }
}

bool
FlowApplication::WentAstray()
{
    const FlowRecord& result = Result();
    return IsReached() && result.destinationNodeId && !result.familyAtDestination;
}

void
FlowApplication::ForgetAnswers()
{
    FlowRecord& result = Result();
    result.receivedPackets = result.receivedBytes = result.measuredBytes = 0;
    result.measuredNs = 0;
    result.rttMs.clear();
    result.reason = Reason::WrongDestination;
    result.failure = "answered by another node";
}

void
FlowApplication::FinishIfSettled()
{
    if (m_asked >= m_count && Result().receivedPackets + m_lost >= m_count)
    {
        Finish();
    }
}

void
FlowApplication::Finish()
{
    if (m_done)
    {
        return;
    }
    m_done = true;
    m_next.Cancel();
    Close();
    FlowRecord& result = Result();
    result.ended = true;
    if (WentAstray())
    {
        ForgetAnswers();
    }
    if (result.receivedPackets == 0 || !IsReached())
    {
        result.outcome = FlowOutcome::Failed;
    }
    else if (result.receivedPackets < m_count)
    {
        result.outcome = FlowOutcome::Partial;
    }
    else
    {
        // Whatever was lost on the way was sent again and arrived.
        result.outcome = FlowOutcome::Delivered;
        result.reason = Reason::None;
        result.failure.clear();
    }
    if (result.outcome != FlowOutcome::Delivered)
    {
        if (HasLearntPathMtu(result))
        {
            result.reason = Reason::None;
        }
        NoteUnexplained();
        result.failure = result.failure.empty() ? "no answer" : result.failure;
    }
    m_doneTrace(result);
}

void
FlowApplication::DropHere(Reason reason, const IpAddress& to)
{
    PacketEvent event;
    event.action = Action::Drop;
    event.reason = reason;
    event.node = GetNode()->GetId();
    event.before.family = to.GetFamily();
    event.before.source = to.IsV4() ? IpAddress() : *IpAddress::Parse("::");
    event.before.destination = to;
    event.before.destinationPort = m_remote.port;
    event.before.protocol = GetProtocolNumber();
    if (m_ledger)
    {
        event.identity = m_ledger->NextIdentity(m_flow);
    }
    Result().reason = reason;
    m_drop(event);
}

std::string
FlowApplication::IcmpFailure(Family family, uint8_t type, uint8_t code)
{
    const bool v4 = family == Family::V4;
    if (v4 ? type == 3 && code == 3 : type == 1 && code == 4)
    {
        return "port unreachable";
    }
    if (v4 ? type == 3 && code == 4 : type == 2)
    {
        return "message too long";
    }
    if (v4 ? type == 3 : type == 1)
    {
        return "destination unreachable";
    }
    if (v4 ? type == 11 : type == 3)
    {
        return "time exceeded";
    }
    return "";
}

void
FlowApplication::OnIcmp4(Ipv4Address, uint8_t, uint8_t type, uint8_t code, uint32_t)
{
    if (const auto failure = IcmpFailure(Family::V4, type, code); !failure.empty())
    {
        NoteFailure(failure);
    }
}

void
FlowApplication::OnIcmp6(Ipv6Address, uint8_t, uint8_t type, uint8_t code, uint32_t)
{
    if (const auto failure = IcmpFailure(Family::V6, type, code); !failure.empty())
    {
        NoteFailure(failure);
    }
}

} // namespace ns3::v6lab
