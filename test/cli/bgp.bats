#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# The BGP messages that the unit tests write byte for byte, judged by tshark.

load common

@test "tshark reads every BGP message as it is meant and finds no fault in any" { # RFC 4271 4, RFC 4760 3, 4, RFC 5492 4, RFC 6793 3
  while IFS=$'\t' read -r name filter hex; do
    [[ $name == '#'* ]] && continue
    sed 's/../ &/g; s/^/000000/' <<<"$hex" >"$BATS_TEST_TMPDIR/hex"
    text2pcap -q -T 179,50000 "$BATS_TEST_TMPDIR/hex" "$BATS_TEST_TMPDIR/$name.pcap" 2>/dev/null
    run tshark -r "$BATS_TEST_TMPDIR/$name.pcap" -Y "bgp && !_ws.malformed && !(_ws.expert.severity >= 0x600000) && $filter"
    echo "$name: $filter: $output"
    [[ $(grep -c BGP <<<"$output") -eq 1 ]]
  done <"$BATS_TEST_DIRNAME/../data/bgp-messages.tsv"
}

# Fails if tshark finds a malformed packet, a bad checksum or an error of a protocol in a capture.
clean() {
  local bad
  bad=$(tshark -r "$1" -o ip.check_checksum:TRUE -o tcp.check_checksum:TRUE -o udp.check_checksum:TRUE \
    -Y '_ws.malformed or _ws.expert.severity >= 0x800000 or ip.checksum.status == 0 or
        tcp.checksum.status == 0 or udp.checksum.status == 0' 2>/dev/null)
  echo "$1: $bad"
  [[ -z $bad ]]
}

# How many packets of a capture a filter finds.
count() {
  tshark -r "$1" -Y "$2" 2>/dev/null | wc -l
}

@test "BGP and BFD of a topology are clean on the wire: one connection, all messages, what BFD ended is said" { # RFC 4271 4, RFC 5880 4.1, RFC 9384 3
  v6lab run "$BATS_TEST_DIRNAME/../data/two-links.yaml" --pcap captures --quiet
  for capture in captures/left-primary.pcap captures/left-secondary.pcap; do
    clean $capture
  done
  [[ $(count captures/left-secondary.pcap 'tcp.flags.syn == 1 and tcp.flags.ack == 0') == 1 ]]
  [[ $(count captures/left-secondary.pcap 'bgp.type == 1') == 2 ]]
  [[ $(count captures/left-secondary.pcap 'bgp.type == 2') -ge 2 ]]
  [[ $(count captures/left-secondary.pcap 'bgp.type == 4') -ge 2 ]]
  [[ $(count captures/left-primary.pcap 'bgp.notify.major_error == 6 and bgp.notify.minor_error_cease == 10') -ge 1 ]]
  [[ $(count captures/left-secondary.pcap 'bfd.sta == 3 and ip.ttl == 255 and bfd.desired_min_tx_interval == 300000') -ge 100 ]]
}

@test "a run with BGP tells sessions and routes, and its pings miss no more than BFD needs" { # RFC 5880 6.8.4
  v6lab run "$BATS_TEST_DIRNAME/../data/two-links.yaml" --db b.db --quiet
  run -0 v6lab show b.db v_bgp_peer
  [[ $output == *Connected* ]]
  [[ $(query b.db "SELECT count(*) FROM v_bgp_event WHERE detail LIKE 'bfd-down%' AND time_ns BETWEEN 20.6e9 AND 20.91e9") == 2 ]]
  [[ $(query b.db "SELECT max(lost_packets) FROM v_flow") == 1 ]]
  [[ $(query b.db 'SELECT count(*) FROM v_flow') == 2 ]]
}
