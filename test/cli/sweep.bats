#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# Sweeps: only what is missing is made, and whatever is killed on the way, no run is lost and none
# is there twice.

load common

# Everything recorded but times of day and the wall clock, whatever the order of the runs.
content() {
  query "$1" 'SELECT run_id, scenario, seed, run, version, status, options, sim_seconds, packets, level
    FROM v_run ORDER BY run_id'
  for view in v_flow v_hop v_drop v_check v_translation v_reachability v_effective_route; do
    query "$1" "SELECT * FROM $view" | sort
  done | sha256sum
}

# A file whose runs last as long as so many pings: 50000 are about a second.
slow() {
  v6lab topology azure-to-azure --format json | /usr/bin/python3 -c '
import json, sys
design = json.load(sys.stdin)
design["checks"] = []
design["workloads"] = [{"name": "long", "kind": "ping", "from": "app", "to": "backend", "family": "v4",
                        "count": int(sys.argv[1]), "interval": "1ms"}]
json.dump(design, sys.stdout)' "$1" >slow.json
}

# Waits until a command succeeds.
until_true() {
  for _ in {1..600}; do
    "$@" && return
    sleep 0.05
  done
  echo "it did not happen: $*"
  return 1
}

children_of() {
  pgrep -P "$1" >/dev/null
}

gone() {
  ! kill -0 "$1" 2>/dev/null
}

