# shellcheck shell=sh
# shellcheck disable=SC2034,SC2154 # shared with the scripts that source it
# Counting of checks; sourced by the other scripts of this folder. Each check prints "ok ..." or
# "not ok ..." with what was seen; the script ends with "N passed, N failed".

passed=0
failed=0

# check NAME COMMAND...: one check, passed when COMMAND succeeds; otherwise its output is shown.
check() {
  check_name=$1
  shift
  if "$@" >"$work/check.out" 2>&1; then
    passed=$((passed + 1))
    printf 'ok %s\n' "$check_name"
  else
    failed=$((failed + 1))
    printf 'not ok %s\n' "$check_name"
    tail -n 40 "$work/check.out" | awk '{ print "  | " $0 }'
  fi
}

# soon SECONDS COMMAND...: COMMAND, again and again until it succeeds; shows its output when it has not.
soon() {
  soon_until=$(($(date +%s) + $1))
  shift
  until "$@" >"$work/soon.out" 2>&1; do
    if [ "$(date +%s)" -ge "$soon_until" ]; then
      cat "$work/soon.out"
      return 1
    fi
    sleep 1
  done
}

# says FILE TEXT: whether the file holds the text; shows the file where it does not.
says() {
  grep -qF -- "$2" "$1" || {
    printf 'expected: %s\nfound:\n' "$2"
    cat "$1"
    return 1
  }
}

# is WHAT GOT EXPECTED
is() {
  [ "$2" = "$3" ] || {
    printf '%s is   %s\nexpected %s\n' "$1" "$2" "$3"
    return 1
  }
}

# summary: the last line, and the exit status.
summary() {
  printf '%s passed, %s failed\n' "$passed" "$failed"
  [ "$failed" -eq 0 ]
}
