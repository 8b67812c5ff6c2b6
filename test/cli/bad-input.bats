#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# Wrong words, broken files, full disks and killed runs: a clear message and the documented status.

load common

# Runs v6lab, expects a status and a part of what stderr says.
refused() {
  local status_wanted=$1 part=$2
  shift 2
  run --separate-stderr "-$status_wanted" v6lab "$@"
  echo "stderr: $stderr"
  [[ $stderr == *"$part"* ]]
  [[ $stderr != *terminate* && $stderr != *"msg="* ]]
}

# A design that simulates for minutes: a ping every 10 us.
long_design() {
  v6lab topology azure-to-azure --format yaml >long.yaml
  /usr/bin/python3 - <<'END'
import yaml
design = yaml.safe_load(open('long.yaml'))
design['checks'] = []
design['workloads'] = [dict(name='long', kind='ping', **{'from': 'app', 'to': 'backend'}, family='v4',
                            count=10000000, interval='10us')]
open('long.yaml', 'w').write(yaml.safe_dump(design))
END
}

@test "no verb, an unknown verb, an unknown option and a wrong value exit 2 and name what is allowed" {
  run -2 v6lab
  refused 2 'did you mean "run"' rum azure-to-azure
  refused 2 '--connect' run azure-to-azure --conect=hub
  refused 2 'peering|hub' run azure-to-azure --connect=tunnel
  refused 2 'true|false' run azure-to-azure --overlap=perhaps
  refused 2 'flows, events, packets' run azure-to-azure --record=all
  refused 2 '--seed' run azure-to-azure --seed=-1
  refused 2 '--run' run azure-to-azure --run=x
  refused 2 'too many' run azure-to-azure hub
  refused 2 'dot|mermaid|svg' topology azure-to-azure --format png
  refused 2 'is missing' run
}

@test "ns-3's own attributes are accepted; a wrong one exits 2" {
  v6lab run azure-to-azure --ns3::v6lab::VnetFabric::VnetDelay=1ms --quiet
  refused 2 'Nonsense=1: ns3::v6lab::VnetFabric has no such attribute' run azure-to-azure --ns3::v6lab::VnetFabric::Nonsense=1
  refused 2 'VnetDelay=often: no such value; allowed is Time' run azure-to-azure --ns3::v6lab::VnetFabric::VnetDelay=often
  refused 2 'VnetCloth::VnetDelay=1s: ns-3 has no class ns3::v6lab::VnetCloth' run azure-to-azure --ns3::v6lab::VnetCloth::VnetDelay=1s
  refused 2 'the attribute is --ns3::v6lab::Translator::Profile' run nat64 --ns3::v6lab::Nat64::Profile=jool
}

@test "an ns-3 attribute whose value is a type takes only types that can do its work" {
  for attribute in TcpL4Protocol::SocketType=ns3::Node TcpL4Protocol::SocketType=ns3::TcpSocketBase \
    TcpL4Protocol::SocketType=ns3::TcpCongestionOps TcpL4Protocol::SocketType=ns3::TcpHeader \
    TcpL4Protocol::RttEstimatorType=ns3::Node TcpL4Protocol::RecoveryType=ns3::Node \
    NetDeviceQueueInterface::TxQueuesType=ns3::Node; do
    refused 2 "--ns3::$attribute: allowed is a type of ns3::" run azure-to-azure --connect=hub "--ns3::$attribute"
  done
  v6lab run azure-to-azure --ns3::TcpL4Protocol::SocketType=ns3::TcpCubic --quiet
  v6lab run azure-to-azure --ns3::TcpL4Protocol::SocketType=ns3::TcpBbr --quiet
}

@test "a value with which ns-3 crashes exits 2 and names the attribute; the database still opens" {
  jitter='ns3::Icmpv6L4Protocol::RsRetransmissionJitter=ns3::ConstantRandomVariable[Constant=-5]'
  refused 2 "the value of --$jitter may be unusable" run "$root/test/data/mtu.yaml" "--$jitter" --db j.db
  [[ $(query j.db 'PRAGMA integrity_check') == ok ]]
  [[ -z $(query j.db "SELECT * FROM v_run WHERE status = 'complete'") ]]
}

@test "pings do not care what ns-3's raw sockets do by default" {
  v6lab run azure-to-azure --ns3::Ipv4RawSocketImpl::IpHeaderInclude=true --quiet
}

@test "an overlap is refused before anything runs, with Azure's error word" {
  refused 2 VnetAddressSpacesOverlap run azure-to-azure --overlap=true --db o.db
  [[ ! -e o.db ]]
  refused 2 VnetAddressSpaceOverlapsWithAlreadyPeeredVnet run azure-to-azure --connect=hub --overlap=true
}

