#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# The words others rely on: verbs, options, columns, the first line of a report, exit statuses.

load common

# A run that lasts until it is stopped.
long_design() {
  v6lab topology azure-to-azure --format json | /usr/bin/python3 -c '
import json, sys
design = json.load(sys.stdin)
design["checks"] = []
design["workloads"] = [{"name": "long", "kind": "ping", "from": "app", "to": "backend", "family": "v4",
                        "count": 10000000, "interval": "10us"}]
json.dump(design, sys.stdout)' >long.json
}

@test "list and describe, for people and as JSON" {
  run -0 v6lab list
  [[ $output == *azure-to-azure*IPv6* ]]
  [[ $(v6lab list --json | /usr/bin/python3 -c 'import json, sys; print(*[s["name"] for s in json.load(sys.stdin)])') == "464xlat azure-to-azure azure-to-onprem hub-spoke ipv4-island nat64 nat64-dns64 onprem-to-azure per-app-vpn rfc8219 virtual-ipv6" ]]
  run -0 v6lab describe azure-to-azure
  [[ $output == *"--connect  word; allowed peering|hub; default peering"* ]]
  [[ $output == *checks* ]]
  v6lab describe azure-to-azure --json | /usr/bin/python3 -c '
import json, sys
scenario = json.load(sys.stdin)
assert {"name", "help", "type", "unit", "default", "allowed"} <= set(scenario["options"][0]), scenario
assert scenario["checks"] and scenario["topology"]'
}

@test "the report's first line names scenario, seed, run and version" {
  run -0 v6lab run azure-to-azure --seed 7 --run 3
  [[ ${lines[0]} == "azure-to-azure  seed 7  run 3  v6lab "* ]]
}

@test "stdout carries the report, stderr nothing unless something is wrong" {
  run -0 --separate-stderr v6lab run azure-to-azure
  [[ -z $stderr ]]
  run -0 --separate-stderr v6lab run azure-to-azure --quiet
  [[ -z $stderr && -z $output ]]
}

@test "a terminal shows a bar while the run lasts, a pipe nothing" {
  script -qec true /dev/null || skip "no pseudo-terminals here"
  long_design
  script -qec "timeout --foreground --signal=INT 2 $program run long.json --quiet" bar.txt >/dev/null || true
  grep -q 'simulated .* s left' bar.txt
  # A file of its own: to take out what the run before left there takes as long as this one lasts.
  timeout --preserve-status --signal=INT 2 "$program" run long.json --db pipe.db >report.txt 2>pipe.txt || result=$?
  [[ $result == 130 && ! -s pipe.txt ]]
  grep -q 'not ended' report.txt
}

@test "a wish to stop that comes as several signals, as of timeout(1), still ends with the report" {
  long_design
  "$program" run long.json --db long.db >report.txt 2>errors.txt &
  sleep 2
  # The first one stops the simulation, which is over when the last ones come.
  for ((n = 0; n < 40; ++n)); do
    kill -TERM $! 2>/dev/null || break
    sleep 0.01
  done
  wait $! || result=$?
  [[ $result == 130 && ! -s errors.txt ]]
  grep -q 'not ended' report.txt
}

@test "check begins each run with the report's first lines" {
  run -0 v6lab run azure-to-azure --connect=hub --db a.db
  first=${lines[0]}
  second=${lines[1]}
  run -0 v6lab check a.db
  [[ ${lines[0]} == "$first" && ${lines[1]} == "$second" && $second == *connect=hub* ]]
}

@test "a design without flows says why and what to look at" {
  v6lab topology azure-to-azure --format json | /usr/bin/python3 -c '
import json, sys
design = json.load(sys.stdin)
design["checks"] = design["workloads"] = []
design["virtualMachines"] = design["virtualMachines"][:1]
for key in ("nodes", "links", "internetAttachments"):
    design.pop(key, None)
json.dump(design, sys.stdout)' >alone.json
  run -0 v6lab run alone.json --db a.db
  [[ $output == *"no flows: the design has one machine"*"show a.db v_effective_route"* ]]
  [[ $output != *explain* ]]
}

