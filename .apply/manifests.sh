# shellcheck shell=sh
# shellcheck disable=SC2034,SC2154 # sourced by apply.sh, the files share their variables
# What is applied: a folder of k8s/ with the components that this cluster needs and the images pinned to the
# digests just pushed. All of that stands in one kustomization in the temporary folder; the manifests
# themselves stay as they are.

images_prefix=localhost:$registry_port/bluehub
ours=app.kubernetes.io/part-of=bluehub
loopback_name=private-registry-loopback

# manifests_prepare: checks the overlay and decides on the components.
manifests_prepare() {
  [ -e "$overlay/kustomization.yaml" ] || die "$overlay has no kustomization.yaml, so it is no overlay."
  overlay=$(cd -P "$overlay" && pwd)
  pins=
  components=
  manifests_render
  for name in router gateway nginx; do
    grep -q "image: $images_prefix/${name}[:@]" "$scratch/rendered.yaml" ||
      die "$overlay runs no image $images_prefix/$name, which apply.sh would push.
Images of another registry need no apply.sh: kubectl apply -k $overlay"
  done
  component_add pinned-images
  storage_decide
  loopback_decide
}

storage_decide() {
  if has_default_storage; then
    grep -q 'claimName: private-registry-claim' "$scratch/rendered.yaml" || component_add registry-storage
  else
    warn "The cluster has no default StorageClass: the registry's images last as long as its pod. After it has moved, run apply.sh again."
  fi
}

loopback_decide() {
  if grep -q "name: $loopback_name\$" "$scratch/rendered.yaml"; then
    loopback=overlay
  elif kc get "daemonset/$loopback_name" >/dev/null 2>&1; then
    loopback_use "as the last run found"
  elif node_ports_skip_loopback; then
    loopback_use "kube-proxy is in nftables mode"
  else
    loopback=
  fi
}

loopback_use() {
  loopback=component
  component_add registry-loopback
  warn "NodePorts do not answer at the nodes' localhost ($1), from where images are pulled: the component registry-loopback publishes the registry there."
}

component_add() {
  components="$components  - $(from_scratch "$here/k8s/components/$1")
"
}

# from_scratch DIR: the way to DIR from the kustomization in the temporary folder, for kustomize refuses absolute paths.
from_scratch() {
  printf '%s/pinned' "$scratch" | sed 's|[^/][^/]*|..|g; s|^/||'
  printf '%s\n' "$1"
}

# manifests_pin NAME DIGEST: from now on bluehub/NAME is that image.
manifests_pin() {
  pins="$pins  - name: $images_prefix/$1
    digest: $2
"
}

# image_entry NAME IMAGE: kustomize's words for "NAME is IMAGE", which may have a tag or a digest.
image_entry() {
  printf '  - name: %s\n' "$1"
  case $2 in
    *@*) printf '    newName: %s\n    digest: %s\n' "${2%@*}" "${2#*@}" ;;
    *:*/*:* | *:*/*) image_entry_tag "${2%/*}/" "${2##*/}" ;;
    *) image_entry_tag "" "$2" ;;
  esac
}

image_entry_tag() {
  printf '    newName: %s\n' "$1${2%%:*}"
  case $2 in *:*) printf '    newTag: "%s"\n' "${2#*:}" ;; esac
}

manifests_render() {
  mkdir -p "$scratch/pinned"
  {
    printf 'resources:\n  - %s\n' "$(from_scratch "$overlay")"
    [ -z "$components" ] || printf 'components:\n%s' "$components"
    [ -z "$pins$registry_image" ] || printf 'images:\n%s' "$pins"
    [ -z "$registry_image" ] || image_entry registry "$registry_image"
  } >"$scratch/pinned/kustomization.yaml"
  if ! kubectl kustomize "$scratch/pinned" >"$scratch/rendered.yaml" 2>"$scratch/rendered.error"; then
    indent <"$scratch/rendered.error" >&2
    die "The manifests of $overlay could not be rendered; the lines above say why. kubectl must be 1.21 or newer:
$(kubectl version --client 2>/dev/null | head -n 1)"
  fi
}

