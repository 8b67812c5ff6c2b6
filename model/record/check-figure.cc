// SPDX-License-Identifier: GPL-2.0-only
#include "model/record/check-figure.h"

#include "model/record/check-judge.h"

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
    const double median = std::stod(rows.Text(0, "median"));
    judge.Judged(figure.least <= median && median <= figure.most,
                 Expected(figure, unit),
                 fmt::format("{} {:.6g} {}", figure.metric, median, unit));
    const std::string quick =
        rows.Text(0, "compliant") == "1" ? "" : ", quick mode: not RFC 8219 compliant";
    return judge.Result(spec,
                        fmt::format("v_bench_summary, {} of {}{}",
                                    rows.Text(0, "test") == "b2b" ? "mean" : "median",
                                    rows.Text(0, "n"),
                                    quick));
}

} // namespace ns3::v6lab
