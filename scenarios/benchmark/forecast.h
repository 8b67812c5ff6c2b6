// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BENCHMARK_FORECAST_H
#define V6LAB_BENCHMARK_FORECAST_H

#include "model/core/benchmark/path-forecast.h"
#include "model/workload/benchmark-tester.h"
#include "scenarios/benchmark/plan.h"

#include "ns3/random-variable-stream.h"

#include <array>
#include <vector>

namespace ns3::v6lab
{

/** What a trial needs for its forecast beside the frames that were sent. */
struct ForecastConditions
{
    uint64_t states{0};           //!< that a translator with state holds, of the first flows
    std::vector<uint64_t> served; //!< frames that each device has served before
};

/**
 * What must become of each frame of a trial: queues, cores and wires are arithmetic, and jitter is
 * pseudo-random numbers, which can be drawn once more.
 */
class BenchmarkForecast
{
  public:
    /** Times of frames by direction and number, in ns. */
    using Times = std::array<std::vector<int64_t>, 2>;

    /** `jitterStream` is that of the first device's jitter; the second has the next. */
    BenchmarkForecast(const BenchmarkPlan& plan, int64_t jitterStream);
    BenchmarkForecast(const BenchmarkForecast&) = delete;
    BenchmarkForecast& operator=(const BenchmarkForecast&) = delete;

    /** When the frames that the tester has sent come out on the other side, or FORECAST_LOST. */
    Times GetArrivals(const BenchmarkTester& tester, const ForecastConditions& conditions);
    /** Whether a burst at the line's rate passes a device with one core and no jitter. */
    bool Passes(uint64_t frames);

  private:
    /** The random numbers of a device, by the number of the frame that it serves. */
    class Jitter
    {
      public:
        Jitter(double mean, int64_t stream);
        double Next();
        void GoTo(uint64_t number);

      private:
        Ptr<ExponentialRandomVariable> m_random;
        std::vector<double> m_drawn; //!< from number m_first on
        uint64_t m_first{0};
        uint64_t m_next{0};
    };

    using Cores = std::array<uint32_t, 2>;                //!< of a frame, by device on its path
    using CoresOfAll = std::array<std::vector<Cores>, 2>; //!< by direction and number
    using FlowsOfAll = std::array<std::vector<size_t>, 2>;

    /** The devices have states of the first `states` flows. */
    void MakePaths(uint64_t states);
    size_t PathOf(size_t way, uint64_t number) const;
    int64_t OnLinkNs(size_t way, uint64_t number) const;
    uint32_t CoreOf(const BenchmarkTuple& tuple) const;
    std::vector<Cores> CoresOfFlows(const BenchmarkTester& tester, size_t way) const;
    /** `cores` and `flows` may be empty: then there is one. */
    Times Forecast(const Times& sentNs, const CoresOfAll& cores, const FlowsOfAll& flows);

    BenchmarkPlan m_plan; //!< with costs in whole nanoseconds, as PacketService has them
    std::vector<ForecastDevice> m_devices;
    std::vector<Jitter> m_jitters;
    std::vector<std::vector<ForecastHop>> m_paths; //!< by PathOf()
};

} // namespace ns3::v6lab

#endif // V6LAB_BENCHMARK_FORECAST_H
