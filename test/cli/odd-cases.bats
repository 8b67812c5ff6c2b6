#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# What nobody means to type, and several programs at one file.

load common

# One ordinary user, whom permissions bind.
as_nobody() {
  setpriv --reuid=65534 --regid=65534 --clear-groups "$program" "$@"
}

need_root() {
  [[ $EUID -eq 0 ]] || skip "giving up root's rights needs root"
  chmod 755 "$BATS_TEST_TMPDIR" "$BATS_FILE_TMPDIR" "$BATS_SUITE_TMPDIR" "$BATS_RUN_TMPDIR"
}

@test "the same run by four processes at once: all succeed, and the file holds it once" {
  for _ in 1 2 3 4; do
    "$program" run azure-to-azure --db same.db --quiet 3>&- &
    pids+=($!)
  done
  for pid in "${pids[@]}"; do
    wait "$pid"
  done
  [[ $(query same.db 'SELECT count(*) FROM v_run') == 1 ]]
  [[ $(query same.db 'SELECT status FROM v_run') == complete ]]
  [[ $(query same.db 'SELECT count(*) FROM v_check WHERE passed') == 6 ]]
  [[ -z $(query same.db 'PRAGMA foreign_key_check') ]]
  v6lab run azure-to-azure --db alone.db --quiet
  hops='SELECT flow_id, packet_id, hop, time_ns, node, action FROM v_hop ORDER BY 1, 2, 3'
  [[ $(query same.db "$hops") == "$(query alone.db "$hops")" ]]
}

@test "different runs by four processes at once share a file" {
  for i in 1 2 3 4; do
    "$program" run azure-to-azure --run "$i" --db shared.db --quiet 3>&- &
    pids+=($!)
  done
  for pid in "${pids[@]}"; do
    wait "$pid"
  done
  [[ $(query shared.db "SELECT count(*) FROM v_run WHERE status = 'complete'") == 4 ]]
}

@test "a run that is begun again and interrupted leaves the complete record alone" {
  v6lab run azure-to-azure --db a.db --quiet
  id=$(query a.db 'SELECT run_id FROM v_run')
  query a.db "UPDATE run SET status = 'incomplete', run_id = '$id+2'" # as an interrupted one
  v6lab run azure-to-azure --db a.db --quiet
  [[ $(query a.db 'SELECT run_id, status FROM v_run') == *"$id|complete"* ]]
}

@test "a database that may only be read: run refuses it, show and check and explain read it" {
  need_root
  v6lab run azure-to-azure --db a.db --quiet
  chmod 444 a.db
  run -2 --separate-stderr as_nobody run azure-to-azure --db a.db
  [[ $stderr == *a.db*"not writable"* ]]
  run -2 --separate-stderr as_nobody run azure-to-azure --db new.db
  [[ $stderr == *new.db*permission* ]]
  run -0 as_nobody show a.db v_run
  run -0 as_nobody check a.db
  run -0 as_nobody explain a.db 1
}

@test "a capture that cannot be written exits 2 and leaves no run behind" {
  mkdir -p taken/app-nic.pcap
  run -2 --separate-stderr v6lab run azure-to-azure --pcap taken --db a.db
  [[ $stderr == *taken/app-nic.pcap* ]]
  [[ $(query a.db 'SELECT count(*) FROM run') == 0 ]]
  echo text >file
  run -2 --separate-stderr v6lab run azure-to-azure --pcap file
  [[ $stderr == *file* && $(cat file) == text ]]
}

@test "an option without its value is refused, and does not swallow the next option" {
  for option in --db --pcap --seed --record; do
    run -2 --separate-stderr v6lab run azure-to-azure "$option" --quiet
    [[ $stderr == *"$option: its value is missing"* ]]
    run -2 --separate-stderr v6lab run azure-to-azure "$option" ''
    [[ $stderr == *"$option: its value is missing"* ]]
  done
  [[ ! -e ./--quiet ]]
}

