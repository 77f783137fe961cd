# shellcheck shell=sh
# shellcheck disable=SC2034,SC2154 # sourced by apply.sh, the files share their variables
# The same stack as processes of this machine, on loopback only.

router_port=10001
gateway_port=10000
gateway_management_port=10090
router_management_port=10091
front_port=$nginx_port

local_run() {
  step "Checks"
  need_jdk
  local_ports_check
  if need nginx; then
    local_gateway_port=$gateway_port
    say "nginx: $(command -v nginx)"
  else
    local_gateway_port=$front_port
    say "nginx is not on PATH: the gateway answers on port $front_port itself"
  fi
  if [ -n "$dry_run" ]; then
    step "Dry run: nothing is changed"
    say "would build router and gateway, start them on 127.0.0.1 ports $router_port and $local_gateway_port,"
    say "and answer at http://localhost:$front_port$path until Ctrl-C"
    return
  fi
  step "Build"
  local_build
  step "Start"
  named=
  local_router
  local_gateway
  if need nginx; then local_nginx; fi
  step "Answer"
  answer_url=http://127.0.0.1:$front_port$path
  answer_check "$answer_url" 30 || local_failed "$answer_url gave $answer, expected $expected"
  printf '\nhttp://localhost:%s%s\n%s\n\nIt runs until you press Ctrl-C. The logs are in %s\n' \
    "$front_port" "$path" "$answer" "$scratch"
  local_stay
}

local_ports_check() {
  set -- "$router_port" "$gateway_port" "$gateway_management_port" "$router_management_port" "$front_port"
  taken=$("$JAVA_HOME/bin/java" "$here/.apply/TakenPorts.java" "$@")
  [ -z "$taken" ] || die "BlueHub needs the ports $* of 127.0.0.1. Taken:
$(for port in $taken; do printf '  %s by %s\n' "$port" "$(holder_of "$port")"; done)
End what holds them, then try again."
}

# holder_of PORT: the program that listens there, as far as this machine tells.
holder_of() {
  holder=
  if need lsof; then
    holder=$(lsof -nP -iTCP:"$1" -sTCP:LISTEN 2>/dev/null | awk 'NR == 2 { print $1 ", process " $2 }')
  elif need ss; then
    holder=$(ss -Hltnp "sport = :$1" 2>/dev/null | sed -n 's/.*users:(("\([^"]*\)",pid=\([0-9]*\).*/\1, process \2/p' | head -n 1)
  fi
  printf '%s\n' "${holder:-a program that this user may not see}"
}

local_build() {
  mkdir -p "$here/target"
  say "the log is in target/apply-local.log"
  job_start "$here/target/apply-local.log" sh "$here/mvnw" -B -f "$here/pom.xml" \
    -pl bluehub-router,bluehub-gateway -am -DskipTests package
  job_follow 1800 's/^\[INFO\] Building \(BlueHub.*\) [0-9][^ ]* *\(\[.*\]\)$/\2 \1/p; s/^\(Fetching apache-maven.*\)/\1/p' || {
    build_errors "$here/target/apply-local.log"
    die "The build failed; the whole log is in $here/target/apply-local.log"
  }
}

# jar_of MODULE: its executable jar.
jar_of() {
  for jar in "$here/$1/target/$1"-*.jar; do
    case $jar in *-sources.jar | *-javadoc.jar | *-tests.jar | *-plain.jar) continue ;; esac
    [ -e "$jar" ] || die "The build left no $1/target/$1-*.jar."
    printf '%s\n' "$jar"
    return
  done
}

# java_start NAME ARGUMENT...: the module bluehub-NAME, its settings as arguments.
java_start() {
  program=bluehub-$1
  log=$scratch/$1.log
  shift
  jar=$(jar_of "$program")
  job_start "$log" "$JAVA_HOME/bin/java" -XX:+UseSerialGC -Xmx256m --enable-native-access=ALL-UNNAMED \
    -jar "$jar" "$@"
}

local_router() {
  java_start router "--spring.grpc.server.address=127.0.0.1" "--spring.grpc.server.port=$router_port" \
    --server.address=127.0.0.1 "--server.port=$router_management_port"
  local_ready router "http://127.0.0.1:$router_management_port/actuator/health/readiness"
}

local_gateway() {
  java_start gateway --bluehub.http.address=127.0.0.1 "--bluehub.http.port=$local_gateway_port" \
    "--bluehub.upstreams.router.target=dns:///127.0.0.1:$router_port" \
    --server.address=127.0.0.1 "--server.port=$gateway_management_port"
  local_ready gateway "http://127.0.0.1:$gateway_management_port/actuator/health/readiness"
}

local_nginx() {
  mkdir "$scratch/nginx"
  sh "$here/nginx/render.sh" "127.0.0.1:$front_port" "127.0.0.1:$gateway_port" "$scratch/nginx" >"$scratch/nginx/nginx.conf"
  job_start "$scratch/nginx.log" nginx -e stderr -p "$scratch/nginx" -c "$scratch/nginx/nginx.conf" -g 'daemon off;'
  local_ready nginx "http://127.0.0.1:$front_port/nginx/health/ready"
}

# local_ready NAME URL: waits until the process just started answers there with success.
local_ready() {
  started=$job
  started_log=$job_log
  named="$named${named:+
}$started $1"
  job_start "$scratch/ready" "$JAVA_HOME/bin/java" "$here/.apply/Fetch.java" "$rollout_limit" "$2"
  while job_runs "$job"; do
    sleep 1
    job_runs "$started" || local_failed "$1 ended by itself"
  done
  wait "$job" || local_failed "$1 was not ready after $rollout_limit seconds: $(cat "$scratch/ready")"
  job_forget "$job"
  say "$1 is ready (process $started)"
}

# Ctrl-C goes to the processes, too, and one may end by it before this shell has heard of it: then
# the shell's own trap ends the run while this waits.
local_failed() {
  sleep 1
  last_lines 25 "${started_log-}"
  die "$1."
}

# local_stay: until a signal comes, or one of the processes ends by itself.
local_stay() {
  while :; do
    while read -r pid name; do
      started_log=$scratch/$name.log
      job_runs "$pid" || local_failed "$name ended by itself"
    done <<NAMED
$named
NAMED
    sleep 1
  done
}
