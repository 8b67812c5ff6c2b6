// SPDX-License-Identifier: GPL-2.0-only
#include "model/translation/stateful-translator.h"

#include "ns3/simulator.h"
#include "ns3/trace-source-accessor.h"

namespace ns3::v6lab
{

NS_OBJECT_ENSURE_REGISTERED(StatefulTranslator);

namespace
{

int64_t
RoundUp(int64_t time, int64_t step)
{
    return time > std::numeric_limits<int64_t>::max() - step ? time
                                                             : (time + step - 1) / step * step;
}

} // namespace

TypeId
StatefulTranslator::GetTypeId()
{
    static TypeId tid =
        TypeId("ns3::v6lab::StatefulTranslator")
            .SetParent<Translator>()
            .SetGroupName("V6lab")
            .AddAttribute("TimerGranularity",
                          "Timers that end this close to each other end in one simulator event, up "
                          "to so much late.",
                          TimeValue(MilliSeconds(10)),
                          MakeTimeAccessor(&StatefulTranslator::m_granularity),
                          MakeTimeChecker(NanoSeconds(1), Seconds(1)))
            .AddTraceSource("Binding",
                            "A binding was added or removed.",
                            MakeTraceSourceAccessor(&StatefulTranslator::m_binding),
                            "ns3::v6lab::StatefulTranslator::BindingCallback")
            .AddTraceSource("Session",
                            "A session was added, changed its TCP state, or was removed.",
                            MakeTraceSourceAccessor(&StatefulTranslator::m_session),
                            "ns3::v6lab::StatefulTranslator::SessionCallback")
            .AddTraceSource("PoolUse",
                            "How much of an IPv4 pool is in use, and how much there is.",
                            MakeTraceSourceAccessor(&StatefulTranslator::m_poolUse),
                            "ns3::v6lab::StatefulTranslator::PoolCallback");
    return tid;
}

StatefulTranslator::StatefulTranslator() = default;
StatefulTranslator::~StatefulTranslator() = default;

void
StatefulTranslator::DoDispose()
{
    m_timer.Cancel();
    Translator::DoDispose();
}

void
StatefulTranslator::ExpireBefore(int64_t nowNs)
{
    if (GetNextDeadline() <= nowNs)
    {
        Expire();
    }
}

void
StatefulTranslator::AfterPacket()
{
    const int64_t next = RoundUp(GetNextDeadline(), m_granularity.GetNanoSeconds());
    if (next < m_timerAt)
    {
        m_timer.Cancel();
        m_timerAt = next;
        m_timer = Simulator::Schedule(NanoSeconds(next) - Simulator::Now(),
                                      &StatefulTranslator::Expire,
                                      this);
    }
}

void
StatefulTranslator::Expire()
{
    m_timer.Cancel();
    m_timerAt = NEVER;
    const auto emissions = AdvanceTo(Simulator::Now().GetNanoSeconds());
    SendAll(emissions.data(), emissions.size(), nullptr);
    AfterPacket();
}

} // namespace ns3::v6lab
