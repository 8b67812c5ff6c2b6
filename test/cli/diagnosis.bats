#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# Connection troubleshoot and next hop: who answers, in which words, and what of a recorded run.

load common

# What is called by another address than its own: a private endpoint, a firewall's rules of
# destination NAT, to a machine and to a load balancer, a NAT64, an appliance's published port.
published() {
  cat >published.yaml <<'END'
name: published
virtualNetworks:
  - name: hub
    addressPrefixes: [10.0.0.0/16]
    subnets:
      - {name: AzureFirewallSubnet, addressPrefix: 10.0.1.0/26}
      - {name: nva, addressPrefix: 10.0.2.0/24, networkSecurityGroup: open}
    virtualNetworkPeerings: [{name: to-app, remoteVirtualNetwork: app, allowForwardedTraffic: true}]
  - name: app
    addressPrefixes: [10.1.0.0/16, "2001:db8:a1::/48"]
    subnets:
      - {name: web, addressPrefixes: [10.1.1.0/24, "2001:db8:a1:1::/64"], networkSecurityGroup: open}
      - {name: caller, addressPrefixes: [10.1.3.0/24, "2001:db8:a1:3::/64"], natGateway: nat64, defaultOutboundAccess: false}
      - {name: endpoints, addressPrefix: 10.1.2.0/24}
    virtualNetworkPeerings: [{name: to-hub, remoteVirtualNetwork: hub, allowForwardedTraffic: true}]
networkSecurityGroups:
  - {name: open, securityRules: [{name: all, priority: 100, direction: Inbound, access: Allow, protocol: "*", sourceAddressPrefix: "*", destinationAddressPrefix: "*"}]}
publicIPAddresses:
  - {name: front, ipAddress: 192.0.2.70, sku: Standard}
  - {name: four, ipAddress: 192.0.2.71, sku: StandardV2}
  - {name: six, ipAddress: "2001:db8:ff::71", publicIPAddressVersion: IPv6, sku: StandardV2}
natGateways: [{name: nat64, sku: StandardV2, publicIpAddresses: [four, six]}]
privateEndpoints: [{name: store-endpoint, subnet: app/endpoints, service: store}]
azureFirewalls:
  - name: fw
    ipConfigurations: [{name: c, subnet: hub/AzureFirewallSubnet, publicIPAddress: front}]
    natRuleCollections:
      - name: publish
        priority: 100
        rules:
          - {name: one, protocols: [TCP], sourceAddresses: ["*"], destinationAddresses: [front], destinationPorts: ["8080"], translatedAddress: 10.1.1.4, translatedPort: "80"}
          - {name: pool, protocols: [TCP], sourceAddresses: ["*"], destinationAddresses: [front], destinationPorts: ["8443"], translatedAddress: 10.1.1.100, translatedPort: "443"}

loadBalancers:
  - name: pool
    frontendIPConfigurations: [{name: f, subnet: app/web, privateIPAddress: 10.1.1.100}]
    backendAddressPools: [{name: b}]
    probes: [{name: p, protocol: Tcp, port: 22}]
    loadBalancingRules: [{name: https, frontendIPConfiguration: f, backendAddressPool: b, probe: p, protocol: Tcp, frontendPort: 443, backendPort: 443}]
networkInterfaces:
  - {name: web-1-nic, ipConfigurations: [{name: four, subnet: app/web, primary: true, loadBalancerBackendAddressPools: [pool/b]}]}
  - {name: web-2-nic, ipConfigurations: [{name: four, subnet: app/web, primary: true, loadBalancerBackendAddressPools: [pool/b]}]}
  - {name: caller-nic, ipConfigurations: [{name: four, subnet: app/caller, primary: true}, {name: six, subnet: app/caller, privateIPAddressVersion: IPv6}]}
  - {name: proxy-nic, enableIPForwarding: true, ipConfigurations: [{name: four, subnet: hub/nva, primary: true}]}
virtualMachines:
  - {name: web-1, networkInterfaces: [web-1-nic]}
  - {name: web-2, networkInterfaces: [web-2-nic]}
  - {name: caller, networkInterfaces: [caller-nic]}
  - {name: proxy, networkInterfaces: [proxy-nic], guestForwarding: true, firewall: {masquerade: [IPv4], privateRanges: [192.168.0.0/16], natRules: [{name: n, protocol: TCP, port: 8000, translatedAddress: 10.1.1.5, translatedPort: 81}]}}
nodes:
  - {name: store, internet: {addresses: [203.0.113.5]}}
  - {name: web, internet: {addresses: [198.51.100.80]}}
END
}

