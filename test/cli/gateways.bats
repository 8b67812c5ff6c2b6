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
  # G5: no SYN has an MSS to be clamped, so the gateway refuses what is too large and names the tunnel's MTU.
  [[ $(query run.db "SELECT count(*) > 0 FROM v_drop WHERE node = 'hub-vpn' AND reason = 'packet-too-big' AND protocol = 'tcp'") == 1 ]]
  [[ $(query run.db "SELECT group_concat(DISTINCT mtu) FROM v_hop WHERE protocol = 'icmpv6' AND icmp_type = 2") == 1400 ]]
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

# A hub whose circuit loses its primary link for a while.
circuit() {
  cat >circuit.yaml <<'YAML'
name: circuit
virtualNetworks:
  - name: hub
    addressPrefixes: [10.0.0.0/16, "2001:db8:a0::/48"]
    subnets:
      - {name: app, addressPrefixes: [10.0.1.0/24, "2001:db8:a0:1::/64"]}
      - {name: GatewaySubnet, addressPrefixes: [10.0.255.0/27, "2001:db8:a0:ff::/64"]}
networkInterfaces:
  - name: app-nic
    ipConfigurations:
      - {name: ip4, subnet: hub/app, privateIPAddress: 10.0.1.4, primary: true}
virtualMachines:
  - {name: app, networkInterfaces: [app-nic]}
virtualNetworkGateways:
  - name: hub-er
    gatewayType: ExpressRoute
    sku: ErGw1AZ
    ipConfigurations:
      - {name: ip, subnet: hub/GatewaySubnet}
expressRouteCircuits:
  - name: er
    primaryRouter: ce
    secondaryRouter: ce
    primaryOutages: [{from: 8s, to: 25s}]
    peerings:
      - peerASN: 65001
        primaryPeerAddressPrefix: 192.168.10.0/30
        secondaryPeerAddressPrefix: 192.168.10.4/30
        primaryPeerAddressPrefixIPv6: "2001:db8:ee::/126"
        secondaryPeerAddressPrefixIPv6: "2001:db8:ee::4/126"
connections:
  - {name: to-er, connectionType: ExpressRoute, virtualNetworkGateway1: hub-er, expressRouteCircuit: er}
nodes:
  - name: ce
    kind: router
    interfaces:
      - {link: lan, addresses: [172.16.0.1/24, "2001:db8:aa::1/64"]}
    bgp: {asn: 65001, networks: [172.16.0.0/16, "2001:db8:aa::/48"], holdTime: 3s, keepalive: 1s, bfd: true}
  - name: pc
    interfaces:
      - {link: lan, addresses: [172.16.0.10/24, "2001:db8:aa::10/64"]}
links:
  - {name: lan, kind: lan}
workloads:
  - {name: pings, kind: ping, from: pc, to: app, family: v4, start: 5s, count: 400}
YAML
}

@test "a circuit loses its primary link: sessions, routes and Azure's columns are on record" {
  circuit
  v6lab run circuit.yaml --db run.db --quiet
  [[ $(query run.db "SELECT count(*) FROM v_bgp_event
    WHERE node = 'er-primary' AND peer = '192.168.10.1' AND detail LIKE 'bfd-down%'") == 1 ]]
  [[ $(query run.db "SELECT count(*) FROM v_bgp_event
    WHERE node = 'hub-er' AND what = 'withdrawn' AND prefix = '172.16.0.0/16'") == 1 ]]
  rows=$(query run.db "SELECT network || ' ' || source_peer || ' ' || origin || ' ' || as_path || ' ' || weight
    FROM v_bgp_route WHERE node = 'hub-er' AND direction = 'learned' AND network = '172.16.0.0/16' ORDER BY 1")
  echo "$rows"
  [[ $rows == $'172.16.0.0/16 10.0.255.5 EBgp 12076-65001 32769\n172.16.0.0/16 10.0.255.6 EBgp 12076-65001 32769' ]]
  [[ $(query run.db "SELECT count(*) FROM v_bgp_peer WHERE node = 'hub-er' AND asn = 12076 AND state = 'Connected'") == 2 ]]
  rows=$(query run.db "SELECT next_hop_ip FROM v_effective_route
    WHERE nic = 'app-nic' AND address_prefix = '172.16.0.0/16' ORDER BY 1")
  echo "$rows"
  [[ $rows == $'192.168.10.2\n192.168.10.6' ]]
  # Sessions are no flows.
  [[ $(query run.db "SELECT count(*) FROM v_flow") == 1 ]]
}

@test "Wireshark reads BGP and BFD on the links of a circuit" {
  circuit
  v6lab run circuit.yaml --pcap captures --quiet
  ls captures
  for link in er-primary-ce er-secondary-ce; do
    capture=captures/$link.pcap
    [[ -z $(tshark -r $capture -Y _ws.malformed 2>/dev/null) ]]
    # Both ends open with the numbers that they have in Azure.
    opens=$(tshark -r $capture -Y 'bgp.type == 1' -T fields -e bgp.open.myas 2>/dev/null | sort -u | xargs)
    echo "$link: $opens"
    [[ $opens == "12076 65001" ]]
    # G3: Microsoft's next hop of IPv6 prefixes is its address of this /126.
    hops=$(tshark -r $capture -Y 'bgp.update.path_attribute.mp_reach_nlri.next_hop.ipv6 && ip.src != 192.168.10.1 && ip.src != 192.168.10.5' \
      -T fields -e bgp.update.path_attribute.mp_reach_nlri.next_hop.ipv6 2>/dev/null | sort -u)
    echo "$hops"
    [[ $hops == 2001:db8:ee::2 || $hops == 2001:db8:ee::6 ]]
    [[ $(tshark -r $capture -Y 'bfd && udp.dstport == 3784 && ip.ttl == 255' 2>/dev/null | wc -l) -gt 0 ]]
  done
}
