#!/usr/bin/env bats
# SPDX-License-Identifier: GPL-2.0-only
# The documentation: the site, its links, the sections of models, what pages name.

setup() {
  bats_require_minimum_version 1.5.0
  cd "$BATS_TEST_DIRNAME/../.." || exit 1
  build=build/${V6LAB_PRESET:-release}
}

@test "the site is built without a warning of Sphinx, breathe or doxygen" {
  [[ -d $build/python ]] || skip "this build has no Python package, whose docstrings the site shows"
  doc/site "$build" "$BATS_TEST_TMPDIR/site"
  html=$BATS_TEST_TMPDIR/site/html
  # What Sphinx takes from elsewhere: doxygen's classes, docstrings, the program's own words.
  grep -q 'GetPoolCounters' "$html/api/translation.html"
  grep -q 'id="v6lab.run"' "$html/api/python.html"
  grep -q 'nat64-profile' "$html/reference/scenarios/nat64.html"
  [[ -s $html/cpp/index.html ]]
  /usr/bin/python3 - "$html" <<'END'
import pathlib
import re
import sys

dead = []
pages = list(pathlib.Path(sys.argv[1]).rglob("*.html"))
for page in pages:
    text = page.read_text()
    there = set(re.findall(r'\b(?:id|name)="([^"]+)"', text))
    dead += [f"{page}: #{to}" for to in set(re.findall(r'href="#([^"]+)"', text)) - there]
assert len(pages) > 500 and not dead, "\n".join(dead[:5])
END
}

@test "a wrong word in a header's comment fails the site" {
  header=$BATS_TEST_TMPDIR/wrong.h
  printf '/** Does it. \\param other what is not there */\nvoid Do(int it);\n' >"$header"
  run -1 --separate-stderr bash -c "{ cat doc/sphinx/Doxyfile; printf '%s\n' 'INPUT = $header' 'OUTPUT_DIRECTORY = $BATS_TEST_TMPDIR'; } | doxygen -"
  [[ $stderr == *other* ]]
}

@test "no page links to a file or a heading that is not there" {
  mapfile -t pages < <(git ls-files --cached --others --exclude-standard -- '*.md' ':!analysis/labs')
  run -0 test/lint/links "${pages[@]}"
}

@test "a link to a file or a heading that is not there is found" {
  cd "$BATS_TEST_TMPDIR"
  printf '# One\n\n## A `b` (c, d)\n\n[good](#a-b-c-d) [also](other.md#two)\n```\n[code](no.md)\n```\n' >page.md
  printf '# Two\n' >other.md
  run -0 "$BATS_TEST_DIRNAME/links" page.md
  printf '[file](no.md) [heading](other.md#three)\n' >page.md
  run -1 "$BATS_TEST_DIRNAME/links" page.md
  [[ $output == *"no.md: there is no such file"*"other.md#three: there is no such heading"* ]]
}

@test "every model's page has the sections that ns-3 asks for, in their order" {
  for page in doc/models-*.md; do
    sections=$(sed -n 's/^## //p' "$page" | paste -sd, -)
    [[ $sections == "Description,Design,Scope and limitations,Usage,Validation" ]] || {
      echo "$page: $sections"
      false
    }
  done
}

@test "suites, tests, examples and sources that the models' pages name are there" {
  mapfile -t suites < <(grep -ohP '`v6lab-[a-z0-9-]+`' doc/models-*.md | tr -d '`' | sort -u)
  [[ ${#suites[@]} -gt 100 ]]
  grep -ohP 'V6LAB_SUITE\("\Kv6lab-[a-z0-9-]+' -r test >"$BATS_TEST_TMPDIR/suites"
  for suite in "${suites[@]}"; do
    grep -qx "$suite" "$BATS_TEST_TMPDIR/suites" || { echo "$suite: no such suite"; false; }
  done
  mapfile -t files < <(grep -ohP '`(test|examples|model|helper)/[\w./-]+(?=`)' doc/models-*.md | tr -d '`' | sort -u)
  [[ ${#files[@]} -gt 20 ]]
  for file in "${files[@]}"; do
    compgen -G "$file*" >"$BATS_TEST_TMPDIR/found" || { echo "$file: no such file"; false; }
  done
}

@test "the manual page has no fault" {
  [[ -d $build/python ]] || skip "this build has no Python package, which tells what the verb lab takes"
  doc/command-line/generate "$build/v6lab" man >"$BATS_TEST_TMPDIR/v6lab.1"
  run -0 mandoc -T lint -W warning "$BATS_TEST_TMPDIR/v6lab.1"
  [[ -z $output ]]
  text=$(mandoc -T utf8 "$BATS_TEST_TMPDIR/v6lab.1" | col -b)
  [[ $text == *"EXIT STATUS"* && $text == *"--allow-forwarded-traffic"* ]]
  [[ $text == *"lab start "*"addresses, first-packet"*"lab check "*"--course WORD"*"database|reasons|scenarios|schema|topology"* ]]
}

@test "the citation names this release, and has what the Citation File Format 1.2.0 requires" {
  /usr/bin/python3 - <<'END'
import re
import yaml
cited = yaml.safe_load(open("CITATION.cff"))
release = re.search(r"V6LAB_RELEASE ([0-9.]+)", open("CMakeLists.txt").read())[1]
assert {"cff-version", "message", "title", "authors"} <= set(cited), cited
assert cited["cff-version"] == "1.2.0" and cited["type"] == "software"
assert cited["version"] == release, (cited["version"], release)
assert all(isinstance(author["name"], str) for author in cited["authors"])
END
}
