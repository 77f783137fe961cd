#!/bin/sh
# The command "bluehub check" as its users run it: the script, the gateway's jar, files. Builds the gateway where
# that has not been done; then it takes some seconds. Needs a JDK 25.
#   sh e2e/command.sh
set -eu

here=$(cd -P "$(dirname "$0")" && pwd)
project=${here%/*}
# shellcheck source=e2e/check.sh
. "$here/check.sh"
# shellcheck source=.mvn/jdk.sh
. "$project/.mvn/jdk.sh"

work=$(mktemp -d "${TMPDIR:-/tmp}/bluehub-command.XXXXXX")
trap 'rm -rf "$work"' EXIT

# bluehub ARGUMENT...: runs it in the work folder; its output is $work/out and $work/err, its exit status $status.
bluehub() {
  status=0
  (cd "$work" && sh "$project/bluehub" "$@") >"$work/out" 2>"$work/err" </dev/null || status=$?
}

ends_with() {
  is "the exit status" "$status" "$1" || {
    cat "$work/out" "$work/err"
    return 1
  }
}

# sets: the sample's descriptor set, and one in which a route and a JSON name are others.
sets() {
  (cd "$work" && "$JAVA_HOME/bin/jar" xf "$project"/proto/target/bluehub-proto-*-descriptors.jar META-INF/bluehub/example.binpb)
  mv "$work/META-INF/bluehub/example.binpb" "$work/api.binpb"
  LC_ALL=C sed 's|/v1/example/sayhello/{name}|/v1/example/sayhullo/{name}|' "$work/api.binpb" >"$work/other.binpb"
}

lists_routes() {
  bluehub check --descriptor-set api.binpb
  ends_with 0 && is "standard error" "$(cat "$work/err")" "" &&
    says "$work/out" "GET   /v1/example/sayhello/{name}" && says "$work/out" "0 problems"
}

marks_breaking() {
  bluehub check --descriptor-set other.binpb --against api.binpb
  ends_with 3 && says "$work/out" "  breaking  GET /v1/example/sayhello/{name}: of bluehub.example.v1.HelloWorldService/"
}

gives_json() {
  bluehub check --format json --descriptor-set api.binpb
  ends_with 0 && is "the first line" "$(head -n 1 "$work/out")" "{" && says "$work/out" '"result" : "fine"'
}

tells_problems() {
  printf 'no set' >"$work/bad.binpb"
  bluehub check --descriptor-set bad.binpb
  ends_with 1 && says "$work/out" "6 bytes that are no descriptor set"
}

tells_usage() {
  bluehub check --descriptor-set missing.binpb
  ends_with 2 && says "$work/err" "found no file missing.binpb" && is "standard output" "$(cat "$work/out")" ""
}

tells_command() {
  bluehub serve
  ends_with 2 && says "$work/err" "found serve, expected check"
}

main() {
  jdk_find || {
    jdk_missing
    exit 1
  }
  check "check --help prints the options, and builds the gateway if need be" sh "$project/bluehub" check --help
  sets
  check "a sound descriptor set: its routes, status 0" lists_routes
  check "a route that is gone: marked as breaking, status 3" marks_breaking
  check "--format json: the report alone on standard output" gives_json
  check "what is no descriptor set: a problem, status 1" tells_problems
  check "a file that is not there: status 2, and what was expected" tells_usage
  check "another command: status 2" tells_command
  summary
}

main "$@"
