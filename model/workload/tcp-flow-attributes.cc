// SPDX-License-Identifier: GPL-2.0-only
#include "model/workload/tcp-flow.h"

#include "ns3/boolean.h"
#include "ns3/trace-source-accessor.h"
#include "ns3/uinteger.h"

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(TcpFlow);

namespace
{

Time
Nanoseconds(int64_t ns)
{
    return NanoSeconds(static_cast<uint64_t>(ns));
}

} // namespace

TypeId
TcpFlow::GetTypeId()
{
    const EyeballSettings usual;
    const auto bounded = MakeTimeChecker(Nanoseconds(EyeballSettings::SHORTEST_ATTEMPT_DELAY_NS),
                                         Nanoseconds(EyeballSettings::LONGEST_ATTEMPT_DELAY_NS));
    static TypeId tid =
        TypeId("ns3::v6lab::TcpFlow")
            .SetParent<FlowApplication>()
            .SetGroupName("V6lab")
            .AddConstructor<TcpFlow>()
            .AddAttribute("Port",
                          "Port to call.",
                          UintegerValue(80),
                          MakeUintegerAccessor(&TcpFlow::SetPort, &TcpFlow::GetPort),
                          MakeUintegerChecker<uint16_t>(1))
            .AddAttribute("Size",
                          "Payload bytes of a request; at least the 8 of its header.",
                          UintegerValue(64),
                          MakeUintegerAccessor(&TcpFlow::m_size),
                          MakeUintegerChecker<uint32_t>())
            .AddAttribute("ReplySize",
                          "Payload bytes of an answer.",
                          UintegerValue(1000),
                          MakeUintegerAccessor(&TcpFlow::m_replySize),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("ResolutionDelay",
                          "How long IPv4 addresses wait for the answer about IPv6 ones "
                          "(RFC 8305 3).",
                          TimeValue(Nanoseconds(usual.resolutionDelayNs)),
                          MakeTimeAccessor(&TcpFlow::m_resolutionDelay),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("AttemptDelay",
                          "Time from one attempt to connect to the next (RFC 8305 5).",
                          TimeValue(Nanoseconds(usual.attemptDelayNs)),
                          MakeTimeAccessor(&TcpFlow::m_attemptDelay),
                          bounded)
            .AddAttribute("AdaptiveDelay",
                          "Next attempt when the one before repeats its SYN, as far as earlier "
                          "connections tell (RFC 8305 5).",
                          BooleanValue(usual.adaptiveDelay),
                          MakeBooleanAccessor(&TcpFlow::m_adaptiveDelay),
                          MakeBooleanChecker())
            .AddAttribute("MinimumAttemptDelay",
                          "The shortest adaptive delay (RFC 8305 5).",
                          TimeValue(Nanoseconds(usual.minimumAttemptDelayNs)),
                          MakeTimeAccessor(&TcpFlow::m_minimumAttemptDelay),
                          bounded)
            .AddAttribute("FirstFamilyCount",
                          "Addresses of the preferred family before the other gets its turn "
                          "(RFC 8305 4).",
                          UintegerValue(usual.firstFamilyCount),
                          MakeUintegerAccessor(&TcpFlow::m_firstFamilyCount),
                          MakeUintegerChecker<uint32_t>(1))
            .AddAttribute("LastResortDelay",
                          "Behind a NAT64: time from the last attempt to the question for IPv4 "
                          "addresses (RFC 8305 7.2).",
                          TimeValue(Nanoseconds(usual.lastResortDelayNs)),
                          MakeTimeAccessor(&TcpFlow::m_lastResortDelay),
                          MakeTimeChecker(Time(0)))
            .AddAttribute("NextOnFailure",
                          "An attempt that fails, or gets an ICMP error, does not hold up the "
                          "next one.",
                          BooleanValue(usual.nextOnFailure),
                          MakeBooleanAccessor(&TcpFlow::m_nextOnFailure),
                          MakeBooleanChecker())
            .AddTraceSource("Connected",
                            "A connection was made; the time it took.",
                            MakeTraceSourceAccessor(&TcpFlow::m_connected),
                            "ns3::Time::TracedCallback");
    return tid;
}

EyeballSettings
TcpFlow::Settings() const
{
    EyeballSettings settings;
    settings.resolutionDelayNs = m_resolutionDelay.GetNanoSeconds();
    settings.attemptDelayNs = m_attemptDelay.GetNanoSeconds();
    settings.adaptiveDelay = m_adaptiveDelay;
    settings.minimumAttemptDelayNs = m_minimumAttemptDelay.GetNanoSeconds();
    settings.firstFamilyCount = m_firstFamilyCount;
    settings.lastResortDelayNs = m_lastResortDelay.GetNanoSeconds();
    settings.nextOnFailure = m_nextOnFailure;
    return settings;
}

} // namespace ns3::v6lab
