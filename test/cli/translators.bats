#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# NAT64, SIIT and CLAT on the command line: scenarios, designs as files, captures, wrong input.

load common

# Fails unless each TCP segment that ICMP errors quote in a capture has passed there whole, with the
# checksum that its sender knows; and if none is quoted.
quotes() {
  sums "$1" "$error" >quoted
  sums "$1" "not $error" >whole
  [[ -s quoted && -z $(comm -23 quoted whole) ]]
}

# Flows and checksums of the TCP segments in packets that match a filter.
sums() {
  tshark -r "$1" -Y "tcp and $2" -T fields -e tcp.srcport -e tcp.dstport -e tcp.checksum 2>/dev/null | sort -u
}

# Runs words, with captures: all checks pass, no capture is empty or has a bad packet.
proven() {
  local capture
  rm -rf captures
  run -0 v6lab run "$@" --pcap captures
  echo "$*: $output"
  [[ $output == *"checks passed"* && $output != *FAIL* ]]
  for capture in captures/*.pcap; do
    clean "$capture"
  done
}

# Fails unless scapy reads every packet of a capture, writes the same bytes again and computes the
# same checksums.
reread() {
  /usr/bin/python3 "$root/test/cli/translate.py" parse "$1" >read
  echo "$1: $(grep DIFFERENT read)"
  [[ -s read && $(wc -l <read) == $(tshark -r "$1" 2>/dev/null | wc -l) ]]
  run ! grep -q DIFFERENT read
}

# Packets of a capture that match a filter.
count() {
  tshark -r "$1" -Y "$2" 2>/dev/null | wc -l
}

# Runs v6lab, expects exit status 2 and a part of what stderr says.
refused() {
  local part=$1
  shift
  run --separate-stderr -2 v6lab "$@"
  echo "stderr: $stderr"
  [[ $stderr == *"$part"* && $stderr != *terminate* && $stderr != *"msg="* ]]
}

@test "nat64 and 464xlat run into a database and captures, all checks pass, explain shows both headers" {
  v6lab run nat64 --db n.db --pcap p --quiet
  v6lab run 464xlat --db n.db --quiet
  run -0 v6lab check n.db
  [[ $output != *FAIL* ]]
  [[ $(query n.db 'SELECT count(*) FROM v_check WHERE NOT passed') == 0 ]]
  run -0 v6lab explain n.db 1 --run "$(query n.db "SELECT run_id FROM v_run WHERE scenario = 'nat64'")"
  [[ $output == *"2001:db8:6::6 → 64:ff9b::c000:204, id "*" becomes IPv4 icmp echo request 203.0.113.1 → 192.0.2.4, id "* ]]
  [[ $output == *"hop limit 63 → TTL 62, 104 → 84 bytes"* ]]
  [[ $output == *"translated by nat64: binding 2001:db8:6::6#"*" ↔ 203.0.113.1#"* ]]
  # Both sides of the same ping, in the captures of the links in front of and behind the NAT64.
  [[ $(count p/nat64-front.pcap 'icmpv6.type == 128 and ipv6.dst == 64:ff9b::c000:204') -gt 3 ]]
  [[ $(count p/nat64-back.pcap 'icmp.type == 8 and ip.src == 203.0.113.1') -gt 3 ]]
}

@test "nat64, then 464xlat into one database: explain of flow 1 shows two translations and both headers" {
  v6lab run nat64 --db n.db --quiet
  v6lab run 464xlat --db n.db --quiet
  run -0 v6lab explain n.db 1
  echo "$output"
  forward=$(sed '/^Answer/,$d' <<<"$output")
  [[ $(grep -c ' translates ' <<<"$forward") == 2 ]]
  [[ $forward == *"becomes IPv6 tcp"*"becomes IPv4 tcp"* ]]
  [[ $forward == *"translated by clat"*"translated by nat64"* ]]
}

@test "464xlat translates none, once and twice, and explain tells each" {
  v6lab run 464xlat --db x.db --quiet
  walk() {
    run -0 v6lab explain x.db "$1"
    sed '/^Answer/,$d' <<<"$output" | grep -c ' translates '
  }
  [[ $(walk 'IPv6 application to an IPv6 server') == 0 ]]
  [[ $(walk 'IPv6 application to an IPv4 server') == 1 ]]
  [[ $(walk 'IPv4 ping from the phone') == 2 ]]
}

@test "every option of nat64, with each kind of value, passes its checks with clean captures" {
  for option in nat64-profile=rfc nat64-profile=jool filtering=address-dependent exhaust=true \
    mtu-ipv4=576 mtu-ipv4=1280 mtu-ipv4=9000 mtu-ipv6=1280 mtu-ipv6=9000 mtu-far=1280 mtu-far=9000 \
    prefix=2001:db8:64::/96 prefix=2001:db8:64::/64 prefix=2001:db8:64:ab00::/56 \
    prefix=2001:db8:64::/48 prefix=2001:db8:a00::/40 prefix=64:ff9b:1::/96; do
    proven nat64 --$option
  done
  proven nat64 --nat64-profile=jool --filtering=address-dependent --mtu-ipv6=1280 --mtu-ipv4=1400
}

@test "nat64 tells beforehand what either profile does to packets that are too large" {
  for profile in rfc jool; do
    for mtu4 in 576 1051 1052 1251 1252 1259 1260 1467 1468 1500 1501 3027 3028 4027 4028 9000; do
      for mtu6 in 1280 1400 1495 1496 1500 9000; do
        run v6lab run nat64 --nat64-profile=$profile --mtu-ipv4=$mtu4 --mtu-ipv6=$mtu6
        [[ $status == 0 && $output == *"12 of 12 checks passed"* ]] || {
          echo "$profile $mtu4 $mtu6: $(grep -A1 FAIL <<<"$output")"
          failed=1
        }
      done
    done
  done
  [[ -z $failed ]]
  run -1 v6lab run nat64 --mtu-ipv4=576 --ns3::v6lab::Translator::Profile=jool # truly another one
}

@test "ICMP errors quote segments as their senders know them, behind one translator and behind two" {
  v6lab run nat64 --mtu-ipv4=1400 --pcap n --quiet
  quotes n/n6-inside.pcap
  for clat in dedicated shared; do
    v6lab run 464xlat --clat=$clat --pcap x --quiet
    quotes x/pc1-home.pcap
  done
}

@test "sessions of nat64 live as long as their timers" {
  proven nat64 --timeouts=true
  proven nat64 --timeouts=true --nat64-profile=jool
  proven nat64 --timeouts=true --exhaust=true
  [[ $output == *"6 of 6 checks passed"* ]]
  # A timer that is wrong fails the checks of it, and no others.
  wrong() {
    run -1 v6lab run nat64 --timeouts=true "--ns3::v6lab::Nat64::$1"
    echo "$1: $output"
    [[ $(grep -c "^  FAIL" <<<"$output") == "$2" ]]
    for part in "${@:3}"; do
      [[ $output == *"$part"* ]]
    done
  }
  wrong UdpTimeout=299.5s 1 'sessions end after 299.5 s of silence'
  wrong UdpTimeout=720h 1 '1 session; 1 binding; no session ended'
  wrong UdpTimeout=200s 2 '2 sessions; 2 bindings' 'sessions end after 200 s of silence'
  wrong IcmpTimeout=90s 2 'sessions end after 90 s of silence'
  wrong TcpTransitoryTimeout=230s 2 'sessions end after 230 s of silence'
  wrong TcpIncomingSynTimeout=8s 1 'sessions end after 8 s of silence'
  # A silence shorter than the timer is one session; a longer one ends it, and the next is new.
  sessions() {
    query "$1" "SELECT count(*) FROM v_session WHERE remote_port = $2 AND protocol = 'udp'"
  }
  v6lab run nat64 --timeouts=true --db t.db --quiet
  [[ $(sessions t.db 10) == 1 && $(sessions t.db 11) == 2 ]]
  run -1 v6lab run nat64 --timeouts=true --ns3::v6lab::Nat64::UdpTimeout=200s --db s.db --quiet
  [[ $(sessions s.db 10) == 2 && $(sessions s.db 11) == 2 ]]
  run -1 v6lab run nat64 --timeouts=true --ns3::v6lab::Nat64::UdpTimeout=720h --db l.db --quiet
  [[ $(sessions l.db 10) == 1 && $(sessions l.db 11) == 1 ]]
}

@test "the report of a run has the warnings of its translators, each once, in the words of translate" { # RFC 6791 3.1, RFC 6052 3.1; 7915-152, 6052-11
  cat >warned.yaml <<'END'
nodes:
  - { name: one, kind: router, interfaces: [{ link: l, addresses: [192.0.2.1/24, "2001:db8::1/64"] }] }
  - { name: two, kind: router, interfaces: [{ link: l, addresses: [192.0.2.2/24, "2001:db8::2/64"] }] }
links: [{ name: l }]
translators:
  - { node: one, kind: siit, prefix: "64:ff9b::/96", errorSources: [10.0.0.0/29] }
  - { node: two, kind: siit, prefix: "64:ff9b::/96", errorSources: [10.0.0.0/29] }
END
  run -0 v6lab run warned.yaml
  echo "$output"
  [[ $(grep -c 'RFC 6791 pool 10.0.0.0/29' <<<"$output") == 1 ]]
  [[ $(grep -c 'well-known prefix 64:ff9b::/96' <<<"$output") == 1 ]]
  report=$(sed '1,/^warnings$/d' <<<"$output")
  /usr/bin/python3 "$root/test/cli/translate.py" write raw in.pcap
  run --separate-stderr -0 v6lab translate --in in.pcap --out a.pcap --mode siit --pref64 64:ff9b::/96
  [[ $report == *"${stderr#v6lab: warning: }"* ]]
  run -0 v6lab run warned.yaml --json
  [[ $(python3 -c 'import json, sys; print(len(json.load(sys.stdin)["warnings"]))' <<<"$output") == 2 ]]
  run -0 v6lab run nat64
  [[ $output != *warnings* ]]
}

@test "every option of 464xlat passes its checks with clean captures" {
  for clat in dedicated shared; do
    for profile in rfc jool; do
      proven 464xlat --clat=$clat --nat64-profile=$profile
    done
  done
}

@test "an ns-3 attribute of a translator wins over what the design says" {
  nat64() {
    rm -f a.db
    run v6lab run "${@:2}" --db a.db
    echo "$output"
    [[ $status == "$1" ]]
  }
  nat64 1 nat64 --ns3::v6lab::Nat64::DropExternalTcp=true
  [[ $(query a.db "SELECT reason FROM v_flow WHERE name = 'TCP to the published port'") == external-tcp-refused ]]
  nat64 0 nat64 --ns3::v6lab::Nat64::UdpTimeout=200s
  [[ $(query a.db "SELECT max(expires_ns - created_ns) / 1000000000 FROM v_session WHERE protocol = 'udp'") -lt 210 ]]
  nat64 1 nat64 --ns3::v6lab::Nat64::MaxSessions=1
  [[ $(query a.db "SELECT count(*) FROM v_drop WHERE reason LIKE '%limit%'") -gt 0 ]]
  # It wins as well over what the design does not leave at its default.
  nat64 1 nat64 --filtering=address-dependent --ns3::v6lab::Nat64::AddressDependentFiltering=false
  [[ $(query a.db "SELECT outcome FROM v_flow WHERE name = 'TCP to the published port'") == delivered ]]
  nat64 1 464xlat --ns3::v6lab::Clat::PlatPrefix=2001:db8:65::/96
  refused 'Nat64::UdpTimeout=5s' run nat64 --ns3::v6lab::Nat64::UdpTimeout=5s
}

@test "recorded as flows only, what was translated is not claimed, and no check fails for it" {
  for words in nat64 '464xlat --clat=shared' "$root/examples/464xlat.yaml"; do
    rm -f f.db
    # shellcheck disable=SC2086 # the words are a command line
    run -0 v6lab run $words --record=flows --db f.db
    echo "$output"
    [[ $output != *FAIL* && $output == *"not evaluated: --record flows keeps no hops"* ]]
    [[ $(query f.db 'SELECT count(*) FROM v_flow WHERE translations IS NOT NULL') == 0 ]]
    [[ $(query f.db "SELECT count(*) FROM v_reachability WHERE verdict = 'direct' OR translations IS NOT NULL") == 0 ]]
    run -0 v6lab check f.db
  done
}

@test "packets in fragments are translated once, and a hairpin is no direct connection" {
  for words in '' --mtu-ipv6=1280; do
    rm -f h.db
    # shellcheck disable=SC2086 # the words are a command line
    v6lab run nat64 $words --db h.db --quiet
    [[ $(query h.db "SELECT count(*) FROM v_flow WHERE name LIKE 'large%' AND translations = 1") == 2 ]]
    [[ $(query h.db 'SELECT max(translations) FROM v_flow') == 1 ]]
    run -0 v6lab explain h.db 'large UDP datagrams'
    [[ $output == *" 1160 to 1496 → 1132 to 1468 bytes (× 3 fragments)"* || $words == *1280 ]]
    [[ $(query h.db 'SELECT max(translations) FROM v_reachability') == 1 ]]
    [[ $(query h.db "SELECT verdict || translations FROM v_reachability WHERE src_node = 'n6b' AND dst_node = 'n6'") == translated0 ]]
  done
}

@test "scapy reads the captures of the scenarios as they were written" {
  for words in nat64 'nat64 --mtu-ipv6=1280' 'nat64 --nat64-profile=jool' 464xlat '464xlat --clat=shared'; do
    rm -rf captures
    # shellcheck disable=SC2086 # the words are a command line
    v6lab run $words --pcap captures --quiet
    for capture in captures/*.pcap; do
      reread "$capture"
    done
  done
}

# What ICMP errors of a capture tell: tells CAPTURE FILTER FIELD, each value once.
tells() {
  tshark -r "$1" -Y "$2" -T fields -E occurrence=f -e "$3" 2>/dev/null | sort -un | paste -sd' '
}

@test "the NAT64 tells the IPv4 side the IPv6 MTU, and passes on what an IPv4 router tells" { # RFC 7915 4.2, 5.2; RFC 8201 4
  for mtu6 in 1280 1400; do
    rm -rf p n.db
    v6lab run nat64 --mtu-ipv6=$mtu6 --mtu-far=1290 --db n.db --pcap p --quiet
    # Its own: 20 bytes less, for the longer header.
    [[ $(tells p/n4-outside.pcap 'icmp.type == 3 and icmp.code == 4 and ip.src == 198.51.100.1' icmp.mtu) == $((mtu6 - 20)) ]]
    [[ $(query n.db "SELECT group_concat(DISTINCT mtu) FROM v_hop WHERE node = 'nat64' AND action = 'send' AND icmp_type = 3 AND icmp_code = 4") == $((mtu6 - 20)) ]]
  done
  # r4's: 20 bytes more, on the same packets as they went in and came out.
  [[ $(tells p/nat64-back.pcap 'icmp.type == 3 and icmp.code == 4 and ip.src == 198.51.100.2' icmp.mtu) == 1290 ]]
  [[ $(tells p/n6-inside.pcap 'icmpv6.type == 2 and ipv6.src == 64:ff9b::c633:6402' icmpv6.mtu) == 1310 ]]
  [[ $(query n.db "SELECT DISTINCT icmp_type_before, icmp_code_before, mtu_before, icmp_type_after, icmp_code_after, mtu_after FROM v_translation WHERE src_before = '198.51.100.2' AND icmp_type_before = 3") == '3|4|1290|2|0|1310' ]]
  run -0 v6lab explain n.db 'bulk TCP to beyond a narrow IPv4 link'
  echo "$output"
  [[ $output == *"IPv4 icmp destination unreachable 3/4 198.51.100.2 → 203.0.113.1, MTU 1290 becomes IPv6 icmpv6 packet too big 2/0 64:ff9b::c633:6402 → 2001:db8:6::6, MTU 1310,"* ]]
}

@test "explain tells a traceroute's errors of both sides, one of each router" {
  v6lab run nat64 --db n.db --quiet
  run -0 v6lab explain n.db 'traceroute through the NAT64'
  echo "$output"
  [[ $(grep -c '^ICMP error ' <<<"$output") == 3 ]]
  [[ $output == *"icmpv6 time exceeded 3/0 2001:db8:6::1 → "*"icmpv6 time exceeded 3/0 2001:db8:60::2 → "* ]]
  [[ $output == *"IPv4 icmp time exceeded 11/0 198.51.100.2 → 203.0.113.1 becomes IPv6 icmpv6 time exceeded 3/0 64:ff9b::c633:6402 → 2001:db8:6::6,"* ]]
}

@test "a traceroute that a NAT64 stops fails for that reason" {
  for words in nat64 464xlat; do
    rm -f t.db
    run -1 v6lab run $words --ns3::v6lab::Nat64::MaxSessions=1 --db t.db
    [[ $(query t.db "SELECT DISTINCT outcome || ' ' || reason FROM v_flow WHERE name LIKE '%traceroute%'") == 'failed session-limit' ]]
  done
  rm -f t.db
  run -1 v6lab run nat64 --ns3::v6lab::Nat64::DropIcmpQueries=true --db t.db
  run -0 v6lab explain t.db 'traceroute through the NAT64'
  echo "$output"
  [[ $output == *"failed: 2 of 30 answered"* && $output != *wrong-destination* ]]
}

@test "two runs are equal to the byte" {
  for i in 1 2; do
    v6lab run nat64 --pcap $i --quiet
    v6lab run 464xlat --clat=shared --pcap x$i --quiet
  done
  diff -r 1 2
  diff -r x1 x2
}

@test "wrong values of the scenarios' options exit 2 and name what is allowed" {
  refused 'rfc|jool' run nat64 --nat64-profile=tayga
  refused 'rfc|jool' run 464xlat --nat64-profile=RFC
  refused 'dedicated|shared' run 464xlat --clat=both
  refused 'endpoint-independent|address-dependent' run nat64 --filtering=none
  refused '--mtu-ipv6' run nat64 --mtu-ipv6=1279
  refused '--mtu-far' run nat64 --mtu-far=1279
  for number in abc 1500x 1.5 1e3 0x600 -1 ' 1500' +1500 99999999999999999999; do
    refused "--mtu-ipv4=$number: allowed is 576:9000" run nat64 "--mtu-ipv4=$number"
    refused "--mtu-ipv6=$number: allowed is 1280:9000" run nat64 "--mtu-ipv6=$number"
  done
  refused 'translators[0].prefix (nat64): the translation prefix 2001:db8::/95 must be an IPv6 prefix of length 32, 40' \
    run nat64 --prefix=2001:db8::/95
  refused 'translators[0].prefix (nat64): "banana" is not an IPv6 prefix' run nat64 --prefix=banana
  refused 'must not be of unspecified, loopback, link-local' run nat64 --prefix=fe80::/96
  refused 'must not be of unspecified' run nat64 --prefix=::/96
  refused 'has bits set behind its length; it should be 2001:db8::/40' run nat64 --prefix=2001:db8:64::/40
  run -0 v6lab describe nat64
  [[ $output == *"--prefix"*"allowed IPv6 prefix of length 32|40|48|56|64|96;"* ]]
  refused 'TcpEstablishedTimeout is 3600 s' run nat64 --ns3::v6lab::Nat64::TcpEstablishedTimeout=1h
  refused 'bits 64 to 71' run nat64 --prefix=2001:db8:0:0:100::/96
  refused 'well-known prefix 64:ff9b::/96, which is used whole' run nat64 --prefix=64:ff9b::/64
}

# A copy of the Azure design with one change: changed FROM TO
changed() {
  sed "s|$1|$2|" "$root/test/data/azure-nat64.yaml" >changed.yaml
  run ! diff "$root/test/data/azure-nat64.yaml" changed.yaml
}

@test "mistakes in a file's translators exit 2 and name the place" {
  changed 'kind: nat64' 'kind: nat46'
  refused 'translators[0].kind: unknown word "nat46"' run changed.yaml
  changed 'pool: \[{addresses: 10.0.0.4, ports: 1024-49151}\]' 'pools: []'
  refused 'unknown key "pools", did you mean "pool"?' run changed.yaml
  changed 'pool: \[{addresses: 10.0.0.4, ports: 1024-49151}\]' 'profile: rfc'
  refused 'translators[0].pool (nva): a nat64 needs at least one IPv4 address [RFC 6146 3]' run changed.yaml
  changed '1024-49151' '49151-1024'
  refused 'translators[0].pool[0].ports (nva): "49151-1024" is not a range of ports' run changed.yaml
  changed 'addresses: 10.0.0.4, ports' 'addresses: 10.0.0.0/8, ports'
  refused 'the IPv4 pool must not have more than 65536 addresses' run changed.yaml
  changed 'node: nva' 'node: nav'
  refused 'translators[0].node (nav): there is no virtual machine or node "nav"' run changed.yaml
  changed 'node: nva' 'node: nva\n    udpTimeout: 100s'
  refused 'translators[0].udpTimeout (nva): "100s" is not a time from 2min to 720h [RFC 6146 4]' run changed.yaml
  changed 'node: nva' 'node: nva\n    udpTimeout: 200'
  refused '"200" is not a time from 2min to 720h; the unit is missing [' run changed.yaml
  changed 'node: nva' 'node: nva\n    tcpEstablishedTimeout: 60s'
  refused '"60s" is not a time from 2h to 720h [RFC 6146 4, RFC 5382 REQ-5]' run changed.yaml
  changed 'node: nva' 'node: nva\n    sharedAddress: "2001:db8::1"'
  refused 'translators[0].sharedAddress (nva): goes with kind clat only' run changed.yaml
  changed 'node: nva' 'node: nva\n    role: edge'
  refused 'translators[0].role (nva): goes with kind siit only' run changed.yaml
  changed 'node: nva' 'node: nva\n    portSelection: deterministic'
  refused 'deterministic ports need the IPv6 prefix of all subscribers' run changed.yaml
  changed 'node: nva' 'node: nva\n    bindings: [{inside: "2001:db8:101::4#80", outside: "10.0.0.4#80"}]'
  refused 'translators[0].bindings[0].outside (nva): 10.0.0.4#80 is not in the pool' run changed.yaml
}

@test "a NAT64 on an Azure appliance serves a spoke, the internet and the appliance itself" {
  proven "$root/test/data/azure-nat64.yaml" --db a.db
  # Azure's own translation of the appliance's address is behind the NAT64's.
  run -0 v6lab explain a.db internet
  [[ $output == *"becomes IPv4 tcp SYN 10.0.0.4:"*"becomes tcp SYN 203.0.113.4:"* ]]
  # A translator forwards what it translates, whatever its guest does with other packets.
  changed 'guestForwarding: true' 'guestForwarding: false'
  proven changed.yaml
}

@test "Azure stops a NAT64 without IP forwarding, and a pool that is not the machine's own" {
  reason() {
    query "$1" "SELECT reason FROM v_flow WHERE name = '$2'"
  }
  changed 'enableIPForwarding: true' 'enableIPForwarding: false'
  run -1 v6lab run changed.yaml --db f.db
  [[ $(reason f.db ping) == azure-destination-not-owned ]]
  changed 'addresses: 10.0.0.4, ports' 'addresses: 192.0.2.1, ports'
  run -1 v6lab run changed.yaml --db p.db
  [[ $(reason p.db internet) == azure-outbound-source-not-owned ]]
}

@test "the well-known prefix does not stand for private addresses, and the appliance's own calls pass" {
  changed '64:ff9b:1::' '64:ff9b::'
  sed -i 's|64:ff9b:1::|64:ff9b::|g' changed.yaml
  run -1 v6lab run changed.yaml --db w.db
  [[ $(query w.db "SELECT reason FROM v_flow WHERE name = 'ping'") == well-known-prefix-non-global ]]
  [[ $(query w.db "SELECT group_concat(outcome) FROM v_flow WHERE name IN ('internet', 'own IPv4')") == delivered,delivered ]]
}

@test "what a profile chooses holds in a simulation, too, but not over what is set" { # profile jool, RFC 6052 3.1
  ping() {
    rm -f ping.db
    v6lab run "$@" --db ping.db --quiet >report 2>&1 || true # other checks of the design may fail
    query ping.db "SELECT outcome || ' ' || coalesce(reason, '') FROM v_flow WHERE name = 'ping'"
  }
  changed '64:ff9b:1::' '64:ff9b::'
  sed -i 's|64:ff9b:1::|64:ff9b::|g' changed.yaml
  sed 's|kind: nat64|&\n    profile: jool|' changed.yaml >jool.yaml
  sed 's|kind: nat64|&\n    wellKnownDeny: default\n    profile: jool|' changed.yaml >set.yaml
  [[ $(ping changed.yaml) == *well-known-prefix-non-global ]]
  [[ $(ping jool.yaml) == "delivered " ]]
  [[ $(ping set.yaml) == *well-known-prefix-non-global ]]
  [[ $(ping jool.yaml --ns3::v6lab::Nat64::WellKnownDeny=default) == *well-known-prefix-non-global ]]
  [[ $(ping changed.yaml --ns3::v6lab::Translator::Profile=jool) == "delivered " ]]
}

@test "designs with translators are printed, read back the same and fit the schema" {
  v6lab topology nat64 --format schema >schema.json
  for words in nat64 464xlat '464xlat --clat=shared' 'nat64 --exhaust=true'; do
    # shellcheck disable=SC2086 # the words are a command line
    v6lab topology $words --format yaml >a.yaml
    v6lab topology a.yaml --format json >a.json
    v6lab topology a.json --format yaml >b.yaml
    diff a.yaml b.yaml
    /usr/bin/python3 "$root/test/check-schema.py" schema.json a.yaml a.json
    run -0 v6lab run a.json
    [[ $output != *FAIL* ]]
  done
  sed 's/kind: nat64/kind: nat46/' a.yaml >bad.yaml
  run ! /usr/bin/python3 "$root/test/check-schema.py" schema.json bad.yaml
}

@test "drawings show the translators in all languages" {
  for format in dot mermaid svg; do
    v6lab topology 464xlat --format $format >picture
    grep -q 'NAT64 2001:db8:64::/96 ↔ 192.0.2.1' picture
    grep -q 'CLAT 2001:db8:cafe:47::/64 → PLAT 2001:db8:64::/96' picture
  done
}
