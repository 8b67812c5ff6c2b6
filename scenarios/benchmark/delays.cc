// SPDX-License-Identifier: GPL-2.0-only
// Latency and delay variation (RFC 8219 7.2, 7.3).
#include "model/core/benchmark/percentile.h"
#include "scenarios/benchmark/procedures.h"

#include <algorithm>

namespace ns3::v6lab
{

namespace
{

using Delays = std::vector<int64_t>;

constexpr const char* UNIT = "ms";
constexpr size_t TAGGED = 500; //!< frames at least (RFC 8219 7.2)

double
Ms(int64_t ns)
{
    return static_cast<double>(ns) / 1e6;
}

/** RFC 8219 7.2: tagged frames of the second half of the stream, at even distances. */
Delays
Tagged(const Delays& delays)
{
    const size_t first = delays.size() / 2;
    const size_t step = std::max<size_t>(1, (delays.size() - first) / TAGGED);
    Delays tagged;
    for (size_t i = first; i < delays.size(); i += step)
    {
        tagged.push_back(delays[i]);
    }
    return tagged;
}

/** RFC 8219 7.3.2: what each frame's delay differs by from that of the frame before. */
Delays
Differences(const Delays& delays)
{
    Delays differences;
    for (size_t i = 1; i < delays.size(); ++i)
    {
        differences.push_back(delays[i] - delays[i - 1]);
    }
    return differences;
}

double
Variation(const Delays& delays)
{
    return Ms(Percentile(delays, 0.999) - *std::min_element(delays.begin(), delays.end()));
}

double
Least(const Delays& values)
{
    return Ms(*std::min_element(values.begin(), values.end()));
}

double
Most(const Delays& values)
{
    return Ms(*std::max_element(values.begin(), values.end()));
}

double
Middle(const Delays& values)
{
    return Ms(Median(values));
}

double
Worst(const Delays& values)
{
    return Ms(Percentile(values, 0.999));
}

void
Append(Delays& all, const Delays& more)
{
    all.insert(all.end(), more.begin(), more.end());
}

} // namespace

void
BenchmarkProcedures::RunAtThroughput(double throughput, uint32_t repeat, Time duration)
{
    m_bed.Prepare(m_plan.flows);
    m_bed.Run(m_bed.Steady("measure", repeat, m_plan.direction, throughput * m_plan.load, duration),
              m_rows.trials);
}

void
BenchmarkProcedures::MeasureLatency()
{
    const double throughput = SearchThroughput(m_plan.direction, 1, m_plan.flows);
    for (uint32_t repeat = 1; repeat <= m_plan.repeat; ++repeat)
    {
        RunAtThroughput(throughput, repeat, 2 * m_plan.trial);
        for (const auto& [way, word] : GetWays())
        {
            const auto measured = Tagged(GetDelays(way));
            const auto forecast = Tagged(ForecastDelays(way));
            Add("TL " + word, UNIT, measured, forecast, Middle);
            Add("WCL " + word, UNIT, measured, forecast, Worst);
            Add("Dmin " + word, UNIT, GetDelays(way), {}, Least);
            Append(m_rows.trials.back().delays, measured);
        }
    }
    for (const auto& [way, word] : GetWays())
    {
        const double floor = m_plan.GetFloorNs(way) / 1e6;
        // Jitter only adds; without it the frame waits for one of the other direction at most.
        const double wait =
            m_plan.IsBidirectional() ? m_plan.GetServiceNs(0, 1 - way, m_plan.flows) / 1e6 : 0;
        const double most = m_plan.jitter > 0 || m_plan.mix < 100 ? 2 * floor : floor + wait + 1e-5;
        const double native = m_plan.mix < 100 ? 0 : floor - 1e-5;
        Expect(figure::FLOOR, {"Dmin " + word, native, most, "propagation + service + wire"});
        const double full = floor + GetFullQueuesMs();
        ExpectForecast(figure::TYPICAL, "TL " + word, native, full);
        ExpectForecast(figure::WORST, "WCL " + word, native, full);
    }
}

void
BenchmarkProcedures::MeasurePdv()
{
    const double throughput = SearchThroughput(m_plan.direction, 1, m_plan.flows);
    for (uint32_t repeat = 1; repeat <= m_plan.repeat; ++repeat)
    {
        RunAtThroughput(throughput, repeat, m_plan.trial);
        for (const auto& [way, word] : GetWays())
        {
            const auto measured = GetDelays(way);
            Add("PDV " + word, UNIT, measured, ForecastDelays(way), Variation);
            Append(m_rows.trials.back().delays, measured);
        }
    }
    for (const auto& [way, word] : GetWays())
    {
        ExpectForecast(figure::PDV, "PDV " + word, 0, GetFullQueuesMs());
    }
}

void
BenchmarkProcedures::MeasureIpdv()
{
    const double throughput = SearchThroughput(m_plan.direction, 1, m_plan.flows);
    for (uint32_t repeat = 1; repeat <= m_plan.repeat; ++repeat)
    {
        RunAtThroughput(throughput, repeat, m_plan.trial);
        for (const auto& [way, word] : GetWays())
        {
            const auto measured = Differences(GetDelays(way));
            const auto forecast = Differences(ForecastDelays(way));
            Add("IPDV min " + word, UNIT, measured, forecast, Least);
            Add("IPDV median " + word, UNIT, measured, forecast, Middle);
            Add("IPDV max " + word, UNIT, measured, forecast, Most);
            Append(m_rows.trials.back().delays, GetDelays(way));
        }
    }
    for (const auto& [way, word] : GetWays())
    {
        for (const char* which : {"min ", "median ", "max "})
        {
            ExpectForecast(figure::IPDV,
                           std::string("IPDV ") + which + word,
                           -GetFullQueuesMs(),
                           GetFullQueuesMs());
        }
    }
}

} // namespace ns3::v6lab
