// SPDX-License-Identifier: GPL-2.0-only
#include "model/record/schema.h"

#include "model/record/bench-schema.h"
#include "model/record/bgp-schema.h"
#include "model/record/connection-schema.h"
#include "model/record/dns-schema.h"
#include "model/record/monitor-schema.h"
#include "model/record/route-changes.h"
#include "model/record/security-schema.h"
#include "model/record/state-schema.h"
#include "model/record/view-schema.h"

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
  peer_seen TEXT, -- its source address as the destination sees it; NULL if nothing arrived, or nobody
                  -- was named as who has the address
  src_port INTEGER NOT NULL, -- source port; identifier of an ICMP echo
  dst_port INTEGER NOT NULL, -- destination port; 0 for ICMP
  family_at_source TEXT, -- v4 or v6 at the source; NULL if nothing was asked for or sent
  family_at_destination TEXT, -- v4 or v6 at the destination; NULL as peer_seen
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
  direction TEXT NOT NULL, -- request, answer, error (an ICMP error about the flow) or relayed
                           -- (a Bastion's own connection to the machine, both ways)
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
)sql";

} // namespace

std::string
SchemaSql()
{
    return std::string(SQL) + ViewSchemaSql() + ConnectionSchemaSql() + StateSchemaSql() +
           DnsSchemaSql() + SecuritySchemaSql() + BgpSchemaSql() + MonitorSchemaSql() +
           RouteChangeSchemaSql() + BenchSchemaSql();
}

} // namespace ns3::v6lab