# owners_check: ends the run rather than taking over somebody else's object of the same name.
owners_check() {
  if ! kc get deployments,services -o 'go-template={{range .items}}{{.kind}} {{.metadata.name}} {{with .metadata.labels}}{{with index . "app.kubernetes.io/part-of"}}{{.}}{{end}}{{end}}{{"\n"}}{{end}}' \
    >"$scratch/owners" 2>"$scratch/owners.error"; then
    indent <"$scratch/owners.error" >&2
    die "The deployments and services of the namespace $namespace cannot be read."
  fi
  while read -r kind object owner; do
    case $object in
      nginx-deployment | bluehub-gateway-deployment | bluehub-router-deployment | private-registry-deployment) ;;
      nginx-service | bluehub-gateway-service | bluehub-router-service | private-registry-service) ;;
      *) continue ;;
    esac
    [ "$owner" = bluehub ] || die "The namespace $namespace has a $kind $object that is not BlueHub's (no label $ours).
It is left alone. Use another namespace:
  kubectl create namespace bluehub
  kubectl config set-context --current --namespace=bluehub"
  done <"$scratch/owners"
}

# manifests_apply [NAME]: applies what is rendered, or those objects that app.kubernetes.io/name calls NAME.
manifests_apply() {
  manifests_render
  if [ $# -eq 1 ]; then set -- --selector "app.kubernetes.io/name=$1"; fi
  if ! kc apply -f "$scratch/rendered.yaml" "$@" >"$scratch/applied" 2>&1; then
    indent <"$scratch/applied" >&2
    case $(cat "$scratch/applied") in
      *"provided port is already allocated"*) die "A NodePort is taken by a service of another namespace. Find it:
kubectl get services --all-namespaces | grep -E '$registry_port|$nginx_port'" ;;
      *) die "The cluster refused an object; the lines above say which and why." ;;
    esac
  fi
  indent <"$scratch/applied"
}

# deployment_of NAME: the deployment that runs the image bluehub/NAME.
deployment_of() {
  case $1 in
    nginx) echo nginx-deployment ;;
    *) echo "bluehub-$1-deployment" ;;
  esac
}

# manifests_preview: what a run would do, asked of the API server, which changes nothing.
manifests_preview() {
  platforms_decide
  for name in router gateway nginx; do
    running=$(kc get "deployment/$(deployment_of "$name")" -o 'jsonpath={.spec.template.spec.containers[0].image}' 2>/dev/null |
      sed -n 's/.*@\(sha256:.*\)/\1/p')
    [ -z "$running" ] || manifests_pin "$name" "$running"
  done
  manifests_render
  step "Dry run: nothing is changed"
  say "would build bluehub/router, bluehub/gateway and bluehub/nginx for $platforms, push them through a port-forward"
  say "to private-registry-service, and apply $overlay, pinned to their new digests"
  say "(here: to those that run already, where some do):"
  kc apply --dry-run=server -f "$scratch/rendered.yaml" 2>&1 | indent
  say "would wait for the rollouts and call $path through nginx on NodePort $nginx_port"
}

# manifests_delete: removes what carries our label in this namespace, whichever overlay it came from.
manifests_delete() {
  kinds=deployments,daemonsets,services,persistentvolumeclaims,horizontalpodautoscalers,poddisruptionbudgets,networkpolicies
  if [ -n "$dry_run" ]; then
    step "Dry run: would remove from the namespace $namespace"
    kc get "$kinds" --selector "$ours" -o name | indent
    return
  fi
  step "Removing BlueHub from the namespace $namespace"
  job_start "$scratch/deleted" kubectl ${context:+"--context=$context"} "--namespace=$namespace" \
    delete "$kinds" --selector "$ours" --ignore-not-found --cascade=foreground --timeout=180s
  job_follow 200 p || die "Not everything could be removed within 180 seconds. What is left:
$(kc get "$kinds,pods" --selector "$ours" -o name 2>&1)"
  say "Nothing of BlueHub is left there."
}
