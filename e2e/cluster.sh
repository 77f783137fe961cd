#!/bin/bash
# The whole way on a real cluster that this script brings up and takes down: sh apply.sh, the answer through
# NodeIP:30005, bad input, a second run, restarts under load, a change in one module, a router with a new RPC, the
# tutorial's services (with Go), a lost registry pod, --delete; then the same in short on nodes whose NodePorts do not
# answer at localhost. Needs root, about 20 minutes, and a folder with up.sh and down.sh that make a one-node cluster at
# 10.250.0.2 with base images at 10.250.0.2:5001.
#   bash e2e/cluster.sh [CLUSTER]      (default: ../shared/cluster beside the project)
set -euo pipefail

here=$(cd -P "$(dirname "$0")" && pwd)
project=${here%/*}
# shellcheck source=e2e/check.sh
. "$here/check.sh"
# shellcheck source=.mvn/jdk.sh
. "$project/.mvn/jdk.sh"
jdk_find || { jdk_missing; exit 1; }

cluster=$(cd "${1:-$project/../shared/cluster}" && pwd)
node=10.250.0.2
base=http://$node:30005
hello=$base/v1/example/sayhello
export BLUEHUB_BASE_JRE=$node:5001/library/eclipse-temurin:25-jre
export BLUEHUB_BASE_NGINX=$node:5001/library/nginx:1.29-alpine

lab=${LAB:-/var/lib/k8slab}
# The cluster's own kubectl where the machine has none.
PATH=$PATH:$lab/bin

work=$(mktemp -d "${TMPDIR:-/tmp}/bluehub-cluster.XXXXXX")
copy=$work/copy
up=
run=
hidden=
hiding=(-d "$node" -p tcp -m multiport --dports "30000,30005" -j REJECT --reject-with tcp-reset)
finish() {
  local status=$?
  trap '' INT TERM HUP
  [ -z "$hidden" ] || show_node || :
  [ -z "$run" ] || kill "$run" 2>/dev/null || :
  [ -z "$up" ] || "$cluster/down.sh" || :
  rm -rf "$work"
  exit "$status"
}
trap finish EXIT
trap 'exit 130' INT TERM HUP

# A copy to build in and to change: only what git would hand to somebody else.
make_copy() {
  mkdir -p "$copy" "$work/tmp"
  git -C "$project" ls-files -z --cached --others --exclude-standard | tar -C "$project" --null -T - -cf - | tar -C "$copy" -xf -
}

# cluster_up [NAME=VALUE]: a fresh cluster; its lines have a mark of their own, so that they are no check's.
# What a run that was cut off has left of its cluster refuses the next one once: down.sh clears it away, then it is tried
# again.
cluster_up() {
  up=yes
  bring_up "$@" || {
    "$cluster/down.sh" | sed 's/^/# /'
    bring_up "$@"
  }
  # What it says it uses; the same place as in its README.
  export KUBECONFIG=$lab/kubeconfig
}
bring_up() { env "$@" "$cluster/up.sh" | sed 's/^/# /'; }

cluster_down() {
  "$cluster/down.sh" | sed 's/^/# /'
  up=
}

# apply ARGUMENT...: runs the copy's apply.sh; its output is $work/out, its exit status $status.
apply() {
  # In the background, for a shell acts on a signal at once only while it waits.
  TMPDIR=$work/tmp sh "$copy/apply.sh" "$@" >"$work/out" 2>&1 </dev/null &
  run=$!
  status=0
  wait "$run" || status=$?
  run=
}

succeeds() { is "the exit status" "$status" 0 || { cat "$work/out"; return 1; }; }
# running: our pods, one a line: name, uid, phase, ready, restarts, image.
running() {
  kubectl get pods --selector app.kubernetes.io/part-of=bluehub --sort-by=.metadata.name -o \
    'jsonpath={range .items[*]}{.metadata.name} {.metadata.uid} {.status.phase} {.status.containerStatuses[*].ready} {.status.containerStatuses[*].restartCount} {.spec.containers[*].image}{"\n"}{end}'
}
# pod_of APP: the uids of its pods.
pod_of() { kubectl get pods --selector "app=$1" -o 'jsonpath={.items[*].metadata.uid}'; }
only_four_run() {
  running
  is "the number of pods" "$(running | wc -l)" 4 && is "those that do not run" "$(running | grep -v ' Running true 0 ')" ""
}
# images_are_ours: every image but the registry's comes from the registry in the cluster, by digest.
images_are_ours() {
  running
  is "the number of images from the registry" "$(running | grep -cE ' localhost:30000/bluehub/(router|gateway|nginx)@sha256:[0-9a-f]{64}$')" 3 &&
    is "the others" "$(running | grep -v ' localhost:30000/bluehub/' | sed 's/-.*//' | sort -u)" private
}
start_from_caches() {
  local app
  for app in bluehub-router bluehub-gateway; do
    kubectl exec "deployment/$app-deployment" -- grep -q /app/app.aot /proc/1/maps || return 1
  done
}
services_are() {
  kubectl get services --selector app.kubernetes.io/part-of=bluehub --no-headers | awk '{ print $1, $2, $5 }' | sort >"$work/services"
  diff - "$work/services" <<'TABLE'
bluehub-gateway-service ClusterIP 10000/TCP
bluehub-router-service ClusterIP 10001/TCP
nginx-service NodePort 80:30005/TCP
private-registry-service NodePort 10002:30000/TCP
TABLE
}