# A client, an appliance in its own subnet that the subnet's routes lead through, and a server.
looped() {
  cat >loop.yaml <<'END'
name: loop
virtualNetworks:
  - name: net
    addressPrefixes: [10.1.0.0/16]
    subnets:
      - {name: both, addressPrefix: 10.1.1.0/24, routeTable: by-nva}
      - {name: servers, addressPrefix: 10.1.2.0/24}
routeTables:
  - name: by-nva
    routes: [{name: servers, addressPrefix: 10.1.2.0/24, nextHopType: VirtualAppliance, nextHopIpAddress: 10.1.1.10}]
networkInterfaces:
  - {name: nva-nic, enableIPForwarding: true, ipConfigurations: [{name: four, subnet: net/both, privateIPAddress: 10.1.1.10}]}
  - {name: client-nic, ipConfigurations: [{name: four, subnet: net/both}]}
  - {name: server-nic, ipConfigurations: [{name: four, subnet: net/servers}]}
virtualMachines:
  - {name: nva, networkInterfaces: [nva-nic], guestForwarding: true}
  - {name: client, networkInterfaces: [client-nic]}
  - {name: server, networkInterfaces: [server-nic]}
END
}

# status: hops as TYPE NODE; issues as ORIGIN TYPE REASON [RULE] (of all, then HOP: of each hop)
told() {
  local status=0
  output=$(v6lab connectivity "$@" --json) || status=$?
  ((status < 2))
  /usr/bin/python3 -c '
import json, sys
a = json.load(sys.stdin)
def issue(i):
    c = {one["key"]: one["value"] for one in i["Context"]}
    return " ".join([i["Origin"], i["Type"], c["Reason"]] + [c[key] for key in ["RuleName"] if key in c])
print(a["ConnectionStatus"] + ": " + ", ".join(h["Type"] + " " + h["ResourceId"] for h in a["Hops"]), end="")
print("".join("; " + issue(i) for i in a["Issues"]), end="")
print("".join("; " + h["ResourceId"] + ": " + issue(i) for h in a["Hops"] for i in h["Issues"]))' <<<"$output"
}

# answers EXPECTED WORD...
answers() {
  local expected=$1 found
  shift
  found=$(told "$@")
  [[ $found == "$expected" ]] || { echo "$* said: $found"; return 1; }
}

@test "something listens wherever a probe ends: endpoint, destination NAT, NAT64, published port" {
  published
  local ask=(published.yaml --vm caller)
  answers "Reachable: Source caller, Internet store" "${ask[@]}" --dest-address 10.1.2.4 --dest-port 443
  answers "Reachable: Source caller, VirtualAppliance fw, VnetLocal web-1" "${ask[@]}" --dest-address 192.0.2.70 --dest-port 8080
  answers "Reachable: Source caller, Internet web" "${ask[@]}" --dest-address 64:ff9b::198.51.100.80 --dest-port 80
  answers "Reachable: Source caller, VirtualAppliance proxy, VnetLocal web-2" "${ask[@]}" --dest-resource proxy --dest-port 8000
  # Behind the pool either machine may be chosen, and no probe is lost by that.
  run -0 v6lab connectivity "${ask[@]}" --dest-address 192.0.2.70 --dest-port 8443 --probes 12
  [[ $output == *"ProbesFailed           0"* ]]
  # What no rule publishes is not reached.
  answers "Unreachable: Source caller, VirtualAppliance fw; Local NetworkSecurityRule firewall-no-rule; fw: Local NetworkSecurityRule firewall-no-rule" \
    "${ask[@]}" --dest-address 192.0.2.70 --dest-port 8444
}

