#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# The benchmarks of RFC 8219 on the command line: every test, every device, what is refused.

load common

# Runs words in quick mode, unless they say how long and how often: all checks pass.
proven() {
  local quick=()
  [[ $* == *--trial=* || $* == *--test=conn* ]] || quick+=(--trial=4)
  [[ $* == *--repeat=* ]] || quick+=(--repeat=2)
  run -0 v6lab run rfc8219 "${quick[@]}" "$@"
  echo "$*: $output"
  [[ $output == *"checks passed"* && $output != *FAIL* && $output != *"0 of 0"* ]]
}

@test "the throughput of every device is what its model can serve" {
  for dut in siit nat64 464xlat virtual-ipv6 router; do
    proven --dut=$dut
  done
}

@test "every frame size of RFC 8219, where the line is slower than the device and where it is not" {
  for frame in 84 128 256 512 768 1024 1280 1518 1522 2048 4096 8192 9216; do
    proven --frame=$frame
  done
  proven --line=100Mbps
  proven --dut=router --direction=forward
  proven --test=scale --dut=nat64 --flows=40 --frame=512
  # 8 bits of 9236 bytes at 10 kbps: no frame of these is lost, as few as there are.
  for frame in 2048 4096 9216; do
    v6lab run rfc8219 --line=100Mbps --frame=$frame --trial=60 --repeat=1 --quiet --db $frame.db
    [[ $(query $frame.db "SELECT abs(median * 8 * ($frame + 20) / 1e4 - 1) < 1e-9 FROM v_bench_summary WHERE metric = 'throughput'") == 1 ]]
  done
  proven --dut=464xlat --line=100Mbps --frame=1518 --trial=20
  proven --scale=1000000 --trial=20
}

@test "what a full queue holds at the end of a trial is not lost, however long it takes" {
  proven --queue=512
  proven --queue=4096 --trial=10
  proven --test=latency --queue=256
  # (queue + 1) / trial more than 57 of the capacity, and less the resolution.
  v6lab run rfc8219 --queue=512 --repeat=1 --quiet --db a.db
  [[ $(query a.db "SELECT median BETWEEN 61.1 AND 61.3 FROM v_bench_summary WHERE metric = 'throughput'") == 1 ]]
}

