// SPDX-License-Identifier: GPL-2.0-only
#include "model/record/monitor-schema.h"

namespace ns3::v6lab
{

const char*
MonitorSchemaSql()
{
    return R"sql(
CREATE TABLE flow_log ( -- Tuples of VNet flow logs, version 4, by Azure's names.
  run_key INTEGER NOT NULL REFERENCES run ON DELETE CASCADE, -- the run
  time TEXT NOT NULL, -- time of the record, the end of its minute, UTC; runs begin at 2026-01-01T00:00:00Z
  flowLogResourceID TEXT NOT NULL, -- name of the flow log
  targetResourceID TEXT NOT NULL, -- virtual network, subnet or network interface that it is of
  mac TEXT NOT NULL, -- address of the network interface, without separators
  aclID TEXT NOT NULL, -- network security group that decided; empty: none was asked
  rule TEXT NOT NULL, -- DefaultRule_... or UserRule_...; empty: none was asked
  timestamp INTEGER NOT NULL, -- time of the tuple, ms since 1970
  srcIP TEXT NOT NULL, -- address of who began the flow
  dstIP TEXT NOT NULL, -- address that was called
  srcPort INTEGER NOT NULL, -- source port, 0 for ICMP
  dstPort INTEGER NOT NULL, -- destination port, 0 for ICMP
  proto INTEGER NOT NULL, -- IANA protocol number
  dir TEXT NOT NULL, -- direction of the flow at the interface: I or O
  state TEXT NOT NULL, -- B begins, C goes on, E ended, D denied
  encryption TEXT NOT NULL, -- NX: not encrypted
  pktsSent INTEGER NOT NULL, -- packets from source to destination since the tuple before
  bytesSent INTEGER NOT NULL, -- their bytes, IP headers included
  pktsRecv INTEGER NOT NULL, -- packets from destination to source since the tuple before
  bytesRecv INTEGER NOT NULL -- their bytes, IP headers included
);

CREATE TABLE metric ( -- Metrics of Azure Monitor, one value per minute.
  run_key INTEGER NOT NULL REFERENCES run ON DELETE CASCADE, -- the run
  time TEXT NOT NULL, -- end of the minute, or of the run, UTC; runs begin at 2026-01-01T00:00:00Z
  resource TEXT NOT NULL, -- name of the resource
  type TEXT NOT NULL, -- Azure's type of the resource
  metric TEXT NOT NULL, -- REST name of the metric
  dimensions TEXT NOT NULL, -- Name=value, separated by commas; or empty
  value REAL NOT NULL, -- of that minute
  aggregation TEXT NOT NULL -- Total or Average
);

CREATE VIEW v_flow_log AS -- Tuples of VNet flow logs, version 4.
SELECT
  run_id, -- the run
  time, -- time of the record, the end of its minute, UTC; runs begin at 2026-01-01T00:00:00Z
  flowLogResourceID, -- name of the flow log
  targetResourceID, -- virtual network, subnet or network interface that it is of
  mac, -- address of the network interface, without separators
  aclID, -- network security group that decided; empty: none was asked
  rule, -- DefaultRule_... or UserRule_...; empty: none was asked
  timestamp, -- time of the tuple, ms since 1970
  srcIP, -- address of who began the flow
  dstIP, -- address that was called
  srcPort, -- source port, 0 for ICMP
  dstPort, -- destination port, 0 for ICMP
  proto, -- IANA protocol number
  dir, -- direction of the flow at the interface: I or O
  state, -- B begins, C goes on, E ended, D denied
  encryption, -- NX: not encrypted
  pktsSent, -- packets from source to destination since the tuple before
  bytesSent, -- their bytes, IP headers included
  pktsRecv, -- packets from destination to source since the tuple before
  bytesRecv -- their bytes, IP headers included
FROM flow_log JOIN run USING (run_key)
ORDER BY run_key, flow_log.rowid;

CREATE VIEW v_metric AS -- Metrics of Azure Monitor.
SELECT
  run_id, -- the run
  time, -- end of the minute, or of the run, UTC; runs begin at 2026-01-01T00:00:00Z
  resource, -- name of the resource
  type, -- Azure's type of the resource
  metric, -- REST name of the metric
  dimensions, -- Name=value, separated by commas; or empty
  value, -- of that minute
  aggregation -- Total or Average
FROM metric JOIN run USING (run_key)
ORDER BY run_key, metric.rowid;
)sql";
}

} // namespace ns3::v6lab
