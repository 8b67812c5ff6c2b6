#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# The island of IPv4 on the command line: checks, explanations, captures, questions, wrong input.

load common

@test "ipv4-island passes its checks, and its captures are clean" {
  run -0 v6lab run ipv4-island --db i.db --pcap p
  echo "$output"
  [[ $output == *"checks passed"* && $output != *" FAIL "* ]]
  clean p/*.pcap
  # Discover, Offer, Request, Ack of the device, and what it was leased.
  run -0 tshark -r p/island-router-island.pcap -Y 'dhcp.option.dhcp == 5' -T fields -e dhcp.ip.your
  in_order "192.168.38.109"
  # Solicit, Advertise, Request, Reply, and what was delegated.
  run -0 tshark -r p/island-router-campus.pcap -Y dhcpv6.iaprefix.pref_addr -T fields \
    -e dhcpv6.msgtype -e dhcpv6.iaprefix.pref_addr -e dhcpv6.iaprefix.pref_len
  in_order "7" "2001:db8:8011:fda4::" "62"
}

@test "the three captures of the hands-on hold three pings in front of the translator and behind it" {
  v6lab run ipv4-island --pcap p --quiet
  v6lab run ipv4-island --pcap flows --record flows --quiet
  for name in {p,flows}/{ipv4-only-net,ipv6-only-net,v4-from-v6}; do
    clean "$name.pcap"
    [[ $(tshark -r "$name.pcap" -Y 'icmp.type == 8 or icmp.type == 0' 2>/dev/null | wc -l) == 6 ]]
    [[ $(tshark -r "$name.pcap" -Y 'icmpv6.type == 128 or icmpv6.type == 129' 2>/dev/null | wc -l) == 6 ]]
  done
  run -0 tshark -r p/v4-from-v6.pcap -T fields -e ipv6.src -e ip.dst
  in_order "2001:db8:8011:fda4:4444:0:c0a8:266d" "192.168.38.109"
}

@test "ping, a blocked port and the CLAT's flow are explained" {
  v6lab run ipv4-island --db i.db --quiet
  run -0 v6lab explain i.db "$(query i.db "SELECT flow_id FROM v_flow WHERE dst_address = '2001:db8:8011:fda4:4444:0:c0a8:266d' AND protocol LIKE 'icmp%'")"
  in_order workstation campus-router island-router 192.168.38.109 iot-device
  run -0 v6lab explain i.db "$(query i.db "SELECT flow_id FROM v_flow WHERE dst_port = 23")"
  in_order workstation island-router firewall-zone-no-rule
  run -0 v6lab explain i.db "$(query i.db "SELECT flow_id FROM v_flow WHERE src_node = 'iot-device' AND protocol LIKE 'icmp%'")"
  in_order iot-device island-router 64:ff9b::c633:6450 plat 198.51.100.80 internet-server
}

@test "without the CLAT the device has no way out, and the reason is shown" {
  run -0 v6lab run ipv4-island --clat off --db o.db
  [[ $output == *"checks passed"* && $output != *" FAIL "* ]]
  [[ $(query o.db "SELECT count(*) FROM v_flow WHERE src_node = 'iot-device' AND reason = 'no-route'") == 3 ]]
}

@test "the CLAT's prefix is advertised, found by DNS or set" {
  for how in advertised dns set; do
    run -0 v6lab run ipv4-island --plat-prefix "$how"
    echo "$how: $output"
    [[ $output == *"checks passed"* && $output != *" FAIL "* ]]
  done
}

@test "another prefix: hosts follow, what was typed in does not" {
  run -0 v6lab run ipv4-island --renumbered true --pcap p
  echo "$output"
  [[ $output == *"checks passed"* && $output != *" FAIL "* ]]
  # The old /64 is withdrawn beside the new one.
  run -0 tshark -r p/island-router-island.pcap -Y 'icmpv6.type == 134' -T fields -e icmpv6.opt.prefix \
    -e icmpv6.opt.prefix.preferred_lifetime
  in_order $'2001:db8:8011:fda4::,2001:db8:8011:fdb0::\t0,'
}

@test "the questions are answered by the run" {
  run -0 v6lab run ipv4-island --questions true
  in_order questions "192.168.38.109" "198.51.100.80" "64:ff9b::c633:6450" "CLAT"
  run -0 v6lab run ipv4-island --questions true --clat off
  in_order questions "try --clat=on"
  run -0 v6lab run ipv4-island --questions true --record flows
  in_order questions "not answered: --record flows keeps no translations"
  [[ $output != *"try --clat=on"* ]]
}

@test "the example runs, and what is wrong with pasted lines is told by line" {
  run -0 v6lab run "$root/examples/ipv4-island.yaml"
  [[ $output == *"checks passed"* && $output != *" FAIL "* ]]
  sed 's/dest_port/dest_prt/' "$root/examples/ipv4-island.yaml" >bad.yaml
  run --separate-stderr -2 v6lab run bad.yaml
  echo "$stderr"
  [[ $stderr == *'line 7: "dest_prt" must be name, src,'* ]]
  sed 's/--pool6.*/--pool6 2001:db8::\/95/' "$root/examples/ipv4-island.yaml" >bad.yaml
  run --separate-stderr -2 v6lab run bad.yaml
  [[ $stderr == *'line 2: pool6 "2001:db8::/95" must be'* ]]
}

