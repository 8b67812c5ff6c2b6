// SPDX-License-Identifier: GPL-2.0-only
#include "model/record/run-figures.h"

#include "model/record/reader.h"

namespace ns3::v6lab
{

namespace
{

constexpr const char* SQL = R"sql(
WITH of_flows AS (
  SELECT
    run_key,
    sum(rtt_mean_ms * rx_packets) / sum(rx_packets) FILTER (WHERE rtt_mean_ms IS NOT NULL) AS rtt_ms,
    avg(throughput_bps) FILTER (WHERE outcome <> 'failed') AS throughput_bps,
    1.0 * sum(rx_packets) / sum(tx_packets) AS delivered
  FROM flow GROUP BY run_key
), of_checks AS (
  SELECT
    run_key,
    count(*) FILTER (WHERE passed = 1) AS passed,
    count(*) FILTER (WHERE passed = 0) AS failed,
    count(*) FILTER (WHERE passed IS NULL) AS unknown
  FROM expectation GROUP BY run_key
)
SELECT
  run_id, rtt_ms, throughput_bps, delivered,
  ifnull(passed, 0), ifnull(failed, 0), ifnull(unknown, 0)
FROM run LEFT JOIN of_flows USING (run_key) LEFT JOIN of_checks USING (run_key)
WHERE status = 'complete'
)sql";

std::optional<double>
NumberOf(const Cell& cell)
{
    if (const auto* whole = std::get_if<int64_t>(&cell))
    {
        return static_cast<double>(*whole);
    }
    const auto* number = std::get_if<double>(&cell);
    return number ? std::optional(*number) : std::nullopt;
}

} // namespace

std::map<std::string, RunFigures>
ReadRunFigures(Database& database)
{
    std::map<std::string, RunFigures> figures;
    const Table table = Select(database, SQL, {});
    for (const auto& row : table.rows)
    {
        figures[ToText(row[0])] = {NumberOf(row[1]),
                                   NumberOf(row[2]),
                                   NumberOf(row[3]),
                                   std::get<int64_t>(row[4]),
                                   std::get<int64_t>(row[5]),
                                   std::get<int64_t>(row[6]),
                                   {}};
    }
    const Table bench =
        Select(database, "SELECT run_id, metric, unit, median FROM v_bench_summary", {});
    for (const auto& row : bench.rows)
    {
        const auto run = figures.find(ToText(row[0]));
        if (run != figures.end())
        {
            run->second.bench.push_back(
                {ToText(row[1]), ToText(row[2]), NumberOf(row[3]).value_or(0)});
        }
    }
    return figures;
}

} // namespace ns3::v6lab
