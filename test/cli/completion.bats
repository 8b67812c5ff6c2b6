#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# Completion for bash, generated from the program's own words.

load common

setup_file() {
  python=$BATS_TEST_DIRNAME/../../build/${V6LAB_PRESET:-release}/python
  [[ -d $python ]] || skip "this build has no Python package, which tells what the verb lab takes"
  root=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
  export completion=$BATS_FILE_TMPDIR/v6lab
  "$root/doc/command-line/generate" "$root/build/${V6LAB_PRESET:-release}/v6lab" bash >"$completion"
}

# What bash would offer behind these words, the last of which is the one that is being written.
offered() {
  COMP_WORDS=(v6lab "$@") COMP_CWORD=$# COMPREPLY=()
  _v6lab
  echo "${COMPREPLY[*]}"
}

setup() {
  program=$BATS_TEST_DIRNAME/../../build/${V6LAB_PRESET:-release}/v6lab
  cd "$BATS_TEST_TMPDIR" || exit 1
  # shellcheck source=/dev/null
  source "$completion"
}

@test "verbs are completed" {
  [[ $(offered r) == "run reference" ]]
  [[ $(offered ip) == "ip-flow-verify" ]]
}

@test "scenarios and files are completed where a verb takes them" {
  touch nat-mine.yaml
  [[ $(offered run nat) == "nat64 nat64-dns64 nat-mine.yaml" ]]
  [[ $(offered describe nat) == "nat64 nat64-dns64" ]]
  [[ $(offered explain nat) == "nat-mine.yaml" ]]
}

@test "options are those of the verb and of the scenario" {
  [[ $(offered run nat64 --f) == "--filtering=" ]]
  [[ $(offered run hub-spoke --f) == "--flows=" ]]
  [[ $(offered run --f) == "" ]]
  [[ $(offered show a.db v_flow --w) == "--where=" ]]
  [[ $(offered run nat64 --qu) == "--quiet" ]]
}

# Bash takes --option=value apart into three words.
@test "values are those that are allowed, behind a space and behind an equals sign" {
  [[ $(offered run hub-spoke --gateway '') == "vpn expressroute both" ]]
  [[ $(offered run hub-spoke --gateway =) == "vpn expressroute both" ]]
  [[ $(offered run hub-spoke --gateway = e) == "expressroute" ]]
  [[ $(offered run nat64 --exhaust =) == "true false" ]]
  [[ $(offered show a.db v_flow --format = j) == "json" ]]
}

@test "files and folders are completed for options that take them" {
  mkdir runs && touch runs.db
  [[ $(offered run nat64 --db = ru | tr ' ' '\n' | sort | paste -sd' ') == "runs runs.db" ]]
  [[ $(offered run nat64 --pcap = ru) == "runs" ]]
}

@test "views are completed behind the database, also behind an option with its value" {
  [[ $(offered show a.db v_dn) == "v_dns" ]]
  [[ $(offered show --run 1 a.db v_dn) == "v_dns" ]]
  [[ $(offered show --run = 1 a.db v_dn) == "v_dns" ]]
}

@test "formats, pages and what a sweep varies are completed" {
  [[ $(offered topology nat64 --format '') == "dot mermaid svg yaml json schema" ]]
  [[ $(offered reference '') == "database reasons scenarios schema topology" ]]
  [[ $(offered reference reasons '') == "" ]]
  [[ $(offered sweep nat64 --set fil) == "filtering=" ]]
  [[ $(offered sweep nat64 --set = fil) == "filtering=" ]]
  [[ $(offered sweep nat64 --set filtering = a) == "address-dependent" ]]
  [[ $(offered sweep hub-spoke --set gateway =) == "vpn expressroute both" ]]
}

@test "a lab's verbs, names, options and folders are completed" {
  mkdir mine && touch mistaken
  [[ $(offered lab '') == "list start check key --help" ]]
  [[ $(offered lab start '') == "addresses first-packet state-table pmtu island hub-spoke" ]]
  [[ $(offered lab key --student ada p) == "pmtu" ]]
  [[ $(offered lab start --) == "--help --student= --course=" ]]
  [[ $(offered lab start pmtu --student ada m) == "mine" ]]
  [[ $(offered lab check m) == "mine" ]]
  [[ $(offered lab check mine other m) == "mine" ]]
  [[ $(offered lab check mine --c) == "--course= --csv" ]]
}

@test "every verb and every option of the program is in the completion" {
  for verb in $(v6lab --help | sed -n 's/^  \([a-z-]*\) .*/\1/p'); do
    [[ " $(offered '') " == *" $verb "* ]]
    for option in $(v6lab "$verb" --help | grep -oP '^  \K--[a-z0-9-]+'); do
      [[ " $(offered "$verb" --) " =~ [[:space:]]"$option"=?[[:space:]] ]] || { echo "$verb $option"; false; }
    done
  done
}

@test "shellcheck finds nothing in it" {
  shellcheck "$completion"
}
