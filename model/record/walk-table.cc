// SPDX-License-Identifier: GPL-2.0-only
#include "model/record/walk-table.h"

#include "model/record/schema.h"

namespace ns3::v6lab
{

namespace
{

constexpr const char* RECORDED = R"(
SELECT direction, packets, delivered, dropped, fragments_delivered, fragments_dropped, first_packet,
  delivered_packet, dropped_packet, data_packet
FROM walk WHERE run_key = ?1 AND flow_id = ?2
ORDER BY CASE direction WHEN 'request' THEN 0 WHEN 'relayed' THEN 1
  WHEN 'answer' THEN 2 ELSE 3 END)";

// The types of ICMP errors are those of RFC 792 and, below 128, of RFC 4443 2.1.
constexpr const char* FROM_HOPS = R"(
WITH packet AS (
  SELECT hop_id >> 12 & 0x3ffffffff AS id, min(hop_id) AS first,
    max(word = 'deliver') AS arrived, max(word = 'drop') AS lost
  FROM hop JOIN action ON action_id = action
  WHERE hop_id BETWEEN ?3 AND ?4 AND flow_id = ?2 GROUP BY id),
set_out AS (
  SELECT id, arrived AND NOT lost AS delivered, lost,
    CASE WHEN length > 0 AND (header.protocol = 'icmp' AND icmp_type IN (3, 4, 5, 11, 12)
        OR header.protocol = 'icmpv6' AND icmp_type < 128) THEN 2
      WHEN node.name = flow.src_node THEN 0 ELSE 1 END AS way
  FROM packet JOIN hop ON hop_id = first
    JOIN flow ON flow.run_key = ?1 AND flow.flow_id = ?2
    JOIN header ON header.run_key = ?1 AND header.header_id = hop.header_id
    JOIN node ON node.run_key = ?1 AND node.node_id = coalesce(near_id, hop.node_id))
SELECT CASE way WHEN 0 THEN 'request' WHEN 1 THEN 'answer' ELSE 'error' END AS direction,
  count(*) AS packets, sum(delivered) AS delivered, sum(lost) AS dropped,
  0 AS fragments_delivered, 0 AS fragments_dropped, min(id) AS first_packet,
  min(CASE WHEN delivered THEN id END) AS delivered_packet,
  max(CASE WHEN lost THEN id END) AS dropped_packet, NULL AS data_packet
FROM set_out GROUP BY way ORDER BY way)";

} // namespace

Table
WalksOfFlow(Database& database, const RunHandle& run, int64_t flow)
{
    return Select(database, RECORDED, {run.key, flow});
}

Table
WalksOfHops(Database& database, const RunHandle& run, int64_t flow)
{
    return Select(
        database,
        FROM_HOPS,
        {run.key, flow, int64_t{hopkey::Of(run.key)}, int64_t{hopkey::Of(run.key + 1) - 1}});
}

} // namespace ns3::v6lab
