// SPDX-License-Identifier: GPL-2.0-only
#include "model/record/check-machines.h"

#include <algorithm>
#include <cmath>

namespace ns3::v6lab
{

namespace
{

/** A connection counts once, whatever is sent again; it is known by where its SYN comes from. */
constexpr const char* REQUESTS = R"sql(
SELECT node.name AS machine,
  count(DISTINCT CASE header.protocol WHEN 'tcp' THEN header.src || ' ' || header.src_port ELSE hop_id >> 12 END) AS
    requests
FROM hop JOIN action ON action_id = hop.action AND word = 'deliver'
  JOIN flow ON flow.run_key = ?1 AND flow.flow_id = ?2
  JOIN node ON node.run_key = ?1 AND node.node_id = hop.node_id AND node.name <> flow.src_node
  JOIN header ON header.run_key = ?1 AND header.header_id = hop.header_id
WHERE hop_id BETWEEN ?1 << 46 AND (?1 + 1 << 46) - 1 AND hop.flow_id = ?2
  AND CASE header.protocol WHEN 'tcp' THEN header.tcp_flags = 'SYN' WHEN 'icmp' THEN header.icmp_type = 8
    WHEN 'icmpv6' THEN header.icmp_type = 128 ELSE 1 END
GROUP BY node.name ORDER BY node.name)sql";

} // namespace

std::map<std::string, uint64_t>
RequestsOf(Database& database, const RunHandle& run, int64_t flow)
{
    const Table rows = Select(database, REQUESTS, {run.key, flow});
    std::map<std::string, uint64_t> requests;
    for (size_t i = 0; i < rows.rows.size(); ++i)
    {
        requests[rows.Text(i, "machine")] = std::stoull(rows.Text(i, "requests"));
    }
    return requests;
}

double
SpreadOf(const std::map<std::string, uint64_t>& requests)
{
    double all = 0;
    for (const auto& [machine, count] : requests)
    {
        all += static_cast<double>(count);
    }
    double worst = 0;
    for (const auto& [machine, count] : requests)
    {
        const double even = 1.0 / static_cast<double>(requests.size());
        worst = std::max(worst, std::abs(static_cast<double>(count) / all - even));
    }
    return 100 * worst;
}

} // namespace ns3::v6lab
