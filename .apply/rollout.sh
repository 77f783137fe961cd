# shellcheck shell=sh
# shellcheck disable=SC2034,SC2154 # sourced by apply.sh, the files share their variables
# Waiting for rollouts, and saying why one does not come to its end.

# A reason that a pod may get over (an image that cannot be pulled, a crash) has this many seconds to pass.
stuck_limit=90

# rollout_wait KIND/NAME APP: waits until it runs what was applied, telling each new state.
# APP is the label "app" of its pods.
rollout_wait() {
  rollout_until=$(($(now) + rollout_limit))
  rollout_shown=
  stuck_since=
  while :; do
    rollout_state=$(kc rollout status "$1" --watch=false 2>&1) || :
    case $rollout_state in *"successfully rolled out"*)
      say "$1 runs"
      return 0
      ;;
    esac
    pod_look "$2"
    rollout_tell "$1"
    case $pod_reason in
      ErrImagePull | ImagePullBackOff | InvalidImageName | CrashLoopBackOff | CreateContainerConfigError | CreateContainerError)
        rollout_stuck "$1" "$2" ;;
      *) stuck_since= ;;
    esac
    case $rollout_state in
      *"exceeded its progress deadline"*) rollout_failed "$1" "$2" "made no progress within its progress deadline" ;;
      *NotFound*) rollout_failed "$1" "$2" "is gone: someone else has removed it" ;;
    esac
    [ "$(now)" -lt "$rollout_until" ] ||
      rollout_failed "$1" "$2" "was not ready after $rollout_limit seconds (--timeout gives it more)"
    sleep 1
  done
}

# rollout_tell KIND/NAME: one line for each new state.
rollout_tell() {
  rollout_line=$1
  [ -z "$pod_reason" ] || rollout_line="$rollout_line: $pod_reason"
  [ -n "$pod_reason" ] || rollout_line="$rollout_line: ${rollout_state#*rollout to finish: }"
  [ "$rollout_line" = "$rollout_shown" ] || say "$rollout_line"
  rollout_shown=$rollout_line
}

# pod_look APP: the newest pod as $pod_name, and what a container of it waits for as $pod_reason.
pod_look() {
  pod_facts=$(kc get pods --selector "app=$1" --sort-by=.metadata.creationTimestamp -o \
    'jsonpath={.items[-1:].metadata.name} {.items[-1:].status.containerStatuses[*].state.waiting.reason} {.items[-1:].status.initContainerStatuses[*].state.waiting.reason} {.items[-1:].status.conditions[?(@.status=="False")].reason}' 2>/dev/null) || pod_facts=
  # shellcheck disable=SC2086 # split on purpose
  set -- $pod_facts
  pod_name=${1-}
  pod_reason=
  for fact in "$@"; do
    case $fact in
      "$pod_name" | PodInitializing | ContainersNotReady | ContainersNotInitialized) ;;
      *)
        pod_reason=$fact
        break
        ;;
    esac
  done
}

# pod_warnings: what the cluster had to say about $pod_name, the newest last.
pod_warnings() {
  kc get events --field-selector "involvedObject.name=$1,type=Warning" --sort-by=.lastTimestamp \
    -o 'jsonpath={range .items[*]}{.reason}: {.message}{"\n"}{end}' 2>/dev/null
}

# rollout_stuck KIND/NAME APP: called while a reason lasts; mends what can be mended, gives the rest its time.
rollout_stuck() {
  stuck_since=${stuck_since:-$(now)}
  stuck_for=$(($(now) - stuck_since))
  case $pod_reason in *Image*)
    # The kubelet asks again after 10 seconds; a service's rules have long followed by then.
    if [ -z "$loopback" ] && [ "$stuck_for" -ge 15 ] && pull_was_refused; then
      loopback_mend "$1" "$2"
      return
    fi
    ;;
  esac
  [ "$stuck_for" -lt "$stuck_limit" ] || rollout_failed "$1" "$2" "does not get beyond $pod_reason"
}

# pull_was_refused: whether $pod_name's node found nobody at its localhost:30000.
pull_was_refused() {
  pod_warnings "$pod_name" | grep "localhost:$registry_port" | grep -Eiq 'refused|i/o timeout|no route|unreachable|deadline exceeded'
}

# loopback_up: the registry at the nodes' localhost; its pods end until the registry itself answers.
loopback_up() {
  manifests_apply "$loopback_name"
  rollout_wait "daemonset/$loopback_name" "$loopback_name"
}

# loopback_mend KIND/NAME APP: publishes the registry at the nodes' localhost, and has the pod pull again.
loopback_mend() {
  loopback_use "a pull was refused there"
  loopback_up
  # Made anew, it does not sit out the kubelet's growing pauses.
  for app in bluehub-router bluehub-gateway nginx; do
    pod_look "$app"
    case $pod_reason in *Image*) kc delete pod "$pod_name" --grace-period=1 | indent ;; esac
  done
  rollout_until=$(($(now) + rollout_limit))
  stuck_since=
}

# rollout_failed KIND/NAME APP WHY: shows pods, events and last log lines, and ends the run.
rollout_failed() {
  {
    printf '\nIts pods:\n'
    kc get pods --selector "app=$2" -o wide | indent
    printf '\nWarnings about it and its newest pod:\n'
    { pod_warnings "${1#*/}"; [ -z "$pod_name" ] || pod_warnings "$pod_name"; } | tail -n 8 | indent
    if [ -n "$pod_name" ]; then
      printf '\nThe last lines of its log:\n'
      kc logs "$pod_name" --all-containers --tail=20 2>/dev/null | indent
      kc logs "$pod_name" --previous --tail=20 2>/dev/null | indent
    fi
  } >&2
  die "$1 $3.
$(rollout_advice "$pod_reason" "$2")"
}

# rollout_advice REASON APP: what to do about it.
rollout_advice() {
  case $1 in
    *Image*)
      case $2 in
        private-registry*) echo "The node cannot pull registry:3 from outside. Name a mirror's copy: sh apply.sh --registry-image IMAGE" ;;
        *) echo "The node cannot pull from localhost:$registry_port, which should be private-registry-service; the warnings above say
what it met. A runtime that wants TLS there (\"HTTP response to HTTPS client\") must be told that it is plain HTTP." ;;
      esac
      ;;
    Unschedulable) echo "No node has room for the pod; the warnings above name what is short. minikube: minikube start --cpus 2 --memory 4g" ;;
    CrashLoopBackOff) echo "The program ends by itself; its last lines above say why." ;;
    *) echo "More: kubectl --namespace $namespace describe pods --selector app=$2" ;;
  esac
}
