#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# The scenario onprem-to-azure: the whole table of its options, and what the records say of it.

load common

# Runs it into NAME.db: passes NAME OPTION...
passes() {
  local name=$1
  shift
  run -0 v6lab run onprem-to-azure "$@" --db "$name.db"
  [[ $output == *"checks passed"* && $output != *FAIL* ]]
}

# What became of the call: outcome DB
outcome() {
  query "$1.db" "SELECT outcome || ' ' || coalesce(reason, translations) FROM v_flow
    WHERE name = 'TCP to the data source'"
}

@test "the table of solutions, gateways and years is as Azure's rules say" {
  for gateway in vpn expressroute; do
    for year in 2023 2026; do
      for solution in none dual-stack nat64-onprem nat64-azure; do
        passes $solution-$gateway-$year --solution=$solution --gateway=$gateway --azure=$year
        expected=$(case $solution-$gateway-$year in
          none-*) echo failed no-address-of-family ;;
          dual-stack-vpn-2023 | nat64-azure-vpn-2023) echo failed azure-gateway-ipv4-only ;; # D1
          dual-stack-*) echo delivered 0 ;;
          *) echo delivered 1 ;;
          esac)
        echo "$solution $gateway $year: $(outcome $solution-$gateway-$year), expected $expected"
        [[ $(outcome $solution-$gateway-$year) == "$expected" ]]
      done
    done
  done
  # The request's addresses before and after: translated in the data centre, and in the hub.
  before="SELECT DISTINCT node || ' ' || src_before || ' ' || dst_before || ' > ' || src_after || ' ' || dst_after
    FROM v_translation WHERE kind = 'nat64' AND src_before = '2001:db8:c:1::10'"
  [[ $(query nat64-onprem-vpn-2023.db "$before") == "nat64 2001:db8:c:1::10 64:ff9b::a01:104 > 172.16.64.1 10.1.1.4" ]]
  [[ $(query nat64-azure-vpn-2026.db "$before") == "nva 2001:db8:c:1::10 2001:db8:a0:64::a01:104 > 10.0.1.4 10.1.1.4" ]]
  # Into the tunnel goes IPv4 if it is translated before, and IPv6 if after (the article's simpler routing).
  inside="SELECT DISTINCT family FROM v_hop JOIN v_flow USING (run_id, flow_id)
    WHERE action = 'encapsulate' AND v_flow.name = 'TCP to the data source'"
  [[ $(query nat64-onprem-vpn-2026.db "$inside") == v4 ]]
  [[ $(query nat64-azure-vpn-2026.db "$inside") == v6 ]]
  # A NAT64 is one more router; that in the hub is a crossing of the fabric, and so slower.
  rtt="SELECT rtt_mean_ms FROM v_flow WHERE name = 'TCP to the data source'"
  for gateway in vpn expressroute; do
    native=$(query dual-stack-$gateway-2026.db "$rtt")
    onprem=$(query nat64-onprem-$gateway-2026.db "$rtt")
    azure=$(query nat64-azure-$gateway-2026.db "$rtt")
    echo "$gateway: $native $onprem $azure ms"
    [[ $(query dual-stack-$gateway-2026.db "SELECT $native < $onprem + 0.1 AND $onprem + 0.8 < $azure") == 1 ]]
  done
}

@test "the well-known prefix stands for private addresses, unless the NAT64 is strict" {
  passes lax
  passes strict --strict-wkp=true
  [[ $(query strict.db "SELECT DISTINCT node || ' ' || reason FROM v_drop ORDER BY 1") == \
    $'nat64 well-known-prefix-non-global\nserver no-address-of-family' ]]
  passes own --strict-wkp=true --pref64=2001:db8:64::/48
  [[ $(outcome own) == "delivered 1" ]]
  passes hub --solution=nat64-azure --pref64=64:ff9b::/96 --strict-wkp=true
  [[ $(query hub.db "SELECT DISTINCT node FROM v_drop ORDER BY 1") == $'nva\nserver' ]]
}

@test "what is not Azure's own space is sent into a tunnel, but to no circuit" {
  passes vpn --solution=nat64-azure --pref64=64:ff9b::/96
  [[ $(outcome vpn) == "delivered 1" ]]
  passes circuit --solution=nat64-azure --pref64=64:ff9b::/96 --gateway=expressroute
  [[ $(outcome circuit) == "failed no-route" ]]
}

@test "calls from Azure to the IPv6-only server, by each gateway, year and solution" {
  for reverse in eam virtual-ipv6; do
    passes $reverse-er --reverse=$reverse --gateway=expressroute
    passes $reverse-2023 --reverse=$reverse --azure=2023
    [[ $(query $reverse-2023.db "SELECT DISTINCT node FROM v_hop JOIN v_flow USING (run_id, flow_id)
      WHERE action = 'translate' AND v_flow.name = 'TCP to the IPv6-only server' AND v_hop.protocol = 'tcp'") == relay ]]
  done
  for solution in none dual-stack nat64-azure; do
    passes $solution --reverse=eam --solution=$solution
  done
}

@test "a prefix that cannot be is refused by the option's name, whatever the solution" {
  for solution in none dual-stack nat64-onprem nat64-azure; do
    for prefix in 2001:db8::/33 nonsense ::/97 64:ff9b::/97 10.0.0.0/8; do
      run -2 v6lab run onprem-to-azure --solution=$solution --pref64=$prefix
      [[ $output == *"--pref64=$prefix: "*"RFC 6052"* ]]
    done
  done
  # The campus's own subnet, and a part of the transit network.
  for prefix in 2001:db8:c:1::/64 2001:db8:c::/48 2001:db8:c:0:0:1::/96; do
    run -2 v6lab run onprem-to-azure --pref64=$prefix
    [[ $output == *"--pref64=$prefix overlaps 2001:db8:c:"*"/64"* ]]
  done
}

@test "options of a NAT64 are refused where there is none" { # RFC 6052 3.1
  for solution in none dual-stack; do
    run -2 v6lab run onprem-to-azure --solution=$solution --strict-wkp=true
    [[ $output == *"--strict-wkp=true needs a NAT64"* ]]
    run -2 v6lab run onprem-to-azure --solution=$solution --pref64=64:ff9b::/96
    [[ $output == *"--pref64=64:ff9b::/96 needs a NAT64"* ]]
  done
  run -2 v6lab run onprem-to-azure --solution=nat46
  [[ $output == *"none|dual-stack|nat64-onprem|nat64-azure"* ]]
}

@test "Wireshark sees IPv6 before the NAT64 and IPv4 behind it, with the same ports of the data source" {
  v6lab run onprem-to-azure --gateway=expressroute --pcap captures --quiet
  tshark -r captures/server-campus.pcap -Y 'ipv6.dst == 64:ff9b::a01:104 and tcp.dstport == 80 and tcp.flags.syn == 1' 2>/dev/null | grep -q .
  tshark -r captures/edge-circuit-primary.pcap -Y 'ip.src == 172.16.64.1 and ip.dst == 10.1.1.4 and tcp.dstport == 80' 2>/dev/null | grep -q .
  [[ -z $(tshark -r captures/edge-circuit-primary.pcap -Y ipv6 2>/dev/null) ]]
  for capture in captures/*.pcap; do
    [[ -z $(tshark -r "$capture" -o ip.check_checksum:TRUE -o tcp.check_checksum:TRUE -o udp.check_checksum:TRUE \
      -Y '_ws.malformed or ip.checksum.status == 0 or tcp.checksum.status == 0 or udp.checksum.status == 0' 2>/dev/null) ]]
  done
}
