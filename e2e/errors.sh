#!/bin/sh
# How apply.sh behaves when something is missing, taken or broken: in a copy of the project, against a kubectl
# that only pretends (fake-kubectl.sh) and a build that only pretends. Needs a JDK 25; takes about a minute.
#   sh e2e/errors.sh
set -eu

here=$(cd -P "$(dirname "$0")" && pwd)
project=${here%/*}
# shellcheck source=e2e/check.sh
. "$here/check.sh"
# shellcheck source=.mvn/jdk.sh
. "$project/.mvn/jdk.sh"

work=$(mktemp -d "${TMPDIR:-/tmp}/bluehub-errors.XXXXXX")
server=
finish() {
  status=$?
  [ -z "$server" ] || kill "$server" 2>/dev/null || :
  rm -rf "$work"
  exit "$status"
}
trap finish EXIT
trap 'exit 130' INT TERM HUP

# The tools of this machine but for kubectl, nginx, curl and wget; then the same with the kubectl that pretends.
make_paths() {
  mkdir "$work/tools" "$work/fake" "$work/tmp"
  for folder in /bin /usr/bin /sbin /usr/sbin; do
    for tool in "$folder"/*; do [ -e "$work/tools/${tool##*/}" ] || ln -s "$tool" "$work/tools/${tool##*/}"; done
  done
  rm -f "$work/tools/kubectl" "$work/tools/nginx" "$work/tools/curl" "$work/tools/wget"
  cp "$here/fake-kubectl.sh" "$work/fake/kubectl"
  chmod 755 "$work/fake/kubectl"
}

# The project with a build that pretends: it leaves digests, or fails in the way that FAKE_BUILD names.
make_copy() {
  mkdir "$work/copy"
  cp -R "$project/apply.sh" "$project/.apply" "$project/.mvn" "$project/k8s" "$work/copy"
  sed -i.before 's/^stuck_limit=.*/stuck_limit=2/' "$work/copy/.apply/rollout.sh"
  cat >"$work/copy/mvnw" <<'MVNW'
#!/bin/sh
cd "$(dirname "$0")"
echo build >>builds
case ${FAKE_BUILD-} in
  broken-once)
    if [ "$(wc -l <builds)" -eq 1 ]; then
      echo "[ERROR] Failed to execute goal: I/O error for image [localhost:$FAKE_FORWARD/bluehub/router]: Connection reset" && exit 1
    fi
    ;;
  refused) echo "[ERROR] Failed to execute goal: I/O error for image [localhost:$FAKE_FORWARD/bluehub/router]: Connection refused" && exit 1 ;;
  base) echo "[ERROR] Failed to execute goal: I/O error for image [registry-1.docker.io/library/nginx]: unknown host" && exit 1 ;;
  slow) echo $$ >slow.pid && exec sleep 300 ;;
  sources) echo "[ERROR] COMPILATION ERROR :" && exit 1 ;;
esac
for module in bluehub-router bluehub-gateway nginx; do
  mkdir -p $module/target
  printf '{"imageId":"sha256:1"}' >$module/target/jib-image.json
  printf sha256:%s $module >$module/target/jib-image.digest
done
MVNW
}

# apply NAME=VALUE... -- ARGUMENT...: runs the copy; its output is $work/out, its exit status $status.
apply() {
  status=0
  : >"$work/calls"
  rm -f "$work/copy/builds"
  settings="FAKE=fine FAKE_CALLS=$work/calls FAKE_FORWARD=${registry:-9} TMPDIR=$work/tmp PATH=$work/fake:$work/tools"
  while [ "$1" != -- ]; do
    settings="$settings $1"
    shift
  done
  shift
  # shellcheck disable=SC2086 # settings hold no spaces
  env $settings sh "$work/copy/apply.sh" "$@" >"$work/out" 2>&1 </dev/null || status=$?
}

ends_with() { is "the exit status" "$status" "$1" || { cat "$work/out"; return 1; }; }
left_nothing() { is "what is left in TMPDIR" "$(ls "$work/tmp")" ""; }
# changed_nothing: no call that changes a cluster.
changed_nothing() {
  ! grep -E '(apply|delete|create|patch|scale|edit|replace|annotate|label|set|rollout restart)( |$)' "$work/calls" | grep -v -e --dry-run
}
# fails NAME TEXT...: status 1, nothing left behind, and each TEXT said.
fails() {
  name=$1
  shift
  check "$name: exit status 1" ends_with 1
  for text in "$@"; do check "$name: says \"$text\"" says "$work/out" "$text"; done
  check "$name: leaves no temporary file" left_nothing
}

options_are_checked() {
  apply -- --help
  check "--help: exit status 0" ends_with 0
  for option in --local --delete --dry-run --overlay --timeout --base-jre --base-nginx --registry-image --platforms --no-aot; do
    check "--help: names $option" says "$work/out" " $option"
  done
  apply -- --colour
  check "unknown option: exit status 2" ends_with 2
  check "unknown option: says which" says "$work/out" "--colour"
  apply -- here
  check "unknown argument: exit status 2" ends_with 2
  apply -- --overlay
  check "option without its value: exit status 2" ends_with 2
  apply -- --timeout soon
  check "--timeout with a word: exit status 2" ends_with 2
  apply -- --overlay "$work/tmp"
  fails "--overlay without a kustomization" "has no kustomization.yaml"
}

