// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/benchmark/expected-end.h"

#include "model/core/benchmark/rate-search.h"
#include "model/workload/benchmark-tester.h"

#include <algorithm>
#include <cmath>

namespace ns3::v6lab
{

namespace
{

/** Close to what ns-3 can count. */
constexpr double LONGEST_S = 9e9;

/** A clock that trials are run on, in s, instead of a simulation. */
class TrialClock
{
  public:
    explicit TrialClock(const BenchmarkPlan& plan)
        : m_plan(plan)
    {
    }

    double GetSeconds() const
    {
        return m_seconds;
    }

    /** A rest, and preliminary frames; how BenchmarkBed::Prepare() does it. */
    void Prepare(uint32_t frames, double rate)
    {
        const double life = m_plan.IsStateful() ? m_plan.GetStateLife().GetSeconds() : 0;
        const bool first = m_seconds == 0; // there are no states
        m_seconds += first ? REST : std::max(REST, life - GetDrain() + REST / 2);
        m_seconds += frames / rate + GetDrain();
    }

    void Prepare(uint32_t flows)
    {
        Prepare(flows, m_plan.GetCalmRate(flows));
    }

    /** One with this rate in each direction of its own; false if it loses a frame. */
    bool Run(double rate, double seconds, const std::string& direction, uint32_t flows, bool cut)
    {
        const double ramp = m_plan.stagger.GetSeconds() * (flows - 1);
        const double loss = GetFirstLoss(rate, ramp, direction, flows);
        const bool passes = loss >= ramp + seconds;
        // The queue is empty in a second drain only, if there is one at all.
        const bool busy = 2 * rate > m_plan.GetCapacity(direction, flows);
        m_seconds += (passes || !cut ? ramp + seconds : loss) + (busy ? 2 : 1) * GetDrain();
        return passes;
    }

    double Search(const std::string& direction, uint32_t flows)
    {
        return SearchRate(m_plan.GetLineRate(), m_plan.resolution, [&](double rate) {
            const uint32_t primed = m_plan.stagger.IsZero() ? flows : 1;
            Prepare(primed, m_plan.GetCalmRate(flows));
            return Run(rate, m_plan.trial.GetSeconds(), direction, flows, true);
        });
    }

    double GetDrain() const
    {
        return std::max(DRAIN, m_plan.GetPassage().GetSeconds());
    }

  private:
    /** RFC 2544 23. */
    static constexpr double REST = 5;
    static constexpr double DRAIN = 2;

    /**
     * When the queue has no place for what exceeds the capacity, where the rate rises to `rate` for
     * `ramp` seconds, and stays.
     */
    double GetFirstLoss(double rate,
                        double ramp,
                        const std::string& direction,
                        uint32_t flows) const
    {
        const double capacity = m_plan.GetCapacity(direction, flows);
        if (rate <= capacity)
        {
            return HUGE_VAL;
        }
        const double ways = direction == "bidirectional" ? 2 : 1;
        // One frame is at work, half done on average.
        const double places = (m_plan.queue + 0.5) * m_plan.cores / ways;
        const double full = ramp * capacity / rate; // what comes then is the capacity
        const double inRamp = full + std::sqrt(2 * ramp * places / rate);
        if (inRamp < ramp)
        {
            return inRamp;
        }
        const double left = places - (ramp - full) * (rate - capacity) / 2;
        return ramp + left / (rate - capacity);
    }

