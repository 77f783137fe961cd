#!/bin/bash
# Runs "sh apply.sh --local" as a person would and ends it by Ctrl-C: with nginx, without nginx on PATH, with a
# process that dies, and with a port taken. Linux only (it reads /proc to know that nothing is left).
#   bash e2e/local.sh
set -euo pipefail

here=$(cd -P "$(dirname "$0")" && pwd)
project=${here%/*}
# shellcheck source=e2e/check.sh
. "$here/check.sh"
# shellcheck source=.mvn/jdk.sh
. "$project/.mvn/jdk.sh"

work=$(mktemp -d "${TMPDIR:-/tmp}/bluehub-e2e.XXXXXX")
mark=bluehub-e2e-$$
url=http://127.0.0.1:30005/v1/example/sayhello
run=
finish() {
  local status=$?
  [ -z "$run" ] || kill -TERM "$run" 2>/dev/null || :
  [ -z "$run" ] || wait "$run" 2>/dev/null || :
  rm -rf "$work"
  exit "$status"
}
trap finish EXIT
trap 'exit 130' INT TERM HUP
# Every job gets a process group of its own, as a terminal gives it, and does not ignore SIGINT.
set -m

# without_nginx: PATH's tools but for nginx.
without_nginx() {
  local folder tool
  mkdir "$work/tools"
  for folder in /bin /usr/bin /sbin /usr/sbin; do
    for tool in "$folder"/*; do [ -e "$work/tools/${tool##*/}" ] || ln -s "$tool" "$work/tools/"; done
  done
  rm -f "$work/tools/nginx"
  printf '%s\n' "$work/tools"
}

# start PATH: apply.sh --local in the background; $run is its process, and its process group.
start() {
  mkdir -p "$work/tmp"
  # Here, not only in the job: started must not read what the run before has said.
  : >"$work/out"
  BLUEHUB_E2E=$mark TMPDIR=$work/tmp PATH=$1 sh "$project/apply.sh" --local >"$work/out" 2>&1 </dev/null &
  run=$!
}

started() { grep -q 'It runs until you press Ctrl-C' "$work/out" || ! kill -0 "$run" 2>/dev/null; }

# stop SIGNAL TARGET: its exit status is $status then.
stop() {
  kill "-$1" -- "$2" 2>/dev/null || :
  status=0
  wait "$run" || status=$?
  run=
}

# ours: the processes of this test that still run, by a mark in their environment.
ours() {
  local process
  for process in /proc/[0-9]*; do
    if tr '\0' '\n' 2>/dev/null <"$process/environ" | grep -qx "BLUEHUB_E2E=$mark"; then
      tr '\0' ' ' <"$process/cmdline" 2>/dev/null || :
    fi
  done
}

nothing_left() {
  is "the processes left" "$(ours)" "" && is "what is left in TMPDIR" "$(ls "$work/tmp")" "" &&
    is "the ports still taken" "$("$JAVA_HOME/bin/java" "$project/.apply/TakenPorts.java" 10000 10001 10090 10091 30005)" ""
}

answers() { is "the answer" "$(curl -sS --max-time 10 "$url/$1")" "$2"; }
code() { is "the HTTP status" "$(curl -sS --max-time 10 -o /dev/null -w '%{http_code}' "${@:2}")" "$1"; }
server_is() { is "the Server header" "$(curl -sS --max-time 10 -D - -o /dev/null "$url/a" | sed -n 's/^[Ss]erver: *\([a-z]*\).*/\1/p')" "$1"; }

# unseen: no port of ours answers at this machine's other addresses.
unseen() {
  local address port
  for address in $(hostname -I); do
    case $address in *:*) address="[$address]" ;; esac
    for port in 30005 10000 10001 10090 10091; do
      ! curl -sS --max-time 3 -o /dev/null "http://$address:$port/" 2>/dev/null || {
        echo "port $port answers at $address"
        return 1
      }
    done
  done
}

with_nginx() {
  start "$PATH"
  soon 900 started
  check "with nginx: prints the answer" says "$work/out" '{"message":"Hello hirasawa"}'
  check "with nginx: prints the URL" says "$work/out" "http://localhost:30005/v1/example/sayhello/hirasawa"
  check "with nginx: the URL answers" answers hirasawa '{"message":"Hello hirasawa"}'
  check "with nginx: any Unicode name works" answers %E5%B9%B3%E6%B2%A2 '{"message":"Hello 平沢"}'
  check "with nginx: it is nginx that answers" server_is nginx
  check "with nginx: an unknown path is 404" code 404 "http://127.0.0.1:30005/nowhere"
  check "with nginx: management is not behind it" code 404 "http://127.0.0.1:30005/actuator/health"
  check "with nginx: loopback only" unseen
  stop INT "-$run"
  check "with nginx: Ctrl-C ends it with status 130" is "the exit status" "$status" 130
  check "with nginx: nothing is left" nothing_left
}

without() {
  start "$(without_nginx)"
  soon 900 started
  check "without nginx: says so" says "$work/out" "nginx is not on PATH"
  check "without nginx: prints the answer" says "$work/out" '{"message":"Hello hirasawa"}'
  check "without nginx: the URL answers" answers hirasawa '{"message":"Hello hirasawa"}'
  check "without nginx: it is not nginx that answers" server_is ""
  check "without nginx: loopback only" unseen
  stop TERM "$run"
  check "without nginx: TERM ends it with status 143" is "the exit status" "$status" 143
  check "without nginx: nothing is left" nothing_left
}

a_death() {
  local router
  start "$PATH"
  soon 900 started
  router=$(sed -n 's/.*router is ready (process \([0-9]*\)).*/\1/p' "$work/out")
  kill -KILL "${router:?the router did not start}"
  status=0
  wait "$run" || status=$?
  run=
  check "a process dies: ends with status 1" is "the exit status" "$status" 1
  check "a process dies: says which" says "$work/out" "router ended by itself"
  check "a process dies: nothing is left" nothing_left
}

a_port_taken() {
  local holder
  mkdir "$work/www"
  "$JAVA_HOME/bin/jwebserver" -b 127.0.0.1 -p 10000 -d "$work/www" >"$work/holder" 2>&1 &
  holder=$!
  soon 20 grep -q 'port 10000' "$work/holder"
  start "$PATH"
  status=0
  wait "$run" || status=$?
  run=
  kill "$holder"
  wait "$holder" 2>/dev/null || :
  check "a port is taken: ends with status 1" is "the exit status" "$status" 1
  check "a port is taken: says which and by whom" says "$work/out" "10000 by j"
  check "a port is taken: nothing is left" nothing_left
}

main() {
  jdk_find || { jdk_missing; exit 1; }
  if command -v nginx >/dev/null 2>&1; then
    with_nginx
  elif [ "${CI:-}" = true ]; then
    check "nginx is installed, as CI needs it" false
  else
    echo "# left out: nginx is not on PATH"
  fi
  without
  a_death
  a_port_taken
  summary
}

main "$@"
