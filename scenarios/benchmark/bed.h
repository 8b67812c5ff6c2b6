// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BENCHMARK_BED_H
#define V6LAB_BENCHMARK_BED_H

#include "helper/install/installation.h"
#include "model/record/bench-rows.h"
#include "model/translation/packet-service.h"
#include "model/workload/benchmark-tester.h"
#include "scenarios/benchmark/forecast.h"
#include "scenarios/benchmark/plan.h"

#include "ns3/random-variable-stream.h"

#include <functional>
#include <string>
#include <vector>

namespace ns3::v6lab
{

/** Thrown out of a trial when the user wants an end. */
struct BenchmarkInterrupted
{
};

/** How one trial is run. */
struct BenchmarkTrial
{
    std::string purpose; //!< preliminary, search, measure or validate
    uint32_t repeat{1};
    BenchmarkLoad forward;
    BenchmarkLoad reverse;
    bool cutShort{false}; //!< ends at the first loss
};

/**
 * The tester, the device under test with its service model, and trials between them: each begins
 * when all state of the one before has timed out, and its flows have ports of their own.
 */
class BenchmarkBed
{
  public:
    BenchmarkBed(const BenchmarkPlan& plan, const Installation& installation);

    /** From now on trials ask this after each step, and throw BenchmarkInterrupted when told so. */
    void AskWhetherToGoOn(const std::function<bool()>& goesOn);

    /**
     * Waits until the device under test is idle and holds no state, draws `flows` new flows, and
     * sends the preliminary frames of the first `primed` of them (0: all), which no queue may lose.
     * The time between two of them is that of two services, unless a rate is given. Returns how
     * many have come out.
     */
    size_t Prepare(uint32_t flows, double rate = 0, uint32_t primed = 0);
    /**
     * Runs a trial and adds its row to `rows`; the tester has its streams until the next one.
     * True if there were frames, and none was lost.
     */
    bool Run(const BenchmarkTrial& trial, std::vector<BenchTrialRow>& rows);

    /** Both directions at this rate, or the one that the plan says, for a time. */
    BenchmarkTrial Steady(const std::string& purpose,
                          uint32_t repeat,
                          const std::string& direction,
                          double rate,
                          Time duration) const;

    /**
     * Puts in front of a steady trial what becomes its load: flow after flow, one each `stagger`,
     * with the rate that each has in the end (RFC 8219 10.2.2).
     */
    void AddRamp(BenchmarkTrial& trial, Time stagger) const;

    const BenchmarkTester& GetTester() const
    {
        return *m_tester;
    }

    /** When the frames of the last trial must have come. */
    const BenchmarkForecast::Times& GetForecast() const
    {
        return m_forecastTimes;
    }

    /** Frames of all trials so far that came though they should not have, or not when they should.
     */
    uint64_t GetUnlike() const
    {
        return m_unlike;
    }

  private:
    void AddService(const Installation& installation, const std::string& node, int64_t stream);
    std::vector<BenchmarkTuple> DrawFlows(uint32_t flows);
    BenchmarkTuple TupleOf(bool translated) const;
    void Simulate(Time duration);
    /** Until nothing is on its way, and two seconds at least (RFC 2544 23). */
    void Drain();
    bool IsBusy() const;
    ForecastConditions GetConditions() const;
    void Compare(const ForecastConditions& conditions);
    void OnDrop(const PacketEvent& event);

    const BenchmarkPlan& m_plan;
    Ptr<BenchmarkTester> m_tester;
    std::vector<Ptr<PacketService>> m_services;
    std::vector<Ptr<NetDevice>> m_devices;
    Ptr<UniformRandomVariable> m_ports;
    std::function<bool()> m_goesOn;
    uint32_t m_flows{0};
    uint32_t m_primed{0}; //!< of them, those with a state when a trial begins
    bool m_cutAtLoss{false};
    bool m_cut{false};
    BenchmarkForecast m_forecast;
    BenchmarkForecast::Times m_forecastTimes;
    uint64_t m_unlike{0};
};

} // namespace ns3::v6lab

#endif // V6LAB_BENCHMARK_BED_H
