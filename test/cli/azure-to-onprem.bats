#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# The scenario azure-to-onprem: every combination of its options, its tables, captures and pictures.

load common

@test "both gateways carry the backend's traffic both ways, untranslated" {
  for gateway in vpn expressroute; do
    run -0 v6lab run azure-to-onprem --gateway=$gateway --db $gateway.db
    [[ $output == *"8 of 8 checks passed"* ]]
    # Azure puts the gateway's public address in place of its private one, outside of the tunnel.
    [[ -z $(query $gateway.db "SELECT * FROM v_hop WHERE action = 'translate' AND NOT
      (node = 'fabric' AND protocol = 'esp')") ]]
  done
  # R7: out by Microsoft's edge itself, in through the gateway.
  nodes="SELECT group_concat(node, ' ') FROM (SELECT DISTINCT node FROM v_hop JOIN v_flow USING (run_id, flow_id)
    WHERE name LIKE 'tcp % v4' AND name LIKE '%data-source%' AND v_hop.src = '10.1.2.4' ORDER BY node)"
  [[ $(query vpn.db "$nodes") == "backend data-source edge hub-vpn" ]]
  [[ $(query expressroute.db "$nodes") == "backend circuit-primary data-source edge" ]]
}

@test "where Subnet A's range may be used again, and where it may not" {
  for gateway in vpn expressroute; do
    for where in unconnected onprem subnet-peering; do
      run -0 v6lab run azure-to-onprem --gateway=$gateway --reuse=subnet-a --where=$where --db $gateway-$where.db
      [[ $output == *"checks passed"* && $output != *FAIL* ]]
      # The article's claim, for Subnet B: it holds wherever Azure takes the design at all.
      [[ $(query $gateway-$where.db "SELECT count(*) FROM v_check WHERE passed AND name LIKE '%untranslated'") == 2 ]]
    done
    run -2 v6lab run azure-to-onprem --gateway=$gateway --reuse=subnet-a --where=second-spoke
    [[ $output == *VnetAddressSpaceOverlapsWithAlreadyPeeredVnet*"10.1.1.0/24 of vnet-s overlaps 10.1.0.0/16 of vnet-a"*"[P6a]"* ]]
  done
  # D7, R11a: Azure hears of the data centre's range, and prefers its own network.
  for gateway in vpn expressroute; do
    v6lab run azure-to-onprem --gateway=$gateway --reuse=subnet-a --where=onprem --db r.db --quiet
    [[ $(query r.db "SELECT state FROM v_effective_route
      WHERE nic = 'backend-nic' AND address_prefix = '10.1.1.0/24'") == Invalid ]]
    rm r.db
  done
}

@test "a place without reuse is refused" {
  for where in second-spoke onprem subnet-peering; do
    run -2 v6lab topology azure-to-onprem --where=$where
    [[ $output == *"--where=$where needs --reuse=subnet-a"* ]]
  done
  run -0 v6lab topology azure-to-onprem --where=unconnected
}

@test "Wireshark sees the backend's packets on both sides of the circuit, alike and well-formed" {
  v6lab run azure-to-onprem --gateway=expressroute --pcap captures --quiet
  for place in backend-nic data-source-network-c; do
    tshark -r captures/$place.pcap -Y 'tcp.flags.syn == 1' -T fields -e ip.src -e ip.dst -e tcp.srcport -e tcp.dstport \
      2>/dev/null | sort >$place
    [[ $(wc -l <$place) -ge 4 ]]
  done
  # What the application sends to the backend stays in Azure.
  diff <(grep 172.16.1.10 backend-nic) data-source-network-c
  grep -q $'10.1.2.4\t172.16.1.10' data-source-network-c
  clean captures/*.pcap
  # G2: nothing over 1400 bytes leaves the gateway or the edge;
  [[ -z $(tshark -r captures/circuit-primary-edge.pcap -Y 'ip.len > 1400 and ip.src == 10.1.2.4' 2>/dev/null) ]]
  [[ -n $(tshark -r captures/circuit-primary-edge.pcap -Y 'ip.flags.mf == 1 and ip.src == 10.1.2.4' 2>/dev/null) ]]
}

@test "pictures go from the data centre over the gateway to Azure" {
  v6lab topology azure-to-onprem --gateway=expressroute --format mermaid >picture.txt
  cat picture.txt
  grep -q 'node2 ---|"primary<br/>192.168.255.0/30<br/>2001:db8:ee::/126"| node3' picture.txt
  v6lab topology azure-to-onprem --format svg | grep -q 'VPN gateway, VpnGw1AZ'
}