@test "hops are called what their nodes are: appliances, gateways, machines, and Internet outside" {
  answers "Reachable: Source s1-vm1, VirtualAppliance hub-firewall, Internet web" hub-spoke --vm s1-vm1 --dest-resource web --family v4 --dest-port 80
  answers "Reachable: Source s1-vm1, VirtualAppliance nva-1, Internet web" hub-spoke --vm s1-vm1 --dest-resource web --family v6 --dest-port 80
  answers "Reachable: Source app, VnetLocal hub-vpn, Internet device, Internet pc" "$root/examples/site-to-site.yaml" --vm app --dest-resource pc --family v4 --dest-port 80
  found=$(told azure-to-onprem --gateway=expressroute --vm backend --dest-resource data-source --dest-port 80)
  [[ $found == "Reachable: Source backend, Internet circuit-primary, Internet edge, Internet data-source" ]]
}

@test "issues are of the kind that the drop is: routes, firewalls, rules, names" {
  looped
  answers "Unreachable: Source client, VirtualAppliance nva; Local UserDefinedRoute hop-limit-exceeded; nva: Local UserDefinedRoute hop-limit-exceeded" \
    loop.yaml --vm client --dest-resource server --protocol Icmp
  # Two appliances that send it to each other: the issue is where it ended, after many hops.
  sed -i -e 's/nextHopIpAddress: 10.1.1.10/nextHopIpAddress: 10.1.3.10/' -e '/^routeTables/a\
  - name: back\
    routes: [{name: servers, addressPrefix: 10.1.2.0/24, nextHopType: VirtualAppliance, nextHopIpAddress: 10.1.1.10}]' \
    -e '/^    subnets/a\
      - {name: other, addressPrefix: 10.1.3.0/24, routeTable: back}' -e '/^networkInterfaces/a\
  - {name: nva-2-nic, enableIPForwarding: true, ipConfigurations: [{name: four, subnet: net/other, privateIPAddress: 10.1.3.10}]}' \
    -e '/^virtualMachines/a\
  - {name: nva-2, networkInterfaces: [nva-2-nic], guestForwarding: true}' loop.yaml
  found=$(told loop.yaml --vm client --dest-resource server --protocol Icmp)
  [[ $found == "Unreachable: Source client, VirtualAppliance nva-2, VirtualAppliance nva, VirtualAppliance nva-2, "*"; Local UserDefinedRoute hop-limit-exceeded; nva"*": Local UserDefinedRoute hop-limit-exceeded" ]]
  [[ $(grep -o "hop-limit-exceeded" <<<"$found" | wc -l) == 2 ]]
  # The answer comes by the firewall, which has not seen the call (R18).
  found=$(told hub-spoke --vm s1-vm1 --dest-address 10.0.255.4 --dest-port 443)
  [[ $found == "Unreachable: Source s1-vm1, VnetLocal hub-vpn; Local UserDefinedRoute firewall-no-connection" ]]
}

@test "an inbound security admin rule is an issue of the hop that it guards, an outbound one of the sender" {
  local ask=("$root/examples/three-tiers.yaml" --vm web --dest-resource app --family v4 --dest-port 23)
  local issue="NetworkSecurityRule azure-admin-rule-deny company-wide/no-telnet"
  answers "Unreachable: Source web, VnetLocal app; Inbound $issue; app: Inbound $issue" "${ask[@]}"
  sed '/no-telnet/s/Inbound/Outbound/' "${ask[0]}" >out.yaml
  answers "Unreachable: Source web; Outbound $issue; web: Outbound $issue" out.yaml "${ask[@]:1}"
}

@test "a probe that cannot leave has a hop and an issue" {
  local issue="Local Platform no-source-address"
  answers "Unreachable: Source s1-vm1; $issue; s1-vm1: $issue" hub-spoke --stage=ipv4 --vm s1-vm1 --dest-resource web --family v6 --dest-port 80
  [[ $(v6lab connectivity hub-spoke --stage=ipv4 --vm s1-vm1 --dest-resource web --family v6 --dest-port 80) == *"SourcePortStatus       Unknown"* ]]
  answers "Unreachable: Source data-source; $issue; data-source: $issue" onprem-to-azure --vm data-source --dest-resource server --dest-port 80
}

@test "equal issues are told once, and the machine's own address is the option's fault" {
  run -1 v6lab connectivity hub-spoke --vm s1-vm1 --dest-resource spoke-2-lb --dest-port 81 --probes 8
  [[ $(grep -c "^Issue" <<<"$output") == 1 ]]
  looped
  run -2 v6lab connectivity loop.yaml --vm client --dest-address 10.1.1.4 --dest-port 80
  [[ $output == *"--dest-address=10.1.1.4: is an address of client itself"* ]]
  run -0 v6lab connectivity --help
  [[ $output == *"--dest-resource NAME"*"virtual machine, node or load balancer"* ]]
}