# Whether the folder of a sweep has a complete record already. Read only: sqlite3 would make an empty
# file of one that is merged and removed at this moment.
one_is_made() {
  local file count="SELECT count(*) FROM v_run WHERE status = 'complete'"
  for file in "$1".runs/*.sqlite "$1"; do
    [[ -s $file && $(sqlite3 -readonly "$file" "$count" 2>/dev/null) -gt 0 ]] && return
  done
  return 1
}

@test "every combination is made, merged and summarised; nothing is left beside the file" {
  run -0 --separate-stderr v6lab sweep azure-to-azure --set connect=peering,hub --reuse=true --runs 3 --jobs 2 --db a.db
  [[ -z $stderr && ! -e a.db.runs ]]
  [[ ${lines[0]} == "azure-to-azure  seed 1  6 runs: 2 points, 3 each  v6lab "* ]]
  [[ ${lines[1]} == "connect  runs  passed  rtt ms "*"delivered %"* ]]
  [[ ${lines[3]} == "peering  3     3 of 3  "*" ± 0 "* && ${lines[4]} == "hub      3     "* ]]
  [[ $output == *"95 %"*"6 of 6 runs complete"* ]]
  [[ $(query a.db "SELECT group_concat(json_extract(options, '$.connect') || run, ' ') FROM v_run") == "peering1 peering2 peering3 hub1 hub2 hub3" ]]
  v6lab run azure-to-azure --connect=hub --reuse=true --run 2 --db b.db --quiet
  [[ $(query b.db 'SELECT run_id FROM v_run') == $(query a.db "SELECT run_id FROM v_run LIMIT 1 OFFSET 4") ]]
}

@test "the number of jobs does not matter, and a run by itself is the same" {
  v6lab sweep azure-to-azure --set connect=peering,hub --runs 2 --jobs 1 --db 1.db --quiet
  v6lab sweep azure-to-azure --set connect=peering,hub --runs 2 --jobs 4 --db 2.db --quiet
  for connect in peering hub; do
    for number in 1 2; do
      v6lab run azure-to-azure --connect=$connect --run $number --db 3.db --quiet
    done
  done
  [[ $(content 1.db) == $(content 2.db) && $(content 1.db) == $(content 3.db) ]]
  [[ $(query 1.db 'SELECT group_concat(run_id) FROM v_run') == $(query 2.db 'SELECT group_concat(run_id) FROM v_run') ]]
}

@test "what is there is not made again; a longer axis adds to it, another sweep asks for --resume" {
  v6lab sweep azure-to-azure --set connect=peering --runs 2 --db a.db --quiet
  before=$(query a.db 'SELECT run_id, started_at, wall_seconds FROM v_run')
  run -0 v6lab sweep azure-to-azure --set connect=peering,hub --runs 2 --db a.db
  [[ $output == *"4 of 4 runs complete, 2 of them before"* ]]
  [[ $(query a.db 'SELECT run_id, started_at, wall_seconds FROM v_run LIMIT 2') == "$before" ]]
  run -2 v6lab sweep azure-to-azure --set connect=hub --runs 3 --db a.db
  [[ $output == *"a.db: holds 2 runs that this sweep does not have"*"--resume"* ]]
  [[ $(query a.db 'SELECT count(*) FROM v_run') == 4 ]]
  run -0 v6lab sweep azure-to-azure --set connect=hub --runs 3 --db a.db --resume
  [[ $output == *"3 of 3 runs complete, 2 of them before"* ]]
  [[ $(query a.db 'SELECT count(*) FROM v_run') == 5 ]]
}

@test "a record with less detail does not serve" {
  v6lab sweep azure-to-azure --runs 2 --record flows --db a.db --quiet
  run -0 v6lab sweep azure-to-azure --runs 2 --db a.db
  [[ $output == *"2 of 2 runs complete"* && $output != *before* ]]
  [[ $(query a.db 'SELECT group_concat(level) FROM v_run') == packets,packets ]]
  run -0 v6lab sweep azure-to-azure --runs 2 --record flows --db a.db
  [[ $output == *"2 of them before"* ]]
}

@test "what is wrong is named before anything runs" {
  touch text.db
  echo 'no database' >text.db
  while IFS='|' read -r words complaint; do
    # shellcheck disable=SC2086 # they are words
    run -2 --separate-stderr v6lab sweep $words
    echo "$words: $stderr"
    [[ $stderr == "v6lab: "*"$complaint"* && -z $output && ! -e a.db && ! -e a.db.runs ]]
  done <<'END'
azure-to-azure --db a.db|nothing varies; give --set
nat46 --runs 2 --db a.db|nat46: no such scenario
--runs 2 --db a.db|scenario-or-file is missing
azure-to-azure --runs 2|--db FILE is missing
azure-to-azure --runs 0 --db a.db|--runs=0: allowed is a whole number from 1 to 100000
azure-to-azure --runs 1e3 --db a.db|--runs=1e3: allowed is a whole number
azure-to-azure --runs 2 --jobs 0 --db a.db|--jobs=0: allowed is a whole number from 1 to
azure-to-azure --runs 2 --seed 0 --db a.db|--seed=0: allowed
azure-to-azure --runs 2 --record all --db a.db|--record=all: allowed is flows, events, packets
azure-to-azure --set seed=1,2 --db a.db|--set seed: is the same for all runs of a sweep; allowed are the options of azure-to-azure
azure-to-azure --set speed=1,2 --db a.db|--speed: azure-to-azure has no such option; it has --connect
azure-to-azure --set connect=hub,wan --db a.db|--connect=wan: allowed is peering|hub
azure-to-azure --set connect --db a.db|--set connect: write --set OPTION=VALUE
azure-to-azure --set connect=hub,hub --db a.db|hub is given twice
azure-to-azure --set connect=hub --set connect=peering --db a.db|given twice
azure-to-azure --set connect=hub --connect=hub --db a.db|either varies or does not
azure-to-azure --runs 100000 --set connect=hub,peering --db a.db|more than 100000 runs
azure-to-azure --runs 2 --db no/such/a.db|the folder
azure-to-azure --runs 2 --db text.db|text.db: not a
azure-to-azure --runs 2 --db a.db --pcap x|--pcap: no such option
azure-to-azure --runs 2 --db a.db --parameters x|only an ARM template
hub-spoke --set spokes=2,0 --db a.db|--spokes=0: allowed is
azure-to-azure --runs 2 --db a.db --ns3::X::Y=1|--ns3::X::Y=1: ns-3 has no class ns3::X
azure-to-azure --runs 2 --db a.db --plan --ns3::TcpSocket::Speed=1|--ns3::TcpSocket::Speed=1: ns3::TcpSocket has no such attribute
azure-to-azure --set connect=hub --db a.db --ns3::TcpSocket::InitialCwnd=many|InitialCwnd=many: no such value; allowed is
azure-to-azure --set connect=hub,wan --db a.db --ns3::X::Y=1|ns-3 has no class ns3::X
END
}

@test "an unknown attribute of ns-3 is refused in the words of run, with all else that is wrong" {
  for word in --ns3::X::Y=1 --ns3::TcpSocket::Speed=1 --ns3::TcpSocket::InitialCwnd=many \
    --ns3::v6lab::Nat64::Profile=jool --ns3::TcpL4Protocol::SocketType=ns3::Node; do
    run -2 --separate-stderr v6lab run azure-to-azure "$word"
    complaint=$stderr
    run -2 --separate-stderr v6lab sweep azure-to-azure --runs 2 --db a.db "$word"
    echo "$stderr"
    [[ $stderr == "$complaint" && -z $output && ! -e a.db && ! -e a.db.runs ]]
  done
  run -2 v6lab sweep azure-to-azure --set connect=wan --db a.db --ns3::X::Y=1 --ns3::X::Z=1
  [[ $output == *"--connect=wan: allowed"*"--ns3::X::Y=1: ns-3"*"--ns3::X::Z=1: ns-3"* ]]
  v6lab sweep azure-to-azure --runs 2 --db a.db --plan --ns3::TcpSocket::InitialCwnd=4 >plan
  [[ $(grep -c -e '--ns3::TcpSocket::InitialCwnd=4' plan) == 2 ]]
}

@test "the examples of the help work" {
  run -0 v6lab sweep --help
  [[ $output == *"examples:"* ]]
  count=0
  while read -r line; do
    [[ $line == "v6lab sweep "* ]] || continue
    line=${line%%|*}
    # shellcheck disable=SC2086 # they are words
    run -0 --separate-stderr ${line%--plan*} --plan
    [[ ${#lines[@]} -ge 2 && -z $stderr ]]
    count=$((count + 1))
  done <<<"${output#*examples:}"
  [[ $count == 3 ]]
  run -0 v6lab sweep --help-json # the manual page is made of it
  [[ $output == "{"*"examples:"* ]]
}

@test "a plan is a line for each missing run, quoted for any shell, and always the same" {
  mkdir "it's a \$HOME folder"
  cd "it's a \$HOME folder"
  v6lab sweep azure-to-azure --set connect=peering,hub --runs 2 --db "my sweep.db" --plan >plan
  [[ $(wc -l <plan) == 4 && ! -e "my sweep.db" ]]
  cmp plan <(v6lab sweep azure-to-azure --set connect=peering,hub --runs 2 --db "my sweep.db" --plan)
  for task in 3 1; do
    (cd / && sh -c "$(sed -n ${task}p "$OLDPWD/plan")")
  done
  [[ $(v6lab sweep azure-to-azure --set connect=peering,hub --runs 2 --db "my sweep.db" --plan) == "$(sed -n '2p;4p' plan)" ]]
  run -0 v6lab merge "my sweep.db.runs"/*.sqlite -o "my sweep.db"
  run -0 v6lab sweep azure-to-azure --set connect=peering,hub --runs 2 --db "my sweep.db"
  [[ $output == *"4 of 4 runs complete, 2 of them before"* && ! -e "my sweep.db.runs" ]]
  v6lab sweep azure-to-azure --set connect=peering,hub --runs 2 --db undisturbed.db --quiet
  [[ $(content "my sweep.db") == $(content undisturbed.db) ]]
}

@test "a plan for a file can be made from any folder" {
  slow 10
  v6lab sweep slow.json --runs 2 --db a.db --quiet
  v6lab sweep slow.json --runs 2 --db b.db --plan >plan
  (cd / && sh -e "$OLDPWD/plan")
  v6lab merge b.db.runs/* -o b.db --quiet
  [[ $(content a.db) == $(content b.db) ]]
}

@test "a plan as JSON names runs, files, words and what is missing" {
  v6lab sweep azure-to-azure --set connect=peering --runs 1 --db a.db --quiet
  v6lab sweep azure-to-azure --set connect=peering,hub --db a.db --plan --json | /usr/bin/python3 -c '
import json, sys
plan = json.load(sys.stdin)
assert plan["axes"] == {"connect": ["peering", "hub"]}, plan
first, second = plan["runs"]
assert first["place"] == "merged" and second["place"] == "missing"
assert second["values"] == ["hub"] and "--connect=hub" in second["words"]
assert second["file"] == plan["folder"] + "/" + second["run_id"] + ".sqlite"'
}

@test "a job of GNU parallel is killed: the rest is made, the next plan has what is missing" {
  command -v parallel >/dev/null || skip "no GNU parallel here"
  slow 50000
  words=(slow.json --runs 4 --record flows)
  v6lab sweep "${words[@]}" --db undisturbed.db --quiet
  v6lab sweep "${words[@]}" --db a.db --plan >plan
  victim=$(sed -n 's,.*/\([0-9a-f]*\)\.sqlite.*,\1,p' plan | sed -n 2p)
  parallel --will-cite -j2 --joblog log <plan 3>&- &
  pid=$!
  until_true test -e "a.db.runs/$victim.sqlite"
  until_true pkill -KILL -f "$program run slow.json.*$victim"
  status=0
  wait $pid || status=$?
  [[ $status == 1 ]] # so many have failed
  [[ $(wc -l < <(v6lab sweep "${words[@]}" --db a.db --plan)) == 1 ]]
  v6lab merge a.db.runs/*.sqlite -o a.db --quiet
  v6lab merge a.db.runs/*.sqlite -o a.db --quiet
  v6lab sweep "${words[@]}" --db a.db --plan | parallel --will-cite -j2
  v6lab merge a.db.runs/*.sqlite -o a.db --quiet
  [[ $(content a.db) == $(content undisturbed.db) ]]
}

@test "a sweep is killed: its runs end, and the same command goes on" {
  slow 50000
  words=(slow.json --runs 4 --record flows --jobs 2)
  v6lab sweep "${words[@]}" --db undisturbed.db --quiet
  "$program" sweep "${words[@]}" --db a.db --quiet 3>&- &
  pid=$!
  until_true one_is_made a.db
  until_true children_of $pid
  children=$(pgrep -P $pid)
  kill -KILL $pid
  wait $pid || true
  for child in $children; do
    until_true gone "$child"
  done
  run -0 v6lab sweep "${words[@]}" --db a.db
  [[ $output =~ 4\ of\ 4\ runs\ complete,\ [1-3]\ of\ them\ before ]]
  [[ $(content a.db) == $(content undisturbed.db) && ! -e a.db.runs ]]
}

@test "Ctrl-C ends the runs, keeps what is complete, exits 130, and the same command goes on" {
  slow 50000
  words=(slow.json --runs 4 --record flows --jobs 2)
  env --default-signal=INT "$program" sweep "${words[@]}" --db a.db >report 2>errors 3>&- &
  pid=$!
  until_true one_is_made a.db
  until_true children_of $pid
  kill -INT $pid
  status=0
  wait $pid || status=$?
  [[ $status == 130 ]]
  [[ ! -s errors ]]
  grep -q 'not made' report
  grep -q 'interrupted: the same command goes on' report
  [[ $(query a.db "SELECT count(*) > 0 AND count(*) < 4 AND min(status) = 'complete' FROM v_run") == 1 ]]
  run ! pgrep -f "$program run slow.json.*$PWD/a.db.runs"
  v6lab sweep "${words[@]}" --db a.db --quiet
  v6lab sweep "${words[@]}" --db undisturbed.db --quiet
  [[ $(content a.db) == $(content undisturbed.db) ]]
}

@test "a run that is killed is told with its command, and the rest is made" {
  slow 50000
  words=(slow.json --runs 3 --record flows --jobs 2)
  "$program" sweep "${words[@]}" --db a.db >report 2>errors 3>&- &
  pid=$!
  until_true children_of $pid
  kill -KILL "$(pgrep -P $pid | head -n 1)"
  status=0
  wait $pid || status=$?
  [[ $status == 1 ]]
  grep -q '^v6lab: run [12] failed: killed by SIGKILL$' errors
  grep -q "^  cd .* && $program run slow.json .*--run=[12] " errors
  grep -q '2 of 3 runs complete; 1 FAILED' report
  run -0 v6lab sweep "${words[@]}" --db a.db
  [[ $output == *"3 of 3 runs complete, 2 of them before"* ]]
  [[ $(query a.db 'SELECT count(*), min(status) FROM v_run') == "3|complete" ]]
}

@test "a run that cannot be recorded says why" {
  v6lab sweep azure-to-azure --runs 2 --db a.db --plan >plan
  file=$(sed -n '1s/.*--db=\([^ ]*\).*/\1/p' plan)
  echo 'this is no database' >"$file"
  run -1 --separate-stderr v6lab sweep azure-to-azure --runs 2 --db a.db
  [[ $stderr == "v6lab: run 1 failed: $file: not a SQLite database"* ]]
  [[ $output == *"1 of 2 runs complete; 1 FAILED"* ]]
}

