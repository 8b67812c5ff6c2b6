#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# Names on the command line: nat64-dns64, virtual-ipv6, what is shown of them, captures, wrong input.

load common

# Runs words, with captures: all checks pass, no capture has a bad packet.
proven() {
  rm -rf captures
  run -0 v6lab run "$@" --pcap captures
  echo "$*: $output"
  [[ $output == *"checks passed"* && $output != *" FAIL "* ]]
  clean captures/*.pcap
}

# Fields of the packets in a capture that match a filter: told CAPTURE FILTER FIELD...
told() {
  local capture=$1 filter=$2 field
  local fields=()
  shift 2
  for field in "$@"; do
    fields+=(-e "$field")
  done
  tshark -r "$capture" -Y "$filter" -T fields -E separator=' ' "${fields[@]}" 2>/dev/null
}

# Runs v6lab, expects exit status 2 and a part of what stderr says.
refused() {
  local part=$1
  shift
  run --separate-stderr -2 v6lab "$@"
  echo "stderr: $stderr"
  [[ $stderr == *"$part"* && $stderr != *terminate* && $stderr != *"msg="* ]]
}

@test "nat64-dns64 tells AAAA, A, synthesis and the SYN on both sides of the NAT64" {
  run -0 v6lab run nat64-dns64 --db d.db
  [[ $output != *" FAIL "* ]]
  run -0 v6lab explain d.db 1
  in_order 'Names' 'n6 asks dns64' 'AAAA n4.example.com. → AAAA 64:ff9b::c000:201, synthesised' \
    'dns64 asks n46' 'A n4.example.com. → A 192.0.2.1' \
    '→ [64:ff9b::c000:201]:' 'becomes IPv4 tcp SYN 203.0.113.1:' '→ 192.0.2.1:'
  run -0 v6lab show d.db v_dns
  in_order time_ns client server qname qtype rcode answers synthesised n4.example.com. 64:ff9b::c000:201
  [[ $(query d.db "SELECT count(*) FROM v_dns WHERE client = 'n6' AND synthesised") -gt 0 ]]
  [[ $(query d.db "SELECT count(*) FROM v_dns WHERE synthesised AND answers NOT LIKE '%64:ff9b::%'") == 0 ]]
  # The question for the A serves that for the AAAA, which the flow needs.
  [[ $(query d.db "SELECT count(*) FROM v_dns JOIN v_dns up ON up.exchange_id = v_dns.parent_id
    WHERE v_dns.qtype = 'A' AND v_dns.qname = 'n4.example.com.' AND up.qtype = 'AAAA' AND up.flow_id = 1") == 1 ]]
}

@test "nat64-dns64 passes its checks for each client and protocol, with clean captures" {
  for protocol in ping udp tcp http; do
    proven nat64-dns64 --protocol=$protocol
    proven nat64-dns64 --protocol=$protocol --client=dual-stack
  done
}

@test "nat64-dns64 with a literal: nothing, a CLAT or IPv4 of the host's own takes it" {
  proven nat64-dns64 --literal=true --db l.db
  [[ $(query l.db 'SELECT reason FROM v_flow WHERE flow_id = 1') == no-source-address ]]
  proven nat64-dns64 --literal=true --clat=true --db c.db
  [[ $(query c.db 'SELECT translations FROM v_flow WHERE flow_id = 1') == 2 ]]
  proven nat64-dns64 --literal=true --client=dual-stack --db t.db
  [[ $(query t.db 'SELECT translations FROM v_flow WHERE flow_id = 1') == 0 ]]
  for protocol in ping udp http; do
    proven nat64-dns64 --literal=true --clat=true --protocol=$protocol
  done
}

@test "nat64-dns64 with a literal of which the host makes an IPv6 address: one translation" { # RFC 8305 7.1; 8305-17
  for protocol in ping udp tcp http; do
    proven nat64-dns64 --literal=true --literal-synthesis=true --protocol=$protocol --db "$protocol.db"
    [[ $(query "$protocol.db" 'SELECT dst_address FROM v_flow WHERE flow_id = 1') == 64:ff9b::c000:201 ]]
  done
  # A route to IPv4, or a CLAT that makes one, comes first.
  proven nat64-dns64 --literal=true --literal-synthesis=true --client=dual-stack --db t.db
  [[ $(query t.db 'SELECT dst_address FROM v_flow WHERE flow_id = 1') == 192.0.2.1 ]]
  proven nat64-dns64 --literal=true --literal-synthesis=true --clat=true --db c.db
  [[ $(query c.db 'SELECT dst_address FROM v_flow WHERE flow_id = 1') == 192.0.2.1 ]]
}

@test "a dual-stack host leaves its CLAT alone" { # RFC 6877 1, RFC 8585 3.2
  for literal in true false; do
    for clat in true false; do
      for synthesis in true false; do
        [[ $literal$synthesis == falsetrue ]] ||
          proven nat64-dns64 --client=dual-stack --literal=$literal --clat=$clat --literal-synthesis=$synthesis --db m.db
      done
    done
  done
  [[ $(query m.db "SELECT count(*) FROM v_flow WHERE src_address = '192.0.0.1'") == 0 ]]
}

@test "every other option of nat64-dns64 passes its checks with clean captures" {
  for option in clat=true dnssec=true nat64-profile=jool pref64=2001:db8:64::/96 pref64=2001:db8:64::/64 \
    pref64=2001:db8:64:ab00::/56 pref64=2001:db8:64::/48 pref64=2001:db8:a00::/40 \
    mtu-ipv4=1280 mtu-ipv4=9000 mtu-ipv6=1280 mtu-ipv6=9000; do
    proven nat64-dns64 --$option
  done
  proven nat64-dns64 --dnssec=true --client=dual-stack --nat64-profile=jool --mtu-ipv4=1400
}

@test "nat64-dns64 tells beforehand what either profile does to packets that are too large" {
  for profile in rfc jool; do
    for mtu4 in 1280 1467 1468 1500 4027 4028 9000; do
      for mtu6 in 1280 1495 1496 1500 9000; do
        run v6lab run nat64-dns64 --nat64-profile=$profile --mtu-ipv4=$mtu4 --mtu-ipv6=$mtu6
        [[ $status == 0 && $output == *"9 of 9 checks passed"* ]] || {
          echo "$profile $mtu4 $mtu6: $(grep -A1 " FAIL " <<<"$output")"
          failed=1
        }
      done
    done
  done
  [[ -z $failed ]]
}

@test "validated names are authentic, but not what a DNS64 says to who asks without DO" { # RFC 6147 5.5.1, draft-vogt-durand slides; 6147-26, VDC-06
  v6lab run virtual-ipv6 --dnssec=true --db v.db --quiet
  # The peer is its own resolver: it fetches the keys, and tells its stub what they prove.
  [[ $(query v.db "SELECT DISTINCT ad FROM v_dns
    WHERE client = 'client6' AND server = 'client6' AND qname = 'www.site.example.'") == 1 ]]
  [[ $(query v.db "SELECT count(DISTINCT qname) FROM v_dns
    WHERE client = 'client6' AND server = 'names' AND qtype = 'DNSKEY'
    AND qname IN ('.', 'site.example.')") == 2 ]]
  [[ $(query v.db "SELECT DISTINCT ad FROM v_dns WHERE client = 'client4' AND synthesised") == 1 ]]
  v6lab run nat64-dns64 --dnssec=true --db d.db --quiet
  [[ $(query d.db 'SELECT max(ad) FROM v_dns') == 0 ]]
}

@test "a dual-stack host takes the NAT64 although it has IPv4" { # RFC 6147 6.3.2; 6147-35
  v6lab run nat64-dns64 --client=dual-stack --db d.db --quiet
  [[ $(query d.db "SELECT dst_address, translations FROM v_flow WHERE flow_id = 1") == "64:ff9b::c000:201|1" ]]
  [[ $(query d.db "SELECT answers FROM v_dns WHERE flow_id = 1 AND qtype = 'A'") == "A 192.0.2.1" ]]
}

@test "a dual-stack host leaves IPv6 that leads nowhere, and the handshake told is IPv4's" { # RFC 8305 5
  v6lab run nat64-dns64 --client=dual-stack --db d.db --quiet
  run -0 v6lab explain d.db 'TCP to a name whose IPv6 has no route'
  in_order '2001:db8:dead::1' '192.0.2.1'
  run -0 v6lab explain d.db 'TCP to a name whose IPv6 is a black hole'
  in_order '1  6.' '2001:db8:bad::1' '2  6.' '192.0.2.1' \
    'Request (packet' 'the first of the attempt that won, SYN;' '198.51.100.6:' '→ 192.0.2.1:' \
    'Answer (packet' 'the first of the attempt that won, SYN, ACK;' '192.0.2.1:' '→ 198.51.100.6:' \
    'the first with data' 'the first with data'
  [[ $(query d.db "SELECT max(start_ns) - min(start_ns) FROM v_attempt
    WHERE name = 'TCP to a name whose IPv6 is a black hole'") == 250000000 ]]
}

@test "virtual-ipv6 is called and calls by name, with and without DNSSEC, with clean captures" {
  for words in '' --dnssec=true --exhaust=true --expiry=true '--exhaust=true --dnssec=true' \
    '--expiry=true --dnssec=true'; do
    rm -f v.db
    # shellcheck disable=SC2086 # the words are a command line
    proven virtual-ipv6 $words --db v.db
    run -0 v6lab check v.db
    [[ $output != *" FAIL "* ]]
  done
}

@test "virtual-ipv6 tells both directions" {
  v6lab run virtual-ipv6 --db v.db --quiet
  run -0 v6lab explain v.db 'TCP to an IPv6-only server'
  in_order 'client4 asks edge' 'A six.example.com. → A 10.64.0.1, synthesised' \
    'AAAA six.example.com. → AAAA 2001:db8:ffff::80' '10.0.0.7:' '→ 10.64.0.1:' \
    'becomes IPv6 tcp SYN [2001:db8:64::a00:7]:' '→ [2001:db8:ffff::80]:'
  run -0 v6lab explain v.db 'TCP to the IPv4-only server'
  in_order 'client6 asks resolver' 'AAAA www.site.example. → AAAA 2001:db8:64::a00:5 (' \
    'becomes IPv4 tcp SYN 10.64.0.' '→ 10.0.0.5:'
  # What the proxy made lives no longer than half of the time that it is held for.
  v6lab run virtual-ipv6 --pcap p --quiet
  told p/client4-site.pcap 'dns.flags.response == 1 and dns.a == 10.64.0.1' dns.resp.ttl >ttls
  [[ -s ttls && $(sort -n ttls | tail -1) -le 10 ]]
}

@test "tshark reads in the captures what was asked and answered" {
  v6lab run nat64-dns64 --pcap p --quiet
  [[ $(told p/n6-inside.pcap 'dns.flags.response == 0' dns.qry.name | sort -u) == \
  *"n4.example.com"*"n46.example.com"*"nobody.example.com"*"www.example.com"* ]]
  n6=$(told p/n6-inside.pcap 'dns.flags.response == 0 and ipv6.dst == 2001:db8:6::53' ipv6.src | sort -u)
  [[ $(told p/n6-inside.pcap "dns.flags.response == 1 and dns.qry.name == \"n4.example.com\" and ipv6.dst == $n6" \
    dns.aaaa | sort -u) == 64:ff9b::c000:201 ]]
  [[ $(told p/n6-inside.pcap 'dns.qry.name == "nobody.example.com" and dns.flags.response == 1' \
    dns.flags.rcode | sort -u) == 3 ]]
  [[ $(told p/n46-ipv6-internet.pcap 'dns.flags.response == 1 and dns.a' dns.a) == *192.0.2.1* ]]
  # Every answer that the host gets has a question, and the other way round.
  [[ $(told p/n6-inside.pcap 'dns.flags.response == 0' dns.id | sort) == \
  "$(told p/n6-inside.pcap 'dns.flags.response == 1' dns.id | sort)" ]]
}

@test "two runs are equal to the byte" {
  for i in 1 2; do
    v6lab run nat64-dns64 --dnssec=true --pcap d$i --quiet
    v6lab run virtual-ipv6 --dnssec=true --pcap v$i --quiet
  done
  diff -r d1 d2
  diff -r v1 v2
}

@test "wrong values of the scenarios' options exit 2 and name what is allowed" {
  refused 'ipv6-only|dual-stack' run nat64-dns64 --client=ipv4-only
  refused 'ping|udp|tcp|http' run nat64-dns64 --protocol=https
  refused 'rfc|jool' run nat64-dns64 --nat64-profile=tayga
  refused '--mtu-ipv6' run nat64-dns64 --mtu-ipv6=1279
  refused '"banana" is not an IPv6 prefix' run nat64-dns64 --pref64=banana
  refused '2001:db8::/95' run nat64-dns64 --pref64=2001:db8::/95
  refused '--dnssec' run virtual-ipv6 --dnssec=maybe
}

@test "options that contradict each other exit 2 and are named" {
  refused '--expiry and --exhaust' run virtual-ipv6 --expiry --exhaust
  refused '--literal-synthesis: allowed with --literal' run nat64-dns64 --literal-synthesis
}

@test "an option that is true or false needs no value" {
  run -0 v6lab run nat64-dns64 --literal --db d.db
  [[ $(query d.db "SELECT options ->> 'literal' FROM v_run") == true ]]
  run -0 v6lab run nat64-dns64 --literal=false --db d.db
  run -0 v6lab run nat64-dns64 --literal false --db d.db --dnssec
  [[ $(query d.db "SELECT group_concat(options ->> 'literal') FROM v_run") == true,false,false ]]
  [[ $(query d.db "SELECT group_concat(options ->> 'dnssec') FROM v_run") == false,false,true ]]
  run -0 v6lab topology --literal nat64-dns64
  refused 'true|false' run nat64-dns64 --literal=perhaps
  refused 'too many words' run nat64-dns64 --literal perhaps
}

@test "a forged record fails where answers are validated, and is believed elsewhere" { # RFC 4035 5.5; VDC-06
  v6lab run nat64-dns64 --dnssec --db d.db --quiet
  [[ $(query d.db "SELECT DISTINCT rcode FROM v_dns WHERE client = 'n6' AND qname = 'forged.example.com.'") == SERVFAIL ]]
  v6lab run nat64-dns64 --db n.db --quiet
  [[ $(query n.db "SELECT dst_address FROM v_flow JOIN v_dns USING (run_id, flow_id)
    WHERE client = 'n6' AND qname = 'forged.example.com.'") == 64:ff9b::c000:22e ]]
  v6lab run virtual-ipv6 --dnssec --db v.db --quiet
  [[ $(query v.db "SELECT group_concat(DISTINCT rcode) FROM v_dns WHERE qname LIKE 'forged.%'
    AND client IN ('client4', 'client6') AND server IN ('edge', 'client6')") == SERVFAIL ]]
  # Unsigned, that topology's checks fail: they do ask.
  v6lab topology virtual-ipv6 --dnssec --format yaml | sed '/^ *forged: /d' >honest.yaml
  run ! grep -q forged: honest.yaml
  run -1 v6lab run honest.yaml
  [[ $output == *"FAIL "*forged* ]]
}

# A topology of one zone, whose file is as given.
with_zone() {
  v6lab topology nat64-dns64 --format yaml >lab.yaml
  sed -i 's|^\( *\)- name: example.com$|&\n\1  file: zones/example.zone|' lab.yaml
  mkdir -p zones
  cat >zones/example.zone
}

@test "a zone file beside the topology file is read, and its names can be called" {
  with_zone <<<$'$TTL 60\nextra A 192.0.2.1\n'
  cat >>lab.yaml <<<''
  run -0 v6lab run lab.yaml --db z.db
  [[ $output != *" FAIL "* ]]
  v6lab topology lab.yaml --format yaml | grep -q 'extra.example.com'
}

@test "a broken zone file exits 2 and names file and line" {
  with_zone <<<$'$TTL 60\nextra A 192.0.2.1\nbad A 192.0.2.256\n'
  refused 'zones/example.zone:3: ' run lab.yaml
  with_zone <<<$'$TTL 60\nbad TXT ( a\n\n'
  refused 'zones/example.zone:2: ' run lab.yaml
  with_zone <<<$'$TTL 60\n$INCLUDE /etc/passwd\n'
  refused "zones/example.zone:2: \$INCLUDE /etc/passwd: the name must be relative" topology lab.yaml
  with_zone <<<$'$TTL 60\n$INCLUDE more.zone\n'
  printf 'extra A 192.0.2.1\n$INCLUDE example.zone\n' >zones/more.zone
  refused "zones/more.zone:2: \$INCLUDE example.zone: the file is being read already" topology lab.yaml
  printf 'extra A 192.0.2.1\nbad A 192.0.2.256\n' >zones/more.zone
  refused "zones/more.zone:2: " topology lab.yaml
  printf 'extra A 192.0.2.1\n' >zones/more.zone
  v6lab topology lab.yaml --format yaml | grep -q 'extra.example.com'
  head -c 4096 /dev/urandom | with_zone
  refused 'zones/example.zone:' run lab.yaml
  with_zone </dev/null
  rm zones/example.zone
  refused 'zones/example.zone' run lab.yaml
}

@test "mistakes in a file's names exit 2 and name the place" {
  v6lab topology nat64-dns64 --format yaml >good.yaml
  changed() {
    sed "s|$1|$2|" good.yaml >changed.yaml
    run ! diff good.yaml changed.yaml
  }
  changed 'n4 A 192.0.2.1' 'n4 A 192.0.2.300'
  refused 'zones[1].records:1: ' run changed.yaml
  changed 'n4 A 192.0.2.1' 'n46 CNAME n4'
  refused 'zones[1].records:1: n46.example.com. has a CNAME record' run changed.yaml
  changed 'kind: resolver' 'kind: recursor'
  refused 'unknown word "recursor"' run changed.yaml
  changed 'to: www.example.com' 'to: www..example.com'
  refused 'no domain name' run changed.yaml
  changed 'to: www.example.com' 'to: "."'
  refused 'no domain name with a dot in it, such as www.example.com' run changed.yaml
}
