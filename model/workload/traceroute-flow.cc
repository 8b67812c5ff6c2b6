// SPDX-License-Identifier: GPL-2.0-only
#include "model/workload/traceroute-flow.h"

#include "ns3/simulator.h"
#include "ns3/socket.h"
#include "ns3/uinteger.h"

#include <algorithm>

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(TracerouteFlow);

TypeId
TracerouteFlow::GetTypeId()
{
    static TypeId tid = TypeId("ns3::v6lab::TracerouteFlow")
                            .SetParent<FlowApplication>()
                            .SetGroupName("V6lab")
                            .AddConstructor<TracerouteFlow>()
                            .AddAttribute("Size",
                                          "Payload bytes of a request.",
                                          UintegerValue(32),
                                          MakeUintegerAccessor(&TracerouteFlow::m_size),
                                          MakeUintegerChecker<uint32_t>());
    return tid;
}

void
TracerouteFlow::DoDispose()
{
    m_endpoint = nullptr;
    FlowApplication::DoDispose();
}

const char*
TracerouteFlow::GetProtocolWord() const
{
    return "icmp";
}

uint8_t
TracerouteFlow::GetProtocolNumber() const
{
    return m_remote.address.IsV4() ? protocol::ICMPV4 : protocol::ICMPV6;
}

bool
TracerouteFlow::Register(const LocalRoute& route)
{
    m_identifier =
        IcmpEndpoint::Of(GetNode())->RegisterAny(static_cast<uint16_t>(m_flow),
                                                 MakeCallback(&TracerouteFlow::OnNotice, this));
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

Ptr<Packet>
TracerouteFlow::MakeRequest(uint32_t number) const
{
    const auto message =
        IcmpEndpoint::MakeEcho(m_remote.address.GetFamily(),
                               m_identifier,
                               static_cast<uint16_t>(number),
                               m_size,
                               m_ledger ? m_ledger->NextIdentity(m_flow) : PacketIdentity());
    const auto ttl = static_cast<uint8_t>(std::min(number + 1, 255u));
    if (m_remote.address.IsV4())
    {
        SocketIpTtlTag tag;
        tag.SetTtl(ttl);
        message->AddPacketTag(tag);
    }
    else
    {
        SocketIpv6HopLimitTag tag;
        tag.SetHopLimit(ttl);
        message->AddPacketTag(tag);
    }
    return message;
}

void
TracerouteFlow::Ask(uint32_t number)
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
    if (!m_endpoint->Send(MakeRequest(number), m_remote.address))
    {
        NoteFailure("network is unreachable");
        NoteLost();
    }
}

void
TracerouteFlow::OnNotice(const IcmpEndpoint::Notice& notice)
{
    const uint32_t number = notice.sequence;
    const bool expired = notice.error && notice.type == (notice.family == Family::V4 ? 11 : 3);
    if (number >= m_sentAt.size() || m_answered[number])
    {
        return;
    }
    if (notice.error && !expired)
    {
        NoteFailure(IcmpFailure(notice.family, notice.type, notice.code));
        return;
    }
    Note(number, notice.from);
    if (!notice.error)
    {
        m_count = std::min(m_count, number + 1); // the destination: no hop behind it
    }
    NoteAnswer(Simulator::Now() - m_sentAt[number]);
}

void
TracerouteFlow::Note(uint32_t number, const IpAddress& router)
{
    m_answered[number] = true;
    const Time roundTrip = Simulator::Now() - m_sentAt[number];
    auto& routers = Result().routers;
    const RouterAnswer answer{number + 1,
                              router,
                              static_cast<float>(roundTrip.GetNanoSeconds() * 1e-6)};
    const auto place = std::find_if(routers.begin(), routers.end(), [&](const RouterAnswer& other) {
        return other.ttl > answer.ttl;
    });
    routers.insert(place, answer);
}

void
TracerouteFlow::Close()
{
    if (m_endpoint)
    {
        m_endpoint->Unregister(m_identifier);
    }
}

} // namespace ns3::v6lab
