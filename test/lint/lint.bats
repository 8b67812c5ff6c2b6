#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# The house rules that a machine can check.

setup() {
  cd "$BATS_TEST_DIRNAME/../.." || exit 1
}

# Files of the project by pattern: tracked ones and new ones that are not ignored.
files() {
  git ls-files --cached --others --exclude-standard -- "$@"
}

# Passes if the command prints nothing; shows what it printed otherwise.
nothing_from() {
  local found
  found=$("$@" || true)
  echo "$found"
  [[ -z $found ]]
}

@test "C++ is formatted by .clang-format" {
  files '*.cc' '*.h' | xargs clang-format --dry-run -Werror
}

@test "every source file names its licence" {
  nothing_from grep -L 'SPDX-License-Identifier: GPL-2.0-only' \
    $(files '*.cc' '*.h' '*.def' '*.cmake' '*.bats' '*.sql' CMakeLists.txt v6lab '*/run' '*/tidy' '*/generate' '*.tsv' '*.py' '*.pyi' bindings/comments bindings/stubs doc/site doc/scenario-pages doc/sphinx test/lint/links packaging/post* packaging/pre*)
}

@test "no two headers have the same guard, which would hide one of them" {
  nothing_from sh -c "grep -hE '^#ifndef V6LAB_' \"\$@\" | sort | uniq -d" sh $(files '*.h')
}

@test "model/core knows nothing of ns-3" {
  nothing_from grep -nE '#include +[<"]ns3/' -r model/core
}

@test "each layer includes only what is left of it" {
  nothing_from grep -nP '#include "(model/(?!core/)|helper/|scenarios/)' -r model/core
  nothing_from grep -nE '#include "(helper|scenarios)/' -r model
  nothing_from grep -nE '#include "scenarios/' -r helper
}

@test "SQL stands in model/record only" {
  nothing_from grep -nE 'sqlite3_|SQLite::|\b(SELECT|INSERT INTO|CREATE (TABLE|VIEW)) ' \
    $(files 'model/*' 'helper/*' 'scenarios/*' | grep -v '^model/record/')
}

@test "no file is longer than 600 lines" {
  nothing_from awk 'FNR > 600 { print FILENAME; nextfile }' $(files '*.cc' '*.h' '*.bats' '*.cmake')
}

@test "spelling" {
  files '*.cc' '*.h' '*.md' '*.def' '*.bats' '*.yaml' | xargs codespell --ignore-words-list=nd,nowns,ue
}

@test "shell scripts pass shellcheck" {
  shellcheck $(files v6lab .ci/run '*/run' '*/tidy' doc/generate doc/site packaging/postinst packaging/prerm)
}

@test "no unfinished words in code" {
  nothing_from grep -nE '\b(TODO|FIXME|XXX|HACK)\b' $(files '*.cc' '*.h' '*.cmake' v6lab)
}

@test "the generated documentation is what the programs print (./v6lab doc writes it)" {
  [[ -d build/${V6LAB_PRESET:-release}/python ]] || skip "this build has no Python package, which tells what the verb lab takes"
  doc/generate "build/${V6LAB_PRESET:-release}/v6lab" "$BATS_TEST_TMPDIR/reference"
  diff -r doc/reference "$BATS_TEST_TMPDIR/reference"
}

@test "a row that cites a requirement nobody has heard of fails the conformance page" {
  cd "$BATS_TEST_TMPDIR"
  printf '#!/bin/sh\nprintf "s\\tit holds\\tRFC 6052 2.2, 6052-01\\n"\n' >knows
  printf '#!/bin/sh\nprintf "s\\tit holds\\tRFC 6052 2.2, 6052-99\\n"\n' >invents
  chmod +x knows invents
  generate=$BATS_TEST_DIRNAME/../../doc/conformance/generate
  "$generate" ./knows | grep -F '| 6052-01 | RFC 6052 2.2 | - | prefix lengths only 32,40,48,56,64,96 | s: it holds |'
  # What shows the RFCs' own way stands before what another profile does instead.
  printf '#!/bin/sh\nprintf "a\\tit differs\\tprofile jool, 6052-01\\ns\\tit holds\\t6052-01\\n"\n' >both
  chmod +x both
  "$generate" ./both | grep -F '32,40,48,56,64,96 | s: it holds; (profile jool) a: it differs |'
  run "$generate" ./invents
  [[ $status -eq 1 && $output == *"it holds"*"6052-99"* ]]
}

@test "the app store's text installs what the sources of the ns-3 module include" {
  local line header package
  line=$(grep '^apt-get install' doc/app-store/README.md)
  # A file of ours or of the compiler is not below /usr/include under that name.
  grep -rhoP '^#include <\K[^>]+' model helper scenarios --include='*.h' --include='*.cc' --exclude-dir=cli |
    sort -u >"$BATS_TEST_TMPDIR/included"
  grep -q '^boost/' "$BATS_TEST_TMPDIR/included"
  while read -r header; do
    [[ -e /usr/include/$header ]] || continue
    package=$(dpkg -S "/usr/include/$header" | sed 's/[:,].*//; s/[0-9]\+\.[0-9.]*-dev$/-dev/')
    [[ $package == libc6-dev || "$line " == *" $package "* ]] || {
      echo "<$header> is of $package"
      false
    }
  done <"$BATS_TEST_TMPDIR/included"
}