@test "states live until the last trial with them is over" {
  proven --dut=nat64 --flows=6000 --resolution=10 --repeat=1
  proven --dut=464xlat --flows=6000 --resolution=10 --repeat=1
  proven --dut=virtual-ipv6 --scale=100000 --flows=1000 --trial=20 --resolution=10 --repeat=1
  proven --test=conn --dut=nat64 --flows=300 --preset=jool-2019-netns --resolution=1
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

@test "no lower end is promised where dear frames of a mix fill the queue at a rate below the capacity" {
  # One frame of ten costs up to 9 times what the others do, and in 464xlat frames come late to the second device.
  quick=(--trial=20 --repeat=1 --resolution=0.5 --line=10Gbps --flows=3)
  for words in "--dut=nat64 --lookup-cost=3000 --queue=6" "--dut=464xlat --queue=1" "--dut=siit --queue=1"; do
    rm -f a.db
    proven "${quick[@]}" --mix=10 $words --db a.db
    [[ $(query a.db "SELECT expected LIKE 'throughput 0 to %no lower end: dear frames of a mix%' FROM v_check WHERE name LIKE '%: throughput'") == 1 ]]
  done
  for dut in nat64 464xlat; do
    proven "${quick[@]}" --mix=10 --dut=$dut --lookup-cost=3000 --db $dut.db
    [[ $(query $dut.db "SELECT expected LIKE 'throughput 0 to %' FROM v_check WHERE name LIKE '%: throughput'") == 0 ]]
  done
}

@test "delays are those of Lindley's recursion, loss is 1 - mu/lambda" {
  for test in latency pdv ipdv loss; do
    proven --test=$test
    proven --test=$test --dut=nat64
    proven --test=$test --dut=464xlat
  done
  proven --test=latency --load=90
}

@test "every test measures every device, with a mix, jitter and several cores" {
  for test in latency pdv ipdv loss b2b recovery; do
    coarse=(--resolution=1)
    [[ $test == loss || $test == b2b ]] && coarse=()
    for dut in siit nat64 464xlat virtual-ipv6 router; do
      proven --test=$test --dut=$dut "${coarse[@]}"
    done
    proven --test=$test --mix=50 --flows=7 "${coarse[@]}"
    proven --test=$test --mix=10 --dut=nat64 --flows=100 "${coarse[@]}"
    proven --test=$test --cores=4 --flows=20 --line=10Gbps "${coarse[@]}"
    proven --test=$test --cores=2 --serial-fraction=0.4 --flows=20 "${coarse[@]}"
    proven --test=$test --cores=2 --dut=464xlat --flows=9 "${coarse[@]}"
    proven --test=$test --jitter=100 --queue=1 --trial=10 "${coarse[@]}"
    proven --test=$test --jitter=200 --repeat=3 --dut=464xlat "${coarse[@]}"
  done
  for dut in nat64 464xlat virtual-ipv6; do
    proven --test=connections --dut=$dut --flows=200 --resolution=1
    proven --test=scale --dut=$dut --flows=40 --resolution=1
  done
}

@test "the longest burst is all that the line carries, if the device is no slower" {
  run -0 v6lab run rfc8219 --test=b2b --frame=512 --trial=2 --repeat=3
  [[ $output == *"longest burst"*" 46 "* && $output != *FAIL* ]]
  proven --test=b2b --queue=256
  proven --test=b2b --frame=9216
}

@test "connections are proven at a rate that the line carries" {
  proven --test=conn --dut=nat64 --flows=300 --frame=512 --resolution=1
}

@test "a burst whose length no arithmetic says is said to have none" {
  for words in --jitter=10 --cores=2; do
    run -0 v6lab run rfc8219 --test=b2b $words --trial=4 --repeat=1
    [[ $output == *"its trials are checked, not its length"*"frames unlike their forecast"* && $output == *"1 of 1 checks passed"* ]]
  done
}

@test "delays have a direction" {
  v6lab run rfc8219 --test=pdv --trial=4 --repeat=1 --quiet --db a.db
  [[ $(query a.db "SELECT group_concat(direction || ' ' || n) FROM (SELECT direction, count(*) AS n FROM v_bench_latency GROUP BY direction HAVING min(i) = 1 AND max(i) = n ORDER BY direction)") =~ ^"forward "[0-9]+",reverse "[0-9]+$ ]]
}

@test "--record that asks for packets is answered" {
  run -0 v6lab run rfc8219 --trial=4 --repeat=1 --record packets
  [[ $output == *"--record=packets: of a benchmark trials are recorded, not packets"* ]]
  run -0 v6lab run rfc8219 --trial=4 --repeat=1
  [[ $output != *"--record"* ]]
}

@test "a benchmark that is killed keeps its trials, marked incomplete" {
  "$program" run rfc8219 --dut=nat64 --jitter=30 --repeat=1000 --quiet --db a.db &
  pid=$!
  for _ in {1..100}; do
    sleep 0.2
    [[ -e a.db && $(query a.db "SELECT count(*) FROM v_bench_run" 2>/dev/null || echo 0) -gt 0 ]] && break
  done
  kill -9 $pid
  wait $pid || true
  [[ $(query a.db "SELECT count(*) > 0 FROM v_bench_run") == 1 ]]
  [[ $(query a.db "SELECT status FROM v_run") == incomplete ]]
}

@test "bursts, recovery, many flows, connections" {
  proven --test=b2b --dut=nat64
  proven --test=recovery --dut=siit
  proven --test=scale --dut=nat64 --flows=200 --cached-states=50 --cache-miss-cost=800
  proven --test=conn --dut=nat64 --flows=200 --resolution=1
}

@test "flows that begin one after another make their states in the trial, which is so much longer" {
  proven --test=scale --dut=464xlat --flows=8 --stagger=1
  proven --test=scale --flows=12 --stagger=0.5 --direction=forward
  for stagger in 0 0.03 1; do
    v6lab run rfc8219 --test=scale --dut=nat64 --flows=40 --stagger=$stagger --trial=4 --repeat=1 --quiet --db $stagger.db
  done
  [[ $(query 1.db "SELECT group_concat(DISTINCT round(seconds - 3 - flows)) FROM v_bench_run WHERE rate > 50") == 0.0 ]]
  [[ $(query 1.db "SELECT median FROM v_bench_summary WHERE metric = 'frames unlike their forecast'") == 0.0 ]]
  [[ $(query 1.db "SELECT name FROM v_check WHERE name LIKE '%with 40 flows'") == "flows that begin one after another"* ]]
  # A state takes 17.5 ms: of 30 ms it is too much, of 1 s next to nothing, and of no time that counts without --stagger.
  rate="SELECT median FROM v_bench_summary WHERE metric = 'throughput with 40 flows'"
  [[ $(query 0.03.db "SELECT ($rate) < 0.97 * $(query 0.db "$rate")") == 1 ]]
  [[ $(query 1.db "SELECT ($rate) > 0.97 * $(query 0.db "$rate")") == 1 ]]
}

@test "frames of flows that begin one after another come when they must, with states that grow" {
  for dut in siit nat64 464xlat virtual-ipv6 router; do
    costs=(--lookup-cost=300 --cache-miss-cost=900 --cached-states=5)
    [[ $dut == siit || $dut == router ]] && costs=()
    proven --test=scale --dut=$dut --flows=12 --stagger=0.3 --resolution=2 "${costs[@]}"
    proven --test=scale --dut=$dut --flows=12 --stagger=0.02 --resolution=2 --cores=3 --serial-fraction=0.3 --jitter=40 --queue=2 "${costs[@]}"
  done
  costs=(--lookup-cost=300 --cache-miss-cost=900 --cached-states=5)
  proven --test=scale --dut=nat64 --mix=50 --flows=12 --stagger=0.1 --queue=1 --direction=forward "${costs[@]}"
  proven --test=scale --dut=464xlat --mix=10 --cores=2 --flows=12 --stagger=0.5 --resolution=2 "${costs[@]}"
}

@test "many flows, short queues: a flow that begins is not late, and no lower end is promised where there is none" {
  proven --test=scale --stagger=1 --dut=nat64 --flows=600 --trial=60 --repeat=1 --resolution=2
  proven --test=scale --stagger=0.1 --dut=464xlat --flows=100 --trial=60 --repeat=1 --resolution=2 --db b.db
  [[ $(query b.db "SELECT expected LIKE '%with 100 flows 0 to %no lower end%' FROM v_check WHERE name LIKE '%with 100 flows'") == 1 ]]
  for word in --queue=1 --queue=3 --jitter=20 --cores=2; do
    rm -f a.db
    proven --test=scale --stagger=1 --flows=8 --trial=5 --repeat=1 --resolution=2 $word --db a.db
    [[ $(query a.db "SELECT min(expected LIKE '%with % flows 0 to %no lower end%') FROM v_check WHERE name LIKE '%with % flows'") == 1 ]]
  done
}

@test "a DNS64 server answers what its model can serve, and a query costs the messages of the RFC" {
  proven --test=dns64
  [[ $output == *"a query costs the server the messages of the RFC"*"messages, 0 % cached, 0 % AAAA"* ]]
  proven --dut=dns64 --cached=100 --resolution=1
  proven --test=dns64 --dut=dns64 --aaaa=100 --jitter=20 --resolution=1
  proven --test=dns64 --cores=4 --flows=64 --resolution=1
  proven --test=dns64 --cores=8 --jitter=10 --repeat=1 --resolution=1
  proven --test=dns64 --cores=4 --jitter=10 --queue=4 --repeat=1 --resolution=1
  proven --test=dns64 --queue=1000 --repeat=1 --resolution=1
  proven --test=dns64 --scale=2950 --trial=10 --repeat=1
  proven --test=dns64 --message-cost=300000 --scale=20 --tester-cost=20000 --resolution=1
}

@test "shares of cached names and of AAAA make a table, and the required ones are always there" {
  run -0 v6lab run rfc8219 --test=dns64 --trial=4 --repeat=1 --resolution=2 --cached=all --aaaa=100 --db a.db
  echo "$output"
  [[ $output == *"AAAA %  0 % cached"*"20 % cached"*"100 % cached"* ]]
  [[ $(query a.db "SELECT count(*) FROM v_bench_summary WHERE metric LIKE 'queries, %'") == 7 ]]
  rate() {
    query a.db "SELECT median FROM v_bench_summary WHERE metric = 'queries, $1 % cached, $2 % AAAA'"
  }
  # 3, 2 and 1 messages: within the 18 of the queue on a trial of 4 s, and the resolution.
  [[ $(query a.db "SELECT abs($(rate 0 100) / $(rate 0 0) - 1.5) < 0.15 AND abs($(rate 100 0) / $(rate 0 0) - 3) < 0.5") == 1 ]]
  [[ $(query a.db "SELECT count(DISTINCT purpose) FROM v_bench_run WHERE purpose LIKE 'search, %'") == 7 ]]
  [[ $(query a.db "SELECT min(received = offered) FROM v_bench_run WHERE purpose = 'self-test'") == 1 ]]
  [[ $(query a.db 'SELECT count(*) FROM v_dns') == 0 ]]
}

@test "before a rate is tried the tester answers 220 % of it by itself" {
  v6lab run rfc8219 --test=dns64 --trial=4 --repeat=1 --resolution=1 --quiet --db a.db
  [[ $(query a.db "SELECT max(rate) / 2.2 FROM v_bench_run WHERE purpose = 'self-test'") == $(query a.db "SELECT max(rate) FROM v_bench_run WHERE purpose LIKE 'search%'") ]]
  [[ $(query a.db "SELECT (SELECT purpose FROM v_bench_run WHERE id = 1) = 'self-test'") == 1 ]]
}

@test "a tester that is too slow limits what is found, and that is a failed check" {
  run -1 v6lab run rfc8219 --test=dns64 --trial=4 --repeat=1 --resolution=1 --tester-cost=200000 --db a.db
  echo "$output"
  [[ $output == *"FAIL"*"the tester by itself answers 220 % of each rate"* ]]
  # A query takes it 20 ms: 50 a second, of which 220 % are 22.7.
  [[ $(query a.db "SELECT median BETWEEN 21 AND 26 FROM v_bench_summary WHERE metric = 'queries, 0 % cached, 0 % AAAA'") == 1 ]]
}

@test "an answer that takes longer than a second is none" {
  # Full queues hold a query for 3 * 120 * 10 ms: the queue has room, the time is over.
  v6lab run rfc8219 --test=dns64 --trial=4 --repeat=1 --resolution=1 --queue=1000 --quiet --db a.db
  [[ $(query a.db "SELECT max(delay_ns) <= 1000000000 FROM v_bench_latency") == 1 ]]
  [[ $(query a.db "SELECT max(median) < 50 FROM v_bench_summary WHERE metric LIKE 'queries,%'") == 1 ]]
}

@test "a DNS64 client with many ports takes little more time than one with one port" {
  cpu() {
    local TIMEFORMAT=%U
    { time v6lab run rfc8219 --test=dns64 --trial=4 --repeat=2 --resolution=1 "$@" --quiet >out; } 2>&1
  }
  one=$(cpu --flows=1 --db 1.db)
  many=$(cpu --flows=5000 --db 5000.db)
  echo "one: $one s, many: $many s"
  [[ $(query 1.db "SELECT $many < 3 * $one + 1.5") == 1 ]]
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

@test "delays below the throughput, and of too few frames, are not compliant" {
  run -0 v6lab run rfc8219 --test=pdv --load=90 --resolution=5 --db a.db
  [[ $output == *"measured at 90 % of the throughput where 100 % are asked for"* && $output != *"quick mode"* ]]
  run -0 v6lab run rfc8219 --test=latency --line=100Mbps --frame=1024 --db b.db
  [[ $output == *"72 tagged frames in a trial where 500 are asked for"* && $output != *"quick mode"* ]]
  for file in a.db b.db; do
    [[ $(query $file "SELECT count(*) FROM v_bench_run WHERE compliant") == 0 ]]
    [[ $(query $file "SELECT count(*) FROM v_bench_summary WHERE compliant OR note NOT LIKE '%not RFC 8219 compliant'") == 0 ]]
    [[ $(query $file "SELECT count(*) FROM v_check WHERE evidence NOT LIKE '%not RFC 8219 compliant'") == 0 ]]
  done
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
  [[ $output == *"3 of 3 checks passed"* ]]
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
  refused "--dut=nat64: --test=dns64 measures a DNS64 server; allowed is dns64" --test=dns64 --dut=nat64
  refused "--dut=siit: --test=dns64 measures a DNS64 server; allowed is dns64" --test=dns64 --dut=siit
  refused "--test=latency: --dut=dns64 answers queries" --test=latency --dut=dns64
  refused "--test=throughput: --dut=dns64 answers queries" --test=throughput --dut=dns64
  refused "--direction=reverse: with --stagger flows begin with a frame from the initiator" \
    --test=scale --stagger=1 --direction=reverse --flows=8
  refused "--stagger=0.001: 57 frames of each direction fit in --trial=1 and cannot begin 400 flows; allowed are 7.02 s" \
    --test=scale --dut=nat64 --flows=400 --trial=1 --repeat=1 --stagger=0.001
  # A native frame begins no flow: 89 of these 400 sent in the trial that was taken before.
  refused "--stagger=0.001: 104 translated frames of each direction fit in --trial=10 and cannot begin 400 flows; allowed are 38.34 s and more, a lower --scale, a higher --mix or" \
    --test=scale --dut=nat64 --flows=400 --trial=10 --repeat=1 --stagger=0.001 --mix=10
  # Three services of 1 s, or of 100 s; the wires and the tester come on top.
  refused "--scale=10000: the quickest answer takes 3." --test=dns64 --scale=10000 --trial=4 --repeat=1
  refused "and after 1 s it is none; allowed are 1 to 33" --test=dns64 --message-cost=1e7 --trial=4
  refused "none is allowed with this --message-cost" --dut=dns64 --message-cost=1e9
  refused "--trial=0.1: 3.3 queries fit in; allowed are 0.15 s and more" --test=dns64 --trial=0.1
  refused "--cached=30: allowed is 0|20|40|60|80|100|all" --test=dns64 --cached=30
  refused "--trial=nan: allowed is 0.1:3600" --trial=nan
  refused "--trial=inf: allowed is 0.1:3600" --trial=inf
  refused "--jitter=nan: allowed is 0:1000" --jitter=nan
  for test in throughput latency loss b2b recovery; do
    refused "--trial=0.1: 0.057 frames of each direction fit in; allowed are 8.77 s and more, or a lower --scale" \
      --test=$test --trial=0.1 --repeat=1 --scale=1000000
  done
  refused "--flows=60000: with --scale=1000000 states would have to live for more than 720 hours" \
    --dut=nat64 --flows=60000 --scale=1000000 --jitter=1000
}

# Words of one value that is not the default, and of the default, for each option that some tests make no use of.
values_of() {
  case $1 in
    direction) echo reverse bidirectional ;;
    frame) echo 512 84 ;;
    mix) echo 50 100 ;;
    trial) echo 61 60 ;;
    resolution) echo 5 0.1 ;;
    stagger) echo 1 0 ;;
    load) echo 90 100 ;;
    preset) echo ip6-forward jool-2019 ;;
    cached | aaaa) echo 20 0 ;;
    message-cost) echo 200000 100000 ;;
    tester-cost) echo 20000 10000 ;;
    cached-states) echo 50 16384 ;;
    *) echo 5 0 ;;
  esac
}

