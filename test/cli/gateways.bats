#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# A VPN gateway from the command line; its ESP packets are judged by Wireshark.

load common

@test "a site and a spoke call each other through the gateway, and all checks pass" {
  v6lab run "$root/examples/site-to-site.yaml" --db run.db --quiet
  [[ $(query run.db "SELECT count(*) FROM v_check WHERE passed") == 3 ]]
  [[ $(query run.db "SELECT count(*) FROM v_hop WHERE action = 'encapsulate' AND node = 'hub-vpn'") -gt 0 ]]
  # R7: the gateway's address as next hop, in both families.
  rows=$(query run.db "SELECT address_prefix || ' ' || next_hop_ip FROM v_effective_route
    WHERE nic = 'app-nic' AND next_hop_type = 'VirtualNetworkGateway' ORDER BY 1")
  echo "$rows"
  [[ $rows == $'172.16.0.0/16 10.0.255.4\n2001:db8:b0::/48 10.0.255.4' ]]
}

@test "Wireshark reads ESP over IPv4 and nothing malformed on the wire" {
  v6lab run "$root/examples/site-to-site.yaml" --pcap captures --quiet
  capture=captures/device-internet.pcap
  [[ $(tshark -r $capture -Y esp 2>/dev/null | wc -l) -gt 0 ]]
  # Only ESP, in whole IPv4 packets of at most 1500 bytes with right checksums.
  [[ -z $(tshark -r $capture -o ip.check_checksum:TRUE \
    -Y '_ws.malformed or !esp or ipv6 or ip.checksum.status == 0 or frame.len > 1500' 2>/dev/null) ]]
  spis=$(tshark -r $capture -T fields -e esp.spi 2>/dev/null | sort -u | wc -l)
  [[ $spis == 2 ]]
}

@test "next-hop names the gateway, and its instance" {
  run v6lab next-hop "$root/examples/site-to-site.yaml" --vm app --dest-ip 172.16.0.10
  echo "$output"
  [[ $status == 0 ]]
  [[ $output == *VirtualNetworkGateway* ]]
  [[ $output == *10.0.255.4* ]]
}

@test "a gateway outside of GatewaySubnet is refused with the rule" {
  sed 's|subnet: hub/GatewaySubnet|subnet: spoke/app|' "$root/examples/site-to-site.yaml" >bad.yaml
  run v6lab run bad.yaml --quiet
  [[ $status != 0 ]]
  [[ $output == *"the subnet of a gateway is named GatewaySubnet"* ]]
}

@test "the drawing has the gateway, its tunnel and the device" {
  v6lab topology "$root/examples/site-to-site.yaml" --format mermaid >picture.txt
  cat picture.txt
  grep -q 'VPN gateway, VpnGw1AZ' picture.txt
  grep -q 'node0 -.-|"IPsec"| vnet0s0m0' picture.txt
}
