#!/bin/sh
# Runs the JMH benchmarks of the engine and prints their table; everything after the name is JMH's:
#   sh bench/jmh.sh                          all, about an hour
#   sh bench/jmh.sh Codec -f 1 -prof gc      the codecs alone, one fork, with bytes allocated per call
#   sh bench/jmh.sh Route
set -eu

here=$(cd "$(dirname "$0")/.." && pwd)
# shellcheck source=.mvn/jdk.sh
. "$here/.mvn/jdk.sh"
jdk_find || { jdk_missing; exit 1; }
cd "$here"
./mvnw -q package -DskipTests -pl bench -am
exec "$JAVA_HOME/bin/java" -cp "bench/target/classes:$(cat bench/target/classpath)" org.openjdk.jmh.Main "$@"
