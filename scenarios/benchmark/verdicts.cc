// SPDX-License-Identifier: GPL-2.0-only
// What all trials are held against, and what a reader must know of the figures.
#include "model/core/benchmark/frame-delays.h"
#include "scenarios/benchmark/procedures.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace ns3::v6lab
{

namespace
{

using Times = std::vector<int64_t>;

constexpr size_t TAGGED = 500; //!< frames at least (RFC 8219 7.2)
/** Standard deviations that no mean of many is off by. */
constexpr double NEVER_OFF = 6;

static_assert(FORECAST_LOST == BenchmarkStream::NEVER && FORECAST_LOST == FRAME_LOST,
              "lost frames look the same everywhere");

/** From the cut to the last lost frame, in ms; 0 if none is lost behind it. */
double
RecoveryOf(const Times& sent, const Times& received, const BenchmarkLoad& load)
{
    const size_t cut = load.front().frames;
    for (size_t i = sent.size(); i > cut; --i)
    {
        if (received[i - 1] == FORECAST_LOST)
        {
            return static_cast<double>(sent[i - 1] - sent[cut]) / 1e6;
        }
    }
    return 0;
}

const BenchmarkLoad&
LoadOf(const BenchmarkTrial& trial, size_t way)
{
    return way == BenchmarkTester::FORWARD ? trial.forward : trial.reverse;
}

} // namespace

Times
BenchmarkProcedures::GetDelays(size_t way) const
{
    return m_bed.GetTester().GetStream(way).GetDelays();
}

Times
BenchmarkProcedures::ForecastDelays(size_t way) const
{
    return DelaysOf(m_bed.GetTester().GetStream(way).sentNs, m_bed.GetForecast().at(way));
}

Times
BenchmarkProcedures::GetDifferences(size_t way) const
{
    const auto& stream = m_bed.GetTester().GetStream(way);
    return DelayDifferencesOf(stream.sentNs, stream.receivedNs);
}

Times
BenchmarkProcedures::ForecastDifferences(size_t way) const
{
    return DelayDifferencesOf(m_bed.GetTester().GetStream(way).sentNs, m_bed.GetForecast().at(way));
}

uint64_t
BenchmarkProcedures::ForecastLost() const
{
    uint64_t lost = 0;
    for (const auto& times : m_bed.GetForecast())
    {
        lost += static_cast<uint64_t>(std::count(times.begin(), times.end(), FORECAST_LOST));
    }
    return lost;
}

double
BenchmarkProcedures::GetRecovery(const BenchmarkTrial& trial) const
{
    double longest = 0;
    for (const auto& [way, word] : GetWays())
    {
        const auto& stream = m_bed.GetTester().GetStream(way);
        longest =
            std::max(longest, RecoveryOf(stream.sentNs, stream.receivedNs, LoadOf(trial, way)));
    }
    return longest;
}

double
BenchmarkProcedures::ForecastRecovery(const BenchmarkTrial& trial) const
{
    double longest = 0;
    for (const auto& [way, word] : GetWays())
    {
        const auto& sent = m_bed.GetTester().GetStream(way).sentNs;
        longest =
            std::max(longest, RecoveryOf(sent, m_bed.GetForecast().at(way), LoadOf(trial, way)));
    }
    return longest;
}

void
BenchmarkProcedures::JudgeTrials()
{
    const std::string metric = "frames unlike their forecast";
    Add(metric, "frames", static_cast<double>(m_bed.GetUnlike()));
    Expect(figure::TRIALS,
           {metric,
            0,
            0,
            fmt::format("Lindley's recursion over the frames of all {} trials",
                        m_rows.trials.size())});
}

double
BenchmarkProcedures::GetLuck(double services) const
{
    const double deviation = m_plan.jitter / (1 + m_plan.jitter); // of one, as a part of the mean
    return 1 + NEVER_OFF * deviation / std::sqrt(std::max(1.0, services));
}

std::string
BenchmarkProcedures::GetNote() const
{
    const char* why = !m_plan.IsCompliant()     ? "quick mode"
                      : !m_plan.HasFullLoad()   ? "less than 100 % of the throughput"
                      : m_fewestTagged < TAGGED ? "too few tagged frames"
                                                : "";
    return *why == 0 ? "" : fmt::format("{}: not RFC 8219 compliant", why);
}

std::vector<std::string>
BenchmarkProcedures::GetOwnWarnings() const
{
    std::vector<std::string> warnings;
    if (!m_plan.HasFullLoad())
    {
        warnings.push_back(fmt::format("not RFC 8219 compliant: delays are measured at {:g} % of "
                                       "the throughput where 100 % are asked for",
                                       100 * m_plan.load));
    }
    if (m_fewestTagged < TAGGED)
    {
        warnings.push_back(fmt::format("not RFC 8219 compliant: {} tagged frames in a trial where "
                                       "{} are asked for",
                                       m_fewestTagged,
                                       TAGGED));
    }
    if (m_endlessBursts > 0)
    {
        warnings.push_back(fmt::format("the longest burst is as long as a trial in {} of {} "
                                       "repetitions: of {} frames in {:g} s none was lost, and "
                                       "how many more would pass only a longer --trial tells",
                                       m_endlessBursts,
                                       m_plan.repeat,
                                       GetLongestBurst(),
                                       m_plan.trial.GetSeconds()));
    }
    if (m_neverOverloaded > 0)
    {
        warnings.push_back(
            fmt::format("110 % of the throughput is more than the line carries, and "
                        "nothing was lost at its rate in {} of {} repetitions: there "
                        "was nothing to recover from (RFC 2544 26.5)",
                        m_neverOverloaded,
                        m_plan.repeat));
    }
    if (m_plan.test == "b2b" && !HasBurstForecast())
    {
        warnings.emplace_back("the longest burst is another one with each flow's core and each "
                              "frame's jitter: its trials are checked, not its length");
    }
    return warnings;
}

} // namespace ns3::v6lab
