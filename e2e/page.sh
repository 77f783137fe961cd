#!/bin/sh
# Uses the gateway's page as people do: in headless Chromium, with the gateway and the sample service behind it as
# processes on loopback. Needs npm (Node.js 20), Chromium and a JDK 25; builds the jars where that has not been done.
#   sh e2e/page.sh
# Without npm or Chromium it is left out with one line; with CI=true that is a failure.
set -eu

here=$(cd -P "$(dirname "$0")" && pwd)
project=${here%/*}
# shellcheck source=.mvn/jdk.sh
. "$project/.mvn/jdk.sh"

# missing WHAT: a tool that is not there.
missing() {
  if [ "${CI-}" = true ]; then
    echo "page.sh: found no $1" >&2
    exit 2
  fi
  echo "page.sh: left out, there is no $1"
  echo "0 passed, 0 failed"
  exit 0
}

browser() {
  for name in chromium chromium-browser google-chrome-stable google-chrome; do
    if command -v "$name" 2>/dev/null; then return; fi
  done
}

# jar MODULE: its executable jar.
jar() {
  for each in "$project/$1/target/$1"-*.jar; do
    case $each in *-sources.jar | *-javadoc.jar | *-tests.jar | *-plain.jar) continue ;; esac
    if [ -e "$each" ]; then printf '%s\n' "$each"; fi
    return 0
  done
}

main() {
  command -v npm >/dev/null 2>&1 || missing npm
  command -v curl >/dev/null 2>&1 || missing curl
  BROWSER_PATH=${BROWSER_PATH:-$(browser)}
  [ -n "$BROWSER_PATH" ] || missing Chromium
  jdk_find || jdk_missing
  if [ -z "$(jar bluehub-gateway)" ] || [ -z "$(jar bluehub-router)" ]; then
    sh "$project/mvnw" -q -B -f "$project/pom.xml" -pl bluehub-gateway,bluehub-router -am -DskipTests package
  fi
  cd "$here/page"
  npm install --no-package-lock --no-audit --no-fund --ignore-scripts --loglevel=error --silent
  GATEWAY_JAR=$(jar bluehub-gateway)
  ROUTER_JAR=$(jar bluehub-router)
  export BROWSER_PATH GATEWAY_JAR ROUTER_JAR JAVA_HOME
  exec node page.mjs
}

main "$@"
