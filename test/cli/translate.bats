#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# The verb translate: test vectors, wrong input, captures judged by tshark and scapy, addresses.

load common

helper() {
  /usr/bin/python3 "$root/test/cli/translate.py" "$@"
}

# Runs v6lab on standard input, expects a status and parts of what stderr says.
refused() {
  local status_wanted=$1 input=$2 part
  shift 2
  printf '%s\n' "$input" >refused.in
  run --separate-stderr "-$status_wanted" v6lab translate --jsonl <refused.in
  echo "stderr: $stderr"
  for part in "$@"; do
    [[ $stderr == *"$part"* ]]
  done
  [[ $stderr != *terminate* ]]
}

refused_words() {
  local part=$1
  shift
  run --separate-stderr -2 v6lab translate "$@"
  echo "stderr: $stderr"
  [[ $stderr == *"$part"* ]]
}

udp4=4500001d0000000040118e94c0000201c633640703e80035000947ac61
mapped='"config": {"pool6": "2001:db8:100::/40"}'

# A case in which an IPv4 packet meets a SIIT with this configuration.
siit() {
  printf '{"id": "x", "mode": "siit", "config": {%s}, "from": "v4", "inject": "%s"}' "$1" "$udp4"
}

@test "the vectors of the most used translator come out byte by byte" {
  vectors=$root/../shared/vectors/siit_pktgen.jsonl
  [[ -e $vectors ]] || skip "../shared/vectors is not here"
  v6lab translate --jsonl --profile jool <"$vectors" >answers
  run -0 helper compare "$vectors" answers
  echo "$output"
  [[ $output == "52 of 52 answered, 52 exact" ]]
}

# Our own cases, both sides written down with scapy.
@test "stateless and stateful cases in the way of the most used translator come out byte by byte" {
  cases=$root/test/data/jool-like.jsonl
  v6lab translate --jsonl --profile jool <"$cases" >answers
  run -0 helper compare "$cases" answers
  echo "$output"
  [[ $output == "32 of 32 answered, 32 exact" ]]
}

@test "a case is answered with its id, packets and reason" {
  run -0 v6lab translate --jsonl <<<"{\"id\": \"a\", \"mode\": \"siit\", $mapped, \"from\": \"v4\", \"inject\": \"$udp4\"}"
  [[ $output == '{"id":"a","out":[{"to":"v6","packet":"60000000'*'"}],"reason":""}' ]]
}

@test "keys may have hyphens, null is no value, notes of other people are let through" {
  siit '"pool6": "2001:db8:100::/40", "override-tos": false, "rfc6791v6_prefix": null, "pool4": []' >in
  sed -i 's/"id"/"note": "n", "l4csum": {}, "tier": "A", "id"/' in
  run -0 v6lab translate --jsonl <in
  [[ $output == *'"to":"v6"'* ]]
}

@test "a drop names its reason; an ICMP error goes back to where the packet came from" {
  run -0 v6lab translate --jsonl <<<"$(siit '"pool6": "2001:db8:100::/40", "denylist4": ["198.51.100.0/24"]')"
  [[ $output == *'"out":[{"to":"v4"'*'"reason":"never-translated"'* ]]
}

@test "a packet of the other IP version, none, and noise are malformed, and the next case is answered" {
  udp6=600000000008114020010db801c00002002100000000000020010db801c6336400020000000000000005000600086d52
  for mode in siit nat64; do
    for words in "v6 $udp4" "v4 $udp6" 'v6 ' 'v4 ' 'v4 f5' 'v6 00'; do
      printf '{"id": 7, "mode": "%s", "env": {"translator_v4_addr": "192.0.2.9"}, "from": "%s", "inject": "%s"}\n' \
        $mode "${words% *}" "${words#* }"
    done
    printf '{"id": 1.50, "mode": "%s", "env": {"translator_v4_addr": "192.0.2.9"}, "setup": [{"from": "v6", "inject": ""}], "from": "v4", "inject": ""}\n' $mode
  done >in
  for profile in rfc jool; do
    run -0 v6lab translate --jsonl --profile $profile <in
    echo "$output"
    [[ $(grep -c '^{"id":7,"out":\[\],"reason":"malformed-header"}$' <<<"$output") == 12 ]]
    [[ $(grep -c '^{"id":1.5,"out":\[\],"reason":"malformed-header"}$' <<<"$output") == 2 ]]
  done
}

