// SPDX-License-Identifier: GPL-2.0-only
#include "scenarios/benchmark/procedures.h"

#include "model/core/benchmark/percentile.h"
#include "model/core/benchmark/service-forecast.h"

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
    m_rows.compliant = plan.IsCompliant();
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
    }
    catch (const BenchmarkInterrupted&)
    {
        return false;
    }
    Summarise();
    return true;
}

/** A search of about a dozen trials for each repetition, and rests; a guess for a progress bar. */
Time
BenchmarkProcedures::GetExpectedEnd() const
{
    const Time rest = Seconds(m_plan.IsStateful() ? 310 : 5);
    const bool searches = m_plan.test == "throughput" || m_plan.test == "conn" ||
                          m_plan.test == "scale" || m_plan.test == "b2b";
    return (m_plan.trial + rest) * (searches ? 10 * m_plan.repeat : 10 + m_plan.repeat);
}

const BenchRows&
BenchmarkProcedures::GetRows() const
{
    return m_rows;
}

std::vector<CheckSpec>
BenchmarkProcedures::GetChecks() const
{
    return m_checks;
}

std::vector<std::string>
BenchmarkProcedures::GetWarnings() const
{
    return m_plan.GetWarnings();
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

std::vector<int64_t>
BenchmarkProcedures::GetDelays(size_t way) const
{
    return m_bed.GetTester().GetStream(way).GetDelays();
}

std::vector<int64_t>
BenchmarkProcedures::ForecastDelays(size_t way) const
{
    if (!m_plan.IsDeterministic() || m_plan.mix != 100)
    {
        return {};
    }

    struct Entry
    {
        ForecastPacket packet;
        size_t way;
    };

    std::vector<Entry> arrivals;
    for (const size_t each : {BenchmarkTester::FORWARD, BenchmarkTester::REVERSE})
    {
        const int64_t service = std::llround(m_plan.GetServiceNs(0, each, m_bed.GetFlows()));
        for (const int64_t sent : m_bed.GetTester().GetStream(each).sentNs)
        {
            arrivals.push_back({{sent + m_plan.propagation.GetNanoSeconds(), 0, service}, each});
        }
    }
    std::stable_sort(arrivals.begin(), arrivals.end(), [](const auto& a, const auto& b) {
        return a.packet.arrivalNs < b.packet.arrivalNs;
    });
    std::vector<ForecastPacket> packets;
    packets.reserve(arrivals.size());
    for (const auto& arrival : arrivals)
    {
        packets.push_back(arrival.packet);
    }
    const auto departures = ForecastDepartures(packets, 1, m_plan.queue);
    std::vector<int64_t> delays;
    for (size_t i = 0; i < arrivals.size(); ++i)
    {
        if (arrivals[i].way == way && departures[i] != FORECAST_LOST)
        {
            const int64_t inside = departures[i] - packets[i].arrivalNs - packets[i].serviceNs;
            delays.push_back(inside + std::llround(m_plan.GetFloorNs(way)));
        }
    }
    return delays;
}

void
BenchmarkProcedures::Add(const std::string& metric, const std::string& unit, double value)
{
    Series& series = m_series[metric];
    if (series.values.empty())
    {
        m_order.push_back(metric);
        series.unit = unit;
    }
    series.values.push_back(value);
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
    Add(metric, unit, figureOf(measured));
    if (!forecast.empty())
    {
        m_series[metric].forecasts.push_back(figureOf(forecast));
    }
}

double
BenchmarkProcedures::GetQueueSlack(double seconds) const
{
    const double ways = m_plan.IsBidirectional() ? 2 : 1;
    const auto devices = static_cast<double>(m_plan.GetDevices().size());
    return (m_plan.queue + 1.0) * m_plan.cores * devices / (seconds * ways);
}

double
BenchmarkProcedures::GetFullQueuesMs() const
{
    double ns = 0;
    for (size_t device = 0; device < m_plan.GetDevices().size(); ++device)
    {
        ns += std::max(m_plan.GetServiceNs(device, BenchmarkTester::FORWARD, m_plan.flows),
                       m_plan.GetServiceNs(device, BenchmarkTester::REVERSE, m_plan.flows));
    }
    const double jitter = 1 + 10 * m_plan.jitter; // of a frame; of a queue of them it is less
    return ns * (m_plan.queue + 1) * Slowdown(m_plan.cost.serialFraction, m_plan.cores) * jitter /
           1e6;
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
                                    double least,
                                    double most)
{
    const auto found = m_series.find(metric);
    if (found == m_series.end() || found->second.forecasts.size() != found->second.values.size())
    {
        Expect(name, {metric, least, most, "from an idle device to full queues"});
        return;
    }
    const double value = Median(found->second.forecasts);
    const double margin = std::max(std::abs(value) * ROUNDING, 1e-5); // 10 ns, in ms
    Expect(name, {metric, value - margin, value + margin, "Lindley's recursion"});
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
        row.note = m_plan.IsCompliant() ? "" : "quick mode: not RFC 8219 compliant";
        m_rows.summaries.push_back(row);
    }
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
        {"recovery", {figure::RECOVERY}},
        {"scale", {figure::SCALE}},
        {"conn", {figure::CONNECTIONS, figure::TABLE}},
        {"dns64", {figure::ANSWERS, figure::MESSAGES, figure::ANSWER_FLOOR, figure::SELF_TEST}},
    };
    if (plan.test == "scale" && !plan.stagger.IsZero())
    {
        return {figure::STAGGERED};
    }
    auto all = names.at(plan.test);
    if (plan.dut == "virtual-ipv6" && plan.test == "conn")
    {
        all.pop_back(); // it has no ports to run out of
    }
    return all;
}

} // namespace ns3::v6lab
