// SPDX-License-Identifier: GPL-2.0-only
#include "model/workload/nat64-check.h"

#include "model/routing/simulated-time.h"
#include "model/workload/socket-address.h"

#include "ns3/simulator.h"

namespace ns3::v6lab
{

namespace
{

constexpr uint32_t PAYLOAD = 56;

} // namespace

void
Nat64Check::Start(const Ptr<ns3::Node>& node,
                  const Pref64& prefix,
                  const IpAddress& server,
                  const Ptr<FlowLedger>& ledger,
                  const std::string& name,
                  Done done)
{
    const auto check = Create<Nat64Check>(node,
                                          ConnectivityCheck(prefix, server, NowNs()),
                                          ledger,
                                          std::move(done));
    check->Announce(prefix, name);
    check->m_timer = Simulator::ScheduleNow(&Nat64Check::OnTime, check);
}

Nat64Check::Nat64Check(const Ptr<ns3::Node>& node,
                       const ConnectivityCheck& check,
                       const Ptr<FlowLedger>& ledger,
                       Done done)
    : m_node(node),
      m_check(check),
      m_ledger(ledger),
      m_done(std::move(done))
{
}

FlowRecord&
Nat64Check::Record()
{
    return m_ledger ? m_ledger->Get(m_flow) : m_own;
}

void
Nat64Check::Announce(const Pref64& prefix, const std::string& name)
{
    FlowRecord record;
    record.name = "connectivity check of " + prefix.GetPrefix().ToString();
    record.protocol = "icmp";
    record.sourceNode = name;
    record.destination = m_check.GetTarget();
    record.familyAtSource = Family::V6;
    if (m_ledger)
    {
        m_flow = m_ledger->Open(record);
    }
}

/** Takes an identifier, once there is a way to the server; the packets are the flow's then. */
bool
Nat64Check::Register()
{
    const auto route = FindRoute(m_node, m_check.GetTarget());
    if (m_endpoint || !route)
    {
        return m_endpoint && route;
    }
    const auto endpoint = IcmpEndpoint::Of(m_node);
    m_identifier = endpoint->RegisterAny(static_cast<uint16_t>(m_flow),
                                         MakeCallback(&Nat64Check::OnNotice, this));
    if (m_identifier == 0)
    {
        return false;
    }
    m_endpoint = endpoint;
    Record().source = route->source;
    Record().sourcePort = Record().destinationPort = m_identifier;
    if (m_ledger)
    {
        m_endpoint->SetLedger(m_ledger);
        PacketFacts facts;
        facts.source = route->source;
        facts.destination = m_check.GetTarget();
        facts.sourcePort = facts.destinationPort = m_identifier;
        facts.protocol = protocol::ICMPV6;
        m_ledger->Bind(m_flow, FlowKey::Of(facts), m_node->GetId());
    }
    return true;
}

void
Nat64Check::Send()
{
    ++Record().sentPackets;
    m_sentNs.push_back(NowNs());
    if (!Register())
    {
        Record().failure = "network is unreachable";
        return;
    }
    m_endpoint->Send(
        IcmpEndpoint::MakeEcho(Family::V6,
                               m_identifier,
                               static_cast<uint16_t>(m_sentNs.size() - 1),
                               PAYLOAD,
                               m_ledger ? m_ledger->NextIdentity(m_flow) : PacketIdentity()),
        m_check.GetTarget());
}

void
Nat64Check::OnTime()
{
    if (m_check.OnTime(NowNs()))
    {
        Send();
    }
    if (const auto deadline = m_check.GetDeadline())
    {
        m_timer = Simulator::Schedule(NanoSeconds(*deadline - NowNs()),
                                      &Nat64Check::OnTime,
                                      Ptr<Nat64Check>(this));
        return;
    }
    End();
}

void
Nat64Check::OnNotice(const IcmpEndpoint::Notice& notice)
{
    const Ptr<Nat64Check> alive(this);
    if (notice.error || notice.from != m_check.GetTarget() || notice.sequence >= m_sentNs.size())
    {
        return; // RFC 7050 3.2: an error does not end the tries
    }
    m_check.OnReply();
    FlowRecord& record = Record();
    ++record.receivedPackets;
    record.rttMs.push_back(static_cast<float>((NowNs() - m_sentNs[notice.sequence]) * 1e-6));
    m_timer.Cancel();
    End();
}

void
Nat64Check::End()
{
    const bool reachable = m_check.GetState() == ConnectivityCheck::State::Reachable;
    if (m_endpoint)
    {
        m_endpoint->Unregister(m_identifier);
    }
    FlowRecord& record = Record();
    record.ended = true;
    record.outcome = reachable ? FlowOutcome::Delivered : FlowOutcome::Failed;
    if (reachable)
    {
        record.reason = Reason::None;
        record.failure.clear();
    }
    else
    {
        record.reason = record.reason == Reason::None ? Reason::NoAnswer : record.reason;
        record.failure = record.failure.empty() ? "no answer" : record.failure;
    }
    m_done(reachable);
}

} // namespace ns3::v6lab
