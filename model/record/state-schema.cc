// SPDX-License-Identifier: GPL-2.0-only
#include "model/record/state-schema.h"

namespace ns3::v6lab
{

namespace
{

constexpr const char* SQL = R"sql(
CREATE TABLE binding ( -- What translators bound, from making to removal: NAT64s their IPv6 hosts, virtual-ipv6 IPv6 peers.
  run_key INTEGER NOT NULL REFERENCES run ON DELETE CASCADE, -- the run
  binding_id INTEGER NOT NULL, -- number within the run, from 1
  node_id INTEGER NOT NULL, -- the translator
  protocol TEXT NOT NULL, -- tcp, udp or icmp; all (virtual-ipv6)
  inside_address TEXT NOT NULL, -- X', the IPv6 host; virtual-ipv6: the peer's virtual IPv4 address
  inside_port INTEGER, -- x, its port or ICMP identifier; NULL: all
  outside_address TEXT NOT NULL, -- T, the pool's IPv4 address; virtual-ipv6: the IPv6 peer
  outside_port INTEGER, -- t, port or ICMP identifier there; NULL: all
  static INTEGER NOT NULL, -- 1: made by an administrator, 0: by a packet or for a DNS answer
  created_ns INTEGER NOT NULL, -- simulated time of its making, ns
  expires_ns INTEGER, -- simulated time to which its last session or hold reached, ns; NULL: it had none
  removed_ns INTEGER, -- simulated time of its end, ns; NULL: there when the run ended
  origin TEXT NOT NULL, -- what made it: inside or outside (a packet from there), dns or static
  host_address TEXT, -- virtual-ipv6 with pools per host: the inside host it is for; NULL: all
  PRIMARY KEY (run_key, binding_id)
) WITHOUT ROWID;

CREATE TABLE session ( -- Sessions of translators (RFC 6146 3.1) and of proxying VPN services: one row from making to removal.
  run_key INTEGER NOT NULL REFERENCES run ON DELETE CASCADE, -- the run
  session_id INTEGER NOT NULL, -- number within the run, from 1
  node_id INTEGER NOT NULL, -- the translator
  protocol TEXT NOT NULL, -- tcp, udp or icmp
  inside_address TEXT, -- X', the IPv6 host (NULL: an IPv4 SYN that waited for one); virtual-ipv6: the IPv4 host; VPN: the application
  inside_port INTEGER, -- x, its port or ICMP identifier
  remote6_address TEXT NOT NULL, -- the remote host in IPv6: Y'; virtual-ipv6: the peer; VPN: the destination, of either version
  remote6_port INTEGER NOT NULL, -- y, its port; of ICMP the identifier x
  outside_address TEXT NOT NULL, -- T, the pool's IPv4 address; virtual-ipv6: the host's virtual IPv6 address; VPN: the service's socket
  outside_port INTEGER NOT NULL, -- t, port or ICMP identifier there
  remote_address TEXT NOT NULL, -- the remote host in IPv4: Z; virtual-ipv6: the peer's virtual address; VPN: the destination
  remote_port INTEGER NOT NULL, -- z, its port; of ICMP the identifier t
  state TEXT, -- TCP: the last state, as RFC 6146 3.5.2.2 names it, of a VPN as RFC 9293 3.3.2 does; NULL for other protocols
  static INTEGER NOT NULL, -- 1: its binding was made by an administrator
  created_ns INTEGER NOT NULL, -- simulated time of its making, ns
  expires_ns INTEGER NOT NULL, -- when it would expire without another packet, simulated time, ns
  removed_ns INTEGER, -- simulated time of its end, ns; NULL: there when the run ended
  PRIMARY KEY (run_key, session_id)
) WITHOUT ROWID;

CREATE TABLE session_event ( -- Changes of sessions of translators, from the level events on.
  run_key INTEGER NOT NULL REFERENCES run ON DELETE CASCADE, -- the run
  event_id INTEGER NOT NULL, -- number within the run, from 1, in order of time
  time_ns INTEGER NOT NULL, -- simulated time, ns
  node_id INTEGER NOT NULL, -- the translator
  protocol TEXT NOT NULL, -- tcp, udp or icmp
  event TEXT NOT NULL, -- added, state (it changed) or removed
  state TEXT, -- TCP: the state from now on, or at the end; NULL for other protocols
  inside_address TEXT, -- as in session; NULL: an IPv4 SYN that waits for its host
  inside_port INTEGER, -- x, its port or ICMP identifier
  outside_address TEXT NOT NULL, -- as in session
  outside_port INTEGER NOT NULL, -- t, port or ICMP identifier there
  remote_address TEXT NOT NULL, -- as in session
  remote_port INTEGER NOT NULL, -- z, its port; of ICMP the identifier t
  PRIMARY KEY (run_key, event_id)
) WITHOUT ROWID;

CREATE TABLE pool_use ( -- How full the IPv4 pools of translators were, at most each 100 ms a row.
  run_key INTEGER NOT NULL REFERENCES run ON DELETE CASCADE, -- the run
  node_id INTEGER NOT NULL, -- the translator
  protocol TEXT NOT NULL, -- tcp, udp or icmp; all (virtual-ipv6: whole addresses)
  time_ns INTEGER NOT NULL, -- simulated time, ns
  used INTEGER NOT NULL, -- addresses with port or ICMP identifier, or addresses, not free from then on
  capacity INTEGER NOT NULL, -- how many there are
  PRIMARY KEY (run_key, node_id, protocol, time_ns)
) WITHOUT ROWID;

CREATE VIEW v_binding AS -- What translators bound, ended or not: NAT64s their IPv6 hosts, virtual-ipv6 IPv6 peers.
SELECT
  run_id, -- the run
  node.name AS node, -- the translator
  protocol, -- tcp, udp or icmp; all (virtual-ipv6)
  inside_address, -- X', the IPv6 host; virtual-ipv6: the peer's virtual IPv4 address
  inside_port, -- x, its port or ICMP identifier; NULL: all
  outside_address, -- T, the pool's IPv4 address; virtual-ipv6: the IPv6 peer
  outside_port, -- t, port or ICMP identifier there; NULL: all
  CASE WHEN removed_ns IS NULL THEN 'active' ELSE 'removed' END AS state, -- when the run ended
  created_ns, -- simulated time of its making, ns
  expires_ns, -- simulated time to which its last session or hold reached, ns; NULL: it had none
  removed_ns, -- simulated time of its end, ns; NULL while alive
  static, -- 1: made by an administrator, 0: by a packet or for a DNS answer
  origin, -- what made it: inside or outside (a packet from there), dns or static
  host_address -- virtual-ipv6 with pools per host: the inside host it is for; NULL: all
FROM binding JOIN run USING (run_key) JOIN node USING (run_key, node_id)
ORDER BY run_key, created_ns, node_id, binding_id;

CREATE VIEW v_session AS -- The sessions of translators (RFC 6146 3.1) and of proxying VPN services, ended or not.
SELECT
  run_id, -- the run
  node.name AS node, -- the translator
  protocol, -- tcp, udp or icmp
  inside_address, -- X', the IPv6 host (NULL: an IPv4 SYN that waited for one); virtual-ipv6: the IPv4 host; VPN: the application
  inside_port, -- x, its port or ICMP identifier
  outside_address, -- T, the pool's IPv4 address; virtual-ipv6: the host's virtual IPv6 address; VPN: the service's socket
  outside_port, -- t, port or ICMP identifier there
  remote_address, -- the remote host in IPv4: Z; virtual-ipv6: the peer's virtual address; VPN: the destination
  remote_port, -- z, its port; of ICMP the identifier t
  state, -- TCP: the last state, "ESTABLISHED" and the like; NULL for other protocols
  created_ns, -- simulated time of its making, ns
  expires_ns, -- when it would expire without another packet, simulated time, ns
  removed_ns, -- simulated time of its end, ns; NULL while alive
  static, -- 1: its binding was made by an administrator
  remote6_address, -- the remote host in IPv6: Y'; virtual-ipv6: the peer
  remote6_port -- y, its port; of ICMP the identifier x
FROM session JOIN run USING (run_key) JOIN node USING (run_key, node_id)
ORDER BY run_key, created_ns, node_id, session_id;

CREATE VIEW v_session_event AS -- Changes of sessions of translators, from the level events on.
SELECT
  run_id, -- the run
  node.name AS node, -- the translator
  time_ns, -- simulated time, ns
  protocol, -- tcp, udp or icmp
  inside_address, -- as in v_session; NULL: an IPv4 SYN that waits for its host
  inside_port, -- x, its port or ICMP identifier
  outside_address, -- as in v_session
  outside_port, -- t, port or ICMP identifier there
  remote_address, -- the remote host in IPv4: Z; virtual-ipv6: the peer's virtual address
  remote_port, -- z, its port; of ICMP the identifier t
  event, -- added, state (it changed) or removed
  state, -- TCP: the state from now on, or at the end; NULL for other protocols
  CASE WHEN inside_address IS NULL THEN NULL -- no NAT64 session of RFC 8158 yet
    WHEN event = 'added' THEN 6 WHEN event = 'removed' THEN 7
  END AS nat_event -- RFC 8158 4.3: 6 session create, 7 session delete; NULL: no event of that log
FROM session_event JOIN run USING (run_key) JOIN node USING (run_key, node_id)
ORDER BY run_key, event_id;

CREATE VIEW v_nat_event AS -- The log of RFC 8158 of NAT64s: bindings, without destinations (4.1).
SELECT
  run_id, -- the run
  node.name AS node, -- the NAT64
  time_ns, -- timeStamp: simulated time, ns
  nat_event, -- natEvent (RFC 8158 4.3): 10 NAT64 BIB create, 11 NAT64 BIB delete
  protocol, -- protocolIdentifier: tcp, udp or icmp
  inside_address, -- sourceIPv6Address
  inside_port, -- sourceTransportPort, or the ICMP identifier
  outside_address, -- postNATSourceIPv4Address
  outside_port -- postNAPTSourceTransportPort, or the ICMP identifier there
FROM (
  SELECT *, created_ns AS time_ns, 10 AS nat_event FROM binding WHERE outside_port IS NOT NULL
  UNION ALL
  SELECT *, removed_ns, 11 FROM binding WHERE removed_ns IS NOT NULL AND outside_port IS NOT NULL
) JOIN run USING (run_key) JOIN node USING (run_key, node_id)
ORDER BY run_key, time_ns, node_id, binding_id, nat_event;

CREATE VIEW v_pool AS -- How full the IPv4 pools of translators were, at most each 100 ms a row.
SELECT
  run_id, -- the run
  node.name AS node, -- the translator
  time_ns, -- simulated time, ns
  protocol, -- tcp, udp or icmp; all (virtual-ipv6: whole addresses)
  used, -- addresses with port or ICMP identifier, or addresses, not free from then on
  capacity -- how many there are
FROM pool_use JOIN run USING (run_key) JOIN node USING (run_key, node_id)
ORDER BY run_key, time_ns, node_id, protocol;
)sql";

} // namespace

const char*
StateSchemaSql()
{
    return SQL;
}

} // namespace ns3::v6lab
