#!/bin/sh
# The container's first process. nginx resolves the gateway's name once, when it reads its configuration, and does not
# start without an answer; so this waits until there is one, starts nginx, and has it read the configuration
# again when the answer changes (a Service made anew has another address). SIGTERM, which nginx would take as
# "drop everything", becomes SIGQUIT: finish what is open, then end.
#   sh start.sh [nginx.conf [seconds between two looks at the name]]
set -eu

conf=${1:-/etc/nginx/nginx.conf}
every=${2:-5}
nginx=
stopping=

say() { printf 'start.sh: %s\n' "$*" >&2; }
addresses() {
  # A base image without getent: nginx alone is to find the name.
  if command -v getent >/dev/null; then
    getent hosts "$upstream" | cut -d ' ' -f 1 | sort -u | tr '\n' ' '
  else
    echo unknown
  fi
}
running() { kill -0 "$nginx" 2>/dev/null; }
# A shell acts on a signal only between two commands, but at once while it waits for a background one.
pause() { sleep "$1" & wait $! || :; }
# shellcheck disable=SC2317 # the trap calls it
finish() {
  [ -n "$nginx" ] || exit 0
  stopping=yes
  kill -QUIT "$nginx" 2>/dev/null || :
}

await_name() {
  known=$(addresses)
  [ -n "$known" ] || say "waiting for the name $upstream; its Service is not there yet"
  while [ -z "$known" ]; do
    pause 1
    known=$(addresses)
  done
}

follow_name() {
  pause "$every"
  now=$(addresses)
  if [ -n "$now" ] && [ "$now" != "$known" ]; then
    say "$upstream was ${known% }, is now ${now% }: reloading"
    kill -HUP "$nginx" 2>/dev/null && known=$now
  fi
}

main() {
  upstream=$(sed -n 's/^ *server \([^ :;]*\):[0-9]*;$/\1/p' "$conf")
  mkdir -p "$(sed -n 's|^pid \(.*\)/nginx.pid;$|\1|p' "$conf")"
  trap finish TERM INT QUIT
  await_name
  nginx -e stderr -c "$conf" -g 'daemon off;' &
  nginx=$!
  while [ -z "$stopping" ] && running; do follow_name; done
  code=0
  wait "$nginx" || code=$?
  # A second signal ends the wait, not nginx.
  while running; do
    code=0
    wait "$nginx" || code=$?
  done
  exit "$code"
}

main
