#!/bin/sh
# Stands in for kubectl in errors.sh: answers as a cluster in the state that FAKE names, and writes each call to
# FAKE_CALLS. Only what apply.sh asks is known; anything else fails.
set -eu

printf '%s\n' "$*" >>"$FAKE_CALLS"
arguments=$*
while :; do
  case ${1-} in
    --context=* | --namespace=*) shift ;;
    *) break ;;
  esac
done

case "$*" in
  "config current-context") echo fake ;;
  "config view"*) printf '' ;;
  "get --raw /version"*)
    if [ "$FAKE" = no-cluster ]; then
      echo "The connection to the server 127.0.0.1:1 was refused" >&2
      exit 1
    fi
    echo '{"gitVersion": "v1.99.0"}'
    ;;
  "get services --all-namespaces"*)
    case $FAKE in
      port-taken) echo "30005 shop storefront" ;;
      other-namespace) echo "30000 elsewhere private-registry-service" ;;
    esac
    ;;
  "get deployments,services"*)
    if [ "$FAKE" = not-ours ]; then echo "Deployment nginx-deployment "; fi
    ;;
  "kustomize "*)
    for name in router gateway nginx; do echo "image: localhost:30000/bluehub/$name:latest"; done
    echo "claimName: private-registry-claim"
    ;;
  "get storageclasses"*) if [ "$FAKE" != no-storage ]; then echo '{"storageclass.kubernetes.io/is-default-class":"true"}'; fi ;;
  "get configmap kube-proxy"*) if [ "$FAKE" = nftables ]; then echo 'mode: nftables'; fi ;;
  "get daemonset/"*) exit 1 ;;
  "get nodes -o jsonpath={range .items[*]}{.status.nodeInfo"*) printf 'linux/arm64\nlinux/amd64\nlinux/arm64\n' ;;
  "get nodes"*InternalIP*) if [ -n "${FAKE_NODE-}" ]; then echo "$FAKE_NODE"; fi ;;
  "get nodes"*) ;;
  "get service nginx-service -o"*) echo "${FAKE_NODE_PORT:-30005}" ;;
  "apply --dry-run=server "*) echo "deployment.apps/nginx-deployment created (server dry run)" ;;
  "apply "*)
    if [ "$FAKE" = port-refused ]; then
      echo 'The Service "nginx-service" is invalid: spec.ports[0].nodePort: Invalid value: 30005: provided port is already allocated' >&2
      exit 1
    fi
    echo "deployment.apps/nginx-deployment configured"
    ;;
  "rollout status deployment/private-registry-deployment"*)
    case $FAKE in
      registry-stuck | registry-image) echo 'Waiting for deployment "x" rollout to finish: 0 of 1 updated replicas are available...' ;;
      *) echo 'deployment "private-registry-deployment" successfully rolled out' ;;
    esac
    ;;
  "rollout status deployment/bluehub-router-deployment"*)
    case $FAKE in
      image-gone) echo 'Waiting for deployment "x" rollout to finish: 0 of 1 updated replicas are available...' ;;
      *) echo 'deployment "bluehub-router-deployment" successfully rolled out' ;;
    esac
    ;;
  "rollout status "*) echo 'deployment "x" successfully rolled out' ;;
  "get pods "*sort-by*)
    case $FAKE in
      image-gone | registry-image) echo "pod-1 ImagePullBackOff" ;;
      registry-stuck) echo "pod-1 Unschedulable" ;;
    esac
    ;;
  "get pods "*) echo "pod-1   0/1   Waiting" ;;
  "get events "*"=pod-1,"*)
    case $FAKE in
      image-gone) echo 'Failed: Failed to pull image "localhost:30000/bluehub/router@sha256:1": not found' ;;
      registry-image) echo 'Failed: Failed to pull image "registry:3": no such host' ;;
      *) echo "FailedScheduling: 0/1 nodes are available: 1 Insufficient memory." ;;
    esac
    ;;
  "get events "*) ;;
  "logs "*) echo "the last words of the program" ;;
  *port-forward*)
    printf 'Forwarding from 127.0.0.1:%s -> 5000\n' "$FAKE_FORWARD"
    # Dies with the shell that started it, should that forget it.
    while kill -0 "$PPID" 2>/dev/null; do sleep 1; done
    ;;
  "delete "*) echo 'deployment.apps "nginx-deployment" deleted' ;;
  "get deployments,daemonsets,"*) ;;
  "get deployment/"*) ;;
  *)
    echo "fake-kubectl.sh does not know: $arguments" >&2
    exit 64
    ;;
esac
