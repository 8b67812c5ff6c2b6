// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/benchmark/dns-procedures.h"

#include "model/core/benchmark/percentile.h"
#include "model/core/benchmark/rate-search.h"
#include "scenarios/benchmark/bed.h"

#include <algorithm>
#include <fmt/format.h>

namespace ns3::v6lab
{

namespace
{

/** IPv6, UDP, DNS' header and question with the test's names. */
constexpr uint32_t QUERY_LENGTH = 40 + 8 + 12 + 41;
/** No answer of the test is longer. */
constexpr uint32_t ANSWER_LENGTH = 256;
/** A resolver asks again no sooner; ns (DnsTiming). */
constexpr double RETRY_NS = 200e6;
/** Messages of other queries that one may meet at a service, below the capacity. */
constexpr uint32_t MET = 2;
constexpr const char* LIMITED = "limited by the tester";
constexpr size_t TAGGED = 500; //!< answers of a trial whose times are kept, about

std::vector<int64_t>
Tagged(const std::vector<int64_t>& delays)
{
    const size_t step = std::max<size_t>(1, delays.size() / TAGGED);
    std::vector<int64_t> tagged;
    for (size_t i = 0; i < delays.size(); i += step)
    {
        tagged.push_back(delays[i]);
    }
    return tagged;
}

} // namespace

DnsProcedures::DnsProcedures(const BenchmarkPlan& plan,
                             const std::vector<DnsMix>& mixes,
                             const Installation& installation)
    : m_plan(plan),
      m_mixes(mixes),
      m_bed(m_plan, installation)
{
    m_rows.test = plan.test;
    m_rows.dut = plan.dut;
    m_rows.direction = plan.direction;
    m_rows.compliant = plan.IsCompliant();
}

bool
DnsProcedures::Run(const std::function<bool()>& goesOn)
{
    m_bed.AskWhetherToGoOn(goesOn);
    try
    {
        for (const auto& mix : m_mixes)
        {
            for (uint32_t repeat = 1; repeat <= m_plan.repeat; ++repeat)
            {
                Measure(mix, repeat);
            }
        }
    }
    catch (const BenchmarkInterrupted&)
    {
        return false;
    }
    Add("self-test", "queries/s", m_selfTested);
    Add(LIMITED, "repetitions", m_limited);
    for (const auto& mix : m_mixes)
    {
        ExpectFigures(mix);
    }
    Expect(figure::SELF_TEST,
           {LIMITED, 0, 0, "0: no search ended where the tester was too slow to go on"});
    Summarise();
    return true;
}

void
DnsProcedures::Measure(const DnsMix& mix, uint32_t repeat)
{
    Best best;
    bool tester = false; // of the lowest rate that did not pass, which is the last one of them
    const auto passes = [&](double tried) {
        if (!IsTesterFastEnough(tried, repeat))
        {
            tester = true;
            return false;
        }
        if (!m_bed.Run({mix, repeat, tried}, m_rows.trials))
        {
            tester = false;
            return false;
        }
        const auto& result = m_bed.GetResult();
        best = {m_rows.trials.size() - 1,
                m_bed.GetMessages(),
                result.sentNs.size(),
                result.GetDelays()};
        return true;
    };
    const double before = repeat > 1 ? m_series.at(MetricOf("queries", mix)).second.back() : 0;
    const double rate = Search(before, passes);
    m_limited += tester ? 1 : 0;
    Add(MetricOf("queries", mix), "queries/s", rate);
    if (rate == 0)
    {
        return;
    }
    m_fewestQueries = std::min(m_fewestQueries, best.queries);
    Add(MetricOf("messages", mix), "messages/query", best.messages);
    const auto ms = [](double ns) { return ns / 1e6; };
    Add(MetricOf("least time", mix),
        "ms",
        ms(static_cast<double>(*std::min_element(best.delays.begin(), best.delays.end()))));
    Add(MetricOf("median time", mix), "ms", ms(Median(best.delays)));
    Add(MetricOf("99.9 % time", mix),
        "ms",
        ms(static_cast<double>(Percentile(best.delays, 0.999))));
    m_rows.trials[best.trial].delays = Tagged(best.delays);
}

double
DnsProcedures::Search(double before, const std::function<bool(double rate)>& passes) const
{
    const double line = GetLineRate(m_plan);
    return before > 0 ? SearchRateNear(before, line, m_plan.resolution, passes)
                      : SearchRateUpwards(line * FIRST_SHARE, line, m_plan.resolution, passes);
}

bool
DnsProcedures::IsTesterFastEnough(double rate, uint32_t repeat)
{
    const double needed = SELF_TEST_SHARE * rate;
    if (needed <= m_selfTested || needed >= m_selfFailed)
    {
        return needed <= m_selfTested;
    }
    const bool passed = m_bed.TestItself(repeat, needed, m_rows.trials);
    (passed ? m_selfTested : m_selfFailed) = needed;
    return passed;
}

double
DnsProcedures::GetLineRate(const BenchmarkPlan& plan)
{
    return 1e9 / WireNs(plan.lineBps, QUERY_LENGTH);
}

std::string
DnsProcedures::MetricOf(const std::string& what, const DnsMix& mix)
{
    return what + ", " + mix.GetText();
}

double
DnsProcedures::GetCapacity(const BenchmarkPlan& plan, const DnsMix& mix)
{
    return CapacityOf(plan.cost.localNs * (1 + plan.jitter), plan.cores, plan.cost.serialFraction) /
           mix.GetMessages();
}

double
DnsProcedures::GetAnswerMs(const BenchmarkPlan& plan, const DnsMix& mix, uint32_t queued)
{
    const double each = 2.0 * static_cast<double>(plan.propagation.GetNanoSeconds()) +
                        plan.cost.localNs * (1 + queued);
    const uint32_t messages = mix.GetFewestMessages();
    return (messages * each + (messages - 1) * plan.testerNs) / 1e6;
}

bool
DnsProcedures::IsSlow() const
{
    return GetAnswerMs(m_plan, {}, MET) >= ANSWER_LIMIT_MS ||
           m_plan.cost.localNs * (1 + MET) >= RETRY_NS;
}

double
DnsProcedures::GetWiresMs(const BenchmarkPlan& plan, const DnsMix& mix)
{
    return mix.GetFewestMessages() * 2 * WireNs(plan.lineBps, ANSWER_LENGTH) / 1e6;
}

FigureSpec
DnsProcedures::AnswersRange(const DnsMix& mix) const
{
    const double capacity = GetCapacity(m_plan, mix);
    const double line = GetLineRate(m_plan);
    // The only flow of a client is on one core. With jitter a queue may overflow at any rate.
    BenchmarkPlan single = m_plan;
    single.cores = 1;
    const bool fits = m_plan.jitter == 0 && !IsSlow();
    const double worst = fits ? GetCapacity(single, mix) : 0;
    // What queue and cores hold at the end is answered a little later, within the second: each
    // message may be a query whose answers are still to come.
    const double held = std::min((m_plan.queue + 2.0) * m_plan.cores * 3 / mix.GetMessages(),
                                 capacity * ANSWER_LIMIT_MS / 1000);
    const char* lower = m_plan.jitter > 0  ? "; with jitter no lower end"
                        : IsSlow()         ? "; no lower end where services are that long"
                        : m_plan.cores > 1 ? "; the lower end is that of one core"
                                           : "";
    return {MetricOf("queries", mix),
            std::min(line, worst) * (1 - m_plan.resolution),
            std::min(line, capacity + held / m_plan.trial.GetSeconds()),
            fmt::format("capacity {:.6g} = cores / ({:g} messages x service); the upper end is "
                        "what queues hold for a second at most / trial above it{}",
                        capacity,
                        mix.GetMessages(),
                        lower)};
}

void
DnsProcedures::ExpectFigures(const DnsMix& mix)
{
    Expect(figure::ANSWERS, AnswersRange(mix));
    // Shares are whole numbers of a trial's queries but for the last few of them.
    const double margin = 3.0 / static_cast<double>(m_fewestQueries);
    const double longest = m_plan.cost.localNs * (m_plan.queue + 1) * (1 + 10 * m_plan.jitter);
    Expect(figure::MESSAGES,
           {MetricOf("messages", mix),
            mix.GetMessages() - margin,
            longest < RETRY_NS ? mix.GetMessages() + margin : 9,
            longest < RETRY_NS ? "cached 1, AAAA 2, else 3"
                               : "cached 1, AAAA 2, else 3, more where the server asks again"});
    Expect(figure::ANSWER_FLOOR,
           {MetricOf("least time", mix),
            GetAnswerMs(m_plan, mix, 0),
            GetAnswerMs(m_plan, mix, m_plan.queue) * (1 + 10 * m_plan.jitter) *
                    Slowdown(m_plan.cost.serialFraction, m_plan.cores) +
                GetWiresMs(m_plan, mix),
            "from propagation + services to full queues"});
}

void
DnsProcedures::Add(const std::string& metric, const std::string& unit, double value)
{
    auto& [ofUnit, values] = m_series[metric];
    if (values.empty())
    {
        m_order.push_back(metric);
        ofUnit = unit;
    }
    values.push_back(value);
}

void
DnsProcedures::Expect(const FigureName& name, const FigureSpec& figure)
{
    CheckSpec check;
    check.name = name.first + ": " + figure.metric;
    check.clause = name.second;
    check.figure = figure;
    m_checks.push_back(check);
}

/** RFC 8219 9.2: the median, with the 1st and 99th percentiles. */
void
DnsProcedures::Summarise()
{
    for (const auto& metric : m_order)
    {
        const auto& [unit, values] = m_series.at(metric);
        BenchSummaryRow row;
        row.flows = m_plan.flows;
        row.metric = metric;
        row.unit = unit;
        row.median = Median(values);
        row.p1 = Percentile(values, 0.01);
        row.p99 = Percentile(values, 0.99);
        row.n = static_cast<uint32_t>(values.size());
        row.note = m_plan.IsCompliant() ? "" : "quick mode: not RFC 8219 compliant";
        m_rows.summaries.push_back(row);
    }
}

std::vector<std::string>
DnsProcedures::GetWarnings() const
{
    return m_plan.GetWarnings();
}

} // namespace ns3::v6lab
