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
                            .SetParent<EchoFlow>()
                            .SetGroupName("V6lab")
                            .AddConstructor<TracerouteFlow>()
                            .AddAttribute("Size",
                                          "Payload bytes of a request.",
                                          UintegerValue(32),
                                          MakeUintegerAccessor(&TracerouteFlow::m_size),
                                          MakeUintegerChecker<uint32_t>());
    return tid;
}

bool
TracerouteFlow::Send(uint32_t number, const LocalRoute& route)
{
    const auto message = MakeRequest(number);
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
    return m_bound ? m_endpoint->SendFrom(route.source, message, m_remote.address)
                   : m_endpoint->Send(message, m_remote.address);
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
        m_reached = true;
        m_count = std::min(m_count, number + 1); // the destination: no hop behind it
    }
    NoteAnswer(Simulator::Now() - m_sentAt[number]);
}

bool
TracerouteFlow::IsReached() const
{
    return m_reached; // routers answer as well
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

} // namespace ns3::v6lab
