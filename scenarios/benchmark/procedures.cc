// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/benchmark/procedures.h"

#include "model/core/benchmark/percentile.h"
#include "scenarios/benchmark/expected-end.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>
#include <numeric>

namespace ns3::v6lab
{

namespace
{

/** What two ways to add up the same times may differ by. */
constexpr double ROUNDING = 1e-6;

} // namespace

BenchmarkProcedures::BenchmarkProcedures(const BenchmarkPlan& plan,
                                         const Installation& installation)
    : m_plan(plan),
      m_bed(m_plan, installation)
{
    m_rows.test = plan.test;
    m_rows.dut = plan.dut;
    m_rows.frame = plan.frame;
    m_rows.mix = plan.mix;
    m_rows.direction = plan.direction;
    m_rows.compliant = plan.IsCompliant() && plan.HasFullLoad();
}

bool
BenchmarkProcedures::Run(const std::function<bool()>& goesOn)
{
    using Procedure = void (BenchmarkProcedures::*)();
    static const std::map<std::string, Procedure> procedures{
        {"throughput", &BenchmarkProcedures::MeasureThroughput},
        {"latency", &BenchmarkProcedures::MeasureLatency},
        {"pdv", &BenchmarkProcedures::MeasurePdv},
        {"ipdv", &BenchmarkProcedures::MeasureIpdv},
        {"loss", &BenchmarkProcedures::MeasureLoss},
        {"b2b", &BenchmarkProcedures::MeasureBurst},
        {"recovery", &BenchmarkProcedures::MeasureRecovery},
        {"scale", &BenchmarkProcedures::MeasureScale},
        {"conn", &BenchmarkProcedures::MeasureConnections},
    };
    m_bed.AskWhetherToGoOn(goesOn);
    try
    {
        (this->*procedures.at(m_plan.test))();
        JudgeTrials();
    }
    catch (const BenchmarkInterrupted&)
    {
        return false;
    }
    Summarise();
    return true;
}

Time
BenchmarkProcedures::GetExpectedEnd() const
{
    return ExpectedEnd(m_plan);
}

std::vector<std::string>
BenchmarkProcedures::GetWarnings() const
{
    auto warnings = m_plan.GetWarnings();
    const auto own = GetOwnWarnings();
    warnings.insert(warnings.end(), own.begin(), own.end());
    return warnings;
}

std::vector<std::pair<size_t, std::string>>
BenchmarkProcedures::GetWays() const
{
    std::vector<std::pair<size_t, std::string>> ways;
    if (m_plan.direction != "reverse")
    {
        ways.emplace_back(BenchmarkTester::FORWARD, "forward");
    }
    if (m_plan.direction != "forward")
    {
        ways.emplace_back(BenchmarkTester::REVERSE, "reverse");
    }
    return ways;
}

void
BenchmarkProcedures::Add(const std::string& metric,
                         const std::string& unit,
                         double value,
                         const std::optional<double>& forecast)
{
    Series& series = m_series[metric];
    if (series.values.empty())
    {
        m_order.push_back(metric);
        series.unit = unit;
    }
    series.values.push_back(value);
    if (forecast)
    {
        series.forecasts.push_back(*forecast);
    }
}

void
BenchmarkProcedures::Add(const std::string& metric,
                         const std::string& unit,
                         const std::vector<int64_t>& measured,
                         const std::vector<int64_t>& forecast,
                         const std::function<double(const std::vector<int64_t>&)>& figureOf)
{
    if (measured.empty())
    {
        return;
    }
    Add(metric,
        unit,
        figureOf(measured),
        forecast.empty() ? std::nullopt : std::optional(figureOf(forecast)));
}

double
BenchmarkProcedures::GetQueueSlack(double seconds) const
{
    const double ways = m_plan.IsBidirectional() ? 2 : 1;
    const auto devices = static_cast<double>(m_plan.GetDevices().size());
    return (m_plan.queue + 1.0) * m_plan.cores * devices / (seconds * ways);
}

void
BenchmarkProcedures::Expect(const FigureName& name, const FigureSpec& figure)
{
    CheckSpec check;
    check.name = name.first + ": " + figure.metric;
    check.clause = name.second;
    check.figure = figure;
    m_checks.push_back(check);
}

void
BenchmarkProcedures::ExpectForecast(const FigureName& name,
                                    const std::string& metric,
                                    const std::string& hint)
{
    const auto found = m_series.find(metric);
    const auto forecasts =
        found == m_series.end() ? std::vector<double>() : found->second.forecasts;
    const double value = forecasts.empty() ? 0 : Median(forecasts);   // not measured: it fails
    const double margin = std::max(std::abs(value) * ROUNDING, 1e-5); // 10 ns, in ms
    Expect(name,
           {metric,
            value - margin,
            value + margin,
            "Lindley's recursion" + (hint.empty() ? "" : "; " + hint)});
}

void
BenchmarkProcedures::Summarise()
{
    for (const auto& metric : m_order)
    {
        const auto& [unit, values, forecasts] = m_series.at(metric);
        const auto flows = m_flowsOf.find(metric);
        BenchSummaryRow row;
        row.flows = flows == m_flowsOf.end() ? m_plan.flows : flows->second;
        row.metric = metric;
        row.unit = unit;
        const double sum = std::accumulate(values.begin(), values.end(), 0.0);
        row.median =
            m_plan.test == "b2b" ? sum / static_cast<double>(values.size()) : Median(values);
        row.p1 = Percentile(values, 0.01);
        row.p99 = Percentile(values, 0.99);
        row.n = static_cast<uint32_t>(values.size());
        row.note = GetNote();
        m_rows.summaries.push_back(row);
    }
    m_rows.compliant = GetNote().empty();
}

std::vector<FigureName>
FigureNamesOf(const BenchmarkPlan& plan)
{
    static const std::map<std::string, std::vector<FigureName>> names{
        {"throughput", {figure::THROUGHPUT, figure::HALF}},
        {"latency", {figure::FLOOR, figure::TYPICAL, figure::WORST}},
        {"pdv", {figure::PDV}},
        {"ipdv", {figure::IPDV}},
        {"loss", {figure::LOSS}},
        {"b2b", {figure::BURST}},
        {"recovery", {figure::RECOVERY, figure::LOSS_BEFORE}},
        {"scale", {figure::SCALE}},
        {"conn", {figure::CONNECTIONS, figure::TABLE}},
        {"dns64", {figure::ANSWERS, figure::MESSAGES, figure::ANSWER_FLOOR, figure::SELF_TEST}},
    };
    const bool staggered = plan.test == "scale" && !plan.stagger.IsZero();
    auto all = staggered ? std::vector<FigureName>{figure::STAGGERED} : names.at(plan.test);
    if (plan.dut == "virtual-ipv6" && plan.test == "conn")
    {
        all.pop_back(); // it has no ports to run out of
    }
    if (plan.test != "dns64") // it has answers, not frames
    {
        all.push_back(figure::TRIALS);
    }
    return all;
}

} // namespace ns3::v6lab
