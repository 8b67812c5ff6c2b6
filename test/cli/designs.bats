#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# Designs as files: what is printed can be read again, fits its schema, and the examples run.

load common

@test "the examples of the README run and their checks pass" {
  run -0 v6lab run "$root/examples/two-vnets.yaml"
  [[ $output != *FAIL* && $output == *"checks passed"* ]]
  run -0 v6lab run "$root/examples/464xlat.yaml"
  [[ $output != *FAIL* && $output == *"5 of 5 checks passed"* ]]
  run -0 v6lab run "$root/examples/siit-dc.yaml"
  [[ $output != *FAIL* && $output == *"4 of 4 checks passed"* ]]
  run -0 v6lab run "$root/examples/names.yaml"
  [[ $output != *FAIL* && $output == *"6 of 6 checks passed"* ]]
  run -0 v6lab run "$root/examples/three-tiers.yaml"
  [[ $output != *FAIL* && $output == *"10 of 10 checks passed"* ]]
  run -0 v6lab run "$root/examples/per-app-vpn.yaml"
  [[ $output != *FAIL* && $output == *"5 of 5 checks passed"* ]]
  run -0 v6lab run "$root/examples/small-hub/azuredeploy.json" --db h.db
  [[ $output == *"left out"* && $output == *assumed* ]]
  [[ $(query h.db 'SELECT count(*) FROM v_reachability WHERE family = "v6" AND verdict = "direct"') -gt 0 ]]
}

@test "the example programs run" {
  examples=$root/build/${V6LAB_PRESET:-release}/examples
  for program in "$examples"/*; do
    run -0 "$program"
    [[ -n $output ]]
  done
  for source in "$root"/examples/*.cc; do
    [[ $(wc -l <"$source") -lt 80 ]]
  done
}

@test "every dumped design fits the JSON schema" {
  v6lab topology azure-to-azure --format schema >schema.json
  for format in yaml json; do
    v6lab topology azure-to-azure --connect=hub --format $format >hub.$format
    v6lab topology "$root/examples/small-hub/azuredeploy.json" --format $format >arm.$format
  done
  v6lab topology nat64-dns64 --format yaml >names.yaml
  v6lab topology virtual-ipv6 --dnssec=true --format json >virtual.json
  /usr/bin/python3 "$root/test/check-schema.py" schema.json hub.yaml hub.json arm.yaml arm.json \
    names.yaml virtual.json "$root/examples/two-vnets.yaml" "$root/examples/names.yaml" \
    "$root/examples/three-tiers.yaml"
  sed 's/virtualNetworks:/networks:/' hub.yaml >bad.yaml
  run ! /usr/bin/python3 "$root/test/check-schema.py" schema.json bad.yaml
}

@test "a dumped design is read back the same, as YAML and as JSON" {
  v6lab topology azure-to-azure --connect=hub --format yaml >a.yaml
  v6lab topology a.yaml --format json >a.json
  v6lab topology a.json --format yaml >b.yaml
  diff a.yaml b.yaml
}

@test "drawings: dot and svg are accepted by graphviz and librsvg's XML rules" {
  v6lab topology azure-to-azure --connect=hub --format dot | dot -Tplain >plain
  grep -q nva plain
  v6lab topology azure-to-azure --connect=hub --format svg >hub.svg
  /usr/bin/python3 -c 'import sys, xml.dom.minidom; xml.dom.minidom.parse(sys.argv[1])' hub.svg
  grep -q '10.1.0.4' hub.svg
  run -0 v6lab topology azure-to-azure --format mermaid
  [[ $output == *flowchart* ]]
}

@test "all templates at hand are imported; what is not simulated is listed" {
  need_templates
  for template in "$templates"/*/azuredeploy.json; do
    echo "$template"
    v6lab run "$template" --db all.db --quiet
  done
  # Whole resources are left out if they are no part of the network, and a connection to elsewhere.
  run -0 query all.db "SELECT DISTINCT type || ' ' || what FROM v_left_out WHERE what LIKE 'resource%' ORDER BY 1"
  echo "$output"
  [[ $output == "Microsoft.Compute/availabilitySets resource
Microsoft.Network/connections resource (what it connects to is not in this template)
Microsoft.Storage/storageAccounts resource" ]]
  # Of the others single properties, with their names and types.
  [[ $(query all.db 'SELECT count(DISTINCT run_id) FROM v_left_out') -ge 9 ]]
  # Security groups are simulated: nothing of them is left out, and all of them let peers talk.
  [[ $(query all.db "SELECT count(*) FROM v_left_out WHERE type LIKE '%ecurityGroup%' OR what LIKE '%ecurityGroup%'") == 0 ]]
  [[ $(query all.db 'SELECT count(DISTINCT run_id) FROM v_effective_security_rule') -ge 6 ]]
  # Two templates do not let users from the internet in: one has a group without rules, and rules for
  # IPv6 behind a probe of a port that nothing else asks for; the other's rule is about source port 80.
  run -0 query all.db "SELECT src_node || ' ' || reason FROM v_reachability WHERE verdict = 'failed' ORDER BY 1"
  echo "$output"
  [[ $output == "internet-user azure-balancer-no-backend
internet-user azure-nsg-deny-inbound
internet-user azure-nsg-deny-inbound
internet-user azure-nsg-deny-inbound" ]]
}
