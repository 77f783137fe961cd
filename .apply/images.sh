# shellcheck shell=sh
# shellcheck disable=SC2034,SC2154 # sourced by apply.sh, the files share their variables
# Building the images and pushing them into the cluster's registry: by Jib, without a Docker daemon. The way is the
# registry's NodePort where a node can be reached from here, else a port-forward, which works with every driver but
# ends when one of its connections is reset (https://github.com/kubernetes/kubernetes/issues/74551).

images_log=$here/target/apply-images.log
# How often a push is tried whose way to the registry broke; what has arrived is not sent again.
images_tries=5

# registry_open: $registry is the registry's host and port, as seen from here.
registry_open() {
  forward=
  if ! registry_by_node; then registry_by_forward; fi
  say "private-registry-service is $registry here"
}

# registry_by_node: the first nodes' addresses are tried; in a large cluster that is hidden from here the rest are, too.
registry_by_node() {
  node_addresses | head -n 3 >"$scratch/nodes"
  while read -r address; do
    registry=$address:$registry_port
    if fetch 1 "http://$registry/v2/" >/dev/null; then return 0; fi
  done <"$scratch/nodes"
  return 1
}

registry_by_forward() {
  forward_open private-registry-service 10002
  registry=localhost:$forward_port
  if ! fetch 30 "http://127.0.0.1:$forward_port/v2/" >"$scratch/registry"; then
    indent <"$scratch/registry" >&2
    kc logs deployment/private-registry-deployment --tail=10 | indent >&2
    die "The registry does not answer through the port-forward; its last log lines are above."
  fi
}

registry_close() { [ -z "$forward" ] || forward_close; }

# images_push: builds and pushes all, and pins the manifests to what was pushed.
images_push() {
  platforms_decide
  say "for $platforms; the log is in target/apply-images.log"
  aot_prepare
  images_left=$images_tries
  until images_build; do images_again; done
  for name in router gateway nginx; do
    digest=$(cat "$here/$(module_of "$name")/target/jib-image.digest" 2>/dev/null) || digest=
    case $digest in
      sha256:*) ;;
      *) die "The build left no digest of bluehub/$name in $(module_of "$name")/target/jib-image.digest." ;;
    esac
    manifests_pin "$name" "$digest"
    say "bluehub/$name@$digest"
  done
  registry_close
}

module_of() {
  case $1 in
    nginx) echo nginx ;;
    *) echo "bluehub-$1" ;;
  esac
}

images_build() {
  for name in router gateway nginx; do rm -f "$here/$(module_of "$name")/target/jib-image.digest"; done
  build_start "$images_log" build bluehub-router,bluehub-gateway,nginx ${aot_profile:+"$aot_profile"}
  build_follow
}

# build_start LOG GOAL MODULES [OPTION]...: Maven with a goal of Jib, in the background.
build_start() {
  mkdir -p "$here/target"
  build_log=$1
  build_goal=$2
  build_modules=$3
  shift 3
  set -- "$@" -B -f "$here/pom.xml" -pl "$build_modules" -am -DskipTests \
    package "com.google.cloud.tools:jib-maven-plugin:$build_goal" \
    "-Dimage.registry=$registry" "-Dimage.platforms=$platforms"
  [ -z "$base_jre" ] || set -- "$@" "-Dbase.jre=$base_jre"
  [ -z "$base_nginx" ] || set -- "$@" "-Dbase.nginx=$base_nginx"
  job_start "$build_log" sh "$here/mvnw" "$@"
}

build_follow() {
  job_follow 1800 's/^\[INFO\] Building \(BlueHub.*\) [0-9][^ ]* *\(\[.*\]\)$/\2 \1/p; s/^\[INFO\] \(Containerizing application\) to.*/\1/p; s/^\(Fetching apache-maven.*\)/\1/p'
}

# images_again: opens the way to the registry anew where only that broke; otherwise tells why the build failed.
images_again() {
  images_left=$((images_left - 1))
  if [ "$images_left" -gt 0 ] && registry_broke; then
    warn "The way to the registry broke off; once more."
    registry_close
    registry_open
    return
  fi
  build_errors "$images_log"
  die "The images could not be built and pushed.
$(images_advice "$images_log")"
}

# registry_broke: whether the port-forward has ended, or the build names a connection to the registry that broke.
registry_broke() {
  if [ -n "$forward" ] && ! job_runs "$forward"; then return 0; fi
  grep '^\[ERROR\]' "$images_log" | grep -F "$registry" |
    grep -Eiq 'refused|reset|broken pipe|timed out|connect to|closed|no response|failed to respond'
}

# images_advice LOG: what to do about a build that failed.
images_advice() {
  errors=$(grep '^\[ERROR\]' "$1" | head -n 60)
  case $errors in
    *"$registry"*[Rr]efused* | *"$registry"*"Broken pipe"* | *"$registry"*reset*)
      echo "The push was refused: the registry broke off. Its log: kubectl --namespace $namespace logs deployment/private-registry-deployment" ;;
    *"no space left"* | *"$registry"*" 500 "*)
      echo "The registry could not store an image; its volume may be full: kubectl --namespace $namespace logs deployment/private-registry-deployment" ;;
    *TOOMANYREQUESTS* | *"Too Many Requests"* | *UNAUTHORIZED* | *"registry-1.docker.io"* | *"for image ["*)
      echo "A base image could not be pulled. A mirror's copies: sh apply.sh --base-jre IMAGE --base-nginx IMAGE" ;;
    *"COMPILATION ERROR"*) echo "The sources do not compile; the log names the place." ;;
    *) echo "The whole log: $1" ;;
  esac
}
