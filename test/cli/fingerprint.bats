#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# The same run gives the same content, today and on every machine. A change that means to alter
# behaviour writes the new fingerprint into test/data/fingerprints.txt (the failing test prints it).

load common

# Takes the last column, rule, from the lines that have none.
without_rule() {
  case $1 in
    v_hop | v_drop) sed -E 's/,(rule)?(\r?)$/\2/' ;;
    *) cat ;;
  esac
}

# A digest of everything recorded but times of day, the wall clock, and the run's id, which changes
# with the version. The column rule of v_hop and v_drop counts where there is one: runs that no
# security rule has a say in look as they did before there were any.
fingerprint() {
  local names=v_dns
  [[ $(query "$1" 'SELECT count(*) FROM v_dns') -gt 0 ]] || names=
  for view in v_flow v_hop v_drop v_effective_route v_check v_reachability $names; do
    v6lab show "$1" "$view" --format csv | without_rule "$view"
  done | cut -d, -f2- | sha256sum | cut -c1-16
}

@test "two runs of the same scenario are equal: database and captures" {
  for i in 1 2; do
    v6lab run azure-to-azure --connect=hub --db $i.db --pcap $i --quiet
  done
  [[ $(fingerprint 1.db) == $(fingerprint 2.db) ]]
  diff -r 1 2
}

@test "running the same scenario again into one file replaces the run" {
  v6lab run azure-to-azure --db a.db --quiet
  before=$(fingerprint a.db)
  v6lab run azure-to-azure --db a.db --quiet
  [[ $(query a.db 'SELECT count(*) FROM v_run') == 1 ]]
  [[ $(fingerprint a.db) == "$before" ]]
}

@test "scenarios and examples have the fingerprints on record" {
  while read -r expected words; do
    # shellcheck disable=SC2086 # the words are a command line
    (cd "$root" && v6lab run $words --db "$BATS_TEST_TMPDIR/f.db" --quiet)
    actual=$(fingerprint f.db)
    rm f.db
    echo "$actual $words"
    [[ $actual == "$expected" ]] || different=1
  done < <(grep -v '^#' "$root/test/data/fingerprints.txt")
  [[ -z $different ]]
}
