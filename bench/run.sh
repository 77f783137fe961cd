#!/bin/sh
# Compares BlueHub with other gateways under load, side by side in one run; bench/README.md tells how.
#   bench/run.sh            the whole table, into bench/results/
#   bench/run.sh --quick    two cases in under four minutes, ending with ratios
#   bench/run.sh --help     the options
set -eu

here=$(cd "$(dirname "$0")/.." && pwd)
# shellcheck source=.mvn/jdk.sh
. "$here/.mvn/jdk.sh"
jdk_find || { jdk_missing; exit 1; }
command -v python3 >/dev/null || { echo 'python3 is not on PATH; apt-get install python3 python3-venv' >&2; exit 1; }
exec python3 -B "$here/bench/load" "$@"
