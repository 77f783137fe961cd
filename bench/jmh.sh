#!/bin/sh
# Runs the JMH benchmarks of the engine and prints their results as tables in Markdown.
set -eu

usage() {
  cat <<'END'
usage: sh bench/jmh.sh [--full] [NAME [JMH's options]]

  sh bench/jmh.sh              every benchmark in one fork: a quarter of an hour
  sh bench/jmh.sh --full       in three forks, with more iterations: an hour
  sh bench/jmh.sh Route        the benchmarks of that name alone
  sh bench/jmh.sh Codec -p sample=HELLO,NUMBERS -p codec=BLUEHUB,JSON_FORMAT_DYNAMIC

JMH's own output goes to bench/target/jmh.log, the tables to the screen and to bench/target/jmh.md.
END
}

# 7 samples, 4 codecs, both ways, and 3 tables of routes: 59 runs of effort seconds and 2 to start
effort='-f 1 -wi 5 -w 1 -i 6 -r 1'
case ${1-} in
  -h | --help)
    usage
    exit 0
    ;;
  --full)
    effort='-f 3 -wi 6 -w 1 -i 12 -r 1'
    shift
    ;;
  --*)
    usage >&2
    exit 2
    ;;
esac

here=$(cd "$(dirname "$0")/.." && pwd)
# shellcheck source=.mvn/jdk.sh
. "$here/.mvn/jdk.sh"
jdk_find || { jdk_missing; exit 1; }
cd "$here"
./mvnw -q package -DskipTests -pl bench -am

# shellcheck disable=SC2086 # several words
"$JAVA_HOME/bin/java" -cp "bench/target/classes:$(cat bench/target/classpath)" bluehub.bench.Report \
  $effort -prof gc -o bench/target/jmh.log "$@" >bench/target/jmh.md
cat bench/target/jmh.md
