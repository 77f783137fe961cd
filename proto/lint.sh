#!/bin/sh
# Lints the API contract with buf: the descriptor set that the build made, so exactly what is served.
# Needs npm; fetches the pinned buf into node_modules at the first call.
# Exit status: 0 clean, 2 could not run, anything else: the contract breaks a rule.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
descriptors=target/classes/META-INF/bluehub/example.binpb

die() {
  echo "lint.sh: $*" >&2
  exit 2
}

main() {
  [ $# -eq 0 ] || die "found the argument '$1', expected none: the rules are in proto/buf.yaml"
  cd "$here"
  command -v npm >/dev/null 2>&1 || die "found no npm, which fetches the linter. Install Node.js 20 or newer"
  [ -r "$descriptors" ] || die "found no proto/$descriptors. Make it by: ./mvnw -pl proto process-resources"
  npm install --no-package-lock --no-audit --no-fund --ignore-scripts --loglevel=error --silent ||
    die "npm could not fetch the linter that proto/package.json names; its log is in ~/.npm/_logs"
  node_modules/.bin/buf lint "$descriptors" --path bluehub
  echo "proto: buf found nothing to complain about"
}

main "$@"
