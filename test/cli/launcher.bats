#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# The launcher: what it does when a package is missing and it cannot become root, and how it builds.

load common

# A copy of the checkout's launcher in a folder of its own, with a dpkg-query that knows no package.
bare_checkout() {
  mkdir -p checkout bin
  cp "$root/v6lab" "$root/packages.txt" checkout/
  printf '#!/bin/sh\nexit 1\n' >bin/dpkg-query
  printf '#!/bin/sh\nexit 1\n' >bin/sudo
  chmod +x bin/*
  chmod -R a+rwX "$BATS_TEST_TMPDIR"
}

@test "without root the launcher prints the apt command and stops" {
  [[ $EUID == 0 ]] || skip "needs root to become somebody else"
  bare_checkout
  chmod a+x "$BATS_RUN_TMPDIR" "$(dirname "$BATS_RUN_TMPDIR")" 2>/dev/null || true
  run -1 setpriv --reuid=65534 --regid=65534 --clear-groups \
    env PATH="$PWD/bin:$PATH" bash "$PWD/checkout/v6lab" run azure-to-azure </dev/null
  echo "$output"
  [[ $output == *"sudo apt-get install"*libns3-dev* ]]
}

# A checkout whose apt-get notes what policy-rc.d says while it runs; $1 is its exit status.
quiet_checkout() {
  bare_checkout
  export V6LAB_POLICY=$PWD/policy-rc.d V6LAB_POLICY_LOCK=$PWD/lock
  printf '#!/bin/sh\n[ "$1" = -n ] && exit 0\nexec "$@"\n' >bin/sudo
  printf '#!/bin/sh\nsh "$V6LAB_POLICY"\necho "$1 $?" >>during\nexit %s\n' "$1" >bin/apt-get
  printf '#!/bin/sh\nprintf "/lib/systemd/system/named.service\\n/usr/share/doc/x.service\\n"\n' >bin/dpkg
  printf '#!/bin/sh\necho "$@" >>systemctl\n' >bin/systemctl
  printf '#!/bin/sh\nexit 1\n' >bin/cmake # it is not to build anything
  chmod +x bin/*
}

launch() {
  run -1 env PATH="$PWD/bin:$PATH" bash "$PWD/checkout/v6lab" list </dev/null
  echo "$output"
}

@test "while packages are installed no daemon starts, and none is left to start at boot" {
  quiet_checkout 0
  launch
  [[ $(<during) == "install 101" ]]
  [[ ! -e policy-rc.d && ! -e policy-rc.d.v6lab ]]
  [[ $(<systemctl) == "disable --quiet named.service" ]]
}

@test "a policy-rc.d that was there is there again, also if installing fails" {
  for status in 0 100; do
    quiet_checkout "$status"
    rm -f during
    printf '#!/bin/sh\nexit 0 # mine\n' >policy-rc.d
    launch
    [[ $(head -1 during) == "install 101" ]]
    [[ $(<policy-rc.d) == *"exit 0 # mine" && ! -e policy-rc.d.v6lab ]]
  done
}

@test "what a launcher that was killed left of its policy-rc.d goes, and the one before it comes back" {
  quiet_checkout 0
  printf '#!/bin/sh\n# of v6lab, while it installs packages\nexit 101\n' >policy-rc.d
  launch
  [[ ! -e policy-rc.d ]]
  printf '#!/bin/sh\n# of v6lab, while it installs packages\nexit 101\n' >policy-rc.d
  printf '#!/bin/sh\nexit 0 # mine\n' >policy-rc.d.v6lab
  launch
  [[ $(<policy-rc.d) == *"exit 0 # mine" && ! -e policy-rc.d.v6lab ]]
}

@test "packages.txt names every package once, in a known group" {
  run -0 awk '!/^#/ && ($1 !~ /^(build|python|analysis|test|fuzz|doc|package)$/ || NF != 2 || seen[$2]++) { print; bad = 1 } END { exit bad }' \
    "$root/packages.txt"
}

@test "the launcher passes words and exit status on" {
  run -0 "$root/v6lab" list
  [[ $output == *azure-to-azure* ]]
  run -2 "$root/v6lab" run nosuch
}

@test "the benchmark counts goals and exits 1 if one was missed" {
  mkdir -p build/bench
  printf '#!/bin/sh\necho "speed: ratio 1.0 goal 1.5 met"\n' >build/bench/good
  chmod +x build/bench/good
  run -0 "$root/bench/run" build
  [[ $output == *"1 goals met, 0 missed"* ]]
  printf '#!/bin/sh\necho "memory: ratio 2.0 goal 1.5 MISSED"\n' >build/bench/bad
  chmod +x build/bench/bad
  run -1 "$root/bench/run" build
  [[ $output == *"1 goals met, 1 missed"* ]]
  rm build/bench/good
  run -1 "$root/bench/run" build
  [[ $output == *"0 goals met, 1 missed"* ]]
}
