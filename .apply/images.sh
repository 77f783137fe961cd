# shellcheck shell=sh
# shellcheck disable=SC2034,SC2154 # sourced by apply.sh, the files share their variables
# Building the images and pushing them into the cluster's registry: by Jib, without a Docker daemon, through a
# port-forward, which works with every driver and asks for no port on the nodes.

images_log=$here/target/apply-images.log

# registry_open: $forward_port of this machine is the registry.
registry_open() {
  forward_open private-registry-service 10002
  if ! fetch 30 "http://127.0.0.1:$forward_port/v2/" >"$scratch/registry"; then
    indent <"$scratch/registry" >&2
    kc logs deployment/private-registry-deployment --tail=10 | indent >&2
    die "The registry does not answer through the port-forward; its last log lines are above."
  fi
  say "private-registry-service is 127.0.0.1:$forward_port here, until the images are pushed"
}

# images_push: builds and pushes all, and pins the manifests to what was pushed.
images_push() {
  platforms_decide
  say "for $platforms; the log is in target/apply-images.log"
  images_build || images_again
  for name in router gateway nginx; do
    digest=$(cat "$here/$(module_of "$name")/target/jib-image.digest" 2>/dev/null) || digest=
    case $digest in
      sha256:*) ;;
      *) die "The build left no digest of bluehub/$name in $(module_of "$name")/target/jib-image.digest." ;;
    esac
    manifests_pin "$name" "$digest"
    say "bluehub/$name@$digest"
  done
  forward_close
}

module_of() {
  case $1 in
    nginx) echo nginx ;;
    *) echo "bluehub-$1" ;;
  esac
}

images_build() {
  for name in router gateway nginx; do rm -f "$here/$(module_of "$name")/target/jib-image.digest"; done
  mkdir -p "$here/target"
  set -- -B -f "$here/pom.xml" -pl bluehub-router,bluehub-gateway,nginx -am -DskipTests \
    package com.google.cloud.tools:jib-maven-plugin:build \
    "-Dimage.registry=localhost:$forward_port" "-Dimage.platforms=$platforms"
  [ -z "$base_jre" ] || set -- "$@" "-Dbase.jre=$base_jre"
  [ -z "$base_nginx" ] || set -- "$@" "-Dbase.nginx=$base_nginx"
  job_start "$images_log" sh "$here/mvnw" "$@"
  job_follow 1800 's/^\[INFO\] Building \(BlueHub.*\) [0-9][^ ]* *\(\[.*\]\)$/\2 \1/p; s/^\[INFO\] \(Containerizing application\) to.*/\1/p; s/^\(Fetching apache-maven.*\)/\1/p'
}

# images_again: a second try where only the way to the registry broke; otherwise why the build failed.
images_again() {
  if ! job_runs "$forward"; then
    warn "The port-forward broke off; once more."
    job_forget "$forward"
    registry_open
    if images_build; then return 0; fi
  fi
  build_errors "$images_log"
  die "The images could not be built and pushed.
$(images_advice)"
}

images_advice() {
  errors=$(grep '^\[ERROR\]' "$images_log" | head -n 60)
  case $errors in
    *"localhost:$forward_port"*[Rr]efused* | *"localhost:$forward_port"*"Broken pipe"* | *"localhost:$forward_port"*reset*)
      echo "The push was refused: the registry broke off. Its log: kubectl --namespace $namespace logs deployment/private-registry-deployment" ;;
    *"no space left"* | *"localhost:$forward_port"*" 500 "*)
      echo "The registry could not store an image; its volume may be full: kubectl --namespace $namespace logs deployment/private-registry-deployment" ;;
    *TOOMANYREQUESTS* | *"Too Many Requests"* | *UNAUTHORIZED* | *"registry-1.docker.io"* | *"for image ["*)
      echo "A base image could not be pulled. A mirror's copies: sh apply.sh --base-jre IMAGE --base-nginx IMAGE" ;;
    *"COMPILATION ERROR"*) echo "The sources do not compile; the log names the place." ;;
    *) echo "The whole log: $images_log" ;;
  esac
}
