#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# What a newcomer does first.

load common

@test "azure-to-azure runs, direct and through the hub, into one database, and all checks pass" {
  v6lab run azure-to-azure --db a.db
  v6lab run azure-to-azure --connect hub --db a.db
  run -0 v6lab check a.db
  [[ $output != *FAIL* ]]
  [[ $(query a.db 'SELECT count(*) FROM v_run WHERE status = "complete"') == 2 ]]
  [[ $(query a.db 'SELECT count(*) FROM v_check WHERE NOT passed') == 0 ]]
  [[ $(query a.db 'SELECT count(DISTINCT run_id) FROM v_check WHERE passed') == 2 ]]
}

@test "effective routes are shown with Azure's columns" {
  v6lab run azure-to-azure --db a.db --quiet
  run -0 v6lab show a.db v_effective_route --format csv
  [[ ${lines[0]} == *source,state,address_prefix,next_hop_type,next_hop_ip* ]]
  [[ $output == *Default,Active,10.2.0.0/16,VNetPeering,* ]]
  [[ $output == *Default,Active,::/0,Internet,* ]]
}

@test "explain tells the walk of a flow" {
  v6lab run azure-to-azure --connect=hub --db a.db --quiet
  flow=$(query a.db 'SELECT flow_id FROM v_flow WHERE src_node = "app" AND dst_node = "backend" AND protocol = "tcp"')
  run -0 v6lab explain a.db "$flow"
  [[ $output == *send*nva*deliver* ]]
}

@test "a real template with a route table and an appliance gives a truthful reachability table" {
  need_templates
  v6lab run "$templates/201-userdefined-routes-appliance/azuredeploy.json" --db t.db --quiet
  [[ $(query t.db 'SELECT count(*) FROM v_reachability WHERE verdict = "direct"') == 12 ]]
  # The front end's route table sends its packets to the back end through the appliance (Nic1's VM).
  [[ $(query t.db "SELECT DISTINCT h.node FROM v_hop h JOIN v_flow f USING (run_id, flow_id)
    WHERE f.src_node = 'routedemo5VM0' AND f.dst_node = 'routedemo5VM2' AND h.action = 'forward'") == routedemo5VM1 ]]
}

@test "the peering template is simulated with probes in its subnets" {
  need_templates
  v6lab run "$templates/201-vnet-to-vnet-peering/azuredeploy.json" --db t.db --quiet
  [[ $(query t.db 'SELECT count(*) FROM v_reachability') -gt 0 ]]
  [[ $(query t.db 'SELECT count(*) FROM v_reachability WHERE verdict = "failed"') == 0 ]]
}

@test "an unknown scenario exits 2 and says which there are" {
  run -2 v6lab run nosuch
  [[ $output == *nosuch*azure-to-azure* ]]
}
