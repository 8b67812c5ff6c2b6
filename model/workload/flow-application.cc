// SPDX-License-Identifier: GPL-2.0-only
#include "model/workload/flow-application.h"

#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/trace-source-accessor.h"
#include "ns3/uinteger.h"

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(FlowApplication);

TypeId
FlowApplication::GetTypeId()
{
    static TypeId tid = TypeId("ns3::v6lab::FlowApplication")
                            .SetParent<Application>()
                            .SetGroupName("V6lab")
                            .AddAttribute("Remote",
                                          "Literal IPv4 or IPv6 address to call.",
                                          StringValue(""),
                                          MakeStringAccessor(&FlowApplication::SetRemoteText,
                                                             &FlowApplication::GetRemoteText),
                                          MakeStringChecker())
                            .AddAttribute("Count",
                                          "Requests to send.",
                                          UintegerValue(4),
                                          MakeUintegerAccessor(&FlowApplication::m_count),
                                          MakeUintegerChecker<uint32_t>(1))
                            .AddAttribute("Interval",
                                          "Time from one request to the next.",
                                          TimeValue(MilliSeconds(100)),
                                          MakeTimeAccessor(&FlowApplication::m_interval),
                                          MakeTimeChecker(Time(0)))
                            .AddAttribute("Timeout",
                                          "How long the answer to a request is waited for.",
                                          TimeValue(Seconds(3)),
                                          MakeTimeAccessor(&FlowApplication::m_timeout),
                                          MakeTimeChecker(Time(0)))
                            .AddTraceSource("Rtt",
                                            "An answer arrived; the round-trip time.",
                                            MakeTraceSourceAccessor(&FlowApplication::m_rtt),
                                            "ns3::Time::TracedCallback")
                            .AddTraceSource("Done",
                                            "The flow has ended; its results.",
                                            MakeTraceSourceAccessor(&FlowApplication::m_doneTrace),
                                            "ns3::v6lab::FlowApplication::DoneCallback")
                            .AddTraceSource("Drop",
                                            "A request could not even leave the node.",
                                            MakeTraceSourceAccessor(&FlowApplication::m_drop),
                                            "ns3::v6lab::PacketEventCallback");
    return tid;
}

void
FlowApplication::SetRemote(const Endpoint& remote)
{
    m_remote = remote;
}

void
FlowApplication::SetRemoteText(const std::string& address)
{
    m_remote.address = IpAddress::Parse(address).value_or(IpAddress());
}

std::string
FlowApplication::GetRemoteText() const
{
    return m_remote.address.ToString();
}

void
FlowApplication::SetPort(uint16_t port)
{
    m_remote.port = port;
}

uint16_t
FlowApplication::GetPort() const
{
    return m_remote.port;
}

uint32_t
FlowApplication::Announce(const Ptr<FlowLedger>& ledger, const FlowRecord& record)
{
    m_ledger = ledger;
    FlowRecord announced = record;
    announced.protocol = GetProtocolWord();
    announced.destination = m_remote.address;
    announced.destinationPort = m_remote.port;
    m_flow = ledger->Open(announced);
    return m_flow;
}

FlowRecord&
FlowApplication::Result()
{
    return m_ledger ? m_ledger->Get(m_flow) : m_own;
}

const FlowRecord&
FlowApplication::GetResult() const
{
    return m_ledger ? m_ledger->Get(m_flow) : m_own;
}

void
FlowApplication::DoDispose()
{
    m_next.Cancel();
    m_ledger = nullptr;
    Application::DoDispose();
}

void
FlowApplication::StartApplication()
{
    if (!m_ledger)
    {
        m_own.protocol = GetProtocolWord();
        m_own.destination = m_remote.address;
        m_own.destinationPort = m_remote.port;
    }
    AskNext();
}

void
FlowApplication::StopApplication()
{
    Finish();
}

void
FlowApplication::AskNext()
{
    ++Result().sentPackets;
    Ask(m_asked++);
    if (m_done)
    {
        return;
    }
    if (m_asked < m_count)
    {
        m_next = Simulator::Schedule(m_interval, &FlowApplication::AskNext, this);
    }
    else if (!EndsByItself())
    {
        m_next = Simulator::Schedule(m_timeout, &FlowApplication::Finish, this);
    }
    FinishIfSettled();
}

bool
FlowApplication::EndsByItself() const
{
    return false;
}

const LocalRoute*
FlowApplication::Route()
{
    if (!m_route && !m_remote.address.IsUnspecified())
    {
        m_route = FindRoute(GetNode(), m_remote.address);
    }
    if (m_route)
    {
        return &*m_route;
    }
    const Family family = m_remote.address.GetFamily();
    if (m_remote.address.IsUnspecified())
    {
        NoteFailure("name has no address of this family");
        DropHere(Reason::NoDestinationAddress);
    }
    else if (AddressesOf(GetNode(), family).empty())
    {
        NoteFailure("address family not available");
        DropHere(Reason::NoSourceAddress);
    }
    else
    {
        NoteFailure("network is unreachable");
        DropHere(Reason::NoRoute);
    }
    return nullptr;
}

void
FlowApplication::NoteSending(uint16_t sourcePort)
{
    FlowRecord& result = Result();
    if (!m_sent)
    {
        m_sent = true;
        result.familyAtSource = m_remote.address.GetFamily();
        result.source = m_route ? m_route->source : IpAddress();
        result.sourcePort = sourcePort;
    }
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
FlowApplication::NoteNoPort(const std::string& failure)
{
    NoteFailure(failure);
    DropHere(Reason::NoFreePort);
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
    return result.receivedPackets > 0 && result.destinationNodeId && !result.familyAtDestination;
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
    if (result.receivedPackets == 0)
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
        NoteUnexplained();
        result.failure = result.failure.empty() ? "no answer" : result.failure;
    }
    m_doneTrace(result);
}

void
FlowApplication::DropHere(Reason reason)
{
    PacketEvent event;
    event.action = Action::Drop;
    event.reason = reason;
    event.node = GetNode()->GetId();
    event.before.family = m_remote.address.GetFamily();
    event.before.source = m_remote.address.IsV4() ? IpAddress() : *IpAddress::Parse("::");
    event.before.destination = m_remote.address;
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