@test "two sweeps of one file do not meet" {
  slow 50000
  "$program" sweep slow.json --runs 2 --record flows --db a.db --quiet 3>&- &
  until_true test -d a.db.runs
  until_true children_of $!
  run -1 v6lab sweep slow.json --runs 2 --record flows --db a.db
  [[ $output == *"a.db: another sweep is at work on it"* ]]
  wait $!
}

@test "a failed check is no failed run, and exits 1" {
  v6lab topology azure-to-azure | sed 's/ttl: 64/ttl: 63/' >wrong.yaml
  run -1 --separate-stderr v6lab sweep wrong.yaml --runs 2 --db a.db
  [[ -z $stderr && $output == *"2 of 2 runs complete"* && ${lines[3]} == "2     0 of 2 "* ]]
  run -1 v6lab sweep wrong.yaml --runs 2 --db a.db
}

@test "an attribute of ns-3 varies like an option, and a larger initial window is faster" {
  run -0 v6lab sweep azure-to-azure --set ns3::TcpSocket::InitialCwnd=1,10 --db a.db
  [[ ${lines[1]} == "ns3::TcpSocket::InitialCwnd  runs"* && ${lines[4]} == "10 "* ]]
  [[ $(query a.db "SELECT count(DISTINCT options) FROM v_run WHERE options LIKE '%InitialCwnd%'") == 2 ]]
  rates="SELECT (SELECT avg(throughput_bps) FROM v_flow JOIN v_run USING (run_id) WHERE options LIKE"
  [[ $(query a.db "$rates '%Cwnd\":\"10\"%') > 1.2 * ($(printf '%s' "$rates") '%Cwnd\":\"1\"%'))") == 1 ]]
}