@test "an option that the test makes no use of is refused, and the tests that do are named" {
  # By option: the tests that make use of it. topology refuses what run does, and simulates nothing.
  frames="throughput latency pdv ipdv loss b2b recovery scale"
  tests="$frames conn dns64"
  declare -A users=([direction]=$frames [mix]=$frames [trial]="$frames dns64" [frame]="$frames conn" [preset]="$frames conn"
    [per-byte-cost]="$frames conn" [lookup-cost]="$frames conn" [cache-miss-cost]="$frames conn" [cached-states]="$frames conn"
    [resolution]="throughput latency pdv ipdv recovery scale conn dns64" [stagger]=scale [load]="latency pdv ipdv"
    [cached]=dns64 [aaaa]=dns64 [message-cost]=dns64 [tester-cost]=dns64)
  for option in "${!users[@]}"; do
    for test in $tests; do
      words=(--test=$test --flows=200)
      [[ $test == dns64 ]] || words+=(--dut=nat64)
      [[ $test == dns64 || $option != cached-states ]] || words+=(--cache-miss-cost=5)
      for value in $(values_of $option); do
        echo "$option=$value ${words[*]}"
        if [[ " ${users[$option]} " == *" $test "* ]]; then
          run -0 v6lab topology rfc8219 "${words[@]}" --$option=$value --format=yaml
        else
          run -2 v6lab topology rfc8219 "${words[@]}" --$option=$value --format=yaml
          echo "$output"
          [[ $output == *"--$option=$value: --test=$test makes no use of it; allowed with --test=${users[$option]// /|}" ]]
        fi
      done
    done
  done
  run -2 v6lab run rfc8219 --dut=dns64 --mix=50
  [[ $output == *"--mix=50: --test=dns64 makes no use of it; allowed with --test=throughput|"* ]]
}

