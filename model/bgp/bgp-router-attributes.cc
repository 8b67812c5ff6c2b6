// SPDX-License-Identifier: GPL-2.0-only
#include "model/bgp/bgp-router.h"

#include "ns3/boolean.h"
#include "ns3/nstime.h"
#include "ns3/trace-source-accessor.h"
#include "ns3/uinteger.h"

namespace ns3::v6lab
{

TypeId
BgpRouter::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::v6lab::BgpRouter")
            .SetParent<Object>()
            .SetGroupName("V6lab")
            .AddConstructor<BgpRouter>()
            .AddAttribute("Asn",
                          "Its autonomous system; must be set.",
                          UintegerValue(0),
                          MakeUintegerAccessor(&BgpRouter::m_asn),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("RouterId",
                          "Its BGP identifier; 0.0.0.0: the node's first IPv4 address.",
                          Ipv4AddressValue(Ipv4Address::GetAny()),
                          MakeIpv4AddressAccessor(&BgpRouter::m_routerId),
                          MakeIpv4AddressChecker())
            .AddAttribute("Keepalive",
                          "Time between KEEPALIVEs; at most a third of the hold time that is "
                          "agreed on, and that if 0 (RFC 4271 4.4).",
                          TimeValue(Seconds(60)),
                          MakeTimeAccessor(&BgpRouter::m_keepalive),
                          MakeTimeChecker(Seconds(0)))
            .AddAttribute("HoldTime",
                          "Silence after which a neighbour is lost, whole seconds: 0 (never) or "
                          "from 3 on; the lower of both neighbours' counts (RFC 4271 4.2).",
                          TimeValue(Seconds(180)),
                          MakeTimeAccessor(&BgpRouter::m_holdTime),
                          MakeTimeChecker(Seconds(0), Seconds(65535)))
            .AddAttribute("ConnectRetry",
                          "How long a connection is waited for (RFC 4271 10).",
                          TimeValue(Seconds(120)),
                          MakeTimeAccessor(&BgpRouter::m_connectRetry),
                          MakeTimeChecker(MilliSeconds(1)))
            .AddAttribute("IdleHold",
                          "From the end of a session to the next attempt of the neighbour that "
                          "opens it (RFC 4271 8.1.1).",
                          TimeValue(Seconds(10)),
                          MakeTimeAccessor(&BgpRouter::m_idleHold),
                          MakeTimeChecker(MilliSeconds(1)))
            .AddAttribute("Bfd",
                          "Whether neighbours are also watched by BFD (RFC 5880, RFC 5882); has an "
                          "effect where both do it.",
                          BooleanValue(false),
                          MakeBooleanAccessor(&BgpRouter::m_useBfd),
                          MakeBooleanChecker())
            .AddAttribute("BfdInterval",
                          "Time between BFD packets; the longer of both neighbours' counts.",
                          TimeValue(MilliSeconds(300)),
                          MakeTimeAccessor(&BgpRouter::m_bfdInterval),
                          MakeTimeChecker(MilliSeconds(1), Seconds(60)))
            .AddAttribute("BfdMultiplier",
                          "So many BFD packets missing mean that the neighbour is lost.",
                          UintegerValue(3),
                          MakeUintegerAccessor(&BgpRouter::m_bfdMultiplier),
                          MakeUintegerChecker<uint8_t>(1))
            .AddAttribute("MaxPaths",
                          "Equal paths to a prefix that are in use at a time. A route sink gets "
                          "all of them, the node's own tables take the first.",
                          UintegerValue(1),
                          MakeUintegerAccessor(&BgpRouter::m_maxPaths),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("InstallRoutes",
                          "Whether the paths in use become routes of the node; false where a "
                          "route sink decides.",
                          BooleanValue(true),
                          MakeBooleanAccessor(&BgpRouter::m_installRoutes),
                          MakeBooleanChecker())
            .AddTraceSource("PeerState",
                            "The session with a neighbour has changed its state.",
                            MakeTraceSourceAccessor(&BgpRouter::m_peerState),
                            "ns3::v6lab::BgpPeerCallback")
            .AddTraceSource("Route",
                            "A route was learned or withdrawn, or the paths in use to a prefix "
                            "have changed.",
                            MakeTraceSourceAccessor(&BgpRouter::m_route),
                            "ns3::v6lab::BgpRouteCallback");
    return tid;
}

} // namespace ns3::v6lab