# A circuit of two links to two routers; both links are cut for good at 8 s.
cut() {
  cat >cut.yaml <<'END'
name: cut
virtualNetworks:
  - name: hub
    addressPrefixes: [10.0.0.0/16]
    subnets:
      - {name: app, addressPrefix: 10.0.1.0/24}
      - {name: empty, addressPrefix: 10.0.2.0/24}
      - {name: GatewaySubnet, addressPrefix: 10.0.255.0/27}
networkInterfaces:
  - {name: app-nic, ipConfigurations: [{name: four, subnet: hub/app}]}
virtualMachines: [{name: app, networkInterfaces: [app-nic]}]
virtualNetworkGateways:
  - {name: hub-er, gatewayType: ExpressRoute, sku: ErGw1AZ, ipConfigurations: [{name: ip, subnet: hub/GatewaySubnet}]}
expressRouteCircuits:
  - name: circuit
    primaryRouter: ce1
    secondaryRouter: ce2
    primaryOutages: [{from: 8s}]
    secondaryOutages: [{from: 8s}]
    peerings: [{peerASN: 65001, primaryPeerAddressPrefix: 192.168.10.0/30, secondaryPeerAddressPrefix: 192.168.10.4/30}]
connections:
  - {name: to-circuit, connectionType: ExpressRoute, virtualNetworkGateway1: hub-er, expressRouteCircuit: circuit}
nodes:
  - name: ce1
    kind: router
    interfaces: [{link: lan, addresses: [172.16.0.1/24]}]
    bgp: {asn: 65001, networks: [172.16.0.0/16], holdTime: 9s, keepalive: 3s, neighbors: [{address: 172.16.0.2}]}
  - name: ce2
    kind: router
    interfaces: [{link: lan, addresses: [172.16.0.2/24]}]
    bgp: {asn: 65001, networks: [172.16.0.0/16], holdTime: 9s, keepalive: 3s, neighbors: [{address: 172.16.0.1}]}
  - {name: pc, interfaces: [{link: lan, addresses: [172.16.0.10/24]}]}
links: [{name: lan, kind: lan}]
workloads: [{name: p, kind: ping, from: pc, to: app, start: 5s, count: 20, interval: 1s}]
END
}

# hop EXPECTED WORD...: type and address, and whom the answer is about
hop() {
  local expected=$1
  shift
  run -0 v6lab next-hop "$@" --dest-ip 172.16.0.10 --json
  [[ $(/usr/bin/python3 -c 'import json, sys; a = json.load(sys.stdin); print(a["nextHopType"], a["nextHopIpAddress"], a["addressPrefix"], a.get("answersFor"))' <<<"$output") == "$expected" ]] || { echo "$output"; return 1; }
}

@test "next-hop asked of a run answers by the routes that it recorded: of its end, or --at a time" {
  cut
  v6lab run cut.yaml --db cut.db --quiet || true
  id=$(query cut.db "SELECT run_id FROM v_run")
  lost=$(query cut.db "SELECT max(time_ns) FROM v_effective_route_change WHERE change = 'removed' AND nic = 'app-nic'")
  hop "VirtualNetworkGateway 192.168.10.2 172.16.0.0/16 None" cut.yaml --vm app
  hop "None  172.16.0.0/12 run $id at its end" cut.db --vm app
  hop "None  172.16.0.0/12 run $id at its end" cut.db --subnet hub/GatewaySubnet
  [[ $(query cut.db "SELECT count(*) FROM v_effective_route WHERE nic = 'app-nic' AND address_prefix = '172.16.0.0/16'") == 0 ]]
  hop "None  172.16.0.0/12 run $id at 0 s" cut.db --vm app --at 0s
  hop "VirtualNetworkGateway 192.168.10.2 172.16.0.0/16 run $id at 10 s" cut.db --vm app --at 10s
  run -0 v6lab next-hop cut.db --vm app --dest-ip 172.16.0.10 --at "$((lost - 1))ns"
  [[ ${lines[0]} == *VirtualNetworkGateway ]]
  run -0 v6lab next-hop cut.db --vm app --dest-ip 172.16.0.10 --at "${lost}ns"
  [[ ${lines[0]} == *None ]]
  # Where no interface stands the run recorded nothing.
  hop "VirtualNetworkGateway 192.168.10.2 172.16.0.0/16 the design of run $id, which recorded no routes of that subnet" cut.db --subnet hub/empty
  run -2 v6lab next-hop cut.db --vm app --dest-ip 172.16.0.10 --at 100s
  [[ $output == *"--at=100s: run $id ended at "* ]]
  run -2 v6lab next-hop cut.db --vm app --dest-ip 172.16.0.10 --at soon
  [[ $output == *"--at=soon: not a simulated time"* ]]
  run -2 v6lab next-hop cut.yaml --vm app --dest-ip 172.16.0.10 --at 10s
  [[ $output == *"--at: only a run database"* ]]
}