@test "an option that the device makes no use of is refused, and the devices that do are named" {
  stateful="nat64 464xlat virtual-ipv6"
  declare -A users=([mix]="siit $stateful" [lookup-cost]=$stateful [cache-miss-cost]=$stateful [cached-states]=$stateful)
  for option in "${!users[@]}"; do
    for dut in siit $stateful router; do
      for value in $(values_of $option); do
        echo "$option=$value $dut"
        if [[ " ${users[$option]} " == *" $dut "* ]]; then
          beside=()
          [[ $option != cached-states ]] || beside=(--cache-miss-cost=5)
          run -0 v6lab topology rfc8219 --dut=$dut --$option=$value "${beside[@]}" --format=yaml
        else
          run -2 v6lab topology rfc8219 --dut=$dut --$option=$value --format=yaml
          echo "$output"
          [[ $output == *"--$option=$value: --dut=$dut makes no use of it; allowed with --dut=${users[$option]// /|}" ]]
        fi
      done
    done
  done
  # Of the device that nobody has said, too; and those on record are without it.
  run -2 v6lab topology rfc8219 --lookup-cost=5
  [[ $output == *"--lookup-cost=5: --dut=siit makes no use of it; allowed with --dut=nat64|464xlat|virtual-ipv6" ]]
  v6lab run rfc8219 --dut=router --trial=1 --repeat=1 --resolution=10 --quiet --db a.db
  [[ $(query a.db "SELECT options LIKE '%\"dut\":\"router\"%' AND options NOT LIKE '%\"mix\"%' AND options NOT LIKE '%lookup%' AND options NOT LIKE '%cache%' FROM v_run") == 1 ]]
}

