#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# Security groups in topology files and records, and Azure's own questions: next-hop, ip-flow-verify, connectivity.

load common

tiers() {
  echo "$root/examples/three-tiers.yaml"
}

@test "the three tiers let in and keep out as their checks say" {
  run -0 v6lab run "$(tiers)" --db t.db
  [[ $(query t.db 'SELECT count(*) FROM v_check WHERE passed') == 10 ]]
}

@test "drops name the rule, in v_drop, v_hop and explain, at each level of recording" {
  for level in flows events packets; do
    v6lab run "$(tiers)" --db $level.db --record $level --quiet
    [[ $(query $level.db "SELECT DISTINCT rule FROM v_drop JOIN v_flow USING (run_id, flow_id)
      WHERE src_node = 'web' AND dst_node = 'db'") == db-nsg/securityRules/nothing-else ]]
  done
  [[ $(query packets.db "SELECT DISTINCT rule FROM v_hop JOIN v_flow USING (run_id, flow_id)
    WHERE src_node = 'app' AND v_hop.reason = 'azure-admin-rule-deny'") == company-wide/no-telnet ]]
  run -0 v6lab explain packets.db "web to database"
  [[ $output == *"azure-nsg-deny-inbound: "*"Here it was db-nsg/securityRules/nothing-else."*"[S1, S2]"* ]]
}

@test "the effective rules of an interface are shown in Azure's words and order" {
  v6lab run "$(tiers)" --db t.db --quiet
  run -0 v6lab show t.db v_effective_security_rule --where "nic = 'db-nic' AND direction = 'Inbound'" --format csv
  [[ ${lines[0]} == *nic,network_security_group,applies_to,name,direction,priority,access,protocol,source_address_prefix* ]]
  [[ ${lines[1]} == *company-wide,"virtual network",no-telnet,Inbound,1,Deny,Tcp,* ]]
  [[ ${lines[2]} == *db-nsg,subnet,securityRules/app-to-db,Inbound,100,Allow,Tcp,app-servers,0-65535,*,5432,* ]]
  [[ ${lines[2]} == *10.4.2.4/32,2001:db8:4:2::4/128* ]]
  [[ ${lines[4]} == *defaultSecurityRules/AllowVnetInBound,Inbound,65000,Allow,All,VirtualNetwork,* ]]
  # The partner's network is peered, but not in the tag (P2).
  [[ ${lines[4]} == *10.4.0.0/16* && ${lines[4]} != *10.5.0.0/16* ]]
  [[ ${lines[6]} == *defaultSecurityRules/DenyAllInBound,Inbound,65500,Deny,All,* ]]
}

@test "ip-flow-verify says access and rule in Network Watcher's words" {
  run -0 v6lab ip-flow-verify "$(tiers)" --vm db --direction inbound --local 10.4.3.4:5432 --remote 10.4.1.4:50000 --protocol TCP
  [[ ${lines[0]} == access*Deny && ${lines[1]} == ruleName*securityRules/nothing-else ]]
  run -0 v6lab ip-flow-verify "$(tiers)" --nic web-nic --direction Inbound --local "[2001:db8:4:1::4]:443" --remote "[2001:db8:beef::7]:50000" --protocol tcp --json
  [[ $(/usr/bin/python3 -c 'import json, sys; a = json.load(sys.stdin); print(a["access"], a["ruleName"], a["networkSecurityGroup"], a["appliesTo"])' <<<"$output") == "Allow securityRules/web-from-internet web-nsg subnet" ]]
  run -0 v6lab ip-flow-verify "$(tiers)" --vm web --direction outbound --local 10.4.1.4:50000 --remote 198.51.100.7:80 --protocol UDP
  [[ ${lines[1]} == *defaultSecurityRules/AllowInternetOutBound ]]
  run -0 v6lab ip-flow-verify "$(tiers)" --vm web --direction inbound --local 10.4.1.4:23 --remote 10.4.2.4:50000 --protocol TCP
  [[ ${lines[1]} == *no-telnet && ${lines[3]} == *"virtual network" && ${lines[4]} == *azure-admin-rule-deny ]]
}

@test "the port of who calls may be a star, as with az" {
  for flow in "outbound 10.4.1.4:* 198.51.100.7:80" "inbound 10.4.1.4:443 198.51.100.7:*"; do
    read -r direction local remote <<<"$flow"
    run -0 v6lab ip-flow-verify "$(tiers)" --vm web --direction "$direction" --local "$local" --remote "$remote" --protocol TCP
    starred=$output
    run -0 v6lab ip-flow-verify "$(tiers)" --vm web --direction "$direction" --local "${local/\*/49152}" --remote "${remote/\*/49152}" --protocol TCP
    [[ $output == "$starred" && $output == *access* ]]
  done
  run -2 v6lab ip-flow-verify "$(tiers)" --vm web --direction inbound --local "10.4.1.4:*" --remote 198.51.100.7:80 --protocol TCP
  [[ $output == *"--local=10.4.1.4:*: write an address and a port"* ]]
  run -2 v6lab ip-flow-verify "$(tiers)" --vm web --direction outbound --local 10.4.1.4:80 --remote "198.51.100.7:*" --protocol TCP
  [[ $output == *"--remote=198.51.100.7:*: write an address and a port"* ]]
}

@test "a Standard public address without a group is closed, and ip-flow-verify says so" {
  sed -e '/networkSecurityGroup: web-nsg/d' -e '/^securityAdminRuleCollections/,/no-telnet/d' "$(tiers)" >open.yaml
  run -0 v6lab ip-flow-verify open.yaml --vm web --direction inbound --local 10.4.1.4:443 --remote 198.51.100.7:50000 --protocol TCP
  [[ ${lines[0]} == access*Deny && ${lines[2]} == *azure-public-address-closed ]]
  run -0 v6lab ip-flow-verify open.yaml --vm web --direction inbound --local 10.4.1.4:443 --remote 10.4.2.4:50000 --protocol TCP
  [[ ${lines[0]} == access*Allow ]]
}

@test "ip-flow-verify answers for a recorded run" {
  v6lab run "$(tiers)" --db t.db --quiet
  run -0 v6lab ip-flow-verify t.db --vm db --direction inbound --local 10.4.3.4:5432 --remote 10.4.2.4:50000 --protocol TCP
  [[ ${lines[1]} == *securityRules/app-to-db ]]
  run -2 v6lab ip-flow-verify t.db --run nosuch --vm db --direction inbound --local 10.4.3.4:5432 --remote 10.4.2.4:50000 --protocol TCP
  [[ $output == *nosuch* ]]
}

@test "next-hop says type, address and table in Network Watcher's words" {
  run -0 v6lab next-hop azure-to-azure --connect=hub --vm app --dest-ip 10.2.0.4
  [[ ${lines[0]} == nextHopType*VirtualAppliance && ${lines[1]} == nextHopIpAddress*10.* && ${lines[2]} != *"System Route" ]]
  run -0 v6lab next-hop "$(tiers)" --vm web --source-ip 10.4.1.4 --dest-ip 10.5.1.4 --json
  [[ $(/usr/bin/python3 -c 'import json, sys; a = json.load(sys.stdin); print(a["nextHopType"], a["nextHopIpAddress"], a["routeTableId"], a["addressPrefix"])' <<<"$output") == "VirtualNetworkPeering  System Route 10.5.0.0/16" ]]
  run -0 v6lab next-hop "$(tiers)" --vm web --dest-ip 2001:db8:beef::7
  [[ ${lines[0]} == *Internet && ${lines[2]} == *"System Route" ]]
}

@test "next-hop answers for GatewaySubnet, and says when an appliance is out of reach" {
  cat >hub.yaml <<'END'
name: hub
virtualNetworks:
  - name: hub
    addressPrefixes: [10.0.0.0/16]
    subnets:
      - {name: GatewaySubnet, addressPrefix: 10.0.255.0/27, routeTable: inspect}
      - {name: nva, addressPrefix: 10.0.0.0/24}
routeTables:
  - name: inspect
    routes:
      - {name: spoke, addressPrefix: 10.1.0.0/16, nextHopType: VirtualAppliance, nextHopIpAddress: 10.0.0.4}
      - {name: nowhere, addressPrefix: 10.2.0.0/16, nextHopType: VirtualAppliance, nextHopIpAddress: 10.0.0.99}
networkInterfaces:
  - name: nva-nic
    enableIPForwarding: true
    ipConfigurations: [{name: v4, subnet: hub/nva, privateIPAddress: 10.0.0.4, primary: true}]
virtualMachines: [{name: nva, networkInterfaces: [nva-nic], guestForwarding: true}]
END
  run -0 v6lab next-hop hub.yaml --subnet hub/GatewaySubnet --dest-ip 10.1.0.4
  [[ ${lines[0]} == *VirtualAppliance && ${lines[1]} == *10.0.0.4 && ${lines[2]} == *inspect && ${#lines[@]} == 4 ]]
  run -0 v6lab next-hop hub.yaml --subnet hub/GatewaySubnet --dest-ip 10.2.0.4
  [[ ${lines[4]} == issue*azure-next-hop-unreachable ]]
  run -0 v6lab next-hop hub.yaml --vm nva --dest-ip 10.1.0.4
  [[ ${lines[0]} == nextHopType*None ]]
}

@test "next-hop finds a load balancer's frontend in reach, from a spoke and from GatewaySubnet" {
  for question in "--vm s1-vm1 --dest-ip 2001:4860::8" "--subnet hub/GatewaySubnet --dest-ip 2001:db8:101::5"; do
    read -ra words <<<"$question"
    run -0 v6lab next-hop hub-spoke "${words[@]}"
    [[ ${lines[0]} == *VirtualAppliance && ${#lines[@]} == 4 ]]
  done
}

@test "wrong questions exit 2 and say what is allowed" {
  refused() { # refused TEXT WORD...
    local text=$1
    shift
    run -2 v6lab "$@"
    [[ $output == *"$text"* ]] || { echo "$output"; return 1; }
  }
  refused "--dest-ip is missing" next-hop "$(tiers)" --vm web
  refused "--vm or --nic is missing; allowed are web-nic, app-nic" next-hop "$(tiers)" --dest-ip 10.0.0.1
  refused "--vm=wbe: there is no such virtual machine; allowed are web, app, db" next-hop "$(tiers)" --vm wbe --dest-ip 10.0.0.1
  refused "--source-ip=10.9.9.9: not an address of that interface; allowed are 10.4.1.4" next-hop "$(tiers)" --vm web --source-ip 10.9.9.9 --dest-ip 10.0.0.1
  refused "--subnet=shop/none: there is no such subnet; allowed are" next-hop "$(tiers)" --subnet shop/none --dest-ip 10.0.0.1
  refused "--subnet: goes with neither" next-hop "$(tiers)" --subnet shop/web --vm web --dest-ip 10.0.0.1
  refused "--dest-ip=ten: not an IP address" next-hop "$(tiers)" --vm web --dest-ip ten
  refused "--direction=sideways: allowed is inbound|outbound" ip-flow-verify "$(tiers)" --vm web --direction sideways
  refused "--protocol=ICMP: allowed is TCP|UDP" ip-flow-verify "$(tiers)" --vm web --direction inbound --protocol ICMP
  local flow=(--vm web --direction inbound --protocol TCP)
  refused "--local=10.4.1.4: write an address and a port" ip-flow-verify "$(tiers)" "${flow[@]}" --local 10.4.1.4 --remote 10.0.0.1:1
  refused "--local=10.4.1.4:70000: write an address and a port" ip-flow-verify "$(tiers)" "${flow[@]}" --local 10.4.1.4:70000 --remote 10.0.0.1:1
  refused "--local=10.4.2.4: not an address of that interface" ip-flow-verify "$(tiers)" "${flow[@]}" --local 10.4.2.4:80 --remote 10.0.0.1:1
  refused "both must be of one IP version" ip-flow-verify "$(tiers)" "${flow[@]}" --local 10.4.1.4:80 --remote "[2001:db8::1]:1"
  refused "--run: only a run database has runs" next-hop "$(tiers)" --run 1 --vm web --dest-ip 10.0.0.1
}

@test "Azure's refusals of security groups exit 2 with Azure's words" {
  sed 's/priority: 100$/priority: 99/' "$(tiers)" >bad.yaml
  run -2 v6lab run bad.yaml
  [[ $output == *"networkSecurityGroups[0].securityRules[0].priority (web-nsg/web-from-internet): SecurityRuleInvalidPriority: 99 is not within 100 to 4096 [S1]"* ]]
  sed 's/sourceAddressPrefix: Internet/sourceAddressPrefixes: [10.0.0.0\/8, "2001:db8::\/32"]/' "$(tiers)" >bad.yaml
  run -2 v6lab run bad.yaml
  [[ $output == *ResourceCannotContainAddressPrefixesFromDifferentAddressFamilies* ]]
}

@test "connectivity probes and answers in Network Watcher's words" {
  run -0 v6lab connectivity "$(tiers)" --vm app --dest-resource db --dest-port 5432 --family v4 --json
  [[ $(/usr/bin/python3 -c '
import json, sys
a = json.load(sys.stdin)
print(a["ConnectionStatus"], a["ProbesSent"], a["ProbesFailed"], [h["Type"] for h in a["Hops"]], a["Hops"][1]["Address"], a["NextHopAnalysis"]["NextHopType"], a["Issues"], 0 < a["MinLatencyInMs"] <= a["AvgLatencyInMs"] <= a["MaxLatencyInMs"])' <<<"$output") == "Reachable 4 0 ['Source', 'VnetLocal'] 10.4.3.4 VnetLocal [] True" ]]
}

@test "connectivity says which rule stops a probe, and exits with 1" {
  run -1 v6lab connectivity "$(tiers)" --vm web --dest-address 10.4.3.4 --dest-port 5432 --json
  [[ $(/usr/bin/python3 -c '
import json, sys
a = json.load(sys.stdin)
i = a["Issues"][0]
print(a["ConnectionStatus"], a["ProbesFailed"], i["Origin"], i["Severity"], i["Type"], i["Context"][0]["key"], i["Context"][0]["value"], a["DestinationPortStatus"])' <<<"$output") == "Unreachable 4 Inbound Error NetworkSecurityRule RuleName db-nsg/securityRules/nothing-else Timeout" ]]
  run -1 v6lab connectivity "$(tiers)" --vm web --dest-address 10.4.3.4 --dest-port 5432
  [[ ${lines[0]} == ConnectionStatus*Unreachable && $output == *"Issue"*"RuleName=db-nsg/securityRules/nothing-else"* ]]
}

@test "connectivity shows which rules were asked at both ends, field by field, and the hop that keeps probes out" {
  run -1 v6lab connectivity "$(tiers)" --vm web --dest-address 10.4.3.4 --dest-port 5432 --json
  [[ $(/usr/bin/python3 -c '
import json, sys
a = json.load(sys.stdin)
out = a["SourceSecurityRuleAnalysis"]["Results"][0]
back = a["DestinationSecurityRuleAnalysis"]["Results"][0]
for one in out, back:
    p, n = one["Profile"], one["NetworkSecurityGroupResult"]
    g = n["EvaluatedSecurityGroups"][-1]
    print(p["Source"], p["Destination"], p["DestinationPort"], p["Protocol"], p["Direction"], n["SecurityRuleAccessResult"],
          g["NetworkSecurityGroupId"], g["AppliedTo"], g["MatchedRule"]["RuleName"], g["MatchedRule"]["Action"])
rules = {r["Name"]: r for r in back["NetworkSecurityGroupResult"]["RulesEvaluationResult"]}
r = rules["securityRules/app-to-db"]
print(r["ProtocolMatched"], r["SourceMatched"], r["SourcePortMatched"], r["DestinationMatched"], r["DestinationPortMatched"])
print([(h["ResourceId"], h["Address"], [i["Type"] for i in h["Issues"]]) for h in a["Hops"]])' <<<"$output") == "10.4.1.4 10.4.3.4 5432 Tcp Outbound Allow web-nsg"*" defaultSecurityRules/AllowVnetOutBound Allow
10.4.1.4 10.4.3.4 5432 Tcp Inbound Deny db-nsg"*" securityRules/nothing-else Deny
True False True True True
[('web', '10.4.1.4', []), ('db', '10.4.3.4', ['NetworkSecurityRule'])]" ]]
  # Who is outside of Azure has no rules.
  run v6lab connectivity "$(tiers)" --vm web --dest-address 198.51.100.7 --dest-port 80 --json
  [[ $(/usr/bin/python3 -c 'import json, sys; a = json.load(sys.stdin); print(a["DestinationSecurityRuleAnalysis"]["Results"])' <<<"$output") == "[]" ]]
}

@test "connectivity shows the appliance in between" {
  run -0 v6lab connectivity azure-to-azure --connect=hub --vm app --dest-address 10.2.0.4 --protocol icmp --probes 2 --json
  [[ $(/usr/bin/python3 -c 'import json, sys; a = json.load(sys.stdin); print([h["Type"] for h in a["Hops"]], a["ProbesSent"])' <<<"$output") == "['Source', 'VirtualAppliance', 'VnetLocal'] 2" ]]
}

# The answer's hops, issues, failed probes and whether no probe had to be sent again after a second.
probed() {
  run -0 v6lab connectivity "$@" --json
  /usr/bin/python3 -c '
import json, sys
a = json.load(sys.stdin)
print(a["ConnectionStatus"], a["ProbesFailed"], [h["ResourceId"] for h in a["Hops"]], a["Issues"], a["MaxLatencyInMs"] < 500)' <<<"$output"
}

@test "connectivity over a circuit shows the whole way: probes begin when BGP sessions are up" {
  found=$(probed azure-to-onprem --gateway=expressroute --vm backend --dest-resource data-source --dest-port 80)
  echo "$found"
  [[ $found == "Reachable 0 ['backend', 'circuit-primary', 'edge', 'data-source'] [] True" ]]
  found=$(probed hub-spoke --gateway=expressroute --vm s1-vm1 --dest-resource hq --dest-port 80)
  echo "$found"
  [[ $found == "Reachable 0 ['s1-vm1', "*"'hq'] [] True" ]]
}

@test "connectivity names the option that is wrong" {
  run -2 v6lab connectivity "$(tiers)" --vm nobody --dest-address 10.4.3.4 --dest-port 80
  [[ $output == *--vm=nobody*web* ]]
  run -2 v6lab connectivity "$(tiers)" --vm web --dest-address 10.4.3.4
  [[ $output == *--dest-port* ]]
  run -2 v6lab connectivity "$(tiers)" --vm web --dest-port 80
  [[ $output == *--dest-address* ]]
  run -2 v6lab connectivity "$(tiers)" --vm web --dest-address 10.4.3.4 --dest-port 70000
  [[ $output == *--dest-port=70000* ]]
  run -2 v6lab connectivity "$(tiers)" --vm web --dest-resource nothing --dest-port 80
  [[ $output == *--dest-resource*nothing* ]]
  run -0 v6lab connectivity --help
  [[ $output == *--dest-address* ]]
}

@test "explain tells a Bastion's own connection apart from its answers" {
  cat >bastion.yaml <<'END'
name: bastion
virtualNetworks:
  - name: hub
    addressPrefixes: [10.0.0.0/16]
    subnets:
      - {name: AzureBastionSubnet, addressPrefix: 10.0.1.0/26}
      - {name: app, addressPrefix: 10.0.2.0/24}
publicIPAddresses: [{name: bastion-ip, ipAddress: 192.0.2.9, sku: Standard}]
networkInterfaces: [{name: vm-nic, ipConfigurations: [{name: ip, subnet: hub/app, privateIPAddress: 10.0.2.4}]}]
virtualMachines: [{name: vm, networkInterfaces: [vm-nic]}]
bastionHosts:
  - {name: bastion, ipConfigurations: [{name: ip, subnet: hub/AzureBastionSubnet, publicIPAddress: bastion-ip}]}
nodes: [{name: user, internet: {addresses: [198.51.100.7]}}]
workloads: [{name: login, kind: tcp, from: user, to: bastion, server: vm, family: v4}]
END
  run -0 v6lab run bastion.yaml --db b.db --record packets
  run -0 v6lab explain b.db login
  # The request's walk, then what the Bastion does with it, then its answers.
  [[ $output == *"Request (packet 1"*"Relayed ("*"10.0.2.4"*"Answer ("* ]]
  [[ $(query b.db "SELECT count(*) FROM v_hop JOIN walk ON packet_id IN (first_packet, delivered_packet, data_packet)
    WHERE direction = 'answer' AND '10.0.2.4' IN (v_hop.src, v_hop.dst)") == 0 ]]
  [[ $(query b.db "SELECT count(*) FROM walk WHERE direction = 'relayed' AND packets > 4") == 1 ]]
}