@test "an attempt that never became a packet has neither source nor TTL nor length" {
  v6lab run azure-to-azure --db a.db --quiet
  for view in v_drop v_hop; do
    [[ $(query a.db "SELECT count(*), count(src), count(dst), count(ttl), count(length) FROM $view
      WHERE reason = 'no-destination-address'") == '4|0|0|0|0' ]]
  done
  [[ $(query a.db "SELECT count(*) FROM v_hop WHERE src IS NULL AND reason IS NULL") == 0 ]]
  run -0 v6lab explain a.db 6
  [[ $output == *"app  could not send: no-destination-address: "* && $output != *"::"* ]]
}

@test "tables hide what is empty in every row and say so; csv has every column" {
  v6lab run azure-to-azure --db a.db --quiet
  run -0 v6lab show a.db v_flow --where 'flow_id = 1'
  [[ ${lines[0]} != *throughput_bps* && ${lines[-1]} == *"not shown: "*throughput_bps* ]]
  run -0 v6lab show a.db v_flow --where 'flow_id = 1' --format csv
  [[ ${lines[0]} == *throughput_bps* && ${#lines[@]} == 2 ]]
}

@test "--json is one JSON object with flows and checks" {
  v6lab run azure-to-azure --json | /usr/bin/python3 -c '
import json, sys
report = json.load(sys.stdin)
assert report["scenario"] == "azure-to-azure" and report["status"] == "complete"
assert len(report["flows"]) == 6 and all(check["passed"] for check in report["checks"])'
}

@test "option names may be spelt as in Azure" {
  v6lab run azure-to-azure --connect=hub --allowForwardedTraffic=false --quiet
}

@test "a failed check exits 1 and is shown with what was expected" {
  v6lab topology azure-to-azure | sed 's/ttl: 64/ttl: 63/' >wrong.yaml
  run -1 v6lab run wrong.yaml --db w.db
  [[ $output == *FAIL*expected*63*observed*64* ]]
  run -1 v6lab check w.db
}

@test "the recording level decides what is recorded; checks say what they cannot see" {
  for level in flows events packets; do
    v6lab run azure-to-azure --connect=hub --record=$level --db $level.db --quiet
  done
  [[ $(query flows.db 'SELECT count(*) FROM v_hop') == 0 ]]
  [[ $(query events.db 'SELECT count(*) FROM v_hop') -gt 0 ]]
  [[ $(query events.db 'SELECT count(*) FROM v_hop') -lt $(query packets.db 'SELECT count(*) FROM v_hop') ]]
  [[ $(query flows.db 'SELECT count(*) FROM v_flow WHERE outcome = "delivered"') == 5 ]]
  [[ $(query flows.db 'SELECT count(*) FROM v_check WHERE passed IS NULL') -gt 0 ]]
  [[ $(query packets.db 'SELECT count(*) FROM v_check WHERE passed') == 6 ]]
  run -0 v6lab explain flows.db 3
  [[ $output == *--record* ]]
}

@test "checks that the recording cannot answer are counted apart, say why once, and fail nothing" {
  run -0 v6lab run azure-to-azure --record flows --db a.db
  [[ $output == *"  1 passed, 5 not evaluated (--record flows keeps no hops)"* ]]
  [[ $output != *"of 6 checks passed"* ]]
  [[ $(grep -c 'observed.*not evaluated: .*not evaluated: ' <<<"$output") == 0 ]]
  run -0 v6lab check a.db
  [[ $output == *"  1 passed, 5 not evaluated (--record flows keeps no hops)"* ]]
  v6lab topology azure-to-azure | sed '0,/expect: delivered/s//expect: failed/' >wrong.yaml
  run -1 v6lab run wrong.yaml --record flows
  [[ $output == *"  1 passed, 1 FAILED, 4 not evaluated (--record flows keeps no hops)"* ]]
  [[ $(v6lab --help) == *"have not failed"* && $(v6lab run --help) == *"no failure"* ]]
}

@test "runs are named by id, by a beginning of it, and by their place" {
  v6lab run azure-to-azure --db a.db --quiet
  v6lab run azure-to-azure --run 2 --db a.db --quiet
  id=$(query a.db 'SELECT run_id FROM v_run WHERE run = 2')
  for name in "$id" "${id:0:6}" 2; do
    run -0 v6lab show a.db v_run --run "$name" --format csv
    [[ ${#lines[@]} == 2 && ${lines[1]} == "$id"* ]]
  done
}

@test "show filters and formats" {
  v6lab run azure-to-azure --db a.db --quiet
  run -0 v6lab show a.db v_flow --where "family_at_source = 'v6'" --format csv
  [[ ${#lines[@]} == 4 ]]
  v6lab show a.db v_flow --format json | /usr/bin/python3 -c 'import json, sys; assert len(json.load(sys.stdin)) == 6'
}

@test "help of every verb exits 0" {
  run -0 v6lab --help
  for verb in list describe run sweep merge topology show explain check reference; do
    run -0 v6lab $verb --help
    [[ $output == "usage: v6lab $verb"* ]]
  done
  run -0 v6lab run azure-to-azure --help
  [[ $output == *--connect* ]]
}