@test "prefixes that somebody has already are refused with their place and clause" {
  run --separate-stderr -2 v6lab run ipv4-island --pref64 2001:db8:8011:fda4::/64
  echo "$stderr"
  [[ $stderr == *'2001:db8:8011:fda4::/64 overlaps 2001:db8:8011:fda4::/62, which node campus-router delegates'*'[RFC 6052 1.3]'* ]]
  run --separate-stderr -2 v6lab run ipv4-island --pref64 2001:db8:8011:1::/64
  echo "$stderr"
  [[ $stderr == *'overlaps 2001:db8:8011:1::/64 of link campus, where node campus-router has an address'*'[RFC 6052 1.3]'* ]]
  sed 's/--pool6 [^ ]*/--pool6 2001:db8:1:0:4444::\/96/' "$root/examples/ipv4-island.yaml" >bad.yaml
  run --separate-stderr -2 v6lab run bad.yaml
  echo "$stderr"
  [[ $stderr == *'.openwrt.jool (openwrt): '*'overlaps 2001:db8:1::/64 of link office'* ]]
  sed 's/pool: "2001:db8:100::\/40"/pool: "2001:db8::\/40"/' "$root/examples/ipv4-island.yaml" >bad.yaml
  run --separate-stderr -2 v6lab run bad.yaml
  echo "$stderr"
  [[ $stderr == *'nodes[1].delegates[0].pool (provider): 2001:db8::/40 overlaps 2001:db8:1::/64 of link office'*'[RFC 8415 6.3]'* ]]
}

@test "a pool4 that cannot be is told by line" {
  sed 's/^\( *\)jool instance add.*/&\n\1jool pool4 add --tcp 192.168.1.300 1-99999/' \
    "$root/examples/ipv4-island.yaml" >bad.yaml
  run --separate-stderr -2 v6lab run bad.yaml
  echo "$stderr"
  [[ $stderr == *'openwrt.jool (openwrt): line 3: pool4 "192.168.1.300" must be an IPv4 address or prefix'* ]]
}

@test "a link in neither zone is named; the router's own address in a pool is warned of" {
  sed 's/wan: \[office\]/wan: []/' "$root/examples/ipv4-island.yaml" >bad.yaml
  run --separate-stderr -2 v6lab run bad.yaml
  echo "$stderr"
  [[ $stderr == *'.openwrt (openwrt): link "office" of node openwrt must be in one of the zones, lan or wan'* ]]
  sed 's/first: 192.168.1.100/first: 192.168.1.1/' "$root/examples/ipv4-island.yaml" >own.yaml
  run -0 v6lab run own.yaml
  echo "$output"
  [[ $output == *"192.168.1.1 is the router's own address, so nobody is leased it"* ]]
}

@test "a ping to all of the island through Jool is not passed on" {
  sed 's/^workloads:/&\n  - {name: all, kind: ping, from: laptop, to: "2001:db8:100:10:4444::192.168.1.255", server: camera, start: 9s}/' \
    "$root/examples/ipv4-island.yaml" >all.yaml
  run -0 v6lab run all.yaml --db a.db
  echo "$output"
  [[ $(query a.db "SELECT DISTINCT reason FROM v_flow WHERE dst_address LIKE '%c0a8:1ff'") == bad-destination ]]
}
