// SPDX-License-Identifier: GPL-2.0-only
// What happens above the throughput: loss, bursts, recovery (RFC 2544 26.3 to 26.5).
#include "model/core/benchmark/rate-search.h"
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
            if (rate * m_plan.trial.GetSeconds() < 1)
            {
                break;
            }
            m_bed.Prepare(m_plan.flows);
            const bool good =
                m_bed.Run(m_bed.Steady("measure", repeat, m_plan.direction, rate, m_plan.trial),
                          m_rows.trials);
            without = good ? without + 1 : 0;
            const auto& row = m_rows.trials.back();
            const auto percentOf = [&row](uint64_t lost) {
                return 100.0 * static_cast<double>(lost) / static_cast<double>(row.offered);
            };
            Add(LossMetric(percent),
                "%",
                percentOf(row.offered - row.received),
                percentOf(ForecastLost()));
        }
    }
    for (const auto& metric : m_order)
    {
        ExpectLoss(metric, m_plan.GetLineRate() * std::stod(metric.substr(8)) / 100);
    }
}

void
BenchmarkProcedures::ExpectLoss(const std::string& metric, double rate)
{
    const double capacity = m_plan.GetCapacity(m_plan.direction, m_plan.flows);
    const double loss = 100 * std::max(0.0, 1 - capacity / rate);
    const std::string formula = fmt::format("1 - {:.6g}/{:.6g}", capacity, rate);
    const bool sole = m_plan.cores == 1 && m_plan.GetDevices().size() == 1;
    if (sole && m_plan.jitter == 0 && m_plan.mix == 100)
    {
        // What is in the queues at the end is not lost.
        const double late = 100 * GetQueueSlack(m_plan.trial.GetSeconds()) / rate;
        const double least = std::max(0.0, loss - 1 - late);
        Expect(figure::LOSS, {metric, least, loss == 0 ? 0 : loss + 1, formula});
        return;
    }
    // Cores are idle where flows are spread unevenly, a second device loses what the first one
    // has worked for, and of a mix other frames survive than are offered.
    ExpectForecast(figure::LOSS, metric, "without mix, jitter and others at work " + formula);
}

uint64_t
BenchmarkProcedures::SearchBurst(uint32_t repeat)
{
    const double rate = m_plan.GetLineRate();
    return SearchCapacity(1, GetLongestBurst(), [&](uint64_t frames) {
        m_bed.Prepare(m_plan.flows);
        BenchmarkTrial trial{"search", repeat, {}, {}, true};
        const BenchmarkLoad load{{rate, frames}};
        trial.forward = m_plan.direction == "reverse" ? BenchmarkLoad() : load;
        trial.reverse = m_plan.direction == "forward" ? BenchmarkLoad() : load;
        return m_bed.Run(trial, m_rows.trials);
    });
}

bool
BenchmarkProcedures::HasBurstForecast() const
{
    return m_plan.cores == 1 && m_plan.jitter == 0;
}

uint64_t
BenchmarkProcedures::GetLongestBurst() const
{
    const double frames = m_plan.GetLineRate() * m_plan.trial.GetSeconds();
    return std::max<uint64_t>(1, static_cast<uint64_t>(frames + 1e-9));
}

void
BenchmarkProcedures::MeasureBurst()
{
    for (uint32_t repeat = 1; repeat <= m_plan.repeat; ++repeat)
    {
        const uint64_t burst = SearchBurst(repeat);
        m_endlessBursts += burst == GetLongestBurst() ? 1 : 0;
        Add("longest burst", "frames", static_cast<double>(burst));
    }
    if (!HasBurstForecast())
    {
        return;
    }
    const double rate = m_plan.GetLineRate();
    const double capacity = m_plan.GetCapacity(m_plan.direction, m_plan.flows);
    BenchmarkForecast forecast(m_plan, 0);
    const auto burst = static_cast<double>(
        SearchCapacity(1, GetLongestBurst(), [&](uint64_t n) { return forecast.Passes(n); }));
    Expect(figure::BURST,
           {"longest burst",
            burst,
            burst,
            capacity < rate && burst < static_cast<double>(GetLongestBurst())
                ? fmt::format("Lindley's recursion; about (queue + 1) / (1 - {:.6g}/{:.6g}) in all",
                              capacity,
                              rate)
                : "all that the line carries in a trial"});
}

void
BenchmarkProcedures::MeasureRecovery()
{
    const double throughput = SearchThroughput(m_plan.direction, 1, m_plan.flows);
    const double above = std::min(1.1 * throughput, m_plan.GetLineRate());
    const double below = above / 2;
    if (below * m_plan.trial.GetSeconds() < 1)
    {
        return; // the checks say that there is no such figure
    }
    for (uint32_t repeat = 1; repeat <= m_plan.repeat; ++repeat)
    {
        m_bed.Prepare(m_plan.flows);
        auto trial = m_bed.Steady("measure", repeat, m_plan.direction, above, m_plan.trial);
        const auto after = m_bed.Steady("measure", repeat, m_plan.direction, below, m_plan.trial);
        trial.forward.insert(trial.forward.end(), after.forward.begin(), after.forward.end());
        trial.reverse.insert(trial.reverse.end(), after.reverse.begin(), after.reverse.end());
        m_bed.Run(trial, m_rows.trials);
        Add("recovery time", "ms", GetRecovery(trial), ForecastRecovery(trial));
        const auto& row = m_rows.trials.back();
        m_neverOverloaded += row.offered == row.received && above == m_plan.GetLineRate() ? 1 : 0;
        Add("loss before",
            "frames",
            static_cast<double>(row.offered - row.received),
            static_cast<double>(ForecastLost()));
    }
    // The first frame after the cut may come before the next one in the queue is served.
    ExpectForecast(figure::RECOVERY,
                   "recovery time",
                   "of one device at most two frames at the lower rate");
    ExpectForecast(figure::LOSS_BEFORE, "loss before", "110 % of the throughput, or the line");
}

} // namespace ns3::v6lab