@test "files that are missing, empty, truncated, binary or a folder are refused by name" {
  refused 2 nosuch.yaml run nosuch.yaml
  : >empty.yaml
  refused 2 empty.yaml run empty.yaml
  v6lab topology azure-to-azure --format json | head -c 300 >cut.json
  refused 2 cut.json run cut.json
  head -c 4096 /dev/urandom >noise.yaml
  refused 2 noise.yaml run noise.yaml
  mkdir folder.yaml
  refused 2 folder.yaml run folder.yaml
  v6lab topology azure-to-azure --format yaml | sed 's/virtualNetworks:/virtualNetwork:/' >key.yaml
  refused 2 'key.yaml' run key.yaml
  refused 2 'virtualNetwork' run key.yaml
}

@test "hostile files end in a message: deep nesting, 50 MB, NaN, duplicate keys, wrong types" {
  printf '[%.0s' $(seq 200000) >deep.json
  refused 2 deep.json run deep.json
  printf -- '- %.0s' $(seq 100000) >deep.yaml
  refused 2 deep.yaml run deep.yaml
  head -c 52428800 /dev/zero | tr '\0' 'a' >big.yaml
  refused 2 big.yaml run big.yaml
  echo '{"name": "x", "name": "y"}' >twice.json
  refused 2 name run twice.json
  echo '{"name": NaN}' >nan.json
  refused 2 nan.json run nan.json
  echo '{"name": "x", "virtualNetworks": 7}' >type.json
  refused 2 virtualNetworks run type.json
}

@test "hostile ARM templates end in a message: truncated, 50 MB, deep nesting, NaN, duplicate keys" {
  schema='"$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#"'
  head -c 700 "$root/examples/small-hub/azuredeploy.json" >cut.json
  refused 2 'cut: parse error' run cut.json
  { echo "{$schema, \"resources\": [\"" && head -c 52428800 /dev/zero | tr '\0' a && echo '"]}'; } >big.json
  refused 2 'big.json: has more than' run big.json
  { echo "{$schema, \"resources\":" && printf '[%.0s' $(seq 200000); } >deep.json
  refused 2 'deep: nested deeper' run deep.json
  echo "{$schema, \"contentVersion\": \"1.0.0.0\", \"variables\": {\"x\": NaN}, \"resources\": []}" >nan.json
  refused 2 'nan: parse error' run nan.json
  echo "{$schema, \"contentVersion\": \"1.0.0.0\", \"resources\": [], \"resources\": []}" >twice.json
  refused 2 'the key "resources" twice' run twice.json
}

# For tests of permissions: somebody to whom they apply, root being above them, and a folder that
# everybody can enter, which bats's own is not.
without_root() {
  as_user=()
  if [[ $(id -u) == 0 ]]; then
    as_user=(setpriv --reuid=65534 --clear-groups)
    "${as_user[@]}" "$program" --version >/dev/null 2>&1 ||
      skip "root may do everything, and nobody else can run $program"
  fi
  folder=$(mktemp -d)
  chmod 755 "$folder"
}

teardown() {
  [[ -z $folder ]] || { chmod 755 "$folder" && rm -r "$folder"; }
}

# Like refused, as somebody to whom permissions apply.
refused_to_user() {
  local status_wanted=$1 part=$2
  shift 2
  run --separate-stderr "-$status_wanted" "${as_user[@]}" "$program" "$@"
  echo "stderr: $stderr"
  [[ $stderr == *"$part"* ]]
}

@test "files that may not be read exit 2 and say so" {
  without_root
  v6lab topology azure-to-azure >"$folder/secret.yaml"
  v6lab run azure-to-azure --db "$folder/secret.db" --quiet
  chmod 000 "$folder"/secret.*
  refused_to_user 2 'secret.yaml: cannot be read: Permission denied' run "$folder/secret.yaml"
  refused_to_user 2 'no permission' show "$folder/secret.db" v_run
}

@test "a read-only database can be read, and recording into it exits 2" {
  without_root
  v6lab run azure-to-azure --db "$folder/ro.db" --quiet
  chmod 444 "$folder/ro.db"
  chmod 555 "$folder"
  refused_to_user 2 'ro.db: not writable' run azure-to-azure --db "$folder/ro.db"
  refused_to_user 2 'no permission' run azure-to-azure --db "$folder/new.db"
  run -0 "${as_user[@]}" "$program" check "$folder/ro.db"
}

@test "a parameters file is no design: the template beside it is named" {
  cp "$root"/examples/small-hub/azuredeploy*.json .
  refused 2 'this is a parameters file; run the template beside it, azuredeploy.json' run azuredeploy.parameters.json
  [[ $stderr != *"unknown key"* ]]
  mv azuredeploy.parameters.json alone.json
  refused 2 'with --parameters alone.json' topology alone.json
}

