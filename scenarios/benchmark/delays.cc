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

template <class Number>
double
Ms(Number ns)
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

/** Keeps the delays of a direction with the trial. */
void
Keep(BenchTrialRow& row, size_t way, Delays delays)
{
    (way == BenchmarkTester::FORWARD ? row.delays : row.delaysBack) = std::move(delays);
}

} // namespace

bool
BenchmarkProcedures::RunAtThroughput(double throughput, uint32_t repeat, Time duration)
{
    const double rate = throughput * m_plan.load;
    if (rate * duration.GetSeconds() < 1)
    {
        return false;
    }
    m_bed.Prepare(m_plan.flows);
    m_bed.Run(m_bed.Steady("measure", repeat, m_plan.direction, rate, duration), m_rows.trials);
    return true;
}

/** Where both directions are busy, a frame waits for one of the other in each device at most. */
double
BenchmarkProcedures::GetLeastWaitMs(size_t way) const
{
    double ns = 0;
    for (size_t device = 0; device < m_plan.GetDevices().size(); ++device)
    {
        ns += m_plan.IsBidirectional() ? m_plan.GetServiceNs(device, 1 - way, m_plan.flows) : 0;
    }
    return Ms(ns);
}

void
BenchmarkProcedures::MeasureLatency()
{
    const double throughput = SearchThroughput(m_plan.direction, 1, m_plan.flows);
    for (uint32_t repeat = 1; repeat <= m_plan.repeat; ++repeat)
    {
        if (!RunAtThroughput(throughput, repeat, 2 * m_plan.trial))
        {
            break; // the checks say that there is no such figure
        }
        for (const auto& [way, word] : GetWays())
        {
            const auto measured = Tagged(GetDelays(way));
            const auto forecast = Tagged(ForecastDelays(way));
            Add("TL " + word, UNIT, measured, forecast, Middle);
            Add("WCL " + word, UNIT, measured, forecast, Worst);
            Add("Dmin " + word, UNIT, GetDelays(way), ForecastDelays(way), Least);
            m_fewestTagged = std::min(m_fewestTagged, measured.size());
            Keep(m_rows.trials.back(), way, measured);
        }
    }
    for (const auto& [way, word] : GetWays())
    {
        const double floor = m_plan.GetFloorNs(way) / 1e6;
        if (m_plan.jitter > 0 || m_plan.mix < 100)
        {
            ExpectForecast(figure::FLOOR, "Dmin " + word);
        }
        else
        {
            Expect(figure::FLOOR,
                   {"Dmin " + word,
                    floor - 1e-5,
                    floor + GetLeastWaitMs(way) + 1e-5,
                    "propagation + service + wire"});
        }
        ExpectForecast(figure::TYPICAL, "TL " + word);
        ExpectForecast(figure::WORST, "WCL " + word);
    }
}

void
BenchmarkProcedures::MeasurePdv()
{
    const double throughput = SearchThroughput(m_plan.direction, 1, m_plan.flows);
    for (uint32_t repeat = 1; repeat <= m_plan.repeat; ++repeat)
    {
        if (!RunAtThroughput(throughput, repeat, m_plan.trial))
        {
            break;
        }
        for (const auto& [way, word] : GetWays())
        {
            const auto measured = GetDelays(way);
            Add("PDV " + word, UNIT, measured, ForecastDelays(way), Variation);
            Keep(m_rows.trials.back(), way, measured);
        }
    }
    for (const auto& [way, word] : GetWays())
    {
        ExpectForecast(figure::PDV, "PDV " + word);
    }
}

void
BenchmarkProcedures::MeasureIpdv()
{
    const double throughput = SearchThroughput(m_plan.direction, 1, m_plan.flows);
    for (uint32_t repeat = 1; repeat <= m_plan.repeat; ++repeat)
    {
        if (!RunAtThroughput(throughput, repeat, m_plan.trial))
        {
            break;
        }
        for (const auto& [way, word] : GetWays())
        {
            const auto measured = GetDifferences(way);
            const auto forecast = ForecastDifferences(way);
            Add("IPDV min " + word, UNIT, measured, forecast, Least);
            Add("IPDV median " + word, UNIT, measured, forecast, Middle);
            Add("IPDV max " + word, UNIT, measured, forecast, Most);
            Keep(m_rows.trials.back(), way, GetDelays(way));
        }
    }
    for (const auto& [way, word] : GetWays())
    {
        for (const char* which : {"min ", "median ", "max "})
        {
            ExpectForecast(figure::IPDV, std::string("IPDV ") + which + word);
        }
    }
}

} // namespace ns3::v6lab
