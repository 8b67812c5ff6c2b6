// SPDX-License-Identifier: GPL-2.0-only
#include "model/record/check-figure.h"

#include "model/record/check-judge.h"

#include <algorithm>
#include <cmath>
#include <fmt/format.h>

namespace ns3::v6lab
{

namespace
{

std::string
Expected(const FigureSpec& figure, const std::string& unit)
{
    const std::string range = figure.least == figure.most
                                  ? fmt::format("{:.6g}", figure.least)
                                  : fmt::format("{:.6g} to {:.6g}", figure.least, figure.most);
    return fmt::format("{} {} {}", figure.metric, range, unit) +
           (figure.formula.empty() ? "" : " (" + figure.formula + ")");
}

/** What a number loses where it is added up in another order, as a part of it. */
constexpr double ROUNDING = 1e-9;

bool
IsWithin(const FigureSpec& figure, double value)
{
    const auto margin = [](double end) { return ROUNDING * std::abs(end); };
    return value >= figure.least - margin(figure.least) &&
           value <= figure.most + margin(figure.most);
}

/** All its digits: as text it has fifteen. */
double
NumberOf(const Table& rows, const std::string& column)
{
    const auto at = std::find(rows.columns.begin(), rows.columns.end(), column);
    return std::get<double>(rows.rows.at(0).at(static_cast<size_t>(at - rows.columns.begin())));
}

} // namespace

CheckResult
JudgeFigure(Database& database, const RunHandle& run, const CheckSpec& spec)
{
    const FigureSpec& figure = *spec.figure;
    const Table rows = Select(database,
                              "SELECT * FROM v_bench_summary WHERE run_id = ? AND metric = ?",
                              {run.id, figure.metric});
    CheckJudge judge;
    if (rows.rows.empty())
    {
        judge.Ask(Expected(figure, ""), "no such figure in the run");
        return judge.Result(spec, "");
    }
    const std::string unit = rows.Text(0, "unit");
    const double median = NumberOf(rows, "median");
    judge.Judged(IsWithin(figure, median),
                 Expected(figure, unit),
                 fmt::format("{} {:.6g} {}", figure.metric, median, unit));
    const std::string note = rows.Text(0, "note").empty() ? "" : ", " + rows.Text(0, "note");
    return judge.Result(spec,
                        fmt::format("v_bench_summary, {} of {}{}",
                                    rows.Text(0, "test") == "b2b" ? "mean" : "median",
                                    rows.Text(0, "n"),
                                    note));
}

} // namespace ns3::v6lab
