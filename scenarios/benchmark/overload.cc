// SPDX-License-Identifier: GPL-2.0-only
// What happens above the throughput: loss, bursts, recovery (RFC 2544 26.3 to 26.5).
#include "model/core/benchmark/rate-search.h"
#include "model/core/benchmark/service-forecast.h"
#include "scenarios/benchmark/procedures.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace ns3::v6lab
{

namespace
{

std::string
LossMetric(uint32_t percent)
{
    return fmt::format("loss at {} % of the line", percent);
}

} // namespace

void
BenchmarkProcedures::MeasureLoss()
{
    for (uint32_t repeat = 1; repeat <= m_plan.repeat; ++repeat)
    {
        uint32_t without = 0; // trials in a row without a loss
        for (uint32_t percent = 100; percent > 0 && without < 2; percent -= 10)
        {
            const double rate = m_plan.GetLineRate() * percent / 100;
            m_bed.Prepare(m_plan.flows);
            const bool good =
                m_bed.Run(m_bed.Steady("measure", repeat, m_plan.direction, rate, m_plan.trial),
                          m_rows.trials);
            without = good ? without + 1 : 0;
            const auto& row = m_rows.trials.back();
            Add(LossMetric(percent),
                "%",
                row.offered == 0 ? 0
                                 : 100.0 * static_cast<double>(row.offered - row.received) /
                                       static_cast<double>(row.offered));
        }
    }
    const double capacity = m_plan.GetCapacity(m_plan.direction, m_plan.flows);
    for (const auto& metric : m_order)
    {
        const double rate = m_plan.GetLineRate() * std::stod(metric.substr(8)) / 100;
        const double loss = 100 * std::max(0.0, 1 - capacity / rate);
        // What is in the queues at the end is not lost.
        const double late = 100 * GetQueueSlack(m_plan.trial.GetSeconds()) / rate;
        // Cores are idle where flows are spread unevenly; a second device loses what the first
        // one has worked for.
        const bool sole = m_plan.cores == 1 && m_plan.GetDevices().size() == 1;
        const bool none = loss == 0 && m_plan.cores == 1 && m_plan.jitter == 0;
        Expect(figure::LOSS,
               {metric,
                std::max(0.0, loss - 1 - late),
                none   ? 0
                : sole ? loss + 1
                       : 100,
                fmt::format("1 - {:.6g}/{:.6g}{}",
                            capacity,
                            rate,
                            sole ? "" : ", or more with several devices or cores")});
    }
}

uint64_t
BenchmarkProcedures::SearchBurst(uint32_t repeat)
{
    const double rate = m_plan.GetLineRate();
    const Time longest = std::min(m_plan.trial, Seconds(2));
    const auto most = static_cast<uint64_t>(rate * longest.GetSeconds());
    return SearchCapacity(1, std::max<uint64_t>(1, most), [&](uint64_t frames) {
        m_bed.Prepare(m_plan.flows);
        BenchmarkTrial trial{"search", repeat, {}, {}, true};
        const BenchmarkLoad load{{rate, frames}};
        trial.forward = m_plan.direction == "reverse" ? BenchmarkLoad() : load;
        trial.reverse = m_plan.direction == "forward" ? BenchmarkLoad() : load;
        return m_bed.Run(trial, m_rows.trials);
    });
}

void
BenchmarkProcedures::MeasureBurst()
{
    for (uint32_t repeat = 1; repeat <= m_plan.repeat; ++repeat)
    {
        Add("longest burst", "frames", static_cast<double>(SearchBurst(repeat)));
    }
    const double ways = m_plan.IsBidirectional() ? 2 : 1;
    const double rate = m_plan.GetLineRate();
    const double capacity = m_plan.GetCapacity(m_plan.direction, m_plan.flows);
    const double most = std::floor(rate * std::min(2.0, m_plan.trial.GetSeconds()));
    // Of b frames a direction, b mu/lambda are served meanwhile; the rest fits in queue and core.
    const double excess = 1 - capacity / rate;
    const double burst = excess <= 0 ? most : (m_plan.queue + 1) / (ways * excess);
    if (m_plan.cores == 1 && m_plan.jitter == 0)
    {
        Expect(figure::BURST,
               {"longest burst",
                std::min(most, std::floor(burst) - 2 / excess),
                std::min(most, std::ceil(burst) + 2 / excess),
                "(queue + 1) / (1 - capacity/line), of both directions together; 2 frames "
                "of play at either end"});
    }
}

void
BenchmarkProcedures::MeasureRecovery()
{
    const double throughput = SearchThroughput(m_plan.direction, 1, m_plan.flows);
    const double above = std::min(1.1 * throughput, m_plan.GetLineRate());
    const double below = above / 2;
    for (uint32_t repeat = 1; repeat <= m_plan.repeat; ++repeat)
    {
        m_bed.Prepare(m_plan.flows);
        auto trial = m_bed.Steady("measure", repeat, m_plan.direction, above, m_plan.trial);
        const auto after = m_bed.Steady("measure", repeat, m_plan.direction, below, m_plan.trial);
        trial.forward.insert(trial.forward.end(), after.forward.begin(), after.forward.end());
        trial.reverse.insert(trial.reverse.end(), after.reverse.begin(), after.reverse.end());
        const bool good = m_bed.Run(trial, m_rows.trials);
        double recovery = 0;
        for (const auto& [way, word] : GetWays())
        {
            const auto& stream = m_bed.GetTester().GetStream(way);
            const auto& load = way == BenchmarkTester::FORWARD ? trial.forward : trial.reverse;
            const int64_t cut = stream.sentNs.at(load.front().frames);
            recovery = std::max(recovery, static_cast<double>(stream.GetLastLost() - cut) / 1e6);
        }
        Add("recovery time", "ms", std::max(0.0, recovery));
        Add("loss before",
            "frames",
            good ? 0.0
                 : static_cast<double>(m_rows.trials.back().offered -
                                       m_rows.trials.back().received));
    }
    // The first frame after the cut may come before the next one in the queue is served.
    Expect(figure::RECOVERY,
           {"recovery time", 0, 2e3 / below, "two frames at the lower rate, at most"});
    Expect({"the rate above the throughput does lose frames", figure::RECOVERY.second},
           {"loss before",
            above > throughput ? 1.0 : 0.0,
            2 * above * m_plan.trial.GetSeconds(),
            "110 % of the throughput, or the line"});
}

} // namespace ns3::v6lab
