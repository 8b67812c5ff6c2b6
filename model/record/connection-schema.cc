// SPDX-License-Identifier: GPL-2.0-only
#include "model/record/connection-schema.h"

namespace ns3::v6lab
{

const char*
ConnectionSchemaSql()
{
    return R"sql(
CREATE TABLE attempt ( -- The attempts of TCP flows to connect (RFC 8305).
  run_key INTEGER NOT NULL REFERENCES run ON DELETE CASCADE, -- the run
  flow_id INTEGER NOT NULL, -- the flow
  attempt INTEGER NOT NULL, -- number within the flow, from 1, in the order of their starts
  request INTEGER NOT NULL, -- the flow's request that it was for, from 1
  family TEXT NOT NULL, -- v4 or v6
  address TEXT NOT NULL, -- that it called
  start_ns INTEGER NOT NULL, -- simulated time of its first SYN, ns
  end_ns INTEGER, -- simulated time when it was decided, ns; NULL while it runs
  outcome TEXT NOT NULL, -- connected, refused, timed-out, unreachable, no-free-port, cancelled or
                         -- running
  failure TEXT, -- what the application saw of it; NULL: nothing went wrong
  PRIMARY KEY (run_key, flow_id, attempt)
) WITHOUT ROWID;

CREATE VIEW v_attempt AS -- The attempts of TCP flows to connect, by Happy Eyeballs.
SELECT
  run_id, -- the run
  flow_id, -- the flow
  attempt, -- number within the flow, from 1
  attempt.family, -- v4 or v6
  attempt.address, -- that it called
  start_ns, -- simulated time of its first SYN, ns
  end_ns, -- simulated time when it was decided, ns; NULL while it runs
  attempt.outcome, -- connected, refused, timed-out, unreachable, no-free-port, cancelled, running
  attempt.failure, -- what the application saw of it
  request, -- the flow's request that it was for, from 1
  name -- of the workload
FROM attempt JOIN run USING (run_key) JOIN flow USING (run_key, flow_id)
ORDER BY run_key, flow_id, attempt;

CREATE VIEW v_connection AS -- How flows found whom to call: by a name, or by several attempts.
SELECT
  run_id, -- the run
  flow_id, -- the flow
  name, -- of the workload
  asked_name, -- the name that it looked up; NULL: it began with addresses
  resolved_ns, -- simulated time when the name first had an address, ns
  CASE WHEN connect_ns IS NOT NULL THEN family_at_source
    END AS family, -- v4 or v6: the one that won; NULL: nothing connected, or no TCP
  CASE WHEN connect_ns IS NOT NULL THEN dst_address END AS address, -- that won
  connect_ns, -- from the first request to its connection, lookup included, ns
  (SELECT count(*) FROM attempt WHERE attempt.run_key = flow.run_key
    AND attempt.flow_id = flow.flow_id) AS attempts -- how many, of all requests of the flow
FROM flow JOIN run USING (run_key)
WHERE asked_name IS NOT NULL OR attempts > 0
ORDER BY run_key, flow_id;
)sql";
}

} // namespace ns3::v6lab