@test "--json has the points with their intervals" {
  v6lab sweep azure-to-azure --set connect=hub --runs 3 --db a.db --json | /usr/bin/python3 -c '
import json, sqlite3, statistics, sys
report = json.load(sys.stdin)
assert (report["runs"], report["made"], report["before"], report["failed"]) == (3, 3, 0, []), report
point = report["points"][0]
assert point["values"] == ["hub"] and point["runs"] == 3, point
rows = sqlite3.connect("a.db").execute(
    "SELECT sum(rtt_mean_ms * rx_packets) / sum(rx_packets) FROM v_flow WHERE rtt_mean_ms > 0 GROUP BY run_id")
rtts = [row[0] for row in rows]
assert abs(point["rtt_ms"]["mean"] - statistics.mean(rtts)) < 1e-9
assert abs(point["rtt_ms"]["ci95"] - 4.30265 * statistics.stdev(rtts) / 3 ** 0.5) < 1e-6, point'
}

@test "merge: twice is once, and what is wrong is named" {
  v6lab run azure-to-azure --db 1.db --quiet
  v6lab run azure-to-azure --run 2 --db 2.db --quiet
  run -0 v6lab merge 1.db 2.db -o all.db
  [[ $output == "all.db: 2 runs added, 0 replaced, 0 there already" ]]
  before=$(content all.db)
  run -0 v6lab merge 2.db all.db 1.db -o all.db
  [[ $output == "all.db: 0 runs added, 0 replaced, 4 there already" && $(content all.db) == "$before" ]]
  cmp <(v6lab show all.db v_hop --run 2 --format csv | sort) <(v6lab show 2.db v_hop --format csv | sort)
  query 2.db 'PRAGMA user_version = 3'
  run -2 v6lab merge 1.db 2.db -o other.db
  [[ $output == "v6lab: 2.db: schema version 3, but "* && ! -e other.db ]]
  run -2 v6lab merge 1.db none.db -o other.db
  [[ $output == "v6lab: none.db: no such file" && ! -e other.db ]]
  run -2 v6lab merge 1.db
  [[ $output == "v6lab: -o FILE is missing"* ]]
  run -2 v6lab merge -o other.db
  [[ $output == "v6lab: database is missing"* ]]
}