@test "a burst that only the end of its trial ends is said to be one" {
  run -0 v6lab run rfc8219 --test=b2b --trial=2 --repeat=2 --queue=50 --direction=forward --db a.db
  [[ $output == *"the longest burst is as long as a trial in 2 of 2 repetitions: of 240 frames in 2 s none was lost"* ]]
  [[ $output != *Lindley* ]]
  # 51 / (1 - 114.025/120.192)
  run -0 v6lab run rfc8219 --test=b2b --trial=20 --repeat=2 --queue=50 --direction=forward --db b.db
  [[ $output != *"as long as a trial"* ]]
  [[ $(query b.db "SELECT median BETWEEN 960 AND 1000 FROM v_bench_summary WHERE metric = 'longest burst'") == 1 ]]
}

@test "an option that does nothing beside a figure of the model is refused, and left out of a sweep" {
  run -2 v6lab run rfc8219 --serial-fraction=0.2
  [[ $output == *"--serial-fraction=0.2: --cores=1 makes no use of it; allowed with --cores=2 and more"* ]]
  run -2 v6lab run rfc8219 --dut=nat64 --cached-states=5
  [[ $output == *"--cached-states=5: --cache-miss-cost=0 makes no use of it; allowed with a cost"* ]]
  v6lab sweep rfc8219 --set cores=1,2 --serial-fraction=0.2 --trial=1 --repeat=1 --resolution=10 --quiet --db a.db
  [[ $(query a.db "SELECT group_concat(said, ' ') FROM (SELECT json_extract(options, '\$.cores') || ':' || ifnull(json_extract(options, '\$.\"serial-fraction\"'), '') AS said FROM v_run ORDER BY said)") == "1: 2:0.2" ]]
}

