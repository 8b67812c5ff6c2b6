// SPDX-License-Identifier: GPL-2.0-only
#include "model/record/bgp-schema.h"

namespace ns3::v6lab
{

namespace
{

constexpr const char* SQL = R"sql(
CREATE TABLE bgp_event ( -- What BGP speakers told while the run lasted.
  run_key INTEGER NOT NULL REFERENCES run ON DELETE CASCADE, -- the run
  event_id INTEGER NOT NULL, -- number within the run, from 1, in order of time
  time_ns INTEGER NOT NULL, -- simulated time, ns
  node_id INTEGER NOT NULL, -- the speaker
  peer TEXT, -- address of the neighbour; NULL: the speaker's own networks, or a prefix that is lost
  what TEXT NOT NULL, -- a state of the session (Idle ... Established), or learned, withdrawn, selected, lost
  prefix TEXT, -- of a route; NULL for a session
  detail TEXT, -- session: why it ended; route: AS path and next hop
  PRIMARY KEY (run_key, event_id)
) WITHOUT ROWID;

CREATE TABLE bgp_peer ( -- Sessions of BGP speakers as they were when the run ended.
  run_key INTEGER NOT NULL REFERENCES run ON DELETE CASCADE, -- the run
  node_id INTEGER NOT NULL, -- the speaker
  neighbor TEXT NOT NULL, -- address of the neighbour
  asn INTEGER NOT NULL, -- autonomous system of the neighbour
  local_address TEXT NOT NULL, -- the speaker's end of the session
  state TEXT NOT NULL, -- Connected, Connecting, Idle, Stopped or Unknown
  connected_duration TEXT, -- "01:43:11.4004661"; NULL unless connected
  routes_received INTEGER NOT NULL, -- prefixes let in from it, of both IP versions
  messages_sent INTEGER NOT NULL, -- BGP messages to it, over all sessions
  messages_received INTEGER NOT NULL -- BGP messages from it, over all sessions
);

CREATE TABLE bgp_route ( -- Routes of BGP speakers as they were when the run ended.
  run_key INTEGER NOT NULL REFERENCES run ON DELETE CASCADE, -- the run
  node_id INTEGER NOT NULL, -- the speaker
  direction TEXT NOT NULL, -- learned (own networks too) or advertised
  peer TEXT, -- the neighbour that it is advertised to; NULL if learned
  network TEXT NOT NULL, -- the prefix
  next_hop TEXT, -- NULL for the speaker's own networks
  origin TEXT NOT NULL, -- learned: Network, EBgp or IBgp; advertised: Igp, Egp or Incomplete
  source_peer TEXT, -- learned: the neighbour it came from, itself for its own networks; else NULL
  as_path TEXT NOT NULL, -- "12076-64512"; empty for its own networks
  weight INTEGER NOT NULL, -- the highest wins; 0 if advertised
  local_address TEXT -- the speaker's end of the session
);

CREATE VIEW v_bgp_event AS -- What BGP speakers told: sessions, and routes that came and went.
SELECT
  run_id, -- the run
  time_ns, -- simulated time, ns
  node.name AS node, -- the speaker
  peer, -- address of the neighbour; NULL: own networks, or a prefix that is lost
  what, -- a state of the session (Idle ... Established), or learned, withdrawn, selected, lost
  prefix, -- of a route; NULL for a session
  detail -- session: why it ended; route: AS path and next hop
FROM bgp_event JOIN run USING (run_key)
  JOIN node ON node.run_key = run.run_key AND node.node_id = bgp_event.node_id
ORDER BY run.run_key, event_id;

CREATE VIEW v_bgp_peer AS -- BGP sessions at the end, with the columns of Azure's list-bgp-peer-status.
SELECT
  run_id, -- the run
  node.name AS node, -- the speaker
  neighbor, -- address of the neighbour
  asn, -- autonomous system of the neighbour
  state, -- Connected, Connecting, Idle, Stopped or Unknown
  connected_duration, -- "01:43:11.4004661"; NULL unless connected
  routes_received, -- prefixes let in from it, of both IP versions
  messages_sent, -- BGP messages to it, over all sessions
  messages_received, -- BGP messages from it, over all sessions
  local_address -- the speaker's end of the session
FROM bgp_peer JOIN run USING (run_key)
  JOIN node ON node.run_key = run.run_key AND node.node_id = bgp_peer.node_id
ORDER BY run.run_key, bgp_peer.rowid;

CREATE VIEW v_bgp_route AS -- BGP routes at the end, with the columns of Azure's list-learned-routes and list-advertised-routes.
SELECT
  run_id, -- the run
  node.name AS node, -- the speaker
  direction, -- learned (own networks too) or advertised
  network, -- the prefix
  next_hop, -- NULL for the speaker's own networks
  origin, -- learned: Network, EBgp or IBgp; advertised: Igp, Egp or Incomplete
  source_peer, -- learned: the neighbour it came from, itself for its own networks; else NULL
  as_path, -- "12076-64512"; empty for its own networks
  weight, -- the highest wins; 0 if advertised
  peer, -- the neighbour that it is advertised to; NULL if learned
  local_address -- the speaker's end of the session
FROM bgp_route JOIN run USING (run_key)
  JOIN node ON node.run_key = run.run_key AND node.node_id = bgp_route.node_id
ORDER BY run.run_key, bgp_route.rowid;
)sql";

} // namespace

const char*
BgpSchemaSql()
{
    return SQL;
}

} // namespace ns3::v6lab
