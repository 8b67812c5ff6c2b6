// SPDX-License-Identifier: GPL-2.0-only
// Throughput, and what follows from it with more flows (RFC 2544 26.1, RFC 8219 7.1, 10.2).
#include "model/core/benchmark/percentile.h"
#include "model/core/benchmark/rate-search.h"
#include "scenarios/benchmark/procedures.h"

#include <algorithm>
#include <fmt/format.h>

namespace ns3::v6lab
{

namespace
{

constexpr const char* UNIT = "frames/s";
/** Fewer may be full when frames of both directions, or of a new flow and others, meet. */
constexpr uint32_t CALM_QUEUE = 4;

} // namespace

double
BenchmarkProcedures::SearchThroughput(const std::string& direction, uint32_t repeat, uint32_t flows)
{
    return SearchRate(m_plan.GetLineRate(), m_plan.resolution, [&](double rate) {
        // Flows that begin in the trial make their states there.
        const uint32_t primed = m_plan.stagger.IsZero() ? flows : 1;
        if (m_bed.Prepare(flows, 0, primed) < primed)
        {
            return false;
        }
        auto trial = m_bed.Steady("search", repeat, direction, rate, m_plan.trial);
        m_bed.AddRamp(trial, m_plan.stagger);
        trial.cutShort = true;
        return m_bed.Run(trial, m_rows.trials);
    });
}

/**
 * A rate up to the capacity passes for ever; a higher one as long as the queue holds what comes
 * too much. With several cores all depends on how the flows are spread: the best is that every
 * core has its share, the worst that one core has them all.
 */
FigureSpec
BenchmarkProcedures::ThroughputRange(const std::string& metric,
                                     const std::string& direction,
                                     uint32_t flows) const
{
    const double line = m_plan.GetLineRate();
    const double capacity = m_plan.GetCapacity(direction, flows);
    const double ways = direction == "bidirectional" ? 2 : 1;
    const double seconds = m_plan.trial.GetSeconds();
    // A trial has whole frames: up to one less than rate and time come to.
    const double slack =
        GetQueueSlack(seconds) * (m_plan.IsBidirectional() ? 2 : 1) / ways + 1 / seconds;
    BenchmarkPlan single = m_plan;
    single.cores = 1;
    // With jitter a queue may overflow at any rate; which trial loses what is judged by itself.
    const bool overflows = m_plan.MayMixOverflow(direction, flows);
    const double worst = m_plan.jitter > 0 || overflows ? 0 : single.GetCapacity(direction, flows);
    const double luck = GetLuck(capacity * ways * seconds);
    return {metric,
            std::min(line, worst) * (1 - m_plan.resolution),
            std::min(line, luck * (capacity + slack)),
            fmt::format("capacity {:.6g}, line {:.6g}; the upper end is (queue + 1) cores / trial "
                        "above it, and a frame{}",
                        capacity,
                        line,
                        overflows
                            ? "; no lower end: dear frames of a mix may fill the queue at any rate"
                            : "")};
}

void
BenchmarkProcedures::MeasureThroughput()
{
    for (uint32_t repeat = 1; repeat <= m_plan.repeat; ++repeat)
    {
        const double rate = SearchThroughput(m_plan.direction, repeat, m_plan.flows);
        Add("throughput", UNIT, rate);
        Add("throughput of capacity",
            "%",
            100 * rate / m_plan.GetCapacity(m_plan.direction, m_plan.flows));
    }
    Expect(figure::THROUGHPUT, ThroughputRange("throughput", m_plan.direction, m_plan.flows));
    if (!m_plan.IsBidirectional())
    {
        return;
    }
    const double oneWay = SearchThroughput("forward", 1, m_plan.flows);
    Add("throughput forward only", UNIT, oneWay);
    const double both = m_series.at("throughput").values.front();
    const bool known = m_plan.cores == 1 && m_plan.jitter == 0 &&
                       !m_plan.MayMixOverflow("bidirectional", m_plan.flows);
    if (known && both > 0 && oneWay < m_plan.GetLineRate())
    {
        Add("bidirectional of one-way", "%", 100 * both / oneWay);
        const double part = m_plan.GetCapacity("bidirectional", m_plan.flows) /
                            m_plan.GetCapacity("forward", m_plan.flows);
        // Both were found with the resolution, and the queue lets a shorter excess pass.
        const double margin =
            2 * m_plan.resolution + GetQueueSlack(m_plan.trial.GetSeconds()) / both;
        Expect(figure::HALF,
               {"bidirectional of one-way",
                100 * part * (1 - margin),
                100 * part * (1 + margin),
                "service of one direction / service of both"});
    }
}

void
BenchmarkProcedures::MeasureScale()
{
    const auto nameOf = [](const char* what, uint32_t n) {
        return fmt::format("{} with {} flow{}", what, n, n == 1 ? "" : "s");
    };
    for (const uint32_t n : m_plan.GetScalePoints())
    {
        const std::string metric = nameOf("throughput", n);
        m_flowsOf[metric] = n;
        m_flowsOf[nameOf("degradation", n)] = n;
        for (uint32_t repeat = 1; repeat <= m_plan.repeat; ++repeat)
        {
            const double rate = SearchThroughput(m_plan.direction, repeat, n);
            Add(metric, UNIT, rate);
            const double one = m_series.at(nameOf("throughput", 1)).values[repeat - 1];
            if (n > 1 && one > 0)
            {
                Add(nameOf("degradation", n), "%", 100 * (one - rate) / one);
            }
        }
        const FigureSpec range = ThroughputRange(metric, m_plan.direction, n);
        if (m_plan.stagger.IsZero())
        {
            Expect(figure::SCALE, range);
        }
        else
        {
            Expect(figure::STAGGERED, StaggeredRange(range, n));
        }
    }
}

/** While flows begin, the making of a state takes its part of each interval. */
FigureSpec
BenchmarkProcedures::StaggeredRange(FigureSpec range, uint32_t flows) const
{
    if (flows == 1)
    {
        return range;
    }
    const double rate = std::min(m_plan.GetLineRate(), m_plan.GetCapacity(m_plan.direction, flows));
    // With fewer frames several flows begin at once, and make their states one behind another.
    const bool dense = rate * m_plan.stagger.GetSeconds() >= flows;
    if (!dense || m_plan.queue < CALM_QUEUE || m_plan.jitter > 0 || m_plan.cores > 1)
    {
        range.least = 0;
        range.formula += "; no lower end: flows begin with less than a frame for each, a queue "
                         "below 4, jitter or several cores";
        return range;
    }
    const double making = m_plan.IsStateful() ? m_plan.cost.newStateNs : 0;
    const double part = making / static_cast<double>(m_plan.stagger.GetNanoSeconds());
    range.least *= std::max(0.0, 1 - part);
    range.formula += "; the lower end less by new state / stagger";
    return range;
}

} // namespace ns3::v6lab