@test "a sweep over devices leaves an option out where it has no meaning" {
  v6lab sweep rfc8219 --set dut=siit,nat64,router --lookup-cost=500 --mix=50 --trial=1 --repeat=1 --resolution=10 --quiet --db a.db
  [[ $(query a.db "SELECT group_concat(said, ' ') FROM (SELECT json_extract(options, '\$.dut') || ':' || ifnull(json_extract(options, '\$.\"lookup-cost\"'), '') || ':' || ifnull(json_extract(options, '\$.mix'), '') AS said FROM v_run ORDER BY said)") == "nat64:500:50 router:: siit::50" ]]
  run -2 v6lab sweep rfc8219 --set dut=siit,router --lookup-cost=500 --trial=1 --repeat=1 --db b.db
  [[ $output == *"--lookup-cost=500: --dut="*" makes no use of it; allowed with --dut=nat64|464xlat|virtual-ipv6"* ]]
}

@test "one experiment has one spelling on record, and a sweep finds its run by any" {
  few=(--repeat=1 --resolution=10)
  v6lab run rfc8219 --test=connections --dut=nat64 --flows=100 "${few[@]}" --quiet --db a.db
  [[ $(query a.db "SELECT json_extract(options, '$.test') FROM v_run") == conn ]]
  run -0 v6lab sweep rfc8219 --set flows=100,200 --test=conn --dut=nat64 "${few[@]}" --db a.db --json
  [[ $output == *'"made": 1,'*'"before": 1,'* ]]
  n=0
  for words in --test=dns64 --dut=dns64 "--test=dns64 --dut=dns64"; do
    v6lab run rfc8219 $words --trial=1 "${few[@]}" --quiet --db $((n++)).db
  done
  for file in 0.db 1.db 2.db; do
    [[ $(query $file "SELECT run_id || options FROM v_run") == "$(query 0.db "SELECT run_id || options FROM v_run")" ]]
    [[ $(query $file "SELECT json_extract(options, '$.test') || json_extract(options, '$.dut') FROM v_run") == dns64dns64 ]]
  done
  run -2 v6lab sweep rfc8219 --set scale=0,10000 "${few[@]}" --db b.db
  [[ $output == *"scale=0 and scale=10000 are the same run; give each value once"* ]]
  run -2 v6lab sweep rfc8219 --set test=conn,connections --dut=nat64 --flows=100 "${few[@]}" --db b.db
  [[ $output == *"test=conn and test=connections are the same run; give each value once"* ]]
}