    const BenchmarkPlan& m_plan;
    double m_seconds{0};
};

void
ExpectLoss(const BenchmarkPlan& plan, TrialClock& clock)
{
    uint32_t without = 0;
    for (uint32_t percent = 100; percent > 0 && without < 2; percent -= 10)
    {
        clock.Prepare(plan.flows);
        const double rate = plan.GetLineRate() * percent / 100;
        const bool good =
            clock.Run(rate, plan.trial.GetSeconds(), plan.direction, plan.flows, false);
        without = good ? without + 1 : 0;
    }
}

void
ExpectBurst(const BenchmarkPlan& plan, TrialClock& clock)
{
    const double line = plan.GetLineRate();
    const auto most = static_cast<uint64_t>(std::max(1.0, line * plan.trial.GetSeconds()));
    SearchCapacity(1, most, [&](uint64_t frames) {
        clock.Prepare(plan.flows);
        return clock.Run(line,
                         static_cast<double>(frames) / line,
                         plan.direction,
                         plan.flows,
                         true);
    });
}

void
ExpectConnections(const BenchmarkPlan& plan, TrialClock& clock)
{
    const size_t device = plan.GetDevices().size() - 1;
    const double service =
        plan.GetServiceNs(device, BenchmarkTester::FORWARD, plan.flows / 2, true) *
        (1 + plan.jitter);
    const double capacity = CapacityOf(service, plan.cores, plan.cost.serialFraction);
    SearchRate(plan.GetLineRate(), plan.resolution, [&](double rate) {
        clock.Prepare(plan.flows, rate);
        const bool made = plan.flows * (1 - capacity / rate) <= (plan.queue + 1.0) * plan.cores;
        // A frame of each comes back, at a rate that none is lost at.
        return made && clock.Run(plan.GetProvingRate(),
                                 plan.flows / plan.GetProvingRate(),
                                 "reverse",
                                 1,
                                 true);
    });
}

void
ExpectTable(const BenchmarkPlan& plan, TrialClock& clock)
{
    if (plan.poolPorts > 0)
    {
        SearchCapacity(FIRST_TABLE, 4 * plan.poolPorts, [&](uint64_t connections) {
            clock.Prepare(static_cast<uint32_t>(connections));
            return connections <= plan.poolPorts;
        });
    }
}

/** A stream of frames at about the throughput: latency's takes two trials, and so does recovery. */
void
ExpectStream(const BenchmarkPlan& plan, TrialClock& clock)
{
    const double rate =
        plan.load * std::min(plan.GetLineRate(), plan.GetCapacity(plan.direction, plan.flows));
    const double trials = plan.test == "latency" || plan.test == "recovery" ? 2 : 1;
    clock.Prepare(plan.flows);
    clock.Run(rate, trials * plan.trial.GetSeconds(), plan.direction, plan.flows, false);
}

/** Runs what the test repeats, once. */
void
ExpectRepetition(const BenchmarkPlan& plan, TrialClock& clock)
{
    if (plan.test == "scale")
    {
        for (const uint32_t flows : plan.GetScalePoints())
        {
            clock.Search(plan.direction, flows);
        }
    }
    else if (plan.test == "throughput")
    {
        clock.Search(plan.direction, plan.flows);
    }
    else if (plan.test == "loss")
    {
        ExpectLoss(plan, clock);
    }
    else if (plan.test == "b2b")
    {
        ExpectBurst(plan, clock);
    }
    else if (plan.test == "conn")
    {
        ExpectConnections(plan, clock);
    }
    else
    {
        ExpectStream(plan, clock);
    }
}

} // namespace

Time
ExpectedEnd(const BenchmarkPlan& plan)
{
    static const std::set<std::string> streams{"latency", "pdv", "ipdv", "recovery"};
    TrialClock clock(plan);
    for (uint32_t i = 0; i < plan.repeat; ++i)
    {
        ExpectRepetition(plan, clock);
    }
    if (streams.count(plan.test)) // what they repeat is behind one search
    {
        clock.Search(plan.direction, plan.flows);
    }
    if (plan.test == "throughput" && plan.IsBidirectional())
    {
        clock.Search("forward", plan.flows);
    }
    if (plan.test == "conn")
    {
        ExpectTable(plan, clock);
    }
    return Seconds(std::min(clock.GetSeconds(), LONGEST_S));
}

} // namespace ns3::v6lab
