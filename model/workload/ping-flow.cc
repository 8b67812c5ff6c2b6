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
                            .SetParent<EchoFlow>()
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

bool
PingFlow::Send(uint32_t number, const LocalRoute& route)
{
    const auto message = MakeRequest(number);
    if (m_remote.address.IsV4() && m_dontFragment)
    {
        return m_endpoint->SendUnfragmented(message, route.source, m_remote.address);
    }
    return m_bound ? m_endpoint->SendFrom(route.source, message, m_remote.address)
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

} // namespace ns3::v6lab