@test "the options on record are those that the test makes use of, and another run takes them" {
  v6lab run rfc8219 --test=dns64 --trial=4 --repeat=1 --resolution=5 --quiet --db a.db
  [[ $(query a.db "SELECT group_concat(key, ' ') FROM (SELECT key FROM v_run, json_each(v_run.options) ORDER BY key)") == \
    "aaaa cached cores dut flows jitter line message-cost queue repeat resolution scale test tester-cost trial" ]]
  mapfile -t words < <(query a.db "SELECT '--' || key || '=' || value FROM v_run, json_each(v_run.options)")
  v6lab run rfc8219 "${words[@]}" --quiet --db b.db
  [[ $(query a.db "SELECT options FROM v_run") == "$(query b.db "SELECT options FROM v_run")" ]]
  v6lab run rfc8219 --trial=1 --repeat=1 --quiet --db c.db
  [[ $(query c.db "SELECT options LIKE '%\"dut\":\"siit\"%' AND options NOT LIKE '%stagger%' AND options NOT LIKE '%message-cost%' FROM v_run") == 1 ]]
}

@test "connections are proven by frames that no core and no jitter loses, however short the queue is" {
  # Half of what all cores serve lost one or two in a thousand; then nothing had been made.
  local few=(--test=conn --dut=nat64 --repeat=1)
  proven "${few[@]}" --flows=100 --jitter=50 --queue=1 --cores=2 --db a.db
  proven "${few[@]}" --flows=1000 --line=10Gbps --cores=16 --queue=2 --db b.db
  for db in a.db b.db; do
    [[ $(query $db "SELECT count(*) > 0 AND min(received = offered) FROM v_bench_run WHERE purpose = 'validate'") == 1 ]]
  done
}

