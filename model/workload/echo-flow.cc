// SPDX-License-Identifier: GPL-2.0-only
#include "model/workload/echo-flow.h"

#include "ns3/simulator.h"

#include <algorithm>

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(EchoFlow);

namespace
{

/** The most payload that an IPv4 echo request can carry (RFC 791 3.1, RFC 792). */
constexpr uint32_t MOST_PAYLOAD = 65507;

} // namespace

TypeId
EchoFlow::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::v6lab::EchoFlow").SetParent<FlowApplication>().SetGroupName("V6lab");
    return tid;
}

void
EchoFlow::DoDispose()
{
    m_endpoint = nullptr;
    FlowApplication::DoDispose();
}

const char*
EchoFlow::GetProtocolWord() const
{
    return "icmp";
}

uint8_t
EchoFlow::GetProtocolNumber() const
{
    return m_remote.address.IsV4() ? protocol::ICMPV4 : protocol::ICMPV6;
}

bool
EchoFlow::Register(const LocalRoute& route)
{
    // Two nodes that ping each other must differ, so the flow's number is the first choice.
    const auto endpoint = IcmpEndpoint::Of(GetNode());
    m_identifier = endpoint->RegisterAny(static_cast<uint16_t>(m_flow),
                                         MakeCallback(&EchoFlow::OnNotice, this));
    if (m_identifier == 0)
    {
        NoteNoPort("no free echo identifier", m_remote.address);
        return false;
    }
    m_endpoint = endpoint;
    m_endpoint->SetLedger(m_ledger);
    Bind(route);
    return true;
}

void
EchoFlow::Bind(const LocalRoute& route)
{
    if (!m_ledger)
    {
        return;
    }
    PacketFacts facts;
    facts.source = route.source;
    facts.destination = m_remote.address;
    facts.sourcePort = facts.destinationPort = m_identifier;
    facts.protocol = GetProtocolNumber();
    m_ledger->Bind(m_flow, FlowKey::Of(facts), GetNode()->GetId());
}

void
EchoFlow::Ask(uint32_t number)
{
    m_sentAt.push_back(Simulator::Now());
    m_answered.push_back(false);
    const LocalRoute* route = Route();
    if (!route || (!m_endpoint && !Register(*route)))
    {
        NoteLost();
        return;
    }
    NoteSending(m_identifier);
    if (!Send(number, *route))
    {
        NoteFailure("network is unreachable");
        NoteLost();
    }
}

Ptr<Packet>
EchoFlow::MakeRequest(uint32_t number) const
{
    return IcmpEndpoint::MakeEcho(m_remote.address.GetFamily(),
                                  m_identifier,
                                  static_cast<uint16_t>(number),
                                  std::min(m_size, MOST_PAYLOAD),
                                  m_ledger ? m_ledger->NextIdentity(m_flow) : PacketIdentity());
}

void
EchoFlow::Close()
{
    if (m_endpoint)
    {
        m_endpoint->Unregister(m_identifier);
    }
}

} // namespace ns3::v6lab