@test "a word of 100,000 letters is refused everywhere, in a message that one can read" {
  word=$(head -c 100000 /dev/zero | tr '\0' x)
  v6lab run azure-to-azure --db a.db --quiet
  long_word() {
    run -2 --separate-stderr v6lab "$@"
    ((${#stderr} < 5000))
  }
  long_word "$word"
  long_word run "$word"
  long_word run azure-to-azure --connect "$word"
  long_word run azure-to-azure --db "$word"
  long_word run azure-to-azure "--$word"
  long_word show a.db "$word"
  long_word show a.db v_run --where "$word"
  long_word explain a.db "$word"
}

@test "show --where reads, and does nothing else" {
  v6lab run azure-to-azure --db a.db --quiet
  for sql in '1=1; DROP TABLE run' "1=1); ATTACH 'x.db' AS x; --" "load_extension('x')" \
    '1=1) UNION SELECT * FROM run --' "'" '"' '1 /*' 'zeroblob(1e10) IS NULL'; do
    run -2 --separate-stderr v6lab show a.db v_run --where "$sql"
    [[ $stderr == *--where* ]]
  done
  [[ $(query a.db 'SELECT count(*) FROM run') == 1 && ! -e x.db ]]
}

@test "a run is chosen by number, id or a beginning that only it has" {
  v6lab run azure-to-azure --db a.db --quiet
  id=$(query a.db 'SELECT run_id FROM run')
  query a.db "INSERT INTO run SELECT 7, '${id:0:11}', scenario, options, seed, run, version, level,
    status, started_at, sim_seconds, wall_seconds, packets, topology FROM run"
  run -0 v6lab show a.db v_run --run "${id:0:11}" --format csv
  [[ ${lines[1]} == "${id:0:11},"* && ${#lines[@]} == 2 ]]
  run -2 --separate-stderr v6lab show a.db v_run --run "${id:0:10}"
  [[ $stderr == *"several runs begin with"* ]]
  for word in 0 3 -1 "' OR 1 --"; do
    run -2 --separate-stderr v6lab show a.db v_run --run="$word"
    [[ $stderr == *"there is no run"* ]]
  done
}

@test "flows whose names have quotes and letters of all the world are found by explain" {
  cat >names.yaml <<'END'
name: "réseau – 网络"
virtualNetworks:
  - {name: v, addressPrefixes: [10.0.0.0/16], subnets: [{name: s, addressPrefixes: [10.0.0.0/24]}]}
networkInterfaces:
  - {name: n1, ipConfigurations: [{name: i, subnet: v/s}]}
  - {name: n2, ipConfigurations: [{name: i, subnet: v/s}]}
virtualMachines: [{name: a, networkInterfaces: [n1]}, {name: b, networkInterfaces: [n2]}]
workloads: [{name: "O'Brien \"网\" é", kind: ping, from: a, to: b}]
END
  v6lab run names.yaml --db a.db --quiet --pcap captures
  run -0 v6lab explain a.db "O'Brien \"网\" é"
  [[ $output == *"O'Brien \"网\" é"* ]]
  run -2 --separate-stderr v6lab explain a.db "' OR 1=1 --"
  [[ $stderr == *"has no flow"* ]]
  run -0 --separate-stderr v6lab run names.yaml --json --db $'\xff.db'
  /usr/bin/python3 -c 'import json, sys; json.loads(sys.argv[1])' "$output"
  run -0 v6lab topology names.yaml --format svg
  [[ $output == *"réseau – 网络"* ]]
}

@test "designs with nothing to do run: no machine, one machine, only nodes outside Azure" {
  network='virtualNetworks: [{name: v, addressPrefixes: [10.0.0.0/16],
    subnets: [{name: s, addressPrefixes: [10.0.0.0/24]}]}]'
  echo 'name: empty' >empty.yaml
  printf 'name: network\n%s\n' "$network" >network.yaml
  printf 'name: one\n%s\n%s\n%s\n' "$network" \
    'networkInterfaces: [{name: n, ipConfigurations: [{name: i, subnet: v/s}]}]' \
    'virtualMachines: [{name: vm, networkInterfaces: [n]}]' >one.yaml
  cat >outside.yaml <<'END'
name: outside
links: [{name: l}]
nodes:
  - {name: a, kind: host, interfaces: [{link: l, addresses: [192.0.2.1/24]}]}
  - {name: b, kind: router, interfaces: [{link: l, addresses: [192.0.2.2/24]}]}
  - {name: lonely, kind: host}
END
  for design in empty network one outside; do
    run -0 v6lab run "$design.yaml" --db "$design.db" --pcap "$design"
    [[ $output == *"no flows"* ]]
    run -0 v6lab check "$design.db"
    run -2 --separate-stderr v6lab explain "$design.db" 1
    [[ $stderr == *"it has no flows"* ]]
  done
}

@test "a directory with a scenario's name is none of its business, another one is no design" {
  mkdir azure-to-azure elsewhere
  for _ in 1 2; do
    v6lab run azure-to-azure --db a.db --quiet --pcap azure-to-azure
  done
  v6lab topology azure-to-azure >/dev/null
  v6lab sweep azure-to-azure --runs 2 --db a.db --resume
  run -2 v6lab run elsewhere
  [[ $output == *"elsewhere: is a directory, not a file"* ]]
}