tools_are_checked() {
  sed -i.before 's/^JDK_WANTED=.*/JDK_WANTED=99/' "$work/copy/.mvn/jdk.sh"
  apply --
  fails "no JDK" "No JDK 99 was found" "JAVA_HOME"
  mv "$work/copy/.mvn/jdk.sh.before" "$work/copy/.mvn/jdk.sh"
  apply "PATH=$work/tools" --
  fails "no kubectl" "kubectl is not on PATH" "sh apply.sh --local"
  apply FAKE=no-cluster --
  fails "no cluster" "minikube start" "sh apply.sh --local" "was refused"
  apply FAKE=no-cluster -- --delete
  fails "--delete without a cluster" "minikube start"
}

cluster_is_checked() {
  apply FAKE=port-taken --
  fails "NodePort taken" "NodePort 30005" "service storefront of the namespace shop"
  check "NodePort taken: nothing is changed" changed_nothing
  apply FAKE=other-namespace --
  fails "BlueHub in another namespace" "NodePort 30000" "--namespace=elsewhere" "--delete"
  apply FAKE=not-ours --
  fails "somebody else's nginx-deployment" "Deployment nginx-deployment that is not BlueHub's" "create namespace"
  check "somebody else's nginx-deployment: nothing is changed" changed_nothing
  apply FAKE=port-refused --
  fails "NodePort refused by the API server" "already allocated" "get services --all-namespaces"
  apply FAKE=no-storage -- --dry-run
  check "no default StorageClass: says what follows" says "$work/out" "no default StorageClass"
  apply FAKE=nftables -- --dry-run
  check "kube-proxy in nftables mode: says what follows" says "$work/out" "nftables mode"
}

dry_run_changes_nothing() {
  apply -- --dry-run
  check "--dry-run: exit status 0" ends_with 0
  check "--dry-run: takes the platforms from the nodes, each once" says "$work/out" "for linux/amd64,linux/arm64,"
  check "--dry-run: says what the cluster would do" says "$work/out" "nginx-deployment created (server dry run)"
  check "--dry-run: changes nothing in the cluster" changed_nothing
  check "--dry-run: builds nothing" test ! -e "$work/copy/target"
  check "--dry-run: leaves no temporary file" left_nothing
  apply -- --delete --dry-run
  check "--delete --dry-run: exit status 0" ends_with 0
  check "--delete --dry-run: changes nothing" changed_nothing
  apply -- --local --dry-run
  check "--local --dry-run: exit status 0" ends_with 0
  check "--local --dry-run: says that nginx is missing" says "$work/out" "nginx is not on PATH"
}

delete_takes_only_ours() {
  apply -- --delete
  check "--delete: exit status 0" ends_with 0
  grep 'delete ' "$work/calls" >"$work/deletes"
  check "--delete: names nothing but our label" says "$work/deletes" "--selector app.kubernetes.io/part-of=bluehub"
  check "--delete: one call" is "the number of calls" "$(wc -l <"$work/deletes" | tr -d ' ')" 1
}

# A server that answers /v2/ stands for the registry behind the port-forward.
serve_registry() {
  mkdir -p "$work/www/v2"
  "$JAVA_HOME/bin/jwebserver" -b 127.0.0.1 -p 0 -d "$work/www" >"$work/server" 2>&1 &
  server=$!
  soon 20 grep -q 'port [0-9]' "$work/server"
  registry=$(sed -n 's/.* port \([0-9]*\).*/\1/p' "$work/server" | head -n 1)
}

build_failures_are_told() {
  sed -i.before 's/^  if ! fetch 30/  if ! fetch 1/' "$work/copy/.apply/images.sh"
  apply FAKE_FORWARD=9 --
  fails "registry out of reach" "does not answer through the port-forward" "the last words of the program"
  apply FAKE_BUILD=refused --
  fails "push refused" "The push was refused" "logs deployment/private-registry-deployment"
  check "push refused: five tries" is "the number of builds" "$(wc -l <"$work/copy/builds" | tr -d ' ')" 5
  apply FAKE_BUILD=base --
  fails "base image out of reach" "A base image could not be pulled" "--base-jre"
  apply FAKE_BUILD=sources --
  fails "sources that do not compile" "do not compile"
  check "sources that do not compile: one try" is "the number of builds" "$(wc -l <"$work/copy/builds" | tr -d ' ')" 1
}

rollout_failures_are_told() {
  apply FAKE=registry-stuck -- --timeout 2
  fails "stuck rollout" "was not ready after 2 seconds" "Insufficient memory" "the last words of the program" "No node has room"
  apply FAKE=registry-image --
  fails "registry image out of reach" "ImagePullBackOff" "no such host" "--registry-image"
  apply FAKE=image-gone --
  fails "image that the node cannot pull" "does not get beyond ImagePullBackOff" "not found" "localhost:30000"
}