answers() { is "the answer" "$(curl -sS --max-time 10 "$1")" "$2"; }
# gives CODE CURL-ARGUMENT...: the HTTP status, and a body that is google.rpc.Status as JSON without a stack trace.
gives() {
  is "the HTTP status" "$(curl -sS --max-time 20 -D "$work/headers" -o "$work/body" -w '%{http_code}' "${@:2}")" "$1" || {
    cat "$work/body"
    return 1
  }
  if ! grep -q '"code":.*"message":' "$work/body" || grep -Eq 'Exception|at [a-z]+\.[a-z.]+\(' "$work/body"; then
    echo "expected an error of the usual form, found:"
    cat "$work/body"
    return 1
  fi
}
body_has() { says "$work/body" "$1"; }

first_run() {
  apply
  check "first run: succeeds" succeeds
  check "first run: prints the answer" says "$work/out" '{"message":"Hello hirasawa"}'
  check "first run: prints the URL" says "$work/out" "$hello/hirasawa"
  check "first run: four pods run" only_four_run
  check "first run: every image but the registry's is from localhost:30000/bluehub, by digest" images_are_ours
  check "first run: the services are those of the README" services_are
  check "first run: router and gateway start from their AOT caches" start_from_caches
  check "first run: leaves no temporary file" is "what is left" "$(ls "$work/tmp")" ""
  check "a browser's URL answers" answers "$hello/hirasawa" '{"message":"Hello hirasawa"}'
  check "any Unicode name works" answers "$hello/%E5%B9%B3%E6%B2%A2" '{"message":"Hello 平沢"}'
  check "the pods are those of the namespace that kubectl is in" is "other namespaces' pods" \
    "$(kubectl get pods --all-namespaces --selector app.kubernetes.io/part-of=bluehub --no-headers | grep -vc '^default ')" 0
}

bad_input() {
  check "no name: 404" gives 404 "$hello/"
  check "an unknown path: 404" gives 404 "$base/nowhere"
  check "the management port is not behind nginx: 404" gives 404 "$base/actuator/health"
  check "POST on a GET route: 405" gives 405 -X POST "$hello/hirasawa"
  check "POST on a GET route: Allow" grep -Eiq '^allow:.*GET' "$work/headers"
  check "%zz in the path: 400" gives 400 "$hello/%zz"
  check "bad UTF-8 in the path: 400" gives 400 "$hello/%ff%fe"
  check "a body that is no JSON: 400" gives 400 -H 'Content-Type: application/json' -d '{"cards": [,' "$base/v1/example/cards"
  check "an unknown field: 400" gives 400 -H 'Content-Type: application/json' -d '{"colour": 1}' "$base/v1/example/cards"
  check "an unknown field: its path" body_has colour
  check "a huge body: 413" gives 413 -H 'Content-Type: application/json' --data-binary "@$work/huge" "$base/v1/example/cards"
  check "huge headers: 431" gives 431 -H "X-Huge: $(head -c 40000 /dev/zero | tr '\0' a)" "$hello/hirasawa"
  check "an over-long name: 400 of the service itself" gives 400 "$hello/$(head -c 2000 /dev/zero | tr '\0' a)"
  check "after all that it answers, and nothing has restarted" only_four_run
  check "after all that the URL answers" answers "$hello/hirasawa" '{"message":"Hello hirasawa"}'
}

