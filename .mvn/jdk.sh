# shellcheck shell=sh
# Finds a JDK of at least JDK_WANTED and exports JAVA_HOME; sourced by mvnw and apply.sh.
# A JDK tells its version in its file "release", so looking costs no process.

JDK_WANTED=25

# jdk_version DIR: the feature version of the JDK in DIR, or nothing where there is no JDK.
jdk_version() {
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

# jdk_of_path: the home of the javac on PATH, through its links.
jdk_of_path() {
  jdk_link=$(command -v javac 2>/dev/null) || return 0
  while [ -L "$jdk_link" ]; do
    jdk_next=$(readlink "$jdk_link")
    case $jdk_next in
      /*) jdk_link=$jdk_next ;;
      *) jdk_link=${jdk_link%/*}/$jdk_next ;;
    esac
  done
  printf '%s\n' "${jdk_link%/bin/javac}"
}

# jdk_candidates: homes in the order of preference, one a line.
jdk_candidates() {
  [ -z "${JAVA_HOME-}" ] || printf '%s\n' "$JAVA_HOME"
  jdk_of_path
  for jdk_home in /usr/lib/jvm/* /usr/java/* /usr/local/java/* /opt/java/* /opt/jdk* /opt/java* \
    /usr/local/openjdk-* "${HOME-}"/.sdkman/candidates/java/* "${HOME-}"/.jdks/* \
    "${HOME-}"/.gradle/jdks/* "${HOME-}"/.asdf/installs/java/* \
    "${HOME-}"/.local/share/mise/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /opt/homebrew/opt/openjdk* \
    /home/linuxbrew/.linuxbrew/opt/openjdk*; do
    printf '%s\n' "$jdk_home"
  done
}

# jdk_find: exports JAVA_HOME; the wanted version wins over a newer one. Returns 1 when none is there.
jdk_find() {
  jdk_newer=
  jdk_found=
  while IFS= read -r jdk_home; do
    jdk_feature=$(jdk_version "$jdk_home")
    if [ "${jdk_feature:-0}" -eq "$JDK_WANTED" ]; then
      jdk_found=$jdk_home
      break
    elif [ "${jdk_feature:-0}" -gt "$JDK_WANTED" ] && [ -z "$jdk_newer" ]; then
      jdk_newer=$jdk_home
    fi
  done <<CANDIDATES
$(jdk_candidates)
CANDIDATES
  jdk_found=${jdk_found:-$jdk_newer}
  [ -n "$jdk_found" ] || return 1
  JAVA_HOME=$jdk_found
  export JAVA_HOME
}

# jdk_missing: says what was looked for and what to do, on standard error.
jdk_missing() {
  cat >&2 <<MESSAGE
No JDK $JDK_WANTED was found: neither in JAVA_HOME (${JAVA_HOME:-not set}), nor as javac on PATH
($(command -v javac 2>/dev/null || echo none)), nor in the usual folders (/usr/lib/jvm, ~/.sdkman, ~/.jdks, ...).
Install one (for example https://adoptium.net/temurin/releases/?version=$JDK_WANTED) and set JAVA_HOME to it.
MESSAGE
}
