#!/bin/sh
# Fuzzes the engine with Jazzer, coverage-guided, beginning with the rows of the tests.
# Exit status: 0 nothing found, 1 something found, 2 could not run.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
module=${here%/*}
root=${module%/*}
work=$module/target/fuzz
targets='template route query body bodyfield raw stream wire answerfield answers schema'

usage() {
  cat <<USAGE
Usage: run.sh SECONDS [TARGET]...
Builds the engine and fuzzes each target for that long; one after the other, all of them when none is named:
  $targets
What was learnt about inputs stays in target/fuzz/TARGET/corpus for the next run. An input that shows a bug is printed
in the form of src/test/resources/bluehub/transcoder/fuzz/rows.txt, where it belongs with a name once the bug is mended.
USAGE
}

die() {
  echo "run.sh: $*" >&2
  exit 2
}

build() {
  (cd "$root" && ./mvnw -q -P fuzz -pl bluehub-transcoder process-test-classes) ||
    die "the engine could not be built; the messages are above"
  # a copy, so that a later build does not pull the classes away from a run
  rm -rf "$work/classes"
  mkdir -p "$work/classes"
  cp -R "$module/target/classes/." "$module/target/test-classes/." "$work/classes"
  cp "$module/target/fuzz.classpath" "$work/classpath"
}

# fuzz TARGET: returns 1 where an input shows a bug.
fuzz() {
  class=$("$JAVA_HOME/bin/java" -cp "$work/classes:$(cat "$work/classpath")" \
    bluehub.transcoder.fuzz.FuzzTarget "$1" "$work/$1/rows") || die "found no target $1, expected one of: $targets"
  mkdir -p "$work/$1/corpus"
  status=0
  (cd "$work/$1" && "$JAVA_HOME/bin/java" -XX:+UseSerialGC -Xmx1g -XX:-OmitStackTraceInFastThrow \
    -XX:+EnableDynamicAgentLoading --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    -cp "$work/classes:$(cat "$work/classpath")" com.code_intelligence.jazzer.Jazzer \
    --target_class="$class" --instrumentation_includes='bluehub.transcoder.**' \
    -max_total_time="$seconds" -max_len=2000 -use_value_profile=1 -rss_limit_mb=3000 -timeout=100 \
    -print_final_stats=1 -artifact_prefix="$work/$1/" corpus rows) >"$work/$1/log" 2>&1 || status=1
  done=$(sed -n 's/^stat::number_of_executed_units: *//p' "$work/$1/log")
  if [ "$status" -eq 0 ] && [ -n "$done" ]; then
    echo "$1: $done executions, nothing found"
    return 0
  fi
  echo "$1: ended early, after ${done:-?} executions; all of it is in $work/$1/log"
  grep -m 1 -A 6 'Java Exception\|ERROR: libFuzzer' "$work/$1/log" | cut -c 1-400 || tail -n 5 "$work/$1/log"
  file=$(sed -n 's/^artifact_prefix=.*Test unit written to //p' "$work/$1/log" | head -n 1)
  [ -z "$file" ] || echo "$1 | NAME |  0x$(od -An -v -tx1 "$file" | tr -d ' \n')"
  return 1
}

case ${1-} in
  -h | --help)
    usage
    exit 0
    ;;
  '' | *[!0-9]*)
    usage >&2
    exit 2
    ;;
esac
seconds=$1
shift

# shellcheck source=.mvn/jdk.sh
. "$root/.mvn/jdk.sh"
jdk_find || {
  jdk_missing
  exit 2
}
build
found=0
# shellcheck disable=SC2086 # a list
for target in "${@:-$targets}"; do
  for one in $target; do
    fuzz "$one" || found=1
  done
done
exit "$found"