@test "a stateful case: a static binding lets a packet in, setup makes state, timers speak after wait_s" {
  bib='"mode": "nat64", "config": {"pool6": "64:ff9b::/96", "pool4": [{"proto": "UDP", "addr": "198.51.100.7", "ports": [53, 60]}], "static_bib": [{"proto": "UDP", "v4": "198.51.100.7#53", "v6": "2001:db8::7#5353"}]}'
  run -0 v6lab translate --jsonl <<<"{\"id\": \"b\", $bib, \"from\": \"v4\", \"inject\": \"$udp4\"}"
  [[ $output == *'"to":"v6"'*14e9* ]]
  # RFC 6146 3.5.2.2: a SYN from outside waits six seconds for one from inside.
  syn=450000280000000040060000cb007109c633640703e800500000000100000000500220000000
  syn=$(helper checksum4 "$syn")
  tcp='"mode": "nat64", "config": {"pool4": [{"proto": "TCP", "addr": "198.51.100.7", "ports": [80, 80]}], "address_dependent_filtering": true}'
  tcp+=', "env": {"translator_v4_addr": "198.51.100.7"}'
  run -0 v6lab translate --jsonl <<<"{\"id\": \"c\", $tcp, \"from\": \"v4\", \"inject\": \"$syn\"}"
  [[ $output == '{"id":"c","out":[],"reason":"held"}' ]]
  run -0 v6lab translate --jsonl <<<"{\"id\": \"d\", $tcp, \"from\": \"v4\", \"inject\": \"$syn\", \"wait_s\": 7}"
  [[ $output == *'"to":"v4"'* ]]
}