router_down() {
  kubectl scale deployment/bluehub-router-deployment --replicas=0 >/dev/null
  kubectl wait --for=delete pod --selector app=bluehub-router --timeout=120s >/dev/null 2>&1 || :
  check "router down: 503" soon 30 gives 503 "$hello/hirasawa"
  kubectl scale deployment/bluehub-router-deployment --replicas=1 >/dev/null
  check "router back: answers by itself" soon 180 answers "$hello/hirasawa" '{"message":"Hello hirasawa"}'
}

second_run() {
  local app before
  for app in bluehub-router bluehub-gateway; do
    kubectl rollout status "deployment/$app-deployment" --timeout=120s >/dev/null
  done
  before=$(running)
  apply
  check "second run: succeeds" succeeds
  check "second run: every object is unchanged" is "changed objects" "$(grep -E ' (created|configured)$' "$work/out" || :)" ""
  check "second run: the same pods, none restarted" is "the pods" "$(running)" "$before"
}

# rolling_restarts: each program is restarted while requests come at a steady rate; none of them may fail.
rolling_restarts() {
  local app load
  for app in bluehub-router bluehub-gateway nginx; do
    rm -f "$work/stop"
    "$JAVA_HOME/bin/java" "$here/SteadyLoad.java" "$hello/hirasawa" 500 32 300 "$work/stop" >"$work/load" 2>&1 &
    load=$!
    soon 30 connected || :
    kubectl rollout restart "deployment/$app-deployment" >/dev/null
    check "$app restarted under load: comes back" kubectl rollout status "deployment/$app-deployment" --timeout=180s
    # The old pod is still on its way out.
    check "$app restarted under load: the old pod ends" soon 90 only_one "$app"
    touch "$work/stop"
    wait "$load" || :
    printf '# %s restarted at 500 requests a second: %s\n' "$app" "$(tail -n 1 "$work/load")"
    check "$app restarted under load: no request failed" says "$work/load" " requests, 0 failed"
  done
}
# connected: the load has begun.
connected() { [ "$(ss -Hnt dst "$node:30005" | wc -l)" -ge 32 ]; }
only_one() { [ "$(pod_of "$1" | wc -w)" -eq 1 ]; }

one_module_changed() {
  local gateway router registry nginx
  gateway=$(pod_of bluehub-gateway) router=$(pod_of bluehub-router) registry=$(pod_of private-registry) nginx=$(pod_of nginx)
  printf '# changed\n' >>"$copy/nginx/src/main/jib/etc/nginx/nginx.conf"
  apply
  check "nginx changed: succeeds" succeeds
  soon 90 only_one nginx || :
  check "nginx changed: nginx is rolled" test "$(pod_of nginx)" != "$nginx"
  check "nginx changed: gateway, router and registry are not" is "the pods" \
    "$(pod_of bluehub-gateway) $(pod_of bluehub-router) $(pod_of private-registry)" "$gateway $router $registry"
}

# pulls NAME: the node takes bluehub/NAME from the registry anew, with nothing of it left on the node.
pulls() {
  local image
  image=$(kubectl get deployments -o 'jsonpath={.items[*].spec.template.spec.containers[*].image}' | tr ' ' '\n' | grep "/bluehub/$1@")
  ctr -a "$lab/run/containerd.sock" -n k8s.io images ls -q | grep "^localhost:30000/bluehub/$1@" |
    xargs -r ctr -a "$lab/run/containerd.sock" -n k8s.io images rm
  kubectl run "pull-$1" --image="$image" --image-pull-policy=Always --restart=Never --command -- /bin/sh -c true >/dev/null
  soon 60 has_ended "pull-$1" || {
    kubectl describe pod "pull-$1" | tail -n 12
    return 1
  }
  kubectl delete pod "pull-$1" --grace-period=1 >/dev/null
}
has_ended() { [ "$(kubectl get pod "$1" -o 'jsonpath={.status.phase}')" = Succeeded ]; }