@test "connections have no trials of a length, and are compliant without one" {
  run -0 v6lab run rfc8219 --test=conn --dut=nat64 --flows=100 --repeat=1 --resolution=5
  [[ $output == *"quick mode, not RFC 8219 compliant: 1 repetitions where 20 are asked for"* ]]
}

@test "a sweep over tests leaves an option out where it has no meaning, and refuses one that has none at all" {
  v6lab sweep rfc8219 --set test=throughput,dns64 --frame=512 --trial=1 --repeat=1 --resolution=10 --quiet --db a.db
  [[ $(query a.db "SELECT group_concat(frame, ' ') FROM (SELECT json_extract(options, '$.frame') AS frame FROM v_run WHERE frame IS NOT NULL)") == 512 ]]
  [[ $(query a.db "SELECT count(*) FROM v_run WHERE status = 'complete'") == 2 ]]
  run -2 v6lab sweep rfc8219 --set test=throughput,dns64 --stagger=1 --trial=1 --repeat=1 --db b.db
  [[ $output == *"--stagger=1: --test="*" makes no use of it; allowed with --test=scale"* ]]
  # --test decides what is measured: it is not left out beside --dut=dns64, which measures something else.
  run -2 v6lab sweep rfc8219 --set dut=siit,dns64 --test=latency --trial=1 --repeat=1 --db b.db
  [[ $output == *"--test=latency: --dut=dns64 answers queries"* ]]
  run -2 v6lab sweep rfc8219 --set test=throughput,dns64 --set frame=84,512 --trial=1 --repeat=1 --db b.db
  [[ $output == *"--frame=84: --test=dns64 makes no use of it"* ]]
}

@test "a sweep compares: medians of every combination below each other, with intervals over the runs" {
  run -0 v6lab sweep rfc8219 --trial=1 --repeat=1 --jitter=50 --set frame=84,1518 --runs 3 --db a.db
  echo "$output"
  printf '%s\n' "${lines[@]}" | grep -q '^metric  *frame  *median  *unit'
  for frame in 84 1518; do
    # Student's t with two degrees of freedom, for 95 %: 4.30265.
    wanted=$(query a.db "SELECT printf('%.6g', avg(median)),
        printf('%.3g', round(4.30265 * sqrt((sum(median * median) - 3 * avg(median) * avg(median)) / 2 / 3), 5))
      FROM v_bench_summary WHERE metric = 'throughput' AND frame = $frame" | sed 's/|/ ± /')
    read -r metric shown median < <(printf '%s\n' "${lines[@]}" | grep "^throughput  *$frame ")
    echo "$metric, $shown, $median; wanted $wanted"
    [[ $metric == throughput && $shown == "$frame" && $median == "$wanted "*frames/s ]]
  done
  v6lab sweep rfc8219 --trial=1 --repeat=1 --jitter=50 --set frame=84,1518 --runs 3 --db a.db --json >a.json
  told=$(/usr/bin/python3 -c '
import json
told = json.load(open("a.json"))["points"][1]["benchmark"]
one = next(figure for figure in told if figure["metric"] == "throughput")
print(one["metric"], one["unit"], one["n"], "%.9g" % one["mean"])')
  [[ $told == "throughput frames/s 3 $(query a.db "SELECT printf('%.9g', avg(median)) FROM v_bench_summary WHERE metric = 'throughput' AND frame = 1518")" ]]
}

@test "a recovery from no overload is said to be none" {
  run -0 v6lab run rfc8219 --test=recovery --dut=router --preset=ip6-forward --queue=40 --frame=128 --trial=10 --repeat=2 --db a.db
  [[ $output == *"nothing was lost at its rate in 2 of 2 repetitions: there was nothing to recover from"* ]]
  run -0 v6lab run rfc8219 --test=recovery --trial=4 --repeat=2 --db b.db
  [[ $output != *"nothing to recover from"* ]]
}
