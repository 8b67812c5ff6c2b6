#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# The per-app VPN on the command line: all combinations, captures, explain, wrong input.

load common

# Packets of a capture that match a filter.
count() {
  tshark -r "$1" -Y "$2" 2>/dev/null | wc -l
}

@test "per-app-vpn: each mode in each network, with IPv6 in the service and without, is as the article has it" { # article D
  local mode network ipv6
  for mode in proxy tunnel; do
    for network in ipv4-only ipv6-only dual-stack; do
      for ipv6 in on off; do
        rm -rf captures
        run -0 v6lab run per-app-vpn --mode=$mode --network=$network --vpn-ipv6=$ipv6 --db m.db --pcap captures
        echo "$mode $network $ipv6: $output"
        [[ $output == *"checks passed"* && $output != *FAIL* ]]
        clean captures/*.pcap
      done
    done
  done
  [[ $(query m.db 'SELECT count(*) FROM v_run') == 12 ]]
  [[ $(query m.db "SELECT count(DISTINCT run_id) FROM v_drop WHERE reason = 'vpn-no-ipv6' AND node = 'phone'") == 6 ]]
}

@test "a VPN server without NAT64 is the end for an address in its range" { # RFC 6052 3.1
  run -0 v6lab run per-app-vpn --mode=tunnel --network=dual-stack --server-nat64=off --db s.db
  [[ $(query s.db "SELECT DISTINCT node FROM v_drop WHERE reason = 'no-route'") == core ]]
}

@test "a proxy: the application's packet and the service's own are one walk, and the session is on record" { # article D
  v6lab run per-app-vpn --db p.db --pcap captures --quiet
  run -0 v6lab explain p.db "VPN app: UDP into the NAT64 range"
  echo "$output"
  [[ $output == *"phone   sends     udp [fd00:8::2]"*"phone   takes into its VPN service"*"phone   sends     udp [2001:db8:a::2]"*"access  translates"* ]]
  [[ $output == *"phone   answers from its VPN service udp [64:ff9b::c000:201]:7 → [fd00:8::2]"* ]]
  [[ $(query p.db "SELECT count(*) FROM v_session WHERE node = 'phone' AND protocol = 'tcp' AND
       inside_address = 'fd00:8::2' AND outside_address = '2001:db8:a::2' AND
       remote_address = '64:ff9b::c000:201' AND state = 'CLOSED'") == 1 ]]
  # The virtual interface has the application's packets, and the radio link none of its addresses.
  (($(count captures/phone-vpn0.pcap 'ipv6.src == fd00:8::2') > 5))
  (($(count captures/phone-vpn0.pcap 'ipv6.dst == fd00:8::2') > 5))
  [[ $(count captures/phone-radio.pcap 'ipv6.addr == fd00:8::/64 or ip.addr == 10.8.0.0/24') == 0 ]]
}

@test "a tunnel: inner and outer headers are on record, and the MTU pays for the outer ones" { # RFC 791 3.1, RFC 8200 3
  local overhead network
  for network in ipv4-only:28 ipv6-only:48; do
    overhead=${network#*:}
    rm -rf captures t.db
    v6lab run per-app-vpn --mode=tunnel --network="${network%:*}" --db t.db --pcap captures --quiet
    run -0 v6lab explain t.db "VPN app: UDP into the NAT64 range"
    echo "$output"
    [[ $output == *"phone   encapsulates "*"]:7"*":6080"*"vpn     decapsulates"*"vpn     translates"* ]]
    [[ $(query t.db "SELECT DISTINCT b.length - a.length FROM v_hop a JOIN v_hop b USING (run_id, flow_id, packet_id, node)
         WHERE a.node = 'phone' AND a.hop = 0 AND a.action = 'send' AND b.hop > 0 AND b.action = 'send' AND b.dst_port = 6080
           AND a.dst = '64:ff9b::c000:201'") == "$overhead" ]]
    [[ $(count captures/phone-radio.pcap 'frame.cap_len > 1502') == 0 ]]
    # What is taken out has the hop limit with which it arrived.
    [[ $(query t.db "SELECT count(*) FROM v_hop a JOIN v_hop b USING (run_id, flow_id, packet_id, node)
         WHERE node = 'vpn' AND a.action = 'deliver' AND b.action = 'decapsulate' AND b.hop = a.hop + 1 AND a.ttl <> b.ttl") == 0 ]]
    [[ $(query t.db "SELECT count(*) FROM v_hop WHERE node = 'vpn' AND action = 'decapsulate' AND ttl = 62") != 0 ]]
    # The other application's packets are in no tunnel.
    [[ $(query t.db "SELECT count(*) FROM v_hop JOIN v_flow USING (run_id, flow_id)
         WHERE name LIKE 'other app%' AND (action LIKE '%capsulate' OR node = 'vpn')") == 0 ]]
  done
}

@test "two runs of a VPN are the same, byte for byte" {
  v6lab run per-app-vpn --network=dual-stack --pcap one --quiet
  v6lab run per-app-vpn --network=dual-stack --pcap two --quiet
  diff -r one two
}

@test "what a VPN cannot be is refused by name" {
  run --separate-stderr -2 v6lab run per-app-vpn --mode=split
  [[ $stderr == *"--mode"*"proxy"*"tunnel"* ]]
  run --separate-stderr -2 v6lab run per-app-vpn --network=none
  [[ $stderr == *"--network"*"ipv4-only"* ]]
  run --separate-stderr -2 v6lab run per-app-vpn --server-nat64=off
  [[ $stderr == *"--server-nat64"*"--mode=tunnel"* ]]
  v6lab topology per-app-vpn --mode=tunnel --format yaml >t.yaml
  sed 's/server: vpn/server: n4/' t.yaml >wrong.yaml
  run --separate-stderr -2 v6lab run wrong.yaml
  echo "$stderr"
  [[ $stderr == *'"n4" is no VPN server'* ]]
  sed 's/vpn: vpn0/vpn: vpn1/' t.yaml >wrong.yaml
  run --separate-stderr -2 v6lab run wrong.yaml
  [[ $stderr == *'"phone" has no VPN service "vpn1"'* ]]
}
