// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/benchmark/forecast.h"

#include "model/core/benchmark/rss-hash.h"

#include "ns3/data-rate.h"
#include "ns3/double.h"

#include <algorithm>
#include <cmath>

namespace ns3::v6lab
{

namespace
{

constexpr size_t FORWARD = BenchmarkTester::FORWARD;
constexpr size_t REVERSE = BenchmarkTester::REVERSE;
constexpr uint32_t PPP_HEADER = 2;
/** The initiator and the responder, as IPv6 between CLAT and PLAT has them. */
constexpr const char* BEHIND_CLAT = "2001:2:0:46::198.18.0.2";
constexpr const char* BEHIND_PLAT = "2001:2:0:64::198.19.0.2";

/** As links count it, to the nanosecond. */
int64_t
LinkNs(uint64_t bitsPerSecond, uint32_t length)
{
    return DataRate(bitsPerSecond).CalculateBytesTxTime(length + PPP_HEADER).GetNanoSeconds();
}

} // namespace

BenchmarkForecast::Jitter::Jitter(double mean, int64_t stream)
    : m_random(CreateObject<ExponentialRandomVariable>())
{
    m_random->SetAttribute("Mean", DoubleValue(mean));
    m_random->SetStream(stream);
}

double
BenchmarkForecast::Jitter::Next()
{
    while (m_first + m_drawn.size() <= m_next)
    {
        m_drawn.push_back(m_random->GetValue());
    }
    return m_drawn[m_next++ - m_first];
}

void
BenchmarkForecast::Jitter::GoTo(uint64_t number)
{
    while (m_first + m_drawn.size() < number)
    {
        m_drawn.push_back(m_random->GetValue());
    }
    m_drawn.erase(m_drawn.begin(), m_drawn.begin() + static_cast<long>(number - m_first));
    m_first = number;
    m_next = number;
}

BenchmarkForecast::BenchmarkForecast(const BenchmarkPlan& plan, int64_t jitterStream)
    : m_plan(plan)
{
    ServiceCost& cost = m_plan.cost;
    for (double* ns : {&cost.forwardNs,
                       &cost.to4Ns,
                       &cost.to6Ns,
                       &cost.lookupNs,
                       &cost.missNs,
                       &cost.newStateNs})
    {
        *ns = std::round(*ns);
    }
    const size_t devices = plan.GetDevices().size();
    m_jitters.reserve(devices); // functions point at them
    for (size_t i = 0; i < devices; ++i)
    {
        ForecastDevice device{plan.cores, plan.queue, cost.serialFraction, {}, 0};
        if (plan.jitter > 0)
        {
            m_jitters.emplace_back(plan.jitter, jitterStream + static_cast<int64_t>(i));
            device.jitter = [jitter = &m_jitters.back()] { return jitter->Next(); };
        }
        m_devices.push_back(device);
    }
}

/** Four: each direction, translated and not. Each direction of each link is a wire. */
void
BenchmarkForecast::MakePaths(uint64_t states)
{
    m_paths.assign(4, {});
    const size_t devices = m_devices.size();
    for (auto& device : m_devices)
    {
        device.states = states;
    }
    for (const size_t way : {FORWARD, REVERSE})
    {
        for (size_t i = 0; i < devices; ++i)
        {
            const size_t device = way == FORWARD ? i : devices - 1 - i;
            const auto hop = [&](double service, uint32_t length) {
                return ForecastHop{device,
                                   service,
                                   2 * device + way,
                                   LinkNs(m_plan.lineBps, length),
                                   {}};
            };
            m_paths[2 * way].push_back(
                hop(m_plan.GetServiceNs(device, way, states), m_plan.GetLengthBehind(device, way)));
            m_paths[2 * way + 1].push_back(
                hop(m_plan.GetNativeServiceNs(), m_plan.GetLength(true)));
            if (m_plan.HasStates(device))
            {
                m_paths[2 * way].back().serviceOf = [this, device, way](size_t held, bool makes) {
                    return m_plan.GetServiceNs(device, way, held, makes);
                };
            }
        }
    }
}

size_t
BenchmarkForecast::PathOf(size_t way, uint64_t number) const
{
    return 2 * way + (m_plan.IsTranslated(number) ? 0 : 1);
}

int64_t
BenchmarkForecast::OnLinkNs(size_t way, uint64_t number) const
{
    const size_t first = way == FORWARD ? 0 : m_devices.size() - 1;
    return LinkNs(m_plan.lineBps,
                  m_plan.IsTranslated(number) ? m_plan.GetLengthInFront(first, way)
                                              : m_plan.GetLength(true));
}

uint32_t
BenchmarkForecast::CoreOf(const BenchmarkTuple& tuple) const
{
    PacketFacts facts;
    facts.family = tuple.source.IsV4() ? Family::V4 : Family::V6;
    facts.source = tuple.source;
    facts.destination = tuple.destination;
    facts.protocol = protocol::UDP;
    facts.sourcePort = tuple.sourcePort;
    facts.destinationPort = tuple.destinationPort;
    return RssCore(RssHash(facts), m_plan.cores);
}

BenchmarkForecast::Times
BenchmarkForecast::Forecast(const Times& sentNs, const CoresOfAll& cores, const FlowsOfAll& flows)
{
    std::vector<ForecastFrame> frames;
    frames.reserve(sentNs[FORWARD].size() + sentNs[REVERSE].size());
    for (const size_t way : {FORWARD, REVERSE})
    {
        for (size_t i = 0; i < sentNs[way].size(); ++i)
        {
            const int64_t sent = sentNs[way][i];
            frames.push_back({sent - OnLinkNs(way, i),
                              sent,
                              PathOf(way, i),
                              cores[way].empty() ? Cores{} : cores[way][i],
                              flows[way].empty() ? 0 : flows[way][i]});
        }
    }
    const auto all =
        ForecastArrivals(m_devices, m_paths, m_plan.propagation.GetNanoSeconds(), frames);
    const auto middle = all.begin() + static_cast<long>(sentNs[FORWARD].size());
    return {std::vector<int64_t>(all.begin(), middle), std::vector<int64_t>(middle, all.end())};
}

/** Behind a CLAT flows look as RFC 6052 has them, and as the tester does not see them. */
std::vector<BenchmarkForecast::Cores>
BenchmarkForecast::CoresOfFlows(const BenchmarkTester& tester, size_t way) const
{
    std::vector<Cores> cores;
    const auto& outer = tester.GetTuples(way);
    const auto& inner = tester.GetTuples(FORWARD);
    for (size_t i = 0; i < outer.size(); ++i)
    {
        const BenchmarkTuple between{*IpAddress::Parse(BEHIND_CLAT),
                                     *IpAddress::Parse(BEHIND_PLAT),
                                     inner[i].sourcePort,
                                     inner[i].destinationPort};
        cores.push_back({CoreOf(outer[i]), CoreOf(way == FORWARD ? between : between.Reversed())});
    }
    return cores;
}

BenchmarkForecast::Times
BenchmarkForecast::GetArrivals(const BenchmarkTester& tester, const ForecastConditions& conditions)
{
    MakePaths(conditions.states);
    for (size_t i = 0; i < m_jitters.size(); ++i)
    {
        m_jitters[i].GoTo(conditions.served[i]);
    }
    Times sent;
    CoresOfAll cores;
    FlowsOfAll flows;
    for (const size_t way : {FORWARD, REVERSE})
    {
        sent[way] = tester.GetStream(way).sentNs;
        flows[way] = tester.GetFlowsOfFrames(way);
        if (m_plan.cores == 1)
        {
            continue;
        }
        const auto ofFlow = CoresOfFlows(tester, way);
        const uint32_t ofNative = CoreOf(tester.GetNativeTuple(way));
        for (const size_t flow : flows[way])
        {
            cores[way].push_back(flow == BenchmarkTester::NATIVE ? Cores{ofNative, ofNative}
                                                                 : ofFlow[flow]);
        }
    }
    return Forecast(sent, cores, flows);
}

bool
BenchmarkForecast::Passes(uint64_t frames)
{
    MakePaths(m_plan.flows);
    const double rate = m_plan.GetLineRate();
    Times sent;
    for (const size_t way : {FORWARD, REVERSE})
    {
        const bool idle = m_plan.direction == (way == FORWARD ? "reverse" : "forward");
        // The directions alternate.
        const double begin = way == REVERSE ? 0.5e9 / rate : 0;
        for (uint64_t i = 0; i < (idle ? 0 : frames); ++i)
        {
            const double ns = begin + static_cast<double>(i) * 1e9 / rate;
            sent[way].push_back(std::llround(ns) + OnLinkNs(way, i));
        }
    }
    const auto [forward, reverse] = Forecast(sent, {}, {});
    const auto isLost = [](int64_t arrival) { return arrival == FORECAST_LOST; };
    return std::none_of(forward.begin(), forward.end(), isLost) &&
           std::none_of(reverse.begin(), reverse.end(), isLost);
}

} // namespace ns3::v6lab
