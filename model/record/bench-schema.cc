// SPDX-License-Identifier: GPL-2.0-only
#include "model/record/bench-schema.h"

namespace ns3::v6lab
{

const char*
BenchSchemaSql()
{
    return R"sql(
CREATE TABLE bench_run ( -- Trials of benchmarks after RFC 8219.
  run_key INTEGER NOT NULL REFERENCES run ON DELETE CASCADE, -- the run
  bench_id INTEGER NOT NULL, -- number of the trial within the run, from 1
  test TEXT NOT NULL, -- throughput, latency, pdv, ipdv, loss, b2b, recovery, scale, conn or dns64
  dut TEXT NOT NULL, -- the device under test: siit, nat64, 464xlat, virtual-ipv6, router or dns64
  frame INTEGER NOT NULL, -- size of IPv6 frames, FCS included, bytes; 0 with dns64
  flows INTEGER NOT NULL, -- network flows in each direction; of dns64 ports that queries come from
  mix INTEGER NOT NULL, -- percent of the frames that are translated; 0 with dns64
  direction TEXT NOT NULL, -- bidirectional, forward or reverse
  purpose TEXT NOT NULL, -- preliminary, search, measure, validate or self-test; with dns64 and
                         -- the shares of the queries, "search, 20 % cached, 40 % AAAA"
  repeat INTEGER NOT NULL, -- which of the repetitions, from 1
  time_ns INTEGER NOT NULL, -- simulated time when it began, ns
  rate REAL NOT NULL, -- frames a second and direction; with dns64 queries a second
  seconds REAL NOT NULL, -- how long frames were sent, s
  offered INTEGER NOT NULL, -- frames sent, of both directions; with dns64 queries
  received INTEGER NOT NULL, -- frames that came out on the other side; with dns64 answers in time
  cut_short INTEGER NOT NULL, -- 1: a search ended it at its first loss, which decided it
  compliant INTEGER NOT NULL, -- 1: with the duration and repetitions that RFC 8219 asks for
  PRIMARY KEY (run_key, bench_id)
);

CREATE TABLE bench_latency ( -- One-way delays of tagged frames; with dns64 times to answers.
  run_key INTEGER NOT NULL REFERENCES run ON DELETE CASCADE, -- the run
  bench_id INTEGER NOT NULL, -- the trial
  direction TEXT NOT NULL, -- of the frame: forward or reverse
  i INTEGER NOT NULL, -- which of the direction's tagged frames, from 1, in order of sending
  delay_ns INTEGER NOT NULL, -- from its last bit sent to its last bit received, ns
  PRIMARY KEY (run_key, bench_id, direction, i)
) WITHOUT ROWID;

CREATE TABLE bench_summary ( -- What the repetitions of a benchmark come to.
  run_key INTEGER NOT NULL REFERENCES run ON DELETE CASCADE, -- the run
  test TEXT NOT NULL, -- the test, as in bench_run
  dut TEXT NOT NULL, -- the device under test, as in bench_run
  frame INTEGER NOT NULL, -- size of IPv6 frames, FCS included, bytes; 0 with dns64
  flows INTEGER NOT NULL, -- network flows in each direction, as in bench_run
  metric TEXT NOT NULL, -- what was measured
  unit TEXT NOT NULL, -- its unit
  median REAL NOT NULL, -- of the repetitions (of b2b their mean, RFC 2544 26.4)
  p1 REAL NOT NULL, -- their 1st percentile
  p99 REAL NOT NULL, -- their 99th percentile
  n INTEGER NOT NULL, -- number of repetitions
  compliant INTEGER NOT NULL, -- 1: with the duration and repetitions that RFC 8219 asks for
  note TEXT NOT NULL, -- what a reader must know of it, or empty
  PRIMARY KEY (run_key, metric, flows)
);

CREATE VIEW v_bench_run AS -- Trials of benchmarks after RFC 8219.
SELECT
  run_id, -- the run
  bench_id AS id, -- number of the trial within the run, from 1
  test, -- throughput, latency, pdv, ipdv, loss, b2b, recovery, scale, conn or dns64
  dut, -- the device under test: siit, nat64, 464xlat, virtual-ipv6, router or dns64
  frame, -- size of IPv6 frames, FCS included, bytes; 0 with dns64
  flows, -- network flows in each direction; of dns64 ports that queries come from
  mix, -- percent of the frames that are translated; 0 with dns64
  rate, -- frames a second and direction; with dns64 queries a second
  offered, -- frames sent, of both directions; with dns64 queries
  received, -- frames that came out on the other side; with dns64 answers in time
  CASE offered WHEN 0 THEN 0.0 ELSE (offered - received) * 100.0 / offered END AS loss, -- percent
  direction, -- bidirectional, forward or reverse
  purpose, -- preliminary, search, measure, validate or self-test; with dns64 and the shares of
           -- the queries, "search, 20 % cached, 40 % AAAA"
  repeat, -- which of the repetitions, from 1
  time_ns, -- simulated time when it began, ns
  seconds, -- how long frames were sent, s
  cut_short, -- 1: a search ended it at its first loss, which decided it
  compliant -- 1: with the duration and repetitions that RFC 8219 asks for
FROM bench_run JOIN run USING (run_key)
ORDER BY run_key, bench_id;

CREATE VIEW v_bench_latency AS -- One-way delays of tagged frames; with dns64 times to answers.
SELECT
  run_id, -- the run
  bench_id AS id, -- the trial, as in v_bench_run
  i, -- which of the direction's tagged frames, from 1, in order of sending
  delay_ns, -- from its last bit sent to its last bit received, ns
  direction -- of the frame: forward or reverse
FROM bench_latency JOIN run USING (run_key)
ORDER BY run_key, bench_id, direction, i;

CREATE VIEW v_bench_summary AS -- What the repetitions of a benchmark come to.
SELECT
  run_id, -- the run
  test, -- the test, as in v_bench_run
  frame, -- size of IPv6 frames, FCS included, bytes
  flows, -- network flows in each direction
  metric, -- what was measured
  median, -- of the repetitions (of b2b their mean, RFC 2544 26.4)
  p1, -- their 1st percentile
  p99, -- their 99th percentile
  n, -- number of repetitions
  unit, -- its unit
  dut, -- the device under test
  compliant, -- 1: with the duration and repetitions that RFC 8219 asks for
  note -- what a reader must know of it, or empty
FROM bench_summary JOIN run USING (run_key)
ORDER BY run_key, bench_summary.rowid;
)sql";
}

} // namespace ns3::v6lab
