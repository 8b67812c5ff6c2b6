#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# What the Debian packages say of themselves; test/package/run makes them and uses them.

setup() {
  cd "$BATS_TEST_DIRNAME/../.." || exit 1
  made=$BATS_TEST_TMPDIR/made
}

# Configures a build of its own, with these variables: NAME=VALUE ...
configure() {
  env -u DEBEMAIL -u DEBFULLNAME -u SOURCE_DATE_EPOCH "$@" \
    cmake -S . -B "$made" -G Ninja -DCMAKE_BUILD_TYPE=Release >/dev/null
}

# Passes if the packages have this maintainer, and their log of changes the time, too.
signed() {
  grep -E 'PACKAGE_MAINTAINER|^ -- ' "$made/CPackConfig.cmake" "$made/changelog"
  grep -Fx "set(CPACK_DEBIAN_PACKAGE_MAINTAINER \"$1\")" "$made/CPackConfig.cmake"
  grep -Fx -- " -- $1  $2" "$made/changelog"
  zcat "$made/changelog.gz" | cmp - "$made/changelog"
}

@test "packages name who makes them as Debian's tools do, and the time that is set" {
  configure DEBFULLNAME="Ada Lovelace" DEBEMAIL=ada@example.org SOURCE_DATE_EPOCH=1700000000
  signed "Ada Lovelace <ada@example.org>" "Tue, 14 Nov 2023 22:13:20 +0000"
  configure DEBEMAIL="Bob <bob@example.org>" SOURCE_DATE_EPOCH=1700000001
  signed "Bob <bob@example.org>" "Tue, 14 Nov 2023 22:13:21 +0000"
}

@test "without a name, packages have nobody's address, and the time of the last commit" {
  git rev-parse --git-dir >/dev/null 2>&1 || skip "this is no clone"
  configure
  signed "v6lab developers <v6lab@v6lab.invalid>" \
    "$(TZ=UTC git log -1 --date='format-local:%a, %d %b %Y %H:%M:%S +0000' --format=%cd)"
}
