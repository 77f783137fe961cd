#!/bin/sh
# Builds BlueHub and brings it up: on the cluster of kubectl's current context, or as processes here.
# Run "sh apply.sh --help" for the options.
set -eu

here=$(cd -P "$(dirname "$0")" && pwd)
# shellcheck source=.mvn/jdk.sh
. "$here/.mvn/jdk.sh"
# shellcheck source=.apply/say.sh
. "$here/.apply/say.sh"
# shellcheck source=.apply/jobs.sh
. "$here/.apply/jobs.sh"
# shellcheck source=.apply/cluster.sh
. "$here/.apply/cluster.sh"
# shellcheck source=.apply/manifests.sh
. "$here/.apply/manifests.sh"
# shellcheck source=.apply/rollout.sh
. "$here/.apply/rollout.sh"
# shellcheck source=.apply/images.sh
. "$here/.apply/images.sh"
# shellcheck source=.apply/aot.sh
. "$here/.apply/aot.sh"
# shellcheck source=.apply/answer.sh
. "$here/.apply/answer.sh"
# shellcheck source=.apply/local.sh
. "$here/.apply/local.sh"

usage() {
  cat <<'USAGE'
Usage: sh apply.sh [OPTION]...

Builds BlueHub, pushes its images to a registry inside the cluster of kubectl's current context, brings
everything up there and prints the answer it gets through nginx. It can be run again at any time: what has
not changed is left alone.

  --local            run router, gateway and nginx as processes on this machine instead, until Ctrl-C
  --delete           remove BlueHub from the current namespace
  --dry-run          say what would happen and change nothing (also with --local and --delete)
  --overlay DIR      what to apply (default: k8s/base, and on top what the cluster needs)
  --timeout SECONDS  how long each rollout may take (default: 300)
  --no-aot           make the Java images without AOT caches: sooner built, slower to start
  --help             this text

Mirrors, and sites without a way out; each option also as an environment variable:
  --base-jre IMAGE        base of the Java images          BLUEHUB_BASE_JRE
  --base-nginx IMAGE      base of the nginx image          BLUEHUB_BASE_NGINX
  --registry-image IMAGE  the registry itself              BLUEHUB_REGISTRY_IMAGE
  --platforms LIST        such as linux/amd64,linux/arm64  BLUEHUB_PLATFORMS
                          (default: those of the cluster's nodes)

It needs a JDK 25 (JAVA_HOME, javac on PATH, or the usual folders) and, but for --local, kubectl.
USAGE
}

misused() {
  printf 'apply.sh: %s\nTry: sh apply.sh --help\n' "$*" >&2
  exit 2
}

# value OPTION [VALUE]...: the value of an option that needs one.
value() {
  [ -n "${2-}" ] || misused "$1 needs a value."
  printf '%s\n' "$2"
}

options() {
  mode=cluster
  dry_run=
  no_aot=
  overlay=$here/k8s/base
  rollout_limit=300
  base_jre=${BLUEHUB_BASE_JRE-}
  base_nginx=${BLUEHUB_BASE_NGINX-}
  registry_image=${BLUEHUB_REGISTRY_IMAGE-}
  platforms=${BLUEHUB_PLATFORMS-}
  while [ $# -gt 0 ]; do
    case $1 in
      --*=*)
        option=${1%%=*}
        argument=${1#*=}
        shift
        set -- "$option" "$argument" "$@"
        continue
        ;;
    esac
    case $1 in
      --local) mode=local ;;
      --delete) mode=delete ;;
      --dry-run) dry_run=yes ;;
      --no-aot) no_aot=yes ;;
      --help | -h)
        usage
        exit 0
        ;;
      --overlay)
        overlay=$(value "$@")
        shift
        ;;
      --timeout)
        rollout_limit=$(value "$@")
        shift
        ;;
      --base-jre)
        base_jre=$(value "$@")
        shift
        ;;
      --base-nginx)
        base_nginx=$(value "$@")
        shift
        ;;
      --registry-image)
        registry_image=$(value "$@")
        shift
        ;;
      --platforms)
        platforms=$(value "$@")
        shift
        ;;
      *) misused "unknown option: $1" ;;
    esac
    shift
  done
  case $rollout_limit in
    *[!0-9]* | 0) misused "--timeout is $rollout_limit, expected a number of seconds." ;;
  esac
}

apply_to_cluster() {
  step "Checks"
  need_jdk
  cluster_check
  cluster_ports_check
  owners_check
  manifests_prepare
  if [ -n "$dry_run" ]; then
    manifests_preview
    return
  fi
  step "Registry"
  manifests_apply private-registry
  rollout_wait deployment/private-registry-deployment private-registry
  if [ -n "$loopback" ]; then loopback_up; fi
  registry_open
  step "Images"
  images_push
  step "Objects"
  manifests_apply
  step "Rollouts"
  for app in bluehub-router bluehub-gateway nginx; do
    rollout_wait "deployment/$app-deployment" "$app"
  done
  step "Answer"
  answer_prove
}

main() {
  options "$@"
  jobs_prepare
  case $mode in
    cluster) apply_to_cluster ;;
    delete)
      cluster_check
      manifests_delete
      ;;
    local) local_run ;;
  esac
}

main "$@"
