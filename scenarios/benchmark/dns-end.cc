// SPDX-License-Identifier: GPL-2.0-only
// When a benchmark of a DNS64 server ends.
#include "scenarios/benchmark/dns-procedures.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

/** Queries that a trial of this rate goes on for, until one is seen to have no answer in time. */
double
TrialSeconds(const BenchmarkPlan& plan, double rate, const DnsMix& mix)
{
    const double seconds = plan.trial.GetSeconds();
    const double capacity = DnsProcedures::GetCapacity(plan, mix);
    if (rate <= capacity)
    {
        return seconds + dnsbed::DRAIN.GetSeconds();
    }
    // What comes too much waits for more than the limit, or finds the queue full.
    const double limit = ANSWER_LIMIT_MS / 1000;
    const double held =
        std::min((plan.queue + 1.0) * plan.cores / mix.GetMessages(), capacity * limit);
    const double cut = held / (rate - capacity) + limit;
    return std::min(cut, seconds) + 2 * dnsbed::DRAIN.GetSeconds();
}

} // namespace

/** That of its searches, were the server's capacity that of the arithmetic. */
Time
DnsProcedures::GetExpectedEnd() const
{
    double all = 0;
    double selfTested = 0;
    for (const auto& mix : m_mixes)
    {
        const double before =
            static_cast<double>(dnsbed::NamesBefore(mix)) / dnsbed::CalmRate(m_plan) +
            (dnsbed::REST + dnsbed::DRAIN).GetSeconds();
        double rate = 0;
        for (uint32_t repeat = 1; repeat <= m_plan.repeat; ++repeat)
        {
            rate = Search(rate, [&](double tried) {
                if (SELF_TEST_SHARE * tried > selfTested)
                {
                    selfTested = SELF_TEST_SHARE * tried;
                    all += (dnsbed::REST + m_plan.trial + dnsbed::DRAIN).GetSeconds();
                }
                all += before + TrialSeconds(m_plan, tried, mix);
                return tried <= GetCapacity(m_plan, mix);
            });
        }
    }
    return Seconds(all);
}

} // namespace ns3::v6lab
