// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BENCHMARK_PROCEDURES_H
#define V6LAB_BENCHMARK_PROCEDURES_H

#include "scenarios/benchmark/bed.h"
#include "scenarios/benchmark/figures.h"
#include "scenarios/measurement.h"

#include <limits>
#include <map>
#include <optional>

namespace ns3::v6lab
{

/** The tests of RFC 8219 7 and 10 and of RFC 9693 on one device under test. */
class BenchmarkProcedures : public Measurement
{
  public:
    BenchmarkProcedures(const BenchmarkPlan& plan, const Installation& installation);

    bool Run(const std::function<bool()>& goesOn) override;
    Time GetExpectedEnd() const override;
    std::vector<std::string> GetWarnings() const override;

  private:
    /** Values of one metric over the repetitions, and what they must be if that is known. */
    struct Series
    {
        std::string unit;
        std::vector<double> values;
        std::vector<double> forecasts;
    };

    void MeasureThroughput();
    void MeasureLatency();
    void MeasurePdv();
    void MeasureIpdv();
    void MeasureLoss();
    void MeasureBurst();
    void MeasureRecovery();
    void MeasureScale();
    void MeasureConnections();
    void MeasureTable();

    /** The highest rate of a direction without loss (RFC 2544 26.1). */
    double SearchThroughput(const std::string& direction, uint32_t repeat, uint32_t flows);
    /**
     * Runs a trial of `duration` at the plan's share of a throughput; keeps its row. False if
     * there is no frame to send.
     */
    bool RunAtThroughput(double throughput, uint32_t repeat, Time duration);
    /** The longest burst of the repetition that no frame of is lost. */
    uint64_t SearchBurst(uint32_t repeat);
    /** Whether it is the same in each repetition. */
    bool HasBurstForecast() const;
    /** What the line carries in a trial; frames. */
    uint64_t GetLongestBurst() const;

    /** Delays of one direction in the last trial, or what they must be. */
    std::vector<int64_t> GetDelays(size_t way) const;
    std::vector<int64_t> ForecastDelays(size_t way) const;
    /** What the delay of each frame differs by from that of the one before, if both came. */
    std::vector<int64_t> GetDifferences(size_t way) const;
    std::vector<int64_t> ForecastDifferences(size_t way) const;
    /** Frames that the last trial must have lost. */
    uint64_t ForecastLost() const;
    /** In the last trial, from the cut to the last lost frame, and what it must be; ms. */
    double GetRecovery(const BenchmarkTrial& trial) const;
    double ForecastRecovery(const BenchmarkTrial& trial) const;
    /** The ways of the plan with their words. */
    std::vector<std::pair<size_t, std::string>> GetWays() const;
    /** Adds a value of a metric, and that of its forecast. */
    void Add(const std::string& metric,
             const std::string& unit,
             double value,
             const std::optional<double>& forecast = std::nullopt);
    void Add(const std::string& metric,
             const std::string& unit,
             const std::vector<int64_t>& measured,
             const std::vector<int64_t>& forecast,
             const std::function<double(const std::vector<int64_t>&)>& figureOf);

    /** What the rate may exceed the capacity by: frames that stay in queues at the end; 1/s. */
    double GetQueueSlack(double seconds) const;
    /** The range that a throughput must lie in. */
    FigureSpec ThroughputRange(const std::string& metric,
                               const std::string& direction,
                               uint32_t flows) const;
    /** The same where so many flows begin one after another. */
    FigureSpec StaggeredRange(FigureSpec range, uint32_t flows) const;
    void ExpectLoss(const std::string& metric, double rate);
    void Expect(const FigureName& name, const FigureSpec& figure);
    /** Against its forecast, to a millionth; `hint` is what else there is to say of it. */
    void ExpectForecast(const FigureName& name,
                        const std::string& metric,
                        const std::string& hint = "");
    /** How many of the frames of trials were not what they must be, and that there are none. */
    void JudgeTrials();
    /** What a mean of so many services may exceed that of the model by, as a factor. */
    double GetLuck(double services) const;
    /** What a reader must know of all figures, or empty. */
    std::string GetNote() const;
    std::vector<std::string> GetOwnWarnings() const;
    /** The longest that the luckiest frame of a direction waits, in ms. */
    double GetLeastWaitMs(size_t way) const;
    void Summarise();

    BenchmarkPlan m_plan;
    BenchmarkBed m_bed;
    std::vector<std::string> m_order; //!< metrics as they came
    std::map<std::string, Series> m_series;
    std::map<std::string, uint32_t> m_flowsOf; //!< of metrics with other flows than the plan's
    uint32_t m_endlessBursts{0};   //!< repetitions whose longest burst is as long as a trial
    uint32_t m_neverOverloaded{0}; //!< repetitions of a recovery from no loss
    size_t m_fewestTagged{std::numeric_limits<size_t>::max()}; //!< frames of a latency trial
};

} // namespace ns3::v6lab

#endif // V6LAB_BENCHMARK_PROCEDURES_H
