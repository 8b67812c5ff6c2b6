#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# BIND and unbound answer hundreds of questions about the zones of test/dns/zones as ours does:
# section by section, but for what a table in compare.py explains. In a network of their own.

bats_require_minimum_version 1.5.0

setup() {
  here=$BATS_TEST_DIRNAME
  program=$(cd "$here/../.." && pwd)/build/${V6LAB_PRESET:-release}/v6lab-dns
  cd "$BATS_TEST_TMPDIR" || exit 1
  unshare -rn ip link set lo up || skip "no network namespace of its own: unshare is not permitted"
}

@test "BIND serves the same signed zones in the same way" {
  run unshare -rn bash "$here/compare.bash" "$program" zones
  echo "$output"
  [[ $status == 0 && $output == *" questions, 0 unexplained differences"* && $output != *NEVER* ]]
}

@test "unbound resolves, validates and synthesises the same names in the same way" {
  run unshare -rn bash "$here/compare.bash" "$program" names
  echo "$output"
  [[ $status == 0 && $output == *" questions, 0 unexplained differences"* && $output != *NEVER* ]]
}

@test "one address that differs is found in each answer that has it" {
  run unshare -rn bash "$here/compare.bash" "$program" spoilt
  echo "$output"
  for name in four.insec.example. www.insec.example. four.plain.; do
    [[ $output == *"$name A : answer"* ]]
  done
  [[ $status == 1 && $output == *"192.0.2.33"* && $output == *" questions, "[1-9]*" unexplained differences"* ]]
}
