# shellcheck shell=sh
# shellcheck disable=SC2034,SC2154 # sourced by apply.sh, the files share their variables
# The cluster of kubectl's current context: whether it answers, what it is, what is free on it.

# The NodePorts that users type; the services' manifests name them.
registry_port=30000
nginx_port=30005

# kc ARGUMENT...: kubectl, held to the context and namespace that were current when the run began.
kc() { kubectl ${context:+"--context=$context"} "--namespace=$namespace" "$@"; }

cluster_check() {
  need kubectl || die "kubectl is not on PATH.
Install it (https://kubernetes.io/docs/tasks/tools/), or run BlueHub without a cluster: sh apply.sh --local"
  context=$(kubectl config current-context 2>/dev/null) || context=
  namespace=$(kubectl config view --minify -o 'jsonpath={..namespace}' 2>/dev/null) || namespace=
  namespace=${namespace:-default}
  if ! kc get --raw /version --request-timeout=15s >"$scratch/version" 2>"$scratch/version.error"; then
    tail -n 1 "$scratch/version.error" | indent >&2
    die "No cluster answers at kubectl's current context (${context:-none is set}).
Start one (minikube start) or choose another (kubectl config use-context NAME),
or run BlueHub without a cluster: sh apply.sh --local"
  fi
  say "Kubernetes $(sed -n 's/.*"gitVersion": *"\([^"]*\)".*/\1/p' "$scratch/version"), context ${context:-of this pod}, namespace $namespace"
}

# cluster_ports_check: ends the run when a service that is not ours holds a NodePort that we need.
cluster_ports_check() {
  # shellcheck disable=SC2016 # $s is the template's
  if ! kc get services --all-namespaces -o 'go-template={{range .items}}{{$s := .metadata}}{{range .spec.ports}}{{if .nodePort}}{{.nodePort}} {{$s.namespace}} {{$s.name}}{{"\n"}}{{end}}{{end}}{{end}}' \
    >"$scratch/node-ports" 2>/dev/null; then
    warn "You may not read other namespaces' services, so a NodePort that is taken shows only when it is asked for."
    return 0
  fi
  port_check "$registry_port" private-registry-service
  port_check "$nginx_port" nginx-service
}

# port_check PORT SERVICE: whether PORT is free, or held by our own SERVICE of this namespace.
port_check() {
  while read -r node_port holder_namespace holder; do
    [ "$node_port" = "$1" ] || continue
    [ "$holder_namespace/$holder" != "$namespace/$2" ] || continue
    if [ "$holder" = "$2" ]; then
      die "NodePort $1 is taken by the $holder of the namespace $holder_namespace; you are in $namespace.
If that is BlueHub, use it there:  kubectl config set-context --current --namespace=$holder_namespace
or remove it there first:          the same, then sh apply.sh --delete"
    fi
    die "NodePort $1, which BlueHub's $2 needs, is taken by the service $holder of the namespace $holder_namespace.
Give that service another port:    kubectl --namespace $holder_namespace edit service $holder"
  done <"$scratch/node-ports"
}

# platforms_decide: sets $platforms to those of the nodes (linux/amd64,linux/arm64), unless the user named some.
platforms_decide() {
  [ -z "$platforms" ] || return 0
  platforms=$(kc get nodes -o 'jsonpath={range .items[*]}{.status.nodeInfo.operatingSystem}/{.status.nodeInfo.architecture}{"\n"}{end}' 2>/dev/null |
    sort -u | sed -n '/^linux\//p' | paste -s -d , -)
  [ -n "$platforms" ] || die "The platforms of the cluster's nodes could not be read (kubectl get nodes).
Name them: sh apply.sh --platforms linux/amd64"
}

# node_addresses: the nodes' addresses, internal ones first, one a line, ready for a URL.
node_addresses() {
  for kind in InternalIP ExternalIP; do
    kc get nodes -o "jsonpath={range .items[*].status.addresses[?(@.type==\"$kind\")]}{.address}{\"\n\"}{end}" 2>/dev/null |
      sed 's/.*:.*/[&]/'
  done
}

# has_default_storage: whether a claim that names no StorageClass gets a volume.
has_default_storage() {
  kc get storageclasses -o 'jsonpath={.items[*].metadata.annotations}' 2>/dev/null |
    grep -q 'is-default-class"*:"*true'
}

# node_ports_skip_loopback: whether kube-proxy says that NodePorts do not answer at the nodes' loopback address.
# Only kubeadm's clusters (minikube and kind are such) keep its configuration where it can be read.
node_ports_skip_loopback() {
  kc get configmap kube-proxy --namespace kube-system -o 'jsonpath={.data.config\.conf}' 2>/dev/null |
    grep -Eq '^mode: *"?nftables'
}

# forward_open SERVICE PORT: a port-forward; $forward_port is its free local port, $forward its process.
forward_open() {
  job_start "$scratch/forward" kubectl ${context:+"--context=$context"} "--namespace=$namespace" \
    port-forward --address 127.0.0.1 "service/$1" ":$2"
  forward=$job
  forward_until=$(($(now) + 30))
  forward_port=
  while [ -z "$forward_port" ]; do
    if ! job_runs "$forward" || [ "$(now)" -ge "$forward_until" ]; then
      last_lines 5 "$scratch/forward"
      die "kubectl port-forward to $1 did not come up within 30 seconds; kubectl get endpoints $1 shows whether a pod is behind it."
    fi
    sleep 1
    forward_port=$(sed -n 's/^Forwarding from 127\.0\.0\.1:\([0-9]*\) .*/\1/p' "$scratch/forward")
  done
}

forward_close() { job_forget "$forward"; }
