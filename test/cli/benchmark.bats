#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# The benchmarks of RFC 8219 on the command line: every test, every device, what is refused.

load common

# Runs words in quick mode: all checks pass.
proven() {
  run -0 v6lab run rfc8219 --trial=4 --repeat=2 "$@"
  echo "$*: $output"
  [[ $output == *"checks passed"* && $output != *FAIL* && $output != *"0 of 0"* ]]
}

@test "the throughput of every device is what its model can serve" {
  for dut in siit nat64 464xlat virtual-ipv6 router; do
    proven --dut=$dut
  done
}

@test "one direction, two directions, mixes, sizes, cores and presets" {
  proven --direction=forward
  proven --direction=reverse --dut=nat64
  proven --mix=50 --dut=nat64
  proven --frame=1518 --line=10Gbps --per-byte-cost=2
  proven --frame=9216
  proven --cores=4 --flows=64 --line=10Gbps
  proven --cores=4 --flows=64 --serial-fraction=0.5 --line=10Gbps
  proven --preset=jool-2019-netns --jitter=20
}

@test "delays are those of Lindley's recursion, loss is 1 - mu/lambda" {
  for test in latency pdv ipdv loss; do
    proven --test=$test
    proven --test=$test --dut=nat64
    proven --test=$test --dut=464xlat
  done
  proven --test=latency --load=90
}

@test "bursts, recovery, many flows, connections" {
  proven --test=b2b --dut=nat64
  proven --test=recovery --dut=siit
  proven --test=scale --dut=nat64 --flows=200 --cached-states=50 --cache-miss-cost=800
  proven --test=conn --dut=nat64 --flows=200 --resolution=1
}

@test "a cache that is too small for the states makes the device slower" {
  v6lab run rfc8219 --test=scale --dut=nat64 --flows=200 --cached-states=50 --cache-miss-cost=877 \
    --trial=10 --repeat=1 --quiet --db a.db
  # A lookup misses in 3 of 4 cases: 877 + 0.75 * 877 ns a packet, not 877.
  [[ $(query a.db "SELECT median BETWEEN 40 AND 44.5 FROM v_bench_summary WHERE metric = 'degradation with 200 flows'") == 1 ]]
}

@test "quick mode is marked in report, database and checks" {
  run -0 v6lab run rfc8219 --trial=1 --repeat=1 --db a.db
  [[ $output == *"quick mode, not RFC 8219 compliant: trials of 1 s and 1 repetitions where 60 s and 20 are asked for"* ]]
  [[ $(query a.db "SELECT count(*) FROM v_bench_run WHERE compliant") == 0 ]]
  [[ $(query a.db "SELECT count(*) FROM v_bench_summary WHERE compliant OR note NOT LIKE '%not RFC 8219 compliant'") == 0 ]]
  [[ $(query a.db "SELECT count(*) FROM v_check WHERE evidence NOT LIKE '%not RFC 8219 compliant'") == 0 ]]
}

@test "what RFC 8219 asks for is not marked as quick" {
  run -0 v6lab run rfc8219 --test=b2b --trial=2 --repeat=50 --db a.db
  [[ $output != *quick* ]]
  [[ $(query a.db "SELECT min(compliant) FROM v_bench_run") == 1 ]]
}

@test "two runs are equal, and other seeds draw other ports" {
  for i in 1 2 3; do
    v6lab run rfc8219 --test=latency --jitter=30 --trial=2 --repeat=2 --quiet --db $i.db --seed $((i / 3 + 1))
    v6lab show $i.db v_bench_latency --format csv | cut -d, -f2- >$i.csv
  done
  cmp 1.csv 2.csv
  ! cmp -s 1.csv 3.csv
}

@test "checks of a recorded benchmark are evaluated again" {
  v6lab run rfc8219 --trial=10 --repeat=1 --quiet --db a.db
  run -0 v6lab check a.db
  [[ $output == *"2 of 2 checks passed"* ]]
  query a.db "UPDATE bench_summary SET median = 99"
  run -1 v6lab check a.db
  [[ $output == *FAIL* ]]
}

@test "captures open clean, with frames of the size that was asked for" {
  v6lab run rfc8219 --dut=nat64 --frame=128 --trial=1 --repeat=1 --quiet --pcap c
  for capture in c/*.pcap; do
    bad=$(tshark -r "$capture" -o ip.check_checksum:TRUE -o udp.check_checksum:TRUE \
      -Y "_ws.malformed or ip.checksum.status == 0 or udp.checksum.status == 0" 2>/dev/null)
    [[ -z $bad ]]
  done
  [[ $(tshark -r c/dut-left.pcap -T fields -e ipv6.plen 2>/dev/null | sort -u) == 70 ]] # 128 - 18 - 40
  [[ $(tshark -r c/dut-right.pcap -T fields -e ip.len 2>/dev/null | sort -u) == 90 ]]   # 128 - 18 - 20
}

@test "wrong options are refused, and what is allowed is said" {
  refused() {
    run -2 v6lab run rfc8219 "${@:2}"
    echo "$output"
    [[ $output == *"$1"* ]]
  }
  refused "--frame=64: allowed is 84|128|256" --frame=64
  refused "--test=speed: allowed is throughput|latency" --test=speed
  refused "--dut=router has no state; allowed are nat64, 464xlat and virtual-ipv6" --test=conn --dut=router
  refused "--flows=1: --test=conn" --test=conn --dut=nat64
  refused "--flows=1: --test=scale compares" --test=scale
  refused "--mix=50: --dut=router translates nothing" --dut=router --mix=50
}

@test "a sweep compares: medians of every combination below each other, with intervals over the runs" {
  run -0 v6lab sweep rfc8219 --trial=0.5 --repeat=1 --jitter=50 --set frame=84,1518 --runs 3 --db a.db
  echo "$output"
  line=$(printf '%s\n' "${lines[@]}" | grep -n '^metric  *frame  *median  *unit' | cut -d: -f1)
  for row in 1 2; do # of the throughput, first in v_bench_summary
    frame=$((row == 1 ? 84 : 1518))
    # Student's t with two degrees of freedom, for 95 %: 4.30265.
    wanted=$(query a.db "SELECT printf('%.6g', avg(median)),
        printf('%.3g', round(4.30265 * sqrt((sum(median * median) - 3 * avg(median) * avg(median)) / 2 / 3), 5))
      FROM v_bench_summary WHERE metric = 'throughput' AND frame = $frame" | sed 's/|/ ± /')
    read -r metric shown median <<<"${lines[line - 1 + row + 1]}"
    echo "$metric, $shown, $median; wanted $wanted"
    [[ $metric == throughput && $shown == "$frame" && $median == "$wanted "*frames/s ]]
  done
  v6lab sweep rfc8219 --trial=0.5 --repeat=1 --jitter=50 --set frame=84,1518 --runs 3 --db a.db --json >a.json
  told=$(/usr/bin/python3 -c '
import json
one = json.load(open("a.json"))["points"][1]["benchmark"][0]
print(one["metric"], one["unit"], one["n"], "%.9g" % one["mean"])')
  [[ $told == "throughput frames/s 3 $(query a.db "SELECT printf('%.9g', avg(median)) FROM v_bench_summary WHERE metric = 'throughput' AND frame = 1518")" ]]
}