@test "connectivity says what it answers for, and begins when the run ended, or --at a time" {
  cut
  v6lab run cut.yaml --db cut.db --quiet || true
  id=$(query cut.db "SELECT run_id FROM v_run")
  local ask=(--vm app --dest-resource pc --dest-port 80)
  run -0 v6lab connectivity cut.yaml "${ask[@]}"
  [[ $output == *"AnswersFor             the design, simulated to "* ]]
  run -1 v6lab connectivity cut.yaml "${ask[@]}" --at 20s
  [[ $output == *"the design, simulated to 20 s"*azure-none-route* ]]
  run -1 v6lab connectivity cut.db "${ask[@]}" --json
  [[ $(/usr/bin/python3 -c 'import json, sys; a = json.load(sys.stdin); print(a["AnswersFor"], a["NextHopAnalysis"]["NextHopType"], a["Issues"][0]["Context"][0]["value"])' <<<"$output") == \
    "the design of run $id, simulated again to $(query cut.db 'SELECT CAST(sim_seconds AS INTEGER) FROM v_run') s without its workloads None azure-none-route" ]]
  run -0 v6lab connectivity cut.db "${ask[@]}" --at 5s
  [[ $output == *"simulated again to 5 s without its workloads"* ]]
  run -0 v6lab connectivity --help
  [[ $output == *--at*"design alone"* ]]
}

@test "a run that was killed has no routes of its own, and no end to begin at" {
  cut
  v6lab run cut.yaml --db cut.db --quiet || true
  id=$(query cut.db "SELECT run_id FROM v_run")
  query cut.db "UPDATE run SET status = 'incomplete', sim_seconds = NULL; DELETE FROM effective_route; DELETE FROM effective_route_change"
  hop "VirtualNetworkGateway 192.168.10.2 172.16.0.0/16 the design of run $id, which recorded no routes of that subnet" cut.db --vm app
  run -2 v6lab connectivity cut.db --vm app --dest-resource pc --dest-port 80
  [[ $output == *"run $id did not end: say by --at TIME when to probe"* ]]
}

@test "a transfer that an outage ends timed out, however often its segments were too long before" {
  cat >outage.yaml <<'END'
name: outage
nodes:
  - {name: pc, interfaces: [{link: a, addresses: [192.0.2.10/24, "2001:db8:1::10/64"]}]}
  - name: r
    kind: router
    interfaces:
      - {link: a, addresses: [192.0.2.1/24, "2001:db8:1::1/64"]}
      - {link: b, addresses: [198.51.100.1/24, "2001:db8:2::1/64"]}
  - {name: server, interfaces: [{link: b, addresses: [198.51.100.10/24, "2001:db8:2::10/64"]}]}
links:
  - {name: a, kind: lan}
  - {name: b, kind: lan, mtu: 1400, dataRate: 5Mbps, outages: [{from: 2s}]}
workloads:
  - {name: four, kind: tcp, from: pc, to: server, family: v4, size: 3000000}
  - {name: six, kind: tcp, from: pc, to: server, family: v6, size: 3000000}
END
  v6lab run outage.yaml --db outage.db --quiet || true
  [[ $(query outage.db "SELECT count(DISTINCT reason) FROM v_drop WHERE reason IN ('fragmentation-needed', 'packet-too-big')") == 2 ]]
  [[ $(query outage.db "SELECT group_concat(name || ' ' || outcome || ' ' || reason || ' ' || failure || ' ' || (rx_bytes > 1000), ', ') FROM v_flow") == \
    "four failed link-outage connection timed out 1, six failed link-outage connection timed out 1" ]]
}
