# shellcheck shell=sh
# shellcheck disable=SC2034,SC2154 # sourced by apply.sh, the files share their variables
# What apply.sh tells the person before it. Progress goes to standard output, failures to standard error.

step() { printf '\n== %s\n' "$*"; }
say() { printf '   %s\n' "$*"; }
warn() { printf '   NOTE: %s\n' "$*"; }

# die MESSAGE: says what was found and what to do, and ends the run.
die() {
  printf '\nFAILED: %s\n' "$*" >&2
  exit 1
}

# indent: standard input, moved to the right under the line that it explains.
indent() { sed 's/^/     /'; }

# last_lines COUNT FILE: the end of a log, on standard error.
last_lines() {
  [ -s "$2" ] || return 0
  printf '\nThe last lines of %s:\n' "$2" >&2
  tail -n "$1" "$2" | indent >&2
}

# build_errors FILE: what a log of Maven names as errors, on standard error.
build_errors() {
  if grep -q '^\[ERROR\]' "$1"; then
    printf '\nThe errors in %s:\n' "$1" >&2
    sed -n 's/^\[ERROR\] *\(.*[^ ].*\)$/\1/p' "$1" | sed '/^-> \[Help/,$d' | head -n 15 | indent >&2
  else
    last_lines 15 "$1"
  fi
}

need() { command -v "$1" >/dev/null 2>&1; }

need_jdk() {
  jdk_find || { jdk_missing && exit 1; }
  say "JDK $(jdk_version "$JAVA_HOME") in $JAVA_HOME"
}

now() { date +%s; }