# router_with_rpc: a router that has one RPC more goes to the registry and into its deployment; nothing else is touched.
router_with_rpc() {
  local gateway digest proto=proto/src/main/proto/bluehub/example/v1/hello_world.proto
  local service=bluehub-router/src/main/java/bluehub/router/greeting/HelloWorldService.java
  gateway=$(pod_of bluehub-gateway)
  check "a new RPC: 404 before" gives 404 "$base/v1/example/saybye/hirasawa"
  sed -i 's|^  // Orders greeting cards.*|  // Takes leave.\n  rpc SayBye(SayHelloRequest) returns (SayHelloResponse) {\n    option (google.api.http) = {get: "/v1/example/saybye/{name}"};\n  }\n\n&|' \
    "$copy/$proto"
  sed -i '0,/^  @Override$/s||  @Override\n  public void sayBye(SayHelloRequest request, StreamObserver<SayHelloResponse> answer) {\n    reply(RequestRules.of(request), answer, () -> SayHelloResponse.newBuilder().setMessage("Bye " + request.getName()).build());\n  }\n\n&|' \
    "$copy/$service"
  sh "$copy/mvnw" -q -B -f "$copy/pom.xml" -pl bluehub-router -am -DskipTests package \
    com.google.cloud.tools:jib-maven-plugin:build -Dimage.registry="$node:30000" -Dimage.platforms=linux/amd64 \
    -Dbase.jre="$BLUEHUB_BASE_JRE" >"$work/out" 2>&1 || { tail -n 30 "$work/out"; check "a new RPC: its router is built" false; return; }
  cp "$project/$proto" "$copy/$proto"
  cp "$project/$service" "$copy/$service"
  digest=$(cat "$copy/bluehub-router/target/jib-image.digest")
  kubectl set image deployment/bluehub-router-deployment "bluehub-router=localhost:30000/bluehub/router@$digest" >/dev/null
  kubectl rollout status deployment/bluehub-router-deployment --timeout=180s >/dev/null
  check "a new RPC: answers through the gateway that was there" soon 60 answers "$base/v1/example/saybye/hirasawa" '{"message":"Bye hirasawa"}'
  check "a new RPC: the API's document has it" says_url "$base/openapi.json" /v1/example/saybye/
  check "a new RPC: the gateway's pod is the same" is "the pod" "$(pod_of bluehub-gateway)" "$gateway"
  check "a new RPC: the log tells the difference" log_says bluehub-gateway SayBye
}
says_url() { curl -sS --max-time 20 "$1" | grep -qF -- "$2"; }
log_says() { kubectl logs "deployment/$1-deployment" | grep -qF -- "$2"; }

# own_services: the tutorial, docs/your-own-service.md, with the node's addresses for a port-forward's.
own_services() {
  if ! command -v go >/dev/null 2>&1; then
    echo "# the tutorial's services: left out, there is no go"
    return
  fi
  go_image library .
  go_image greeter google.golang.org/grpc/examples/features/reflection/server
  kubectl apply -f "$copy/examples/library/library.yaml" -f "$copy/examples/greeter/greeter.yaml" >/dev/null
  kubectl set env deployment/bluehub-gateway-deployment BLUEHUB_UPSTREAMS_LIBRARY_TARGET=dns:///library-service:50051 >/dev/null
  kubectl rollout status deployment/bluehub-gateway-deployment --timeout=180s >/dev/null
  check "a service of one's own: answers" soon 60 answers "$base/v1/shelves/novels/books/botchan" \
    '{"name":"shelves/novels/books/botchan","title":"Botchan","author":"Natsume Soseki","pages":224}'
  check "a service of one's own: streams" says_url "$base/v1/shelves/novels/books" '"Kokoro"'
  check "a service of one's own: its errors have their status" gives 404 "$base/v1/shelves/novels/books/none"
  check "a service of one's own: the sample still answers" answers "$hello/hirasawa" '{"message":"Hello hirasawa"}'
  check "a service of one's own: it is in the API's document" says_url "$base/openapi.json" example.library.v1.Library/GetBook
  kubectl create configmap bluehub-gateway-config --from-file="$copy/examples/greeter/application.yaml" \
    --from-file="$copy/examples/greeter/rules.yaml" >/dev/null
  kubectl rollout restart deployment/bluehub-gateway-deployment >/dev/null
  kubectl rollout status deployment/bluehub-gateway-deployment --timeout=180s >/dev/null
  check "protos that nobody can annotate: rules in YAML answer" soon 60 answers "$base/v1/greetings/hirasawa" '{"message":"Hello hirasawa"}'
  check "protos that nobody can annotate: their additional bindings, too" answers_post "$base/v1/greetings" \
    '{"name":"yui"}' '{"message":"Hello yui"}'
  kubectl delete configmap bluehub-gateway-config >/dev/null
  kubectl set env deployment/bluehub-gateway-deployment BLUEHUB_UPSTREAMS_LIBRARY_TARGET- >/dev/null
  kubectl delete -f "$copy/examples/library/library.yaml" -f "$copy/examples/greeter/greeter.yaml" --wait=false >/dev/null
  kubectl rollout status deployment/bluehub-gateway-deployment --timeout=180s >/dev/null
  soon 90 only_one bluehub-gateway || :
}
answers_post() { is "the answer" "$(curl -sS --max-time 10 -H 'Content-Type: application/json' -d "$2" "$1")" "$3"; }
# go_image NAME PACKAGE: builds an example by ko and pushes it.
go_image() {
  (cd "$copy/examples/$1" && GOFLAGS=-mod=mod KO_DOCKER_REPO=$node:30000/$1 KO_DEFAULTBASEIMAGE=$BLUEHUB_BASE_NGINX \
    go run github.com/google/ko@v0.19.1 build --bare --sbom none --insecure-registry "$2") >"$work/out" 2>&1 ||
    { tail -n 30 "$work/out"; check "examples/$1: its image is built and pushed" false; }
}