@test "describe takes no file, and says what shows one" {
  refused 2 'v6lab topology '"$root"'/examples/two-vnets.yaml` shows' describe "$root/examples/two-vnets.yaml"
  refused 2 'nosuch: no such scenario' describe nosuch
}

@test "an ARM expression that cycles, is unknown or needs run time names its place" {
  arm() {
    cat >azuredeploy.json <<END
{ "\$schema": "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
  "contentVersion": "1.0.0.0", "variables": { "a": "[variables('b')]", "b": "$1" },
  "resources": [ { "type": "Microsoft.Network/virtualNetworks", "apiVersion": "2023-04-01",
    "name": "[variables('a')]", "properties": { "addressSpace": { "addressPrefixes": ["10.0.0.0/16"] } } } ] }
END
  }
  arm "[variables('a')]"
  refused 2 variables run azuredeploy.json
  arm "[nosuchfunction(1)]"
  refused 2 nosuchfunction run azuredeploy.json
  arm "[listKeys('x', '2020-01-01').key]"
  refused 2 listKeys run azuredeploy.json
}

@test "a database path that cannot be written exits 2 before the run" {
  refused 2 /nonexistent/a.db run azure-to-azure --db /nonexistent/a.db
  refused 2 "$BATS_TEST_TMPDIR" run azure-to-azure --db "$BATS_TEST_TMPDIR"
  echo "this is no database, and long enough not to be taken for an empty one" >text.db
  refused 2 text.db run azure-to-azure --db text.db
  refused 2 text.db show text.db v_run
  [[ $(cat text.db) == "this is no database"* ]]
}

@test "a database of another schema version is refused, naming both versions" {
  v6lab run azure-to-azure --db a.db --quiet
  query a.db 'PRAGMA user_version = 99'
  refused 2 99 run azure-to-azure --db a.db
  refused 2 99 show a.db v_run
}

# Overwrites the first page of the hops of a database.
damage() {
  local page
  page=$(query "$1" "SELECT rootpage - 1 FROM sqlite_schema WHERE name = 'hop'")
  head -c 3000 /dev/zero | tr '\0' x |
    dd of="$1" bs=1 seek=$((page * $(query "$1" 'PRAGMA page_size'))) conv=notrunc status=none
}

@test "a damaged database is named itself, whether or not --where is given" {
  v6lab run azure-to-azure --db d.db --quiet
  damage d.db
  refused 1 'd.db: database disk image is malformed' show d.db v_hop
  refused 1 'd.db: database disk image is malformed' show d.db v_hop --where 'hop = 0'
  refused 2 '--where: no such column: nosuch' show d.db v_hop --where 'nosuch = 0'
  refused 1 'd.db: database disk image is malformed' explain d.db 1
}

@test "a full disk is a clear failure, exit 1, and the file still opens" {
  long_design
  mkdir small
  mount -t tmpfs -o size=4m tmpfs small 2>/dev/null || skip "mounting a small file system needs root"
  run --separate-stderr v6lab run long.yaml --db small/a.db --quiet
  result=$status
  integrity=$(query small/a.db 'PRAGMA integrity_check' || true)
  umount small
  echo "stderr: $stderr"
  [[ $result == 1 ]]
  [[ $stderr == *small/a.db*full* ]]
  [[ $integrity == ok ]]
}

@test "captures on a full disk stop the run, name the file and exit 1" {
  long_design
  mkdir small
  mount -t tmpfs -o size=200k tmpfs small 2>/dev/null || skip "mounting a small file system needs root"
  run --separate-stderr v6lab run long.yaml --pcap small/cap --db a.db --quiet
  result=$status
  umount small
  echo "stderr: $stderr"
  [[ $result == 1 ]]
  [[ $stderr == *"small/cap/"*".pcap: the disk is full"* ]]
  [[ $(query a.db 'SELECT status FROM v_run') == failed ]]
}

@test "a capture whose last bytes do not fit fails the run, too" {
  mkdir cap
  ln -s /dev/full cap/app-nic.pcap
  refused 1 'cap/app-nic.pcap: the disk is full' run azure-to-azure --pcap cap
  [[ -s cap/nva-nic.pcap || -s cap/backend-nic.pcap ]]
}

@test "output that cannot be written is a failure of every verb, short or long, text or JSON" {
  v6lab run azure-to-azure --db a.db --quiet
  while read -r words; do
    result=0
    # shellcheck disable=SC2086 # the words are a command line
    "$program" $words >/dev/full 2>word || result=$?
    echo "$words: $result $(cat word)"
    [[ $result == 1 && $(cat word) == *"cannot write "*"No space left on device" ]] || failed=1
  done <<'END'
--help
--version
list
describe azure-to-azure
describe --help
run azure-to-azure
run azure-to-azure --json
topology azure-to-azure
show a.db v_run
show a.db v_hop
explain a.db 1
check a.db
reference reasons
END
  [[ -z $failed ]]
  v6lab run azure-to-azure --quiet >/dev/full
}