@test "a terminal shows a bar while the sweep lasts, a pipe nothing" {
  script -qec true /dev/null || skip "no pseudo-terminals here"
  slow 50000
  script -qec "$program sweep slow.json --runs 3 --jobs 1 --record flows --db a.db --quiet" bar.txt >/dev/null
  grep -q '1 of 3 runs.*s left' bar.txt
}

@test "what the last lines of runs and sweeps say to try is a command, wherever the file is" {
  mkdir "sp ace"
  cat >faulty.yaml <<'Y'
name: faulty
nodes:
  - {name: a, interfaces: [{link: l, addresses: [192.0.2.1/24]}]}
  - {name: b, interfaces: [{link: l, addresses: [192.0.2.2/24]}]}
links: [{name: l}]
workloads: [{name: nobody, kind: ping, from: a, to: 192.0.2.9}]
checks: [{name: somebody is there, workload: nobody, expect: delivered}]
Y
  run -1 v6lab sweep faulty.yaml --runs 2 --db "sp ace/a b'c.db"
  [[ ${lines[0]} == "faulty.yaml  seed 1  2 runs: 1 point, 2 each  v6lab "* ]]
  tried=$(sed -n 's/^recorded in .*: try  //p' <<<"$output")
  failed=$(sed -n 's/^failed checks:  //p' <<<"$output")
  [[ $tried == *v_run && $failed == *v_check* ]]
  run -0 eval "$tried --format csv"
  [[ ${#lines[@]} == 3 ]]
  run -0 eval "$failed --format csv"
  [[ ${#lines[@]} == 3 && $output == *"somebody is there"* ]]
  run -1 v6lab run faulty.yaml --db "sp ace/a b'c.db"
  tried=$(sed -n 's/^recorded in .*: try  //p' <<<"$output")
  run -0 eval "${tried%%  or*}"
  run -0 eval "${tried#*  or  }"
  run -0 v6lab sweep azure-to-azure --set connect=peering --db b.db
  [[ $output != *"failed checks"* && ${lines[0]} == *"1 run: 1 point, 1 each"* ]]
}
