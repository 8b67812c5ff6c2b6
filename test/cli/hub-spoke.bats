#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# The scenario hub-spoke over its options; its packets are judged by Wireshark.

load common

# All checks of a run pass, and there are as many as expected: checked COUNT OPTION...
checked() {
  local count=$1
  shift
  v6lab run hub-spoke --db run.db --quiet "$@"
  [[ $(query run.db "SELECT count(*) || ' ' || sum(passed) FROM v_check") == "$count $count" ]] ||
    { query run.db "SELECT * FROM v_check WHERE passed IS NOT 1"; echo "$@"; return 1; }
  rm run.db
}

@test "every stage holds what it promises, by VPN, by ExpressRoute and by both" {
  for gateway in vpn expressroute; do
    checked 12 --flows 0 --stage ipv4 --gateway "$gateway"
    checked 13 --flows 0 --stage hub --gateway "$gateway"
    checked 14 --flows 0 --stage spokes --gateway "$gateway"
    checked 14 --flows 0 --stage routes --gateway "$gateway"
    checked 14 --flows 0 --gateway "$gateway"
  done
  # Long packets over the circuit: the gateway's ICMP errors find their way back (G2).
  checked 17 --flows 30 --gateway expressroute
  checked 16 --flows 0 --stage ipv4 --gateway both
  checked 19 --flows 0 --stage routes --gateway both
  checked 19 --flows 0 --gateway both
}

@test "every stage holds in 2023, too, and with other ways to connect the spokes" {
  checked 14 --flows 0 --azure 2023
  checked 19 --flows 0 --azure 2023 --gateway both
  for connectivity in connected-group avnm-hub-spoke; do
    checked 12 --flows 0 --stage ipv4 --connectivity "$connectivity"
    checked 14 --flows 0 --stage spokes --connectivity "$connectivity"
    checked 14 --flows 0 --connectivity "$connectivity"
  done
  checked 12 --flows 0 --spokes 1
  checked 14 --flows 0 --spokes 16
}

