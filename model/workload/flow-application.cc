// SPDX-License-Identifier: GPL-2.0-only
#include "model/workload/flow-application.h"

#include "model/workload/destination-choice.h"

#include "ns3/simulator.h"
#include "ns3/string.h"
#include "ns3/trace-source-accessor.h"
#include "ns3/uinteger.h"

#include <algorithm>
#include <iterator>

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(FlowApplication);

namespace
{

/** The unspecified address. */
IpAddress
NobodyOf(Family family)
{
    return family == Family::V4 ? IpAddress() : *IpAddress::Parse("::");
}

} // namespace

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
    m_name.clear();
    m_addresses.clear();
    if (!remote.address.IsUnspecified())
    {
        m_addresses.push_back(remote.address);
    }
}

void
FlowApplication::SetRemotes(const std::vector<IpAddress>& addresses, uint16_t port, Family ofNone)
{
    SetRemote({addresses.empty() ? NobodyOf(ofNone) : addresses.front(), port});
    m_addresses = addresses;
}

void
FlowApplication::SetRemoteSource(const std::function<std::vector<IpAddress>()>& source)
{
    m_late = source;
}

Family
FlowApplication::GetFamily() const
{
    return m_remote.address.GetFamily();
}

void
FlowApplication::SetRemoteName(const std::string& name,
                               const Ptr<NameLookup>& lookup,
                               uint16_t port,
                               std::optional<Family> only)
{
    SetRemote({NobodyOf(only.value_or(Family::V6)), port});
    m_name = name;
    m_lookup = lookup;
    m_only = only;
}

void
FlowApplication::SetNat64Prefixes(const std::vector<Pref64>& prefixes)
{
    SetNat64Source([prefixes]() { return prefixes; });
}

void
FlowApplication::SetNat64Source(const std::function<std::vector<Pref64>()>& source)
{
    m_nat64 = source;
}

std::vector<Pref64>
FlowApplication::GetNat64Prefixes() const
{
    return m_nat64 ? m_nat64() : std::vector<Pref64>();
}

void
FlowApplication::BindTo(const Ptr<NetDevice>& device)
{
    m_bound = device;
}

void
FlowApplication::SetRemoteText(const std::string& address)
{
    SetRemote({IpAddress::Parse(address).value_or(IpAddress()), m_remote.port});
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
    Announce(announced);
    m_flow = ledger->Open(announced);
    return m_flow;
}

void
FlowApplication::Announce(FlowRecord& record) const
{
    record.protocol = GetProtocolWord();
    record.destination = m_remote.address;
    record.destinationPort = m_remote.port;
    record.askedName = m_name;
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
    m_lookup = nullptr;
    m_bound = nullptr;
    m_nat64 = nullptr;
    m_late = nullptr;
    Application::DoDispose();
}

void
FlowApplication::StartApplication()
{
    if (!m_ledger)
    {
        Announce(m_own);
    }
    if (!m_name.empty() && !ChoosesAddresses())
    {
        ResolveFirst(GetNode(),
                     m_lookup,
                     m_name,
                     m_only,
                     MakeCallback(&FlowApplication::OnResolved, Ptr<FlowApplication>(this)));
        return;
    }
    AddLateAddresses();
    ChooseAddress();
    AskNext();
}

void
FlowApplication::AddLateAddresses()
{
    const auto late = m_late ? m_late() : std::vector<IpAddress>();
    std::copy_if(late.begin(),
                 late.end(),
                 std::back_inserter(m_addresses),
                 [this](const IpAddress& one) {
                     return std::find(m_addresses.begin(), m_addresses.end(), one) ==
                            m_addresses.end();
                 });
    if (m_remote.address.IsUnspecified() && !late.empty())
    {
        m_remote.address = late.front();
        Result().destination = m_remote.address;
    }
}

/** The best of the addresses that are known, or of what a NAT64 makes of them. */
void
FlowApplication::ChooseAddress()
{
    if (m_addresses.empty())
    {
        return;
    }
    const auto candidates =
        ChoosesAddresses() ? m_addresses
                           : SynthesizeFor(GetNode(), m_addresses, GetNat64Prefixes(), m_bound);
    if (!candidates.empty() && (candidates.size() > 1 || candidates != m_addresses))
    {
        m_remote.address = SortFor(GetNode(), candidates, m_bound).front();
        Result().destination = m_remote.address;
    }
}

void
FlowApplication::OnResolved(const Resolution& resolution)
{
    if (m_done || !GetNode())
    {
        return;
    }
    FlowRecord& result = Result();
    if (resolution.address)
    {
        result.resolvedNs = Simulator::Now().GetNanoSeconds();
        result.destination = m_remote.address = *resolution.address;
        AskNext();
        return;
    }
    ++result.sentPackets; // the first request was tried, as far as that goes
    NoteNotFound(resolution.failure);
    Finish();
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

bool
FlowApplication::IsReached() const
{
    return GetResult().receivedPackets > 0;
}

bool
FlowApplication::ChoosesAddresses() const
{
    return false;
}

const LocalRoute*
FlowApplication::Route()
{
    if (!m_route && !m_remote.address.IsUnspecified())
    {
        m_route = FindRoute(GetNode(), m_remote.address, m_bound);
    }
    if (m_route)
    {
        return &*m_route;
    }
    NoteNoRoute(m_remote.address);
    return nullptr;
}

} // namespace ns3::v6lab