@test "lines are answered in order, each by a fresh translator, until one is wrong" {
  { for i in 1 2 3; do siit '"pool6": "2001:db8:100::/40"' && echo; done; echo '{"id": 7'; siit ''; } >in
  run --separate-stderr -2 v6lab translate --jsonl <in
  [[ ${#lines[@]} == 3 ]]
  [[ ${lines[0]} == "${lines[2]}" ]]
  [[ $stderr == *"line 4"*"wrong JSON"* ]]
}

@test "wrong JSON, missing keys, bad packets and odd values exit 2 and say where and what is allowed" {
  refused 2 'nonsense' 'line 1' 'JSON object'
  refused 2 '[1]' 'line 1' 'JSON object'
  refused 2 '{"id": "x", "id": "y"}' 'line 1' 'id'
  refused 2 '{"mode": "siit", "from": "v4", "inject": "45"}' 'line 1: id is missing'
  refused 2 '{"id": "x", "mode": "siit", "from": "v4"}' 'line 1: inject is missing'
  refused 2 '{"id": "x", "mode": "nat", "from": "v4", "inject": "45"}' 'mode' 'siit or nat64' '"nat"'
  refused 2 '{"id": "x", "mode": "siit", "from": "v5", "inject": "45"}' 'from' 'v6 or v4'
  refused 2 '{"id": "x", "mode": "siit", "from": "v4", "inject": "4g"}' 'inject' 'hexadecimal'
  refused 2 '{"id": "x", "mode": "siit", "from": "v4", "inject": "456"}' 'inject' 'hexadecimal'
  refused 2 '{"id": [], "mode": "siit", "from": "v4", "inject": "45"}' 'id' 'a text'
  refused 2 '{"id": "x", "mode": "siit", "from": "v4", "inject": "45", "wait_s": -1}' 'wait_s' 'seconds'
  refused 2 '{"id": "x", "mode": "siit", "from": "v4", "inject": "45", "setu": []}' 'setu' 'did you mean "setup"'
  refused 2 '{"id": "x", "mode": "siit", "from": "v4", "inject": "45", "setup": [{"from": "v4"}]}' 'setup[0].inject is missing'
  head='{"id": "x", "mode": "siit", "from": "v4", "inject": "45"'
  refused 2 "$head, \"setup\": [{\"from\": \"v4\", \"inject\": \"45\", \"delay\": 7}]}" 'setup[0].delay: no such key, did you mean "delay_after_s"'
  refused 2 "$head, \"setup\": [{\"from\": \"v4\", \"inject\": \"45\", \"pause\": 7}]}" 'setup[0].pause: no such key' 'delay_after_s'
  refused 2 "$head, \"wait\": 7}" 'wait: no such key, did you mean "wait_s"'
  refused 2 "$head, \"delay_after_s\": 7}" 'delay_after_s: no such key here' 'wait_s'
  refused 2 "$head, \"pool6\": \"64:ff9b::/96\"}" 'pool6: no such key here' 'config'
  refused 2 "$head, \"env\": {\"mtu6\": 1280}}" 'env.mtu6: no such key' 'mtu_v6'
  refused 2 "$head, \"env\": {\"pool4\": []}}" 'env.pool4: no such key' 'mtu_v6'
  refused 2 "{\"id\": \"$(printf '[%.0s' {1..9})\", \"x\": $(printf '[%.0s' {1..5000})" 'line 1' 'nested'
}

@test "connections that only open may have less time than others" { # RFC 7857 2.1, 6146-67
  helper late_answers >cases
  v6lab translate --jsonl <cases >answers
  run -0 helper summary answers
  [[ $output == $'in time: 1 packets\ntoo late: 0 packets held\nlong before TCP_TRANS: 1 packets' ]]
}

@test "a wrong configuration exits 2 and names line, key and what is allowed" {
  refused 2 "$(siit '"pool7": null')" 'line 1: config.pool7: no such key, did you mean "pool6"' 'eamt'
  refused 2 "$(siit '"pool6": "2001:db8::/95"')" 'config.pool6' '96'
  refused 2 "$(siit '"pool6": "192.0.2.0/24"')" 'config.pool6' 'IPv6 prefix'
  refused 2 "$(siit '"mtu_plateaus": [67]')" 'line 1: config.mtu_plateaus must be 68 to 65535'
  refused 2 "$(siit '"lowest-ipv6-mtu": 1300, "lowest_ipv6_mtu": 1400')" 'config.lowest_ipv6_mtu: is one key with "lowest-ipv6-mtu"'
  refused 2 "$(siit '"tos": 256')" 'config.tos' 'from 0 to 255'
  refused 2 "$(siit '"override_tos": 1')" 'config.override_tos' 'true or false'
  refused 2 "$(siit '"lowest_ipv6_mtu": 1279')" 'config.lowest_ipv6_mtu' 'from 1280'
  refused 2 "$(siit '"mtu_plateaus": []')" 'config.mtu_plateaus' 'at least one'
  refused 2 "$(siit '"eam_hairpin_mode": "never"')" 'eam_hairpin_mode' 'off or none or simple or intrinsic'
  refused 2 "$(siit '"eamt": [{"v4": "192.0.2.0/24", "v6": "2001:db8::/121"}]')" 'config.eamt[0]'
  refused 2 "$(siit '"eamt": [{"v4": "192.0.2.0/24"}]')" 'config.eamt[0]' 'v6'
  refused 2 "$(siit '"udp_timeout": 300')" 'config.udp_timeout' 'mode siit'
  nat64=$(siit '"udp_timeout": 5' | sed 's/siit/nat64/')
  refused 2 "$nat64" 'line 1: config.udp_timeout is 5 s' '120 s (UDP_MIN'
  nat64=$(siit '"tcp_opening_timeout": 0' | sed 's/siit/nat64/')
  refused 2 "$nat64" 'config.tcp_opening_timeout' 'seconds'
  nat64=$(siit '"pool4": [{"addr": "192.0.2.1"}], "tcp_est_timeout": 60' | sed 's/siit/nat64/')
  refused 2 "$nat64" 'line 1: config.tcp_est_timeout is 60 s' '7200 s (TCP_EST'
  nat64=$(siit '"pool4": [{"addr": "192.0.2.1", "ports": [9, 8]}]' | sed 's/siit/nat64/')
  refused 2 "$nat64" 'config.pool4[0].ports[1]' 'from 9 to 65535'
  nat64=$(siit '"pool4": [{"addr": "192.0.2.1"}], "static_bib": [{"proto": "tcp", "v4": "192.0.2.9#80", "v6": "::5#8"}]' | sed 's/siit/nat64/')
  refused 2 "$nat64" 'line 1: config' '192.0.2.9'
}

# A capture through a NAT64; more words may follow.
through_nat64() {
  v6lab translate --in "$1" --out out.pcap --mode nat64 --pref64 64:ff9b::/96 --pool4 203.0.113.1 "${@:2}"
}

@test "captures of all links are translated; tshark finds no fault and scapy reads the same" {
  for link in raw ethernet cooked cooked2 ppp; do
    helper write $link in.pcap
    run -0 through_nat64 in.pcap
    echo "$link: $output"
    [[ $output == *"translated 4, dropped 1, "* && $output == *"not for a translator 1"* ]]
    [[ $output == *"wrote 5, 1 of them ICMP errors"*"dropped 1: hop-limit-exceeded"* ]]
    [[ $link != ethernet || $output == *"not IP 1"* ]]
    faults=$(tshark -r out.pcap -o ip.check_checksum:TRUE -o tcp.check_checksum:TRUE -o udp.check_checksum:TRUE \
      -Y '_ws.malformed || ip.checksum.status == "Bad" || tcp.checksum.status == "Bad" || udp.checksum.status == "Bad" || icmp.checksum.status == "Bad" || icmpv6.checksum.status == "Bad"')
    [[ -z $faults ]]
    run -0 helper parse out.pcap
    echo "$output"
    [[ ${#lines[@]} == 5 && $output != *DIFFERENT* ]]
  done
}

# A first line "read N, ..." in which all numbers behind the first one make it up.
accounted() {
  local numbers
  read -ra numbers <<<"$(head -1 <<<"$output" | grep -o '[0-9]\+' | tr '\n' ' ')"
  local sum=0 number
  for number in "${numbers[@]:1}"; do
    sum=$((sum + number))
  done
  ((sum == numbers[0]))
}

@test "a packet that is held counts in the end as what became of it, and each packet once" {
  helper waiting later-only in.pcap
  run -0 through_nat64 in.pcap
  echo "$output"
  [[ $output == *"read 3, translated 1, dropped 2, still held at the end 0,"*"dropped 2: fragment-timeout"* ]]
  accounted
  helper waiting out-of-order in.pcap
  for profile in rfc jool; do
    run -0 through_nat64 in.pcap --profile $profile
    echo "$output"
    [[ $output == *"read 3, translated 3, dropped 0, still held at the end 0,"* && $output != *"still held 0"* ]]
    accounted
  done
  helper waiting syn in.pcap
  run -0 through_nat64 in.pcap
  echo "$output"
  [[ $output == *"read 2, translated 1, dropped 1, still held at the end 0,"*"wrote 2, 1 of them"*"dropped 1: stored-syn-timeout"* ]]
  accounted
  helper waiting lone-syn in.pcap
  run -0 through_nat64 in.pcap
  echo "$output"
  [[ $output == *"read 1, translated 0, dropped 0, still held at the end 1,"*"wrote 0,"*"still held 1: the capture ends before"* ]]
  accounted
}

@test "what the capture has too little of is cut off, not malformed" {
  helper snapped in.pcap
  run -0 through_nat64 in.pcap
  echo "$output"
  [[ $output == *"read 3, translated 1, dropped 1, "*"cut off by the capture 1"*"dropped 1: malformed-header"* ]]
  accounted
}

@test "no address that no packet comes from is the translator's own" {
  helper write raw in.pcap
  for own in own4=127.0.0.1 own4=224.0.0.1 own4=0.0.0.0 own6=::1 own6=fe80::1 own6=ff02::1; do
    refused_words "--${own%=*} ${own#*=}: no packet comes from there" --in in.pcap --out out.pcap --mode siit \
      --pref64 64:ff9b::/96 --"${own%=*}" "${own#*=}"
  done
}

@test "a prefix that cannot be one is refused, and says why" {
  for word in 'fe80::/96=link-local' '::/96=unspecified' 'ff05::/96=multicast' '::ffff:0:0/96=IPv4-mapped' \
    '2001:db8:64::/40=has bits set behind its length; it should be 2001:db8::/40' '2001:db8::/95=32, 40, 48, 56, 64 or 96' \
    '192.0.2.0/24=is not an IPv6 prefix'; do
    refused_words "${word#*=}" --address 192.0.2.1 --pref64 "${word%%=*}"
  done
  refused 2 "$(siit '"pool6": "fe80::/96"')" 'line 1: config.pool6' 'link-local'
}

@test "times are those of the packets, and standard input and output will do" {
  helper write raw in.pcap
  v6lab translate --in - --out - --mode nat64 --pref64 64:ff9b::/96 --pool4 203.0.113.1 <in.pcap >out.pcap 2>summary
  [[ $(tshark -r out.pcap -T fields -e frame.time_epoch | sed -n 2p) == 1700000000.250000* ]]
  grep -q 'read 6, translated 4' summary
}

@test "a SIIT and a CLAT translate there and back" {
  helper write raw in.pcap
  v6lab translate --in in.pcap --out a.pcap --mode siit --pref64 64:ff9b::/96 --eam 192.0.2.5=2001:db8:1::5
  [[ $(tshark -r a.pcap -Y 'ip.src == 192.0.2.5 && ip.dst == 198.51.100.7' | wc -l) -ge 4 ]]
  v6lab translate --in a.pcap --out b.pcap --mode clat --pref64 64:ff9b::/96 --clat-address 192.0.2.5=2001:db8:1::5
  [[ $(tshark -r b.pcap -Y 'ipv6.src == 2001:db8:1::5 && ipv6.dst == 64:ff9b::c633:6407' | wc -l) -ge 4 ]]
}

@test "a CLAT translates for its own addresses only" {
  helper write4 192.0.0.1 203.0.113.77 192.0.0.1 in.pcap
  clat=(--mode clat --pref64 64:ff9b::/96 --clat-address 192.0.0.1=2001:db8::464)
  run -0 v6lab translate --in in.pcap --out out.pcap "${clat[@]}"
  echo "$output"
  [[ $output == *"translated 2, dropped 1, "*"dropped 1: untranslatable-source"* ]]
  [[ $(tshark -r out.pcap -Y ipv6 -T fields -e ipv6.src | sort -u) == 2001:db8::464 ]]
  # The other way: what is for others, and what claims to be the CLAT's own, does not come in.
  helper write6 64:ff9b::c633:6409 2001:db8::464 64:ff9b::c633:6409 64:ff9b::c000:1 64:ff9b::c000:1 2001:db8::464 in.pcap
  run -0 v6lab translate --in in.pcap --out out.pcap "${clat[@]}"
  echo "$output"
  [[ $output == *"translated 1, dropped 2, "*"dropped 1: untranslatable-"*"dropped 1: untranslatable-"* ]]
  refused_words 'means nothing with --mode siit' --in in.pcap --out out.pcap --mode siit --pref64 64:ff9b::/96 --clat-address 192.0.0.1=2001:db8::464
}

@test "captures and words that cannot be used exit 2 and are named" {
  helper write raw in.pcap
  head -c 200 in.pcap >cut.pcap
  refused_words 'cut.pcap' --in cut.pcap --out out.pcap --mode siit --pref64 64:ff9b::/96
  helper write wifi wifi.pcap
  refused_words 'link type is IEEE802_11' --in wifi.pcap --out out.pcap --mode siit --pref64 64:ff9b::/96
  echo nonsense >text.pcap
  refused_words 'text.pcap' --in text.pcap --out out.pcap --mode siit --pref64 64:ff9b::/96
  refused_words 'missing.pcap' --in missing.pcap --out out.pcap --mode siit --pref64 64:ff9b::/96
  refused_words '/nonexistent/x' --in in.pcap --out /nonexistent/x --mode siit --pref64 64:ff9b::/96
  refused_words 'is the file that --in names' --in in.pcap --out in.pcap --mode siit --pref64 64:ff9b::/96
  refused_words '--mode' --in in.pcap --out out.pcap --pref64 64:ff9b::/96
  refused_words '--out is missing' --in in.pcap
  refused_words '32, 40, 48, 56, 64' --in in.pcap --out out.pcap --mode siit --pref64 2001:db8::/33
  refused_words 'nat64' --in in.pcap --out out.pcap --mode nat64 --pref64 64:ff9b::/96 --pool4 203.0.113.1 --eam 1.2.3.4=::5
  refused_words '--pool4 is missing' --in in.pcap --out out.pcap --mode nat64 --pref64 64:ff9b::/96
  refused_words 'range of ports' --in in.pcap --out out.pcap --mode nat64 --pref64 64:ff9b::/96 --pool4 '203.0.113.1#9-8'
  refused_words '--pool4: pool range 127.0.0.1-127.0.0.1' --in in.pcap --out out.pcap --mode nat64 --pref64 64:ff9b::/96 --pool4 127.0.0.1
  refused_words '--bib: static binding tcp' --in in.pcap --out out.pcap --mode nat64 --pref64 64:ff9b::/96 --pool4 203.0.113.1 --bib 'tcp:2001:db8::1#80=203.0.113.2#80'
  refused_words 'PROTO:V6#PORT=V4#PORT' --in in.pcap --out out.pcap --mode nat64 --pref64 64:ff9b::/96 --pool4 203.0.113.1 --bib x
  refused_words '--clat-address' --in in.pcap --out out.pcap --mode clat --pref64 64:ff9b::/96
  refused_words 'rfc and jool' --jsonl --profile tayga
  refused_words 'one of' --jsonl --address 192.0.2.1
  refused_words '--mode means nothing with --jsonl' --jsonl --mode siit
  refused_words '--pref64 means nothing with --jsonl' --jsonl --pref64 64:ff9b::/96
  refused_words '--mtu6 means nothing with --jsonl' --jsonl --mtu6 1280
}

@test "a full disk is a failure, exit 1" {
  [[ -c /dev/full ]] || skip "no /dev/full here"
  helper write raw in.pcap
  run --separate-stderr -1 v6lab translate --in in.pcap --out /dev/full --mode siit --pref64 64:ff9b::/96 --eam 192.0.2.5=2001:db8:1::5
  [[ $stderr == */dev/full*"No space left"* ]]
  run --separate-stderr -1 bash -c "'$program' translate --jsonl <<<'$(siit '')' >/dev/full"
  [[ $stderr == *"cannot be written"* ]]
}

@test "settings that work but should not be are told on standard error" { # RFC 7757 5, RFC 6052 3.1; 7757-11, 6052-11
  helper write raw in.pcap
  run --separate-stderr -0 v6lab translate --in in.pcap --out a.pcap --mode siit --pref64 64:ff9b::/96
  [[ $stderr == "v6lab: warning: "*"RFC 6052 3.1"* ]]
  run --separate-stderr -0 v6lab translate --in in.pcap --out a.pcap --mode siit --pref64 2001:db8:64::/96 \
    --eam 192.0.2.0/24=2001:db8:ea::/120 --eam 192.0.2.7=2001:db8:eb::7
  [[ $stderr == "v6lab: warning: "*"192.0.2.7/32"* ]]
  run --separate-stderr -0 v6lab translate --in in.pcap --out a.pcap --mode siit --pref64 2001:db8:64::/96
  [[ -z $stderr ]]
}

@test "an address is translated there and back, with the rule that did it" {
  run -0 v6lab translate --address 192.0.2.1 --pref64 64:ff9b::/96
  [[ $output == "192.0.2.1 = 64:ff9b::c000:201 (64:ff9b::192.0.2.1), by prefix 64:ff9b::/96 (RFC 6052)" ]]
  run -0 v6lab translate --address 64:ff9b::c000:201 --pref64 64:ff9b::/96
  [[ $output == "64:ff9b::c000:201 = 192.0.2.1, by prefix 64:ff9b::/96 (RFC 6052)" ]]
  run -0 v6lab translate --address 192.0.2.33 --pref64 2001:db8:122:344::/64
  [[ $output == "192.0.2.33 = 2001:db8:122:344:c0:2:2100:0, "* || $output == "192.0.2.33 = 2001:db8:122:344:c0:2:2100::, "* ]]
  run -0 v6lab translate --address 192.0.2.7 --pref64 64:ff9b::/96 --eam 192.0.2.0/24=2001:db8:ea::/120
  [[ $output == "192.0.2.7 = 2001:db8:ea::7, by explicit mapping 192.0.2.0/24 = 2001:db8:ea::/120 (RFC 7757)" ]]
  run -1 v6lab translate --address 10.0.0.1 --pref64 64:ff9b::/96
  [[ $output == *"well-known-prefix-non-global (RFC 6052 3.1)"* ]]
  for address in 127.0.0.1 0.0.0.0 224.0.0.1 255.255.255.255 240.0.0.1 169.254.1.1 2001:db8::7f00:1 fe80::1; do
    run -1 v6lab translate --address $address --pref64 2001:db8::/96 --eam 192.0.2.7=fe80::1
    [[ $output == "$address is not translated: untranslatable-destination (RFC 7915"* ]]
  done
  run -1 v6lab translate --address 2001:db8::1 --pref64 64:ff9b::/96
  [[ $output == *"not translated"*"RFC"* ]]
  refused_words 'IPv4 or IPv6 address' --address host --pref64 64:ff9b::/96
  refused_words '--pref64' --address 192.0.2.1
}

@test "help has examples that work" {
  run -0 v6lab translate --help
  [[ $output == *examples:*--jsonl*--address* ]]
}