@test "1,000 connections are spread within ten points of even" {
  v6lab run hub-spoke --flows 1000 --db run.db --quiet
  [[ $(query run.db "SELECT count(*) FROM v_check WHERE passed IS NOT 1") == 0 ]]
  for family in v4 v6; do
    # Each connection is known by the SYN that a machine gets (L1).
    counts=$(query run.db "SELECT count(DISTINCT src_port) FROM v_hop WHERE action = 'deliver'
      AND flow_id = (SELECT flow_id FROM v_flow WHERE name = 'many connections over $family')
      AND tcp_flags = 'SYN' AND node LIKE 's4-vm%' GROUP BY node ORDER BY 1")
    echo "$family: $counts"
    read -r low middle high <<<"$(tr '\n' ' ' <<<"$counts")"
    [[ $((low + middle + high)) == 1000 && $low -gt 233 && $high -lt 433 ]]
  done
  [[ $(query run.db "SELECT count(DISTINCT node) FROM v_hop WHERE action = 'deliver' AND flow_id =
    (SELECT flow_id FROM v_flow WHERE name = 'one long connection') AND node LIKE 's4-vm%'") == 1 ]]
}

@test "a machine that dies is taken out when its probes have failed; what it had stays with it" {
  v6lab run hub-spoke --vm-fails true --flows 0 --db run.db --quiet
  [[ $(query run.db "SELECT count(*) FROM v_check WHERE passed IS NOT 1") == 0 ]]
  takers() { # takers WORKLOAD: which machines take its connections
    query run.db "SELECT group_concat(DISTINCT node) FROM (SELECT node FROM v_hop WHERE flow_id =
      (SELECT flow_id FROM v_flow WHERE name = '$1') AND action = 'deliver' AND tcp_flags = 'SYN'
      AND node LIKE 's1-vm%' ORDER BY node)"
  }
  [[ $(takers "connections while all machines live") == s1-vm1,s1-vm2,s1-vm3 ]]
  [[ $(takers "connections when the probes have failed") == s1-vm1,s1-vm2 ]]
  # L3: established connections go on to the dead machine after it has been taken out.
  last=$(query run.db "SELECT max(time_ns) / 1000000000 FROM v_drop WHERE reason = 'azure-machine-down'
    AND flow_id = (SELECT flow_id FROM v_flow WHERE name = 'uploads while a machine dies')")
  echo "last: $last"
  [[ $last -ge 16 ]]
}

@test "uploads are open when a machine dies, by the fastest line too" { # L3
  for options in "--gateway expressroute" "--gateway both --spokes 1" "--gateway both --spokes 16 --cut-primary"; do
    # shellcheck disable=SC2086 # several words each
    v6lab run hub-spoke $options --vm-fails true --flows 0 --db run.db --quiet
    [[ $(query run.db "SELECT outcome || ' ' || reason FROM v_flow
      WHERE name = 'uploads while a machine dies'") == "partial azure-machine-down" ]]
    rm run.db
  done
}

@test "a spread is judged from 30 connections on, and not claimed below" {
  for flows in 1 29; do
    v6lab run hub-spoke --flows $flows --db run.db --quiet
    [[ $(query run.db "SELECT count(*) FROM v_check WHERE name LIKE '%spread%'") == 0 ]]
    [[ $(query run.db "SELECT sum(passed) FROM v_check WHERE name LIKE 'calls through the load balancer are answered%'") == 2 ]]
    rm run.db
  done
  v6lab run hub-spoke --flows 30 --db run.db --quiet
  [[ $(query run.db "SELECT group_concat(expected, '|') FROM v_check WHERE name LIKE '%spread%'") == "delivered; 3 machines|delivered; 3 machines" ]]
}

@test "what fails at a stage fails for the reason that the check names" { # R17, R20
  v6lab run hub-spoke --stage spokes --flows 0 --db run.db --quiet
  [[ $(query run.db "SELECT expected FROM v_check WHERE name LIKE 'branch calls it over IPv6, but%'") == "failed; reason azure-no-outbound-method; dropped at fabric" ]]
  v6lab run hub-spoke --stage ipv4 --flows 0 --db four.db --quiet
  [[ $(query four.db "SELECT count(*) FROM v_check WHERE expected = 'failed'") == 0 ]]
}

@test "the effective routes of all interfaces are there, GatewaySubnet included" {
  v6lab run hub-spoke --gateway both --flows 0 --db run.db --quiet
  routes() { # routes NIC PREFIX
    query run.db "SELECT source || ' ' || next_hop_type || ' ' || next_hop_ip || ' ' || state FROM
      v_effective_route WHERE nic = '$1' AND address_prefix = '$2'"
  }
  [[ $(routes s1-vm1-nic 0.0.0.0/0) == *"User VirtualAppliance 10.0.1.4 Active"* ]]
  [[ $(routes s1-vm1-nic ::/0) == *"User VirtualAppliance 2001:db8:a0:3::100 Active"* ]]
  [[ -z $(routes s1-vm1-nic 172.16.0.0/16) ]] # R17
  [[ -z $(routes s1-vm1-nic 10.0.0.0/8) ]]    # R4
  for gateway in hub-vpn hub-er; do           # R18
    [[ $(routes $gateway 10.1.0.0/16) == *"User VirtualAppliance 10.0.1.4 Active"* ]]
    [[ $(routes $gateway 2001:db8:101::/48) == *"User VirtualAppliance 2001:db8:a0:3::100 Active"* ]]
  done
  # R7: an edge's IPv4 address for IPv6, too; D2: the branch has no IPv6 route.
  [[ $(routes hub-firewall-nic 2001:db8:c1::/48) == *192.168.10.2* ]]
  [[ -z $(routes hub-firewall-nic 2001:db8:c0::/48) ]]
}

@test "Monitor has flow logs and metrics of hub and spokes" {
  v6lab run hub-spoke --flows 0 --db run.db --quiet
  [[ $(query run.db "SELECT count(*) FROM v_flow_log") -gt 10 ]]
  [[ $(query run.db "SELECT count(*) FROM v_metric") -gt 10 ]]
}

@test "Wireshark finds nothing malformed, and what each network should carry" {
  v6lab run hub-spoke --flows 0 --pcap captures --quiet
  clean captures/*.pcap
  # The web server sees the firewall's public address, never a spoke's (M2).
  [[ $(tshark -r captures/web-internet.pcap -Y ip -T fields -e ip.src 2>/dev/null | sort -u) == $'192.0.2.80\n203.0.113.4' ]]
  # And over IPv6 an appliance's (D3).
  seen=$(tshark -r captures/web-internet.pcap -Y ipv6 -T fields -e ipv6.src 2>/dev/null | sort -u)
  [[ $seen == *2001:db8:a0:3::* && $seen != *2001:db8:101:* ]]
}

@test "the picture shows hub, spokes, gateway, firewall, appliances and balancers" {
  v6lab topology hub-spoke --format svg | sed 's/&#45;/-/g' >picture.svg
  for word in hub-firewall hub-vpn bastion nva-1 appliances-lb spoke-4-lb 'masquerades IPv6' IPsec; do
    grep -q ">[^<]*$word" picture.svg || { echo "$word"; false; }
  done
}

@test "wrong options are refused with what is allowed" {
  run -2 v6lab run hub-spoke --spokes 17
  [[ $output == *spokes*1:16* ]]
  run -2 v6lab run hub-spoke --stage soon
  [[ $output == *"ipv4|hub|spokes|routes|complete"* ]]
}

@test "checks judge how many machines take connections, and how evenly" {
  v6lab topology hub-spoke --flows 200 >lab.yaml
  v6lab run lab.yaml --quiet
  sed 's/machines: 3/machines: 2/' lab.yaml >two.yaml
  run -1 v6lab run two.yaml
  [[ $output == *"expected delivered; 2 machines"*"observed delivered; 3 machines (s4-vm1 "* ]]
  sed 's/spread: 10/spread: 0/' lab.yaml >even.yaml
  run -1 v6lab run even.yaml
  [[ $output == *"shares within 0 points of even; observed"*"(s4-vm1 "* ]]
  sed 's/spread: 10/spread: 101/' lab.yaml >wrong.yaml
  run -2 v6lab run wrong.yaml
  [[ $output == *".spread"*"101 is not from 0 to 100"* ]]
  # Without hops nobody knows.
  v6lab run lab.yaml --record flows --db few.db --quiet
  [[ $(query few.db "SELECT passed IS NULL FROM v_check WHERE name LIKE '%spreads%IPv4'") == 1 ]]
}

@test "an appliance publishes a service by destination NAT, and is told what that needs" {
  v6lab run hub-spoke --flows 0 --db run.db --quiet
  [[ $(query run.db "SELECT count(*) FROM v_hop WHERE node LIKE 'nva-%' AND action = 'translate'
    AND flow_id = (SELECT flow_id FROM v_flow WHERE name = 'user calls the service over v6')
    AND dst_after = '2001:db8:101:1::100' AND src_after LIKE '2001:db8:a0:3::%'") -gt 0 ]]
  v6lab topology hub-spoke --flows 0 >lab.yaml
  sed 's/natRules: .*//; /natRules:/,/translatedAddress/d' lab.yaml >none.yaml
  run v6lab run none.yaml
  [[ $status == 1 ]]
  sed 's/masquerade: \[IPv6\]/masquerade: [IPv4]/' lab.yaml >bad.yaml
  run -2 v6lab run bad.yaml
  [[ $output == *"firewall.natRules[0]"*"needs IPv6 in masquerade"* ]]
}

@test "a cut of the circuit's primary link costs what was on its way until the hold time, no more" { # RFC 4271 6.5
  for gateway in expressroute both; do
    v6lab run hub-spoke --gateway "$gateway" --cut-primary --flows 0 --db cut.db --quiet
    # Both ends withdraw all that they had by the link, 6 to 9 s after the cut, in both IP versions.
    [[ $(query cut.db "SELECT group_concat(DISTINCT node) FROM (SELECT node FROM v_bgp_event WHERE what = 'withdrawn'
      AND peer IN ('192.168.10.1', '192.168.10.2') AND time_ns BETWEEN 36e9 AND 39e9 ORDER BY node)") == circuit-primary,hq-router ]]
    [[ $(query cut.db "SELECT count(*) FROM v_bgp_event WHERE what = 'withdrawn' AND node = 'hq-router'
      AND prefix LIKE '2001:%' AND time_ns BETWEEN 36e9 AND 39e9") -gt 4 ]]
    # The link is back at 60 s: both ends advertise again all that they had withdrawn.
    for node in circuit-primary hq-router; do
      withdrawn="FROM v_bgp_event WHERE node = '$node' AND peer IN ('192.168.10.1', '192.168.10.2') AND what = 'withdrawn' AND time_ns < 60e9"
      [[ $(query cut.db "SELECT count(DISTINCT prefix) $withdrawn") -gt 0 ]]
      [[ $(query cut.db "SELECT count(*) FROM (SELECT prefix $withdrawn EXCEPT SELECT prefix FROM v_bgp_event WHERE node = '$node'
        AND peer IN ('192.168.10.1', '192.168.10.2') AND what = 'learned' AND time_ns BETWEEN 60e9 AND 80e9)") == 0 ]]
    done
    # Five calls a second: lost for 9 s at most, and none of those that began when the session had ended.
    [[ $(query cut.db "SELECT lost_packets BETWEEN 20 AND 45 FROM v_flow WHERE reason = 'link-outage'") == 1 ]]
    # R7: the rows of the primary edge leave the tables in that time; those of the other edge stay.
    if [[ $gateway == expressroute ]]; then
      rows=$(query cut.db "SELECT change, next_hop_ip, CASE WHEN time_ns < 1e9 THEN 'start' WHEN time_ns BETWEEN 36e9 AND 39e9
        THEN 'cut' WHEN time_ns BETWEEN 60e9 AND 80e9 THEN 'back' WHEN time_ns BETWEEN 86e9 AND 89e9 THEN 'second cut' ELSE time_ns END FROM v_effective_route_change
        WHERE nic = 'nva-1-nic' AND address_prefix = '172.17.0.0/16' ORDER BY time_ns, 2")
      echo "$rows"
      [[ $rows == $'added|192.168.10.2|start\nadded|192.168.10.6|start\nremoved|192.168.10.2|cut\nadded|192.168.10.2|back\nremoved|192.168.10.6|second cut' ]]
    fi
    rm cut.db
  done
  run -2 v6lab run hub-spoke --cut-primary
  [[ $output == *"--cut-primary needs a circuit"* ]]
}
