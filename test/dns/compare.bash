#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-only
# compare.bash PROGRAM zones|names|spoilt, in a network namespace and a folder of its own: starts
# v6lab-dns and its judge at port 53 of addresses of the loopback, and lets compare.py ask both.
# "spoilt" is "zones" with one address that is another at the judge's.
set -e
program=$1
kind=$2
here=$(cd "$(dirname "$0")" && pwd)
zones=$here/zones

# The DS of a signed zone's keys, by BIND's tool: ds_of FILE ORIGIN
ds_of() {
  awk '$4 == "DNSKEY"' "$1" >"$1.keys"
  dnssec-dsfromkey -2 -f "$1.keys" "$2"
}

# Zones with NSEC3: plain, with opt-out, and with more iterations than validators put up with.
sign_hashed() {
  local name key options
  for name in hashed optout costly; do
    case $name in
    hashed) options=(-t 1 -s aabb) ;;
    optout) options=(-t 0 -p) ;;
    costly) options=(-t 151) ;;
    esac
    key=$(ldns-keygen -k -a ECDSAP256SHA256 "$name.example")
    cp "$zones/hashed.zone" "$name.zone"
    ldns-signzone -n "${options[@]}" -o "$name.example" -f "$name.signed" "$name.zone" "$key"
    printf '%s NS ns.%s\nns.%s A 127.0.0.14\n' "$name" "$name" "$name"
    ds_of "$name.signed" "$name.example"
  done >hashed.delegations
}

# From the leaves to the root, whose DS is the trust anchor.
sign_zones() {
  "$program" sign 7 two "sub.example=$zones/sub.zone" >sub.signed
  : >hashed.delegations
  [[ $kind != names ]] || sign_hashed
  { cat "$zones/example.zone" hashed.delegations && ds_of sub.signed sub.example; } >example.zone
  "$program" sign 7 two example=example.zone >example.signed
  { cat "$zones/root.zone" && ds_of example.signed example; } >root.zone
  "$program" sign 7 two .=root.zone >root.signed
  ds_of root.signed . | sed 's/ IN / 3600 IN /' >anchors
  cp "$zones/insec.zone" "$zones/reverse.zone" .
}

root=(.=root.signed)
example=(example=example.signed)
below=(sub.example=sub.signed insec.example=insec.zone plain=insec.zone 2.0.192.in-addr.arpa=reverse.zone)
hashed=()
for name in hashed optout costly; do
  hashed+=("$name.example=$name.signed" "insec.$name.example=insec.zone")
done

# serve ADDRESS ORIGIN=FILE...
serve() {
  "$program" serve "$1:53" - "${@:2}" >/dev/null &
  started+=($!)
}

# start_named ADDRESS FILE ORIGIN=FILE...: its configuration is the file
start_named() {
  local conf=$2
  cat >"$conf" <<END
options {
  directory ".";
  pid-file none;
  session-keyfile none;
  listen-on { $1; };
  listen-on-v6 { none; };
  recursion no;
  dnssec-validation no;
  notify no;
  minimal-responses no;
  empty-zones-enable no;
  max-udp-size 1232;
};
controls { };
END
  local zone
  for zone in "${@:3}"; do
    echo "zone \"${zone%%=*}\" { type primary; file \"${zone#*=}\"; };"
  done >>"$conf"
  if [[ $kind == spoilt ]]; then
    sed 's/192\.0\.2\.30/192.0.2.33/' insec.zone >spoilt.zone
    sed -i 's/insec\.zone/spoilt.zone/' "$conf"
  fi
  named -g -c "$conf" >"$conf.log" 2>&1 &
  started+=($!)
}

start_unbound() {
  printf '. 3600 NS ns1.\nns1. 3600 A 127.0.0.11\n' >hints
  cat >unbound.conf <<END
server:
  directory: "."
  chroot: ""
  username: ""
  pidfile: ""
  logfile: ""
  use-syslog: no
  interface: 127.0.0.31
  access-control: 127.0.0.0/8 allow
  do-ip6: no
  do-not-query-localhost: no
  root-hints: hints
  trust-anchor-file: anchors
  module-config: "dns64 validator iterator"
  dns64-prefix: 64:ff9b::/96
  minimal-responses: no
  qname-minimisation: no
  rrset-roundrobin: no
  unblock-lan-zones: yes
  insecure-lan-zones: yes
  target-fetch-policy: "0 0 0 0 0"
remote-control:
  control-enable: no
END
  unbound -d -c unbound.conf >unbound.log 2>&1 &
  started+=($!)
}

# Until a server answers for a zone: await ADDRESS ZONE
await() {
  for _ in {1..100}; do
    ! dig "@$1" +time=1 +tries=1 "$2" SOA >/dev/null || return 0
    sleep 0.1
  done
  cat ./*.log
  return 1
}

started=()
trap 'kill "${started[@]}"; wait' EXIT
ip link set lo up
ip addr add 127.0.0.31/8 dev lo
ip addr add 127.0.0.14/8 dev lo
sign_zones
if [[ $kind != names ]]; then
  serve 127.0.0.21 "${root[@]}" "${example[@]}" "${below[@]}"
  start_named 127.0.0.31 named.conf "${root[@]}" "${example[@]}" "${below[@]}"
else
  serve 127.0.0.11 "${root[@]}"
  serve 127.0.0.12 "${example[@]}"
  serve 127.0.0.13 "${below[@]}"
  start_named 127.0.0.14 hashed.conf "${hashed[@]}"
  # A resolver that began before them would remember for a while that nobody answers.
  await 127.0.0.11 .
  await 127.0.0.12 example
  await 127.0.0.13 sub.example
  await 127.0.0.14 costly.example
  "$program" resolve 127.0.0.21:53 127.0.0.11 anchors 64:ff9b::/96 >/dev/null &
  started+=($!)
  start_unbound
fi
await 127.0.0.21 .
await 127.0.0.31 .
/usr/bin/python3 "$here/compare.py" "${kind/spoilt/zones}" 127.0.0.21 127.0.0.31
