// SPDX-License-Identifier: GPL-2.0-only
#ifndef V6LAB_BENCHMARK_DNS_PROCEDURES_H
#define V6LAB_BENCHMARK_DNS_PROCEDURES_H

#include "scenarios/benchmark/dns-bed.h"
#include "scenarios/benchmark/figures.h"
#include "scenarios/measurement.h"

#include <limits>
#include <map>

namespace ns3::v6lab
{

/** An answer that comes later is none (RFC 8219 9.2); not scaled. */
constexpr double ANSWER_LIMIT_MS = 1000;

/** The benchmark of a DNS64 server (RFC 8219 9): the highest rate of each mix of queries. */
class DnsProcedures : public Measurement
{
  public:
    DnsProcedures(const BenchmarkPlan& plan,
                  const std::vector<DnsMix>& mixes,
                  const Installation& installation);

    bool Run(const std::function<bool()>& goesOn) override;
    Time GetExpectedEnd() const override;
    std::vector<std::string> GetWarnings() const override;

    /** "queries, 20 % cached, 40 % AAAA": the metric of a mix. */
    static std::string MetricOf(const std::string& what, const DnsMix& mix);
    /** Queries a second that the server can serve. */
    static double GetCapacity(const BenchmarkPlan& plan, const DnsMix& mix);
    /** Queries a second that the wire of the client carries. */
    static double GetLineRate(const BenchmarkPlan& plan);
    /** That the messages of a query occupy wires for at most; ms. */
    static double GetWiresMs(const BenchmarkPlan& plan, const DnsMix& mix);
    /** That an answer takes, by propagation and services, in ms; `queued` of them at each service.
     */
    static double GetAnswerMs(const BenchmarkPlan& plan, const DnsMix& mix, uint32_t queued);

  private:
    /** RFC 8219 9.2.1: 2 (r + delta), with delta of 0.1 r: up to two queries for each of a client.
     */
    static constexpr double SELF_TEST_SHARE = 2.2;
    /** Where the search for a rate begins, as a part of what the wire carries. */
    static constexpr double FIRST_SHARE = 1.0 / 1024;

    /** Of the trial with the highest rate so far that lost nothing. */
    struct Best
    {
        size_t trial{0}; //!< its row
        double messages{0};
        uint64_t queries{0};
        std::vector<int64_t> delays;
    };

    void Measure(const DnsMix& mix, uint32_t repeat);
    /** The rate that passes, near that of the repetition before if there is one. */
    double Search(double before, const std::function<bool(double rate)>& passes) const;
    /** Whether the tester may test a server at this rate (9.2.1); it is asked once for each. */
    bool IsTesterFastEnough(double rate, uint32_t repeat);
    void Add(const std::string& metric, const std::string& unit, double value);
    void Expect(const FigureName& name, const FigureSpec& figure);
    void ExpectFigures(const DnsMix& mix);
    /** Whether few messages in front of one are enough for it to be late, or asked for again. */
    bool IsSlow() const;
    /** The range that the rate of a mix must lie in. */
    FigureSpec AnswersRange(const DnsMix& mix) const;
    void Summarise();

    BenchmarkPlan m_plan;
    std::vector<DnsMix> m_mixes;
    DnsBed m_bed;
    double m_selfTested{0}; //!< the highest rate that the tester has passed by itself
    double m_selfFailed{std::numeric_limits<double>::infinity()};
    uint32_t m_limited{0}; //!< searches that ended because of the tester
    uint64_t m_fewestQueries{std::numeric_limits<uint64_t>::max()}; //!< of a best trial
    std::vector<std::string> m_order;                               //!< metrics as they came
    std::map<std::string, std::pair<std::string, std::vector<double>>> m_series; //!< unit, values
};

} // namespace ns3::v6lab

#endif // V6LAB_BENCHMARK_DNS_PROCEDURES_H
