# SPDX-License-Identifier: GPL-2.0-only
# What every test of the command line needs: the program of the build under test and a fresh folder.

bats_require_minimum_version 1.5.0

setup() {
  root=$(cd "$BATS_TEST_DIRNAME/../.." && pwd)
  program=$root/build/${V6LAB_PRESET:-release}/v6lab
  templates=$root/../shared/azure-templates
  cd "$BATS_TEST_TMPDIR" || exit 1
}

v6lab() {
  "$program" "$@"
}

# One value from a database: query DB SQL
query() {
  sqlite3 "$1" "$2"
}

need_templates() {
  [[ -d $templates ]] || skip "../shared/azure-templates is not here"
}
