// SPDX-License-Identifier: GPL-2.0-only
#include "model/workload/ping-flow.h"

#include "ns3/boolean.h"
#include "ns3/simulator.h"
#include "ns3/uinteger.h"

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(PingFlow);

TypeId
PingFlow::GetTypeId()
{
    static TypeId tid = TypeId("ns3::v6lab::PingFlow")
                            .SetParent<FlowApplication>()
                            .SetGroupName("V6lab")
                            .AddConstructor<PingFlow>()
                            .AddAttribute("Size",
                                          "Payload bytes of a request.",
                                          UintegerValue(56),
                                          MakeUintegerAccessor(&PingFlow::m_size),
                                          MakeUintegerChecker<uint32_t>())
                            .AddAttribute("DontFragment",
                                          "Set Don't Fragment in IPv4 requests.",
                                          BooleanValue(false),
                                          MakeBooleanAccessor(&PingFlow::m_dontFragment),
                                          MakeBooleanChecker());
    return tid;
}

void
PingFlow::DoDispose()
{
    m_endpoint = nullptr;
    FlowApplication::DoDispose();
}

const char*
PingFlow::GetProtocolWord() const
{
    return "icmp";
}

uint8_t
PingFlow::GetProtocolNumber() const
{
    return m_remote.address.IsV4() ? protocol::ICMPV4 : protocol::ICMPV6;
}

bool
PingFlow::Register(const LocalRoute& route)
{
    // Two nodes that ping each other must differ, so the flow's number is the first choice.
    m_identifier =
        IcmpEndpoint::Of(GetNode())->RegisterAny(static_cast<uint16_t>(m_flow),
                                                 MakeCallback(&PingFlow::OnNotice, this));
    if (m_identifier == 0)
    {
        NoteNoPort("no free echo identifier");
        return false;
    }
    m_endpoint = IcmpEndpoint::Of(GetNode());
    m_endpoint->SetLedger(m_ledger);
    BindEcho(route, m_identifier);
    return true;
}

void
PingFlow::Ask(uint32_t number)
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

bool
PingFlow::Send(uint32_t number, const LocalRoute& route)
{
    // 65,507 payload bytes are the most that an IPv4 echo request can carry.
    const auto message =
        IcmpEndpoint::MakeEcho(m_remote.address.GetFamily(),
                               m_identifier,
                               static_cast<uint16_t>(number),
                               std::min<uint32_t>(m_size, 65507),
                               m_ledger ? m_ledger->NextIdentity(m_flow) : PacketIdentity());
    if (m_remote.address.IsV6())
    {
        return m_endpoint->Send(message, m_remote.address);
    }
    return m_dontFragment ? m_endpoint->SendUnfragmented(message, route.source, m_remote.address)
                          : m_endpoint->Send(message, m_remote.address);
}

void
PingFlow::OnNotice(const IcmpEndpoint::Notice& notice)
{
    if (notice.error)
    {
        if (const auto failure = IcmpFailure(notice.family, notice.type, notice.code);
            !failure.empty())
        {
            NoteFailure(failure);
        }
        return;
    }
    // Sequence numbers wrap: the latest request with these 16 bits is meant.
    const size_t asked = m_sentAt.size();
    const size_t back = static_cast<uint16_t>(asked - 1 - notice.sequence);
    if (back >= asked)
    {
        return;
    }
    const size_t number = asked - 1 - back;
    const Time roundTrip = Simulator::Now() - m_sentAt[number];
    if (!m_answered[number] && roundTrip <= m_timeout)
    {
        m_answered[number] = true;
        NoteAnswer(roundTrip);
    }
}

void
PingFlow::Close()
{
    if (m_endpoint)
    {
        m_endpoint->Unregister(m_identifier);
    }
}

} // namespace ns3::v6lab
