# SPDX-License-Identifier: GPL-2.0-only
"""Completion for bash: tables of words, and the function that looks them up."""
from grammar import Option, Program

HEAD = """# Completion of v6lab for bash, generated from what `v6lab --help` and `v6lab describe` say.
# shellcheck shell=bash
"""

# The words of one command are looked up by "VERB" (such as "lab start", too), those of a scenario by
# "VERB SCENARIO".
FUNCTION = r"""
# Adds to COMPREPLY what begins as the word does, of the words given.
_v6lab_reply() {
  mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen -W "$1" -- "$2")
}

_v6lab_files() {
  compopt -o filenames 2>/dev/null
  mapfile -t -O "${#COMPREPLY[@]}" COMPREPLY < <(compgen "$1" -- "$2")
}

# The values of an option; what --set varies is an option without its dashes.
_v6lab_value() {
  local words
  [[ $3 == -* ]] || set -- "$1" "$2" "--$3" "$4"
  for words in "${_v6lab_words[$1 $3]-}" "${_v6lab_words[$1 $2 $3]-}"; do
    case $words in
    '') ;;
    FILE) _v6lab_files -f "$4" ;;
    DIR) _v6lab_files -d "$4" ;;
    OPTION)
      words=${_v6lab_options[$1 $2]-}
      _v6lab_reply "${words//--/}" "$4"
      compopt -o nospace 2>/dev/null
      ;;
    *) _v6lab_reply "$words" "$4" ;;
    esac
  done
}

# What the next word without dashes may be, by how many there are already.
_v6lab_place() {
  local -a kinds
  read -ra kinds <<<"${_v6lab_places[$1]-}"
  [[ ${kinds[1]-} != ... ]] || kinds[$2]=${kinds[0]} # as many of them as you like
  case ${kinds[$2]-} in
  SCENARIO) _v6lab_reply "$_v6lab_scenarios" "$3" ;;
  SCENARIO*) _v6lab_reply "$_v6lab_scenarios" "$3" && _v6lab_files -f "$3" ;;
  VIEW) _v6lab_reply "$_v6lab_views" "$3" ;;
  NAME) _v6lab_reply "$_v6lab_labs" "$3" ;;
  DIR) _v6lab_files -d "$3" ;;
  DB* | FILE*) _v6lab_files -f "$3" ;;
  [a-z]*) _v6lab_reply "${kinds[$2]//|/ }" "$3" ;;
  esac
}

_v6lab() {
  local cur=${COMP_WORDS[COMP_CWORD]} verb=${COMP_WORDS[1]-} scenario='' option='' word i first=2 places=0
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    _v6lab_reply "$_v6lab_verbs --help --version" "$cur"
    return
  fi
  if [[ -n ${_v6lab_verbs_of[$verb]-} ]]; then
    if ((COMP_CWORD == 2)); then
      _v6lab_reply "${_v6lab_verbs_of[$verb]} --help" "$cur"
      return
    fi
    verb+=" ${COMP_WORDS[2]}" first=3
  fi
  for ((i = first; i < COMP_CWORD; ++i)); do
    word=${COMP_WORDS[i]}
    case $word in
    --*) option=$word ;;
    =) ;;
    *)
      [[ " $_v6lab_scenarios " != *" $word "* ]] || scenario=$word
      # What follows an option that takes a value is no word of its own.
      if [[ -n $option && " ${_v6lab_options[$verb]-} ${_v6lab_options[$verb $scenario]-} " == *" $option= "* ]]; then
        option=''
      else
        places=$((places + 1))
      fi
      ;;
    esac
  done
  word=${COMP_WORDS[COMP_CWORD - 1]}
  # Bash takes --option=value apart into three words.
  if [[ $cur == = ]]; then
    _v6lab_value "$verb" "$scenario" "$word" ''
  elif [[ $word == = ]]; then
    _v6lab_value "$verb" "$scenario" "${COMP_WORDS[COMP_CWORD - 2]}" "$cur"
  elif [[ $cur == -* ]]; then
    _v6lab_reply "${_v6lab_options[$verb]-} ${_v6lab_options[$verb $scenario]-}" "$cur"
    [[ ${COMPREPLY[0]-} != *= ]] || compopt -o nospace 2>/dev/null
  elif [[ $word == --* && " ${_v6lab_options[$verb]-} ${_v6lab_options[$verb $scenario]-} " == *" $word= "* ]]; then
    _v6lab_value "$verb" "$scenario" "$word" "$cur"
  else
    _v6lab_place "$verb" "$places" "$cur"
  fi
}

complete -F _v6lab v6lab ./v6lab
"""


def names(options: list[Option]) -> str:
    return " ".join(f"--{option.name}" + ("=" if option.value else "") for option in options)


def values(option: Option) -> str:
    if option.words():
        return " ".join(option.words())
    kind = option.value.partition("=")[0]
    return kind if kind in ("FILE", "DIR", "OPTION") else ""


def table(name: str, rows: dict[str, str]) -> list[str]:
    lines = [f"  ['{key}']='{words}'" for key, words in rows.items() if words]
    return [f"declare -gA {name}=(", *lines, ")"]


def write(program: Program) -> str:
    verbs = program.all_verbs()
    options = {verb.name: names(verb.options) for verb in verbs}
    places = {verb.name: verb.places for verb in verbs}
    words = {f"{v.name} --{o.name}": values(o) for v in verbs for o in v.options}
    own = {v.name: " ".join(sub.name.split()[1] for sub in v.verbs) for v in program.verbs}
    for verb in (v.name for v in program.verbs if "SCENARIO|FILE" in v.usage):
        for scenario in program.scenarios:
            options[f"{verb} {scenario.name}"] = names(scenario.options)
            for option in scenario.options:
                words[f"{verb} {scenario.name} --{option.name}"] = values(option)
    lines = [f"_v6lab_verbs='{' '.join(verb.name for verb in program.verbs)}'"]
    lines += [f"_v6lab_scenarios='{' '.join(scenario.name for scenario in program.scenarios)}'"]
    lines += [f"_v6lab_views='{' '.join(program.views)}'"]
    lines += [f"_v6lab_labs='{' '.join(program.labs)}'"]
    lines += table("_v6lab_verbs_of", own) + table("_v6lab_places", places) + table("_v6lab_options", options) + table("_v6lab_words", words)
    return HEAD + "\n".join(lines) + "\n" + FUNCTION
