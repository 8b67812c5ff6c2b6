// SPDX-License-Identifier: GPL-2.0-only
#include "model/record/view-schema.h"

namespace ns3::v6lab
{

namespace
{

// Lines of the form "name … -- meaning" are read by the documentation and by the schema's tests.
constexpr const char* SQL = R"sql(
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
    WHEN max(outcome <> 'failed' AND (translations > 0 OR translated > 0
      OR family_at_source <> family_at_destination)) > 0 THEN 'translated'
    WHEN count(CASE WHEN outcome <> 'failed' THEN translations END) = 0 THEN 'unknown'
    ELSE 'direct' END AS verdict, -- direct, translated (one at least of those that got there, also
      -- by a NAT64 to another of its hosts, a hairpin); failed: all of its flows, those that failed
      -- beside others stand in v_flow; unknown: delivered, but nobody counted translations
  coalesce(max(CASE WHEN outcome <> 'failed' THEN translations END),
    max(translations)) AS translations, -- changes of IP version on the way there, 0 for a hairpin;
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

const char*
ViewSchemaSql()
{
    return SQL;
}

} // namespace ns3::v6lab
