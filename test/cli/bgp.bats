#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# The BGP messages that the unit tests write byte for byte, judged by tshark.

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
