// SPDX-License-Identifier: GPL-2.0-only
#include "model/record/dns-schema.h"

namespace ns3::v6lab
{

namespace
{

constexpr const char* SQL = R"sql(
CREATE TABLE dns_exchange ( -- One DNS query from a node to a server, and what came back.
  run_key INTEGER NOT NULL REFERENCES run ON DELETE CASCADE, -- the run
  exchange_id INTEGER NOT NULL, -- number within the run, from 1, in the order of their beginning
  parent_id INTEGER, -- the exchange that the asker served with this one; NULL: it asked for itself
  flow_id INTEGER, -- the flow that needed the answer; NULL: none
  start_ns INTEGER NOT NULL, -- simulated time at which the query was sent, ns
  end_ns INTEGER NOT NULL, -- simulated time of the answer, or of giving up, ns
  client_id INTEGER NOT NULL, -- node id of the asker
  server_id INTEGER, -- node id of the server that the query reached; NULL: none
  client_address TEXT, -- source address of the query; NULL if it could not be sent
  client_port INTEGER NOT NULL, -- source port; 0 if it could not be sent
  server_address TEXT NOT NULL, -- the address that was asked
  transport TEXT NOT NULL, -- udp or tcp
  qname TEXT NOT NULL, -- the name that was asked for
  qtype TEXT NOT NULL, -- the type that was asked for: A, AAAA, ...
  outcome TEXT NOT NULL, -- rcode: NOERROR, ...; or timeout, no-route, unreachable, refused, closed, unfinished
  answers TEXT NOT NULL, -- the answer section: types with data, in its order, separated by "; "
  synthesised INTEGER NOT NULL, -- 1: the server made records of the answer that no zone holds
  ad INTEGER NOT NULL, -- 1: the answer says that it is authentic (AD, RFC 4035 3.2.3)
  tc INTEGER NOT NULL, -- 1: the answer was cut, and asked for again over TCP
  referral TEXT NOT NULL, -- the servers that the asker was sent to, separated by ", "; empty: to none
  PRIMARY KEY (run_key, exchange_id)
) WITHOUT ROWID;

CREATE VIEW v_dns AS -- DNS queries and what came back, retransmissions as rows of their own.
SELECT
  run_id, -- the run
  start_ns AS time_ns, -- simulated time of the query, ns
  client.name AS client, -- the node that asked
  coalesce(server.name, server_address) AS server, -- the node that was asked; its address if none was reached
  qname, -- the name that was asked for
  qtype, -- the type: A, AAAA, ...
  outcome AS rcode, -- NOERROR, NXDOMAIN, ...; without an answer timeout, no-route, unreachable, refused
  answers, -- the answer section: types with data, separated by "; "
  synthesised, -- 1: the server made records of the answer that no zone holds (DNS64, a DNS proxy)
  ad, -- 1: the answer says that it is authentic
  (end_ns - start_ns) / 1e6 AS ms, -- until the answer, or until it was given up
  exchange_id, -- number within the run
  parent_id, -- the exchange that the asker served with this one; NULL: it asked for itself
  flow_id, -- the flow that needed the answer; NULL: none
  transport, -- udp or tcp
  tc, -- 1: the answer was cut
  referral, -- the servers of a zone further down that the asker was sent to (RFC 2308 2.1); empty: to none
  client_address, -- source address of the query
  server_address -- the address that was asked
FROM dns_exchange JOIN run USING (run_key)
  JOIN node client ON client.run_key = run.run_key AND client.node_id = client_id
  LEFT JOIN node server ON server.run_key = run.run_key AND server.node_id = server_id
ORDER BY run.run_key, exchange_id;
)sql";

} // namespace

const char*
DnsSchemaSql()
{
    return SQL;
}

} // namespace ns3::v6lab
