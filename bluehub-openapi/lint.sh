#!/bin/sh
# Has others read the documents that the tests of this module write: Redocly, Spectral, swagger-parser, ajv.
# Needs npm; fetches the pinned readers into lint/node_modules at the first call.
# Exit status: 0 clean, 2 could not run, anything else: somebody does not take a document.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
documents=$here/target/documents

die() {
  echo "lint.sh: $*" >&2
  exit 2
}

main() {
  [ $# -eq 0 ] || die "found the argument '$1', expected none"
  command -v npm >/dev/null 2>&1 || die "found no npm, which fetches the linters. Install Node.js 20.19 or newer"
  [ -r "$documents/nasty.json" ] ||
    die "found no bluehub-openapi/target/documents. Make them by: ./mvnw test -pl bluehub-openapi -am"
  cd "$here/lint"
  npm install --no-package-lock --no-audit --no-fund --ignore-scripts --loglevel=error --silent ||
    die "npm could not fetch the linters that lint/package.json names; its log is in ~/.npm/_logs"
  status=0
  # Neither asks anybody whether there is a newer version, nor tells how it is used.
  REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true \
    node_modules/.bin/redocly lint --config redocly.yaml --format stylish --max-problems 1000 "$documents"/*.json \
    >"$documents/redocly.log" 2>&1 || { cat "$documents/redocly.log"; status=1; }
  node_modules/.bin/spectral lint --ruleset spectral.yaml --fail-severity error "$documents"/*.json "$documents"/*.yaml \
    >"$documents/spectral.log" 2>&1 || { cat "$documents/spectral.log"; status=1; }
  node check.mjs "$documents" || status=1
  [ "$status" -ne 0 ] || echo "bluehub-openapi: redocly and spectral found no error either"
  exit "$status"
}

main "$@"