registry_lost() {
  kubectl delete pod --selector app=private-registry >/dev/null
  kubectl rollout status deployment/private-registry-deployment --timeout=120s >/dev/null
  soon 30 curl -fsS -o /dev/null "http://$node:30000/v2/"
  for name in router gateway nginx; do check "registry pod deleted: bluehub/$name is still pulled" pulls "$name"; done
}

deleted() {
  kubectl create configmap somebody-elses >/dev/null
  apply --delete
  check "--delete: succeeds" succeeds
  check "--delete: nothing of ours is left" is "what is left" \
    "$(kubectl get all,pvc,configmaps,networkpolicies --selector app.kubernetes.io/part-of=bluehub -o name 2>&1)" ""
  check "--delete: others' objects are left alone" kubectl get configmap/somebody-elses service/kubernetes
  apply --delete
  check "--delete again: succeeds" succeeds
}

# hide_node: no NodePort answers from here any more, as with kind or Docker's driver on a Mac; show_node ends that.
hide_node() {
  iptables -I OUTPUT "${hiding[@]}"
  hidden=yes
}
show_node() {
  iptables -D OUTPUT "${hiding[@]}"
  hidden=
}

no_loopback() {
  local before
  apply
  check "no NodePort at localhost: succeeds" succeeds
  check "no NodePort at localhost: finds out and says so" says "$work/out" "a pull was refused there"
  check "no NodePort at localhost: prints the answer" says "$work/out" '{"message":"Hello hirasawa"}'
  check "no NodePort at localhost: the URL answers" answers "$hello/hirasawa" '{"message":"Hello hirasawa"}'
  before=$(running)
  apply
  check "no NodePort at localhost, second run: succeeds" succeeds
  check "no NodePort at localhost, second run: the same pods" is "the pods" "$(running)" "$before"
  hide_node
  apply
  show_node
  check "a node hidden from here: succeeds" succeeds
  check "a node hidden from here: pushes through a port-forward" says "$work/out" "private-registry-service is localhost:"
  check "a node hidden from here: prints the answer" says "$work/out" '{"message":"Hello hirasawa"}'
  check "a node hidden from here: says how to open the page" says "$work/out" "port-forward service/nginx-service 30005:80"
  check "a node hidden from here: the same pods" is "the pods" "$(running)" "$before"
  apply --delete
  check "no NodePort at localhost, --delete: nothing of ours is left" is "what is left" \
    "$(kubectl get all,pvc --selector app.kubernetes.io/part-of=bluehub -o name 2>&1)" ""
}

main() {
  make_copy
  head -c 6000000 /dev/zero | tr '\0' ' ' >"$work/huge"
  cluster_up
  first_run
  # All that follows needs what this was to bring up.
  [ "$failed" -eq 0 ] || { summary; return 1; }
  bad_input
  router_down
  second_run
  rolling_restarts
  one_module_changed
  router_with_rpc
  own_services
  registry_lost
  deleted
  cluster_down
  cluster_up LOOPBACK=0
  no_loopback
  cluster_down
  summary
}

main "$@"
