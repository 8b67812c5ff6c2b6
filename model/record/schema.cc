// SPDX-License-Identifier: GPL-2.0-only
#include "model/record/schema.h"

#include "model/record/bgp-schema.h"
#include "model/record/connection-schema.h"
#include "model/record/dns-schema.h"
#include "model/record/monitor-schema.h"
#include "model/record/route-changes.h"
#include "model/record/security-schema.h"
#include "model/record/state-schema.h"

namespace ns3::v6lab
{

namespace
{

// Lines of the form "name … -- meaning" are read by the documentation and by the schema's tests.
constexpr const char* SQL = R"sql(
CREATE TABLE run ( -- One simulation run; its rows in all other tables go when it goes.
  run_key INTEGER PRIMARY KEY, -- number of the run in this file, used by the other tables
  run_id TEXT NOT NULL UNIQUE, -- 12 hex digits: hash of scenario, options, seed, run, version;
                               -- while another record of that run is there also +2, +3, ...
  scenario TEXT NOT NULL, -- name of the scenario or topology file
  options TEXT NOT NULL, -- the scenario's options as a JSON object
  seed INTEGER NOT NULL, -- seed of the random number generator
  run INTEGER NOT NULL, -- run number of the random number generator
  version TEXT NOT NULL, -- version of v6lab that made the run
  level TEXT NOT NULL, -- what was recorded: flows, events or packets
  status TEXT NOT NULL CHECK (status IN ('complete', 'incomplete', 'failed')), -- how it ended
  started_at TEXT NOT NULL, -- time of day of the start, UTC, ISO 8601
  sim_seconds REAL, -- simulated time, s; NULL while incomplete
  wall_seconds REAL, -- time the run took, s; NULL while incomplete
  packets INTEGER, -- packets of known flows, answers and those that could not leave included
  topology TEXT NOT NULL -- the simulated topology as text, as `topology` prints it
);

CREATE TABLE reason ( -- Why packets end; the program's table of reasons.
  word TEXT PRIMARY KEY, -- the word used everywhere
  clause TEXT NOT NULL, -- the RFC clause or Azure rule behind it
  sentence TEXT NOT NULL -- what it means
);

CREATE TABLE action ( -- What a node does to a packet.
  action_id INTEGER PRIMARY KEY, -- number used by the table hop
  word TEXT NOT NULL -- send, forward, translate, encapsulate, decapsulate, deliver, drop
);

CREATE TABLE node ( -- The nodes of a run.
  run_key INTEGER NOT NULL REFERENCES run ON DELETE CASCADE, -- the run
  node_id INTEGER NOT NULL, -- ns-3's node id; -1 for the Azure fabric between the nodes
  name TEXT NOT NULL, -- name in the topology, or "fabric"
  PRIMARY KEY (run_key, node_id)
);

CREATE TABLE header ( -- Addresses and ports of packets, each combination once in a run.
  run_key INTEGER NOT NULL REFERENCES run ON DELETE CASCADE, -- the run
  header_id INTEGER NOT NULL, -- number within the run, from 1
  family TEXT NOT NULL, -- v4 or v6
  protocol TEXT NOT NULL, -- icmp, icmpv6, tcp, udp, esp or an IANA protocol number
  src TEXT NOT NULL, -- source address
  src_port INTEGER NOT NULL, -- source port; identifier of an ICMP echo; 0 if there is none
  dst TEXT NOT NULL, -- destination address
  dst_port INTEGER NOT NULL, -- destination port; identifier of an ICMP echo; 0 if there is none
  icmp_type INTEGER, -- ICMP type; NULL for other protocols and later fragments
  tcp_flags TEXT, -- "SYN", "SYN, ACK", ...; NULL for other protocols and later fragments
  icmp_code INTEGER, -- code of an ICMP error; NULL for other packets
  mtu INTEGER, -- that "fragmentation needed" or "packet too big" tells, bytes; else NULL
  PRIMARY KEY (run_key, header_id)
);

CREATE TABLE flow ( -- One flow: what a workload sent to one destination, and how it fared.
  run_key INTEGER NOT NULL REFERENCES run ON DELETE CASCADE, -- the run
  flow_id INTEGER NOT NULL, -- number within the run, from 1
  name TEXT NOT NULL, -- name of the workload
  protocol TEXT NOT NULL, -- icmp, udp or tcp
  src_node TEXT NOT NULL, -- the node that began it
  dst_node TEXT, -- the node it was meant for; NULL for an address of nobody, or of several nodes
  src_address TEXT, -- its source address as the source sees it; NULL if nothing could be sent
  dst_address TEXT, -- the address it called; NULL if the destination has none to call
  peer_seen TEXT, -- its source address as the destination sees it; NULL if nothing arrived
  src_port INTEGER NOT NULL, -- source port; identifier of an ICMP echo
  dst_port INTEGER NOT NULL, -- destination port; 0 for ICMP
  family_at_source TEXT, -- v4 or v6 at the source; NULL if nothing was asked for or sent
  family_at_destination TEXT, -- v4 or v6 at the destination; NULL if nothing arrived
  translations INTEGER, -- changes of IP version on the way there; NULL where nobody counted: at
                        -- the level flows, if the run has translators
  outcome TEXT NOT NULL CHECK (outcome IN ('delivered', 'partial', 'failed')), -- all, some, none
  tx_packets INTEGER NOT NULL, -- echo requests, datagrams or TCP transactions tried, sent or not
  rx_packets INTEGER NOT NULL, -- of those, answered
  rx_bytes INTEGER NOT NULL, -- payload bytes received by the application
  rtt_min_ms REAL, -- shortest round-trip time, ms; NULL without an answer
  rtt_mean_ms REAL, -- mean round-trip time, ms
  rtt_p99_ms REAL, -- 99th percentile of the round-trip times (nearest rank), ms
  throughput_bps REAL, -- payload bits per second from the request on, TCP; NULL if untold
  reason TEXT REFERENCES reason, -- why, mostly of its last drop; NULL if fully delivered
  failure TEXT, -- what the application saw: "connection timed out", ...
  asked_name TEXT, -- the name that it looked up; NULL: it began with addresses
  resolved_ns INTEGER, -- simulated time when the name first had an address, ns
  connect_ns INTEGER, -- TCP: from the first request to its connection, lookup included, ns
  PRIMARY KEY (run_key, flow_id)
);

CREATE TABLE hop ( -- One thing that one node did to one packet.
  hop_id INTEGER PRIMARY KEY, -- run_key * 2^46 + packet * 2^12 + hop, which counts from 0
  flow_id INTEGER NOT NULL, -- the flow
  time_ns INTEGER NOT NULL, -- simulated time, ns
  node_id INTEGER NOT NULL, -- the node; -1 for the fabric
  near_id INTEGER, -- for the fabric: the node that the packet had left
  action INTEGER NOT NULL REFERENCES action, -- what the node did
  header_id INTEGER NOT NULL, -- addresses and ports before
  ttl INTEGER NOT NULL, -- TTL or hop limit before
  length INTEGER NOT NULL, -- bytes of the IP packet before; 0: no packet came about
  header_after INTEGER, -- addresses and ports after; NULL if the packet was not passed on
  ttl_after INTEGER, -- TTL or hop limit after
  length_after INTEGER, -- bytes after
  reason TEXT REFERENCES reason, -- why it was dropped
  translator TEXT, -- of a translation: siit, nat64, clat or virtual-ipv6; NULL: none, or the fabric's own
  rule TEXT -- of a drop by a security rule: its group and name; NULL: none
);

CREATE TRIGGER run_gone AFTER DELETE ON run -- Hops go with their run, as a range of their keys.
BEGIN
  DELETE FROM hop WHERE hop_id BETWEEN old.run_key << 46 AND (old.run_key + 1 << 46) - 1;
END;

CREATE TABLE dropped ( -- Packets that ended before their destination.
  run_key INTEGER NOT NULL REFERENCES run ON DELETE CASCADE, -- the run
  time_ns INTEGER NOT NULL, -- simulated time, ns; of the first one where count > 1
  node_id INTEGER NOT NULL, -- the node; -1 for the fabric
  near_id INTEGER, -- for the fabric: the node that the packet had left
  flow_id INTEGER NOT NULL, -- the flow; 0 for packets that belong to none
  packet_id INTEGER NOT NULL, -- the packet; 0 where several are counted together
  reason TEXT NOT NULL REFERENCES reason, -- why
  header_id INTEGER NOT NULL, -- addresses; at the level flows the ports are 0
  ttl INTEGER NOT NULL, -- TTL or hop limit of the (first) packet
  length INTEGER NOT NULL, -- bytes of the (first) packet; 0: no packet came about
  count INTEGER NOT NULL, -- how many; 1 unless the level is flows
  rule TEXT -- the security rule that dropped it: its group and name; NULL: none
);

CREATE TABLE walk ( -- The packets worth telling of each flow and direction.
  run_key INTEGER NOT NULL REFERENCES run ON DELETE CASCADE, -- the run
  flow_id INTEGER NOT NULL, -- the flow
  direction TEXT NOT NULL, -- request, answer or error (an ICMP error about the flow)
  packets INTEGER NOT NULL, -- packets that set out
  delivered INTEGER NOT NULL, -- of those, delivered whole
  dropped INTEGER NOT NULL, -- of those, dropped, or a fragment of them
  fragments_delivered INTEGER NOT NULL, -- fragments that were delivered, of all packets
  fragments_dropped INTEGER NOT NULL, -- fragments that were dropped, of all packets
  first_packet INTEGER NOT NULL, -- the first packet that set out
  delivered_packet INTEGER, -- the first packet that was delivered; where several attempts to connect
                            -- raced, the first of the one that carried data
  dropped_packet INTEGER, -- the last packet that was dropped and whose hops are recorded
  data_packet INTEGER, -- TCP: the first packet with data; NULL if there was none
  translated INTEGER NOT NULL, -- 1 if a translator rewrote delivered_packet, with a change of IP
                               -- version or without (hairpin, RFC 6146 3.8)
  PRIMARY KEY (run_key, flow_id, direction)
);

CREATE TABLE traceroute ( -- Who answered the requests of traceroutes, by TTL.
  run_key INTEGER NOT NULL REFERENCES run ON DELETE CASCADE, -- the run
  flow_id INTEGER NOT NULL, -- the flow
  ttl INTEGER NOT NULL, -- TTL or hop limit of the request; one without a row was not answered
  address TEXT NOT NULL, -- source of the answer
  rtt_ms REAL NOT NULL, -- time until it arrived, ms
  PRIMARY KEY (run_key, flow_id, ttl)
) WITHOUT ROWID;

CREATE TABLE effective_route ( -- Effective routes of network interfaces, in Azure's words.
  run_key INTEGER NOT NULL REFERENCES run ON DELETE CASCADE, -- the run
  nic TEXT NOT NULL, -- the network interface
  source TEXT NOT NULL, -- Default, User or VirtualNetworkGateway
  state TEXT NOT NULL, -- Active or Invalid
  address_prefix TEXT NOT NULL, -- the prefix
  next_hop_type TEXT NOT NULL, -- VnetLocal, VNetPeering, Internet, None, VirtualAppliance, ...
  next_hop_ip TEXT NOT NULL -- the appliance's address, or empty
);

CREATE TABLE expectation ( -- The checks of a run and their results.
  run_key INTEGER NOT NULL REFERENCES run ON DELETE CASCADE, -- the run
  ordinal INTEGER NOT NULL, -- place in the topology's list, from 1
  name TEXT NOT NULL, -- what is expected, as a sentence
  spec TEXT NOT NULL, -- the expectation as a JSON object, for evaluating it again
  passed INTEGER, -- 1 or 0; NULL if it was not or could not be evaluated
  expected TEXT, -- what was expected, in short
  observed TEXT, -- what was found, in the same form
  evidence TEXT, -- where to look: flow and packet
  PRIMARY KEY (run_key, ordinal)
);

CREATE TABLE left_out ( -- What an imported template holds and the run does not simulate.
  run_key INTEGER NOT NULL REFERENCES run ON DELETE CASCADE, -- the run
  name TEXT NOT NULL, -- the resource
  type TEXT NOT NULL, -- its Azure type
  what TEXT NOT NULL -- the word resource, or the path of the property
);

CREATE VIEW v_run AS -- The runs in the file.
SELECT
  run_id, -- 12 hex digits: hash of scenario, options, seed, run, version; +2 and so on: begun again
  scenario, -- name of the scenario or topology file
  seed, -- seed of the random number generator
  run, -- run number of the random number generator
  version, -- version of v6lab
  status, -- complete, incomplete or failed
  options, -- JSON object
  started_at, -- UTC, ISO 8601
  sim_seconds, -- simulated time, s
  wall_seconds, -- time the run took, s
  packets, -- packets of known flows that were sent
  level -- flows, events or packets
FROM run ORDER BY run_key;

CREATE VIEW v_check AS -- The checks of a run.
SELECT
  run_id, -- the run
  name, -- what is expected, as a sentence
  passed, -- 1 or 0; NULL: not evaluated
  expected, -- in short
  observed, -- in the same form
  evidence -- flow and packet
FROM expectation JOIN run USING (run_key) ORDER BY run_key, ordinal;

CREATE VIEW v_flow AS -- The flows and how they fared.
-- Results are NULL while the run has none: it goes on, or was killed.
SELECT
  run_id, -- the run
  flow_id, -- number within the run
  src_node, -- the node that began it
  dst_node, -- the node it was meant for
  src_address, -- as the source sees it
  dst_address, -- the address it called
  src_port, -- source port; identifier of an ICMP echo
  dst_port, -- destination port; 0 for ICMP
  protocol, -- icmp, udp or tcp
  family_at_source, -- v4 or v6
  family_at_destination, -- v4 or v6
  CASE WHEN sim_seconds IS NOT NULL THEN translations
    END AS translations, -- changes of IP version on the way there, 0 for a hairpin at a NAT64;
      -- NULL: not counted, as the run has translators and the level is flows
  CASE WHEN sim_seconds IS NOT NULL THEN outcome END AS outcome, -- delivered, partial or failed
  CASE WHEN sim_seconds IS NOT NULL THEN tx_packets
    END AS tx_packets, -- requests tried, whether or not a packet could leave
  CASE WHEN sim_seconds IS NOT NULL THEN rx_packets END AS rx_packets, -- of those, answered
  CASE WHEN sim_seconds IS NOT NULL THEN tx_packets - rx_packets
    END AS lost_packets, -- of those, not answered
  rtt_min_ms, -- ms
  rtt_mean_ms, -- ms
  rtt_p99_ms, -- ms
  throughput_bps, -- payload bits per second
  CASE WHEN sim_seconds IS NOT NULL THEN flow.reason
    END AS reason, -- why not; NULL if fully delivered
  name, -- of the workload
  peer_seen, -- source address as the destination sees it
  CASE WHEN sim_seconds IS NOT NULL THEN rx_bytes END AS rx_bytes, -- payload bytes received
  failure -- what the application saw
FROM flow JOIN run USING (run_key) ORDER BY run_key, flow_id;

CREATE VIEW v_hop AS -- The hops of the packets.
SELECT
  run_id, -- the run
  hop.flow_id, -- the flow
  hop_id >> 12 & 0x3ffffffff AS packet_id, -- the packet, numbered within the run
  hop_id & 0xfff AS hop, -- 0 for the sender
  time_ns, -- simulated time, ns
  node.name AS node, -- where; "fabric" between the nodes
  word AS action, -- what the node did
  b.family, -- v4 or v6
  CASE WHEN length > 0 THEN b.src END AS src, -- source address; NULL where no packet came about
  b.src_port, -- source port; identifier of an ICMP echo
  CASE WHEN length > 0 OR b.dst NOT IN ('0.0.0.0', '::') THEN b.dst
    END AS dst, -- destination address; NULL if there is none to call
  b.dst_port, -- destination port; identifier of an ICMP echo
  CASE WHEN length > 0 THEN ttl END AS ttl, -- TTL or hop limit; NULL where no packet came about
  nullif(length, 0) AS length, -- bytes of the IP packet; NULL where no packet came about
  hop.reason, -- why it was dropped
  b.protocol, -- icmp, icmpv6, tcp, udp
  CASE WHEN length > 0 THEN b.icmp_type END AS icmp_type, -- ICMP type
  b.tcp_flags, -- "SYN", "SYN, ACK", ...; NULL for other protocols
  near.name AS near, -- for the fabric: the node that the packet had left
  a.family AS family_after, -- as the packet left the node; NULL if it was not passed on
  a.src AS src_after, -- source address after
  a.src_port AS src_port_after, -- source port after
  a.dst AS dst_after, -- destination address after
  a.dst_port AS dst_port_after, -- destination port after
  ttl_after, -- TTL or hop limit after
  length_after, -- bytes after
  CASE WHEN length > 0 THEN b.icmp_code END AS icmp_code, -- ICMP code of an error
  b.mtu, -- MTU that an ICMP error tells, bytes; NULL: none
  a.icmp_type AS icmp_type_after, -- ICMP type after
  a.icmp_code AS icmp_code_after, -- ICMP code of an error after
  a.mtu AS mtu_after, -- MTU that an ICMP error tells after, bytes
  rule -- of a drop by a security rule: its group and name
FROM run
  CROSS JOIN hop ON hop_id BETWEEN run.run_key << 46 AND (run.run_key + 1 << 46) - 1
  JOIN action ON action_id = hop.action
  JOIN node ON node.run_key = run.run_key AND node.node_id = hop.node_id
  JOIN header b ON b.run_key = run.run_key AND b.header_id = hop.header_id
  LEFT JOIN header a ON a.run_key = run.run_key AND a.header_id = hop.header_after
  LEFT JOIN node near ON near.run_key = run.run_key AND near.node_id = hop.near_id;

CREATE VIEW v_translation AS -- The translations of the packets whose hops are recorded, by time.
SELECT
  run_id, -- the run
  node.name AS node, -- where; "fabric" for Azure's own address translation
  time_ns, -- simulated time, ns
  coalesce(translator, CASE b.family || a.family WHEN 'v4v4' THEN 'nat44' WHEN 'v6v6'
    THEN 'nat66' END) AS kind, -- siit, nat64, clat or virtual-ipv6; the fabric's own: nat44 or nat66
  b.src AS src_before, -- source address before
  b.dst AS dst_before, -- destination address before
  a.src AS src_after, -- source address after
  a.dst AS dst_after, -- destination address after
  b.src_port AS src_port_before, -- source port before; identifier of an ICMP echo
  b.dst_port AS dst_port_before, -- destination port before; identifier of an ICMP echo
  a.src_port AS src_port_after, -- source port after
  a.dst_port AS dst_port_after, -- destination port after
  length AS length_before, -- bytes of the IP packet before
  length_after, -- bytes after
  b.protocol, -- icmp, icmpv6, tcp, udp
  hop.flow_id, -- the flow
  hop_id >> 12 & 0x3ffffffff AS packet_id, -- the packet, numbered within the run
  near.name AS near, -- for the fabric: the node that the packet had left
  b.icmp_type AS icmp_type_before, -- ICMP type before
  b.icmp_code AS icmp_code_before, -- ICMP code of an error before
  b.mtu AS mtu_before, -- MTU that an ICMP error tells before, bytes; NULL: none
  a.icmp_type AS icmp_type_after, -- ICMP type after
  a.icmp_code AS icmp_code_after, -- ICMP code of an error after
  a.mtu AS mtu_after -- MTU that an ICMP error tells after, bytes
FROM run
  CROSS JOIN hop ON hop_id BETWEEN run.run_key << 46 AND (run.run_key + 1 << 46) - 1
  JOIN action ON action_id = hop.action AND word = 'translate'
  JOIN node ON node.run_key = run.run_key AND node.node_id = hop.node_id
  JOIN header b ON b.run_key = run.run_key AND b.header_id = hop.header_id
  JOIN header a ON a.run_key = run.run_key AND a.header_id = hop.header_after
  LEFT JOIN node near ON near.run_key = run.run_key AND near.node_id = hop.near_id
ORDER BY run.run_key, time_ns, hop_id;

CREATE VIEW v_drop AS -- The packets that were dropped, and attempts that never became one.
SELECT
  run_id, -- the run
  time_ns, -- simulated time, ns; of the first one where count > 1
  node.name AS node, -- where; "fabric" between the nodes
  dropped.reason, -- why, as a word
  sentence, -- why, as a sentence
  clause, -- the RFC clause or Azure rule behind it
  CASE WHEN length > 0 THEN src END AS src, -- source address; NULL where no packet came about
  CASE WHEN length > 0 OR dst NOT IN ('0.0.0.0', '::') THEN dst
    END AS dst, -- destination address; NULL if there is none to call
  protocol, -- icmp, icmpv6, tcp, udp
  count, -- how many
  flow_id, -- the flow; 0 for packets that belong to none
  packet_id, -- the packet; 0 where several are counted together
  near.name AS near, -- for the fabric: the node that the packet had left
  src_port, -- source port; 0 where several are counted together
  dst_port, -- destination port; 0 where several are counted together
  CASE WHEN length > 0 THEN ttl END AS ttl, -- TTL or hop limit; NULL where no packet came about
  nullif(length, 0) AS length, -- bytes of the IP packet; NULL where no packet came about
  tcp_flags, -- "SYN", ...; NULL for other protocols and where several are counted together
  rule -- the security rule that dropped it: its group and name; NULL: none
FROM run CROSS JOIN dropped USING (run_key)
  JOIN reason ON word = dropped.reason
  JOIN node ON node.run_key = dropped.run_key AND node.node_id = dropped.node_id
  JOIN header ON header.run_key = dropped.run_key AND header.header_id = dropped.header_id
  LEFT JOIN node near ON near.run_key = dropped.run_key AND near.node_id = dropped.near_id
ORDER BY dropped.run_key, time_ns, dropped.rowid;

CREATE VIEW v_traceroute AS -- Who answered the requests of traceroutes, by TTL.
SELECT
  run_id, -- the run
  flow_id, -- the flow
  name, -- of the workload
  ttl, -- TTL or hop limit of the request; one without a row was not answered
  address, -- source of the answer
  traceroute.rtt_ms -- time until it arrived, ms
FROM traceroute JOIN run USING (run_key) JOIN flow USING (run_key, flow_id)
ORDER BY run_key, flow_id, ttl;

CREATE VIEW v_effective_route AS -- Effective routes, with Azure's columns.
SELECT
  run_id, -- the run
  nic, -- the network interface
  source, -- Default, User or VirtualNetworkGateway
  state, -- Active or Invalid
  address_prefix, -- the prefix
  next_hop_type, -- Azure's word
  next_hop_ip -- the appliance's address, or empty
FROM effective_route JOIN run USING (run_key) ORDER BY run_key, effective_route.rowid;

CREATE VIEW v_reachability AS -- Who can talk to whom; several flows that ask the same are one row.
SELECT
  run_id, -- the run
  src_node, -- who asked
  coalesce(dst_node, dst_address) AS dst_node, -- whom; the address if it is nobody's
  protocol, -- icmp, udp or tcp
  coalesce(family_at_source, CASE WHEN dst_address LIKE '%:%' THEN 'v6'
    WHEN dst_address IS NOT NULL THEN 'v4' END) AS family, -- v4 or v6 at the source
  CASE WHEN max(outcome <> 'failed') = 0 THEN 'failed'
    WHEN max(translations) > 0 OR max(translated) > 0
      OR max(family_at_source <> family_at_destination) > 0 THEN 'translated'
    WHEN count(translations) = 0 THEN 'unknown'
    ELSE 'direct' END AS verdict, -- direct, translated (also by a NAT64 to another of its hosts, a
      -- hairpin), failed; unknown: delivered, but nobody counted translations
  max(translations) AS translations, -- changes of IP version on the way there, 0 for a hairpin;
    -- NULL: not counted, as the run has translators and the level is flows
  CASE WHEN max(outcome <> 'failed') = 0
    THEN coalesce(max(reason), max(failure)) END AS reason, -- of a failure; else NULL
  dst_port, -- destination port; 0 for ICMP
  count(*) AS flows -- how many flows asked
FROM flow JOIN run USING (run_key)
  LEFT JOIN walk ON walk.run_key = flow.run_key AND walk.flow_id = flow.flow_id
    AND direction = 'request'
WHERE sim_seconds IS NOT NULL -- a run without results tells nothing
GROUP BY flow.run_key, src_node, 3, protocol, 5, dst_port
ORDER BY flow.run_key, min(flow.flow_id);

CREATE VIEW v_left_out AS -- What an imported template holds and the run does not simulate.
SELECT
  run_id, -- the run
  name, -- the resource
  type, -- its Azure type
  what -- the word resource, or the path of the property
FROM left_out JOIN run USING (run_key) ORDER BY run_key, left_out.rowid;
)sql";

} // namespace

std::string
SchemaSql()
{
    return std::string(SQL) + ConnectionSchemaSql() + StateSchemaSql() + DnsSchemaSql() +
           SecuritySchemaSql() + BgpSchemaSql() + MonitorSchemaSql() + RouteChangeSchemaSql();
}

} // namespace ns3::v6lab
