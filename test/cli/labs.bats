#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# The verb lab: what the program hands over to Python, and comes back from it.

load common

need_package() {
  compgen -G "$(dirname "$program")/python/v6lab/_v6lab.*.so" >/dev/null ||
    skip "this build has no Python package"
}

# complains WORDS OF THE MESSAGE -- WORDS OF lab: status 2, on stderr alone
complains() {
  local message=$1
  shift 2
  run --separate-stderr v6lab lab "$@"
  echo "$stderr"
  [[ $status -eq 2 && -z $output && $stderr == "v6lab: "*"$message"* ]]
}

@test "lab: wrong words are named with what is allowed, and end with status 2" {
  need_package
  complains 'allowed are list, start, check, key' -- grade
  complains 'did you mean "island"?' -- start islandd --student ada
  complains '--student' -- start addresses
  complains 'allowed are letters, digits' -- start addresses --student 'a/b'
  complains 'allowed with --teacher only' -- key addresses --student ada
  complains 'is no directory' -- check nowhere
  complains '--fast: unknown' -- check . --fast
}

@test "lab: a reader that goes away ends it without a word" {
  need_package
  run --separate-stderr bash -c "'$program' lab list --json | true; echo \${PIPESTATUS[0]}"
  echo "$output$stderr"
  [[ $output -eq 141 && -z $stderr ]] # SIGPIPE
}

@test "lab: start, run, check" {
  need_package
  v6lab lab start addresses --student ada mine >told
  run v6lab lab start addresses --student ada mine
  [[ $status -eq 2 && $output == *"is not empty"* ]]
  cd mine
  run --separate-stderr v6lab lab check .
  [[ $status -eq 2 && $stderr == *"run.sqlite: is missing"* ]]
  while read -r _ words; do
    # shellcheck disable=SC2086 # the words are a command line
    v6lab $words --quiet
  done < <(grep -A1 '^```sh' README.md | grep '^v6lab run')
  run v6lab lab check .
  [[ $status -eq 1 && $output == *"2/2  run.sqlite"* && $output == *"3 of 20 points"* ]]
  v6lab lab key addresses --student ada --teacher | while read -r name answer; do
    sed -i "s|^  $name: \"\"|  $name: \"$answer\"|" answers.yaml
  done
  sed -i 's|^  p_u: ""|  p_u: "64"|; s|^  p_to: ""|  p_to: "::1"|' answers.yaml
  v6lab lab check . --json | grep -F '"points": 20'
}

@test "lab: without its package the program says what is missing" {
  cp "$program" here
  run env LD_LIBRARY_PATH="$(dirname "$program")" ./here lab list
  [[ -e /usr/lib/python3/dist-packages/v6lab ]] && skip "the package is installed"
  [[ $status -eq 1 && $output == *"needs the Python package v6lab"*"$PWD/python"* ]]
}

@test "lab: help stands among the verbs" {
  [[ $(v6lab --help) == *"lab list | start NAME --student ID"* ]]
}
