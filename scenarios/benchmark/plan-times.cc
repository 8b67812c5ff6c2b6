// SPDX-License-Identifier: GPL-2.0-only
// How much of what a plan's trials need, beside what they measure.
#include "model/workload/benchmark-tester.h"
#include "scenarios/benchmark/plan.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace ns3::v6lab
{

namespace
{

constexpr size_t FORWARD = BenchmarkTester::FORWARD;
constexpr size_t REVERSE = BenchmarkTester::REVERSE;
/** Means of an exponential time that none of billions exceeds. */
constexpr double LONGEST_JITTER = 20;
/** Rests and preliminary frames between making a state and using it. */
constexpr double MARGIN_S = 60;
/**
 * Turns of all flows, at the capacity, for which those that have begun may wait while others begin:
 * four at most, and a search tries half of the capacity too.
 */
constexpr double TURNS = 8;

} // namespace

bool
BenchmarkPlan::HasFullLoad() const
{
    const bool delays = test == "latency" || test == "pdv" || test == "ipdv";
    return !delays || load >= 1;
}

bool
BenchmarkPlan::IsTranslated(uint64_t number) const
{
    return (number + 1) * mix / 100 > number * mix / 100;
}

double
BenchmarkPlan::GetCalmRate(uint32_t ofFlows) const
{
    double longest = 0;
    for (size_t device = 0; device < GetDevices().size(); ++device)
    {
        longest = std::max(longest, GetServiceNs(device, FORWARD, ofFlows));
    }
    const double calm = 0.5e9 / (longest * (1 + 10 * jitter) + cost.newStateNs);
    return std::min(calm, GetLineRate());
}

double
BenchmarkPlan::GetProvingRate() const
{
    // Jitter, or a core that gets more than its share of the flows, must not lose any.
    return std::min(GetCalmRate(flows), 0.5 * GetCapacity("reverse", flows));
}

bool
BenchmarkPlan::MayMixOverflow(const std::string& ofDirection, uint64_t states) const
{
    // Of frames in a row no more are dear than their share and a part of one, as they are spread
    // evenly. So much work a device may have before it at once, and what comes late from another.
    const double beyond = 1 - std::gcd(mix, 100u) / 100.0;
    const double part = mix / 100.0;
    const double native = GetNativeServiceNs();
    double work = 0;
    for (size_t device = 0; device < GetDevices().size(); ++device)
    {
        for (const size_t way : {FORWARD, REVERSE})
        {
            const double translated = GetServiceNs(device, way, states);
            const bool idle = ofDirection == (way == FORWARD ? "reverse" : "forward");
            work += idle ? 0
                         : part * translated + (1 - part) * native +
                               beyond * std::abs(translated - native);
        }
    }
    // Those that wait have come while this work was done.
    BenchmarkPlan single = *this;
    single.cores = 1;
    const double rate = std::min(GetLineRate(), single.GetCapacity(ofDirection, states));
    const double ways = ofDirection == "bidirectional" ? 2 : 1;
    return mix < 100 && queue < ways * (work * rate / 1e9 + 1) - 1;
}

Time
BenchmarkPlan::GetPassage() const
{
    const double floor = std::max(GetFloorNs(FORWARD), GetFloorNs(REVERSE));
    // Native frames are longer than translated ones; some that are on a wire may meet in a queue.
    return NanoSeconds(std::llround(4 * floor * (1 + LONGEST_JITTER * jitter)));
}

double
BenchmarkPlan::GetFramesOfTrial() const
{
    return std::min(GetLineRate(), GetCapacity(direction, flows)) * trial.GetSeconds();
}

std::set<uint32_t>
BenchmarkPlan::GetScalePoints() const
{
    const auto least = [](uint32_t quarters) { return std::max(1u, quarters / 4); };
    return {1, least(flows), least(2 * flows), least(3 * flows), flows};
}

Time
BenchmarkPlan::GetStateLife() const
{
    // The search for the size of the table tries four times its size at most.
    const uint32_t most = std::max(flows, test == "conn" ? 4 * poolPorts : 0);
    const double queues =
        (queue + 1) * (1 + LONGEST_JITTER * jitter) / GetCapacity("bidirectional", most) * cores;
    const double validation = flows / GetProvingRate();
    const double longest = test == "conn" ? validation : 2 * trial.GetSeconds();
    const double ramp =
        stagger.IsZero() ? 0
                         : TURNS * flows / std::min(GetLineRate(), GetCapacity(direction, flows));
    const double life = most / GetCalmRate(most) + longest + ramp +
                        2 * (queues + GetPassage().GetSeconds()) + MARGIN_S;
    return std::max(LEAST_STATE_LIFE, Seconds(std::ceil(life)));
}

} // namespace ns3::v6lab