@test "a limit of file sizes is a clear failure, exit 1, and the file still opens" {
  long_design
  run --separate-stderr bash -c "ulimit -f 4000 && exec '$program' run long.yaml --db a.db --quiet"
  echo "stderr: $stderr"
  [[ $status == 1 ]]
  [[ $stderr == *a.db:*"ulimit -f"* ]]
  [[ $(query a.db 'PRAGMA integrity_check') == ok ]]
  [[ $(query a.db 'SELECT status FROM v_run') == incomplete ]]
}

@test "kill -9 in mid-run leaves a database that opens, with the run incomplete" {
  long_design
  sed -i "s/^checks: .*/checks: [{name: it is delivered, workload: long, expect: delivered}]/" long.yaml
  "$program" run long.yaml --db k.db --quiet 3>&- &
  pid=$!
  sleep 3
  kill -9 $pid
  wait $pid || true
  [[ $(query k.db 'PRAGMA integrity_check') == ok ]]
  [[ $(query k.db 'SELECT status FROM v_run') == incomplete ]]
  [[ $(query k.db 'SELECT count(*) FROM v_hop') -gt 1000 ]]
  run -0 v6lab show k.db v_run
  # No result is known, so none is claimed.
  [[ $(query k.db 'SELECT count(*) FROM v_flow WHERE outcome IS NULL AND tx_packets IS NULL') == 1 ]]
  [[ $(query k.db 'SELECT count(*) FROM v_reachability') == 0 ]]
  # What was recorded can be explained, and nothing is judged by it.
  run -0 v6lab explain k.db long
  [[ $output == *"not ended: the run was killed"*"Request (packet 1: the first;"*"receives"*"Answer (packet "* ]]
  run -1 v6lab check k.db
  [[ $output == *"not evaluated"*"expected delivered; observed not evaluated: the run is incomplete"* ]]
  [[ $output != *FAIL* ]]
}

@test "Ctrl-C keeps what was recorded, marks the run incomplete and exits 130" {
  long_design
  for signal in INT TERM; do
    result=0
    timeout --preserve-status --signal=$signal --kill-after=20 3 \
      "$program" run long.yaml --db $signal.db --quiet 3>&- || result=$?
    echo "$signal: $result"
    [[ $result == 130 ]]
    [[ $(query $signal.db 'SELECT status FROM v_run') == incomplete ]]
    [[ $(query $signal.db 'SELECT sum(tx_packets) FROM v_flow') -gt 1000 ]]
  done
}

@test "interrupted while it waits for a locked database, a run says so and exits 130" {
  v6lab run azure-to-azure --db a.db --quiet
  /usr/bin/python3 - 3>&- <<'END' &
import sqlite3, time
holder = sqlite3.connect('a.db', isolation_level=None)
holder.execute('BEGIN IMMEDIATE')
open('locked', 'w').close()
time.sleep(60)
END
  holder=$!
  until [[ -e locked ]]; do sleep 0.1; done
  for signal in INT TERM; do
    result=0
    timeout --preserve-status --signal=$signal --kill-after=20 1 \
      "$program" run azure-to-azure --db a.db --quiet 2>word 3>&- || result=$?
    echo "$signal: $result $(cat word)"
    [[ $result == 130 && $(cat word) == *"interrupted before the run was complete"* ]] || failed=1
  done
  kill $holder
  [[ -z $failed ]]
  [[ $(query a.db 'SELECT count(*), min(status) FROM v_run') == '1|complete' ]]
}

@test "show and explain refuse an unknown view, run, flow and SQL, and cannot write" {
  v6lab run azure-to-azure --db a.db --quiet
  refused 2 v_flow show a.db v_nosuch
  refused 2 run show a.db v_flow --run=zzz
  refused 2 nocolumn show a.db v_flow --where='nocolumn = 1'
  refused 2 flow explain a.db 9999
  run v6lab show a.db v_flow --where='1); DELETE FROM run; --'
  [[ $(query a.db 'SELECT count(*) FROM v_run') == 1 ]]
  refused 2 missing.db show missing.db v_run
  [[ ! -e missing.db ]]
}

@test "a template without its schema is told so" {
  echo '{"resources": [{"type": "Microsoft.Network/virtualNetworks", "name": "v", "properties": {}}]}' >bare.json
  run -2 v6lab run bare.json
  [[ $output == *'has "resources" and no "$schema"'*deploymentTemplate.json* ]]
}