answer_is_proved() {
  mkdir -p "$work/www/v1/example/sayhello"
  printf '{"message":"Hello hirasawa"}' >"$work/www/v1/example/sayhello/hirasawa"
  apply FAKE_NODE=127.0.0.1 "FAKE_NODE_PORT=$registry" --
  check "whole run: exit status 0" ends_with 0
  check "whole run: pins the images" says "$work/out" "bluehub/router@sha256:bluehub-router"
  check "whole run: prints the URL" says "$work/out" "http://127.0.0.1:$registry/v1/example/sayhello/hirasawa"
  check "whole run: prints the answer" says "$work/out" '{"message":"Hello hirasawa"}'
  check "whole run: leaves no temporary file" left_nothing
  apply JAVA_TOOL_OPTIONS=-Dsome=thing FAKE_NODE=127.0.0.1 "FAKE_NODE_PORT=$registry" --
  check "JAVA_TOOL_OPTIONS is set: exit status 0" ends_with 0
  # Of the addresses that RFC 5737 keeps for documents: nobody is there.
  apply FAKE_NODE=192.0.2.1 --
  check "NodeIP out of reach: exit status 0" ends_with 0
  check "NodeIP out of reach: says so" says "$work/out" "cannot be reached from here"
  check "NodeIP out of reach: prints the command that opens the page" says "$work/out" \
    "kubectl --namespace default port-forward service/nginx-service 30005:80"
  check "NodeIP out of reach: prints the answer" says "$work/out" '{"message":"Hello hirasawa"}'
  apply FAKE_BUILD=broken-once --
  check "a connection to the registry that breaks: exit status 0" ends_with 0
  check "a connection to the registry that breaks: says so" says "$work/out" "The way to the registry broke off; once more."
  check "a connection to the registry that breaks: two tries" is "the number of builds" "$(wc -l <"$work/copy/builds" | tr -d ' ')" 2
  printf '{"message":"Hello nobody"}' >"$work/www/v1/example/sayhello/hirasawa"
  apply FAKE_NODE=127.0.0.1 "FAKE_NODE_PORT=$registry" --
  fails "another answer" '{"message":"Hello nobody"}' "expected"
  printf '{"message":"Hello hirasawa"}' >"$work/www/v1/example/sayhello/hirasawa"
}

build_has_ended() { ! kill -0 "$(cat "$work/copy/slow.pid")"; }

# The builds leave no images here, so there is nothing to train on.
aot_caches_are_no_condition() {
  # shellcheck source=.apply/aot.sh
  machine=$(. "$work/copy/.apply/aot.sh" && aot_platform)
  apply FAKE_NODE=127.0.0.1 "FAKE_NODE_PORT=$registry" --
  check "images for another machine: says that they get no AOT caches" says "$work/out" "without AOT caches: images for linux/amd64,linux/arm64"
  apply FAKE_NODE=127.0.0.1 "FAKE_NODE_PORT=$registry" -- --platforms "$machine"
  check "AOT training fails: exit status 0" ends_with 0
  check "AOT training fails: says why" says "$work/out" "The images get no AOT caches, so pods start slowly: tar could not read"
  check "AOT training fails: leaves no temporary file" left_nothing
  apply FAKE_NODE=127.0.0.1 "FAKE_NODE_PORT=$registry" -- --platforms "$machine" --no-aot
  check "--no-aot: exit status 0" ends_with 0
  check "--no-aot: one build" is "the number of builds" "$(wc -l <"$work/copy/builds" | tr -d ' ')" 1
}

# A signal in the middle of a build ends the build, too, and at once.
signals_are_heeded() {
  FAKE_BUILD=slow FAKE=fine FAKE_CALLS=$work/calls FAKE_FORWARD=$registry TMPDIR=$work/tmp \
    PATH=$work/fake:$work/tools sh "$work/copy/apply.sh" >"$work/out" 2>&1 </dev/null &
  run=$!
  soon 60 test -s "$work/copy/slow.pid"
  kill -TERM "$run"
  status=0
  wait "$run" || status=$?
  check "TERM during a build: exit status 143" ends_with 143
  check "TERM during a build: the build has ended" build_has_ended
  check "TERM during a build: leaves no temporary file" left_nothing
}

local_ports_are_checked() {
  "$JAVA_HOME/bin/jwebserver" -b 127.0.0.1 -p 10090 -d "$work/www" >"$work/holder" 2>&1 &
  holder=$!
  soon 20 grep -q 'port [0-9]' "$work/holder"
  apply -- --local
  kill "$holder"
  wait "$holder" 2>/dev/null || :
  fails "--local with a port taken" "10090 by"
}

main() {
  jdk_find || { jdk_missing; exit 1; }
  make_paths
  make_copy
  options_are_checked
  tools_are_checked
  cluster_is_checked
  dry_run_changes_nothing
  delete_takes_only_ours
  serve_registry
  build_failures_are_told
  rollout_failures_are_told
  answer_is_proved
  aot_caches_are_no_condition
  signals_are_heeded
  local_ports_are_checked
  summary
}

main "$@"
