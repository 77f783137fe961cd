# shellcheck shell=sh
# shellcheck disable=SC2034,SC2154 # sourced by apply.sh, the files share their variables
# Processes in the background and the temporary folder, neither of which outlives the run.
# A job runs in the background even where apply.sh waits for it: a shell acts on a signal at once only
# while it waits, and Ctrl-C must end a build within a second, too.

# jobs_prepare: makes $scratch and sees to it that nothing is left behind, however the run ends.
jobs_prepare() {
  jobs=
  scratch=$(mktemp -d "${TMPDIR:-/tmp}/bluehub.XXXXXX") || die "No temporary folder could be made."
  scratch=$(cd -P "$scratch" && pwd)
  trap 'jobs_end $?' EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
}

jobs_end() {
  trap - EXIT
  trap '' HUP INT TERM
  # The newest first: nginx before the gateway, the gateway before the router.
  for pid in $jobs; do job_stop "$pid"; done
  rm -rf "$scratch"
  exit "$1"
}

# job_start LOG COMMAND...: runs it in the background; its id is $job.
job_start() {
  job_log=$1
  shift
  "$@" >"$job_log" 2>&1 </dev/null &
  job=$!
  jobs="$job $jobs"
}

job_runs() { kill -0 "$1" 2>/dev/null; }

# job_stop PID: asks it to end, and ends it when it has not within 20 seconds.
job_stop() {
  kill -TERM "$1" 2>/dev/null || return 0
  patience=100
  while job_runs "$1" && [ "$patience" -gt 0 ]; do
    patience=$((patience - 1))
    sleep 0.2 2>/dev/null || sleep 1
  done
  kill -KILL "$1" 2>/dev/null || :
  wait "$1" 2>/dev/null || :
}

# job_forget PID: stops it and takes it off the list.
job_forget() {
  job_stop "$1"
  left=
  for pid in $jobs; do [ "$pid" = "$1" ] || left="$left $pid"; done
  jobs=$left
}

# job_follow LIMIT FILTER: waits for $job, showing those new lines of its log that the sed script FILTER
# prints. Returns the job's status, 124 when it took longer than LIMIT seconds.
job_follow() {
  follow_until=$(($(now) + $1))
  follow_seen=0
  while job_runs "$job"; do
    sleep 1
    follow_lines=$(wc -l <"$job_log")
    if [ "$follow_lines" -gt "$follow_seen" ]; then
      sed -n "$((follow_seen + 1)),${follow_lines}p" "$job_log" | sed -n "$2" | indent
      follow_seen=$follow_lines
    fi
    if [ "$(now)" -ge "$follow_until" ]; then
      job_forget "$job"
      return 124
    fi
  done
  follow_status=0
  wait "$job" || follow_status=$?
  job_forget "$job"
  return "$follow_status"
}
