#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# Programs that know the DNS judge what ours sends and signs.

bats_require_minimum_version 1.5.0

setup() {
  here=$BATS_TEST_DIRNAME
  program=$here/../../build/${V6LAB_PRESET:-release}/v6lab-dns
  cd "$BATS_TEST_TMPDIR" || exit 1
}

teardown() {
  [[ -z ${server:-} ]] || kill "$server"
}

# Serves the example zone, signed with the seed or, for "-", not.
serve() {
  "$program" serve 0 "$1" "example=$here/example.zone" >port 2>faults 3>&- &
  server=$!
  for _ in {1..100}; do
    [[ ! -s port ]] || break
    sleep 0.05
  done
  port=$(<port)
}

# What dig makes of the answer; it must not complain of it.
ask() {
  run -0 dig @127.0.0.1 -p "$port" +norecurse +tries=1 +time=5 "$@"
  echo "$output"
  [[ $output != *[Mm]alformed* && $output != *WARNING:* && $output != *"Got bad packet"* ]]
}

# The output has each of these.
says() {
  local part
  for part in "$@"; do
    [[ $output == *"$part"* ]]
  done
}

# What delv finds out with the anchor in the file of that name.
validate() {
  run -0 delv @127.0.0.1 -p "$port" -a anchor +root=example "$@"
  echo "$output"
}

@test "dnspython finds in a thousand messages what was put into them" {
  "$program" messages 1000 >messages
  run -0 /usr/bin/python3 "$here/messages.py" <messages
  echo "$output"
  [[ $output == "1000 of 1000 messages are the same" ]]
}

@test "ldns-verify-zone, dnssec-verify and named-checkzone find the signed zone right, with one key or two" {
  for keys in one two; do
    "$program" sign 1 $keys "example=$here/example.zone" >$keys
    run -0 named-checkzone -i local -q example $keys
    run -0 dnssec-verify -z -o example $keys
    run -0 ldns-verify-zone $keys
    [[ $output == "Zone is verified and complete" ]]
  done
  # They do look: one digit of a signed address is another.
  sed 's/192\.0\.2\.2$/192.0.2.3/' two >spoilt
  run ! dnssec-verify -z -o example spoilt
  run ! ldns-verify-zone spoilt
}

@test "dig reads answers, aliases, delegations and denials" {
  serve -
  ask mail.example AAAA
  says "status: NOERROR" "flags: qr aa;" "2001:db8::2" "EDNS: version: 0, flags:; udp: 1232"
  ask www.example A
  says "CNAME"$'\t'"mail.example." "192.0.2.2"
  ask q.d.example MX
  says "DNAME"$'\t'"w.example." "CNAME"$'\t'"q.w.example." "1 mail.example."
  ask nowhere.example A
  says "status: NXDOMAIN" "60"$'\t'"IN"$'\t'"SOA"
  ask host.sub.example A
  says "flags: qr;" "ns.sub.example." "192.0.2.9"
  ask txt.example TXT
  says '"a;b (c)" "\"" "A"'
  ask new.example TYPE65280
  says '\# 3 010203'
  ask elsewhere. A
  says "status: REFUSED"
  ask example. ANY
  says "SOA" "10 mail.example."
}

@test "dig reads refusals of what is not supported" {
  serve -
  ask +edns=1 +noednsnegotiation mail.example A
  says "status: BADVERS" "EDNS: version: 0"
  ask +opcode=2 mail.example A
  says "opcode: STATUS, status: NOTIMP"
  ask +header-only
  says "status: FORMERR"
  ask -c CH mail.example A
  says "status: REFUSED"
}

@test "dig is told of truncation and comes again over TCP" {
  serve -
  ask +bufsize=1232 +ignore big.example TXT
  says "flags: qr aa tc;" "ANSWER: 0"
  ask +bufsize=1232 big.example TXT
  says "Truncated, retrying in TCP mode" "ANSWER: 7" "(TCP)"
  ask +noedns +ignore big.example TXT
  says "flags: qr aa tc;" "ADDITIONAL: 0"
}

@test "delv validates answers, denials, wildcards and an insecure delegation" {
  serve 1
  ask +dnssec example DNSKEY
  says "flags: do" "RRSIG"$'\t'"DNSKEY 15 1"
  dig @127.0.0.1 -p "$port" +noall +answer example DNSKEY >keys
  dnssec-dsfromkey -2 -f keys example | awk '{ print "trust-anchors { example. static-ds", $4, $5, $6, "\"" $7 "\"; };" }' >anchor
  validate mail.example AAAA
  says "; fully validated" "2001:db8::2"
  validate www.example A
  says "; fully validated" "192.0.2.2"
  validate any.w.example MX
  says "; fully validated" "any.w.example."
  validate q.d.example MX
  says "; fully validated" "q.d.example."
  validate nowhere.example A
  says "; negative response, fully validated" "NXDOMAIN"
  validate mail.example TXT
  says "; negative response, fully validated"
  validate b.c.example A
  says "; negative response, fully validated"
  validate any.w.example A
  says "; negative response, fully validated"
  validate sub.example DS
  says "; negative response, fully validated"
  validate sec.example DS
  says "; fully validated" "57855 15 2"
}

@test "delv finds out that the trust anchor is another key's" {
  serve 1
  echo 'trust-anchors { example. static-ds 1 15 2 "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"; };' >anchor
  run delv @127.0.0.1 -p "$port" -a anchor +root=example mail.example AAAA
  echo "$output"
  [[ $output != *"fully validated"* ]]
}
