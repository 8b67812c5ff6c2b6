// SPDX-License-Identifier: GPL-2.0-only
#include "model/record/check-sessions.h"

#include <set>
#include <string>

namespace ns3::v6lab
{

namespace
{

/**
 * A session is the flow's if a packet of the flow had its addresses and ports on one side,
 * either way round, while it was there: of translators those in IPv4. A SYN that waits is never
 * translated, but dropped when it ends.
 */
constexpr const char* SESSIONS = R"sql(
WITH mine AS MATERIALIZED (
  SELECT time_ns, node_id, word AS action, replace(protocol, 'icmpv6', 'icmp') AS protocol,
    src, src_port, dst, dst_port
  FROM hop JOIN action ON action_id = hop.action
    JOIN header ON header.run_key = ?1 AND header.header_id IN (hop.header_id, hop.header_after)
  WHERE hop_id BETWEEN ?1 << 46 AND (?1 + 1 << 46) - 1 AND flow_id = ?2
), ends AS (
  SELECT DISTINCT protocol, src AS near, src_port AS near_port, dst AS far, dst_port AS far_port
  FROM mine
  UNION
  SELECT DISTINCT protocol, dst, dst_port, src, src_port FROM mine
), held AS (
  SELECT DISTINCT session.*, near, near_port, far, far_port FROM ends JOIN session
    ON run_key = ?1 AND session.protocol = ends.protocol
    AND remote_address = far AND remote_port = far_port
    AND (outside_address = near AND outside_port = near_port
      OR inside_address = near AND inside_port = near_port)
)
SELECT created_ns, removed_ns,
  max(CASE WHEN action = 'translate' AND mine.node_id = held.node_id THEN time_ns END) AS last_ns,
  (SELECT min(binding_id) FROM binding b WHERE b.run_key = ?1 AND b.node_id = held.node_id
    AND b.created_ns <= held.created_ns
    AND (b.removed_ns IS NULL OR b.removed_ns > held.created_ns)
    AND (b.protocol = held.protocol AND b.outside_address = held.outside_address
        AND b.outside_port = held.outside_port
      OR b.protocol = 'all' AND b.inside_address = held.remote_address)) AS binding
FROM held JOIN mine
  ON mine.protocol = held.protocol AND time_ns >= created_ns
  AND (removed_ns IS NULL OR time_ns < removed_ns OR time_ns = removed_ns AND action = 'drop')
  AND (src = near AND src_port = near_port AND dst = far AND dst_port = far_port
    OR dst = near AND dst_port = near_port AND src = far AND src_port = far_port)
GROUP BY session_id ORDER BY session_id)sql";

} // namespace

FlowState
StateOf(Database& database, const RunHandle& run, int64_t flow)
{
    const Table rows = Select(database, SESSIONS, {run.key, flow});
    FlowState state;
    state.sessions = rows.rows.size();
    std::set<std::string> bindings;
    for (size_t i = 0; i < rows.rows.size(); ++i)
    {
        const std::string binding = rows.Text(i, "binding");
        const std::string removed = rows.Text(i, "removed_ns");
        const std::string last = rows.Text(i, "last_ns");
        if (!binding.empty())
        {
            bindings.insert(binding);
        }
        if (!removed.empty())
        {
            const std::string since = last.empty() ? rows.Text(i, "created_ns") : last;
            state.silences.push_back(std::stoll(removed) - std::stoll(since));
        }
    }
    state.bindings = bindings.size();
    return state;
}

} // namespace ns3::v6lab
